"""The table of a list: rows of one height, no vertical header, keys that move by rows, copying as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from registry_app.core.paging import Sort
from registry_app.core.texts import bare
from registry_app.ui.labels import plain_tooltip
from registry_app.ui.lists.cells import PADDING, ROW_HEIGHT, CellDelegate
from registry_app.ui.lists.source import Key
from registry_app.ui.lists.values import shown
from registry_app.ui.lists.window_model import WindowModel
from registry_app.ui.theme.look import scaled

MOST_COPIED: Final = 10_000
"""Rows; more than anyone pastes, and a clipboard of a million would stop the window."""
_ROWS: Final = QItemSelectionModel.SelectionFlag.Rows
_ONE: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROWS


_MOST_FOUND_AGAIN: Final = 200


@dataclass(frozen=True)
class Remembered:
    """Where eye and hand were, by keys, while the rows move; `places` are the rows' numbers until then."""

    top: Key | None = None
    offset: int = 0
    current: Key | None = None
    selected: tuple[Key, ...] = ()
    places: Mapping[Key, int] = field(default_factory=dict)


class Table(QTableView):
    """Shows a window model.

    Signals:
        opened: number of the row that Enter or a double click opens.
        typed: letters typed while the table has the focus.
        sort_asked: the `Sort` a heading was pressed for.
        arranged: an officer made a column wider or narrower.
        resized: there is more or less room for the columns.
    """

    opened = Signal(int)
    typed = Signal(str)
    sort_asked = Signal(object)
    arranged = Signal()
    resized = Signal()

    def __init__(self, model: WindowModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self._cells = CellDelegate(model, self)
        self.setItemDelegate(self._cells)
        self.verticalHeader().hide()  # shown, a reset of a scrolled list asks for a million headings
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionClicked.connect(self._ask_sort)
        header.sectionResized.connect(self._note_width)
        self._arranging = False
        self.take_measures()

    # -- measures ---------------------------------------------------------------------------------------------------

    def take_measures(self) -> None:
        """Give rows their height at the size of text that is on."""
        self.verticalHeader().setMinimumSectionSize(scaled(ROW_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(scaled(ROW_HEIGHT))
        self.verticalScrollBar().setSingleStep(scaled(ROW_HEIGHT))

    def spread(self, widths: dict[str, int]) -> None:
        """Give columns their widths in pixels at 100 % text; the stretching one takes what is left."""
        self._arranging = True
        header = self.horizontalHeader()
        columns = self._rows.columns
        for place, column in enumerate(columns):
            header.resizeSection(place, scaled(widths.get(column.code, column.width)))
        stretching = next((place for place, column in enumerate(columns) if column.stretch), -1)
        left = self.viewport().width() - header.length()
        if stretching >= 0 and left > 0:
            header.resizeSection(stretching, header.sectionSize(stretching) + left)
        self._arranging = False

    def widths(self) -> dict[str, int]:
        """The columns' widths in pixels at 100 % text."""
        unit = scaled(1000) / 1000
        header = self.horizontalHeader()
        return {column.code: round(header.sectionSize(at) / unit) for at, column in enumerate(self._rows.columns)}

    def show_sort(self, sort: Sort) -> None:
        """Mark the heading by which the rows are ordered."""
        place = next((at for at, column in enumerate(self._rows.columns) if column.sort == sort.by), -1)
        order = Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(place, order)

    def _note_width(self) -> None:
        if not self._arranging:
            self.arranged.emit()

    def _ask_sort(self, place: int) -> None:
        by = self._rows.columns[place].sort
        now = self._rows.wanted.sort
        if by:
            self.sort_asked.emit(Sort(by, descending=now.by == by and not now.descending))
        else:
            self.show_sort(now)

    # -- rows -------------------------------------------------------------------------------------------------------

    def go_to(self, row: int, *, centred: bool = False) -> None:
        """Make a row current and the only one selected; `selectRow` would select nothing from right to left."""
        if 0 <= row < self._rows.rowCount():
            index = self._rows.index(row, max(self.currentIndex().column(), 0))
            self.selectionModel().setCurrentIndex(index, _ONE)
            if centred:
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def selected_rows(self) -> Iterator[int]:
        """The selected rows' numbers, in order, without asking the source."""
        chosen = self.selectionModel().selection()
        ranges = sorted((chosen.at(each).top(), chosen.at(each).bottom()) for each in range(chosen.count()))
        before = -1
        for top, bottom in ranges:
            for row in range(max(top, before + 1), bottom + 1):
                yield row
                before = row

    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(1 for _row in self.selected_rows())

    def select(self, rows: list[int], current: int) -> None:
        """Select these rows, and make one current without scrolling."""
        chosen = QItemSelection()
        last = self._rows.columnCount() - 1
        for row in rows:
            chosen.select(self._rows.index(row, 0), self._rows.index(row, last))
        if current >= 0:
            self.selectionModel().setCurrentIndex(
                self._rows.index(current, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def copy(self) -> None:
        """Put the selected rows on the clipboard as text: cells apart by tabs, one line a row, headings first."""
        lines = ["\t".join(column.words for column in self._rows.columns)]
        for number, row in enumerate(self.selected_rows()):
            if number >= MOST_COPIED:
                break
            lines.append("\t".join(_cell(self._rows.value(row, at)) for at in range(self._rows.columnCount())))
        if len(lines) > 1:
            data = QMimeData()
            data.setText("\n".join(lines))
            QGuiApplication.clipboard().setMimeData(data)

    def remember(self) -> Remembered:
        """Where eye and hand are. Only rows that are at hand count, and a selection of very many is let go."""
        top, current = self.rowAt(0), self.currentIndex().row()
        rows = list(islice(self.selected_rows(), _MOST_FOUND_AGAIN + 1))
        chosen = self._known([] if len(rows) > _MOST_FOUND_AGAIN else rows)
        known = self._known([top, current])
        return Remembered(
            top=known.get(top),
            offset=-self.rowViewportPosition(top) if top >= 0 else 0,
            current=known.get(current),
            selected=tuple(chosen.values()),
            places={key: row for row, key in (known | chosen).items()},
        )

    def find_again(self, remembered: Remembered, places: Mapping[Key, int]) -> None:
        """Bring selection, current row and scroll position back to their rows, which stand at `places` now."""

        def place_of(key: Key | None) -> int:
            found = None if key is None else places.get(key)
            if key is not None and found is None:
                found = self._rows.known_place(key)
            return -1 if found is None else found

        self.select([row for row in map(place_of, remembered.selected) if row >= 0], place_of(remembered.current))
        top = place_of(remembered.top)
        if top >= 0:
            self.updateGeometries()
            height = self.verticalHeader().defaultSectionSize()
            self.verticalScrollBar().setValue(top * height + remembered.offset)

    def _known(self, rows: list[int]) -> dict[int, Key]:
        found = {row: self._rows.key(row) for row in rows if row >= 0 and self._rows.is_known(row)}
        return {row: key for row, key in found.items() if key is not None}

    # -- keys and pointer -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Home and End go to the ends of the list, Ctrl+C copies, letters go to the filter."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif not control and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End move to the first and last row, not to the first and last column."""
        if action in (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd):
            last = self._rows.rowCount() - 1
            row = 0 if action == QAbstractItemView.CursorAction.MoveHome else last
            return self._rows.index(row, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is another room; a layout may give it long after the list around the table has its own."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the row under it."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by key to a table without a current row makes the first one current."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.go_to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring of the current row goes with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """A tip where a text is cut; Qt would render markup found in a name."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _show_tip(self, at: QPoint, on_screen: QPoint) -> None:
        index = self.indexAt(at)
        words = shown(self._rows.value(index.row(), index.column())) if index.isValid() else ""
        room = self.columnWidth(index.column()) - 2 * PADDING if index.isValid() else 0
        cut = bool(words) and self.fontMetrics().horizontalAdvance(words) > room
        QToolTip.showText(on_screen, plain_tooltip(words) if cut else "", self)

    def _hover(self, row: int) -> None:
        before, self._cells.hovered = self._cells.hovered, row
        if before == row:
            return
        height, wide = self.verticalHeader().defaultSectionSize(), self.viewport().width()
        for each in (before, row):
            if each >= 0:
                self.viewport().update(0, self.rowViewportPosition(each), wide, height)


def _cell(value: object) -> str:
    """One datum as it is copied: no isolates, and nothing that would begin another cell or line."""
    return " ".join(bare(shown(value)).split())
