"""Days as they are typed and shown: Gregorian in the language's form or ISO, and the local calendar's with its months."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

from registry_app.core.calendars import Calendar, LocalDay, calendar_name, from_gregorian, month_names, read_day
from registry_app.core.errors import BadInput
from registry_app.core.names import search_key
from registry_app.core.numbers import western_digits
from registry_app.core.texts import _, bare, say, spoken_language
from registry_app.exchange.day_shapes import Local, Pair, Sure, shape_of
from registry_app.exchange.local_calendars import likely_calendar
from registry_app.ui import wording

_NUMBER: Final = re.compile(r"\d+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_NUMERIC: Final = re.compile(r"\d{1,4}\s*[-/.\s]\s*\d{1,2}\s*[-/.\s]\s*\d{1,4}")
_YEAR: Final = 4  # digits
_FULL_YEAR: Final = 1000
_SHORTEST_YEAR: Final = 3  # digits; the year 115 of the Minguo calendar has three


def shown(day: date) -> str:
    """The day in the language's form where that can be read back without doubt, else in ISO form."""
    text = bare(wording.day(day))
    try:
        return text if read(text) == day else day.isoformat()
    except BadInput:
        return day.isoformat()


def read(text: str) -> date:
    """A Gregorian day as it was typed: ISO, numbers in the language's order, or with the month's name in many languages.

    Raises `BadInput`; a year of two digits and a day that stands in another calendar are refused, never guessed.
    """
    found = glance(text)
    if found is not None:
        return found
    if not _LETTER.search(text):
        raise _refused_numbers(text)
    shape = shape_of(text)  # knows the months of many languages; the first time it takes 0.2 s to learn them
    if isinstance(shape, Sure | Pair) and shape.short_year:
        raise _no_century(text)
    if isinstance(shape, Sure):
        return _checked(shape.year, shape.month, shape.day, text)
    if isinstance(shape, Pair):
        day, month = (shape.first, shape.second) if _day_comes_first() else (shape.second, shape.first)
        return _checked(shape.year, month, day, text)
    if isinstance(shape, Local):
        raise _other_calendar(text, shape.calendar)
    raise _no_day(text)


def glance(text: str) -> date | None:
    """The day where that is clear at once, while typing: numbers, or the month's name in the language or in English."""
    plain = western_digits(text).strip()
    numbers = _NUMBER.findall(plain)
    if _NUMERIC.fullmatch(plain):
        first, second, third = numbers
        year, month, day = (first, second, third) if len(first) == _YEAR else (third, second, first)
        if len(first) != _YEAR and not _day_comes_first():
            month, day = day, month
    elif len(numbers) == 2 and (number := _months_of(spoken_language()).get(search_key(_NUMBER.sub(" ", plain)))):
        day, year = sorted(numbers, key=len)
        month = str(number)
    else:
        return None
    if len(year) != _YEAR or likely_calendar(int(year)):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@cache
def _months_of(language: str) -> dict[str, int]:
    """The months' names, long and short, in the language and in English, folded for search."""
    found: dict[str, int] = {}
    for code in ("en", language):
        try:
            widths = Locale.parse(code).months
        except (UnknownLocaleError, ValueError):
            continue
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                found |= {search_key(name): number for number, name in widths[use][width].items()}
    return found


def _refused_numbers(text: str) -> BadInput:
    numbers = _NUMBER.findall(western_digits(text))
    if len(numbers) == 3:
        year = numbers[0] if len(numbers[0]) > 2 else numbers[2]
        calendar = likely_calendar(int(year))
        if len(year) < 3:
            return _no_century(text)
        if calendar:
            return _other_calendar(text, calendar)
    return _no_day(text)


def _no_century(text: str) -> BadInput:
    return BadInput(say(_("{text}: the century is missing."), text=text), hint=_("Write the year with four digits."))


def _other_calendar(text: str, calendar: str) -> BadInput:
    return BadInput(
        say(
            _("{text} seems to be a day of another calendar ({calendar})."), text=text, calendar=calendar_name(calendar)
        ),
        hint=_("Write it in the field of that calendar, or as a Gregorian day."),
    )


def _checked(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _no_day(text) from error


def _no_day(text: str) -> BadInput:
    example = "2026-12-31"
    return BadInput(
        say(_("{text} is no day of the calendar."), text=text),
        hint=say(_("Write it as {example}, or with the month's name."), example=example),
    )


def _day_comes_first() -> bool:
    """Whether the language writes the day before the month in a short date."""
    language = spoken_language()
    try:
        # English alone is CLDR's American; the offices of this register write the day first
        pattern = Locale.parse("en_GB" if language == "en" else language).date_formats["short"].pattern
    except (UnknownLocaleError, ValueError, KeyError):
        return True
    order = [letter for letter in pattern if letter in "dM"]
    # 03/04 in a language whose short date starts with the year is read as the day first, as everywhere but in the USA
    return pattern.strip()[:1] in ("y", "G") or order[:1] != ["M"]


def shown_local(calendar: Calendar, day: date) -> str:
    """The day in the local calendar, such as `14 Hidar 2019`; `BadInput` past the calendar's table."""
    local = from_gregorian(calendar, day)
    names = month_names(calendar)
    if not names:
        return f"{local.day}/{local.month}/{local.year}"
    return f"{local.day} {names[local.month - 1]} {local.year}"


def read_local(calendar: Calendar, text: str, *, typing: bool = False) -> date:
    """A day of the local calendar as it was typed: day, month (number or name), year, or the year first.

    While `typing` the months' names are looked up in the language only.
    """
    plain = western_digits(text).strip()
    numbers = [int(found) for found in _NUMBER.findall(plain)]
    long_first = len(_NUMBER.findall(plain)[0]) >= _SHORTEST_YEAR if numbers else False
    month = _month(calendar, plain, typing)
    if month and len(numbers) == 2:
        day, year = (numbers[1], numbers[0]) if long_first else (numbers[0], numbers[1])
        return read_day(calendar, LocalDay(year, month, day))
    if len(numbers) == 3 and not re.search(r"[^\W\d_]", plain):
        first, second, third = numbers
        local = LocalDay(first, second, third) if long_first else LocalDay(third, second, first)
        if local.year >= _FULL_YEAR or calendar is Calendar.MINGUO:
            return read_day(calendar, local)
    raise BadInput(
        say(_("{text} is no day of the calendar {calendar}."), text=text, calendar=calendar_name(calendar)),
        hint=_("Write day, month and year, such as 14/3/2019, with all digits of the year."),
    )


def _month(calendar: Calendar, text: str, typing: bool) -> int:
    """The number of the month whose name stands in the text, also when only its beginning does; 0 for none or several."""
    words = search_key(_NUMBER.sub(" ", text))
    if not words:
        return 0
    names = [search_key(name) for name in month_names(calendar)]
    if words in names:
        return names.index(words) + 1
    found = [number for number, name in enumerate(names, 1) if name.startswith(words)]
    if len(found) == 1 or typing:
        return found[0] if len(found) == 1 else 0
    shape = shape_of(text)  # its words know the months' names in many languages
    return shape.month if isinstance(shape, Local) and shape.calendar == calendar.value else 0
