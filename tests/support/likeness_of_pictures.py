"""Whether two pictures of a window show the same, on machines that draw the edges of letters a little differently."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPixmap

HALF: Final = 2  # pictures are kept at half their size: the letters' edges are averaged away, and they stay small
SHADES: Final = 4  # bits of each colour that are kept
FAR: Final = 40  # how far apart two values of a colour, of 255, are for a point to differ
MOST: Final = 0.002  # share of points that may differ
BLOCK: Final = 16  # points; a block that differs as a whole is seen however large the picture is
MOST_OF_BLOCK: Final = 0.3


@dataclass(frozen=True)
class Difference:
    """What differs: the share of points of the whole, the worst block's, and where it lies (in points of the window)."""

    share: float
    worst: float
    where: tuple[int, int]

    @property
    def seen(self) -> bool:
        """Whether a person would see it."""
        return self.share > MOST or self.worst > MOST_OF_BLOCK


def kept(picture: QPixmap) -> Image.Image:
    """A window's picture as references are kept: half as large, with fewer shades."""
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    with Image.open(BytesIO(raw.data())) as opened:
        whole = opened.convert("RGB")
    small = whole.resize((whole.width // HALF, whole.height // HALF), Image.Resampling.BOX)
    lost = 8 - SHADES
    return small.point(lambda value: (value >> lost << lost) + (1 << lost >> 1))


def difference(one: Image.Image, other: Image.Image) -> Difference:
    """How two pictures differ; those of different sizes do as a whole."""
    if one.size != other.size:
        return Difference(1.0, 1.0, (0, 0))
    red, green, blue = ImageChops.difference(one, other).split()
    far = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda value: 255 if value > FAR else 0)
    share = far.histogram()[255] / (far.width * far.height)
    blocks = far.resize((-(-far.width // BLOCK), -(-far.height // BLOCK)), Image.Resampling.BOX)
    values = blocks.tobytes()
    at = values.index(max(values))
    return Difference(share, max(values) / 255, (at % blocks.width * BLOCK * HALF, at // blocks.width * BLOCK * HALF))


def as_png(picture: Image.Image) -> bytes:
    """The file of a reference."""
    buffer = BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
