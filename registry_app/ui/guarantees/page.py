"""The page of one guarantee: its coverage with the reasons, terms and story, claims with their pay-outs, the ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, bare, isolate, say, spoken_language
from registry_app.guarantees.claim_queries import ClaimRow
from registry_app.guarantees.next_steps import Step
from registry_app.guarantees.record import GuaranteeRecord, read_record
from registry_app.guarantees.rules import GuaranteeState
from registry_app.ui import wording
from registry_app.ui.actions import ActionSpec, action_button, set_blocked
from registry_app.ui.applications.panel import PanelPlace
from registry_app.ui.context import Context
from registry_app.ui.forms.amounts import in_words
from registry_app.ui.guarantees import actions
from registry_app.ui.guarantees.claim_block import STEPS, ClaimBlock, DoOnClaim, steps_of
from registry_app.ui.guarantees.coverage_card import CoverageCard
from registry_app.ui.guarantees.ledger_table import LedgerTable
from registry_app.ui.guarantees.list_page import READS
from registry_app.ui.guarantees.story import events
from registry_app.ui.guarantees.verbs import GuaranteeVerbs
from registry_app.ui.guarantees.words import kind_words, state_mark
from registry_app.ui.labels import PlainLabel
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.buttons import icon_button, link, quiet
from registry_app.ui.widgets.cards import Card, Facts
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.empty import EmptyState
from registry_app.ui.widgets.page import PageHead
from registry_app.ui.widgets.strips import MessageStrip
from registry_app.ui.widgets.timeline import Timeline

_PRIMARY: Final = (actions.VERIFY, actions.APPROVE, actions.PAY, actions.ARRIVED, actions.CLAIM)
_OWN: Final = {actions.VERIFY: Step.VERIFY, actions.CLAIM: Step.CLAIM, actions.VALUE: Step.VALUE}


class GuaranteePage(Page):
    """One guarantee from lodging to the workers' receipts."""

    code: ClassVar[str] = "guarantee"
    reads: ClassVar[frozenset[str]] = READS | {
        "guarantee_claim", "guarantee_claim_share", "guarantee_claim_decision", "guarantee_payout_hop", "approval",
        "attachment", "authority", "recusal",
    }  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: GuaranteeRecord | None = None
        self.blocks: list[ClaimBlock] = []
        self.panel_place = PanelPlace()
        self.strip = MessageStrip()
        self.verbs = GuaranteeVerbs(context, self, self.panel_place, self._sure, self.refuse)
        self._on_claim: dict[ActionSpec, DoOnClaim] = {
            actions.APPROVE: self.verbs.approve,
            actions.DECLINE: self.verbs.decline,
            actions.DROP: self.verbs.drop,
            actions.PAY: self.verbs.pay,
            actions.ARRIVED: self.verbs.arrived,
        }
        self.actions_by_code = self._make_actions()
        self.head = self._make_head()
        self.cover = CoverageCard(lambda each: context.go_to("guarantee", each))
        self.facts = Card(_("The paper"))
        self.papers = Card(_("Files"))
        self.timeline_card = Card(_("What happened"))
        self.timeline = Timeline()
        self.timeline_card.add(self.timeline)
        self.claims = Card(_("Claims"))
        self.ledger_card = Card(_("Ledger"))
        self.ledger = LedgerTable()
        self.ledger_card.add(self.ledger)
        self.copy_button = quiet(_("Copy"), "copy")
        self.copy_button.setAccessibleName(_("Copy the ledger"))
        self.copy_button.clicked.connect(self._copy)
        self.ledger_card.add_at_end(self.copy_button)
        self._arrange()

    def heading(self) -> str:
        """The guarantee's number, once it is read."""
        if self.shown is None:
            return _("Guarantee")
        return bare(say(_("Guarantee {number}"), number=self.shown.card.row.number))

    def show_place(self, place: Place) -> None:
        """Show another guarantee; a form that is open for the former one is left, its draft kept."""
        if place.subject != self.place.subject:
            self.leave()
            self.panel_place.close_panel()
            self.strip.clear()
            self.shown = None
            self.scroller.verticalScrollBar().setValue(0)
        super().show_place(place)

    def refresh(self) -> None:
        """Read the guarantee again."""
        subject = self.place.subject
        if subject is None:
            self._layers.setCurrentWidget(self.nothing)
            return
        actor, today = self.context.actor, self.context.today
        self.context.read(lambda session: read_record(session, actor, subject, today), self.show_record, owner=self)

    def leave(self) -> bool:
        """What is typed is kept."""
        if self.panel_place.panel is not None:
            self.panel_place.panel.form.keep_now()
        return True

    def refuse(self, error: RegistryError) -> None:
        """Say why not at the head of the page."""
        self.strip.refuse(error)

    def show_record(self, record: GuaranteeRecord) -> None:
        """Show what was read, unless another guarantee was asked for meanwhile."""
        row = record.card.row
        if row.id != self.place.subject:
            return
        self.shown = record
        self._layers.setCurrentWidget(self._work)
        mark = state_mark(row.state)
        self.head.set_title(isolate(row.number))
        self.head.set_subtitle(
            " · ".join(isolate(part) for part in (row.agency, kind_words(row.kind), wording.money(row.amount)))
        )
        self.head.set_chips([Chip(mark.words, mark.state)])
        self._block(record)
        self.cover.show_cover(record.cover)
        self._show_facts(record)
        self._show_papers(record)
        self._show_claims(record)
        self.timeline.set_events(events(record))
        self.ledger_card.set_title(say(_("Ledger in {currency}"), currency=row.amount.currency))
        self.ledger.show_entries(record.entries)
        self.setAccessibleName(self.heading())
        self.context.headed.emit()

    # -- parts -----------------------------------------------------------------------------------------------------

    def _sure(self) -> GuaranteeRecord:
        assert self.shown is not None  # no verb is offered before the guarantee is read
        return self.shown

    def _make_actions(self) -> dict[str, QAction]:
        does: dict[ActionSpec, Callable[[], object]] = {
            actions.VERIFY: self.verbs.verify,
            actions.CLAIM: self.verbs.claim,
            **{spec: partial(self._do_on_claim, spec) for spec in actions.OF_CLAIM},
            actions.RATE: self.verbs.record_rate,
            actions.VALUE: self.verbs.value_by,
            actions.COPY: self._copy,
            actions.GO_AGENCY: self._go_agency,
        }
        made = {spec.code: self.context.action(spec, self, handler) for spec, handler in does.items()}
        for action in made.values():
            set_blocked(action, _("The guarantee is being read."))
        return made

    def _make_head(self) -> PageHead:
        back = icon_button("arrow-left", _("Back to the guarantees"))
        back.clicked.connect(lambda: self.context.go_to("guarantees", self.place.subject))
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
        for spec in _PRIMARY:
            button = action_button(self.actions_by_code[spec.code], primary=True)
            button.hide()
            self.buttons[spec.code] = button
            head.add_button(button)
        return head

    def _arrange(self) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        grid.addWidget(self.panel_place, 0, 0, 1, 2)
        for column, cards in enumerate(((self.cover, self.claims, self.papers), (self.facts, self.timeline_card))):
            side = QVBoxLayout()
            side.setSpacing(12)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            grid.addLayout(side, 1, column)
            grid.setColumnStretch(column, 6 if column == 0 else 5)
        grid.addWidget(self.ledger_card, 2, 0, 1, 2)
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
        to_list = quiet(_("Open the list of guarantees"))
        to_list.clicked.connect(lambda: self.context.go_to("guarantees"))
        self.nothing = EmptyState(
            "coin", _("No guarantee is chosen"), _("Choose one in the list of guarantees."), to_list
        )
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._work)
        self._layers.addWidget(self.nothing)

    # -- showing ---------------------------------------------------------------------------------------------------

    def _block(self, record: GuaranteeRecord) -> None:
        for spec, step in _OWN.items():
            set_blocked(self.actions_by_code[spec.code], record.blocked.get(step, ""))
        for spec in actions.OF_CLAIM:
            claim = self._claim_for(spec)
            why = _("There is no claim on this guarantee that waits for it.")
            if claim is not None:
                why = record.blocked_claims.get(claim.id, {}).get(STEPS[spec], "")
            set_blocked(self.actions_by_code[spec.code], why)
        for spec in (actions.RATE, actions.COPY, actions.GO_AGENCY):
            set_blocked(self.actions_by_code[spec.code], "")
        first = self._primary(record)
        for spec in _PRIMARY:
            self.buttons[spec.code].setVisible(spec is first)

    def _primary(self, record: GuaranteeRecord) -> ActionSpec | None:
        """The step that the guarantee waits for; where nothing waits, a claim."""
        if record.card.row.state is GuaranteeState.LODGED:
            return actions.VERIFY
        can = [spec for spec in (actions.APPROVE, actions.PAY, actions.ARRIVED) if self._claim_for(spec) is not None]
        allowed = [spec for spec in can if self.actions_by_code[spec.code].isEnabled()]
        return next(iter([*allowed, *can]), actions.CLAIM)

    def _claim_for(self, spec: ActionSpec) -> ClaimRow | None:
        """The claim that the page's key means: the oldest that may be done with, else one in the state for it."""
        record = self._sure()
        fitting = [claim for claim in record.card.claims if spec in steps_of(claim)]
        free = [claim for claim in fitting if not record.blocked_claims.get(claim.id, {}).get(STEPS[spec])]
        return next(iter([*free, *fitting]), None)

    def _do_on_claim(self, spec: ActionSpec) -> None:
        claim = self._claim_for(spec)
        if claim is not None:
            self._open_on_claim(spec, claim)

    def _open_on_claim(self, spec: ActionSpec, claim: ClaimRow) -> None:
        self._on_claim[spec](claim)
        self.scroller.verticalScrollBar().setValue(0)  # the form opens at the top

    def _show_facts(self, record: GuaranteeRecord) -> None:
        card, row = record.card, record.card.row
        self.facts.clear()
        agency = link(isolate(row.agency).replace("&", "&&"))
        agency.setAccessibleName(bare(say(_("Open agency {name}"), name=row.agency)))
        agency.clicked.connect(self._go_agency)
        branch = f" · {isolate(record.issuer_branch)}" if record.issuer_branch else ""
        words = in_words(row.amount, spoken_language())
        pairs: list[tuple[str, str | QWidget]] = [
            (_("Agency"), agency),
            (_("Issuer"), f"{isolate(row.issuer)}{branch}"),
            (_("Issuer's own number"), isolate(row.reference)),
            (_("Amount"), isolate(wording.money(row.amount)) + (f" · {isolate(words)}" if words else "")),
            (_("Issued on"), wording.day(card.issued_on)),
            (_("Lodged on"), wording.day(card.lodged_on)),
            (_("Valid from"), wording.day(row.valid_from)),
            (_("Valid through"), wording.day(row.valid_through) if row.valid_through else _("Until released")),
            (_("Claims until"), wording.day(row.claims_until) if row.claims_until else _("Nothing on the paper")),
            (_("Renews itself"), _("Yes") if row.renews else _("No")),
            (_("In whose name"), isolate(card.holder)),
            (_("Original lies"), isolate(card.original_held)),
        ]
        if record.licence_id is not None:
            licence = link(isolate(record.licence))
            licence.clicked.connect(lambda: self.context.go_to("licence", record.licence_id))
            pairs.append((_("For licence"), licence))
        if row.valued_by:
            pairs.append((_("Valued by"), isolate(row.valued_by)))
        self.facts.add(Facts(pairs))

    def _show_papers(self, record: GuaranteeRecord) -> None:
        self.papers.clear()
        for paper in record.papers:
            line = QHBoxLayout()
            line.setSpacing(8)
            button = link(isolate(paper.title).replace("&", "&&"), "paperclip")
            button.setAccessibleName(bare(say(_("Save a copy of {file}"), file=paper.title)))
            button.clicked.connect(partial(self.verbs.save_copy, paper))
            line.addWidget(button)
            line.addStretch()
            line.addWidget(PlainLabel(wording.moment(paper.recorded_at, self.context.opened.world.zone), look="small"))
            self.papers.add_layout(line)
        if not record.papers:
            self.papers.add(PlainLabel(_("No file was added."), look="muted"))

    def _show_claims(self, record: GuaranteeRecord) -> None:
        self.claims.clear()
        does = {spec: partial(self._open_on_claim, spec) for spec in actions.OF_CLAIM}
        self.blocks = [ClaimBlock(self.context, record, claim, does) for claim in record.claims]
        for block in self.blocks:
            self.claims.add(block)
        if not self.blocks:
            words = _("Nothing has been claimed from it. A claim names a ground of the law and each worker's share.")
            self.claims.add(PlainLabel(words, look="muted", wrap=True))

    # -- going and copying -----------------------------------------------------------------------------------------

    def _copy(self) -> None:
        self.ledger.copy()
        self.context.toast(_("The ledger is on the clipboard."))

    def _go_agency(self) -> None:
        self.context.go_to("agency", self._sure().card.row.agency_id)
