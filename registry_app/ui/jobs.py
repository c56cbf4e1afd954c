"""Work beside the screen's thread, so that the window never freezes; tests run it in place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

import shiboken6
from PySide6.QtCore import QElapsedTimer, QObject, QThreadPool, Signal

from registry_app.core.errors import Cancelled
from registry_app.core.texts import _

_TELL_EVERY_MS = 50


class JobProgress(QObject):
    """What a job tells while it runs; its `step` raises `Cancelled` once the officer has stopped it.

    Signals:
        stepped: done, total (0: not known), what is at hand, seconds left (-1: not known yet).
    """

    stepped = Signal(int, int, str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = threading.Event()
        self._clock = QElapsedTimer()
        self._told = 0

    def cancel(self) -> None:
        """Stop the work at its next step; it undoes what it did."""
        self._stopped.set()

    @property
    def cancelled(self) -> bool:
        """Whether the officer has stopped it."""
        return self._stopped.is_set()

    def step(self, done: int, total: int, what: str = "") -> None:
        """Tell how far the work is; called from its thread, as often as it likes."""
        if self._stopped.is_set():
            raise Cancelled(_("Stopped; nothing of it was kept."))
        if not self._clock.isValid():
            self._clock.start()
        elapsed = self._clock.elapsed()
        if done < total and self._told and elapsed - self._told < _TELL_EVERY_MS:
            return
        self._told = max(elapsed, 1)
        left = round(elapsed * (total - done) / done / 1000) if 0 < done <= total else -1
        self.stepped.emit(done, total, what, left)


class Job(QObject):
    """One piece of work; it reports its result or what it raised, once, on the screen's thread.

    Signals:
        succeeded: the work's result.
        failed: the exception, a refusal or a fault of ours.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, work: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._ended.connect(self._hand_over)

    def start(self) -> None:
        """Run it in a thread; connect the signals first, a short job would be over too soon."""
        QThreadPool.globalInstance().start(self.run_now)

    def run_now(self) -> None:
        """Run it here and now."""
        try:
            result = self._work()
        except Exception as error:  # handed over to the screen, nothing is lost
            ended: tuple[object, object] = (None, error)
        else:
            ended = (result, None)
        if shiboken6.isValid(self):  # the window may have been closed meanwhile
            self._ended.emit(*ended)

    def _hand_over(self, result: object, error: object) -> None:
        if error is None:
            self.succeeded.emit(result)
        else:
            self.failed.emit(error)


class Runner(Protocol):
    """How jobs are started."""

    def start(self, job: Job) -> None:
        """Start it; its signals are connected already."""


class InThreads:
    """Starts each job in a thread of the pool."""

    def start(self, job: Job) -> None:
        """In a thread."""
        job.start()


class InPlace:
    """Runs each job at once, for tests and pictures."""

    def start(self, job: Job) -> None:
        """Here and now."""
        job.run_now()
