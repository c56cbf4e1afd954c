"""The sign-in, the pages of the desk, its dialogs and the first start as pictures, in one language and look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from registry_app.app import RegisterDoor
from registry_app.build import training
from registry_app.core.world import system_world
from registry_app.ui.catalogue import PAGES
from registry_app.ui.desk import Desk
from registry_app.ui.first_start.assistant import Assistant
from registry_app.ui.jobs import InPlace
from registry_app.ui.language import speak
from registry_app.ui.main_window import MainWindow
from registry_app.ui.preferences import Preferences
from registry_app.ui.prompts import Dialogs
from registry_app.ui.theme.style import Look, apply
from tests.dialog_pictures import dialogs
from tests.dialog_pictures import names as dialog_names
from tests.support.samples import go, officer_for


def take(demo: Path, language: str, dark: bool, size: tuple[int, int]) -> Iterator[tuple[str, QPixmap]]:
    """(name, picture) of the sign-in window, of each page and of the dialogs, as the officer who works there sees it."""
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
        assert isinstance(window.desk, Desk)
        for code in pages:
            go(window.desk, code)
            yield code, _grab(window)
        yield from dialogs(window.desk, officer)
        window.close()
        window.deleteLater()
    for number, picture in enumerate(_first_start(demo, size), 1):
        yield f"first-start-{number}", picture


def names() -> set[str]:
    """What every picture is called."""
    return {"sign-in", "first-start-1", "first-start-2", *(spec.code for spec in PAGES), *dialog_names()}


def _first_start(demo: Path, size: tuple[int, int]) -> Iterator[QPixmap]:
    """The first two steps; the third one shows secrets."""
    page = Assistant(system_world(), InPlace(), Dialogs(QWidget()), demo / "office.register", lambda _register: None)
    page.resize(*size)
    page.show()
    yield _grab(page)
    page.office.set_values({**page.office.values(), "ministry": "Ministry of Labour", "country": "ET", "office_name": "Head office",
                            "office_code": "HQ", "zone": "Africa/Addis_Ababa", "rule_book": "et/923-2016", "weekend": ["5", "6"]})  # fmt: skip
    page.go_on()
    yield _grab(page)
    page.close()
    page.deleteLater()


def _window(demo: Path, register: str, size: tuple[int, int]) -> MainWindow:
    preferences = Preferences(system_world(), demo / "desk.json")
    window = MainWindow(RegisterDoor(preferences, runner=InPlace()), register, demo, InPlace())
    window.resize(*size)
    window.show()
    return window


def _grab(window: QWidget) -> QPixmap:
    for _turn in range(4):
        QApplication.processEvents()
    return window.grab()
