"""The examination page: the papers and what the checks say side by side, the decision, and what happened so far."""

from __future__ import annotations

from collections.abc import Callable
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

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, bare, isolate, say
from registry_app.licensing.next_steps import STATES, Step, waiting_decision
from registry_app.licensing.rules import DECIDED, KIND_LABELS
from registry_app.ui import wording
from registry_app.ui.actions import ActionSpec, action_button, set_blocked
from registry_app.ui.applications import actions as verbs
from registry_app.ui.applications.check_list import CheckList
from registry_app.ui.applications.columns import due_mark, state_mark
from registry_app.ui.applications.decisions import DecisionBlock
from registry_app.ui.applications.list_page import READS
from registry_app.ui.applications.panel import PanelPlace
from registry_app.ui.applications.results import ResultsCard
from registry_app.ui.applications.shown import ShownApplication, read_application
from registry_app.ui.applications.story import events
from registry_app.ui.applications.verbs import ApplicationVerbs
from registry_app.ui.code_words import capital, country
from registry_app.ui.context import Context
from registry_app.ui.focus import give, keys_kept
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.buttons import icon_button, link, quiet
from registry_app.ui.widgets.cards import Card, Facts
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.empty import EmptyState
from registry_app.ui.widgets.page import PageHead
from registry_app.ui.widgets.strips import MessageStrip
from registry_app.ui.widgets.timeline import Timeline

# the step that each state waits for comes last and is the primary one
_STEPS: Final[dict[ActionSpec, Step]] = {
    verbs.LODGE: Step.LODGE,
    verbs.BEGIN: Step.BEGIN,
    verbs.EXAMINE: Step.EXAMINE,
    verbs.VERIFY_ALL: Step.JUDGE,
    verbs.RETURN: Step.RETURN,
    verbs.TAKE_BACK: Step.TAKE_BACK,
    verbs.GRANT: Step.PROPOSE,
    verbs.REFUSE: Step.PROPOSE,
    verbs.ANNOUNCE: Step.PROPOSE,
    verbs.RETRACT: Step.RETRACT,
    verbs.APPROVE: Step.APPROVE,
    verbs.DECLINE: Step.DECLINE,
    verbs.WITHDRAW: Step.WITHDRAW,
    verbs.PRINT: Step.PRINT,
}
_PRIMARY: Final = (verbs.LODGE, verbs.BEGIN, verbs.TAKE_BACK, verbs.GRANT, verbs.APPROVE, verbs.PRINT)
_BESIDE: Final = (verbs.REFUSE, verbs.RETRACT, verbs.DECLINE)


class ApplicationPage(Page):
    """One application from the counter to the decision."""

    code: ClassVar[str] = "application"
    reads: ClassVar[frozenset[str]] = READS | {"licence", "attachment", "ground"}

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: ShownApplication | None = None
        self.panel_place = PanelPlace()
        self.strip = MessageStrip()
        self.verbs = ApplicationVerbs(context, self, self.panel_place, self._sure, self.refuse)
        self.actions_by_code = self._make_actions()
        self.head = self._make_head()
        self.check_list = CheckList(
            context, self.verbs, self.actions_by_code[verbs.VERIFY_ALL.code], self.actions_by_code[verbs.RETURN.code]
        )
        for place in (self.panel_place.left_alone, self.check_list.left_alone):
            place.connect(lambda before: give(self.next_steps(before)))
        self.results = ResultsCard(self.actions_by_code[verbs.EXAMINE.code])
        self.proposal = Card(_("Waits for a second person"))
        self.granted = Card()
        self.decisions = Card(_("Decisions"))
        self.facts = Card(_("The file"))
        self.timeline_card = Card(_("What happened"))
        self.timeline = Timeline()
        self.timeline_card.add(self.timeline)
        self._arrange()

    def heading(self) -> str:
        """The application's number, once it is read."""
        if self.shown is None:
            return _("Application")
        return bare(say(_("Application {number}"), number=self.shown.card.row.number))

    def show_place(self, place: Place) -> None:
        """Show another application; a form that is open for the former one is left, its draft kept."""
        if place.subject != self.place.subject:
            self.leave()
            self.panel_place.close_panel()
            self.strip.clear()
            self.shown = None
            self.scroller.verticalScrollBar().setValue(0)
        super().show_place(place)

    def refresh(self) -> None:
        """Read the application again."""
        subject = self.place.subject
        if subject is None:
            self._layers.setCurrentWidget(self.nothing)
            return
        actor, today = self.context.actor, self.context.today
        self.context.read(
            lambda session: read_application(session, actor, subject, today), self.show_application, owner=self
        )

    def leave(self) -> bool:
        """What is typed is kept."""
        if self.panel_place.panel is not None:
            self.panel_place.panel.form.keep_now()
        return True

    def refuse(self, error: RegistryError) -> None:
        """Say why not at the head of the page."""
        self.strip.refuse(error)

    def show_application(self, shown: ShownApplication) -> None:
        """Show what was read, unless another application was asked for meanwhile."""
        if shown.card.row.id != self.place.subject:
            return
        with keys_kept(self, self.next_steps):
            self._show(shown)

    def next_steps(self, before: QWidget | None) -> list[QWidget]:
        """Where the keys go when what had them is gone: on in the papers, else to the step the application waits for."""
        heads = [self.buttons[spec.code] for spec in (*reversed(_PRIMARY), *_BESIDE)]
        return [*self.check_list.next_steps(before), *heads, self.results.examine_button, self.more]

    def _show(self, shown: ShownApplication) -> None:
        self.shown = shown
        self._layers.setCurrentWidget(self._work)
        self._show_head(shown)
        self._block(shown)
        self.check_list.show_papers(shown)
        self.results.show_results(shown)
        self._show_proposal(shown)
        self._show_granted(shown)
        self._show_decisions(shown)
        self._show_facts(shown)
        self.timeline.set_events(events(shown))
        self.setAccessibleName(self.heading())
        self.context.headed.emit()

    # -- parts -----------------------------------------------------------------------------------------------------

    def _sure(self) -> ShownApplication:
        assert self.shown is not None  # no verb is offered before the application is read
        return self.shown

    def _make_actions(self) -> dict[str, QAction]:
        does: dict[ActionSpec, Callable[[], object]] = {
            verbs.LODGE: self.verbs.lodge,
            verbs.BEGIN: self.verbs.begin,
            verbs.EXAMINE: self.verbs.examine,
            verbs.VERIFY_ALL: lambda: self.verbs.verify_all(self.check_list.waiting()),
            verbs.RETURN: self.verbs.give_back,
            verbs.TAKE_BACK: self.verbs.take_back,
            verbs.GRANT: self.verbs.propose_grant,
            verbs.REFUSE: self.verbs.propose_refusal,
            verbs.ANNOUNCE: self.verbs.announce,
            verbs.RETRACT: self.verbs.retract,
            verbs.APPROVE: self._approve,
            verbs.DECLINE: self.verbs.decline,
            verbs.WITHDRAW: self.verbs.withdraw,
            verbs.PRINT: self._print,
            verbs.GO_AGENCY: self._go_agency,
            verbs.GO_LICENCE: self._go_licence,
        }
        made = {spec.code: self.context.action(spec, self, handler) for spec, handler in does.items()}
        for spec in does:
            set_blocked(made[spec.code], _("The application is being read."))
        return made

    def _make_head(self) -> PageHead:
        back = icon_button("arrow-left", _("Back to the applications"))
        back.clicked.connect(lambda: self.context.go_to("applications"))
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
        for spec in (*_BESIDE, *_PRIMARY):
            button = action_button(self.actions_by_code[spec.code], primary=spec in _PRIMARY)
            button.hide()
            self.buttons[spec.code] = button
            head.add_button(button)
        return head

    def _arrange(self) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        sides = [QVBoxLayout(), QVBoxLayout()]
        for side, cards in zip(
            sides, ((self.check_list, self.decisions), (self.results, self.facts, self.timeline_card)), strict=True
        ):
            side.setSpacing(12)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        grid.addWidget(self.panel_place, 0, 0, 1, 2)
        grid.addWidget(self.proposal, 1, 0, 1, 2)
        grid.addWidget(self.granted, 2, 0, 1, 2)
        for column, side in enumerate(sides):
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
        to_list = quiet(_("Open the list of applications"))
        to_list.clicked.connect(lambda: self.context.go_to("applications"))
        self.nothing = EmptyState(
            "file-text", _("No application is chosen"), _("Choose one in the list of applications."), to_list
        )
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._work)
        self._layers.addWidget(self.nothing)

    # -- showing ---------------------------------------------------------------------------------------------------

    def _show_head(self, shown: ShownApplication) -> None:
        row = shown.card.row
        state = state_mark(row.state)
        chips = [Chip(state.words, state.state)]
        due = due_mark(shown.line, self.context.today)
        if due is not None:
            words = (
                say(_("Decide by {day}"), day=due.words)
                if shown.line.due
                else say(_("Clock: {state}"), state=due.words)
            )
            chips.append(Chip(words, due.state))
        self.head.set_title(row.number)
        self.head.set_chips(chips)
        told = (row.agency_name, capital(_(KIND_LABELS[row.kind])), country(row.destination))
        self.head.set_subtitle(" · ".join(isolate(each) for each in told if each))

    def _block(self, shown: ShownApplication) -> None:
        for spec, step in _STEPS.items():
            set_blocked(self.actions_by_code[spec.code], shown.blocked.get(step, ""))
        if not self.check_list_waits(shown):
            why = shown.blocked.get(Step.JUDGE, "") or _("No paper waits to be verified.")
            set_blocked(self.actions_by_code[verbs.VERIFY_ALL.code], why)
        set_blocked(self.actions_by_code[verbs.GO_AGENCY.code], "")
        no_licence = "" if shown.licence_id else _("No licence was granted on this application yet.")
        set_blocked(self.actions_by_code[verbs.GO_LICENCE.code], no_licence)
        if shown.licence_id is None and Step.PRINT not in shown.blocked:
            set_blocked(self.actions_by_code[verbs.PRINT.code], no_licence)
        waiting = waiting_decision(shown.card.decisions)
        own = waiting is not None and waiting.proposed_by == self.context.actor.id
        for spec in (*_BESIDE, *_PRIMARY):
            state_fits = spec not in _STEPS or self._fits(shown, _STEPS[spec])
            wanted = state_fits and not (spec is verbs.RETRACT and not own) and not (spec is verbs.DECLINE and own)
            self.buttons[spec.code].setVisible(wanted)

    @staticmethod
    def _fits(shown: ShownApplication, step: Step) -> bool:
        return shown.card.row.state in STATES[step]

    @staticmethod
    def check_list_waits(shown: ShownApplication) -> bool:
        """Whether a paper was handed in that nobody has judged."""
        return any(item.attachment_id is not None and item.finding is None for item in shown.card.items)

    def _show_proposal(self, shown: ShownApplication) -> None:
        waiting = waiting_decision(shown.card.decisions)
        self.proposal.setVisible(waiting is not None)
        self.proposal.clear()
        if waiting is None:
            return
        self.proposal.add(DecisionBlock(waiting, shown.names, shown.labels))
        why = shown.blocked.get(Step.APPROVE, "")
        if why:
            note = MessageStrip()
            note.close_button.hide()
            self.proposal.add(note)
            note.show_message(why, State.INFO)

    def _show_granted(self, shown: ShownApplication) -> None:
        visible = bool(shown.licence) and not shown.blocked.get(Step.PRINT)
        self.granted.setVisible(visible)
        self.granted.clear()
        if visible:
            self.granted.set_title(say(_("Licence {number} was granted"), number=shown.licence))
            button = quiet(_("Open the licence"), "file-certificate")
            button.clicked.connect(self._go_licence)
            self.granted.add(button)

    def _show_decisions(self, shown: ShownApplication) -> None:
        self.decisions.clear()
        past = [each for each in reversed(shown.card.decisions) if each is not waiting_decision(shown.card.decisions)]
        for each in past:
            self.decisions.add(DecisionBlock(each, shown.names, shown.labels))
        self.decisions.setVisible(bool(past))

    def _show_facts(self, shown: ShownApplication) -> None:
        card, row = shown.card, shown.card.row
        agency = link(f"{row.agency_name}".replace("&", "&&"))
        agency.setAccessibleName(bare(say(_("Open agency {name}"), name=row.agency_name)))
        agency.clicked.connect(self._go_agency)
        pairs: list[tuple[str, str | QWidget]] = [
            (_("Agency"), agency),
            (_("Agency number"), row.agency_number),
            (_("Kind"), capital(_(KIND_LABELS[row.kind]))),
            (_("Category"), shown.category),
            (_("Destination"), country(row.destination)),
        ]
        if shown.licence:
            pairs.append((_("Licence"), shown.licence))
        days = ((_("Written on"), card.done_on), (_("Posted on"), card.posted_on),
                (_("Received first"), card.received_first_on), (_("Received here"), card.received_on),
                (_("Lodged on"), row.lodged_on))  # fmt: skip
        pairs += [(words, wording.day(each)) for words, each in days if each is not None]
        pairs.append((_("Papers"), _("Complete") if card.complete else _("Not complete")))
        if row.state not in DECIDED:
            pairs += [
                (_("Time to decide"), f"{each.reading.sentence} ({isolate(each.provision)})") for each in card.clocks
            ]
        self.facts.clear()
        self.facts.add(Facts(pairs))

    # -- going and deciding ----------------------------------------------------------------------------------------

    def _approve(self) -> None:
        shown = self._sure()
        waiting = waiting_decision(shown.card.decisions)
        if waiting is not None:
            self.verbs.approve(waiting, shown.names.get(waiting.proposed_by, "?"))

    def _print(self) -> None:
        self.context.go(Place("certificates", self._sure().licence_id, "licence"))

    def _go_agency(self) -> None:
        self.context.go_to("agency", self._sure().card.row.agency_id)

    def _go_licence(self) -> None:
        self.context.go_to("licence", self._sure().licence_id)
