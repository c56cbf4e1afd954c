"""Writing one entry of a ledger: the rule first, then the row with the balances it leaves."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.guarantees.ledger import MOVES, Account, Step, enter
from registry_app.guarantees.models import Guarantee, GuaranteeEntry
from registry_app.guarantees.queries import read_ledger


def post(
    session: Session,
    actor: Actor,
    guarantee: Guarantee,
    step: Step,
    *,
    on: date,
    reference: str = "",
    reason: str = "",
    attachment_id: uuid.UUID | None = None,
) -> GuaranteeEntry:
    """Add the entry, or raise what `ledger.enter` raises; the caller has locked the guarantee."""
    book = enter(read_ledger(session, guarantee), step)
    source, target = MOVES[step.kind]
    entry = GuaranteeEntry(
        guarantee_id=guarantee.id,
        seq=book.size,
        kind=step.kind,
        from_account=source,
        to_account=target,
        minor=step.amount.minor,
        currency=step.amount.currency,
        on=on,
        claim_id=uuid.UUID(step.claim) if step.claim else None,
        share_id=uuid.UUID(step.share) if step.share else None,
        officer_id=actor.id,
        reference=reference,
        reason=reason,
        attachment_id=attachment_id,
        free_after=book.balances[Account.FREE],
        reserved_after=book.balances[Account.RESERVED],
        balance_after=book.balance.minor,
        claim_open_after=book.open_claims[step.claim] if step.claim else None,
    )
    session.add(entry)
    session.flush()
    return entry
