"""Numbers that people copy by hand: a slip of the pen is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.errors import BadInput
from registry_app.core.numbers import check_digit, read_number, western_digits, with_check_digit

digits = st.text("0123456789", min_size=2, max_size=14)


@given(digits)
def test_every_single_wrong_digit_is_found(number):
    right = number + check_digit(number)
    for place, was in enumerate(right):
        for wrong in "0123456789".replace(was, ""):
            spoiled = right[:place] + wrong + right[place + 1 :]
            assert check_digit(spoiled) != "0", spoiled
    assert check_digit(right) == "0", "a number with its check digit leads back to nought"


@given(digits)
def test_every_swap_of_neighbours_is_found(number):
    right = number + check_digit(number)
    for place in range(len(right) - 1):
        if right[place] != right[place + 1]:
            swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
            assert check_digit(swapped) != "0", swapped


@given(st.text("0123456789", min_size=1, max_size=14), st.sampled_from(["٠١٢٣٤٥٦٧٨٩", "০১২৩৪৫৬৭৮৯", "၀၁၂၃၄၅၆၇၈၉"]))
def test_digits_of_any_script_are_the_same_number(number, script):
    other = number.translate(str.maketrans("0123456789", script))
    assert western_digits(other) == number
    assert check_digit(other) == check_digit(number)


def test_superscripts_and_other_numerals_are_no_digits():
    assert western_digits("²½ⅳ፩") == "²½ⅳ፩"
    assert western_digits("A-7") == "A-7"


def test_a_number_is_read_as_it_was_given_in_any_case_and_script():
    given_number = with_check_digit("L-HQ-2019-00001")
    assert read_number(f"  {given_number.lower()} ") == given_number
    assert read_number(given_number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == given_number


@pytest.mark.parametrize("typed", ["", "-", "L-HQ-2019-00001", "7", "-0", "L-HQ-2019-00001-", "L-HQ-2019-00001-x"])
def test_a_number_without_its_check_digit_is_refused(typed):
    with pytest.raises(BadInput, match="check digit does not fit"):
        read_number(typed)
