"""The ledger's invariants under random work, on SQLite and PostgreSQL alike; and what the database refuses by itself."""

from __future__ import annotations

import random
import uuid
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from registry_app.guarantees.ledger import EntryKind
from registry_app.store.guards import close_gate, open_gate
from tests.guarantees.machine import Ledger
from tests.support.redress import MONDAY, Office, office_in

PEOPLE = ("clerk", "complaints", "director", "deputy", "finance")
people = st.sampled_from(PEOPLE)
sums = st.integers(-3, 700)
which = st.integers(0, 5)


class Work(RuleBasedStateMachine):
    """A day's work on one guarantee, undone at its end."""

    office: ClassVar[Office]
    steps: ClassVar[int] = 0

    @initialize(minor=st.integers(1, 2_000))
    def lodge(self, minor):
        store = self.office.opened.store
        self.context = store._session(self.office.person("clerk").actor())
        self.session = self.context.__enter__()
        self.ledger = Ledger(self.office, self.session, minor)

    @rule(minor=sums)
    def top_up(self, minor):
        self.ledger.top_up(minor)

    @rule(shares=st.lists(st.integers(-1, 600), max_size=4))
    def propose(self, shares):
        self.ledger.propose(shares)

    @precondition(lambda self: self.ledger.claims)
    @rule(at=which, approve=st.booleans(), who=people)
    def decide(self, at, approve, who):
        self.ledger.decide(at, approve, who)

    @precondition(lambda self: self.ledger.claims)
    @rule(at=which, who=people)
    def drop(self, at, who):
        self.ledger.drop(at, who)

    @precondition(lambda self: self.ledger.claims)
    @rule(at=which, share=which, minor=sums, who=people)
    def pay(self, at, share, minor, who):
        self.ledger.pay(at, share, minor, who)

    @precondition(lambda self: any(claim.approved and not claim.dropped for claim in self.ledger.claims))
    @rule(at=which, share=which, part=st.integers(1, 4))
    def pay_what_is_due(self, at, share, part):
        ready = [at for at, claim in enumerate(self.ledger.claims) if claim.approved and not claim.dropped]
        chosen = ready[at % len(ready)]
        claim = self.ledger.claims[chosen]
        left = claim.shares[share % len(claim.shares)] - claim.paid[share % len(claim.shares)]
        self.ledger.pay(chosen, share, -(-left // part), "finance")

    @rule(
        kind=st.sampled_from(EntryKind),
        minor=sums,
        free=st.integers(-1, 1),
        reserved=st.integers(-1, 1),
        seq=st.integers(-1, 1),
        at=which,
    )
    def forge(self, kind, minor, free, reserved, seq, at):
        self.ledger.forge(kind, minor, free, reserved, seq, at, MONDAY)

    @invariant()
    def books_balance(self):
        if hasattr(self, "ledger"):
            type(self).steps += 1
            self.ledger.check()

    def teardown(self):
        if hasattr(self, "session"):
            self.session.rollback()
            self.context.__exit__(None, None, None)


@pytest.fixture
def ready(office: Office) -> Office:
    """An office with an agency and a paper."""
    office.agency()
    office.paper()
    return office


def test_the_ledger_balances_through_thousands_of_random_steps(ready):
    Work.office = ready
    Work.steps = 0
    run_state_machine_as_test(Work, settings=settings(max_examples=50, stateful_step_count=50))
    assert Work.steps >= 2_000


def random_step(ledger: Ledger, pick: random.Random) -> None:
    """One thing an officer may try, or a forgery."""
    at, who, minor = pick.randint(0, 5), pick.choice(PEOPLE), pick.randint(-3, 700)
    verbs = [
        lambda: ledger.top_up(minor),
        lambda: ledger.propose([pick.randint(-1, 400) for _share in range(pick.randint(0, 3))]),
        lambda: ledger.propose([pick.randint(1, 60) for _share in range(pick.randint(1, 3))]),
        lambda: ledger.forge(pick.choice(list(EntryKind)), minor, pick.randint(-1, 1), 0, 0, at, MONDAY),
    ]
    if ledger.claims:
        verbs += [
            lambda: ledger.decide(at, pick.random() < 0.8, pick.choice(("director", who))),
            lambda: ledger.pay(at, pick.randint(0, 3), pick.randint(1, 40), pick.choice(("finance", who))),
            lambda: ledger.drop(at, who),
        ]
    pick.choice(verbs)()


def random_day(office: Office, seed: int, steps: int) -> tuple[list[str], list[tuple]]:
    """A day of random work from a seed: what was said to each step, and the ledger at its end."""
    pick = random.Random(seed)
    store = office.opened.store
    with store._session(office.person("clerk").actor()) as session:
        ledger = Ledger(office, session, pick.randint(1, 3_000))
        for _step in range(steps):
            random_step(ledger, pick)
            ledger.check()
        shown = ledger.shown()
        session.rollback()
    return ledger.said, shown


def test_the_same_random_work_gives_the_same_ledger_on_both_databases(ready, tmp_path, world, postgres_url):
    folder = tmp_path / "server"
    folder.mkdir()
    other = office_in(folder, world, postgres_url)
    try:
        other.agency()
        other.paper()
        for seed in range(3):
            said, shown = random_day(ready, seed, 70)
            assert random_day(other, seed, 70) == (said, shown)
            assert any(line == "pay: done" for line in said) or seed
            assert len(shown) > 5
    finally:
        other.close()


ATTACKS = [
    "UPDATE guarantee_entry SET minor = minor + 1",
    "DELETE FROM guarantee_entry",
    "UPDATE guarantee_claim SET amount_minor = 1",
    "DELETE FROM guarantee_claim_decision",
    "UPDATE guarantee_claim_share SET worker = 'somebody else'",
]


def test_the_ledger_is_only_added_to_even_past_the_gate(office_on_both):
    office = office_on_both
    guarantee = office.verified(office.agency())
    office.pay(office.approved(guarantee, 300), 1, 100)
    for statement in ATTACKS:
        with office.opened.store._session(office.person("finance").actor()) as session:
            connection = session.connection()
            open_gate(connection)
            with pytest.raises(DBAPIError, match="only added"):
                connection.execute(text(statement))
            session.rollback()


def test_the_database_refuses_a_pay_out_by_the_person_who_proposed_or_approved(office_on_both):
    office = office_on_both
    guarantee = office.verified(office.agency())
    claim = office.approved(guarantee, 300)
    for login in ("complaints", "director"):
        with office.opened.store._session(office.person("finance").actor()) as session:
            connection = session.connection()
            open_gate(connection)
            copied = _forged_payment(connection, claim, office.person(login).actor().id)
            with pytest.raises(DBAPIError, match="third pays"):
                connection.execute(text(copied[0]), copied[1])
            session.rollback()
    with office.opened.store._session(office.person("finance").actor()) as session:
        connection = session.connection()
        open_gate(connection)
        copied = _forged_payment(connection, claim, office.person("finance").actor().id)
        connection.execute(text(copied[0]), copied[1])  # the same row by a third person is whole
        close_gate(connection)
        session.rollback()


def _forged_payment(connection, claim, officer):
    """The statement of a pay-out that is right in every sum, written past the rules by this officer."""
    server = connection.dialect.name == "postgresql"
    shown = (lambda value: value) if server else (lambda value: value.bytes)
    columns = [
        row[0]
        for row in connection.execute(
            text(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'guarantee_entry'"
                if server
                else "SELECT name FROM pragma_table_info('guarantee_entry')"
            )
        )
    ]
    last = connection.execute(text("SELECT * FROM guarantee_entry ORDER BY seq DESC LIMIT 1")).mappings().one()
    share = connection.execute(text("SELECT id FROM guarantee_claim_share")).scalar_one()
    new = dict(last)
    fresh = bytes(16 * [0x70])
    new |= {
        "id": uuid.UUID(bytes=fresh) if server else fresh,
        "seq": last["seq"] + 1,
        "kind": "paid_out",
        "from_account": "reserved",
        "to_account": "paid_out",
        "minor": 300,
        "share_id": share,
        "claim_id": shown(claim),
        "officer_id": shown(officer),
        "reserved_after": last["reserved_after"] - 300,
        "balance_after": last["balance_after"] - 300,
        "claim_open_after": 0,
    }
    names = ", ".join(columns)
    values = ", ".join(f":{name}" for name in columns)
    return f"INSERT INTO guarantee_entry ({names}) VALUES ({values})", new
