"""Robots that use a page as an officer does, so that the tests need not know its widgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from registry_app.core.errors import RegistryError, WrongPassword
from registry_app.core.texts import bare
from registry_app.ui.door import Account
from registry_app.ui.labels import PlainLabel
from registry_app.ui.main_window import MainWindow


@dataclass
class MadeUpRegister:
    """A register that is open for one person, without a file."""

    person: str = "Almaz Bekele"
    office: str = "Head office"
    training: bool = False
    closed: bool = False
    begun: bool = False

    def make_desk(self, window: QWidget) -> QWidget:
        return PlainLabel(f"{self.person}, {self.office}")

    def begin(self) -> None:
        self.begun = True

    def close(self) -> None:
        self.closed = True


@dataclass
class MadeUpDoor:
    """Opens a made-up register to one password, or raises what it was told to."""

    register: MadeUpRegister = field(default_factory=MadeUpRegister)
    fault: Exception | None = None
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    held: bool = False

    def open(self, register: str, login: str, password: str, waiting=None) -> MadeUpRegister:
        if waiting is not None and self.held:
            waiting(1_000)
        self.asked.append((register, login, password))
        if self.fault is not None:
            raise self.fault
        if password != "a good long password":
            raise WrongPassword("User name and password do not fit.", hint="Try again.")
        return self.register

    def demo_accounts(self, register: str) -> list[Account]:
        return self.accounts

    def make_demo(self, folder: Path, progress) -> str:
        progress.step(1, 2)
        if self.fault is not None:
            raise self.fault
        return str(folder / "demo.register")

    def make_assistant(self, window: QWidget) -> QWidget:
        return PlainLabel("assistant")


class SignInRobot:
    """Signs in by the keyboard and waits for what the window then shows."""

    def __init__(self, qtbot, door: MadeUpDoor, register: str = "/somewhere/office.register") -> None:
        self.qtbot = qtbot
        self.door = door
        self.window = MainWindow(door, register, Path("/somewhere/demo"))
        qtbot.addWidget(self.window)
        self.window.show()

    @property
    def page(self):
        return self.window.sign_in

    def sign_in(self, user: str, password: str) -> SignInRobot:
        self.page.user_field.setText(user)
        self.page.password_field.setText(password)
        self.qtbot.keyClick(self.page.password_field, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not self.page.busy)
        return self

    def message(self) -> str:
        return bare(self.page.message.text())

    def headline(self) -> str:
        return bare(self.window.desk.text()) if self.window.desk is not None else ""


def refusal(sentence: str, hint: str) -> RegistryError:
    return RegistryError(sentence, hint=hint)
