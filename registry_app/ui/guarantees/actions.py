"""The verbs of the guarantees' pages."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

_PAGE = "guarantee"

LODGE: Final = ActionSpec(
    "guarantee:lodge", N_("&New guarantee"), "Ctrl+N", "plus", permission="guarantee:lodge", page="guarantees"
)
SAVE: Final = ActionSpec(
    "guarantee:save", N_("Lodge the guarantee"), "Ctrl+S", "check", "guarantee:lodge", page="new_guarantee"
)
VERIFY: Final = ActionSpec(
    "guarantee:verify", N_("Record the issuer's answer…"), "Ctrl+E", "shield-check", "guarantee:verify", page=_PAGE
)
CLAIM: Final = ActionSpec("guarantee:claim", N_("Propose a claim…"), "Ctrl+G", "coins", "guarantee:claim", page=_PAGE)
APPROVE: Final = ActionSpec(
    "claim:approve", N_("Approve the claim…"), "Ctrl+Return", "rubber-stamp", "guarantee:approve", page=_PAGE
)
DECLINE: Final = ActionSpec(
    "claim:decline", N_("Decline the claim…"), "Ctrl+Shift+D", "thumb-down", "guarantee:approve", page=_PAGE
)
DROP: Final = ActionSpec("claim:drop", N_("Drop the claim…"), "Ctrl+Shift+W", "arrow-back-up", page=_PAGE)
PAY: Final = ActionSpec("guarantee:pay", N_("Pay out…"), "Ctrl+T", "cash", "guarantee:pay", page=_PAGE)
ARRIVED: Final = ActionSpec(
    "guarantee:arrived", N_("Record the worker's receipt…"), "Ctrl+R", "receipt", "guarantee:pay", page=_PAGE
)
RATE: Final = ActionSpec(
    "rate:record", N_("Record an exchange rate…"), "Ctrl+Shift+R", "arrows-exchange", "guarantee:verify", page=_PAGE
)
VALUE: Final = ActionSpec(
    "guarantee:value", N_("Value by a recorded rate…"), "Ctrl+Shift+E", "scale", "guarantee:verify", page=_PAGE
)
COPY: Final = ActionSpec("guarantee:copy_ledger", N_("Copy the ledger"), "Ctrl+Shift+C", "copy", page=_PAGE)
GO_AGENCY: Final = ActionSpec("guarantee:agency", N_("Open the agency"), "Ctrl+Shift+O", "building", page=_PAGE)

OF_CLAIM: Final = (APPROVE, DECLINE, DROP, PAY, ARRIVED)
ACTIONS: Final = (LODGE, SAVE, VERIFY, CLAIM, *OF_CLAIM, RATE, VALUE, COPY, GO_AGENCY)
