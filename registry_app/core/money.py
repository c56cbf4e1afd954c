"""Money as integer minor units with its currency; digits by ISO 4217, not by CLDR (13 currencies differ)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

import iso4217

from registry_app.core.errors import BadInput
from registry_app.core.numbers import western_digits
from registry_app.core.texts import _, say, shortened

_LARGEST: Final = 2**63 - 1  # a column of 64 bits
# digits, alone or in groups of two or three that end in one of three (1,500,000 and 15,00,000), then decimals
_AMOUNT: Final = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{2,3})*,\d{3})(\.\d+)?|[+-]?\.\d+")
_GROUPING: Final = str.maketrans({"\u066c": ",", "\u066b": ".", "'": ",", "\u2019": ","})
_SPACES: Final = re.compile(r"[ \u00a0\u2009\u202f]")


@cache
def digits(currency: str) -> int:
    """How many decimal places the currency has; `BadInput` where there is no such currency."""
    try:
        found = iso4217.Currency(currency)
    except ValueError as error:
        raise BadInput(
            say(_("{code} is not the code of a currency (ISO 4217)."), code=shortened(currency)),
            hint=_("Write the three capital letters, such as ETB or USD."),
        ) from error
    return found.exponent or 0


@dataclass(frozen=True, order=False)
class Money:
    """An amount in minor units (cents, fils, santim) of one currency; sums never mix currencies."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse an unknown currency at once."""
        digits(self.currency)

    def __add__(self, other: Money) -> Money:
        """The sum; `BadInput` for two currencies."""
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        """The difference; `BadInput` for two currencies."""
        return Money(self.minor - self._same(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        """Whether it is less than another amount of the same currency."""
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        """Whether it is at most another amount of the same currency."""
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        """Whether it is anything but zero."""
        return self.minor != 0

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise BadInput(
                say(_("{one} and {other} cannot be added up."), one=self.currency, other=other.currency),
                hint=_("Convert one of them first, with the rate and its day recorded."),
            )
        return other.minor

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-digits(self.currency))

    def __str__(self) -> str:
        """The amount with thousands separators and its code, such as `100,000.00 USD`."""
        return f"{self.decimal:,.{digits(self.currency)}f} {self.currency}"


def zero(currency: str) -> Money:
    """Nothing, in this currency."""
    return Money(0, currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts that are all in this currency."""
    return sum(amounts, zero(currency))


def parse_money(text: str, currency: str) -> Money:
    """What was typed, in major units: spaces and grouping are dropped, digits of any script are read.

    A comma groups and never stands for the decimal point: `1,50` is refused, not read as 150. Raises `BadInput` for
    anything that is not a number, and for more decimal places than the currency has.
    """
    plain = _SPACES.sub("", western_digits(text).strip()).translate(_GROUPING)
    if not _AMOUNT.fullmatch(plain) or len(plain) > len(str(_LARGEST)) * 2:
        raise BadInput(
            say(_("{text} is not an amount of money."), text=shortened(text)),
            hint=_("Write digits and a decimal point, such as 1500.50 or 1,500.50."),
        )
    minor = Decimal(plain.replace(",", "")).scaleb(digits(currency))
    if minor != minor.to_integral_value():
        raise BadInput(
            say(
                _("{text} has more decimal places than {currency}, which has {count}."),
                text=shortened(text),
                currency=shortened(currency),
                count=digits(currency),
            ),
            hint=_("Round the amount as the paper says."),
        )
    if abs(minor) > _LARGEST:
        raise BadInput(
            say(_("{text} is more than can be kept."), text=shortened(text)), hint=_("Check the number of zeros.")
        )
    return Money(int(minor), currency)


def share_out(sum_to_share: Money, weights: Sequence[int]) -> list[Money]:
    """The sum shared in proportion to the weights, exact to the last minor unit (largest remainder, then order)."""
    if not weights or any(weight < 0 for weight in weights) or not any(weights):
        raise BadInput(_("A sum can be shared only among positive parts."), hint=_("Check the amounts ordered."))
    whole = sum(weights)
    parts = [divmod(sum_to_share.minor * weight, whole) for weight in weights]
    left = sum_to_share.minor - sum(share for share, _rest in parts)
    first = sorted(range(len(parts)), key=lambda index: (-parts[index][1], index))[:left]
    return [Money(share + (index in first), sum_to_share.currency) for index, (share, _rest) in enumerate(parts)]
