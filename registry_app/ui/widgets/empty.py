"""What a page or list shows where there is nothing yet: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme import icons, style

_WIDEST = 420


class Medallion(QWidget):
    """An icon on a soft ground, square with round corners or a circle."""

    def __init__(
        self, name: str, ink: str = "accent", ground: str = "accent_soft", side: int = 56, corner: int = 28
    ) -> None:
        super().__init__()
        self._name, self._ink, self._ground, self._side, self._corner = name, ink, ground, side, corner
        self._measure()

    def set_icon(self, name: str, ink: str, ground: str) -> None:
        """Show another icon in other colours, by their roles."""
        self._name, self._ink, self._ground = name, ink, ground
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and icon."""
        tokens = style.current()
        side = style.scaled(self._side * 0.55)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.colour(self._ground)))
            corner = style.scaled(self._corner)
            painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
            at = (self.width() - side) // 2
            painter.drawPixmap(at, at, icons.pixmap(self._name, self._ink, side))

    def _measure(self) -> None:
        side = style.scaled(self._side)
        self.setFixedSize(side, side)


class EmptyState(QWidget):
    """Nothing is here: an icon, what that means, what to do, and the button that does it."""

    def __init__(
        self, icon: str, headline: str, what_to_do: str, button: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.medallion = Medallion(icon)
        self.headline = PlainLabel(headline, look="headline", wrap=True)
        self.what_to_do = PlainLabel(what_to_do, look="muted", wrap=True)
        column.addStretch(2)
        column.addWidget(self.medallion, alignment=middle)
        column.addSpacing(8)
        for label in (self.headline, self.what_to_do):
            label.setAlignment(middle | Qt.AlignmentFlag.AlignTop)
            label.setMinimumWidth(min(_WIDEST, label.sizeHint().width()))
            column.addWidget(label)
        if button is not None:
            column.addSpacing(10)
            column.addWidget(button, alignment=middle)
        column.addStretch(3)
        self.setAccessibleName(headline)
        self.setAccessibleDescription(what_to_do)

    def set_words(self, headline: str, what_to_do: str) -> None:
        """Say it in other words, as when a filter is what leaves nothing."""
        self.headline.setText(headline)
        self.what_to_do.setText(what_to_do)
        self.setAccessibleName(headline)
        self.setAccessibleDescription(what_to_do)
