"""Golden cases of Ethiopia's terms, written from the words of the Proclamation; and what always holds for any term.

The Proclamation does not say how a term is counted. The cases marked "house" use the demo office's rule: the day of the
event does not count, months are Gregorian, a missing day is the month's last, a last day off moves to the next working
day. The others show what the law alone gives.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.check_results import Verdict
from registry_app.core.dates import WorkCalendar
from registry_app.core.texts import bare
from registry_app.rulebook import codes
from registry_app.rulebook.event_words import EVENTS, event_words
from registry_app.rulebook.terms import CannotTell, LastDay, NotRunning, has_lapsed, in_time, last_day, last_day_from
from registry_app.rulebook.values import UNKNOWN, Item, LadderStep, LateStep, MonthEnd, OnHoliday, Reckoning, Term, Unit
from tests.support.rulebook import ethiopia, law_alone

# Good Friday, Labour Day, the day of the Derg's fall, Eid, of 2019
CALENDAR = WorkCalendar(
    holidays=frozenset({date(2019, 4, 26), date(2019, 5, 1), date(2019, 5, 28), date(2019, 6, 4)}),
    known_through=date(2021, 12, 31),
)
TODAY = date(2019, 3, 4)
HOUSE = ethiopia()
LAW = law_alone()


def house(key: str) -> Term:
    found = HOUSE.term(key, TODAY)
    assert isinstance(found, Term)
    return found


def law(key: str) -> Term:
    found = LAW.term(key, TODAY)
    assert isinstance(found, Term)
    return found


@pytest.mark.parametrize(
    ("key", "event", "ends"),
    [
        # art. 45(2): "to present his statement of defense within ten working days"; served on a Friday
        ("complaint.defence", date(2019, 3, 8), date(2019, 3, 22)),
        # the same over Good Friday and Labour Day
        ("complaint.defence", date(2019, 4, 18), date(2019, 5, 6)),
        # art. 67(1): "upon receipt of a complaint, notify within three working days"; received before Labour Day
        ("complaint.serve", date(2019, 4, 30), date(2019, 5, 6)),
        # art. 25: "within five working days, issue the license"; satisfied on the Thursday before Good Friday
        ("decision.grant_new", date(2019, 4, 25), date(2019, 5, 6)),
        # art. 33(3): "issue the renewed license within three working days"; over 28 May
        ("decision.grant_renewal", date(2019, 5, 24), date(2019, 5, 30)),
        # art. 60(4): "replenish the fund within 10 working days"; over 28 May and Eid
        ("guarantee.replenish", date(2019, 5, 20), date(2019, 6, 5)),
        # art. 29: "notify same … within 10 working days"
        ("change.notice_management", date(2019, 3, 4), date(2019, 3, 18)),
        # art. 30: "within seven working days"
        ("change.publish_management", date(2019, 3, 4), date(2019, 3, 13)),
        # art. 26: "shall remain valid for one year"; the day of issue is the first day
        ("licence.term_initial", date(2019, 3, 15), date(2020, 3, 14)),
        ("licence.term_initial", date(2020, 2, 29), date(2021, 2, 28)),
        # art. 33(2): "one month prior to the expiry"
        ("renewal.latest", date(2020, 3, 14), date(2020, 2, 14)),
        # art. 38(1): "within one month after the approval"; there is no 31 February
        ("deployment.within", date(2019, 1, 31), date(2019, 2, 28)),
        # art. 69(1)(b): "within 15 days"; the fifteenth is a Saturday, the office works again on Monday
        ("deployment.repatriation", date(2019, 3, 8), date(2019, 3, 25)),
        # art. 78(2): "within three months from the effective date"
        ("transition.former_licensees", date(2016, 2, 19), date(2016, 5, 19)),
    ],
)
def test_house_the_last_day_is_what_the_provision_says(key, event, ends):
    assert last_day(house(key), event, CALENDAR) == LastDay(ends)


@pytest.mark.parametrize(("at", "percent", "ends"), [(0, 20, 14), (1, 40, 14), (2, 60, 15)])
def test_house_the_late_fee_rises_with_each_month_after_the_expiry(at, percent, ends):
    # art. 33(5): 20 % for the first, 40 % for the second, 60 % for the third month; 14 June 2020 is a Sunday
    steps = HOUSE.answer("renewal.late", TODAY).listed(LateStep)
    assert steps is not UNKNOWN
    assert steps[at].percent == percent
    assert last_day(steps[at].up_to, date(2020, 3, 14), CALENDAR) == LastDay(date(2020, 4 + at, ends))


def test_house_the_guarantee_is_held_six_months_after_the_last_contract():
    # art. 60(5): "after six months from the termination of the employment contracts of all workers"
    conditions = HOUSE.answer("guarantee.release", TODAY).listed(Item)
    assert conditions is not UNKNOWN
    (condition,) = [each for each in conditions if each.term]
    assert last_day(condition.term, date(2018, 8, 31), CALENDAR) == LastDay(date(2019, 2, 28))


def test_house_suspensions_last_three_six_and_twelve_months():
    # art. 47(1)(a)-(c)
    steps = HOUSE.answer("sanction.ladder", TODAY).listed(LadderStep)
    assert steps is not UNKNOWN
    ends = [last_day(step.length, date(2019, 4, 1), CALENDAR) for step in steps if step.length]
    assert ends == [LastDay(date(2019, 7, 1)), LastDay(date(2019, 10, 1)), LastDay(date(2020, 4, 1))]


def test_the_law_alone_leaves_two_last_days_for_a_defence():
    # art. 45(2): whether the day of service counts is not said
    found = last_day(law("complaint.defence"), date(2019, 3, 8), CALENDAR)
    assert isinstance(found, CannotTell)
    assert (found.earliest, found.latest) == (date(2019, 3, 21), date(2019, 3, 22))
    assert "whether the day of the event counts" in bare(found.reason)
    assert "holiday" not in bare(found.reason)


def test_the_law_alone_suffices_when_the_summons_was_served_on_a_saturday():
    # a Saturday is no working day, so it counts in no reading
    assert last_day(law("complaint.defence"), date(2019, 3, 9), CALENDAR) == LastDay(date(2019, 3, 22))


def test_a_defence_does_not_run_without_proof_of_service():
    # art. 45(3): "the complaint he received through summon"
    found = last_day_from(house("complaint.defence"), {"summons_issued": date(2019, 3, 5)}, CALENDAR)
    assert isinstance(found, NotRunning)
    assert has_lapsed(found, date(2020, 1, 1)).verdict is Verdict.NOT_MET
    assert in_time(found, house("complaint.defence"), date(2020, 1, 1)).verdict is Verdict.MET


def test_the_month_for_a_decision_has_no_stated_start():
    # art. 45(5): "within one month, render its decision on the complaint submitted to it"
    term = replace(law("complaint.decision"), **_house_parts())
    events = {"complaint_received": date(2019, 3, 4), "defence_due": date(2019, 3, 22)}
    found = last_day_from(term, events, CALENDAR)
    assert isinstance(found, CannotTell)
    assert (found.earliest, found.latest) == (date(2019, 4, 4), date(2019, 4, 22))
    assert has_lapsed(found, date(2019, 4, 4)).verdict is Verdict.NOT_MET
    assert has_lapsed(found, date(2019, 4, 10)).verdict is Verdict.CANNOT_TELL
    assert has_lapsed(found, date(2019, 4, 23)).verdict is Verdict.MET


def test_limitation_runs_from_the_act_or_from_knowing_it_and_the_law_does_not_say_which():
    # art. 73: "three years from the date of commission of the wrong or from the time the commission of the wrong was known"
    term = house("complaint.limitation")
    found = last_day_from(term, {"act": date(2016, 6, 10), "act_known": date(2018, 2, 1)}, CALENDAR)
    assert in_time(found, term, date(2019, 3, 4)).verdict is Verdict.MET
    assert in_time(found, term, date(2020, 7, 1)).verdict is Verdict.CANNOT_TELL
    assert in_time(found, term, date(2021, 2, 2)).verdict is Verdict.NOT_MET


def test_limitation_is_never_over_while_nobody_knows_when_the_wrong_was_known():
    found = last_day_from(house("complaint.limitation"), {"act": date(2016, 6, 10)}, CALENDAR)
    assert isinstance(found, CannotTell)
    assert (found.earliest, found.latest) == (date(2019, 6, 10), None)
    assert has_lapsed(found, date(2021, 12, 31)).verdict is Verdict.CANNOT_TELL


def test_fifteen_days_for_the_court_from_the_decision_or_its_service():
    # art. 59(1); 20 April 2019 is a Saturday
    term = replace(law("complaint.appeal"), **_house_parts())
    found = last_day_from(term, {"decision_given": date(2019, 4, 1), "decision_served": date(2019, 4, 5)}, CALENDAR)
    assert isinstance(found, CannotTell)
    assert (found.earliest, found.latest) == (date(2019, 4, 16), date(2019, 4, 22))


def test_a_revoked_licence_goes_back_within_five_working_days_of_an_unstated_event():
    # art. 48(2)
    term = house("sanction.licence_return")
    both = {"revocation_decided": date(2019, 3, 11), "revocation_served": date(2019, 3, 13)}
    found = last_day_from(term, both, CALENDAR)
    assert isinstance(found, CannotTell)
    assert (found.earliest, found.latest) == (date(2019, 3, 18), date(2019, 3, 20))
    same = {"revocation_decided": date(2019, 3, 9), "revocation_served": date(2019, 3, 10)}
    assert last_day_from(term, same, CALENDAR) == LastDay(date(2019, 3, 15))


def test_one_day_given_for_an_unstated_event_never_becomes_a_last_day():
    found = last_day(house("sanction.licence_return"), date(2019, 3, 11), CALENDAR)
    assert isinstance(found, CannotTell)
    assert (found.earliest, found.latest) == (date(2019, 3, 18), None)


def test_a_named_event_with_its_proven_day_starts_the_term():
    events = {"summons_issued": date(2019, 3, 5), "summons_served": date(2019, 3, 8)}
    assert last_day_from(house("complaint.defence"), events, CALENDAR) == LastDay(date(2019, 3, 22))


def test_a_term_of_which_no_possible_event_is_proven_is_not_running():
    found = last_day_from(house("sanction.licence_return"), {}, CALENDAR)
    assert isinstance(found, NotRunning)
    assert "the decision to revoke, the revocation being served" in bare(found.reason)
    bare_term = replace(house("sanction.licence_return"), may_start=())
    found = last_day_from(bare_term, {"revocation_decided": date(2019, 3, 11)}, CALENDAR)
    assert isinstance(found, NotRunning)
    assert found.reason == "The law does not say from which event the term runs."


def test_a_term_that_yields_to_the_working_day_before_has_only_its_event_for_a_bound():
    term = replace(house("deployment.repatriation"), last_day_on_holiday=OnHoliday.PREVIOUS_WORKING_DAY)
    found = last_day(term, date(2021, 12, 30), CALENDAR)
    assert isinstance(found, CannotTell)
    assert (found.earliest, found.latest) == (date(2021, 12, 30), None)


def test_the_hour_decides_on_the_last_day_only():
    term = house("complaint.defence")
    ends = LastDay(date(2019, 3, 22))
    assert in_time(ends, term, date(2019, 3, 21)).verdict is Verdict.MET
    assert in_time(ends, term, date(2019, 3, 22), 16).verdict is Verdict.MET
    assert in_time(ends, term, date(2019, 3, 22), 17).verdict is Verdict.NOT_MET
    assert in_time(ends, term, date(2019, 3, 22)).verdict is Verdict.CANNOT_TELL
    assert in_time(ends, replace(term, cut_off_hour=24), date(2019, 3, 22)).verdict is Verdict.MET
    assert in_time(ends, replace(term, cut_off_hour=UNKNOWN), date(2019, 3, 22), 9).verdict is Verdict.CANNOT_TELL
    assert in_time(ends, term, date(2019, 3, 25)).verdict is Verdict.NOT_MET
    assert has_lapsed(ends, date(2019, 3, 22)).verdict is Verdict.NOT_MET
    assert has_lapsed(ends, date(2019, 3, 23)).verdict is Verdict.MET


def test_a_term_past_the_known_holidays_cannot_be_told_and_says_why():
    found = last_day(house("complaint.defence"), date(2021, 12, 30), CALENDAR)
    assert isinstance(found, CannotTell)
    assert (found.earliest, found.latest) == (date(2022, 1, 13), None)
    assert "holidays after" in bare(found.reason)
    found = last_day(house("renewal.latest"), date(2022, 6, 30), CALENDAR)
    assert isinstance(found, CannotTell)
    assert (found.earliest, found.latest) == (None, None)
    assert in_time(found, house("renewal.latest"), date(2022, 1, 1)).verdict is Verdict.CANNOT_TELL


def test_months_are_counted_in_the_ethiopian_calendar_where_that_was_set():
    term = replace(house("deployment.within"), calendar=Reckoning.ETHIOPIAN)
    # 15 Nehase 2011 and, Pagume belonging to no month, 15 Meskerem 2012
    assert last_day(term, date(2019, 8, 21), CALENDAR) == LastDay(date(2019, 9, 26))
    found = last_day(replace(term, calendar=UNKNOWN), date(2019, 8, 21), CALENDAR)
    assert isinstance(found, CannotTell)
    assert (found.earliest, found.latest) == (date(2019, 9, 23), date(2019, 9, 26))
    assert "in which calendar" in bare(found.reason)


def test_months_that_start_in_pagume_cannot_be_told_and_years_can():
    term = replace(house("deployment.within"), calendar=Reckoning.ETHIOPIAN)
    assert isinstance(last_day(term, date(2019, 9, 8), CALENDAR), CannotTell)
    year = replace(term, unit=Unit.YEAR, last_day_on_holiday=OnHoliday.STAYS)
    # 6 Pagume exists in leap years only
    assert last_day(year, date(2019, 9, 11), CALENDAR) == LastDay(date(2020, 9, 10))


@pytest.mark.parametrize(
    ("month_end", "start", "ends"),
    [
        (MonthEnd.CLIP, date(2019, 1, 31), date(2019, 2, 28)),
        (MonthEnd.OVERFLOW, date(2019, 1, 31), date(2019, 3, 1)),
        (MonthEnd.STICKY, date(2019, 1, 31), date(2019, 2, 28)),
        (MonthEnd.CLIP, date(2019, 2, 28), date(2019, 3, 28)),
        (MonthEnd.STICKY, date(2019, 2, 28), date(2019, 3, 31)),
    ],
)
def test_the_month_end_rule_decides_where_a_month_ends(month_end, start, ends):
    assert last_day(_term(1, Unit.MONTH, month_end=month_end), start, CALENDAR) == LastDay(ends)


def _house_parts() -> dict[str, object]:
    whole = house("complaint.serve")
    return {
        part: getattr(whole, part) for part in ("calendar", "counts_day_of_event", "month_end", "last_day_on_holiday")
    }


def _term(n: int, unit: Unit, **parts: object) -> Term:
    known: dict[str, object] = {
        "calendar": Reckoning.GREGORIAN,
        "counts_day_of_event": False,
        "month_end": MonthEnd.CLIP,
        "last_day_on_holiday": OnHoliday.STAYS,
    }
    return Term(n, unit, "act", **{**known, **parts})  # type: ignore[arg-type]


DAYS = st.dates(date(2016, 1, 1), date(2020, 12, 31))
PARTS = {
    "calendar": st.sampled_from([UNKNOWN, *Reckoning]),
    "counts_day_of_event": st.sampled_from([UNKNOWN, True, False]),
    "month_end": st.sampled_from([UNKNOWN, *MonthEnd]),
    "last_day_on_holiday": st.sampled_from([UNKNOWN, *OnHoliday]),
}
TERMS = st.builds(
    Term, n=st.integers(1, 40), unit=st.sampled_from(list(Unit)), starts=st.just("act"), before=st.booleans(), **PARTS
)
OPEN_END = WorkCalendar(holidays=CALENDAR.holidays)


@given(TERMS, DAYS)
def test_settling_an_open_part_never_leaves_the_days_that_were_possible(term, start):
    before = last_day(term, start, OPEN_END)
    for part, meanings in (
        ("calendar", Reckoning),
        ("counts_day_of_event", (True, False)),
        ("month_end", MonthEnd),
        ("last_day_on_holiday", OnHoliday),
    ):
        if getattr(term, part) is not UNKNOWN:
            continue
        for meaning in meanings:
            after = last_day(replace(term, **{part: meaning}), start, OPEN_END)
            if isinstance(before, LastDay):
                assert after == before
            elif isinstance(after, LastDay) and before.earliest and before.latest:
                assert before.earliest <= after.day <= before.latest


@given(TERMS, DAYS)
def test_a_term_whose_parts_are_all_known_has_one_last_day_unless_it_starts_in_pagume(term, start):
    known = replace(
        term,
        calendar=Reckoning.GREGORIAN if term.calendar is UNKNOWN else term.calendar,
        counts_day_of_event=False if term.counts_day_of_event is UNKNOWN else term.counts_day_of_event,
        month_end=MonthEnd.CLIP if term.month_end is UNKNOWN else term.month_end,
        last_day_on_holiday=OnHoliday.STAYS if term.last_day_on_holiday is UNKNOWN else term.last_day_on_holiday,
    )
    found = last_day(known, start, OPEN_END)
    if isinstance(found, CannotTell):
        assert "Pagume" in found.reason
    elif not known.before and known.last_day_on_holiday is not OnHoliday.PREVIOUS_WORKING_DAY:
        assert found.day >= start


@given(st.integers(1, 60), DAYS, st.booleans())
def test_working_days_count_exactly_the_days_on_which_the_office_works(n, start, counts):
    found = last_day(_term(n, Unit.WORKING_DAY, counts_day_of_event=counts), start, OPEN_END)
    assert isinstance(found, LastDay)
    assert OPEN_END.is_working_day(found.day)
    first = start if counts else start + timedelta(days=1)
    days = (found.day - first).days + 1
    assert sum(OPEN_END.is_working_day(first + timedelta(days=at)) for at in range(days)) == n


@given(TERMS, DAYS, st.integers(0, 400))
def test_nothing_is_both_in_time_and_lapsed(term, start, later):
    outcome = last_day(term, start, OPEN_END)
    on = start + timedelta(days=later)
    lapsed = has_lapsed(outcome, on).verdict is Verdict.MET
    assert not (lapsed and in_time(outcome, term, on).verdict is Verdict.MET)


def test_every_event_a_term_can_run_from_has_words():
    assert set(EVENTS) == set(codes.EVENTS)
    assert event_words("summons_served") == "the summons being served"
    assert event_words("something_newer") == "something newer"
