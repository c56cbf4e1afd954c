"""The desktop: shows the window first and loads what is behind it meanwhile."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from registry_app import __version__
from registry_app.core.texts import _
from registry_app.core.world import system_world
from registry_app.ui.door import SignedIn
from registry_app.ui.language import speak
from registry_app.ui.main_window import MainWindow

if TYPE_CHECKING:
    from registry_app.build import Opened

BEHIND_THE_WINDOW = ("registry_app.build", "registry_app.store.engine")


@dataclass(frozen=True)
class OpenRegister:
    """An open register as the screens see it."""

    opened: Opened
    person: str
    office: str
    training: bool

    def close(self) -> None:
        """Close every connection."""
        self.opened.close()


class RegisterDoor:
    """Opens registers through `build`, which is loaded in a thread: SQLAlchemy takes longer than the toolkit."""

    def __init__(self) -> None:
        loader = ThreadPoolExecutor(1, thread_name_prefix="loading")
        self._behind = loader.submit(lambda: [importlib.import_module(name) for name in BEHIND_THE_WINDOW])
        loader.shutdown(wait=False)

    def open(self, register: str, login: str, password: str) -> SignedIn:
        """Open a register for a person."""
        build, engine = self._behind.result()
        opened = build.open_register(engine.Location(register), login, password, system_world())
        actor = opened.actor()
        return OpenRegister(opened, actor.name, opened.office.name, opened.info.training)


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
    application.setStyle("Fusion")
    application.setApplicationName("recruitment-agency-register")
    speak(application, asked.language)
    usual = user_data_path("recruitment-agency-register") / "office.register"
    window = MainWindow(RegisterDoor(), asked.register or str(usual))
    window.show()
    return application.exec()
