"""A font inside one PDF: Type 0, Identity-H, cut down to the glyphs needed, with the text of each glyph (ToUnicode)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from registry_app.documents.pdf_file import PdfFile
from registry_app.documents.pdf_objects import array, compressed, dictionary, reference, stream
from registry_app.documents.text.alphabets import letters, rounded
from registry_app.documents.text.faces import Face

_SUBSETS: Final = 256
_CMAP_BLOCK: Final = 100
_CMAP_HEAD: Final = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_CMAP_TAIL: Final = "endcmap CMapName currentdict /CMap defineresource pop end end"


@dataclass(frozen=True)
class _Subset:
    """The objects of a part of a font, as far as they do not name each other."""

    name: bytes
    program: bytes
    glyphs: bytes  # CIDSet
    widths: bytes
    texts: bytes  # ToUnicode


def embed(file: PdfFile, face: Face, gids: Iterable[int], readings: Mapping[int, str]) -> int:
    """Put the font into the file with at least these glyphs; the number of its dictionary.

    `readings` are the letters of glyphs of which the font alone does not tell.
    """
    part = _subset(face, rounded(face, gids), tuple(sorted(readings.items())))
    descriptor = file.add(
        dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": part.name,
                "Flags": 4,
                "FontBBox": "[-1000 -1000 3000 2000]",
                "ItalicAngle": 0,
                "Ascent": round(face.ascent * 1000),
                "Descent": -round(face.descent * 1000),
                "CapHeight": 700,
                "StemV": 140 if face.name.endswith("Bold") else 80,
                "FontFile2": reference(file.add(part.program)),
                "CIDSet": reference(file.add(part.glyphs)),
            }
        )
    )
    descendant = file.add(
        dictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": part.name,
                "CIDToGIDMap": "/Identity",
                "CIDSystemInfo": "<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>",
                "FontDescriptor": reference(descriptor),
                "DW": 1000,
                "W": part.widths,
            }
        )
    )
    return file.add(
        dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": part.name,
                "Encoding": "/Identity-H",
                "DescendantFonts": array([reference(descendant)]),
                "ToUnicode": reference(file.add(part.texts)),
            }
        )
    )


@lru_cache(_SUBSETS)
def _subset(face: Face, gids: frozenset[int], readings: tuple[tuple[int, str], ...]) -> _Subset:
    content = face.subset(gids)
    tag = hashlib.sha256(repr(sorted(gids)).encode("ascii")).hexdigest()[:6]
    letters_of_tag = "".join(chr(ord("A") + int(digit, 16)) for digit in tag)
    return _Subset(
        name=f"/{letters_of_tag}+{face.name}".encode("ascii"),
        program=stream(compressed(content), {"Length1": len(content)}),
        glyphs=stream(zlib.compress(_bits(gids))),
        widths=array(_widths(face, gids)),
        texts=stream(compressed(_to_unicode(gids, {**letters(face), **dict(readings)}).encode("ascii"))),
    )


def _widths(face: Face, gids: frozenset[int]) -> Iterator[bytes | int]:
    """The W array: a first glyph, and the advances of it and those that follow without a gap."""
    run: list[int] = []
    first = 0
    for gid in sorted(gids):
        if run and gid == first + len(run):
            run.append(face.advance(gid))
            continue
        if run:
            yield first
            yield array(run)
        first, run = gid, [face.advance(gid)]
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


def _to_unicode(gids: frozenset[int], known: Mapping[int, str]) -> str:
    lines = [_CMAP_HEAD]
    rows = [(gid, known[gid]) for gid in sorted(gids) if gid in known]
    for start in range(0, len(rows), _CMAP_BLOCK):
        block = rows[start : start + _CMAP_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{gid:04X}> <{utf16(shown)}>" for gid, shown in block]
        lines.append("endbfchar")
    return "\n".join([*lines, _CMAP_TAIL])
