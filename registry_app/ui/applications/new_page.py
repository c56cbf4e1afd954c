"""A new application: for which agency, of which kind, and the days on which it was written, posted and received."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QScrollArea, QVBoxLayout
from sqlalchemy.orm import Session

from registry_app.agencies.queries import get_rows
from registry_app.core.actor import Actor
from registry_app.core.texts import _, isolate, say
from registry_app.finding.queries import find
from registry_app.finding.rules import Kind
from registry_app.licensing import queries, service
from registry_app.licensing.open_points import Category, list_categories
from registry_app.licensing.rules import KIND_LABELS, ApplicationKind
from registry_app.licensing.service import ApplicationDraft
from registry_app.licensing.standing import LicenceRow, list_licences
from registry_app.ui import wording
from registry_app.ui.actions import action_button
from registry_app.ui.applications import forms
from registry_app.ui.applications.actions import SAVE_NEW
from registry_app.ui.code_words import capital, countries, country_choices
from registry_app.ui.context import Context
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.picking import PickField
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.buttons import icon_button, plain
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.page import PageHead

_DAYS = ("done_on", "posted_on", "received_first_on", "received_on")


class NewApplicationPage(Page):
    """The form at the counter; a place with the part `renewal` names the licence, one without it the agency."""

    code: ClassVar[str] = "new_application"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._licences_of = ""
        self._fixed = ""  # the one category there is
        self._categories_known = True
        self.form = self._make_form()
        self.save = context.action(SAVE_NEW, self, self.lodge)
        back = icon_button("arrow-left", _("Back to the applications"))
        back.clicked.connect(lambda: context.go_to("applications"))
        self.head = PageHead(self.heading(), _("Its check list is made from the rule book of this day."), back=back)
        self.save_button = action_button(self.save, primary=True)
        cancel = plain(_("Leave it"))
        cancel.clicked.connect(self._turn_away)
        card = Card()
        card.add(self.form)
        buttons = QDialogButtonBox()
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.AcceptRole)
        card.add(buttons)
        card.body.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(scroll, 1)
        self.form.walked_out.connect(lambda: self.save_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.form.changed.connect(self._follow)
        self._follow()
        context.read(lambda session: list_categories(session, context.today), self._offer_categories, owner=self)
        self.form.set_clean()
        self.form.keep_in(context.drafts, "new_application", self.heading())

    def heading(self) -> str:
        """What is made here."""
        return _("New application")

    def show_place(self, place: Place) -> None:
        """Begin for an agency, or for the renewal of a licence, where one is named."""
        self.place = place
        if place.subject is not None:
            subject, renewal = place.subject, place.part == "renewal"
            self.context.read(
                lambda session: self._named(session, subject, renewal=renewal), self._begin_for, owner=self
            )
        self.form.focus_on("agency")

    def leave(self) -> bool:
        """What is typed is kept as a draft."""
        self.form.keep_now()
        return True

    def lodge(self) -> None:
        """Take the application in, then show it."""
        if self.form.validate():
            return
        wanted = self._draft(self.form.values())

        def take_in(session: Session, actor: Actor) -> tuple[uuid.UUID, str, int]:
            application = service.take_in(session, actor, wanted)
            card = queries.get_card(session, application, actor.today)
            return application, card.row.number, sum(not item.has_parts for item in card.items)

        self.context.do("application:lodged", take_in, self._lodged, self.form.show_refusal, owner=self)

    def _lodged(self, made: tuple[uuid.UUID, str, int]) -> None:
        application, number, count = made
        self.form.set_values({"kind": ApplicationKind.NEW.value})
        self.form.saved()
        words = _("Application {number} lodged; {count} papers are asked for.")
        self.context.toast(say(words, number=number, count=wording.count(count)))
        self.context.go_to("application", application)

    # -- the form --------------------------------------------------------------------------------------------------

    def _make_form(self) -> Form:
        form = Form()
        today = self.context.today
        form.add("agency", PickField(_("Agency"), self._find_agencies), required=True)
        kinds = [Choice(kind.value, capital(_(words))) for kind, words in KIND_LABELS.items()]
        form.add("kind", ChoiceField(_("Kind"), kinds, usual=ApplicationKind.NEW.value), required=True)
        form.also_called("kind", *(_(words) for words in KIND_LABELS.values()))
        form.add("licence", ChoiceField(_("Licence to be renewed"), ()), wide=True)
        form.add(
            "other_category",
            TextField(_("Category in words"), hint=_("The law of the day names none."), limit=80),
            wide=True,
        )
        form.add("category", ChoiceField(_("Category"), ()))
        form.add(
            "destination",
            ChoiceField(_("Country of destination"), country_choices()),
        )
        form.section(_("Days"), _("Terms run from the day on which any office or mission first received it."))
        for name, words in zip(
            _DAYS, (_("Written on"), _("Posted on"), _("Received first"), _("Received here")), strict=True
        ):
            hint = _("Empty: today.") if name == "received_on" else ""
            form.add(name, DayField(words, hint=hint, not_after=today))
        form.add_check(_licence_named)
        return form

    def _find_agencies(self, text: str) -> Sequence[Choice]:
        with self.context.opened.reading() as session:
            hits = find(session, text, kinds=(Kind.AGENCY,), limit=8, actor=self.context.actor)
        return [Choice(hit.subject_id.hex, hit.title, hit.label) for hit in hits]

    def _offer_categories(self, categories: list[Category] | None) -> None:
        known = categories or []
        field = self.form.field("category")
        assert isinstance(field, ChoiceField)
        field.set_choices([Choice(each.code, each.label) for each in known])
        if len(known) == 1 and not field.typed():
            field.set_value(known[0].code)
        self._fixed = known[0].code if len(known) == 1 else ""
        self._categories_known = bool(known)
        self._follow()

    def _follow(self) -> None:
        """Show what the kind asks for; a renewal is of one of the agency's licences and takes over what that says."""
        values = self.form.typed()
        renewal = values["kind"] == ApplicationKind.RENEWAL.value
        self.form.field("licence").setVisible(renewal)
        self.form.field("licence").set_required(renewal)
        self.form.field("category").setVisible(not renewal and self._categories_known)
        self.form.field("other_category").setVisible(not renewal and not self._categories_known)
        self.form.field("destination").setVisible(not renewal)
        agency = str(self.form.field("agency").value() or "")
        if renewal and agency != self._licences_of:
            self._read_licences(agency)

    def _read_licences(self, agency: str, chosen: str = "") -> None:
        self._licences_of = agency
        if not agency:
            self._offer_licences([], chosen)
            return
        today = self.context.today
        self.context.read(
            lambda session: list_licences(session, today, agency_id=uuid.UUID(agency)),
            lambda rows: self._offer_licences(rows, chosen),
            owner=self,
        )

    def _offer_licences(self, rows: Sequence[LicenceRow], chosen: str) -> None:
        field = self.form.field("licence")
        assert isinstance(field, ChoiceField)
        field.set_choices([Choice(row.id.hex, _licence_words(row)) for row in rows])
        if chosen or len(rows) == 1:
            field.set_value(chosen or rows[0].id.hex)

    def _named(self, session: Session, subject: uuid.UUID, *, renewal: bool) -> tuple[Choice, str] | None:
        agency_id, licence = subject, ""
        if renewal:
            row = next((each for each in list_licences(session, self.context.today) if each.id == subject), None)
            if row is None:
                return None
            agency_id, licence = row.agency_id, row.id.hex
        agency = get_rows(session, [agency_id]).get(agency_id)
        return None if agency is None else (Choice(agency.id.hex, agency.name, agency.number), licence)

    def _begin_for(self, named: tuple[Choice, str] | None) -> None:
        if named is None:
            return
        agency, licence = named
        kind = ApplicationKind.RENEWAL if licence else ApplicationKind.NEW
        self._licences_of = agency.code
        self.form.set_values({"kind": kind.value, "agency": agency, "category": self._fixed})
        if licence:
            self._read_licences(agency.code, licence)
        self._follow()

    def _draft(self, values: Mapping[str, object]) -> ApplicationDraft:
        renewal = values["kind"] == ApplicationKind.RENEWAL.value
        category = values["category"] if self._categories_known else values["other_category"]
        return ApplicationDraft(
            uuid.UUID(str(values["agency"])),
            ApplicationKind(str(values["kind"])),
            "" if renewal else str(category or ""),
            "" if renewal else str(values["destination"] or ""),
            uuid.UUID(str(values["licence"])) if renewal else None,
            done_on=forms.day(values, "done_on"),
            posted_on=forms.day(values, "posted_on"),
            received_first_on=forms.day(values, "received_first_on"),
            received_on=forms.day(values, "received_on"),
        )

    def _turn_away(self) -> None:
        self.context.go_to("applications")


def _licence_words(row: LicenceRow) -> str:
    places = countries(row.scope.get("destinations", ()))
    through = say(_("until {day}"), day=wording.day(row.status.valid_through))
    return " · ".join([*(isolate(each) for each in (row.number, places, row.word) if each), through])


def _licence_named(values: Mapping[str, object]) -> Mapping[str, str]:
    if values.get("kind") == ApplicationKind.RENEWAL.value and not values.get("licence"):
        return {"licence": _("Choose the licence that is to be renewed.")}
    return {}
