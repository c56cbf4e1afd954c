"""The line of steps: where one is; beside it the work at hand with its progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from registry_app.core.texts import _, bare
from registry_app.ui import wording
from registry_app.ui.jobs import JobProgress
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import State
from registry_app.ui.time_left import seconds_left
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.progress import ProgressRow


class StepLine(QWidget):
    """Steps by number and name: done, at hand, to come."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.chips = [Chip(self._words(place)) for place in range(len(self._steps))]
        for place, chip in enumerate(self.chips):
            if place:
                self._row.addWidget(PlainLabel("·", look="muted"))
            self._row.addWidget(chip)
        self._row.addStretch()
        self.progress: ProgressRow | None = None

    def show_step(self, step: int, *, done: bool = False) -> None:
        """Mark the step at hand; `done`: it is over too."""
        for place, chip in enumerate(self.chips):
            at_hand = State.OK if done else State.INFO
            state = State.OK if place < step else at_hand if place == step else State.NEUTRAL
            chip.set_state(self._words(place), state)
        where = _("Step {step} of {count}: {name}")
        self.setAccessibleName(bare(where.format(step=step + 1, count=len(self._steps), name=self._steps[step])))

    def watch(self, words: str, progress: JobProgress) -> None:
        """Show how far a work is."""
        self.rest()
        self.progress = row = ProgressRow(words)
        progress.stepped.connect(lambda done, total, what, left: row.show_step(done, total, what, seconds_left(left)))
        row.cancelled.connect(progress.cancel)
        self._row.addWidget(row)

    def rest(self) -> None:
        """Nothing is at hand."""
        if self.progress is not None:
            self._row.removeWidget(self.progress)
            self.progress.hide()
            self.progress.deleteLater()
            self.progress = None

    def _words(self, place: int) -> str:
        return f"{wording.count(place + 1)}  {self._steps[place]}"
