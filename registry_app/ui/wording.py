"""How days, moments, amounts and counts read on the screen, in the language of the window."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from registry_app.core.money import Money
from registry_app.core.texts import spoken_language


def _locale() -> Locale:
    try:
        return Locale.parse(spoken_language())
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def day(value: date | None) -> str:
    """A day such as 12 Dec 2026; a dash where there is none."""
    return "—" if value is None else format_date(value, "d MMM y", locale=_locale())


def near_day(value: date | None, today: date) -> str:
    """A day without its year where that is this year's, such as 12 Dec; nothing where there is none."""
    if value is None:
        return ""
    return str(format_date(value, "d MMM" if value.year == today.year else "d MMM y", locale=_locale()))


def month(value: date) -> str:
    """A month's short name, as under a chart."""
    return str(format_date(value, "LLL", locale=_locale()))


def moment(value: datetime | None, zone: ZoneInfo) -> str:
    """A moment in the office's time, to the minute; a dash where there is none."""
    return "—" if value is None else format_datetime(value, "d MMM y, HH:mm", tzinfo=zone, locale=_locale())


def count(value: int) -> str:
    """A number with the language's groups."""
    return str(format_decimal(value, locale=_locale()))


def money(value: Money | None) -> str:
    """An amount with its currency, exact to the minor unit; a dash where there is none."""
    return "—" if value is None else str(value)
