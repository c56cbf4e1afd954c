"""The desktop: shows the window first and loads what is behind it meanwhile."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path, user_data_path
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from registry_app import __version__
from registry_app.core.progress import Progress
from registry_app.core.texts import _
from registry_app.core.world import World, system_world
from registry_app.ui.door import Account, SignedIn
from registry_app.ui.failures import Faults
from registry_app.ui.first_paint import AfterFirstPaint
from registry_app.ui.jobs import InThreads, Runner
from registry_app.ui.language import speak
from registry_app.ui.main_window import MainWindow
from registry_app.ui.preferences import Preferences
from registry_app.ui.single import OnlyOne
from registry_app.ui.theme.style import Look, apply

if TYPE_CHECKING:
    from registry_app.build import Opened
    from registry_app.ui.desk import Desk

BEHIND_THE_WINDOW = (
    "registry_app.build", "registry_app.store.engine", "registry_app.build.training", "registry_app.ui.furnish",
)  # fmt: skip
DOORBELL = "registry_app.ui.doorbell"
PROGRAM = "recruitment-agency-register"
LANGUAGE, DARK, TEXT = "language", "dark", "text_percent"


@dataclass
class OpenRegister:
    """An open register as the window sees it."""

    opened: Opened
    person: str
    office: str
    training: bool
    furnish: Any
    preferences: Preferences
    runner: Runner
    desk: Desk | None = None

    def make_desk(self, window: QWidget) -> QWidget:
        """The desk with every page's table; pages themselves are made when they are first shown."""
        self.desk = self.furnish.furnish(self.opened, window, self.preferences, self.runner)
        return self.desk

    def begin(self) -> None:
        """Show the first page."""
        if self.desk is not None:
            self.desk.begin()

    def close(self) -> None:
        """Close the desk and every connection."""
        if self.desk is not None:
            self.desk.close_desk()
            self.desk = None
        self.opened.close()


class RegisterDoor:
    """Opens registers through `build`, which is loaded in a thread: SQLAlchemy takes longer than the toolkit.

    The thread begins when `load` is called or the first question comes; beside the first painting it would hold that up.
    """

    def __init__(self, preferences: Preferences, world: World | None = None, runner: Runner | None = None) -> None:
        self._preferences = preferences
        self._world = world or system_world()
        self._runner: Runner = runner or InThreads()
        self._first = threading.Lock()
        self._behind: Future[list[Any]] | None = None

    def load(self) -> Future[list[Any]]:
        """Begin to load what is behind the window, unless that was done; from any thread."""
        with self._first:
            if self._behind is None:
                loader = ThreadPoolExecutor(1, thread_name_prefix="loading")
                self._behind = loader.submit(lambda: [importlib.import_module(name) for name in BEHIND_THE_WINDOW])
                loader.shutdown(wait=False)
            return self._behind

    def open(
        self, register: str, login: str, password: str, waiting: Callable[[int], object] | None = None
    ) -> SignedIn:
        """Open a register for a person."""
        build, engine, _training, furnish = self.load().result()
        opened = build.open_register(engine.Location(register), login, password, self._world, waiting=waiting)
        actor = opened.actor()
        return OpenRegister(
            opened, actor.name, opened.office.name, opened.info.training, furnish, self._preferences, self._runner
        )

    def demo_accounts(self, register: str) -> Sequence[Account]:
        """The accounts of a demo register, read from what `registry demo` leaves beside it."""
        _build, engine, training, _furnish = self.load().result()
        found = training.accounts_beside(engine.Location(register), self._world)
        return [Account(each.login, each.name, _(each.role), each.password) for each in found]

    def make_demo(self, folder: Path, progress: Progress) -> str:
        """Make a demo register, unless there is one in the folder already."""
        _build, _engine, training, _furnish = self.load().result()
        place = folder / training.REGISTER
        if not self._world.files.exists(place):
            training.make_demo(folder, 1, progress=progress)
        return str(place)

    def make_assistant(self, window: QWidget) -> QWidget:
        """The assistant of the first start."""
        furnish = self.load().result()[3]
        return furnish.make_assistant(window, self._world, self._runner, user_data_path(PROGRAM) / "office.register")  # type: ignore[no-any-return]


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown: on Linux a display must be named, or Qt told to do without."""
    if not sys.platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def no_display() -> str:
    """The sentence for a machine without a screen."""
    return _(
        "There is no display here, so the window cannot be shown. Start it from a desktop session, or use the "
        "command line: registry --help."
    )


def _speak_before_the_abort(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    """Qt aborts when the display it was told of does not answer: say so and leave in order, before it does."""
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(f"{no_display()} ({message or ''})\n")
        sys.stderr.flush()
        os._exit(1)
    sys.stderr.write(f"{message or ''}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; 1 with a sentence where there is no display."""
    parser = argparse.ArgumentParser(prog="registry-app", description=_("The desktop of the register."))
    parser.add_argument("--register", metavar="PATH_OR_URL", help=_("the register to offer at sign-in"))
    parser.add_argument("--language", default="", metavar="CODE", help=_("the language of the window, such as ar"))
    parser.add_argument("--version", action="version", version=__version__)
    asked = parser.parse_args(argv)
    if not has_display(os.environ):
        sys.stderr.write(no_display() + "\n")
        return 1
    before = qInstallMessageHandler(_speak_before_the_abort)
    application = QApplication(["registry-app"])
    qInstallMessageHandler(before)
    application.setApplicationName(PROGRAM)
    world = system_world()
    preferences = Preferences(world, user_config_path(PROGRAM) / "desk.json")
    speak(application, asked.language or str(preferences.get(LANGUAGE, "")))
    apply(application, look_of(preferences))
    data = user_data_path(PROGRAM)
    register = asked.register or str(preferences.get("register", data / "office.register"))
    door = RegisterDoor(preferences, world)
    window = MainWindow(door, register, data / "demo")
    with OnlyOne(world, data) as alone:
        if not alone:
            importlib.import_module(DOORBELL).ring(data)
            return 0
        faults = Faults(window)
        faults.happened.connect(window.show_fault)
        faults.watch()
        window.show()
        AfterFirstPaint(window, partial(_load_the_rest, window, door, register, data))
        if preferences.trouble:
            window.sign_in.show_message(preferences.trouble)
        ended = application.exec()
        faults.leave()
    return ended


def _load_the_rest(window: MainWindow, door: RegisterDoor, register: str, data: Path) -> None:
    """What nobody sees in the first window."""
    door.load()
    bell = importlib.import_module(DOORBELL).Doorbell(data, window)
    bell.rung.connect(window.come_to_front)
    window.look_at(register)


def look_of(preferences: Preferences) -> Look:
    """Light or dark and the text size the person chose."""
    percent = preferences.get(TEXT, 100)
    return Look(preferences.get(DARK) is True, percent if isinstance(percent, int) else 100)
