"""A tagged document: PDF/A-1b with the structure of PDF/UA, the same bytes for the same contents and moment.

Everything painted is either marked as part of a structure element or as an artifact. One pass writes the file, a
signature's place included (`documents.sign_field`).
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from reportlab.pdfbase import pdfdoc

from registry_app.documents.codes import QUIET_ZONE, QrCode
from registry_app.documents.icc import srgb_profile
from registry_app.documents.pdf_objects import Dictionary, Raw, Stream, array, compressed, dictionary, number, text
from registry_app.documents.sign_field import SignaturePlaceholder, date_string
from registry_app.documents.text.draw import Fonts, line_operators
from registry_app.documents.text.layout import Line, Paragraph, line_height
from registry_app.documents.xmp import DocumentInfo, xmp_packet

MM: Final = 72 / 25.4
A4: Final = (210 * MM, 297 * MM)
_WIDGET_FLAGS: Final = 132  # printed and locked (ISO 32000-1, table 165)

Box = tuple[float, float, float, float]  # left, bottom, right, top in points from the lower left corner


@dataclass
class _Element:
    """A structure element; its kids are elements, or a (page, number) of marked content, or a reference."""

    tag: str
    entries: dict[str, object] = field(default_factory=dict)
    kids: list[_Element | tuple[int, int] | object] = field(default_factory=list)
    reference: object = None


@dataclass
class _Page:
    code: list[str] = field(default_factory=list)
    marked: list[_Element] = field(default_factory=list)
    annotations: list[object] = field(default_factory=list)


class TaggedDocument:
    """Pages being written; `finish` gives the bytes."""

    def __init__(self, info: DocumentInfo, size: tuple[float, float] = A4) -> None:
        self.info = info
        self.width, self.height = size
        self._document = pdfdoc.PDFDocument(invariant=True, compression=True, pdfVersion=(1, 4))
        self._fonts = Fonts()
        self._forms: dict[str, object] = {}
        self._root = _Element("Document")
        self._open = [self._root]
        self._pages = [_Page()]
        self._fields: list[object] = []
        self._annotated: list[tuple[int, _Element]] = []
        self._element_numbers = itertools.count(1)

    @property
    def page_number(self) -> int:
        """The number of the page being written, from 1."""
        return len(self._pages)

    def next_page(self) -> None:
        """Start another page; an open element goes on there."""
        self._pages.append(_Page())

    # ── structure ──

    @contextlib.contextmanager
    def element(
        self, tag: str, *, language: str = "", alt: str = "", actual: str = "", scope: str = "", box: Box | None = None
    ) -> Iterator[None]:
        """A structure element around what is drawn in the block; `alt` describes a picture, `actual` is its text."""
        texts = {"Lang": language, "Alt": alt, "ActualText": actual}
        entries: dict[str, object] = {key: text(value) for key, value in texts.items() if value}
        if scope:
            entries["A"] = dictionary({"O": "/Table", "Scope": f"/{scope}"})
        if box:
            entries["A"] = dictionary({"O": "/Layout", "Placement": "/Block", "BBox": array(map(number, box))})
        element = _Element(tag, entries)
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
        page.code.append(f"/{element.tag} <</MCID {len(page.marked)}>> BDC")
        element.kids.append((len(self._pages) - 1, len(page.marked)))
        page.marked.append(element)
        try:
            yield
        finally:
            page.code.append("EMC")

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
        """A drawing to be painted by `/name Do`: compressed operators, kept once in the file however often used."""
        if name not in self._forms:
            entries = {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": array(map(number, box)),
                "Resources": dictionary({}),
            }
            self._forms[name] = self._document.Reference(Stream(content, entries))

    def paint_line(self, line: Line, left: float, baseline: float) -> None:
        """A line of text."""
        self._pages[-1].code.append(line_operators(line, left, baseline, self._fonts))

    def paint_paragraph(self, paragraph: Paragraph, left: float, top: float) -> float:
        """A paragraph whose first line's top is there; gives the bottom of its last line."""
        for line in paragraph.lines:
            height = line_height(line)
            extra = height - line.ascent - line.descent
            self.paint_line(line, left + paragraph.left_of(line), top - extra / 2 - line.ascent)
            top -= height
        return top

    def paint_code(self, code: QrCode, left: float, bottom: float, size: float) -> None:
        """A QR code, its quiet zone inside the size, as a 1-bit image mask in black."""
        step = size / (code.size + 2 * QUIET_ZONE)
        inner = step * code.size
        place = f"{inner:.4f} 0 0 {inner:.4f} {left + QUIET_ZONE * step:.4f} {bottom + QUIET_ZONE * step:.4f} cm"
        picture = f"BI /W {code.size} /H {code.size} /IM true /D [1 0] /F /AHx ID {code.rows.hex()}> EI"
        self._pages[-1].code.append(f"q 0 g {place} {picture} Q")

    def text_block(self, tag: str, paragraph: Paragraph, left: float, top: float, *, scope: str = "") -> float:
        """A paragraph as an element of its own, with its language; turned text is also given in reading order."""
        # a line may end where there is no space: where several lines are one text is said too
        actual = paragraph.source if paragraph.turned or len(paragraph.lines) > 1 else ""
        with self.element(tag, language=paragraph.style.language, actual=actual, scope=scope), self.marked():
            return self.paint_paragraph(paragraph, left, top)

    # ── signature ──

    def signature_field(self, placeholder: SignaturePlaceholder, box: Box, description: str) -> None:
        """A field on this page whose signature is filled in later; nothing visible is drawn for it."""
        document, page = self._document, self._pages[-1]
        number_here = len(self._annotated)
        empty = Stream(b"", {"Type": "/XObject", "Subtype": "/Form", "BBox": "[0 0 1 1]"}, plain=True)
        widget = document.Reference(
            Dictionary(
                {
                    "Type": "/Annot",
                    "Subtype": "/Widget",
                    "FT": "/Sig",
                    "T": text(f"Signature{number_here + 1}"),
                    "TU": text(description),
                    "F": _WIDGET_FLAGS,
                    "P": pdfdoc.PDFObjectReference(f"Page{len(self._pages)}"),
                    "Rect": array(map(number, box)),
                    "V": document.Reference(Raw(placeholder.dictionary())),
                    "AP": dictionary({"N": document.Reference(empty)}),
                    # after the pages' own keys in the parent tree; made known in `finish`
                    "StructParent": _parent_key_of_annotation(number_here),
                }
            )
        )
        page.annotations.append(widget)
        self._fields.append(widget)
        element = _Element("Form", {"Alt": text(description)})
        element.kids.append(_object_reference(widget, len(self._pages)))
        self._open[-1].kids.append(element)
        self._annotated.append((_parent_key_of_annotation(number_here), element))

    # ── the file ──

    def finish(self) -> bytes:
        """The bytes of the file; called once."""
        document = self._document
        fonts = self._fonts.add_to(document)
        resources = document.Reference(
            Dictionary(
                {"Font": dictionary(fonts), "XObject": dictionary(self._forms), "ProcSet": "[/PDF /Text /ImageB]"}
            )
        )
        tree = pdfdoc.PDFObjectReference("Pages")
        pages = [self._write_page(index, page, resources, tree) for index, page in enumerate(self._pages)]
        document.Reference(Dictionary({"Type": "/Pages", "Kids": array(pages), "Count": len(pages)}), "Pages")
        document.Catalog = self._catalogue(tree)
        document.info = self._information()
        for page in self._pages:
            document.updateSignature("\n".join(page.code).encode("ascii"))
        document.updateSignature(xmp_packet(self.info))
        content: bytes = document.format()
        return content

    def _write_page(self, index: int, page: _Page, resources: object, tree: object) -> object:
        entries: dict[str, object] = {
            "Type": "/Page",
            "Parent": tree,
            "MediaBox": array([0, 0, number(self.width), number(self.height)]),
            "Resources": resources,
            "Contents": self._document.Reference(Stream(compressed("\n".join(page.code).encode("ascii")))),
            "StructParents": index,
            "Tabs": "/S",
        }
        if page.annotations:
            entries["Annots"] = array(page.annotations)
        return self._document.Reference(Dictionary(entries), f"Page{index + 1}")

    def _catalogue(self, pages: object) -> Dictionary:
        document = self._document
        metadata = Stream(xmp_packet(self.info), {"Type": "/Metadata", "Subtype": "/XML"}, plain=True)
        profile = document.Reference(Stream(compressed(srgb_profile()), {"N": 3}))
        intent = {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": text("sRGB IEC61966-2.1"),
            "Info": text("sRGB IEC61966-2.1"),
            "DestOutputProfile": profile,
        }
        entries: dict[str, object] = {
            "Type": "/Catalog",
            "Pages": pages,
            "Lang": text(self.info.language),
            "MarkInfo": dictionary({"Marked": "true"}),
            "StructTreeRoot": self._structure(),
            "Metadata": document.Reference(metadata),
            "OutputIntents": array([dictionary(intent)]),
            "ViewerPreferences": dictionary({"DisplayDocTitle": "true"} | self._reading_order()),
        }
        if self._fields:
            entries["AcroForm"] = dictionary({"Fields": array(self._fields), "SigFlags": 3})
        return Dictionary(entries)

    def _reading_order(self) -> dict[str, str]:
        return {"Direction": "/R2L"} if self.info.language.startswith("ar") else {}

    def _information(self) -> Dictionary:
        info = self.info
        texts = {
            "Title": info.title,
            "Author": info.author,
            "Subject": info.subject,
            "Keywords": info.keywords,
            "Creator": info.creator,
            "Producer": info.producer,
        }
        moment = date_string(info.moment).decode("ascii")
        return Dictionary(
            {key: text(value) for key, value in texts.items()} | {"CreationDate": moment, "ModDate": moment}
        )

    def _structure(self) -> object:
        """The structure tree, and the parent tree that leads from marked content back to its element."""
        document = self._document
        root = pdfdoc.PDFObjectReference("StructTreeRoot")
        top = self._write_element(self._root, root)
        numbers: list[object] = []
        for index, page in enumerate(self._pages):
            numbers += [index, array([element.reference for element in page.marked])]
        for key, element in self._annotated:
            numbers += [key, element.reference]
        entries = {
            "Type": "/StructTreeRoot",
            "K": array([top]),
            "ParentTree": dictionary({"Nums": array(numbers)}),
            "ParentTreeNextKey": _parent_key_of_annotation(len(self._annotated)),
        }
        document.Reference(Dictionary(entries), "StructTreeRoot")
        return root

    def _write_element(self, element: _Element, parent: object) -> object:
        name = f"Element{next(self._element_numbers)}"
        element.reference = pdfdoc.PDFObjectReference(name)
        kids: list[object] = []
        first_page: int | None = None
        for kid in element.kids:
            if isinstance(kid, _Element):
                kids.append(self._write_element(kid, element.reference))
            elif isinstance(kid, tuple):
                page, mark = kid
                first_page = page if first_page is None else first_page
                kids.append(mark if page == first_page else _content_reference(page, mark))
            else:
                kids.append(kid)
        entries = {"Type": "/StructElem", "S": f"/{element.tag}", "P": parent, "K": array(kids), **element.entries}
        if first_page is not None:
            entries["Pg"] = pdfdoc.PDFObjectReference(f"Page{first_page + 1}")
        self._document.Reference(Dictionary(entries), name)
        return element.reference


def _parent_key_of_annotation(index: int) -> int:
    """Keys of annotations in the parent tree start after any number of pages a paper may have."""
    return 10_000 + index


def _content_reference(page: int, mark: int) -> object:
    """Marked content on another page than the element's first."""
    reference = pdfdoc.PDFObjectReference(f"Page{page + 1}")
    return dictionary({"Type": "/MCR", "Pg": reference, "MCID": mark})


def _object_reference(widget: object, page: int) -> object:
    return dictionary({"Type": "/OBJR", "Obj": widget, "Pg": pdfdoc.PDFObjectReference(f"Page{page}")})
