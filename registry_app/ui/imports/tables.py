"""The tables of the steps: cells of a file as they stand, and what was found in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from registry_app.core.texts import FSI, PDI, _, bare, say
from registry_app.exchange.problems import IN_THE_FILE, Finding, printable
from registry_app.ui import wording
from registry_app.ui.labels import plain_tooltip
from registry_app.ui.theme import style

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_ROLE = Qt.ItemDataRole
_ROW_HEIGHT: Final = 30
_MEASURED: Final = 60  # rows that say how wide a column is
_LONGEST: Final = 300  # letters of a cell that are shown


@dataclass(frozen=True)
class Marks:
    """What is shown of cells besides their text.

    `wrong` says by row and heading what is wrong there; `without` are rows left out, `open` rows whose cells can be written
    anew; `written` holds by row and heading what the file says where that was done.
    """

    wrong: Mapping[tuple[int, str], str] = field(default_factory=dict)
    without: set[int] = field(default_factory=set)
    open: frozenset[int] = frozenset()
    written: Mapping[tuple[int, str], str] = field(default_factory=dict)


class CellsModel(QAbstractTableModel):
    """Rows of a file: the number as a spreadsheet shows it, then the cells.

    Signals:
        taken: the number of a row and whether it is taken in; only with `choosing`.
        written: the number of a row, a heading, and the cell's new text.
    """

    taken = Signal(int, bool)
    written = Signal(int, str, str)

    def __init__(self, parent: QObject | None = None, *, choosing: bool = False) -> None:
        super().__init__(parent)
        self._choosing = choosing
        self._headings: Sequence[str] = ()
        self._rows: Sequence[tuple[int, Sequence[str]]] = ()
        self._strong: frozenset[int] = frozenset()
        self._marks = Marks()

    def show_rows(
        self, headings: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], strong: frozenset[int] = frozenset(),
        marks: Marks | None = None,
    ) -> None:  # fmt: skip
        """Show these; `strong` are rows of the heading. The same rows again keep what is current, and a cell being written."""
        same = list(headings) == list(self._headings) and [n for n, _cells in rows] == [n for n, _cells in self._rows]
        if not same:
            self.beginResetModel()
        self._headings, self._rows, self._strong = headings, rows, strong
        self._marks = marks or Marks()
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))

    def place_at(self, index: _Index) -> tuple[int, str]:
        """The row's number and the heading of a cell; the heading is empty for the number itself."""
        if not index.isValid():
            return 0, ""
        column = index.column()
        return self._rows[index.row()][0], self._headings[column - 1] if column else ""

    def place_of(self, number: int) -> int:
        """Where the row with a number stands; -1 for none."""
        return next((place for place, (each, _cells) in enumerate(self._rows) if each == number), -1)

    def column_of(self, heading: str) -> int:
        """Where the column with a heading stands; the number's own for none."""
        return 1 + self._headings.index(heading) if heading in self._headings else 0

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The number and the cells."""
        return 0 if parent.isValid() else 1 + len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """The headings."""
        if role != _ROLE.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return _("Row") if section == 0 else f"{FSI}{self._headings[section - 1]}{PDI}"

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        """The cell word for word; a marked one is red and says why."""
        if not index.isValid():
            return None
        number, cells = self._rows[index.row()]
        column = index.column()
        if role == _ROLE.CheckStateRole and self._choosing and column == 0:
            return Qt.CheckState.Unchecked if number in self._marks.without else Qt.CheckState.Checked
        place = (number, self._headings[column - 1] if column else "")
        if role == _ROLE.EditRole:
            return printable(cells[column - 1]) if 0 < column <= len(cells) else ""
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            text = str(number) if column == 0 else self._cell(cells, column)
            if role == _ROLE.AccessibleTextRole:
                return bare(". ".join(filter(None, (text, self._said(place)))))
            return f"{FSI}{text}{PDI}"
        if role == _ROLE.ToolTipRole:
            said = self._said(place)
            return plain_tooltip(said) if said else None
        return self._look(role, number, place)

    def _said(self, place: tuple[int, str]) -> str:
        """What is wrong with a cell, and what the file says where it was written anew."""
        said = [self._marks.wrong.get(place, "")]
        if place in self._marks.written:
            was = self._marks.written[place]
            said.append(say(_("The file says {value}."), value=was) if was.strip() else _("The file's cell is blank."))
        return " ".join(filter(None, said))

    def _look(self, role: int, number: int, place: tuple[int, str]) -> Any:
        tokens = style.current()
        written = place in self._marks.written
        if role == _ROLE.BackgroundRole:
            if place in self._marks.wrong:
                return QColor(tokens.bad_soft)
            if written or number in self._strong:
                return QColor(tokens.ok_soft if written else tokens.accent_soft)
        if role == _ROLE.ForegroundRole and number in self._marks.without:
            return QColor(tokens.faint)
        if role == _ROLE.FontRole and (written or number in self._strong):
            font = QFont()
            font.setBold(True)
            return font
        return None

    def setData(self, index: _Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Take a row in or leave it out; write a cell anew."""
        if not index.isValid() or not self._choosing:
            return False
        number, heading = self.place_at(index)
        if role == _ROLE.EditRole and heading and number in self._marks.open:
            if value != index.data(_ROLE.EditRole):
                self.written.emit(number, heading, str(value))
            return True
        if role != _ROLE.CheckStateRole or index.column():
            return False
        wanted = Qt.CheckState(value) is Qt.CheckState.Checked
        (self._marks.without.discard if wanted else self._marks.without.add)(number)
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), self.columnCount() - 1))
        self.taken.emit(number, wanted)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be ticked where they are chosen among; cells of some can be written anew."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._choosing and index.isValid():
            number, heading = self.place_at(index)
            if not heading:
                found |= Qt.ItemFlag.ItemIsUserCheckable
            elif number in self._marks.open:
                found |= Qt.ItemFlag.ItemIsEditable
        return found

    @staticmethod
    def _cell(cells: Sequence[str], column: int) -> str:
        cell = cells[column - 1] if column <= len(cells) else ""
        return " ".join(printable(cell[:_LONGEST]).split())


def what_to_do(found: Finding) -> str:
    """How to mend it here; where it cannot be done on the screen, that it is to be done in the file."""
    if found.code not in IN_THE_FILE:
        return found.mend
    return f"{found.mend} {_('Do it in the file, and choose the file again.')}"


class FindingsModel(QAbstractTableModel):
    """What was found: row, column, value, what is wrong, how to mend it; sentences are made when they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: Sequence[Finding] = ()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show these."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def finding(self, row: int) -> Finding | None:
        """The one in a row."""
        return self._found[row] if 0 <= row < len(self._found) else None

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Five."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """The headings."""
        if role != _ROLE.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (_("Row"), _("Column"), _("Value"), _("What is wrong"), _("What to do"))[section]

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        """The words of a cell; whole in the tool tip."""
        if not index.isValid() or role not in (_ROLE.DisplayRole, _ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return None
        found = self._found[index.row()]
        words = self._words(found, index.column())
        if role == _ROLE.ToolTipRole:
            return plain_tooltip(words)
        return bare(words) if role == _ROLE.AccessibleTextRole else words

    @staticmethod
    def _words(found: Finding, column: int) -> str:
        if column == 0:
            return wording.count(found.row) if found.row else "—"
        if column in (1, 2):
            text = found.column if column == 1 else printable(found.value[:_LONGEST])
            return f"{FSI}{' '.join(text.split())}{PDI}" if text else ""
        return found.why if column == 3 else what_to_do(found)


class FileTable(QTableView):
    """A table of the steps.

    Signals:
        opened: number of the row that Enter or a double click opens.
    """

    opened = Signal(int)

    def __init__(self, model: QAbstractTableModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(style.scaled(_ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def give_widths(self, widths: Sequence[int], other: int = 150) -> None:
        """Widths at 100 % text of the first columns, and of all others; the last one takes what is left."""
        header = self.horizontalHeader()
        count = header.count()
        for place in range(count):
            header.resizeSection(place, style.scaled(widths[place] if place < len(widths) else other))
        header.setStretchLastSection(True)

    def fit_widths(self, most: int = 220, first: int = 90, start: int = 0) -> None:
        """Each column as wide as what stands in it, within reason; what is left over goes to those that would need more.

        Rows before `start` do not count: a title above a list is wider than the column it stands in.
        """
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        margin = style.scaled(24)
        columns = range(1, header.count())
        rows = range(start, min(self.model().rowCount(), start + _MEASURED))
        bold = QFont(self.font())
        bold.setBold(True)  # as rows of the heading and corrected cells are
        letters = QFontMetrics(bold)
        needed = [
            max(
                header.sectionSizeHint(place),
                *(letters.horizontalAdvance(str(self.model().index(row, place).data())) + margin for row in rows),
                0,
            )
            for place in columns
        ]
        wanted = [style.scaled(first), *needed]
        widths = [min(width, style.scaled(most)) for width in wanted]
        left = self.viewport().width() - sum(widths)
        for place, width in sorted(enumerate(wanted), key=lambda each: -each[1]):
            more = max(0, min(left, width - widths[place]))
            widths[place] += more
            left -= more
        for place, width in enumerate(widths):
            header.resizeSection(place, width)
        header.setStretchLastSection(True)

    def look_at(self, index: QModelIndex) -> None:
        """Bring a cell to the middle of the height; sideways only as far as needed."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.minimum())
        side = bar.value()
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        bar.setValue(side)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_PAD:
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


_PAD: Final = Qt.KeyboardModifier.KeypadModifier
