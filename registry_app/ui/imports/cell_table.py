"""The rows of the trial: ticked or not, and the cells of rows with a problem can be written anew."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from registry_app.core.texts import _, bare, say
from registry_app.exchange.cells import TEXT_LIMIT
from registry_app.ui.imports.tables import CellsModel, FileTable

_Index = QModelIndex | QPersistentModelIndex
_TRIGGERS: Final = (
    QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
)
_PAD: Final = Qt.KeyboardModifier.KeypadModifier


class _CellDelegate(QStyledItemDelegate):
    """A cell is written in a field of its own size, no longer than a cell may be."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """The field, named by the column and the row for a screen reader."""
        editor = QLineEdit(parent)
        editor.setObjectName("cell")
        editor.setMaxLength(TEXT_LIMIT)
        model = index.model()
        heading = model.headerData(index.column(), Qt.Orientation.Horizontal)
        row = model.index(index.row(), 0).data(Qt.ItemDataRole.AccessibleTextRole)
        editor.setAccessibleName(bare(say(_("{column}, row {row}"), column=heading, row=row)))
        return editor


class CellTable(FileTable):
    """Enter or F2 writes a cell anew where that can be done, Space takes a row in or leaves it out."""

    def __init__(self, model: CellsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.setEditTriggers(_TRIGGERS)
        self.setItemDelegate(_CellDelegate(self))

    @property
    def is_writing(self) -> bool:
        """Whether a cell is being written at this moment."""
        return self.state() is QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins to write; Space ticks the row from any of its cells."""
        if self.is_writing:  # the field lets Enter through, which ends the writing
            super().keyPressEvent(event)
            return
        plain = not event.modifiers() & ~_PAD
        here = self.currentIndex()
        editable = bool(here.isValid() and self.model().flags(here) & Qt.ItemFlag.ItemIsEditable)
        if plain and editable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(here)
        elif plain and here.isValid() and not editable and event.key() == Qt.Key.Key_Space:
            first = self.model().index(here.row(), 0)
            ticked = Qt.CheckState(first.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
            wanted = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            self.model().setData(first, wanted.value, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)
