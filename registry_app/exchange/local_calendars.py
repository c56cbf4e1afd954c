"""Which calendar a list's years may be in; a date is read by it only when the officer has said so."""

from __future__ import annotations


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
