"""The card of one agency: everything about it on one page, in quiet sections, each with its one next action."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from registry_app.agencies import people, service
from registry_app.agencies.rows import AddressDraft, ContactDraft, NameDraft, PrincipalDraft
from registry_app.agencies.rules import AddressKind, ContactKind, PrincipalRole
from registry_app.core.texts import _, say
from registry_app.licensing.listing import counting
from registry_app.persons.rows import PersonDraft
from registry_app.ui.actions import ActionSpec, action_button, set_blocked
from registry_app.ui.agencies import actions, forms
from registry_app.ui.agencies.sections import Sections
from registry_app.ui.agencies.view import AgencyView, read_view
from registry_app.ui.context import Context
from registry_app.ui.form_dialog import FormDialog
from registry_app.ui.forms.conflict import ConflictScreen, differences
from registry_app.ui.forms.form import Form
from registry_app.ui.list_page import MARGINS
from registry_app.ui.lists.agencies import licence_mark
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.buttons import icon_button, plain
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.page import PageHead

MENU: Final = (actions.RENAME, actions.MOVE, actions.CONTACT, actions.PRINCIPAL, actions.SET_ASIDE)


class AgencyPage(Page):
    """One agency; reads again whenever anything about agencies changes."""

    code: ClassVar[str] = "agency"
    reads: ClassVar[frozenset[str]] = frozenset(
        {"agency", "agency_name", "agency_address", "agency_contact", "agency_principal", "application", "application_move",
         "licence", "ground", "ground_end", "guarantee", "ledger_entry", "complaint", "complaint_event", "certificate", "import_batch", "imported_agency"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.view: AgencyView | None = None
        self.local = forms.Local(context.country, context.calendar, context.currencies, context.today)
        back = icon_button("arrow-left", _("Back to the list"))
        back.clicked.connect(lambda: context.go_to("agencies", self.place.subject))
        self.head = PageHead(_("Agency"), back=back)
        self.verbs = {spec.code: self._bind(spec, do) for spec, do in self._table()}
        more = plain(_("&More"))
        menu = QMenu(more)
        for spec in MENU:
            menu.addAction(self.verbs[spec.code])
        more.setMenu(menu)
        self.head.add_button(more)
        for spec in (actions.CHANGE, actions.APPLY):
            self.head.add_button(action_button(self.verbs[spec.code]))
        self.head.add_button(action_button(self.verbs[actions.CERTIFY.code], primary=True))
        self.sections = Sections(context)
        self._arrange()

    def heading(self) -> str:
        """The agency's name."""
        return say("{name}", name=self.view.card.name) if self.view is not None else _("Agency")

    def refresh(self) -> None:
        """Read the agency again."""
        subject, today = self.place.subject, self.context.today
        if subject is not None:
            self.context.read(lambda session: read_view(session, subject, today), self._show, owner=self)

    def show_place(self, place: Place) -> None:
        """Show another agency; the scroll position starts at its top."""
        if place.subject != self.place.subject:
            self.area.verticalScrollBar().setValue(0)
        super().show_place(place)

    def _show(self, view: AgencyView) -> None:
        self.view = view
        card = view.card
        self.head.set_title(say("{name}", name=card.name))
        self.head.set_subtitle(say("{number}", number=card.number))
        mark = licence_mark(counting(view.licences) if view.licences else None)
        self.head.set_chips([Chip(mark.words, mark.state)])
        gone = ""
        if card.set_aside_on is not None:
            gone = say(
                _("It was set aside as a mistake on {day}: {reason}"),
                day=card.set_aside_on,
                reason=card.set_aside_reason,
            )
        elif card.merged_into_id is not None:
            gone = _("It is a duplicate that was merged into another agency; work on that one.")
        for action in self.verbs.values():
            set_blocked(action, gone)
        self.sections.show_view(view)
        self.context.headed.emit()

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(14)
        self.sections.place_in(cards)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("Everything about the agency"))
        self.area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)

    # -- verbs ------------------------------------------------------------------------------------------------------

    def _table(self) -> tuple[tuple[ActionSpec, Callable[[], object]], ...]:
        return (
            (actions.CERTIFY, lambda: self.context.go_to("certificates", self._id, "issue")),
            (actions.APPLY, lambda: self.context.go_to("new_application", self._id)),
            (actions.CHANGE, self.change),
            (actions.RENAME, self.rename),
            (actions.MOVE, self.move_address),
            (actions.CONTACT, self.add_contact),
            (actions.PRINCIPAL, self.add_principal),
            (actions.SET_ASIDE, self.set_aside),
        )

    def _bind(self, spec: ActionSpec, do: Callable[[], object]) -> QAction:
        return self.context.action(spec, self, do)

    @property
    def _id(self) -> uuid.UUID:
        assert self.view is not None  # verbs are bound to what is shown
        return self.view.card.id

    def _ask(self, headline: str, form: Form, do: str, doing: str, verb: Any, *, danger: bool = False) -> FormDialog:
        self.dialog = FormDialog(
            self.context,
            self,
            headline,
            "",
            form,
            do,
            doing,
            verb,
            lambda _done: self.context.toast(_("Done.")),
            danger=danger,
        )
        return self.dialog.begin()

    def change(self) -> None:
        """Change the particulars; two people on one agency see both versions."""
        assert self.view is not None
        card = self.view.card
        form = forms.particulars_form(card, self.local)

        def verb(session: Any, actor: Any, values: Mapping[str, Any]) -> None:
            assert form.version is not None
            service.change_particulars(session, actor, card.id, form.version, forms.particulars(values))

        dialog = self._ask(_("Change the particulars"), form, _("&Save"), "agency:changed", verb)
        dialog.on_stale = lambda: self._both_versions(form)

    def _both_versions(self, form: Form) -> None:
        agency_id = self._id

        def show(view: AgencyView) -> None:
            screen = ConflictScreen(differences(form, vars(view.card)), parent=self)
            if screen.exec():
                form.settle(screen.chosen(), screen.theirs(), view.card.version)

        self.context.read(lambda session: read_view(session, agency_id, self.context.today), show, owner=self)

    def rename(self) -> None:
        """Another legal name; the old one stays with its last day."""
        assert self.view is not None
        agency_id = self._id
        self._ask(_("Change the legal name"), forms.name_form(self.view.card, self.local), _("Change the &name"), "agency:renamed",
                  lambda session, actor, values: service.change_name(
                      session, actor, agency_id, NameDraft(values["name"]), values["on"], values["reason"]))  # fmt: skip

    def move_address(self) -> None:
        """Another address of a kind; the old one stays with its last day."""
        agency_id = self._id

        def verb(session: Any, actor: Any, values: Mapping[str, Any]) -> None:
            draft = AddressDraft(
                values["lines"] or "", values["place"] or "", values["region"] or "", kind=AddressKind(values["kind"])
            )
            service.change_address(session, actor, agency_id, draft, values["on"])

        self._ask(_("Change an address"), forms.address_form(self.local), _("&Save"), "agency:moved", verb)

    def add_contact(self) -> None:
        """A further telephone, e-mail address, site or fax."""
        agency_id = self._id
        self._ask(_("Add a contact"), forms.contact_form(), _("&Add"), "agency:contact_added",
                  lambda session, actor, values: service.add_contact(
                      session, actor, agency_id, ContactDraft(ContactKind(values["kind"]), values["value"])))  # fmt: skip

    def add_principal(self) -> None:
        """A person who joined."""
        agency_id = self._id

        def verb(session: Any, actor: Any, values: Mapping[str, Any]) -> None:
            draft = PrincipalDraft(
                PrincipalRole(values["role"]), PersonDraft(values["name"]), valid_from=values["since"]
            )
            people.add_principal(session, actor, agency_id, draft)

        self._ask(_("Add a person"), forms.principal_form(self.local), _("&Add"), "agency:principal_joined", verb)

    def set_aside(self) -> None:
        """An agency that was entered by mistake; it stays with its reason."""
        agency_id = self._id
        self._ask(_("Set aside as a mistake"), forms.reason_form(_("Why it is a mistake")), _("&Set aside"), "agency:set_aside",
                  lambda session, actor, values: service.set_aside(session, actor, agency_id, values["reason"]),
                  danger=True)  # fmt: skip
