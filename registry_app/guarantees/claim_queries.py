"""Reading claims on guarantees: what was decided, what is still reserved, what each worker's share has got and how."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select
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
    PayoutHop,
)


@dataclass(frozen=True)
class HopRow:
    """How far the money of a pay-out has come; `hop` is `claims.TO_SUSPENSE` or `claims.TO_WORKER`."""

    hop: str
    amount: Money
    on: date
    reference: str
    attachment_id: uuid.UUID | None


@dataclass(frozen=True)
class PayoutRow:
    """Money that left the guarantee for a worker, who entered it, and its way; `returned` when it came back."""

    entry_id: uuid.UUID
    amount: Money
    on: date
    reference: str
    officer_id: uuid.UUID
    returned: bool
    hops: tuple[HopRow, ...]


@dataclass(frozen=True)
class ShareRow:
    """What one worker gets of a claim, and what has left the guarantee for him so far."""

    id: uuid.UUID
    ordinal: int
    worker: str
    amount: Money
    paid_out: Money
    worker_id: uuid.UUID | None
    payouts: tuple[PayoutRow, ...]

    @property
    def left(self) -> Money:
        """What of it has not left the guarantee yet."""
        return self.amount - self.paid_out


@dataclass(frozen=True)
class ClaimRow:
    """A claim with its decision; `approved` is None while nobody has decided it."""

    id: uuid.UUID
    number: str
    guarantee_id: uuid.UUID
    guarantee: str
    amount: Money
    ground: str
    provision: str
    matter: str
    matter_table: str
    matter_id: uuid.UUID | None
    proposed_by: uuid.UUID
    proposed_on: date
    reason: str
    approved: bool | None
    decided_by: uuid.UUID | None
    decided_on: date | None
    decision_reason: str
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
    """Claims with their decisions, shares and pay-outs, by number; four statements however many there are."""
    return _list(session, [] if guarantee_id is None else [GuaranteeClaim.guarantee_id == guarantee_id])


def claim_row(session: Session, claim_id: uuid.UUID) -> ClaimRow:
    """One claim with its decision and shares; `NotFound` without one."""
    found = _list(session, [GuaranteeClaim.id == claim_id])
    if not found:
        raise NotFound(_("There is no such claim."), hint=_("Read the list of claims again."))
    return found[0]


def _list(session: Session, narrowing: Sequence[ColumnElement[bool]]) -> list[ClaimRow]:
    found = (
        select(GuaranteeClaim, GuaranteeClaimDecision, Guarantee.number)
        .join(Guarantee, Guarantee.id == GuaranteeClaim.guarantee_id)
        .outerjoin(GuaranteeClaimDecision, GuaranteeClaimDecision.claim_id == GuaranteeClaim.id)
        .where(*narrowing)
        .order_by(GuaranteeClaim.number)
    )
    rows = session.execute(found).all()
    if not rows:
        return []
    ids = select(GuaranteeClaim.id).where(*narrowing)
    entries = _by_claim(session, select(GuaranteeEntry).where(GuaranteeEntry.claim_id.in_(ids)), GuaranteeEntry.seq)
    shares = _by_claim(
        session, select(GuaranteeClaimShare).where(GuaranteeClaimShare.claim_id.in_(ids)), GuaranteeClaimShare.ordinal
    )
    hops: dict[uuid.UUID, list[PayoutHop]] = defaultdict(list)
    of_claims = select(GuaranteeEntry.id).where(GuaranteeEntry.claim_id.in_(ids))
    for hop in session.scalars(
        select(PayoutHop).where(PayoutHop.entry_id.in_(of_claims)).order_by(PayoutHop.entry_id, PayoutHop.ordinal)
    ):
        hops[hop.entry_id].append(hop)
    return [
        _claim(claim, decision, number, entries[claim.id], shares[claim.id], hops) for claim, decision, number in rows
    ]


def _by_claim(session: Session, found: Select[Any], order: Any) -> dict[uuid.UUID, list[Any]]:
    grouped: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in session.scalars(found.order_by(order)):
        grouped[row.claim_id].append(row)
    return grouped


def _claim(
    claim: GuaranteeClaim,
    decision: GuaranteeClaimDecision | None,
    guarantee: str,
    entries: Sequence[GuaranteeEntry],
    shares: Sequence[GuaranteeClaimShare],
    hops: dict[uuid.UUID, list[PayoutHop]],
) -> ClaimRow:
    return ClaimRow(
        claim.id,
        claim.number,
        claim.guarantee_id,
        guarantee,
        Money(claim.amount_minor, claim.currency),
        claim.ground,
        claim.provision,
        claim.matter,
        claim.matter_table,
        claim.matter_id,
        claim.proposed_by,
        claim.proposed_on,
        claim.reason,
        decision.approved if decision else None,
        decision.decided_by if decision else None,
        decision.decided_on if decision else None,
        decision.reason if decision else "",
        Money(entries[-1].claim_open_after or 0 if entries else 0, claim.currency),
        tuple(
            _share(claim, share, [entry for entry in entries if entry.share_id == share.id], hops) for share in shares
        ),
    )


def _share(
    claim: GuaranteeClaim,
    share: GuaranteeClaimShare,
    entries: Sequence[GuaranteeEntry],
    hops: dict[uuid.UUID, list[PayoutHop]],
) -> ShareRow:
    sign = {EntryKind.PAID_OUT: 1, EntryKind.RETURNED: -1}
    back = [entry.seq for entry in entries if entry.kind is EntryKind.RETURNED]
    return ShareRow(
        share.id,
        share.ordinal,
        share.worker,
        Money(share.amount_minor, claim.currency),
        Money(sum(sign.get(entry.kind, 0) * entry.minor for entry in entries), claim.currency),
        share.worker_id,
        tuple(
            PayoutRow(
                entry.id,
                Money(entry.minor, claim.currency),
                entry.on,
                entry.reference,
                entry.officer_id,
                any(seq > entry.seq for seq in back),
                tuple(
                    HopRow(hop.hop, Money(hop.minor, claim.currency), hop.on, hop.reference, hop.attachment_id)
                    for hop in hops.get(entry.id, ())
                ),
            )
            for entry in entries
            if entry.kind is EntryKind.PAID_OUT
        ),
    )
