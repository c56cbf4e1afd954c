"""What changed in one row, in canonical plain values, ready for the journal."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement
from sqlalchemy.orm import Mapper

from registry_app.store.types import Json, canonical, moment_text


@dataclass(frozen=True)
class Columns:
    """The columns of a table as the journal sees them."""

    table: str
    key: tuple[str, ...]  # attributes that make the identity
    names: frozenset[str]  # attributes
    order: tuple[tuple[str, str, bool], ...]  # (attribute, column, stored as JSON text)
    private: frozenset[str]  # columns
    fillable: tuple[str, ...]  # attributes that may be empty and have no default: None where nothing is given


@cache
def columns_of(mapper: Mapper[Any]) -> Columns:
    """The columns of a mapped table."""
    table = mapper.local_table
    order = tuple(
        (prop.key, prop.columns[0].name, isinstance(prop.columns[0].type, Json)) for prop in mapper.column_attrs
    )
    return Columns(
        table=table.name,  # type: ignore[attr-defined]
        key=tuple(mapper.get_property_by_column(column).key for column in mapper.primary_key),
        names=frozenset(attribute for attribute, _column, _json in order),
        order=order,
        private=frozenset(prop.columns[0].name for prop in mapper.column_attrs if prop.columns[0].info.get("personal")),
        fillable=tuple(prop.key for prop in mapper.column_attrs if _is_fillable(prop.columns[0])),
    )


def _is_fillable(column: ColumnElement[Any]) -> bool:
    assert isinstance(column, Column)
    return bool(column.nullable) and column.default is None and column.server_default is None


def plain(value: Any) -> Any:
    """One value in canonical form: the same on SQLite and PostgreSQL, today and in ten years.

    Floats are refused: they have no canonical form, and nothing in the register is one.
    """
    kind = type(value)
    if kind is str:
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or kind is int or kind is bool:
        return value
    if kind is uuid.UUID or isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bytes | memoryview):
        return "b:" + bytes(value).hex()
    message = f"no canonical form for {kind.__name__}"
    raise TypeError(message)


def plain_json(value: Any) -> str | None:
    """A JSON column's value: its canonical text, as the database holds it."""
    return None if value is None else canonical(value).decode()


class Change(NamedTuple):
    """One row added (`I`), altered (`U`) or removed (`D`).

    `values` are canonical: `{column: new}` for `I`, `{column: [old, new]}` for `U`, `{column: old}` for `D`; columns
    without a value are left out of `I` and `D`.
    """

    table: str
    identity: str
    operation: str
    values: dict[str, Any]
    private: frozenset[str]

    @classmethod
    def added(cls, columns: Columns, row: Mapping[str, Any]) -> Change:
        """A new row."""
        return cls(columns.table, _identity(columns, row), "I", _values(columns, row), columns.private)

    @classmethod
    def removed(cls, columns: Columns, row: Mapping[str, Any]) -> Change:
        """A row taken away."""
        return cls(columns.table, _identity(columns, row), "D", _values(columns, row), columns.private)

    @classmethod
    def altered(cls, columns: Columns, row: Mapping[str, Any], old_new: Mapping[str, tuple[Any, Any]]) -> Change:
        """A row with other values."""
        values = {}
        for attribute, column, as_json in columns.order:
            if attribute in old_new:
                form = plain_json if as_json else plain
                values[column] = [form(part) for part in old_new[attribute]]
        return cls(columns.table, _identity(columns, row), "U", values, columns.private)


def _identity(columns: Columns, row: Mapping[str, Any]) -> str:
    if len(columns.key) == 1:
        return str(plain(row[columns.key[0]]))
    return "/".join(str(plain(row[name])) for name in columns.key)


def _values(columns: Columns, row: Mapping[str, Any]) -> dict[str, Any]:
    values = {}
    for attribute, column, as_json in columns.order:
        value = row.get(attribute)
        if value is not None:
            values[column] = plain_json(value) if as_json else plain(value)
    return values
