"""The colours of the documents: an sRGB profile (ICC version 2) made from the numbers of IEC 61966-2-1."""

from __future__ import annotations

import struct
from functools import cache
from typing import Final

_STEPS: Final = 1024
# the sRGB primaries and white, adapted from D65 to the D50 of the profile connection space (Bradford)
_D50: Final = (0.9642, 1.0, 0.8249)
_PRIMARIES: Final = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_NAME: Final = b"sRGB IEC61966-2.1 (Recruitment Agency Register)"


def linear(value: float) -> float:
    """The light of a component between 0 and 1 (IEC 61966-2-1, 5.2)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


@cache
def srgb_profile() -> bytes:
    """The profile, the same bytes every time."""
    curve = struct.pack(f">4sII{_STEPS}H", b"curv", 0, _STEPS, *(_curve_value(step) for step in range(_STEPS)))
    bodies = {
        b"desc": _description(_NAME),
        b"cprt": b"text" + bytes(4) + b"No copyright claimed; numbers of IEC 61966-2-1\0",
        b"wtpt": _xyz(_D50),
        **{tag: _xyz(value) for tag, value in _PRIMARIES.items()},
        b"rTRC": curve,
    }
    offset = 128 + 4 + 12 * (len(bodies) + 2)
    table, data = [], b""
    for tag, body in bodies.items():
        padded = body + bytes(-len(body) % 4)
        table.append((tag, offset + len(data), len(body)))
        data += padded
    _tag, curve_offset, curve_size = table[-1]
    # the three channels share one curve
    table += [(b"gTRC", curve_offset, curve_size), (b"bTRC", curve_offset, curve_size)]
    tags = struct.pack(">I", len(table)) + b"".join(struct.pack(">4sII", *row) for row in table)
    return _header(128 + len(tags) + len(data)) + tags + data


def _curve_value(step: int) -> int:
    return round(linear(step / (_STEPS - 1)) * 0xFFFF)


def _header(size: int) -> bytes:
    """Version 2.1, display device, RGB to XYZ, made on a fixed day, perceptual intent, D50."""
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp")
    head += bytes(4) + bytes(4) + bytes(4) + bytes(4) + bytes(8) + struct.pack(">I", 0)
    return (head + b"".join(_fixed(value) for value in _D50)).ljust(128, b"\0")


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 0x10000))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(_fixed(value) for value in values)


def _description(name: bytes) -> bytes:
    """A textDescriptionType with its ASCII part only."""
    return b"desc" + bytes(4) + struct.pack(">I", len(name) + 1) + name + b"\0" + bytes(4 + 4 + 2 + 1 + 67)
