"""How fast `verify` walks the journal and compares the tables, beside two peers that do far less.

Both peers take SHA-256 of the canonical JSON of the same rows and nothing else: no tree, no checkpoints, no hidden
values, no order, no tables. *Read* fetches its rows from the encrypted file as `verify` must; *in memory* has them as
Python values already, so it is spared the decryption: the stricter reading of the goal.
`python -m tests.benchmarks.walking` fills a register of its own; `tests.benchmarks.journal` walks the one it filled.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from registry_app import schema
from registry_app.build import Opened
from registry_app.core.progress import Silent
from registry_app.journal import reading
from registry_app.journal.verify import Report, verify
from registry_app.journal.walk import walk_log
from registry_app.store import unit
from registry_app.store.types import canonical
from tests.benchmarks.agencies import rows
from tests.benchmarks.measure import interleaved, ratio, show
from tests.support.office import opened_register, test_world

BATCHES = ((8_000, 5), (100, 20), (1, 600))  # (rows a transaction, transactions): a list taken in, then daily work
ROUNDS = 5


def walk(opened: Opened) -> None:
    """Print the ratios to both peers, of the clock on the wall and of the processor's time."""
    office = opened.info.office_id.hex
    keys = opened.checkpoint_keys()
    with opened.store.engines.read.connect() as connection:
        bodies = list(reading.entries(connection, office))
        print(f"{'entries walked':72} {len(bodies):10d}")

        def bare() -> None:
            for row in bodies:
                sha256(canonical(row)).digest()

        def read_and_bare() -> None:
            for row in reading.entries(connection, office):
                sha256(canonical(row)).digest()

        def log_only() -> None:
            report = Report()
            walk_log(connection, office, keys[office], [], report, Silent())
            assert report.intact

        def everything() -> None:
            assert verify(connection, schema.tables(), keys, own_office=office).intact

        worked: dict[str, list[float]] = {}
        contestants = {"memory": bare, "read": read_and_bare, "walk": log_only, "all": everything}
        taken = interleaved({name: _worked(each, worked, name) for name, each in contestants.items()}, ROUNDS)
    worked = {name: seconds[1:] for name, seconds in worked.items()}  # the first round is not counted
    for name, seconds in taken.items():
        print(f"{name:8} wall {min(seconds):.3f} s, processor {min(worked[name]):.3f} s, the best of {ROUNDS}")
    for peer, words in (("read", "the same rows read from the file"), ("memory", "the same rows in memory")):
        show(f"walk against SHA-256 and canonical JSON of {words}", ratio(taken, "walk", peer), 2.5)
        show("the same with the comparison of the tables", ratio(taken, "all", peer), 4)
        show("walk, processor time", ratio(worked, "walk", peer))
        show("with the comparison of the tables, processor time", ratio(worked, "all", peer))


def _worked(contestant: Callable[[], object], worked: dict[str, list[float]], name: str) -> Callable[[], None]:
    """The contestant, its processor time (of all threads) kept beside the clock that `interleaved` reads."""

    def measured() -> None:
        started = time.process_time()
        contestant()
        worked.setdefault(name, []).append(time.process_time() - started)

    return measured


def main() -> None:
    """Fill a register and walk it."""
    folder = Path(tempfile.mkdtemp(prefix="registry-bench-"))
    try:
        opened = opened_register(folder, test_world())
        actor = opened.actor()
        start = 0
        for size, times in BATCHES:
            for _ in range(times):
                with opened.store.transaction(actor) as session:
                    session.add_all(rows(opened.world, opened, size, start))
                    unit.verb(session, "agency:registered")
                start += size
        walk(opened)
        opened.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
