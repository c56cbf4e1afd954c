"""One line of a quiet section: what it is, what is said of it, its state, and the one thing that can be done with it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registry_app.core.texts import bare
from registry_app.ui.code_words import capital
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.chips import Chip

_TOP = Qt.AlignmentFlag.AlignTop


def line(
    words: str, details: Iterable[str] = (), chip: tuple[str, State] | None = None, button: QWidget | None = None
) -> QWidget:
    """A line with its details under it, chip and button at the end; words and chip begin with a capital."""
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 2, 0, 4)
    across.setSpacing(10)
    text = QVBoxLayout()
    text.setSpacing(1)
    text.addWidget(PlainLabel(capital(words), look="strong", wrap=True))
    told = [each for each in details if each]
    for each in told:
        text.addWidget(PlainLabel(each, look="muted", wrap=True))
    across.addLayout(text, 1)
    if chip is not None:
        word, state = chip
        across.addWidget(Chip(capital(word), state), alignment=_TOP)
    if button is not None:
        across.addWidget(button, alignment=_TOP)
    made.setAccessibleName(bare(words))
    made.setAccessibleDescription(bare(" ".join(told)))
    return made


def fill(card: Card, lines: Iterable[QWidget], nothing: str) -> None:
    """Show these lines and no others; a sentence where there are none."""
    card.clear()
    count = 0
    for each in lines:
        card.add(each)
        count += 1
    if not count:
        card.add(PlainLabel(nothing, look="muted", wrap=True))
