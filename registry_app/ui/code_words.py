"""Codes as people say them on the screen: countries by their names, labels that begin with a capital."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError

from registry_app.core.texts import spoken_language
from registry_app.ui.forms.choices import Choice


def capital(words: str) -> str:
    """Words as they begin a label, a cell or a heading."""
    return words[:1].upper() + words[1:]


def country(code: str) -> str:
    """A country's name in the language of the window; what is no known code of two letters stays as it is."""
    return str(_names().get(code.upper(), code)) if len(code) == 2 else code


def countries(codes: Iterable[str]) -> str:
    """Several countries' names, one after the other."""
    return ", ".join(country(code) for code in codes)


def country_choices() -> list[Choice]:
    """Every country by its code, in the order of their names."""
    names = {code: name for code, name in _names().items() if len(code) == 2 and code.isalpha() and code not in _NONE}
    return [Choice(code, name) for code, name in sorted(names.items(), key=lambda each: each[1].casefold())]


# regions and test codes that stand among the countries of the tables
_NONE = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def _names() -> dict[str, str]:
    try:
        return dict(Locale.parse(spoken_language()).territories)
    except (UnknownLocaleError, ValueError):
        return dict(Locale.parse("en").territories)
