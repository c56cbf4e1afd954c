"""Days of the calendars in which lists are kept; each is read only when the officer has said so."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

import nepali_datetime
from hijridate import Hijri

from registry_app.core.texts import N_, _


class Calendar(StrEnum):
    """The calendars a column of dates may be in."""

    GREGORIAN = "gregorian"
    BIKRAM_SAMBAT = "bikram_sambat"
    HIJRI = "hijri"
    ETHIOPIAN = "ethiopian"
    BUDDHIST = "buddhist"
    MINGUO = "minguo"


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
_ETHIOPIAN_EPOCH: Final = 2796  # ordinal of 1 Meskerem of the year 1: 29 August 8 of the Julian calendar
_BUDDHIST_LEAD: Final = 543
_MINGUO_START: Final = 1911


def calendar_name(code: str) -> str:
    """The calendar's name in the language chosen."""
    return _(_NAMES.get(code, code))


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


def _from_ethiopian(year: int, month: int, day: int) -> date:
    """Twelve months of 30 days and a thirteenth of five, or of six in every fourth year (year mod 4 = 3)."""
    last = 30 if month <= 12 else 6 if year % 4 == 3 else 5
    if not (1 <= month <= 13 and 1 <= day <= last):
        raise ValueError(month, day)
    return date.fromordinal(_ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)


def likely_calendar(year: int) -> str:
    """Which calendar a year that is no Gregorian year of a licence may be of; "" for a Gregorian one.

    Never used to read a date, only to say in the refusal what it looks like.
    """
    if 1320 <= year <= 1500:
        return "hijri" if year >= 1425 else "solar_hijri"
    if 2050 <= year <= 2099:
        return "bikram_sambat"
    if 2440 <= year <= 2640:
        return "buddhist"
    if 70 <= year <= 150:
        return "minguo"
    return "" if 1900 <= year < 2050 else "local"
