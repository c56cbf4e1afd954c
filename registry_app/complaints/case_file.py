"""Everything of one complaint's case in one reading: who did what and why, decisions, words of workers, papers, services."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from registry_app.access.models import User
from registry_app.attachments.queries import AttachmentRow, list_attachments
from registry_app.complaints.due import next_steps
from registry_app.complaints.models import (
    Complaint,
    ComplaintAllegation,
    ComplaintDecision,
    ComplaintEvent,
    ComplaintOutcome,
    ComplaintPayment,
    ComplaintRespondent,
    ComplaintSettlement,
    ComplaintWorker,
    WorkerAcknowledgement,
)
from registry_app.complaints.open_complaints import read_open
from registry_app.complaints.possible import Situation
from registry_app.complaints.queries import ComplaintCard, complaint_card
from registry_app.complaints.rules import EventKind, OutcomeKind, State
from registry_app.core.duties import Due
from registry_app.core.errors import NotFound
from registry_app.core.money import Money
from registry_app.core.texts import _
from registry_app.correspondence.queries import ServiceCard, list_services, service_card
from registry_app.guarantees.ledger import EntryKind
from registry_app.guarantees.models import GuaranteeClaimShare, GuaranteeEntry


@dataclass(frozen=True)
class StepRow:
    """One thing that happened, with what it rests on."""

    kind: EventKind
    on: date
    officer: str
    provision: str
    reason: str
    to_whom: str
    answer_due_on: date | None
    service_id: uuid.UUID | None
    set_aside: bool


@dataclass(frozen=True)
class FindingRow:
    """What became of an allegation, with the ground."""

    allegation: int
    kind: OutcomeKind
    on: date
    provision: str
    reason: str


@dataclass(frozen=True)
class DecisionRow:
    """A decision as it was proposed: `sums` as (allegation, amount, item), `refused` as (allegation, outcome, reason).

    It waits for a second person while neither `decided_on` nor `declined_on` is set.
    """

    id: uuid.UUID
    proposed_by: uuid.UUID
    proposer: str
    proposed_on: date
    provision: str
    reasons: str
    ex_parte: bool
    sums: tuple[tuple[int, Money, str], ...]
    refused: tuple[tuple[int, OutcomeKind, str], ...]
    decider: str
    decided_on: date | None
    declined_on: date | None

    @property
    def waiting(self) -> bool:
        """Whether it waits for a second person."""
        return self.decided_on is None and self.declined_on is None


@dataclass(frozen=True)
class SettlementRow:
    """A settlement with its terms."""

    settled_on: date
    due_on: date
    terms: str
    signed_by: str


@dataclass(frozen=True)
class WordRow:
    """A worker's own word; `about` is settlement, payment, waiver or withdrawal."""

    worker: str
    about: str
    on: date
    manner: str
    language: str
    interpreter: str


@dataclass(frozen=True)
class PayOutRow:
    """A guarantee's pay-out for a worker of the complaint, of which `left` was not handed on yet."""

    id: uuid.UUID
    worker: int
    left: Money
    on: date
    reference: str


@dataclass(frozen=True)
class CaseFile:
    """The case as it stands on a day; no name of a complainant or worker is in it.

    `sealed` are the ordinals of the workers whose identity is sealed, 0 for the complainant's own. `bound` are the
    services that are bound to a step already.
    """

    card: ComplaintCard
    agencies: tuple[uuid.UUID | None, ...]
    complainant_sealed: bool
    relation: str
    authority: str
    done_on: date | None
    received_first_on: date | None
    received_first_at: str
    safe_contact: bool
    steps: tuple[StepRow, ...]
    findings: tuple[FindingRow, ...]
    decisions: tuple[DecisionRow, ...]
    settlements: tuple[SettlementRow, ...]
    words: tuple[WordRow, ...]
    papers: tuple[AttachmentRow, ...]
    services: tuple[ServiceCard, ...]
    pay_outs: tuple[PayOutRow, ...]
    due: Due | None

    @property
    def waiting(self) -> DecisionRow | None:
        """The decision that waits for a second person."""
        return next((each for each in self.decisions if each.waiting), None)

    @property
    def unbound(self) -> tuple[ServiceCard, ...]:
        """Services with proof that no step has taken up."""
        bound = {each.service_id for each in self.steps if not each.set_aside}
        return tuple(each for each in self.services if each.served_on is not None and each.id not in bound)

    @property
    def unheard(self) -> tuple[uuid.UUID, ...]:
        """Payments that somebody says to have made and no worker has confirmed."""
        return tuple(each.id for each in self.card.payments if each.acknowledged_on is None and each.id is not None)

    @property
    def situation(self) -> Situation:
        """What of the case decides which verbs it allows."""
        row, waiting = self.card.row, self.waiting
        owed = [line for line in self.card.money if line.binding]
        return Situation(
            row.state or State.RECEIVED,
            self.card.oral,
            self.card.signed_on is not None,
            waiting.proposed_by if waiting is not None else None,
            len(self.unheard),
            len(self.services),
            len(self.unbound),
            bool(owed) and all(line.binding <= line.paid for line in owed),
        )

    @property
    def sealed(self) -> tuple[int, ...]:
        """The workers whose identity is sealed; 0 stands for a complainant who is none of them."""
        workers = tuple(each.ordinal for each in self.card.workers if each.sealed)
        return (0, *workers) if self.complainant_sealed else workers


def read_case(session: Session, complaint_id: uuid.UUID, on: date) -> CaseFile:
    """The case of a complaint as of a day; `NotFound` where there is none."""
    complaint = session.get(Complaint, complaint_id)
    if complaint is None:
        raise NotFound(_("There is no such complaint."), hint=_("Read the list of complaints again."))
    steps = next_steps(session, read_open(session, [complaint_id]), on)
    agencies = select(ComplaintRespondent.agency_id).where(ComplaintRespondent.complaint_id == complaint_id)
    return CaseFile(
        card=complaint_card(session, complaint_id, on),
        agencies=tuple(session.scalars(agencies.order_by(ComplaintRespondent.ordinal))),
        complainant_sealed=complaint.identity is not None,
        relation=complaint.relation,
        authority=complaint.authority,
        done_on=complaint.done_on,
        received_first_on=complaint.received_first_on,
        received_first_at=complaint.received_first_at,
        safe_contact=complaint.safe_contact,
        steps=_steps(session, complaint_id),
        findings=_findings(session, complaint_id),
        decisions=_decisions(session, complaint_id),
        settlements=_settlements(session, complaint_id),
        words=_words(session, complaint_id),
        papers=tuple(list_attachments(session, Complaint.__tablename__, complaint_id)),
        services=tuple(service_card(session, each) for each in list_services(session, complaint_id)),
        pay_outs=_pay_outs(session, complaint_id),
        due=next(iter(steps), None),
    )


def _steps(session: Session, complaint_id: uuid.UUID) -> tuple[StepRow, ...]:
    event = ComplaintEvent
    found = (
        select(event, User.full_name)
        .join(User, User.id == event.officer_id)
        .where(event.complaint_id == complaint_id)
        .order_by(event.on, event.recorded_at, event.id)
    )
    return tuple(
        StepRow(
            each.kind, each.on, officer, each.provision, each.reason, each.to_whom, each.answer_due_on, each.service_id,
            each.set_aside_by is not None,
        )
        for each, officer in session.execute(found)
    )  # fmt: skip


def _findings(session: Session, complaint_id: uuid.UUID) -> tuple[FindingRow, ...]:
    found = (
        select(ComplaintAllegation.ordinal, ComplaintOutcome)
        .join(ComplaintOutcome, ComplaintOutcome.allegation_id == ComplaintAllegation.id)
        .where(ComplaintAllegation.complaint_id == complaint_id, ComplaintOutcome.set_aside_by.is_(None))
        .order_by(ComplaintAllegation.ordinal)
    )
    return tuple(
        FindingRow(ordinal, each.kind, each.on, each.provision, each.reason) for ordinal, each in session.execute(found)
    )


def _decisions(session: Session, complaint_id: uuid.UUID) -> tuple[DecisionRow, ...]:
    decider = aliased(User)
    found = (
        select(ComplaintDecision, User.full_name, decider.full_name)
        .join(User, User.id == ComplaintDecision.proposed_by)
        .outerjoin(decider, decider.id == ComplaintDecision.decided_by)
        .where(ComplaintDecision.complaint_id == complaint_id, ComplaintDecision.set_aside_by.is_(None))
        .order_by(ComplaintDecision.id)
    )
    return tuple(
        DecisionRow(
            each.id,
            each.proposed_by,
            proposer,
            each.proposed_on,
            each.provision,
            each.reasons,
            each.ex_parte,
            tuple((ordinal, Money(minor, currency), item) for ordinal, minor, currency, item in each.sums),
            tuple((ordinal, OutcomeKind(kind), reason) for ordinal, kind, reason, *_source in each.outcomes),
            decided_by or "",
            each.decided_on,
            each.declined_on,
        )
        for each, proposer, decided_by in session.execute(found)
    )


def _settlements(session: Session, complaint_id: uuid.UUID) -> tuple[SettlementRow, ...]:
    found = (
        select(ComplaintSettlement)
        .where(ComplaintSettlement.complaint_id == complaint_id, ComplaintSettlement.set_aside_by.is_(None))
        .order_by(ComplaintSettlement.settled_on, ComplaintSettlement.id)
    )
    return tuple(
        SettlementRow(each.settled_on, each.due_on, each.terms, each.respondent_signatory)
        for each in session.scalars(found)
    )


def _words(session: Session, complaint_id: uuid.UUID) -> tuple[WordRow, ...]:
    word = WorkerAcknowledgement
    found = (
        select(ComplaintWorker.pseudonym, word)
        .join(word, word.worker_id == ComplaintWorker.id)
        .where(ComplaintWorker.complaint_id == complaint_id, word.set_aside_by.is_(None))
        .order_by(word.acknowledged_on, word.id)
    )
    return tuple(
        WordRow(pseudonym, each.about, each.acknowledged_on, each.manner, each.language, each.interpreter)
        for pseudonym, each in session.execute(found)
    )


def _pay_outs(session: Session, complaint_id: uuid.UUID) -> tuple[PayOutRow, ...]:
    found = (
        select(ComplaintWorker.ordinal, GuaranteeEntry)
        .join(GuaranteeClaimShare, GuaranteeClaimShare.worker_id == ComplaintWorker.id)
        .join(GuaranteeEntry, GuaranteeEntry.share_id == GuaranteeClaimShare.id)
        .where(ComplaintWorker.complaint_id == complaint_id, GuaranteeEntry.kind == EntryKind.PAID_OUT)
        .order_by(GuaranteeEntry.id)
    )
    rows = [(worker, entry) for worker, entry in session.execute(found)]
    handed_on = _handed_on(session, [entry.id for _worker, entry in rows])
    left = [(worker, entry, entry.minor - handed_on.get(entry.id, 0)) for worker, entry in rows]
    return tuple(
        PayOutRow(entry.id, worker, Money(minor, entry.currency), entry.on, entry.reference)
        for worker, entry, minor in left
        if minor > 0
    )


def _handed_on(session: Session, entries: Sequence[uuid.UUID]) -> dict[Any, int]:
    payment = ComplaintPayment
    found = (
        select(payment.entry_id, func.sum(payment.minor))
        .where(payment.entry_id.in_(entries), payment.set_aside_by.is_(None))
        .group_by(payment.entry_id)
    )
    return {entry: int(minor) for entry, minor in session.execute(found)}
