"""The verbs that settle, decide, pay, give up and close: each worker's own word, sums kept apart, two persons for a decision."""

from __future__ import annotations

import uuid
from typing import Any, Final

from sqlalchemy.orm import Session

from registry_app.complaints import deciding, following, settling
from registry_app.complaints.case_file import DecisionRow
from registry_app.complaints.drafts import DecisionDraft, Owed, PaymentDraft, Refused, SettlementDraft
from registry_app.complaints.rules import OutcomeKind, Source
from registry_app.core.actor import Actor
from registry_app.core.texts import _, isolate, ngettext, say
from registry_app.ui import wording
from registry_app.ui.complaints import words
from registry_app.ui.complaints.hands import PAPER, Asking, Values
from registry_app.ui.complaints.intake_form import choices
from registry_app.ui.complaints.step_verbs import StepVerbs
from registry_app.ui.forms.amounts import MoneyField
from registry_app.ui.forms.choices import CheckField, Choice, ChoiceField
from registry_app.ui.forms.field import Field
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.rows import TableField

_DISMISSALS: Final = (OutcomeKind.DISMISSED, OutcomeKind.TIME_BARRED, OutcomeKind.INADMISSIBLE)
_CLOSINGS: Final = (
    OutcomeKind.SETTLED, OutcomeKind.WAIVED_BY_WORKER, OutcomeKind.WITHOUT_RESULT, OutcomeKind.INADMISSIBLE,
)  # fmt: skip


class CaseVerbs(StepVerbs):
    """Every verb of a case."""

    # -- settlement ------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Record what the parties agreed on, with each worker's own word."""
        form = Form()
        form.add("on", self.day(_("Agreed on")), required=True)
        form.add("due", self.later(_("To be paid by")), required=True)
        form.add("terms", self.reason_field(_("What was agreed")), required=True)
        form.add("signed_by", TextField(_("Who signed for the respondent")), required=True)
        form.add("sums", self._sums(_("Sums agreed on")), required=True)
        self.add_hearing(form, whom=_("Workers who agree"))
        form.add(PAPER, self.paper(_("The settlement that both sides signed")), required=True)
        claimed = [
            {"allegation": str(line.allegation), "amount": line.claimed, "item": _("settlement")}
            for line in self.case().card.money
            if line.claimed.minor
        ]
        self.start(form, sums=claimed)
        form.also_called("terms", _("terms of the settlement"))
        sentence = _(
            "It binds only the workers who agreed themselves, each heard alone. What was claimed stays beside it."
        )
        asking = Asking(
            _("Record a settlement"), sentence, _("Record the settlement"), _("{number} is settled."), wide=True
        )
        self.ask(asking, form, "complaint:settled", self._settle)

    def _settle(self, session: Session, actor: Actor, complaint: uuid.UUID, values: Values) -> None:
        draft = SettlementDraft(
            values["on"], values["due"], values["terms"], values["signed_by"],
            self.kept(session, actor, complaint, values, "settlement"), _owed(values["sums"]),
            tuple(self.word(values, int(worker), values["on"]) for worker in values["workers"]),
        )  # fmt: skip
        settling.settle(session, actor, complaint, draft)

    # -- decision ----------------------------------------------------------------------------------------------------

    def decide(self) -> None:
        """Propose a decision on every allegation."""
        form = Form()
        form.add("provision", TextField(_("Provision it rests on")), required=True)
        form.add(
            "ex_parte",
            CheckField(_("Without a defence"), hint=_("Only after its term ran out, with proof of service.")),
        )
        form.add("reasons", self.reason_field(_("Reasons"), 4), required=True)
        form.add("sums", self._sums(_("Sums to be paid")))
        form.add("refused", self._refusals(_("Allegations not followed"), _DISMISSALS))
        self.start(form)
        sentence = _("Answer every allegation once: with a sum, or with the ground on which it is not followed. "
                     "A second person with the authority approves it.")  # fmt: skip
        asking = Asking(
            _("Propose a decision"),
            sentence,
            _("Propose"),
            _("{number}: the decision waits for a second person."),
            wide=True,
        )

        def verb(session: Session, actor: Actor, complaint: uuid.UUID, values: Values) -> None:
            draft = DecisionDraft(
                values["provision"], values["reasons"], _owed(values["sums"]), _refused(values["refused"]),
                bool(values["ex_parte"]),
            )  # fmt: skip
            deciding.propose_decision(session, actor, complaint, draft)

        self.ask(asking, form, "complaint:decision_proposed", verb)

    def approve(self) -> None:
        """Approve what another officer proposed."""
        waiting = self._waiting()
        form = Form(columns=1)
        form.add("reason", self.reason_field(_("Note on the approval"), 2))
        asking = Asking(
            _("Approve the decision"),
            decision_words(waiting),
            _("Approve the decision"),
            _("{number} is decided."),
            wide=True,
        )
        self.ask(
            asking, form, "complaint:decided",
            lambda session, actor, _one, values: deciding.approve_decision(session, actor, waiting.id, values["reason"]),
        )  # fmt: skip

    def decline(self) -> None:
        """Send it back with the reason."""
        waiting = self._waiting()
        form = Form(columns=1)
        form.add("reason", self.reason_field(_("What has to change")), required=True)
        asking = Asking(
            _("Send the decision back"),
            decision_words(waiting),
            _("Send it back"),
            _("{number}: sent back."),
            wide=True,
        )
        self.ask(
            asking, form, "complaint:decision_declined",
            lambda session, actor, _one, values: deciding.decline_decision(session, actor, waiting.id, values["reason"]),
        )  # fmt: skip

    def _waiting(self) -> DecisionRow:
        waiting = self.case().waiting
        assert waiting is not None  # the verb is blocked without one
        return waiting

    # -- money -------------------------------------------------------------------------------------------------------

    def pay(self) -> None:
        """Record a payment; it counts once the worker has said that he has it."""
        allegations, pay_outs = self.allegations(), self._pay_outs()
        form = Form()
        form.add("allegation", ChoiceField(_("For which allegation"), allegations), required=True, wide=True)
        form.add("amount", MoneyField(_("Amount"), self.currencies()), required=True)
        form.add("on", self.day(_("Paid on")), required=True)
        form.add("source", ChoiceField(_("Paid out of"), choices(words.SOURCES)), required=True)
        form.add("paid_by", TextField(_("Who paid")), required=True)
        form.add("how", TextField(_("How it was paid"), hint=_("Cash, transfer, cheque.")), required=True)
        form.add("reference", TextField(_("Reference"), hint=_("Of the receipt or transfer."), latin=True))
        form.add("pay_out", ChoiceField(_("Pay-out of the guarantee"), pay_outs,
                                        hint=_("Only for money out of the guarantee.")))  # fmt: skip
        form.section(_("The worker's own word"), _("Without it the payment is reported, not paid; it can come later."))
        self.add_hearing(form, required=False)
        only = allegations[0].code if len(allegations) == 1 else ""
        self.start(form, allegation=only)
        form.also_called("how", _("manner of payment"))
        sentence = _("The five sums are kept apart: a payment changes nothing of what was claimed, ordered or settled.")
        asking = Asking(
            _("Record a payment"), sentence, _("Record the payment"), _("{number}: payment recorded."), wide=True
        )
        self.ask(asking, form, "complaint:payment_reported", self._pay)

    def _pay(self, session: Session, actor: Actor, complaint: uuid.UUID, values: Values) -> None:
        allegation = int(values["allegation"])
        worker = self.worker_of(allegation)
        draft = PaymentDraft(
            allegation, values["amount"], Source(values["source"]), values["paid_by"], values["on"], values["how"],
            values["reference"], uuid.UUID(values["pay_out"]) if values["pay_out"] else None,
            word=self.word(values, worker, actor.today) if values["alone"] else None,
        )  # fmt: skip
        settling.pay(session, actor, complaint, draft)

    def acknowledge_payment(self) -> None:
        """Record the worker's own word that the money came."""
        payments = [
            Choice(each.id.hex, f"{wording.money(each.amount)} · {wording.day(each.paid_on)} · {isolate(each.worker)}")
            for each in self.case().card.payments
            if each.acknowledged_on is None and each.id is not None
        ]
        form = Form(columns=1)
        form.add("payment", ChoiceField(_("Which payment"), payments), required=True)
        form.add("on", self.day(_("Heard on")), required=True)
        self.add_hearing(form)
        self.start(form, payment=payments[0].code if len(payments) == 1 else "")
        sentence = _("From now on the sum counts as paid. Only the worker himself can say so.")
        asking = Asking(
            _("The worker has the money"), sentence, _("Record the word"), _("{number}: the worker has the money.")
        )

        def verb(session: Session, actor: Actor, complaint: uuid.UUID, values: Values) -> None:
            payment = uuid.UUID(values["payment"])
            row = next(each for each in self.case().card.payments if each.id == payment)
            word = self.word(values, self.worker_of(row.allegation), values["on"])
            settling.acknowledge_payment(session, actor, complaint, payment, word)

        self.ask(asking, form, "complaint:paid", verb)

    def follow_up(self) -> None:
        """Propose what the law attaches to what was missed."""
        complaint, number = self.case().card.row.id, self.number

        def tell(proposals: list[uuid.UUID]) -> None:
            if not proposals:
                self.context.toast(say(_("{number}: nothing was surely missed, nothing is proposed."), number=number))
                return
            sentence = ngettext(
                "{number}: {count} proposal stands.", "{number}: {count} proposals stand.", len(proposals)
            )
            self.context.toast(say(sentence, number=number, count=len(proposals)))

        self.context.do(
            "complaint:followed_up", lambda session, actor: following.follow_up(session, actor, complaint), tell,
            owner=self.page,
        )  # fmt: skip

    # -- the worker gives up, the office closes ------------------------------------------------------------------------

    def waive(self) -> None:
        """Record that a worker gives up a claim."""
        form = Form(columns=1)
        form.add("allegation", ChoiceField(_("Which allegation"), self.allegations()), required=True)
        form.add("on", self.day(_("Heard on")), required=True)
        self.add_hearing(form)
        sentence = _(
            "Nobody in the office can give up a worker's claim. He does it himself, heard alone, in his language."
        )
        asking = Asking(
            _("Record a worker's waiver"),
            sentence,
            _("Record the waiver"),
            _("{number}: the waiver is recorded."),
            danger=True,
        )

        def verb(session: Session, actor: Actor, complaint: uuid.UUID, values: Values) -> None:
            allegation = int(values["allegation"])
            word = self.word(values, self.worker_of(allegation), values["on"])
            deciding.record_waiver(session, actor, complaint, allegation, word)

        self.ask(asking, self.start(form), "complaint:waived", verb)

    def withdraw(self) -> None:
        """Record that workers withdraw; the law says whether that ends the matter."""
        form = Form(columns=1)
        form.add("on", self.day(_("Withdrawn on")), required=True)
        self.add_hearing(form, whom=_("Workers who withdraw"))
        form.add("reason", self.reason_field(_("What the worker gives as reason")), required=True)
        sentence = _(
            "Each worker says so himself, heard alone. Where the law does not let the matter end with it, it goes on."
        )
        asking = Asking(_("Record a withdrawal"), sentence, _("Record the withdrawal"), "", danger=True)

        def verb(session: Session, actor: Actor, complaint: uuid.UUID, values: Values) -> bool:
            heard = [self.word(values, int(worker), values["on"]) for worker in values["workers"]]
            return deciding.withdraw(session, actor, complaint, values["on"], values["reason"], heard)

        self.ask(asking, self.start(form), "complaint:withdrawn", verb)

    def close(self) -> None:
        """Close it; what is fully paid has its outcome by itself."""
        form = self.on_form(_("Closed on"))
        form.add("reason", self.reason_field(_("Reason"), 2), required=True)
        form.add("outcomes", self._refusals(_("Outcomes of allegations"), _CLOSINGS, provision=False))
        self.start(form)
        sentence = _("A sum that is owed must be paid with the worker's word, given up by himself, or its execution have ended "
                     "without result; then the debt stands.")  # fmt: skip
        asking = Asking(
            _("Close the complaint"), sentence, _("Close"), _("{number} is closed."), danger=True, wide=True
        )
        self.ask(
            asking, form, "complaint:closed",
            lambda session, actor, one, values: deciding.close(
                session, actor, one, values["on"], _refused(values["outcomes"]), values["reason"]
            ),
        )  # fmt: skip

    def tell(self, told: str, number: str, result: object) -> None:
        """Say that it is done; of a withdrawal also what the law makes of it."""
        if not told:
            told = (
                _("{number} is withdrawn; the law lets the matter end with it.")
                if result
                else _("{number} is withdrawn; the law does not let the matter end with it.")
            )
        super().tell(told, number, result)

    # -- rows ------------------------------------------------------------------------------------------------------

    def _sums(self, title: str) -> TableField:
        def row() -> dict[str, Field]:
            allegations = self.allegations()
            fields: dict[str, Field] = {
                "allegation": ChoiceField(_("Allegation"), allegations, usual=allegations[0].code),
                "amount": MoneyField(_("Amount"), self.currencies()),
                "item": TextField(_("What for")),
            }
            for field in fields.values():
                field.set_required(True)
            return fields

        return TableField(title, row, row_words=_("Sum"), add_words=_("Add a sum"), columns=2)

    def _refusals(self, title: str, kinds: tuple[OutcomeKind, ...], *, provision: bool = True) -> TableField:
        def row() -> dict[str, Field]:
            allegations = self.allegations()
            fields: dict[str, Field] = {
                "allegation": ChoiceField(_("Allegation"), allegations, usual=allegations[0].code),
                "outcome": ChoiceField(
                    _("Outcome"), [Choice(each.value, words.capital(_(words.OUTCOMES[each]))) for each in kinds]
                ),
                "reason": LongTextField(_("Why"), lines=2, limit=8_000),
            }
            for field in fields.values():
                field.set_required(True)
            if provision:
                fields["provision"] = TextField(_("Its provision"), hint=_("Empty: that of the decision."))
            return fields

        return TableField(title, row, row_words=_("Outcome"), add_words=_("Add an allegation"), columns=2)

    def _pay_outs(self) -> list[Choice]:
        case = self.case()
        names = {each.ordinal: each.pseudonym for each in case.card.workers}
        return [
            Choice(
                each.id.hex,
                f"{wording.money(each.left)} · {wording.day(each.on)} · {isolate(names.get(each.worker, ''))}",
            )
            for each in case.pay_outs
        ]


def decision_words(decision: DecisionRow) -> str:
    """A proposed decision in words: what is to be paid, what is not followed, on which ground."""
    lines = [
        say(_("Proposed by {person} on {day}, resting on {provision}."), person=decision.proposer,
            day=wording.day(decision.proposed_on), provision=decision.provision),
        *(say(_("Allegation {number}: {amount} to be paid ({item})."), number=ordinal, amount=wording.money(amount), item=item)
          for ordinal, amount, item in decision.sums),
        *(say(_("Allegation {number}: {outcome}. {reason}"), number=ordinal, outcome=_(words.OUTCOMES[kind]), reason=reason)
          for ordinal, kind, reason in decision.refused),
        say(_("Reasons: {reasons}"), reasons=decision.reasons),
    ]  # fmt: skip
    if decision.ex_parte:
        lines.append(_("It is given without a defence."))
    return "\n".join(lines)


def _owed(rows: Any) -> tuple[Owed, ...]:
    return tuple(Owed(int(each["allegation"]), each["amount"], each["item"]) for each in rows)


def _refused(rows: Any) -> tuple[Refused, ...]:
    return tuple(
        Refused(int(each["allegation"]), OutcomeKind(each["outcome"]), each["reason"], each.get("provision") or "")
        for each in rows
    )
