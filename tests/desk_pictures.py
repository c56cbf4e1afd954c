"""The pages of the desk as pictures, in one language and look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from registry_app.app import RegisterDoor
from registry_app.build import training
from registry_app.core.world import system_world
from registry_app.ui.catalogue import PAGES
from registry_app.ui.desk import Desk
from registry_app.ui.jobs import InPlace
from registry_app.ui.language import speak
from registry_app.ui.main_window import MainWindow
from registry_app.ui.pages import Place
from registry_app.ui.preferences import Preferences
from registry_app.ui.theme.style import Look, apply
from tests.support.samples import RECORDS, officer_for


def take(demo: Path, language: str, dark: bool, size: tuple[int, int]) -> Iterator[tuple[str, QPixmap]]:
    """(name, picture) of the sign-in window and of each page, as the officer who works there sees it."""
    application = QApplication.instance() or QApplication(["pictures"])
    assert isinstance(application, QApplication)
    application.setCursorFlashTime(0)
    speak(application, language)
    apply(application, Look(dark, 100))
    register = str(demo / training.REGISTER)
    codes: dict[str, list[str]] = {}
    for spec in PAGES:
        codes.setdefault(officer_for(spec.code), []).append(spec.code)
    for officer, pages in codes.items():
        window = _window(demo, register, size)
        window.look_at(register)
        if officer == next(iter(codes)):
            yield "sign-in", _grab(window)
        window.open_register(register, officer, training.PASSPHRASE)
        if window.desk is None:
            raise RuntimeError(window.sign_in.message.text())
        for code in pages:
            yield code, _show(window, code)
        window.close()
        window.deleteLater()


def _window(demo: Path, register: str, size: tuple[int, int]) -> MainWindow:
    preferences = Preferences(system_world(), demo / "desk.json")
    window = MainWindow(RegisterDoor(preferences, runner=InPlace()), register, demo, InPlace())
    window.resize(*size)
    window.show()
    return window


def _show(window: MainWindow, code: str) -> QPixmap:
    desk = window.desk
    assert isinstance(desk, Desk)
    subject = None
    if code in RECORDS:
        with desk.context.opened.reading() as session:
            subject = RECORDS[code](session, desk.context.today)
    desk.go(Place(code, subject))
    return _grab(window)


def _grab(window: MainWindow) -> QPixmap:
    for _turn in range(4):
        QApplication.processEvents()
    return window.grab()
