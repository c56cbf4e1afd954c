"""Interim measures as plain values: which stand on a day, as it was known, and what one person may do alone."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.dates import DAY, WorkCalendar
from registry_app.core.errors import BadInput, NotPermitted, RuleBroken
from registry_app.measures.bodies import check_body
from registry_app.measures.rules import (
    EndFact,
    EndKind,
    MeasureFact,
    MeasureKind,
    check_declining,
    check_end,
    check_period,
    provisional_last_day,
    standing,
)
from registry_app.offices.models import OfficeKind
from registry_app.rulebook.values import Force
from tests.support.rulebook import ethiopia

MONDAY = date(2019, 3, 4)
EVER = date.max
OFFICE = WorkCalendar()
SILENT = ethiopia().answer("sanction.emergency_most", MONDAY)
TEN_DAYS = ethiopia(sanction__emergency_most={"n": 10, "unit": "day", "from": "measure_taken"}).answer(
    "sanction.emergency_most", MONDAY
)
BLOCK = MeasureFact(
    uuid.UUID(int=1), uuid.UUID(int=2), MeasureKind.BLOCK_PROCESSING, MONDAY, None, "art. 46(1)", MONDAY
)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


numbers = st.integers(0, 100)


@st.composite
def measures(draw: st.DrawFn) -> MeasureFact:
    start = draw(numbers)
    last = draw(st.none() | st.integers(start, start + 60))
    ends = []
    for _each in range(draw(st.integers(0, 2))):
        kind = draw(st.sampled_from(list(EndKind)))
        lifted = day(draw(st.integers(start, start + 60))) if kind is EndKind.LIFTED else None
        ends.append(EndFact(kind, lifted, day(draw(numbers))))
    return MeasureFact(
        uuid.UUID(int=draw(st.integers(1, 1 << 60))),
        uuid.UUID(int=2),
        draw(st.sampled_from(list(MeasureKind))),
        day(start),
        None if last is None else day(last),
        "art. 46",
        day(draw(numbers)),
        draw(st.booleans()),
        ends=tuple(ends),
    )


@given(st.lists(measures(), max_size=5), numbers, numbers)
def test_what_was_known_on_a_day_never_changes_by_what_is_decided_later(facts, on, known):
    then = [
        replace(fact, ends=tuple(end for end in fact.ends if end.known_on <= day(known)))
        for fact in facts
        if fact.known_on <= day(known)
    ]
    assert [each.id for each in standing(facts, day(on), day(known))] == [
        each.id for each in standing(then, day(on), EVER)
    ]


@given(measures(), numbers)
def test_an_end_only_ever_shortens(fact, on):
    if fact.stands(day(on), EVER):
        assert replace(fact, ends=()).stands(day(on), EVER)


@given(st.lists(measures(), max_size=5), numbers)
def test_full_measures_come_before_provisional_ones(facts, on):
    found = [measure.provisional for measure in standing(facts, day(on), EVER)]
    assert found == sorted(found)


def test_a_measure_stands_through_its_last_day():
    fact = replace(BLOCK, ends_on=day(5))
    assert fact.stands(day(5), EVER)
    assert not fact.stands(day(6), EVER)
    assert not fact.stands(MONDAY - DAY, EVER)


def test_one_that_is_set_aside_was_never_imposed_but_the_past_knowledge_stays():
    fact = replace(BLOCK, ends=(EndFact(EndKind.SET_ASIDE, None, day(10)),))
    assert fact.stands(day(5), day(9))
    assert not fact.stands(day(5), day(10))


def test_a_measure_limited_to_licences_reaches_no_other():
    one, other = uuid.UUID(int=7), uuid.UUID(int=8)
    assert BLOCK.concerns(one)
    limited = replace(BLOCK, licences=frozenset({one}))
    assert limited.concerns(one)
    assert not limited.concerns(other)


def test_where_no_term_is_set_nobody_acts_alone():
    with pytest.raises(RuleBroken, match="not set by the regulator"):
        provisional_last_day(SILENT, MONDAY, OFFICE)


def test_what_one_person_ordered_ends_by_itself_on_the_term_s_last_day():
    assert provisional_last_day(TEN_DAYS, MONDAY, OFFICE) == day(10)


def test_where_the_term_can_be_read_in_two_ways_the_shorter_counts():
    unsure = ethiopia(
        sanction__emergency_most={"n": 10, "unit": "day", "from": "measure_taken"}, counting__day_of_event=None
    ).answer("sanction.emergency_most", MONDAY)
    assert provisional_last_day(unsure, MONDAY, OFFICE) == day(9)


def test_a_term_that_ends_before_it_starts_gives_nobody_a_power():
    backwards = ethiopia(
        sanction__emergency_most={"n": 10, "unit": "day", "from": "measure_taken", "before": True}
    ).answer("sanction.emergency_most", MONDAY)
    with pytest.raises(RuleBroken, match="cannot be told"):
        provisional_last_day(backwards, MONDAY, OFFICE)


def test_a_measure_without_a_last_day_says_what_ends_it():
    with pytest.raises(BadInput, match="what ends it"):
        check_period(MeasureKind.SEAL, MONDAY, None, because="", most=SILENT, calendar=OFFICE)
    check_period(MeasureKind.SEAL, MONDAY, None, because="until the inspection", most=SILENT, calendar=OFFICE)
    with pytest.raises(BadInput, match="before it starts"):
        check_period(MeasureKind.SEAL, MONDAY, MONDAY - DAY, because="", most=SILENT, calendar=OFFICE)


def test_an_interim_suspension_lasts_no_longer_than_the_law_allows():
    most = ethiopia(complaint__interim_most={"n": 30, "unit": "day", "from": "measure_taken"}).answer(
        "complaint.interim_most", MONDAY
    )
    check_period(MeasureKind.INTERIM_SUSPENSION, MONDAY, day(30), because="", most=most, calendar=OFFICE)
    check_period(MeasureKind.SEAL, MONDAY, day(300), because="", most=most, calendar=OFFICE)
    for end in (day(31), None):
        with pytest.raises(RuleBroken, match="at the longest"):
            check_period(MeasureKind.INTERIM_SUSPENSION, MONDAY, end, because="x", most=most, calendar=OFFICE)


def test_only_what_still_runs_is_lifted():
    check_end(BLOCK, day(3), EVER)
    with pytest.raises(RuleBroken, match="anyway"):
        check_end(replace(BLOCK, ends_on=day(3)), day(3), EVER)
    with pytest.raises(BadInput, match="cannot end before"):
        check_end(BLOCK, MONDAY - DAY, EVER)
    with pytest.raises(RuleBroken, match="set aside"):
        check_end(replace(BLOCK, ends=(EndFact(EndKind.SET_ASIDE, None, MONDAY),)), day(3), EVER)


def test_what_the_law_says_shall_be_done_is_declined_with_a_provision_only():
    check_declining(Force.MAY, "Not needed.", "")
    check_declining(Force.SHALL, "Settled.", "art. 67(2)")
    with pytest.raises(RuleBroken, match="shall be done"):
        check_declining(Force.SHALL, "Not needed.", "")
    with pytest.raises(BadInput, match="without a reason"):
        check_declining(Force.MAY, "", "art. 1")


def test_an_office_that_the_law_does_not_name_takes_no_step():
    steps = ethiopia().answer("authority.steps", MONDAY)
    check_body("block_approvals", steps, OfficeKind.HEADQUARTERS, "Head office")
    with pytest.raises(NotPermitted, match=r"art\. 46\(1\)"):
        check_body("block_approvals", steps, OfficeKind.REGIONAL, "Adama")
    check_body(None, steps, OfficeKind.REGIONAL, "Adama")
    check_body("a step of no law", steps, OfficeKind.REGIONAL, "Adama")
    check_body(
        "suspend", ethiopia(authority__steps=None).answer("authority.steps", MONDAY), OfficeKind.REGIONAL, "Adama"
    )
