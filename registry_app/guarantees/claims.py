"""Claims on guarantees: one person proposes, another approves, a third pays; the money is reserved from the first day."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.access import four_eyes
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.core.money import Money
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, bare, say
from registry_app.guarantees.drafts import ClaimDraft, PayOut, ShareDraft
from registry_app.guarantees.ledger import EntryKind, Step
from registry_app.guarantees.models import (
    Guarantee,
    GuaranteeClaim,
    GuaranteeClaimDecision,
    GuaranteeClaimShare,
    GuaranteeEntry,
    PayoutHop,
)
from registry_app.guarantees.posting import post
from registry_app.guarantees.queries import Facts
from registry_app.guarantees.rules import check_shares, must_be_claimed_in_time, must_cover_claim
from registry_app.guarantees.service import get_record
from registry_app.measures.proposals import ProposalDraft
from registry_app.measures.proposals import propose as propose_step
from registry_app.offices.queries import work_calendar
from registry_app.offices.rules import Matter
from registry_app.offices.service import must_hold_authority, must_not_be_recused, take_number
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.terms import LastDay, last_day
from registry_app.rulebook.values import UNKNOWN, Force, Item, Term
from registry_app.store import unit

VERB = "guarantee:claim"
TO_SUSPENSE, TO_WORKER = "issuer_to_suspense", "suspense_to_worker"


def propose(session: Session, actor: Actor, draft: ClaimDraft) -> uuid.UUID:
    """Claim a sum for the workers named by their pseudonyms; it is reserved at once and paid to nobody yet.

    Raises `RuleBroken` for a ground that the rule book does not name, a guarantee nothing can be claimed from, or more
    than is free.
    """
    actor.must("guarantee:claim")
    guarantee = get_record(session, draft.guarantee_id)
    must_not_be_recused(session, actor, guarantee.id, guarantee.agency_id)
    provision = _ground(session, actor.today, draft.ground)
    _must_be_claimable(session, guarantee, actor.today)
    check_shares(draft.amount, [share.amount for share in draft.shares])
    claim = GuaranteeClaim(
        number=take_number(session, actor, "claim"),
        guarantee_id=guarantee.id,
        amount_minor=draft.amount.minor,
        currency=draft.amount.currency,
        ground=draft.ground,
        provision=provision,
        matter_table=draft.matter_table,
        matter_id=draft.matter_id,
        matter=clean_text(draft.matter, what=_("number of the matter")),
        proposed_by=actor.id,
        proposed_on=actor.today,
        reason=required_text(draft.reason, what=_("reason"), limit=2_000),
    )
    session.add(claim)
    session.flush()
    _add_shares(session, claim, draft.shares)
    post(session, actor, guarantee, Step(EntryKind.CLAIMED, draft.amount, claim.id.hex), on=actor.today)
    four_eyes.propose(session, actor, VERB, "guarantee:approve", claim, _facts(session, claim))
    unit.verb(
        session,
        "guarantee:claimed",
        claim,
        label=claim.number,
        reason=claim.reason,
        guarantee=guarantee.number,
        amount=claim.amount_minor,
        currency=claim.currency,
    )
    return claim.id


def _ground(session: Session, on: date, code: str) -> str:
    """The provision that lets the guarantee be drawn on for this; `RuleBroken` where none does."""
    answer = get_rules(session, on).answer("guarantee.draw_grounds", on)
    grounds = answer.listed(Item)
    if grounds is UNKNOWN:
        raise RuleBroken(
            _("The rule book does not say for what a guarantee may be drawn on."),
            hint=_("Two persons enter the grounds before anything is claimed: registry rulebook set."),
        )
    for ground in grounds:
        if ground.code == code:
            return ground.provision
    raise RuleBroken(
        say(_("{ground} is no ground for a draw under {source}."), ground=code, source=answer.source),
        hint=say(_("The grounds are: {grounds}."), grounds=", ".join(ground.code for ground in grounds)),
    )


def _must_be_claimable(session: Session, guarantee: Guarantee, on: date) -> None:
    facts = Facts(session, [guarantee.id], on, None)
    terms = facts.terms_of(guarantee)
    must_cover_claim(facts.held(guarantee).state(on), guarantee.number)
    must_be_claimed_in_time(guarantee.number, terms.valid_through, terms.claims_until, terms.renews, on)


def _add_shares(session: Session, claim: GuaranteeClaim, shares: Sequence[ShareDraft]) -> None:
    for ordinal, share in enumerate(shares, start=1):
        session.add(
            GuaranteeClaimShare(
                claim_id=claim.id,
                ordinal=ordinal,
                worker_id=share.worker_id,
                worker=required_text(share.worker, what=_("pseudonym")),
                amount_minor=share.amount.minor,
            )
        )
    session.flush()


def _facts(session: Session, claim: GuaranteeClaim) -> dict[str, Any]:
    """What the second person approves, to the last unit of each worker."""
    shares = session.scalars(
        select(GuaranteeClaimShare)
        .where(GuaranteeClaimShare.claim_id == claim.id)
        .order_by(GuaranteeClaimShare.ordinal)
    )
    return {
        "claim": claim.number,
        "guarantee": claim.guarantee_id.hex,
        "amount": claim.amount_minor,
        "currency": claim.currency,
        "ground": claim.ground,
        "shares": [[share.worker, share.amount_minor] for share in shares],
    }


def approve(session: Session, actor: Actor, claim_id: uuid.UUID, reason: str = "") -> None:
    """Approve a claim another officer proposed, under one's own authority for its amount."""
    actor.must("guarantee:approve")
    claim, guarantee = _locked(session, claim_id)
    must_not_be_recused(session, actor, claim.id, guarantee.id, guarantee.agency_id)
    get_rules(session, actor.today).must_allow_decision(actor.today)
    amount = Money(claim.amount_minor, claim.currency)
    authority = must_hold_authority(session, actor, VERB, Matter(amount=amount))
    approval = four_eyes.approve(session, actor, VERB, claim, _facts(session, claim), reason)
    _decide(session, actor, claim, approved=True, reason=reason, authority=authority.id, approval=approval.id)
    unit.verb(session, "claim:approved", claim, label=claim.number, reason=reason, guarantee=guarantee.number)


def decline(session: Session, actor: Actor, claim_id: uuid.UUID, reason: str) -> None:
    """Decline a claim another officer proposed; what was reserved is free again."""
    actor.must("guarantee:approve")
    claim, guarantee = _locked(session, claim_id)
    must_not_be_recused(session, actor, claim.id, guarantee.id, guarantee.agency_id)
    reason = required_text(reason, what=_("reason"), limit=2_000)
    four_eyes.decline(session, actor, VERB, claim, reason)
    _decide(session, actor, claim, approved=False, reason=reason, authority=None, approval=None)
    _free_what_is_open(session, actor, claim, guarantee, reason)
    unit.verb(session, "claim:declined", claim, label=claim.number, reason=reason, guarantee=guarantee.number)


def _decide(
    session: Session,
    actor: Actor,
    claim: GuaranteeClaim,
    *,
    approved: bool,
    reason: str,
    authority: uuid.UUID | None,
    approval: uuid.UUID | None,
) -> None:
    session.add(
        GuaranteeClaimDecision(
            claim_id=claim.id,
            approved=approved,
            decided_by=actor.id,
            decided_on=actor.today,
            authority_id=authority,
            approval_id=approval,
            reason=reason,
        )
    )
    session.flush()


def drop(session: Session, actor: Actor, claim_id: uuid.UUID, reason: str) -> None:
    """Give back what is still reserved for a claim: the proposer before it is decided, an approver afterwards.

    What was paid stays paid; the workers' debt stands against the agency.
    """
    claim, guarantee = _locked(session, claim_id)
    reason = required_text(reason, what=_("reason"), limit=2_000)
    decision = _decision(session, claim)
    if decision is None:
        actor.must("guarantee:claim")
        four_eyes.withdraw(session, actor, VERB, claim, reason)
    else:
        actor.must("guarantee:approve")
        if claim.proposed_by == actor.id:
            raise NotPermitted(
                say(_("{person} proposed this claim and cannot drop it once it is decided."), person=actor.name),
                hint=_("Another officer who approves claims drops it."),
            )
    _free_what_is_open(session, actor, claim, guarantee, reason)
    unit.verb(session, "claim:dropped", claim, label=claim.number, reason=reason, guarantee=guarantee.number)


def _free_what_is_open(
    session: Session, actor: Actor, claim: GuaranteeClaim, guarantee: Guarantee, reason: str
) -> None:
    left = session.scalars(
        select(GuaranteeEntry.claim_open_after)
        .where(GuaranteeEntry.claim_id == claim.id)
        .order_by(GuaranteeEntry.seq.desc())
        .limit(1)
    ).one()
    if not left:
        raise RuleBroken(
            say(_("Nothing of claim {number} is open any more."), number=claim.number),
            hint=_("What was paid out cannot be dropped."),
        )
    step = Step(EntryKind.CLAIM_DROPPED, Money(left, claim.currency), claim.id.hex)
    post(session, actor, guarantee, step, on=actor.today, reason=reason)


def pay_out(session: Session, actor: Actor, paid: PayOut) -> uuid.UUID:
    """Record that money left the guarantee for one worker of an approved claim; returns the ledger's entry.

    The payer is a third person. The worker counts as paid only when the complaint holds his own acknowledgement.
    """
    actor.must("guarantee:pay")
    claim, guarantee = _locked(session, paid.claim_id)
    must_not_be_recused(session, actor, claim.id, guarantee.id, guarantee.agency_id)
    decision = _decision(session, claim)
    if decision is None or not decision.approved:
        raise RuleBroken(
            say(
                _("Claim {number} has not been approved by a second person; nothing is paid on it."),
                number=claim.number,
            ),
            hint=_("A director with the authority approves it first."),
        )
    _must_be_third(session, actor, claim, decision)
    if not decision.decided_on <= paid.on <= actor.today:
        raise BadInput(
            say(
                _("A pay-out on {day} lies before the approval of {decided} or after today."),
                day=paid.on,
                decided=decision.decided_on,
            ),
            hint=_("Enter the day of the bank's or treasury's transfer."),
        )
    share = _share(session, claim, paid.share)
    step = Step(EntryKind.PAID_OUT, paid.amount, claim.id.hex, share.id.hex, share.amount_minor)
    reference = required_text(paid.reference, what=_("reference of the transfer"))
    entry = post(session, actor, guarantee, step, on=paid.on, reference=reference, attachment_id=paid.attachment_id)
    add_hop(session, entry, TO_SUSPENSE, on=paid.on, reference=reference, attachment_id=paid.attachment_id)
    unit.verb(
        session,
        "guarantee:paid_out",
        claim,
        label=guarantee.number,
        claim=claim.number,
        worker=share.worker,
        amount=paid.amount.minor,
        currency=paid.amount.currency,
    )
    _propose_replenishing(session, actor, guarantee, claim, entry)
    return entry.id


def _propose_replenishing(
    session: Session, actor: Actor, guarantee: Guarantee, claim: GuaranteeClaim, entry: GuaranteeEntry
) -> None:
    """Propose that the agency makes good what was used, where the rule book names this use as a ground for it."""
    rules = get_rules(session, entry.on)
    law = rules.answer("guarantee.replenish", entry.on)
    grounds = rules.answer("guarantee.replenish_grounds", entry.on).listed(Item)
    term = law.of(Term)
    if term is UNKNOWN or grounds is UNKNOWN or claim.ground not in {ground.code for ground in grounds}:
        return
    end = last_day(term, entry.on, work_calendar(session, actor.office_id))
    amount = Money(entry.minor, entry.currency)
    sentence = _("{amount} was paid out from guarantee {number} on {day} and is to be made good.")
    propose_step(
        session,
        actor,
        ProposalDraft(
            key=f"guarantee:replenish:{entry.id.hex}",
            kind="replenish_guarantee",
            subject_table=Guarantee.__tablename__,
            subject_id=guarantee.id,
            provision=law.source,
            reason=bare(say(sentence, amount=amount, number=guarantee.number, day=entry.on)),
            force=Force.SHALL,
            agency_id=guarantee.agency_id,
            cause_table=GuaranteeEntry.__tablename__,
            cause_id=entry.id,
            due_on=end.day if isinstance(end, LastDay) else None,
        ),
    )


def _must_be_third(session: Session, actor: Actor, claim: GuaranteeClaim, decision: GuaranteeClaimDecision) -> None:
    if actor.id in (claim.proposed_by, decision.decided_by):
        raise NotPermitted(
            say(
                _("{person} proposed or approved claim {number}; a third person pays."),
                person=actor.name,
                number=claim.number,
            ),
            hint=_("Another finance officer records the pay-out."),
        )


def _share(session: Session, claim: GuaranteeClaim, ordinal: int) -> GuaranteeClaimShare:
    share = session.scalars(
        select(GuaranteeClaimShare).where(
            GuaranteeClaimShare.claim_id == claim.id, GuaranteeClaimShare.ordinal == ordinal
        )
    ).one_or_none()
    if share is None:
        raise NotFound(
            say(_("Claim {number} has no share {ordinal}."), number=claim.number, ordinal=ordinal),
            hint=_("Look at the claim: its shares are numbered from 1."),
        )
    return share


def add_hop(
    session: Session,
    entry: GuaranteeEntry,
    hop: str,
    *,
    on: date,
    reference: str,
    attachment_id: uuid.UUID | None = None,
) -> None:
    """Write down how far the money of a pay-out has come."""
    done = session.scalar(select(func.count()).where(PayoutHop.entry_id == entry.id)) or 0
    session.add(
        PayoutHop(
            entry_id=entry.id,
            ordinal=done + 1,
            hop=hop,
            minor=entry.minor,
            on=on,
            reference=reference,
            attachment_id=attachment_id,
        )
    )
    session.flush()


def _decision(session: Session, claim: GuaranteeClaim) -> GuaranteeClaimDecision | None:
    return session.scalars(
        select(GuaranteeClaimDecision).where(GuaranteeClaimDecision.claim_id == claim.id)
    ).one_or_none()


def _locked(session: Session, claim_id: uuid.UUID) -> tuple[GuaranteeClaim, Guarantee]:
    """The claim and its guarantee, the latter locked; `NotFound` for another id."""
    claim = session.get(GuaranteeClaim, claim_id)
    if claim is None:
        raise NotFound(_("There is no such claim."), hint=_("Read the list of claims again."))
    return claim, get_record(session, claim.guarantee_id)
