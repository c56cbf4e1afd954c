"""The page of one complaint: where it stands, what comes next, what happened, and every sum kept apart."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from registry_app.attachments import service as attachments
from registry_app.attachments.queries import AttachmentRow
from registry_app.complaints.case_file import CaseFile, read_case
from registry_app.complaints.possible import next_verb, why_not
from registry_app.complaints.rules import State
from registry_app.core.actor import Actor
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, bare, isolate, say
from registry_app.ui import wording
from registry_app.ui.actions import ActionSpec, action_button
from registry_app.ui.complaints import actions, words
from registry_app.ui.complaints.hands import PAPER, Asking, Values
from registry_app.ui.complaints.identity import SealedCard
from registry_app.ui.complaints.money_verbs import CaseVerbs
from registry_app.ui.complaints.sections import Sections
from registry_app.ui.complaints.steps_card import StepsCard
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import name_for_copy, saved_words
from registry_app.ui.forms.choices import CheckField
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.theme.tokens import State as Look
from registry_app.ui.widgets.buttons import icon_button
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.page import PageHead
from registry_app.ui.widgets.strips import MessageStrip


class ComplaintPage(Page):
    """One complaint by number and pseudonyms; reads again whenever anything of complaints changes."""

    code: ClassVar[str] = "complaint"
    reads: ClassVar[frozenset[str]] = frozenset(
        {"complaint", "complaint_event", "complaint_allegation", "complaint_respondent", "complaint_sum", "complaint_payment",
         "complaint_settlement", "complaint_decision", "complaint_outcome", "worker_acknowledgement", "approval",
         "attachment", "service", "service_attempt", "guarantee_entry", "agency", "agency_name"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.case: CaseFile | None = None
        self.verbs = CaseVerbs(context, self, self._shown)
        self.actions_by_code = {spec.code: self._bind(spec) for spec in actions.STEPS}
        self.steps = StepsCard(list(self.actions_by_code.values()))
        self.sections = Sections(lambda agency: context.go_to("agency", agency), self.copy_paper)
        self.open_identity = context.action(actions.OPEN_IDENTITY, self, lambda: self.sealed.open_identity())
        self.sealed = SealedCard(context, self, self.open_identity)
        add_paper = context.action(actions.ADD_PAPER, self, self.add_paper)
        self.sections.cards["papers"].add_at_end(action_button(add_paper))
        back = icon_button("arrow-left", _("Back to the list"))
        back.clicked.connect(lambda: context.go_to("complaints", self.place.subject))
        self.head = PageHead(_("Complaint"), back=back)
        self.strip = MessageStrip()
        self._arrange()

    def heading(self) -> str:
        """The complaint's number."""
        return (
            bare(say(_("Complaint {number}"), number=self.case.card.row.number))
            if self.case is not None
            else _("Complaint")
        )

    def show_place(self, place: Place) -> None:
        """Show another complaint; the scroll position starts at its top."""
        if place.subject != self.place.subject:
            self.strip.clear()
            self.area.verticalScrollBar().setValue(0)
        super().show_place(place)

    def refresh(self) -> None:
        """Read the case again."""
        subject, today = self.place.subject, self.context.today
        if subject is not None:
            self.context.read(lambda session: read_case(session, subject, today), self._show, owner=self)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _shown(self) -> CaseFile:
        assert self.case is not None  # no verb can be pressed before a case is shown
        return self.case

    def _show(self, case: CaseFile) -> None:
        self.case = case
        row, today = case.card.row, self.context.today
        self.head.set_title(say("{number}", number=row.number))
        against = ", ".join(isolate(name) for name in row.respondents)
        self.head.set_subtitle(
            say(_("Received {day} {way}, against {names}"), day=wording.day(row.received_on),
                way=_(words.CHANNELS[row.channel]), names=against)
        )  # fmt: skip
        state = row.state or State.RECEIVED
        chips = [Chip(words.state_word(state), words.STATES[state])]
        if clock := self._clock(case):
            chips.append(Chip(*clock))
        self.head.set_chips(chips)
        self._show_steps(case)
        self.sealed.show_case(case)
        self.sections.show_case(case, today)
        self.context.headed.emit()

    def _show_steps(self, case: CaseFile) -> None:
        due, situation = case.due, case.situation
        step = due.step if due is not None else _("Nothing is due in this complaint.")
        source = due.source if due is not None else ""
        if due is not None and not due.certain:
            source = say(
                _("{source}; the law can be read in several ways, the earliest day counts here"), source=source
            )
        self.steps.show_next(step, source)
        reasons = {f"complaint:{verb}": why for verb, why in why_not(situation, self.context.actor.id).items()}
        first = next_verb(due.code if due is not None else "", situation)
        self.steps.show_blocked(reasons, f"complaint:{first}" if first else "")

    def _clock(self, case: CaseFile) -> tuple[str, Look] | None:
        if case.due is None or case.due.day is None:
            return None
        day, today = case.due.day, self.context.today
        if day < today:
            return say(_("Late since {day}"), day=wording.day(day)), Look.BAD
        return say(_("Due by {day}"), day=wording.day(day)), Look.WARN if (day - today).days <= 7 else Look.INFO

    # -- documents ---------------------------------------------------------------------------------------------------

    def add_paper(self) -> None:
        """Put a document to the case."""
        form = Form(columns=1)
        form.add("title", TextField(_("What it is"), hint=_("Without a worker's name.")), required=True)
        form.add("dated", self.verbs.day(_("Day on the paper")))
        form.add(PAPER, self.verbs.paper(_("The file")), required=True)
        form.add(
            "sealed",
            CheckField(_("Seal it"), hint=_("Always where a worker's name stands in it; only custodians open it.")),
        )
        form.set_values({"sealed": True})
        form.also_called("title", _("title of the file"))
        vault = self.context.opened.vault

        def verb(session: Session, actor: Actor, complaint: uuid.UUID, values: Values) -> None:
            attachments.attach(
                session, actor, vault, values["arrived"], subject_table="complaint", subject_id=complaint, kind="evidence",
                title=values["title"], dated=values["dated"],
            )  # fmt: skip

        asking = Asking(_("Add a document"), "", _("Add the document"), _("{number}: document added."))
        self.verbs.ask(asking, form, "attachment:added", verb)

    def copy_paper(self, paper: AttachmentRow) -> None:
        """Save a copy in clear; a sealed one opens for custodians only, with a reason."""
        reason: str | None = ""
        if paper.sealed and self.context.may(actions.OPEN_IDENTITY.permission):
            reason = self.context.prompts.ask_reason(
                _("Open a sealed paper"),
                _("Why do you have to read it? The reason stays in the journal."),
                _("Open it"),
            )
            if not reason:
                return
        elif paper.sealed:
            self.strip.show_message(
                _("This paper is sealed: only a custodian opens it, with a reason. Ask a custodian.")
            )
            self.area.verticalScrollBar().setValue(0)
            return
        path = self.context.prompts.save_file(_("Save a copy"), name_for_copy(paper.title, paper.media_type))
        if path is None:
            return
        opened = self.context.opened

        def copy(session: Session, actor: Actor) -> None:
            if paper.sealed:
                key = opened.unlocked.box_key
                attachments.copy_out_sealed(session, actor, opened.vault, paper.id, path, key, reason or "")
            else:
                attachments.copy_out(session, actor, opened.vault, paper.id, path)

        told = saved_words(path)
        self.context.do(
            "attachment:copied_out", copy, lambda _nothing: self.context.toast(told), self._refused, owner=self
        )

    def _refused(self, error: RegistryError) -> None:
        self.strip.refuse(error)

    # -- building ----------------------------------------------------------------------------------------------------

    def _bind(self, spec: ActionSpec) -> QAction:
        handler: Callable[[], Any] = getattr(self.verbs, spec.code.partition(":")[2])
        return self.context.action(spec, self, handler)

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        left_side = QWidget()
        left, right = QVBoxLayout(left_side), QVBoxLayout()
        for each in (left, right):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(14)
        self.sections.place_left(left)
        right.addWidget(self.steps)
        self.sections.place_right(right, self.sealed)
        left.addStretch(1)  # with a stretch of its own, else the cards would grow with it
        right.addStretch(1)
        pair = QHBoxLayout(inside)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(14)
        pair.addWidget(left_side, 1)
        pair.addLayout(right, 2)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.strip)
        column.addWidget(self.area, 1)
