"""Lines and paragraphs: measured, wrapped, aligned in both directions; `documents.text.draw` puts them on a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property, lru_cache
from typing import Final

from registry_app.documents.text.bidi import Base, visual_order
from registry_app.documents.text.faces import Cluster, Shaped
from registry_app.documents.text.fallback import base_face
from registry_app.documents.text.itemise import Piece, clean, itemise

_BALANCE: Final = 4.0  # points: nearer to equal than the eye can tell
_SLACK: Final = 1e-6  # ems: sums of floats that should be equal
_PARAGRAPHS: Final = 4_096


class Direction(Enum):
    """How a paragraph runs; AUTO goes by its first strong letter (UAX #9, P2)."""

    AUTO = None
    LEFT_TO_RIGHT = 0
    RIGHT_TO_LEFT = 1


class Align(Enum):
    """Where lines stand; start is left in a left-to-right paragraph and right in the other."""

    START = "start"
    END = "end"
    CENTRE = "centre"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class TextStyle:
    """How a text is set. `size` in points; `leading` multiplies the natural height of a line."""

    size: float
    bold: bool = False
    language: str = "en"
    direction: Direction = Direction.AUTO
    align: Align = Align.START
    leading: float = 1.0
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def sized(self, size: float) -> TextStyle:
        """The same style at another size."""
        return replace(self, size=size)


@dataclass(frozen=True)
class Line:
    """One line: its pieces from left to right; width, ascent and descent in points."""

    pieces: tuple[Piece, ...]
    text: str
    width: float
    ascent: float
    descent: float
    style: TextStyle
    right_to_left: bool


@dataclass(frozen=True, eq=False)
class Paragraph:
    """Lines one below the other; `width` is the room they were given, `height` what they take, in points.

    `source` is the text they were made of, isolates included: from it the order of the letters can be found again.
    """

    lines: tuple[Line, ...]
    style: TextStyle
    width: float
    right_to_left: bool
    source: str

    @cached_property
    def turned(self) -> bool:
        """Whether letters stand in another order than they are read in."""
        return self.right_to_left or any(piece.level for line in self.lines for piece in line.pieces)

    @cached_property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last, leading included."""
        return sum(line_height(line) for line in self.lines)

    def left_of(self, line: Line) -> float:
        """How far a line stands from the left edge of the paragraph."""
        align = self.style.align
        if align is Align.CENTRE:
            return (self.width - line.width) / 2
        to_right = align is Align.RIGHT or (align is (Align.START if self.right_to_left else Align.END))
        return self.width - line.width if to_right else 0.0


def line_height(line: Line) -> float:
    """The height of a line with its leading, in points."""
    return (line.ascent + line.descent) * line.style.leading


def shape_line(text: str, style: TextStyle) -> Line:
    """The text as one line, however long it gets."""
    pieces = itemise(clean(text), style.language, style.bold, style.direction.value)
    return _line(pieces.items, style, pieces.level)


@lru_cache(_PARAGRAPHS)
def layout_paragraph(text: str, style: TextStyle, width: float) -> Paragraph:
    """The text wrapped to the width; a newline starts a new line; a word too long is broken between clusters.

    The same paragraph again is the same object: what stands on every paper is laid out, and drawn, once.
    """
    lines: list[Line] = []
    level = 0
    for number, part in enumerate(text.split("\n")):
        base: Base = style.direction.value
        pieces = itemise(clean(part), style.language, style.bold, base)
        level = pieces.level if number == 0 else level
        lines += [_line(items, style, pieces.level) for items in _wrap(pieces.items, width / style.size)]
    return Paragraph(tuple(lines), style, width, bool(level & 1), clean(text))


def fit_paragraph(text: str, style: TextStyle, width: float, *, lines: int, smallest: float) -> Paragraph:
    """The text in at most so many lines, set smaller where needed; below `smallest` it takes more lines instead."""
    paragraph = layout_paragraph(text, style, width)
    while len(paragraph.lines) > lines and paragraph.style.size > smallest:
        smaller = paragraph.style.sized(max(smallest, paragraph.style.size - 0.5))
        paragraph = layout_paragraph(text, smaller, width)
    return paragraph


def balanced_paragraph(text: str, style: TextStyle, width: float) -> Paragraph:
    """Like `layout_paragraph`, with lines of about equal length: for headings and what is centred."""
    paragraph = layout_paragraph(text, style, width)
    wanted = len(paragraph.lines)
    if wanted < 2:
        return paragraph
    low, high = width / wanted, width
    while high - low > _BALANCE:
        middle = (low + high) / 2
        if len(layout_paragraph(text, style, middle).lines) > wanted:
            low = middle
        else:
            high = middle
    return replace(layout_paragraph(text, style, high), width=width)


def _line(items: Sequence[Piece], style: TextStyle, level: int) -> Line:
    """A line from pieces in logical order; spaces at its end are dropped (UAX #9, L1)."""
    kept = _without_spaces(items)
    faces = {item.face for item in kept} | {base_face(style.language, bold=style.bold)}
    return Line(
        pieces=tuple(kept[index] for index in visual_order([item.level for item in kept])),
        text="".join(item.text for item in kept),
        width=sum(item.advance for item in kept) * style.size,
        ascent=max(face.above for face in faces) * style.size,
        descent=max(face.below for face in faces) * style.size,
        style=style,
        right_to_left=bool(level & 1),
    )


def _without_spaces(items: Sequence[Piece]) -> list[Piece]:
    kept = list(items)
    while kept and kept[-1].is_space:
        kept.pop()
    while kept and kept[0].is_space:
        kept.pop(0)
    return kept


def _advance(items: Iterable[Piece]) -> float:
    return sum(item.advance for item in items)


def _wrap(items: Sequence[Piece], room: float) -> list[list[Piece]]:
    """Greedy lines of pieces; `room` in ems."""
    lines: list[list[Piece]] = []
    line: list[Piece] = []
    for chunk in _chunks(items):
        if line and _advance(line) + _advance(_without_trailing(chunk)) > room + _SLACK:
            lines.append(line)
            line = []
        rest = chunk
        while not line and _advance(_without_trailing(rest)) > room + _SLACK:
            head, rest = _broken(rest, room)
            if not rest:
                rest = head
                break
            lines.append(head)
        line = line + rest
    return [*lines, line] if line or not lines else lines


def _without_trailing(chunk: Sequence[Piece]) -> Sequence[Piece]:
    return chunk[:-1] if chunk and chunk[-1].is_space else chunk


def _chunks(items: Sequence[Piece]) -> Iterable[list[Piece]]:
    """Pieces that stay together: up to and including a place where the line may be broken."""
    chunk: list[Piece] = []
    for item in items:
        chunk.append(item)
        if item.may_break:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _broken(chunk: Sequence[Piece], room: float) -> tuple[list[Piece], list[Piece]]:
    """A chunk too long for a line cut where the room ends, at least one cluster before the cut."""
    head: list[Piece] = []
    for place, item in enumerate(chunk):
        if _advance(head) + item.advance <= room + _SLACK:
            head.append(item)
            continue
        first, second = _split(item, room - _advance(head), at_least=0 if head else 1)
        rest = [*([second] if second else []), *chunk[place + 1 :]]
        return [*head, *([first] if first else [])], rest
    return head, []


def _split(item: Piece, room: float, *, at_least: int) -> tuple[Piece | None, Piece | None]:
    """One piece cut between clusters; a mark stays with the letter before it."""
    clusters = item.shaped.clusters[::-1] if item.level & 1 else item.shaped.clusters
    unit = item.face.scale / 1000
    count, used = 0, 0.0
    for cluster in clusters:
        used += cluster.advance * unit
        if used > room + _SLACK:
            break
        count += 1
    count = max(count, at_least)
    while count > at_least and count < len(clusters) and _is_mark(clusters[count]):
        count -= 1
    while count < len(clusters) and count and _is_mark(clusters[count]):
        count += 1
    return _part(item, clusters[:count]), _part(item, clusters[count:])


def _is_mark(cluster: Cluster) -> bool:
    return unicodedata.category(cluster.text[0]).startswith("M")


def _part(item: Piece, clusters: Sequence[Cluster]) -> Piece | None:
    """A piece of some of the clusters, which come in logical order."""
    if not clusters:
        return None
    seen = tuple(reversed(clusters)) if item.level & 1 else tuple(clusters)
    return replace(
        item,
        text="".join(cluster.text for cluster in clusters),
        shaped=Shaped(seen, sum(cluster.advance for cluster in clusters)),
    )
