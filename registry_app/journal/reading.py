"""Reading entries fast and alike on both databases: rows of plain values, straight from the driver."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, LargeBinary, Table

from registry_app.journal.entries import leaf
from registry_app.journal.merkle import root_of
from registry_app.store.types import Day, Flag, Identifier, Moment, canonical, moment_text

_BATCH = 2_000
_SQLITE_ENTRY = "seq, lower(hex(txn)), moment, lower(hex(actor_id)), verb, operation, record_table, record_id, body"
_SERVER_ENTRY = (
    "seq, replace(txn::text, '-', ''), "
    "to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'), replace(actor_id::text, '-', ''), "
    "verb, operation, record_table, record_id, body"
)
_IDENTITY: Final = re.compile("[0-9a-f]{32}")
Entry = tuple[int, str, str, str, str, str, str, str, str]
Private = tuple[int, str, bytes, str]  # seq, name, salt, canonical values


def stream(connection: Connection, statement: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Rows of a statement without keeping them all; on PostgreSQL through a server-side cursor (without values)."""
    if connection.dialect.name == "postgresql":
        # options of this statement alone: set on the connection they would stay on it
        options = {"stream_results": True, "max_row_buffer": _BATCH}
        yield from connection.exec_driver_sql(statement, execution_options=options)
        return
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, values)
        while rows := cursor.fetchmany(_BATCH):
            yield from rows
    finally:
        cursor.close()


def _is(connection: Connection, office: str) -> str:
    """The condition that a row belongs to an office (hexadecimal id)."""
    if connection.dialect.name == "postgresql":
        return f"office_id = '{uuid.UUID(office)}'"
    return f"office_id = x'{uuid.UUID(office).hex}'"


def offices_in_log(connection: Connection) -> list[str]:
    """The offices that have entries here, as hexadecimal ids."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT office_id FROM journal_entry UNION SELECT DISTINCT office_id FROM journal_head"
    )
    return sorted(hexed(row[0]) for row in rows)


def entries(connection: Connection, office: str, start: int | None = None) -> Iterator[Entry]:
    """Every entry of an office in the order of the log; with `start` only those from this number on."""
    columns = _SERVER_ENTRY if connection.dialect.name == "postgresql" else _SQLITE_ENTRY
    where = _is(connection, office) + ("" if start is None else f" AND seq >= {start}")
    yield from stream(connection, f"SELECT {columns} FROM journal_entry WHERE {where} ORDER BY seq")  # noqa: S608


def leaves(connection: Connection, office: str) -> Iterator[bytes]:
    """The leaves of an office's log, as they are hashed and exported."""
    for seq, txn, moment, actor, verb, operation, table, record, body in entries(connection, office):
        yield leaf(office, seq, txn, moment, actor, verb, operation, table, record, body)


def log_roots(connection: Connection) -> dict[str, bytes]:
    """The root over every log as it stands, by office (hexadecimal id)."""
    return {office: root_of(leaves(connection, office)) for office in offices_in_log(connection)}


def changes_by_record(connection: Connection) -> Iterator[tuple[str, str, str, str, int]]:
    """(table, record, operation, body, seq) of every change of a row, record by record, oldest first."""
    yield from stream(
        connection,
        "SELECT record_table, record_id, operation, body, seq FROM journal_entry "  # noqa: S608  constants
        f"WHERE operation <> 'V' ORDER BY record_table{_bytewise(connection)}, record_id{_bytewise(connection)}, seq",
    )


def private_values(
    connection: Connection, office: str, start: int | None = None, end: int | None = None
) -> Iterator[Private]:
    """The side table in the order of the log; with `start` and `end` only of the entries from the one to before the other."""
    where = _is(connection, office)
    where += "" if start is None else f" AND seq >= {start}"
    where += "" if end is None else f" AND seq < {end}"
    yield from stream(
        connection,
        f"SELECT seq, name, salt, body FROM journal_private WHERE {where} ORDER BY seq, name",  # noqa: S608
    )


_PRIVATE = "e.record_table, e.record_id, e.seq, p.name, p.body"
_THEIR_ENTRY = "p.office_id = e.office_id AND p.seq = e.seq"


def private_by_record(connection: Connection) -> Iterator[tuple[str, str, int, str, str]]:
    """(table, record, seq, name, canonical values) of the side table, in the order of `changes_by_record`."""
    bytewise = _bytewise(connection)
    order = f"e.record_table{bytewise}, e.record_id{bytewise}, e.seq, p.name"
    joined = f"journal_entry e JOIN journal_private p ON {_THEIR_ENTRY}"
    statement = f"SELECT {_PRIVATE} FROM {joined} WHERE e.operation <> 'V' ORDER BY {order}"  # noqa: S608  constants
    yield from stream(connection, statement)


# -- some records only, in a file --------------------------------------------------------------------------------

_NAMED = "json_each(?) n CROSS JOIN journal_entry e ON e.record_table = ? AND e.record_id = n.value"


def changes_of(
    connection: Connection, table: str, identities: Sequence[str]
) -> Iterator[tuple[str, str, str, str, int]]:
    """As `changes_by_record`, of these records of one table of a register in a file."""
    statement = (
        f"SELECT e.record_table, e.record_id, e.operation, e.body, e.seq FROM {_NAMED} "  # noqa: S608  constants
        "WHERE e.operation <> 'V' ORDER BY e.record_id, e.seq"
    )
    yield from stream(connection, statement, (_listed(identities), table))


def private_of(
    connection: Connection, table: str, identities: Sequence[str]
) -> Iterator[tuple[str, str, int, str, str]]:
    """As `private_by_record`, of these records of one table of a register in a file."""
    statement = (
        f"SELECT {_PRIVATE} FROM {_NAMED} CROSS JOIN journal_private p ON {_THEIR_ENTRY} "  # noqa: S608  constants
        "WHERE e.operation <> 'V' ORDER BY e.record_id, e.seq, p.name"
    )
    yield from stream(connection, statement, (_listed(identities), table))


def _listed(identities: Sequence[str]) -> str:
    return canonical(list(identities)).decode()


# -- the tables --------------------------------------------------------------------------------------------------


def table_rows(
    connection: Connection, table: Table, identities: Sequence[str] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """(identity, canonical values without the empty ones) of each row of a table, by identity.

    With `identities` (in a file only) just these rows; what is no identity of ours names none.
    """
    server = _server(connection)
    columns = list(table.columns)
    convert = [
        (column.name, change) for column in columns if (change := _converter(column.type, server=server)) is not None
    ]
    names = [column.name for column in columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    place = names.index("id")
    some = "" if identities is None else "WHERE id IN (SELECT unhex(value) FROM json_each(?))"
    given = () if identities is None else (_listed([each for each in identities if _IDENTITY.fullmatch(each)]),)
    statement = f'SELECT {quoted} FROM "{table.name}" {some} ORDER BY id'  # noqa: S608  names of our own tables
    for row in stream(connection, statement, given):
        values = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for name, change in convert:
            if name in values:
                values[name] = change(values[name])
        yield hexed(row[place]), values


def _converter(kind: Any, *, server: bool) -> Callable[[Any], Any] | None:
    if isinstance(kind, Identifier):
        return hexed if server else bytes.hex
    if isinstance(kind, LargeBinary):
        return lambda value: "b:" + bytes(value).hex()
    if isinstance(kind, Flag):
        return None if server else _flag
    if isinstance(kind, Moment):
        return moment_text if server else None
    if isinstance(kind, Day):
        return date.isoformat if server else None
    return None


def _flag(value: int) -> bool | int:
    """Only 0 and 1 are a yes or no of ours: another number is left as it is, and found."""
    return bool(value) if value in (0, 1) else value


def hexed(value: Any) -> str:
    """An identifier as the driver gives it (16 bytes or a UUID), in hexadecimal."""
    return value.hex if isinstance(value, uuid.UUID) else bytes(value).hex()


def _server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _bytewise(connection: Connection) -> str:
    """Sorting as Python sorts, not as the server's language does."""
    return ' COLLATE "C"' if _server(connection) else ""


def moment_of(text: str) -> datetime:
    """A moment as entries carry it."""
    return datetime.fromisoformat(text)
