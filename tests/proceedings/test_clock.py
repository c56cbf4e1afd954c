"""The regulator's clock: it runs only while he has the file, and says so when the law leaves it open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.dates import DAY, WorkCalendar
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.proceedings.rules import (
    ClockEventFact,
    ClockEventKind,
    ClockFacts,
    ClockState,
    Pause,
    TermState,
    check_pause,
    clock_of,
    compute,
    last_day_with_pauses,
    outcome_of,
    read_clock,
    term_read,
    term_written,
)
from registry_app.rulebook.terms import CannotTell, LastDay, last_day
from registry_app.rulebook.values import UNKNOWN, MonthEnd, OnHoliday, Reckoning, Term, Unit

MONDAY = date(2019, 3, 4)
OFFICE = WorkCalendar(frozenset({5, 6}), frozenset({date(2019, 5, 1)}))
FIVE = Term(
    5, Unit.WORKING_DAY, "lodged", counts_day_of_event=False, last_day_on_holiday=OnHoliday.STAYS,
    calendar=Reckoning.GREGORIAN, month_end=MonthEnd.CLIP,
)  # fmt: skip
THIRTY = replace(FIVE, n=30, unit=Unit.DAY)

units = st.sampled_from(list(Unit))
maybe = st.sampled_from([True, False, UNKNOWN])


@st.composite
def terms(draw: st.DrawFn) -> Term:
    return Term(
        draw(st.integers(1, 40)),
        draw(units),
        "lodged",
        counts_day_of_event=draw(maybe),
        last_day_on_holiday=draw(st.sampled_from([*OnHoliday, UNKNOWN])),
        calendar=draw(st.sampled_from([*Reckoning, UNKNOWN])),
        month_end=draw(st.sampled_from([*MonthEnd, UNKNOWN])),
        cut_off_hour=draw(st.sampled_from([17, 24, UNKNOWN])),
    )


@st.composite
def pauses(draw: st.DrawFn) -> list[Pause]:
    found, at = [], MONDAY
    for _each in range(draw(st.integers(0, 3))):
        left = at + timedelta(days=draw(st.integers(0, 20)))
        at = left + timedelta(days=draw(st.integers(0, 20)))
        found.append(Pause(left, at, "art. 24"))
        at += DAY
    return found


def earliest(outcome: LastDay | CannotTell) -> date | None:
    return outcome.day if isinstance(outcome, LastDay) else outcome.earliest


def latest(outcome: LastDay | CannotTell) -> date | None:
    return outcome.day if isinstance(outcome, LastDay) else outcome.latest


@given(terms())
def test_without_a_pause_the_clock_is_the_term(term):
    plain = last_day(term, MONDAY, OFFICE)
    paused = last_day_with_pauses(term, MONDAY, [], OFFICE)
    assert (earliest(paused), latest(paused)) == (earliest(plain), latest(plain))


@given(terms(), pauses())
def test_a_pause_never_brings_the_last_day_forward(term, stretches):
    plain = last_day_with_pauses(term, MONDAY, [], OFFICE)
    paused = last_day_with_pauses(term, MONDAY, stretches, OFFICE)
    for before, after in ((earliest(plain), earliest(paused)), (latest(plain), latest(paused))):
        assert before is None or after is None or after >= before


@given(st.integers(1, 25), pauses(), st.booleans())
def test_the_regulator_has_the_file_on_as_many_working_days_as_the_law_gives_him(n, stretches, counts):
    term = replace(FIVE, n=n, counts_day_of_event=counts)
    outcome = last_day_with_pauses(term, MONDAY, stretches, OFFICE)
    assert isinstance(outcome, LastDay)
    shift = 0 if counts else 1
    away = {
        pause.stopped_on + timedelta(days=shift + k)
        for pause in stretches
        for k in range((pause.resumed_on - pause.stopped_on).days)  # type: ignore[operator]
    }
    first = MONDAY if counts else MONDAY + DAY
    days = [first + timedelta(days=k) for k in range((outcome.day - first).days + 1)]
    assert sum(OFFICE.is_working_day(day) and day not in away for day in days) == n


@given(st.integers(1, 60), pauses())
def test_a_term_of_days_ends_later_by_the_days_without_the_file(n, stretches):
    term = replace(THIRTY, n=n)
    outcome = last_day_with_pauses(term, MONDAY, stretches, OFFICE)
    assert isinstance(outcome, LastDay)
    away = sum((pause.resumed_on - pause.stopped_on).days for pause in stretches if pause.stopped_on < outcome.day)  # type: ignore[operator]
    assert (outcome.day - MONDAY).days == n + away


def test_where_it_is_not_said_whether_the_day_of_an_event_counts_both_ways_bound_the_day():
    open_term = replace(FIVE, counts_day_of_event=UNKNOWN)
    stretch = [Pause(date(2019, 3, 6), date(2019, 3, 13), "art. 24")]
    outcome = last_day_with_pauses(open_term, MONDAY, stretch, OFFICE)
    assert isinstance(outcome, CannotTell)
    assert (outcome.earliest, outcome.latest) == (date(2019, 3, 15), date(2019, 3, 18))


def test_a_clock_whose_start_the_law_does_not_name_has_no_latest_day():
    outcome = last_day_with_pauses(replace(FIVE, starts=UNKNOWN, may_start=("lodged",)), MONDAY, [], OFFICE)
    assert isinstance(outcome, CannotTell)
    assert outcome.latest is None
    assert "from which event" in outcome.reason


def facts(*events: tuple[ClockEventKind, date]) -> ClockFacts:
    return clock_of(FIVE, [ClockEventFact(kind, on, "art. 24(5)") for kind, on in events])


STARTED, STOPPED, RESUMED, ENDED, RESET = (
    ClockEventKind.STARTED, ClockEventKind.STOPPED, ClockEventKind.RESUMED, ClockEventKind.ENDED, ClockEventKind.RESET,
)  # fmt: skip


def test_the_reading_of_a_clock_over_its_life():
    not_yet = read_clock(facts(), MONDAY, OFFICE)
    assert not_yet.state is ClockState.NOT_STARTED
    running = facts((STARTED, MONDAY))
    assert read_clock(running, MONDAY - DAY, OFFICE).state is ClockState.NOT_STARTED
    assert read_clock(running, date(2019, 3, 11), OFFICE).state is ClockState.RUNNING
    assert read_clock(running, date(2019, 3, 12), OFFICE).state is ClockState.MISSED
    out = facts((STARTED, MONDAY), (STOPPED, date(2019, 3, 6)))
    paused = read_clock(out, date(2019, 4, 30), OFFICE)
    assert (paused.state, paused.outcome, paused.ground) == (ClockState.PAUSED, None, "art. 24(5)")
    back = facts((STARTED, MONDAY), (STOPPED, date(2019, 3, 6)), (RESUMED, date(2019, 3, 13)))
    reading = read_clock(back, date(2019, 3, 14), OFFICE)
    assert reading.outcome == LastDay(date(2019, 3, 18))
    in_time = facts((STARTED, MONDAY), (ENDED, date(2019, 3, 7)))
    assert read_clock(in_time, date(2019, 5, 1), OFFICE).state is ClockState.ENDED
    late = facts((STARTED, MONDAY), (ENDED, date(2019, 3, 20)))
    assert read_clock(late, date(2019, 5, 1), OFFICE).state is ClockState.MISSED
    wrong = facts((STARTED, MONDAY), (RESET, date(2019, 3, 5)))
    assert read_clock(wrong, date(2019, 3, 6), OFFICE).state is ClockState.NOT_STARTED


def test_a_clock_that_can_be_read_in_two_ways_is_perhaps_missed():
    clock = ClockFacts(replace(FIVE, counts_day_of_event=UNKNOWN), MONDAY)
    assert read_clock(clock, date(2019, 3, 8), OFFICE).state is ClockState.RUNNING
    assert read_clock(clock, date(2019, 3, 11), OFFICE).state is ClockState.PERHAPS_MISSED
    assert read_clock(clock, date(2019, 3, 12), OFFICE).state is ClockState.MISSED


def test_a_clock_is_stopped_on_a_legal_ground_once_and_in_order():
    check_pause([], MONDAY, "art. 24", MONDAY)
    with pytest.raises(BadInput, match="legal ground"):
        check_pause([], MONDAY, "", MONDAY)
    with pytest.raises(RuleBroken, match="still already"):
        check_pause([Pause(MONDAY, None, "art. 24")], MONDAY + DAY, "art. 24", MONDAY)
    with pytest.raises(BadInput, match="away until"):
        check_pause([Pause(MONDAY, MONDAY + 5 * DAY, "art. 24")], MONDAY + DAY, "art. 24", MONDAY)
    with pytest.raises(BadInput, match="cannot be stopped before"):
        check_pause([], MONDAY - DAY, "art. 24", MONDAY)
    with pytest.raises(BadInput, match="before it left"):
        Pause(MONDAY, MONDAY - DAY, "art. 24")


@given(terms())
def test_a_stored_term_is_the_law_it_was_counted_by(term):
    assert term_read(term_written(term)) == term


@given(terms(), st.sampled_from([(), ("lodged",), ("lodged", "notice_served")]), st.sampled_from(["lodged", UNKNOWN]))
def test_a_stored_term_gives_the_outcome_it_was_computed_with(term, proven, starts):
    asked = replace(term, starts=starts, may_start=() if starts == "lodged" else ("lodged", "notice_served"))
    events = {event: MONDAY + at * DAY for at, event in enumerate(proven)}
    computed = compute(asked, events, OFFICE)
    outcome = outcome_of(computed)
    if computed.state is TermState.NOT_RUNNING:
        assert computed.start_on is None
        assert computed.because
    elif computed.state is TermState.RUNNING:
        assert isinstance(outcome, LastDay)
        assert computed.last_on == computed.earliest_on == computed.latest_on
    else:
        assert isinstance(outcome, CannotTell)
        assert computed.last_on is None
        assert computed.because


def test_a_term_that_runs_from_service_is_not_running_without_proof():
    reply = replace(THIRTY, n=10, starts="notice_served")
    assert compute(reply, {"decision_given": MONDAY}, OFFICE).state is TermState.NOT_RUNNING
    computed = compute(reply, {"notice_served": MONDAY}, OFFICE)
    assert (computed.state, computed.start_on, computed.last_on) == (TermState.RUNNING, MONDAY, date(2019, 3, 14))
