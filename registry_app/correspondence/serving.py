"""Service with proof: ordering it, recording attempts, and the officer's act that a rule deems it done."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from registry_app.attachments.models import Attachment
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say
from registry_app.correspondence import queries
from registry_app.correspondence.models import Service, ServiceAttempt
from registry_app.correspondence.rules import (
    AttemptOutcome,
    Mode,
    NotServed,
    Subject,
    deemed_day,
    refuse_impossible_days,
)
from registry_app.offices.queries import work_calendar
from registry_app.store import unit

_LONG = 2_000
_MINUTES = 24 * 60


@dataclass(frozen=True)
class AttemptDraft:
    """An attempt as the paper that came back tells it; `minute_of_day` where the hour was noted."""

    on: date
    mode: Mode
    outcome: AttemptOutcome
    served_by: str
    served_on: str = ""
    capacity: str = ""
    place: str = ""
    reference: str = ""
    minute_of_day: int | None = None
    proof_id: uuid.UUID | None = None


def order_service(
    session: Session,
    actor: Actor,
    *,
    document: str,
    document_number: str,
    addressee: str,
    document_is: Subject | None = None,
    addressee_is: Subject | None = None,
    copy_id: uuid.UUID | None = None,
    letter_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Order that a document be served; `copy_id` is the exact copy of what goes out."""
    actor.must("service:record")
    service = Service(
        document=required_text(document, what=_("document")),
        document_number=clean_text(document_number, what=_("number of the document")),
        document_table=document_is.table if document_is else "",
        document_id=document_is.id if document_is else None,
        copy_id=copy_id,
        letter_id=letter_id,
        addressee=required_text(addressee, what=_("addressee")),
        addressee_table=addressee_is.table if addressee_is else "",
        addressee_id=addressee_is.id if addressee_is else None,
        ordered_on=actor.today,
        deemed_on=None,
        deemed_provision="",
    )
    session.add(service)
    session.flush()
    unit.verb(session, "service:ordered", service, label=service.document_number, document=service.document)
    return service.id


def record_attempt(session: Session, actor: Actor, service_id: uuid.UUID, draft: AttemptDraft) -> uuid.UUID:
    """Record an attempt at service. Without a proof it is recorded, but no term runs from it.

    An attempt before the order is taken: services made before the register began are entered later.
    """
    actor.must("service:record")
    service = get_service(session, service_id)
    refuse_impossible_days(((_("Attempt"), draft.on),), actor.today)
    if draft.minute_of_day is not None and not 0 <= draft.minute_of_day < _MINUTES:
        raise BadInput(_("A day has no such hour."), hint=_("Write the hour from 00:00 to 23:59."))
    if draft.outcome is AttemptOutcome.SERVED and not draft.served_on.strip():
        raise BadInput(
            _("Who took the document is missing."), hint=_("Write the name on the receipt, and in which capacity.")
        )
    if draft.proof_id is not None and session.get(Attachment, draft.proof_id) is None:
        raise NotFound(_("There is no such attachment."), hint=_("Attach the proof of service first."))
    attempt = ServiceAttempt(
        service_id=service.id,
        attempted_on=draft.on,
        minute_of_day=draft.minute_of_day,
        mode=draft.mode,
        outcome=draft.outcome,
        served_by=required_text(draft.served_by, what=_("name of the server")),
        served_on=clean_text(draft.served_on, what=_("name of the receiver")),
        capacity=clean_text(draft.capacity, what=_("capacity of the receiver")),
        place=clean_text(draft.place, what=_("place")),
        reference=clean_text(draft.reference, what=_("reference")),
        proof_id=draft.proof_id,
        set_aside_on=None,
        set_aside_reason="",
    )
    session.add(attempt)
    session.flush()
    unit.verb(
        session,
        "service:attempted",
        service,
        label=service.document_number,
        outcome=draft.outcome.value,
        mode=draft.mode.value,
        on=draft.on.isoformat(),
        proven=draft.proof_id is not None,
    )
    return attempt.id


def prove_attempt(session: Session, actor: Actor, attempt_id: uuid.UUID, proof_id: uuid.UUID) -> None:
    """Add the proof that came back later; one that is there is not replaced."""
    actor.must("service:record")
    attempt = _get_attempt(session, attempt_id)
    if attempt.proof_id is not None:
        raise RuleBroken(
            _("This attempt has its proof already."),
            hint=_("Set the attempt aside with the reason and record it anew."),
        )
    if session.get(Attachment, proof_id) is None:
        raise NotFound(_("There is no such attachment."), hint=_("Attach the proof of service first."))
    attempt.proof_id = proof_id
    unit.verb(session, "service:proven", get_service(session, attempt.service_id), on=attempt.attempted_on.isoformat())


def set_attempt_aside(session: Session, actor: Actor, attempt_id: uuid.UUID, reason: str) -> None:
    """Say that an attempt was recorded wrongly; it stays and counts no longer."""
    actor.must("service:record")
    attempt = _get_attempt(session, attempt_id)
    if attempt.set_aside_on is not None:
        raise RuleBroken(_("This attempt has been set aside already."), hint=_("Nothing more is needed."))
    attempt.set_aside_on = actor.today
    attempt.set_aside_reason = required_text(reason, what=_("reason"), limit=_LONG)
    unit.verb(
        session,
        "service:attempt_set_aside",
        get_service(session, attempt.service_id),
        reason=attempt.set_aside_reason,
        on=attempt.attempted_on.isoformat(),
    )


def deem_served(session: Session, actor: Actor, service_id: uuid.UUID) -> date:
    """Record that the document counts as served, by the rule book's provision for what was tried; returns the day.

    Raises `RuleBroken` where no rule says so, its term has not passed, or the attempt is not proven.
    """
    actor.must("service:record")
    service = get_service(session, service_id)
    if service.deemed_on is not None:
        raise RuleBroken(
            say(_("It counts as served since {day}."), day=service.deemed_on), hint=_("Nothing more is needed.")
        )
    law = queries.service_law(session, actor.today)
    attempts = queries.attempts_of(session, service_id)
    outcome = deemed_day(attempts, law, work_calendar(session, actor.office_id), actor.today)
    if isinstance(outcome, NotServed):
        raise RuleBroken(
            say(_("It does not count as served: {reason}"), reason=outcome.reason),
            hint=_("Try to serve it again, and attach the proof."),
        )
    service.deemed_on, service.deemed_provision = outcome.day, outcome.provision
    unit.verb(
        session,
        "service:deemed",
        service,
        label=service.document_number,
        on=outcome.day.isoformat(),
        provision=outcome.provision,
    )
    return outcome.day


def get_service(session: Session, service_id: uuid.UUID) -> Service:
    """The record of a service, for services; `NotFound` without one."""
    found = session.get(Service, service_id)
    if found is None:
        raise NotFound(_("There is no such service."), hint=_("Order the service of the document first."))
    return found


def _get_attempt(session: Session, attempt_id: uuid.UUID) -> ServiceAttempt:
    found = session.get(ServiceAttempt, attempt_id)
    if found is None:
        raise NotFound(_("There is no such attempt at service."), hint=_("Read the service again."))
    return found
