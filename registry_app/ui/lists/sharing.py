"""How the columns of a list share its width: what must be read whole stays whole, the others give way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """What a column asks for, in pixels: `whole` shows everything it has; one that `gives` may be cut down to `least`.

    `weight` is its part of the room among those that give; what nobody needs goes to the one that `stretches`.
    """

    whole: int
    gives: bool = False
    least: int = 0
    weight: int = 1
    stretches: bool = False


def share(needs: Sequence[Need], room: int) -> list[int]:
    """A width for every column, in their order; their sum is the room unless not even the least widths fit into it."""
    widths = [need.whole for need in needs]
    giving = [at for at, need in enumerate(needs) if need.gives]
    left = room - sum(need.whole for need in needs if not need.gives)
    if sum(widths) > room:
        _cut(needs, giving, left, widths)
    stretching = next((at for at, need in enumerate(needs) if need.stretches), -1)
    if stretching >= 0:
        widths[stretching] += max(room - sum(widths), 0)
    return widths


def _cut(needs: Sequence[Need], giving: Sequence[int], left: int, widths: list[int]) -> None:
    """Give each its part by weight, but never more than it needs nor less than its least.

    Who would get too little or too much is served by that bound and the others share the rest anew; where both happen,
    the side that errs by more goes first, as its bounds hold whatever the others get.
    """
    open_ones = list(giving)
    while open_ones:
        weights = sum(needs[at].weight for at in open_ones)
        parts = {at: left * needs[at].weight // weights for at in open_ones}
        held = {at: min(max(parts[at], needs[at].least), needs[at].whole) for at in open_ones}
        excess = sum(held.values()) - sum(parts.values())
        served = [at for at in open_ones if (held[at] > parts[at] if excess > 0 else held[at] < parts[at])]
        for at in served if excess else list(open_ones):
            widths[at] = held[at]
            left -= held[at]
            open_ones.remove(at)
