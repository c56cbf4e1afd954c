"""Statements straight to the driver: for the tables that are written in every transaction and for the derived ones.

Through the toolkit they made a transaction of one row cost two and a half times as much. Statements are the same text on both databases,
with `?` for a value; identifiers go in as `uuid.UUID`, moments as `datetime`, everything else as it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from registry_app.store.types import moment_text

Row = tuple[Any, ...]


def on_server(connection: Connection) -> bool:
    """Whether PostgreSQL keeps the register."""
    return connection.dialect.name == "postgresql"


def run(connection: Connection, statement: str, values: Row = ()) -> Any:
    """Run one statement; returns the driver's cursor."""
    driver: Any = connection.connection.driver_connection
    if on_server(connection):
        return driver.execute(statement.replace("?", "%s"), values)
    return driver.execute(statement, _plain(values))


def run_many(connection: Connection, statement: str, rows: Sequence[Row]) -> None:
    """Run one statement for each row."""
    if rows:
        send_many(connection, statement, rows if on_server(connection) else map(_plain, rows))


def send_many(connection: Connection, statement: str, rows: Iterable[Row]) -> None:
    """Run one statement for each row; the values are in the driver's own form already."""
    driver: Any = connection.connection.driver_connection
    if on_server(connection):
        with driver.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s"), rows)
    else:
        driver.executemany(statement, rows)


def ready(connection: Connection, row: Row) -> Row:
    """The values of a row in the driver's own form."""
    return row if on_server(connection) else _plain(row)


def _plain(row: Row) -> Row:
    return tuple([_FORMS[type(value)](value) if type(value) in _FORMS else value for value in row])


_FORMS: Final[dict[type, Callable[[Any], Any]]] = {uuid.UUID: lambda value: value.bytes, datetime: moment_text}
