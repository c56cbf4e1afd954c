"""Where the keys go when what had them goes away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


def can_take(widget: QWidget | None) -> bool:
    """Whether it is still there, can be seen, and takes keys."""
    return widget is not None and isValid(widget) and widget.isVisible() and widget.isEnabled()


def holder_in(page: QWidget) -> QWidget | None:
    """What on the page has the keys; None where they are elsewhere."""
    now = QApplication.focusWidget()
    return now if now is not None and page.isAncestorOf(now) else None


def give(candidates: Iterable[QWidget | None]) -> bool:
    """Give the keys to the first that can take them; whether there was one."""
    for each in candidates:
        if each is not None and can_take(each):
            each.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
    return False


@contextmanager
def keys_kept(page: QWidget, next_steps: Callable[[QWidget | None], Iterable[QWidget | None]]) -> Iterator[None]:
    """Show a page anew: where what had the keys is gone afterwards, they go to the next step instead of anywhere."""
    holder = holder_in(page)
    yield
    if holder is not None and not can_take(holder):
        give(next_steps(holder if isValid(holder) else None))
