"""Authorities as plain rules: by which instrument, on which day, within which limits; and who must stand aside."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.dates import DAY, Period
from registry_app.core.errors import BadInput, NotPermitted
from registry_app.core.money import Money
from registry_app.offices.rules import (
    AuthorityHeld,
    Matter,
    authority_for,
    covers,
    refuse_recused,
    refuse_unknown_limits,
)

MARCH = Period(date(2019, 3, 1), date(2019, 3, 31))


def held(verb: str = "licence:grant", period: Period = MARCH, **limits: object) -> AuthorityHeld:
    return AuthorityHeld(uuid.UUID(int=1), verb, "Directive 1/2019", date(2019, 1, 2), period, limits)


@pytest.mark.parametrize(
    ("day", "stands"),
    [(date(2019, 2, 28), False), (date(2019, 3, 1), True), (date(2019, 3, 31), True), (date(2019, 4, 1), False)],
)
def test_an_authority_stands_from_its_first_through_its_last_day(day: date, stands: bool) -> None:
    if stands:
        assert authority_for([held()], "licence:grant", day, Matter(), "Dawit") == held()
        return
    with pytest.raises(NotPermitted, match="not one that is in force"):
        authority_for([held()], "licence:grant", day, Matter(), "Dawit")


def test_without_an_authority_for_the_very_act_it_is_refused() -> None:
    for none in ([], [held("licence:refuse")]):
        with pytest.raises(NotPermitted, match="holds no authority"):
            authority_for(none, "licence:grant", date(2019, 3, 4), Matter(), "Dawit")


LIMITED = held(categories=["A", "B"], regions=["Addis Ababa"], amount_minor=100_000, currency="ETB")


@pytest.mark.parametrize(
    ("matter", "covered"),
    [
        (Matter(), True),
        (Matter("A", "Addis Ababa", Money(100_000, "ETB")), True),
        (Matter("C"), False),
        (Matter(region="Dire Dawa"), False),
        (Matter(amount=Money(100_001, "ETB")), False),
        (Matter(amount=Money(1, "USD")), False),
    ],
)
def test_a_matter_beyond_any_limit_is_refused(matter: Matter, covered: bool) -> None:
    assert covers(LIMITED, matter) == covered
    if not covered:
        with pytest.raises(NotPermitted, match="beyond its limits"):
            authority_for([LIMITED], "licence:grant", date(2019, 3, 4), matter, "Dawit")


def test_one_authority_that_covers_is_enough() -> None:
    wide = held()
    assert authority_for([LIMITED, wide], "licence:grant", date(2019, 3, 4), Matter("C"), "Dawit") is wide


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_limit_of_money_holds_to_the_last_unit(limit: int, amount: int) -> None:
    assert covers(held(amount_minor=limit, currency="ETB"), Matter(amount=Money(amount, "ETB"))) == (amount <= limit)


@pytest.mark.parametrize(
    "limits", [{"amount": 5}, {"category": ["A"]}, {"amount_minor": 5}, {"currency": "ETB"}, {"Regions": []}]
)
def test_a_limit_that_would_limit_nothing_is_refused(limits: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        refuse_unknown_limits(limits)


def test_limits_that_are_looked_at_are_taken() -> None:
    refuse_unknown_limits(LIMITED.limits)
    refuse_unknown_limits({})


def test_who_declared_an_interest_stands_aside_and_the_reason_is_said() -> None:
    one, other = uuid.UUID(int=1), uuid.UUID(int=2)
    refuse_recused([(other, "His sister is a principal.")], one, "Dawit")
    with pytest.raises(NotPermitted, match=r"His sister.*must stand aside"):
        refuse_recused([(other, "His sister is a principal.")], other, "Desta")


def test_the_day_before_and_after_any_period_is_outside() -> None:
    for day in (MARCH.first - DAY, date(2019, 4, 1)):
        assert day not in MARCH
