"""Read a paper's text back from its pages, element by element, and make sure that it stands there as it is read.

PDFium's own text of a page guesses the direction of lines and loses Arabic, Khmer and mixed lines. Here every element of
the structure is read from the glyphs drawn for it, from left to right. Where letters stand in another order than they
are read in, the element says how it is read (ActualText); that is believed only if the bidirectional algorithm turns it
into exactly the letters that are drawn. Text that belongs to no element is foreign: the register writes none.

This looks at what is drawn as text, not at what covers it: pictures over text are found by eye or by `same_picture`.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import ImageChops

from registry_app.core.errors import BadFile
from registry_app.core.texts import _
from registry_app.documents.text.bidi import Base, order, visual_order
from registry_app.documents.text.characters import bidi_class, mirrored
from registry_app.documents.text.fallback import is_blank

ONE_AT_A_TIME: Final = RLock()
"""PDFium is not safe for threads: whoever opens a document with it holds this until the document is closed."""
_NO_MARK: Final = -1
_LINE_END_HYPHEN: Final = "\x02"  # what PDFium makes of a hyphen at the end of a line
_LINE_STEP: Final = 0.5  # of the type size: a pen that sinks more starts a new line
_DEPTH_LIMIT: Final = 60
_ELEMENT_LIMIT: Final = 20_000  # a hostile structure may lead in circles
_SIDE_LIMIT: Final = 2400.0  # points: more than A1
_SCALE: Final = 100 / 72
_SAME_PIXEL: Final = 24  # of 255: what two renderings of the same page may differ
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_ARABIC_MARKS: Final = frozenset(map(chr, (*range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6EE))))
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class ReadElement:
    """One element of a page: its tag, the table row (0: none) and kind of cell it is in, and its text in reading order.

    `certain` is false where what the element says of itself is not what is drawn; the text is then what is drawn.
    """

    page: int
    tag: str
    row: int
    cell: str
    text: str
    certain: bool


@dataclass(frozen=True)
class ReadPaper:
    """All text of a paper; `foreign` is what belongs to no element."""

    elements: tuple[ReadElement, ...]
    foreign: tuple[str, ...]


def read_paper(pdf: bytes) -> ReadPaper:
    """The paper's text; `BadFile` when PDFium cannot open it."""
    elements: list[ReadElement] = []
    foreign: list[str] = []
    with _opened(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            drawn = _drawn_lines(page)
            for element in _structure(page):
                marks = [mark for mark in element.marks if mark in drawn]
                lines = [line for mark in marks for line in drawn[mark]]
                if lines:
                    text, certain = _in_reading_order(lines, element.actual)
                    elements.append(ReadElement(number, element.tag, element.row, element.cell, text, certain))
                for mark in marks:
                    del drawn[mark]
            foreign += [line for lines in drawn.values() for line in lines if line.strip()]
    return ReadPaper(tuple(elements), tuple(foreign))


def read_text(pdf: bytes) -> list[str]:
    """The text of every element in the order of the structure, then foreign text; NFC, single spaces."""
    paper = read_paper(pdf)
    return [element.text for element in paper.elements] + [normalised(text) for text in paper.foreign]


def facts_on_page(pdf: bytes, expected: Mapping[str, str]) -> list[str]:
    """The names of the expected fields that do not stand on the paper; also `"foreign text"` where there is any.

    A field is there when an element's text is exactly it; a day in ISO form also when the element gives it in brackets
    behind the day in words.
    """
    paper = read_paper(pdf)
    texts = {element.text for element in paper.elements if element.certain}
    days = {text[-11:-1] for text in texts if text.endswith(")") and _ISO_DAY.fullmatch(text[-11:-1])}
    missing = []
    for name, value in expected.items():
        wanted = normalised(value)
        if wanted not in texts and wanted not in days:
            missing.append(name)
    return [*missing, *(["foreign text"] if paper.foreign else [])]


def same_picture(pdf: bytes, rebuilt: bytes) -> bool:
    """Whether two files look the same on every page, drawn at 100 dpi with their annotations."""
    with _opened(pdf) as one, _opened(rebuilt) as other:
        if len(one) != len(other):
            return False
        for number in range(len(one)):
            if max(one[number].get_size() + other[number].get_size()) > _SIDE_LIMIT:
                return False
            pictures = [
                document[number].render(scale=_SCALE, may_draw_forms=False).to_pil().convert("RGB")
                for document in (one, other)
            ]
            if pictures[0].size != pictures[1].size:
                return False
            bands = ImageChops.difference(*pictures).split()
            if any(band.getextrema()[1] > _SAME_PIXEL for band in bands):  # type: ignore[operator]  # one band: a pair
                return False
    return True


def normalised(text: str) -> str:
    """NFC, single spaces, without characters that are not drawn (joiners stay)."""
    shown = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or character in "\u200c\u200d" or not is_blank(character)
    )
    return " ".join(shown.split())


# ── what is drawn ──


@dataclass
class _Line:
    """A line being read: units from left to right, each a character or a cluster."""

    baseline: float
    units: list[str] = field(default_factory=list)


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise BadFile(
                _("The PDF cannot be read: it is damaged or locked."),
                hint=_("Ask for the file as the office issued it."),
            ) from error
        try:
            yield document
        finally:
            document.close()


def _drawn_lines(page: Any) -> dict[int, list[str]]:
    """For each marked content its lines, as strings from left to right; `_NO_MARK` for text outside any."""
    characters = _characters_by_object(page)
    lines: dict[int, list[_Line]] = defaultdict(list)
    last_span = None
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=8):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
        span, actual = _span(thing.raw)
        matrix = thing.get_matrix()
        size = _type_size(thing.raw) or 1.0
        found = lines[mark]
        if not found or abs(matrix.f - found[-1].baseline) > _LINE_STEP * size:
            found.append(_Line(matrix.f))
        if span is not None:
            if span != last_span:
                found[-1].units.append(_as_drawn(actual))
        else:
            found[-1].units += characters.get(_address(thing.raw), [" "])
        last_span = span
    return {mark: ["".join(line.units) for line in found] for mark, found in lines.items()}


def _characters_by_object(page: Any) -> dict[int, list[str]]:
    """The characters of each text object, from left to right; objects of spaces have none."""
    text_page = page.get_textpage()
    found: dict[int, list[tuple[float, str]]] = defaultdict(list)
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text_page.raw)):
        owner = pdfium.FPDFText_GetTextObject(text_page.raw, index)
        if not owner:
            continue
        pdfium.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
        character = chr(pdfium.FPDFText_GetUnicode(text_page.raw, index))
        found[_address(owner)].append((x.value, "-" if character == _LINE_END_HYPHEN else character))
    text_page.close()
    return {owner: [character for _x, character in sorted(pairs)] for owner, pairs in found.items()}


def _address(thing: Any) -> int:
    return ctypes.addressof(thing.contents)


def _type_size(thing: Any) -> float:
    size = ctypes.c_float()
    return size.value if pdfium.FPDFTextObj_GetFontSize(thing, size) else 0.0


def _span(thing: Any) -> tuple[int | None, str]:
    """The mark that carries an ActualText, if any, and that text."""
    for index in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark = pdfium.FPDFPageObj_GetMark(thing, index)
        # not as a string: PDFium (2026) takes the two bytes of UTF-16 for two characters there
        length = ctypes.c_ulong()
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", None, 0, length) and length.value:
            buffer = ctypes.create_string_buffer(length.value)
            room = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ubyte))
            pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", room, length.value, length)
            return _address(mark), _text_string(buffer.raw)
    return None, ""


def _text_string(content: bytes) -> str:
    """A PDF text string: UTF-16 with its byte order mark, else single bytes."""
    if content.startswith(b"\xfe\xff"):
        return content[2:].decode("utf-16-be", "replace")
    return content.decode("latin-1")


def _as_drawn(cluster: str) -> str:
    """A cluster's characters from left to right."""
    turned = any(bidi_class(character) in _RIGHT_TO_LEFT or character in _ARABIC_MARKS for character in cluster)
    return cluster[::-1] if turned else cluster


# ── what the structure says ──


@dataclass
class _Element:
    tag: str
    row: int
    cell: str
    actual: str
    marks: list[int]


def _structure(page: Any) -> Iterator[_Element]:
    """The elements of a page in the order of the structure."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    walk = _Walk()
    try:
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            yield from walk.elements(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), 0)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


@dataclass
class _Walk:
    """Goes through a structure tree; counts its elements and the table rows of the page."""

    seen: int = 0
    rows: int = 0
    row: int = 0
    cell: str = ""

    def elements(self, element: Any, depth: int) -> Iterator[_Element]:
        """An element and those in it, as far as they have marked content on this page."""
        self.seen += 1
        if not element or depth > _DEPTH_LIMIT or self.seen > _ELEMENT_LIMIT:
            return
        tag = _string(pdfium.FPDF_StructElement_GetType, element)
        outside = self.row, self.cell
        if tag == "TR":
            self.rows += 1
            self.row = self.rows
        elif tag in ("TH", "TD"):
            self.cell = tag
        count = pdfium.FPDF_StructElement_CountChildren(element)
        marks = [pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index) for index in range(count)]
        own = [mark for mark in marks if mark >= 0]
        if own:
            actual = _string(pdfium.FPDF_StructElement_GetActualText, element)
            yield _Element(tag, self.row, self.cell, actual, own)
        for index in range(count):
            yield from self.elements(pdfium.FPDF_StructElement_GetChildAtIndex(element, index), depth + 1)
        self.row, self.cell = outside


def _string(ask: Any, element: Any) -> str:
    length = ask(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


# ── both together ──


def _in_reading_order(lines: list[str], actual: str) -> tuple[str, bool]:
    """The text of drawn lines in reading order, and whether it is certain.

    Without an ActualText the lines are taken as they stand; with letters that run from right to left among them that
    cannot be the order they are read in.
    """
    if not actual:
        text = " ".join(lines)
        turned = any(bidi_class(character) in _RIGHT_TO_LEFT for character in text)
        return normalised(text), not turned
    bases: tuple[Base, ...] = (1, 0)
    if any(_draws(actual, base, lines) for base in bases):
        return normalised(actual), True
    return normalised(" ".join(lines)), False


def _draws(text: str, base: Base, lines: list[str]) -> bool:
    """Whether the text, in this direction and broken like the lines, shows exactly their characters."""
    levels = order(text, base).levels
    shown = [index for index, character in enumerate(text) if not character.isspace() and not is_blank(character)]
    place = 0
    for line in lines:
        wanted = [character for character in line if not character.isspace() and not is_blank(character)]
        chunk = shown[place : place + len(wanted)]
        place += len(wanted)
        visual = visual_order([levels[index] for index in chunk])
        if [_unmirrored(text[chunk[index]]) for index in visual] != [_unmirrored(character) for character in wanted]:
            return False
    return place == len(shown)


def _unmirrored(character: str) -> str:
    """One of a pair of brackets for both: PDFium names now the character of the text, now its mirror image."""
    return min(character, mirrored(character))
