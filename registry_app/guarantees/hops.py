"""The last hop of a pay-out: from the suspense account to the worker, with its receipt.

Where the claim comes from a complaint, the worker's own word in the complaint is what counts and writes the hop
(`complaints.settling`); this is for claims without one.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import required_text
from registry_app.core.texts import _, say
from registry_app.guarantees.claim_queries import ClaimRow, PayoutRow, ShareRow, claim_row
from registry_app.guarantees.claims import TO_WORKER, add_hop
from registry_app.guarantees.models import GuaranteeEntry
from registry_app.guarantees.service import get_record
from registry_app.offices.service import must_not_be_recused
from registry_app.store import unit


@dataclass(frozen=True)
class Passed:
    """A pay-out that reached its worker; `reference` is that of the receipt or the transfer."""

    entry_id: uuid.UUID
    on: date
    reference: str
    attachment_id: uuid.UUID | None = None


def pass_on(session: Session, actor: Actor, passed: Passed) -> None:
    """Record that the money of a pay-out reached the worker; once for each pay-out."""
    actor.must("guarantee:pay")
    entry = session.get(GuaranteeEntry, passed.entry_id)
    if entry is None or entry.claim_id is None:
        raise NotFound(_("There is no such pay-out."), hint=_("Look at the claim's pay-outs again."))
    guarantee = get_record(session, entry.guarantee_id)
    claim = claim_row(session, entry.claim_id)
    must_not_be_recused(session, actor, claim.id, guarantee.id, guarantee.agency_id)
    share, payout = _payout(claim, entry.id)
    must_be_on_its_way(claim, share, payout)
    if not payout.on <= passed.on <= actor.today:
        raise BadInput(
            say(
                _("Money that left the guarantee on {day} cannot have reached the worker on {arrived}."),
                day=payout.on,
                arrived=passed.on,
            ),
            hint=_("Enter the day of the worker's receipt."),
        )
    reference = required_text(passed.reference, what=_("reference of the receipt"))
    add_hop(session, entry, TO_WORKER, on=passed.on, reference=reference, attachment_id=passed.attachment_id)
    unit.verb(
        session, "guarantee:passed_on", guarantee, label=guarantee.number, claim=claim.number, worker=share.worker
    )


def must_be_on_its_way(claim: ClaimRow, share: ShareRow, payout: PayoutRow) -> None:
    """Raise `RuleBroken` unless the money left the guarantee, has not arrived, and no complaint has to say that it did."""
    if payout.returned:
        raise RuleBroken(_("This payment came back; nothing reached the worker."), hint=_("Pay the share out again."))
    if any(hop.hop == TO_WORKER for hop in payout.hops):
        raise RuleBroken(
            say(_("That {worker} has this money is recorded already."), worker=share.worker),
            hint=_("Nothing more is needed."),
        )
    if claim.matter_table == "complaint" and share.worker_id is not None:
        raise RuleBroken(
            say(_("Whether {worker} has the money is for his own word in the complaint."), worker=share.worker),
            hint=say(_("Record his acknowledgement in complaint {number}."), number=claim.matter),
        )


def _payout(claim: ClaimRow, entry_id: uuid.UUID) -> tuple[ShareRow, PayoutRow]:
    for share in claim.shares:
        for payout in share.payouts:
            if payout.entry_id == entry_id:
                return share, payout
    raise NotFound(_("There is no such pay-out."), hint=_("Look at the claim's pay-outs again."))
