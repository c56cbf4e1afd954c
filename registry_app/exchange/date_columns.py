"""What order and calendar a column of dates is in, decided by all of its cells; and then each cell as a day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from registry_app.core.calendars import Calendar, calendar_name, to_gregorian
from registry_app.core.texts import N_, _, bare
from registry_app.exchange.day_shapes import Local, Pair, Serial, Shape, Sure, Unreadable, shape_of
from registry_app.exchange.mapping import ColumnUse, DateOrder
from registry_app.exchange.problems import Finding
from registry_app.exchange.words import is_blank, words

_ORDER_NAMES: Final = {DateOrder.DAY_FIRST: N_("day first"), DateOrder.MONTH_FIRST: N_("month first")}
_FEW: Final = 0.02  # dates that fit the other order only are slips of the pen up to this share
_PAST, _AHEAD, _SHORT_AHEAD = 100, 40, 20  # years around the day of import that a licence's dates lie in
_ETHIOPIC: Final = re.compile(r"[\u1200-\u137f]")
_CLOCK: Final = re.compile(r"T(?!00:00)\d{2}:\d{2}[:\d.]*Z\s*$")
_HEADING_MARKS: Final = re.compile(r"[(\[]\s*([^)\]]+?)\s*[)\]]\s*$|\s(\S+)$")


@dataclass
class DateSurvey:
    """Counts what a column's dates show, while the rows go by."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    dotted: int = 0
    serials: int = 0
    short_years: int = 0
    clocks: int = 0
    plain: int = 0
    days: int = 0
    local: Counter[str] = field(default_factory=Counter)
    first: str = ""
    example: str = ""
    local_example: str = ""

    def add(self, cell: str) -> None:
        """One more cell."""
        if is_blank(cell):
            return
        shape = shape_of(cell)
        self.days += not isinstance(shape, Unreadable)
        self.first = self.first or cell
        if isinstance(shape, Pair):
            self._add_pair(shape, cell)
        elif isinstance(shape, Serial):
            self.serials += 1
        elif isinstance(shape, Local):
            self.local[shape.calendar] += 1
            self.local_example = self.local_example or cell
        elif isinstance(shape, Sure):
            self.plain += 1
            self.short_years += shape.short_year
            self.clocks += _CLOCK.search(cell) is not None

    def _add_pair(self, pair: Pair, cell: str) -> None:
        self.short_years += pair.short_year
        self.plain += 1
        if pair.first > 12:
            self.day_first += 1
        elif pair.second > 12:
            self.month_first += 1
        elif pair.first != pair.second:
            self.either += 1
            self.dotted += pair.dotted
            self.example = self.example or cell

    @property
    def order(self) -> DateOrder:
        """The order that the column's own dates prove; `AUTO` where they prove none or both."""
        sure = self.day_first + self.month_first
        if sure and self.month_first <= _FEW * sure:
            return DateOrder.DAY_FIRST
        if sure and self.day_first <= _FEW * sure:
            return DateOrder.MONTH_FIRST
        return DateOrder.AUTO

    @property
    def is_mixed(self) -> bool:
        """Whether both orders are there in earnest."""
        return bool(self.day_first and self.month_first) and self.order is DateOrder.AUTO


@dataclass(frozen=True)
class DateColumn:
    """The decision for one column: its order (`AUTO`: not decided), its calendar, and the calendar it must be asked for."""

    use: ColumnUse
    order: DateOrder
    calendar: Calendar = Calendar.GREGORIAN
    asked: str = ""
    today: date = date.min

    def read(self, cell: str, row: int) -> date | Finding:
        """The day that the cell says, or what is wrong with it."""
        shape = shape_of(cell)
        if isinstance(shape, Unreadable):
            code = {"month-only": "date-month-only", "range": "date-range"}.get(shape.reason, "date-unreadable")
            return self._finding(code, cell, row)
        if isinstance(shape, Serial):
            return self._likely(shape.day, cell, row)
        if self.calendar is not Calendar.GREGORIAN:
            return self._converted(shape, cell, row)
        if isinstance(shape, Local):
            if shape.calendar == "local" and shape.year > 2099:
                return self._finding("date-unlikely", cell, row)
            return self._finding("date-calendar", cell, row, ("calendar", bare(calendar_name(shape.calendar))))
        if self.asked:
            return self._finding("date-calendar", cell, row, ("calendar", bare(calendar_name(self.asked))))
        if isinstance(shape, Pair):
            return self._ordered(shape, cell, row)
        return self._likely(date(shape.year, shape.month, shape.day), cell, row, short=shape.short_year)

    def _ordered(self, pair: Pair, cell: str, row: int) -> date | Finding:
        day_first = _day(pair.year, pair.second, pair.first)
        month_first = _day(pair.year, pair.first, pair.second)
        wanted = {DateOrder.DAY_FIRST: day_first, DateOrder.MONTH_FIRST: month_first}.get(self.order)
        if day_first is None and month_first is None:
            return self._finding("date-unreadable", cell, row)
        if self.order is DateOrder.AUTO:
            if day_first is not None and month_first is not None and day_first != month_first:
                both = (("one", day_first.isoformat()), ("other", month_first.isoformat()))
                return self._finding("date-ambiguous", cell, row, *both)
            wanted = day_first or month_first
        if wanted is None:
            return self._finding("date-misfit", cell, row, ("order", _(_ORDER_NAMES[self.order])))
        return self._likely(wanted, cell, row, short=pair.short_year)

    def _converted(self, shape: Shape, cell: str, row: int) -> date | Finding:
        """A day of the calendar that the officer chose for the column."""
        if isinstance(shape, Pair) and self.order is DateOrder.AUTO and shape.first != shape.second:
            one, other = f"{shape.first}.{shape.second}.", f"{shape.second}.{shape.first}."
            return self._finding("date-ambiguous", cell, row, ("one", one), ("other", other))
        numbers = _numbers_of(shape, self.order)
        if numbers is None:
            return self._finding("date-unreadable", cell, row)
        found = to_gregorian(self.calendar, *numbers)
        if found is None:
            return self._finding("date-no-such-day", cell, row, ("calendar", bare(calendar_name(self.calendar))))
        return self._likely(found, cell, row)

    def _likely(self, day: date, cell: str, row: int, *, short: bool = False) -> date | Finding:
        """The day if its year can be that of a licence; where the century was not written, nearer to today."""
        ahead = _SHORT_AHEAD if short else _AHEAD
        behind = 40 if short else _PAST
        if self.today.year - behind <= day.year <= self.today.year + ahead:
            return day
        return self._finding("date-unlikely", cell, row)

    def _finding(self, code: str, cell: str, row: int, *data: tuple[str, str]) -> Finding:
        return Finding(code, row, self.use.column, cell, data)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbers_of(shape: Shape, order: DateOrder) -> tuple[int, int, int] | None:
    if isinstance(shape, Sure) and not shape.short_year:
        return shape.year, shape.month, shape.day
    if isinstance(shape, Local) and shape.year and shape.month:
        return shape.year, shape.month, shape.day
    if isinstance(shape, Pair) and not shape.short_year:
        if order is DateOrder.MONTH_FIRST:
            return shape.year, shape.first, shape.second
        return shape.year, shape.second, shape.first
    return None


def decide(
    uses: Sequence[ColumnUse], surveys: Sequence[DateSurvey], headings: Sequence[str], today: date
) -> tuple[list[DateColumn], list[Finding], list[Finding]]:
    """The decision for each date column, with what must be chosen (file problems) and what was taken (notes)."""
    proven = {survey.order for survey in surveys} - {DateOrder.AUTO}
    lent = proven.pop() if len(proven) == 1 and not any(survey.is_mixed for survey in surveys) else DateOrder.AUTO
    ethiopic = sum(bool(_ETHIOPIC.search(heading)) for heading in headings) >= 0.5 * max(1, len(headings))
    columns, problems, notes = [], [], []
    for use, survey in zip(uses, surveys, strict=True):
        column, wrong, taken = _decide_one(use, survey, lent, today, ethiopic=ethiopic)
        columns.append(column)
        problems.extend(wrong)
        notes.extend(taken)
    return columns, problems, notes


def _decide_one(
    use: ColumnUse, survey: DateSurvey, lent: DateOrder, today: date, *, ethiopic: bool
) -> tuple[DateColumn, list[Finding], list[Finding]]:
    problems: list[Finding] = []
    asked = "" if use.calendar else _calendar_to_ask(use.column, survey, ethiopic=ethiopic)
    if asked:
        example = survey.local_example or survey.first
        data = (("calendar", bare(calendar_name(asked))),)
        problems.append(Finding("dates-calendar", column=use.column, value=example, data=data))
    order, notes = _order_of(use, survey, lent, [] if asked else problems)
    if survey.serials:
        notes.append(Finding("date-of-sheet", column=use.column))
    if survey.short_years:
        window = (("first", str(today.year - 40)), ("last", str(today.year + _SHORT_AHEAD)))
        notes.append(Finding("short-years", column=use.column, data=window))
    if survey.clocks:
        notes.append(Finding("day-by-clock", column=use.column))
    # a handful of odd cells does not put the whole column into another calendar
    whole = asked if asked and (ethiopic or survey.local.total() >= 0.5 * survey.days) else ""
    calendar = Calendar(use.calendar) if use.calendar else Calendar.GREGORIAN
    return DateColumn(use, order, calendar, whole, today), problems, notes


def _order_of(
    use: ColumnUse, survey: DateSurvey, lent: DateOrder, problems: list[Finding]
) -> tuple[DateOrder, list[Finding]]:
    """The order: as chosen, as proven by the column, by its full stops, as in the list's other columns; else none."""
    if use.dates is not DateOrder.AUTO:
        return use.dates, []
    if survey.order is not DateOrder.AUTO or not survey.either:
        return survey.order, []
    if survey.is_mixed:
        problems.append(Finding("dates-mixed", column=use.column, value=survey.example))
        return DateOrder.AUTO, []
    if survey.dotted == survey.either:
        return DateOrder.DAY_FIRST, [Finding("order-dotted", column=use.column)]
    if lent is not DateOrder.AUTO:
        return lent, [Finding("order-borrowed", column=use.column, data=(("order", _(_ORDER_NAMES[lent])),))]
    problems.append(Finding("dates-ambiguous", column=use.column, value=survey.example))
    return DateOrder.AUTO, []


def _calendar_to_ask(heading: str, survey: DateSurvey, *, ethiopic: bool) -> str:
    """The calendar that must be confirmed before the column is read; "" for a Gregorian column.

    In a list headed in Ethiopic letters years such as 2012 can be of either calendar, seven or eight years apart.
    """
    for found in _HEADING_MARKS.finditer(heading):
        mark = (found.group(1) or found.group(2)).casefold()
        if mark in words().calendar_marks:
            return words().calendar_marks[mark]
    real = Counter({name: count for name, count in survey.local.items() if name != "local"})
    if real and real.total() >= max(1, 0.1 * survey.days):
        return real.most_common(1)[0][0]
    if ethiopic and survey.plain:
        return "ethiopian"
    return ""
