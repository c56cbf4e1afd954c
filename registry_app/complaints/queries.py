"""Reading complaints: by pseudonym only. What is sealed is never read here."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.agencies.queries import family
from registry_app.complaints.deadlines import Deadline, Happened, deadlines, law_events, state_on, term_end
from registry_app.complaints.models import (
    Complaint,
    ComplaintDecision,
    ComplaintOutcome,
    ComplaintPayment,
    ComplaintRespondent,
    ComplaintSettlement,
    ComplaintSum,
    ComplaintWorker,
    WorkerAcknowledgement,
)
from registry_app.complaints.money import FiveSums, PaymentRow, SumRow, money_table
from registry_app.complaints.rules import (
    AgeGroup,
    Channel,
    ComplainantKind,
    OutcomeKind,
    RespondentKind,
    Sex,
    State,
    SumKind,
)
from registry_app.complaints.steps import allegations_of, events_of, respondents_of, workers_of
from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import NotFound
from registry_app.core.money import Money
from registry_app.core.texts import _, say, shortened
from registry_app.employers.models import Employer
from registry_app.offices.queries import work_calendar
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.terms import LastDay, Outcome


@dataclass(frozen=True)
class ComplaintRow:
    """A complaint as lists show it on a day."""

    id: uuid.UUID
    number: str
    received_on: date
    channel: Channel
    complainant_kind: ComplainantKind
    state: State | None
    workers: int
    respondents: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True)
class WorkerRow:
    """A worker as everybody may see him."""

    ordinal: int
    pseudonym: str
    sex: Sex
    age_group: AgeGroup
    destination: str
    occupation: str
    whereabouts: str
    sealed: bool


@dataclass(frozen=True)
class RespondentRow:
    """A respondent by the register's name, or as typed."""

    ordinal: int
    kind: RespondentKind
    name: str
    number: str
    country: str


@dataclass(frozen=True)
class AllegationRow:
    """An allegation with its outcome, None while there is none."""

    ordinal: int
    worker: str
    category: str
    from_on: date | None
    through_on: date | None
    place: str
    country: str
    facts: str
    relief: str
    outcome: OutcomeKind | None


@dataclass(frozen=True)
class ComplaintCard:
    """Everything about one complaint but who complains."""

    row: ComplaintRow
    pseudonym: str
    oral: bool
    language: str
    signed_on: date | None
    workers: tuple[WorkerRow, ...]
    respondents: tuple[RespondentRow, ...]
    allegations: tuple[AllegationRow, ...]
    events: tuple[Happened, ...]
    terms: tuple[Deadline, ...]
    money: tuple[FiveSums, ...]
    payments: tuple[PaymentRow, ...]


def get_complaint(session: Session, number: str) -> uuid.UUID:
    """The complaint of a number, or `NotFound`."""
    found = session.scalars(select(Complaint.id).where(Complaint.number == number)).one_or_none()
    if found is None:
        raise NotFound(
            say(_("There is no complaint {number}."), number=shortened(number)),
            hint=_("List them: registry complaint list."),
        )
    return found


def number_of(session: Session, complaint_id: uuid.UUID) -> str:
    """The number of a complaint that is there."""
    return session.get_one(Complaint, complaint_id).number


def worker_ids(session: Session, complaint_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """The workers of a complaint by their pseudonyms."""
    workers = session.scalars(select(ComplaintWorker).where(ComplaintWorker.complaint_id == complaint_id))
    return {worker.pseudonym: worker.id for worker in workers}


def list_complaints(
    session: Session, on: date, agency_id: uuid.UUID | None = None, known: datetime | None = None
) -> list[ComplaintRow]:
    """Complaints as they stood on a day, as known at that moment (None: now), by number."""
    found = select(Complaint).where(Complaint.received_on <= on).order_by(Complaint.number)
    if known is not None:
        found = found.where(Complaint.recorded_at <= known)
    if agency_id is not None:
        against = select(ComplaintRespondent.complaint_id).where(
            ComplaintRespondent.agency_id.in_(family(session, agency_id))
        )
        found = found.where(Complaint.id.in_(against))
    return [_row(session, complaint, on, known) for complaint in session.scalars(found)]


def _row(session: Session, complaint: Complaint, on: date, known: datetime | None = None) -> ComplaintRow:
    return ComplaintRow(
        complaint.id,
        complaint.number,
        complaint.received_on,
        complaint.channel,
        complaint.complainant_kind,
        state_on(events_of(session, complaint.id), on, known),
        len(workers_of(session, complaint)),
        tuple(respondent.name for respondent in respondent_rows(session, complaint)),
        tuple(sorted({allegation.category for allegation in allegations_of(session, complaint)})),
    )


def complaint_card(session: Session, complaint_id: uuid.UUID, on: date) -> ComplaintCard:
    """One complaint with its timeline, terms and money table as of a day."""
    complaint = session.get_one(Complaint, complaint_id)
    rules, calendar = get_rules(session, on), work_calendar(session, complaint.office_id)
    happened = events_of(session, complaint_id)
    sums, payments = sum_rows(session, complaint, rules, calendar, on), payment_rows(session, complaint)
    return ComplaintCard(
        _row(session, complaint, on),
        complaint.pseudonym,
        complaint.oral,
        complaint.language,
        complaint.signed_on,
        tuple(_worker(worker) for worker in workers_of(session, complaint)),
        tuple(respondent_rows(session, complaint)),
        tuple(_allegations(session, complaint)),
        tuple(happened),
        tuple(deadlines(rules, happened, calendar, on)),
        tuple(money_table(sums, payments, on)),
        tuple(payments),
    )


def _worker(worker: ComplaintWorker) -> WorkerRow:
    return WorkerRow(
        worker.ordinal,
        worker.pseudonym,
        worker.sex,
        worker.age_group,
        worker.destination,
        worker.occupation,
        worker.whereabouts,
        worker.identity is not None,
    )


def respondent_rows(session: Session, complaint: Complaint) -> list[RespondentRow]:
    """Whom the complaint is against."""
    rows = []
    for respondent in respondents_of(session, complaint):
        agency = session.get(Agency, respondent.agency_id) if respondent.agency_id else None
        employer = session.get(Employer, respondent.employer_id) if respondent.employer_id else None
        name = agency.name if agency else employer.name if employer else respondent.typed_name
        number = agency.number if agency else ""
        rows.append(RespondentRow(respondent.ordinal, respondent.kind, name, number, respondent.country))
    return rows


def _allegations(session: Session, complaint: Complaint) -> list[AllegationRow]:
    workers = {worker.id: worker.pseudonym for worker in workers_of(session, complaint)}
    rows = []
    for allegation in allegations_of(session, complaint):
        outcome = session.scalars(
            select(ComplaintOutcome.kind).where(
                ComplaintOutcome.allegation_id == allegation.id, ComplaintOutcome.set_aside_by.is_(None)
            )
        ).first()
        rows.append(
            AllegationRow(
                allegation.ordinal,
                workers[allegation.worker_id],
                allegation.category,
                allegation.from_on,
                allegation.through_on,
                allegation.place,
                allegation.country,
                allegation.facts,
                allegation.relief,
                outcome,
            )
        )
    return rows


def _own_allegations(session: Session, complaint: Complaint) -> dict[uuid.UUID, tuple[int, str]]:
    workers = {worker.id: worker.pseudonym for worker in workers_of(session, complaint)}
    return {each.id: (each.ordinal, workers[each.worker_id]) for each in allegations_of(session, complaint)}


def sum_rows(
    session: Session,
    complaint: Complaint,
    rules: RuleSet | None = None,
    calendar: WorkCalendar | None = None,
    on: date = date.max,
) -> list[SumRow]:
    """The sums that stand and that were settled or ordered by the day; with rules, also when they are due."""
    own = _own_allegations(session, complaint)
    found = (
        select(ComplaintSum, ComplaintSettlement.settled_on, ComplaintSettlement.due_on, ComplaintDecision.decided_on)
        .outerjoin(ComplaintSettlement, ComplaintSettlement.id == ComplaintSum.settlement_id)
        .outerjoin(ComplaintDecision, ComplaintDecision.id == ComplaintSum.decision_id)
        .where(ComplaintSum.allegation_id.in_(own), ComplaintSum.set_aside_by.is_(None))
        .order_by(ComplaintSum.recorded_at, ComplaintSum.id)
    )
    rows: list[SumRow] = []
    # the outer joins give None where SQLAlchemy's types promise a day
    days: list[date | None]
    for each, *days in session.execute(found):
        settled_on, due_on, decided_on = days
        if (settled_on or decided_on or complaint.received_on) > on:
            continue
        due: Outcome | None = LastDay(due_on) if due_on is not None else None
        if each.kind is SumKind.ORDERED and decided_on is not None and rules is not None and calendar is not None:
            due = _ordered_due(session, complaint, rules, calendar, decided_on, on)
        ordinal, worker = own[each.allegation_id]
        rows.append(SumRow(ordinal, worker, each.kind, Money(each.minor, each.currency), each.item, due))
    return rows


def _ordered_due(
    session: Session, complaint: Complaint, rules: RuleSet, calendar: WorkCalendar, decided_on: date, on: date
) -> Outcome | None:
    proven = law_events(events_of(session, complaint.id), on)
    proven |= {"order_issued": decided_on}
    return term_end(rules, "complaint.execution", proven, calendar, decided_on)


def payment_rows(session: Session, complaint: Complaint) -> list[PaymentRow]:
    """The payments that stand, with the day of the worker's own word where there is one."""
    own = _own_allegations(session, complaint)
    found = (
        select(ComplaintPayment, WorkerAcknowledgement.acknowledged_on)
        .outerjoin(
            WorkerAcknowledgement,
            (WorkerAcknowledgement.subject_id == ComplaintPayment.id)
            & (WorkerAcknowledgement.about == "payment")
            & WorkerAcknowledgement.set_aside_by.is_(None),
        )
        .where(ComplaintPayment.allegation_id.in_(own), ComplaintPayment.set_aside_by.is_(None))
        .order_by(ComplaintPayment.paid_on, ComplaintPayment.id)
    )
    return [
        PaymentRow(
            *own[payment.allegation_id],
            Money(payment.minor, payment.currency),
            payment.source,
            payment.paid_by,
            payment.paid_on,
            payment.reference,
            acknowledged_on,
            payment.id,
        )
        for payment, acknowledged_on in session.execute(found)
    ]


def complaints_against(session: Session, agency_id: uuid.UUID) -> Sequence[Complaint]:
    """Every complaint in which the agency, or a duplicate merged into it, is a respondent, by number."""
    against = select(ComplaintRespondent.complaint_id).where(
        ComplaintRespondent.agency_id.in_(family(session, agency_id))
    )
    return session.scalars(select(Complaint).where(Complaint.id.in_(against)).order_by(Complaint.number)).all()
