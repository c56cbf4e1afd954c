"""The rail of pages at the side, and the way back and forward."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from registry_app.core.texts import _
from registry_app.ui.labels import PlainLabel
from registry_app.ui.pages import PageSpec, Place
from registry_app.ui.theme.icons import icon, pixmap

WIDTH = 196
_ICON = 20


class Rail(QFrame):
    """One button per page.

    Signals:
        chosen: the page's code.
    """

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setMinimumWidth(WIDTH)  # wider where a language or larger text needs it
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._buttons: dict[str, QToolButton] = {}
        self._icons = {spec.code: spec.icon for spec in pages}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(2)
        column.addLayout(self._brand())
        column.addSpacing(12)
        for spec in (each for each in pages if not each.at_end):
            column.addWidget(self._button(spec))
        column.addStretch()
        for spec in (each for each in pages if each.at_end):
            column.addWidget(self._button(spec))

    def show_current(self, code: str) -> None:
        """Mark the page shown; none for a page without a place here."""
        self._group.setExclusive(False)
        for each, button in self._buttons.items():
            button.setChecked(each == code)
        self._group.setExclusive(True)

    def dress(self) -> None:
        """Draw the icons again, after the colours changed."""
        for code, button in self._buttons.items():
            button.setIcon(icon(self._icons[code]))
        self._mark.setPixmap(pixmap("building-bank", "accent", 24))

    def _brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        self._mark = PlainLabel()
        self._mark.setPixmap(pixmap("building-bank", "accent", 24))
        name = PlainLabel(_("Register"))
        name.setObjectName("brand")
        row.addWidget(self._mark)
        row.addWidget(name)
        row.addStretch()
        return row

    def _button(self, spec: PageSpec) -> QToolButton:
        button = QToolButton()
        words = _(spec.words)
        button.setText("  " + words)
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({spec.keys})" if spec.keys else words)
        button.setIcon(icon(spec.icon))
        button.setIconSize(QSize(_ICON, _ICON))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _checked=False, code=spec.code: self.chosen.emit(code))
        self._group.addButton(button)
        self._buttons[spec.code] = button
        return button


class Trail:
    """Places in the order they were shown, and where in it we are."""

    _LONGEST = 50

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def add(self, place: Place) -> None:
        """Go to a new place; what lay ahead is forgotten."""
        if self._at >= 0 and self._places[self._at] == place:
            return
        self._places = [*self._places[: self._at + 1], place][-self._LONGEST :]
        self._at = len(self._places) - 1

    def back(self) -> Place | None:
        """The place before, None at the beginning."""
        return self._step(-1)

    def forward(self) -> Place | None:
        """The place after, None at the end."""
        return self._step(1)

    def recent(self) -> list[Place]:
        """Places shown, newest first, each once."""
        return list(dict.fromkeys(reversed(self._places)))

    def _step(self, by: int) -> Place | None:
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]
