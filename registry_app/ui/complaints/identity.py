"""The sealed identities of a case: who may open them, and the window in which one is shown once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from registry_app.complaints import service
from registry_app.complaints.case_file import CaseFile
from registry_app.core.errors import RegistryError
from registry_app.core.texts import N_, _, isolate, say
from registry_app.ui import wording
from registry_app.ui.actions import action_button, set_blocked
from registry_app.ui.complaints.actions import OPEN_IDENTITY
from registry_app.ui.context import Context
from registry_app.ui.labels import PlainLabel
from registry_app.ui.widgets.buttons import primary
from registry_app.ui.widgets.cards import Card, Facts

_LABELS: Final = {
    "name": N_("Name"),
    "other_names": N_("Other names"),
    "contacts": N_("Telephones, e-mail"),
    "safe_contact": N_("Safe way to reach"),
    "address": N_("Address"),
    "documents": N_("Passport or papers"),
    "born": N_("Born on"),
}


class IdentityWindow(QDialog):
    """What was sealed, until the window is closed; nothing of it is kept."""

    def __init__(self, parent: QWidget, whose: str, values: Mapping[str, Any]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setObjectName("identity")
        self.setWindowTitle(_("Sealed identity"))
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(say(_("Identity of {whose}"), whose=whose), look="headline"))
        told = _("That you opened it, and why, stays in the journal. Copy nothing of it into a text of the register.")
        column.addWidget(PlainLabel(told, look="muted", wrap=True))
        self.facts = Facts([(_(label), _shown(values.get(code))) for code, label in _LABELS.items()])
        column.addWidget(self.facts)
        row = QHBoxLayout()
        row.addStretch()
        self.close_button = primary(_("Close it"))
        self.close_button.clicked.connect(self.accept)
        row.addWidget(self.close_button)
        column.addLayout(row)


class SealedCard(Card):
    """Says what is sealed; a custodian opens one identity at a time, with a reason."""

    def __init__(self, context: Context, page: QWidget, action: QAction) -> None:
        super().__init__(_("Sealed identity"))
        self._context, self._page, self.action = context, page, action
        self._case: CaseFile | None = None
        self.window_shown: IdentityWindow | None = None
        self.sentence = PlainLabel(wrap=True)
        self.why = PlainLabel(look="muted", wrap=True)
        self.add(self.sentence)
        self.add(self.why)
        self.add_at_end(action_button(action))

    def show_case(self, case: CaseFile) -> None:
        """Say what is sealed, and why it stays shut where it does."""
        self._case = case
        whose = [self._name(each) for each in case.sealed]
        if whose:
            self.sentence.setText(say(_("Names, contacts and papers of {whose} are sealed."), whose=", ".join(whose)))
        else:
            self.sentence.setText(_("No identity was sealed: nobody gave a name."))
        custodian = self._context.may(OPEN_IDENTITY.permission)
        why = "" if custodian else _("Only a custodian of sealed identities opens one, with a reason; ask a custodian.")
        set_blocked(self.action, why if whose else _("No identity was sealed here."))
        self.why.setText(
            self.action.statusTip()
            or _("You are a custodian: each opening is written into the journal with its reason.")
        )

    def open_identity(self) -> None:
        """Ask whose, ask why, open it, show it once."""
        case = self._case
        if case is None or not case.sealed:
            return
        whose = case.sealed[0]
        prompts = self._context.prompts
        if len(case.sealed) > 1:
            options = [(str(each), self._name(each)) for each in case.sealed]
            chosen = prompts.choose(_("Open an identity"), _("Whose identity do you need?"), options, _("Choose"))
            if chosen is None:
                return
            whose = int(chosen)
        reason = prompts.ask_reason(
            _("Open an identity"),
            _("Why do you have to know who it is? The reason stays in the journal."),
            _("Open it"),
        )
        if not reason:
            return
        complaint, key = case.card.row.id, self._context.opened.unlocked.box_key
        self._context.do(
            "identity:opened",
            lambda session, actor: service.open_identity(session, actor, complaint, whose or None, key, reason),
            lambda values: self._show(self._name(whose), values),
            self._refused,
            owner=self,
        )

    def _show(self, whose: str, values: Mapping[str, Any]) -> None:
        self.window_shown = IdentityWindow(self._page, whose, values)
        self.window_shown.show()

    def _refused(self, error: RegistryError) -> None:
        self._context.tell_trouble(error)

    def _name(self, worker: int) -> str:
        assert self._case is not None
        card = self._case.card
        if worker == 0:
            return isolate(card.pseudonym)
        return next(isolate(each.pseudonym) for each in card.workers if each.ordinal == worker)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(isolate(str(each)) for each in value)
    if not value:
        return ""
    try:
        return wording.day(date.fromisoformat(str(value)))
    except ValueError:
        return isolate(str(value))
