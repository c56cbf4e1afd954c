"""Where a line may be broken: UAX #14, and the dictionaries of ICU for Thai, Lao, Khmer and Burmese."""

from __future__ import annotations

from icu4py.breakers import LineBreaker


def break_places(text: str, language: str) -> frozenset[int]:
    """The places (an index: a line may end before this character) where the text may be broken."""
    return frozenset(stop for _start, stop in LineBreaker(text, language).segments() if stop < len(text))
