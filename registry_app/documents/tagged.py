"""A tagged document: PDF/A-1b with the structure of PDF/UA, the same bytes for the same contents and moment.

Everything painted is either marked as part of a structure element or as an artifact. One pass writes the file, a
signature's place included (`documents.sign_field`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from registry_app.core.texts import bare
from registry_app.documents.codes import QUIET_ZONE, QrCode
from registry_app.documents.icc import srgb_profile
from registry_app.documents.pdf_file import PdfFile
from registry_app.documents.pdf_objects import Value, array, compressed, dictionary, number, reference, stream, text
from registry_app.documents.sign_field import SignaturePlaceholder, date_string
from registry_app.documents.structure import HEADINGS, Element, Heading, annotation_key, write_bookmarks, write_tree
from registry_app.documents.text.draw import Fonts
from registry_app.documents.text.layout import Paragraph
from registry_app.documents.xmp import DocumentInfo, xmp_packet

MM: Final = 72 / 25.4
A4: Final = (210 * MM, 297 * MM)
_WIDGET_FLAGS: Final = 132  # printed and locked (ISO 32000-1, table 165)

Box = tuple[float, float, float, float]  # left, bottom, right, top in points from the lower left corner
_TEXTS: Final = 4_096


@dataclass
class _Page:
    number: int
    code: list[str] = field(default_factory=list)
    marked: list[Element] = field(default_factory=list)
    annotations: list[bytes] = field(default_factory=list)


class TaggedDocument:
    """Pages being written; `finish` gives the bytes."""

    def __init__(self, info: DocumentInfo, size: tuple[float, float] = A4) -> None:
        self.info = info
        self.width, self.height = size
        self._file = PdfFile()
        self._fonts = Fonts()
        self._forms: dict[str, Value] = {}
        self._root = Element("Document")
        self._open = [self._root]
        self._pages = [_Page(self._file.reserve())]
        self._fields: list[bytes] = []
        self._annotated: list[tuple[int, Element]] = []
        self._headings: list[Heading] = []

    @property
    def page_number(self) -> int:
        """The number of the page being written, from 1."""
        return len(self._pages)

    def next_page(self) -> None:
        """Start another page; an open element goes on there."""
        self._pages.append(_Page(self._file.reserve()))

    # ── structure ──

    @contextlib.contextmanager
    def element(
        self, tag: str, *, language: str = "", alt: str = "", actual: str = "", scope: str = "", box: Box | None = None
    ) -> Iterator[None]:
        """A structure element around what is drawn in the block; `alt` describes a picture, `actual` is its text."""
        entries = _texts("" if language == self.info.language else language, alt, actual)
        if scope:
            entries += b"/A <</O /Table /Scope /%b>> " % scope.encode("ascii")
        if box:
            entries += b"/A <</O /Layout /Placement /Block /BBox %b>> " % array(map(number, box))
        element = Element(tag, entries)
        self._open[-1].kids.append(element)
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()

    @contextlib.contextmanager
    def marked(self) -> Iterator[None]:
        """Marked content of the element that is open: what the block paints belongs to it."""
        page, element = self._pages[-1], self._open[-1]
        self._mark(page, element)
        try:
            yield
        finally:
            page.code.append("EMC")

    def _mark(self, page: _Page, element: Element) -> None:
        page.code.append(f"/{element.tag} <</MCID {len(page.marked)}>> BDC")
        element.kids.append((len(self._pages) - 1, len(page.marked)))
        page.marked.append(element)

    @contextlib.contextmanager
    def artifact(self) -> Iterator[None]:
        """Ornament: painted, but no part of the text."""
        self._pages[-1].code.append("/Artifact BMC")
        try:
            yield
        finally:
            self._pages[-1].code.append("EMC")

    # ── painting; inside `marked` or `artifact` ──

    def paint(self, operators: str) -> None:
        """Operators of a content stream, with the graphics state kept as it was."""
        self._pages[-1].code.append(f"q {operators} Q")

    def add_form(self, name: str, content: bytes, box: Box) -> None:
        """A drawing to be painted by `/name Do`: compressed operators, kept once in the file however often used.

        It may itself paint forms that were added before it.
        """
        if name not in self._forms:
            entries: dict[str, Value] = {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": array(map(number, box)),
                "Resources": dictionary({"XObject": dictionary(self._forms)} if self._forms else {}),
            }
            self._forms[name] = reference(self._file.add(stream(content, entries)))

    def paint_code(self, code: QrCode, left: float, bottom: float, size: float) -> None:
        """A QR code, its quiet zone inside the size, as a 1-bit image mask in black."""
        step = size / (code.size + 2 * QUIET_ZONE)
        inner = step * code.size
        place = f"{inner:.4f} 0 0 {inner:.4f} {left + QUIET_ZONE * step:.4f} {bottom + QUIET_ZONE * step:.4f} cm"
        picture = f"BI /W {code.size} /H {code.size} /IM true /D [1 0] /F /AHx ID {code.rows.hex()}> EI"
        self._pages[-1].code.append(f"q 0 g {place} {picture} Q")

    def text_block(self, tag: str, paragraph: Paragraph, left: float, top: float, *, scope: str = "") -> float:
        """A paragraph as an element of its own, with its language; turned text is also given in reading order.

        Its first line's top is there; gives the bottom of its last line.
        """
        page = self._pages[-1]
        entries = _own_texts(paragraph, self.info.language)
        if scope:
            entries += b"/A <</O /Table /Scope /%b>> " % scope.encode("ascii")
        element = Element(tag, entries)
        self._open[-1].kids.append(element)
        self._mark(page, element)
        for right, down, operators in self._fonts.draw(paragraph):
            page.code.append(f"BT 1 0 0 1 {left + right:.2f} {top - down:.2f} Tm {operators}")
        page.code.append("EMC")
        if tag in HEADINGS:
            self._headings.append(Heading(HEADINGS[tag], bare(paragraph.source), len(self._pages) - 1, top))
        return top - paragraph.height

    # ── signature ──

    def signature_field(self, placeholder: SignaturePlaceholder, box: Box, description: str) -> None:
        """A field on this page whose signature is filled in later; nothing visible is drawn for it."""
        file, page = self._file, self._pages[-1]
        key = annotation_key(len(self._annotated))
        empty = file.add(stream(b"", {"Type": "/XObject", "Subtype": "/Form", "BBox": "[0 0 1 1]"}, plain=True))
        widget = reference(
            file.add(
                dictionary(
                    {
                        "Type": "/Annot",
                        "Subtype": "/Widget",
                        "FT": "/Sig",
                        "T": text(f"Signature{len(self._annotated) + 1}"),
                        "TU": text(description),
                        "F": _WIDGET_FLAGS,
                        "P": reference(page.number),
                        "Rect": array(map(number, box)),
                        "V": reference(file.add(placeholder.dictionary())),
                        "AP": dictionary({"N": reference(empty)}),
                        "StructParent": key,
                    }
                )
            )
        )
        page.annotations.append(widget)
        self._fields.append(widget)
        there = dictionary({"Type": "/OBJR", "Obj": widget, "Pg": reference(page.number)})
        element = Element("Form", _texts("", description, ""), [there])
        self._open[-1].kids.append(element)
        self._annotated.append((key, element))

    # ── the file ──

    def finish(self) -> bytes:
        """The bytes of the file; called once."""
        file = self._file
        fonts: dict[str, Value] = {name: reference(number) for name, number in self._fonts.embed(file).items()}
        resources = file.add(
            dictionary(
                {"Font": dictionary(fonts), "XObject": dictionary(self._forms), "ProcSet": "[/PDF /Text /ImageB]"}
            )
        )
        numbers = [page.number for page in self._pages]
        tree = file.add(dictionary({"Type": "/Pages", "Kids": array(map(reference, numbers)), "Count": len(numbers)}))
        for index, page in enumerate(self._pages):
            self._write_page(index, page, resources, tree)
        return file.finish(file.add(self._catalogue(tree, numbers)), file.add(self._information()))

    def _write_page(self, index: int, page: _Page, resources: int, tree: int) -> None:
        content = compressed("\n".join(page.code).encode("ascii"))
        entries: dict[str, Value] = {
            "Type": "/Page",
            "Parent": reference(tree),
            "MediaBox": array(["0", "0", number(self.width), number(self.height)]),
            "Resources": reference(resources),
            "Contents": reference(self._file.add(stream(content))),
            "StructParents": index,
            "Tabs": "/S",
        }
        if page.annotations:
            entries["Annots"] = array(page.annotations)
        self._file.put(page.number, dictionary(entries))

    def _catalogue(self, tree: int, pages: list[int]) -> bytes:
        file, marked = self._file, [page.marked for page in self._pages]
        metadata = file.add(stream(xmp_packet(self.info), {"Type": "/Metadata", "Subtype": "/XML"}, plain=True))
        intent: dict[str, Value] = {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": text("sRGB IEC61966-2.1"),
            "Info": text("sRGB IEC61966-2.1"),
            "DestOutputProfile": reference(file.add(_colour_profile())),
        }
        direction: dict[str, Value] = {"Direction": "/R2L"} if self.info.language.startswith("ar") else {}
        entries: dict[str, Value] = {
            "Type": "/Catalog",
            "Pages": reference(tree),
            "Lang": text(self.info.language),
            "MarkInfo": "<</Marked true>>",
            "StructTreeRoot": reference(write_tree(file, self._root, pages, marked, self._annotated)),
            "Metadata": reference(metadata),
            "OutputIntents": array([dictionary(intent)]),
            "ViewerPreferences": dictionary({"DisplayDocTitle": "true"} | direction),
        }
        bookmarks = write_bookmarks(file, self._headings, pages)
        if bookmarks is not None:
            entries["Outlines"] = reference(bookmarks)
        if self._fields:
            entries["AcroForm"] = dictionary({"Fields": array(self._fields), "SigFlags": 3})
        return dictionary(entries)

    def _information(self) -> bytes:
        info = self.info
        texts = {
            "Title": info.title,
            "Author": info.author,
            "Subject": info.subject,
            "Keywords": info.keywords,
            "Creator": info.creator,
            "Producer": info.producer,
        }
        moment = date_string(info.moment)
        entries: dict[str, Value] = {key: text(value) for key, value in texts.items()}
        return dictionary(entries | {"CreationDate": moment, "ModDate": moment})


@lru_cache(_TEXTS)
def _own_texts(paragraph: Paragraph, language: str) -> bytes:
    """Language and text of a paragraph as entries of its element; the document's `language` goes without saying."""
    # a line may end where there is no space: where several lines are one text is said too
    actual = paragraph.source if paragraph.turned or len(paragraph.lines) > 1 else ""
    own = paragraph.style.language
    return _texts("" if own == language else own, "", actual)


def _texts(language: str, alt: str, actual: str) -> bytes:
    named = ((b"Lang", language), (b"Alt", alt), (b"ActualText", actual))
    return b"".join(b"/%b %b " % (key, text(value)) for key, value in named if value)


@cache
def _colour_profile() -> bytes:
    return stream(compressed(srgb_profile()), {"N": 3})
