"""Watches the screen's thread: how long it worked without looking at its events."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QTimer

BEAT_MS = 5
# seconds of processor time of the screen's thread between two looks at the events: a tenth of a second on a machine that
# does nothing else, half as much again where another test process shares its two cores and their memory
LONGEST_WORK = 0.150
LONGEST_WAIT = 2.0  # seconds by the clock: waiting for a disk or a lock, generous to a busy machine


@dataclass
class Stalls:
    """What the watchdog saw; seconds."""

    worked: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    @property
    def longest(self) -> float:
        """The longest piece of work."""
        return max(self.worked, default=0.0)


@contextmanager
def watching() -> Iterator[Stalls]:
    """Note how long the screen's thread works without looking at its events; fail when it waits over 2 s.

    Work is measured in processor time of the thread, so that a busy machine is not taken for a slow program.
    """
    seen = Stalls()
    last = [time.thread_time(), time.monotonic()]

    def beat() -> None:
        now = [time.thread_time(), time.monotonic()]
        seen.worked.append(now[0] - last[0])
        seen.waited.append(now[1] - last[1])
        last[:] = now

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(BEAT_MS)
    try:
        yield seen
    finally:
        timer.stop()
    assert max(seen.waited, default=0) <= LONGEST_WAIT


def must_not_stall(turns: list[Stalls], what: str = "") -> None:
    """Fail where every turn stood still: a stall of the program comes each time, one of a busy machine does not."""
    best = min(turn.longest for turn in turns)
    assert best <= LONGEST_WORK, f"the window stood still for {best * 1000:.0f} ms in each of {len(turns)} turns {what}"
