"""Reading guarantees: lists, cards, ledgers, and what the rules need to say whether they suffice."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.agencies.queries import family
from registry_app.core.errors import NotFound
from registry_app.core.money import Money
from registry_app.core.texts import _, say, shortened
from registry_app.guarantees.claim_queries import ClaimRow, list_claims
from registry_app.guarantees.ledger import OF_CLAIM, Account, Book, EntryKind, Step, read_book
from registry_app.guarantees.models import (
    ExchangeRate,
    Guarantee,
    GuaranteeClaim,
    GuaranteeClaimShare,
    GuaranteeEntry,
    GuaranteeEvent,
    GuaranteeTerms,
    GuaranteeValuation,
)
from registry_app.guarantees.rules import Coverage, GuaranteeState, Happened, InstrumentKind
from registry_app.guarantees.sufficiency import Held, Rate


@dataclass(frozen=True)
class GuaranteeRow:
    """A guarantee as lists show it on a day."""

    id: uuid.UUID
    number: str
    agency_id: uuid.UUID
    agency_number: str
    agency: str
    kind: InstrumentKind
    issuer: str
    reference: str
    amount: Money
    valid_from: date
    valid_through: date | None
    claims_until: date | None
    renews: bool
    state: GuaranteeState | None
    free: Money
    reserved: Money
    paid_out: Money
    valued_by: str


@dataclass(frozen=True)
class EntryRow:
    """One entry of a ledger with the balances after it."""

    id: uuid.UUID
    seq: int
    kind: EntryKind
    source: Account
    target: Account
    amount: Money
    on: date
    claim: str
    worker: str
    reference: str
    reason: str
    free_after: Money
    reserved_after: Money


@dataclass(frozen=True)
class GuaranteeCard:
    """Everything about one guarantee."""

    row: GuaranteeRow
    holder: str
    original_held: str
    issued_on: date
    lodged_on: date
    events: tuple[Happened, ...]
    entries: tuple[EntryRow, ...]
    claims: tuple[ClaimRow, ...]


def find_guarantee(session: Session, number: str) -> uuid.UUID | None:
    """The guarantee of a number."""
    return session.scalars(select(Guarantee.id).where(Guarantee.number == number)).one_or_none()


def get_guarantee(session: Session, number: str) -> uuid.UUID:
    """The guarantee of a number, or `NotFound`."""
    found = find_guarantee(session, number)
    if found is None:
        raise NotFound(
            say(_("There is no guarantee {number}."), number=shortened(number)),
            hint=_("List them: registry guarantee list."),
        )
    return found


def list_guarantees(
    session: Session, on: date, agency_id: uuid.UUID | None = None, known: datetime | None = None
) -> list[GuaranteeRow]:
    """Guarantees as they stood on a day, as known at that moment (None: now), by number."""
    found = select(Guarantee, Agency.number, Agency.name).join(Agency, Agency.id == Guarantee.agency_id)
    if agency_id is not None:
        found = found.where(Guarantee.agency_id.in_(family(session, agency_id)))
    if known is not None:
        found = found.where(Guarantee.recorded_at <= known)
    found = found.where(Guarantee.lodged_on <= on).order_by(Guarantee.number)
    rows = session.execute(found).all()
    facts = Facts(session, [guarantee.id for guarantee, _number, _name in rows], on, known)
    return [_row(facts, guarantee, number, name) for guarantee, number, name in rows]


def get_rows(session: Session, ids: Sequence[uuid.UUID], on: date) -> dict[uuid.UUID, GuaranteeRow]:
    """Guarantees by id as they stand on a day; one statement for each table, however many."""
    found = select(Guarantee, Agency.number, Agency.name).join(Agency, Agency.id == Guarantee.agency_id)
    rows = session.execute(found.where(Guarantee.id.in_(ids))).all()
    facts = Facts(session, [guarantee.id for guarantee, _number, _name in rows], on, None)
    return {guarantee.id: _row(facts, guarantee, number, name) for guarantee, number, name in rows}


def held_by(session: Session, agency_id: uuid.UUID, on: date, known: datetime | None = None) -> list[Held]:
    """The guarantees of the agency and its merged duplicates with the ledger of the day, as `sufficiency` takes them."""
    found = select(Guarantee).where(Guarantee.agency_id.in_(family(session, agency_id))).order_by(Guarantee.number)
    guarantees = list(session.scalars(found))
    facts = Facts(session, [guarantee.id for guarantee in guarantees], on, known)
    return [facts.held(guarantee) for guarantee in guarantees]


T = TypeVar("T")
Rows = dict[uuid.UUID, list[T]]


class Facts:
    """What is recorded of some guarantees, as of a day and as known at a moment (None: now)."""

    def __init__(self, session: Session, ids: Sequence[uuid.UUID], on: date, known: datetime | None) -> None:
        """Read everything at once: four statements, however many guarantees."""
        self.on, self.known = on, known
        self.terms: Rows[GuaranteeTerms] = _grouped(_standing(_of(session, GuaranteeTerms, ids), known))
        self.events: Rows[GuaranteeEvent] = _grouped(_of(session, GuaranteeEvent, ids))
        self.entries: Rows[GuaranteeEntry] = _grouped(
            entry for entry in _of(session, GuaranteeEntry, ids) if self._counts(entry)
        )
        valuations: list[GuaranteeValuation] = _standing(_of(session, GuaranteeValuation, ids), known)
        self.valuations = _grouped(valuations)
        rates = [valuation.rate_id for valuation in valuations]
        self.rates = {rate.id: rate for rate in session.scalars(select(ExchangeRate).where(ExchangeRate.id.in_(rates)))}

    def _counts(self, entry: GuaranteeEntry) -> bool:
        return entry.on <= self.on and (self.known is None or entry.recorded_at <= self.known)

    def terms_of(self, guarantee: Guarantee) -> GuaranteeTerms:
        """The terms that are effective on the day; those of its lodging before it was lodged."""
        own = self.terms[guarantee.id]
        effective = [terms for terms in own if terms.effective_from <= self.on]
        return max(effective or own, key=lambda terms: (terms.effective_from, terms.recorded_at))

    def happened(self, guarantee: Guarantee) -> tuple[Happened, ...]:
        """Its events as plain values."""
        own = self.events.get(guarantee.id, [])
        moments = {event.id: event.recorded_at for event in own}
        return tuple(
            Happened(
                event.kind,
                event.on,
                event.recorded_at,
                moments[event.set_aside_by] if event.set_aside_by is not None else None,
            )
            for event in own
        )

    def sums(self, guarantee: Guarantee) -> dict[Account, Money]:
        """The balance of each account."""
        sums = dict.fromkeys(Account, 0)
        for entry in self.entries.get(guarantee.id, ()):
            sums[entry.from_account] -= entry.minor
            sums[entry.to_account] += entry.minor
        return {account: Money(minor, guarantee.currency) for account, minor in sums.items()}

    def rate_of(self, guarantee: Guarantee) -> Rate | None:
        """The rate adopted for it, as far as one is effective on the day."""
        own = [each for each in self.valuations.get(guarantee.id, ()) if each.effective_from <= self.on]
        if not own:
            return None
        adopted = max(own, key=lambda valuation: (valuation.effective_from, valuation.recorded_at))
        return rate_value(self.rates[adopted.rate_id])

    def held(self, guarantee: Guarantee) -> Held:
        """It as the sufficiency rule takes it."""
        terms, sums = self.terms_of(guarantee), self.sums(guarantee)
        return Held(
            guarantee.number,
            guarantee.kind,
            Coverage(terms.valid_from, terms.valid_through, terms.renews),
            self.happened(guarantee),
            sums[Account.FREE],
            sums[Account.RESERVED],
            sums[Account.PAID_OUT],
            self.rate_of(guarantee),
        )


def _grouped(rows: Iterable[Any]) -> dict[uuid.UUID, list[Any]]:
    grouped: dict[uuid.UUID, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.guarantee_id, []).append(row)
    return grouped


def rate_value(rate: ExchangeRate) -> Rate:
    """A recorded rate as a plain value."""
    return Rate(rate.base, rate.quote, Decimal(rate.rate), rate.on, rate.source)


def _of(session: Session, kind: Any, ids: Sequence[uuid.UUID]) -> list[Any]:
    found = select(kind).where(kind.guarantee_id.in_(ids)).order_by(kind.guarantee_id, kind.recorded_at, kind.id)
    return list(session.scalars(found))


def _standing(rows: Iterable[Any], known: datetime | None) -> list[Any]:
    """Rows that had been recorded and not been set aside."""
    rows = [row for row in rows if known is None or row.recorded_at <= known]
    there = {row.id for row in rows}
    return [row for row in rows if row.set_aside_by is None or row.set_aside_by not in there]


def _row(facts: Facts, guarantee: Guarantee, agency_number: str, agency: str) -> GuaranteeRow:
    held, terms = facts.held(guarantee), facts.terms_of(guarantee)
    rate = held.valuation
    return GuaranteeRow(
        guarantee.id,
        guarantee.number,
        guarantee.agency_id,
        agency_number,
        agency,
        guarantee.kind,
        guarantee.issuer,
        guarantee.reference,
        Money(terms.amount_minor, terms.currency),
        terms.valid_from,
        terms.valid_through,
        terms.claims_until,
        terms.renews,
        held.state(facts.on, facts.known),
        held.free,
        held.reserved,
        held.paid_out,
        f"{rate.rate} {rate.quote}/{rate.base}, {rate.on.isoformat()}, {rate.source}" if rate else "",
    )


def guarantee_card(session: Session, guarantee_id: uuid.UUID, on: date) -> GuaranteeCard:
    """One guarantee with its events, ledger and claims."""
    guarantee = session.get_one(Guarantee, guarantee_id)
    agency = session.get_one(Agency, guarantee.agency_id)
    facts = Facts(session, [guarantee_id], on, None)
    return GuaranteeCard(
        _row(facts, guarantee, agency.number, agency.name),
        guarantee.holder,
        guarantee.original_held,
        guarantee.issued_on,
        guarantee.lodged_on,
        facts.happened(guarantee),
        tuple(list_entries(session, guarantee)),
        tuple(list_claims(session, guarantee_id)),
    )


def list_entries(session: Session, guarantee: Guarantee) -> list[EntryRow]:
    """The ledger of a guarantee, in order."""
    found = (
        select(GuaranteeEntry, GuaranteeClaim.number, GuaranteeClaimShare.worker)
        .outerjoin(GuaranteeClaim, GuaranteeClaim.id == GuaranteeEntry.claim_id)
        .outerjoin(GuaranteeClaimShare, GuaranteeClaimShare.id == GuaranteeEntry.share_id)
        .where(GuaranteeEntry.guarantee_id == guarantee.id)
        .order_by(GuaranteeEntry.seq)
    )
    return [
        EntryRow(
            entry.id,
            entry.seq,
            entry.kind,
            entry.from_account,
            entry.to_account,
            Money(entry.minor, entry.currency),
            entry.on,
            claim or "",
            worker or "",
            entry.reference,
            entry.reason,
            Money(entry.free_after, entry.currency),
            Money(entry.reserved_after, entry.currency),
        )
        for entry, claim, worker in session.execute(found)
    ]


def read_ledger(session: Session, guarantee: Guarantee) -> Book:
    """The book of a guarantee, every entry checked against the rules again."""
    found = select(GuaranteeEntry).where(GuaranteeEntry.guarantee_id == guarantee.id).order_by(GuaranteeEntry.seq)
    steps = [
        Step(
            entry.kind,
            Money(entry.minor, entry.currency),
            entry.claim_id.hex if entry.claim_id is not None and entry.kind in OF_CLAIM else None,
            entry.share_id.hex if entry.share_id is not None else None,
        )
        for entry in session.scalars(found)
    ]
    return read_book(guarantee.number, guarantee.currency, steps)
