"""A list as an officer uses it: by the keys, with filters he sees, and nothing lost when the register changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from registry_app.core.errors import BadInput
from registry_app.core.money import Money
from registry_app.core.paging import Filters, Sort
from registry_app.core.texts import bare
from registry_app.ui.jobs import InPlace
from registry_app.ui.labels import PlainLabel
from registry_app.ui.lists import list_view
from registry_app.ui.lists.cells import PADDING
from registry_app.ui.lists.kept import Forgetful
from registry_app.ui.lists.list_view import ListView
from registry_app.ui.lists.questions import ColumnsQuestion, DaysQuestion, NameQuestion
from registry_app.ui.lists.values import shown
from tests.ui.lists.made_up import DAY, WORDS, MadeUpRow, MadeUpSource, made_up_rows, refusal

Key = Qt.Key


class ListRobot:
    """Uses a list by its keys and reads what it shows."""

    def __init__(self, qtbot, source: MadeUpSource, **other) -> None:
        self.qtbot = qtbot
        self.source = source
        self.view = ListView(source, WORDS, name="agencies", today=DAY, runner=InPlace(), **other)
        qtbot.addWidget(self.view)
        self.view.resize(1100, 600)
        self.view.show()
        self.table = self.view.table
        self.field = self.view.bar.field

    def press(
        self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, on: QWidget | None = None
    ) -> None:
        self.qtbot.keyClick(on or self.table, key, modifier)

    def write(self, text: str) -> ListRobot:
        self.field.setText(text)
        self.view.model._wait.timeout.emit()
        return self

    def names(self) -> list[str]:
        return [self.view.model.row(at).name for at in range(self.view.model.rowCount())]

    def count(self) -> str:
        return bare(self.view.bar.count.text())

    def chips(self) -> list[str]:
        return [bare(chip.text()) for chip in self.view.bar.chips()]

    def current(self) -> object:
        return self.view.current_key()

    def page(self) -> QWidget:
        return self.view._pages.currentWidget()


@pytest.fixture
def robot(qtbot) -> ListRobot:
    return ListRobot(qtbot, MadeUpSource(made_up_rows(1_030)))


@pytest.fixture
def answered(monkeypatch) -> Iterator[list[object]]:
    """Answers every question of the list with yes; what it was is in the list."""
    asked: list[object] = []
    for kind in (ColumnsQuestion, DaysQuestion, NameQuestion):
        monkeypatch.setattr(kind, "ask", lambda question: asked.append(question) or True)
    return asked


# -- narrowing ----------------------------------------------------------------------------------------------------------


def test_the_count_is_the_true_one(robot):
    assert robot.count() == "1,030 agencies"


def test_what_is_typed_narrows_the_list_once_there_are_two_letters(robot):
    assert robot.write("A").count() == "1,030 agencies"
    assert robot.write("A-000007").count() == "1 agencies"


def test_letters_typed_on_the_table_go_to_the_field(robot):
    robot.table.setFocus()
    robot.press(Key.Key_0)
    robot.press(Key.Key_1, on=robot.field)
    assert robot.field.text() == "01"
    assert robot.field.hasFocus()


def test_a_filter_is_a_chip_and_taking_the_chip_away_takes_the_filter_away(robot):
    robot.view.set_filters(Filters("agency", (("status", "suspended"),)))
    assert robot.chips() == ["Status: suspended"]
    assert len(robot.names()) == len([row for row in robot.source.all if row.status == "suspended"])
    robot.view.bar.chips()[0].setFocus()
    robot.press(Key.Key_Delete, on=robot.view.bar.chips()[0])
    assert robot.chips() == []
    assert robot.view.filters() == Filters("agency")
    assert robot.field.hasFocus()


def test_clear_all_shows_the_whole_list(robot):
    robot.view.set_filters(Filters("zzz", (("status", "suspended"), ("status", "valid"))))
    assert robot.chips() == ["Status: suspended", "Status: valid"]
    robot.view.clear_button.click()
    assert robot.view.filters() == Filters()
    assert robot.field.text() == ""
    assert robot.count() == "1,030 agencies"


def test_the_menu_of_filters_ticks_those_in_force(robot):
    robot.view.set_filters(Filters("", (("status", "valid"),)))
    menu = robot.view.bar.filter_button.menu()
    menu.aboutToShow.emit()
    ticked = [
        action.text()
        for inner in menu.actions()
        if inner.menu()
        for action in inner.menu().actions()
        if action.isChecked()
    ]
    assert ticked == ["valid"]
    next(
        action
        for inner in menu.actions()
        if inner.menu()
        for action in inner.menu().actions()
        if not action.isChecked()
    ).trigger()
    assert robot.view.filters() == Filters("", (("status", "valid"), ("status", "suspended")))


def test_days_are_a_filter_too_and_read_on_their_chip(robot, answered):
    menu = robot.view.bar.filter_button.menu()
    menu.aboutToShow.emit()
    menu.actions()[-1].trigger()
    assert robot.view.filters().of("until") == ("2019-03-04/",)
    assert robot.chips() == ["Valid until: from 4 Mar 2019"]


def test_an_empty_list_says_what_to_do_and_one_without_a_hit_how_to_get_out(qtbot, robot):
    empty = ListRobot(qtbot, MadeUpSource([]))
    assert empty.page() is empty.view.nothing_yet
    assert empty.view.nothing_yet.what_to_do.text() == "Register the first one."
    robot.write("nobody")
    assert robot.page() is robot.view.no_hit
    assert bare(robot.view.no_hit.headline.text()) == "Nothing fits nobody"
    robot.view.clear_button.click()
    assert robot.page() is robot.table


def test_ten_million_letters_pasted_into_the_field_are_cut_and_nothing_stops(robot):
    robot.write("x" * 10_000_000)
    assert len(robot.field.text()) == 200
    assert robot.count() == "0 agencies"


def test_a_refusal_is_said_where_the_count_stands_and_told_to_the_page(qtbot, robot):
    robot.source.fault = refusal()
    with qtbot.waitSignal(robot.view.failed):
        robot.write("agency")
    assert robot.count() == "The disk is gone. Put it back."


# -- keys ---------------------------------------------------------------------------------------------------------------


def test_ctrl_f_goes_to_the_field_and_down_to_the_rows(qtbot, robot):
    robot.view.activateWindow()
    robot.table.setFocus()
    robot.press(Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert robot.field.hasFocus()
    robot.press(Key.Key_Down, on=robot.field)
    assert robot.table.hasFocus()
    assert robot.current() == robot.view.model.key(0)


def test_home_and_end_go_to_the_ends_of_the_list_and_pages_go_down(robot):
    robot.table.setFocus()
    robot.press(Key.Key_End)
    assert robot.current() == robot.view.model.key(1_029)
    robot.press(Key.Key_Home)
    assert robot.current() == robot.view.model.key(0)
    robot.press(Key.Key_PageDown)
    assert robot.table.currentIndex().row() > 5


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_enter_opens_the_current_row_and_a_double_click_the_one_under_it(qtbot, robot, direction):
    robot.view.setLayoutDirection(direction)
    robot.table.go_to(3)
    assert robot.view.selected_keys() == [robot.view.model.key(3)]
    with qtbot.waitSignal(robot.view.opened) as opened:
        robot.press(Key.Key_Return)
    assert opened.args == [robot.view.model.key(3)]
    under = robot.table.visualRect(robot.view.model.index(1, 1)).center()
    with qtbot.waitSignal(robot.view.opened) as opened:
        qtbot.mouseDClick(robot.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(under))
    assert opened.args == [robot.view.model.key(1)]


def test_enter_in_the_field_opens_the_only_hit(qtbot, robot):
    robot.write("A-000007")
    with qtbot.waitSignal(robot.view.opened) as opened:
        robot.press(Key.Key_Return, on=robot.field)
    assert opened.args == ["A-000007"]


def test_selected_rows_are_copied_as_text_with_their_headings(robot):
    robot.source.all[:] = [MadeUpRow("A-1", "One\tTwo\nThree"), MadeUpRow("A-2", "Zwei")]
    robot.view.refresh()
    robot.table.setFocus()
    robot.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    robot.press(Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n") == [
        "Number\tName\tStatus\tValid until\tOwed",
        "A-1\tOne Two Three\tvalid\t4 Mar 2019\t",
        "A-2\tZwei\tvalid\t4 Mar 2019\t",
    ]


def test_shift_and_arrows_select_several_rows(robot):
    robot.table.go_to(4)
    for _ in range(2):
        robot.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert robot.view.selected_keys() == [robot.view.model.key(at) for at in (4, 5, 6)]


def test_too_many_selected_rows_are_refused_and_not_read_one_by_one(robot, monkeypatch):
    monkeypatch.setattr(list_view, "MOST_SELECTED", 100)
    robot.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with pytest.raises(BadInput, match="More than"):
        robot.view.selected_keys()


# -- nothing is lost ----------------------------------------------------------------------------------------------------


def test_reading_again_keeps_selection_current_row_and_place_with_their_rows(robot):
    robot.table.go_to(500, centred=True)
    robot.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen, current = robot.view.selected_keys(), robot.current()
    top = robot.view.model.key(robot.table.rowAt(0))
    offset = robot.table.rowViewportPosition(robot.table.rowAt(0))
    first = robot.view.model.key(0)
    robot.source.all[:] = [row for row in robot.source.all if row.number != first]
    robot.view.refresh()
    assert robot.count() == "1,029 agencies"
    assert (robot.view.selected_keys(), robot.current()) == (chosen, current)
    assert robot.view.model.key(robot.table.rowAt(0)) == top
    assert robot.table.rowViewportPosition(robot.table.rowAt(0)) == offset


def test_a_row_that_is_gone_is_no_longer_current_and_the_page_is_told(robot):
    told: list[object] = []
    robot.view.current_changed.connect(told.append)
    robot.table.go_to(2)
    gone = robot.current()
    robot.source.all[:] = [row for row in robot.source.all if row.number != gone]
    robot.view.refresh()
    assert (told[0], told[-1]) == (gone, None)


def test_choosing_a_row_far_away_brings_it_into_view(robot):
    robot.view.choose("A-000900")
    assert robot.current() == "A-000900"
    assert robot.table.rowAt(0) > 0
    robot.view.choose("no such number")
    assert robot.current() == "A-000900"


def test_a_heading_orders_the_list_both_ways_and_the_order_is_kept(qtbot, robot):
    kept = Forgetful()
    robot = ListRobot(qtbot, MadeUpSource(made_up_rows(50)), settings=kept)
    header = robot.table.horizontalHeader()
    header.sectionClicked.emit(3)
    assert [row.until for row in map(robot.view.model.row, range(3))] == sorted(row.until for row in robot.source.all)[
        :3
    ]
    header.sectionClicked.emit(3)
    assert robot.view.model.question.sort == Sort("until", descending=True)
    header.sectionClicked.emit(2)  # the source has no order for it
    assert robot.view.model.question.sort == Sort("until", descending=True)
    assert header.sortIndicatorSection() == 3
    assert ListRobot(qtbot, MadeUpSource(made_up_rows(5)), settings=kept).view.model.question.sort == Sort(
        "until", descending=True
    )


def test_columns_are_chosen_brought_into_an_order_and_kept(qtbot, robot, answered, monkeypatch):
    kept = Forgetful()
    robot = ListRobot(qtbot, MadeUpSource(made_up_rows(50)), settings=kept)
    monkeypatch.setattr(ColumnsQuestion, "codes", lambda _question: ["workers", "name"])
    robot.view.bar.columns_button.click()
    again = ListRobot(qtbot, MadeUpSource(made_up_rows(5)), settings=kept)
    for each in (robot, again):
        assert [column.code for column in each.view.model.columns] == ["workers", "name"]


def test_the_columns_question_moves_ticks_and_leaves_one_at_least(qtbot, robot):
    question = ColumnsQuestion(robot.view, robot.source.columns, ["name", "number"])
    qtbot.addWidget(question)
    question.list.setCurrentRow(1)
    question._move(-1)
    assert question.codes() == ["number", "name"]
    for row in range(question.list.count()):
        question.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not question.yes.isEnabled()


def test_filters_are_saved_under_a_name_and_come_back_by_it(qtbot, robot, answered, monkeypatch):
    monkeypatch.setattr(NameQuestion, "exec", lambda _question: 1)
    kept = Forgetful()
    robot = ListRobot(qtbot, MadeUpSource(made_up_rows(50)), settings=kept)
    robot.view.set_filters(Filters("agency", (("status", "suspended"),)))
    monkeypatch.setattr(NameQuestion, "ask", lambda question: question.name.setText("Mine") or True)
    robot.view.bar.save_wanted.emit()
    robot.view.set_filters(Filters())
    menu = robot.view.bar.saved_button.menu()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert robot.view.filters() == Filters("agency", (("status", "suspended"),))
    assert robot.field.text() == "agency"


# -- for everybody ------------------------------------------------------------------------------------------------------


def test_every_control_has_a_name_and_every_label_shows_plain_text(robot):
    robot.view.set_filters(Filters("agency", (("status", "valid"),)))
    focusable = [each for each in robot.view.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [
        each for each in focusable
        if not each.accessibleName() and not (isinstance(each, QAbstractButton) and each.text()) and each.isVisible()
        and each is not robot.table.horizontalHeader() and not each.objectName().startswith("qt_")
    ]  # fmt: skip
    assert nameless == []
    assert {type(label) for label in robot.view.findChildren(QLabel)} == {PlainLabel}


def test_no_key_means_two_things(robot):
    words = [button.text() for button in robot.view.findChildren(QAbstractButton) if "&" in button.text()]
    keys = [word[word.index("&") + 1].lower() for word in words]
    assert len(keys) == len(set(keys)) >= 3


def test_a_list_fits_a_small_screen(robot):
    least = robot.view.minimumSizeHint()
    assert (least.width() <= 1_100, least.height() <= 500) == (True, True)


def test_in_arabic_the_rows_begin_at_the_right(robot):
    robot.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first = robot.table.visualRect(robot.view.model.index(0, 0))
    assert first.right() > robot.table.viewport().width() - 20
    robot.table.go_to(2)
    assert robot.view.selected_keys() == [robot.view.model.key(2)]


def test_markup_in_a_name_is_shown_as_it_is_written(robot):
    robot.source.all[:] = [MadeUpRow("A-1", "<b>Bold</b>")]
    robot.view.refresh()
    assert robot.view.model.data(robot.view.model.index(0, 1)) == "<b>Bold</b>"
    assert not robot.view.grab().isNull()


def test_neither_a_count_nor_a_chip_moves_the_rows(robot):
    def top() -> int:
        QGuiApplication.processEvents()
        return robot.table.mapTo(robot.view, QPoint(0, 0)).y()

    tops = [top()]
    robot.view.bar.show_count("at least \u206864 agencies\u2069")
    tops.append(top())
    robot.view.set_filters(Filters("agency", (("status", "valid"),)))
    tops.append(top())
    assert len(set(tops)) == 1


# -- room and headings --------------------------------------------------------------------------------------------------


def test_no_column_is_scrolled_to_while_texts_can_give_way(qtbot):
    rows = [
        MadeUpRow(f"A-{at:06d}", "An agency with a very long name " * 4, owed=Money(10**9, "ETB")) for at in range(99)
    ]
    robot = ListRobot(qtbot, MadeUpSource(rows))
    robot.view.resize(620, 400)
    table = robot.table
    assert table.horizontalHeader().length() <= table.viewport().width()
    metrics = table.fontMetrics()
    for at, column in enumerate(robot.view.model.columns):
        if column.code in {"number", "until", "owed"}:
            assert table.columnWidth(at) >= metrics.horizontalAdvance(shown(robot.view.model.value(0, at))) + 16


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_arrow_of_the_order_stands_beside_the_words_of_every_heading(qtbot, direction):
    robot = ListRobot(qtbot, MadeUpSource(made_up_rows(9)))
    robot.view.setLayoutDirection(direction)
    heading = robot.table.horizontalHeader()
    for place in range(heading.count()):
        heading.setSortIndicator(place, Qt.SortOrder.AscendingOrder)
        inside = QRect(100, 0, heading.sectionSize(place) - 2 * PADDING, 30)
        words, taken, arrow = heading.words_and_arrow(inside, place)
        assert not taken.intersects(arrow)
        assert inside.left() <= min(taken.left(), arrow.left())
        assert max(taken.right(), arrow.right()) <= inside.right() + 1
        assert words == robot.view.model.columns[place].words or not robot.view.model.columns[place].sort


def test_a_column_made_wider_keeps_its_width_and_the_others_go_on_sharing(qtbot):
    kept = Forgetful()
    robot = ListRobot(qtbot, MadeUpSource(made_up_rows(9)), settings=kept)
    robot.table.horizontalHeader().resizeSection(2, 300)
    assert kept.get("lists/agencies/widths") == {"status": 300}
    robot.view.resize(700, 400)
    assert robot.table.columnWidth(2) == 300
    assert robot.table.horizontalHeader().length() <= robot.table.viewport().width()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_enter_on_a_fresh_list_opens_its_first_row_and_nothing_opens_by_itself(qtbot, direction):
    source = MadeUpSource(made_up_rows(30))
    rows, source.all = source.all, []
    robot = ListRobot(qtbot, source)
    robot.view.setLayoutDirection(direction)
    opened: list[object] = []
    robot.view.opened.connect(opened.append)
    robot.view.activateWindow()
    qtbot.waitUntil(robot.view.isActiveWindow)
    source.all = rows
    robot.view.set_filters(Filters("", (("status", "valid"),)))
    robot.table.setFocus()
    robot.table.setCurrentIndex(robot.view.model.index(-1, -1))
    robot.view.set_filters(Filters())  # the answer finds a table that has the focus and no current row
    assert robot.current() == robot.view.model.key(0)
    assert robot.view.selected_keys() == [robot.view.model.key(0)]
    assert opened == []
    robot.press(Key.Key_Return)
    assert opened == [robot.view.model.key(0)]


def test_with_the_focus_the_row_after_one_that_is_gone_is_current(qtbot, robot):
    robot.view.activateWindow()
    qtbot.waitUntil(robot.view.isActiveWindow)
    robot.table.setFocus()
    robot.table.go_to(20)
    gone, after = robot.current(), robot.view.model.key(21)
    robot.source.all[:] = [row for row in robot.source.all if row.number != gone]
    robot.view.refresh()
    assert robot.current() == after
