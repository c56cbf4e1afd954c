"""The verbs of the pages about papers."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

ISSUE: Final = ActionSpec(
    "certificate:issue", N_("&Issue a paper…"), "Ctrl+N", "certificate", "certificate:issue", "certificates"
)
CHECK: Final = ActionSpec("certificate:check", N_("C&heck a paper…"), "Ctrl+E", "scan", page="certificates")
REPRINT: Final = ActionSpec(
    "certificate:reprint", N_("&Print again…"), "Ctrl+P", "printer", "certificate:issue", "certificates"
)
WITHDRAW: Final = ActionSpec(
    "certificate:withdraw", N_("&Withdraw…"), "Ctrl+Del", "ban", "certificate:withdraw", "certificates"
)
STATUS_LIST: Final = ActionSpec(
    "certificate:status_list", N_("&List of withdrawn papers…"), "Ctrl+Shift+S", "file-export",
    "certificate:issue", "certificates",
)  # fmt: skip
ONE_REPRINT: Final = ActionSpec(
    "paper:reprint", N_("&Print again…"), "Ctrl+P", "printer", "certificate:issue", "certificate"
)
ONE_SAVE: Final = ActionSpec(
    "paper:save", N_("&Save a copy…"), "Ctrl+S", "download", "certificate:issue", "certificate"
)
ONE_CHECK: Final = ActionSpec("paper:check", N_("C&heck it"), "Ctrl+E", "shield-check", page="certificate")
ONE_WITHDRAW: Final = ActionSpec(
    "paper:withdraw", N_("&Withdraw…"), "Ctrl+Del", "ban", "certificate:withdraw", "certificate"
)
OPEN_PAPER: Final = ActionSpec("check:choose", N_("&Choose a file…"), "Ctrl+N", "folder-open", page="check_paper")

ACTIONS: Final = (
    ISSUE, CHECK, REPRINT, WITHDRAW, STATUS_LIST, ONE_REPRINT, ONE_SAVE, ONE_CHECK, ONE_WITHDRAW, OPEN_PAPER,
)  # fmt: skip
