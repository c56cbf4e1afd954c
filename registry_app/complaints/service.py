"""Receiving a complaint with its sealed identities, and its steps up to the hearing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from registry_app.access import custodians
from registry_app.complaints.drafts import AllegationDraft, ComplaintDraft, RespondentDraft, SumDraft
from registry_app.complaints.intake import check_intake
from registry_app.complaints.models import (
    Complaint,
    ComplaintAllegation,
    ComplaintRespondent,
    ComplaintSum,
    ComplaintWorker,
)
from registry_app.complaints.rules import ComplainantKind, EventKind
from registry_app.complaints.secrecy import Identity
from registry_app.complaints.steps import (
    LONG,
    EventPapers,
    add_event,
    get_record,
    get_worker,
    must_be_open,
    must_have_file,
    propose_consequences,
)
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say
from registry_app.offices.service import take_number
from registry_app.proceedings.service import proven_day
from registry_app.store import unit


def receive(session: Session, actor: Actor, draft: ComplaintDraft) -> uuid.UUID:
    """Take in a complaint: names go into sealed boxes, everybody else sees pseudonyms.

    Raises `BadInput` where a text names whom the register seals, `RuleBroken` where the law lets such a complaint not
    be brought.
    """
    actor.must("complaint:receive")
    check_intake(session, actor.today, draft)
    number = take_number(session, actor, "complaint")
    complaint = Complaint(
        number=number,
        channel=draft.channel,
        oral=draft.oral,
        language=clean_text(draft.language, what=_("language")),
        done_on=draft.done_on,
        received_first_on=draft.received_first_on,
        received_first_at=clean_text(draft.received_first_at, what=_("place where it was received first")),
        received_on=draft.received_on,
        written_by=actor.id,
        signed_on=None,
        signed_record_id=None,
        complainant_kind=draft.complainant_kind,
        pseudonym=_complainant_called(number, draft),
        relation=clean_text(draft.relation, what=_("relation")),
        authority=clean_text(draft.authority, what=_("authority")),
        authority_id=draft.authority_id,
        identity=_sealed(session, draft.complainant),
        safe_contact=bool(draft.complainant and draft.complainant.safe_contact),
        letter_id=draft.letter_id,
        file_id=draft.file_id,
    )
    session.add(complaint)
    session.flush()
    workers = _add_workers(session, complaint, draft)
    _add_respondents(session, complaint, draft.respondents)
    _add_allegations(session, complaint, workers, draft.allegations)
    add_event(session, actor, complaint, EventKind.RECEIVED, draft.received_on)
    unit.verb(
        session,
        "complaint:received",
        complaint,
        label=number,
        workers=len(workers),
        categories=sorted({each.category for each in draft.allegations}),
    )
    return complaint.id


def _complainant_called(number: str, draft: ComplaintDraft) -> str:
    if draft.complainant_kind is ComplainantKind.OWN_INITIATIVE:
        return ""
    return f"{number}/C" if draft.complainant else f"{number}/W1"


def _sealed(session: Session, identity: Identity | None) -> bytes | None:
    return None if identity is None else custodians.seal(session, identity.values())


def _add_workers(session: Session, complaint: Complaint, draft: ComplaintDraft) -> list[ComplaintWorker]:
    workers = [
        ComplaintWorker(
            complaint_id=complaint.id,
            ordinal=ordinal,
            pseudonym=f"{complaint.number}/W{ordinal}",
            sex=worker.sex,
            age_group=worker.age_group,
            destination=clean_text(worker.destination, what=_("destination")),
            occupation=clean_text(worker.occupation, what=_("occupation")),
            whereabouts=clean_text(worker.whereabouts, what=_("whereabouts")),
            recruited_on=worker.recruited_on,
            contract_on=worker.contract_on,
            identity=_sealed(session, worker.identity),
        )
        for ordinal, worker in enumerate(draft.workers, start=1)
    ]
    session.add_all(workers)
    session.flush()
    return workers


def _add_respondents(session: Session, complaint: Complaint, respondents: Sequence[RespondentDraft]) -> None:
    for ordinal, respondent in enumerate(respondents, start=1):
        session.add(
            ComplaintRespondent(
                complaint_id=complaint.id,
                ordinal=ordinal,
                kind=respondent.kind,
                agency_id=respondent.agency_id,
                employer_id=respondent.employer_id,
                agent_id=respondent.agent_id,
                typed_name=clean_text(respondent.typed_name, what=_("respondent's name")),
                country=clean_text(respondent.country, what=_("country")),
            )
        )
    session.flush()


def _add_allegations(
    session: Session, complaint: Complaint, workers: Sequence[ComplaintWorker], drafts: Sequence[AllegationDraft]
) -> None:
    for ordinal, draft in enumerate(drafts, start=1):
        allegation = ComplaintAllegation(
            complaint_id=complaint.id,
            worker_id=workers[draft.worker - 1].id,
            ordinal=ordinal,
            category=draft.category,
            from_on=draft.from_on,
            through_on=draft.through_on,
            known_on=draft.known_on,
            place=clean_text(draft.place, what=_("place")),
            country=clean_text(draft.country, what=_("country")),
            facts=required_text(draft.facts, what=_("facts"), limit=LONG),
            relief=clean_text(draft.relief, what=_("relief sought"), limit=LONG),
            set_aside_by=None,
        )
        session.add(allegation)
        session.flush()
        session.add_all([_sum(allegation, each) for each in draft.sums])
        session.flush()


def _sum(allegation: ComplaintAllegation, draft: SumDraft) -> ComplaintSum:
    return ComplaintSum(
        allegation_id=allegation.id,
        kind=draft.kind,
        minor=draft.amount.minor,
        currency=draft.amount.currency,
        item=required_text(draft.item, what=_("purpose of the sum")),
        on=draft.on,
        attachment_id=draft.attachment_id,
        settlement_id=None,
        decision_id=None,
        set_aside_by=None,
    )


# -- its steps ---------------------------------------------------------------------------------------------------


def sign(session: Session, actor: Actor, complaint_id: uuid.UUID, attachment_id: uuid.UUID, on: date) -> None:
    """Keep the paper on which the officer wrote an oral complaint and the complainant signed it (art. 43(2))."""
    actor.must("complaint:receive")
    complaint = get_record(session, actor, complaint_id)
    must_have_file(session, attachment_id, _("signed paper"))
    if not complaint.received_on <= on <= actor.today:
        raise BadInput(_("It was signed on the day it was received or later."), hint=_("Check the day."))
    complaint.signed_on, complaint.signed_record_id = on, attachment_id
    session.flush()
    unit.verb(session, "complaint:signed", complaint, label=complaint.number)


def acknowledge(
    session: Session, actor: Actor, complaint_id: uuid.UUID, on: date, papers: EventPapers | None = None
) -> None:
    """Tell the complainant that the complaint was received; an oral one must be signed first.

    What the law does while a complaint is pending is proposed now (article 46(1) in Ethiopia).
    """
    actor.must("complaint:receive")
    complaint = get_record(session, actor, complaint_id)
    if complaint.oral and complaint.signed_record_id is None:
        raise RuleBroken(
            say(_("Complaint {number} was made by word of mouth and is not signed."), number=complaint.number),
            hint=_("Print what was written down, read it to the complainant, have it signed and add it as a file."),
        )
    add_event(session, actor, complaint, EventKind.ACKNOWLEDGED, on, papers)
    unit.verb(session, "complaint:acknowledged", complaint, label=complaint.number)
    reason = say(_("Complaint {number} is pending."), number=complaint.number)
    propose_consequences(session, actor, complaint, "complaint.interim", "pending_complaint", reason)


SERVED: Final = (EventKind.RESPONDENT_NOTIFIED, EventKind.SUMMONS_SERVED, EventKind.ORDER_SERVED)


def record_served(
    session: Session, actor: Actor, complaint_id: uuid.UUID, kind: EventKind, service_id: uuid.UUID
) -> date:
    """Bind a proven service (notification, summons, order) to the complaint; its day starts the terms.

    Raises `RuleBroken` without proof: a term that runs from service is not running then.
    """
    actor.must("service:record")
    if kind not in SERVED:
        message = f"{kind} is not served"
        raise ValueError(message)
    complaint = get_record(session, actor, complaint_id)
    must_be_open(session, complaint, _("serving"))
    served_on = proven_day(session, service_id, complaint)
    add_event(session, actor, complaint, kind, served_on, EventPapers(service_id=service_id))
    unit.verb(session, f"complaint:{kind.value}", complaint, label=complaint.number, on=served_on.isoformat())
    return served_on


STEPS: Final = {
    EventKind.CONCILIATION_OPENED: "complaint:conciliate",
    EventKind.CONCILIATION_FAILED: "complaint:conciliate",
    EventKind.HEARING_OPENED: "complaint:conciliate",
    EventKind.DEFENCE_RECEIVED: "complaint:conciliate",
    EventKind.EXECUTION_OPENED: "complaint:conciliate",
    EventKind.REFERRED: "complaint:conciliate",
    EventKind.FOUND_INADMISSIBLE: "complaint:decide",
}


def take_step(
    session: Session,
    actor: Actor,
    complaint_id: uuid.UUID,
    kind: EventKind,
    on: date,
    papers: EventPapers | None = None,
) -> None:
    """One step of the procedure that needs nothing but its day and its papers.

    A referral names the body and the day its answer is due; inadmissibility names its provision and reason.
    """
    actor.must(STEPS[kind])
    complaint, papers = get_record(session, actor, complaint_id), papers or EventPapers()
    if kind is EventKind.REFERRED:
        required_text(papers.to_whom, what=_("body it is referred to"))
    if kind is EventKind.FOUND_INADMISSIBLE:
        required_text(papers.provision, what=_("provision"))
        required_text(papers.reason, what=_("reason"), limit=LONG)
    must_be_open(session, complaint, _("another step"))
    add_event(session, actor, complaint, kind, on, papers)
    unit.verb(session, f"complaint:{kind.value}", complaint, label=complaint.number, on=on.isoformat())


def open_identity(
    session: Session, actor: Actor, complaint_id: uuid.UUID, worker: int | None, private: bytes, reason: str
) -> dict[str, Any]:
    """Open one sealed identity as a custodian, with a reason that stays in the journal; `worker` None: the complainant."""
    actor.must("identity:open")
    complaint = get_record(session, actor, complaint_id)
    subject = complaint if worker is None else get_worker(session, complaint, worker)
    if subject.identity is None:
        raise NotFound(
            _("No identity was sealed here."), hint=_("Nobody gave a name, or the complainant is one of the workers.")
        )
    return custodians.open_sealed(session, actor, subject, subject.identity, private, reason)
