"""Chance that repeats itself: drawn from the world's own randomness, so that a seed makes the same office again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Each = TypeVar("Each")


class Chance:
    """Draws made from bytes that a world gives."""

    def __init__(self, random_bytes: Callable[[int], bytes]) -> None:
        self._random_bytes = random_bytes

    def whole(self, first: int, last: int) -> int:
        """A whole number from `first` through `last`; the eight bytes make the bias too small to matter here."""
        return first + int.from_bytes(self._random_bytes(8)) % (last - first + 1)

    def pick(self, things: Sequence[Each]) -> Each:
        """One of them."""
        return things[self.whole(0, len(things) - 1)]

    def one_in(self, count: int) -> bool:
        """True once in so many times."""
        return self.whole(1, count) == 1

    def digits(self, count: int) -> str:
        """So many digits."""
        return str(self.whole(0, 10**count - 1)).zfill(count)
