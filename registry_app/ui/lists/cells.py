"""How a cell is drawn: one datum, isolated, aligned the same way in every language; marks with icon, word and colour."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from registry_app.core.texts import FSI, PDI
from registry_app.ui.lists.source import Column, Kind, Mark
from registry_app.ui.lists.values import alignment, shown
from registry_app.ui.lists.window_model import WindowModel
from registry_app.ui.theme.look import scaled, tokens
from registry_app.ui.widgets.chips import chip_size, paint_chip

ROW_HEIGHT: Final = 38
PADDING: Final = 8
"""As the sheet gives to headings, so that they stand over their columns."""
_LRI: Final = "\u2066"


@lru_cache(maxsize=256)
def _colour(name: str) -> QColor:
    return QColor(name)


class CellDelegate(QStyledItemDelegate):
    """Draws every cell of a list straight from the model's plain values; it asks for no roles."""

    def __init__(self, model: WindowModel[Any], view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self.hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row has one height."""
        return QSize(scaled(120), scaled(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground, the value, and the ring of the current row."""
        column: Column[object] = self._model.columns[index.column()]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, option.rect, index.row(), selected=selected)
        value = self._model.value(index.row(), index.column())
        inside = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        if isinstance(value, Mark):
            self._mark(painter, inside, value, selected=selected)
        elif value is not None:
            words = option.fontMetrics.elidedText(shown(value), Qt.TextElideMode.ElideRight, inside.width())
            opening = _LRI if column.kind is Kind.CODE else FSI
            painter.setPen(_colour(tokens().selected_text if selected else tokens().text))
            painter.drawText(inside, alignment(column.kind, self._view.layoutDirection()), f"{opening}{words}{PDI}")
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            self._ring(painter, option.rect)

    def _ground(self, painter: QPainter, rect: QRect, row: int, *, selected: bool) -> None:
        colours = tokens()
        if selected or row == self.hovered:
            painter.fillRect(rect, _colour(colours.selected if selected else colours.hover))
        painter.setPen(_colour(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _ring(self, painter: QPainter, rect: QRect) -> None:
        accent = _colour(tokens().accent)
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), accent)
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), accent)

    def _mark(self, painter: QPainter, inside: QRect, mark: Mark, *, selected: bool) -> None:
        if not mark.words:
            return
        size = chip_size(mark.words)
        wide, high = min(size.width(), inside.width()), min(size.height(), inside.height())
        turned = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = inside.right() + 1 - wide if turned else inside.left()
        where = QRectF(left, inside.top() + (inside.height() - high) // 2, wide, high)
        # on a selected row the soft ground nearly melts into the row's: the outline keeps it a chip
        paint_chip(painter, where, mark.words, mark.state, right_to_left=turned, outlined=selected)
