"""What can be done with a guarantee, its claims and their pay-outs now, and why the rest cannot.

Asked before the verbs ask the same again, so that a button can say what is missing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.errors import RegistryError, RuleBroken
from registry_app.core.texts import _, say
from registry_app.guarantees.claim_queries import ClaimRow
from registry_app.guarantees.claims import VERB
from registry_app.guarantees.hops import must_be_on_its_way
from registry_app.guarantees.models import ExchangeRate
from registry_app.guarantees.queries import GuaranteeRow
from registry_app.guarantees.rules import must_be_claimed_in_time, must_cover_claim
from registry_app.offices import queries as offices
from registry_app.offices.rules import AuthorityHeld, Matter, authority_for, refuse_recused
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.values import UNKNOWN, Item

DRAW_GROUNDS: Final = "guarantee.draw_grounds"


class Step(StrEnum):
    """What an officer can do with a guarantee."""

    VERIFY = "verify"
    CLAIM = "claim"
    VALUE = "value"


class ClaimStep(StrEnum):
    """What an officer can do with a claim."""

    APPROVE = "approve"
    DECLINE = "decline"
    DROP = "drop"
    PAY = "pay"
    ARRIVED = "arrived"


Recusals = Sequence[tuple[uuid.UUID, str]]


def list_recusals(session: Session, row: GuaranteeRow, claims: Sequence[ClaimRow]) -> Recusals:
    """Who stands aside in anything of this guarantee."""
    return offices.list_recusals(session, [row.id, row.agency_id, *(claim.id for claim in claims)])


def blocked_steps(
    session: Session, actor: Actor, row: GuaranteeRow, lodged_by: uuid.UUID, recusals: Recusals
) -> dict[Step, str]:
    """Why each step cannot be done by this actor on this day; what is not named here can be tried."""
    recused = refusal(lambda: refuse_recused(recusals, actor.id, actor.name))
    if recused:
        return dict.fromkeys(Step, recused)
    found: dict[Step, str] = {}
    if lodged_by == actor.id:
        found[Step.VERIFY] = _("You lodged this guarantee; another finance officer asks the issuer.")
    if not _rates(session, row.amount.currency):
        sentence = _("No exchange rate of {currency} is recorded yet; record one first.")
        found[Step.VALUE] = say(sentence, currency=row.amount.currency)
    why = _why_no_claim(session, actor, row)
    if why:
        found[Step.CLAIM] = why
    return found


def _rates(session: Session, currency: str) -> int:
    rate = ExchangeRate
    found = select(func.count(rate.id)).where(
        rate.set_aside_by.is_(None), or_(rate.base == currency, rate.quote == currency)
    )
    return session.scalar(found) or 0


def _why_no_claim(session: Session, actor: Actor, row: GuaranteeRow) -> str:
    def ask() -> None:
        must_cover_claim(row.state, row.number)
        must_be_claimed_in_time(row.number, row.valid_through, row.claims_until, row.renews, actor.today)

    why = refusal(ask)
    if why:
        return why
    if not row.free.minor:
        return _("Nothing of it is free: what is left is reserved for other claims.")
    return refusal(lambda: _must_have_grounds(session, actor))


def _must_have_grounds(session: Session, actor: Actor) -> None:
    if not list_grounds(session, actor):
        raise RuleBroken(_("The rule book does not say for what a guarantee may be drawn on."))


def list_grounds(session: Session, actor: Actor) -> tuple[Item, ...]:
    """For what the law of the day lets a guarantee be drawn on; none where it does not say. `NotFound` without a law."""
    grounds = get_rules(session, actor.today).answer(DRAW_GROUNDS, actor.today).listed(Item)
    return () if grounds is UNKNOWN else grounds


def blocked_on_claims(
    session: Session, actor: Actor, claims: Sequence[ClaimRow], recusals: Recusals
) -> dict[uuid.UUID, Mapping[ClaimStep, str]]:
    """Why each step cannot be done with each claim, by the claim's id."""
    held = offices.list_authorities(session, actor.id)
    undecidable = refusal(lambda: get_rules(session, actor.today).must_allow_decision(actor.today))
    recused = refusal(lambda: refuse_recused(recusals, actor.id, actor.name))
    return {claim.id: _blocked(actor, claim, held, undecidable, recused) for claim in claims}


def _blocked(
    actor: Actor, claim: ClaimRow, held: Sequence[AuthorityHeld], undecidable: str, recused: str
) -> dict[ClaimStep, str]:
    decided = ""
    if claim.approved is not None:
        decided = _("A second person has decided it already.")
    elif not claim.still_open.minor:
        decided = _("It was taken back before anybody decided it.")
    own = _("You proposed this claim; a second person decides it.") if claim.proposed_by == actor.id else ""
    unauthorised = refusal(lambda: authority_for(held, VERB, actor.today, Matter(amount=claim.amount), actor.name))
    found = {
        ClaimStep.APPROVE: decided or own or recused or undecidable or unauthorised,
        ClaimStep.DECLINE: decided or own or recused,
        ClaimStep.DROP: _why_not_drop(actor, claim),
        ClaimStep.PAY: recused or _why_not_pay(actor, claim),
        ClaimStep.ARRIVED: recused or _why_not_pass_on(claim),
    }
    return {step: why for step, why in found.items() if why}


def _why_not_drop(actor: Actor, claim: ClaimRow) -> str:
    if not claim.still_open.minor:
        return _("Nothing of it is reserved any more.")
    if claim.approved is None:
        if claim.proposed_by != actor.id:
            return _("Only who proposed it takes it back before it is decided; decline it instead.")
        return refusal(lambda: actor.must("guarantee:claim"))
    if claim.proposed_by == actor.id:
        return _("You proposed this claim; another officer who approves claims drops it.")
    return refusal(lambda: actor.must("guarantee:approve"))


def _why_not_pay(actor: Actor, claim: ClaimRow) -> str:
    if not claim.approved:
        return _("A second person approves it first.") if claim.approved is None else _("The claim was declined.")
    if not claim.still_open.minor:
        return _("Nothing of it is left to be paid.")
    if actor.id in (claim.proposed_by, claim.decided_by):
        return _("You proposed or approved this claim; a third person pays.")
    return ""


def _why_not_pass_on(claim: ClaimRow) -> str:
    """The gentlest reason among the pay-outs; empty where one is on its way."""
    reasons = [
        refusal(lambda share=share, payout=payout: must_be_on_its_way(claim, share, payout))  # type: ignore[misc]
        for share in claim.shares
        for payout in share.payouts
    ]
    if not reasons:
        return _("Nothing has been paid out on it yet.")
    return "" if "" in reasons else reasons[-1]


def refusal(ask: Callable[[], object]) -> str:
    """What a rule says against it; empty where it says nothing."""
    try:
        ask()
    except RegistryError as error:
        return str(error)
    return ""
