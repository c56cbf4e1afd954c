"""How long work reports and is stopped."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each step of long work; raises `Cancelled` when the officer has stopped it."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """`done` of `total` (0: not known yet) are finished; `what` names the one at hand."""


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Nothing to tell."""
