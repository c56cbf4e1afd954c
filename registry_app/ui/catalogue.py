"""The table of pages and the table of actions: everything the desk can show and do, in one place each."""

from __future__ import annotations

from typing import Final

from registry_app.ui import shell_actions
from registry_app.ui.actions import ActionSpec
from registry_app.ui.pages import PageSpec

PAGES: Final[tuple[PageSpec, ...]] = ()

ACTIONS: Final[tuple[ActionSpec, ...]] = (*shell_actions.ACTIONS,)
