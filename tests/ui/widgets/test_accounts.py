"""Verdicts, timelines and sums: each line says what it means, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.texts import isolate
from registry_app.ui.theme import style
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.money_table import MoneyRow, MoneyTable
from registry_app.ui.widgets.timeline import Event, Timeline
from registry_app.ui.widgets.verdicts import Verdicts, verdict_state

SHORT = CheckResult("a", Verdict.NOT_MET, f"{isolate('60')} of 100.", source="Art. 41", hint="Add a guarantee.")
FINE = CheckResult("b", Verdict.MET, "No ban.")
DARK_ONE = CheckResult("c", Verdict.CANNOT_TELL, "Nobody looked.")


@given(some.sampled_from(Verdict), some.sampled_from(Level))
def test_what_is_not_met_or_not_known_never_looks_fine(verdict, level):
    state = verdict_state(CheckResult("x", verdict, "s", level))
    assert (state is State.OK) is (verdict is Verdict.MET)
    assert (state is State.BAD) is (verdict is Verdict.NOT_MET and level is Level.BLOCKER)


def test_a_verdict_is_read_as_word_sentence_and_source(qtbot):
    verdicts = Verdicts([SHORT, FINE, DARK_ONE])
    qtbot.addWidget(verdicts)
    names = [row.accessibleName() for row in verdicts.rows]
    assert names == ["Not met: 60 of 100.", "Met: No ban.", "Cannot tell: Nobody looked."]
    assert verdicts.rows[0].accessibleDescription() == "Art. 41"


def test_the_way_out_opens_and_stays_open_when_the_checks_run_again(qtbot):
    verdicts = Verdicts([SHORT, FINE])
    qtbot.addWidget(verdicts)
    first, second = verdicts.rows
    assert not first.hint.isVisibleTo(first)
    assert not second.more.isVisibleTo(second)
    first.more.click()
    assert first.hint.isVisibleTo(first)
    verdicts.set_results([FINE, SHORT])
    again = verdicts.rows[1]
    assert again.hint.isVisibleTo(again)
    assert len(verdicts.rows) == 2


def test_no_results_leave_no_rows(qtbot):
    verdicts = Verdicts([SHORT])
    qtbot.addWidget(verdicts)
    verdicts.set_results([])
    assert verdicts.rows == []


def test_a_timeline_tells_day_event_and_detail(qtbot):
    line = Timeline([Event("1 Mar 2023", "Granted", "L-1", State.OK), Event("2 Nov 2026", "Suspended")])
    qtbot.addWidget(line)
    rows = [line.layout().itemAt(place).widget() for place in range(line.layout().count())]
    assert [row.accessibleName() for row in rows] == ["1 Mar 2023: Granted", "2 Nov 2026: Suspended"]
    assert rows[0].accessibleDescription() == "L-1"
    line.set_events([])
    assert line.events == []


@pytest.mark.parametrize("direction", Qt.LayoutDirection)
def test_pieces_can_be_drawn_in_both_directions(qtbot, direction):
    for widget in (Verdicts([SHORT, FINE]), Timeline([Event("d", "w", "x", State.BAD, "ban")])):
        qtbot.addWidget(widget)
        widget.setLayoutDirection(direction)
        assert not widget.grab().isNull()


HEADS = ("Head of claim", "Claimed", "Evidenced", "Ordered", "Settled", "Paid")


@pytest.fixture
def table(qtbot) -> MoneyTable:
    made = MoneyTable(HEADS, "Sums")
    qtbot.addWidget(made)
    made.set_rows([
        MoneyRow("Recruitment fee", ("1,200.00", "1,200.00", "1,000.00", "", "400.00"), state=State.WARN),
        MoneyRow("Sum", ("1,200.00", "1,200.00", "1,000.00", "", "400.00"), strong=True),
    ])  # fmt: skip
    return made


def spoken(table: MoneyTable, row: int, column: int) -> str:
    return table.item(row, column).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_sum_is_read_with_its_line_and_column(table):
    assert spoken(table, 0, 3) == "Recruitment fee, Ordered: 1,000.00"
    assert spoken(table, 0, 0) == "Recruitment fee"
    assert table.item(0, 4).text() == "—"


def test_sums_stand_under_their_heads_on_the_right_in_both_directions(table):
    for direction in Qt.LayoutDirection:
        if direction is Qt.LayoutDirection.LayoutDirectionAuto:
            continue
        table.setLayoutDirection(direction)
        for column in range(1, 6):
            wanted = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
            assert int(table.item(0, column).textAlignment()) == wanted
            assert int(table.horizontalHeaderItem(column).textAlignment()) == wanted
        begins = (
            Qt.AlignmentFlag.AlignRight if direction is Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
        )
        assert Qt.AlignmentFlag(table.item(0, 0).textAlignment()) & begins


def test_the_table_is_as_high_as_its_lines_and_its_words_are_never_squeezed(table, qapp):
    before = table.height()
    table.set_rows([MoneyRow(f"Line {n}", ("1.00",) * 5) for n in range(6)])
    assert table.height() > before
    table.resize(320, table.height())
    qapp.processEvents()
    need = table.fontMetrics().horizontalAdvance("Head of claim")
    assert table.columnWidth(0) >= need


def test_a_scroll_bar_is_there_only_where_it_is_needed(table, qapp):
    bar = table.horizontalScrollBar()
    table.resize(300, table.height())
    table.show()
    qapp.processEvents()
    assert bar.maximum() > 0
    narrow = table.height()
    table.resize(900, table.height())
    assert bar.maximum() == 0
    assert table.height() < narrow


def test_a_total_is_strong_and_only_the_words_wear_the_state(table):
    assert table.item(1, 1).font().weight() > table.item(0, 1).font().weight()
    assert table.item(0, 0).foreground().color().name().upper() == style.current().warn
    assert table.item(0, 1).foreground().style() is Qt.BrushStyle.NoBrush
    assert not table.item(0, 0).icon().isNull()


def test_the_table_keeps_the_contract_of_a_model(table):
    tester = QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Warning)
    table.set_rows([])
    assert table.rowCount() == 0
    assert tester is not None


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_each_sum_is_isolated_and_the_words_are_cut_before_a_sum_is(qtbot, direction):
    table = MoneyTable(["Allegation", "Claimed", "Paid"])
    qtbot.addWidget(table)
    table.setLayoutDirection(direction)
    table.set_rows(
        [MoneyRow("أجور غير مدفوعة " * 20, ("2,900,000.00 ETB", "")), MoneyRow("All", ("1.00 ETB", "0.50 ETB"))]
    )
    table.resize(520, 200)
    table.show()
    shown = [[table.item(row, column).text() for column in (1, 2)] for row in (0, 1)]
    assert shown == [[isolate("2,900,000.00 ETB"), "—"], [isolate("1.00 ETB"), isolate("0.50 ETB")]]
    assert table.horizontalHeader().length() <= table.viewport().width()
    assert "أجور" in table.item(0, 0).toolTip()
