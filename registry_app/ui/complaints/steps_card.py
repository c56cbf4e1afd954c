"""What can be done with a case now, the next step first, and why the rest has to wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QWidget

from registry_app.core.texts import _, bare, say
from registry_app.ui.actions import action_button, set_blocked
from registry_app.ui.labels import PlainLabel
from registry_app.ui.lists.flow import FlowLayout
from registry_app.ui.widgets.buttons import link
from registry_app.ui.widgets.cards import Card, clear


class StepsCard(Card):
    """Buttons for the verbs that the procedure and the officer's roles allow; the others are listed with their reason."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(_("What can be done"), parent)
        self._actions = list(actions)
        self.step = PlainLabel(look="strong", wrap=True)
        self.source = PlainLabel(look="muted", wrap=True)
        self.add(self.step)
        self.add(self.source)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.primary = {action: action_button(action, primary=True) for action in self._actions}
        self.plain = {action: action_button(action) for action in self._actions}
        for each in (*self.primary.values(), *self.plain.values()):
            each.hide()
            flow.addWidget(each)
        self.add(buttons)
        self.why = link("", "info-circle")
        self.why.setCheckable(True)
        self.why.toggled.connect(self._open)
        self.add(self.why)
        self.reasons = QWidget()
        self._grid = QGridLayout(self.reasons)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.reasons.hide()
        self.add(self.reasons)

    def show_next(self, step: str, source: str) -> None:
        """Say which step is next and by which rule."""
        self.step.setText(step)
        self.source.setText(source)
        self.source.setVisible(bool(source))

    def show_blocked(self, reasons: Mapping[str, str], first: str) -> None:
        """Block verbs by their action's name; the action named `first` becomes the primary one where it can be done."""
        for action in self._actions:
            set_blocked(action, reasons.get(action.objectName(), ""))
            can, is_first = action.isEnabled(), action.objectName() == first
            self.primary[action].setVisible(can and is_first)
            self.plain[action].setVisible(can and not is_first)
        self._list_reasons([action for action in self._actions if not action.isEnabled()])

    def _list_reasons(self, blocked: Sequence[QAction]) -> None:
        clear(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for row, action in enumerate(blocked):
            name = PlainLabel(bare(action.text()).replace("&", ""), look="muted")
            reason = PlainLabel(action.statusTip(), wrap=True)
            reason.setAccessibleDescription(name.text())
            self._grid.addWidget(name, row, 0, top)
            self._grid.addWidget(reason, row, 1, top)
        self.why.setVisible(bool(blocked))
        self.why.setText(say(_("Why not the others ({count})"), count=len(blocked)))

    def _open(self, shown: bool) -> None:
        self.reasons.setVisible(shown)
