"""Chips: a state as icon, word and colour, drawn the same as a widget and in a list's cell."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from registry_app.core.texts import bare
from registry_app.ui.theme import fonts, icons, style
from registry_app.ui.theme.tokens import STATE_ICONS, State

_HEIGHT: Final = 22
_EDGE: Final = 8
_ICON: Final = 13
_GAP: Final = 4


def chip_font() -> QFont:
    """The font of a chip's word in the look that is on."""
    return fonts.ui_font(style.scaled(12), QFont.Weight.DemiBold)


def chip_size(word: str) -> QSize:
    """How much room a chip of this word needs."""
    wide = QFontMetrics(chip_font()).horizontalAdvance(word) + 1
    return QSize(wide + style.scaled(_ICON + _GAP) + 2 * _EDGE, style.scaled(_HEIGHT))


def paint_chip(
    painter: QPainter, where: QRectF, word: str, state: State, *, right_to_left: bool = False, outlined: bool = False
) -> None:
    """Draw a chip into the rectangle, which is filled; a word too long is shortened.

    `outlined` is for a selected row, whose ground is too near to the chip's own.
    """
    tokens = style.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(tokens.ink(state))
    painter.setPen(QPen(ink, 1) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.soft(state)))
    round_ends = where.height() / 2
    painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), round_ends, round_ends)
    side = style.scaled(_ICON)
    left = where.right() - _EDGE - side if right_to_left else where.left() + _EDGE
    picture = icons.pixmap(STATE_ICONS[state], state.value, side)
    painter.drawPixmap(QPointF(left, where.center().y() - side / 2), picture)
    font = chip_font()
    painter.setFont(font)
    painter.setPen(ink)
    taken = _EDGE + side + style.scaled(_GAP)
    room = where.adjusted(_EDGE, 0, -taken, 0) if right_to_left else where.adjusted(taken, 0, -_EDGE, 0)
    short = QFontMetrics(font).elidedText(word, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    across = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    flags = across | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, flags | Qt.TextFlag.TextSingleLine, short)
    painter.restore()


class Chip(QWidget):
    """A state with its word; read by a screen reader as the word."""

    def __init__(self, word: str, state: State = State.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_state(word, state)

    @property
    def word(self) -> str:
        """The word shown."""
        return self._word

    @property
    def state(self) -> State:
        """The state shown."""
        return self._state

    def set_state(self, word: str, state: State) -> None:
        """Show another word and state."""
        self._word, self._state = word, state
        self.setAccessibleName(bare(word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        return chip_size(self._word)

    def minimumSizeHint(self) -> QSize:
        """The icon and a little of the word."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), style.scaled(56)), whole.height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the size of text has changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        with QPainter(self) as painter:
            right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            paint_chip(painter, QRectF(self.rect()), self._word, self._state, right_to_left=right)
