"""The verbs of the journal's page."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

VERIFY: Final = ActionSpec("journal:verify", N_("Verif&y"), "Ctrl+R", "shield-check", "journal:verify", "journal")
ANCHOR: Final = ActionSpec(
    "journal:anchor", N_("Verify with an anchor…"), icon="file-check", permission="journal:verify", page="journal"
)
PROVE: Final = ActionSpec(
    "journal:prove", N_("&Prove this entry…"), icon="certificate", permission="journal:verify", page="journal"
)

ACTIONS: Final = (VERIFY, ANCHOR, PROVE)
