"""What the journal and the encryption cost, and how fast `verify` walks."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import orjson
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from registry_app import schema
from registry_app.agencies.models import Agency
from registry_app.build import Opened
from registry_app.core.world import World
from registry_app.journal import reading
from registry_app.journal.verify import Report, _verify_log, verify
from registry_app.core.progress import Silent
from registry_app.store import unit
from registry_app.store.types import canonical
from tests.benchmarks.measure import interleaved, ratio, show
from tests.support.office import opened_register, test_world

SIZES = {1: (200, 1.5), 100: (20, 2.1), 10_000: (1, 2.3)}


def rows(world: World, opened: Opened, count: int, start: int) -> list[Agency]:
    return [
        Agency(
            id=world.new_id(),
            office_id=opened.info.office_id,
            recorded_at=world.now(),
            number=f"A-HQ-2019-{start + place:07d}",
            name=f"Blue Nile Overseas Employment Agency {start + place}",
            search_key=f"blue nile overseas employment agency {start + place}",
            legal_form="plc",
            company_number=f"AA/{start + place}",
            tax_number=f"{start + place:010d}",
            capital_minor=100_000_000,
            capital_currency="ETB",
            incorporated_on=date(2010, 1, 1),
            registered_on=date(2019, 3, 4),
            merged_into_id=None,
            set_aside_on=None,
            set_aside_reason="",
        )
        for place in range(count)
    ]


def plain_engine(path: Path) -> object:
    """Neither: the same tables and indexes in clear, no triggers, no hooks, the same durability."""
    engine = create_engine(f"sqlite:///{path}", module=sqlcipher, poolclass=QueuePool)

    @event.listens_for(engine, "connect", insert=True)
    def _prepare(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF", "cache_size=-24000"):
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    schema.metadata().create_all(engine)
    return engine


def cost(opened: Opened, folder: Path) -> None:
    world = opened.world
    engine = plain_engine(folder / "plain.db")
    counter = iter(range(10**9))
    actor = opened.actor()

    for size, (times, goal) in SIZES.items():

        def with_both(size: int = size, times: int = times) -> None:
            for _ in range(times):
                with opened.store.transaction(actor) as session:
                    session.add_all(rows(world, opened, size, next(counter) * size))
                    unit.verb(session, "agency:registered")

        def with_neither(size: int = size, times: int = times) -> None:
            for _ in range(times):
                with Session(engine) as session:  # type: ignore[arg-type]
                    session.add_all(rows(world, opened, size, next(counter) * size))
                    session.commit()

        taken = interleaved({"both": with_both, "neither": with_neither})
        show(f"journal and encryption against neither, {size} rows a transaction", ratio(taken, "both", "neither"), goal)


def walk(opened: Opened) -> None:
    office = opened.info.office_id.hex
    keys = opened.checkpoint_keys()
    with opened.store.engines.read.connect() as connection:
        bodies = list(reading.entries(connection, office))
        print(f"{'entries walked':72} {len(bodies):10d}")

        def bare() -> None:
            for row in bodies:
                sha256(canonical(row)).digest()

        def log_only() -> None:
            report = Report()
            _verify_log(connection, office, keys[office], [], report, Silent())
            assert report.intact

        def everything() -> None:
            assert verify(connection, schema.tables(), keys, own_office=office).intact

        taken = interleaved({"bare": bare, "walk": log_only, "all": everything})
    show("walk of the journal against bare SHA-256 and canonical JSON", ratio(taken, "walk", "bare"), 2.5)
    show("the same with the comparison of the tables", ratio(taken, "all", "bare"), 4)


def size_of_a_change(opened: Opened) -> None:
    """Bytes the file grows by for each journalled change, beyond the rows themselves."""

    def pages(connection: Connection, pattern: str) -> int:
        names = [
            row[0]
            for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE rootpage > 0")
            if row[0].startswith(pattern) or f"_{pattern}" in row[0]
        ]
        return len(names)

    with opened.store.engines.read.connect() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM journal_entry").scalar_one()
        body = connection.exec_driver_sql("SELECT sum(length(body)) FROM journal_entry").scalar_one()
        assert pages(connection, "journal_entry") >= 1
        total = connection.exec_driver_sql("PRAGMA page_count").scalar_one() * 4096
        agencies = connection.exec_driver_sql("SELECT count(*) FROM agency").scalar_one()
    print(f"{'bytes on disk in all, per agency row with its journal':72} {total / max(agencies, 1):10.0f} B")
    print(f"{'of these the entry body':72} {body / count:10.0f} B")


def syncs_per_verb() -> None:
    """fsync and fdatasync calls of twenty verbs, counted by strace where it is installed."""
    if shutil.which("strace") is None:
        print("fsyncs per verb: not measured, strace is not installed")
        return
    with tempfile.NamedTemporaryFile(suffix=".trace") as trace:
        command = ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", trace.name, sys.executable, "-m", __name__, "verbs"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own module
        lines = Path(trace.name).read_text().splitlines()
    counts, seen = [], 0
    for line in lines:
        if "fsync(" in line or "fdatasync(" in line:
            seen += 1
    counts.append(seen)
    print(f"{'fsync and fdatasync calls of opening a register and 40 verbs':72} {seen:10d}")


def some_verbs() -> None:
    """Forty verbs of one row, for counting system calls."""
    folder = Path(tempfile.mkdtemp())
    opened = opened_register(folder, test_world())
    actor = opened.actor()
    for place in range(int(sys.argv[2]) if len(sys.argv) > 2 else 40):  # noqa: PLR2004
        with opened.store.transaction(actor) as session:
            session.add_all(rows(opened.world, opened, 1, place))
            unit.verb(session, "agency:registered")
    opened.close()
    shutil.rmtree(folder)


def main() -> None:
    """Print every figure."""
    folder = Path(tempfile.mkdtemp(prefix="registry-bench-"))
    try:
        opened = opened_register(folder, test_world())
        cost(opened, folder)
        walk(opened)
        size_of_a_change(opened)
        opened.close()
        syncs_per_verb()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    some_verbs() if sys.argv[1:2] == ["verbs"] else main()
