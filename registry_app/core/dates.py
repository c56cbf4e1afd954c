"""Days: periods that include their last day, months with a named end rule, working days of an office."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From a day through a day, both included; no last day means it is open."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        if self.last is not None and self.last < self.first:
            raise BadInput(
                say(_("The period ends on {last}, before it starts on {first}."), last=self.last, first=self.first),
                hint=_("Check the two dates."),
            )

    def __contains__(self, day: object) -> bool:
        """Whether the day lies in the period, its first and last day included."""
        return isinstance(day, date) and self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return (other.last is None or self.first <= other.last) and (self.last is None or other.first <= self.last)


def month_end(day: date, months: int = 0) -> date:
    """The last day of the month so many months after the day's (before it, when negative).

    Raises `BadInput` where the calendar has no such year.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise BadInput(
            say(_("{count} months from {day} lead out of the calendar."), count=months, day=day),
            hint=_("Check the number of months."),
        )
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months later; where that month is shorter, its last day."""
    end = month_end(day, months)
    return end.replace(day=min(day.day, end.day))


def last_day_of_term(first: date, months: int) -> date:
    """The last day of a term of months of which `first` is the first day.

    The day before the one of the same number (12 months from 1 March 2019 end on 29 February 2020); where the last
    month has no day of that number the term ends with that month (12 months from 29 February 2020 end on 28 February
    2021). `rulebook.terms` counts a term whose first day counts in the same way.
    """
    end = month_end(first, months)
    return end if first.day > end.day else end.replace(day=first.day) - DAY


@dataclass(frozen=True)
class WorkCalendar:
    """Which days an office works: its weekend (Monday is 0) and its holidays.

    `known_through` is the last day for which holidays were entered; past it nothing can be counted, and saying so is
    better than a wrong deadline.
    """

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = field(default_factory=frozenset)
    known_through: date | None = None

    def __post_init__(self) -> None:
        """Refuse a weekend that is no set of weekdays, or the whole week: no term would ever end."""
        if not self.weekend < frozenset(range(7)):
            raise BadInput(
                say(_("A weekend of the days {days} leaves no day to work."), days=sorted(self.weekend)),
                hint=_("Name the days off by their numbers: 0 is Monday, 6 is Sunday."),
            )

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on this day."""
        if self.known_through is not None and day > self.known_through:
            raise BadInput(
                say(_("The holidays after {day} are not in the office's calendar yet."), day=self.known_through),
                hint=_("Enter the holidays of that year: registry office holidays."),
            )
        return day.weekday() not in self.weekend and day not in self.holidays

    def add_working_days(self, day: date, count: int) -> date:
        """The day on which `count` working days after `day` end; `day` itself does not count."""
        while count > 0:
            day += DAY
            count -= self.is_working_day(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`."""
        return sum(self.is_working_day(day) for day in each_day(first + DAY, last))

    def next_working_day(self, day: date) -> date:
        """The day itself if the office works on it, else the first one after it."""
        while not self.is_working_day(day):
            day += DAY
        return day


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day from the first through the last."""
    while first <= last:
        yield first
        first += DAY


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of the days that are known."""
    return max((day for day in days if day is not None), default=None)
