"""Conditions written with their values into the statement, so that an index of some rows can serve them.

SQLite takes such an index only where it sees that the question asks for these rows; of a value that is bound later it
sees nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import InstrumentedAttribute


def one_of(column: InstrumentedAttribute[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether the column holds one of the values, in the order of the index's own condition."""
    return column.in_(bindparam(None, list(values), column.type, expanding=True, literal_execute=True))


def equals(column: InstrumentedAttribute[Any], value: Any) -> ColumnElement[bool]:
    """Whether the column holds the value."""
    return column == bindparam(None, value, column.type, literal_execute=True)
