"""Finding the register's code in a picture: first as it is, then through a ladder of mendings.

The ladder (contrast, median, smaller, sharper) brings back codes from noisy, blurred, folded and photocopied paper;
each step costs some milliseconds and is taken only while nothing was found.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any, Final

import zxingcpp
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from registry_app.core.errors import BadFile
from registry_app.core.texts import _, say
from registry_app.documents.seal import PACKED, PLAIN

_PIXEL_LIMIT: Final = 60_000_000
_SMALLER: Final = (2400, 1700, 1200, 850)
_QR: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_FORMATS: Final = ("PNG", "JPEG")


def open_picture(content: bytes) -> Image.Image:
    """The picture in grey; `BadFile` when it is damaged, of another kind, or larger than any camera's."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
            width, height = picture.size
            if width * height > _PIXEL_LIMIT:
                raise _too_large(width, height)
            return picture.convert("L")
    except Image.DecompressionBombError as error:
        raise BadFile(
            _("The picture is larger than any camera's; it was made to choke the program."),
            hint=_("Check a photograph of the paper."),
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadFile(_("The picture is damaged."), hint=_("Take the photograph again.")) from error


def find_codes(picture: Image.Image) -> list[str]:
    """The different codes of the register that the picture shows, in no order; empty when none can be read."""
    for attempt in _ladder(picture):
        barcodes: list[Any] = zxingcpp.read_barcodes(attempt, formats=_QR)
        found = {barcode.text for barcode in barcodes if barcode.text.startswith((PLAIN, PACKED))}
        if found:
            return sorted(found)
    return []


def _ladder(picture: Image.Image) -> Iterator[Image.Image]:
    grey = picture.convert("L")
    yield grey
    yield ImageOps.autocontrast(grey, cutoff=2)
    calm = grey.filter(ImageFilter.MedianFilter(3))
    yield calm
    for side in _SMALLER:
        if max(grey.size) > side:
            smaller = calm.copy()
            smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
            yield smaller
            yield smaller.filter(ImageFilter.UnsharpMask(radius=2, percent=200, threshold=2))
    yield grey.filter(ImageFilter.UnsharpMask(radius=3, percent=250, threshold=2))


def _too_large(width: int, height: int) -> BadFile:
    return BadFile(
        say(
            _("The picture has {width} × {height} points; that is larger than any camera's."),
            width=width,
            height=height,
        ),
        hint=_("Check a photograph of the paper."),
    )
