"""The lines under a field: hint, warning, error; never told apart by colour alone."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from registry_app.core.texts import bare
from registry_app.ui.labels import PlainLabel
from registry_app.ui.widgets.buttons import link as link_button
from registry_app.ui.widgets.pictures import IconLabel


class Tone(StrEnum):
    """What a line under a field is."""

    HINT = "hint"
    WARNING = "warning"
    ERROR = "error"


_ICONS = {Tone.WARNING: ("alert-triangle", "warn"), Tone.ERROR: ("alert-circle", "bad")}


class NoteLine(QWidget):
    """One line with its icon, hidden while it says nothing.

    Signals:
        opened: its link was pressed.
    """

    opened = Signal()

    def __init__(self, tone: Tone, sentence: str = "", *, link: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("info-circle", "muted", 15)
        self._text = PlainLabel(look="small", wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        if link:
            button = link_button(link)
            button.setAccessibleDescription(bare(sentence))
            button.clicked.connect(self.opened)
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        self.say(tone, sentence)

    def say(self, tone: Tone, sentence: str) -> None:
        """Show a sentence; none hides the line."""
        self._text.setText(sentence)
        look = "error" if tone is Tone.ERROR else "small"
        if self._text.property("look") != look:
            self._text.setProperty("look", look)
            self._text.style().unpolish(self._text)
            self._text.style().polish(self._text)
        if tone in _ICONS:
            self._icon.set_icon(*_ICONS[tone])
        self._icon.setVisible(tone in _ICONS)
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        """What it says."""
        return self._text.text()
