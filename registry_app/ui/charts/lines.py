"""Lines: how values went over time, a line for each series."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from registry_app.ui.charts.drawing import (
    ChartStyle,
    Number,
    Spot,
    check_values,
    default_number,
    draw_axis,
    draw_empty,
    draw_legend,
    draw_mark,
)
from registry_app.ui.charts.stacked import Series, series_colours


@dataclass(frozen=True)
class Lines:
    """Values by label, such as by month, for one series or more; each has marks of its own shape.

    Raises `ValueError` for values that are negative or do not fit the labels.
    """

    head: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    number: Number = default_number

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        for each in self.series:
            check_values(each.values, self.labels)

    def is_empty(self) -> bool:
        """Whether there is no label or no series; zeros are drawn as zeros."""
        return not self.labels or not self.series

    def figures(self) -> list[tuple[str, ...]]:
        """A line for each label with the value of each series."""
        head = (self.head, *(each.name for each in self.series))
        return [
            head,
            *(
                (label, *(self.number(each.values[place]) for each in self.series))
                for place, label in enumerate(self.labels)
            ),
        ]

    def draw(self, painter: QPainter, where: QRectF, style: ChartStyle) -> list[Spot]:
        """Draw the legend, the axis and the lines, the first series on top."""
        if self.is_empty():
            draw_empty(painter, where, style)
            return []
        colours = series_colours(self.series, style)
        names = [(each.name, colour) for each, colour in zip(self.series, colours, strict=True)]
        taken = draw_legend(painter, where, names, style, marks=True) if len(names) > 1 else 0.0
        top = max(max(each.values) for each in self.series)
        plot = draw_axis(painter, where.adjusted(0, taken, 0, 0), self.labels, top, style, self.number)
        spots = []
        for place, (each, colour) in reversed(list(enumerate(zip(self.series, colours, strict=True)))):
            points = [
                QPointF(plot.slot(at).center().x(), plot.area.bottom() - plot.height_of(value))
                for at, value in enumerate(each.values)
            ]
            pen = QPen(colour, 2 * style.unit)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))
            size = 8 * style.unit
            for at, point in enumerate(points):
                draw_mark(painter, point, place, size, colour, style.tokens.surface)
                words = f"{self.labels[at]}, {each.name}: {self.number(each.values[at])}"
                spots.append(Spot(QRectF(point.x() - size, point.y() - size, 2 * size, 2 * size), words))
        return spots[::-1]
