"""The place in a PDF that a signature will fill: written with the document, patched in place by `documents.sign`.

The contract between the two sides: the bytes of the file hold exactly once `BYTE_RANGE`, and after it exactly once
`/Contents <` followed by `size_bytes * 2` zeros and `>`. The signer overwrites both with bytes of the same length:
`byte_range()` gives the first, the hexadecimal CMS padded with zeros the second. The hole of the byte range runs from
the `<` through the `>` of `/Contents`, so everything else of the file is covered (ISO 32000-1, 12.8.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from registry_app.core.errors import BadInput
from registry_app.core.texts import _

BYTE_RANGE: Final = b"/ByteRange [0 0000000000 0000000000 0000000000]"
CONTENTS: Final = b"/Contents <"
SUB_FILTER: Final = b"/ETSI.CAdES.detached"
_ESCAPED: Final = {ord("("): "\\(", ord(")"): "\\)", ord("\\"): "\\\\", ord("\r"): "\\r", ord("\n"): "\\n"}


@dataclass(frozen=True)
class SignaturePlaceholder:
    """What the signature dictionary says, and how many bytes of CMS it must have room for.

    `moment` is the claimed time of signing and must know its time zone. Empty texts are left out.
    """

    size_bytes: int
    name: str
    reason: str
    location: str
    moment: datetime

    def __post_init__(self) -> None:
        """Refuse a place without room and a moment without a time zone."""
        if self.size_bytes <= 0:
            raise BadInput(_("A signature needs room."), hint=_("Reserve at least the length of the signer's CMS."))
        if self.moment.tzinfo is None:
            raise BadInput(
                _("The moment of signing has no time zone."), hint=_("Hand in the moment as the world gives it.")
            )

    def dictionary(self) -> bytes:
        """The /Sig dictionary with both placeholders, as it stands in the file."""
        texts = ((b"/Name", self.name), (b"/Reason", self.reason), (b"/Location", self.location))
        parts = [
            b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter " + SUB_FILTER,
            *(key + b" " + text_string(text) for key, text in texts if text),
            b"/M " + date_string(self.moment),
            BYTE_RANGE,
            CONTENTS + b"0" * (2 * self.size_bytes) + b">",
            b">>",
        ]
        return b"\n".join(parts)


def byte_range(hole_start: int, hole_end: int, file_size: int) -> bytes:
    """The patched /ByteRange, as long as `BYTE_RANGE`; the hole is `[hole_start, hole_end)`, its `<` and `>` included."""
    return b"/ByteRange [0 %010d %010d %010d]" % (hole_start, hole_end, file_size - hole_end)


def text_string(text: str) -> bytes:
    """A PDF text string: literal where ASCII, else UTF-16 with its byte order mark in hexadecimal (ISO 32000-1, 7.9.2)."""
    if text.isascii() and text.isprintable():
        return b"(" + text.translate(_ESCAPED).encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode("ascii") + b">"


def date_string(moment: datetime) -> bytes:
    """A PDF date with its offset from UTC, as a literal string (ISO 32000-1, 7.9.4)."""
    offset = moment.strftime("%z") or "+0000"
    return f"(D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}')".encode("ascii")
