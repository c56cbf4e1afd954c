"""The second wall: triggers that refuse every write the unit of work did not make.

They are no part of a revision: SQLite loses triggers when a table is rebuilt, so they are made anew after each
upgrade. Someone with the key can drop them; what he then changes, `verify` finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection

from registry_app.store.table_guards import make_own_guards, own_trigger_names, server_triggers

GATE = "write_gate"  # of revisions before the gate moved beside the heads of the logs; empty since
# On SQLite the gate is open while this row stands: no office has an identifier of one byte. It lies in a page that each
# transaction writes anyway; a table of its own was one page more to encrypt and to wait for.
_OPEN = "SELECT 1 FROM journal_head WHERE office_id = x'00'"
_OPEN_GATE = "INSERT OR IGNORE INTO journal_head (office_id, size, edge, sealed_size) VALUES (x'00', 0, x'', 0)"
_CLOSE_GATE = "DELETE FROM journal_head WHERE office_id = x'00'"
# Rows of these are never changed; private values and the head of the log have rules of their own.
APPEND_ONLY = ("journal_entry", "journal_checkpoint")
_UNTOUCHED = {GATE, "alembic_version", "sqlite_sequence"}
# tables that hold no facts, only what is worked out from them: neither journalled nor guarded, and made anew at will
DERIVED = "derived_"
_MESSAGE = "registry: rows are written only through the register"
_ONLY_ADDED = "registry: the journal is only added to"


def guarded(tables: Iterable[str]) -> list[str]:
    """The tables that get triggers."""
    return sorted(table for table in set(tables) - _UNTOUCHED if not table.startswith(DERIVED))


def open_gate(connection: Connection) -> None:
    """Let the unit of work write, in this transaction, until the gate is closed."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT set_config('registry.gate', 'open', true)")
    else:
        _straight(connection, _OPEN_GATE)
    connection.info["gate"] = True


def close_gate(connection: Connection) -> None:
    """Refuse every further write of this transaction."""
    connection.info["gate"] = False
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT set_config('registry.gate', '', true)")
    else:
        _straight(connection, _CLOSE_GATE)


def _straight(connection: Connection, statement: str) -> None:
    # four of these are in every transaction: past the toolkit they cost a tenth
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(statement)


def make_guards(connection: Connection, tables: Iterable[str]) -> None:
    """Make every trigger that is missing; those that stand are replaced."""
    names = guarded(tables)
    if connection.dialect.name == "postgresql":
        _make_server_guards(connection, names)
        make_own_guards(connection, names)
        return
    drop_guards(connection)
    shut = f"NOT EXISTS ({_OPEN})"
    for table in names:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            is_gate = table == "journal_head" and verb == "INSERT"
            when = f"NEW.office_id <> x'00' AND {shut}" if is_gate else shut
            _sqlite_trigger(connection, f"guard_{table}_{verb.lower()}", verb, table, when, _MESSAGE)
    for table in APPEND_ONLY:
        if table not in names:
            continue
        for verb in ("UPDATE", "DELETE"):
            _sqlite_trigger(connection, f"append_{table}_{verb.lower()}", verb, table, "1", _ONLY_ADDED)
        key = "seq" if table == "journal_entry" else "size"
        there = f"EXISTS (SELECT 1 FROM {table} WHERE office_id = NEW.office_id AND {key} = NEW.{key})"  # noqa: S608
        # INSERT OR REPLACE deletes without firing the delete trigger where recursive_triggers is off
        _sqlite_trigger(connection, f"append_{table}_replace", "INSERT", table, there, _ONLY_ADDED)
    make_own_guards(connection, names)


def _sqlite_trigger(connection: Connection, name: str, verb: str, table: str, when: str, message: str) -> None:
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def drop_guards(connection: Connection) -> None:
    """Remove the triggers, as an upgrade must before it rebuilds tables."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql(
            "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE tgname LIKE 'guard!_%%' ESCAPE '!'"
        ).all()
        for name, table in rows:
            connection.exec_driver_sql(f"DROP TRIGGER {name} ON {table}")
        return
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()
    for (name,) in rows:
        if name.startswith(("guard_", "append_")):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")


def _make_server_guards(connection: Connection, tables: list[str]) -> None:
    drop_guards(connection)
    connection.exec_driver_sql(
        f"""CREATE OR REPLACE FUNCTION registry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF coalesce(current_setting('registry.gate', true), '') <> 'open' THEN
            RAISE EXCEPTION '{_MESSAGE}';
          END IF;
          RETURN NULL;
        END $$"""
    )
    connection.exec_driver_sql(
        f"""CREATE OR REPLACE FUNCTION registry_append() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{_ONLY_ADDED}'; END $$"""
    )
    for table in tables:
        connection.exec_driver_sql(
            f"CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION registry_guard()"
        )
        if table in APPEND_ONLY:
            connection.exec_driver_sql(
                f"CREATE TRIGGER guard_append BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION registry_append()"
            )


def missing_guards(connection: Connection, tables: Iterable[str]) -> list[str]:
    """The tables whose triggers are not there: someone dropped them behind the register's back."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE (tgname = 'guard_write' OR tgname LIKE 'guard!_own!_%%' ESCAPE '!' "
            "OR tgname LIKE 'guard!_only!_%%' ESCAPE '!') AND tgenabled <> 'D'"
        )
        there = Counter(row[0] for row in rows)
        return [table for table in guarded(tables) if there[table] < 1 + server_triggers(table)]
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    names = {row[0] for row in rows}
    wanted = {table: [f"guard_{table}_{verb}" for verb in ("insert", "update", "delete")] for table in guarded(tables)}
    for table in APPEND_ONLY:
        if table in wanted:
            wanted[table] += [f"append_{table}_{verb}" for verb in ("update", "delete", "replace")]
    for table in wanted:
        wanted[table] += own_trigger_names(table)
    return [table for table, triggers in wanted.items() if not names.issuperset(triggers)]
