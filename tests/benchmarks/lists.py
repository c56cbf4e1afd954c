"""A list of a million agencies with the status of their licences on the encrypted register: opening, jumping, filtering, memory.

Each run is a process of its own without a screen, in which nothing is loaded but the list; one more has every page of the
program loaded, for its memory. `lists_peer` sets the same list beside DB Browser for SQLite.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.measure import RUNS, show

TYPED: Final = "horizon man"
_PAGES: Final = 50


def one_run(day: date, *, everything: bool) -> None:
    """In a process of its own, so that memory is its own; the register's key is its input, figures as JSON its output."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # first, as in the program: it keeps the toolkit from reading the source of every module
    importlib.import_module("registry_app.ui")
    from PySide6.QtCore import QEventLoop, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractItemView, QApplication
    from sqlalchemy.orm import Session

    from registry_app.store.engine import Location, open_engines
    from registry_app.ui.lists.agencies import agency_source, agency_words
    from registry_app.ui.lists.list_view import ListView
    from registry_app.ui.lists.table import Table
    from registry_app.ui.theme.style import Look, apply

    if everything:
        importlib.import_module("registry_app.ui.furnish")
    application = QApplication([])
    apply(application, Look())
    engines = open_engines(Location(os.environ["BENCH_REGISTER"]), bytes.fromhex(sys.stdin.readline().strip()))

    def reading() -> Session:
        return Session(engines.read, autoflush=False)

    painted = [0]
    paint = Table.paintEvent

    def noted(table: Table, event: Any) -> None:
        paint(table, event)
        painted[0] += 1

    Table.paintEvent = noted  # type: ignore[method-assign]

    def wait() -> None:
        # asleep until something happens: a loop that spins would take the processor from the threads beside
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def until(what: Any) -> None:
        before = painted[0]
        while painted[0] == before or not what():
            wait()

    figures: dict[str, Any] = {"bare": _resident()}

    def opened() -> tuple[ListView, float, float]:
        """A list with its first rows painted, and when that and its true count were there."""
        started, worked = time.perf_counter(), time.thread_time()
        view = ListView(agency_source(reading, day), agency_words(), name="agencies", today=day)
        view.resize(1170, 680)
        view.show()
        until(lambda: view.model.rowCount() > 0)
        rows = _since(started)
        figures["open_work"] = (time.thread_time() - worked) * 1_000
        while not view.model.is_settled:
            wait()
        return view, rows, _since(started)

    first, figures["first"], _counted = opened()
    first.close()
    view, figures["open"], figures["counted"] = opened()
    figures["rows"] = view.model.rowCount()
    table = view.table
    started = time.perf_counter()
    table.scrollTo(view.model.index(figures["rows"] // 2, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
    until(lambda: True)
    figures["jump"] = _since(started)
    bar = table.verticalScrollBar()
    pages = []
    for _turn in range(_PAGES):
        started = time.perf_counter()
        bar.setValue(bar.value() + bar.pageStep())
        until(lambda: True)
        pages.append(_since(started))
    figures["page"], figures["page_worst"] = statistics.mean(pages), max(pages)
    figures["keys"], figures["settled"] = [], []
    view.bar.field.setFocus()
    for place, letter in enumerate(TYPED, start=1):
        started = time.perf_counter()
        QTest.keyClick(view.bar.field, letter)
        text = TYPED[:place]
        if place < 2 or text.endswith(" "):
            continue  # one letter asks nothing; a space asks what was asked before
        until(lambda text=text: view.model.question.filters.text == text)
        figures["keys"].append(_since(started))
        while not view.model.is_settled:
            wait()
        figures["settled"].append(_since(started))
    figures["hits"] = view.model.rowCount()
    gc.collect()
    figures["resident"] = _resident()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    view.close()
    print(json.dumps(figures))
    sys.stdout.flush()
    os._exit(0)


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1_000


def _resident() -> float:
    """Megabytes of this process in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _run(words: str) -> dict[str, Any]:
    from registry_app.store import keys as key_file
    from registry_app.store.engine import Location
    from tests.benchmarks.lists_register import REGISTER, TODAY
    from tests.support.office import PASSWORD, test_world

    key = key_file.unlock(test_world(2), Location(str(REGISTER)).keys, "admin", PASSWORD).derive("sqlcipher").hex()
    printed = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.lists", words, TODAY.isoformat()],
        env={**os.environ, "BENCH_REGISTER": str(REGISTER)},
        input=key + "\n",
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def main() -> None:
    """Print every figure; the register is made first where it is not there."""
    from tests.benchmarks.lists_register import opened

    opened().close()
    runs = [_run("one") for _turn in range(RUNS)]
    whole = _run("everything")

    def median(name: str) -> float:
        return statistics.median(run[name] for run in runs)

    print(f"{'rows in the list':72} {runs[0]['rows']:10,}")
    show("open to the first rows painted", median("open"), 100, " ms")
    show("  of it processor time of the screen's thread", median("open_work"), unit=" ms")
    show("  the first list since the program was started", median("first"), unit=" ms")
    show("open to the true count", median("counted"), unit=" ms")
    show("jump to the middle, painted", median("jump"), 60, " ms")
    show("page down, painted: mean", median("page"), unit=" ms")
    show("page down, painted: worst", median("page_worst"), unit=" ms")
    debounce = 60
    for place in range(len(runs[0]["keys"])):
        text = [TYPED[:at] for at in range(2, len(TYPED) + 1) if not TYPED[:at].endswith(" ")][place]
        key = statistics.median(run["keys"][place] for run in runs) - debounce
        settled = statistics.median(run["settled"][place] for run in runs) - debounce
        show(f"“{text}”: key to painted rows, after {debounce} ms for the next key", key, 100, " ms")
        show(f"“{text}”: key to the true count", settled, unit=" ms")
    show("resident with the list open, narrowed", median("resident"), 160, " MB")
    show("  of it before the list: toolkit, fonts, database", median("bare"), unit=" MB")
    show("resident, the same with every page of the program loaded", whole["resident"], 160, " MB")


if __name__ == "__main__":
    if sys.argv[1:]:
        one_run(date.fromisoformat(sys.argv[2]), everything=sys.argv[1] == "everything")
    else:
        main()
