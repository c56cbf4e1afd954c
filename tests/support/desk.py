"""A desk for tests: a copy of a small demo register, open for one of its officers, with answers given beforehand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from registry_app.build import Opened, training
from registry_app.build.opened import assemble
from registry_app.core.world import World, seeded_world, system_world, world_from
from registry_app.journal.queries import newest_moment
from registry_app.store import keys as key_file
from registry_app.store.engine import Location
from registry_app.ui.context import Context
from registry_app.ui.jobs import InPlace
from registry_app.ui.pages import Page, Place
from registry_app.ui.preferences import Preferences

AGENCIES = 40
SEED = 1


@dataclass
class Answers:
    """Prompts that answer by themselves: what was asked is in `asked`, None and False turn away."""

    reason: str | None = "because the test says so"
    yes: bool = True
    choice: str | None = None
    file: Path | None = None
    asked: list[str] = field(default_factory=list)

    def confirm(self, headline: str, sentence: str, do: str, *, danger: bool = False) -> bool:
        self.asked.append(sentence)
        return self.yes

    def ask_reason(self, headline: str, sentence: str, do: str) -> str | None:
        self.asked.append(sentence)
        return self.reason

    def choose(self, headline: str, sentence: str, options: Sequence[tuple[str, str]], do: str) -> str | None:
        self.asked.append(sentence)
        return self.choice

    def open_file(self, headline: str, kinds: str = "") -> Path | None:
        self.asked.append(headline)
        return self.file

    def save_file(self, headline: str, name: str, kinds: str = "") -> Path | None:
        self.asked.append(headline)
        return self.file

    def open_folder(self, headline: str) -> Path | None:
        self.asked.append(headline)
        return self.file


def demo_folder(shared: Path) -> Path:
    """A small demo register, made once for all test processes of a run, in a folder they share."""
    place = shared / "small-demo"
    with system_world().files.locked(shared / "small-demo.lock"):
        if not (place / training.PASSPHRASE_FILE).exists():
            training.make_demo(place, SEED, agencies=AGENCIES)
    return place


@cache
def _unlocked(keys: Path, login: str) -> key_file.Unlocked:
    # stretching the password takes half a second on purpose: once an officer is enough
    return key_file.unlock(system_world(), keys, login, training.PASSPHRASE)


def open_demo(made: Path, folder: Path, login: str = "licensing") -> Opened:
    """A copy of the demo register in `folder`, open for an officer on the demo's day; nobody else has it open."""
    location = Location(str(folder / training.REGISTER))
    folder.mkdir(parents=True, exist_ok=True)
    for name in (training.REGISTER, f"{training.REGISTER}.keys", training.PASSPHRASE_FILE, training.KEY_FILE):
        shutil.copyfile(made / name, folder / name)
    _lay_beside(made / f"{training.REGISTER}.files", location.files)
    return open_again(location, made, login)


def _lay_beside(made: Path, files: Path) -> None:
    """The demo's attachments as names of the same files: the vault puts a file in another's place and never writes into one."""
    folders, names = _inside(made)
    files.mkdir()
    for folder in folders:
        (files / folder).mkdir()
    for name in names:
        (files / name).hardlink_to(made / name)


@cache
def _inside(made: Path) -> tuple[list[Path], list[Path]]:
    """The folders below a folder, each before what is in it, and the files."""
    found = sorted(each for each in made.rglob("*"))
    folders = [each.relative_to(made) for each in found if each.is_dir()]
    return folders, [each.relative_to(made) for each in found if not each.is_dir()]


def open_again(location: Location, made: Path, login: str) -> Opened:
    """The same register, open for another officer at the same time."""
    world = _world()
    opened = assemble(location, world, _unlocked(made / f"{training.REGISTER}.keys", login))
    with opened.reading() as session:
        stopped = newest_moment(session, opened.info.office_id)
    assert stopped is not None
    going_on = world_from(world, stopped)
    opened.world = opened.store.world = opened.journal.world = going_on
    return opened


def _world() -> World:
    return seeded_world(7, datetime(2019, 7, 15, 6, tzinfo=UTC), training.ZONE)


@contextmanager
def desk_context(opened: Opened, parent: QWidget | None = None) -> Iterator[Context]:
    """A context whose work is done in place."""
    world = system_world()
    preferences = Preferences(world, opened.location.path.with_name("desk.json"))
    context = Context(opened, InPlace(), Answers(), preferences, parent)
    try:
        yield context
    finally:
        context.close()
        opened.close()


@dataclass
class Told:
    """What the desk would have shown: places gone to, toasts, refusals, faults."""

    places: list[Place] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)

    def listen(self, context: Context) -> Told:
        """Note what a context says from now on."""
        context.went.connect(self.places.append)
        context.told.connect(lambda sentence, _undo: self.toasts.append(sentence))
        context.refused.connect(lambda error: self.refusals.append(str(error)))
        context.failed.connect(self.faults.append)
        return self


def put_on_desk(page: Page, place: Place | None = None) -> None:
    """Show a page without the desk around it; it reads again after changes, as the desk would make it."""
    page.context.changed.connect(lambda tables: page.refresh() if page.reads & tables else None)
    page.resize(1170, 680)
    page.show()
    page.show_place(place or Place(page.code))


def shared_folder(base: Path) -> Path:
    """The folder that all processes of one test run share."""
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
