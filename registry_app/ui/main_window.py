"""The window: the sign-in page, and behind it the desk of the person signed in."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from registry_app.core.texts import _, say
from registry_app.ui.door import WAITED, Door, SignedIn
from registry_app.ui.failures import sentence_for
from registry_app.ui.jobs import InThreads, Job, JobProgress, Runner
from registry_app.ui.sign_in import SignInPage
from registry_app.ui.time_left import seconds_left


class MainWindow(QMainWindow):
    """One window for one register and one person; `demo_folder` is where a demo register would be put."""

    def __init__(self, door: Door, register: str, demo_folder: Path, runner: Runner | None = None) -> None:
        super().__init__()
        self._door = door
        self._demo_folder = demo_folder
        self._runner: Runner = runner or InThreads()
        self.signed_in: SignedIn | None = None
        self.desk: QWidget | None = None
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.resize(1366, 740)
        self.sign_in = self._ask_who(register)

    def _ask_who(self, register: str) -> SignInPage:
        page = SignInPage(register)
        page.submitted.connect(self.open_register)
        page.register_chosen.connect(self.look_at)
        page.demo_wanted.connect(self.make_demo)
        page.new_wanted.connect(self.begin_new)
        page.offer_first_steps(not _is_there(register))
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.setWindowTitle(_("Recruitment Agency Register"))
        page.user_field.setFocus()
        return page

    def look_at(self, register: str) -> None:
        """Show what can be said of a register before anybody signs in."""
        self.sign_in.offer_first_steps(not _is_there(register))
        self._run(partial(self._door.demo_accounts, register), self.sign_in.show_accounts)

    def open_register(self, register: str, login: str, password: str) -> None:
        """Open the register beside the screen's thread; stretching the password takes its time on purpose."""
        self.sign_in.set_busy(True)
        self.sign_in.show_message(_("Opening…"))
        held = JobProgress(self)
        held.stepped.connect(self._say_held)
        waiting = partial(held.step, total=0)
        self._run(partial(self._door.open, register, login, password, waiting), self._enter)

    def _say_held(self, waited: int) -> None:
        """Another program holds the register for some time already."""
        if self.signed_in is None and waited >= WAITED:
            self.sign_in.show_message(_("Another program holds the register; waiting for it…"))

    def make_demo(self) -> None:
        """Make the demo register and offer its accounts."""
        self.sign_in.set_busy(True)
        progress = JobProgress(self)
        progress.stepped.connect(self._show_step)
        self.sign_in.show_message(_("Making a demo register with made-up agencies; this takes about a minute."))
        self._run(partial(self._door.make_demo, self._demo_folder, progress), self._demo_made)

    def begin_new(self) -> None:
        """Show the assistant of the first start."""
        assistant = self._door.make_assistant(self)
        self._pages.addWidget(assistant)
        self._pages.setCurrentWidget(assistant)

    def leave_assistant(self, register: str = "") -> None:
        """Back to the sign-in page, with the register just made."""
        assistant = self._pages.currentWidget()
        self._pages.setCurrentWidget(self.sign_in)
        if assistant is not None and assistant is not self.sign_in:
            self._pages.removeWidget(assistant)
            assistant.deleteLater()
        if register:
            self.sign_in.register_field.setText(register)
            self.look_at(register)

    def sign_out(self) -> None:
        """Close the register and take everything about it off the screen and out of memory."""
        register = self.sign_in.register_field.text()
        self._close_register()
        gc.unfreeze()
        for page in (self.desk, self.sign_in):
            if page is not None:
                self._pages.removeWidget(page)
                page.deleteLater()
        self.desk = None
        self.sign_in = self._ask_who(register)
        self.look_at(register)

    def show_fault(self, error: BaseException) -> None:
        """Admit a fault nobody caught: on the desk when there is one, else below the sign-in."""
        show = getattr(self.desk, "show_fault", None)
        if show is not None:
            show(error)
        else:
            self.sign_in.show_message(sentence_for(error))

    def come_to_front(self) -> None:
        """Show the window to somebody who started the program again."""
        self.showNormal()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the register with the window; one that is not finished is taken back."""
        give_up = getattr(self._pages.currentWidget(), "give_up", None)
        if give_up is not None:
            give_up()
        self._close_register()
        super().closeEvent(event)

    def _close_register(self) -> None:
        if self.signed_in is not None:
            self.signed_in.close()
            self.signed_in = None

    def _run(self, work: Callable[[], object], then: Callable[..., object]) -> None:
        job = Job(work, self)
        job.succeeded.connect(then)
        job.failed.connect(self._refuse)
        self._runner.start(job)

    def _enter(self, signed_in: SignedIn) -> None:
        # what is loaded by now stays; each search of it for garbage would stop the window for a tenth of a second
        gc.freeze()
        self.signed_in = signed_in
        self.desk = signed_in.make_desk(self)
        self._pages.addWidget(self.desk)
        self._pages.setCurrentWidget(self.desk)
        signed_in.begin()
        self.sign_in.set_busy(False)
        self.sign_in.show_message("")

    def _demo_made(self, register: str) -> None:
        self.sign_in.set_busy(False)
        self.sign_in.show_message("")
        self.sign_in.register_field.setText(register)
        self.look_at(register)

    def _show_step(self, done: int, total: int, _what: str, left: int) -> None:
        self.sign_in.show_message(
            say(_("Making a demo register: {done} of {total}, {left}"), done=done, total=total,
                left=seconds_left(left) or "…")
        )  # fmt: skip

    def _refuse(self, error: Exception) -> None:
        self.sign_in.set_busy(False)
        self.sign_in.show_message(sentence_for(error))


def _is_there(register: str) -> bool:
    return "://" in register or (bool(register) and Path(register).exists())
