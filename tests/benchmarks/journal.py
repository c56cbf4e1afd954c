"""What the journal and the encryption cost; ends with how fast `verify` walks (`walking`)."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from registry_app import schema
from registry_app.build import Opened
from registry_app.offices.models import Office
from registry_app.store import unit
from registry_app.store.engine import PRAGMAS
from tests.benchmarks.agencies import rows
from tests.benchmarks.measure import RUNS, ratio, show
from tests.benchmarks.walking import walk
from tests.support.office import opened_register, test_world

SIZES = {1: (300, 1.5), 100: (20, 2.1), 10_000: (1, 2.3)}


def plain_engine(path: Path, opened: Opened, pragmas: Sequence[str] = PRAGMAS) -> Engine:
    """Neither: the same tables and indexes in clear, no triggers, no hooks; the same durability and safety switches.

    The switches are the register's own, foreign keys among them, so its offices are copied: what a row leads to is
    looked up on both sides, and checked by neither journal nor encryption.
    """
    engine = create_engine(f"sqlite:///{path}", module=sqlcipher, poolclass=QueuePool)

    @event.listens_for(engine, "connect", insert=True)
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    schema.metadata().create_all(engine)
    with opened.store.engines.read.connect() as connection:
        offices = [dict(row) for row in connection.execute(Office.__table__.select()).mappings()]
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.execute(Office.__table__.insert(), offices)  # type: ignore[attr-defined]
    return engine


# the peer of earlier figures: it looks up no foreign keys, overwrites nothing, and copies its log four times as often
_LAX = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF", "cache_size=-24000")


def cost(opened: Opened, folder: Path) -> None:
    """A verb of so many rows about the first of them, against the same rows flushed and committed by a bare session."""
    world = opened.world
    engine = plain_engine(folder / "plain.db", opened)
    lax = plain_engine(folder / "lax.db", opened, _LAX)
    counter = iter(range(10**9))
    actor = opened.actor()
    opened.store.recorder = opened.journal  # the index for finding is neither journal nor encryption

    for size, (times, goal) in SIZES.items():

        def with_both(size: int = size) -> None:
            with opened.store.transaction(actor) as session:
                added = rows(world, opened, size, next(counter) * size)
                session.add_all(added)
                unit.verb(session, "agency:registered", added[0], label=added[0].number)

        def with_neither(size: int = size, engine: Engine = engine) -> None:
            with Session(engine) as session:
                session.add_all(rows(world, opened, size, next(counter) * size))
                session.commit()

        taken = in_turn({"both": with_both, "neither": with_neither, "lax": partial(with_neither, engine=lax)}, times)
        what = f"journal and encryption against neither, {size} rows a transaction"
        show(what, ratio(taken["seconds"], "both", "neither"), goal)
        show("  the same in processor time", ratio(taken["cpu"], "both", "neither"))
        show("  against a peer without foreign keys and safety switches", ratio(taken["seconds"], "both", "lax"))


def in_turn(contestants: Mapping[str, Callable[[], object]], times: int) -> dict[str, dict[str, list[float]]]:
    """Seconds, and seconds at work, of each contestant in each round, a few transactions of each at a time.

    A machine's speed drifts within seconds; the first round is not counted.
    """
    few, names = min(times, 15), list(contestants)
    taken: dict[str, dict[str, list[float]]] = {clock: {name: [] for name in names} for clock in ("seconds", "cpu")}
    for turn in range(max(RUNS, 2 * times // few) + 1):
        for name in names if turn % 2 else reversed(names):
            gc.collect()
            started, worked = time.perf_counter(), time.process_time()
            for _ in range(few):
                contestants[name]()
            if turn:
                taken["seconds"][name].append(time.perf_counter() - started)
                taken["cpu"][name].append(time.process_time() - worked)
    return taken


def size_of_a_change(folder: Path) -> None:
    """Bytes on disk for each journalled change: two registers of the same rows, one without its journal's share."""
    opened = opened_register(folder, test_world())
    before = _pages(opened)
    actor = opened.actor()
    with opened.store.transaction(actor) as session:
        session.add_all(rows(opened.world, opened, _SIZED, 0))
        unit.verb(session, "agency:registered")
    grown = _pages(opened) - before
    engine = plain_engine(folder / "sized.db", opened)
    with Session(engine) as session:
        session.add_all(rows(opened.world, opened, _SIZED, 0))
        session.commit()
        alone = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one() * 4096
    empty = plain_engine(folder / "empty.db", opened)
    opened.close()
    with Session(empty) as session:
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
