"""What every verb of a complaint needs: the record, its events, one more event, the rule book's consequences."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.attachments.models import Attachment
from registry_app.complaints.deadlines import Happened, must_follow, state_on
from registry_app.complaints.models import (
    Complaint,
    ComplaintAllegation,
    ComplaintEvent,
    ComplaintRespondent,
    ComplaintWorker,
)
from registry_app.complaints.rules import MOVED_TO, STATE_WORDS, EventKind, State, move
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import clean_text
from registry_app.core.texts import _, bare, say
from registry_app.measures.proposals import ProposalDraft, propose
from registry_app.offices.service import must_not_be_recused
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.values import UNKNOWN, Consequence

LONG = 8_000


@dataclass(frozen=True)
class EventPapers:
    """What an event rests on."""

    provision: str = ""
    reason: str = ""
    to_whom: str = ""
    answer_due_on: date | None = None
    service_id: uuid.UUID | None = None
    letter_id: uuid.UUID | None = None
    attachment_id: uuid.UUID | None = None


def get_record(session: Session, actor: Actor, complaint_id: uuid.UUID) -> Complaint:
    """The complaint, locked until the transaction ends; `NotFound`, or `NotPermitted` for an officer who stands aside."""
    found = session.scalars(select(Complaint).where(Complaint.id == complaint_id).with_for_update()).one_or_none()
    if found is None:
        raise NotFound(_("There is no such complaint."), hint=_("Read the list of complaints again."))
    agencies = [each.agency_id for each in respondents_of(session, found) if each.agency_id is not None]
    must_not_be_recused(session, actor, found.id, *agencies)
    return found


def respondents_of(session: Session, complaint: Complaint) -> list[ComplaintRespondent]:
    """The respondents in their order."""
    found = select(ComplaintRespondent).where(ComplaintRespondent.complaint_id == complaint.id)
    return list(session.scalars(found.order_by(ComplaintRespondent.ordinal)))


def workers_of(session: Session, complaint: Complaint) -> list[ComplaintWorker]:
    """The workers in their order."""
    found = select(ComplaintWorker).where(ComplaintWorker.complaint_id == complaint.id)
    return list(session.scalars(found.order_by(ComplaintWorker.ordinal)))


def get_worker(session: Session, complaint: Complaint, ordinal: int) -> ComplaintWorker:
    """A worker of the complaint by his ordinal, or `NotFound`."""
    for worker in workers_of(session, complaint):
        if worker.ordinal == ordinal:
            return worker
    raise NotFound(
        say(_("Complaint {number} has no worker {ordinal}."), number=complaint.number, ordinal=ordinal),
        hint=_("Its workers are numbered from 1."),
    )


def allegations_of(session: Session, complaint: Complaint) -> list[ComplaintAllegation]:
    """The allegations that stand, in their order."""
    found = select(ComplaintAllegation).where(
        ComplaintAllegation.complaint_id == complaint.id, ComplaintAllegation.set_aside_by.is_(None)
    )
    return list(session.scalars(found.order_by(ComplaintAllegation.ordinal)))


def get_allegation(session: Session, complaint: Complaint, ordinal: int) -> ComplaintAllegation:
    """An allegation of the complaint by its ordinal, or `NotFound`."""
    for allegation in allegations_of(session, complaint):
        if allegation.ordinal == ordinal:
            return allegation
    raise NotFound(
        say(_("Complaint {number} has no allegation {ordinal}."), number=complaint.number, ordinal=ordinal),
        hint=_("Its allegations are numbered from 1."),
    )


def events_of(session: Session, complaint_id: uuid.UUID) -> list[Happened]:
    """Its events as plain values."""
    found = select(ComplaintEvent).where(ComplaintEvent.complaint_id == complaint_id)
    return [
        Happened(event.kind, event.on, event.recorded_at, event.set_aside_by is not None)
        for event in session.scalars(found.order_by(ComplaintEvent.recorded_at, ComplaintEvent.id))
    ]


def current_state(session: Session, complaint: Complaint) -> State:
    """Where it stands by everything recorded so far."""
    return state_on(events_of(session, complaint.id), date.max) or State.RECEIVED


def add_event(
    session: Session,
    actor: Actor,
    complaint: Complaint,
    kind: EventKind,
    on: date,
    papers: EventPapers | None = None,
) -> ComplaintEvent:
    """Write down one step; `RuleBroken` where the procedure allows no such step, `BadInput` for an impossible day."""
    happened, papers = events_of(session, complaint.id), papers or EventPapers()
    if kind is not EventKind.RECEIVED:
        must_follow(happened, kind, on, actor.today)
        if kind in MOVED_TO:
            move(current_state(session, complaint), MOVED_TO[kind])
    event = ComplaintEvent(
        complaint_id=complaint.id,
        kind=kind,
        on=on,
        officer_id=actor.id,
        provision=clean_text(papers.provision, what=_("provision")),
        reason=clean_text(papers.reason, what=_("reason"), limit=LONG),
        to_whom=clean_text(papers.to_whom, what=_("addressee")),
        answer_due_on=papers.answer_due_on,
        service_id=papers.service_id,
        letter_id=papers.letter_id,
        attachment_id=papers.attachment_id,
        set_aside_by=None,
    )
    session.add(event)
    session.flush()
    return event


def must_be_open(session: Session, complaint: Complaint, doing: str) -> State:
    """The state of a complaint on which work still goes on; `RuleBroken` for one that is closed or inadmissible."""
    state = current_state(session, complaint)
    if state in (State.CLOSED, State.INADMISSIBLE):
        raise RuleBroken(
            say(
                _("Complaint {number} is {state}: {doing} is not possible."),
                number=complaint.number,
                state=_(STATE_WORDS[state]),
                doing=doing,
            ),
            hint=_("Reopen it first, with a reason, where the law allows it."),
        )
    return state


def must_have_file(session: Session, attachment_id: uuid.UUID | None, what: str) -> None:
    """Raise `BadInput` unless the file is in the register and stands."""
    attachment = session.get(Attachment, attachment_id) if attachment_id is not None else None
    if attachment is None or attachment.set_aside_on is not None:
        raise BadInput(say(_("The {what} is not in the register."), what=what), hint=_("Add it as a file first."))


def propose_consequences(
    session: Session, actor: Actor, complaint: Complaint, key: str, ground: str, reason: str
) -> list[uuid.UUID]:
    """Write a proposal for each consequence the rule book attaches (`key`), to each agency complained of.

    `ground` limits it to the consequences of one ground; empty takes all.
    """
    listed = get_rules(session, actor.today).answer(key, actor.today).listed(Consequence)
    if listed is UNKNOWN:
        return []
    return [
        propose_one(session, actor, complaint, respondent, consequence, reason)
        for respondent in respondents_of(session, complaint)
        if respondent.agency_id is not None
        for consequence in listed
        if not ground or consequence.ground == ground
    ]


def propose_one(
    session: Session,
    actor: Actor,
    complaint: Complaint,
    respondent: ComplaintRespondent,
    consequence: Consequence,
    reason: str,
    due_on: date | None = None,
) -> uuid.UUID:
    """One proposal, the same for the same cause however often it is computed."""
    agency: Any = respondent.agency_id
    return propose(
        session,
        actor,
        ProposalDraft(
            key=f"complaint:{complaint.id.hex}:{consequence.action}:{consequence.ground or '-'}:{agency.hex}",
            kind=consequence.action,
            subject_table="agency",
            subject_id=agency,
            provision=consequence.provision,
            reason=bare(reason),
            force=consequence.force,
            agency_id=agency,
            cause_table=Complaint.__tablename__,
            cause_id=complaint.id,
            due_on=due_on,
        ),
    )
