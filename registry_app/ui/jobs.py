"""Work beside the screen's thread, so that the window never freezes; tests run it in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal


class Job(QObject):
    """One piece of work; it reports its result or what it raised, once, on the thread of the slot's widget.

    Signals:
        succeeded: the work's result.
        failed: the exception, a refusal or a fault of ours.
    """

    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work

    def start(self) -> None:
        """Run it in a thread; connect the signals first, a short job would be over too soon."""
        QThreadPool.globalInstance().start(self.run_now)

    def run_now(self) -> None:
        """Run it here and now."""
        try:
            result = self._work()
        except Exception as error:  # handed over to the screen, nothing is lost
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)
