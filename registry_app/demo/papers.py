"""Small papers made up for the demo: a page of a PDF, and a picture. Each says that it is made up."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence

from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

_SIDE = 24  # pixels of a picture's side
_RED = (0.65, 0.1, 0.1)


def page(title: str, lines: Sequence[str]) -> bytes:
    """A page with a title and lines of plain Latin text; the same words give the same bytes."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A5, invariant=1)
    _width, height = A5
    canvas.setFillColorRGB(*_RED)
    canvas.setFont("Helvetica-Bold", 8)
    canvas.drawString(40, height - 30, "MADE UP FOR TRAINING")
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(40, height - 64, title[:60])
    canvas.setFont("Helvetica", 9)
    for row, line in enumerate(lines):
        canvas.drawString(40, height - 92 - 14 * row, line[:90])
    canvas.save()
    return out.getvalue()


def picture(seed: bytes) -> bytes:
    """A small picture (PNG) of coloured squares; `seed` needs 48 bytes."""
    rows = bytearray()
    for row in range(_SIDE):
        rows.append(0)  # no filter
        for column in range(_SIDE):
            at = 3 * (row // 6 * 4 + column // 6)
            rows += seed[at : at + 3]
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, content) for kind, content in parts)


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
