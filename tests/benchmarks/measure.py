"""How figures are taken: contestants in turn, so that a machine whose speed drifts treats them alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

RUNS = 3


def interleaved(contestants: Mapping[str, Callable[[], object]], runs: int = RUNS) -> dict[str, list[float]]:
    """Seconds of each contestant in each run; one uncounted round first, the order turned about in each round."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    names = list(contestants)
    for turn in range(runs + 1):
        for name in names if turn % 2 else reversed(names):
            gc.collect()
            started = time.perf_counter()
            contestants[name]()
            seconds = time.perf_counter() - started
            if turn:
                taken[name].append(seconds)
    return taken


def ratio(taken: Mapping[str, list[float]], name: str, peer: str) -> float:
    """The median of the ratios run by run."""
    return statistics.median(one / other for one, other in zip(taken[name], taken[peer], strict=True))


def show(what: str, value: float, goal: float | None = None, unit: str = "×") -> None:
    """One line of the report."""
    verdict = "" if goal is None else f"  goal ≤ {goal:g}{unit}  {'met' if value <= goal else 'NOT met'}"
    print(f"{what:72} {value:10.2f}{unit}{verdict}", flush=True)
