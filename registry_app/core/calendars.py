"""Local calendars: days of the Ethiopian, Hijri, Bikram Sambat, Buddhist and Minguo calendars as Gregorian days and back.

The Ethiopian calendar is a formula; Hijri (Umm al-Qura) and Bikram Sambat are tables of observed months, and a day that the
table does not hold has no counterpart: it is refused, never reckoned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import nepali_datetime
from hijridate import Gregorian, Hijri

from registry_app.core.errors import BadInput
from registry_app.core.texts import N_, _, say


class Calendar(StrEnum):
    """The calendars in which days may be written."""

    GREGORIAN = "gregorian"
    BIKRAM_SAMBAT = "bikram_sambat"
    HIJRI = "hijri"
    ETHIOPIAN = "ethiopian"
    BUDDHIST = "buddhist"
    MINGUO = "minguo"


@dataclass(frozen=True, order=True)
class LocalDay:
    """A day by its numbers in a calendar that is not named here."""

    year: int
    month: int
    day: int


_NAMES: Final = {
    "gregorian": N_("Gregorian"),
    "bikram_sambat": N_("Bikram Sambat"),
    "hijri": N_("Hijri (Umm al-Qura)"),
    "ethiopian": N_("Ethiopian"),
    "buddhist": N_("Buddhist"),
    "solar_hijri": N_("Solar Hijri"),
    "japanese": N_("Japanese eras"),
    "minguo": N_("Minguo (Republic of China)"),
    "local": N_("another calendar"),
}
_ETHIOPIAN_MONTHS: Final = (
    N_("Meskerem"), N_("Tikimt"), N_("Hidar"), N_("Tahsas"), N_("Tir"), N_("Yekatit"), N_("Megabit"), N_("Miyazya"),
    N_("Ginbot"), N_("Sene"), N_("Hamle"), N_("Nehase"), N_("Pagume"),
)  # fmt: skip
_HIJRI_MONTHS: Final = (
    N_("Muharram"), N_("Safar"), N_("Rabi I"), N_("Rabi II"), N_("Jumada I"), N_("Jumada II"), N_("Rajab"), N_("Shaban"),
    N_("Ramadan"), N_("Shawwal"), N_("Dhu al-Qadah"), N_("Dhu al-Hijjah"),
)  # fmt: skip
_NEPALI_MONTHS: Final = (
    N_("Baisakh"), N_("Jestha"), N_("Asar"), N_("Shrawan"), N_("Bhadra"), N_("Aswin"), N_("Kartik"), N_("Mangsir"),
    N_("Poush"), N_("Magh"), N_("Falgun"), N_("Chaitra"),
)  # fmt: skip
_MONTHS: Final = {
    Calendar.ETHIOPIAN: _ETHIOPIAN_MONTHS,
    Calendar.HIJRI: _HIJRI_MONTHS,
    Calendar.BIKRAM_SAMBAT: _NEPALI_MONTHS,
}
# the calendar in which a country's offices write beside the Gregorian one (ISO 3166)
_OF_COUNTRY: Final = {
    "ET": Calendar.ETHIOPIAN, "NP": Calendar.BIKRAM_SAMBAT, "SA": Calendar.HIJRI, "TH": Calendar.BUDDHIST,
    "TW": Calendar.MINGUO,
}  # fmt: skip
_ETHIOPIAN_EPOCH: Final = 2796  # ordinal of 1 Meskerem of the year 1: 29 August 8 of the Julian calendar
_BUDDHIST_LEAD: Final = 543
_MINGUO_START: Final = 1911


def calendar_name(code: str) -> str:
    """The calendar's name in the language chosen."""
    return _(_NAMES.get(code, code))


def calendar_of(country: str) -> Calendar:
    """The calendar in which a country's offices write; Gregorian where no other is in use."""
    return _OF_COUNTRY.get(country, Calendar.GREGORIAN)


def month_names(calendar: Calendar) -> tuple[str, ...]:
    """The months by name in the language chosen; empty where they are the Gregorian ones."""
    return tuple(_(name) for name in _MONTHS.get(calendar, ()))


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """The Gregorian day, or `None` where the calendar has no such day or its table does not reach it."""
    try:
        if calendar is Calendar.BIKRAM_SAMBAT:
            found = nepali_datetime.date(year, month, day).to_datetime_date()
            return date(found.year, found.month, found.day)
        if calendar is Calendar.HIJRI:
            return date.fromordinal(Hijri(year, month, day).to_gregorian().toordinal())
        if calendar is Calendar.ETHIOPIAN:
            return _from_ethiopian(year, month, day)
        if calendar is Calendar.BUDDHIST:
            return date(year - _BUDDHIST_LEAD, month, day)
        if calendar is Calendar.MINGUO:
            return date(year + _MINGUO_START, month, day)
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def read_day(calendar: Calendar, local: LocalDay) -> date:
    """The Gregorian day; `BadInput` where the calendar has no such day or its table does not reach it."""
    found = to_gregorian(calendar, local.year, local.month, local.day)
    if found is None:
        raise BadInput(
            say(
                _("{day} is no day of the calendar {calendar}, or lies outside its table."),
                day=f"{local.day}.{local.month}.{local.year}",
                calendar=calendar_name(calendar),
            ),
            hint=_("Check day, month and year, or write the Gregorian day."),
        )
    return found


def from_gregorian(calendar: Calendar, day: date) -> LocalDay:
    """The day in a calendar; `BadInput` where the calendar's table does not reach it."""
    try:
        if calendar is Calendar.BIKRAM_SAMBAT:
            nepali = nepali_datetime.date.from_datetime_date(day)
            return LocalDay(nepali.year, nepali.month, nepali.day)
        if calendar is Calendar.HIJRI:
            hijri = Gregorian(day.year, day.month, day.day).to_hijri()
            return LocalDay(hijri.year, hijri.month, hijri.day)
        if calendar is Calendar.ETHIOPIAN:
            return _to_ethiopian(day)
        if calendar is Calendar.BUDDHIST:
            return LocalDay(day.year + _BUDDHIST_LEAD, day.month, day.day)
        if calendar is Calendar.MINGUO and day.year > _MINGUO_START:
            return LocalDay(day.year - _MINGUO_START, day.month, day.day)
        if calendar is Calendar.GREGORIAN:
            return LocalDay(day.year, day.month, day.day)
    except (ValueError, OverflowError, KeyError):
        pass
    raise BadInput(
        say(
            _("{day} lies outside the table of the calendar {calendar}."),
            day=day.isoformat(),
            calendar=calendar_name(calendar),
        ),
        hint=_("Write the Gregorian day alone."),
    )


def _from_ethiopian(year: int, month: int, day: int) -> date:
    """Twelve months of 30 days and a thirteenth of five, or of six in every fourth year (year mod 4 = 3)."""
    last = 30 if month <= 12 else 6 if year % 4 == 3 else 5
    if not (1 <= month <= 13 and 1 <= day <= last):
        raise ValueError(month, day)
    return date.fromordinal(_ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)


def _to_ethiopian(day: date) -> LocalDay:
    since = day.toordinal() - _ETHIOPIAN_EPOCH
    if since < 0:
        raise ValueError(day)
    # four years have 1461 days; the leap day ends the third of them
    cycle, rest = divmod(since + 365, 1461)
    year = cycle * 4 + min(rest // 365, 3)
    first = _ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4
    month, number = divmod(day.toordinal() - first, 30)
    return LocalDay(year, month + 1, number + 1)
