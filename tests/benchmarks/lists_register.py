"""A register of a million agencies with licences, for `lists`: made once under build/, past journal and guards."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

from registry_app.build import Opened, open_register
from registry_app.core.names import search_key
from registry_app.core.numbers import with_check_digit
from registry_app.finding.keeping import make_anew
from registry_app.store.engine import Location, table_names
from registry_app.store.guards import drop_guards, make_guards
from tests.support.office import PASSWORD, opened_register, test_world
from tests.support.rulebook import adopt_ethiopia

AGENCIES: Final = 1_000_000
FOLDER: Final = Path(__file__).parent.parent.parent / "build" / "lists"
REGISTER: Final = FOLDER / "office.register"
CLEAR: Final = FOLDER / "clear.db"
MADE: Final = FOLDER / "made.json"
FORM: Final = 1  # another number whenever the register made here changes
TODAY: Final = date(2019, 3, 4)
REGIONS: Final = ("Addis Ababa", "Afar", "Amhara", "Oromia", "SNNPR", "Sidama", "Somali", "Tigray")
_ONE: Final = (
    "Gulf Star Horizon Crescent United Falcon Royal National Global Prime Delta Orient Pioneer Golden Silver Blue Ocean "
    "Bright Future Noble Unity Trust Reliable Swift Apex Summit Alpha Modern Eastern Western Selam Abay Tana Lalibela"
)
_TWO: Final = "Manpower Recruitment Overseas Employment Staffing Travels Placement International Services Labour"
_THREE: Final = "PLC Ltd LLC Agency Bureau Group Company Sons"
# what lists ask for and no revision holds yet: the standing agencies in each order, without their rows
INDEXES: Final = (
    "CREATE INDEX bench_agency_name ON agency (search_key, id) WHERE merged_into_id IS NULL AND set_aside_on IS NULL",
    "CREATE INDEX bench_agency_number ON agency (number, id) WHERE merged_into_id IS NULL AND set_aside_on IS NULL",
)


def opened() -> Opened:
    """The register, made first where it is not there."""
    made = json.loads(MADE.read_text()) if MADE.exists() else {}
    if made.get("form") != FORM or made.get("agencies") != AGENCIES:
        make()
    return open_register(Location(str(REGISTER)), "admin", PASSWORD, test_world(2), sign_in=False)


def make() -> None:
    """Make it: facts by plain inserts with the indexes made afterwards, then the index of words by the program."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    started = time.perf_counter()
    office = opened_register(FOLDER, test_world())
    adopt_ethiopia(office)
    _fill(office)
    office.close()
    seconds = time.perf_counter() - started
    print(
        f"made a register of {AGENCIES:,} agencies in {seconds:.0f} s, {REGISTER.stat().st_size / 1e6:.0f} MB",
        flush=True,
    )
    MADE.write_text(json.dumps({"form": FORM, "agencies": AGENCIES, "seconds": seconds}))


def _fill(office: Opened) -> None:
    with office.store.engines.write.connect() as connection:
        driver: Any = connection.connection.driver_connection
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-800000", "wal_autocheckpoint=100000"):
            driver.execute(f"PRAGMA {pragma}")
        connection.commit()
        drop_guards(connection)
        tables = ("agency", "agency_name", "agency_address", "decision", "licence", "ground")
        indexes = _drop_indexes(driver, tables)
        owned = {"office_id": office.info.office_id.bytes, "version": 1, "recorded_at": "2019-01-04T05:00:00.000Z"}
        for table, rows in zip(
            tables,
            (_agencies(), _names(), _addresses(), _decision(office.user_id.bytes), _licences(), _grounds()),
            strict=True,
        ):
            started = time.perf_counter()
            _put(driver, table, rows, owned)
            print(f"  {table}: {time.perf_counter() - started:.0f} s", flush=True)
        started = time.perf_counter()
        for statement in (*indexes, *INDEXES):
            driver.execute(statement)
        print(f"  indexes: {time.perf_counter() - started:.0f} s", flush=True)
        started = time.perf_counter()
        make_anew(connection)
        print(f"  index of words: {time.perf_counter() - started:.0f} s", flush=True)
        make_guards(connection, table_names(connection))
        connection.commit()
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.invalidate()  # its switches are not the program's


def _drop_indexes(driver: Any, tables: tuple[str, ...]) -> list[str]:
    marks = ", ".join("?" * len(tables))
    found = driver.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
        tables,
    ).fetchall()
    for name, _sql in found:
        driver.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in found]


def _put(driver: Any, table: str, rows: Iterator[dict[str, Any]], owned: dict[str, Any]) -> None:
    while block := list(islice(rows, 20_000)):
        columns = list({**block[0], **owned})
        marks = ", ".join("?" * len(columns))
        driver.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
            [tuple({**row, **owned}.values()) for row in block],
        )


def _id(kind: int, number: int) -> bytes:
    return b"\x01\x02\x03\x04\x05" + kind.to_bytes(1, "big") + b"\x70\x00\x80\x00" + number.to_bytes(6, "big")


def names() -> Iterator[str]:
    """The agencies' names, always the same."""
    chance = random.Random(7)
    one, two, three = _ONE.split(), _TWO.split(), _THREE.split()
    for number in range(AGENCIES):
        yield f"{chance.choice(one)} {chance.choice(one)} {chance.choice(two)} {chance.choice(three)} {number % 9973}"


def _agencies() -> Iterator[dict[str, Any]]:
    for number, name in enumerate(names()):
        yield {
            "id": _id(1, number), "number": with_check_digit(f"A-HQ-{2000 + number % 20}-{number:07d}"), "name": name,
            "search_key": search_key(name), "legal_form": "private_limited_company", "company_number": "",
            "tax_number": "", "capital_currency": "", "registered_on": _day(number, 2005, 5000), "set_aside_reason": "",
            "merged_into_id": _id(1, 0) if number % 997 == 996 else None,
            "set_aside_on": "2018-01-01" if number % 1499 == 1498 else None,
        }  # fmt: skip


def _names() -> Iterator[dict[str, Any]]:
    for number, name in enumerate(names()):
        yield {
            "id": _id(2, number), "agency_id": _id(1, number), "kind": "legal", "name": name,
            "search_key": search_key(name), "script": "Latn", "language": "en",
        }  # fmt: skip


def _addresses() -> Iterator[dict[str, Any]]:
    for number in range(AGENCIES):
        region = REGIONS[number % len(REGIONS)]
        yield {
            "id": _id(3, number), "agency_id": _id(1, number), "kind": "registered", "lines": f"House {number % 900}",
            "place": region, "region": region, "postal_code": "", "country": "ET",
        }  # fmt: skip


def _decision(officer: bytes) -> Iterator[dict[str, Any]]:
    """The one that every ground here rests on."""
    yield {
        "id": _id(7, 0), "kind": "grant", "standing": "decided", "agency_id": _id(1, 0), "reasons": "", "provisions": "[]",
        "deviations": "{}", "terms": "{}", "acts_from": "decision", "proposed_on": "2018-01-01", "proposed_by": officer,
        "instrument": "",
    }  # fmt: skip


def _licences() -> Iterator[dict[str, Any]]:
    for number in range(AGENCIES):
        if number % 10 != 3:
            yield {
                "id": _id(4, number), "number": with_check_digit(f"L-HQ-{2015 + number % 4}-{number:07d}"),
                "agency_id": _id(1, number), "category": "overseas", "scope": '{"destinations":["SA"]}',
            }  # fmt: skip


def _grounds() -> Iterator[dict[str, Any]]:
    for number in range(AGENCIES):
        if number % 10 == 3:
            continue
        first = TODAY - timedelta(days=number % 1300)
        yield _ground(5, number, "granted", first, first + timedelta(days=1095))
        if number % 20 == 7:
            yield _ground(6, number, "suspension", TODAY - timedelta(days=number % 30), None)


def _ground(kind: int, number: int, what: str, first: date, last: date | None) -> dict[str, Any]:
    return {
        "id": _id(kind, number), "licence_id": _id(4, number), "kind": what, "starts_on": first.isoformat(),
        "ends_on": None if last is None else last.isoformat(), "provisional": 0, "provision": "", "cause_table": "",
        "decision_id": _id(7, 0),
    }  # fmt: skip


def _day(number: int, year: int, spread: int) -> str:
    return (date(year, 1, 1) + timedelta(days=number * 7 % spread)).isoformat()


def make_clear() -> Path:
    """A copy in clear of what the list shows, for a program that cannot open the register: one table of the same rows."""
    if CLEAR.exists():
        return CLEAR
    office = opened()
    part = CLEAR.with_suffix(".part")
    part.unlink(missing_ok=True)
    with office.store.engines.write.connect() as connection:
        driver: Any = connection.connection.driver_connection
        connection.commit()
        driver.execute("ATTACH DATABASE ? AS clear KEY ''", (str(part),))
        driver.execute(
            "CREATE TABLE clear.agencies (id INTEGER PRIMARY KEY, number TEXT NOT NULL, name TEXT NOT NULL, search_key TEXT "
            "NOT NULL, licence TEXT, valid_through TEXT, region TEXT NOT NULL, registered_on TEXT NOT NULL)"
        )
        driver.execute(
            "INSERT INTO clear.agencies (number, name, search_key, licence, valid_through, region, registered_on) "
            "SELECT a.number, a.name, a.search_key, l.number, g.ends_on, p.region, a.registered_on FROM agency a "
            "JOIN agency_address p ON p.agency_id = a.id LEFT JOIN licence l ON l.agency_id = a.id "
            "LEFT JOIN ground g ON g.licence_id = l.id AND g.kind = 'granted' "
            "WHERE a.merged_into_id IS NULL AND a.set_aside_on IS NULL ORDER BY a.search_key, a.id"
        )
        driver.execute("CREATE INDEX clear.agencies_name ON agencies (search_key)")
        driver.execute("CREATE INDEX clear.agencies_number ON agencies (number)")
        driver.execute("DETACH DATABASE clear")
        connection.invalidate()
    office.close()
    part.rename(CLEAR)
    return CLEAR


if __name__ == "__main__":
    make()
