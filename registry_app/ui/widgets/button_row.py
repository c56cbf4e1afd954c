"""The buttons under a question: one order in every window, whatever the system's habit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout


def button_row(
    turn_away: QAbstractButton, do: QAbstractButton | None = None, others: Sequence[QAbstractButton] = ()
) -> QHBoxLayout:
    """At the end of the line: other steps, then the one that turns away, and last the one the window is for."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch()
    for button in (*others, turn_away, *(() if do is None else (do,))):
        row.addWidget(button)
    return row
