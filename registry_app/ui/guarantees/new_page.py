"""A new guarantee: its paper, its days, whose it is; it counts once another officer has asked its issuer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout
from sqlalchemy.orm import Session

from registry_app.agencies.queries import get_rows
from registry_app.attachments import service as attachments
from registry_app.core.actor import Actor
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, bare, say
from registry_app.finding.queries import find
from registry_app.finding.rules import Kind
from registry_app.guarantees import service
from registry_app.guarantees.drafts import Lodging
from registry_app.guarantees.queries import guarantee_card
from registry_app.licensing.standing import LicenceRow, list_licences
from registry_app.ui.actions import action_button
from registry_app.ui.context import Context
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.files import ChosenFile
from registry_app.ui.guarantees import forms
from registry_app.ui.guarantees.actions import SAVE
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.buttons import icon_button
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.page import PageHead

DRAFT = "new_guarantee"


class NewGuaranteePage(Page):
    """The form at the counter; the place's subject is the agency, where one is named. Kept as a draft until lodged."""

    code: ClassVar[str] = "new_guarantee"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._licences_of = ""
        self.form = forms.lodging_form(context, self._find_agencies)
        self.save = context.action(SAVE, self, self.lodge)
        back = icon_button("arrow-left", _("Back to the guarantees"))
        back.clicked.connect(lambda: context.go_to("guarantees"))
        self.head = PageHead(
            self.heading(), _("It counts once another officer has verified it with its issuer."), back=back
        )
        self.save_button = action_button(self.save, primary=True)
        self.head.add_button(self.save_button)
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
        column.addWidget(self.head)
        column.addWidget(area, 1)
        self.form.walked_out.connect(lambda: self.save_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.form.field("agency").changed.connect(self._follow)
        self.form.keep_in(context.drafts, DRAFT, self.heading())

    def heading(self) -> str:
        """What is made here."""
        return _("New guarantee")

    def show_place(self, place: Place) -> None:
        """Begin for an agency, where one is named."""
        self.place = place
        if place.subject is not None:
            subject = place.subject
            self.context.read(lambda session: _agency(session, subject), self._begin_for, owner=self)
        self.form.focus_on("agency")

    def leave(self) -> bool:
        """What is typed is kept as a draft."""
        self.form.keep_now()
        return True

    def lodge(self) -> None:
        """Lodge it with its paper in one transaction, then show it."""
        if self.form.validate():
            return
        values = self.form.values()
        chosen = values["file"]
        self.save.setEnabled(False)
        if not isinstance(chosen, ChosenFile):
            self.context.do(
                "guarantee:lodged",
                lambda session, actor: _lodged(session, actor, forms.lodging(values, actor.today, None)),
                self._done,
                self._refused,
                owner=self,
            )
            return
        opened, path = self.context.opened, chosen.path

        def work(_progress: object) -> tuple[uuid.UUID, str]:
            # taken in before the transaction: no lock waits for the disk
            with opened.vault.incoming(path) as arrived, opened.transaction("guarantee:lodged") as (session, actor):
                paper = attachments.attach(
                    session, actor, opened.vault, arrived, subject_table="guarantee", subject_id=None, kind="guarantee"
                )
                made = _lodged(session, actor, forms.lodging(values, actor.today, paper))
                attachments.move_to(session, actor, paper, "guarantee", made[0])
                return made

        words = bare(say(_("Storing {file}"), file=chosen.name))
        self.context.job(words, work, self._done, self._refused, owner=self)

    def _done(self, made: tuple[uuid.UUID, str]) -> None:
        guarantee, number = made
        self.save.setEnabled(True)
        self.form.set_values({})
        self.form.saved()
        self.context.toast(say(_("Guarantee {number} lodged; another officer asks its issuer."), number=number))
        self.context.go_to("guarantee", guarantee)

    def _refused(self, error: RegistryError) -> None:
        self.save.setEnabled(True)
        self.form.show_refusal(error)

    # -- the agency and its licences -------------------------------------------------------------------------------

    def _find_agencies(self, text: str) -> Sequence[Choice]:
        with self.context.opened.reading() as session:
            hits = find(session, text, kinds=(Kind.AGENCY,), limit=8, actor=self.context.actor)
        return [Choice(hit.subject_id.hex, hit.title, hit.label) for hit in hits]

    def _begin_for(self, agency: Choice | None) -> None:
        if agency is not None:
            self.form.field("agency").set_value(agency)

    def _follow(self) -> None:
        """Offer the licences of the agency that was picked."""
        agency = str(self.form.field("agency").value() or "")
        if agency == self._licences_of:
            return
        self._licences_of = agency
        if not agency:
            self._offer([])
            return
        today = self.context.today
        self.context.read(
            lambda session: list_licences(session, today, agency_id=uuid.UUID(agency)), self._offer, owner=self
        )

    def _offer(self, rows: Sequence[LicenceRow]) -> None:
        field = self.form.field("licence")
        assert isinstance(field, ChoiceField)
        field.set_choices([Choice(row.id.hex, bare(f"{row.number} · {row.word}")) for row in rows])


def _lodged(session: Session, actor: Actor, lodging: Lodging) -> tuple[uuid.UUID, str]:
    guarantee = service.lodge(session, actor, lodging)
    return guarantee, guarantee_card(session, guarantee, actor.today).row.number


def _agency(session: Session, agency_id: uuid.UUID) -> Choice | None:
    row = get_rows(session, [agency_id]).get(agency_id)
    return None if row is None else Choice(row.id.hex, row.name, row.number)
