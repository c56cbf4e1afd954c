"""Strips, toasts and progress: sentences that are seen, heard, and never in the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import isolate
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets import announcing, strips, toasts
from registry_app.ui.widgets.progress import ProgressRow
from registry_app.ui.widgets.strips import MessageStrip
from registry_app.ui.widgets.toasts import READING_MS, UNDOING_MS, Toast, Toasts


@pytest.fixture
def heard(monkeypatch) -> list[tuple[str, bool]]:
    """What a screen reader was given, and whether at once."""
    said: list[tuple[str, bool]] = []

    def listen(event: QAccessible) -> None:
        said.append((event.message(), event.politeness() is QAccessible.AnnouncementPoliteness.Assertive))

    class Listener:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness
        updateAccessibility = staticmethod(listen)  # noqa: N815

    monkeypatch.setattr(announcing, "QAccessible", Listener)
    return said


@pytest.fixture
def host(qtbot, monkeypatch) -> QWidget:
    monkeypatch.setattr(Toast, "underMouse", lambda _toast: False)  # wherever a test before has left the pointer
    window = QWidget()
    window.field = QLineEdit()
    QVBoxLayout(window).addWidget(window.field, alignment=Qt.AlignmentFlag.AlignTop)
    window.resize(900, 500)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    window.field.setFocus()
    return window


def test_a_strip_is_hidden_until_it_has_something_to_say(host, heard):
    strip = MessageStrip(host)
    assert not strip.isVisible()
    strip.refuse(RegistryError("Not enough <b>cover</b>.", hint="Add a guarantee."))
    assert strip.isVisible()
    assert strip.words.text() == "Not enough <b>cover</b>. Add a guarantee."
    assert heard == [("Not enough <b>cover</b>. Add a guarantee.", True)]
    strip.clear()
    assert not strip.isVisible()
    assert len(heard) == 1


def test_a_warning_waits_for_the_screen_reader_to_finish(host, heard):
    MessageStrip(host).show_message(f"Late: {isolate('L-1')}", State.WARN)
    assert heard == [("Late: L-1", False)]


@pytest.mark.parametrize("state", State)
def test_a_strip_is_coloured_by_its_state(host, state):
    strip = MessageStrip(host)
    strip.resize(300, 40)
    strip.show_message("Words", state)
    ground = strip.grab().toImage().pixelColor(150, 3).name().upper()
    assert ground == strips_ground(state)


def strips_ground(state: State) -> str:
    from registry_app.ui.theme import style

    return style.current().soft(state)


def test_who_has_read_a_strip_closes_it(host, qtbot):
    strip = MessageStrip(host)
    strip.show_message("Words")
    with qtbot.waitSignal(strip.closed):
        strip.close_button.click()
    assert not strip.isVisible()
    assert strip.close_button.accessibleName()


def test_a_toast_is_seen_and_heard_and_takes_no_focus(host, heard):
    toast = Toasts(host).show(f"{isolate('L-1')} was printed.")
    assert toast.isVisible()
    assert heard == [("L-1 was printed.", False)]
    assert host.field.hasFocus()
    assert host.rect().contains(toast.geometry())
    assert toast.timer.interval() == READING_MS


def test_a_toast_goes_when_its_time_is_up(host):
    board = Toasts(host)
    toast = board.show("Printed.")
    toast.time_is_up()
    assert board.shown == []
    assert not toast.isVisible()


def test_a_toast_stays_while_the_focus_is_on_it(host):
    board = Toasts(host)
    toast = board.show("Printed.", lambda: None)
    toast.undo_button.setFocus()
    toast.time_is_up()
    assert board.shown == [toast]
    assert toast.timer.isActive()
    host.field.setFocus()
    toast.time_is_up()
    assert board.shown == []


def test_a_toast_stays_while_the_pointer_is_on_it(host, monkeypatch):
    board = Toasts(host)
    toast = board.show("Printed.")
    monkeypatch.setattr(type(toast), "underMouse", lambda _toast: True)
    toast.time_is_up()
    assert board.shown == [toast]


def test_undo_undoes_once_and_takes_the_toast_away(host):
    undone: list[int] = []
    board = Toasts(host)
    toast = board.show("Set aside.", lambda: undone.append(1))
    assert toast.timer.interval() == UNDOING_MS
    toast.undo_button.click()
    toast.undo_button.click()
    assert undone == [1]
    assert board.shown == []


def test_what_fails_to_be_undone_says_so_and_the_toast_is_gone_all_the_same(host, qtbot):
    board = Toasts(host)

    def fail() -> None:
        raise RegistryError("Too late.")

    toast = board.show("Set aside.", fail)
    with qtbot.captureExceptions() as raised:
        toast.undo_button.click()
    assert [str(each[1]) for each in raised] == ["Too late."]
    assert board.shown == []


def test_no_more_than_three_toasts_stand_over_each_other_and_none_overlap(host):
    board = Toasts(host)
    for number in range(5):
        board.show(f"Number {number}")
    assert [each.sentence for each in board.shown] == ["Number 2", "Number 3", "Number 4"]
    tops = [each.geometry() for each in board.shown]
    assert tops[0].bottom() < tops[1].top()
    assert tops[1].bottom() < tops[2].top()
    board.clear()
    assert board.shown == []


def test_a_toast_stays_at_the_lower_edge_when_the_window_changes(host, qapp):
    toast = Toasts(host).show("Printed.")
    host.resize(500, 300)
    qapp.processEvents()
    assert host.rect().contains(toast.geometry())
    assert abs(toast.geometry().center().x() - host.width() // 2) <= 1


def test_a_long_sentence_is_broken_and_not_cut(host):
    toast = Toasts(host).show("The certificate was printed and " * 12)
    assert host.rect().contains(toast.geometry())
    assert toast.words.height() >= toast.words.heightForWidth(toast.words.width())


def test_the_time_for_reading_is_not_waited_for_in_tests():
    assert 4_000 <= toasts.READING_MS < toasts.UNDOING_MS
    assert strips.MessageStrip is MessageStrip


@pytest.mark.parametrize(
    ("done", "total", "value"), [(0, 10, 0), (5, 10, 500), (10, 10, 1000), (7 * 10**12, 10**13, 700), (11, 10, 1000)]
)
def test_a_bar_shows_how_far_the_work_is_even_for_very_much_of_it(qtbot, done, total, value):
    percent = f"{value // 10} %"
    row = ProgressRow("Importing")
    qtbot.addWidget(row)
    row.show_step(done, total, "agencies", "about 2 min left")
    assert row.bar.value() == value
    assert (row.words.text(), row.left.text()) == ("Importing · agencies", f"{percent} · about 2 min left")


def test_a_bar_admits_that_nobody_knows_how_far_it_is(qtbot):
    row = ProgressRow("Importing")
    qtbot.addWidget(row)
    row.show_step(3, 10)
    row.show_step(4, 0)
    assert (row.bar.minimum(), row.bar.maximum()) == (0, 0)


def test_cancel_is_asked_for_once(qtbot):
    row = ProgressRow(isolate("Importing"))
    qtbot.addWidget(row)
    asked: list[int] = []
    row.cancelled.connect(lambda: asked.append(1))
    row.cancel_button.click()
    row.cancel_button.click()
    assert asked == [1]
    assert row.cancel_button.accessibleName() == "Cancel: Importing"
