"""The month that opens under a day's field, in the colours of the look."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from registry_app.core.texts import _
from registry_app.ui.labels import plain_tooltip
from registry_app.ui.theme import style
from registry_app.ui.theme.icons import icon


class MonthView(QCalendarWidget):
    """Qt's calendar without its red weekends and week numbers; give it to `QDateEdit.setCalendarWidget`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setGridVisible(False)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow look and direction."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}:
            self._dress()

    def _dress(self) -> None:
        tokens = style.current()
        head = QTextCharFormat()
        head.setForeground(QColor(tokens.muted))
        head.setBackground(QColor(tokens.surface))
        head.setFontWeight(QFont.Weight.DemiBold)
        self.setHeaderTextFormat(head)
        plain = QTextCharFormat()
        plain.setForeground(QColor(tokens.text))
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, plain)
        for name, drawing, words in (
            ("qt_calendar_prevmonth", "chevron-left", _("Month before")),
            ("qt_calendar_nextmonth", "chevron-right", _("Month after")),
        ):
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icon(drawing))
                button.setAccessibleName(words)
                button.setToolTip(plain_tooltip(words))
