"""The window never stands still: every page is opened with real threads under the eyes of a watchdog."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QTimer

from registry_app.app import RegisterDoor
from registry_app.build import training
from registry_app.core.world import system_world
from registry_app.ui.catalogue import PAGES
from registry_app.ui.desk import Desk
from registry_app.ui.main_window import MainWindow
from registry_app.ui.pages import Place
from registry_app.ui.preferences import Preferences
from tests.support.samples import RECORDS, officer_for
from tests.support.watchdog import LONGEST_WORK, Stalls, must_not_stall, watching

TURNS = 4


@pytest.fixture
def window(demo, tmp_path, qtbot):
    """The program's own window over a copy of the demo, with its threads."""
    copy = tmp_path / "demo"
    shutil.copytree(demo, copy)
    preferences = Preferences(system_world(), tmp_path / "desk.json")
    made = MainWindow(RegisterDoor(preferences), str(copy / training.REGISTER), copy)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def sign_in(window: MainWindow, login: str, qtbot) -> Desk:
    window.open_register(window.sign_in.register_field.text(), login, training.PASSPHRASE)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=30_000)
    desk = window.desk
    assert isinstance(desk, Desk)
    settle(desk, qtbot)
    return desk


def settle(desk: Desk, qtbot) -> None:
    """Wait until everything that was asked is answered and painted."""
    qtbot.waitUntil(lambda: not desk.context.busy, timeout=30_000)
    painted: list[bool] = []
    QTimer.singleShot(0, lambda: painted.append(True))
    qtbot.waitUntil(lambda: bool(painted))


@pytest.mark.parametrize("officer", sorted({officer_for(spec.code) for spec in PAGES}))
def test_no_page_stops_the_window(window, qtbot, officer):
    desk = sign_in(window, officer, qtbot)
    codes = [spec.code for spec in PAGES if officer_for(spec.code) == officer and spec.code in desk.specs]
    for code in codes:
        subject = None
        if code in RECORDS:
            with desk.context.opened.reading() as session:
                subject = RECORDS[code](session, desk.context.today)
        desk.go(Place(code, subject))  # made and loaded once: classes, fonts and icons are cached by then
        settle(desk, qtbot)
        desk.go(Place(desk.trail.recent()[-1].page))
        settle(desk, qtbot)
        turns: list[Stalls] = []
        while len(turns) < TURNS and not (turns and turns[-1].longest <= LONGEST_WORK):
            with watching() as seen:
                desk.go(Place(code, subject))
                settle(desk, qtbot)
                desk.page.refresh()
                settle(desk, qtbot)
            turns.append(seen)
        must_not_stall(turns, code)
