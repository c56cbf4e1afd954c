"""What the window asks of the program behind it; `app` hands in the real thing, tests a made-up one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from registry_app.core.progress import Progress


WAITED: Final = 1_000  # milliseconds of waiting for another program after which the officer is told


@dataclass(frozen=True)
class Account:
    """An account of a demo register: made up, so that its password may be shown."""

    login: str
    name: str
    role: str
    password: str


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

    def make_desk(self, window: QWidget) -> QWidget:
        """The desk for this person; called on the screen's thread."""

    def begin(self) -> None:
        """Show the first page, once the desk stands in its window."""

    def close(self) -> None:
        """Close it."""


class Door(Protocol):
    """Opens registers; called from a thread that is not the screen's, unless said otherwise."""

    def open(
        self, register: str, login: str, password: str, waiting: Callable[[int], object] | None = None
    ) -> SignedIn:
        """Open a register for a person; raises a `RegistryError` with the way out.

        `waiting` is told, from this thread, for how many milliseconds another program has held the register so far.
        """

    def demo_accounts(self, register: str) -> Sequence[Account]:
        """The accounts of a demo register; none for any other."""

    def make_demo(self, folder: Path, progress: Progress) -> str:
        """Make a demo register in a folder; gives its place. Raises `RegistryError`."""

    def make_assistant(self, window: QWidget) -> QWidget:
        """The assistant of the first start; called on the screen's thread, once everything is loaded."""
