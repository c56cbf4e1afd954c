"""What the tests of the screens share: the demo register's officers at their desks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from registry_app.ui.context import Context
from registry_app.ui.theme.style import Look, apply
from tests.support import desk as support


@pytest.fixture(scope="session", autouse=True)
def look(qapp) -> None:
    """The program's own look; no blinking cursor, so that pictures repeat."""
    qapp.setCursorFlashTime(0)
    apply(qapp, Look())


@pytest.fixture(autouse=True)
def what_was_let_go(qapp) -> Iterator[None]:
    """Delete after each test what was to be deleted later.

    The program's own event loop does so at once; without it every desk of every test lived until the end, with its register.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Path:
    """The folder of a small demo register; tests copy it."""
    return support.demo_folder(support.shared_folder(tmp_path_factory.getbasetemp()))


@pytest.fixture
def sit_down(demo, tmp_path, qapp) -> Iterator[Callable[[str], Context]]:
    """Sit down as an officer of the demo register: `context = sit_down("clerk")`; its work is done in place."""
    with ExitStack() as leave:
        made: list[Context] = []

        def as_officer(login: str = "licensing") -> Context:
            if made:
                opened = support.open_again(made[0].opened.location, demo, login)
            else:
                opened = support.open_demo(demo, tmp_path / "register", login)
            context = leave.enter_context(support.desk_context(opened))
            made.append(context)
            return context

        yield as_officer


@pytest.fixture
def told() -> support.Told:
    """Notes what the desk says: `told.listen(context)`."""
    return support.Told()
