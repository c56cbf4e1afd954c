"""What waits for a second person and what was sent back, for the features whose verbs they are."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from registry_app.access.models import Approval, Outcome, User
from registry_app.core.duties import Case, Due, Waits
from registry_app.core.texts import _, say
from registry_app.store.partial import equals

# what was sent back and is not taken up again is no work any more, only history
SENT_BACK_FOR: Final = timedelta(days=30)
# made once: an alias of a table takes longer to make than to ask
_DECIDER: Final = aliased(User)
_LATER: Final = aliased(Approval)


@dataclass(frozen=True)
class Asked:
    """A request for approval: one that waits, or one that was declined and not made again for the same record.

    `asked_at` is when it was proposed, `decided_at` when it was declined (None while it waits), by whom and why.
    """

    id: uuid.UUID
    verb: str
    permission: str
    subject_table: str
    subject_id: uuid.UUID
    proposed_by: uuid.UUID
    proposer: str
    asked_at: datetime
    decided_at: datetime | None
    decider: str
    reason: str


def list_waiting(session: Session, verbs: Iterable[str]) -> list[Asked]:
    """Requests of these verbs that wait for a second person, oldest first."""
    return _read(session, _requests(verbs).where(equals(Approval.outcome, Outcome.PENDING)))


def list_sent_back(session: Session, verbs: Iterable[str], on: date) -> list[Asked]:
    """Requests of these verbs that were declined lately, without another for the same record since, oldest first."""
    again = select(_LATER.id).where(
        _LATER.subject_id == Approval.subject_id, _LATER.verb == Approval.verb, _LATER.id > Approval.id
    )
    since = datetime.combine(on - SENT_BACK_FOR, time(), UTC)
    declined = _requests(verbs).where(equals(Approval.outcome, Outcome.DECLINED), Approval.decided_at >= since)
    return _read(session, declined.where(~again.exists()))


def approval_line(
    asked: Asked,
    case: Case,
    step: str,
    since: date,
    *,
    source: str,
    day: date | None = None,
    certain: bool = True,
    not_by: Iterable[uuid.UUID] = (),
) -> Due:
    """A request that waits, as a line of the work list; the proposer is never asked, nor are those in `not_by`."""
    return Due(
        code=f"approve:{asked.verb}",
        step=step,
        case=case,
        day=day,
        source=source,
        permission=asked.permission,
        waits=Waits.APPROVAL,
        since=since,
        certain=certain,
        not_by=frozenset({asked.proposed_by, *not_by}),
        note=say(_("Proposed by {person}."), person=asked.proposer),
    )


def sent_back_line(
    asked: Asked,
    case: Case,
    step: str,
    since: date,
    *,
    source: str,
    permission: str,
    day: date | None = None,
    certain: bool = True,
) -> Due:
    """A request that was declined, as a line for the one who proposed it."""
    return Due(
        code=f"rework:{asked.verb}",
        step=step,
        case=case,
        day=day,
        source=source,
        permission=permission,
        waits=Waits.PROPOSER,
        since=since,
        certain=certain,
        officer_id=asked.proposed_by,
        note=say(_("{person} sent it back: {reason}"), person=asked.decider, reason=asked.reason),
    )


def _requests(verbs: Iterable[str]) -> Select[Approval, str, str]:
    return (
        select(Approval, User.full_name, _DECIDER.full_name)
        .join(User, User.id == Approval.proposed_by)
        .outerjoin(_DECIDER, _DECIDER.id == Approval.decided_by)
        .where(Approval.verb.in_(list(verbs)))
        .order_by(Approval.id)
    )


def _read(session: Session, found: Select[Approval, str, str]) -> list[Asked]:
    return [
        Asked(
            request.id,
            request.verb,
            request.permission,
            request.subject_table,
            request.subject_id,
            request.proposed_by,
            proposer,
            request.recorded_at,
            request.decided_at,
            decider or "",
            request.reason,
        )
        for request, proposer, decider in session.execute(found)
    ]
