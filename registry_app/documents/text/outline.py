"""Words as outlines: drawings in the shape of letters, for ornament behind the text that is no text itself."""

from __future__ import annotations

from typing import Any

import uharfbuzz as hb

from registry_app.documents.pdf_objects import number
from registry_app.documents.text.layout import Line


class _Path:
    """Collects the outline of glyphs as PDF path operators; quadratic curves become cubic."""

    def __init__(self, unit: float, left: float, bottom: float) -> None:
        self.unit, self.left, self.bottom = unit, left, bottom
        self.parts: list[str] = []
        self._pen = (0.0, 0.0)

    def add(self, operator: str, *points: float) -> None:
        """An operator with its points in font units."""
        self._pen = points[-2:] if points else self._pen  # type: ignore[assignment]
        placed = (value * self.unit + (self.bottom if place % 2 else self.left) for place, value in enumerate(points))
        self.parts.append(" ".join([*map(number, placed), operator]))

    def quadratic(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A curve with one control point."""
        x0, y0 = self._pen
        self.add(
            "c", x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3, x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3, x2, y2
        )


def _functions() -> hb.DrawFuncs:
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, path: path.add("m", x, y))
    functions.set_line_to_func(lambda x, y, path: path.add("l", x, y))
    functions.set_quadratic_to_func(lambda x1, y1, x2, y2, path: path.quadratic(x1, y1, x2, y2))
    functions.set_cubic_to_func(lambda x1, y1, x2, y2, x3, y3, path: path.add("c", x1, y1, x2, y2, x3, y3))
    functions.set_close_path_func(lambda path: path.add("h"))
    return functions


def line_outlines(line: Line) -> str:
    """The outlines of a line whose left end and baseline are at the origin, as a path not painted yet."""
    functions: Any = _functions()
    parts: list[str] = []
    left = 0.0
    for piece in line.pieces:
        size = line.style.size * piece.face.scale
        pen = left
        for cluster in piece.shaped.clusters:
            for glyph in cluster.glyphs:
                path = _Path(size / piece.face.units_per_em, pen + glyph.dx * size / 1000, glyph.dy * size / 1000)
                piece.face.draw_glyph(glyph.gid, functions, path)
                parts += path.parts
                pen += glyph.advance * size / 1000
        left += piece.advance * line.style.size
    return " ".join(parts)
