"""A figure that leads somewhere: how many, of what, and a click to see which."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from registry_app.core.texts import bare
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme import style
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.empty import Medallion


class KpiTile(QAbstractButton):
    """An icon on its state's ground, a number and its words; clicked or pressed, it opens what it counts."""

    def __init__(
        self, icon: str, number: str, words: str, state: State = State.INFO, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        self._icon = icon
        self._medallion = Medallion(icon, state.value, f"{state.value}_soft", 36, 8)
        row.addWidget(self._medallion, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.number = PlainLabel(look="figure")
        self.words = PlainLabel(look="small", wrap=True)
        column.addWidget(self.number)
        column.addWidget(self.words)
        column.addStretch()
        row.addLayout(column, 1)
        for child in (self._medallion, self.number, self.words):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_figure(number, words, state)

    def set_figure(self, number: str, words: str = "", state: State | None = None) -> None:
        """Show another number; words and state stay as they are where none are given."""
        self.number.setText(number)
        if words:
            self.words.setText(words)
        if state is not None:
            self._medallion.set_icon(self._icon, state.value, f"{state.value}_soft")
        self.setAccessibleName(bare(f"{number} {self.words.text()}"))

    def sizeHint(self) -> QSize:
        """As its layout needs."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in another look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card under the labels."""
        tokens = style.current()
        focused = self.hasFocus()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(tokens.accent if focused else tokens.line), 2 if focused else 1)
            inset = pen.widthF() / 2
            painter.setPen(pen)
            painter.setBrush(QColor(tokens.hover if self.underMouse() and self.isEnabled() else tokens.surface))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 10, 10)
