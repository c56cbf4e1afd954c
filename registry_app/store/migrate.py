"""Schema changes: copy first, upgrade, verify, else put back. Alembic runs inside the program.

On SQLite foreign keys must be off *before* BEGIN: a batch rebuild with them on deletes every child row; and triggers
are lost when a table is rebuilt, so the guards are made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from registry_app.core.errors import NewerRegister, NoRegister, NotIntact
from registry_app.core.texts import N_, _, say
from registry_app.core.world import World
from registry_app.store.backup import copy_register
from registry_app.store.engine import DRIVER_ERRORS, Engines, Location, table_names, translated
from registry_app.store.guards import DERIVED, drop_guards, make_guards

# what the program works out from the facts and keeps beside them, made in the same transaction as the tables
Derive = Callable[[Connection], object]
_SEND_THE_LOG = N_("Send the log of the program to its makers; go on with the version you had.")
_MAKING = 0x52415252  # any number of our own: two who make a register in one database wait for each other
SCRIPTS = Path(__file__).with_name("migrations")


def scripts() -> ScriptDirectory:
    """Every revision there is."""
    return _scripts_in(SCRIPTS)


@cache
def _scripts_in(folder: Path) -> ScriptDirectory:
    # reading the revisions takes longer than opening a register
    config = Config()
    config.set_main_option("script_location", str(folder))
    return ScriptDirectory.from_config(config)


def newest_revision() -> str:
    """The revision this program writes."""
    return scripts().get_current_head() or ""


def revision_of(connection: Connection) -> str | None:
    """The revision a register is at; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def create_tables(engines: Engines, where: str, derive: Derive = lambda _: None) -> None:
    """Make every table in an empty database, and what `derive` adds; `NoRegister` when it is not empty."""
    try:
        with _upgrading(engines) as connection:
            if connection.dialect.name == "postgresql":  # a file lets one writer in by itself
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MAKING})")
            if table_names(connection):
                raise NoRegister(
                    say(_("There is something at {where} already."), where=where),
                    hint=_("Choose another name, or open the register that is there."),
                )
            _upgrade(connection)
            derive(connection)
    except DRIVER_ERRORS as error:
        raise translated(error, where) from error


def drop_tables(engines: Engines) -> None:
    """Take away the tables of a register on a server that could not be made whole."""
    with engines.write.begin() as connection:
        for table in sorted(table_names(connection)):
            connection.exec_driver_sql(f'DROP TABLE "{table}" CASCADE')


def bring_up_to_date(
    engines: Engines,
    location: Location,
    world: World,
    journal: Callable[[Connection], object] = lambda _: None,
    derive: Derive = lambda _: None,
) -> bool:
    """Upgrade an older register; returns whether anything was done.

    The file is copied to `<register>.before-<revision>` first. The upgrade is one transaction: it is undone when it
    fails, when rows are missing or lead nowhere afterwards, or when `journal` (the roots of the logs) is another. `derive` runs
    at its end. Raises `NewerRegister` for a register of a newer program, `NoRegister` for another database, `NotIntact`.
    """
    try:
        with engines.read.connect() as connection:
            current = revision_of(connection)
    except DRIVER_ERRORS as error:
        raise translated(error, location.path.name) from error
    newest = newest_revision()
    if current == newest:
        return False
    if current is None:
        raise NoRegister(
            say(_("{where} is a database, but no register of this program."), where=location.path.name),
            hint=_("Choose another file, or make a register: registry init."),
        )
    if current not in {script.revision for script in scripts().walk_revisions()}:
        raise NewerRegister(
            say(_("{where} was written by a newer version of this program."), where=location.path.name),
            hint=_("Install the newer version; this one leaves the register as it is."),
        )
    copy = location.path.with_name(f"{location.path.name}.before-{current}")
    if not engines.is_server:
        copy_register(engines, copy, world)
    try:
        with _upgrading(engines) as connection:
            before, log = row_counts(connection), journal(connection)
            _upgrade(connection)
            _refuse_lost_rows(before, row_counts(connection))
            _refuse_loose_rows(connection)
            if journal(connection) != log:
                raise NotIntact(
                    _("The upgrade would have changed the journal; nothing was changed."), hint=_(_SEND_THE_LOG)
                )
            derive(connection)
    except DRIVER_ERRORS as error:
        # the transaction is rolled back; the copy stays for the administrator
        raise translated(error, location.path.name) from error
    return True


@contextmanager
def _upgrading(engines: Engines) -> Iterator[Connection]:
    with engines.write.connect() as connection:
        _check_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                connection.info["gate"] = True  # a revision may write; the guards are down while it does
                yield connection
                connection.info["gate"] = False
        finally:
            _check_foreign_keys(connection, "ON")


def _check_foreign_keys(connection: Connection, state: str) -> None:
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute(f"PRAGMA foreign_keys={state}")


def _upgrade(connection: Connection) -> None:
    drop_guards(connection)
    directory = scripts()

    def steps(revision: object, _context: object) -> object:
        return directory._upgrade_revs("head", revision)  # type: ignore[arg-type]  # noqa: SLF001  as alembic's own command

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with EnvironmentContext(config, directory, fn=steps) as environment:
        environment.configure(connection=connection, render_as_batch=True)
        environment.run_migrations()
    make_guards(connection, table_names(connection))


def row_counts(connection: Connection) -> dict[str, int]:
    """Rows in each table that holds facts."""
    return {
        table: connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608  our tables
        for table in sorted(table_names(connection))
        if not table.startswith(DERIVED)
    }


def _refuse_lost_rows(before: dict[str, int], after: dict[str, int]) -> None:
    lost = [table for table, count in before.items() if table != "alembic_version" and after.get(table, 0) < count]
    if lost:
        raise NotIntact(
            say(_("The upgrade would have lost rows of {tables}; nothing was changed."), tables=", ".join(lost)),
            hint=_(_SEND_THE_LOG),
        )


def _refuse_loose_rows(connection: Connection) -> None:
    # the foreign keys were off; the server checks them by itself
    if connection.dialect.name != "sqlite":
        return
    loose = sorted({row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})
    if loose:
        raise NotIntact(
            say(
                _("After the upgrade rows of {tables} would lead nowhere; nothing was changed."),
                tables=", ".join(loose),
            ),
            hint=_(_SEND_THE_LOG),
        )
