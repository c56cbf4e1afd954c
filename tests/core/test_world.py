"""The one door to the world: time, identifiers and randomness repeat themselves, files are whole or not there."""

from __future__ import annotations

import errno
import os
import stat
import threading
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core import world as door
from registry_app.core.errors import BadInput, NoRegister, StorageFailed
from registry_app.core.world import Files, World, seeded_world, storage_failure, system_world, world_from, world_on

MORNING = datetime(2019, 3, 4, 5, 0, tzinfo=UTC)


# -- time ----------------------------------------------------------------------------------------------------------


def test_a_moment_is_utc_to_the_millisecond_and_the_day_is_the_offices():
    late = datetime(2019, 3, 4, 22, 30, 0, 123_987, tzinfo=UTC)
    world = World(moment=lambda: late, random_bytes=os.urandom).at_zone("Africa/Addis_Ababa")
    assert world.now() == late.replace(microsecond=123_000)
    assert world.today() == date(2019, 3, 5)
    assert world.at_zone("America/Lima").today() == date(2019, 3, 4)


def test_the_machines_own_world_is_no_training_and_never_stands_still():
    world = system_world("Africa/Addis_Ababa")
    assert not world.training
    assert world.moment().tzinfo is UTC
    assert len(world.random_bytes(16)) == 16
    assert world.random_bytes(16) != world.random_bytes(16)


def test_a_seeded_world_repeats_itself_and_another_seed_is_another_world():
    def history(seed):
        world = seeded_world(seed, MORNING, "Africa/Addis_Ababa")
        return [(world.now(), world.new_id(), world.random_bytes(70), world.today()) for _step in range(20)]

    assert history(1) == history(1)
    assert not {each[1] for each in history(1)} & {each[1] for each in history(2)}
    assert seeded_world(1, MORNING).training


def test_another_day_keeps_the_hour_and_the_clock_runs_on():
    world = seeded_world(1, MORNING, "Africa/Addis_Ababa")
    later = world_on(world, date(2020, 2, 29))
    first, second = later.now(), later.now()
    assert later.today() == date(2020, 2, 29)
    assert (first.hour, second > first) == (5, True)
    assert later.training


def test_a_clock_that_goes_on_from_a_moment_runs_as_fast_as_before():
    world = seeded_world(1, MORNING, step=timedelta(minutes=1))
    later = world_from(world, datetime(2019, 6, 1, 12, 0, tzinfo=UTC))
    assert [later.now(), later.now()] == [datetime(2019, 6, 1, 12, minute, tzinfo=UTC) for minute in (1, 2)]


@pytest.mark.parametrize("name", ["", "Africa/Nowhere", "Africa", "../etc/passwd", "x\0y"])
def test_a_time_zone_that_is_not_there_is_refused_in_a_sentence(name):
    with pytest.raises(BadInput, match="no time zone"):
        seeded_world(1, MORNING).at_zone(name)


# -- identifiers ---------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(-100_000, 100_000), max_size=60))
def test_identifiers_only_grow_even_when_the_clock_is_set_back(steps):
    hours = iter([0, *steps])
    clock = {"now": MORNING}

    def moment():
        clock["now"] += timedelta(milliseconds=next(hours, 0))
        return clock["now"]

    world = World(moment=moment, random_bytes=seeded_world(1, MORNING).random_bytes)
    made = [world.new_id() for _each in range(len(steps) + 1)]
    assert made == sorted(set(made))
    assert all((each.version, each.variant) == (7, uuid.RFC_4122) for each in made)


def test_an_identifier_carries_its_millisecond():
    world = World(moment=lambda: MORNING, random_bytes=os.urandom)
    assert world.new_id().int >> 80 == int(MORNING.timestamp() * 1000)


def test_the_same_world_seen_from_elsewhere_goes_on_counting():
    world = World(moment=lambda: MORNING, random_bytes=bytes)
    elsewhere = world_on(world.at_zone("Asia/Dhaka"), date(2019, 3, 4))
    made = [each.new_id() for each in (world, elsewhere, world, elsewhere)]
    assert made == sorted(set(made))


def test_threads_never_get_the_same_identifier():
    world = World(moment=lambda: MORNING, random_bytes=bytes)
    made: list[uuid.UUID] = []
    threads = [threading.Thread(target=lambda: made.extend(world.new_id() for _ in range(300))) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(set(made)) == 1200


# -- files ---------------------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_many_identifiers_at_once_are_of_one_form_with_single_ones_and_in_order():
    world = seeded_world(3, MORNING)
    made = [world.new_id(), *world.new_ids(500), world.new_id(), *world.new_ids(0), *world.new_ids(1)]
    assert len(made) == 503
    assert made == sorted(set(made))
    assert {(each.version, each.variant) for each in made} == {(7, uuid.RFC_4122)}


def test_a_file_is_written_read_copied_renamed_listed_and_removed(tmp_path):
    files = Files()
    one, two = tmp_path / "sub" / "one", tmp_path / "sub" / "two"
    files.write(one, b"x" * 200_000)
    files.copy(one, two)
    assert files.read(two) == b"x" * 200_000
    assert files.list(tmp_path, "**/*") == [tmp_path / "sub", one, two]
    assert (files.size(two), files.size(tmp_path / "none"), files.exists(one)) == (200_000, 0, True)
    files.rename(two, one)
    files.keep(one)
    files.remove(one)
    files.remove(one)
    assert not files.exists(one)
    assert files.list(one) == []
    files.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_private_file_is_its_owners_alone_and_others_follow_the_umask(tmp_path):
    files = Files()
    old = os.umask(0o027)
    try:
        files.write(tmp_path / "open", b"")
        files.write(tmp_path / "closed", b"", private=True)
    finally:
        assert os.umask(old) == 0o027
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("open", "closed")] == [0o640, 0o600]


STEPS = {
    "mkdir": (Path, "mkdir"),
    "mkstemp": (door.tempfile, "mkstemp"),
    "fdopen": (door.os, "fdopen"),
    "fsync": (door.os, "fsync"),
    "chmod": (Path, "chmod"),
    "replace": (Path, "replace"),
    "open folder": (door.os, "open"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("was_there", [True, False])
def test_whichever_step_of_writing_fails_the_file_is_the_old_or_the_new_one_whole(
    tmp_path, monkeypatch, step, was_there
):
    target = tmp_path / "paper.pdf"
    if was_there:
        target.write_bytes(b"old")
    owner, name = STEPS[step]
    real = getattr(owner, name)

    def fails(*arguments, **keywords):
        if step == "open folder" and arguments[0] != tmp_path:
            return real(*arguments, **keywords)  # making the temporary file needs it
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, fails)
        with pytest.raises(StorageFailed, match="no room left on the disk"):
            Files().write(target, b"new")
    left = contents(tmp_path)
    assert left in ({"paper.pdf": b"new"}, {"paper.pdf": b"old"} if was_there else {})
    assert left == {"paper.pdf": b"new"} or step != "open folder"


def test_a_block_that_fails_leaves_the_old_file(tmp_path):
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), Files().writing(target) as stream:
        stream.write(b"half" * (1 // 0))
    assert contents(tmp_path) == {"list.csv": b"old"}


def test_nothing_is_kept_when_the_folder_cannot_be_made_durable(tmp_path, monkeypatch):
    monkeypatch.setattr(door, "_POSIX", False)
    Files()._keep_name(tmp_path / "not there")  # Windows has no such call
    monkeypatch.undo()
    with pytest.raises(FileNotFoundError):
        Files()._keep_name(tmp_path / "not there")


def test_each_operation_says_in_a_sentence_what_was_refused(tmp_path):
    files, blocker = Files(), tmp_path / "a file"
    blocker.write_bytes(b"")
    below = blocker / "below"
    for act in (
        lambda: files.read(tmp_path),
        lambda: files.write(below, b""),
        lambda: files.rename(tmp_path / "none", tmp_path / "other"),
        lambda: files.remove(tmp_path),
        lambda: files.make_folder(below),
        lambda: files.keep(tmp_path / "none"),
        lambda: files.locked(below).__enter__(),
        lambda: files.write(tmp_path, b""),
    ):
        with pytest.raises(StorageFailed) as refused:
            act()
        assert refused.value.sentence
        assert refused.value.hint
    with pytest.raises(NoRegister, match="There is no file"):
        files.read(tmp_path / "none")


def test_what_cannot_be_the_name_of_a_file_is_no_file():
    files = Files()
    assert not files.exists(Path("x" * 5_000))
    assert not files.exists(Path("x\0y"))
    assert files.size(Path("x" * 5_000)) == 0


def test_a_folder_that_may_not_be_looked_into_is_refused_in_a_sentence(tmp_path, monkeypatch):
    def refuses(*_arguments, **_keywords):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuses)
    with pytest.raises(StorageFailed, match="may not read"):
        Files().exists(tmp_path / "x")
    monkeypatch.undo()
    monkeypatch.setattr(Path, "glob", refuses)
    with pytest.raises(StorageFailed, match="may not read"):
        Files().list(tmp_path)


def test_a_disk_that_fails_while_reading_is_a_sentence(tmp_path, monkeypatch):
    class Failing:
        def __enter__(self):
            return self

        def __exit__(self, *_error):
            return None

        def read(self):
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "open", lambda *_arguments: Failing())
    with pytest.raises(StorageFailed, match="Input/output error"):
        Files().read(tmp_path / "x")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EDQUOT, "no room left"),
        (errno.EFBIG, "no room left"),
        (errno.EACCES, "may not write"),
        (errno.EROFS, "may not write"),
        (errno.EIO, "could not be read or written"),
    ],
)
def test_the_systems_numbers_become_sentences(number, words):
    assert words in storage_failure(OSError(number, os.strerror(number)), Path("office.register")).sentence
    assert "could not be read" in storage_failure(OSError(), Path("office.register")).sentence


def test_a_lock_keeps_the_second_waiting_until_the_first_is_done(tmp_path):
    files, order = Files(), []
    inside = threading.Event()

    def second():
        inside.wait()
        with files.locked(tmp_path / "x.lock"):
            order.append("second")

    waiting = threading.Thread(target=second)
    waiting.start()
    with files.locked(tmp_path / "x.lock"):
        inside.set()
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
