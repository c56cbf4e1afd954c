"""Work beside the screen's thread, so that the window never freezes; tests run it in place."""

from __future__ import annotations

import itertools
import threading
import weakref
from collections.abc import Callable
from functools import cache, partial
from typing import Protocol

import shiboken6
from PySide6.QtCore import QElapsedTimer, QObject, QThreadPool, Signal

from registry_app.core.errors import Cancelled
from registry_app.core.texts import _

_TELL_EVERY_MS = 50


class _Post(QObject):
    """Carries what threads tell to the screen's thread.

    A thread never touches the object it tells something of: that one may be gone with its window at any moment, and a signal
    of an object that is being destroyed brings the program down. This one lives as long as the program.
    """

    sent = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, weakref.ref[_Told]] = {}
        self._work: dict[int, list[Callable[[], object]]] = {}
        self.sent.connect(self._deliver)

    def enter(self, told: _Told) -> int:
        """A number for an object that wants to be told something; on the screen's thread."""
        number = next(self._numbers)
        self._waiting[number] = weakref.ref(told, lambda _gone: self._waiting.pop(number, None))
        return number

    def keep(self, number: int, work: list[Callable[[], object]]) -> None:
        """Hold work until its end is told, so that it is let go on the screen's thread and nowhere else.

        What it refers to may be the last word of a widget, and a widget that a thread lets go brings the program down.
        """
        self._work[number] = work

    def _deliver(self, number: int, message: object) -> None:
        work = self._work.pop(number, None)
        reference = self._waiting.get(number)
        told = reference() if reference is not None else None
        if told is not None and shiboken6.isValid(told):
            told.take(message)
        if work is not None:
            work.clear()


@cache
def _post() -> _Post:
    return _Post()


class _Told(QObject):
    """Something that is told from a thread what it takes on the screen's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._carrier = _post()
        self._number = self._carrier.enter(self)

    def take(self, message: object) -> None:
        """A message, on the screen's thread."""
        raise NotImplementedError


class JobProgress(_Told):
    """What a job tells while it runs; its `step` raises `Cancelled` once the officer has stopped it.

    Signals:
        stepped: done, total (0: not known), what is at hand, seconds left (-1: not known yet).
    """

    stepped = Signal(int, int, str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = threading.Event()
        self._clock = QElapsedTimer()
        self._last = 0
        self._tell = partial(self._carrier.sent.emit, self._number)

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
        if done < total and self._last and elapsed - self._last < _TELL_EVERY_MS:
            return
        self._last = max(elapsed, 1)
        left = round(elapsed * (total - done) / done / 1000) if 0 < done <= total else -1
        self._tell((done, total, what, left))

    def take(self, message: object) -> None:
        """A step, to be shown."""
        if not isinstance(message, tuple):
            raise TypeError(message)
        self.stepped.emit(*message)


class Job(_Told):
    """One piece of work; it reports its result or what it raised, once, on the screen's thread.

    Signals:
        succeeded: the work's result.
        failed: the exception, a refusal or a fault of ours.
    """

    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        # the thread gets this closure and never the job itself
        self._work = [work]
        self.run_now = partial(_run, self._work, partial(self._carrier.sent.emit, self._number))

    def start(self) -> None:
        """Run it in a thread; connect the signals first, a short job would be over too soon."""
        self._carrier.keep(self._number, self._work)
        QThreadPool.globalInstance().start(self.run_now)

    def take(self, message: object) -> None:
        """The end of the work."""
        if not isinstance(message, tuple):
            raise TypeError(message)
        result, error = message
        if error is None:
            self.succeeded.emit(result)
        else:
            self.failed.emit(error)


def _run(work: list[Callable[[], object]], tell: Callable[[object], object]) -> None:
    """Do it, here or in a thread, and tell how it ended; the thread never holds the work itself longer than it runs."""
    try:
        result = work[0]()
    except Exception as error:  # handed over to the screen, nothing is lost
        tell((None, error))
    else:
        tell((result, None))


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
