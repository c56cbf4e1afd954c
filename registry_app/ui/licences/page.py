"""The card of a licence: what it is on a day as known on a day, its grounds, the decisions on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from registry_app.access.queries import list_users
from registry_app.core.actor import Actor
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, bare, isolate, say
from registry_app.licensing.decisions import DecisionKind
from registry_app.licensing.licence_card import LicenceCard, get_licence_card
from registry_app.licensing.next_steps import why_not_approve, why_not_propose_on_licence
from registry_app.licensing.open_points import list_categories, paper_labels
from registry_app.licensing.status import LicenceState
from registry_app.ui.actions import ActionSpec, action_button, set_blocked
from registry_app.ui.applications.panel import PanelPlace
from registry_app.ui.code_words import countries
from registry_app.ui.context import Context
from registry_app.ui.focus import give, keys_kept
from registry_app.ui.licences import actions as verbs
from registry_app.ui.licences.days_bar import DaysBar
from registry_app.ui.licences.forms import settable, stoppable
from registry_app.ui.licences.list_page import READS
from registry_app.ui.licences.sections import LicenceSections, status_mark
from registry_app.ui.licences.verbs import LicenceVerbs
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.buttons import icon_button, quiet
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.empty import EmptyState
from registry_app.ui.widgets.page import PageHead
from registry_app.ui.widgets.strips import MessageStrip

_ACTS: Final = {
    verbs.SUSPEND: DecisionKind.SUSPEND,
    verbs.REVOKE: DecisionKind.REVOKE,
    verbs.SURRENDER: DecisionKind.SURRENDER,
    verbs.STAY: DecisionKind.STAY,
    verbs.LIFT: DecisionKind.LIFT,
    verbs.SET_ASIDE: DecisionKind.SET_ASIDE,
}
_OVER: Final = frozenset({LicenceState.REVOKED, LicenceState.SURRENDERED, LicenceState.NONE})


@dataclass(frozen=True)
class ShownLicence:
    """A card with what its page says of it: officers' names, the law's words, why it cannot be proposed or approved."""

    card: LicenceCard
    now: LicenceState
    names: Mapping[uuid.UUID, str]
    category: str
    papers: Mapping[str, str]
    not_proposed: str
    not_approved: str


def read_licence(session: Session, actor: Actor, licence_id: uuid.UUID, on: date, known: date) -> ShownLicence:
    """Everything of one licence; `NotFound` without one."""
    card = get_licence_card(session, licence_id, on, known)
    now = get_licence_card(session, licence_id, actor.today).status.state
    categories = {each.code: each.label for each in list_categories(session, actor.today) or ()}
    waiting = card.waiting
    return ShownLicence(
        card,
        now,
        {user.id: user.full_name for user in list_users(session)},
        categories.get(card.category, card.category),
        paper_labels(session, actor.today),
        why_not_propose_on_licence(session, actor, card.id, card.agency_id),
        "" if waiting is None else why_not_approve(session, actor, waiting),
    )


class LicencePage(Page):
    """One licence; the days asked for stay while the page shows it."""

    code: ClassVar[str] = "licence"
    reads: ClassVar[frozenset[str]] = READS | {"decision", "condition", "approval", "notice", "term", "listed_licence"}

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: ShownLicence | None = None
        self._days = (context.today, date.max)
        self.panel_place = PanelPlace()
        self.panel_place.left_alone.connect(lambda before: give(self.next_steps(before)))
        self.strip = MessageStrip()
        self.verbs = LicenceVerbs(context, self, self.panel_place, lambda: self._sure().card, self.refuse)
        self.bar = DaysBar(context.today)
        self.actions_by_code = self._make_actions()
        self.bar.add_buttons(self.actions_by_code[verbs.CARD_AS_OF.code], self.actions_by_code[verbs.CARD_TODAY.code])
        self.bar.asked.connect(self._ask_for)
        self.head = self._make_head()
        self.sections = LicenceSections(self._go_agency, lambda each: context.go_to("application", each))
        self._arrange()

    def heading(self) -> str:
        """The licence's number, once it is read."""
        if self.shown is None:
            return _("Licence")
        return bare(say(_("Licence {number}"), number=self.shown.card.number))

    def show_place(self, place: Place) -> None:
        """Show another licence as it is today."""
        if place.subject != self.place.subject:
            self.leave()
            self.panel_place.close_panel()
            self.strip.clear()
            self.shown = None
            self._days = (self.context.today, date.max)
            self.bar.form.set_values({})
            self.bar.strip.clear()
            self.scroller.verticalScrollBar().setValue(0)
        super().show_place(place)

    def refresh(self) -> None:
        """Read the licence again, for the same days."""
        subject = self.place.subject
        if subject is None:
            self._layers.setCurrentWidget(self.nothing)
            return
        actor, (on, known) = self.context.actor, self._days
        self.context.read(
            lambda session: read_licence(session, actor, subject, on, known), self.show_licence, owner=self
        )

    def leave(self) -> bool:
        """What is typed is kept."""
        if self.panel_place.panel is not None:
            self.panel_place.panel.form.keep_now()
        return True

    def refuse(self, error: RegistryError) -> None:
        """Say why not at the head of the page."""
        self.strip.refuse(error)

    def show_licence(self, shown: ShownLicence) -> None:
        """Show what was read, unless something else was asked for meanwhile."""
        card = shown.card
        if card.id != self.place.subject or (card.status.on, card.status.known) != self._days:
            return
        with keys_kept(self, self.next_steps):
            self._show(shown)

    def next_steps(self, _before: QWidget | None = None) -> list[QWidget]:
        """Where the keys go when what had them is gone: to the step the licence waits for."""
        heads = [self.buttons[spec.code] for spec in (verbs.APPROVE, verbs.RENEW, verbs.DECLINE)]
        return [*heads, self.more]

    def _show(self, shown: ShownLicence) -> None:
        card = shown.card
        self.shown = shown
        self._layers.setCurrentWidget(self._work)
        mark = status_mark(card)
        self.head.set_title(card.number)
        self.head.set_chips([Chip(mark.words, mark.state)])
        self.head.set_subtitle(
            " · ".join(isolate(each) for each in (card.agency_name, countries(card.destinations)) if each)
        )
        self._block(shown)
        self.sections.papers = shown.papers
        self.sections.show_licence(card, shown.names, shown.category, shown.not_approved)
        self.setAccessibleName(self.heading())
        self.context.headed.emit()

    # -- parts -----------------------------------------------------------------------------------------------------

    def _sure(self) -> ShownLicence:
        assert self.shown is not None  # no verb is offered before the licence is read
        return self.shown

    def _make_actions(self) -> dict[str, QAction]:
        does: dict[ActionSpec, Callable[[], object]] = {
            verbs.RENEW: lambda: self.context.go_to("new_application", self._sure().card.id, "renewal"),
            verbs.PRINT: lambda: self.context.go_to("certificates", self._sure().card.id, "licence"),
            verbs.APPROVE: self._approve,
            verbs.DECLINE: self.verbs.decline,
            verbs.ANNOUNCE: self.verbs.announce,
            **{spec: partial(self.verbs.propose, kind) for spec, kind in _ACTS.items()},
            verbs.GO_AGENCY: self._go_agency,
        }
        made = {spec.code: self.context.action(spec, self, handler) for spec, handler in does.items()}
        for action in made.values():
            set_blocked(action, _("The licence is being read."))
        made[verbs.CARD_AS_OF.code] = self.context.action(verbs.CARD_AS_OF, self, self.bar.ask)
        made[verbs.CARD_TODAY.code] = self.context.action(verbs.CARD_TODAY, self, self.bar.ask_today)
        return made

    def _make_head(self) -> PageHead:
        back = icon_button("arrow-left", _("Back to the licences"))
        back.clicked.connect(lambda: self.context.go_to("licences"))
        head = PageHead(back=back)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for action in self.actions_by_code.values():
            menu.addAction(action)
        self.more = icon_button("dots", _("All verbs"))
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        head.add_button(self.more)
        self.buttons: dict[str, QPushButton] = {}
        for spec in (verbs.PRINT, verbs.DECLINE, verbs.RENEW, verbs.APPROVE):
            primary = spec in (verbs.RENEW, verbs.APPROVE)
            button = action_button(self.actions_by_code[spec.code], primary=primary)
            self.buttons[spec.code] = button
            head.add_button(button)
        return head

    def _arrange(self) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        grid.addWidget(self.panel_place, 0, 0, 1, 2)
        grid.addWidget(self.sections.proposal, 1, 0, 1, 2)
        grid.addWidget(self.bar, 2, 0, 1, 2)
        for column, cards in enumerate((self.sections.left, self.sections.right)):
            side = QVBoxLayout()
            side.setSpacing(12)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            grid.addLayout(side, 3, column)
            grid.setColumnStretch(column, 6 if column == 0 else 5)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(body)
        self._work = QWidget()
        work = QVBoxLayout(self._work)
        work.setContentsMargins(*MARGINS)
        work.setSpacing(12)
        work.addWidget(self.head)
        work.addWidget(self.strip)
        work.addWidget(self.scroller, 1)
        to_list = quiet(_("Open the list of licences"))
        to_list.clicked.connect(lambda: self.context.go_to("licences"))
        self.nothing = EmptyState(
            "file-certificate", _("No licence is chosen"), _("Choose one in the list of licences."), to_list
        )
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._work)
        self._layers.addWidget(self.nothing)

    def _block(self, shown: ShownLicence) -> None:
        card, waiting = shown.card, shown.card.waiting
        proposed = "" if waiting is None else _("A decision on this licence waits for a second person already.")
        for spec in _ACTS:
            set_blocked(self.actions_by_code[spec.code], proposed or shown.not_proposed)
        if not proposed and not stoppable(card):
            for spec in (verbs.STAY, verbs.LIFT):
                set_blocked(self.actions_by_code[spec.code], _("No suspension or revocation by decision stands."))
        if not proposed and not settable(card):
            set_blocked(self.actions_by_code[verbs.SET_ASIDE.code], _("There is no decision that could be set aside."))
        nothing = _("No decision on this licence waits for approval.") if waiting is None else ""
        own = waiting is not None and waiting.proposed_by == self.context.actor.id
        not_declined = _("You proposed this yourself; a second person decides.") if own else ""
        over = _("A licence that was revoked, surrendered or set aside is not renewed.") if shown.now in _OVER else ""
        for spec, why in (
            (verbs.APPROVE, nothing or shown.not_approved),
            (verbs.DECLINE, nothing or not_declined),
            (verbs.RENEW, over),
            (verbs.PRINT, ""),
            (verbs.ANNOUNCE, ""),
            (verbs.GO_AGENCY, ""),
        ):
            set_blocked(self.actions_by_code[spec.code], why)
        self.buttons[verbs.APPROVE.code].setVisible(waiting is not None)
        self.buttons[verbs.DECLINE.code].setVisible(waiting is not None and not own)
        self.buttons[verbs.RENEW.code].setVisible(waiting is None)

    # -- going and deciding ----------------------------------------------------------------------------------------

    def _ask_for(self, on: date, known: date) -> None:
        self._days = (on, known)
        self.refresh()

    def _approve(self) -> None:
        shown = self._sure()
        if shown.card.waiting is not None:
            self.verbs.approve(shown.names.get(shown.card.waiting.proposed_by, "?"))

    def _go_agency(self) -> None:
        self.context.go_to("agency", self._sure().card.agency_id)
