"""An office with the law of Ethiopia adopted, and a way to read its work list as an officer sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from registry_app.build.desk import DUE
from registry_app.core.duties import Due
from registry_app.core.world import World
from registry_app.desk.queries import work_list
from registry_app.desk.rules import View, seen_as
from tests.support.complaining import Counter
from tests.support.licensing import Licensing
from tests.support.redress import MONDAY, Office, office_in


@dataclass
class Desks:
    """The office's desks: what each officer sees on a day."""

    office: Office

    @property
    def licensing(self) -> Licensing:
        return Licensing(self.office)

    def counter(self, name: str = "Complained of") -> Counter:
        return Counter(self.office, self.office.agency(name))

    def lines(self, on: date = MONDAY) -> list[Due]:
        return self.office.read(work_list, on, DUE)

    def seen(self, login: str, view: View = View.MINE, on: date = MONDAY) -> list[Due]:
        return seen_as(self.lines(on), view, self.office.person(login).actor())

    def codes(self, login: str, view: View = View.MINE, on: date = MONDAY) -> list[str]:
        return [line.code for line in self.seen(login, view, on)]


@pytest.fixture
def desks(tmp_path: Path, world: World) -> Iterator[Desks]:
    """On a file."""
    office = office_in(tmp_path, world)
    yield Desks(office)
    office.close()


@pytest.fixture(params=["sqlite", "postgres"])
def desks_on_both(request: pytest.FixtureRequest, tmp_path: Path, world: World) -> Iterator[Desks]:
    """On a file, and on a server."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    office = office_in(tmp_path, world, url)
    yield Desks(office)
    office.close()
