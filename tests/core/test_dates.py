"""Days: periods include their ends, months end where the law says, working days are counted or refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.dates import (
    DAY,
    Period,
    WorkCalendar,
    add_months,
    each_day,
    last_day_of_term,
    latest,
    month_end,
)
from registry_app.core.errors import BadInput
from registry_app.rulebook.terms import LastDay, last_day
from registry_app.rulebook.values import MonthEnd, OnHoliday, Reckoning, Term, Unit

days = st.dates(date(1990, 1, 1), date(2080, 12, 31))
calendars = st.builds(
    WorkCalendar,
    st.frozensets(st.integers(0, 6), max_size=3),
    st.frozensets(st.dates(date(2019, 1, 1), date(2019, 12, 31)), max_size=25),
)
days_of_2019 = st.dates(date(2019, 1, 1), date(2019, 12, 31))


@given(days, st.none() | st.integers(0, 900), days)
def test_a_period_holds_its_first_and_its_last_day(first, length, day):
    period = Period(first, None if length is None else first + length * DAY)
    assert (day in period) == (first <= day and (period.last is None or day <= period.last))
    assert first in period
    assert period.last is None or period.last in period
    assert "2019-03-04" not in period


@given(days, st.none() | st.integers(0, 900), days, st.none() | st.integers(0, 900))
def test_periods_overlap_when_they_have_a_day_in_common(first, length, other_first, other_length):
    one = Period(first, None if length is None else first + length * DAY)
    other = Period(other_first, None if other_length is None else other_first + other_length * DAY)
    latest_start = max(first, other_first)
    assert one.overlaps(other) == other.overlaps(one) == (latest_start in one and latest_start in other)


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(BadInput, match="before it starts"):
        Period(date(2019, 3, 4), date(2019, 3, 3))


@given(days, st.integers(-600, 600))
def test_months_are_added_without_leaving_the_month(day, months):
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + DAY).day == 1)
    assert month_end(day, months).replace(day=1) == found.replace(day=1)
    assert (month_end(day, months) + DAY).day == 1


@pytest.mark.parametrize("months", [100_000, -100_000])
def test_a_month_outside_the_calendar_is_refused(months):
    with pytest.raises(BadInput, match="out of the calendar"):
        add_months(date(2019, 3, 4), months)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2019, 3, 1), 12, date(2020, 2, 29)),
        (date(2020, 3, 1), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), 48, date(2024, 2, 28)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2019, 1, 29), 1, date(2019, 2, 28)),
        (date(2019, 1, 15), 1, date(2019, 2, 14)),
        (date(2019, 1, 1), 36, date(2021, 12, 31)),
    ],
)
def test_a_term_of_months_ends_on_the_day_before_or_with_its_last_month(first, months, last):
    assert last_day_of_term(first, months) == last


@given(days, st.integers(1, 240))
def test_the_rule_book_counts_a_term_whose_first_day_counts_in_the_same_way(first, months):
    term = Term(
        n=months,
        unit=Unit.MONTH,
        calendar=Reckoning.GREGORIAN,
        starts="licence",
        counts_day_of_event=True,
        month_end=MonthEnd.CLIP,
        last_day_on_holiday=OnHoliday.STAYS,
        cut_off_hour=24,
    )
    assert last_day(term, first, WorkCalendar()) == LastDay(last_day_of_term(first, months))


@given(days, st.integers(1, 240))
def test_terms_follow_each_other_without_a_gap_longer_than_a_short_month(first, months):
    last = last_day_of_term(first, months)
    assert first <= last < month_end(first, months) + DAY
    assert add_months(first, months) - last <= DAY


@given(calendars, days_of_2019, st.integers(0, 60))
def test_working_days_are_counted_as_one_counts_them_by_hand(calendar, start, count):
    end = calendar.add_working_days(start, count)
    assert calendar.working_days_between(start, end) == count
    assert count == 0 or calendar.is_working_day(end)
    assert sum(calendar.is_working_day(day) for day in each_day(start + DAY, end)) == count


@given(calendars, days_of_2019)
def test_the_next_working_day_has_only_days_off_before_it(calendar, day):
    found = calendar.next_working_day(day)
    assert calendar.is_working_day(found)
    assert not any(calendar.is_working_day(each) for each in each_day(day, found - DAY))


def test_nothing_is_counted_past_the_last_day_whose_holidays_are_known():
    calendar = WorkCalendar(known_through=date(2019, 3, 8))
    assert calendar.add_working_days(date(2019, 3, 4), 4) == date(2019, 3, 8)
    with pytest.raises(BadInput, match="not in the office's calendar yet"):
        calendar.add_working_days(date(2019, 3, 4), 5)


@pytest.mark.parametrize("weekend", [range(7), [7], [-1, 6]])
def test_a_weekend_must_leave_a_day_to_work(weekend):
    with pytest.raises(BadInput, match="leaves no day to work"):
        WorkCalendar(frozenset(weekend))


def test_each_day_is_given_once_and_the_latest_known_one_is_found():
    assert list(each_day(date(2019, 2, 27), date(2019, 3, 2))) == [date(2019, 2, 27) + timedelta(i) for i in range(4)]
    assert list(each_day(date(2019, 3, 2), date(2019, 3, 1))) == []
    assert latest([date(2019, 3, 1), None, date(2019, 3, 4)]) == date(2019, 3, 4)
    assert latest([None]) is None
