"""The ledger of a guarantee: every entry with the balances after it; what is marked can be copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from registry_app.core.money import Money
from registry_app.core.texts import _, bare, isolate
from registry_app.guarantees.queries import EntryRow
from registry_app.ui import wording
from registry_app.ui.guarantees.words import ENTRIES, capital
from registry_app.ui.labels import plain_tooltip
from registry_app.ui.theme import style

_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_FIRST_SUM: Final = 5
_ABOUT: Final = 3
_INSETS: Final = 24


def heads() -> tuple[str, ...]:
    """The columns, in order: what happened, then the sums."""
    return (
        _("No."), _("Day"), _("Entry"), _("Claim and worker"), _("Reference"), _("Amount"), _("Free after"),
        _("Reserved after"), _("Balance"),
    )  # fmt: skip


def figures(amount: Money) -> str:
    """An amount without its currency, which the whole ledger has in common."""
    return wording.money(amount).removesuffix(amount.currency).rstrip()


def shown(entry: EntryRow) -> tuple[str, ...]:
    """One entry as it stands in the table: of a worker's pseudonym what follows the complaint's number."""
    sums = (entry.amount, entry.free_after, entry.reserved_after, entry.free_after + entry.reserved_after)
    about = " · ".join(filter(None, (entry.claim, entry.worker.rpartition("/")[2]))) or entry.reason
    words = cells(entry)
    return (*words[:_ABOUT], about, *words[_ABOUT + 1 : _FIRST_SUM], *(figures(amount) for amount in sums))


def cells(entry: EntryRow) -> tuple[str, ...]:
    """One entry in full, as it is copied and read out."""
    about = " · ".join(filter(None, (entry.claim, entry.worker))) or entry.reason
    return (
        wording.count(entry.seq),
        wording.day(entry.on),
        capital(_(ENTRIES[entry.kind])),
        about,
        entry.reference,
        wording.money(entry.amount),
        wording.money(entry.free_after),
        wording.money(entry.reserved_after),
        wording.money(entry.free_after + entry.reserved_after),
    )


class LedgerTable(QTableWidget):
    """A read-only table as high as its entries; Ctrl+C copies the marked lines, or all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(heads()), parent)
        self.setHorizontalHeaderLabels(list(heads()))
        self.setAccessibleName(_("Ledger"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._entries: Sequence[EntryRow] = ()

    def show_entries(self, entries: Sequence[EntryRow]) -> None:
        """Show these and no others."""
        self._entries = entries
        self._fill()

    def text(self) -> str:
        """The marked lines, or all of them, with their head, parted by tabulators."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()}) or range(self.rowCount())
        lines = [heads(), *(cells(self._entries[row]) for row in rows)]
        return "\n".join("\t".join(bare(cell) for cell in line) for line in lines)

    def copy(self) -> None:
        """Put `text` on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies lines, not one cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for every line."""
        high = self.horizontalHeader().sizeHint().height() + sum(self.rowHeight(row) for row in range(self.rowCount()))
        bar = 14 if self.horizontalHeader().length() > self.viewport().width() else 0
        return QSize(super().sizeHint().width(), high + bar + 2 * self.frameWidth() + 6)

    def minimumSizeHint(self) -> QSize:
        """All lines; the columns may be scrolled to."""
        return QSize(240, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words the room that the rest leaves."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Draw and measure again in another look or direction."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange} and hasattr(self, "_entries"):
            self._fill()

    def _side(self, column: int) -> Qt.AlignmentFlag:
        # digits read from the left in every script here, so sums stand right-justified also in a right-to-left table
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft or column >= _FIRST_SUM
        return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | _MIDDLE

    def _fill(self) -> None:
        for column, words in enumerate(heads()):
            head = QTableWidgetItem(words)
            head.setTextAlignment(self._side(column))
            self.setHorizontalHeaderItem(column, head)
        self.setRowCount(len(self._entries))
        for row, entry in enumerate(self._entries):
            self.setRowHeight(row, style.scaled(34))
            for column, (text, full) in enumerate(zip(shown(entry), cells(entry), strict=True)):
                item = QTableWidgetItem(isolate(text) if text else "—")
                item.setToolTip(plain_tooltip(full))
                item.setTextAlignment(self._side(column))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, bare(f"{heads()[column]}: {full}"))
                self.setItem(row, column, item)
        self._needs = [self._need(column) for column in range(self.columnCount())]
        self._share()

    def _need(self, column: int) -> int:
        metrics, strong = self.fontMetrics(), self.horizontalHeader().fontMetrics()
        widest = [metrics.horizontalAdvance(shown(entry)[column]) for entry in self._entries]
        return max([strong.horizontalAdvance(heads()[column]), *widest]) + _INSETS

    def _share(self) -> None:
        if not hasattr(self, "_needs"):
            return
        rest = self.viewport().width() - sum(self._needs)
        for column, need in enumerate(self._needs):
            self.setColumnWidth(column, need + max(rest, 0) if column == _ABOUT else need)
        self.updateGeometries()  # the scroll bar, now and not some events later
        self.setFixedHeight(self.sizeHint().height())
