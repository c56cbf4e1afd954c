"""A form's surroundings: a language and direction that are put back, a folder of drafts, a desk without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from registry_app.core.texts import choose_language
from registry_app.core.world import World
from registry_app.ui.forms.drafts import Drafts

KEY = bytes(range(32))


@pytest.fixture
def arabic(qapp: QApplication) -> Iterator[None]:
    """The window in Arabic, for one test."""
    choose_language("ar")
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    choose_language("en")


@pytest.fixture
def open_drafts(world: World, tmp_path: Path) -> Iterator[Callable[[], Drafts]]:
    """Opens the drafts of one person, as each start of the program does."""
    opened: list[Drafts] = []

    def start() -> Drafts:
        for each in opened:
            each.settle()
        opened.append(Drafts(world, tmp_path / "drafts", KEY))
        return opened[-1]

    yield start
    for each in opened:
        each.close()
