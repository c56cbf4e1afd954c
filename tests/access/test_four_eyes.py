"""Four eyes: two accounts, two calls; what is approved is what was proposed, to the letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from registry_app.access import four_eyes
from registry_app.access.models import Approval, Outcome
from registry_app.build import Opened
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RegistryError, RuleBroken
from registry_app.journal.models import JournalEntry
from registry_app.offices.models import Office
from tests.support.office import as_user

VERB, MAY = "licence:grant", "decision:approve"
FACTS = {"agency": "A-HQ-2019-00001-2", "months": 24}


class Table:
    """A matter that needs two persons, and who sits around it."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.seats: dict[str, Opened] = {}

    def seat(self, login: str) -> Opened:
        if login not in self.seats:
            self.seats[login] = as_user(self.opened, login)
        return self.seats[login]

    def act(self, login: str, step: Callable[..., Any], *arguments: Any) -> Any:
        with self.seat(login).transaction(VERB) as (session, actor):
            office = session.scalars(select(Office)).one()
            return step(session, actor, VERB, office, *arguments)

    def propose(self, login: str = "licensing", facts: dict[str, Any] = FACTS) -> Any:
        return self.act(login, lambda s, a, verb, office: four_eyes.propose(s, a, verb, MAY, office, facts))

    def outcomes(self) -> list[Outcome]:
        with self.opened.reading() as session:
            return list(session.scalars(select(Approval.outcome).order_by(Approval.recorded_at, Approval.id)))

    def verbs(self) -> list[str]:
        with self.opened.reading() as session:
            found = select(JournalEntry.verb).where(JournalEntry.operation == "V", JournalEntry.verb.like("approval:%"))
            return list(session.scalars(found.order_by(JournalEntry.seq)))

    def close(self) -> None:
        for each in self.seats.values():
            each.close()


@pytest.fixture
def table(on_file: Opened) -> Iterator[Table]:
    made = Table(on_file)
    yield made
    made.close()


@pytest.fixture
def table_on_both(opened: Opened) -> Iterator[Table]:
    made = Table(opened)
    yield made
    made.close()


def test_two_persons_decide_and_the_journal_names_both(table_on_both: Table) -> None:
    table = table_on_both
    table.propose()
    table.act("director", four_eyes.approve, FACTS, "In order.")
    with table.opened.reading() as session:
        request = session.scalars(select(Approval)).one()
    assert request.proposed_by == table.seat("licensing").user_id
    assert request.decided_by == table.seat("director").user_id
    assert request.decided_at is not None
    assert request.reason == "In order."
    assert table.outcomes() == [Outcome.APPROVED]
    assert table.verbs() == ["approval:asked", "approval:given"]


def test_nobody_decides_what_he_proposed_whatever_he_may(table: Table) -> None:
    table.propose("director")
    for step in (
        lambda: table.act("director", four_eyes.approve, FACTS),
        lambda: table.act("director", four_eyes.decline, "no"),
    ):
        with pytest.raises(NotPermitted, match="four eyes, always"):
            step()
    assert table.outcomes() == [Outcome.PENDING]
    table.act("deputy", four_eyes.approve, FACTS)
    assert table.outcomes() == [Outcome.APPROVED]


@pytest.mark.parametrize("login", ["clerk", "finance", "complaints", "admin", "auditor", "custodian"])
def test_the_second_person_needs_the_permission(table: Table, login: str) -> None:
    table.propose()
    with pytest.raises(NotPermitted, match="approve a decision"):
        table.act(login, four_eyes.approve, FACTS)
    with pytest.raises(NotPermitted, match="approve a decision"):
        table.act(login, four_eyes.decline, "no")
    assert table.outcomes() == [Outcome.PENDING]


@pytest.mark.parametrize(
    "facts",
    [{}, {**FACTS, "months": 25}, {**FACTS, "more": None}, {"agency": FACTS["agency"]}, {**FACTS, "months": "24"}],
)
def test_what_changed_since_it_was_proposed_cannot_be_approved(table: Table, facts: dict[str, Any]) -> None:
    table.propose()
    with pytest.raises(RuleBroken, match="has changed since"):
        table.act("director", four_eyes.approve, facts)
    assert table.outcomes() == [Outcome.PENDING]


def test_the_order_in_which_facts_are_named_is_no_change(table: Table) -> None:
    table.propose()
    table.act("director", four_eyes.approve, dict(reversed(FACTS.items())))
    assert table.outcomes() == [Outcome.APPROVED]


def test_a_second_proposal_waits_until_the_first_is_decided(table: Table) -> None:
    table.propose()
    with pytest.raises(RuleBroken, match="proposed already"):
        table.propose("clerk")
    table.act("director", four_eyes.decline, "The fee is missing.")
    table.propose("clerk")
    assert table.outcomes() == [Outcome.DECLINED, Outcome.PENDING]


def test_of_two_who_propose_the_same_at_once_one_is_let_in(
    table_on_both: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each looked before the other had proposed: the database decides."""
    table = table_on_both
    table.propose()
    with monkeypatch.context() as looked_before:
        looked_before.setattr(four_eyes, "_pending", lambda *_which: None)
        with pytest.raises(RuleBroken, match="proposed already"):
            table.propose("clerk")
    assert table.outcomes() == [Outcome.PENDING]
    table.act("director", four_eyes.decline, "The fee is missing.")
    table.propose("clerk")
    assert table.outcomes() == [Outcome.DECLINED, Outcome.PENDING]


def test_only_the_proposer_withdraws(table: Table) -> None:
    table.propose()
    with pytest.raises(NotPermitted, match="Only the person who proposed"):
        table.act("director", four_eyes.withdraw, "a reason")
    table.act("licensing", four_eyes.withdraw, "I took the wrong agency.")
    assert table.outcomes() == [Outcome.WITHDRAWN]
    assert table.verbs() == ["approval:asked", "approval:withdrawn"]


@pytest.mark.parametrize("step", [four_eyes.decline, four_eyes.withdraw])
@pytest.mark.parametrize("reason", ["", "  ", "\u202eno"])
def test_a_request_is_not_ended_without_a_reason(table: Table, step: Callable[..., Any], reason: str) -> None:
    table.propose()
    with pytest.raises(BadInput):
        table.act("licensing" if step is four_eyes.withdraw else "director", step, reason)
    assert table.outcomes() == [Outcome.PENDING]


@pytest.mark.parametrize("end", ["approve", "decline", "withdraw"])
def test_what_is_decided_is_not_decided_again(table: Table, end: str) -> None:
    table.propose()
    table.act("director", four_eyes.approve, FACTS)
    step: Callable[..., Any] = getattr(four_eyes, end)
    with pytest.raises(NotFound, match="Nothing of this kind waits"):
        table.act("deputy", step, FACTS if end == "approve" else "a reason")
    assert table.outcomes() == [Outcome.APPROVED]


def test_a_refused_approval_is_itself_in_the_journal(table: Table) -> None:
    table.propose("director")
    with pytest.raises(RegistryError):
        table.act("director", four_eyes.approve, FACTS)
    with table.opened.reading() as session:
        last = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc())).first()
    assert last is not None
    assert (last.verb, last.actor_id) == ("step:refused", table.seat("director").user_id)
    assert '"doing":"licence:grant"' in last.body


def test_who_may_decide_sees_what_waits_oldest_first(table: Table) -> None:
    request = table.propose()
    with table.opened.reading() as session:
        (waiting,) = four_eyes.list_pending(session)
        assert (waiting.id, waiting.proposed_by_name, waiting.facts) == (request, "Lemma Licensing", FACTS)
        assert four_eyes.list_pending(session, MAY) == [waiting]
        assert four_eyes.list_pending(session, "guarantee:approve") == []
