"""Long work in one line: what it does, how far it is, how long it takes, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from registry_app.core.texts import _, bare
from registry_app.ui.labels import PlainLabel
from registry_app.ui.widgets.buttons import link

_BAR = 140
_FINE = 1000


class ProgressRow(QWidget):
    """Words, bar, time left, Cancel.

    Signals:
        cancelled: the officer wants it stopped; once.
    """

    cancelled = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._title = words
        self.words = PlainLabel(words, look="small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(bare(words))
        self.left = PlainLabel(look="small")
        self.cancel_button = link(_("Cancel"))
        self.cancel_button.setAccessibleName(_("Cancel: {work}").format(work=bare(words)))
        self.cancel_button.clicked.connect(self._cancel)
        for widget in (self.words, self.bar, self.left, self.cancel_button):
            row.addWidget(widget)
        row.addStretch()

    def show_step(self, done: int, total: int, what: str = "", left: str = "") -> None:
        """Show how far it is; `total` 0 means that nobody knows yet. `left` is the time left in words."""
        if total > 0:  # a bar counts in 31 bits, work may not
            self.bar.setRange(0, _FINE)
            self.bar.setValue(min(_FINE, max(0, done) * _FINE // total))
        else:
            self.bar.setRange(0, 0)
        self.words.setText(f"{self._title} · {what}" if what else self._title)
        part = _("{percent} %").format(percent=100 * min(done, total) // total) if total > 0 else ""
        said = " · ".join(filter(None, (part, left)))
        self.left.setText(said)
        self.bar.setAccessibleDescription(bare(said))

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.left.setText(_("stopping…"))
        self.cancelled.emit()
