"""The verbs that work on every page."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

FIND: Final = ActionSpec("desk:find", N_("Find anything"), "Ctrl+K", "search")
HELP: Final = ActionSpec("desk:help", N_("Help for this page"), "F1", "help-circle")
KEYS: Final = ActionSpec("desk:keys", N_("Keys"), "Ctrl+F1", "keyboard")
BACK: Final = ActionSpec("desk:back", N_("Back"), "Alt+Left", "arrow-left")
FORWARD: Final = ActionSpec("desk:forward", N_("Forward"), "Alt+Right", "arrow-right")
REFRESH: Final = ActionSpec("desk:refresh", N_("Read again"), "F5", "refresh")
SIGN_OUT: Final = ActionSpec("desk:sign_out", N_("Sign out and lock"), "Ctrl+L", "lock")

ACTIONS: Final = (FIND, HELP, KEYS, BACK, FORWARD, REFRESH, SIGN_OUT)
