"""A chart on the screen: the picture, its figures as a table one key away, and both told to a screen reader."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QWidget,
)

from registry_app.core.texts import _, bare, isolate
from registry_app.ui.charts.drawing import ChartStyle, Picture, Spot
from registry_app.ui.labels import plain_tooltip
from registry_app.ui.theme import fonts, icons, style
from registry_app.ui.widgets.buttons import icon_button
from registry_app.ui.widgets.cards import Card

SMALL: Final = 12
_EDGE: Final = 4
_TOLD_AT_MOST: Final = 40


class _Canvas(QWidget):
    """Paints the picture; a key opens the figures."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._chart = chart
        self._spots: list[Spot] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw picture and focus ring."""
        tokens = style.current()
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            where = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
            made = ChartStyle(tokens, fonts.ui_font(style.scaled(SMALL)), right)
            self._spots = self._chart.picture.draw(painter, where, made)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.accent), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or the space bar opens the figures."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._chart.toggle_figures()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell the figure under the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().event(event)

    def words_at(self, x: float, y: float) -> str:
        """The figure drawn there, in words; empty where there is none."""
        return next((spot.words for spot in self._spots if spot.where.contains(x, y)), "")


class Chart(QWidget):
    """A picture under a name; `toggle_figures` changes between it and its table, as Enter does."""

    def __init__(self, name: str, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = picture
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.canvas = _Canvas(self)
        self.table = _figures_table(self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.table)
        self.figures_button = icon_button("table", _("Show the figures"), little=True)
        self.figures_button.clicked.connect(self.toggle_figures)
        self._name = ""
        self.set_name(name)
        self.show_picture(picture)

    @property
    def shows_figures(self) -> bool:
        """Whether the table is shown."""
        return self._stack.currentWidget() is self.table

    def set_name(self, name: str) -> None:
        """Call it by another name."""
        self._name = bare(name)
        self.canvas.setAccessibleName(self._name)
        self.table.setAccessibleName(self._name)

    def figures(self) -> list[tuple[str, ...]]:
        """The figures as a table whose first line is its head."""
        return self.picture.figures()

    def show_picture(self, picture: Picture) -> None:
        """Show other values."""
        self.picture = picture
        _head, *lines = picture.figures()
        told = "; ".join(bare(", ".join(line)) for line in lines[:_TOLD_AT_MOST])
        if len(lines) > _TOLD_AT_MOST:
            told += _("; and {count} more in the table").format(count=len(lines) - _TOLD_AT_MOST)
        if picture.is_empty():
            told = _("Nothing to count yet")
        self.canvas.setAccessibleDescription(told)
        _fill(self.table, picture.figures())
        self.canvas.update()

    def toggle_figures(self) -> None:
        """Change between the picture and its figures; the focus goes along."""
        had_focus = self.canvas.hasFocus() or self.table.hasFocus()
        to_table = not self.shows_figures
        _fill(self.table, self.picture.figures())  # the direction may have changed
        shown = self.table if to_table else self.canvas
        self._stack.setCurrentWidget(shown)
        words = _("Show the chart") if to_table else _("Show the figures")
        self.figures_button.setIcon(icons.icon("chart-bar" if to_table else "table"))
        self.figures_button.setAccessibleName(words)
        self.figures_button.setToolTip(plain_tooltip(words))
        if had_focus:
            shown.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, Enter or the space bar lead back from the table to the picture."""
        back = {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if self.shows_figures and event.key() in back:
            self.toggle_figures()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Usual for a card."""
        return QSize(style.scaled(360), style.scaled(200))

    def minimumSizeHint(self) -> QSize:
        """What still can be read."""
        return QSize(style.scaled(180), style.scaled(130))


class ChartCard(Card):
    """A card with a chart and the button for its figures."""

    def __init__(self, title: str, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.chart = Chart(title, picture)
        self.add(self.chart, 1)
        self.add_at_end(self.chart.figures_button)

    def show_picture(self, picture: Picture) -> None:
        """Show other values."""
        self.chart.show_picture(picture)


def _figures_table(parent: QWidget) -> QTableWidget:
    table = QTableWidget(0, 0, parent)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setHighlightSections(False)
    return table


def _fill(table: QTableWidget, figures: list[tuple[str, ...]]) -> None:
    head, *lines = figures
    right = table.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    words_at = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    number_at = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    table.setColumnCount(len(head))
    table.setRowCount(len(lines))
    for column, words in enumerate(head):
        item = QTableWidgetItem(words)
        item.setTextAlignment(number_at if column else words_at)
        table.setHorizontalHeaderItem(column, item)
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            cell = QTableWidgetItem(isolate(text) if column else text)
            cell.setTextAlignment(number_at if column else words_at)
            table.setItem(row, column, cell)
