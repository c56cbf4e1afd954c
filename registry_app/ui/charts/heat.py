"""A heat calendar: how much there was on each day, a column for each week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

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
    mix,
    write,
)

_LEVELS: Final = (0.28, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Heat:
    """Values by day from `first` to `last`, both included; a day without a value counts as zero.

    `weekdays` and `months` are seven words from Monday on and twelve from January on; `week_starts` is 0 for Monday to 6
    for Sunday. Raises `ValueError` for a negative value, or where the last day lies before the first.
    """

    heads: tuple[str, str]
    first: date
    last: date
    values: Mapping[date, float]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    week_starts: int = 0
    number: Number = default_number
    _top: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if self.last < self.first:
            raise ValueError("the last day lies before the first")
        if len(self.weekdays) != 7 or len(self.months) != 12:
            raise ValueError("a week has seven days and a year twelve months")
        check_values(list(self.values.values()), [""] * len(self.values))
        inside = [value for day, value in self.values.items() if self.first <= day <= self.last]
        object.__setattr__(self, "_top", max(inside, default=0.0))

    def is_empty(self) -> bool:
        """Whether no day has anything."""
        return self._top <= 0

    def figures(self) -> list[tuple[str, ...]]:
        """The days that have something, in order."""
        days = sorted(day for day, value in self.values.items() if value and self.first <= day <= self.last)
        return [self.heads, *((wording.day(day), self.number(self.values[day])) for day in days)]

    def draw(self, painter: QPainter, where: QRectF, style: ChartStyle) -> list[Spot]:
        """Draw a square for each day, months above, weekdays beside, the scale below."""
        if self.is_empty():
            draw_empty(painter, where, style)
            return []
        line, unit = style.line_height, style.unit
        begin = self.first - timedelta(days=(self.first.weekday() - self.week_starts) % 7)
        weeks = (self.last - begin).days // 7 + 1
        gutter = max(style.metrics.horizontalAdvance(word) for word in self.weekdays) + 8 * unit
        cell = min((where.width() - gutter) / weeks, (where.height() - 2.8 * line) / 7, 22 * unit)
        grid = QRectF(where.left() + gutter, where.top() + 1.2 * line, cell * weeks, cell * 7)
        self._name_weekdays(painter, where, grid, cell, style)
        spots, named = [], self.first.month if self.first.day > 14 else 0
        for number in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=number)
            week, place = divmod((day - begin).days, 7)
            square = QRectF(grid.left() + week * cell, grid.top() + place * cell, cell, cell)
            if day.month != named:
                named = day.month
                above = QRectF(square.left(), where.top(), min(5 * cell, where.right() - square.left()), line)
                above = flipped(above, where, style.right_to_left)
                write(painter, above, self.months[day.month - 1], style.tokens.muted, style)
            square = flipped(square, where, style.right_to_left)
            value = self.values.get(day, 0.0)
            self._square(painter, square, value / self._top, style)
            spots.append(Spot(square, f"{wording.day(day)}: {self.number(value)}"))
        self._scale(
            painter, QRectF(grid.left(), grid.bottom() + 0.5 * line, where.right() - grid.left(), line), where, style
        )
        return spots

    def _name_weekdays(self, painter: QPainter, where: QRectF, grid: QRectF, cell: float, style: ChartStyle) -> None:
        every = 1 if cell >= style.line_height else 2
        for place in range(0, 7, every):
            beside = QRectF(where.left(), grid.top() + place * cell, grid.left() - where.left() - 6 * style.unit, cell)
            words = self.weekdays[(self.week_starts + place) % 7]
            write(painter, flipped(beside, where, style.right_to_left), words, style.tokens.faint, style)

    def _square(self, painter: QPainter, where: QRectF, share: float, style: ChartStyle) -> None:
        level = next((each for each in _LEVELS if share <= each), 1.0)
        tokens = style.tokens
        colour = mix(tokens.surface, tokens.accent, level) if share > 0 else QColor(tokens.neutral_soft)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        inset = max(1.0, where.width() * 0.08)
        corner = min(3 * style.unit, where.width() * 0.2)
        painter.drawRoundedRect(where.adjusted(inset, inset, -inset, -inset), corner, corner)

    def _scale(self, painter: QPainter, place: QRectF, where: QRectF, style: ChartStyle) -> None:
        x, side = place.left(), style.line_height
        none = self.number(0)
        wide = style.metrics.horizontalAdvance(none) + 6 * style.unit
        text = flipped(QRectF(x, place.top(), wide, side), where, style.right_to_left)
        write(painter, text, none, style.tokens.muted, style)
        x += wide
        for share in (0.0, *_LEVELS):
            self._square(painter, flipped(QRectF(x, place.top(), side, side), where, style.right_to_left), share, style)
            x += side
        most = say(_("{number} a day"), number=self.number(self._top))
        wide = style.metrics.horizontalAdvance(most) + 12 * style.unit
        text = flipped(QRectF(x + 6 * style.unit, place.top(), wide, side), where, style.right_to_left)
        write(painter, text, most, style.tokens.muted, style)
