"""Employers: their names, and the gravest standing of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, NotPermitted
from registry_app.core.world import World
from registry_app.employers import queries, service
from registry_app.employers.rules import Standing, StandingBy, StandingRow, standing_on
from tests.support.redress import MONDAY, Office, office_in

MARCH = Period(date(2019, 3, 1), date(2019, 3, 31))


@pytest.fixture
def office(tmp_path: Path, world: World) -> Iterator[Office]:
    """On a file."""
    made = office_in(tmp_path, world)
    yield made
    made.close()


def test_ending_one_standing_never_ends_another():
    rows = [
        StandingRow(Standing.WATCHED, StandingBy.REGULATOR, Period(date(2019, 3, 1))),
        StandingRow(Standing.BARRED, StandingBy.DESTINATION, MARCH),
        StandingRow(Standing.BARRED, StandingBy.REGULATOR, Period(date(2019, 1, 1)), set_aside=True),
    ]
    days = [date(2019, 2, 28), date(2019, 3, 31), date(2019, 4, 1)]
    assert [standing_on(rows, day) for day in days] == [Standing.NONE, Standing.BARRED, Standing.WATCHED]


def test_an_employer_is_found_by_any_of_its_names(office):
    employer = office.does("clerk", service.register, "Al Noor Cleaning", "sa", other_names=("شركة النور",))
    bar = {"provision": "art. 48", "reason": "wages withheld"}
    decide = (employer, Standing.BARRED, StandingBy.REGULATOR, MARCH)
    with pytest.raises(NotPermitted):
        office.does("clerk", service.set_standing, *decide, **bar)
    office.does("complaints", service.set_standing, *decide, **bar)
    for text in ("noor", "شركه", ""):
        rows = office.read(queries.list_employers, MONDAY, text)
        assert [(row.name, row.country, row.standing) for row in rows] == [("Al Noor Cleaning", "SA", Standing.BARRED)]
    assert office.read(queries.list_employers, date(2019, 4, 1))[0].standing is Standing.NONE
    assert office.read(queries.list_employers, MONDAY, "zeta") == []


def test_what_is_no_country_or_no_employer_is_refused(office):
    for country in ("Saudi", "S1", ""):
        with pytest.raises(BadInput, match="country"):
            office.does("clerk", service.register, "Al Noor", country)
    with pytest.raises(NotFound):
        office.does(
            "complaints",
            service.set_standing,
            office.agency(),
            Standing.WATCHED,
            StandingBy.REGULATOR,
            MARCH,
            provision="art. 48",
            reason="late wages",
        )
