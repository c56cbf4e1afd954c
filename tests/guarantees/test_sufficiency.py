"""What suffices, what is short by how much, and what cannot be told; as a rule over values and as a check."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.check_results import Level, Verdict
from registry_app.core.dates import Period
from registry_app.core.money import Money
from registry_app.core.texts import bare
from registry_app.guarantees import service
from registry_app.guarantees.checks import guarantee_suffices, guarantee_suffices_through
from registry_app.guarantees.rules import Coverage, EventKind, Happened, InstrumentKind, Terms
from registry_app.guarantees.sufficiency import Held, Rate, converted, shortfall, shortfall_through, times
from registry_app.rulebook.values import AllOf, AnyOf, FixedAmount, Instrument
from tests.support.redress import MONDAY, Office

NOON = datetime(2019, 3, 4, 9, 0, tzinfo=UTC)
FIRST = date(2019, 3, 1)
RATE = Rate("USD", "ETB", Decimal("28.5"), MONDAY, "central bank")


def asked(minor: int, kind: str = "blocked_account", currency: str = "USD", *other: str) -> Instrument:
    return Instrument(kind, FixedAmount(Money(minor, currency), other))


def held(minor: int, currency: str = "USD", kind: str = "blocked_account", **other) -> Held:
    kinds = (EventKind.LODGED, EventKind.VERIFIED) if other.pop("verified", True) else (EventKind.LODGED,)
    kinds += (other.pop("ended"),) if "ended" in other else ()
    nothing = Money(0, currency)
    return Held(
        number="G-1",
        kind=InstrumentKind(kind),
        cover=Coverage(FIRST, other.pop("through", None), other.pop("renews", False)),
        events=tuple(Happened(each, FIRST, NOON) for each in kinds),
        free=Money(minor, currency),
        reserved=Money(other.pop("reserved", 0), currency),
        paid_out=nothing,
        **other,
    )


def test_enough_is_enough_and_one_cent_less_is_short_by_one_cent():
    assert shortfall(asked(100), [held(100)], MONDAY).verdict is Verdict.MET
    short = shortfall(asked(100), [held(99)], MONDAY)
    assert (short.verdict, [part.amount.minor for part in short.missing]) == (Verdict.NOT_MET, [1])


@pytest.mark.parametrize(
    "wrong",
    [
        {"verified": False},
        {"ended": EventKind.RELEASED},
        {"ended": EventKind.REPLACED},
        {"ended": EventKind.FORFEITED},
        {"ended": EventKind.DENIED},
        {"through": date(2019, 3, 3)},
        {"kind": "cash"},
        {"currency": "EUR"},
    ],
)
def test_what_does_not_stand_does_not_count(wrong):
    short = shortfall(asked(100), [held(100, **wrong)], MONDAY)
    assert short.missing[0].amount == Money(100, "USD")


def test_what_is_reserved_for_workers_does_not_count_and_says_so():
    short = shortfall(asked(100), [held(80, reserved=20)], MONDAY)
    assert short.missing[0].amount.minor == 20
    assert "reserved" in bare(" ".join(short.reasons))


def test_a_renewal_nobody_confirmed_cannot_be_told():
    through = held(100, through=date(2019, 3, 3), renews=True)
    assert shortfall(asked(100), [through], MONDAY).verdict is Verdict.CANNOT_TELL
    assert shortfall(asked(100), [through, held(100)], MONDAY).verdict is Verdict.MET


def test_an_equivalent_without_a_recorded_rate_cannot_be_told():
    requirement = asked(10_000_000, "blocked_account", "USD", "ETB")
    birr = held(285_000_000, "ETB")
    assert shortfall(requirement, [birr], MONDAY).verdict is Verdict.CANNOT_TELL
    valued = held(285_000_000, "ETB", valuation=RATE)
    assert shortfall(requirement, [valued], MONDAY).verdict is Verdict.MET
    short = shortfall(requirement, [held(284_999_999, "ETB", valuation=RATE)], MONDAY)
    assert short.missing[0].amount == Money(1, "USD")  # a third of a cent short is a cent short
    foreign = held(285_000_000, "ETB", valuation=Rate("EUR", "ETB", Decimal(30), MONDAY, "bank"))
    assert shortfall(requirement, [foreign], MONDAY).verdict is Verdict.CANNOT_TELL


def test_dollars_that_suffice_make_the_missing_rate_of_others_immaterial():
    requirement = asked(100, "blocked_account", "USD", "ETB")
    assert shortfall(requirement, [held(1, "ETB"), held(100)], MONDAY).verdict is Verdict.MET


def test_all_of_needs_each_and_never_counts_one_paper_twice():
    both = AllOf((asked(60, "cash"), asked(40, "bank_guarantee")))
    cash, bank = held(60, kind="cash"), held(40, kind="bank_guarantee")
    assert shortfall(both, [cash, bank], MONDAY).verdict is Verdict.MET
    assert [part.kind for part in shortfall(both, [cash], MONDAY).missing] == ["bank_guarantee"]
    twice = AllOf((asked(60, "cash"), asked(60, "cash")))
    assert shortfall(twice, [cash], MONDAY).missing[0].amount.minor == 60


def test_any_of_is_met_by_its_best_way():
    either = AnyOf((asked(60, "cash"), asked(40, "bank_guarantee")))
    assert shortfall(either, [held(40, kind="bank_guarantee")], MONDAY).verdict is Verdict.MET
    nested = AllOf((either, asked(10, "insurance")))
    assert [part.kind for part in shortfall(nested, [held(60, kind="cash")], MONDAY).missing] == ["insurance"]
    unsure = held(40, kind="bank_guarantee", through=date(2019, 3, 2), renews=True)
    assert shortfall(either, [unsure], MONDAY).verdict is Verdict.CANNOT_TELL


def test_through_looks_at_every_turn():
    ends = held(100, through=date(2019, 6, 30))
    assert shortfall_through(asked(100), [ends], MONDAY, date(2019, 6, 30)).verdict is Verdict.MET
    after = shortfall_through(asked(100), [ends], MONDAY, date(2019, 7, 1))
    assert (after.verdict, after.on) == (Verdict.NOT_MET, date(2019, 7, 1))
    gap = [ends, Held(**{**vars(held(100)), "cover": Coverage(date(2019, 7, 2), None)})]
    assert shortfall_through(asked(100), gap, MONDAY, date(2019, 12, 31)).on == date(2019, 7, 1)


@given(st.integers(1, 10**9), st.lists(st.integers(1, 10**9), max_size=5))
def test_missing_and_held_make_the_requirement(minor, sums):
    short = shortfall(asked(minor), [held(each) for each in sums], MONDAY)
    if short.verdict is Verdict.MET:
        assert sum(sums) >= minor
    else:
        assert sum(part.amount.minor for part in short.missing) == minor - sum(sums)


@given(st.integers(0, 10**12), st.decimals("0.0001", "9999", places=4))
def test_a_conversion_there_and_back_is_exact(minor, rate):
    there = converted(Money(minor, "USD"), Rate("USD", "JPY", rate, MONDAY, "bank"))
    assert there == Fraction(minor, 100) * Fraction(rate)


@given(st.integers(1, 10**6), st.integers(1, 5))
def test_a_requirement_for_several_licences_is_so_many_times_as_much(minor, count):
    either = AnyOf((asked(minor), AllOf((asked(minor), asked(1, "cash")))))
    first = times(either, count).parts[0]
    assert first.amount.amount.minor == minor * count


# -- as a check over the register --------------------------------------------------------------------------------


def check(office: Office, agency, on=MONDAY):
    return office.read(guarantee_suffices, agency, on)[0]


def test_nothing_lodged_is_short_by_the_whole_sum_with_the_provision(office):
    result = check(office, office.agency())
    assert (result.verdict, result.level, result.source) == (Verdict.NOT_MET, Level.BLOCKER, "art. 60(1)")
    assert "100,000.00 USD" in bare(result.sentence)


def test_the_full_sum_suffices_once_it_is_verified(office_on_both):
    office = office_on_both
    agency = office.agency()
    guarantee = office.lodged(agency)
    assert check(office, agency).verdict is Verdict.NOT_MET
    office.does("finance", service.verify, guarantee, office.answer())
    assert check(office, agency).verdict is Verdict.MET


def test_birr_cannot_be_told_without_a_rate_and_a_later_rate_is_only_a_note(office):
    agency = office.agency()
    birr = Terms(Money(285_000_000, "ETB"), Period(FIRST))
    guarantee = office.verified(agency, terms=birr)
    assert check(office, agency).verdict is Verdict.CANNOT_TELL
    rate = office.does("finance", service.record_rate, service.RateFound("USD", "ETB", "28.5", MONDAY, "central bank"))
    office.does("finance", service.value_by, guarantee, rate, instrument="Circular 3", effective_from=MONDAY)
    assert check(office, agency).verdict is Verdict.MET
    tuesday = date(2019, 3, 5)
    later = service.RateFound("USD", "ETB", "29.9", tuesday, "central bank")
    office.does("finance", service.record_rate, later, on=tuesday)
    results = office.read(guarantee_suffices, agency, tuesday)
    assert [(result.code, result.verdict, result.level) for result in results] == [
        ("guarantee:sufficient", Verdict.MET, Level.BLOCKER),
        ("guarantee:rate_moved", Verdict.MET, Level.NOTE),
    ]


def test_a_certificate_needs_it_through_its_last_day(office):
    agency = office.agency()
    office.verified(agency, terms=Terms(Money(10_000_000, "USD"), Period(FIRST, date(2019, 8, 31))))
    through = office.read(guarantee_suffices_through, agency, MONDAY, date(2019, 8, 31))
    assert through[0].verdict is Verdict.MET
    beyond = office.read(guarantee_suffices_through, agency, MONDAY, date(2019, 9, 1))
    assert beyond[0].verdict is Verdict.NOT_MET


def test_a_claim_makes_it_short(office):
    agency = office.agency()
    office.claimed(office.verified(agency), 1)
    assert "0.01 USD" in bare(check(office, agency).sentence)


def test_without_an_adopted_law_it_cannot_be_told(office):
    assert check(office, office.agency(), date(1999, 1, 1)).verdict is Verdict.CANNOT_TELL
