"""What the checks have to say, one under the other, each opening into the way out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.texts import N_, _, bare
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import STATE_ICONS, State
from registry_app.ui.widgets.buttons import link
from registry_app.ui.widgets.cards import clear
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.pictures import IconLabel

_WORDS: Final = {
    Verdict.MET: N_("Met"),
    Verdict.NOT_MET: N_("Not met"),
    Verdict.CANNOT_TELL: N_("Cannot tell"),
}
_STATES: Final = {
    (Verdict.NOT_MET, Level.BLOCKER): State.BAD,
    (Verdict.NOT_MET, Level.WARNING): State.WARN,
    (Verdict.CANNOT_TELL, Level.BLOCKER): State.WARN,
    (Verdict.CANNOT_TELL, Level.WARNING): State.WARN,
}


def verdict_word(verdict: Verdict) -> str:
    """The verdict in the language of the window."""
    return _(_WORDS[verdict])


def verdict_state(result: CheckResult) -> State:
    """How grave it is: only a blocker is bad, what cannot be told is never fine, a note is a note."""
    if result.verdict is Verdict.MET:
        return State.OK
    return _STATES.get((result.verdict, result.level), State.INFO)


class VerdictRow(QFrame):
    """Icon and word, sentence, source; its hint opens under it."""

    def __init__(self, result: CheckResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result = result
        state = verdict_state(result)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        icon = IconLabel(STATE_ICONS[state], state.value)
        row.addWidget(icon, alignment=top)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.sentence = PlainLabel(result.sentence, wrap=True)
        words.addWidget(self.sentence)
        icon.stand_beside(self.sentence)
        if result.source:
            words.addWidget(PlainLabel(result.source, look="small", wrap=True))
        self.hint = PlainLabel(result.hint, wrap=True)
        self.hint.hide()
        self.more = link(_("What to do"), "chevron-down")
        self.more.setAccessibleName(_("What to do: {about}").format(about=bare(result.sentence)))
        self.more.setCheckable(True)
        self.more.toggled.connect(self.hint.setVisible)
        self.more.setVisible(bool(result.hint))
        words.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeading)
        words.addWidget(self.hint)
        row.addLayout(words, 1)
        row.addWidget(Chip(verdict_word(result.verdict), state), alignment=top)
        self.setAccessibleName(bare(f"{verdict_word(result.verdict)}: {result.sentence}"))
        self.setAccessibleDescription(bare(result.source))


class Verdicts(QWidget):
    """Check results as rows, in the order given."""

    def __init__(self, results: Iterable[CheckResult] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.rows: list[VerdictRow] = []
        self.set_results(results)

    def set_results(self, results: Iterable[CheckResult]) -> None:
        """Show these; a hint that was open stays open while its check is still there."""
        opened = {row.result.code for row in self.rows if row.more.isChecked()}
        clear(self._column)
        self.rows = [VerdictRow(result) for result in results]
        for place, row in enumerate(self.rows):
            row.setProperty("look", "row" if place else "")
            row.more.setChecked(bool(row.result.hint) and row.result.code in opened)
            self._column.addWidget(row)
