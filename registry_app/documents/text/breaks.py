"""Where a line may be broken: UAX #14, and the dictionaries of ICU for Thai, Lao, Khmer and Burmese."""

from __future__ import annotations

from icu4py.breakers import LineBreaker

_NO_BREAK_AFTER = frozenset("/-\u2010")


def break_places(text: str, language: str) -> frozenset[int]:
    """The places (an index: a line may end before this character) where the text may be broken.

    Never after a hyphen or a slash: most of those in a register's papers stand in numbers and references.
    """
    stops = (stop for _start, stop in LineBreaker(text, language).segments() if stop < len(text))
    return frozenset(stop for stop in stops if text[stop - 1] not in _NO_BREAK_AFTER)
