"""The verbs of the agencies' pages."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

REGISTER: Final = ActionSpec(
    "agency:register", N_("&New agency"), "Ctrl+N", "plus", permission="agency:register", page="agencies"
)

ACTIONS: Final = (REGISTER,)
