"""The few statements of the journal's own tables, straight to the driver: they are in every transaction.

Through the toolkit they made a transaction of one row cost two and a half times as much as without a journal.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from registry_app.journal.merkle import Frontier
from registry_app.store.types import moment_text

Row = tuple[Any, ...]
_ADD_ENTRY = (
    "INSERT INTO journal_entry (office_id, seq, txn, moment, actor_id, verb, operation, record_table, record_id, body) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_PRIVATE = "INSERT INTO journal_private (office_id, seq, name, salt, body) VALUES (?, ?, ?, ?, ?)"
_ADD_HEAD = "INSERT INTO journal_head (office_id, size, edge, sealed_size) VALUES (?, 0, ?, 0)"
_KEEP_HEAD = "UPDATE journal_head SET size = ?, edge = ?, sealed_size = ? WHERE office_id = ?"
_READ_HEAD = "SELECT size, edge, sealed_size FROM journal_head WHERE office_id = ?"


def lock_head(connection: Connection, office: uuid.UUID) -> tuple[int, bytes, int] | None:
    """Size, edge and last sealed size of the log, its row locked; None before the first entry."""
    # SQLite has one writer, whose transaction began with the lock
    lock = " FOR UPDATE" if _server(connection) else ""
    row = _run(connection, _READ_HEAD + lock, (office,)).fetchone()
    return None if row is None else (row[0], bytes(row[1]), row[2])


def add_head(connection: Connection, office: uuid.UUID) -> None:
    """The row of a log that begins."""
    _run(connection, _ADD_HEAD, (office, b""))


def keep_head(connection: Connection, office: uuid.UUID, frontier: Frontier, sealed_size: int) -> None:
    """Keep the edge of the log as it is now."""
    _run(connection, _KEEP_HEAD, (frontier.size, frontier.to_bytes(), sealed_size, office))


def add_entries(connection: Connection, rows: Sequence[Row]) -> None:
    """Add entries; columns in the order of the table."""
    _run_many(connection, _ADD_ENTRY, rows)


def add_private(connection: Connection, rows: Sequence[Row]) -> None:
    """Add values that entries commit to; columns in the order of the table."""
    _run_many(connection, _ADD_PRIVATE, rows)


def _server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _run(connection: Connection, statement: str, values: Row) -> Any:
    driver: Any = connection.connection.driver_connection
    if _server(connection):
        return driver.execute(statement.replace("?", "%s"), values)
    return driver.execute(statement, _plain(values))


def _run_many(connection: Connection, statement: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    driver: Any = connection.connection.driver_connection
    if _server(connection):
        with driver.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s"), rows)
    else:
        driver.executemany(statement, map(_plain, rows))


def _plain(row: Row) -> Row:
    return tuple([_FORMS[type(value)](value) if type(value) in _FORMS else value for value in row])


_FORMS: Final[dict[type, Callable[[Any], Any]]] = {uuid.UUID: lambda value: value.bytes, datetime: moment_text}
