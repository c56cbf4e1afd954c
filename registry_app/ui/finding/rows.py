"""The list under the find line: its model, and how a line of it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from registry_app.core.texts import bare, isolate
from registry_app.ui.finding.lines import Line
from registry_app.ui.theme.icons import pixmap
from registry_app.ui.theme.look import scaled, tokens

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_ROW: Final = 34
_TALL_ROW: Final = 46
_HEADING: Final = 28
_EDGE: Final = 12
_GAP: Final = 10
_ICON: Final = 18
_ABSOLUTE: Final = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class Lines(QAbstractListModel):
    """The lines shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line's words, also for a screen reader."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return bare(line.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return bare(line.spoken)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.lines[index.row()].is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def next_choice(self, row: int, step: int) -> int:
        """The nearest line that can be chosen from `row` on in the direction of `step`, round the ends; -1 for none."""
        for distance in range(1, len(self.lines) + 1):
            place = (row + step * distance) % len(self.lines)
            if not self.lines[place].is_heading:
                return place
        return -1


class LineDelegate(QStyledItemDelegate):
    """Draws a line: icon, name over detail, number or keys at the end; mirrored where one reads from the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Headings are low, lines with a detail high."""
        line = self._line(index)
        return QSize(scaled(200), scaled(_HEADING if line.is_heading else _TALL_ROW if line.detail else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it."""
        line = self._line(index)
        turned = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        drawing = _Drawing(painter, option.rect, option.font, turned=turned)
        if line.is_heading:
            drawing.heading(line.title)
        else:
            drawing.line(line, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _line(self, index: _Index) -> Line:
        model = index.model()
        assert isinstance(model, Lines)
        return model.lines[index.row()]


class _Drawing:
    """One line while it is drawn; `start` and `end` are told apart from left and right here only."""

    def __init__(self, painter: QPainter, rect: QRect, font: QFont, *, turned: bool) -> None:
        self.painter = painter
        self.rect = rect.adjusted(scaled(_EDGE), 0, -scaled(_EDGE), 0)
        self.whole = rect
        self.turned = turned
        self.font = QFont(font)
        self.small = QFont(font)
        self.small.setPixelSize(scaled(12))

    def heading(self, words: str) -> None:
        """The name of a group."""
        font = QFont(self.small)
        font.setWeight(QFont.Weight.DemiBold)
        self._text(self.rect.adjusted(0, scaled(6), 0, 0), words, font, tokens().muted)

    def line(self, line: Line, *, chosen: bool) -> None:
        """A line that can be chosen."""
        colours = tokens()
        ink, quiet = (colours.selected_text, colours.selected_text) if chosen else (colours.text, colours.muted)
        if chosen:
            self._ground(colours.selected, colours.accent)
        self._icon(line.icon, chosen=chosen)
        inside = self._from_start(scaled(_ICON + _GAP))
        end = line.label or QKeySequence(line.keys).toString(QKeySequence.SequenceFormat.NativeText)
        if end:
            inside = self._end(inside, end, quiet, framed=not line.label)
        strong = QFont(self.font)
        strong.setWeight(QFont.Weight.Medium)
        if not line.detail:
            self._text(inside, line.title, strong, ink)
            return
        half = inside.height() // 2
        upper, lower = QRect(inside), QRect(inside)
        upper.setHeight(half + scaled(2))
        upper.translate(0, scaled(3))
        lower.setTop(inside.top() + half)
        self._text(upper, line.title, strong, ink)
        self._text(lower, line.detail, self.small, quiet)

    def _ground(self, colour: str, mark: str) -> None:
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        self.painter.drawRoundedRect(self.whole.adjusted(2, 1, -2, -1), 6, 6)
        bar = QRect(self.whole.right() - 4 if self.turned else self.whole.left() + 2, self.whole.top() + 8, 3, 0)
        bar.setBottom(self.whole.bottom() - 8)
        self.painter.setBrush(QColor(mark))
        self.painter.drawRoundedRect(bar, 1, 1)

    def _icon(self, name: str, *, chosen: bool) -> None:
        side = scaled(_ICON)
        left = self.rect.right() + 1 - side if self.turned else self.rect.left()
        picture = pixmap(name, "selected_text" if chosen else "muted", side)
        self.painter.drawPixmap(QRect(left, self.rect.center().y() - side // 2, side, side), picture)

    def _from_start(self, by: int) -> QRect:
        return self.rect.adjusted(0, 0, -by, 0) if self.turned else self.rect.adjusted(by, 0, 0, 0)

    def _end(self, inside: QRect, words: str, colour: str, *, framed: bool) -> QRect:
        """Draw the number or the keys at the end; returns what is left for the name."""
        wide = QFontMetrics(self.small).horizontalAdvance(words) + 2 + (scaled(12) if framed else 0)
        wide = min(wide, inside.width() // 2)
        box = QRect(inside)
        if self.turned:
            box.setRight(inside.left() + wide - 1)
        else:
            box.setLeft(inside.right() - wide + 1)
        if framed:
            high = scaled(20)
            frame = QRect(box.left(), box.center().y() - high // 2, box.width() - 1, high)
            self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.painter.setPen(QColor(tokens().field_line))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRoundedRect(frame, 4, 4)
        self.painter.setFont(self.small)
        self.painter.setPen(QColor(colour))
        self.painter.drawText(box, _ABSOLUTE | Qt.AlignmentFlag.AlignHCenter, isolate(words))
        gap = scaled(_GAP)
        return inside.adjusted(wide + gap, 0, 0, 0) if self.turned else inside.adjusted(0, 0, -wide - gap, 0)

    def _text(self, where: QRect, words: str, font: QFont, colour: str) -> None:
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, where.width())
        side = Qt.AlignmentFlag.AlignRight if self.turned else Qt.AlignmentFlag.AlignLeft
        self.painter.drawText(where, _ABSOLUTE | side, isolate(shown))
