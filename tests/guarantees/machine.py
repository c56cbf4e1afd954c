"""Random work on one guarantee: the services and the database against a model of a few integers.

Everything runs in one transaction that is never committed; refused steps are undone to their savepoint. The officers
are the register's own, so permissions, four eyes and the database's guards are all in force.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.dates import Period
from registry_app.core.errors import RegistryError
from registry_app.core.money import Money
from registry_app.guarantees import claims, queries, service
from registry_app.guarantees.drafts import ClaimDraft, PayOut, ShareDraft
from registry_app.guarantees.ledger import MOVES, OF_CLAIM, Account, EntryKind, Step
from registry_app.guarantees.models import Guarantee, GuaranteeEntry
from registry_app.guarantees.posting import post
from registry_app.guarantees.rules import Answered, InstrumentKind, Terms
from tests.support.redress import MONDAY, USD, Office


@dataclass
class ModelClaim:
    """A claim as the model knows it."""

    id: uuid.UUID
    shares: list[int]
    paid: list[int] = field(default_factory=list)
    approved: bool | None = None
    dropped: bool = False

    @property
    def open(self) -> int:
        """What is still reserved."""
        return 0 if self.dropped else sum(self.shares) - sum(self.paid)


class Ledger:
    """A verified guarantee of an amount, its model, and the steps that can be tried on it."""

    def __init__(self, office: Office, session: Session, minor: int) -> None:
        self.session = session
        self.people: dict[str, Actor] = {
            login: office.person(login).actor() for login in ("clerk", "complaints", "director", "deputy", "finance")
        }
        self.free = minor
        self.put_in = minor
        self.claims: list[ModelClaim] = []
        self.said: list[str] = []
        agency = session.execute(text("SELECT id FROM agency")).scalar_one()
        agency_id = agency if isinstance(agency, uuid.UUID) else uuid.UUID(bytes=agency)
        paper = session.execute(text("SELECT id FROM attachment")).scalar_one()
        paper_id = paper if isinstance(paper, uuid.UUID) else uuid.UUID(bytes=paper)
        lodging = service.Lodging(
            agency_id,
            InstrumentKind.CASH,
            "Bank",
            f"R-{len(self.said)}",
            Terms(Money(minor, USD), Period(MONDAY)),
            MONDAY,
            MONDAY,
            "Ministry",
            "safe",
        )
        self.guarantee = service.lodge(session, self.people["clerk"], lodging)
        found = service.Verification(Answered.CONFIRMED, MONDAY, "Selam", "post", paper_id)
        service.verify(session, self.people["finance"], self.guarantee, found)

    def record(self) -> Guarantee:
        """The guarantee's row."""
        return self.session.get_one(Guarantee, self.guarantee)

    def attempt(self, what: str, verb: Any, *args: Any, **named: Any) -> Any:
        """Try a verb; its result, or None when it was refused (and undone)."""
        try:
            with self.session.begin_nested():
                result = verb(self.session, *args, **named)
                self.session.flush()
        except RegistryError as refused:
            self.said.append(f"{what}: {type(refused).__name__}")
            return None
        self.said.append(f"{what}: done")
        return result if result is not None else True

    def top_up(self, minor: int) -> None:
        """Put more in."""

        def step(session: Session) -> Any:
            return post(
                session, self.people["finance"], self.record(), Step(EntryKind.TOPPED_UP, Money(minor, USD)), on=MONDAY
            )

        if self.attempt("top up", step):
            assert minor > 0
            self.free += minor
            self.put_in += minor
        else:
            assert minor <= 0

    def propose(self, shares: list[int]) -> None:
        """Claim for one worker after another."""
        draft = ClaimDraft(
            self.guarantee,
            Money(sum(shares), USD),
            "execution",
            tuple(ShareDraft(f"W{at}", Money(minor, USD)) for at, minor in enumerate(shares)),
            "not executed",
        )
        made = self.attempt("claim", claims.propose, self.people["complaints"], draft)
        lawful = bool(shares) and all(minor > 0 for minor in shares) and sum(shares) <= self.free
        assert bool(made) is lawful
        if made:
            self.free -= sum(shares)
            self.claims.append(ModelClaim(made, shares, [0] * len(shares)))

    def decide(self, at: int, approve: bool, who: str) -> None:
        """Approve or decline."""
        claim = self.claims[at % len(self.claims)]
        lawful = claim.approved is None and not claim.dropped and who in ("director", "deputy")
        if approve:
            done = self.attempt("approve", claims.approve, self.people[who], claim.id)
        else:
            done = self.attempt("decline", claims.decline, self.people[who], claim.id, "set aside")
        assert bool(done) is lawful
        if done:
            claim.approved = approve
            if not approve:
                self.free += claim.open
                claim.dropped = True

    def drop(self, at: int, who: str) -> None:
        """Give back what is open."""
        claim = self.claims[at % len(self.claims)]
        may = who == "complaints" if claim.approved is None else who in ("director", "deputy")
        lawful = may and not claim.dropped and claim.open > 0
        done = self.attempt("drop", claims.drop, self.people[who], claim.id, "paid by the agency")
        assert bool(done) is lawful
        if done:
            self.free += claim.open
            claim.dropped = True

    def pay(self, at: int, share: int, minor: int, who: str) -> None:
        """Pay one worker."""
        claim = self.claims[at % len(self.claims)]
        share %= len(claim.shares)
        lawful = (
            who == "finance"
            and claim.approved is True
            and not claim.dropped
            and 0 < minor <= claim.shares[share] - claim.paid[share]
        )
        paid = PayOut(claim.id, share + 1, Money(minor, USD), MONDAY, "TT 1")
        done = self.attempt("pay", claims.pay_out, self.people[who], paid)
        assert bool(done) is lawful
        if done:
            claim.paid[share] += minor

    def forge(
        self, kind: EntryKind, minor: int, free_off: int, reserved_off: int, seq_off: int, at: int, day: date
    ) -> None:
        """Write an entry past the rules: the database itself must refuse what the rules would."""
        before = self.shown()
        claim = self.claims[at % len(self.claims)] if self.claims and kind in OF_CLAIM else None
        source, target = MOVES[kind]
        last = self.last()
        free = self.free + (target is Account.FREE) * minor - (source is Account.FREE) * minor
        reserved = self.reserved + (target is Account.RESERVED) * minor - (source is Account.RESERVED) * minor
        entry = GuaranteeEntry(
            guarantee_id=self.guarantee,
            seq=last.seq + 1 + seq_off,
            kind=kind,
            from_account=source,
            to_account=target,
            minor=minor,
            currency=USD,
            on=day,
            claim_id=claim.id if claim else None,
            share_id=None,
            officer_id=self.people["finance"].id,
            reference="",
            reason="",
            attachment_id=None,
            free_after=free + free_off,
            reserved_after=reserved + reserved_off,
            balance_after=free + free_off + reserved + reserved_off,
            claim_open_after=(claim.open if claim else None),
        )
        honest = (free_off, reserved_off, seq_off) == (0, 0, 0) and kind not in OF_CLAIM
        if honest and minor > 0 and free >= 0:
            return  # nothing false about it: the rules would have let it pass
        refused = False
        try:
            with self.session.begin_nested():
                self.session.add(entry)
                self.session.flush()
        except DBAPIError:
            refused = True
        self.said.append(f"forge {kind}: {'refused' if refused else 'WRITTEN'}")
        assert refused
        assert self.shown() == before

    @property
    def reserved(self) -> int:
        """What is reserved, by the model."""
        return sum(claim.open for claim in self.claims)

    def last(self) -> GuaranteeEntry:
        """The newest entry."""
        found = self.session.query(GuaranteeEntry).filter_by(guarantee_id=self.guarantee)
        return found.order_by(GuaranteeEntry.seq.desc()).limit(1).one()

    def shown(self) -> list[tuple[Any, ...]]:
        """The ledger as rows of plain values, without identifiers."""
        return [
            (row.seq, row.kind.value, row.amount.minor, row.free_after.minor, row.reserved_after.minor, row.worker)
            for row in queries.list_entries(self.session, self.record())
        ]

    def check(self) -> None:
        """Everything that always holds."""
        last, book = self.last(), queries.read_ledger(self.session, self.record())
        paid = sum(sum(claim.paid) for claim in self.claims)
        assert (last.free_after, last.reserved_after) == (self.free, self.reserved)
        assert last.free_after >= 0
        assert last.reserved_after >= 0
        assert last.balance_after == last.free_after + last.reserved_after == book.balance.minor
        assert book.paid_out.minor == paid
        assert self.put_in == self.free + self.reserved + paid
        assert sum(book.balances.values()) == 0
        assert all(
            0 <= got <= share for claim in self.claims for got, share in zip(claim.paid, claim.shares, strict=True)
        )
