"""Base45 (RFC 9285): bytes as the 45 letters that a QR code packs tightest, read back strictly."""

from __future__ import annotations

from typing import Final

from registry_app.core.errors import BadInput
from registry_app.core.texts import _

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE: Final = {letter: value for value, letter in enumerate(ALPHABET)}


def encode(content: bytes) -> str:
    """Three letters for two bytes, two for a last single byte."""
    letters: list[str] = []
    for start in range(0, len(content) - 1, 2):
        upper, first = divmod(int.from_bytes(content[start : start + 2]), 45)
        third, second = divmod(upper, 45)
        letters += (ALPHABET[first], ALPHABET[second], ALPHABET[third])
    if len(content) % 2:
        second, first = divmod(content[-1], 45)
        letters += (ALPHABET[first], ALPHABET[second])
    return "".join(letters)


def decode(text: str) -> bytes:
    """The bytes behind the letters; `BadInput` for a foreign letter, a lost letter or a value that no bytes have.

    No two texts give the same bytes, so a changed letter always changes what is checked.
    """
    if len(text) % 3 == 1:
        raise _not_base45()
    try:
        values = [_VALUE[letter] for letter in text]
    except KeyError:
        raise _not_base45() from None
    content = bytearray()
    for start in range(0, len(values), 3):
        group = values[start : start + 3]
        value = sum(digit * 45**place for place, digit in enumerate(group))
        size = len(group) - 1
        if value >= 256**size:
            raise _not_base45()
        content += value.to_bytes(size)
    return bytes(content)


def _not_base45() -> BadInput:
    return BadInput(
        _("A letter of the code is wrong or missing."),
        hint=_("Read the code again with a camera, or copy it again letter by letter."),
    )
