"""Buttons by what they are for: one primary a view, plain ones beside it, quiet and link ones inside text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyleOptionButton, QToolButton, QWidget

from registry_app.ui.labels import plain_tooltip
from registry_app.ui.theme.icons import icon

_DISTANCE: Final = " "


class WordsButton(QPushButton):
    """A button whose icon keeps a little distance from its words, which Qt grants to neither style nor sheet."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Draw and measure the words with the distance; `text()` stays as it was given."""
        super().initStyleOption(option)
        if not self.icon().isNull() and self.text():
            option.text = _DISTANCE + option.text

    def sizeHint(self) -> QSize:
        """Room for the distance, which Qt does not ask for."""
        usual = super().sizeHint()
        if self.icon().isNull() or not self.text():
            return usual
        return usual + QSize(self.fontMetrics().horizontalAdvance(_DISTANCE), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keys, as space does; Qt would leave it to a window's default one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()


def _button(words: str, look: str, name: str, role: str, parent: QWidget | None) -> QPushButton:
    button = WordsButton(words, parent)
    button.setAutoDefault(False)
    if look:
        button.setProperty("look", look)
    if name:
        button.setIcon(icon(name, role))
    if look in {"quiet", "link"}:  # without a border it would seem to stand anywhere in a wide place
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button


def primary(words: str, icon_name: str = "", parent: QWidget | None = None) -> QPushButton:
    """The one step the view is for."""
    return _button(words, "primary", icon_name, "accent_text", parent)


def plain(words: str, icon_name: str = "", parent: QWidget | None = None) -> QPushButton:
    """Any other step."""
    return _button(words, "", icon_name, "muted", parent)


def quiet(words: str, icon_name: str = "", parent: QWidget | None = None) -> QPushButton:
    """A step that stands back, such as a section's next action."""
    return _button(words, "quiet", icon_name, "accent", parent)


def link(words: str, icon_name: str = "", parent: QWidget | None = None) -> QPushButton:
    """A step that reads as part of the text."""
    return _button(words, "link", icon_name, "accent", parent)


def danger(words: str, icon_name: str = "", parent: QWidget | None = None) -> QPushButton:
    """A grave step, such as revoking."""
    return _button(words, "danger", icon_name, "surface", parent)


def icon_button(name: str, words: str, parent: QWidget | None = None, *, little: bool = False) -> QToolButton:
    """A button that is an icon only; its words are its tool tip and what a screen reader says.

    A `little` one stands in a line of text without making it higher.
    """
    button = QToolButton(parent)
    if little:
        button.setProperty("look", "little")
    button.setIcon(icon(name))
    button.setToolTip(plain_tooltip(words))
    button.setAccessibleName(words.replace("&", ""))
    return button


def set_wrong(field: QWidget, wrong: bool) -> None:
    """Draw the border of a field that is wrong, or its usual one."""
    if bool(field.property("error")) != wrong:
        field.setProperty("error", wrong)
        field.style().unpolish(field)
        field.style().polish(field)
        field.update()
