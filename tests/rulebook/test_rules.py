"""Asking the law on a day: exactly one value or unknown, never a tie-break; and when it may be decided by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.money import Money
from registry_app.core.texts import bare
from registry_app.rulebook.keys import KEYS, KeyType
from registry_app.rulebook.revising import compare, with_value
from registry_app.rulebook.rules import (
    END,
    Amendment,
    Because,
    Book,
    Confidence,
    Confirmation,
    Provenance,
    RuleSet,
    RuleValue,
    look_up,
    overlapping,
)
from registry_app.rulebook.values import UNKNOWN, Instrument, Item, Term
from tests.support.rulebook import ethiopia, law_alone, set_value

FIRST = date(2016, 2, 19)
LAW = law_alone()
BOOK = Book("xx/1", "XX", "The Act", FIRST)
KEY = "licence.limit_per_holder"


def value(number: int, first: date, last: date | None = None) -> RuleValue:
    return RuleValue(KEY, number, str(number), Period(first, last), Because("xx/1", source=f"s. {number}"))


PERIODS = st.builds(
    lambda first, length: Period(date(2018, 1, 1) + timedelta(days=first), _last(first, length)),
    st.integers(0, 60),
    st.one_of(st.none(), st.integers(0, 20)),
)


def _last(first: int, length: int | None) -> date | None:
    return None if length is None else date(2018, 1, 1) + timedelta(days=first + length)


@given(st.lists(PERIODS, max_size=5))
def test_each_day_has_one_value_or_unknown_or_the_book_is_refused(periods):
    rows = [replace(value(at, period.first, period.last)) for at, period in enumerate(periods)]
    days = [date(2018, 1, 1) + timedelta(days=at) for at in range(90)]
    claims = {day: [row.value for row in rows if day in row.period] for day in days}
    if any(len(claim) > 1 for claim in claims.values()):
        assert overlapping(rows)
        with pytest.raises(BadInput):
            RuleSet(BOOK, tuple(rows))
        return
    rules = RuleSet(BOOK, tuple(rows))
    for day, claim in claims.items():
        answer = rules.answer(KEY, day)
        assert answer.known is bool(claim)
        assert answer.value == (claim[0] if claim else UNKNOWN)


@given(st.sampled_from(sorted(KEYS)), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_every_key_has_one_answer_on_every_day(key, day):
    answer = LAW.answer(key, day)
    assert (answer.value is UNKNOWN) is not answer.known
    if day < FIRST:
        assert not answer.known


@given(st.lists(st.integers(0, 80), min_size=1, max_size=6))
def test_setting_values_never_changes_an_earlier_day(starts):
    rules = RuleSet(BOOK, (value(0, FIRST),))
    days = [FIRST + timedelta(days=at) for at in range(90)]
    for number, start in enumerate(starts, start=1):
        before = [rules.answer(KEY, day).value for day in days[:start]]
        rules = with_value(rules, value(number, days[start]))
        assert [rules.answer(KEY, day).value for day in days[:start]] == before
        assert all(rules.answer(KEY, day).value == number for day in days[start:])


def test_a_value_set_with_a_last_day_is_refused():
    with pytest.raises(BadInput):
        with_value(RuleSet(BOOK, (value(0, FIRST),)), value(1, date(2019, 1, 1), date(2019, 6, 30)))


def test_two_values_for_one_day_are_an_error_also_when_only_looked_up():
    with pytest.raises(BadInput) as refusal:
        look_up([value(1, FIRST), value(2, date(2017, 1, 1))], KEY, date(2018, 1, 1))
    assert "two values for the same days" in bare(str(refusal.value))


def test_a_key_outside_the_list_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        law_alone().answer("licence.colour", FIRST)


def test_an_answer_says_why():
    answer = law_alone().answer("guarantee.requirement", date(2019, 3, 4))
    assert answer.source == "art. 60(1)"
    assert answer.because.quote.startswith("Any Agency shall deposit USD 100,000 or its equivalent in Birr")
    assert answer.because.confidence is Confidence.A
    assert answer.because.provenance is Provenance.LAW
    assert not answer.because.confirmed


def test_what_nobody_set_is_shown_as_not_set_by_the_regulator():
    answer = law_alone().answer("guarantee.sharing", date(2019, 3, 4))
    assert answer.source == "not set by the regulator"
    assert answer.of(str) is UNKNOWN
    assert answer.listed(Item) is UNKNOWN
    assert answer.because.note


def test_what_the_office_set_names_its_instrument():
    answer = ethiopia().answer("guarantee.sharing", date(2019, 3, 4))
    assert answer.of(str) == "pro_rata"
    assert answer.source == "Directive 1/2019 (made up for training)"
    assert answer.because.provenance is Provenance.OFFICE


def test_asking_for_another_type_is_a_fault_of_ours():
    rules, day = law_alone(), date(2019, 3, 4)
    with pytest.raises(TypeError):
        rules.answer("licence.per_destination", day).of(int)
    with pytest.raises(TypeError):
        rules.answer("licence.limit_per_holder", day).of(bool)
    with pytest.raises(TypeError):
        rules.answer("guarantee.release", day).listed(Term)
    with pytest.raises(TypeError):
        rules.answer("licence.per_destination", day).requirement()


def test_the_requirement_is_a_tree_of_instruments():
    tree = law_alone().answer("guarantee.requirement", date(2019, 3, 4)).requirement()
    assert isinstance(tree, Instrument)
    assert tree.kind == "blocked_account"
    assert tree.amount.amount == Money(10_000_000, "USD")
    assert tree.amount.or_equivalent == ("ETB",)


def test_open_parts_of_a_term_follow_the_counting_rules_of_the_day():
    rules = set_value(law_alone(), "counting.day_of_event", plain=False, from_day=date(2019, 1, 2))
    before = rules.term("complaint.defence", date(2019, 1, 1))
    after = rules.term("complaint.defence", date(2019, 1, 2))
    assert isinstance(before, Term)
    assert isinstance(after, Term)
    assert before.counts_day_of_event is UNKNOWN
    assert after.counts_day_of_event is False
    assert after.calendar is UNKNOWN


def test_a_part_that_a_term_states_itself_is_not_overruled_by_the_counting_rules():
    term = ethiopia().term("licence.term_initial", date(2019, 3, 4))
    assert isinstance(term, Term)
    assert term.counts_day_of_event is True
    assert term.cut_off_hour == 17


def test_terms_inside_lists_follow_the_counting_rules_too():
    conditions = ethiopia().answer("guarantee.release", date(2019, 3, 4)).listed(Item)
    assert conditions is not UNKNOWN
    (term,) = [condition.term for condition in conditions if condition.term]
    assert term.counts_day_of_event is False


@pytest.mark.parametrize("day", [FIRST, date(2019, 3, 4), date(2020, 12, 31)])
def test_while_the_law_stands_it_is_decided_by(day):
    law_alone().must_be_in_force(day)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2016, 2, 18), "was not in force on 18 Feb 2016: it applies from 19 Feb 2016"),
        (date(2021, 1, 1), "was amended by Proclamation No. 1246/2021, possibly as early as 1 Jan 2021"),
        (
            date(2025, 8, 14),
            "ended on 13 Aug 2025 and was replaced by Proclamation No. 1389/2025; a decision of 14 Aug 2025",
        ),
    ],
)
def test_a_decision_before_its_start_after_its_end_or_after_an_unread_amendment_is_refused(day, words):
    with pytest.raises(RuleBroken) as refusal:
        law_alone().must_be_in_force(day)
    assert words in bare(refusal.value.sentence)
    assert refusal.value.hint


def test_a_confirmation_lifts_the_doubt_it_names_on_the_days_it_covers():
    amended = Confirmation("et/1246-2021", "Opinion 4/2021", Period(date(2021, 1, 1)), date(2021, 2, 1))
    ended = Confirmation(END, "Opinion 5/2025", Period(date(2025, 8, 14), date(2025, 12, 31)), date(2025, 9, 1))
    rules = replace(law_alone(), confirmations=(amended,))
    rules.must_be_in_force(date(2024, 1, 1))
    with pytest.raises(RuleBroken):
        rules.must_be_in_force(date(2025, 8, 14))
    rules = replace(rules, confirmations=(amended, ended))
    rules.must_be_in_force(date(2025, 12, 31))
    with pytest.raises(RuleBroken):
        rules.must_be_in_force(date(2026, 1, 1))


def test_nothing_confirms_a_law_before_its_first_day():
    rules = replace(law_alone(), confirmations=(Confirmation("start", "x", Period(date(2010, 1, 1)), FIRST),))
    with pytest.raises(RuleBroken):
        rules.must_be_in_force(date(2016, 1, 1))


def test_an_amendment_that_was_read_raises_no_doubt():
    read = Amendment("xx/2", "Amending Act", date(2018, 1, 1), read=True)
    unread = replace(read, read=False)
    RuleSet(replace(BOOK, amendments=(read,)), ()).must_be_in_force(date(2019, 1, 1))
    with pytest.raises(RuleBroken) as refusal:
        RuleSet(replace(BOOK, amendments=(unread,)), ()).must_be_in_force(date(2019, 1, 1))
    assert "was amended by Amending Act from 1 Jan 2018" in bare(refusal.value.sentence)


def test_no_decision_before_two_persons_confirmed_the_values():
    with pytest.raises(RuleBroken) as refusal:
        law_alone().must_allow_decision(date(2019, 3, 4))
    assert "have not been confirmed by two persons yet" in bare(refusal.value.sentence)
    ethiopia().must_allow_decision(date(2019, 3, 4))
    with pytest.raises(RuleBroken):
        ethiopia().must_allow_decision(date(2026, 1, 1))


def test_comparing_two_days_shows_what_changed_between_them():
    rules = set_value(law_alone(), "complaint.interest", "9", date(2020, 1, 1))
    (found,) = compare(rules, date(2019, 12, 31), rules, date(2020, 1, 1))
    assert found.key == "complaint.interest"
    assert not found.before.known
    assert found.after.because.instrument


def test_every_key_says_what_it_asks_and_codes_have_their_list():
    for key, spec in KEYS.items():
        assert spec.meaning
        assert key.count(".") == 1
        if spec.type is KeyType.CODE:
            assert spec.codes
