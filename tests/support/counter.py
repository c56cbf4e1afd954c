"""A register shared by the tests of one module, open for a clerk and for other officers when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from registry_app.build import Opened
from tests.support.office import as_user, opened_register, test_world


class Counter:
    """The officers of one register, each signed in once."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.admin = opened_register(folder, test_world(), url)
        self._signed_in: dict[str, Opened] = {}

    def officer(self, login: str) -> Opened:
        """The register as this officer has it open."""
        if login not in self._signed_in:
            self._signed_in[login] = as_user(self.admin, login)
        return self._signed_in[login]

    @property
    def clerk(self) -> Opened:
        """The register as the clerk has it open."""
        return self.officer("clerk")

    def close(self) -> None:
        """Everyone goes home."""
        for opened in (*self._signed_in.values(), self.admin):
            opened.close()


@contextmanager
def counter(folder: Path, url: str = "") -> Iterator[Counter]:
    """A counter that is closed afterwards."""
    made = Counter(folder, url)
    try:
        yield made
    finally:
        made.close()
