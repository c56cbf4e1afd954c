"""A sentence in the page itself: why something was refused, or what to beware of."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import STATE_ICONS, State
from registry_app.ui.widgets.announcing import announce
from registry_app.ui.widgets.buttons import icon_button
from registry_app.ui.widgets.pictures import IconLabel


class MessageStrip(QFrame):
    """Hidden until it has something to say; stays until it is closed or has something else to say.

    Signals:
        closed: the officer has read it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 8, 7)
        row.setSpacing(10)
        self._icon = IconLabel(STATE_ICONS[State.BAD], State.BAD.value)
        self.words = PlainLabel(wrap=True)
        self.close_button = icon_button("x", _("Close the message"), little=True)
        self.close_button.clicked.connect(self._close)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.close_button)
        self.state = State.BAD
        self.hide()

    def show_message(self, sentence: str, state: State = State.BAD) -> None:
        """Say it, also to a screen reader; an empty sentence hides the strip."""
        self.state = state
        self.setProperty("look", f"strip-{state.value}")
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.set_icon(STATE_ICONS[state], state.value)
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        announce(self, sentence, urgent=state is State.BAD)

    def refuse(self, error: RegistryError) -> None:
        """Say why it was refused and what to do next."""
        self.show_message(str(error))

    def clear(self) -> None:
        """Nothing more to say."""
        self.show_message("")

    def _close(self) -> None:
        self.clear()
        self.closed.emit()
