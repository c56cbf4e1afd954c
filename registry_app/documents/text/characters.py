"""Properties of characters from the bundled table: bidirectional class, script, brackets, mirror images.

The table is Unicode 15.0, whatever version the running Python knows: the same text gives the same page everywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from typing import Final, NamedTuple

from registry_app.core.paths import RESOURCES

_TABLE: Final = RESOURCES / "unicode" / "character-properties.txt"
_CANONICAL_BRACKETS: Final = {"\u2329": "\u3008", "\u232a": "\u3009"}

NO_SCRIPT: Final = frozenset({"Zyyy", "Zinh", "Zzzz"})
INVISIBLE: Final = frozenset("\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\ufeff") | {
    chr(code) for code in range(0x2066, 0x2070)
}
JOINERS: Final = frozenset("\u200c\u200d")


class _Runs(NamedTuple):
    starts: list[int]
    values: list[str]

    def at(self, code: int) -> str:
        return self.values[bisect_right(self.starts, code) - 1]


@cache
def _sections() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    rows: list[tuple[str, str]] = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            rows = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            first, _space, second = line.partition(" ")
            rows.append((first, second))
    return found


@cache
def _runs(section: str) -> _Runs:
    rows = _sections()[section]
    return _Runs([int(code, 16) for code, _value in rows], [value for _code, value in rows])


@cache
def _pairs(section: str) -> dict[str, str]:
    return {chr(int(one, 16)): chr(int(other, 16)) for one, other in _sections()[section]}


@lru_cache(65536)
def bidi_class(character: str) -> str:
    """The Bidi_Class (`L`, `R`, `AL`, `EN`, …) of a character, assigned or not."""
    return _runs("bidi").at(ord(character))


@lru_cache(65536)
def script(character: str) -> str:
    """The script as its ISO 15924 code; `Zyyy` common, `Zinh` inherited, `Zzzz` unassigned."""
    return _runs("script").at(ord(character))


def mirrored(character: str) -> str:
    """The mirror image of a character in right-to-left text (UAX #9, L4), or the character itself."""
    return _pairs("mirrors").get(character, character)


@cache
def closing_brackets() -> dict[str, str]:
    """Opening bracket to the canonical form of its closing one."""
    return {one: _CANONICAL_BRACKETS.get(other, other) for one, other in _pairs("brackets").items()}


@cache
def canonical_closings() -> dict[str, str]:
    """Closing bracket to its canonical form (U+232A counts as U+3009)."""
    return {other: _CANONICAL_BRACKETS.get(other, other) for other in _pairs("brackets").values()}
