"""Schema changes: copy first, upgrade, verify, else put back. Alembic runs inside the program.

On SQLite foreign keys must be off *before* BEGIN: a batch rebuild with them on deletes every child row; and triggers
are lost when a table is rebuilt, so the guards are made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from registry_app.core.errors import NewerRegister, NoRegister, NotIntact
from registry_app.core.texts import _, say
from registry_app.core.world import World
from registry_app.store.backup import copy_register
from registry_app.store.engine import Engines, Location, table_names, translated
from registry_app.store.guards import drop_guards, make_guards

SCRIPTS = Path(__file__).with_name("migrations")


def scripts() -> ScriptDirectory:
    """Every revision there is."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return ScriptDirectory.from_config(config)


def newest_revision() -> str:
    """The revision this program writes."""
    return scripts().get_current_head() or ""


def revision_of(connection: Connection) -> str | None:
    """The revision a register is at; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def create_tables(engines: Engines, where: str) -> None:
    """Make every table in an empty database; `NoRegister` when it is not empty."""
    with _upgrading(engines) as connection:
        if table_names(connection):
            raise NoRegister(
                say(_("There is something at {where} already."), where=where),
                hint=_("Choose another name, or open the register that is there."),
            )
        _upgrade(connection)


def bring_up_to_date(engines: Engines, location: Location, world: World) -> bool:
    """Upgrade an older register; returns whether anything was done.

    The file is copied to `<register>.before-<revision>` first and put back when anything fails or rows are missing
    afterwards. Raises `NewerRegister` for a register of a newer program, `NoRegister` for another database.
    """
    with engines.read.connect() as connection:
        current = revision_of(connection)
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
            before = row_counts(connection)
            _upgrade(connection)
            _refuse_lost_rows(before, row_counts(connection))
    except (DBAPIError, NotIntact) as error:
        # the transaction is rolled back; the copy stays for the administrator
        raise (translated(error, location.path.name) if isinstance(error, DBAPIError) else error) from error
    return True


@contextmanager
def _upgrading(engines: Engines) -> Iterator[Connection]:
    with engines.write.connect() as connection:
        if not engines.is_server:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
        try:
            with connection.begin():
                connection.info["gate"] = True  # a revision may write; the guards are down while it does
                yield connection
                connection.info["gate"] = False
        finally:
            if not engines.is_server:
                raw.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


def _upgrade(connection: Connection) -> None:
    drop_guards(connection)
    directory = scripts()

    def steps(revision: object, _context: object) -> object:
        return directory._upgrade_revs("head", revision)  # type: ignore[arg-type]  # noqa: SLF001  as alembic's own command

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with EnvironmentContext(config, directory, fn=steps) as environment:  # type: ignore[arg-type]
        environment.configure(connection=connection, render_as_batch=True)
        environment.run_migrations()
    make_guards(connection, table_names(connection))


def row_counts(connection: Connection) -> dict[str, int]:
    """Rows in each table."""
    return {
        table: connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608  our tables
        for table in sorted(table_names(connection))
    }


def _refuse_lost_rows(before: dict[str, int], after: dict[str, int]) -> None:
    lost = [table for table, count in before.items() if table != "alembic_version" and after.get(table, 0) < count]
    if lost:
        raise NotIntact(
            say(_("The upgrade would have lost rows of {tables}; nothing was changed."), tables=", ".join(lost)),
            hint=_("Send the log of the program to its makers; go on with the version you had."),
        )
