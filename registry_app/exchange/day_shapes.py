"""What one cell of a date column shows, before anything is decided: a day, two possible days, or why there is none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from registry_app.core.names import search_key
from registry_app.core.numbers import western_digits
from registry_app.exchange.local_calendars import likely_calendar
from registry_app.exchange.words import words

_EXCEL_START: Final = date(1899, 12, 30)  # day 0 of the 1900 date system, its false 29 February 1900 allowed for
_SERIALS: Final = range(18_264, 73_051)  # 1950 to 2099


@dataclass(frozen=True, slots=True)
class Sure:
    """One day, whatever the column decides. `short_year` where the century was not written."""

    year: int
    month: int
    day: int
    short_year: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers and a year: day and month, or month and day. `dotted` where full stops part them."""

    first: int
    second: int
    year: int
    short_year: bool = False
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Serial:
    """A spreadsheet's count of days."""

    number: int

    @property
    def day(self) -> date:
        """The day in the 1900 date system."""
        return _EXCEL_START + timedelta(days=self.number)


@dataclass(frozen=True, slots=True)
class Local:
    """A day of another calendar, with the numbers as they stand (0 where a month's name is not counted)."""

    calendar: str
    year: int = 0
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No day: `reason` is `month-only`, `range` or `no-date`."""

    reason: str


Shape = Sure | Pair | Serial | Local | Unreadable

_CLOCK: Final = re.compile(
    r"[T ,]\s*(?:at\s+)?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?\s*$"
)
_NUMBERS: Final = re.compile(
    r"(\d{1,4})\s*([./\-\u2010-\u2015\u2212\s\u060d,])\s*(\d{1,2})\s*([./\-\u2010-\u2015\u2212\s\u060d,])\s*(\d{1,4})"
)
_COMPACT: Final = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_HAN: Final = re.compile(r"(\d{1,4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?")
_FLOAT: Final = re.compile(r"\d{5}(?:\.\d+)?")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ère|e|º|ª|°)\b", re.IGNORECASE)
_BETWEEN_DAYS: Final = re.compile(
    r"\s+(?:-|–|—|to|till|until|au|al|a|bis|إلى|الى|حتى|s/d|sampai|hingga)\s+|\s*[–—~]\s*", re.IGNORECASE
)
_GREGORIAN_MARKS: Final = re.compile(
    r"\b(?:A\.?\s?D\.?|G\.?\s?C\.?|C\.?E\.?)\s*$|(?<=\d)\s*(?:م|ميلادي|ميلادية|እ\.?ኤ\.?አ\.?)\s*$|^\s*ค\.?ศ\.?",
    re.IGNORECASE,
)
_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))


def two_days(cell: str) -> tuple[str, str] | None:
    """The two parts of a cell that shows a period (`13/02/2025 - 12/02/2027`); `None` where both are not days."""
    parts = [part.removeprefix("from ").strip() for part in _BETWEEN_DAYS.split(cell.strip()) if part]
    if len(parts) != 2 or any(isinstance(_shape_of_one(part), Unreadable) for part in parts):
        return None
    return parts[0], parts[1]


@lru_cache(maxsize=8_192)
def shape_of(cell: str) -> Shape:
    """What the cell shows."""
    shape = _shape_of_one(cell)
    return Unreadable("range") if isinstance(shape, Unreadable) and two_days(cell) else shape


def _shape_of_one(cell: str) -> Shape:
    text = western_digits(unicodedata.normalize("NFKC", cell))
    text = (
        "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
        .translate(_DASHES)
        .strip(" \t\r\n'\".,;")
    )
    gregorian = _GREGORIAN_MARKS.search(text) is not None
    text = _GREGORIAN_MARKS.sub("", text).strip()
    if not gregorian and (calendar := _marked_calendar(text)):
        return _local(calendar, text)
    if (clock := _CLOCK.search(text)) and clock.start() > 5:
        text = text[: clock.start()].strip()
    if found := _HAN.fullmatch(text):
        return _numeric(int(found[1]), int(found[2]), int(found[3]), len(found[1]))
    if _FLOAT.fullmatch(text):
        number = int(float(text))
        return Serial(number) if number in _SERIALS else Unreadable("no-date")
    if found := _COMPACT.fullmatch(text):
        return _checked(int(text[:4]), int(text[4:6]), int(text[6:]))
    if found := _NUMBERS.fullmatch(text):
        return _three_numbers(found)
    return _with_month_name(text)


def _marked_calendar(text: str) -> str:
    """The calendar whose letters stand behind or before the year."""
    folded = text.casefold()
    for mark, calendar in words().calendar_marks.items():
        if (
            mark in folded
            and re.search(rf"(?<![^\W\d_]){re.escape(mark)}(?![^\W\d_])", folded)
            and re.search(r"\d", folded)
        ):
            return calendar
    return ""


def _local(calendar: str, text: str) -> Local:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) == 2:
        month, named = _month_in(" ".join(re.sub(r"\d+", " ", search_key(text)).split()))
        day, year = _day_and_year(numbers)
        return Local(calendar, year, month, day) if month and named == calendar else Local(calendar)
    if len(numbers) != 3:
        return Local(calendar)
    if numbers[0] > 31:
        return Local(calendar, *numbers)
    return Local(calendar, numbers[2], numbers[1], numbers[0])


def _three_numbers(found: re.Match[str]) -> Shape:
    first, second, third = int(found[1]), int(found[3]), int(found[5])
    if len(found[1]) >= 3:
        return _numeric(first, second, third, len(found[1]))
    if len(found[5]) == 4:
        if calendar := likely_calendar(third):
            return Local(calendar, third, second, first)
        return _pair(Pair(first, second, third, dotted=found[2] == "."))
    if len(found[5]) == 3:
        return Local(likely_calendar(third) or "local", third, second, first)
    if first > 31:
        return _checked(_century(first), second, third, short_year=True)
    return _pair(Pair(first, second, _century(third), short_year=True, dotted=found[2] == "."))


def _pair(pair: Pair) -> Shape:
    """The pair, or one day where only one reading is a day, or none."""
    if max(pair.first, pair.second) > 31 or min(pair.first, pair.second) < 1:
        return Unreadable("no-date")
    if pair.first > 12 and pair.second > 12:
        return Unreadable("no-date")
    return pair


def _numeric(year: int, month: int, day: int, letters: int) -> Shape:
    if letters == 4 and not (calendar := likely_calendar(year)):
        return _checked(year, month, day)
    if letters == 4:
        return Local(calendar, year, month, day)
    if letters == 3:
        return Local(likely_calendar(year) or "local", year, month, day)
    return _checked(_century(year), month, day, short_year=True)


def _checked(year: int, month: int, day: int, *, short_year: bool = False) -> Shape:
    try:
        date(year, month, day)
    except ValueError:
        return Unreadable("no-date")
    return Sure(year, month, day, short_year)


def _century(year: int) -> int:
    """A year of two digits within 1950 and 2049, as spreadsheets do it; the reader of the column says so."""
    return year + (2000 if year < 50 else 1900)


def _with_month_name(text: str) -> Shape:
    plain = search_key(_ORDINAL.sub("", text))
    numbers = [int(number) for number in re.findall(r"\d+", plain)]
    name = " ".join(re.sub(r"\d+", " ", plain).split())
    if not name:
        return Unreadable("no-date")
    month, calendar = _month_in(name)
    if calendar:
        day, year = _day_and_year(numbers)
        return Local(calendar, year, month, day)
    if not month:
        return Unreadable("no-date")
    if len(numbers) == 1:
        return Unreadable("month-only")
    day, year = _day_and_year(numbers)
    if len(numbers) != 2 or not day:
        return Unreadable("no-date")
    if year < 100:
        return _checked(_century(year), month, day, short_year=True)
    if calendar := likely_calendar(year):
        return Local(calendar, year, month, day)
    return _checked(year, month, day)


def _day_and_year(numbers: list[int]) -> tuple[int, int]:
    """Day and year of two numbers beside a month's name; zeros where that cannot be told."""
    if len(numbers) != 2:
        return 0, 0
    first, second = numbers
    if first > 31:
        return (second, first) if second <= 31 else (0, 0)
    return first, second


def _month_in(name: str) -> tuple[int, str]:
    """The number of the month that the letters name (0: none), and its calendar if that is not the Gregorian."""
    known = words()
    tokens = name.split()
    runs = [" ".join(tokens[start:end]) for start in range(len(tokens)) for end in range(len(tokens), start, -1)]
    runs.sort(key=len, reverse=True)
    for run in runs:
        if run in known.months:
            return known.months[run], ""
        if run in known.calendar_months:
            calendar, number = known.calendar_months[run]
            return number, calendar
    return 0, ""
