"""Just enough DER (X.690) to write a CMS signature and to take one apart again."""

from __future__ import annotations

from typing import Final

INTEGER: Final = 0x02
OCTETS: Final = 0x04
OBJECT_ID: Final = 0x06
SEQUENCE: Final = 0x30
SET: Final = 0x31
CONTEXT_0: Final = 0xA0


def element(tag: int, *parts: bytes) -> bytes:
    """One element around its parts, with the shortest length there is."""
    content = b"".join(parts)
    size = len(content)
    if size < 128:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 128 | len(length))) + length + content


def integer(value: int) -> bytes:
    """A non-negative integer."""
    return element(INTEGER, value.to_bytes(value.bit_length() // 8 + 1))


def object_id(dotted: str) -> bytes:
    """An object identifier from its dotted form."""
    first, second, *rest = map(int, dotted.split("."))
    content = bytearray()
    for number in (40 * first + second, *rest):
        groups = [number & 127]
        while number := number >> 7:
            groups.append(number & 127 | 128)
        content += bytes(reversed(groups))
    return element(OBJECT_ID, bytes(content))


def children(content: bytes) -> list[tuple[int, bytes, bytes]]:
    """The elements one behind the other in `content`: tag, content, and the whole element; `ValueError` if cut off."""
    found = []
    rest = content
    while rest:
        tag, inner, whole = first(rest)
        found.append((tag, inner, whole))
        rest = rest[len(whole) :]
    return found


def first(content: bytes) -> tuple[int, bytes, bytes]:
    """The first element of `content`, whatever stands behind it; `ValueError` if it is cut off."""
    if len(content) < 2:
        raise ValueError("an element is cut off")
    size, start = content[1], 2
    if size & 128:
        start += size & 127
        if not 3 <= start <= 5:
            raise ValueError("a length that DER does not have here")
        size = int.from_bytes(content[2:start])
    if start + size > len(content):
        raise ValueError("an element is cut off")
    return content[0], content[start : start + size], content[: start + size]
