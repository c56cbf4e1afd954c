"""Starting the desktop: the window, the language, and one sentence where there is no screen."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QWidget

from registry_app import app
from registry_app.core.errors import RegistryError
from registry_app.core.texts import choose_language
from registry_app.core.world import system_world
from registry_app.ui.doorbell import Doorbell, ring
from registry_app.ui.first_paint import AfterFirstPaint
from registry_app.ui.language import speak
from registry_app.ui.preferences import Preferences
from registry_app.ui.single import OnlyOne

ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without a display")
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_QPA_PLATFORM_PLUGIN_PATH")


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Start the desktop as its own process with this display and no other."""
    plain = {name: value for name, value in os.environ.items() if name not in SCREENS}
    return subprocess.run(
        [sys.executable, "-m", "registry_app"], env={**plain, **environment}, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip


@ON_LINUX
def test_without_a_display_there_is_a_sentence_and_no_abort():
    ended = start()
    assert ended.returncode == 1
    assert ended.stderr.startswith("There is no display here")
    assert "Traceback" not in ended.stderr


@ON_LINUX
def test_a_display_that_does_not_answer_is_a_sentence_too():
    ended = start(DISPLAY=":987")
    assert ended.returncode == 1
    assert "There is no display here" in ended.stderr


@pytest.fixture
def afterwards(qapp):
    yield qapp
    speak(qapp, "en")
    choose_language("en")


def test_arabic_turns_the_window_round(afterwards):
    speak(afterwards, "ar")
    assert afterwards.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert QLocale().language() is QLocale.Language.Arabic


def test_a_language_without_words_of_ours_still_starts(afterwards):
    speak(afterwards, "km")
    assert afterwards.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_the_register_named_at_the_start_is_the_one_offered(qapp, monkeypatch, tmp_path):
    shown = []

    def look_and_leave() -> int:
        shown.extend(QApplication.topLevelWidgets())
        return 0

    for place in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(place, str(tmp_path / place))
    monkeypatch.setattr(app, "QApplication", lambda _words: qapp)
    monkeypatch.setattr(qapp, "exec", look_and_leave, raising=False)
    assert app.main(["--register", str(tmp_path / "a.register"), "--language", "en"]) == 0
    windows = [window for window in shown if isinstance(window, app.MainWindow) and window.isVisible()]
    assert [window.sign_in.register_field.text() for window in windows] == [str(tmp_path / "a.register")]
    for window in windows:
        window.close()
        window.deleteLater()


def test_a_second_start_brings_the_first_window_to_the_front(qtbot, tmp_path):
    with OnlyOne(system_world(), tmp_path) as first:
        assert first
        bell = Doorbell(tmp_path)
        with OnlyOne(system_world(), tmp_path) as second:
            assert not second
            with qtbot.waitSignal(bell.rung):
                ring(tmp_path)
        bell.close()
    with OnlyOne(system_world(), tmp_path) as third:
        assert third


def test_ringing_where_nobody_listens_yet_ends_by_itself(tmp_path):
    ring(tmp_path)


def test_what_may_wait_is_done_once_and_after_the_window_was_painted(qtbot):
    order = []

    class Window(QWidget):
        def paintEvent(self, event):
            super().paintEvent(event)
            order.append("painted")

    window = Window()
    qtbot.addWidget(window)
    window.show()
    AfterFirstPaint(window, lambda: order.append("the rest"))
    qtbot.waitUntil(lambda: "the rest" in order)
    window.repaint()
    assert order[0] == "painted"
    assert order.count("the rest") == 1


def test_before_the_window_is_shown_nothing_of_the_database_is_loaded():
    code = "import sys, registry_app.app; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"sqlalchemy", "alembic", "babel", "cryptography", "iso4217", "reportlab", "PySide6.QtNetwork"}
    assert heavy.isdisjoint(loaded)


def test_importing_does_not_read_the_source_of_every_module():
    code = "import registry_app.ui.furnish, linecache; print(*linecache.cache, sep=chr(10))"
    read = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert [file for file in read if file.endswith(("page.py", "orm.py", "session.py"))] == []


def test_what_lies_behind_the_window_is_loaded_and_refuses_in_a_sentence(tmp_path):
    door = app.RegisterDoor(Preferences(system_world(), tmp_path / "desk.json"))
    with pytest.raises(RegistryError, match="no register"):
        door.open(str(tmp_path / "none.register"), "almaz", "guess")
