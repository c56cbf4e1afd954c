"""What a guarantee is on a day: its kinds, its events and the state that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.money import Money
from registry_app.core.texts import N_, _, say


class InstrumentKind(StrEnum):
    """The instruments of `rulebook.codes.INSTRUMENTS`; the words are the same."""

    CASH = "cash"
    BANK_GUARANTEE = "bank_guarantee"
    ESCROW = "escrow"
    BLOCKED_ACCOUNT = "blocked_account"
    SURETY_BOND = "surety_bond"
    INSURANCE = "insurance"
    GUARANTORS_BOND = "guarantors_bond"


KIND_WORDS: Final = {
    InstrumentKind.CASH: N_("cash"),
    InstrumentKind.BANK_GUARANTEE: N_("bank guarantee"),
    InstrumentKind.ESCROW: N_("escrow"),
    InstrumentKind.BLOCKED_ACCOUNT: N_("blocked account"),
    InstrumentKind.SURETY_BOND: N_("surety bond"),
    InstrumentKind.INSURANCE: N_("insurance"),
    InstrumentKind.GUARANTORS_BOND: N_("guarantors' bond"),
}

# A promise of the issuer that ends on a day; the others are money that lies somewhere until it is released.
CONTINGENT: Final = frozenset(
    {
        InstrumentKind.BANK_GUARANTEE,
        InstrumentKind.SURETY_BOND,
        InstrumentKind.INSURANCE,
        InstrumentKind.GUARANTORS_BOND,
    }
)


class EventKind(StrEnum):
    """What happened to a guarantee on a day."""

    LODGED = "lodged"
    VERIFIED = "verified"
    DENIED = "denied"  # the issuer does not stand by it
    REPLACED = "replaced"
    RELEASED = "released"
    FORFEITED = "forfeited"


class GuaranteeState(StrEnum):
    """What a guarantee is on a day; never stored, always worked out from events, terms and ledger."""

    LODGED = "lodged"
    DENIED = "denied"
    VERIFIED = "verified"  # confirmed, but its first day has not come
    IN_FORCE = "in force"
    EXPIRED = "expired"
    REPLACED = "replaced"
    RELEASED = "released"
    FORFEITED = "forfeited"
    EXHAUSTED = "exhausted"


STATE_WORDS: Final = {
    GuaranteeState.LODGED: N_("lodged, not verified"),
    GuaranteeState.DENIED: N_("denied by its issuer"),
    GuaranteeState.VERIFIED: N_("verified, not yet in force"),
    GuaranteeState.IN_FORCE: N_("in force"),
    GuaranteeState.EXPIRED: N_("expired"),
    GuaranteeState.REPLACED: N_("replaced"),
    GuaranteeState.RELEASED: N_("released"),
    GuaranteeState.FORFEITED: N_("forfeited"),
    GuaranteeState.EXHAUSTED: N_("exhausted"),
}

_ENDS: Final = {
    EventKind.REPLACED: GuaranteeState.REPLACED,
    EventKind.RELEASED: GuaranteeState.RELEASED,
    EventKind.FORFEITED: GuaranteeState.FORFEITED,
}


class Answered(StrEnum):
    """What the issuer said when asked."""

    CONFIRMED = "confirmed"
    DIFFERS = "differs"
    DENIED = "denied"


@dataclass(frozen=True)
class Happened:
    """An event as a plain value; `set_aside_at` is when a later event set it aside, None while it stands."""

    kind: EventKind
    on: date
    recorded_at: datetime
    set_aside_at: datetime | None = None

    def counts(self, on: date, known: datetime | None) -> bool:
        """Whether it had happened on the day, as the register knew it at that moment (None: now)."""
        if self.on > on:
            return False
        if known is None:
            return self.set_aside_at is None
        return self.recorded_at <= known and (self.set_aside_at is None or self.set_aside_at > known)


@dataclass(frozen=True)
class Coverage:
    """From when through when an instrument stands; `renews` when it goes on by itself unless its issuer ends it.

    `through` is None for money that lies until it is released.
    """

    first: date
    through: date | None
    renews: bool = False


def state_on(
    events: Iterable[Happened],
    cover: Coverage,
    balance: Money,
    paid_out: Money,
    on: date,
    known: datetime | None = None,
) -> GuaranteeState | None:
    """What the guarantee is on a day; None before it was lodged.

    `balance` and `paid_out` are the ledger's of that day. An end (replaced, released, forfeited) outweighs everything;
    then what was paid out to the last unit, then the calendar, then the issuer's word.
    """
    happened = {event.kind for event in events if event.counts(on, known)}
    if EventKind.LODGED not in happened:
        return None
    for kind, state in _ENDS.items():
        if kind in happened:
            return state
    if EventKind.DENIED in happened:
        return GuaranteeState.DENIED
    if not balance and paid_out:
        return GuaranteeState.EXHAUSTED
    if cover.through is not None and on > cover.through and not cover.renews:
        return GuaranteeState.EXPIRED
    if EventKind.VERIFIED not in happened:
        return GuaranteeState.LODGED
    return GuaranteeState.VERIFIED if on < cover.first else GuaranteeState.IN_FORCE


@dataclass(frozen=True)
class Terms:
    """What the paper of a guarantee says, as it was typed."""

    amount: Money
    period: Period
    claims_until: date | None = None
    renews: bool = False


def check_terms(kind: InstrumentKind, issued_on: date, terms: Terms) -> None:
    """Raise `BadInput` for a paper that cannot be what it says it is."""
    if terms.amount.minor <= 0:
        raise BadInput(
            say(_("A guarantee of {amount} guarantees nothing."), amount=terms.amount),
            hint=_("Enter the amount that the paper names."),
        )
    if terms.period.first < issued_on:
        raise BadInput(
            say(
                _("The guarantee would be valid from {first}, before it was issued on {issued}."),
                first=terms.period.first,
                issued=issued_on,
            ),
            hint=_("Compare the two dates with the paper."),
        )
    if kind in CONTINGENT and terms.period.last is None:
        raise BadInput(
            say(_("A {kind} ends on a day, and none was entered."), kind=_(KIND_WORDS[kind])),
            hint=_("Enter the last day on which it is valid, as its paper says."),
        )
    if terms.claims_until is not None and terms.period.last is not None and terms.claims_until < terms.period.last:
        raise BadInput(
            say(
                _("Claims would end on {until}, before the guarantee itself ends on {last}."),
                until=terms.claims_until,
                last=terms.period.last,
            ),
            hint=_("Compare the two dates with the paper."),
        )
    if terms.renews and terms.period.last is None:
        raise BadInput(
            _("A guarantee without a last day has nothing to renew."),
            hint=_("Leave out the renewal, or enter the last day."),
        )


def must_cover_claim(state: GuaranteeState | None, number: str) -> None:
    """Raise `RuleBroken` unless money can be claimed from a guarantee in this state.

    An expired one can: claims run through `claims_until`, which `must_be_claimed_in_time` asks.
    """
    if state not in (GuaranteeState.IN_FORCE, GuaranteeState.EXPIRED):
        raise RuleBroken(
            say(
                _("Nothing can be claimed from guarantee {number}: it is {state}."),
                number=number,
                state=_(STATE_WORDS[state]) if state else "-",
            ),
            hint=_("Have it verified with its issuer first, or claim from another guarantee of the agency."),
        )


def must_be_claimed_in_time(
    number: str, through: date | None, claims_until: date | None, renews: bool, on: date
) -> None:
    """Raise `RuleBroken` when the issuer answers for no claim of this day any more."""
    last = claims_until or (None if renews else through)
    if last is not None and on > last:
        raise RuleBroken(
            say(_("Claims on guarantee {number} had to reach its issuer by {last}."), number=number, last=last),
            hint=_("Claim from another guarantee of the agency, or from the agency itself."),
        )


def check_shares(amount: Money, shares: Sequence[Money]) -> None:
    """Raise `BadInput` unless the workers' shares are positive and make up the claim to the last minor unit."""
    if not shares or any(share.minor <= 0 for share in shares):
        raise BadInput(
            _("Each worker of a claim needs a sum above nothing."), hint=_("Leave out workers who get nothing from it.")
        )
    added = sum(share.minor for share in shares)
    if added != amount.minor or any(share.currency != amount.currency for share in shares):
        raise BadInput(
            say(
                _("The workers' shares make {sum}, but {amount} is claimed."),
                sum=Money(added, amount.currency),
                amount=amount,
            ),
            hint=_("Share the sum out to the last minor unit."),
        )
