"""A whole office for tests: a register with an officer of each role, all in a seeded world."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import uuid
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from registry_app.access.permissions import Role
from registry_app.access.queries import find_user
from registry_app.build import Answers, Opened, init_register, open_register
from registry_app.build.beginning import add_officer
from registry_app.core.dates import Period
from registry_app.core.world import World, seeded_world
from registry_app.offices import service as offices
from registry_app.store.engine import Location

PASSWORD = "made-up words for tests"  # noqa: S105  test registers only
OFFICERS = {
    "clerk": ("Tigist Clerk", [Role.CLERK]),
    "licensing": ("Lemma Licensing", [Role.LICENSING]),
    "finance": ("Fikre Finance", [Role.FINANCE]),
    "complaints": ("Chaltu Complaints", [Role.COMPLAINTS]),
    "custodian": ("Kebede Custodian", [Role.CUSTODIAN]),
    "director": ("Dawit Director", [Role.DIRECTOR]),
    "deputy": ("Desta Deputy", [Role.DIRECTOR]),
    "auditor": ("Almaz Auditor", [Role.AUDITOR]),
}
# what the director may decide, by which made-up instrument
DIRECTOR_VERBS = ("licence:grant", "licence:refuse", "guarantee:claim", "complaint:decide", "measure:impose")


def test_world(seed: int = 1) -> World:
    """A seeded world that starts on the morning of Monday, 4 March 2019 in Addis Ababa."""
    return seeded_world(seed, datetime(2019, 3, 4, 5, 0, tzinfo=UTC), "Africa/Addis_Ababa")


test_world.__test__ = False  # type: ignore[attr-defined]


def opened_register(folder: Path, world: World, url: str = "") -> Opened:
    """A register with an officer of each role, open for its administrator `admin`.

    The file is a copy of one made once per process; on a server it is made anew.
    """
    if url:
        return _make(Location(f"{url}#{folder / 'office.register'}"), world)
    location = Location(str(folder / "office.register"))
    template = _template()
    for source, target in ((template.path, location.path), (template.keys, location.keys)):
        shutil.copyfile(source, target)
    return open_register(location, "admin", PASSWORD, world)


@cache
def _template() -> Location:
    folder = Path(tempfile.mkdtemp(prefix="registry-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    location = Location(str(folder / "template.register"))
    # another seed and an earlier morning: identifiers of the copy and of the test never meet
    _make(location, seeded_world(0, datetime(2019, 3, 1, 5, 0, tzinfo=UTC), "Africa/Addis_Ababa")).close()
    return location


def _make(location: Location, world: World) -> Opened:
    answers = Answers(
        "Ministry of Labour", "ET", "HQ", "Head office", "Africa/Addis_Ababa", "admin", "Abebe Admin", PASSWORD
    )
    opened = init_register(location, answers, world).opened
    for login, (name, roles) in OFFICERS.items():
        add_officer(opened, login, name, PASSWORD, roles)
    with opened.transaction() as (session, actor):
        for login in ("director", "deputy"):
            offices.grant_authority(
                session,
                actor,
                user_id(opened, login),
                DIRECTOR_VERBS,
                instrument="Directive 1/2019",
                instrument_date=date(2019, 1, 2),
                period=Period(date(2019, 1, 3)),
            )
        offices.enter_holidays(session, actor, {date(2019, 5, 1): "Labour Day"}, date(2020, 12, 31))
    return opened


def user_id(opened: Opened, login: str) -> uuid.UUID:
    """The id of an officer."""

    with opened.reading() as session:
        found = find_user(session, login)
    assert found is not None
    return found.id


def as_user(opened: Opened, login: str, today: date | None = None) -> Opened:
    """The same register, opened by another officer; close it or let the fixture do so."""
    return open_register(opened.location, login, PASSWORD, opened.world, today=today)
