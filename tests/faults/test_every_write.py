"""Every point at which a file is written is made to fail: afterwards the thing is whole or not there, never half."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from registry_app import schema
from registry_app.access import queries as users
from registry_app.access.permissions import Role
from registry_app.build import Answers, Opened, accounts, beginning, init_register, open_register
from registry_app.build.backing_up import back_up
from registry_app.core.errors import RegistryError, StorageFailed, WrongPassword
from registry_app.core.world import World
from registry_app.journal.verify import verify
from registry_app.store.engine import Location
from registry_app.store.keys import read_keys
from tests.support.faulty import with_faults
from tests.support.office import PASSWORD, opened_register, test_world

ANSWERS = Answers("Ministry of Labour", "ET", "HQ", "Head office", "Africa/Addis_Ababa", "admin", "Abebe", PASSWORD)
NEW = "brand new made-up words"


def assert_whole(path: Path, login: str = "admin", password: str = PASSWORD) -> None:
    opened = open_register(Location(str(path)), login, password, test_world(8))
    try:
        keys = opened.checkpoint_keys()
        with opened.reading() as session:
            report = verify(session.connection(), schema.tables(), keys, own_office=opened.info.office_id.hex)
    finally:
        opened.close()
    assert report.findings == []


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def each_point(act: Callable[[World], object], world: World) -> Iterator[tuple[int, str, RegistryError | None]]:
    """Does it again and again, with another point failing each time; gives the point and the refusal."""
    number = 0
    while True:
        number += 1
        faulty, files = with_faults(world, number)
        refused = None
        try:
            act(faulty)
        except RegistryError as error:
            refused = error
        if len(files.points) < number:
            return
        yield number, files.points[number - 1], refused


def test_a_register_is_made_whole_or_not_at_all(tmp_path: Path, world: World) -> None:
    folder = tmp_path / "office"

    def make(faulty: World) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        init_register(Location(str(folder / "office.register")), ANSWERS, faulty).opened.close()

    points = 0
    for _number, point, refused in each_point(make, world):
        points += 1
        if refused is None:
            assert_whole(folder / "office.register")
            continue
        assert isinstance(refused, StorageFailed), point
        assert refused.hint
        assert names(folder) == set(), point
    assert points >= 2, "the key file is written in two steps at least"
    assert_whole(folder / "office.register")


def test_a_register_whose_database_fails_anywhere_is_not_left_half_made(tmp_path: Path, world: World) -> None:
    """The database is stopped after so many of its own instructions, wherever that is."""
    path = tmp_path / "office.register"
    chance = random.Random(20190304)
    for _turn in range(12):
        left = [chance.randrange(1, 4_000)]

        def tick(left: list[int] = left) -> int:
            left[0] -= 1
            return int(left[0] <= 0)

        def listen(connection: object, _record: object, tick: Callable[[], int] = tick) -> None:
            connection.set_progress_handler(tick, 50)  # type: ignore[attr-defined]

        event.listen(Engine, "connect", listen)
        try:
            init_register(Location(str(path)), ANSWERS, world).opened.close()
        except Exception:
            assert names(tmp_path) == set()
        else:
            event.remove(Engine, "connect", listen)
            assert_whole(path)
            for each in tmp_path.iterdir():
                each.unlink()
            continue
        event.remove(Engine, "connect", listen)


@pytest.mark.parametrize("step", ["tables", "filling", "checkpoint"])
def test_on_a_server_a_register_that_could_not_be_finished_leaves_an_empty_database(
    postgres_url: str, tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    where = {
        "tables": (beginning, "create_tables"),
        "filling": (beginning, "_fill"),
        "checkpoint": (Opened, "checkpoint"),
    }
    real = getattr(*where[step])

    def fails(*arguments: object) -> None:
        real(*arguments)
        raise StorageFailed("The disk is full.", hint="Free some space.")

    location = Location(f"{postgres_url}#{tmp_path / 'office.register'}")
    with monkeypatch.context() as patch:
        patch.setattr(*where[step], fails)
        with pytest.raises(StorageFailed):
            init_register(location, ANSWERS, world)
    assert names(tmp_path) == set()
    if step != "tables":  # what failed after the tables were there is undone; the tables themselves are one transaction
        init_register(location, ANSWERS, world).opened.close()


@pytest.fixture
def opened(tmp_path: Path, world: World) -> Iterator[Opened]:
    (tmp_path / "office").mkdir()
    made = opened_register(tmp_path / "office", world)
    yield made
    made.close()


def in_world(opened: Opened, world: World) -> Opened:
    opened.world = opened.store.world = opened.journal.world = replace(opened.world, files=world.files)
    return opened


def test_an_account_is_opened_with_record_and_key_or_not_at_all(opened: Opened, world: World) -> None:
    number = iter(range(100))

    def add(faulty: World) -> None:
        accounts.add_officer(in_world(opened, faulty), f"amina{next(number)}", "Amina", NEW, [Role.CLERK])

    for turn, point, refused in each_point(add, world):
        login = f"amina{turn - 1}"
        with opened.reading() as session:
            there = users.find_user(session, login) is not None
        assert there == (refused is None), point
        if refused is None:  # also where the key file could not be written after the commit: the next opening does it
            open_register(opened.location, login, NEW, world).close()
            continue
        with pytest.raises(WrongPassword):
            open_register(opened.location, login, NEW, world)
    assert not [name for name in names(opened.location.path.parent) if name.endswith(".part")]
    in_world(opened, world)
    assert_whole(opened.location.path)
    assert read_keys(world, opened.location.keys).waiting == ()


def test_a_password_is_changed_or_the_old_one_opens(opened: Opened, world: World) -> None:
    words = [PASSWORD, NEW]

    def change(faulty: World) -> None:
        accounts.change_password(in_world(opened, faulty), words[1])
        words.reverse()

    for _turn, _point, _refused in each_point(change, world):
        in_world(opened, world)
        assert_whole(opened.location.path, password=words[0])
        with pytest.raises(WrongPassword):
            open_register(opened.location, "admin", words[1], test_world(9))


def test_a_backup_is_whole_or_not_there(opened: Opened, world: World, tmp_path: Path) -> None:
    opened.vault.take_in(io.BytesIO(b"a paper" * 1_000), "paper.txt")
    out = tmp_path / "usb" / "copy.register"
    out.parent.mkdir()

    def copy(faulty: World) -> None:
        for name in names(out.parent):
            (out.parent / name).unlink()
        back_up(in_world(opened, faulty), out)

    for _turn, point, refused in each_point(copy, world):
        left = names(out.parent)
        assert not [name for name in left if name.endswith(".part")], point
        if refused is None or {"copy.register", "copy.register.keys"} <= left:
            in_world(opened, world)
            assert_whole(out)
        else:
            assert refused.hint, point
    in_world(opened, world)
    assert_whole(opened.location.path)
