"""The few kinds of PDF object the documents are made of, as bytes (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from typing import Final

from registry_app.documents.sign_field import text_string

Value = bytes | str | int  # a token, as bytes or as ASCII
_COMPRESSION: Final = 6
_ESCAPES: Final = re.compile(rb"[()\\]")


def reference(number: int) -> bytes:
    """An object by its number."""
    return b"%d 0 R" % number


def dictionary(entries: Mapping[str, Value]) -> bytes:
    """A dictionary; keys without their slash."""
    return b"<<" + b"".join(b"/%b %b " % (key.encode("ascii"), _token(value)) for key, value in entries.items()) + b">>"


def array(items: Iterable[Value]) -> bytes:
    """An array."""
    return b"[" + b" ".join(map(_token, items)) + b"]"


def stream(content: bytes, entries: Mapping[str, Value] | None = None, *, plain: bool = False) -> bytes:
    """A stream of bytes that are `compressed` already, unless `plain`; an end of line before its end (PDF/A-1, 6.1.7)."""
    packed: dict[str, Value] = {} if plain else {"Filter": "/FlateDecode"}
    head = dictionary({**(entries or {}), **packed, "Length": len(content)})
    return b"%b\nstream\n%b\nendstream" % (head, content)


def text(value: str) -> bytes:
    """A text string as a token: literal where ASCII, else the bytes of UTF-16 with its mark (ISO 32000-1, 7.9.2.2)."""
    if value.isascii():
        return text_string(value)
    return b"(" + _ESCAPES.sub(rb"\\\g<0>", b"\xfe\xff" + value.encode("utf-16-be")).replace(b"\r", b"\\r") + b")"


def compressed(content: bytes) -> bytes:
    """The content for a `stream`."""
    return zlib.compress(content, _COMPRESSION)


def number(value: float) -> str:
    """A number with at most two decimals, as content streams have it."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def _token(value: Value) -> bytes:
    if isinstance(value, bytes):
        return value
    return str(value).encode("ascii")
