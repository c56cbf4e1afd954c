"""Local calendars: every day leads back to itself, and what a table does not hold is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.calendars import Calendar, LocalDay, calendar_of, from_gregorian, month_names, read_day
from registry_app.core.errors import BadInput

DAYS = st.dates(date(1950, 1, 1), date(2043, 12, 31))


@given(DAYS, st.sampled_from(Calendar))
def test_a_day_leads_back_to_itself_in_every_calendar(day, calendar):
    assert read_day(calendar, from_gregorian(calendar, day)) == day


@pytest.mark.parametrize(
    ("calendar", "local", "day"),
    [
        (Calendar.ETHIOPIAN, (2019, 1, 1), date(2026, 9, 11)),
        (Calendar.ETHIOPIAN, (2015, 13, 6), date(2023, 9, 11)),
        (Calendar.HIJRI, (1448, 1, 1), date(2026, 6, 16)),
        (Calendar.BIKRAM_SAMBAT, (2083, 1, 1), date(2026, 4, 14)),
        (Calendar.BUDDHIST, (2569, 11, 23), date(2026, 11, 23)),
        (Calendar.MINGUO, (115, 11, 23), date(2026, 11, 23)),
    ],
)
def test_known_days(calendar, local, day):
    assert read_day(calendar, LocalDay(*local)) == day
    assert from_gregorian(calendar, day) == LocalDay(*local)


@pytest.mark.parametrize(
    ("calendar", "local"),
    [
        (Calendar.ETHIOPIAN, (2014, 13, 6)),
        (Calendar.HIJRI, (1700, 1, 1)),
        (Calendar.HIJRI, (1448, 13, 1)),
        (Calendar.BIKRAM_SAMBAT, (2300, 1, 1)),
        (Calendar.GREGORIAN, (2027, 2, 29)),
    ],
)
def test_a_day_that_the_calendar_does_not_have_is_refused(calendar, local):
    with pytest.raises(BadInput, match="outside its table"):
        read_day(calendar, LocalDay(*local))


@pytest.mark.parametrize(
    ("calendar", "day"),
    [
        (Calendar.HIJRI, date(1900, 1, 1)),
        (Calendar.HIJRI, date(2100, 1, 1)),
        (Calendar.BIKRAM_SAMBAT, date(2060, 1, 1)),
        (Calendar.MINGUO, date(1900, 1, 1)),
        (Calendar.ETHIOPIAN, date(1, 1, 1)),
    ],
)
def test_a_day_past_the_table_is_refused_and_the_gregorian_one_offered(calendar, day):
    with pytest.raises(BadInput, match="Gregorian day alone"):
        from_gregorian(calendar, day)


def test_each_country_writes_in_its_own_calendar_and_others_in_the_gregorian_one():
    assert calendar_of("ET") is Calendar.ETHIOPIAN
    assert calendar_of("FR") is Calendar.GREGORIAN


def test_the_ethiopian_year_has_thirteen_months():
    assert [len(month_names(each)) for each in (Calendar.ETHIOPIAN, Calendar.HIJRI, Calendar.GREGORIAN)] == [13, 12, 0]
