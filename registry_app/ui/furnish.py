"""Puts the desk together; loaded in a thread behind the sign-in page, as it imports every page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from registry_app.ui.catalogue import ACTIONS, PAGES
from registry_app.ui.context import Context
from registry_app.ui.desk import Desk
from registry_app.ui.first_start.assistant import Assistant
from registry_app.ui.jobs import Runner
from registry_app.ui.lists.agencies import agency_source, read_ahead
from registry_app.ui.preferences import Preferences
from registry_app.ui.prompts import Dialogs

if TYPE_CHECKING:
    from registry_app.build import Opened
    from registry_app.core.world import World
    from registry_app.ui.main_window import MainWindow

READ_AHEAD_MS: Final = 1_500  # after the first page: it has the processor to itself before


def furnish(opened: Opened, window: MainWindow, preferences: Preferences, runner: Runner) -> Desk:
    """The desk of the person a register is open for."""
    context = Context(opened, runner, Dialogs(window, preferences), preferences, window)
    desk = Desk(context, PAGES, ACTIONS)
    desk.on_sign_out = window.sign_out
    QTimer.singleShot(READ_AHEAD_MS, desk, partial(_read_ahead, context))
    return desk


def _read_ahead(context: Context) -> None:
    """The first list to be opened takes three times as long as any later one, unless its questions were asked before."""
    source = agency_source(context.opened.reading, context.today)
    context.run(partial(read_ahead, source))


def make_assistant(window: MainWindow, world: World, runner: Runner, usual: Path) -> QWidget:
    """The assistant of the first start; `usual` is where a register is put unless the officer says otherwise."""
    return Assistant(world, runner, Dialogs(window), usual, window.leave_assistant)
