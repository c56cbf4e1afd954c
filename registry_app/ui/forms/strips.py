"""The strips at the head of a form: all that is wrong with links to it, and the draft that was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from registry_app.core.texts import _, bare, ngettext, say
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import STATE_ICONS, State
from registry_app.ui.widgets.announcing import announce
from registry_app.ui.widgets.buttons import link, quiet
from registry_app.ui.widgets.cards import clear
from registry_app.ui.widgets.pictures import IconLabel

_MOST = 6  # lines; the rest is counted, and stands at the fields anyway


class _Strip(QFrame):
    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", f"strip-{state.value}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        self.icon = IconLabel(STATE_ICONS[state], state.value)
        row.addWidget(self.icon, alignment=Qt.AlignmentFlag.AlignTop)
        self.words = PlainLabel(wrap=True)
        self.row = row
        self.hide()


class Summary(_Strip):
    """All that is wrong with a form, each with a link to its field.

    Signals:
        asked: name of the field whose link was pressed.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(State.BAD, parent)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        self.row.addLayout(column, 1)
        self.words.setProperty("look", "strong")

    def show_faults(self, faults: Mapping[str, str], words: Mapping[str, str], further: Sequence[str] = ()) -> None:
        """List them by name and label of the field; `further` are sentences that belong to no field."""
        clear(self._lines)
        for name, sentence in list(faults.items())[:_MOST]:
            self._lines.addWidget(self._line(name, words.get(name, name), sentence))
        for sentence in further:
            self._lines.addWidget(PlainLabel(sentence, wrap=True))
        if len(faults) > _MOST:
            left = len(faults) - _MOST
            self._lines.addWidget(
                PlainLabel(ngettext("and {n} more field", "and {n} more fields", left).format(n=left), look="small")
            )
        count = len(faults)
        headline = ngettext("{n} field is to be mended before it can be saved.",
                            "{n} fields are to be mended before it can be saved.", count).format(n=count)  # fmt: skip
        self.words.setText(headline if faults else _("It was not saved."))
        self.setVisible(bool(faults or further))
        if self.isVisible():
            said = [f"{words.get(name, name)}: {bare(sentence)}" for name, sentence in faults.items()]
            announce(self, " ".join([self.words.text(), *said, *map(bare, further)]), urgent=True)

    def _line(self, name: str, words: str, sentence: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        button = link(words.replace("&", "&&"))
        button.setAccessibleName(bare(say(_("Go to {field}"), field=words)))
        button.setAccessibleDescription(bare(sentence))
        button.clicked.connect(lambda: self.asked.emit(name))
        row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        said = PlainLabel(sentence, wrap=True)
        said.setContentsMargins(0, 3, 0, 0)
        row.addWidget(said, 1)
        return line


class DraftStrip(_Strip):
    """Says that a draft was kept and is shown, and takes the officer's word for it.

    Signals:
        accepted: go on with it.
        dropped: drop it.
        taken_back: no, after all.
    """

    accepted = Signal()
    dropped = Signal()
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(State.INFO, parent)
        self.row.setAlignment(self.icon, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self.words, 1)
        self.go_on = self._button(_("Go on with it"), self._go_on)
        self.drop = self._button(_("Drop it"), self.dropped.emit)
        self.take_back = self._button(_("Take it back"), self.taken_back.emit)

    def show_kept(self, when: str) -> None:
        """A draft of this day and time is shown."""
        self._say(
            say(_("A draft of {moment} was kept and is shown here; it is not saved yet."), moment=when), kept=True
        )

    def show_dropped(self) -> None:
        """The draft is gone, and can still be had back."""
        self._say(_("The draft was dropped; the form stands as it was before."), kept=False)

    def _say(self, sentence: str, *, kept: bool) -> None:
        self.words.setText(sentence)
        self.go_on.setVisible(kept)
        self.drop.setVisible(kept)
        self.take_back.setVisible(not kept)
        self.show()
        announce(self, sentence)

    def _go_on(self) -> None:
        self.hide()
        self.accepted.emit()

    def _button(self, words: str, press: Callable[[], object]) -> QWidget:
        button = quiet(words)
        button.clicked.connect(lambda: press())
        self.row.addWidget(button)
        return button
