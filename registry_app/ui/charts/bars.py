"""Bars: one value for each label, one of them perhaps the one that matters."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from registry_app.ui.charts.drawing import (
    ChartStyle,
    Number,
    Plot,
    Spot,
    check_values,
    default_number,
    draw_axis,
    draw_empty,
    write,
)

_FILLED = 0.56


@dataclass(frozen=True)
class Bars:
    """Values by label, such as complaints by month; `heads` name the two columns of its table.

    `emphasised` is the place of the bar that matters (negative from the end), the others are quiet; with None all are
    alike. Raises `ValueError` for values that are negative or do not fit the labels.
    """

    heads: tuple[str, str]
    labels: tuple[str, ...]
    values: tuple[float, ...]
    emphasised: int | None = None
    number: Number = default_number

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        check_values(self.values, self.labels)

    def is_empty(self) -> bool:
        """Whether there is no label at all; zeros are drawn as zeros."""
        return not self.labels

    def figures(self) -> list[tuple[str, ...]]:
        """Label and value, under their heads."""
        return [self.heads, *zip(self.labels, map(self.number, self.values), strict=True)]

    def draw(self, painter: QPainter, where: QRectF, style: ChartStyle) -> list[Spot]:
        """Draw bars over an axis, each with its value above it where there is room."""
        if self.is_empty():
            draw_empty(painter, where, style)
            return []
        plot = draw_axis(painter, where, self.labels, max(self.values), style, self.number)
        matters = None if self.emphasised is None else self.emphasised % len(self.values)
        return [
            self._bar(painter, plot, place, style, quiet=matters is not None and place != matters)
            for place in range(len(self.values))
        ]

    def _bar(self, painter: QPainter, plot: Plot, place: int, style: ChartStyle, *, quiet: bool) -> Spot:
        value, column = self.values[place], plot.slot(place)
        wide = min(column.width() * _FILLED, 44 * style.unit)
        high = plot.height_of(value)
        bar = QRectF(column.center().x() - wide / 2, plot.area.bottom() - high, wide, high)
        draw_bar(painter, bar, QColor(style.tokens.quiet if quiet else style.tokens.accent), style)
        words = self.number(value)
        line = style.line_height
        if style.metrics.horizontalAdvance(words) <= column.width():
            above = QRectF(column.left(), bar.top() - line - 1, column.width(), line)
            colour = style.tokens.muted if quiet else style.tokens.text
            write(painter, above, words, colour, style, at="middle", strong=not quiet)
        whole = QRectF(column.left(), plot.area.top(), column.width(), plot.area.height())
        return Spot(whole, f"{self.labels[place]}: {words}")


def draw_bar(painter: QPainter, bar: QRectF, colour: QColor, style: ChartStyle, *, round_top: bool = True) -> None:
    """A bar with round upper corners that stands square on its base; nothing for a height of zero."""
    if bar.height() <= 0:
        return
    corner = min(4 * style.unit, bar.height(), bar.width() / 2) if round_top else 0.0
    outline = QPainterPath(bar.bottomLeft())
    outline.lineTo(bar.left(), bar.top() + corner)
    outline.quadTo(bar.topLeft(), QPointF(bar.left() + corner, bar.top()))
    outline.lineTo(bar.right() - corner, bar.top())
    outline.quadTo(bar.topRight(), QPointF(bar.right(), bar.top() + corner))
    outline.lineTo(bar.bottomRight())
    painter.fillPath(outline, colour)
