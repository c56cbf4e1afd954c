"""Service with proof: what was ordered, what was tried, and what that proves."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.texts import _, isolate, say
from registry_app.correspondence import queries, serving
from registry_app.correspondence.queries import AttemptRow, ServiceCard
from registry_app.correspondence.rules import AttemptOutcome, Mode
from registry_app.ui import wording
from registry_app.ui.actions import ActionSpec
from registry_app.ui.code_words import capital
from registry_app.ui.counter import actions, columns, forms, words
from registry_app.ui.counter.finding import subject_of
from registry_app.ui.counter.part import CounterPart, Handler
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.fields import LongTextField
from registry_app.ui.forms.form import Form
from registry_app.ui.labels import PlainLabel
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Source
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Facts, Section
from registry_app.ui.widgets.chips import Chip


class ServicesPart(CounterPart):
    """Documents that must reach their addressee; no term runs without the proof."""

    code: ClassVar[str] = "services"

    def source(self) -> Source[Any]:
        """Newest first."""
        return columns.service_source(self.context.opened.reading)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return columns.service_words()

    def verbs(self) -> Sequence[tuple[ActionSpec, Handler]]:
        """Attempt, proof, deeming, and what was recorded wrongly."""
        return (
            (actions.ATTEMPT, self.attempt),
            (actions.PROVE, self.prove),
            (actions.DEEM, self.deem),
            (actions.ASIDE, self.set_aside),
        )

    def read_row(self, session: Session, key: uuid.UUID) -> ServiceCard:
        """The service with its attempts."""
        return queries.service_card(session, key)

    def show_row(self, row: ServiceCard) -> None:
        """What is proven, and every attempt."""
        served = row.served_on is not None
        words_ = (_("Deemed served") if row.deemed else _("Served")) if served else _("Not proven")
        self.head_side(isolate(capital(row.document)), [Chip(words_, State.OK if served else State.WARN)])
        facts = [
            (_("Number"), isolate(row.document_number) if row.document_number else ""),
            (_("Addressee"), isolate(row.addressee)),
            (_("Ordered on"), wording.day(row.ordered_on)),
            (_("Served on"), wording.day(row.served_on) if served else ""),
        ]
        if row.provision:
            facts.append((_("By"), isolate(row.provision)))
        self.side.add(Facts(facts))
        if row.why:
            self.side.add(PlainLabel(row.why, look="muted", wrap=True))
        section = Section(_("Attempts"), len(row.attempts))
        for each in row.attempts:
            section.add(self._attempt(each))
        self.side.add(section)
        open_ones = self._open_attempts()
        unproven = [each for each in open_ones if each.proof_id is None]
        done = say(_("It counts as served since {day}."), day=wording.day(row.served_on)) if served else ""
        self.block(
            {
                actions.PROVE.code: "" if unproven else _("No attempt waits for its proof."),
                actions.ASIDE.code: "" if open_ones else _("No attempt stands that could be set aside."),
                actions.DEEM.code: done,
            }
        )

    def _attempt(self, attempt: AttemptRow) -> PlainLabel:
        told = [self._attempt_words(attempt)]
        if attempt.served_on:
            told.append(say(_("taken by {person}"), person=attempt.served_on))
        if attempt.set_aside_on is not None:
            told.append(say(_("set aside: {reason}"), reason=attempt.set_aside_reason))
        else:
            told.append(_("proof kept") if attempt.proof_id is not None else _("no proof yet"))
        return PlainLabel(" · ".join(told), look="muted" if attempt.set_aside_on else "", wrap=True)

    def _attempt_words(self, attempt: AttemptRow) -> str:
        hour = ""
        if attempt.minute_of_day is not None:
            hour = f" {attempt.minute_of_day // 60:02}:{attempt.minute_of_day % 60:02}"
        return say(
            _("{day}: {outcome} · {mode}"), day=f"{wording.day(attempt.attempted_on)}{hour}",
            outcome=_(words.OUTCOMES[AttemptOutcome(attempt.outcome)]), mode=_(words.MODES[Mode(attempt.mode)]),
        )  # fmt: skip

    def _open_attempts(self) -> list[AttemptRow]:
        row: ServiceCard = self.row
        return [each for each in row.attempts if each.set_aside_on is None]

    # -- verbs -------------------------------------------------------------------------------------------------------

    def order(self) -> None:
        """A document that is to be served."""

        def verb(session: Session, actor: Actor, values: forms.Values) -> uuid.UUID:
            return serving.order_service(
                session, actor, document=values["document"], document_number=values["number"],
                addressee=values["addressee"], document_is=subject_of(values["concerns"]),
            )  # fmt: skip

        self.ask(
            _("Order a service"), _("No term runs from the document before its service is proven."),
            forms.order_form(self.desk), _("&Order"), "service:ordered", verb, self.choose, draft_key="service:order",
        )  # fmt: skip

    def attempt(self) -> None:
        """An attempt, with its proof where it is here."""
        row: ServiceCard = self.row

        def record(values: forms.Values) -> uuid.UUID:
            made: uuid.UUID = self.with_file(
                values["proof"], "service:attempted", "service", row.id, "proof",
                lambda session, actor, proof: serving.record_attempt(
                    session, actor, row.id, forms.attempt_draft(values, proof)
                ),
            )  # fmt: skip
            return made

        self.ask(
            say(_("Attempt to serve: {document}"), document=row.document),
            _("Without a proof the attempt is noted, but proves nothing."),
            forms.attempt_form(self.desk), _("&Record"), "", record,
        )  # fmt: skip

    def prove(self) -> None:
        """The proof that came back later."""
        row: ServiceCard = self.row
        form = self._choice_form([each for each in self._open_attempts() if each.proof_id is None])
        form.add("proof", self.desk.scan(_("Scanned proof")), required=True)

        def record(values: forms.Values) -> None:
            attempt = uuid.UUID(values["attempt"])

            def verb(session: Session, actor: Actor, proof: uuid.UUID | None) -> None:
                if proof is not None:
                    serving.prove_attempt(session, actor, attempt, proof)

            self.with_file(values["proof"], "service:proven", "service", row.id, "proof", verb)

        self.ask(
            _("Add the proof"), _("The signed slip, the advice of delivery, the clipping."), form, _("&Add"), "", record
        )

    def set_aside(self) -> None:
        """An attempt that was recorded wrongly."""
        form = self._choice_form(self._open_attempts())
        form.add("reason", LongTextField(_("What was the mistake"), lines=3, limit=2_000), required=True)

        def verb(session: Session, actor: Actor, values: forms.Values) -> None:
            serving.set_attempt_aside(session, actor, uuid.UUID(values["attempt"]), values["reason"])

        self.ask(
            _("Set an attempt aside"), _("It stays with its reason and counts no longer."), form, _("&Set aside"),
            "service:attempt_set_aside", verb, danger=True,
        )  # fmt: skip

    def deem(self) -> None:
        """Say that a rule counts it as served; refused while no rule does."""
        row: ServiceCard = self.row
        if not self.context.prompts.confirm(
            _("Does it count as served?"),
            _("The rule book decides from the attempts and their proofs; where no rule says so, it is refused."),
            _("&Deem it served"),
        ):
            return
        self.context.do(
            "service:deemed",
            lambda session, actor: serving.deem_served(session, actor, row.id),
            lambda day: self.context.toast(say(_("It counts as served on {day}."), day=wording.day(day))),
            owner=self,
        )

    def _choice_form(self, attempts: Sequence[AttemptRow]) -> Form:
        offered = [Choice(each.id.hex, self._attempt_words(each)) for each in attempts]
        form = Form(columns=1)
        form.add(
            "attempt",
            ChoiceField(_("Which attempt"), offered, usual=offered[-1].code if offered else ""),
            required=True,
        )
        return form
