"""The verbs of the home page."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

OPEN: Final = ActionSpec("home:open", N_("&Open the step"), "Ctrl+Return", "arrow-right", page="home")
NEXT_VIEW: Final = ActionSpec("home:next_view", N_("Next part of the work list"), "Ctrl+PgDown", page="home")
FORMER_VIEW: Final = ActionSpec("home:former_view", N_("Former part of the work list"), "Ctrl+PgUp", page="home")
FIGURES: Final = ActionSpec("home:figures", N_("Charts or their figures"), "F4", "table", page="home")

ACTIONS: Final = (OPEN, NEXT_VIEW, FORMER_VIEW, FIGURES)
