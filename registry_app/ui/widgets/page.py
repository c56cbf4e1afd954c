"""The head of a page: where one is, what state it is in, and what can be done with it as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from registry_app.ui.labels import ShortLabel
from registry_app.ui.widgets.cards import clear


class PageHead(QWidget):
    """Title with chips beside it, a line under it, buttons at the end, and a way back before it where there is one."""

    def __init__(
        self, title: str = "", subtitle: str = "", parent: QWidget | None = None, *, back: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if back is not None:
            row.addWidget(back)
        words = QVBoxLayout()
        words.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(10)
        self.title = ShortLabel(title, look="title")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        first.addWidget(self.title)
        first.addLayout(self._chips)
        first.addStretch()
        self.subtitle = ShortLabel(look="muted")
        words.addLayout(first)
        words.addWidget(self.subtitle)
        row.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row.addLayout(self._buttons)
        self.set_subtitle(subtitle)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Show another line under the title; none hides it."""
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def set_chips(self, chips: Iterable[QWidget]) -> None:
        """Show these chips beside the title and no others."""
        clear(self._chips)
        for chip in chips:
            chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # the title gives way first
            self._chips.addWidget(chip)

    def add_button(self, button: QWidget) -> None:
        """Add a button at the end; the primary one comes last."""
        self._buttons.addWidget(button)
