"""What all charts share: style, scale, legend, the empty picture, and where the pointer finds a figure."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from registry_app.core.texts import FSI, PDI, _
from registry_app.ui import wording
from registry_app.ui.theme.tokens import Tokens

Number = Callable[[float], str]
_STEPS: Final = 4
_SWATCH: Final = 10.0
_ABSOLUTE: Final = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class ChartStyle:
    """Colours, font and direction of a drawing; lengths grow with the font's height (12 is usual)."""

    tokens: Tokens
    font: QFont
    right_to_left: bool = False

    @property
    def unit(self) -> float:
        """How many times the usual size the drawing has."""
        return max(self.font.pixelSize(), 1) / 12

    @property
    def metrics(self) -> QFontMetricsF:
        """The measures of its font."""
        return QFontMetricsF(self.font)

    @property
    def line_height(self) -> float:
        """The height of a line of text."""
        return self.metrics.height()

    def series(self, place: int) -> QColor:
        """The colour of the series at a place; the colours begin again after the last."""
        return QColor(self.tokens.series[place % len(self.tokens.series)])


@dataclass(frozen=True)
class Spot:
    """Where a figure is drawn, and its words."""

    where: QRectF
    words: str


class Picture(Protocol):
    """Values that know how to be drawn and told."""

    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""

    def figures(self) -> list[tuple[str, ...]]:
        """The values as a table whose first line is its head."""

    def draw(self, painter: QPainter, where: QRectF, style: ChartStyle) -> list[Spot]:
        """Draw it, and tell where each figure is."""


def default_number(value: float) -> str:
    """A whole number with the language's groups; halves of an axis to one place."""
    return wording.count(int(value)) if value == int(value) else f"{value:.1f}"


def check_values(values: Sequence[float], labels: Sequence[str]) -> None:
    """Raise `ValueError` where values do not fit their labels, or one is negative or no number."""
    if len(values) != len(labels):
        raise ValueError(f"{len(values)} values for {len(labels)} labels")
    if any(not math.isfinite(value) or value < 0 for value in values):
        raise ValueError("a chart draws what is zero or more")


def ticks(top: float) -> tuple[float, ...]:
    """Round marks of an axis from zero to at least `top`: 1, 2 or 5 times a power of ten apart, four steps at most."""
    if top <= 0:
        return (0.0, 1.0)
    rough = max(top / _STEPS, 1.0)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((power * factor for factor in (1, 2, 5, 10) if power * factor * _STEPS >= top), power * 10)
    return tuple(step * place for place in range(max(1, math.ceil(top / step - 1e-9)) + 1))


def mix(one: str, other: str, share: float) -> QColor:
    """A colour between two, `share` (0 to 1) of the way to the other."""
    first, second = QColor(one), QColor(other)

    def between(a: int, b: int) -> int:
        return round(a + (b - a) * share)

    return QColor(
        between(first.red(), second.red()), between(first.green(), second.green()), between(first.blue(), second.blue())
    )


def flipped(where: QRectF, inside: QRectF, right_to_left: bool) -> QRectF:
    """The rectangle, on the other side of its surroundings where writing runs from right to left."""
    if not right_to_left:
        return where
    return QRectF(inside.left() + inside.right() - where.right(), where.top(), where.width(), where.height())


def write(
    painter: QPainter,
    where: QRectF,
    text: str,
    colour: str,
    style: ChartStyle,
    *,
    at: str = "start",
    strong: bool = False,
) -> None:
    """One line of text at the `start`, `end` or `middle` of a place that is flipped already; shortened where it is long."""
    font = QFont(style.font)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    sides = {
        "start": Qt.AlignmentFlag.AlignRight if style.right_to_left else Qt.AlignmentFlag.AlignLeft,
        "end": Qt.AlignmentFlag.AlignLeft if style.right_to_left else Qt.AlignmentFlag.AlignRight,
        "middle": Qt.AlignmentFlag.AlignHCenter,
    }
    short = isolate(QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, where.width() + 1))
    painter.drawText(where, sides[at] | _ABSOLUTE | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, short)


def isolate(text: str) -> str:
    """The text kept from being turned by the direction of the page; isolates inside it stay, it may be a sentence."""
    return f"{FSI}{text}{PDI}"


def draw_empty(painter: QPainter, where: QRectF, style: ChartStyle) -> None:
    """Say that there is nothing to draw, over a quiet base line."""
    painter.setPen(QPen(QColor(style.tokens.line), 1, Qt.PenStyle.DashLine))
    base = where.bottom() - style.line_height
    painter.drawLine(QPointF(where.left(), base), QPointF(where.right(), base))
    write(painter, where, _("Nothing to count yet"), style.tokens.muted, style, at="middle")


@dataclass(frozen=True)
class Plot:
    """The area of a chart with an axis: `slots` across, `top` is the value at its upper edge."""

    area: QRectF
    inside: QRectF
    slots: int
    top: float
    style: ChartStyle

    def slot(self, place: int) -> QRectF:
        """The column of a label."""
        wide = self.area.width() / max(self.slots, 1)
        plain = QRectF(self.area.left() + wide * place, self.area.top(), wide, self.area.height())
        return flipped(plain, self.area, self.style.right_to_left)

    def height_of(self, value: float) -> float:
        """How high a value is drawn."""
        return self.area.height() * value / self.top


def draw_axis(
    painter: QPainter,
    where: QRectF,
    labels: Sequence[str],
    top: float,
    style: ChartStyle,
    number: Number = default_number,
) -> Plot:
    """Grid lines with their numbers, and the labels under them; where labels are many, only every second or tenth."""
    marks = ticks(top)
    line, unit = style.line_height, style.unit
    gutter = max(style.metrics.horizontalAdvance(number(mark)) for mark in marks) + 8 * unit
    plain = QRectF(where.left() + gutter, where.top() + line, where.width() - gutter, where.height() - 2.6 * line)
    plot = Plot(flipped(plain, where, style.right_to_left), where, len(labels), marks[-1], style)
    area = plot.area
    for mark in marks:
        y = area.bottom() - plot.height_of(mark)
        painter.setPen(QPen(QColor(style.tokens.line), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        beside = flipped(QRectF(where.left(), y - line / 2, gutter - 8 * unit, line), where, style.right_to_left)
        write(painter, beside, number(mark), style.tokens.faint, style, at="end")
    wide = area.width() / max(len(labels), 1)
    longest = max((style.metrics.horizontalAdvance(label) for label in labels), default=0) + 6 * unit
    every = max(1, math.ceil(min(longest, 90 * unit) / max(wide, 1)))
    for place, label in enumerate(labels):
        if place % every == 0:
            column = plot.slot(place)
            room = max(wide * every, 1)
            under = QRectF(column.center().x() - room / 2, area.bottom() + 0.3 * line, room, line)
            write(painter, under, label, style.tokens.muted, style, at="middle")
    return plot


def draw_mark(painter: QPainter, middle: QPointF, place: int, size: float, colour: QColor, surface: str) -> None:
    """The mark of a series: circle, square, triangle or diamond, so that no series is told by its colour alone."""
    painter.setPen(QPen(QColor(surface), 1.5))
    painter.setBrush(colour)
    half = size / 2
    x, y = middle.x(), middle.y()
    if place % 4 == 0:
        painter.drawEllipse(middle, half, half)
    elif place % 4 == 1:
        painter.drawRect(QRectF(x - half, y - half, size, size))
    elif place % 4 == 2:
        painter.drawPolygon(QPolygonF([QPointF(x, y - half), QPointF(x + half, y + half), QPointF(x - half, y + half)]))
    else:
        corners = [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
        painter.drawPolygon(QPolygonF(corners))


def draw_legend(
    painter: QPainter,
    where: QRectF,
    entries: Sequence[tuple[str, QColor]],
    style: ChartStyle,
    *,
    marks: bool = False,
    last_is_line: bool = False,
) -> float:
    """Swatches and words from the start of the upper edge, in as many lines as they need; returns the height taken.

    `marks` shows each series' own mark, `last_is_line` the last entry as a line, such as what is required.
    """
    unit, line = style.unit, style.line_height
    x, y = where.left(), where.top()
    for place, (words, colour) in enumerate(entries):
        wide = min(_SWATCH * unit + 6 * unit + style.metrics.horizontalAdvance(words), where.width())
        if x > where.left() and x + wide > where.right():
            x, y = where.left(), y + line * 1.3
        swatch = QRectF(x, y + (line - _SWATCH * unit) / 2, _SWATCH * unit, _SWATCH * unit)
        swatch = flipped(swatch, where, style.right_to_left)
        if last_is_line and place == len(entries) - 1:
            painter.fillRect(QRectF(swatch.left(), swatch.center().y() - 1, swatch.width(), 2), colour)
        elif marks:
            draw_mark(painter, swatch.center(), place, swatch.width(), colour, style.tokens.surface)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(swatch, 3 * unit, 3 * unit)
        text = QRectF(x + 16 * unit, y, wide - 16 * unit, line)
        write(painter, flipped(text, where, style.right_to_left), words, style.tokens.text, style)
        x += wide + 16 * unit
    return y + line * 1.5 - where.top() if entries else 0.0
