"""The list of agencies in a window of its own, for `lists_peer`: at once, or when F2 is pressed.

The key of the register's file comes by the input, its place and day as arguments: nothing is loaded but the list.
"""

from __future__ import annotations

# ruff: noqa: I001  the screens first, as in the program: they keep the toolkit from reading every source
import sys
from datetime import date

import registry_app.ui  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow
from sqlalchemy.orm import Session

from registry_app.store.engine import Location, open_engines
from registry_app.ui.lists.agencies import agency_source, agency_words, read_ahead
from registry_app.ui.lists.list_view import ListView
from registry_app.ui.theme.style import Look, apply


def main(when: str, register: str, today: date) -> None:
    """Show it until the process is ended."""
    application = QApplication([])
    apply(application, Look())
    engines = open_engines(Location(register), bytes.fromhex(sys.stdin.readline().strip()))
    window = QMainWindow()
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.setGeometry(0, 0, 1170, 680)

    def show_list() -> None:
        source = agency_source(lambda: Session(engines.read, autoflush=False), today)
        window.setCentralWidget(ListView(source, agency_words(), name="agencies", today=today))

    if when == "at-once":
        show_list()
    else:
        read_ahead(agency_source(lambda: Session(engines.read, autoflush=False), today))  # as the desk does
        QShortcut("F2", window).activated.connect(show_list)
    window.show()
    window.activateWindow()
    application.exec()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], date.fromisoformat(sys.argv[3]))
