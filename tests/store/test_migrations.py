"""Schema changes: the newest revision is what the models say; an upgrade is copied first and is all or nothing."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, select

from registry_app import schema
from registry_app.access.models import Approval, Outcome
from registry_app.build import Opened, open_register
from registry_app.core.errors import NotIntact, RuleBroken
from registry_app.core.world import World
from registry_app.finding.queries import find
from registry_app.journal.reading import log_roots
from registry_app.journal.verify import verify
from registry_app.licensing.standing import list_licences
from registry_app.store import keys as key_file
from registry_app.store import migrate
from registry_app.store.engine import Engines, Location, open_engines
from registry_app.store.guards import DERIVED, drop_guards, make_guards, missing_guards
from tests.support import old_register
from tests.support.office import PASSWORD

HEADER = '''"""A change made up for a test."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
'''
NOTE_COLUMN = """
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("user_account", recreate=anew) as batch:
        batch.add_column(sa.Column("note", sa.Text(), nullable=True))
"""


@pytest.fixture
def revise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Adds a revision after the newest, in a folder of its own."""

    def add(steps: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(migrate.SCRIPTS, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        body = HEADER.replace('"before"', f'"{migrate.newest_revision()}"')
        (folder / "versions" / "revision_9999.py").write_text(body + steps, encoding="utf-8")
        monkeypatch.setattr(migrate, "SCRIPTS", folder)

    return add


def again(opened: Opened, world: World) -> Opened:
    """The register closed and opened anew, as after an update of the program."""
    opened.close()
    return open_register(opened.location, "admin", PASSWORD, world)


def counts(opened: Opened) -> dict[str, int]:
    with opened.store.engines.read.connect() as connection:
        return migrate.row_counts(connection)


def state(opened: Opened) -> tuple[dict[str, int], str | None, list[str]]:
    """Rows, revision, and tables whose triggers are missing."""
    with opened.store.engines.read.connect() as connection:
        tables = [table.name for table in schema.tables()]
        return migrate.row_counts(connection), migrate.revision_of(connection), missing_guards(connection, tables)


def findings(connection: Connection, opened: Opened) -> list[str]:
    return verify(connection, schema.tables(), opened.checkpoint_keys(), own_office=opened.info.office_id.hex).findings


def test_the_newest_revision_makes_what_the_models_say(opened: Opened) -> None:
    def ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return not (kind == "table" and name is not None and (name == "alembic_version" or name.startswith(DERIVED)))

    with opened.store.engines.read.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, schema.metadata()) == []


def test_every_table_is_strict(on_file: Opened) -> None:
    with on_file.store.engines.read.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        )
        loose = {name for name, strict in rows if not strict}
    assert loose <= {"alembic_version", "sqlite_schema", "sqlite_sequence"}


def test_a_register_that_is_up_to_date_is_neither_copied_nor_changed(on_file: Opened, world: World) -> None:
    assert migrate.bring_up_to_date(on_file.store.engines, on_file.location, world) is False
    assert not list(on_file.location.path.parent.glob("*.before-*"))


def test_an_upgrade_rebuilds_a_table_and_keeps_its_children_its_strictness_and_the_guards(
    opened: Opened, world: World, revise
) -> None:
    before = counts(opened)
    revise(NOTE_COLUMN)
    newer = again(opened, world)
    after, revision, unguarded = state(newer)
    assert revision == "9999"
    assert unguarded == []
    assert {name: count for name, count in after.items() if not name.startswith("journal_")} == {
        name: count for name, count in before.items() if not name.startswith("journal_")
    }
    assert after["user_role"] == 9, "a rebuild with foreign keys on would have emptied it"
    with newer.store.engines.read.connect() as connection:
        assert findings(connection, newer) == []
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
            assert connection.exec_driver_sql("SELECT strict FROM pragma_table_list('user_account')").scalar_one() == 1
    newer.close()


def test_the_file_is_copied_before_and_the_copy_opens_with_the_older_program(
    on_file: Opened, world: World, revise, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = counts(on_file)
    with monkeypatch.context() as newer_program:
        newer_program.setattr(migrate, "SCRIPTS", migrate.SCRIPTS)
        revise(NOTE_COLUMN)
        again(on_file, world).close()
    monkeypatch.undo()
    copy = on_file.location.path.with_name(f"office.register.before-{migrate.newest_revision()}")
    old = tmp_path / "old"
    old.mkdir()
    shutil.copy(copy, old / "office.register")
    shutil.copy(on_file.location.keys, old / "office.register.keys")
    opened = open_register(type(on_file.location)(str(old / "office.register")), "admin", PASSWORD, world)
    found, _revision, unguarded = state(opened)
    assert unguarded == []
    assert found["user_account"] == before["user_account"]
    opened.close()


FAILING = {
    "fails": (NOTE_COLUMN + "    op.execute('SELECT * FROM nowhere')\n", Exception, "nowhere"),
    "loses rows": ("    op.execute('DELETE FROM user_role')\n", NotIntact, "would have lost rows of .*user_role"),
    "drops a table": (
        "    op.drop_table('number_void')\n    op.drop_table('holiday')\n",
        NotIntact,
        "would have lost rows of .*holiday",
    ),
    "rewrites the journal": (
        "    op.execute(\"UPDATE journal_entry SET verb = 'x' WHERE seq = 3\")\n",
        NotIntact,
        "would have changed the journal",
    ),
}


@pytest.mark.parametrize("what", FAILING)
def test_a_revision_that_fails_or_loses_anything_is_undone_whole(
    opened: Opened, world: World, revise, what: str
) -> None:
    steps, kind, words = FAILING[what]
    before = state(opened)
    revise(steps)
    with pytest.raises(kind, match=words):
        again(opened, world)
    assert state(opened) == before
    with opened.store.engines.read.connect() as connection:
        assert "note" not in {
            row[0] for row in connection.exec_driver_sql("SELECT * FROM user_account").cursor.description
        }


def test_rows_that_would_lead_nowhere_are_refused(on_file: Opened, world: World, revise) -> None:
    """Foreign keys are off while tables are rebuilt; on a server they are never off."""
    before = state(on_file)
    revise("    op.execute(\"UPDATE user_role SET user_id = x'00112233445566778899aabbccddeeff'\")\n")
    with pytest.raises(NotIntact, match=r"rows of .*user_role.* would lead nowhere"):
        again(on_file, world)
    assert state(on_file) == before


def test_a_trigger_taken_away_is_seen_by_verify_and_put_back_by_the_next_upgrade(
    on_file: Opened, world: World, revise
) -> None:
    with on_file.store.engines.write.begin() as connection:
        drop_guards(connection)
    assert state(on_file)[2] != []
    revise(NOTE_COLUMN)
    newer = again(on_file, world)
    assert state(newer)[2] == []
    newer.close()


# --- registers of older programs -----------------------------------------------------------------------------------

# a released revision is never edited: registers in the offices were made by exactly this
RELEASED = {
    "0001": "fd96b98c963b534ab1235020622b19f72aa8714e4c82390d316118b25309e91d",
    "0002": "6c3ec127c06c9526723e8eeda113a20d0182b73377ea9362a1e00723cb03d36a",
    "0003": "550403b4f46f4bf0b23f1b18c743e3d2af5a9502817d77e8300eeff38e6c936e",
    "0004": "b4c1836f34c0605ce8d1f2b65cc1060577257cb98968a933d4e9cbc6f4937d42",
    "0005": "9a56386cf0f2046d7809b61269aaaf0199e8ede2c29ab114b557a481acd269c2",
}
OLDER = sorted(path.name.removeprefix("revision-").partition(".")[0] for path in old_register.KEPT.glob("*.json.xz"))


@pytest.mark.parametrize("revision", RELEASED)
def test_a_released_revision_is_never_edited(revision: str) -> None:
    content = (migrate.SCRIPTS / "versions" / f"revision_{revision}.py").read_bytes()
    assert hashlib.sha256(content).hexdigest() == RELEASED[revision]


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """Where no register is yet."""
    url = request.getfixturevalue("postgres_url") + "#" if request.param == "postgres" else ""
    return Location(f"{url}{tmp_path / 'office.register'}")


def engines_of(place: Location, world: World) -> Engines:
    return open_engines(place, key_file.unlock(world, place.keys, "admin", PASSWORD).derive("sqlcipher"))


@pytest.mark.parametrize("older", OLDER)
def test_a_register_of_an_older_program_opens_with_all_that_is_in_it(
    place: Location, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, older: str
) -> None:
    old_register.restore(older, place, world, monkeypatch, tmp_path)
    engines = engines_of(place, world)
    with engines.read.connect() as connection:
        before, roots, made_by = migrate.row_counts(connection), log_roots(connection), migrate.revision_of(connection)
    engines.dispose()
    assert made_by == older
    opened = open_register(place, "director", PASSWORD, world, sign_in=False)
    with opened.store.engines.read.connect() as connection:
        assert migrate.revision_of(connection) == migrate.newest_revision()
        assert log_roots(connection) == roots
        assert {name: migrate.row_counts(connection)[name] for name in before} == before
        assert findings(connection, opened) == []
    with opened.reading() as session:
        found = find(session, "l-hq-2019-00001-3", actor=opened.actor())
        assert [(hit.kind, hit.label) for hit in found] == [("licence", "L-HQ-2019-00001-3")], "the index is filled"
        assert [row.number for row in list_licences(session, opened.world.today())] == ["L-HQ-2019-00001-3"]
        waiting = session.scalars(select(Approval.verb).where(Approval.outcome == Outcome.PENDING)).all()
        assert sorted(waiting) == ["guarantee:claim", "licence:decide"]
    opened.close()
    copied = place.path.with_name(f"office.register.before-{older}").exists()
    assert copied is not place.is_server


def test_two_proposals_of_the_same_are_for_a_person_to_sort_out_before_the_upgrade(
    place: Location, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two officers of an older program could propose the same at once on a server."""
    old_register.restore("0001", place, world, monkeypatch, tmp_path)
    engines = engines_of(place, world)
    other_id = {"sqlite": "randomblob(16)", "postgresql": "gen_random_uuid()"}[engines.write.dialect.name]
    with engines.write.begin() as connection:
        before = migrate.row_counts(connection)
        drop_guards(connection)
        names = [column.name for column in Approval.__table__.columns]
        copied = ", ".join(other_id if name == "id" else name for name in names)
        connection.exec_driver_sql(
            f"INSERT INTO approval ({', '.join(names)}) SELECT {copied} FROM approval WHERE verb = 'guarantee:claim'"
        )
        make_guards(connection, [table.name for table in schema.tables() if table.name in before])
    with pytest.raises(RuleBroken, match=r"wait for a second person: .*guarantee:claim"):
        open_register(place, "admin", PASSWORD, world)
    with engines.read.connect() as connection:
        assert migrate.revision_of(connection) == "0001"
    engines.dispose()
