"""Stacked bars: parts of a whole for each label, upright by month or lying as a picture of what covers what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from registry_app.core.texts import _, say
from registry_app.ui import wording
from registry_app.ui.charts.bars import draw_bar
from registry_app.ui.charts.drawing import (
    ChartStyle,
    Number,
    Spot,
    check_values,
    default_number,
    draw_axis,
    draw_empty,
    draw_legend,
    flipped,
    write,
)
from registry_app.ui.theme.tokens import State

_SEEN = 0.5  # of a pixel


@dataclass(frozen=True)
class Series:
    """One row of values with its name; `state` gives it that state's colour instead of its place's."""

    name: str
    values: tuple[float, ...]
    state: State | None = None


def series_colours(series: tuple[Series, ...], style: ChartStyle) -> list[QColor]:
    """A colour for each."""
    return [
        style.series(place) if each.state is None else QColor(style.tokens.ink(each.state))
        for place, each in enumerate(series)
    ]


@dataclass(frozen=True)
class Stacked:
    """Parts by label. `mark` draws a line at a value with its words, such as what the law requires.

    `lying` draws the bars from the start of the line of reading, for few labels with long words. Raises `ValueError` for
    values that are negative or do not fit the labels.
    """

    head: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    mark: float | None = None
    mark_words: str = ""
    lying: bool = False
    number: Number = default_number

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        for each in self.series:
            check_values(each.values, self.labels)
        if self.mark is not None:
            check_values((self.mark,), ("mark",))

    def is_empty(self) -> bool:
        """Whether there is no label or no series; zeros are drawn as zeros."""
        return not self.labels or not self.series

    def figures(self) -> list[tuple[str, ...]]:
        """A line for each label with each part and the sum; what is required closes the table."""
        head = (self.head, *(each.name for each in self.series), _("Sum"))
        lines = [
            (label, *(self.number(each.values[place]) for each in self.series), self.number(self._sum(place)))
            for place, label in enumerate(self.labels)
        ]
        if self.mark is not None:
            lines.append((self.mark_words, *("" for _each in self.series), self.number(self.mark)))
        return [head, *lines]

    def draw(self, painter: QPainter, where: QRectF, style: ChartStyle) -> list[Spot]:
        """Draw the legend, the bars and the mark."""
        if self.is_empty():
            draw_empty(painter, where, style)
            return []
        colours = series_colours(self.series, style)
        names = [(each.name, colour) for each, colour in zip(self.series, colours, strict=True)]
        if self.mark is not None:
            names.append((f"{self.mark_words} {self.number(self.mark)}", QColor(style.tokens.text)))
        taken = draw_legend(painter, where, names, style, last_is_line=self.mark is not None)
        rest = where.adjusted(0, taken, 0, 0)
        return list(
            self._lie(painter, rest, colours, style) if self.lying else self._stand(painter, rest, colours, style)
        )

    def _sum(self, place: int) -> float:
        return sum(each.values[place] for each in self.series)

    def _top(self) -> float:
        return max(self.mark or 0.0, *(self._sum(place) for place in range(len(self.labels))))

    def _words(self, each: Series, place: int) -> str:
        return f"{self.labels[place]}, {each.name}: {self.number(each.values[place])}"

    def _stand(self, painter: QPainter, where: QRectF, colours: list[QColor], style: ChartStyle) -> Iterator[Spot]:
        plot = draw_axis(painter, where, self.labels, self._top(), style, self.number)
        for place in range(len(self.labels)):
            column = plot.slot(place)
            wide = min(column.width() * 0.56, 44 * style.unit)
            base = plot.area.bottom()
            last = max((at for at, each in enumerate(self.series) if each.values[place] > 0), default=-1)
            for at, (each, colour) in enumerate(zip(self.series, colours, strict=True)):
                high = plot.height_of(each.values[place])
                part = QRectF(column.center().x() - wide / 2, base - high, wide, high)
                gap = 1.0 if at != last else 0.0  # the ground shows between two parts
                draw_bar(painter, part.adjusted(0, gap, 0, 0), colour, style, round_top=at == last)
                base -= high
                if high >= _SEEN:
                    yield Spot(part, self._words(each, place))
        if self.mark is not None:
            y = plot.area.bottom() - plot.height_of(self.mark)
            painter.setPen(QPen(QColor(style.tokens.text), 1.5))
            painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y))

    def _lie(self, painter: QPainter, where: QRectF, colours: list[QColor], style: ChartStyle) -> Iterator[Spot]:
        line, rtl = style.line_height, style.right_to_left
        top = self._top() or 1.0
        least = line * 1.25 + 8 * style.unit
        fitting = max(1, int(where.height() / least))
        each_high = max(min(where.height() / len(self.labels), 3.2 * line), least)
        if fitting < len(self.labels):  # the last place says how many there are besides
            fitting = max(1, fitting - 1)
            more = QRectF(where.left(), where.top() + fitting * each_high, where.width(), line)
            words = say(_("{count} more"), count=wording.count(len(self.labels) - fitting))
            write(painter, more, words, style.tokens.muted, style)
        for place, label in enumerate(self.labels[:fitting]):
            y = where.top() + place * each_high
            half = where.width() / 2
            name = flipped(QRectF(where.left(), y, half, line), where, rtl)
            total = flipped(QRectF(where.left() + half, y, half, line), where, rtl)
            write(painter, name, label, style.tokens.text, style)
            write(painter, total, self.number(self._sum(place)), style.tokens.muted, style, at="end")
            x, high = where.left(), max(2.0, min(each_high - line * 1.6, 18 * style.unit))
            ground = QRectF(where.left(), y + line * 1.25, where.width(), high)
            painter.fillRect(ground, QColor(style.tokens.neutral_soft))
            for each, colour in zip(self.series, colours, strict=True):
                wide = where.width() * each.values[place] / top
                part = flipped(QRectF(x, ground.top(), wide, high), where, rtl)
                painter.fillRect(part.adjusted(0, 0, -1, 0) if wide > 2 else part, colour)
                x += wide
                if wide >= _SEEN:
                    yield Spot(part, self._words(each, place))
            if self.mark is not None:
                at = where.left() + where.width() * self.mark / top
                upright = QRectF(min(at, where.right() - 1) - 1, ground.top() - 3, 2, high + 6)
                painter.fillRect(flipped(upright, where, rtl), QColor(style.tokens.text))
