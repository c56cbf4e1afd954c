"""The headings of a list: each stands over its column, with the arrow of the order behind its words."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeader, QStyleOptionHeaderV2, QWidget

from registry_app.ui.lists.cells import PADDING
from registry_app.ui.lists.values import alignment
from registry_app.ui.lists.window_model import WindowModel
from registry_app.ui.theme import fonts
from registry_app.ui.theme.icons import pixmap
from registry_app.ui.theme.look import scaled, tokens

_ARROW: Final = 12
_GAP: Final = 4


def heading_font() -> QFont:
    """The font of headings in the look that is on, as the sheet gives it to other tables."""
    return fonts.ui_font(scaled(12), QFont.Weight.DemiBold)


class Heading(QHeaderView):
    """Draws the words itself: the style would put its arrow over the words of a column that ends at its edge."""

    def __init__(self, model: WindowModel[Any], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def need(self, place: int) -> int:
        """The width in pixels that shows the words whole, with the arrow where the column can be ordered by."""
        column = self._rows.columns[place]
        arrow = scaled(_ARROW) + _GAP if column.sort else 0
        return QFontMetrics(heading_font()).horizontalAdvance(column.words) + 1 + arrow + 2 * PADDING

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:
        """The ground by the style, then words and arrow."""
        if not rect.isValid() or not 0 <= place < len(self._rows.columns):
            return
        option = QStyleOptionHeaderV2()
        self.initStyleOption(option)
        option.rect = rect
        self.initStyleOptionForIndex(option, place)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        option.text = ""
        option.sortIndicator = QStyleOptionHeader.SortIndicator.None_
        self.style().drawControl(QStyle.ControlElement.CE_Header, option, painter, self)
        self._words(painter, rect.adjusted(PADDING, 0, -PADDING, 0), place, hovered=hovered)

    def words_and_arrow(self, inside: QRect, place: int) -> tuple[str, QRect, QRect]:
        """The words as far as there is room, and where words and arrow stand; a heading not ordered by has no arrow."""
        side = scaled(_ARROW) if self.sortIndicatorSection() == place else 0
        gap = _GAP if side else 0
        metrics = QFontMetrics(heading_font())
        column = self._rows.columns[place]
        words = metrics.elidedText(column.words, Qt.TextElideMode.ElideRight, inside.width() - side - gap)
        wide = metrics.horizontalAdvance(words)
        arrow_up = inside.center().y() - side // 2 + 1
        if alignment(column.kind, self.layoutDirection()) & Qt.AlignmentFlag.AlignRight:
            left = inside.right() + 1 - wide
            return (
                words,
                QRect(left, inside.top(), wide, inside.height()),
                QRect(left - gap - side, arrow_up, side, side),
            )
        taken = QRect(inside.left(), inside.top(), wide, inside.height())
        return words, taken, QRect(inside.left() + wide + gap, arrow_up, side, side)

    def _words(self, painter: QPainter, inside: QRect, place: int, *, hovered: bool) -> None:
        words, taken, arrow = self.words_and_arrow(inside, place)
        painter.save()
        painter.setFont(heading_font())
        painter.setPen(QColor(tokens().text if hovered or arrow.width() else tokens().muted))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
        painter.drawText(taken, flags, words)
        if arrow.width():
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            painter.drawPixmap(arrow.topLeft(), pixmap("arrow-down" if down else "arrow-up", "text", arrow.width()))
        painter.restore()
