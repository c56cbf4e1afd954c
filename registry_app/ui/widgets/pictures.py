"""Icons as labels that follow the look, and a person's initials."""

from __future__ import annotations

import unicodedata
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from registry_app.core.texts import bare
from registry_app.ui.labels import PlainLabel, line_height
from registry_app.ui.theme import fonts, icons, style

_NOT_JOINED: Final = "\u200c"


class IconLabel(QWidget):
    """An icon that is no button; `role` is a colour of the tokens, and it grows with the text."""

    def __init__(self, name: str, role: str = "muted", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self._line = 0
        self._measure()

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        with QPainter(self) as painter:
            side = style.scaled(self._size)
            painter.drawPixmap(0, (self.height() - side) // 2, icons.pixmap(self._name, self._role, side))

    def stand_beside(self, label: PlainLabel) -> None:
        """Keep to the middle of the label's first line."""
        self._line = line_height(label)
        self._measure()

    def _measure(self) -> None:
        side = style.scaled(self._size)
        self.setFixedSize(side, max(side, self._line))


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name in any script, not joined to each other.

    Marks and signs at the beginning of a word are passed over; a name without letters has none.
    """
    firsts = []
    for word in bare(name).split():
        letter = next((each for each in word if unicodedata.category(each).startswith("L")), "")
        if letter:
            firsts.append(letter.upper())
    return _NOT_JOINED.join(firsts[:1] + firsts[1:][-1:])


class AlphaAvatar(QWidget):
    """A person as initials in a circle; a person's icon where the name has no letters."""

    def __init__(self, name: str, parent: QWidget | None = None, *, side: int = 32) -> None:
        super().__init__(parent)
        self._side = side
        self.set_name(name)
        self.setFixedSize(style.scaled(side), style.scaled(side))

    def set_name(self, name: str) -> None:
        """Show another person."""
        self.initials = initials(name)
        self.setAccessibleName(bare(name))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setFixedSize(style.scaled(self._side), style.scaled(self._side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw circle and letters."""
        tokens = style.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawEllipse(QRectF(self.rect()))
            if not self.initials:
                side = self.width() // 2
                painter.drawPixmap(
                    (self.width() - side) // 2, (self.height() - side) // 2, icons.pixmap("user", "accent", side)
                )
                return
            painter.setPen(QColor(tokens.accent))
            painter.setFont(fonts.ui_font(round(self.width() * 0.38), QFont.Weight.DemiBold))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.initials)
