"""What may wait until the window can be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_LONGEST_MS: Final = 2_000


class AfterFirstPaint(QObject):
    """Does some work once, when a window was painted; a window that starts out of sight is not waited for long."""

    def __init__(self, window: QWidget, work: Callable[[], object]) -> None:
        super().__init__(window)
        self._work: Callable[[], object] | None = work
        window.installEventFilter(self)
        QTimer.singleShot(_LONGEST_MS, self._begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the painting; the work comes behind it."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._begin)
        return False

    def _begin(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work()
