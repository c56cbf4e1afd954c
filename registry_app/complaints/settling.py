"""Settlement and payment: each worker's own word, and money that counts as paid only with it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.complaints.drafts import Owed, PaymentDraft, SettlementDraft, Word
from registry_app.complaints.models import (
    Complaint,
    ComplaintAllegation,
    ComplaintPayment,
    ComplaintSettlement,
    ComplaintSum,
    ComplaintWorker,
    WorkerAcknowledgement,
)
from registry_app.complaints.rules import EventKind, Source, SumKind
from registry_app.complaints.steps import (
    LONG,
    add_event,
    get_allegation,
    get_record,
    get_worker,
    must_be_open,
    must_have_file,
)
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.money import Money
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say
from registry_app.guarantees.claims import TO_WORKER, add_hop
from registry_app.guarantees.ledger import EntryKind
from registry_app.guarantees.models import GuaranteeClaimShare, GuaranteeEntry
from registry_app.offices.queries import get_office
from registry_app.store import unit


def settle(session: Session, actor: Actor, complaint_id: uuid.UUID, draft: SettlementDraft) -> uuid.UUID:
    """Record a settlement: sums by allegation, the paper both sides signed, and each worker's own word.

    Raises `BadInput` where a worker gets a sum without having been heard alone: nobody settles for him.
    """
    actor.must("complaint:conciliate")
    complaint = get_record(session, actor, complaint_id)
    must_have_file(session, draft.attachment_id, _("signed settlement"))
    if draft.due_on < draft.settled_on:
        raise BadInput(_("A settlement is not due before it is reached."), hint=_("Check the two days."))
    settlement = ComplaintSettlement(
        complaint_id=complaint.id,
        settled_on=draft.settled_on,
        due_on=draft.due_on,
        terms=required_text(draft.terms, what=_("terms of the settlement"), limit=LONG),
        conciliator_id=actor.id,
        respondent_signatory=required_text(draft.respondent_signatory, what=_("who signed for the respondent")),
        attachment_id=draft.attachment_id,
        set_aside_by=None,
    )
    session.add(settlement)
    session.flush()
    workers = _add_sums(session, complaint, settlement, draft.sums)
    for word in draft.words:
        worker = get_worker(session, complaint, word.worker)
        add_word(session, actor, worker, "settlement", settlement.id, word, draft.settled_on)
        workers.discard(worker.id)
    if workers or not draft.words:
        raise BadInput(
            _("A settlement binds no worker who has not agreed to it himself."),
            hint=_("Hear each worker alone, in a language he understands, and record his word."),
        )
    add_event(session, actor, complaint, EventKind.SETTLED, draft.settled_on)
    unit.verb(session, "complaint:settled", complaint, label=complaint.number, sums=len(draft.sums))
    return settlement.id


def _add_sums(
    session: Session, complaint: Complaint, settlement: ComplaintSettlement, sums: Sequence[Owed]
) -> set[uuid.UUID]:
    """Write the settled sums; returns the workers who must have agreed."""
    workers = set()
    for owed in sums:
        allegation = get_allegation(session, complaint, owed.allegation)
        workers.add(allegation.worker_id)
        session.add(owed_sum(allegation, SumKind.SETTLED, owed, settlement_id=settlement.id))
    session.flush()
    return workers


def owed_sum(
    allegation: ComplaintAllegation,
    kind: SumKind,
    owed: Owed,
    *,
    settlement_id: uuid.UUID | None = None,
    decision_id: uuid.UUID | None = None,
) -> ComplaintSum:
    """A settled or ordered sum as a row; `BadInput` for nothing."""
    if owed.amount.minor <= 0:
        raise BadInput(
            say(_("{amount} is no sum that could be owed."), amount=owed.amount), hint=_("Leave the allegation out.")
        )
    return ComplaintSum(
        allegation_id=allegation.id,
        kind=kind,
        minor=owed.amount.minor,
        currency=owed.amount.currency,
        item=required_text(owed.item, what=_("purpose of the sum")),
        on=None,
        attachment_id=None,
        settlement_id=settlement_id,
        decision_id=decision_id,
        set_aside_by=None,
    )


def add_word(
    session: Session,
    actor: Actor,
    worker: ComplaintWorker,
    about: str,
    subject_id: uuid.UUID,
    word: Word,
    earliest: date,
) -> None:
    """Write down a worker's own word; `BadInput` unless he was heard alone, by somebody who understood him."""
    if not word.heard_alone:
        raise BadInput(
            _("A worker's word counts only when he was heard alone."),
            hint=_("Ask the others to leave the room, or call him through the mission, and ask again."),
        )
    language = required_text(word.language, what=_("language"))
    interpreter = clean_text(word.interpreter, what=_("interpreter"))
    if language not in get_office(session, actor.office_id).languages and not interpreter:
        raise BadInput(
            say(_("{language} is not a language of this office, and no interpreter is named."), language=language),
            hint=_("Name the interpreter, who must not come from the agency."),
        )
    if not earliest <= word.on <= actor.today:
        raise BadInput(
            say(_("The worker cannot have said so on {day}."), day=word.on),
            hint=_("Enter the day on which he was heard."),
        )
    if word.attachment_id is not None:
        must_have_file(session, word.attachment_id, _("worker's signed word"))
    session.add(
        WorkerAcknowledgement(
            worker_id=worker.id,
            about=about,
            subject_id=subject_id,
            acknowledged_on=word.on,
            manner=required_text(word.manner, what=_("manner in which he was heard")),
            language=language,
            heard_alone=True,
            interpreter=interpreter,
            officer_id=actor.id,
            attachment_id=word.attachment_id,
            set_aside_by=None,
        )
    )
    session.flush()


def pay(session: Session, actor: Actor, complaint_id: uuid.UUID, draft: PaymentDraft) -> uuid.UUID:
    """Record a payment for an allegation; it is paid once the worker has said so, here or later.

    Raises `RuleBroken` on a closed complaint, and where a guarantee's pay-out is not this worker's or used up already.
    """
    actor.must("complaint:conciliate")
    complaint = get_record(session, actor, complaint_id)
    must_be_open(session, complaint, _("a payment"))
    allegation = get_allegation(session, complaint, draft.allegation)
    if draft.amount.minor <= 0 or draft.paid_on > actor.today:
        raise BadInput(
            say(_("{amount} on {day} is no payment."), amount=draft.amount, day=draft.paid_on),
            hint=_("Enter the sum and the day of the receipt."),
        )
    entry = _entry(session, allegation, draft)
    payment = ComplaintPayment(
        allegation_id=allegation.id,
        minor=draft.amount.minor,
        currency=draft.amount.currency,
        source=draft.source,
        paid_by=required_text(draft.paid_by, what=_("who paid")),
        paid_on=draft.paid_on,
        manner=required_text(draft.manner, what=_("manner of payment")),
        reference=clean_text(draft.reference, what=_("reference")),
        entry_id=entry.id if entry else None,
        officer_id=actor.id,
        attachment_id=draft.attachment_id,
        set_aside_by=None,
    )
    session.add(payment)
    session.flush()
    unit.verb(
        session,
        "complaint:payment_reported",
        complaint,
        label=complaint.number,
        allegation=allegation.ordinal,
        amount=draft.amount.minor,
        currency=draft.amount.currency,
        source=draft.source.value,
    )
    if draft.word is not None:
        _acknowledge(session, actor, complaint, allegation, payment, draft.word)
    return payment.id


def _entry(session: Session, allegation: ComplaintAllegation, draft: PaymentDraft) -> GuaranteeEntry | None:
    """The pay-out a payment comes from: this worker's, and not handed on twice."""
    if (draft.source is Source.GUARANTEE) != (draft.entry_id is not None):
        raise BadInput(
            _("A payment from a guarantee names its pay-out, and no other payment does."),
            hint=_("Look up the pay-out: registry guarantee show."),
        )
    if draft.entry_id is None:
        return None
    found = session.execute(
        select(GuaranteeEntry, GuaranteeClaimShare)
        .join(GuaranteeClaimShare, GuaranteeClaimShare.id == GuaranteeEntry.share_id)
        .where(GuaranteeEntry.id == draft.entry_id, GuaranteeEntry.kind == EntryKind.PAID_OUT)
    ).one_or_none()
    if found is None:
        raise NotFound(_("There is no such pay-out."), hint=_("Look it up: registry guarantee show."))
    entry, share = found
    if share.worker_id != allegation.worker_id:
        raise RuleBroken(_("This pay-out is for another worker."), hint=_("Choose the pay-out of this worker."))
    handed_on = session.scalar(
        select(func.coalesce(func.sum(ComplaintPayment.minor), 0)).where(
            ComplaintPayment.entry_id == entry.id, ComplaintPayment.set_aside_by.is_(None)
        )
    )
    left = Money(entry.minor - (handed_on or 0), entry.currency)
    if draft.amount.currency != entry.currency or draft.amount.minor > left.minor:
        raise RuleBroken(
            say(
                _("Of this pay-out, {left} is left; {amount} would be handed on twice."), left=left, amount=draft.amount
            ),
            hint=_("Enter what the worker got from this pay-out."),
        )
    return entry


def acknowledge_payment(
    session: Session, actor: Actor, complaint_id: uuid.UUID, payment_id: uuid.UUID, word: Word
) -> None:
    """Record the worker's own word that he has the money; from now on it counts as paid."""
    actor.must("complaint:conciliate")
    complaint = get_record(session, actor, complaint_id)
    payment = session.get(ComplaintPayment, payment_id)
    allegation = session.get(ComplaintAllegation, payment.allegation_id) if payment else None
    if payment is None or allegation is None or allegation.complaint_id != complaint.id:
        raise NotFound(_("There is no such payment."), hint=_("Look at the complaint's money table."))
    said = select(WorkerAcknowledgement.id).where(
        WorkerAcknowledgement.subject_id == payment.id, WorkerAcknowledgement.set_aside_by.is_(None)
    )
    if session.scalars(said).first() is not None:
        raise RuleBroken(_("The worker has acknowledged this payment already."), hint=_("Nothing more is needed."))
    _acknowledge(session, actor, complaint, allegation, payment, word)


def _acknowledge(
    session: Session,
    actor: Actor,
    complaint: Complaint,
    allegation: ComplaintAllegation,
    payment: ComplaintPayment,
    word: Word,
) -> None:
    worker = get_worker(session, complaint, word.worker)
    if worker.id != allegation.worker_id:
        raise BadInput(
            _("The payment is for another worker than the one who acknowledges it."),
            hint=_("Record the word of the worker who got the money."),
        )
    add_word(session, actor, worker, "payment", payment.id, word, payment.paid_on)
    if payment.entry_id is not None:
        entry = session.get_one(GuaranteeEntry, payment.entry_id)
        add_hop(session, entry, TO_WORKER, on=word.on, reference=payment.reference)
    unit.verb(
        session,
        "complaint:paid",
        complaint,
        label=complaint.number,
        worker=worker.pseudonym,
        amount=payment.minor,
        currency=payment.currency,
        source=payment.source.value,
    )
