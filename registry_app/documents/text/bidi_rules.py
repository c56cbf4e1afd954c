"""Rules W1 to I2 of the Unicode Bidirectional Algorithm, on one isolating run sequence (UAX #9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from registry_app.documents.text.characters import canonical_closings, closing_brackets

MAX_OPEN_BRACKETS: Final = 63
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"})
_AS_STRONG: Final = {"R": "R", "EN": "R", "AN": "R", "L": "L"}
_AFTER_ISOLATE: Final = frozenset({"FSI", "LRI", "RLI", "PDI"})


@dataclass
class RunSequence:
    """One isolating run sequence: its characters, their level, their classes, and the directions at both ends.

    `classes` are the characters' own classes, `kinds` what overrides and then the rules make of them.
    """

    indexes: list[int]
    level: int
    kinds: list[str]
    classes: list[str]
    start: str
    end: str

    @property
    def embedding(self) -> str:
        """The direction of the level."""
        return "R" if self.level & 1 else "L"


def resolve(sequence: RunSequence, text: str | None, levels: list[int]) -> None:
    """Write the resolved levels of the sequence's characters into `levels`."""
    _weak_marks_and_numbers(sequence)
    _weak_separators(sequence.kinds)
    _weak_latin_numbers(sequence)
    if text is not None:
        _brackets(sequence, text)
    _neutrals(sequence)
    for index, kind in zip(sequence.indexes, sequence.kinds, strict=True):
        levels[index] = sequence.level + _step(kind, sequence.level)


def _step(kind: str, level: int) -> int:
    """How much higher than the embedding level (I1, I2)."""
    if level & 1:
        return 1 if kind in ("L", "EN", "AN") else 0
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _weak_marks_and_numbers(sequence: RunSequence) -> None:
    """W1 marks take the class before them, W2 numbers after Arabic letters are Arabic, W3 Arabic letters are R."""
    kinds = sequence.kinds
    before = sequence.start
    for place, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[place] = "ON" if before in _AFTER_ISOLATE else before
        before = kinds[place]
    strong = sequence.start
    for place, kind in enumerate(kinds):
        if kind in ("R", "L", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
    for place, kind in enumerate(kinds):
        if kind == "AL":
            kinds[place] = "R"


def _weak_separators(kinds: list[str]) -> None:
    """W4 a single separator between numbers, W5 terminators beside numbers, W6 the rest are neutral."""
    for place in range(1, len(kinds) - 1):
        before, after = kinds[place - 1], kinds[place + 1]
        if kinds[place] == "ES" and before == after == "EN":
            kinds[place] = "EN"
        elif kinds[place] == "CS" and before == after and before in ("EN", "AN"):
            kinds[place] = before
    for start, stop in _stretches(kinds, frozenset({"ET"})):
        if (start and kinds[start - 1] == "EN") or (stop < len(kinds) and kinds[stop] == "EN"):
            kinds[start:stop] = ["EN"] * (stop - start)
    for place, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[place] = "ON"


def _weak_latin_numbers(sequence: RunSequence) -> None:
    """W7: European numbers after a left-to-right letter are left-to-right."""
    strong = sequence.start
    for place, kind in enumerate(sequence.kinds):
        if kind in ("R", "L"):
            strong = kind
        elif kind == "EN" and strong == "L":
            sequence.kinds[place] = "L"


def _bracket_pairs(sequence: RunSequence, text: str) -> list[tuple[int, int]]:
    """The places of paired brackets in the order of the opening ones (BD16); none past 63 open ones."""
    opening, closings = closing_brackets(), canonical_closings()
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for place, index in enumerate(sequence.indexes):
        if sequence.kinds[place] != "ON":
            continue
        character = text[index]
        if character in opening:
            if len(waiting) == MAX_OPEN_BRACKETS:
                return []
            waiting.append((opening[character], place))
        elif character in closings:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == closings[character]:
                    pairs.append((waiting[depth][1], place))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def _brackets(sequence: RunSequence, text: str) -> None:
    """N0: both brackets of a pair take one direction."""
    kinds = sequence.kinds
    for opening, closing in _bracket_pairs(sequence, text):
        inside = {_AS_STRONG.get(kind) for kind in kinds[opening + 1 : closing]} - {None}
        if not inside:
            continue
        direction = sequence.embedding
        if direction not in inside:
            context = next(
                (found for kind in reversed(kinds[:opening]) if (found := _AS_STRONG.get(kind))), sequence.start
            )
            # only the opposite direction is inside: it wins where the context has it too
            direction = context
        for place in (opening, closing):
            kinds[place] = direction
            follower = place + 1
            while follower < len(kinds) and sequence.classes[follower] == "NSM":
                kinds[follower] = direction
                follower += 1


def _neutrals(sequence: RunSequence) -> None:
    """N1 neutrals between equal directions take it, N2 others take the embedding direction."""
    kinds = sequence.kinds
    for start, stop in _stretches(kinds, _NEUTRAL):
        before = _AS_STRONG.get(kinds[start - 1], "") if start else sequence.start
        after = _AS_STRONG.get(kinds[stop], "") if stop < len(kinds) else sequence.end
        kinds[start:stop] = [before if before == after else sequence.embedding] * (stop - start)


def _stretches(kinds: list[str], wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Where unbroken stretches of the wanted classes start and stop."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for place, kind in enumerate([*kinds, ""]):
        if kind in wanted:
            start = place if start is None else start
        elif start is not None:
            found.append((start, place))
            start = None
    return found
