"""The Unicode Bidirectional Algorithm (UAX #9, Unicode 15.0): levels of a paragraph, visual order of a line.

Passes all official cases (BidiTest.txt, BidiCharacterTest.txt; see tests/documents). Names of rules (X1 … L2) are the
annex's. Characters that rule X9 removes stay in the answer, with the level of the character before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from registry_app.documents.text.bidi_rules import RunSequence, resolve
from registry_app.documents.text.characters import bidi_class

Level = int
Base = Literal[0, 1] | None

MAX_DEPTH: Final = 125
ISOLATES: Final = frozenset({"LRI", "RLI", "FSI"})
EMBEDDINGS: Final = frozenset({"LRE", "RLE", "LRO", "RLO"})
REMOVED: Final = EMBEDDINGS | {"PDF", "BN"}
_TURNING: Final = frozenset({"R", "AL", "AN", "PDF", "PDI"}) | ISOLATES | EMBEDDINGS


@dataclass(frozen=True)
class Order:
    """The embedding level of each character and of the paragraph; odd levels run from right to left."""

    levels: list[Level]
    paragraph: Level


def order(text: str, base: Base = None) -> Order:
    """The levels of one paragraph; `base` None finds its direction from its first strong character (P2, P3)."""
    return order_of_classes([bidi_class(character) for character in text], text, base)


def order_of_classes(classes: Sequence[str], text: str | None, base: Base = None) -> Order:
    """Like `order` for bidi classes; without a text no brackets are paired (as BidiTest.txt wants it)."""
    if not base and _TURNING.isdisjoint(classes):
        return Order([0] * len(classes), 0)
    partners = _isolate_partners(classes)
    paragraph = base if base is not None else (_first_strong(classes, partners, 0, len(classes)) or 0)
    explicit = _Explicit(classes, partners, paragraph)
    explicit.run()
    for run in _isolating_runs(classes, partners, explicit, paragraph):
        resolve(run, text, explicit.levels)
    return Order(_with_reset_spaces(classes, explicit.levels, paragraph), paragraph)


def visual_order(levels: Sequence[Level]) -> list[int]:
    """The indexes of a line's characters from left to right (L2)."""
    indexes = list(range(len(levels)))
    odd = [level for level in levels if level & 1]
    if not odd:
        return indexes
    for level in range(max(levels), min(odd) - 1, -1):
        start = 0
        while start < len(indexes):
            stop = start
            while stop < len(indexes) and levels[indexes[stop]] >= level:
                stop += 1
            if stop > start:
                indexes[start:stop] = reversed(indexes[start:stop])
            start = stop + 1
    return indexes


def _isolate_partners(classes: Sequence[str]) -> dict[int, int]:
    """Index of each isolate initiator to the index of its matching PDI (BD9)."""
    partners: dict[int, int] = {}
    open_isolates: list[int] = []
    for index, kind in enumerate(classes):
        if kind in ISOLATES:
            open_isolates.append(index)
        elif kind == "PDI" and open_isolates:
            partners[open_isolates.pop()] = index
        elif kind == "B":
            open_isolates.clear()
    return partners


def _first_strong(classes: Sequence[str], partners: dict[int, int], start: int, stop: int) -> Level | None:
    """The level of the first strong character, isolates skipped (P2, P3); None where there is none."""
    index = start
    while index < stop:
        kind = classes[index]
        if kind == "L":
            return 0
        if kind in ("R", "AL"):
            return 1
        if kind == "B":
            return None
        if kind in ISOLATES:
            index = partners.get(index, stop)
        index += 1
    return None


@dataclass
class _Explicit:
    """Rules X1 to X8: explicit levels and directional overrides."""

    classes: Sequence[str]
    partners: dict[int, int]
    paragraph: Level
    levels: list[Level] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Fill `levels` and `kinds` (the classes after overrides)."""
        self.kinds = list(self.classes)
        self._start_paragraph()
        for index, kind in enumerate(self.classes):
            if kind in EMBEDDINGS:
                self.levels.append(self._stack[-1][0])
                self._embed(kind)
            elif kind in ISOLATES:
                self._place(index)
                self._isolate(index, kind)
            elif kind == "PDI":
                self._end_isolate()
                self._place(index)
            elif kind == "PDF":
                self.levels.append(self._stack[-1][0])
                self._end_embedding()
            elif kind == "B":
                self.levels.append(self.paragraph)
                self._start_paragraph()
            else:
                self._place(index)

    def _start_paragraph(self) -> None:
        self._stack: list[tuple[Level, str, bool]] = [(self.paragraph, "", False)]
        self._overflow_isolates = self._overflow_embeddings = self._valid_isolates = 0

    def _place(self, index: int) -> None:
        level, override, _isolated = self._stack[-1]
        self.levels.append(level)
        if override and self.classes[index] != "BN":
            self.kinds[index] = override

    def _next_level(self, *, right_to_left: bool) -> Level:
        level = self._stack[-1][0]
        return (level + 1) | 1 if right_to_left else (level + 2) & ~1

    def _embed(self, kind: str) -> None:
        level = self._next_level(right_to_left=kind[0] == "R")
        if level <= MAX_DEPTH and not self._overflow_isolates and not self._overflow_embeddings:
            self._stack.append((level, kind[0] if kind[2] == "O" else "", False))
        elif not self._overflow_isolates:
            self._overflow_embeddings += 1

    def _isolate(self, index: int, kind: str) -> None:
        right_to_left = kind == "RLI"
        if kind == "FSI":
            stop = self.partners.get(index, len(self.classes))
            right_to_left = _first_strong(self.classes, self.partners, index + 1, stop) == 1
        level = self._next_level(right_to_left=right_to_left)
        if level <= MAX_DEPTH and not self._overflow_isolates and not self._overflow_embeddings:
            self._valid_isolates += 1
            self._stack.append((level, "", True))
        else:
            self._overflow_isolates += 1

    def _end_isolate(self) -> None:
        if self._overflow_isolates:
            self._overflow_isolates -= 1
        elif self._valid_isolates:
            self._overflow_embeddings = 0
            while not self._stack[-1][2]:
                self._stack.pop()
            self._stack.pop()
            self._valid_isolates -= 1

    def _end_embedding(self) -> None:
        if self._overflow_isolates:
            return
        if self._overflow_embeddings:
            self._overflow_embeddings -= 1
        elif not self._stack[-1][2] and len(self._stack) > 1:
            self._stack.pop()


def _isolating_runs(
    classes: Sequence[str], partners: dict[int, int], explicit: _Explicit, paragraph: Level
) -> list[RunSequence]:
    """The isolating run sequences (BD13, X10), each with the directions at its ends."""
    levels = explicit.levels
    runs: list[list[int]] = []
    kept = [index for index, kind in enumerate(classes) if kind not in REMOVED]
    for index in kept:
        if runs and levels[runs[-1][-1]] == levels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    # the levels beside a run are those of the runs beside it: only kept characters count
    before = {run[0]: levels[other[-1]] for other, run in pairwise(runs)}
    after = {run[-1]: levels[other[0]] for run, other in pairwise(runs)}
    by_start = {run[0]: run for run in runs}
    closing = set(partners.values())
    found: list[RunSequence] = []
    for run in runs:
        if run[0] in closing and classes[run[0]] == "PDI":
            continue
        indexes = list(run)
        while classes[indexes[-1]] in ISOLATES and indexes[-1] in partners:
            indexes += by_start[partners[indexes[-1]]]
        level, last = levels[indexes[0]], indexes[-1]
        following = paragraph if classes[last] in ISOLATES else after.get(last, paragraph)
        found.append(
            RunSequence(
                indexes=indexes,
                level=level,
                kinds=[explicit.kinds[index] for index in indexes],
                classes=[classes[index] for index in indexes],
                start="R" if max(before.get(indexes[0], paragraph), level) & 1 else "L",
                end="R" if max(following, level) & 1 else "L",
            )
        )
    return found


def _with_reset_spaces(classes: Sequence[str], resolved: list[Level], paragraph: Level) -> list[Level]:
    """The levels after L1: separators and the white space before them, and at the end, get the paragraph's level."""
    levels = list(resolved)
    for index, kind in enumerate(classes):
        if kind in REMOVED:
            levels[index] = levels[index - 1] if index else paragraph
    trailing = True
    for index in range(len(classes) - 1, -1, -1):
        kind = classes[index]
        if kind in ("B", "S"):
            levels[index] = paragraph
            trailing = True
        elif kind in {"WS", "PDI"} or kind in ISOLATES or kind in REMOVED:
            if trailing:
                levels[index] = paragraph
        else:
            trailing = False
    return levels
