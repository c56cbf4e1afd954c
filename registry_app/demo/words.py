"""The word lists of `resources/demo/words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry_app.core.paths import DEMO

Pair = tuple[str, str]  # Latin letters, the language's own


@dataclass(frozen=True)
class Tongue:
    """The words of one language for names of agencies."""

    language: str
    words: tuple[Pair, ...]
    latin_ending: str
    ending: str


@dataclass(frozen=True)
class Trouble:
    """What a worker complains of: the category, the facts, and the sum in minor units."""

    category: str
    facts: str
    item: str
    minor: int
    currency: str


@dataclass(frozen=True)
class Words:
    """Everything that the demo's names, places and papers are made of."""

    male: tuple[Pair, ...]
    female: tuple[Pair, ...]
    tongues: dict[str, Tongue]
    towns: tuple[tuple[str, str], ...]
    area_codes: dict[str, str]
    streets: tuple[str, ...]
    destinations: tuple[str, ...]
    banks: tuple[str, ...]
    bank_officers: tuple[str, ...]
    occupations: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    holidays: dict[date, str]
    holidays_known_through: date


def read_words() -> Words:
    """The lists as they lie beside the program."""
    found = tomllib.loads((DEMO / "words.toml").read_bytes().decode())
    people, places, banks, complaints = (found[part] for part in ("people", "places", "banks", "complaints"))
    return Words(
        male=_pairs(people["male"]),
        female=_pairs(people["female"]),
        tongues={
            code: Tongue(code, _pairs(each["words"]), each["latin_ending"], each["ending"])
            for code, each in found["agencies"].items()
        },
        towns=_pairs(places["towns"]),
        area_codes=places["area_codes"],
        streets=tuple(places["streets"]),
        destinations=tuple(places["destinations"]),
        banks=tuple(banks["names"]),
        bank_officers=tuple(banks["officers"]),
        occupations=tuple(complaints["occupations"]),
        troubles=tuple(Trouble(*each) for each in complaints["facts"]),
        holidays=dict(found["holidays"]["days"]),
        holidays_known_through=found["holidays"]["through"],
    )


def _pairs(listed: list[Any]) -> tuple[Pair, ...]:
    return tuple((first, second) for first, second in listed)
