"""The table of a list: rows of one height, no vertical header, keys that move by rows, copying as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from registry_app.core.paging import Sort
from registry_app.core.texts import bare
from registry_app.ui.labels import plain_tooltip
from registry_app.ui.lists.cells import PADDING, ROW_HEIGHT, CellDelegate
from registry_app.ui.lists.heading import Heading
from registry_app.ui.lists.sharing import Need, share
from registry_app.ui.lists.source import Column, Key, Kind, Mark
from registry_app.ui.lists.values import shown
from registry_app.ui.lists.window_model import WindowModel
from registry_app.ui.theme.look import scaled
from registry_app.ui.widgets.chips import chip_size

MOST_COPIED: Final = 10_000
"""Rows; more than anyone pastes, and a clipboard of a million would stop the window."""
_ROWS: Final = QItemSelectionModel.SelectionFlag.Rows
_ONE: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROWS


_MOST_FOUND_AGAIN: Final = 200
_MEASURED: Final = 40
"""Rows whose texts are measured to give the columns their widths: more than a screen shows."""
_WIDEST: Final = 420
_LEAST: Final = 80
_SHORT: Final = 144
_MAY_BE_EMPTY: Final = frozenset({Kind.TEXT, Kind.MARK, Kind.NUMBER})
"""Kinds whose column is no wider than its heading while the first rows have nothing in it."""


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
        arranged: an officer made a column wider or narrower: its code, its width in pixels at 100 % text.
        resized: there is more or less room for the columns.
    """

    opened = Signal(int)
    typed = Signal(str)
    sort_asked = Signal(object)
    arranged = Signal(str, int)
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
        self._heading = Heading(model, self)
        self.setHorizontalHeader(self._heading)
        self._heading.sectionClicked.connect(self._ask_sort)
        self._heading.sectionResized.connect(self._note_width)
        self._arranging = False
        self._seen: dict[str, int] = {}
        self.take_measures()

    # -- measures ---------------------------------------------------------------------------------------------------

    def take_measures(self) -> None:
        """Give rows their height at the size of text that is on."""
        self.verticalHeader().setMinimumSectionSize(scaled(ROW_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(scaled(ROW_HEIGHT))
        self.verticalScrollBar().setSingleStep(scaled(ROW_HEIGHT))
        self._seen.clear()
        self.measure()

    def measure(self) -> None:
        """Learn how wide the first rows are; a column that has once needed more keeps asking for it."""
        metrics = QFontMetrics(self.font())
        rows = [row for row in range(min(_MEASURED, self._rows.rowCount())) if self._rows.is_known(row)]
        for place, column in enumerate(self._rows.columns):
            wide = max((_width(self._rows.value(row, place), metrics) for row in rows), default=0)
            if wide:
                self._seen[column.code] = max(self._seen.get(column.code, 0), wide + 2 * PADDING)

    def spread(self, widths: Mapping[str, int]) -> None:
        """Share the room: `widths` (pixels at 100 % text) are those an officer chose, the others take what they need.

        Numbers, days, sums and states stay whole; texts give way where there is not room for everything.
        """
        self._arranging = True
        room = self.viewport().width()
        needs = self._needs(widths, scaled(_SHORT))
        if sum(need.least or need.whole for need in needs) > room:
            needs = self._needs(widths, scaled(_LEAST))
        for place, wide in enumerate(share(needs, room)):
            self._heading.resizeSection(place, wide)
        self._arranging = False

    def _needs(self, widths: Mapping[str, int], short: int) -> list[Need]:
        """What the columns ask for; texts up to `short` pixels stay whole too."""
        return [self._need(place, column, widths, short) for place, column in enumerate(self._rows.columns)]

    def _need(self, place: int, column: Column[Any], widths: Mapping[str, int], short: int) -> Need:
        chosen = widths.get(column.code)
        if chosen is not None:
            return Need(scaled(chosen))
        heading = self._heading.need(place)
        unseen = 0 if self._seen and column.kind in _MAY_BE_EMPTY else scaled(column.width)
        whole = max(heading, self._seen.get(column.code, unseen))
        if column.kind is not Kind.TEXT:
            return Need(whole, stretches=column.stretch)
        least = max(heading, whole if whole <= short else min(scaled(_LEAST), whole))
        return Need(max(least, min(whole, scaled(_WIDEST))), True, least, max(column.width, 1), column.stretch)

    def show_sort(self, sort: Sort) -> None:
        """Mark the heading by which the rows are ordered."""
        place = next((at for at, column in enumerate(self._rows.columns) if column.sort == sort.by), -1)
        order = Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(place, order)

    def _note_width(self, place: int, _before: int, wide: int) -> None:
        if not self._arranging and place < len(self._rows.columns):
            self.arranged.emit(self._rows.columns[place].code, round(wide / (scaled(1000) / 1000)))

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

    def stand(self, near: int = 0) -> None:
        """With the focus, stand on a row where none is current: one near to a number, so that Enter opens it."""
        if self.hasFocus() and not self.currentIndex().isValid() and self._rows.rowCount():
            self.go_to(min(near, self._rows.rowCount() - 1))

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
        self.stand()
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


def _width(value: object, metrics: QFontMetrics) -> int:
    """How many pixels a datum takes in its cell."""
    if isinstance(value, Mark):
        return chip_size(value.words).width() if value.words else 0
    words = shown(value)
    return metrics.horizontalAdvance(words) + 2 if words else 0
