"""A PDF file being written: numbered objects as bytes, one after the other, with their table at the end.

reportlab writes the file's frame (header, places, trailer). Its object model above that costs more time for the hundred
elements of a tagged page than all the rest of a certificate, so objects are put together here as bytes.
"""

from __future__ import annotations

import hashlib
from typing import Final

from reportlab.pdfbase import pdfdoc

# four bytes above 127 on the second line (PDF/A-1, 6.1.2)
_HEADER: Final = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_FREE: Final = b"0000000000 65535 f \n"  # what stands at the head of the table


class PdfFile:
    """Objects by their numbers, from 1; a number may be reserved before its object is known."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self, count: int = 1) -> int:
        """The first of so many new numbers."""
        first = len(self._objects) + 1
        self._objects.extend([b""] * count)
        return first

    def put(self, number: int, content: bytes) -> None:
        """The object of a reserved number."""
        self._objects[number - 1] = content

    def add(self, content: bytes) -> int:
        """A new object; its number."""
        self._objects.append(content)
        return len(self._objects)

    def finish(self, catalogue: int, information: int) -> bytes:
        """The bytes of the file; its identity is the hash of what it holds. `ValueError` where an object was never put."""
        places, parts, at = [_FREE], [_HEADER], len(_HEADER)
        for number, content in enumerate(self._objects, start=1):
            if not content:
                message = f"object {number} was reserved and never put"
                raise ValueError(message)
            whole = b"%d 0 obj\n%b\nendobj\n" % (number, content)
            places.append(b"%010d 00000 n \n" % at)
            at += len(whole)
            parts.append(whole)
        identity = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
        trailer = pdfdoc.PDFTrailer(
            startxref=at,
            Size=len(places),
            Root=f"{catalogue} 0 R",
            Info=f"{information} 0 R",
            ID=f"[<{identity}><{identity}>]",
        )
        parts.append(b"xref\n0 %d\n%b" % (len(places), b"".join(places)))
        parts.append(bytes(trailer.format(None)))
        return b"".join(parts)
