"""The verbs of the settings page."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

ADD_USER: Final = ActionSpec("user:add", N_("&New account…"), "Ctrl+N", "user-plus", "user:manage", "settings")
GIVE_ROLE: Final = ActionSpec(
    "user:give_role", N_("Give a role…"), icon="user-check", permission="user:manage", page="settings"
)
AUTHORISE: Final = ActionSpec(
    "user:authorise", N_("Record authority…"), icon="signature", permission="office:manage", page="settings"
)
RESET: Final = ActionSpec("user:reset", N_("Set password…"), icon="key", permission="user:manage", page="settings")
CLOSE: Final = ActionSpec("user:close", N_("Close account…"), icon="user-x", permission="user:manage", page="settings")
PASSWORD: Final = ActionSpec("user:password", N_("Change my password…"), icon="key", page="settings")
HOLIDAYS: Final = ActionSpec(
    "office:holidays", N_("Enter holidays…"), icon="calendar", permission="office:manage", page="settings"
)
VOID: Final = ActionSpec(
    "office:void", N_("Explain an unused number…"), icon="circle-off", permission="number:void", page="settings"
)
KEYS: Final = ActionSpec("office:keys", N_("Save the public keys…"), icon="key", page="settings")
ADOPT: Final = ActionSpec(
    "rulebook:adopt", N_("Adopt a rule book…"), icon="book", permission="rulebook:adopt", page="settings"
)
SET: Final = ActionSpec(
    "rulebook:set", N_("Set values from a file…"), icon="upload", permission="rulebook:confirm", page="settings"
)
CONFIRM: Final = ActionSpec(
    "rulebook:confirm", N_("Confirm the values"), icon="checks", permission="rulebook:confirm", page="settings"
)
APPROVE: Final = ActionSpec(
    "rulebook:approve",
    N_("Approve as second person"),
    icon="circle-check",
    permission="rulebook:confirm",
    page="settings",
)
BACKUP: Final = ActionSpec(
    "backup:make", N_("&Back up now…"), icon="database-export", permission="backup:make", page="settings"
)
REHEARSE: Final = ActionSpec(
    "backup:rehearse", N_("&Rehearse a restore…"), icon="reload", permission="backup:make", page="settings"
)
EXPORT: Final = ActionSpec(
    "register:export", N_("Export everything…"), icon="download", permission="register:export", page="settings"
)

ACTIONS: Final = (
    ADD_USER, GIVE_ROLE, AUTHORISE, RESET, CLOSE, PASSWORD, HOLIDAYS, VOID, KEYS, ADOPT, SET, CONFIRM, APPROVE, BACKUP, REHEARSE, EXPORT,
)  # fmt: skip
