"""What the screens ask of the program behind them; `app` hands in the real thing, tests a made-up one."""

from __future__ import annotations

from typing import Protocol


class SignedIn(Protocol):
    """A register that is open for one person."""

    @property
    def person(self) -> str:
        """Who is signed in, as the register names him."""

    @property
    def office(self) -> str:
        """The office whose register it is."""

    @property
    def training(self) -> bool:
        """Whether it is a training register, whose papers count for nothing."""

    def close(self) -> None:
        """Close it."""


class Door(Protocol):
    """Opens registers; called from a thread that is not the screen's."""

    def open(self, register: str, login: str, password: str) -> SignedIn:
        """Open a register for a person; raises a `RegistryError` with the way out."""
