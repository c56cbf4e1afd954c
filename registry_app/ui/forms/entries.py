"""The plain inputs under the fields: nothing pasted is ever cut, nothing the program writes takes the undo away."""

from __future__ import annotations

import unicodedata
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption, QValidator, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QStyle, QStyleOptionFrame, QWidget

LONGEST_LINE: Final = 32_000  # characters; Qt's own limit of a line is 32,767, and past it Qt would cut
_TOP_OF_LINE: Final = 1  # pixels that Qt leaves above a line that is aligned to the top


class _Limit(QValidator):
    """Refuses a change as a whole when the text would be too long; Qt then puts back what stood there."""

    def __init__(self, limit: int, parent: LineEntry) -> None:
        super().__init__(parent)
        self._limit = min(limit, LONGEST_LINE)
        self._entry = parent

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Qt's question after every change."""
        if len(text) <= self._limit:
            return QValidator.State.Acceptable, text, place
        self._entry.refused.emit(self._limit)
        return QValidator.State.Invalid, text, place


class LineEntry(QLineEdit):
    """One line of text of at most `limit` characters.

    `latin` entries (numbers, e-mail, telephone) are written from left to right in any language; others turn with the
    first letter typed. Either stands where the form begins.

    Signals:
        refused: the limit, when typing or pasting went past it and was taken back whole.
    """

    refused = Signal(int)

    def __init__(self, *, limit: int = 300, latin: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latin = latin
        self.setMaxLength(LONGEST_LINE + 100)
        self.setValidator(_Limit(limit, self))
        self.textChanged.connect(self._turn)
        self._turn()

    def write(self, text: str) -> None:
        """Put a text in by program; undo still leads back to what was typed."""
        if text == self.text():
            return
        if self.isUndoAvailable():
            self.selectAll()
            self.insert(text)
        else:
            self.setText(text)

    def forget_typing(self) -> None:
        """From here on undo leads no further back: the form shows another record."""
        self.setText(self.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the form's direction where nothing is typed yet, and the size of the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ParentChange:
            self._turn()
        elif event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._set_line()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in the middle."""
        super().resizeEvent(event)
        self._set_line()

    def _set_line(self) -> None:
        """Keep the line in the middle by its Latin height.

        Centred by Qt, text with Arabic letters (a taller font) is drawn 6 pixels too high (Qt 6.11); aligned to the top it is
        not, so the margin centres it.
        """
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self).height()
        self.setTextMargins(0, max(0, (room - self.fontMetrics().height()) // 2 - _TOP_OF_LINE), 0, 0)

    def _turn(self) -> None:
        parent = self.parentWidget()
        page = parent.layoutDirection() if parent is not None else self.layoutDirection()
        turned = page
        if self._latin:
            turned = Qt.LayoutDirection.LeftToRight
        elif self.text():
            turned = direction_of(self.text(), page)
        side = Qt.AlignmentFlag.AlignRight if page is Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        if self.layoutDirection() is not turned or not self.testAttribute(Qt.WidgetAttribute.WA_SetLayoutDirection):
            self.setLayoutDirection(turned)


def direction_of(text: str, usual: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """The direction of the first letter that has one (UAX #9, rules P2 and P3); `usual` where none has."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
    return usual


class LongEntry(QPlainTextEdit):
    """Text of several lines; Tab leaves it, and a paste that is too long is refused whole before it is laid out.

    Signals:
        refused: how many characters it would have had.
    """

    refused = Signal(int)

    def __init__(self, limit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limit = limit
        self.setTabChangesFocus(True)
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of the page."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        # each paragraph turns with its first letter, and all stand where the page begins
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Qt's door for pasting and dropping; plain text only."""
        text = source.text()
        kept = self.document().characterCount() - 1 - len(self.textCursor().selectedText())
        if kept + len(text) > self.limit:
            self.refused.emit(kept + len(text))
            return
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter past the limit is refused as well."""
        typed = event.text()
        if typed.isprintable() and typed and not self.textCursor().hasSelection():
            count = self.document().characterCount() - 1 + len(typed)
            if count > self.limit and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.refused.emit(count)
                return
        super().keyPressEvent(event)

    def write(self, text: str) -> None:
        """Put a text in by program; undo still leads back to what was typed."""
        if text == self.toPlainText():
            return
        if self.document().isUndoAvailable():
            cursor = self.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(text)
        else:
            self.setPlainText(text)

    def forget_typing(self) -> None:
        """From here on undo leads no further back: the form shows another record."""
        self.document().clearUndoRedoStacks()


class ChoiceEntry(QComboBox):
    """A choice that neither the mouse wheel changes while the page is scrolled over it nor a key meant for a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only where the officer is in the field."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with a letter that no button answers to is no search: it would change the choice unseen."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)


Input = LineEntry | LongEntry | ChoiceEntry | QCheckBox
"""What is typed or chosen in."""
