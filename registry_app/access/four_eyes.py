"""Two-person approval: one mechanism for every verb that needs it; no setting switches it off.

Two accounts, two passwords, two calls: the first proposes and its transaction ends; the second approves in its own.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry_app.access.models import Approval, Outcome, User
from registry_app.core.actor import Actor
from registry_app.core.errors import NotFound, NotPermitted, RuleBroken
from registry_app.core.names import required_text
from registry_app.core.texts import _, say
from registry_app.store import unit
from registry_app.store.types import canonical

_REASON_LIMIT = 2_000


@dataclass(frozen=True)
class Pending:
    """A request that waits for a second person."""

    id: uuid.UUID
    verb: str
    subject_table: str
    subject_id: uuid.UUID
    proposed_by: uuid.UUID
    proposed_by_name: str
    proposed_at: datetime
    facts: Mapping[str, Any]


def propose(
    session: Session, actor: Actor, verb: str, permission: str, subject: Any, facts: Mapping[str, Any]
) -> uuid.UUID:
    """Ask for a second person's approval of `verb` on `subject`; `permission` is what the second person must hold.

    `facts` are plain values; whoever approves approves exactly these. A pending request of the same verb on the same
    subject is a refusal: it must be decided or withdrawn first.
    """
    if _pending(session, verb, subject.id) is not None:
        raise _proposed_already()
    request = Approval(
        verb=verb,
        permission=permission,
        subject_table=subject.__tablename__,
        subject_id=subject.id,
        facts=dict(facts),
        digest=_digest(facts),
        proposed_by=actor.id,
        outcome=Outcome.PENDING,
        reason="",
    )
    session.add(request)
    try:
        session.flush()
    except IntegrityError as error:
        if "approval" not in str(error.orig):
            raise
        raise _proposed_already() from error  # by somebody else, since we looked
    unit.verb(session, "approval:asked", subject, verb=verb)
    return request.id


def _proposed_already() -> RuleBroken:
    return RuleBroken(
        _("This has been proposed already and waits for a second person."),
        hint=_("Let the second person decide it, or withdraw the first proposal."),
    )


def approve(
    session: Session, actor: Actor, verb: str, subject: Any, facts: Mapping[str, Any], reason: str = ""
) -> Approval:
    """Approve what another person proposed; the caller then carries it out in the same transaction.

    Raises `NotPermitted` for the proposer himself or without the permission, `RuleBroken` when the facts are no longer
    those that were proposed, `NotFound` when nothing was proposed.
    """
    request = _must_be_pending(session, verb, subject.id)
    _refuse_same_person(actor, request)
    actor.must(request.permission)
    if request.digest != _digest(facts):
        raise RuleBroken(
            _("What was proposed has changed since; it cannot be approved as it is now."),
            hint=_("Withdraw the proposal and propose it anew."),
        )
    _decide(session, actor, request, Outcome.APPROVED, reason)
    unit.verb(session, "approval:given", subject, reason=reason, verb=verb, proposed_by=request.proposed_by.hex)
    return request


def decline(session: Session, actor: Actor, verb: str, subject: Any, reason: str) -> None:
    """Send back what another person proposed; `BadInput` without a reason."""
    reason = required_text(reason, what=_("reason"), limit=_REASON_LIMIT)
    request = _must_be_pending(session, verb, subject.id)
    _refuse_same_person(actor, request)
    actor.must(request.permission)
    _decide(session, actor, request, Outcome.DECLINED, reason)
    unit.verb(session, "approval:declined", subject, reason=reason, verb=verb)


def withdraw(session: Session, actor: Actor, verb: str, subject: Any, reason: str) -> None:
    """Take back one's own proposal before it is decided; `BadInput` without a reason."""
    reason = required_text(reason, what=_("reason"), limit=_REASON_LIMIT)
    request = _must_be_pending(session, verb, subject.id)
    if request.proposed_by != actor.id:
        raise NotPermitted(
            _("Only the person who proposed this may withdraw it."), hint=_("Decline it instead, with a reason.")
        )
    _decide(session, actor, request, Outcome.WITHDRAWN, reason)
    unit.verb(session, "approval:withdrawn", subject, reason=reason, verb=verb)


def list_pending(session: Session, permission: str | None = None) -> list[Pending]:
    """Requests that wait, oldest first; only those a holder of the permission may decide when it is given."""
    found = (
        select(Approval, User.full_name)
        .join(User, User.id == Approval.proposed_by)
        .where(Approval.outcome == Outcome.PENDING)
        .order_by(Approval.recorded_at, Approval.id)
    )
    if permission is not None:
        found = found.where(Approval.permission == permission)
    return [
        Pending(
            request.id,
            request.verb,
            request.subject_table,
            request.subject_id,
            request.proposed_by,
            name,
            request.recorded_at,
            request.facts,
        )
        for request, name in session.execute(found)
    ]


def _pending(session: Session, verb: str, subject_id: uuid.UUID) -> Approval | None:
    return session.scalars(
        select(Approval).where(
            Approval.verb == verb, Approval.subject_id == subject_id, Approval.outcome == Outcome.PENDING
        )
    ).first()


def _must_be_pending(session: Session, verb: str, subject_id: uuid.UUID) -> Approval:
    request = _pending(session, verb, subject_id)
    if request is None:
        raise NotFound(
            _("Nothing of this kind waits for approval here."),
            hint=_("Somebody may have decided it; read the record again."),
        )
    return request


def _refuse_same_person(actor: Actor, request: Approval) -> None:
    if request.proposed_by == actor.id:
        raise NotPermitted(
            say(_("{person} proposed this and cannot decide it as well: four eyes, always."), person=actor.name),
            hint=_("Another officer with the permission must sign in and decide it."),
        )


def _decide(session: Session, actor: Actor, request: Approval, outcome: Outcome, reason: str) -> None:
    request.outcome = outcome
    request.decided_by = actor.id
    request.decided_at = unit.unit_of(session).moment
    request.reason = reason


def _digest(facts: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(dict(facts))).hexdigest()
