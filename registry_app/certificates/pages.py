"""Pages of a PDF as pictures: what the eye sees, what the text alone draws, and the page without its text.

PDFium draws hostile files too, so size, pages and unpacked bytes are limited before it is asked.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from registry_app.core.errors import BadFile
from registry_app.core.texts import _, say
from registry_app.documents.read_back import ONE_AT_A_TIME

FILE_LIMIT: Final = 25 << 20
PAGE_LIMIT: Final = 20
_SIDE_LIMIT_POINTS: Final = 2400.0  # a little more than A1
_UNPACKED_LIMIT: Final = 256 << 20
_LAYERS_LIMIT: Final = 3
_PIXELS_A_POINT: Final = 200 / 72
_NESTED: Final = 8
_OBJECTS_LIMIT: Final = 30_000
_LONGEST_SIDE: Final = 3600
_LONGEST_DRAWN: Final = 7200  # an A4 page at 600 points to the inch
_STREAM: Final = re.compile(rb"stream\r?\n")
_UNSEEN: Final = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_WHITE: Final = (255, 255, 255, 255)
_CLEAR: Final = (255, 255, 255, 0)

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class TextRun:
    """A piece of text as one object of the page: where it is drawn, in pixels.

    `words` are what a reader takes it for; `unseen` where it is of an invisible kind, or reaches over the page's edge.
    """

    box: Box
    words: str
    unseen: bool


@dataclass(frozen=True)
class PagePictures:
    """One page, three times, pixel on pixel.

    `seen` is the page with its annotations; `text` holds the text alone on a clear ground (RGBA); `ground` is the page
    without its text. `laid_over` counts annotations besides the one field of a signature: other readers may draw them
    differently, and the register lays nothing over its pages.
    """

    number: int
    seen: Image.Image
    text: Image.Image
    ground: Image.Image
    runs: tuple[TextRun, ...]
    laid_over: int


def page_pictures(content: bytes) -> Iterator[PagePictures]:
    """Every page of the file; `BadFile` when PDFium cannot draw it or it asks for more than a paper would."""
    with opened(content) as document:
        for number in range(len(document)):
            page = document[number]
            scale = _scale(page, number + 1)
            objects = list(islice(page.get_objects(max_depth=_NESTED, textpage=page.get_textpage()), _OBJECTS_LIMIT))
            if len(objects) == _OBJECTS_LIMIT:
                raise BadFile(
                    say(_("Page {number} of the PDF holds more than any paper does."), number=number + 1),
                    hint=_("Check the file as the office issued it."),
                )
            seen = _drawn(page, scale, _WHITE, annotations=True)
            runs = tuple(_runs(page, objects, scale))
            ground = _without(page, objects, scale, _WHITE, text=True)
            text = _without(page, objects, scale, _CLEAR, text=False)
            pictures = seen.convert("RGB"), text.convert("RGBA"), ground.convert("RGB")
            yield PagePictures(number + 1, *pictures, runs, _laid_over(page))


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The PDFium document; `BadFile` with a sentence where it cannot or must not be opened."""
    _must_be_small(content)
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise BadFile(
                    _("The PDF is locked with a password; the register never locks its papers."),
                    hint=_("Ask for the file as the office issued it."),
                ) from error
            raise _cannot_be_read() from error
        try:
            if not 1 <= len(document) <= PAGE_LIMIT:
                raise BadFile(
                    say(
                        _("The PDF has {count} pages; no paper of the register has more than {limit}."),
                        count=len(document),
                        limit=PAGE_LIMIT,
                    ),
                    hint=_("Check the file as the office issued it."),
                )
            yield document
        except pypdfium2.PdfiumError as error:
            raise _cannot_be_read() from error
        finally:
            document.close()


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in points; `BadFile` as for `page_pictures`."""
    with opened(content) as document:
        return tuple((document[place].get_width(), document[place].get_height()) for place in range(len(document)))


def page_picture(content: bytes, place: int, scale: float) -> Image.Image:
    """One page (counted from 0) as it is printed, in RGB; `scale` is pixels to a point, less where the page is too large."""
    with opened(content) as document:
        page = document[place]
        longest: float = max(page.get_width(), page.get_height())
        return _drawn(page, min(scale, _LONGEST_DRAWN / longest), _WHITE, annotations=True).convert("RGB")


def _must_be_small(content: bytes) -> None:
    if len(content) > FILE_LIMIT:
        raise BadFile(
            say(_("The file is larger than {limit} MB; no paper of the register is."), limit=FILE_LIMIT >> 20),
            hint=_("Check the file as the office issued it, or a smaller picture."),
        )
    room = _UNPACKED_LIMIT
    for found in _STREAM.finditer(content):
        room -= _unpacked_size(content[found.end() :] if room > 0 else b"", room)
        if room <= 0:
            raise BadFile(
                _("The PDF unpacks to far more than it seems to hold; it was made to choke the program."),
                hint=_("Do not open it; check the file as the office issued it."),
            )


def _unpacked_size(packed: bytes, room: int) -> int:
    """Bytes behind a stream packed once or several times over; at least `room` when there are too many."""
    size = 0
    for _layer in range(_LAYERS_LIMIT):
        try:
            unpacked = zlib.decompressobj().decompress(packed, room)
        except zlib.error:
            break
        size = max(size, len(unpacked))
        if size >= room:
            break
        packed = unpacked
    return size


def _scale(page: Any, number: int) -> float:
    longest: float = max(page.get_width(), page.get_height())
    if not 0 < longest <= _SIDE_LIMIT_POINTS:
        raise BadFile(
            say(_("Page {number} of the PDF is larger than any paper."), number=number),
            hint=_("Check the file as the office issued it."),
        )
    return min(_PIXELS_A_POINT, _LONGEST_SIDE / longest)


def _drawn(page: Any, scale: float, ground: tuple[int, int, int, int], *, annotations: bool) -> Image.Image:
    bitmap = page.render(scale=scale, fill_color=ground, draw_annots=annotations, rev_byteorder=True)
    picture: Image.Image = bitmap.to_pil()
    return picture


def _without(
    page: Any, objects: list[Any], scale: float, ground: tuple[int, int, int, int], *, text: bool
) -> Image.Image:
    """The page with its text hidden, or with everything but its text hidden; afterwards all is shown again."""
    hidden = [
        thing
        for thing in objects
        if thing.type != pdfium.FPDF_PAGEOBJ_FORM and (thing.type == pdfium.FPDF_PAGEOBJ_TEXT) is text
    ]
    for thing in hidden:
        pdfium.FPDFPageObj_SetIsActive(thing.raw, False)
    picture = _drawn(page, scale, ground, annotations=text)
    for thing in hidden:
        pdfium.FPDFPageObj_SetIsActive(thing.raw, True)
    return picture


def _runs(page: Any, objects: list[Any], scale: float) -> Iterator[TextRun]:
    page_left, page_bottom, page_right, page_top = page.get_bbox()
    for thing in objects:
        if thing.type != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        words = thing.extract()
        left, bottom, right, top = _bounds_on_page(thing)
        if not words.strip() and (left == right or bottom == top):
            continue  # a space: nothing to read, nothing to see
        outside = left < page_left - 1 or bottom < page_bottom - 1 or right > page_right + 1 or top > page_top + 1
        box = (
            max(int((left - page_left) * scale) - 1, 0),
            max(int((page_top - top) * scale) - 1, 0),
            int((min(right, page_right) - page_left) * scale) + 2,
            int((page_top - max(bottom, page_bottom)) * scale) + 2,
        )
        yield TextRun(box, words, outside or pdfium.FPDFTextObj_GetTextRenderMode(thing.raw) in _UNSEEN)


def _laid_over(page: Any) -> int:
    kinds = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _OBJECTS_LIMIT)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        kinds.append(pdfium.FPDFAnnot_GetSubtype(annotation))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return len(kinds) - min(kinds.count(pdfium.FPDF_ANNOT_WIDGET), 1)


def _bounds_on_page(thing: Any) -> tuple[float, float, float, float]:
    """The object's box in the page's own points, through every form it is nested in."""
    left, bottom, right, top = thing.get_bounds()
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    container = thing.container
    while container is not None:
        matrix = container.get_matrix()
        corners = [matrix.on_point(x, y) for x, y in corners]
        container = container.container
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _cannot_be_read() -> BadFile:
    return BadFile(_("The PDF is damaged and cannot be drawn."), hint=_("Get the file again from the office."))
