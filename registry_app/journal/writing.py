"""The few statements of the journal's own tables, straight to the driver: they are in every transaction.

Through the toolkit they made a transaction of one row cost two and a half times as much as without a journal.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from registry_app.journal.merkle import Frontier
from registry_app.store.straight import Row, on_server, ready, run, send_many

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
    lock = " FOR UPDATE" if on_server(connection) else ""
    row = run(connection, _READ_HEAD + lock, (office,)).fetchone()
    return None if row is None else (row[0], bytes(row[1]), row[2])


def add_head(connection: Connection, office: uuid.UUID) -> None:
    """The row of a log that begins."""
    run(connection, _ADD_HEAD, (office, b""))


def keep_head(connection: Connection, office: uuid.UUID, frontier: Frontier, sealed_size: int) -> None:
    """Keep the edge of the log as it is now."""
    run(connection, _KEEP_HEAD, (frontier.size, frontier.to_bytes(), sealed_size, office))


def add_entries(
    connection: Connection, office: uuid.UUID, txn: uuid.UUID, moment: datetime, actor: uuid.UUID, rows: Iterable[Row]
) -> None:
    """Add entries of one transaction; `rows` hold number, verb, operation, table, record and body."""
    kept_office, kept_txn, kept_moment, kept_actor = ready(connection, (office, txn, moment, actor))
    send_many(
        connection, _ADD_ENTRY, ((kept_office, row[0], kept_txn, kept_moment, kept_actor, *row[1:]) for row in rows)
    )


def add_private(connection: Connection, office: uuid.UUID, rows: Iterable[Row]) -> None:
    """Add values that entries commit to; `rows` hold number, name, salt and body."""
    (kept_office,) = ready(connection, (office,))
    send_many(connection, _ADD_PRIVATE, ((kept_office, *row) for row in rows))
