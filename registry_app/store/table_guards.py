"""Guards a table brings itself: conditions under which the database refuses a new row, and tables only added to.

A model names them as `__guards__`; `guards.make_guards` makes them after every upgrade, with its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from registry_app.store.base import Record


@dataclass(frozen=True)
class TableGuard:
    """A new row is refused when `condition` holds: SQL over `NEW`, the same text on both databases.

    `message` says what is wrong, for a log: officers see the sentence of the rule that refused before.
    """

    name: str
    condition: str
    message: str


ONLY_ADDED: Final = TableGuard("only_added", "", "rows are only added")


def own_guards(table: str) -> tuple[TableGuard, ...]:
    """What the table's model asks for; nothing for a table that has no model."""
    for mapper in Record.registry.mappers:
        if getattr(mapper.class_, "__tablename__", "") == table:
            return tuple(getattr(mapper.class_, "__guards__", ()))
    return ()


def own_trigger_names(table: str) -> list[str]:
    """The triggers that must stand on SQLite for this table."""
    names = []
    for guard in own_guards(table):
        parts = ("update", "delete", "replace") if guard == ONLY_ADDED else ("insert",)
        names += [f"guard_own_{table}_{guard.name}_{part}" for part in parts]
    return names


def server_triggers(table: str) -> int:
    """How many triggers must stand on PostgreSQL for this table."""
    guards = own_guards(table)
    return bool(guards) + (ONLY_ADDED in guards)


def make_own_guards(connection: Connection, tables: Sequence[str]) -> None:
    """Make the triggers of these tables; none of them may stand already."""
    for table in tables:
        guards = own_guards(table)
        if not guards:
            continue
        if connection.dialect.name == "postgresql":
            _make_on_server(connection, table, guards)
        else:
            for guard in guards:
                _make_on_sqlite(connection, table, guard)


def _make_on_sqlite(connection: Connection, table: str, guard: TableGuard) -> None:
    name = f"guard_own_{table}_{guard.name}"
    if guard != ONLY_ADDED:
        _trigger(connection, f"{name}_insert", "INSERT", table, guard.condition, guard.message)
        return
    for verb in ("UPDATE", "DELETE"):
        _trigger(connection, f"{name}_{verb.lower()}", verb, table, "1", guard.message)
    # INSERT OR REPLACE deletes without firing the delete trigger where recursive_triggers is off
    there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608  a table of ours
    _trigger(connection, f"{name}_replace", "INSERT", table, there, guard.message)


def _trigger(connection: Connection, name: str, verb: str, table: str, when: str, message: str) -> None:
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, 'registry: {table}: {_quoted(message)}'); END"
    )


def _make_on_server(connection: Connection, table: str, guards: Sequence[TableGuard]) -> None:
    # in brackets: PL/pgSQL would take the THEN of a CASE for its own
    steps = "\n".join(
        f"IF ({guard.condition}) THEN RAISE EXCEPTION 'registry: {table}: {_quoted(guard.message)}'; END IF;"
        for guard in guards
        if guard != ONLY_ADDED
    )
    _server_trigger(connection, f"guard_own_{table}", "BEFORE INSERT", table, f"{steps}\nRETURN NEW;", "ROW")
    if ONLY_ADDED in guards:
        refuse = f"RAISE EXCEPTION 'registry: {table}: {ONLY_ADDED.message}';"
        when = "BEFORE UPDATE OR DELETE OR TRUNCATE"
        _server_trigger(connection, f"guard_only_{table}", when, table, refuse, "STATEMENT")


def _server_trigger(connection: Connection, name: str, when: str, table: str, body: str, each: str) -> None:
    # the driver reads % as the start of a parameter only where parameters are given; none are
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION registry_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n{body}\nEND $$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION registry_{name}()"
    )


def _quoted(message: str) -> str:
    return message.replace("'", "''")
