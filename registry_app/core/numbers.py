"""Digits of any script, and the check digit of numbers that people copy by hand."""

from __future__ import annotations

import unicodedata

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say, shortened


def western_digits(text: str) -> str:
    """The text with every decimal digit of any script written 0-9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)


def check_digit(number: str) -> str:
    """The Damm check digit over the digits of the number: finds every wrong digit and every swap of neighbours."""
    state = 0
    for digit in western_digits(number):
        if digit.isascii() and digit.isdigit():
            state = _DAMM[state][int(digit)]
    return str(state)


def with_check_digit(number: str) -> str:
    """The number followed by a hyphen and its check digit."""
    return f"{number}-{check_digit(number)}"


def read_number(text: str) -> str:
    """A number with its check digit as it was typed, in canonical form; `BadInput` when a digit is wrong."""
    plain = western_digits(text).strip().upper()
    body, _hyphen, digit = plain.rpartition("-")
    if not body or digit != check_digit(body):
        raise BadInput(
            say(_("{number} is not a number of this register: its check digit does not fit."), number=shortened(text)),
            hint=_("Compare it with the paper digit by digit."),
        )
    return plain


# quasi-group of order 10 by H. Michael Damm (2004), public
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
