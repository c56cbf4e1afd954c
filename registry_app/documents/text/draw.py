"""Lines as PDF operators: glyphs at their places, and the text behind every cluster that needs more than ToUnicode."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from reportlab.pdfbase import pdfdoc

from registry_app.documents.pdf_objects import number
from registry_app.documents.text.embedded import EmbeddedFont, utf16
from registry_app.documents.text.faces import Cluster, Face, Glyph
from registry_app.documents.text.itemise import Piece
from registry_app.documents.text.layout import Line

_SMALLEST_STEP: Final = 0.5  # thousandths of an em: less is not worth a number in the file


class Fonts:
    """The fonts of one document, each embedded once at the end."""

    def __init__(self) -> None:
        self._fonts: dict[Face, EmbeddedFont] = {}

    def of(self, face: Face) -> EmbeddedFont:
        """The document's font for a face."""
        if face not in self._fonts:
            self._fonts[face] = EmbeddedFont(face, f"F{len(self._fonts) + 1}")
        return self._fonts[face]

    def add_to(self, document: pdfdoc.PDFDocument) -> dict[str, object]:
        """Embed them; their references by resource name."""
        return {font.name: font.add_to(document) for font in self._fonts.values()}


def line_operators(line: Line, left: float, baseline: float, fonts: Fonts) -> str:
    """The operators that show the line with its left end and baseline there (points from the lower left corner)."""
    red, green, blue = line.style.colour
    parts = [f"BT {red:.3g} {green:.3g} {blue:.3g} rg"]
    current: EmbeddedFont | None = None
    for piece in line.pieces:
        font = fonts.of(piece.face)
        if font is not current:
            parts.append(f"/{font.name} {number(line.style.size * piece.face.scale)} Tf")
            current = font
        parts.append(f"1 0 0 1 {number(left)} {number(baseline)} Tm")
        parts.extend(_PieceWriter(font, line.style.size * piece.face.scale).write(piece))
        left += piece.advance * line.style.size
    return " ".join([*parts, "ET"])


class _PieceWriter:
    """Writes one piece; keeps what has to be carried from glyph to glyph."""

    def __init__(self, font: EmbeddedFont, size: float) -> None:
        self._font = font
        self._size = size
        self._row: list[str] = []  # what goes between [ and ] TJ
        self._codes: list[str] = []
        self._owed = 0.0  # thousandths of an em by which the pen stands too far to the right
        self._rise = 0.0

    def write(self, piece: Piece) -> Iterator[str]:
        """The operators of the piece's clusters."""
        for cluster in piece.shaped.clusters:
            if self._font.use(cluster):
                yield from self._glyphs(cluster.glyphs)
                continue
            for text, glyphs in _spans(cluster, whole=bool(piece.level & 1)):
                yield from self._shown()
                yield f"/Span <</ActualText <FEFF{utf16(text)}>>> BDC"
                yield from self._glyphs(glyphs)
                yield from self._shown()
                yield "EMC"
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
            self._owed += self._font.face.advance(glyph.gid) - glyph.advance + glyph.dx

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
