"""The pure rules: steps, terms, five sums, and texts that give a sealed name away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.complaints.allegations import CATEGORIES, Group, get_category
from registry_app.complaints.deadlines import Happened, deadlines, law_events, must_follow, state_on
from registry_app.complaints.money import PaymentRow, SumRow, money_table, overdue
from registry_app.complaints.rules import MOVED_TO, MOVES, OPEN, EventKind, Source, State, SumKind, move
from registry_app.complaints.secrecy import Identity, Leak, leak_in, refuse_leaks
from registry_app.core.check_results import Verdict
from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.money import Money
from registry_app.rulebook.terms import CannotTell, LastDay, NotRunning
from tests.support.complaining import HANNA
from tests.support.rulebook import law_alone

MONDAY = date(2019, 3, 4)
NOON = datetime(2019, 3, 4, 9, tzinfo=UTC)
CALENDAR = WorkCalendar(frozenset({5, 6}), frozenset(), date(2020, 12, 31))


def test_every_state_but_the_first_can_be_reached_and_none_is_a_dead_end_but_by_law():
    assert set().union(*MOVES.values()) == set(State) - {State.RECEIVED}
    assert all(MOVES.values())
    assert set(MOVED_TO.values()) == set(State)
    assert State.CLOSED not in OPEN


@given(st.sampled_from(State), st.sampled_from(State))
def test_a_move_is_in_the_table_or_refused_with_what_can_follow(current, wanted):
    if wanted in MOVES[current]:
        assert move(current, wanted) is wanted
    else:
        with pytest.raises(RuleBroken) as refused:
            move(current, wanted)
        assert refused.value.hint


def test_the_list_of_two_levels_has_every_group_and_no_code_twice():
    codes = [category.code for category in CATEGORIES]
    assert len(codes) == len(set(codes)) == 22
    assert {category.group for category in CATEGORIES} == set(Group)
    assert get_category("sexual_abuse").grave
    with pytest.raises(BadInput):
        get_category("")


def events(*pairs):
    return [Happened(kind, day, NOON + timedelta(hours=at)) for at, (kind, day) in enumerate(pairs)]


def test_the_state_follows_the_last_step_of_the_day_and_a_set_aside_step_counts_nothing():
    happened = events(
        (EventKind.RECEIVED, MONDAY), (EventKind.ACKNOWLEDGED, MONDAY), (EventKind.DEFENCE_RECEIVED, date(2019, 3, 6))
    )
    assert state_on(happened, MONDAY) is State.ACKNOWLEDGED
    assert state_on(happened, MONDAY, NOON) is State.RECEIVED
    assert state_on(happened, date(2019, 3, 3)) is None
    undone = [*happened, Happened(EventKind.CLOSED, MONDAY, NOON + timedelta(days=1), set_aside=True)]
    assert state_on(undone, MONDAY) is State.ACKNOWLEDGED


def test_the_law_alone_leaves_open_from_when_an_order_runs():
    happened = events((EventKind.RECEIVED, MONDAY), (EventKind.DECIDED, MONDAY))
    rules = law_alone()
    term = next(t for t in deadlines(rules, happened, CALENDAR, MONDAY) if t.key == "complaint.execution")
    assert isinstance(term.outcome, CannotTell)
    assert term.outcome.earliest is not None
    served = [*happened, Happened(EventKind.ORDER_SERVED, date(2019, 3, 6), NOON)]
    term = next(t for t in deadlines(rules, served, CALENDAR, date(2019, 3, 6)) if t.key == "complaint.execution")
    assert isinstance(term.outcome, CannotTell)
    assert term.outcome.latest is not None
    assert law_events(served, MONDAY) == {
        "complaint_received": MONDAY,
        "decision_given": MONDAY,
        "order_issued": MONDAY,
    }


def test_a_late_notification_misses_its_term():
    happened = events((EventKind.RECEIVED, MONDAY), (EventKind.RESPONDENT_NOTIFIED, date(2019, 3, 12)))
    terms = {term.key: term for term in deadlines(law_alone(), happened, CALENDAR, date(2019, 3, 12))}
    assert terms["complaint.serve"].missed is Verdict.MET
    assert isinstance(terms["complaint.defence"].outcome, NotRunning)


def test_a_step_lies_between_the_last_one_and_today():
    happened = events((EventKind.RECEIVED, MONDAY), (EventKind.ACKNOWLEDGED, date(2019, 3, 6)))
    must_follow(happened, EventKind.DEFENCE_RECEIVED, MONDAY, date(2019, 3, 6))
    with pytest.raises(BadInput):
        must_follow(happened, EventKind.CONCILIATION_OPENED, date(2019, 3, 5), date(2019, 3, 6))
    with pytest.raises(BadInput):
        must_follow(happened, EventKind.CONCILIATION_OPENED, date(2019, 3, 7), date(2019, 3, 6))


# -- the five sums -----------------------------------------------------------------------------------------------

kinds = st.sampled_from(SumKind)
rows = st.builds(
    SumRow,
    allegation=st.integers(1, 3),
    worker=st.sampled_from(["W1", "W2"]),
    kind=kinds,
    amount=st.builds(Money, st.integers(1, 10**9), st.sampled_from(["ETB", "USD"])),
    due=st.one_of(
        st.none(),
        st.builds(LastDay, st.dates(date(2019, 1, 1), date(2019, 12, 31))),
        st.just(CannotTell("who knows", date(2019, 1, 1), None)),
        st.just(NotRunning("order_served", "not served")),
    ),
)
payments = st.builds(
    PaymentRow,
    allegation=st.integers(1, 3),
    worker=st.sampled_from(["W1", "W2"]),
    amount=st.builds(Money, st.integers(1, 10**9), st.sampled_from(["ETB", "USD"])),
    source=st.sampled_from(Source),
    paid_by=st.just("agency"),
    paid_on=st.dates(date(2019, 1, 1), date(2019, 6, 30)),
    reference=st.just(""),
    acknowledged_on=st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2019, 12, 31))),
)


@given(st.lists(rows, max_size=12), st.lists(payments, max_size=8), st.dates(date(2019, 1, 1), date(2019, 12, 31)))
def test_the_table_loses_and_nets_nothing(sums, paid, on):
    table = money_table(sums, paid, on)
    for currency in ("ETB", "USD"):
        lines = [line for line in table if line.currency == currency]
        for kind in SumKind:
            there = sum(row.amount.minor for row in sums if row.kind is kind and row.amount.currency == currency)
            assert sum(getattr(line, kind.value).minor for line in lines) == there
        made = [row for row in paid if row.amount.currency == currency and row.paid_on <= on]
        assert sum((line.paid + line.reported).minor for line in lines) == sum(row.amount.minor for row in made)
        known = [row for row in made if row.acknowledged_on is not None and row.acknowledged_on <= on]
        assert sum(line.paid.minor for line in lines) == sum(row.amount.minor for row in known)


@given(st.lists(rows, max_size=12), st.lists(payments, max_size=8), st.dates(date(2019, 1, 1), date(2019, 12, 31)))
def test_a_payment_nobody_acknowledged_never_makes_a_debt_smaller(sums, paid, on):
    heard = [row for row in paid if row.acknowledged_on is not None]
    assert overdue(sums, paid, on) == overdue(sums, heard, on)


def due(minor, outcome, kind=SumKind.SETTLED):
    return SumRow(1, "W1", kind, Money(minor, "ETB"), due=outcome)


def got(minor, day=MONDAY):
    return PaymentRow(1, "W1", Money(minor, "ETB"), Source.AGENCY, "agency", day, "", day)


def test_what_is_past_due_is_what_fell_due_less_what_the_worker_has():
    two = [due(100, LastDay(MONDAY)), due(50, LastDay(date(2019, 4, 1)))]
    assert overdue(two, [], MONDAY).verdict is Verdict.MET
    late = overdue(two, [got(30)], date(2019, 3, 5))
    assert (late.verdict, late.amounts, late.since) == (Verdict.NOT_MET, (Money(70, "ETB"),), MONDAY)
    assert overdue(two, [got(100)], date(2019, 4, 1)).verdict is Verdict.MET
    assert overdue(two, [got(100)], date(2019, 4, 2)).amounts == (Money(50, "ETB"),)


def test_a_term_that_cannot_be_told_is_no_verdict_and_one_not_running_is_no_debt_past_due():
    unsure = [due(100, CannotTell("who knows", MONDAY, None))]
    assert overdue(unsure, [], date(2019, 5, 1)).verdict is Verdict.CANNOT_TELL
    assert overdue(unsure, [got(100)], date(2019, 5, 1)).verdict is Verdict.MET
    assert overdue([due(100, NotRunning("order_served", "not served"))], [], date(2019, 5, 1)).verdict is Verdict.MET


def test_dollars_never_pay_birr():
    paid = PaymentRow(1, "W1", Money(10**9, "USD"), Source.AGENCY, "agency", MONDAY, "", MONDAY)
    assert overdue([due(100, LastDay(MONDAY))], [paid], date(2019, 3, 5)).verdict is Verdict.NOT_MET


# -- texts that give a name away ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Hanna Worku Tessema paid the fee.",
        "tessema hanna, daughter of WORKU",
        "Ｈａｎｎａ Worku Tessema",
        "Hánna Worku Tesséma",
        "She is called ሐና ወርቁ at home.",
        "call 0911 234567",
        "+251-911-234-567",
        "her passport EP 1234567",
        "lives in Kebele 07, House 112, Adama",
        "+٢٥١ ٩١١ ٢٣٤ ٥٦٧",
    ],
)
def test_a_text_with_the_name_or_what_leads_to_it_is_found(text):
    assert leak_in(text, HANNA) is Leak.WHOLE


@pytest.mark.parametrize("text", ["Worku drove the bus.", "The agency of Mr Tessema took the fee."])
def test_a_word_of_the_name_is_a_warning_that_can_be_read_again(text):
    assert leak_in(text, HANNA) is Leak.PART
    with pytest.raises(BadInput, match="also part"):
        refuse_leaks([text], [HANNA], parts_accepted=False)
    refuse_leaks([text], [HANNA], parts_accepted=True)


@pytest.mark.parametrize("text", ["", "The worker paid a fee in two parts.", "On 10 January in Adama."])
def test_other_texts_pass(text):
    assert leak_in(text, HANNA) is Leak.NONE


def test_the_whole_name_is_refused_even_when_parts_were_accepted_and_never_repeated():
    with pytest.raises(BadInput) as refused:
        refuse_leaks(["Hanna Worku Tessema paid."], [HANNA], parts_accepted=True)
    assert "Hanna" not in str(refused.value)


@given(st.permutations(["Amina", "Juma", "Hassan"]), st.text(max_size=20), st.text(max_size=20))
def test_no_order_of_the_words_hides_a_name(words, before, after):
    identity = Identity("Amina Juma Hassan")
    assert leak_in(f"{before} {' '.join(words)} {after}", identity) is Leak.WHOLE


def test_an_identity_shows_nothing_of_itself():
    assert "Hanna" not in repr(HANNA) + str(HANNA) + f"{HANNA!r}"
