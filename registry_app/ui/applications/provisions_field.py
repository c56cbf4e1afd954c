"""The provisions a decision rests on: those that the rule book offers, several at once, and any others as free text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from registry_app.core.texts import _, isolate, shortened
from registry_app.licensing.provisions import Provision
from registry_app.ui.forms.fields import LongTextField
from registry_app.ui.labels import plain_tooltip
from registry_app.ui.widgets.buttons import quiet

_LONGEST = 90


class _StayingMenu(QMenu):
    """A menu that stays open while boxes are ticked in it."""

    def event(self, event: QEvent) -> bool:
        """Tick instead of closing; Escape closes."""
        chosen = [box for box in self.actions() if box is self.activeAction() and box.isCheckable()]
        if chosen and _ticks(event):
            chosen[0].trigger()
            return True
        return super().event(event)


def _ticks(event: QEvent) -> bool:
    if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
        return event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonRelease


class ProvisionsField(LongTextField):
    """One provision on each line; the button under it offers those of the rule book that fit."""

    def __init__(self, words: str, offered: Sequence[Provision], parent: QWidget | None = None) -> None:
        hint = _("One on each line, such as art. 25.")
        super().__init__(words, hint=hint, limit=2_000, lines=2, parent=parent)
        self.menu = _StayingMenu(self)
        self.menu.setToolTipsVisible(True)
        self._boxes: dict[str, QAction] = {}
        for each in offered:
            self._offer(each)
        self.menu.aboutToShow.connect(self._tick)
        self.choose = quiet(_("Choose from the rule book"), "list-check")
        self.choose.setAccessibleName(_("Choose provisions from the rule book"))
        self.choose.setMenu(self.menu)
        self.choose.setVisible(bool(offered))
        self.body.addWidget(self.choose)

    def _offer(self, each: Provision) -> None:
        words = " · ".join(filter(None, (isolate(each.cited), isolate(shortened(each.about, _LONGEST)))))
        box = self.menu.addAction(words.replace("&", "&&"))
        box.setCheckable(True)
        if len(each.about) > _LONGEST:
            box.setToolTip(plain_tooltip(each.about))
        box.triggered.connect(lambda chosen, cited=each.cited: self._put(cited, there=chosen))
        self._boxes[each.cited] = box

    def _lines(self) -> list[str]:
        return [line.strip() for line in self.typed().splitlines() if line.strip()]

    def _tick(self) -> None:
        there = set(self._lines())
        for cited, box in self._boxes.items():
            box.setChecked(cited in there)

    def _put(self, cited: str, *, there: bool) -> None:
        lines = [line for line in self._lines() if line != cited]
        self.show_typed("\n".join([*lines, cited] if there else lines))
