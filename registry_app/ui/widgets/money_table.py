"""Sums side by side: what is claimed, evidenced, ordered, settled and paid, a line for each head of claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from registry_app.core.texts import bare, isolate
from registry_app.ui.labels import plain_tooltip
from registry_app.ui.theme import fonts, icons, style
from registry_app.ui.theme.tokens import STATE_ICONS, State

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
# digits read from the left in every script here, so amounts stand right-justified also in a right-to-left table
_AMOUNT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | _MIDDLE

_INSETS = 26
_WORDS = 180  # the words are cut to so much before the sums have to be scrolled to


@dataclass(frozen=True)
class MoneyRow:
    """A line: its words and one sum, already in words, for each column; `strong` for a total, an empty sum is none."""

    words: str
    sums: tuple[str, ...]
    strong: bool = False
    state: State | None = None


class MoneyTable(QTableWidget):
    """A read-only table that is as high as its lines; `heads` are the first column's name and those of the sums."""

    def __init__(self, heads: Sequence[str], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(0, len(heads), parent)
        self.setHorizontalHeaderLabels(list(heads))
        self.setAccessibleName(name or heads[0])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        for column in range(1, len(heads)):
            self._head(column).setTextAlignment(_AMOUNT)
        self._words_need = 0
        self._place_words()
        self._rows: list[MoneyRow] = []

    def set_rows(self, rows: Iterable[MoneyRow]) -> None:
        """Show these lines; each has a sum for every column but the first."""
        self._rows = list(rows)
        self._fill()

    def sizeHint(self) -> QSize:
        """Room for every line."""
        high = self.horizontalHeader().sizeHint().height() + sum(self.rowHeight(row) for row in range(self.rowCount()))
        bar = 14 if self.horizontalHeader().length() > self.viewport().width() else 0
        return QSize(super().sizeHint().width(), high + bar + 2 * self.frameWidth() + 6)

    def minimumSizeHint(self) -> QSize:
        """All lines; the columns may be scrolled to."""
        return QSize(240, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words the room that the sums leave."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Draw and measure again in another look or direction."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange} and hasattr(self, "_rows"):
            self._place_words()
            self._fill()

    def _head(self, column: int) -> QTableWidgetItem:
        item = self.horizontalHeaderItem(column)
        assert item is not None  # every column was given its head
        return item

    def _place_words(self) -> None:
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._words_at = side | Qt.AlignmentFlag.AlignAbsolute | _MIDDLE
        self._head(0).setTextAlignment(self._words_at)

    def _fill(self) -> None:
        self.setRowCount(len(self._rows))
        for place, row in enumerate(self._rows):
            self.setRowHeight(place, style.scaled(34))
            for column, text in enumerate((row.words, *row.sums)):
                self.setItem(place, column, self._item(row, column, text))
        self._fit()

    def _item(self, row: MoneyRow, column: int, text: str) -> QTableWidgetItem:
        shown = isolate(bare(text)) if column else text  # a sum is one datum, words hold several
        item = QTableWidgetItem(shown if text else "—")
        item.setTextAlignment(_AMOUNT if column else self._words_at)
        if row.strong:
            item.setFont(fonts.ui_font(style.scaled(style.TEXT), QFont.Weight.DemiBold))
        if row.state is not None and column == 0:
            item.setForeground(QBrush(QColor(style.current().ink(row.state))))
            item.setIcon(icons.icon(STATE_ICONS[row.state], row.state.value))
        if not column:
            item.setToolTip(plain_tooltip(bare(text)))
        spoken = f"{row.words}, {self._head(column).text()}: {text}" if column and text else text
        item.setData(Qt.ItemDataRole.AccessibleTextRole, bare(spoken))
        return item

    def _fit(self) -> None:
        strong = QFont.Weight.DemiBold
        cells = QFontMetrics(fonts.ui_font(style.scaled(style.TEXT), strong))
        heads = QFontMetrics(fonts.ui_font(style.scaled(12), strong))

        def need(row: MoneyRow, column: int) -> int:
            mark = style.scaled(icons.SIZE) + 4 if row.state is not None and column == 0 else 0
            return cells.horizontalAdvance((row.words, *row.sums)[column]) + mark

        for column in range(self.columnCount()):
            head = heads.horizontalAdvance(self._head(column).text())
            wide = max([head, *(need(row, column) for row in self._rows)]) + _INSETS
            if column:
                self.setColumnWidth(column, wide)
            else:
                self._words_need = wide
        self._share()

    def _share(self) -> None:
        sums = sum(self.columnWidth(column) for column in range(1, self.columnCount()))
        least = min(self._words_need, style.scaled(_WORDS))
        self.setColumnWidth(0, max(least, self.viewport().width() - sums))
        self.updateGeometries()  # the scroll bar, now and not some events later
        self.setFixedHeight(self.sizeHint().height())
