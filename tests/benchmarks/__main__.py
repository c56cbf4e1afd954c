"""Every figure: `python packaging/dev.py bench`; `bench --list` says which there are, `bench starting lists` takes some.

Times are those of a machine that has nothing else to do: the load is printed with them.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.benchmarks import finding, importing, journal, lists, lists_peer, starting


@dataclass(frozen=True)
class Part:
    """Figures that are taken together; each of `figures` is what is measured and its goal."""

    take: Callable[[], None]
    figures: tuple[tuple[str, str], ...]


PARTS: Final = {
    "journal": Part(
        journal.main,
        (
            ("journal and encryption against neither: 1, 100, 10,000 rows", "≤ 1.5, 2.1, 2.3 ×"),
            ("walk against bare sha256 over the same rows", "≤ 2.5 ×, with the comparison of tables ≤ 4 ×"),
            ("bytes on disk for a change; fsyncs for a verb", "printed; 1"),
        ),
    ),
    "import": Part(
        importing.main,
        (
            ("import against raw executemany of the same final rows: 10k, 50k, 132k", "≤ 6 ×"),
            ("peak memory of an import above its start", "≤ 100 MB"),
        ),
    ),
    "starting": Part(
        starting.main,
        (
            ("sign-in window first painted, warm", "≤ 300 ms and ≤ 2.5 × a bare window"),
            ("password accepted to a home page that can be used", "≤ 1,000 ms"),
        ),
    ),
    "lists": Part(
        lists.main,
        (
            ("a million rows on the encrypted register: opened", "≤ 100 ms"),
            ("jumped to the middle", "≤ 60 ms"),
            ("key to painted rows", "≤ 100 ms"),
            ("resident memory", "≤ 160 MB"),
        ),
    ),
    "peer": Part(
        lists_peer.main,
        (
            ("DB Browser for SQLite against ours: to the first useful row", "≥ 3 times"),
            ("DB Browser for SQLite against ours: a filter's key", "≥ 2 times"),
        ),
    ),
    "finding": Part(finding.main, (("Ctrl+K over 50k agencies, 500k persons, 1M cases: p95", "≤ 50 ms"),)),
}
BY_HAND: Final = (
    ("`time python3 packaging/dev.py test`, warm, on two processors", "≤ 5 min"),
    ("`time python3 packaging/dev.py setup` on an empty Debian", "≤ 90 s"),
)


def main() -> None:
    """Take the figures asked for, one part after the other."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all of them without one")
    parser.add_argument("--list", action="store_true", help="only say which figures there are and their goals")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    chosen = {name: part for name, part in PARTS.items() if not asked.parts or name in asked.parts}
    if asked.list:
        for name, part in chosen.items():
            for figure, goal in part.figures:
                print(f"{name:10} {figure:72} goal {goal}")
        for figure, goal in BY_HAND:
            print(f"{'by hand':10} {figure:72} goal {goal}")
        return
    for name, part in chosen.items():
        print(f"-- {name} ({_machine()})", flush=True)
        started = time.perf_counter()
        part.take()
        print(f"-- {name}: {time.perf_counter() - started:.0f} s ({_machine()})", flush=True)


def _machine() -> str:
    """How many processors there are, and how many tasks want one."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"
    return f"{os.cpu_count()} processors, load {load}"


main()
