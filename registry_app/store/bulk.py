"""Many rows of one table at once: each value is turned once into what the database keeps and what the journal says.

Through the toolkit every value was turned row by row and twice, which took a third of the time of a long list.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper
from sqlalchemy.types import TypeEngine

from registry_app.store.changes import Change, Columns, columns_of, plain
from registry_app.store.straight import send_many
from registry_app.store.types import Identifier, Json, Words, canonical

Values = list[Any]
_NOTHING = object()


@dataclass(frozen=True)
class _Column:
    attribute: str
    name: str
    type: TypeEngine[Any]


@dataclass(frozen=True)
class _Plan:
    """How rows of a table are added: its columns in their order, the places of the key among them, the statement."""

    columns: tuple[_Column, ...]
    key: tuple[int, ...]
    statement: str


@cache
def _plan(mapper: Mapper[Any]) -> _Plan:
    table = mapper.local_table
    assert isinstance(table, Table)
    columns = tuple(_Column(prop.key, prop.columns[0].name, prop.columns[0].type) for prop in mapper.column_attrs)
    attributes = [column.attribute for column in columns]
    key = tuple(attributes.index(attribute) for attribute in columns_of(mapper).key)
    names = ", ".join(f'"{column.name}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    return _Plan(columns, key, f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})')  # noqa: S608  our tables


def add_rows(
    connection: Connection,
    mapper: Mapper[Any],
    rows: Sequence[Mapping[str, Any]],
    given: Mapping[str, Callable[[int], Sequence[Any]]],
) -> list[Change]:
    """Add rows through the open gate; returns what the journal says of them, in their order.

    Keys are attribute names; every row has the keys of the first one. `given` makes so many values of its attributes
    where rows have none; what else is not given is empty.
    """
    plan, columns = _plan(mapper), columns_of(mapper)
    if unknown := rows[0].keys() - columns.names:
        message = f"{columns.table} has no {sorted(unknown)}"
        raise KeyError(message)
    kept: list[Values] = []
    told: list[Values] = []
    for column in plan.columns:
        for_database, for_journal = _forms(column.type, _values(column.attribute, rows, given), connection.dialect)
        kept.append(for_database)
        told.append(for_journal)
    send_many(connection, plan.statement, zip(*kept, strict=True))
    return _changes(plan, columns, told)


def _values(
    attribute: str, rows: Sequence[Mapping[str, Any]], given: Mapping[str, Callable[[int], Sequence[Any]]]
) -> Values:
    values = [row[attribute] for row in rows] if attribute in rows[0] else [None] * len(rows)
    missing = [place for place, value in enumerate(values) if value is None] if attribute in given else []
    if missing:
        for place, made in zip(missing, given[attribute](len(missing)), strict=True):
            values[place] = made
    return values


def _forms(kind: TypeEngine[Any], values: Values, dialect: Dialect) -> tuple[Values, Values]:
    """The values as the database keeps them and as the journal says them."""
    if isinstance(kind, Words):
        texts = [_text(kind, value, dialect) for value in values]
        return texts, texts
    if isinstance(kind, Json):
        texts = _each(lambda value: canonical(value).decode(), values)
        return texts, texts
    if isinstance(kind, Identifier) and dialect.name != "postgresql":
        kept = _each(_bytes_of, values)
        return kept, _each(bytes.hex, kept)
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    return values if process is None else _each(process, values), _each(plain, values)


def _text(kind: Words, value: Any, dialect: Dialect) -> Any:
    if value is None or (type(value) is str and value.isascii() and "\0" not in value):
        return value
    text = kind.process_bind_param(value, dialect)
    return text if type(text) is str else plain(text)


def _bytes_of(value: uuid.UUID) -> bytes:
    return value.int.to_bytes(16)


def _each(form: Callable[[Any], Any], values: Values) -> Values:
    """The form of each value; the same one again and again, as an office or a moment is, is turned once."""
    made: Values = []
    last, turned = _NOTHING, None
    for value in values:
        if value is not last:
            last, turned = value, None if value is None else form(value)
        made.append(turned)
    return made


def _changes(plan: _Plan, columns: Columns, told: list[Values]) -> list[Change]:
    key = [told[place] for place in plan.key]
    identities = map(str, key[0]) if len(key) == 1 else ("/".join(map(str, parts)) for parts in zip(*key, strict=True))
    filled = [(column.name, values) for column, values in zip(plan.columns, told, strict=True) if _holds_any(values)]
    names = [name for name, _values in filled]
    rows = zip(*(values for _name, values in filled), strict=True)
    table, private = columns.table, columns.private
    if any(None in values for _name, values in filled):
        bodies = [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows]
    else:
        bodies = [dict(zip(names, row, strict=True)) for row in rows]
    return [Change(table, identity, "I", values, private) for identity, values in zip(identities, bodies, strict=True)]


def _holds_any(values: Values) -> bool:
    return any(value is not None for value in values)
