"""The home page as officers use it: they read what is due, open it, and see it go when it is done."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QWidget

from registry_app.build.desk import DUE
from registry_app.core.duties import About, Case, Due, Waits
from registry_app.core.errors import StorageFailed
from registry_app.core.texts import bare
from registry_app.desk.queries import figures, work_list
from registry_app.desk.rules import Tally, View, seen_as
from registry_app.guarantees import service as guarantees
from registry_app.guarantees.rules import Answered
from registry_app.licensing import deciding, service
from registry_app.ui.catalogue import ACTIONS, PAGES
from registry_app.ui.desk import Desk
from registry_app.ui.home import actions as verbs
from registry_app.ui.home.columns import place_of, work_columns
from registry_app.ui.home.page import HomePage
from registry_app.ui.home.words import (
    LICENCE_STATES,
    NOTHING,
    VIEW_TIPS,
    VIEWS,
    explained,
    greeting,
    state_of,
    summary,
    waits_for_whom,
)
from registry_app.ui.language import speak
from registry_app.ui.lists.source import Kind
from registry_app.ui.pages import Place
from registry_app.ui.theme.tokens import State
from tests.support.desk import put_on_desk

TODAY = date(2019, 7, 15)


class Robot:
    """Reads and presses what stands on the page."""

    def __init__(self, page: HomePage) -> None:
        self.page = page
        self.work = page.work

    @property
    def table(self):
        return self.work.list.table

    def rows(self) -> list[tuple[str, ...]]:
        model = self.work.list.model
        return [
            tuple(bare(str(model.data(model.index(row, column)))) for column in range(model.columnCount()))
            for row in range(model.rowCount())
        ]

    def steps(self) -> list[str]:
        return [row[0] for row in self.rows()]

    def open_view(self, view: View) -> Robot:
        self.work.show_view(view)
        return self

    def tabs(self) -> list[str]:
        return [bare(self.work.views.tabText(place)) for place in range(self.work.views.count())]

    def tiles(self) -> list[str]:
        row = self.page.tiles
        return [bare(tile.accessibleName()) for tile in (row.licences, row.complaints, row.short, row.applications)]

    def choose(self, step: str) -> Robot:
        self.table.go_to(self.steps().index(step))
        return self


@pytest.fixture
def at_home(qtbot):
    def open_for(context) -> Robot:
        page = HomePage(context)
        qtbot.addWidget(page)
        put_on_desk(page)
        return Robot(page)

    return open_for


def lines_of(context, view: View) -> list[Due]:
    with context.opened.reading() as session:
        return seen_as(work_list(session, context.today, DUE), view, context.actor)


# -- what the officer reads ------------------------------------------------------------------------------------------


def test_the_page_greets_and_says_how_much_is_due(sit_down, at_home):
    home = at_home(sit_down("complaints"))
    assert bare(home.page.head.title.text()) == "Good morning, Chaltu Complaints"
    assert re.fullmatch(r"(\d+ steps? (is|are) due today, )?\d+ .*late\.", bare(home.page.head.subtitle.text()))


def test_the_list_shows_step_case_state_and_day_the_nearest_day_first(sit_down, at_home):
    context = sit_down("complaints")
    home, lines = at_home(context), lines_of(context, View.MINE)
    rows = home.rows()
    assert len(rows) == len(lines) > 3
    assert [row[0] for row in rows] == [bare(line.step) for line in lines]
    assert [row[1] for row in rows] == [line.case.agency or line.case.number for line in lines]
    assert rows[0][2] == "Late"
    assert re.fullmatch(r"\d+ [A-Z][a-z]{2}", rows[0][3]), "this year's days go without their year"


def test_four_views_with_their_counts(sit_down, at_home):
    context = sit_down("director")
    home = at_home(context)
    counts = [len(lines_of(context, view)) for view in VIEWS]
    assert home.tabs() == [
        f"{words}  {count}"
        for words, count in zip(("For me", "To approve", "Sent back", "All of the office"), counts, strict=True)
    ]
    assert len(home.open_view(View.ALL).rows()) == counts[-1]


def test_the_chosen_line_says_why_it_is_there(sit_down, at_home):
    home = at_home(sit_down("licensing"))
    line = home.choose("Take up for examination: new licence").work.current
    assert line is not None
    words = bare(home.work.why.text())
    assert words.startswith("Source: art. 25")
    assert "waits since" in words
    assert "for: licensing officer" in words


def test_who_has_nothing_to_do_is_told_so_and_may_look_at_the_office(sit_down, at_home):
    home = at_home(sit_down("auditor"))
    assert home.rows() == []
    empty = home.work.list.nothing_yet
    assert empty.isVisible()
    assert empty.headline.text() == "Nothing waits for you"
    assert bare(home.page.head.subtitle.text()) == "Nothing of yours is due today."
    assert not home.page.open_action.isEnabled()
    assert "no step" in home.page.open_action.statusTip()
    home.work.everything.click()
    assert home.work.view is View.ALL
    assert home.rows() != []
    assert home.page.open_action.isEnabled()


def test_an_officer_with_nothing_but_approvals_begins_there(sit_down, at_home, monkeypatch):
    context = sit_down("deputy")
    only = [line for line in lines_of(context, View.ALL) if line.waits is Waits.APPROVAL]
    monkeypatch.setattr("registry_app.ui.home.page.DUE", (lambda _session, _on: only,))
    home = at_home(context)
    assert home.work.view is View.APPROVALS
    assert len(home.rows()) == len(only) > 0


# -- opening ---------------------------------------------------------------------------------------------------------


def test_enter_opens_the_place_where_the_work_is_done(sit_down, at_home, told, qtbot):
    context = sit_down("licensing")
    told.listen(context)
    home = at_home(context).choose("Take up for examination: new licence")
    line = home.work.current
    qtbot.keyClick(home.table, Qt.Key.Key_Return)
    assert told.places == [Place("application", line.case.id)]


def test_the_button_opens_the_line_chosen_or_the_first_one(sit_down, at_home, told):
    context = sit_down("finance")
    told.listen(context)
    home = at_home(context)
    home.page.open_action.trigger()
    assert told.places == [place_of(lines_of(context, View.MINE)[0])]


def test_every_kind_of_case_leads_to_a_page_there_is(sit_down):
    line = lines_of(sit_down("director"), View.ALL)[0]
    codes = {spec.code for spec in PAGES}
    for about in About:
        place = place_of(replace(line, case=Case(about, line.case.id, "1")))
        assert place.page in codes, about


def test_each_figure_opens_the_list_of_what_it_counts(sit_down, qtbot):
    context = sit_down("director")
    with context.opened.reading() as session:
        counted = figures(session, context.today)
    desk = Desk(context, PAGES, ACTIONS)
    qtbot.addWidget(desk)
    desk.resize(1366, 740)
    desk.show()
    desk.begin()
    home = desk.page
    assert isinstance(home, HomePage)
    expected = {
        home.tiles.licences: ("licences", counted.licences.ending),
        home.tiles.complaints: ("complaints", counted.complaints.open),
        home.tiles.applications: ("applications", counted.applications),
    }
    for tile, (code, number) in expected.items():
        tile.click()
        assert desk.page.code == code
        qtbot.waitUntil(lambda: desk.page.list.model.count.exact)
        qtbot.waitUntil(lambda number=number: desk.page.list.model.count.number == number)
        desk.go(Place("home"))
    home.tiles.short.click()
    assert desk.page.code == "guarantees"
    assert desk.page.list.filters().of("cover") == ("short",)


# -- it follows what happens ---------------------------------------------------------------------------------------


def test_a_step_goes_when_it_is_taken_and_the_next_one_comes(sit_down, at_home):
    context = sit_down("licensing")
    home = at_home(context).choose("Take up for examination: new licence")
    line = home.work.current
    before = home.steps().count("Take up for examination: new licence")
    context.do("test", lambda session, actor: service.begin_examination(session, actor, line.case.id))
    assert home.steps().count("Take up for examination: new licence") == before - 1
    taken_up = [row for row in lines_of(context, View.MINE) if row.case.id == line.case.id]
    assert [row.code for row in taken_up] == ["application:propose"]
    assert bare(taken_up[0].step) in home.steps()


def test_what_a_director_sends_back_comes_to_its_proposer(sit_down, at_home):
    licensing, director = sit_down("licensing"), sit_down("director")
    home = at_home(licensing)
    (line, *_rest) = lines_of(director, View.APPROVALS)
    assert home.open_view(View.SENT_BACK).rows() == []
    reason = "The degree of the manager is missing."
    director.do("test", lambda session, actor: deciding.decline(session, actor, line.case.id, reason))
    home.page.show_place(Place("home"))  # a colleague's change is seen when the page is opened again
    assert len(home.rows()) == 1
    assert home.rows()[0][2] in ("Sent back", "Due today", "Late")
    assert reason in home.work.why.text()
    propose = deciding.DecisionDraft(
        grant=False, reasons="Again.", provisions=("art. 25",), without_notice_because="None."
    )
    assert propose.reasons


def test_a_figure_is_read_again_only_when_what_it_counts_changed(sit_down, at_home, monkeypatch):
    context = sit_down("finance")
    home = at_home(context)
    read: list[str] = []
    names = ("work", "licences", "complaints", "applications", "short")
    for name, reading in zip(names, home.page.readings, strict=True):
        work = reading._work
        monkeypatch.setattr(
            reading, "_work", lambda session, on, name=name, work=work: (read.append(name), work(session, on))[1]
        )
    context.changed.emit(frozenset({"complaint_event"}))
    assert read == ["work", "complaints"]
    read.clear()
    context.changed.emit(frozenset({"guarantee_event"}))
    assert read == ["work", "short"]
    read.clear()
    home.page.hide()
    context.changed.emit(frozenset({"guarantee_event"}))
    assert read == [], "nobody looks"
    home.page.show()
    home.page.show_place(Place("home"))
    assert read == ["work", "short"]
    read.clear()
    home.page.refresh()
    assert read == list(names), "F5 reads everything"


def test_the_chosen_line_stays_chosen_when_the_list_is_read_again(sit_down, at_home):
    context = sit_down("complaints")
    home = at_home(context)
    home.table.go_to(4)
    line = home.work.current
    home.page.refresh()
    assert home.work.current == line


def test_a_reading_that_is_refused_is_told_and_tried_again(sit_down, at_home, told, monkeypatch):
    context = sit_down("clerk")
    told.listen(context)

    def refuse(_session, _on):
        raise StorageFailed("The register is busy.")

    monkeypatch.setattr("registry_app.ui.home.page.DUE", (refuse,))
    home = at_home(context)
    assert told.refusals == ["The register is busy."]
    assert told.faults == []
    monkeypatch.setattr("registry_app.ui.home.page.DUE", DUE)
    home.page.show_place(Place("home"))
    assert home.rows() != []


# -- keys, charts, house rules -----------------------------------------------------------------------------------------


def test_keys_go_through_the_views(sit_down, at_home):
    home = at_home(sit_down("clerk"))
    actions = {action.objectName(): action for action in home.page.actions()}
    for expected in (View.APPROVALS, View.SENT_BACK, View.ALL, View.MINE):
        actions[verbs.NEXT_VIEW.code].trigger()
        assert home.work.view is expected
    actions[verbs.FORMER_VIEW.code].trigger()
    assert home.work.view is View.ALL


def test_one_key_shows_the_charts_figures(sit_down, at_home):
    context = sit_down("auditor")
    home = at_home(context)
    charts = home.page.charts
    toggle = next(action for action in home.page.actions() if action.objectName() == verbs.FIGURES.code)
    charts.licences.chart.toggle_figures()
    toggle.trigger()
    assert charts.complaints.chart.shows_figures
    assert charts.licences.chart.shows_figures
    toggle.trigger()
    assert not charts.complaints.chart.shows_figures
    with context.opened.reading() as session:
        counted = figures(session, context.today)
    head, *lines = charts.complaints.chart.figures()
    assert head == ("Month", "Complaints")
    assert [int(count) for _month, count in lines] == [count for _month, count in counted.complaints.by_month]
    assert [month for month, _count in lines] == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"]
    assert sum(int(line[1]) for line in charts.licences.chart.figures()[1:]) == counted.licences.total


def test_the_filter_line_comes_when_it_is_called_and_narrows_the_view(sit_down, at_home, qtbot):
    home = at_home(sit_down("director")).open_view(View.ALL)
    assert not home.work.list.bar.isVisible()
    home.work.filter_button.click()
    assert home.work.list.bar.isVisible()
    whole = len(home.rows())
    qtbot.keyClicks(home.work.list.bar.field, "notify")
    qtbot.waitUntil(lambda: 0 < len(home.rows()) < whole)
    assert all("notify" in " ".join(row).lower() for row in home.rows())
    assert home.work.filter_button.isChecked()
    home.work.filter_button.click()
    assert not home.work.list.bar.isVisible()
    qtbot.waitUntil(lambda: len(home.rows()) == whole)


def test_the_model_keeps_qt_s_rules(sit_down, at_home):
    home = at_home(sit_down("director"))
    tester = QAbstractItemModelTester(home.work.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for view in VIEWS:
        home.open_view(view)
    home.page.refresh()
    assert tester.model() is home.work.list.model


def test_a_narrow_page_puts_the_charts_under_the_list(sit_down, at_home, qtbot):
    page = at_home(sit_down("clerk")).page
    side_by_side = page.charts.mapTo(page, page.charts.rect().topLeft())
    assert side_by_side.x() > 500
    page.resize(760, 680)
    qtbot.waitUntil(lambda: page.charts.mapTo(page, page.charts.rect().topLeft()).x() < 100)
    assert page.charts.mapTo(page, page.charts.rect().topLeft()).y() > page.work.height()


def test_in_arabic_the_page_runs_from_the_right_and_its_data_stand_apart(sit_down, at_home, qapp):
    speak(qapp, "ar")
    try:
        home = at_home(sit_down("complaints"))
        assert home.page.layoutDirection() is Qt.LayoutDirection.RightToLeft
        assert "\u2068Chaltu Complaints\u2069" in home.page.head.title.text()
        assert all("\u2068" in home.work.views.tabText(place) for place in range(4))
        assert home.page.tiles.x() >= 0
        unnamed = [
            type(each).__name__
            for each in home.page.findChildren(QWidget)
            if each.focusPolicy() != Qt.FocusPolicy.NoFocus
            and each.isVisible()
            and not each.accessibleName()
            and not getattr(each, "text", str)()
        ]
        assert [name for name in unnamed if not name.startswith("Q")] == []
        assert home.page.minimumSizeHint().width() <= 1170
        assert all(label.textFormat() is Qt.TextFormat.PlainText for label in home.page.findChildren(QLabel))
    finally:
        speak(qapp, "en")


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (0, "evening"),
        (3, "evening"),
        (4, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (16, "afternoon"),
        (17, "evening"),
    ],
)
def test_the_greeting_goes_by_the_office_s_clock(hour: int, expected: str) -> None:
    assert bare(greeting(hour, "Amina")) == f"Good {expected}, Amina"


@pytest.mark.parametrize(
    ("mine", "approvals", "expected"),
    [
        (Tally(9, 0, 0), 0, "Nothing of yours is due today."),
        (Tally(9, 1, 0), 0, "1 step is due today."),
        (Tally(9, 2, 1), 0, "2 steps are due today, 1 is late."),
        (Tally(9, 0, 3), 0, "3 steps are late."),
        (Tally(9, 1, 2), 2, "1 step is due today, 2 are late, 2 wait for your approval."),
        (Tally(1, 0, 0), 1, "1 waits for your approval."),
        (Tally(9, 1234, 0), 0, "1,234 steps are due today."),
    ],
)
def test_the_summary_counts_in_whole_sentences(mine: Tally, approvals: int, expected: str) -> None:
    assert bare(summary(mine, approvals)) == expected


LINE = Due(
    "step",
    "Do it",
    Case(About.AGENCY, uuid.UUID(int=3), "A-1"),
    None,
    "art. 1",
    "decision:propose",
)


@pytest.mark.parametrize(
    ("days", "waits", "words", "look"),
    [
        (-1, Waits.STEP, "Late", State.BAD),
        (-1, Waits.APPROVAL, "Late", State.BAD),
        (0, Waits.PROPOSER, "Due today", State.WARN),
        (5, Waits.STEP, "Due soon", State.INFO),
        (5, Waits.APPROVAL, "Waits for approval", State.INFO),
        (None, Waits.PROPOSER, "Sent back", State.WARN),
        (50, Waits.STEP, "Due later", State.NEUTRAL),
        (None, Waits.STEP, "To be done", State.NEUTRAL),
    ],
)
def test_a_line_s_state_says_late_before_all(days: int | None, waits: Waits, words: str, look: State) -> None:
    day = None if days is None else TODAY + timedelta(days=days)
    mark = state_of(replace(LINE, day=day, waits=waits), TODAY)
    assert (mark.words, mark.state) == (words, look)


def test_a_line_says_for_whom_it_waits_and_what_was_said() -> None:
    assert waits_for_whom(LINE, {}) == "licensing officer"
    officer = LINE.case.id
    in_hand = replace(LINE, officer_id=officer, day=TODAY, certain=False, note="Dawit sent it back: why?")
    assert waits_for_whom(in_hand, {officer.hex: "Lemma"}) == "Lemma"
    words = bare(explained(in_hand, {officer.hex: "Lemma"}))
    assert "the earliest day" in words
    assert words.endswith("for: Lemma · Dawit sent it back: why?")


def test_every_view_has_its_words_and_a_day_of_another_year_shows_it() -> None:
    assert set(VIEWS) == set(VIEW_TIPS) == set(NOTHING) == set(View)
    assert State.OK not in LICENCE_STATES.values()
    day = next(column for column in work_columns(dict, lambda: TODAY) if column.code == "day")
    assert day.kind is Kind.TEXT
    assert day.value(replace(LINE, day=date(2018, 12, 31))) == "31 Dec 2018"
    assert day.value(LINE) == ""


def test_a_guarantee_that_is_verified_leaves_the_list(sit_down, at_home):
    context = sit_down("finance")
    home = at_home(context)
    line = home.choose("Ask the issuer and record the answer").work.current
    before = home.steps().count(bare(line.step))
    with context.opened.reading() as session:
        paper = session.connection().exec_driver_sql("SELECT id FROM attachment LIMIT 1").scalar_one()
    answer = guarantees.Verification(
        Answered.CONFIRMED, context.today, "Selam Haile", "registered post", uuid.UUID(bytes=bytes(paper))
    )
    context.do("test", lambda session, actor: guarantees.verify(session, actor, line.case.id, answer))
    assert home.steps().count(bare(line.step)) == before - 1
