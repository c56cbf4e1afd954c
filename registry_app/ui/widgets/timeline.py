"""What happened when: dated events along a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registry_app.core.texts import bare
from registry_app.ui.labels import PlainLabel, line_height
from registry_app.ui.theme import icons, style
from registry_app.ui.theme.tokens import STATE_ICONS, State
from registry_app.ui.widgets.cards import clear

_GUTTER: Final = 26
_DOT: Final = 20


@dataclass(frozen=True)
class Event:
    """One event in words: its day, what happened, by whom or why, and what that means."""

    day: str
    words: str
    detail: str = ""
    state: State = State.NEUTRAL
    icon: str = ""


class _Gutter(QWidget):
    """The line beside an event with its mark; no line above the first and none below the last."""

    def __init__(self, event: Event, first: bool, last: bool) -> None:
        super().__init__()
        self._event, self._first, self._last = event, first, last
        self.setFixedWidth(style.scaled(_GUTTER))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setFixedWidth(style.scaled(_GUTTER))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw line and mark."""
        tokens = style.current()
        side = style.scaled(_DOT)
        middle = QPointF(self.width() / 2, side / 2 + 1)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.line), 2))
            if not self._first:
                painter.drawLine(QPointF(middle.x(), 0), middle)
            if not self._last:
                painter.drawLine(middle, QPointF(middle.x(), self.height()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.soft(self._event.state)))
            painter.drawEllipse(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))
            small = round(side * 0.66)
            name = self._event.icon or STATE_ICONS[self._event.state]
            picture = icons.pixmap(name, self._event.state.value, small)
            painter.drawPixmap(QPointF(middle.x() - small / 2, middle.y() - small / 2), picture)


class Timeline(QWidget):
    """Events in the order given, each with its day."""

    def __init__(self, events: Iterable[Event] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.events: list[Event] = []
        self.set_events(events)

    def set_events(self, events: Iterable[Event]) -> None:
        """Show these and no others."""
        clear(self._column)
        self.events = list(events)
        for place, event in enumerate(self.events):
            self._column.addWidget(self._row(event, place == 0, place == len(self.events) - 1))

    @staticmethod
    def _row(event: Event, first: bool, last: bool) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(_Gutter(event, first, last))
        words = QVBoxLayout()
        words.setContentsMargins(0, 1, 0, 0 if last else 12)
        words.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(10)
        what = PlainLabel(event.words, look="strong", wrap=True)
        day = PlainLabel(event.day, look="small")
        day.setMinimumHeight(line_height(what))
        head.addWidget(what, 1)
        head.addWidget(day, alignment=Qt.AlignmentFlag.AlignTop)
        words.addLayout(head)
        if event.detail:
            words.addWidget(PlainLabel(event.detail, look="muted", wrap=True))
        across.addLayout(words, 1)
        row.setAccessibleName(bare(f"{event.day}: {event.words}"))
        row.setAccessibleDescription(bare(event.detail))
        return row
