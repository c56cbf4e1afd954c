"""A donut: the parts of one whole with their figures beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from registry_app.core.texts import _, say
from registry_app.ui import wording
from registry_app.ui.charts.drawing import (
    ChartStyle,
    Number,
    Spot,
    check_values,
    default_number,
    draw_empty,
    flipped,
    write,
)
from registry_app.ui.theme.tokens import State

_RING = 0.13


@dataclass(frozen=True)
class Part:
    """A part with its words and value; `state` gives it that state's colour instead of its place's."""

    words: str
    value: float
    state: State | None = None


@dataclass(frozen=True)
class Donut:
    """Parts of a whole, clockwise from the top (the other way round from right to left), the sum in the middle.

    Raises `ValueError` for a negative value.
    """

    heads: tuple[str, str]
    parts: tuple[Part, ...]
    number: Number = default_number

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        check_values([part.value for part in self.parts], [part.words for part in self.parts])

    @property
    def whole(self) -> float:
        """The sum of the parts."""
        return sum(part.value for part in self.parts)

    def is_empty(self) -> bool:
        """Whether there is nothing to divide."""
        return self.whole <= 0

    def figures(self) -> list[tuple[str, ...]]:
        """Part and value, under their heads."""
        return [self.heads, *((part.words, self.number(part.value)) for part in self.parts)]

    def draw(self, painter: QPainter, where: QRectF, style: ChartStyle) -> list[Spot]:
        """Draw the ring with its legend beside it, or under it where the place is narrow."""
        if self.is_empty():
            draw_empty(painter, where, style)
            return []
        beside = where.width() >= where.height() * 1.35
        room = where.height() if beside else where.height() / 2
        fitting = max(1, int(room / (style.line_height * 1.1)))
        lines = min(len(self.parts) * style.line_height * 1.6, room)
        if beside:
            side = min(where.height(), where.width() * 0.45)
            ring = QRectF(where.left(), where.center().y() - side / 2, side, side)
            legend = QRectF(ring.right() + 24 * style.unit, where.center().y() - lines / 2, 0, lines)
            legend.setRight(where.right())
        else:
            side = max(min(where.width(), where.height() - lines - 8), 24.0)
            ring = QRectF(where.center().x() - side / 2, where.top(), side, side)
            legend = QRectF(where.left(), ring.bottom() + 8, where.width(), lines)
        self._ring(painter, flipped(ring, where, style.right_to_left), style)
        return self._legend(painter, flipped(legend, where, style.right_to_left), fitting, style)

    def _colour(self, place: int, style: ChartStyle) -> QColor:
        state = self.parts[place].state
        return style.series(place) if state is None else QColor(style.tokens.ink(state))

    def _ring(self, painter: QPainter, where: QRectF, style: ChartStyle) -> None:
        thick = where.width() * _RING
        inner = where.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        several = sum(1 for part in self.parts if part.value > 0) > 1
        turn = 1 if style.right_to_left else -1
        at = 90 * 16.0
        for place, part in enumerate(self.parts):
            span = 360 * 16 * part.value / self.whole
            gap = min(16 * 1.4, span / 4) if several else 0.0
            pen = QPen(self._colour(place, style), thick)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            if span > 0:
                painter.drawArc(inner, round(at + turn * gap / 2), round(turn * (span - gap)))
            at += turn * span
        font = QFont(style.font)
        font.setPixelSize(max(1, round(where.width() * 0.16)))
        write(painter, where, self.number(self.whole), style.tokens.text, _with(style, font), at="middle", strong=True)

    def _told(self, fitting: int) -> list[tuple[str, float, int | None]]:
        """Words, value and the place of its colour for each line of the legend; the rest in one line where not all fit."""
        lines: list[tuple[str, float, int | None]] = [
            (part.words, part.value, at) for at, part in enumerate(self.parts)
        ]
        if len(lines) <= fitting:
            return lines
        rest = lines[fitting - 1 :]
        words = say(_("{count} more"), count=wording.count(len(rest)))
        return [*lines[: fitting - 1], (words, sum(value for _words, value, _at in rest), None)]

    def _legend(self, painter: QPainter, where: QRectF, fitting: int, style: ChartStyle) -> list[Spot]:
        told = self._told(fitting)
        high = where.height() / len(told)
        dot = 10 * style.unit
        spots = []
        for place, (text, value, at) in enumerate(told):
            y = where.top() + place * high
            number = self.number(value)
            taken = style.metrics.horizontalAdvance(number) + 8 * style.unit
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(style.tokens.line) if at is None else self._colour(at, style))
            swatch = QRectF(where.left(), y + (high - dot) / 2, dot, dot)
            painter.drawEllipse(flipped(swatch, where, style.right_to_left))
            words = QRectF(where.left() + dot + 8 * style.unit, y, where.width() - dot - 8 * style.unit - taken, high)
            write(painter, flipped(words, where, style.right_to_left), text, style.tokens.text, style)
            end = flipped(QRectF(where.right() - taken, y, taken, high), where, style.right_to_left)
            write(painter, end, number, style.tokens.muted, style, at="end")
            share = value / self.whole
            spots.append(Spot(QRectF(where.left(), y, where.width(), high), f"{text}: {number} ({share:.0%})"))
        return spots


def _with(style: ChartStyle, font: QFont) -> ChartStyle:
    return ChartStyle(style.tokens, font, style.right_to_left)
