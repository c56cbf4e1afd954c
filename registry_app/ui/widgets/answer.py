"""An answer in words that can be read across the room, with its sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from registry_app.core.texts import bare
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import STATE_ICONS, State
from registry_app.ui.widgets.announcing import announce
from registry_app.ui.widgets.empty import Medallion


class Answer(QFrame):
    """Icon, large words, the sentence under them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(16)
        self._icon = Medallion("scan", "accent", "surface", side=56)
        self.words = PlainLabel(look="figure", wrap=True)
        self.sentence = PlainLabel(wrap=True)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.sentence)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_answer(self, words: str, state: State, sentence: str) -> None:
        """Show and say it."""
        self._icon.set_icon(STATE_ICONS[state], state.value, "surface")
        self.setProperty("look", f"strip-{state.value}")
        self.style().unpolish(self)
        self.style().polish(self)
        self.words.setText(words)
        self.sentence.setText(sentence)
        self.setAccessibleName(bare(f"{words}. {sentence}"))
        announce(self, bare(f"{words}. {sentence}"), urgent=state is State.BAD)
