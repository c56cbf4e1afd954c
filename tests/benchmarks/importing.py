"""What reading in a list of 132,809 rows costs against raw inserts of the very rows it leaves, and how it grows."""

from __future__ import annotations

import gzip
import json
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from registry_app.build import Opened, open_register
from registry_app.core.world import Files
from registry_app.exchange.dry_run import prepare
from registry_app.exchange.service import Choices, import_list
from registry_app.exchange.source import from_path
from registry_app.store.engine import Location
from tests.benchmarks.measure import RUNS, show
from tests.support.office import PASSWORD, as_user, opened_register, test_world

LIST = Path(__file__).parent.parent / "files" / "lists" / "us-h2b-recruiters-2020-2022.csv.gz"
SIZES = (10_000, 50_000, 132_809)


def cut_list(folder: Path, rows: int) -> Path:
    """The first rows of the list as a file of its own."""
    target = folder / f"list-{rows}.csv"
    if not target.exists():
        with gzip.open(LIST, "rb") as whole, target.open("wb") as part:
            for _line, text in zip(range(rows + 1), whole, strict=False):
                part.write(text)
    return target


def import_once(path: Path, folder: Path) -> dict[str, float]:
    """One import in this process: seconds, of these at work, peak memory above the start in MB, rows."""
    office = opened_register(folder, test_world())
    opened = as_user(office, "admin")
    office.close()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, worked = time.perf_counter(), time.process_time()
    prepared = prepare(from_path(Files(), path), date(2019, 3, 4), region="MX")
    with opened.transaction("list:imported") as (session, actor):
        done = import_list(session, actor, prepared, Choices())
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    opened.close()
    return {"seconds": seconds, "cpu": cpu, "peak": peak / 1024, "rows": done.rows, "imported": done.imported}


def raw_once(opened: Opened, folder: Path) -> dict[str, float]:
    """Seconds, and of these at work, that sqlite3's executemany takes for all rows of all tables with all indexes, in clear.

    Of the index for searching it writes the finished rows only; working them out is the import's alone.
    """
    with opened.store.engines.read.connect() as connection:
        tables = connection.exec_driver_sql(
            # a table of words is its own tables of rows: those are written as they are
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).all()
        indexes = (
            connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
            .scalars()
            .all()
        )
        rows = {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')] for name, _sql in tables
        }
    path = folder / "raw.db"
    path.unlink(missing_ok=True)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    for _name, sql in tables:
        raw.execute(sql)
    for sql in indexes:
        raw.execute(sql)
    started, worked = time.perf_counter(), time.process_time()
    raw.execute("BEGIN")
    for name, found in rows.items():
        if found:
            raw.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(found[0]))})', found)
    raw.execute("COMMIT")
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    raw.close()
    return {"raw": seconds, "raw_cpu": cpu}


def one_run(rows: int) -> None:
    """In a process of its own, so that memory is its own: an import, then the raw peer over the same rows."""
    folder = Path(tempfile.mkdtemp(prefix="registry-import-"))
    try:
        office = folder / "office"
        office.mkdir()
        figures = import_once(cut_list(folder, rows), office)
        opened = open_register(
            Location(str(office / "office.register")), "admin", PASSWORD, test_world(2), sign_in=False
        )
        figures |= raw_once(opened, folder)
        opened.close()
        print(json.dumps(figures))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Print every figure."""
    for rows in SIZES:
        runs = []
        for _turn in range(RUNS):
            command = [sys.executable, "-m", "tests.benchmarks.importing", str(rows)]
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            runs.append(json.loads(printed.splitlines()[-1]))
        seconds = statistics.median(run["seconds"] for run in runs)
        print(f"{f'import of {rows:,} rows: rows a second':72} {rows / seconds:10.0f}")
        show(
            "  against raw executemany of the same final rows",
            statistics.median(run["seconds"] / run["raw"] for run in runs),
            6,
        )
        show("  the same in processor time", statistics.median(run["cpu"] / run["raw_cpu"] for run in runs))
        show("  peak memory above the start", statistics.median(run["peak"] for run in runs), 100, " MB")


if __name__ == "__main__":
    one_run(int(sys.argv[1]))
