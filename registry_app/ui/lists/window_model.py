"""A window on a list of any length: the true number of rows, of which only pages near the eye are kept.

Pages are read on the screen's thread, as each takes milliseconds; counts and questions that no index serves are asked
beside it, and only the newest question's answer counts. The vertical header of its view stays hidden: a reset
of a scrolled view would ask for a million headings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Generic
from weakref import WeakMethod

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from registry_app.core.errors import RegistryError
from registry_app.core.paging import After, At, Before, Count, Filters, Place, Sort
from registry_app.ui.jobs import InThreads, Runner
from registry_app.ui.lists.asking import PAGE, Answer, Asking, Question, first_answer, whole_answer
from registry_app.ui.lists.source import Column, Key, Row, Source, Stoppable
from registry_app.ui.lists.values import alignment, shown

_KEPT: Final = 128  # pages
DEBOUNCE_MS: Final = 60
Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()


class WindowModel(QAbstractTableModel, Generic[Row]):
    """The rows of a source as a table.

    Signals:
        counted: the count changed.
        answered: another question is shown (after the reset).
        refreshing: the rows are about to move; `refreshed`: they have, with the places of the rows wanted again.
        stale: the register has changed behind the list; it wants a `refresh`.
        failed: what the source raised; what is shown stays.
    """

    counted = Signal()
    answered = Signal()
    refreshing = Signal()
    refreshed = Signal(object)
    stale = Signal()
    failed = Signal(object)

    def __init__(
        self,
        source: Source[Row],
        columns: Sequence[Column[Row]],
        runner: Runner | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.source = source
        self._columns = list(columns)
        self._runner: Runner = runner or InThreads()
        self._question = Question(Filters(), source.usual_sort)
        self._wanted = self._question
        self._count = Count(0, exact=False)
        self._keys: Sequence[Key] | None = None
        self._pages: dict[int, Sequence[Row]] = {}
        self._ticket = 0
        self._begun = False
        self._broken = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(DEBOUNCE_MS)
        self._wait.timeout.connect(self._ask_now)

    # -- what the view asks -----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows are known to be there."""
        return 0 if parent.isValid() else self._count.number

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns are shown."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' words; rows have none."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column.kind, QGuiApplication.layoutDirection())
        return column.words if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text, for screen readers and tests; the delegate asks for values instead."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return shown(self.value(index.row(), index.column()))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, where the source can."""
        if 0 <= column < len(self._columns) and self._columns[column].sort:
            self.ask(self._wanted.filters, Sort(self._columns[column].sort, order == Qt.SortOrder.DescendingOrder))

    # -- rows -------------------------------------------------------------------------------------------------------

    @property
    def columns(self) -> Sequence[Column[Row]]:
        """The columns shown."""
        return self._columns

    @property
    def count(self) -> Count:
        """How many rows there are, or at least are."""
        return self._count

    @property
    def question(self) -> Question:
        """The question whose answer is shown."""
        return self._question

    @property
    def wanted(self) -> Question:
        """The newest question; its answer may still be on its way."""
        return self._wanted

    @property
    def is_settled(self) -> bool:
        """Whether what is shown answers the newest question, with its true count."""
        return self._begun and self._question == self._wanted and self._count.exact

    def value(self, row: int, column: int) -> object:
        """A cell's plain value; None where the row cannot be read."""
        found = self.row(row)
        return None if found is None else self._columns[column].value(found)

    def row(self, number: int) -> Row | None:
        """A row; None when it is gone meanwhile."""
        if not 0 <= number < self._count.number:
            return None
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._read(page)
        return rows[place] if place < len(rows) else None

    def key(self, number: int) -> Key | None:
        """A row's key."""
        row = self.row(number)
        return None if row is None else self.source.key(row)

    def is_known(self, number: int) -> bool:
        """Whether a row can be told without asking the source."""
        return number // PAGE in self._pages

    def known_place(self, key: Key) -> int | None:
        """Where a row stands, where that is known without asking the source."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if self.source.key(row) == key:
                    return page * PAGE + place
        return None

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = list(columns)
        self.endResetModel()

    def _read(self, page: int) -> Sequence[Row]:
        """Read a page and keep it."""
        try:
            rows = self._ask_page(page)
        except RegistryError as error:
            rows = ()
            self._tell(error)
        expected = min(PAGE, self._count.number - page * PAGE)
        if len(rows) < expected and not self._broken:
            self._broken = True  # said once; never while a view is painting
            QTimer.singleShot(0, self, self.stale.emit)
        self._keep(page, rows)
        return rows

    def _keep(self, page: int, rows: Sequence[Row]) -> None:
        """Keep a page; where there are too many, the one farthest from it is forgotten."""
        self._pages[page] = rows
        if len(self._pages) > _KEPT:
            del self._pages[max(self._pages, key=lambda each: abs(each - page))]

    def _ask_page(self, page: int) -> Sequence[Row]:
        if self._keys is not None:
            return self.source.rows(self._keys[page * PAGE : (page + 1) * PAGE])
        filters, sort = self._question.filters, self._question.sort
        before, behind = self._pages.get(page - 1), self._pages.get(page + 1)
        place: Place = At(page * PAGE)
        if before is not None and len(before) == PAGE:
            place = After(self.source.anchor(before[-1], sort))
        elif behind:
            place = Before(self.source.anchor(behind[0], sort))
        return self.source.page(filters, sort, place, PAGE)

    # -- questions --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Read for the first time."""
        if not self._begun:
            self.ask(self._wanted.filters, self._wanted.sort)

    def ask(self, filters: Filters, sort: Sort, *, typed: bool = False) -> None:
        """Show another question; `typed` waits for the next key. Older questions still under way are forgotten."""
        self._wanted = Question(filters, sort)
        self._overtake()
        if typed:
            self._wait.start()
        else:
            self._ask_now()

    def refresh(self, find: Mapping[Key, int] | None = None) -> None:
        """Ask the same again, as the register has changed.

        `find` holds rows wanted again with their places now; where none has moved, no view is disturbed.
        """
        if not self._begun or self._question != self._wanted:
            self.ask(self._wanted.filters, self._wanted.sort)
            return
        self._overtake()
        source, question, wanted = self.source, self._question, dict(find or {})
        self._beside(lambda: whole_answer(source, question, wanted), self._take_refreshed)

    def _overtake(self) -> None:
        """Whatever is being asked is wanted no longer."""
        self._ticket += 1
        self._wait.stop()
        if isinstance(self.source, Stoppable):
            self.source.stop()

    def _ask_now(self) -> None:
        question = self._wanted
        if not self.source.is_quick(question.filters, question.sort):
            source = self.source
            self._beside(lambda: first_answer(source, question), self._take)
            return
        try:
            answer = first_answer(self.source, question)
        except RegistryError as error:
            self._tell(error)
            return
        if not answer.count.exact and self._begun and self._question.filters == question.filters and self._count.exact:
            answer = Answer(question, answer.first, self._count, None)  # another order has as many rows
        self._take(answer)

    def _take(self, answer: Answer[Row]) -> None:
        self._show(answer)
        self.answered.emit()
        self.counted.emit()
        if not answer.count.exact:
            source, question = self.source, answer.question
            if source.is_quick(question.filters, question.sort):
                self._beside(lambda: source.count(question.filters), self._take_count)
            else:
                self._beside(lambda: source.keys(question.filters, question.sort), self._take_keys)

    def _show(self, answer: Answer[Row]) -> None:
        self.beginResetModel()
        self._begun = True
        self._broken = False
        self._question = answer.question
        self._count = answer.count
        self._keys = answer.keys
        self._pages.clear()
        if answer.first:
            self._pages[0] = answer.first
        self.endResetModel()

    def _take_count(self, count: Count) -> None:
        self._grow(count)
        self.counted.emit()

    def _take_keys(self, keys: Sequence[Key]) -> None:
        first = self._pages.get(0, ())
        if [self.source.key(row) for row in first] == list(keys[:PAGE]):
            self._keys = keys
            self._grow(Count(len(keys)))
        else:  # the first answer was only a good guess
            self.refreshing.emit()
            self.beginResetModel()
            self._pages.clear()
            self._keys, self._count = keys, Count(len(keys))
            self.endResetModel()
            places = {key: place for place, key in enumerate(keys)}
            self.refreshed.emit(places)
        self.counted.emit()

    def _grow(self, count: Count) -> None:
        """Take the true count; the rows that are shown stay."""
        before = self._count.number
        if count.number > before:
            self.beginInsertRows(ROOT, before, count.number - 1)
            self._count = count
            self.endInsertRows()
        elif count.number < before:
            self.beginRemoveRows(ROOT, count.number, before - 1)
            self._count = count
            self.endRemoveRows()
        else:
            self._count = count

    def _take_refreshed(self, answer: Answer[Row]) -> None:
        if answer.count == self._count and answer.places == answer.before:
            self._broken = False
            self._keys = answer.keys
            self._pages = {0: answer.first} if answer.first else {}
            if answer.count.number and self._columns:
                last = self.index(answer.count.number - 1, len(self._columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.refreshing.emit()
        self._show(answer)
        self.refreshed.emit(answer.places)
        self.counted.emit()

    def _beside(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Ask beside the screen's thread; an answer that a newer question has overtaken is dropped.

        The job holds the model weakly (`work` must not hold it at all): one that outlives its list must not be what ends it.
        """
        job = Asking(work, self._ticket, WeakMethod(then), self)
        job.succeeded.connect(self._finish)
        job.failed.connect(self._fail)
        self._runner.start(job)

    def _finish(self, result: object) -> None:
        job = self.sender()
        assert isinstance(job, Asking)
        then = job.then()
        job.deleteLater()
        if then is not None and job.ticket == self._ticket:
            then(result)

    def _fail(self, error: object) -> None:
        job = self.sender()
        assert isinstance(job, Asking)
        job.deleteLater()
        if job.ticket == self._ticket:
            self._tell(error)

    def _tell(self, error: object) -> None:
        # never while a view is painting
        QTimer.singleShot(0, self, lambda: self.failed.emit(error))
