"""The window: the sign-in page, and behind it the desk of the person signed in, empty so far."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from registry_app.core.texts import _, say
from registry_app.ui.door import Door, SignedIn
from registry_app.ui.failures import sentence_for
from registry_app.ui.jobs import Job
from registry_app.ui.labels import PlainLabel
from registry_app.ui.sign_in import SignInPage


class DeskPage(QWidget):
    """Where the pages will be: it says who is signed in where."""

    def __init__(self, signed_in: SignedIn) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.headline = PlainLabel(say(_("{person}, {office}"), person=signed_in.person, office=signed_in.office))
        column.addWidget(self.headline)
        if signed_in.training:
            column.addWidget(PlainLabel(_("A training register: nothing here is real, and its papers say so.")))
        column.addWidget(PlainLabel(_("The pages come next; until then the work is done by the command line.")))
        column.addStretch()


class MainWindow(QMainWindow):
    """One window for one register and one person."""

    def __init__(self, door: Door, register: str) -> None:
        super().__init__()
        self._door = door
        self.signed_in: SignedIn | None = None
        self.sign_in = SignInPage(register)
        self.sign_in.submitted.connect(self.open_register)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.sign_in)
        self.setCentralWidget(self._pages)
        self.setWindowTitle(_("Recruitment Agency Register"))
        self.resize(1100, 680)

    def open_register(self, register: str, login: str, password: str) -> None:
        """Open the register beside the screen's thread; stretching the password takes its time on purpose."""
        self.sign_in.set_busy(True)
        self.sign_in.show_message(_("Opening…"))
        job = Job(partial(self._door.open, register, login, password), self)
        job.succeeded.connect(self._enter)
        job.failed.connect(self._refuse)
        job.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the register with the window."""
        if self.signed_in is not None:
            self.signed_in.close()
            self.signed_in = None
        super().closeEvent(event)

    def _enter(self, signed_in: SignedIn) -> None:
        self.signed_in = signed_in
        desk = DeskPage(signed_in)
        self._pages.addWidget(desk)
        self._pages.setCurrentWidget(desk)

    def _refuse(self, error: Exception) -> None:
        self.sign_in.set_busy(False)
        self.sign_in.show_message(sentence_for(error))
