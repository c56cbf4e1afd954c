"""Reading the registers of letters, slips and services."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from registry_app.core.errors import NotFound
from registry_app.core.names import search_key
from registry_app.core.texts import _, say, shortened
from registry_app.correspondence.models import (
    HandInItem,
    HandInSlip,
    Letter,
    Service,
    ServiceAttempt,
)
from registry_app.correspondence.rules import (
    Attempt,
    Direction,
    NotServed,
    PaperState,
    Served,
    ServiceLaw,
    service_day,
)
from registry_app.rulebook.queries import find_adoption, get_rules
from registry_app.rulebook.values import UNKNOWN, Item


@dataclass(frozen=True)
class LetterRow:
    """A line of a register; `answered_by` are the numbers of the letters that answer it."""

    id: uuid.UUID
    direction: str
    number: str
    registered_at: datetime
    correspondent: str
    about: str
    mode: str
    enclosures: int
    reference: str
    done_on: date | None
    posted_on: date | None
    received_first_on: date | None
    received_first_at: str
    received_here_at: datetime | None
    answers: str
    answered_by: tuple[str, ...]
    answer_due: date | None
    subject_table: str
    subject_id: uuid.UUID | None
    voided_on: date | None


@dataclass(frozen=True)
class SlipRow:
    """A hand-in slip with its papers."""

    id: uuid.UUID
    letter: str
    received_at: datetime
    brought_by: str
    identity_seen: str
    power_of_attorney_id: uuid.UUID | None
    papers: tuple[PaperRow, ...]


@dataclass(frozen=True)
class PaperRow:
    """A paper on a slip."""

    paper: str
    state: str
    copies: int
    original_seen: bool
    original_returned: bool
    attachment_id: uuid.UUID | None


@dataclass(frozen=True)
class AttemptRow:
    """An attempt at service as the card shows it."""

    id: uuid.UUID
    attempted_on: date
    minute_of_day: int | None
    mode: str
    outcome: str
    served_by: str
    served_on: str
    capacity: str
    place: str
    reference: str
    proof_id: uuid.UUID | None
    set_aside_on: date | None
    set_aside_reason: str


@dataclass(frozen=True)
class ServiceCard:
    """A service with what is proven: `served_on` None means that no term runs from it, and `why` says why."""

    id: uuid.UUID
    document: str
    document_number: str
    addressee: str
    ordered_on: date
    served_on: date | None
    deemed: bool
    provision: str
    why: str
    attempts: tuple[AttemptRow, ...]


def list_letters(
    session: Session,
    direction: Direction | None = None,
    *,
    subject_id: uuid.UUID | None = None,
    before: tuple[datetime, uuid.UUID] | None = None,
    limit: int = 100,
) -> list[LetterRow]:
    """Lines of a register, newest first; `before` is (registered_at, id) of the last line of the page before."""
    found = select(Letter).order_by(Letter.registered_at.desc(), Letter.id.desc()).limit(limit)
    if direction is not None:
        found = found.where(Letter.direction == direction)
    if subject_id is not None:
        found = found.where(Letter.subject_id == subject_id)
    if before is not None:
        moment, last = before
        found = found.where(or_(Letter.registered_at < moment, and_(Letter.registered_at == moment, Letter.id < last)))
    return _letter_rows(session, list(session.scalars(found)))


def find_letter(session: Session, number: str) -> LetterRow | None:
    """A letter by its number, as it was typed."""
    found = session.scalars(select(Letter).where(Letter.number == number.strip().upper())).first()
    return _letter_rows(session, [found])[0] if found else None


def get_letter(session: Session, number: str) -> LetterRow:
    """The same, or `NotFound`."""
    found = find_letter(session, number)
    if found is None:
        raise NotFound(say(_("There is no letter {number}."), number=shortened(number)), hint=_("Check the number."))
    return found


def number_of(session: Session, letter_id: uuid.UUID) -> str:
    """The number of a letter just entered."""
    return session.get_one(Letter, letter_id).number


def list_unanswered(session: Session, on: date) -> list[LetterRow]:
    """Inward letters whose answer was due by a day and that no letter answers."""
    answers = select(Letter.answers_id).where(Letter.answers_id.is_not(None), Letter.voided_on.is_(None))
    found = select(Letter).where(
        Letter.direction == Direction.INWARD,
        Letter.answer_due <= on,
        Letter.voided_on.is_(None),
        Letter.id.not_in(answers),
    )
    return _letter_rows(session, list(session.scalars(found.order_by(Letter.answer_due, Letter.id))))


def _letter_rows(session: Session, letters: list[Letter]) -> list[LetterRow]:
    ids = [letter.id for letter in letters]
    answered: dict[uuid.UUID, list[str]] = {}
    answers = select(Letter.answers_id, Letter.number).where(Letter.answers_id.in_(ids), Letter.voided_on.is_(None))
    for answered_id, number in session.execute(answers.order_by(Letter.number)):
        if answered_id is not None:
            answered.setdefault(answered_id, []).append(number)
    origins = [letter.answers_id for letter in letters if letter.answers_id]
    numbers = {
        each.id: each.number for each in session.execute(select(Letter.id, Letter.number).where(Letter.id.in_(origins)))
    }
    return [
        LetterRow(
            id=letter.id,
            direction=letter.direction.value,
            number=letter.number,
            registered_at=letter.registered_at,
            correspondent=letter.correspondent,
            about=letter.about,
            mode=letter.mode.value,
            enclosures=letter.enclosures,
            reference=letter.reference,
            done_on=letter.done_on,
            posted_on=letter.posted_on,
            received_first_on=letter.received_first_on,
            received_first_at=letter.received_first_at,
            received_here_at=letter.received_here_at,
            answers=numbers[letter.answers_id] if letter.answers_id else "",
            answered_by=tuple(answered.get(letter.id, ())),
            answer_due=letter.answer_due,
            subject_table=letter.subject_table,
            subject_id=letter.subject_id,
            voided_on=letter.voided_on,
        )
        for letter in letters
    ]


def list_slips(session: Session, letter_id: uuid.UUID) -> list[SlipRow]:
    """The hand-in slips of a letter, oldest first."""
    slips = session.execute(
        select(HandInSlip, Letter.number)
        .join(Letter, Letter.id == HandInSlip.letter_id)
        .where(HandInSlip.letter_id == letter_id)
        .order_by(HandInSlip.received_at, HandInSlip.id)
    ).all()
    return [
        SlipRow(
            slip.id,
            number,
            slip.received_at,
            slip.brought_by,
            slip.identity_seen,
            slip.power_of_attorney_id,
            tuple(
                PaperRow(
                    item.paper,
                    item.state.value,
                    item.copies,
                    item.original_seen,
                    item.original_returned,
                    item.attachment_id,
                )
                for item in session.scalars(
                    select(HandInItem).where(HandInItem.slip_id == slip.id).order_by(HandInItem.position)
                )
            ),
        )
        for slip, number in slips
    ]


def list_missing(session: Session, subject_id: uuid.UUID) -> list[str]:
    """Papers that were missing on a slip of this record's letters and that no later slip brought."""
    found = session.execute(
        select(HandInItem.paper, HandInItem.state)
        .join(HandInSlip, HandInSlip.id == HandInItem.slip_id)
        .join(Letter, Letter.id == HandInSlip.letter_id)
        .where(Letter.subject_id == subject_id, Letter.voided_on.is_(None))
        .order_by(HandInSlip.received_at, HandInSlip.id, HandInItem.position)
    )
    missing: dict[str, str] = {}
    for paper, state in found:
        if state is PaperState.MISSING:
            missing[search_key(paper)] = paper
        else:
            missing.pop(search_key(paper), None)
    return list(missing.values())


def service_law(session: Session, on: date) -> ServiceLaw:
    """What the rule book in use says about service; everything `UNKNOWN` where no rule book applies."""
    if find_adoption(session, on) is None:
        return ServiceLaw()
    rules = get_rules(session, on)
    modes = rules.answer("service.modes", on).listed(Item)
    return ServiceLaw(
        modes=UNKNOWN if modes is UNKNOWN else frozenset(item.code for item in modes),
        deemed=rules.answer("service.deemed", on).listed(Item),
    )


def attempts_of(session: Session, service_id: uuid.UUID) -> list[Attempt]:
    """The attempts at a service as rules see them."""
    found = select(ServiceAttempt).where(ServiceAttempt.service_id == service_id).order_by(ServiceAttempt.attempted_on)
    return [
        Attempt(each.attempted_on, each.mode, each.outcome, each.proof_id is not None, each.set_aside_on is not None)
        for each in session.scalars(found)
    ]


def outcome_of(session: Session, service_id: uuid.UUID) -> Served | NotServed:
    """When a document was served, for terms that run from it; `NotServed` gives the reason why they do not run."""
    service = session.get(Service, service_id)
    if service is None:
        raise NotFound(_("There is no such service."), hint=_("Order the service of the document first."))
    proven = service_day(attempts_of(session, service_id), service_law(session, service.ordered_on))
    if isinstance(proven, NotServed) and service.deemed_on is not None:
        return Served(service.deemed_on, None, deemed=True, provision=service.deemed_provision)
    return proven


def service_card(session: Session, service_id: uuid.UUID) -> ServiceCard:
    """A service with its attempts and what they prove."""
    outcome = outcome_of(session, service_id)
    service = session.get_one(Service, service_id)
    attempts = session.scalars(
        select(ServiceAttempt)
        .where(ServiceAttempt.service_id == service_id)
        .order_by(ServiceAttempt.attempted_on, ServiceAttempt.id)
    )
    return ServiceCard(
        id=service.id,
        document=service.document,
        document_number=service.document_number,
        addressee=service.addressee,
        ordered_on=service.ordered_on,
        served_on=outcome.day if isinstance(outcome, Served) else None,
        deemed=isinstance(outcome, Served) and outcome.deemed,
        provision=outcome.provision if isinstance(outcome, Served) else "",
        why="" if isinstance(outcome, Served) else outcome.reason,
        attempts=tuple(
            AttemptRow(
                each.id,
                each.attempted_on,
                each.minute_of_day,
                each.mode.value,
                each.outcome.value,
                each.served_by,
                each.served_on,
                each.capacity,
                each.place,
                each.reference,
                each.proof_id,
                each.set_aside_on,
                each.set_aside_reason,
            )
            for each in attempts
        ),
    )


def list_services(session: Session, document_id: uuid.UUID) -> list[uuid.UUID]:
    """The services of a document, oldest first."""
    return list(session.scalars(select(Service.id).where(Service.document_id == document_id).order_by(Service.id)))
