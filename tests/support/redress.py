"""Agencies, papers and guarantees for tests of redress, each written in one call."""

from __future__ import annotations

import atexit
import contextlib
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.attachments.models import Attachment, StoredFile
from registry_app.build import Opened, open_register
from registry_app.core.actor import Actor
from registry_app.core.dates import Period
from registry_app.core.money import Money
from registry_app.core.names import search_key
from registry_app.core.world import World, seeded_world
from registry_app.guarantees import claims, service
from registry_app.guarantees.drafts import ClaimDraft, Lodging, PayOut, ShareDraft, Verification
from registry_app.guarantees.rules import Answered, InstrumentKind, Terms
from registry_app.offices.service import take_number
from registry_app.store import unit
from registry_app.store.engine import Location
from tests.support.office import PASSWORD, as_user, opened_register
from tests.support.rulebook import adopt_ethiopia

MONDAY = date(2019, 3, 4)  # the first day of every test's office
USD = "USD"


def office_in(folder: Path, world: World, url: str = "") -> Office:
    """A register with the law adopted: a copy of one made once per process, on a server made anew."""
    if url:
        opened = opened_register(folder, world, url)
        adopt_ethiopia(opened)
        return Office(opened)
    template = _template()
    location = Location(str(folder / "office.register"))
    for source, target in ((template.path, location.path), (template.keys, location.keys)):
        shutil.copyfile(source, target)
    return Office(open_register(location, "admin", PASSWORD, world))


@cache
def _template() -> Location:
    folder = Path(tempfile.mkdtemp(prefix="registry-redress-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    opened = opened_register(folder, seeded_world(98, datetime(2019, 3, 1, 6, 0, tzinfo=UTC), "Africa/Addis_Ababa"))
    adopt_ethiopia(opened)
    opened.close()
    return opened.location


class Office:
    """A register with the law adopted, and a way to act as each of its officers on a day."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self._people: dict[tuple[str, date | None], Opened] = {}

    def person(self, login: str, on: date | None = None) -> Opened:
        """The register, opened by this officer."""
        if (login, on) not in self._people:
            self._people[login, on] = as_user(self.opened, login, on)
        return self._people[login, on]

    @contextlib.contextmanager
    def acting(self, login: str, on: date | None = None) -> Iterator[tuple[Session, Actor]]:
        """One transaction by this officer, on this day."""
        with self.person(login, on).transaction("test") as (session, actor):
            yield session, actor

    def does(self, login: str, verb: Callable[..., Any], *args: Any, on: date | None = None, **named: Any) -> Any:
        """One verb by this officer, on this day."""
        with self.acting(login, on) as (session, actor):
            return verb(session, actor, *args, **named)

    def read(self, query: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """What a query says."""
        with self.opened.reading() as session:
            return query(session, *args, **named)

    def close(self) -> None:
        """Close every register opened here."""
        for person in (*self._people.values(), self.opened):
            person.close()

    def agency(self, name: str = "Horizon") -> uuid.UUID:
        """An agency in the register."""
        with self.acting("clerk") as (session, actor):
            agency = Agency(
                number=take_number(session, actor, "agency"),
                name=name,
                search_key=search_key(name),
                legal_form="private_limited_company",
                company_number="",
                tax_number="",
                capital_minor=None,
                capital_currency="",
                incorporated_on=None,
                registered_on=MONDAY,
                merged_into_id=None,
                set_aside_on=None,
                set_aside_reason="",
            )
            session.add(agency)
            session.flush()
            unit.verb(session, "test:agency", agency)
            return agency.id

    def paper(self, login: str = "finance", title: str = "letter of the bank") -> uuid.UUID:
        """A file in the register; its bytes do not matter here."""
        with self.acting(login) as (session, actor):
            content = unit.unit_of(session).world.random_bytes(32).hex()
            stored = StoredFile(sha256=content, size=3, media_type="application/pdf", sealed_key=None)
            session.add(stored)
            session.flush()
            attachment = Attachment(
                file_id=stored.id,
                subject_table="",
                subject_id=None,
                kind="evidence",
                title=title,
                dated=None,
                added_by=actor.id,
                set_aside_on=None,
                set_aside_reason="",
            )
            session.add(attachment)
            session.flush()
            unit.verb(session, "test:paper", attachment)
            return attachment.id

    def lodged(self, agency: uuid.UUID, **other: Any) -> uuid.UUID:
        """A blocked account of 100,000 dollars, lodged by the clerk and verified by nobody."""
        reference = f"BA-{self.opened.world.random_bytes(4).hex()}"
        lodging = Lodging(
            agency_id=agency,
            kind=InstrumentKind.BLOCKED_ACCOUNT,
            issuer="Bank of the Blue Nile",
            reference=reference,
            terms=Terms(Money(10_000_000, USD), Period(date(2019, 3, 1))),
            issued_on=date(2019, 3, 1),
            lodged_on=MONDAY,
            holder="Ministry of Labour, blocked under article 60(2)",
            original_held="head office, safe",
        )
        return uuid.UUID(str(self.does("clerk", service.lodge, replace(lodging, **other))))

    def verified(self, agency: uuid.UUID, **other: Any) -> uuid.UUID:
        """The same, confirmed by the bank."""
        guarantee = self.lodged(agency, **other)
        self.does("finance", service.verify, guarantee, self.answer())
        return guarantee

    def answer(self, answer: Answered = Answered.CONFIRMED, on: date = MONDAY) -> Verification:
        """The bank's answer, with its letter in the register."""
        return Verification(answer, on, "Selam Haile", "registered post to the bank's head office", self.paper())

    def claimed(self, guarantee: uuid.UUID, *minors: int, login: str = "complaints") -> uuid.UUID:
        """A claim for one worker after another."""
        shares = tuple(ShareDraft(f"W{at}", Money(minor, USD)) for at, minor in enumerate(minors, start=1))
        draft = ClaimDraft(guarantee, Money(sum(minors), USD), "execution", shares, "decision not executed")
        return uuid.UUID(str(self.does(login, claims.propose, draft)))

    def approved(self, guarantee: uuid.UUID, *minors: int) -> uuid.UUID:
        """The same, approved by the director."""
        claim = self.claimed(guarantee, *minors)
        self.does("director", claims.approve, claim)
        return claim

    def pay(self, claim: uuid.UUID, share: int, minor: int, login: str = "finance") -> uuid.UUID:
        """A pay-out of today."""
        paid = PayOut(claim, share, Money(minor, USD), MONDAY, "TT 4711")
        return uuid.UUID(str(self.does(login, claims.pay_out, paid)))
