"""How long work reports and is stopped."""

from __future__ import annotations

from typing import Final, Protocol


class Progress(Protocol):
    """Told of each step of long work; raises `Cancelled` when the officer has stopped it."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """`done` of `total` (0: not known yet) are finished; `what` names the one at hand."""


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Nothing to tell."""


class Part:
    """A stage of longer work: its steps count as those between two places of the whole, in thousandths."""

    def __init__(self, whole: Progress, first: int, last: int, what: str = "") -> None:
        self._whole, self._first, self._last, self._what = whole, first, last, what
        whole.step(first, _WHOLE, what)

    def step(self, done: int, total: int, what: str = "") -> None:
        """A step of the stage; where its total is not known, the whole stands still."""
        share = min(1.0, done / total) if total else 0.0
        self._whole.step(self._first + round(share * (self._last - self._first)), _WHOLE, self._what or what)


_WHOLE: Final = 1_000
