"""Bad input at the door: whatever is given for a register, one sentence says what it is and what to do."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from registry_app import schema
from registry_app.build import Answers, Opened, init_register, open_register
from registry_app.core.errors import (
    BadInput,
    NewerRegister,
    NoRegister,
    NotPermitted,
    RegistryError,
    StorageFailed,
    WrongPassword,
)
from registry_app.core.texts import bare
from registry_app.core.world import World, seeded_world
from registry_app.journal.verify import verify
from registry_app.offices.service import enter_holidays
from registry_app.store.engine import Location, refusal
from tests.support.office import PASSWORD, opened_register, test_world

ANSWERS = Answers("Ministry of Labour", "ET", "HQ", "Head office", "Africa/Addis_Ababa", "admin", "Abebe", PASSWORD)


def open_it(path: object, world: World, login: str = "admin", password: str = PASSWORD) -> Opened:
    return open_register(Location(str(path)), login, password, world)


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register that nobody has open."""
    opened_register(tmp_path, test_world()).close()
    return tmp_path


NO_REGISTERS = {
    "a text": (b"Dear Sir,\n" * 2_000, NoRegister, "is no register of this program"),
    "another program's database": (b"SQLite format 3\0" + bytes(8_176), NoRegister, "is no register"),
    "nothing": (b"", NoRegister, "is empty or cut off"),
    "a byte": (b"x", NoRegister, "is empty or cut off"),
}


@pytest.mark.parametrize("what", NO_REGISTERS)
def test_a_file_that_is_no_register_is_refused_and_left_as_it_is(folder: Path, world: World, what: str) -> None:
    content, kind, words = NO_REGISTERS[what]
    path = folder / "office.register"
    path.write_bytes(content)
    with pytest.raises(kind, match=words) as refused:
        open_it(path, world)
    assert refused.value.hint
    assert path.read_bytes() == content


def test_a_register_with_another_registers_key_file_is_refused(folder: Path, world: World, tmp_path: Path) -> None:
    other = init_register(Location(str(tmp_path / "other.register")), ANSWERS, world)
    other.opened.close()
    shutil.copyfile(tmp_path / "other.register.keys", folder / "office.register.keys")
    with pytest.raises(NoRegister, match="its key file belongs to another register"):
        open_it(folder / "office.register", world)


def test_a_register_without_its_key_file_says_which_file_is_missing(folder: Path, world: World) -> None:
    (folder / "office.register.keys").unlink()
    with pytest.raises(NoRegister, match=r"office\.register\.keys.* is missing"):
        open_it(folder / "office.register", world)


def test_a_missing_register_a_folder_and_a_network_share_are_told_apart(folder: Path, world: World) -> None:
    with pytest.raises(NoRegister, match="There is no register"):
        open_it(folder / "none.register", world)
    (folder / "a folder").mkdir()
    shutil.copyfile(folder / "office.register.keys", folder / "a folder.keys")
    with pytest.raises(RegistryError, match="could not be read") as refused:
        open_it(folder / "a folder", world)
    assert refused.value.hint
    for share in ("//server/office/office.register", r"\\server\office\office.register"):
        with pytest.raises(NoRegister, match="network share"):
            open_it(share, world)
        with pytest.raises(NoRegister, match="network share"):
            init_register(Location(share), ANSWERS, world)
    assert not Path("//server").exists()


def test_a_wrong_password_is_refused_and_counted_where_the_right_one_tells(folder: Path, world: World) -> None:
    with pytest.raises(WrongPassword, match="do not fit together"):
        open_it(folder / "office.register", world, password="something else entirely")
    opened = open_it(folder / "office.register", world, login=" ADMIN ")
    with opened.reading() as session:
        body = (
            session.connection()
            .exec_driver_sql(
                "SELECT body FROM journal_entry WHERE verb = 'session:signed_in' ORDER BY seq DESC LIMIT 1"
            )
            .scalar_one()
        )
    opened.close()
    assert '"failures_before":1' in body


def test_a_damaged_register_is_refused_in_a_sentence(folder: Path, world: World) -> None:
    path = folder / "office.register"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    path.write_bytes(content)
    with pytest.raises(RegistryError) as refused:
        opened = open_it(path, world)
        try:
            with opened.reading() as session:
                for (table,) in (
                    session.connection().exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'").all()
                ):
                    session.connection().exec_driver_sql(f'SELECT * FROM "{table}"').all()
        finally:
            opened.close()
    assert refused.value.hint


def test_a_register_of_a_newer_program_is_refused_and_left_as_it_is(opened: Opened, world: World) -> None:
    with opened.store.engines.write.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerRegister, match="newer version of this program") as refused:
        open_register(opened.location, "admin", PASSWORD, world)
    assert "Install the newer version" in refused.value.hint
    with opened.store.engines.read.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == "9999"
    left = {path.name for path in opened.location.path.parent.iterdir()}
    assert not any("before" in name for name in left)


def test_another_programs_database_on_the_server_is_refused(postgres_url: str, tmp_path: Path, world: World) -> None:
    opened_register(tmp_path, test_world()).close()
    location = f"{postgres_url}#{tmp_path / 'office.register'}"
    with pytest.raises(NoRegister, match="is a database, but no register"):
        open_it(location, world)


def test_a_server_that_is_not_there_or_knows_us_not_is_a_sentence(
    postgres_url: str, tmp_path: Path, world: World
) -> None:
    opened_register(tmp_path, test_world()).close()
    keys = f"#{tmp_path / 'office.register'}"
    with pytest.raises(NoRegister, match="There is no register at"):
        open_it(postgres_url.rpartition("/")[0] + "/none" + keys, world)
    with pytest.raises(NoRegister, match="does not know this account"):
        open_it(re.sub(r"://registry:[^@]*@", "://registry:wrong@", postgres_url) + keys, world)
    with pytest.raises(NoRegister, match="does not answer"):
        open_it(re.sub(r":\d+/", ":1/", postgres_url) + keys, world)


@pytest.mark.parametrize("scheme", ["postgresql://", "postgresql+psycopg://", "postgres://"])
def test_every_usual_form_of_a_servers_address_is_known(scheme: str) -> None:
    location = Location(f"{scheme}u:p@host/db#/keys/office.register")
    assert location.is_server
    assert location.url == "postgresql+psycopg://u:p@host/db"
    assert location.keys == Path("/keys/office.register.keys")


def test_where_no_place_of_the_keys_is_named_they_lie_in_the_folder_one_works_in() -> None:
    assert Location("postgresql://u@host/db").keys == Path("server.register.keys")
    assert Location("x/office.register").files == Path("x/office.register.files")


# -- the clock -----------------------------------------------------------------------------------------------------


def test_a_clock_set_back_is_noted_by_verify_and_nothing_is_refused(folder: Path) -> None:
    path = folder / "office.register"
    open_it(path, test_world()).close()
    opened = open_it(path, seeded_world(9, datetime(2019, 3, 2, 8, tzinfo=UTC), "Africa/Addis_Ababa"))
    with opened.transaction("office:holidays_entered") as (session, actor):
        enter_holidays(session, actor, {date(2019, 9, 12): "New year"}, date(2020, 12, 31))
    with opened.reading() as session:
        report = verify(
            session.connection(), schema.tables(), opened.checkpoint_keys(), own_office=opened.info.office_id.hex
        )
    opened.close()
    assert report.findings == []
    assert any("clock was set back" in bare(note) for note in report.notes)


def test_the_day_is_chosen_on_a_training_register_only(folder: Path, world: World) -> None:
    opened = open_register(Location(str(folder / "office.register")), "admin", PASSWORD, world, today=date(2020, 2, 29))
    assert opened.actor().today == date(2020, 2, 29)
    opened.close()
    real = init_register(Location(str(folder / "real.register")), ANSWERS, _no_training(world)).opened
    real.close()
    with pytest.raises(NotPermitted, match="cannot be chosen on a real register"):
        open_register(real.location, "admin", PASSWORD, world, today=date(2020, 2, 29))


def test_a_training_register_stays_one_in_the_real_world(folder: Path, world: World) -> None:
    opened = open_it(folder / "office.register", _no_training(world))
    assert opened.info.training
    assert opened.world.training
    opened.close()


def _no_training(world: World) -> World:
    return replace(world, training=False)


# -- a new register ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        {"zone": "Africa/Nowhere"},
        {"zone": ""},
        {"zone": "../../etc/passwd"},
        {"country": "Ethiopia"},
        {"country": "E1"},
        {"password": "short"},
        {"login": ""},
        {"login": "no spaces here"},
        {"full_name": " "},
        {"full_name": "Abebe\u202e"},
        {"office_code": "MUCHTOOLONG"},
        {"office_name": "\x07"},
        {"ministry": ""},
        {"weekend": range(7)},
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_leaves_nothing_behind(
    tmp_path: Path, world: World, answer: dict[str, object]
) -> None:
    with pytest.raises(BadInput) as refused:
        init_register(Location(str(tmp_path / "office.register")), replace(ANSWERS, **answer), world)
    assert refused.value.hint
    assert listing(tmp_path) == {}


def test_a_register_is_never_overwritten(folder: Path, world: World) -> None:
    before = listing(folder)
    with pytest.raises(NoRegister, match=r"There is a register .* already"):
        init_register(Location(str(folder / "office.register")), ANSWERS, world)
    (folder / "office.register").unlink()
    with pytest.raises(NoRegister, match=r"There is a register .* already"):
        init_register(Location(str(folder / "office.register")), ANSWERS, world)
    assert listing(folder).items() <= before.items()


def test_a_database_with_something_in_it_is_left_alone(postgres_url: str, tmp_path: Path, world: World) -> None:
    plain = postgres_url.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("create table ours (a int)")
        with pytest.raises(NoRegister, match="There is something at"):
            init_register(Location(f"{postgres_url}#{tmp_path / 'office.register'}"), ANSWERS, world)
        assert connection.execute("select count(*) from ours").fetchone() == (0,)
    assert listing(tmp_path) == {}


# -- words of the database ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", StorageFailed),
        ('could not extend file "base/1": No space left on device', StorageFailed),
        ("disk I/O error", StorageFailed),
        ("attempt to write a readonly database", StorageFailed),
        ("permission denied for table office", StorageFailed),
        ("database is locked", StorageFailed),
        ("canceling statement due to lock timeout", StorageFailed),
        ("deadlock detected", StorageFailed),
        ("database disk image is malformed", StorageFailed),
        ("server closed the connection unexpectedly", StorageFailed),
        ("FATAL:  sorry, too many clients already", StorageFailed),
        ("file is not a database", NoRegister),
        ('FATAL:  database "none" does not exist', NoRegister),
        ('FATAL:  password authentication failed for user "x"', NoRegister),
        ('FATAL:  role "x" does not exist', NoRegister),
        ("could not translate host name", NoRegister),
        ("connection timeout expired", NoRegister),
    ],
)
def test_what_a_database_refuses_becomes_a_sentence_with_a_way_out(words: str, kind: type[RegistryError]) -> None:
    found = refusal(OperationalError("SELECT 1", {}, Exception(words)), "office.register")
    assert type(found) is kind
    assert "office.register" in found.sentence
    assert found.hint


@pytest.mark.parametrize(
    "words",
    [
        'column "x" does not exist',
        'relation "office" does not exist',
        "no such table: office",
        "malformed array literal",
    ],
)
def test_a_fault_of_ours_is_not_taken_for_a_refusal(words: str) -> None:
    assert refusal(DBAPIError("SELECT x", {}, Exception(words)), "office.register") is None
