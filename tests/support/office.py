"""A whole office for tests: a register with an officer of each role, all in a seeded world."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from registry_app.access.permissions import Role
from registry_app.access.queries import find_user
from registry_app.build import Answers, Opened, init_register, open_register
from registry_app.build.beginning import add_officer
from registry_app.core.dates import Period
from registry_app.core.world import World, seeded_world
from registry_app.offices import service as offices
from registry_app.store.engine import Location

PASSWORD = "made-up words for tests"
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
_TEMPLATE: Final = "office_template"
# what the director may decide, by which made-up instrument
DIRECTOR_VERBS = ("licence:grant", "licence:refuse", "guarantee:claim", "complaint:decide", "measure:impose")


def test_world(seed: int = 1) -> World:  # noqa: PT028  no test
    """A seeded world that starts on the morning of Monday, 4 March 2019 in Addis Ababa."""
    return seeded_world(seed, datetime(2019, 3, 4, 5, 0, tzinfo=UTC), "Africa/Addis_Ababa")


test_world.__test__ = False  # type: ignore[attr-defined]


def opened_register(folder: Path, world: World, url: str = "") -> Opened:
    """A register with an officer of each role, open for its administrator.

    The register is a copy of one made once per process: of a file, or of a database on the server of `url`, which must
    be empty.
    """
    template = _server_template(url) if url else _template()
    location = Location(f"{url}#{folder / 'office.register'}" if url else str(folder / "office.register"))
    if url:
        _clone(template.url, url)
    else:
        shutil.copyfile(template.path, location.path)
    shutil.copyfile(template.keys, location.keys)
    return open_register(location, "admin", PASSWORD, world)


@dataclass(frozen=True)
class _Made:
    """Registers made once, by the server they lie on; the empty name is the file's."""

    folder: Path
    by_server: dict[str, Location]


@cache
def _made() -> _Made:
    folder = Path(tempfile.mkdtemp(prefix="registry-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _Made(folder, {})


def _template() -> Location:
    return _made_on("", lambda: str(_made().folder / "template.register"))


def _server_template(url: str) -> Location:
    address = make_url(url)
    server = f"{address.host}:{address.port}"

    def place() -> str:
        with _maintenance(url) as connection:
            connection.execute(sql.SQL("create database {} template template0").format(sql.Identifier(_TEMPLATE)))
        keys = _made().folder / f"template-{address.port}.register"
        return f"{_address(url, _TEMPLATE)}#{keys}"

    return _made_on(server, place)


def _made_on(server: str, place: Callable[[], str]) -> Location:
    made = _made().by_server
    if server not in made:
        location = Location(place())
        # another seed and an earlier morning: identifiers of the copy and of the test never meet
        _make(location, seeded_world(0, datetime(2019, 3, 1, 5, 0, tzinfo=UTC), "Africa/Addis_Ababa")).close()
        made[server] = location
    return made[server]


def _clone(template: str, url: str) -> None:
    """Put a copy of the template's database in place of the empty one at `url`."""
    name, source = (sql.Identifier(str(make_url(each).database)) for each in (url, template))
    with _maintenance(url) as connection:
        connection.execute(sql.SQL("drop database {}").format(name))
        connection.execute(sql.SQL("create database {} template {} strategy file_copy").format(name, source))


def _maintenance(url: str) -> psycopg.Connection:
    return psycopg.connect(_address(url, "postgres").replace("+psycopg", ""), autocommit=True)


def _address(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


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
