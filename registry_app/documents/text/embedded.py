"""A font inside one PDF: Type 0, Identity-H, cut down to the glyphs used, with the text of each glyph (ToUnicode)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from reportlab.pdfbase import pdfdoc

from registry_app.documents.pdf_objects import Dictionary, Stream, array, compressed, dictionary
from registry_app.documents.text.faces import Cluster, Face

_SUBSETS: Final = 512
_CMAP_BLOCK: Final = 100
_CMAP_HEAD: Final = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_CMAP_TAIL: Final = "endcmap CMapName currentdict /CMap defineresource pop end end"


@lru_cache(_SUBSETS)
def _subset(face: Face, gids: frozenset[int]) -> tuple[bytes, int]:
    """The compressed font file of a set of glyphs, and its length before compression."""
    content = face.subset(gids)
    return compressed(content), len(content)


class EmbeddedFont:
    """One face in one document: remembers which glyphs were shown and what they stand for."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._gids: set[int] = {0}
        self._texts: dict[int, str] = {}

    def use(self, cluster: Cluster) -> bool:
        """Note the cluster's glyphs; False when ToUnicode alone cannot give its text back for certain.

        A glyph that stands for several letters is in ToUnicode too, but readers turn its letters round in lines that run
        from right to left.
        """
        self._gids.update(glyph.gid for glyph in cluster.glyphs)
        if len(cluster.glyphs) != 1:
            return False
        known = self._texts.setdefault(cluster.glyphs[0].gid, cluster.text)
        return known == cluster.text and len(cluster.text) == 1

    def add_to(self, document: pdfdoc.PDFDocument) -> object:
        """Put the font's objects into the document; the reference to its dictionary."""
        gids = frozenset(self._gids)
        content, length = _subset(self.face, gids)
        tag = hashlib.sha256(repr(sorted(gids)).encode("ascii")).hexdigest()[:6]
        name = "/" + "".join(chr(ord("A") + int(digit, 16)) for digit in tag) + "+" + self.face.name
        descriptor = Dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": 4,
                "FontBBox": array([-1000, -1000, 3000, 2000]),
                "ItalicAngle": 0,
                "Ascent": round(self.face.ascent * 1000),
                "Descent": -round(self.face.descent * 1000),
                "CapHeight": 700,
                "StemV": 140 if self.face.name.endswith("Bold") else 80,
                "FontFile2": document.Reference(Stream(content, {"Length1": length})),
                "CIDSet": document.Reference(Stream(zlib.compress(_bits(gids)))),
            }
        )
        descendant = Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDToGIDMap": "/Identity",
                "CIDSystemInfo": dictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}),
                "FontDescriptor": document.Reference(descriptor),
                "DW": 1000,
                "W": array(self._widths(gids)),
            }
        )
        return document.Reference(
            Dictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/Type0",
                    "BaseFont": name,
                    "Encoding": "/Identity-H",
                    "DescendantFonts": array([document.Reference(descendant)]),
                    "ToUnicode": document.Reference(Stream(compressed(_to_unicode(self._texts).encode("ascii")))),
                }
            )
        )

    def _widths(self, gids: frozenset[int]) -> Iterator[object]:
        """The W array: a first glyph, and the advances of it and those that follow without a gap."""
        run: list[int] = []
        first = 0
        for gid in sorted(gids):
            if run and gid == first + len(run):
                run.append(self.face.advance(gid))
                continue
            if run:
                yield first
                yield array(run)
            first, run = gid, [self.face.advance(gid)]
        yield first
        yield array(run)


def utf16(text: str) -> str:
    """The text in hexadecimal UTF-16, as ToUnicode and ActualText have it."""
    return text.encode("utf-16-be").hex().upper()


def _bits(gids: frozenset[int]) -> bytes:
    """A bit for each glyph in the file (CIDSet, PDF/A-1 6.3.5)."""
    bits = bytearray(max(gids) // 8 + 1)
    for gid in gids:
        bits[gid >> 3] |= 0x80 >> (gid & 7)
    return bytes(bits)


def _to_unicode(texts: Mapping[int, str]) -> str:
    lines = [_CMAP_HEAD]
    rows = sorted(texts.items())
    for start in range(0, len(rows), _CMAP_BLOCK):
        block = rows[start : start + _CMAP_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{gid:04X}> <{utf16(shown)}>" for gid, shown in block]
        lines.append("endbfchar")
    return "\n".join([*lines, _CMAP_TAIL])
