"""Does a verb and looks at the windows it opens, those that wait for an answer too."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from registry_app.ui.certificates.pdf_view import PdfView

_BEAT_MS = 20
_MOST_LOOKS = 5


def windows_open() -> list[QWidget]:
    """Every window that is shown, menus apart."""
    return [each for each in QApplication.topLevelWidgets() if each.isVisible() and not isinstance(each, QMenu)]


def do(verb: QAction | Callable[[], object], see: Callable[[QWidget], object]) -> None:
    """Do a verb; `see` gets each window that it opens, which is turned away afterwards."""
    before = windows_open()
    seeing: list[QWidget] = []

    def look() -> None:
        for window in windows_open():
            if window in before or window in seeing:
                continue
            seeing.append(window)  # it may stay a moment: a beat in between must not see it again
            for _turn in range(3):
                QApplication.processEvents()
            for view in window.findChildren(PdfView):
                view.draw_now()  # it waits a moment for the width it gets
            QApplication.processEvents()
            see(window)
            if shiboken6.isValid(window):
                turn_away(window)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(_BEAT_MS)
    try:
        if isinstance(verb, QAction):
            verb.trigger()
        else:
            verb()
        for _look in range(_MOST_LOOKS):
            QApplication.processEvents()
            look()
    finally:
        timer.stop()


def turn_away(window: QWidget) -> None:
    """Close a window without doing what it offers."""
    if isinstance(window, QDialog):
        window.reject()
    else:
        window.close()
