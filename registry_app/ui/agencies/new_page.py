"""The form of a new agency."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from registry_app.agencies import service
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _
from registry_app.ui.actions import action_button
from registry_app.ui.agencies import actions, forms
from registry_app.ui.context import Context
from registry_app.ui.forms.fields import TextField
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.page import PageHead

DRAFT = "new_agency"


class NewAgencyPage(Page):
    """Everything of an agency as it stands on its papers; kept as a draft until it is registered."""

    code: ClassVar[str] = "new_agency"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        local = forms.Local(context.country, context.calendar, context.currencies, context.today)
        self.form = forms.new_agency_form(local)
        self.despite = self.form.add(
            "despite",
            TextField(_("Why it is another one"), hint=_("Only where it resembles an agency known already.")),
            wide=True,
        )
        self.save = context.action(actions.SAVE, self, self.register)
        self.back = context.action(actions.TURN_AWAY, self, lambda: context.go_to("agencies"))
        head = PageHead(_("New agency"), _("As it stands on its papers; what you type is kept as a draft."))
        head.add_button(action_button(self.back))
        head.add_button(action_button(self.save, primary=True))
        card = Card()
        card.add(self.form)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(area, 1)
        self.form.keep_in(context.drafts, DRAFT, _("New agency"))
        self.form.walked_out.connect(self.register)

    def heading(self) -> str:
        """What it is."""
        return _("New agency")

    def show_place(self, place: Place) -> None:
        """Begin at the name."""
        super().show_place(place)
        self.form.focus_on("name")

    def leave(self) -> bool:
        """What was typed is kept."""
        self.form.keep_now()
        return True

    def register(self) -> None:
        """Register it and open its card."""
        if self.form.validate():
            return
        values: Mapping[str, Any] = self.form.values()
        self.save.setEnabled(False)
        self.context.do(
            "agency:registered",
            lambda session, actor: service.register(
                session, actor, forms.agency_draft(values), despite=values["despite"] or ""
            ),
            self._registered,
            self._refused,
            owner=self,
        )

    def _registered(self, agency_id: uuid.UUID) -> None:
        self.save.setEnabled(True)
        self.form.set_values({})
        self.form.saved()
        self.context.toast(_("The agency is registered."))
        self.context.go_to("agency", agency_id)

    def _refused(self, error: RegistryError) -> None:
        self.save.setEnabled(True)
        self.form.show_refusal(error)
