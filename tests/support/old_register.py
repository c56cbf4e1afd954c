"""Registers as older revisions left them: rows kept as text in tests/files/registers, put back into either database.

`python -m tests.support.old_register` writes the file of the newest revision; run it before a newer one is added, and
never again for a revision that is released.
"""

from __future__ import annotations

import json
import lzma
import shutil
import tempfile
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Column, Connection, MetaData, Table

from registry_app import schema
from registry_app.build.opened import assemble
from registry_app.core.world import World
from registry_app.store import keys as key_file
from registry_app.store import migrate
from registry_app.store.engine import Location
from registry_app.store.guards import drop_guards, make_guards
from tests.support.licensing import REFUSAL, Licensing
from tests.support.office import PASSWORD, test_world
from tests.support.redress import office_in

KEPT: Final = Path(__file__).resolve().parents[1] / "files" / "registers"
_PASSED_OVER: Final = ("alembic_version", "write_gate")


def keep(folder: Path) -> bytes:
    """A made-up register with a licence, a claim and a proposal that waits: its rows and key file, packed."""
    office = office_in(folder, test_world())
    licensing = Licensing(office)
    licensing.granted()
    licensing.propose(licensing.ready(licensing.agency("Nile Gate")), REFUSAL)
    office.claimed(office.verified(office.agency("Blue Star")), 40_000, 60_000)
    with office.opened.store.engines.read.connect() as connection:
        revision = migrate.revision_of(connection)
        rows = {
            table: [
                [_as_text(value) for value in row] for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
            ]
            for table in sorted(migrate.row_counts(connection))
            if table not in _PASSED_OVER
        }
    keys = office.opened.location.keys.read_text(encoding="utf-8")
    office.close()
    return lzma.compress(json.dumps({"revision": revision, "keys": keys, "rows": rows}).encode())


def restore(revision: str, location: Location, world: World, patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Put the register of a revision at an empty place, its tables made by that revision and those before it."""
    kept = json.loads(lzma.decompress((KEPT / f"revision-{revision}.json.xz").read_bytes()))
    assert kept["revision"] == revision
    location.keys.write_text(kept["keys"], encoding="utf-8")
    opened = assemble(location, world, key_file.unlock(world, location.keys, "admin", PASSWORD))
    with patch.context() as older_program:
        older_program.setattr(migrate, "SCRIPTS", _scripts_through(revision, folder))
        migrate.create_tables(opened.store.engines, location.path.name)
    with migrate._upgrading(opened.store.engines) as connection:
        drop_guards(connection)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # rows lead to later ones
        made = MetaData()
        made.reflect(connection)
        for name, rows in kept["rows"].items():
            _put(connection, made.tables[name], rows)
        make_guards(connection, kept["rows"].keys())
    opened.close()


def _scripts_through(revision: str, folder: Path) -> Path:
    scripts = folder / f"migrations-{revision}"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    for script in (scripts / "versions").glob("revision_*.py"):
        if script.stem > f"revision_{revision}":
            script.unlink()
    return scripts


def _put(connection: Connection, table: Table, rows: list[list[Any]]) -> None:
    columns = list(table.columns)
    on_server = connection.dialect.name == "postgresql"
    marks = ", ".join("%s" if on_server else "?" for _column in columns)
    names = ", ".join(f'"{column.name}"' for column in columns)
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
    for row in rows:
        stored = [bytes.fromhex(value["hex"]) if isinstance(value, dict) else value for value in row]
        if on_server:
            stored = [_on_server(value, column) for value, column in zip(stored, columns, strict=True)]
        connection.exec_driver_sql(statement, tuple(stored))


def _as_text(value: Any) -> Any:
    return {"hex": bytes(value).hex()} if isinstance(value, bytes | memoryview) else value


def _on_server(value: Any, column: Column[Any]) -> Any:
    """A value as the file stores it in the form that the server's column takes."""
    kind = column.type.python_type
    if value is None or kind in (str, bytes, int):
        return value
    if kind is uuid.UUID:
        return uuid.UUID(bytes=value)
    if kind is bool:
        return bool(value)
    return (datetime if kind is datetime else date).fromisoformat(value)


def _write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = keep(Path(folder))
    target = KEPT / f"revision-{migrate.newest_revision()}.json.xz"
    target.write_bytes(content)
    print(target.name, len(content))


if __name__ == "__main__":
    schema.metadata()
    _write()
