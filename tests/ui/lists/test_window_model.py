"""The window on a list: the true number of rows, pages near the eye, and only the newest question's answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from registry_app.core.paging import After, At, Before, Count, Filters, Sort
from registry_app.ui.jobs import InPlace
from registry_app.ui.lists.asking import PAGE
from registry_app.ui.lists.window_model import WindowModel
from tests.ui.lists.made_up import COLUMNS, Holding, MadeUpSource, made_up_rows, refusal

BY_NAME = Sort("name")
MANY = 10 * PAGE + 7


def made(source: MadeUpSource, runner=None) -> WindowModel:
    model = WindowModel(source, COLUMNS[:5], runner or InPlace())
    model.tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.begin()
    return model


def places(source: MadeUpSource) -> list[object]:
    return [what for verb, what in source.asked if verb == "page"]


def numbers(model: WindowModel) -> list[str]:
    return [model.row(at).number for at in range(model.rowCount())]


@pytest.mark.parametrize("many", [0, 1, PAGE - 1, PAGE, PAGE + 1, MANY])
@pytest.mark.parametrize("filters", [Filters(), Filters("agency")])
def test_every_row_stands_where_the_source_has_it(qapp, many, filters):
    source = MadeUpSource(made_up_rows(many))
    model = made(source)
    model.ask(filters, BY_NAME)
    assert numbers(model) == [row.number for row in source.answer(filters, BY_NAME)]
    assert model.count == Count(many)
    assert model.is_settled


@given(st.lists(st.integers(0, MANY - 1), max_size=40), st.booleans())
def test_in_whatever_order_rows_are_looked_at_they_are_the_source_s(qapp, looked_at, narrowed):
    source = MadeUpSource(made_up_rows(MANY))
    filters = Filters("agency") if narrowed else Filters()
    model = made(source)
    model.ask(filters, BY_NAME)
    there = source.answer(filters, BY_NAME)
    assert [model.row(at) for at in looked_at] == [there[at] for at in looked_at]


def test_neighbours_are_read_by_key_and_jumps_by_their_place(qapp):
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source)
    source.asked.clear()
    model.row(PAGE)
    model.row(5 * PAGE + 3)
    model.row(4 * PAGE)
    kinds = places(source)
    assert [type(each) for each in kinds] == [After, At, Before]
    assert kinds[1] == At(5 * PAGE)


def test_a_question_no_index_serves_is_answered_by_its_keys_and_reads_no_page_by_place(qapp):
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source)
    model.ask(Filters("agency"), BY_NAME)
    source.asked.clear()
    model.row(7 * PAGE)
    assert source.asked == [("rows", PAGE)]


def test_pages_far_from_the_eye_are_forgotten(qapp, monkeypatch):
    monkeypatch.setattr("registry_app.ui.lists.window_model._KEPT", 3)
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source)
    for page in range(10):
        model.row(page * PAGE)
    assert [page for page in range(11) if model.is_known(page * PAGE)] == [7, 8, 9]


def test_rows_are_shown_before_they_are_counted_and_the_count_is_said_to_be_a_least_one(qapp):
    runner = Holding()
    model = made(MadeUpSource(made_up_rows(MANY)), runner)
    assert model.count == Count(PAGE, exact=False)
    grown: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: grown.append((first, last)))
    runner.end_all()
    assert model.count == Count(MANY)
    assert grown == [(PAGE, MANY - 1)]


def test_only_the_newest_question_is_answered_whichever_ends_first(qapp):
    runner = Holding()
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source, runner)
    runner.end_all()
    model.ask(Filters("agency 0001"), BY_NAME)
    model.ask(Filters("agency 0002"), BY_NAME)
    runner.end(1)
    runner.end_all()
    assert model.question.filters.text == "agency 0002"
    assert numbers(model) == [row.number for row in source.answer(Filters("agency 0002"), BY_NAME)]


def test_while_letters_are_typed_nothing_is_asked(qapp):
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source)
    source.asked.clear()
    for text in ("ag", "age", "agency 000001"):
        model.ask(Filters(text), BY_NAME, typed=True)
    assert source.asked == []
    model._wait.timeout.emit()
    assert model.question.filters.text == "agency 000001"
    assert {text for verb, text in source.asked if verb == "keys"} <= {Filters("agency 000001")}


def test_first_rows_that_were_only_a_guess_give_way_to_the_true_ones(qapp):
    rows = made_up_rows(MANY)
    source = MadeUpSource(rows, guess=rows[::-1])
    model = made(source)
    model.ask(Filters("agency"), BY_NAME)
    assert numbers(model) == [row.number for row in source.answer(Filters("agency"), BY_NAME)]


def test_another_order_keeps_the_count_without_asking_for_it(qapp):
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source)
    source.asked.clear()
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert [verb for verb, _what in source.asked] == ["page"]
    assert model.count == Count(MANY)


def test_a_column_without_an_order_does_not_sort(qapp):
    model = made(MadeUpSource(made_up_rows(5)))
    model.sort(2)
    assert model.wanted.sort == BY_NAME


def test_reading_again_without_a_change_of_places_disturbs_no_view(qapp):
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    key = model.key(3)
    source.all[0] = source.all[0].__class__("A-000000", source.all[0].name, "suspended")
    model.refresh({key: 3})
    assert resets == []
    assert model.row(model.known_place("A-000000")).status == "suspended"


def test_reading_again_finds_rows_where_they_stand_now(qapp):
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source)
    found: list[dict[object, int]] = []
    model.refreshed.connect(found.append)
    key = model.key(200)
    del source.all[int(model.key(0)[2:])]
    model.refresh({key: 200})
    assert found == [{key: 199}]
    assert model.rowCount() == MANY - 1
    assert model.key(199) == key


def test_a_register_that_changed_behind_the_list_is_read_again(qapp, qtbot):
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source)
    del source.all[5:]
    with qtbot.waitSignal(model.stale):
        assert model.row(9 * PAGE) is None
    model.refresh()
    assert model.rowCount() == 5


def test_a_refusal_leaves_what_is_shown_and_is_told(qapp, qtbot):
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source)
    before = numbers(model)
    source.fault = refusal()
    for filters in (Filters("agency"), Filters()):
        with qtbot.waitSignal(model.failed) as told:
            model.ask(filters, Sort("number"))
        assert told.args == [source.fault]
    source.fault = None
    assert numbers(model) == before


def test_a_page_that_cannot_be_read_is_empty_and_told(qapp, qtbot):
    source = MadeUpSource(made_up_rows(MANY))
    model = made(source)
    source.fault = refusal()
    with qtbot.waitSignal(model.failed):
        assert model.data(model.index(5 * PAGE, 1)) == ""


def test_cells_are_told_as_text_and_nothing_outside_the_table_is(qapp):
    model = made(MadeUpSource(made_up_rows(3)))
    shown = [model.data(model.index(model.known_place("A-000001"), at)) for at in range(5)]
    assert shown == ["A-000001", "Agency x000002", "valid", "5 Mar 2019", "1.00 ETB"]
    assert model.data(QModelIndex()) is None
    assert model.row(99) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_other_columns_are_other_cells_of_the_same_rows(qapp):
    model = made(MadeUpSource(made_up_rows(3)))
    model.set_columns(COLUMNS[5:])
    assert [model.data(model.index(row, 0)) for row in range(3)] == ["0", "2", "1"]


def test_a_newer_question_breaks_off_the_older_one(qapp):
    stopped: list[bool] = []
    source = MadeUpSource(made_up_rows(MANY))
    source.stop = lambda: stopped.append(True)
    model = made(source)
    model.ask(Filters("agency"), BY_NAME)
    assert len(stopped) == 2
