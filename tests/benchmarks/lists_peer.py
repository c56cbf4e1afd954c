"""The same million rows in our list and in DB Browser for SQLite, on one made-up screen, watched by their pixels.

DB Browser reads a copy in clear, ours the encrypted register; both are given the same keys by xdotool. A time ends when nine
tenths of a region of the rows stand as they will stay. "Open" is asked of programs that run already with their file open: ours by
a key, theirs by its tab. Skipped with a word where a program is missing: `apt-get install sqlitebrowser xdotool xvfb openbox`.
"""

from __future__ import annotations

import mmap
import os
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from registry_app.store import keys as key_file
from registry_app.store.engine import Location
from tests.benchmarks.lists_register import REGISTER, TODAY, make_clear
from tests.benchmarks.measure import RUNS
from tests.support.office import PASSWORD, test_world

NEEDED: Final = ("Xvfb", "openbox", "xdotool", "sqlitebrowser")
TYPED: Final = "sons 7153"  # each digit leaves other rows; a key that changes none is not timed
WIDE, HIGH = 1280, 800
_FIRST_DISPLAY: Final = 100
_QUIET: Final = 1.5  # seconds without a change after which nothing more will come
_QUIET_START: Final = 4.0  # the same for a program that starts, which may show an empty window first
_LONGEST: Final = 60.0
_STEADY: Final = 0.9
OURS: Final = (32, 140, 150, 480)  # left, top, width and height of a region inside the rows
THEIRS: Final = (232, 242, 138, 440)
THEIR_TAB: Final = (318, 124)
THEIR_FIELD: Final = (505, 224)  # of the filter of the names
THEIR_NO: Final = (742, 391)  # of its own question whether to abort what it is doing


@dataclass
class Screen:
    """The made-up screen's pixels, read straight from the server's memory."""

    memory: mmap.mmap
    first: int
    stride: int

    def lines(self, region: tuple[int, int, int, int]) -> tuple[int, ...]:
        """A number for each line of a region; another one means other pixels."""
        left, top, wide, high = region
        starts = (self.first + line * self.stride + left * 4 for line in range(top, top + high))
        return tuple(zlib.crc32(self.memory[start : start + wide * 4]) for start in starts)


@dataclass(frozen=True)
class Taken:
    """Milliseconds as a person waits, and as the program was at work; the second does not hang on what else runs."""

    wall: float
    work: float


@dataclass
class Seen:
    """What a region showed, when (seconds since the start), and how long the program had been at work by then."""

    frames: list[tuple[float, tuple[int, ...], float]] = field(default_factory=list)

    @property
    def steady(self) -> Taken:
        """When nine tenths of its lines stood as in the end."""
        last = self.frames[-1][1]
        return next(
            Taken(at * 1_000, work * 1_000)
            for at, lines, work in self.frames
            if sum(one == other for one, other in zip(lines, last, strict=True)) >= _STEADY * len(last)
        )


def watch(
    screen: Screen,
    region: tuple[int, int, int, int],
    started: float,
    process: int,
    before: tuple[int, ...] | None = None,
    unchanged: float = 15.0,
    quiet: float = _QUIET,
) -> Seen:
    """Every change of a region until nothing has come for `quiet` seconds; `unchanged` are waited for the first."""
    seen = Seen()
    shown = before if before is not None else screen.lines(region)
    quiet_since, worked = time.perf_counter(), _work(process)
    while True:
        now = time.perf_counter()
        lines = screen.lines(region)
        if lines != shown:
            shown, quiet_since = lines, now
            seen.frames.append((now - started, lines, _work(process) - worked))
        if now - quiet_since > (quiet if seen.frames else unchanged) or now - started > _LONGEST:
            return seen
        time.sleep(0.003)


def until_still(screen: Screen) -> None:
    """Wait until the program before has left the screen."""
    before, since = screen.lines(OURS), time.perf_counter()
    while time.perf_counter() - since < _QUIET:
        time.sleep(0.05)
        now = screen.lines(OURS)
        if now != before:
            before, since = now, time.perf_counter()


@contextmanager
def a_screen() -> Iterator[tuple[Screen, dict[str, str]]]:
    """A screen of its own with a window manager, and the environment of programs on it."""
    folder = Path(tempfile.mkdtemp(prefix="registry-screen-"))
    environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    environment.pop("QT_QPA_PLATFORM", None)
    quiet: dict[str, Any] = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # one of its own, whatever else runs on this machine
    display = f":{_FIRST_DISPLAY + os.getpid() % 800}"
    environment["DISPLAY"] = display
    server = subprocess.Popen(["Xvfb", display, "-screen", "0", f"{WIDE}x{HIGH}x24", "-fbdir", str(folder)], **quiet)
    manager = None
    try:
        for _turn in range(300):
            if (folder / "Xvfb_screen0").exists():
                break
            time.sleep(0.1)
        time.sleep(0.5)
        manager = subprocess.Popen(["openbox"], **quiet)
        time.sleep(1.0)
        with (folder / "Xvfb_screen0").open("r+b") as file:
            memory = mmap.mmap(file.fileno(), 0)
        head, colours = struct.unpack(">I", memory[0:4])[0], struct.unpack(">I", memory[76:80])[0]
        stride = struct.unpack(">I", memory[48:52])[0]
        yield Screen(memory, head + colours * 12, stride), environment
    finally:
        for process in (manager, server):
            if process is not None:
                process.terminate()
                process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def press(environment: dict[str, str], *words: str) -> None:
    """Give the keys or the pointer something to do."""
    subprocess.run(["xdotool", *words], env=environment, check=True, capture_output=True)


def asks_back(environment: dict[str, str]) -> bool:
    """Whether DB Browser shows its question besides its window."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "^DB Browser for SQLite$"],
        env=environment,
        check=False,
        capture_output=True,
    )
    return bool(found.stdout.strip())


def keys_and_times(
    screen: Screen, region: tuple[int, int, int, int], environment: dict[str, str], process: int
) -> list[tuple[str, Taken]]:
    """What was typed so far, and how long it took from the key to the rows."""
    found = []
    for place, letter in enumerate(TYPED, start=1):
        before = screen.lines(region)
        started = time.perf_counter()
        press(environment, "key", "space" if letter == " " else letter)
        seen = watch(screen, region, started, process, before, unchanged=4.0)
        if seen.frames and place > 1:  # one letter asks nothing of ours
            found.append((TYPED[:place], seen.steady))
    return found


@dataclass
class Result:
    """One program's figures: from its start and from the asking to the rows, and for each text; megabytes."""

    started: Taken
    opened: Taken
    typed: dict[str, Taken]
    resident: float


def opened_by(
    screen: Screen, region: tuple[int, int, int, int], environment: dict[str, str], process: int, *words: str
) -> Taken:
    """From a key or a click to the rows."""
    before = screen.lines(region)
    started = time.perf_counter()
    press(environment, *words)
    return watch(screen, region, started, process, before).steady


def theirs(screen: Screen, environment: dict[str, str], path: Path) -> Result:
    """DB Browser: told at its start to show the table, then with the file open and asked for the table."""
    until_still(screen)
    with running(["sqlitebrowser", "-R", "-t", "agencies", str(path)], environment) as (process, started):
        from_start = watch(screen, THEIRS, started, process.pid, quiet=_QUIET_START).steady
    until_still(screen)
    with running(["sqlitebrowser", "-R", str(path)], environment) as (process, started):
        watch(screen, THEIRS, started, process.pid, quiet=_QUIET_START)
        opened = opened_by(screen, THEIRS, environment, process.pid, "mousemove", *map(str, THEIR_TAB), "click", "1")
        time.sleep(8)  # it counts its rows, and may ask whether to abort that
        if asks_back(environment):
            press(environment, "mousemove", *map(str, THEIR_NO), "click", "1")
            time.sleep(3)
        press(environment, "mousemove", *map(str, THEIR_FIELD), "click", "1")
        time.sleep(1)
        typed = dict(keys_and_times(screen, THEIRS, environment, process.pid))
        return Result(from_start, opened, typed, _resident(process.pid))


def ours(screen: Screen, environment: dict[str, str], key: str) -> Result:
    """Our list; the stretching of a password, slow on purpose, is done beforehand."""
    command = [sys.executable, "-m", "tests.benchmarks.lists_window"]
    where = [str(REGISTER), TODAY.isoformat()]
    until_still(screen)
    with running([*command, "at-once", *where], environment, key) as (process, started):
        from_start = watch(screen, OURS, started, process.pid, quiet=_QUIET_START).steady
    until_still(screen)
    with running([*command, "when-asked", *where], environment, key) as (process, started):
        watch(screen, OURS, started, process.pid, quiet=_QUIET_START)
        opened = opened_by(screen, OURS, environment, process.pid, "key", "F2")
        time.sleep(3)
        press(environment, "key", "ctrl+f")
        time.sleep(1)
        typed = dict(keys_and_times(screen, OURS, environment, process.pid))
        return Result(from_start, opened, typed, _resident(process.pid))


@contextmanager
def running(
    command: Sequence[str], environment: dict[str, str], line: str = ""
) -> Iterator[tuple[subprocess.Popen[str], float]]:
    """A program for as long as it is looked at, and when it was started; `line` is its input."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdin is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()
        yield process, started
    finally:
        process.kill()
        process.wait()


def _work(process: int) -> float:
    """Seconds that all threads of a program were at work."""
    spent = 0
    for task in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):  # it has just ended
            spent += int((task / "schedstat").read_text().split()[0])
    return spent / 1e9


def _resident(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Print every figure, or why there is none."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print(f"SKIPPED, NOT MEASURED: the list beside DB Browser for SQLite; missing: {', '.join(missing)}")
        return
    path = make_clear()
    location = Location(str(REGISTER))
    key = key_file.unlock(test_world(2), location.keys, "admin", PASSWORD).derive("sqlcipher").hex()
    results: list[tuple[Result, Result]] = []
    with a_screen() as (screen, environment):
        for turn in range(RUNS):
            if turn % 2:
                one = ours(screen, environment, key)
                results.append((one, theirs(screen, environment, path)))
            else:
                other = theirs(screen, environment, path)
                results.append((ours(screen, environment, key), other))
    report(results)


def report(results: Sequence[tuple[Result, Result]]) -> None:
    """One line for each figure, ours beside theirs: as a person waits, then in processor time."""
    for words, name in (("start of the program to the rows", "started"), ("asked for the list to the rows", "opened")):
        beside(words, [(getattr(mine, name), getattr(peer, name)) for mine, peer in results], 3)
    keys = []
    for text in [TYPED[:place] for place in range(1, len(TYPED) + 1)]:
        pairs = [
            (mine.typed[text], peer.typed[text])
            for mine, peer in results
            if {text} <= mine.typed.keys() & peer.typed.keys()
        ]
        if pairs:
            keys += pairs
            beside(f"“{text}”: key to rows", pairs)
    if keys:
        beside("all keys", keys, 2)
    own = statistics.median(mine.resident for mine, _other in results)
    other = statistics.median(peer.resident for _mine, peer in results)
    print(f"{'resident: ours, theirs':72} {own:10.0f} {other:8.0f} MB")


def beside(words: str, pairs: Sequence[tuple[Taken, Taken]], goal: float | None = None) -> None:
    """Medians of both, and the median of their ratios run by run."""
    for kind, what in (("wall", words), ("work", "  the same in processor time of the program")):
        mine, peer = ([getattr(each, kind) for each in side] for side in zip(*pairs, strict=True))
        times = statistics.median(other / max(one, 1) for one, other in zip(mine, peer, strict=True))
        verdict = (
            "" if goal is None or kind == "work" else f"  goal ≥ {goal:g}  {'met' if times >= goal else 'NOT met'}"
        )
        print(
            f"{what + ': ours, theirs':72} {statistics.median(mine):7.0f} {statistics.median(peer):7.0f} ms "
            f"{times:6.1f} times{verdict}"
        )


if __name__ == "__main__":
    main()
