"""The QR code of a paper: a 1-bit picture made by zxing-cpp, error correction M (best at equal size of print)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import zxingcpp

from registry_app.core.errors import BadInput
from registry_app.core.texts import _

QUIET_ZONE: Final = 4  # modules (ISO/IEC 18004, 9.1)
_AS_BITS: Final = b"1" + b"0" * 255
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
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = memoryview(symbol.to_image(add_quiet_zones=False))  # type: ignore[arg-type]  # the stub does not say that it is a buffer
    size = picture.shape[0] if picture.shape else 0
    # 0 is dark in the picture and 1 on the page
    bits = picture.tobytes().translate(_AS_BITS)
    width = -(-size // 8)
    rows = (int(bits[start : start + size].ljust(8 * width, b"0"), 2) for start in range(0, size * size, size))
    return QrCode(size, b"".join(row.to_bytes(width, "big") for row in rows))
