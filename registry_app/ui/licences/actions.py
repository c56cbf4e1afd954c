"""The verbs of the licences' pages."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

_LIST = "licences"
_PAGE = "licence"

APPLY: Final = ActionSpec(
    "licences:apply", N_("&New application"), "Ctrl+N", "plus", permission="application:lodge", page=_LIST
)
AS_OF: Final = ActionSpec("licences:as_of", N_("Show these days"), "Ctrl+D", "calendar", page=_LIST)
TODAY: Final = ActionSpec("licences:today", N_("Back to today"), "Ctrl+T", "calendar-event", page=_LIST)
CARD_AS_OF: Final = ActionSpec("licence:as_of", N_("Show these days"), "Ctrl+D", "calendar", page=_PAGE)
CARD_TODAY: Final = ActionSpec("licence:today", N_("Back to today"), "Ctrl+T", "calendar-event", page=_PAGE)

RENEW: Final = ActionSpec("licence:renew", N_("Begin a renewal"), "Ctrl+N", "refresh", "application:lodge", page=_PAGE)
SUSPEND: Final = ActionSpec(
    "licence:suspend", N_("Propose to suspend…"), "Ctrl+Shift+S", "player-pause", "decision:propose", page=_PAGE
)
REVOKE: Final = ActionSpec(
    "licence:revoke", N_("Propose to revoke…"), "Ctrl+Shift+R", "ban", "decision:propose", page=_PAGE
)
SURRENDER: Final = ActionSpec(
    "licence:surrender", N_("Record that it is given back…"), "Ctrl+Shift+U", "transfer-in", "decision:propose",
    page=_PAGE,
)  # fmt: skip
STAY: Final = ActionSpec(
    "licence:stay", N_("Record a stay…"), "Ctrl+Shift+Y", "hand-stop", "decision:propose", page=_PAGE
)
LIFT: Final = ActionSpec(
    "licence:lift", N_("Propose to lift…"), "Ctrl+Shift+I", "lock-open", "decision:propose", page=_PAGE
)
SET_ASIDE: Final = ActionSpec(
    "licence:set_aside", N_("Propose to set aside…"), "Ctrl+Shift+X", "file-x", "decision:propose", page=_PAGE
)
ANNOUNCE: Final = ActionSpec(
    "licence:announce", N_("Announce a suspension or revocation…"), "Ctrl+Shift+A", "send", "decision:propose",
    page=_PAGE,
)  # fmt: skip
APPROVE: Final = ActionSpec(
    "licence:approve", N_("Approve…"), "Ctrl+Return", "rubber-stamp", "decision:approve", page=_PAGE
)
DECLINE: Final = ActionSpec(
    "licence:decline", N_("Decline…"), "Ctrl+Shift+D", "thumb-down", "decision:approve", page=_PAGE
)
PRINT: Final = ActionSpec(
    "licence:print", N_("Print certificate"), "Ctrl+P", "printer", "certificate:issue", page=_PAGE
)
GO_AGENCY: Final = ActionSpec("licence:agency", N_("Open the agency"), "Ctrl+Shift+O", "building", page=_PAGE)

ACTIONS: Final = (
    APPLY, AS_OF, TODAY, CARD_AS_OF, CARD_TODAY, RENEW, SUSPEND, REVOKE, SURRENDER, STAY, LIFT, SET_ASIDE, ANNOUNCE,
    APPROVE, DECLINE, PRINT, GO_AGENCY,
)  # fmt: skip
