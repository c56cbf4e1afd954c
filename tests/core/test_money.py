"""Money: nothing is rounded, mixed or misread."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.errors import BadInput
from registry_app.core.money import Money, digits, parse_money, share_out, total, zero

amounts = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("currency", "places"), [("ETB", 2), ("USD", 2), ("JPY", 0), ("KWD", 3), ("IQD", 3), ("XAU", 0)]
)
def test_decimal_places_are_those_of_iso_4217(currency, places):
    assert digits(currency) == places


@pytest.mark.parametrize("code", ["", "E", "etb", "XYZ", "ETBB", "🂡🂡🂡"])
def test_an_unknown_currency_is_refused_at_once(code):
    with pytest.raises(BadInput, match="not the code of a currency"):
        Money(1, code)


@given(amounts, amounts)
def test_sums_and_differences_are_exact(one, other):
    a, b = Money(one, "ETB"), Money(other, "ETB")
    assert (a + b).minor == one + other
    assert (a - b).minor == one - other
    assert (a < b, a <= b, a > b, a >= b) == (one < other, one <= other, one > other, one >= other)
    assert bool(a) == (one != 0)
    assert total([a, b], "ETB") == a + b


def test_two_currencies_are_never_added_or_compared():
    for act in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__):
        with pytest.raises(BadInput, match="cannot be added up"):
            act(Money(1, "ETB"), Money(1, "USD"))
    with pytest.raises(BadInput):
        total([Money(1, "USD")], "ETB")


def test_an_amount_is_written_with_its_places_and_code():
    assert str(Money(10_000_000, "USD")) == "100,000.00 USD"
    assert str(Money(-5, "KWD")) == "-0.005 KWD"
    assert str(zero("JPY")) == "0 JPY"
    assert Money(123_456, "KWD").decimal == Decimal("123.456")


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1500", 150_000),
        ("1500.5", 150_050),
        ("1,500.50", 150_050),
        ("15,00,000", 150_000_000),
        ("1 500 000.00", 150_000_000),
        ("1\u00a0500\u202f000", 150_000_000),
        ("1'500.50", 150_050),
        ("1\u2019500", 150_000),
        ("١٬٥٠٠٫٥٠", 150_050),
        ("१,५००", 150_000),
        (".50", 50),
        ("-12.00", -1_200),
        ("+12", 1_200),
        ("1500.500", 150_050),
        ("  7 ", 700),
    ],
)
def test_amounts_are_read_as_they_are_written(typed, minor):
    assert parse_money(typed, "ETB") == Money(minor, "ETB")


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "-", ".", "1,50", "1.500,50", ",500", "1,,500", "1,2345", "12,34", "1.2.3", "1e5", "1_000", "0x10"),
        *("NaN", "Infinity", "-inf", "ETB 5", "5 birr", "½", "²", "1e999999999", "9" * 60, "12\n13", "--5", "1500,"),
    ],
)
def test_what_is_no_amount_is_refused_and_never_guessed(typed):
    with pytest.raises(BadInput, match="is not an amount of money"):
        parse_money(typed, "ETB")


def test_more_places_than_the_currency_has_are_refused_not_rounded():
    with pytest.raises(BadInput, match="more decimal places"):
        parse_money("1.005", "ETB")
    with pytest.raises(BadInput, match="more decimal places"):
        parse_money("1.5", "JPY")
    assert parse_money("1.005", "KWD").minor == 1_005


def test_what_no_column_can_hold_is_refused():
    assert parse_money("9223372036854775807", "JPY").minor == 2**63 - 1
    with pytest.raises(BadInput, match="more than can be kept"):
        parse_money("9223372036854775808", "JPY")


@given(amounts, st.sampled_from(["ETB", "JPY", "KWD"]))
def test_what_is_written_is_read_again(minor, currency):
    money = Money(minor, currency)
    assert parse_money(str(money).removesuffix(f" {currency}"), currency) == money


@given(amounts, st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any))
def test_a_sum_is_shared_to_the_last_unit_and_each_part_is_as_near_as_it_can_be(minor, weights):
    parts = share_out(Money(minor, "ETB"), weights)
    assert sum(part.minor for part in parts) == minor
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor * sum(weights) - minor * weight) < sum(weights)
        assert weight or not part
    for (one, heavy), (other, light) in zip(
        zip(parts, weights, strict=True), list(zip(parts, weights, strict=True))[1:], strict=False
    ):
        assert minor < 0 or heavy < light or one.minor >= other.minor, "who is owed more never gets less"


def test_equal_parts_differ_by_one_unit_in_order():
    assert [part.minor for part in share_out(Money(100, "ETB"), [1, 1, 1])] == [34, 33, 33]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1]])
def test_nothing_can_be_shared_among_no_one(weights):
    with pytest.raises(BadInput, match="among positive parts"):
        share_out(Money(100, "ETB"), weights)
