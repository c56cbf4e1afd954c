"""A disk that is full or may not be written: one sentence, nothing half-written, and the register goes on afterwards."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from registry_app import schema
from registry_app.build import Answers, Opened, init_register, open_register
from registry_app.build.backing_up import back_up
from registry_app.core.errors import NoRegister, RuleBroken, StorageFailed
from registry_app.core.world import World
from registry_app.journal.verify import verify
from registry_app.offices.models import NumberBlock, NumberVoid, Office, Recusal
from registry_app.offices.service import declare_interest
from registry_app.store.engine import Location
from tests.support import processes
from tests.support.office import PASSWORD, opened_register, test_world


def is_whole(path: Path, world: World) -> int:
    """Opens the register and verifies it; returns how many numbers were voided."""
    opened = open_register(Location(str(path)), "admin", PASSWORD, world)
    try:
        keys = opened.checkpoint_keys()
        with opened.reading() as session:
            report = verify(session.connection(), schema.tables(), keys, own_office=opened.info.office_id.hex)
            voids = session.scalar(select(func.count()).select_from(NumberVoid)) or 0
            block = session.scalars(select(NumberBlock).where(NumberBlock.kind == "agency")).one_or_none()
        assert report.findings == []
        assert voids == (0 if block is None else block.next - 1)
    finally:
        opened.close()
    return voids


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register that nobody has open."""
    opened_register(tmp_path, test_world()).close()
    return tmp_path / "office.register"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for the register and a little more."""
    made = tmp_path / "made"
    made.mkdir()
    opened_register(made, test_world()).close()
    disk = tmp_path / "disk"
    disk.mkdir()
    room = size_of(made) + 400_000
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk may not be mounted here: {mounted.stderr.strip()}")
    try:
        for each in made.iterdir():
            shutil.copy(each, disk)
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_on_a_full_disk_a_step_is_refused_whole_and_goes_on_when_there_is_room(small_disk: Path, world: World) -> None:
    report = processes.run(
        register=str(small_disk / "office.register"), login="director", act="long words", count=2_000
    )
    assert report["kind"] == "StorageFailed"
    assert "nothing" in report["sentence"]
    assert report["hint"]
    assert "office.register" in report["sentence"]
    left = {path.name for path in small_disk.iterdir()}
    assert not any(name.endswith(".part") for name in left)
    # with the disk still full it can be read, and each way to write is refused by a sentence again
    again = processes.run(register=str(small_disk / "office.register"), login="director", act="long words", count=2_000)
    assert again.get("kind") == "StorageFailed", again
    room = small_disk.parent / "elsewhere"
    shutil.copytree(small_disk, room)
    assert is_whole(room / "office.register", world) > 0


def test_on_a_full_disk_neither_a_copy_nor_a_new_register_is_left_half_made(small_disk: Path, world: World) -> None:
    opened = open_register(Location(str(small_disk / "office.register")), "admin", PASSWORD, world)
    before = {path.name for path in small_disk.iterdir()}
    with pytest.raises(StorageFailed, match="could not be written") as refused:
        back_up(opened, small_disk / "copy.register")
    assert refused.value.hint
    answers = Answers("Ministry", "ET", "DD", "Dire Dawa", "Africa/Addis_Ababa", "admin", "Abebe", PASSWORD)
    with pytest.raises(StorageFailed) as refused:
        init_register(Location(str(small_disk / "second.register")), answers, world)
    assert refused.value.hint
    assert {path.name for path in small_disk.iterdir()} == before
    opened.close()


@pytest.mark.parametrize("room", [50_000, 400_000])
def test_a_file_that_may_not_grow_refuses_the_step_whole(register: Path, world: World, room: int) -> None:
    limit = register.stat().st_size + room if room > 100_000 else room
    report = processes.run(register=str(register), login="director", act="long words", count=2_000, room=limit)
    assert report["kind"] == "StorageFailed", report
    assert report["hint"]
    voids = is_whole(register, world)
    assert voids > 0 or room < 100_000


@pytest.fixture
def read_only(register: Path) -> Iterator[Path]:
    """The register in a folder that nobody but root may write."""
    folder = register.parent
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


def test_in_a_read_only_folder_one_sentence_says_so(read_only: Path, world: World) -> None:
    before = {path.name: path.read_bytes() for path in read_only.iterdir()}
    report = processes.run(folder=str(read_only), register="office.register", login="director", nobody=True)
    assert report["kind"] == "StorageFailed", report
    assert "cannot be opened" in report["sentence"] or "may only read" in report["sentence"]
    assert "right to write" in report["hint"]
    assert {path.name: path.read_bytes() for path in read_only.iterdir()} == before


def test_a_file_that_may_only_be_read_in_a_folder_that_may_be_written_is_said_too(register: Path, world: World) -> None:
    folder = register.parent
    folder.chmod(0o777)
    register.chmod(0o444)
    (folder / "office.register.keys").chmod(0o444)
    report = processes.run(folder=str(folder), register="office.register", login="director", nobody=True)
    assert report["kind"] == "StorageFailed", report
    assert report["hint"]
    register.chmod(0o644)
    is_whole(register, world)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder that this account may not enter")
def test_a_folder_that_may_not_be_entered_is_a_sentence(register: Path) -> None:
    closed = register.parent / "closed"
    closed.mkdir(mode=0o700)
    report = processes.run(folder=str(register.parent), register="closed/x.register", login="director", nobody=True)
    assert report["kind"] == "StorageFailed", report
    assert "may not read" in report["sentence"]


@pytest.mark.skipif(os.name == "nt", reason="there an open file keeps its place")
def test_what_is_saved_after_the_file_went_is_refused_and_saved_once_it_is_back(on_file: Opened) -> None:
    place, away = on_file.location.path, on_file.location.path.with_name("away.register")

    def save() -> None:
        with on_file.store.transaction(on_file.actor(), "interest:declare") as session:
            office = session.get_one(Office, on_file.info.office_id)
            declare_interest(session, on_file.actor(), office, "my cousin works there")

    place.rename(away)
    with pytest.raises(StorageFailed, match="no longer at its place") as refused:
        save()
    assert refused.value.hint
    place.write_bytes(b"another file")
    with pytest.raises(StorageFailed, match="another file"):
        save()
    away.replace(place)
    save()
    with on_file.reading() as session:
        assert session.scalar(select(func.count()).select_from(Recusal)) == 1


def test_a_backup_opens_is_verified_and_carries_the_keys(on_file: Opened, tmp_path: Path, world: World) -> None:
    on_file.vault.take_in(io.BytesIO(b"a paper" * 1_000), "paper.txt")
    (tmp_path / "usb").mkdir()
    made = back_up(on_file, tmp_path / "usb" / "copy.register")
    assert made.rows > 30
    assert made.files == 1
    assert back_up(on_file, tmp_path / "usb" / "copy.register").files == 0, "what is there is not copied again"
    assert (tmp_path / "usb" / "copy.register.keys").stat().st_mode & 0o777 == 0o600
    is_whole(tmp_path / "usb" / "copy.register", world)
    assert b"SQLite format 3" not in (tmp_path / "usb" / "copy.register").read_bytes()


def test_a_backup_is_never_made_over_the_register_itself(on_file: Opened) -> None:
    with pytest.raises(NoRegister, match="is the register itself"):
        back_up(on_file, on_file.location.path)


def test_a_register_on_a_server_is_not_backed_up_by_copying_a_file(
    postgres_url: str, tmp_path: Path, world: World
) -> None:
    opened = opened_register(tmp_path, world, postgres_url)
    with pytest.raises(RuleBroken, match="on a server"):
        back_up(opened, tmp_path / "copy.register")
    opened.close()
