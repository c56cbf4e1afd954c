"""Taking in a complaint: everything as it is told, names sealed the moment it is saved."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from registry_app.agencies.queries import Filters, list_agencies
from registry_app.attachments import service as attachments
from registry_app.complaints import queries, service
from registry_app.complaints.secrecy import PartOfName
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say
from registry_app.employers.queries import list_employers
from registry_app.ui.actions import action_button
from registry_app.ui.complaints import actions
from registry_app.ui.complaints.intake_form import AGENCY, EMPLOYER, IntakeForm, Local, complaint_draft
from registry_app.ui.context import Context
from registry_app.ui.forms.choices import Choice
from registry_app.ui.forms.files import ChosenFile
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.buttons import icon_button
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.page import PageHead

DRAFT: Final = "complaint:new"
_OFFERED: Final = 8


def local_of(context: Context) -> Local:
    """What the forms of this desk need."""
    return Local(
        context.calendar, context.currencies, context.opened.office.languages, context.today,
        context.opened.world.files, context.prompts,
    )  # fmt: skip


class NewComplaintPage(Page):
    """The form of a new complaint; what is typed is kept as a draft that nobody but its writer can open."""

    code: ClassVar[str] = "new_complaint"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = IntakeForm(local_of(context), self.find_respondents)
        self.save = context.action(actions.RECEIVE, self, self.receive)
        self.back = context.action(actions.TURN_AWAY, self, lambda: context.go_to("complaints"))
        back = icon_button("arrow-left", _("Back to the complaints"))
        back.clicked.connect(self.back.trigger)
        head = PageHead(
            _("New complaint"),
            _("Names are sealed when you save. What you type is kept as a draft only you can open."),
            back=back,
        )
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
        self.form.keep_in(context.drafts, DRAFT, _("New complaint"))

    def heading(self) -> str:
        """What it is."""
        return _("New complaint")

    def show_place(self, place: Place) -> None:
        """Begin with the way it came in."""
        super().show_place(place)
        self.form.focus_on("channel")

    def leave(self) -> bool:
        """What was typed is kept."""
        self.form.keep_now()
        return True

    def find_respondents(self, text: str) -> Sequence[Choice]:
        """Agencies and employers like a text; asked beside the screen."""
        with self.context.opened.reading() as session:
            agencies = list_agencies(session, Filters(text=text), limit=_OFFERED)
            employers = list_employers(session, self.context.today, text)[: _OFFERED // 2]
        found = [Choice(f"{AGENCY}:{each.id.hex}", each.name, each.number) for each in agencies]
        return [*found, *(Choice(f"{EMPLOYER}:{each.id.hex}", each.name, _("employer")) for each in employers)]

    def receive(self) -> None:
        """Seal the names and take the complaint in."""
        if not self.form.validate():
            self._receive(parts_accepted=False)

    def _receive(self, *, parts_accepted: bool) -> None:
        values: Mapping[str, Any] = self.form.values()
        files = {each["receipt"].path: each["receipt"] for each in values["sums"] if each["receipt"] is not None}
        opened = self.context.opened

        def work(_progress: object) -> tuple[uuid.UUID, str]:
            with contextlib.ExitStack() as arriving:
                # receipts bear names: they are sealed too, and taken in before anything waits for them
                papers = {path: arriving.enter_context(opened.vault.incoming(path, sealed=True)) for path in files}
                with opened.transaction("complaint:received") as (session, actor):
                    kept: dict[Any, uuid.UUID] = {}

                    def receipt_of(chosen: ChosenFile) -> uuid.UUID:
                        if chosen.path not in kept:
                            kept[chosen.path] = attachments.attach(
                                session, actor, opened.vault, papers[chosen.path], subject_table="complaint",
                                subject_id=None, kind="receipt",
                            )  # fmt: skip
                        return kept[chosen.path]

                    draft = complaint_draft(values, receipt_of, parts_accepted=parts_accepted)
                    complaint = service.receive(session, actor, draft)
                    for receipt in kept.values():
                        attachments.move_to(session, actor, receipt, "complaint", complaint)
                    return complaint, queries.number_of(session, complaint)

        self.save.setEnabled(False)
        self.context.job(_("Sealing and receiving the complaint"), work, self._received, self._refused, owner=self)

    def _received(self, made: tuple[uuid.UUID, str]) -> None:
        complaint, number = made
        self.save.setEnabled(True)
        self.form.begin_anew()
        self.form.saved()
        self.context.toast(say(_("Complaint {number} is received; its names are sealed."), number=number))
        self.context.go_to("complaint", complaint)

    def _refused(self, error: RegistryError) -> None:
        self.save.setEnabled(True)
        if isinstance(error, PartOfName) and self.context.prompts.confirm(
            _("Does the text name somebody?"),
            _("A word of the text is also part of a sealed name. If it does not mean that person, keep the text."),
            _("Keep the text"),
        ):
            self._receive(parts_accepted=True)
            return
        self.form.show_refusal(error)
