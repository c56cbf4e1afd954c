"""The words by which contents are recognised: blanks, company words, roles, statuses, footers, other calendars."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from babel import Locale

from registry_app.core.names import search_key
from registry_app.core.paths import RESOURCES

# the languages of the lists we know, and of the destinations' authorities
_LANGUAGES: Final = "en fr ar es pt am bn hi ne ur id ms sw tr de it ru th vi fa fil si ta zh zh_Hant ja ko my km lo el he nl pl uk".split()


@dataclass(frozen=True)
class Words:
    """The vocabulary of `words.toml`, folded as it is compared."""

    blank: frozenset[str]
    broken: frozenset[str]
    company: frozenset[str]
    company_parts: tuple[str, ...]
    titles: frozenset[str]
    roles: frozenset[str]
    address: frozenset[str]
    address_parts: tuple[str, ...]
    footer: tuple[str, ...]
    status: Mapping[str, str]
    calendar_months: Mapping[str, tuple[str, int]]
    calendar_marks: Mapping[str, str]
    months: Mapping[str, int]
    countries: Mapping[str, str]


@cache
def words() -> Words:
    """The vocabulary; read once."""
    raw: dict[str, Any] = tomllib.loads((RESOURCES / "exchange" / "words.toml").read_text(encoding="utf-8"))
    return Words(
        blank=frozenset(map(str.casefold, raw["blank"])),
        broken=frozenset(map(str.casefold, raw["broken"])),
        company=_folded(raw["company"]),
        company_parts=tuple(raw["company_parts"]),
        titles=_folded(raw["titles"]),
        roles=_folded(raw["roles"]),
        address=_folded(raw["address"]),
        address_parts=tuple(raw["address_parts"]),
        footer=tuple(map(str.casefold, raw["footer"])),
        status={search_key(word): meaning for meaning, found in raw["status"].items() for word in found},
        calendar_months={
            search_key(month): (name, number)
            for name, entry in raw["calendar"].items()
            for number, months in enumerate(entry["months"], start=1)
            for month in months
        },
        calendar_marks={mark.casefold(): name for name, entry in raw["calendar"].items() for mark in entry["marks"]},
        months=_months(raw["months"]),
        countries=_countries(raw["countries"]),
    )


def _months(more: Mapping[str, list[str]]) -> dict[str, int]:
    """Names and abbreviations of Gregorian months; one that means two months in two languages is left out."""
    meanings: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for forms in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms.get(width, {}).items():
                    key = search_key(name)
                    if not key.isdecimal() and any(letter.isalpha() for letter in key):
                        meanings.setdefault(key, set()).add(number)
    found = {key: numbers.pop() for key, numbers in meanings.items() if len(numbers) == 1}
    found.update({search_key(name): int(number) for number, names in more.items() for name in names})
    return found


def _countries(more: Mapping[str, list[str]]) -> dict[str, str]:
    """Names of countries in the languages of the lists, and their codes themselves, to codes of ISO 3166."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
                found.setdefault(search_key(name), code)
                found.setdefault(code.lower(), code)
    found.update({search_key(name): code for code, names in more.items() for name in names})
    return found


_NO_COUNTRIES: Final = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"})


def _folded(found: list[str]) -> frozenset[str]:
    return frozenset(filter(None, map(search_key, found)))


@lru_cache(maxsize=8_192)
def is_blank(cell: str) -> bool:
    """Whether nothing stands in the cell, or a sign for nothing (`N/A`, `-`, `لا يوجد`)."""
    plain = cell.strip(" \t\r\n\u00a0\u200b\u200e\u200f\ufeff").casefold()
    return not plain or plain in words().blank


def country_code(cell: str) -> str:
    """The code (ISO 3166) of the country that a cell names; "" where it is not known."""
    return words().countries.get(search_key(cell), "")


@cache
def _longest_status_first() -> tuple[tuple[str, str, str], ...]:
    """(expression between blanks, the same where its script has none, meaning), the longest first."""
    ranked = sorted(words().status.items(), key=lambda item: -len(item[0]))
    return tuple((f" {each} ", each if _is_unspaced(each) else "", meaning) for each, meaning in ranked)


def status_meaning(cell: str) -> str:
    """What a list's status words amount to (valid, expired, suspended …); "" where they are not known.

    For the officer's eye only: the register keeps the words, a status comes from our own decisions.
    """
    key = f" {search_key(cell)} "
    spaceless = key.replace(" ", "")
    for spaced, unspaced, meaning in _longest_status_first():
        if spaced in key or (unspaced and unspaced in spaceless):
            return meaning
    return ""


def _is_unspaced(expression: str) -> bool:
    """Whether the expression is in a script that puts no blanks between words (Han, kana, Hangul, Thai)."""
    return all(letter >= "\u2e80" or "\u0e00" <= letter <= "\u0e7f" for letter in expression)
