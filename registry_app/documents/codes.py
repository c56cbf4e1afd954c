"""The QR code of a paper: a 1-bit picture made by zxing-cpp, error correction M (best at equal size of print)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import zxingcpp

from registry_app.core.errors import BadInput
from registry_app.core.texts import _

QUIET_ZONE: Final = 4  # modules (ISO/IEC 18004, 9.1)
_LARGEST: Final = 2_000  # characters; far beyond what stays readable at 36 mm


@dataclass(frozen=True)
class QrCode:
    """A symbol of `size` by `size` modules; `rows` are its rows packed to whole bytes, 1 is dark."""

    size: int
    rows: bytes


def qr_code(text: str) -> QrCode:
    """The symbol of a text; `BadInput` when it is empty or longer than a code on paper can be."""
    if not text or len(text) > _LARGEST:
        raise BadInput(_("The text for the code on the paper is empty or too long."), hint=_("Seal the facts again."))
    image = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image()
    # the stub does not say that an Image is a buffer
    modules = _without_quiet_zone(memoryview(image))  # type: ignore[arg-type]
    rows = b""
    for row in modules:
        bits = "".join("1" if value == 0 else "0" for value in row)
        rows += int(bits.ljust(-len(bits) % 8 + len(bits), "0"), 2).to_bytes((len(bits) + 7) // 8, "big")
    return QrCode(len(modules), rows)


def _without_quiet_zone(image: memoryview) -> list[bytes]:
    height, width = image.shape or (0, 0)
    content = image.tobytes()
    rows = [content[start : start + width] for start in range(0, height * width, width)]
    dark = [number for number, row in enumerate(rows) if 0 in row]
    first, last = dark[0], dark[-1] + 1
    return [row[first:last] for row in rows[first:last]]
