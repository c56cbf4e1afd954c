"""Lines as PDF operators: glyphs at their places, and the text behind every cluster that needs more than ToUnicode.

What is drawn of a line depends on the line alone, so the words that stand on every paper are put together once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Final

from registry_app.documents.pdf_file import PdfFile
from registry_app.documents.pdf_objects import number
from registry_app.documents.text.alphabets import letters
from registry_app.documents.text.embedded import embed, utf16
from registry_app.documents.text.faces import FAMILIES, Cluster, Face, Glyph
from registry_app.documents.text.itemise import Piece
from registry_app.documents.text.layout import Line, Paragraph, line_height

_SMALLEST_STEP: Final = 0.5  # thousandths of an em: less is not worth a number in the file
_KEPT: Final = 4_096  # paragraphs: those that stand on every paper, and many more


@dataclass(frozen=True)
class Inked:
    """A paragraph as it is drawn.

    `lines` are the places of their beginnings, from its left edge and down from its top, with the operators after the
    one that sets the place; `glyphs` what they need of each font, and `readings` the letters that glyphs stand for beyond
    those known of the font.
    """

    lines: tuple[tuple[float, float, str], ...]
    glyphs: tuple[tuple[Face, frozenset[int]], ...]
    readings: tuple[tuple[Face, int, str], ...]


class Fonts:
    """The fonts of one document and the glyphs it shows of each; embedded once at the end."""

    def __init__(self) -> None:
        self._shown: dict[Face, set[int]] = {}
        self._readings: dict[Face, dict[int, str]] = {}

    def draw(self, paragraph: Paragraph) -> tuple[tuple[float, float, str], ...]:
        """The lines of a paragraph (`Inked.lines`), whose glyphs are noted."""
        ink = inked(paragraph)
        if ink.readings and not self._agree(ink.readings):
            ink = inked(paragraph, apart=True)
        for face, gids in ink.glyphs:
            found = self._shown.get(face)
            if found is None:
                self._shown[face] = set(gids)
            else:
                found |= gids
        return ink.lines

    def _agree(self, readings: Iterable[tuple[Face, int, str]]) -> bool:
        """Whether no glyph stands for another letter in this document already; then they are noted."""
        known = self._readings
        if any(known.get(face, {}).get(gid, letter) != letter for face, gid, letter in readings):
            return False
        for face, gid, letter in readings:
            known.setdefault(face, {})[gid] = letter
        return True

    def embed(self, file: PdfFile) -> dict[str, int]:
        """Embed them; their numbers by resource name."""
        return {
            resource_name(face): embed(file, face, gids, self._readings.get(face, {}))
            for face, gids in self._shown.items()
        }


def resource_name(face: Face) -> str:
    """The name of a font in every document."""
    return f"F{2 * FAMILIES.index(face.family) + face.name.endswith('Bold')}"


@lru_cache(_KEPT)
def inked(paragraph: Paragraph, *, apart: bool = False) -> Inked:
    """The paragraph as it is drawn, wherever it stands; `apart` gives rare glyphs their text beside them."""
    lines: list[tuple[float, float, str]] = []
    glyphs: dict[Face, set[int]] = {}
    readings: dict[tuple[Face, int], str] = {}
    down = 0.0
    for line in paragraph.lines:
        height = line_height(line)
        extra = height - line.ascent - line.descent
        operators = _operators(line, {} if apart else readings, apart=apart)
        lines.append((paragraph.left_of(line), down + extra / 2 + line.ascent, operators))
        for piece in line.pieces:
            shown = glyphs.setdefault(piece.face, set())
            for cluster in piece.shaped.clusters:
                shown.update([glyph.gid for glyph in cluster.glyphs])
        down += height
    return Inked(
        tuple(lines),
        tuple((face, frozenset(gids)) for face, gids in glyphs.items()),
        tuple((face, gid, letter) for (face, gid), letter in readings.items()),
    )


def _operators(line: Line, readings: dict[tuple[Face, int], str], *, apart: bool) -> str:
    """The operators of a line; what rare glyphs stand for is added to the readings."""
    red, green, blue = line.style.colour
    parts = [f"{red:.3g} {green:.3g} {blue:.3g} rg"]
    writer: _RunWriter | None = None
    left = begun = 0.0
    before = 0
    for piece in line.pieces:
        # from right to left each word is a drawing of its own: in one long one the box of a tall letter would reach over
        # the marks of another word, as where something was laid over them
        if writer is None or piece.face is not writer.face or (piece.level | before) & 1:
            parts.extend(writer.end() if writer is not None else ())
            place = round(left, 2)
            if place != begun:
                parts.append(f"{number(place - begun)} 0 Td")
                begun = place
            size = line.style.size * piece.face.scale
            if writer is None or piece.face is not writer.face:
                parts.append(f"/{resource_name(piece.face)} {number(size)} Tf")
            writer = _RunWriter(piece.face, size, readings, apart=apart)
        parts.extend(writer.write(piece))
        before = piece.level
        left += piece.advance * line.style.size
    parts.extend(writer.end() if writer is not None else ())
    return " ".join([*parts, "ET"])


class _RunWriter:
    """Writes pieces of one font, one after the other; keeps what has to be carried from glyph to glyph."""

    def __init__(self, face: Face, size: float, readings: dict[tuple[Face, int], str], *, apart: bool) -> None:
        self.face = face
        self._size = size
        self._letters = letters(face)
        self._readings = readings
        self._apart = apart
        self._row: list[str] = []  # what goes between [ and ] TJ
        self._codes: list[str] = []
        self._owed = 0.0  # thousandths of an em by which the pen stands too far to the right
        self._rise = 0.0

    def write(self, piece: Piece) -> Iterator[str]:
        """The operators of the piece's clusters, as far as they cannot wait for what follows."""
        for cluster in piece.shaped.clusters:
            if self._speaks_for_itself(cluster):
                yield from self._glyphs(cluster.glyphs)
                continue
            for text, glyphs in _spans(cluster, whole=bool(piece.level & 1)):
                yield from self._shown()
                yield f"/Span <</ActualText <FEFF{utf16(text)}>>> BDC"
                yield from self._glyphs(glyphs)
                yield from self._shown()
                yield "EMC"

    def _speaks_for_itself(self, cluster: Cluster) -> bool:
        """Whether its one glyph stands for its one letter and no other; else the text is given beside the glyphs.

        A glyph that stands for several letters is known with them all, but readers turn them round in lines that run
        from right to left.
        """
        if len(cluster.glyphs) != 1:
            return False
        gid = cluster.glyphs[0].gid
        known = self._letters.get(gid)
        if known is None and not self._apart:
            known = self._readings.setdefault((self.face, gid), cluster.text)
        return known == cluster.text and len(known) == 1

    def end(self) -> Iterator[str]:
        """What is still to be shown."""
        yield from self._shown()
        if self._rise:
            yield "0 Ts"

    def _glyphs(self, glyphs: Iterable[Glyph]) -> Iterator[str]:
        for glyph in glyphs:
            rise = round(glyph.dy * self._size / 1000, 2)
            if rise != self._rise:
                yield from self._shown()
                yield f"{number(rise)} Ts"
                self._rise = rise
            self._move(-glyph.dx)
            self._codes.append(f"{glyph.gid:04X}")
            self._owed += self.face.advance(glyph.gid) - glyph.advance + glyph.dx

    def _move(self, back: float) -> None:
        self._owed += back
        if abs(self._owed) >= _SMALLEST_STEP:
            self._end_codes()
            step = round(self._owed)
            self._row.append(str(step))
            self._owed -= step

    def _end_codes(self) -> None:
        if self._codes:
            self._row.append(f"<{''.join(self._codes)}>")
            self._codes = []

    def _shown(self) -> Iterator[str]:
        self._end_codes()
        if self._row:
            yield f"[{' '.join(self._row)}] TJ"
            self._row = []


def _spans(cluster: Cluster, *, whole: bool) -> Iterator[tuple[str, Sequence[Glyph]]]:
    """The glyphs of a cluster with the text that stands for them.

    A glyph that is raised or lowered becomes a drawing of its own in a reader; some readers then give the cluster's text
    once for each. So each such glyph gets one of the marks at the end of the text, as far as there are any: joined, they
    are the cluster's text. From right to left (`whole`) the last mark stands first; there the text is not divided.
    """
    text, glyphs = cluster.text, cluster.glyphs
    raised = [place for place in range(1, len(glyphs)) if glyphs[place].dy != glyphs[place - 1].dy]
    marks = min(sum(1 for _mark in takewhile(_is_mark, reversed(text))), len(text) - 1)
    cuts = raised[-marks:] if marks and not whole else []
    texts = [text[: len(text) - len(cuts)], *text[len(text) - len(cuts) :]]
    for own, start, stop in zip(texts, [0, *cuts], [*cuts, len(glyphs)], strict=True):
        yield own, glyphs[start:stop]


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
