"""Ornament of official papers as vector drawings: guilloche frame, rosette, crest, and outlined words behind the text.

Each is computed once and kept as compressed operators; all are artifacts to a screen reader, except the crest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from registry_app.documents.pdf_objects import compressed, number

Point = tuple[float, float]
INK: Final = (0.09, 0.24, 0.33)
_LINE: Final = (0.36, 0.53, 0.60)
_TINT: Final = (0.92, 0.945, 0.955)

_BAND: Final = 17.0  # points: the width of the braid between the two rules
_WAVES: Final = 4  # of the braid in a period
_PERIOD: Final = 96.0  # points
_STRANDS: Final = 8
_STEPS_A_WAVE: Final = 12
_PETALS: Final = 30
_STEPS_A_PETAL: Final = 72


def rgb(colour: tuple[float, float, float], operator: str) -> str:
    """A colour operator: `rg` fills, `RG` strokes."""
    return " ".join([*(f"{part:.3g}" for part in colour), operator])


def polyline(points: Iterable[Point], *, closed: bool = False) -> str:
    """Straight lines through the points, not painted yet."""
    parts = [f"{number(x)} {number(y)} {'l' if place else 'm'}" for place, (x, y) in enumerate(points)]
    return " ".join([*parts, *(["h"] if closed else [])])


def smooth(points: list[Point]) -> str:
    """A smooth curve through the points (Catmull-Rom as Bézier), not painted yet."""
    first, last = points[0], points[-1]
    padded = [first, *points, last]
    parts = [f"{number(first[0])} {number(first[1])} m"]
    for place, (start, end) in enumerate(pairwise(points)):
        before, after = padded[place], padded[place + 3]
        controls = (
            start[0] + (end[0] - before[0]) / 6,
            start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6,
            *end,
        )
        parts.append(" ".join(number(value) for value in controls) + " c")
    return " ".join(parts)


def circle(centre: Point, radius: float) -> str:
    """A circle of four Bézier curves, not painted yet."""
    x, y = centre
    reach = 0.5523 * radius
    return (
        f"{number(x + radius)} {number(y)} m "
        + " ".join(
            " ".join(number(value) for value in curve) + " c"
            for curve in (
                (x + radius, y + reach, x + reach, y + radius, x, y + radius),
                (x - reach, y + radius, x - radius, y + reach, x - radius, y),
                (x - radius, y - reach, x - reach, y - radius, x, y - radius),
                (x + reach, y - radius, x + radius, y - reach, x + radius, y),
            )
        )
        + " h"
    )


@dataclass(frozen=True)
class Form:
    """A drawing that is used again and again: compressed operators and the box they stay in."""

    content: bytes
    box: tuple[float, float, float, float]


@cache
def frame_forms() -> dict[str, Form]:
    """The parts that `frame` is put together from, by the names under which it asks for them."""
    reach = _BAND / 2
    radius = 1.02
    return {
        "Braid": Form(_packed(*(smooth(strand) + " S" for strand in _braid())), (-1, -reach, _PERIOD + 1, reach)),
        "Corner": Form(_packed(_corner()), (-reach - 2, -reach - 2, reach + 2, reach + 2)),
        "Petal": Form(_packed(_petal()), (-radius, -radius, radius, radius)),
    }


@cache
def frame(width: float, height: float, inset: float) -> Form:
    """The braided border of a page and the rosette behind its text; it paints `frame_forms`."""
    centre, radius = (width / 2, height * 0.535), height * 0.235
    parts = [f"q {rgb(_TINT, 'RG')} {number(radius)} 0 0 {number(radius)} {number(centre[0])} {number(centre[1])} cm"]
    parts += [f"q {_turned(2 * math.pi * petal / _PETALS / 6)} cm /Petal Do Q" for petal in range(_PETALS)]
    parts += ["Q", f"0.3 w {rgb(_LINE, 'RG')}"]
    middle = inset + _BAND / 2
    corners = [(middle, middle), (width - middle, middle), (width - middle, height - middle), (middle, height - middle)]
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        parts += _side(start, end)
    parts += [f"q 1 0 0 1 {number(x)} {number(y)} cm /Corner Do Q" for x, y in corners]
    for distance, thickness in ((inset - 1.6, 0.9), (inset + _BAND + 1.6, 0.9), (inset + _BAND + 4.0, 0.25)):
        box = " ".join(number(value) for value in (distance, distance, width - 2 * distance, height - 2 * distance))
        parts += [rgb(INK, "RG"), f"{thickness} w {box} re S"]
    return Form(_packed(*parts), (0, 0, width, height))


def _packed(*parts: str) -> bytes:
    return compressed(" ".join(parts).encode("ascii"))


def _turned(angle: float) -> str:
    """The matrix of a rotation about the origin, fine enough for a page."""
    cosine, sine = math.cos(angle), math.sin(angle)
    return f"{cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} 0 0"


def _side(start: Point, end: Point) -> Iterable[str]:
    """A braid from corner to corner, each period stretched a little so that a whole number fits."""
    length = math.dist(start, end)
    count = round(length / _PERIOD)
    stretch = length / count / _PERIOD
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    for place in range(count):
        x, y = (start[axis] + along[axis] * length * place / count for axis in (0, 1))
        matrix = (along[0] * stretch, along[1] * stretch, -along[1], along[0], x, y)
        yield f"q {' '.join(f'{value:.4f}' for value in matrix)} cm /Braid Do Q"


def _braid() -> list[list[Point]]:
    """The strands of one period: sines shifted against each other, which swell and narrow once."""
    strands = []
    for strand in range(_STRANDS):
        phase = 2 * math.pi * strand / _STRANDS
        points = []
        for step in range(_WAVES * _STEPS_A_WAVE + 1):
            share = step / (_WAVES * _STEPS_A_WAVE)
            swell = 0.62 + 0.38 * math.cos(2 * math.pi * share)
            offset = (_BAND / 2 - 0.8) * swell * math.sin(2 * math.pi * share * _WAVES + phase)
            points.append((share * _PERIOD, offset))
        strands.append(points)
    return strands


def _corner() -> str:
    """A small rosette on a white field that hides where the braids meet."""
    reach = _BAND / 2 + 1.6
    box = f"{number(-reach)} {number(-reach)} {number(2 * reach)} {number(2 * reach)} re f"
    curves = [
        smooth([_polar(_BAND / 2 - 0.4, turn, lobes=4, depth=0.42, share=step / 48) for step in range(49)]) + " S"
        for turn in (0.0, math.pi / 12, math.pi / 6)
    ]
    return " ".join(["1 g", box, rgb(_LINE, "RG"), "0.3 w", *curves])


def _petal() -> str:
    """Two lobed curves on a circle of radius 1, drawn in hundredths; the rosette is many of them, each turned a little."""
    parts = ["0.01 0 0 0.01 0 0 cm 0.18 w"]
    for depth, lobes in ((0.2, 6), (0.34, 12)):
        points = [
            _polar(100, 0, lobes=lobes, depth=depth, share=step / _STEPS_A_PETAL) for step in range(_STEPS_A_PETAL + 1)
        ]
        parts.append(smooth(points) + " S")
    return " ".join(parts)


def _polar(radius: float, turn: float, *, lobes: int, depth: float, share: float) -> Point:
    """A point of a lobed circle, `share` of the way round."""
    angle = 2 * math.pi * share
    reach = radius * (1 - depth + depth * math.cos(lobes * angle))
    return reach * math.cos(angle + turn), reach * math.sin(angle + turn)


@cache
def crest(size: float) -> Form:
    """A quiet emblem, its lower left corner at the origin: ring, eight-pointed star, and a road to the horizon."""
    middle = size / 2
    centre = (middle, middle)
    parts = [rgb(INK, "RG"), rgb(INK, "rg"), f"{number(size * 0.022)} w", circle(centre, middle * 0.96), "S"]
    parts += [f"{number(size * 0.008)} w", circle(centre, middle * 0.88), "S"]
    for tick in range(48):
        angle = 2 * math.pi * tick / 48
        inner, outer = _on_circle(centre, middle * 0.80, angle), _on_circle(centre, middle * 0.85, angle)
        parts.append(polyline([inner, outer]) + " S")
    parts += [f"{number(size * 0.014)} w", *(_square(centre, middle * 0.74, turn) for turn in (0.0, math.pi / 4))]
    parts += [circle(centre, middle * 0.46), "f"]
    parts.append("1 g " + _sun(centre, middle) + " f " + _road(centre, middle) + " f")
    return Form(_packed(*parts), (0, 0, size, size))


def _on_circle(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def _square(centre: Point, radius: float, turn: float) -> str:
    corners = [_on_circle(centre, radius, turn + math.pi / 2 * corner) for corner in range(4)]
    return polyline(corners, closed=True) + " S"


def _sun(centre: Point, middle: float) -> str:
    """Seven rays above the horizon."""
    horizon = (centre[0], centre[1] - middle * 0.02)
    rays = []
    for ray in range(7):
        angle = math.pi * (ray + 0.5) / 7
        corners = ((0.14, angle - 0.13), (0.36, angle), (0.14, angle + 0.13))
        rays.append(polyline([_on_circle(horizon, middle * reach, lean) for reach, lean in corners], closed=True))
    return " ".join(rays)


def _road(centre: Point, middle: float) -> str:
    """A road that narrows towards the horizon."""
    x, y = centre
    return polyline(
        [
            (x - middle * 0.20, y - middle * 0.36),
            (x - middle * 0.03, y - middle * 0.08),
            (x + middle * 0.03, y - middle * 0.08),
            (x + middle * 0.20, y - middle * 0.36),
        ],
        closed=True,
    )
