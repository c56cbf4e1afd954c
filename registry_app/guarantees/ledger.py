"""The ledger of a guarantee: each entry moves one sum from one account to another, so no entry can be out of balance.

Pure rules; `models.GuaranteeEntry` holds the entries and the database repeats these rules as constraints and triggers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.money import Money
from registry_app.core.texts import _, say


class Account(StrEnum):
    """Where a guarantee's money is: outside, free, reserved for a claim, or gone and how."""

    EXTERNAL = "external"
    FREE = "free"
    RESERVED = "reserved"
    PAID_OUT = "paid_out"
    RELEASED = "released"
    FORFEITED = "forfeited"
    GARNISHED = "garnished"


class EntryKind(StrEnum):
    """What an entry records; each kind moves money between two accounts only (`MOVES`)."""

    LODGED = "lodged"
    TOPPED_UP = "topped_up"
    REPLENISHED = "replenished"
    CLAIMED = "claimed"
    CLAIM_DROPPED = "claim_dropped"
    PAID_OUT = "paid_out"
    RETURNED = "returned"  # a payment that came back: reserved again for the same claim
    RELEASED = "released"
    FORFEITED = "forfeited"
    GARNISHED = "garnished"


MOVES: Final[Mapping[EntryKind, tuple[Account, Account]]] = MappingProxyType(
    {
        EntryKind.LODGED: (Account.EXTERNAL, Account.FREE),
        EntryKind.TOPPED_UP: (Account.EXTERNAL, Account.FREE),
        EntryKind.REPLENISHED: (Account.EXTERNAL, Account.FREE),
        EntryKind.CLAIMED: (Account.FREE, Account.RESERVED),
        EntryKind.CLAIM_DROPPED: (Account.RESERVED, Account.FREE),
        EntryKind.PAID_OUT: (Account.RESERVED, Account.PAID_OUT),
        EntryKind.RETURNED: (Account.PAID_OUT, Account.RESERVED),
        EntryKind.RELEASED: (Account.FREE, Account.RELEASED),
        EntryKind.FORFEITED: (Account.FREE, Account.FORFEITED),
        EntryKind.GARNISHED: (Account.FREE, Account.GARNISHED),
    }
)
OF_CLAIM: Final = frozenset({EntryKind.CLAIMED, EntryKind.CLAIM_DROPPED, EntryKind.PAID_OUT, EntryKind.RETURNED})
HELD: Final = (Account.FREE, Account.RESERVED)


@dataclass(frozen=True)
class Book:
    """The balances of one guarantee after its last entry; sums in minor units.

    `open_claims` is what is still reserved for each claim, `shares_paid` what each worker's share has got so far.
    """

    number: str
    currency: str
    size: int = 0
    balances: Mapping[Account, int] = field(default_factory=lambda: MappingProxyType(dict.fromkeys(Account, 0)))
    open_claims: Mapping[str, int] = field(default_factory=dict)
    shares_paid: Mapping[str, int] = field(default_factory=dict)

    @property
    def free(self) -> Money:
        """What a new claim can take."""
        return Money(self.balances[Account.FREE], self.currency)

    @property
    def reserved(self) -> Money:
        """What waits for claims that are open."""
        return Money(self.balances[Account.RESERVED], self.currency)

    @property
    def balance(self) -> Money:
        """What the instrument still holds: free and reserved."""
        return self.free + self.reserved

    @property
    def paid_out(self) -> Money:
        """What went to workers, returned payments taken off."""
        return Money(self.balances[Account.PAID_OUT], self.currency)


@dataclass(frozen=True)
class Step:
    """One entry before it is written. `claim` and `share` are identifiers; `share_limit` is what the share amounts to."""

    kind: EntryKind
    amount: Money
    claim: str | None = None
    share: str | None = None
    share_limit: int | None = None


def enter(book: Book, step: Step) -> Book:
    """The book after one more entry.

    Raises `BadInput` for another currency or no amount, `RuleBroken` for what is not there: the ledger never goes
    below zero and nothing is paid twice.
    """
    source, target = MOVES[step.kind]
    _check_amount(book, step)
    if source in HELD and book.balances[source] < step.amount.minor:
        raise _not_there(book, step, Money(book.balances[source], book.currency))
    balances = dict(book.balances)
    balances[source] -= step.amount.minor
    balances[target] += step.amount.minor
    after = replace(book, size=book.size + 1, balances=MappingProxyType(balances))
    return _with_claim(after, step) if step.kind in OF_CLAIM else after


def _check_amount(book: Book, step: Step) -> None:
    if step.amount.currency != book.currency:
        raise BadInput(
            say(
                _("Guarantee {number} is in {currency}; {amount} cannot be entered in its ledger."),
                number=book.number,
                currency=book.currency,
                amount=step.amount,
            ),
            hint=_("Enter the amount in the guarantee's own currency."),
        )
    if step.amount.minor <= 0:
        raise BadInput(
            say(_("{amount} is no amount that could be moved."), amount=step.amount),
            hint=_("Enter an amount above nothing."),
        )


def _not_there(book: Book, step: Step, there: Money) -> RuleBroken:
    return RuleBroken(
        say(
            _("Guarantee {number} has {there} {where}; {amount} cannot be taken from it."),
            number=book.number,
            there=there,
            where=_("free") if MOVES[step.kind][0] is Account.FREE else _("reserved"),
            amount=step.amount,
        ),
        hint=_("Claim what is there, and the rest from another guarantee or from the agency itself."),
    )


def _with_claim(book: Book, step: Step) -> Book:
    """The book with what is still open of the step's claim; `RuleBroken` where more would be paid than was claimed."""
    if step.claim is None:
        message = f"an entry of kind {step.kind} names its claim"
        raise ValueError(message)
    there = book.open_claims.get(step.claim, 0)
    gains = step.kind in (EntryKind.CLAIMED, EntryKind.RETURNED)
    after = there + step.amount.minor if gains else there - step.amount.minor
    if after < 0:
        raise RuleBroken(
            say(
                _("Only {there} of this claim is still open; {amount} would be paid or dropped twice."),
                there=Money(there, book.currency),
                amount=step.amount,
            ),
            hint=_("Look at the claim's statement: what was paid already is listed there."),
        )
    book = replace(book, open_claims={**book.open_claims, step.claim: after})
    return book if step.share is None else _with_share(book, step, step.share)


def _with_share(book: Book, step: Step, share: str) -> Book:
    sign = {EntryKind.PAID_OUT: 1, EntryKind.RETURNED: -1}.get(step.kind, 0)
    paid = book.shares_paid.get(share, 0) + sign * step.amount.minor
    if paid < 0 or (step.share_limit is not None and paid > step.share_limit):
        raise RuleBroken(
            say(
                _("This worker's share has {paid} paid of it already; {amount} more would be paid twice."),
                paid=Money(book.shares_paid.get(share, 0), book.currency),
                amount=step.amount,
            ),
            hint=_("Look at the claim's statement: what was paid already is listed there."),
        )
    return replace(book, shares_paid={**book.shares_paid, share: paid})


def read_book(number: str, currency: str, steps: Iterable[Step]) -> Book:
    """The book after these entries, each checked as if it were new."""
    book = Book(number, currency)
    for step in steps:
        book = enter(book, step)
    return book
