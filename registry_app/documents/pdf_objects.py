"""The few kinds of PDF object the documents are made of, over reportlab's object model.

reportlab gives objects, references and the file; what PDF/A-1 asks beyond it (an end of line before `endstream`, own
catalogue entries, no Helvetica in every page) is done here in classes of our own, never by patching reportlab.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Final

from reportlab.pdfbase import pdfdoc

from registry_app.documents.sign_field import text_string

Value = object  # a PDF token as str or bytes, a number, or an object of reportlab's model
_COMPRESSION: Final = 6


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """An object whose bytes are written as they stand."""

    __RefOnly__ = 1

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, document: object) -> bytes:
        """The bytes."""
        return self.content


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A stream of bytes that are compressed already (or of which `plain` says that they are not)."""

    __RefOnly__ = 1

    def __init__(self, content: bytes, entries: Mapping[str, Value] | None = None, *, plain: bool = False) -> None:
        self.content = content
        self.entries = dict(entries or {}) | ({} if plain else {"Filter": "/FlateDecode"})

    def format(self, document: object) -> bytes:
        """Dictionary and data, each on its own lines as PDF/A-1 6.1.7 wants it."""
        head: bytes = dictionary({**self.entries, "Length": len(self.content)}).format(document)
        return head + b"\nstream\n" + self.content + b"\nendstream"


class Dictionary(pdfdoc.PDFDictionary):  # type: ignore[misc]
    """A dictionary that is an object of its own, shown elsewhere by reference."""

    __RefOnly__ = 1


def dictionary(entries: Mapping[str, Value]) -> pdfdoc.PDFDictionary:
    """A dictionary inside another object."""
    return pdfdoc.PDFDictionary(dict(entries))


def array(items: Iterable[Value]) -> pdfdoc.PDFArray:
    """An array."""
    return pdfdoc.PDFArray(items)


def text(value: str) -> str:
    """A text string as a token: literal where ASCII, else UTF-16."""
    return text_string(value).decode("ascii")


def compressed(content: bytes) -> bytes:
    """The content for a `Stream`."""
    return zlib.compress(content, _COMPRESSION)


def number(value: float) -> str:
    """A number with at most two decimals, as content streams have it."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"
