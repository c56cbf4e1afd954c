"""What the journal and the encryption cost; ends with how fast `verify` walks (`walking`)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from registry_app import schema
from registry_app.build import Opened
from registry_app.store import unit
from tests.benchmarks.agencies import rows
from tests.benchmarks.measure import interleaved, ratio, show
from tests.benchmarks.walking import walk
from tests.support.office import opened_register, test_world

SIZES = {1: (300, 1.5), 100: (20, 2.1), 10_000: (1, 2.3)}


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
        show(
            f"journal and encryption against neither, {size} rows a transaction", ratio(taken, "both", "neither"), goal
        )


def size_of_a_change(folder: Path) -> None:
    """Bytes on disk for each journalled change: two registers of the same rows, one without its journal's share."""
    opened = opened_register(folder, test_world())
    before = _pages(opened)
    actor = opened.actor()
    with opened.store.transaction(actor) as session:
        session.add_all(rows(opened.world, opened, _SIZED, 0))
        unit.verb(session, "agency:registered")
    grown = _pages(opened) - before
    opened.close()
    engine = plain_engine(folder / "sized.db")
    with Session(engine) as session:  # type: ignore[arg-type]
        session.add_all(rows(opened.world, opened, _SIZED, 0))
        session.commit()
        alone = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one() * 4096
    empty = plain_engine(folder / "empty.db")
    with Session(empty) as session:  # type: ignore[arg-type]
        alone -= session.connection().exec_driver_sql("PRAGMA page_count").scalar_one() * 4096
    print(f"{'bytes on disk a row with its journal':72} {grown / _SIZED:10.0f} B")
    print(f"{'of these the row itself in clear':72} {alone / _SIZED:10.0f} B")
    print(f"{'of these journal and encryption, a change':72} {(grown - alone) / _SIZED:10.0f} B")


_SIZED = 20_000


def _pages(opened: Opened) -> int:
    with opened.store.engines.read.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one()) * 4096


def syncs_per_verb() -> None:
    """fsync and fdatasync calls a verb, counted by strace where it is installed: the difference of 60 verbs and 10."""
    if shutil.which("strace") is None:
        print("fsyncs per verb: not measured, strace is not installed")
        return
    counts = []
    for verbs in (10, 60):
        with tempfile.NamedTemporaryFile(suffix=".trace") as trace:
            command = ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", trace.name]
            command += [sys.executable, "-m", "tests.benchmarks.journal", "verbs", str(verbs)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            counts.append(sum("sync(" in line for line in Path(trace.name).read_text().splitlines()))
    show("fsync and fdatasync calls a verb", (counts[1] - counts[0]) / 50, 1, "")


def some_verbs() -> None:
    """Forty verbs of one row, for counting system calls."""
    folder = Path(tempfile.mkdtemp())
    opened = opened_register(folder, test_world())
    actor = opened.actor()
    for place in range(int(sys.argv[2]) if len(sys.argv) > 2 else 40):
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
        opened.close()
        sized = folder / "sized"
        sized.mkdir()
        size_of_a_change(sized)
        syncs_per_verb()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    some_verbs() if sys.argv[1:2] == ["verbs"] else main()
