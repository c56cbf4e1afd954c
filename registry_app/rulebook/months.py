"""Months and years in the calendars in which laws count them: the day that corresponds to another by its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from registry_app.core.dates import month_end
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.rulebook.values import Reckoning

_MONTHS_IN_YEAR: Final = 12
_PAGUME: Final = 13
# 1 Meskerem 2012 of the Ethiopian calendar is 12 September 2019; 2011 complete years went before it, every fourth of
# 366 days (those whose number leaves 3 when divided by 4).
_EPOCH: Final = date(2019, 9, 12).toordinal() - 365 * 2011 - 2012 // 4


@dataclass(frozen=True)
class Corresponding:
    """Where a term of months points: the day of the same number, `None` where the month is too short for it.

    `month_end` is the last day of that month, `at_month_end` whether the term started on a month's last day.
    """

    day: date | None
    month_end: date
    at_month_end: bool


def corresponding(start: date, months: int, reckoning: Reckoning) -> Corresponding:
    """The day so many months after `start` (before it, when negative).

    In the Ethiopian reckoning twelve months of thirty days make a year and the days of Pagume belong to no month, so
    that one month from 15 Nehase is 15 Meskerem. `BadInput` where a term of months, not of whole years, starts in
    Pagume: no rule says which day corresponds to it.
    """
    if reckoning is Reckoning.GREGORIAN:
        end = month_end(start, months)
        same = end.replace(day=start.day) if start.day <= end.day else None
        return Corresponding(same, end, start == month_end(start))
    year, month, number = to_ethiopian(start)
    if month == _PAGUME:
        if months % _MONTHS_IN_YEAR:
            raise BadInput(
                say(_("The term starts on {day}, in Pagume; no rule says when its months end."), day=start),
                hint=_("Ask the legal department, and record its answer with the decision."),
            )
        target = year + months // _MONTHS_IN_YEAR
        index = _PAGUME - 1
    else:
        target, index = divmod(year * _MONTHS_IN_YEAR + month - 1 + months, _MONTHS_IN_YEAR)
    last = days_in_ethiopian_month(target, index + 1)
    day = from_ethiopian(target, index + 1, number) if number <= last else None
    at_end = number == days_in_ethiopian_month(year, month)
    return Corresponding(day, from_ethiopian(target, index + 1, last), at_end)


def days_in_ethiopian_month(year: int, month: int) -> int:
    """Thirty, and for the thirteenth month (Pagume) five or, in a leap year, six."""
    if month < _PAGUME:
        return 30
    return 6 if year % 4 == 3 else 5


def to_ethiopian(day: date) -> tuple[int, int, int]:
    """Year, month (13 is Pagume) and day of the Ethiopian calendar."""
    since = day.toordinal() - _EPOCH + 365
    cycle, rest = divmod(since, 1461)  # years 4k to 4k + 3 … the last of them is the leap year
    year = cycle * 4 + min(rest // 365, 3)
    within = rest - 365 * (year % 4)
    month, number = divmod(within, 30)
    return year, month + 1, number + 1


def from_ethiopian(year: int, month: int, number: int) -> date:
    """The day of the Gregorian calendar."""
    return date.fromordinal(_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + number - 1)
