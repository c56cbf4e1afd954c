"""The verbs of the agencies' pages."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

REGISTER: Final = ActionSpec(
    "agency:register", N_("&New agency"), "Ctrl+N", "plus", permission="agency:register", page="agencies"
)
SAVE: Final = ActionSpec("agency:save", N_("&Register"), "Ctrl+S", "check", "agency:register", "new_agency")
TURN_AWAY: Final = ActionSpec("agency:turn_away", N_("Back"), icon="arrow-left", page="new_agency")
CERTIFY: Final = ActionSpec(
    "agency:certify", N_("&Print certificate"), "Ctrl+P", "printer", "certificate:issue", "agency"
)
APPLY: Final = ActionSpec("agency:apply", N_("New application"), "Ctrl+N", "file-plus", "application:lodge", "agency")
CHANGE: Final = ActionSpec("agency:change", N_("C&hange"), "Ctrl+E", "edit", "agency:change", "agency")
RENAME: Final = ActionSpec(
    "agency:rename", N_("Change name…"), icon="letter-case", permission="agency:change", page="agency"
)
MOVE: Final = ActionSpec(
    "agency:move", N_("Change address…"), icon="map-pin", permission="agency:change", page="agency"
)
CONTACT: Final = ActionSpec(
    "agency:contact", N_("Add contact…"), icon="phone", permission="agency:change", page="agency"
)
PRINCIPAL: Final = ActionSpec(
    "agency:principal", N_("Add person…"), icon="user-plus", permission="agency:change", page="agency"
)
SET_ASIDE: Final = ActionSpec(
    "agency:set_aside", N_("Set aside as a mistake…"), icon="archive", permission="agency:change", page="agency"
)

ACTIONS: Final = (
    REGISTER, SAVE, TURN_AWAY, CERTIFY, APPLY, CHANGE, RENAME, MOVE, CONTACT, PRINCIPAL, SET_ASIDE,
)  # fmt: skip
