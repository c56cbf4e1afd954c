"""Reading claims on guarantees: what was decided, what is still reserved, what each worker's share has got."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.errors import NotFound
from registry_app.core.money import Money
from registry_app.core.texts import _, say, shortened
from registry_app.guarantees.ledger import EntryKind
from registry_app.guarantees.models import (
    Guarantee,
    GuaranteeClaim,
    GuaranteeClaimDecision,
    GuaranteeClaimShare,
    GuaranteeEntry,
)


@dataclass(frozen=True)
class ShareRow:
    """What one worker gets of a claim, and what has left the guarantee for him so far."""

    id: uuid.UUID
    ordinal: int
    worker: str
    amount: Money
    paid_out: Money


@dataclass(frozen=True)
class ClaimRow:
    """A claim with its decision; `approved` is None while nobody has decided it."""

    id: uuid.UUID
    number: str
    guarantee_id: uuid.UUID
    guarantee: str
    amount: Money
    ground: str
    matter: str
    proposed_by: uuid.UUID
    proposed_on: date
    approved: bool | None
    decided_by: uuid.UUID | None
    still_open: Money
    shares: tuple[ShareRow, ...]


def get_claim(session: Session, number: str) -> uuid.UUID:
    """The claim of a number, or `NotFound`."""
    found = session.scalars(select(GuaranteeClaim.id).where(GuaranteeClaim.number == number)).one_or_none()
    if found is None:
        raise NotFound(
            say(_("There is no claim {number}."), number=shortened(number)),
            hint=_("Look at the guarantee: registry guarantee show lists its claims."),
        )
    return found


def list_claims(session: Session, guarantee_id: uuid.UUID | None = None) -> list[ClaimRow]:
    """Claims with their decisions and shares, by number."""
    found = (
        select(GuaranteeClaim, GuaranteeClaimDecision, Guarantee.number)
        .join(Guarantee, Guarantee.id == GuaranteeClaim.guarantee_id)
        .outerjoin(GuaranteeClaimDecision, GuaranteeClaimDecision.claim_id == GuaranteeClaim.id)
        .order_by(GuaranteeClaim.number)
    )
    if guarantee_id is not None:
        found = found.where(GuaranteeClaim.guarantee_id == guarantee_id)
    return [_claim(session, claim, decision, number) for claim, decision, number in session.execute(found)]


def claim_row(session: Session, claim_id: uuid.UUID) -> ClaimRow:
    """One claim with its decision and shares."""
    claim = session.get_one(GuaranteeClaim, claim_id)
    return next(row for row in list_claims(session, claim.guarantee_id) if row.id == claim_id)


def _claim(
    session: Session, claim: GuaranteeClaim, decision: GuaranteeClaimDecision | None, guarantee: str
) -> ClaimRow:
    entries = session.scalars(
        select(GuaranteeEntry).where(GuaranteeEntry.claim_id == claim.id).order_by(GuaranteeEntry.seq)
    ).all()
    paid = {EntryKind.PAID_OUT: 1, EntryKind.RETURNED: -1}
    shares = session.scalars(
        select(GuaranteeClaimShare)
        .where(GuaranteeClaimShare.claim_id == claim.id)
        .order_by(GuaranteeClaimShare.ordinal)
    )
    return ClaimRow(
        claim.id,
        claim.number,
        claim.guarantee_id,
        guarantee,
        Money(claim.amount_minor, claim.currency),
        claim.ground,
        claim.matter,
        claim.proposed_by,
        claim.proposed_on,
        decision.approved if decision else None,
        decision.decided_by if decision else None,
        Money(entries[-1].claim_open_after or 0 if entries else 0, claim.currency),
        tuple(
            ShareRow(
                share.id,
                share.ordinal,
                share.worker,
                Money(share.amount_minor, claim.currency),
                Money(
                    sum(paid.get(entry.kind, 0) * entry.minor for entry in entries if entry.share_id == share.id),
                    claim.currency,
                ),
            )
            for share in shares
        ),
    )
