"""The verbs of the applications' pages."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

_LIST = "applications"
_PAGE = "application"

NEW: Final = ActionSpec(
    "application:new", N_("&New application"), "Ctrl+N", "plus", permission="application:lodge", page=_LIST
)
LODGE: Final = ActionSpec("application:lodge", N_("Lodge"), "Ctrl+S", "inbox", "application:lodge", page=_PAGE)
BEGIN: Final = ActionSpec(
    "application:begin", N_("Take up for examination"), "Ctrl+B", "clipboard-list", "application:examine", page=_PAGE
)
EXAMINE: Final = ActionSpec(
    "application:examine", N_("Run the checks"), "Ctrl+E", "list-check", "application:examine", page=_PAGE
)
VERIFY_ALL: Final = ActionSpec(
    "application:verify_all", N_("Verify all that wait"), "Ctrl+Shift+E", "checks", "application:examine", page=_PAGE
)
RETURN: Final = ActionSpec(
    "application:return", N_("Return to the applicant…"), "Ctrl+R", "arrow-back-up", "application:examine", page=_PAGE
)
TAKE_BACK: Final = ActionSpec(
    "application:take_back", N_("Take the file back"), "Ctrl+T", "transfer-in", "application:lodge", page=_PAGE
)
GRANT: Final = ActionSpec(
    "application:propose_grant", N_("Propose to grant…"), "Ctrl+G", "signature", "decision:propose", page=_PAGE
)
REFUSE: Final = ActionSpec(
    "application:propose_refusal", N_("Propose to refuse…"), "Ctrl+Shift+G", "ban", "decision:propose", page=_PAGE
)
ANNOUNCE: Final = ActionSpec(
    "application:announce", N_("Announce a refusal…"), "Ctrl+Shift+A", "send", "decision:propose", page=_PAGE
)
RETRACT: Final = ActionSpec(
    "application:retract", N_("Take my proposal back…"), "Ctrl+Shift+B", "arrow-back-up", "decision:propose", page=_PAGE
)
APPROVE: Final = ActionSpec(
    "application:approve", N_("Approve…"), "Ctrl+Return", "rubber-stamp", "decision:approve", page=_PAGE
)
DECLINE: Final = ActionSpec(
    "application:decline", N_("Decline…"), "Ctrl+Shift+D", "thumb-down", "decision:approve", page=_PAGE
)
WITHDRAW: Final = ActionSpec(
    "application:withdraw", N_("Record a withdrawal…"), "Ctrl+Shift+W", "file-x", "application:lodge", page=_PAGE
)
PRINT: Final = ActionSpec(
    "application:print", N_("Print certificate"), "Ctrl+P", "printer", "certificate:issue", page=_PAGE
)
GO_AGENCY: Final = ActionSpec("application:agency", N_("Open the agency"), "Ctrl+Shift+O", "building", page=_PAGE)
GO_LICENCE: Final = ActionSpec(
    "application:licence", N_("Open the licence"), "Ctrl+Shift+L", "file-certificate", page=_PAGE
)

# of one paper of the check list; their keys are those of the button and the menu beside it
ADD_PAPER: Final = ActionSpec(
    "paper:add", N_("Add a file…"), icon="paperclip", permission="application:lodge", page=_PAGE
)
VERIFY: Final = ActionSpec("paper:verify", N_("Verify"), icon="check", permission="application:examine", page=_PAGE)
VERIFY_UNTIL: Final = ActionSpec(
    "paper:verify_until", N_("Verify, valid until…"), icon="calendar-due", permission="application:examine", page=_PAGE
)
REJECT: Final = ActionSpec("paper:reject", N_("Do not accept…"), icon="x", permission="application:examine", page=_PAGE)
WAIVE: Final = ActionSpec(
    "paper:waive", N_("Waive…"), icon="circle-minus", permission="application:examine", page=_PAGE
)
COPY_OUT: Final = ActionSpec("paper:copy_out", N_("Save a copy…"), icon="download", page=_PAGE)

SAVE_NEW: Final = ActionSpec(
    "application:take_in", N_("Lodge the application"), "Ctrl+S", "inbox", "application:lodge", page="new_application"
)

ACTIONS: Final = (
    NEW, LODGE, BEGIN, EXAMINE, VERIFY_ALL, RETURN, TAKE_BACK, GRANT, REFUSE, ANNOUNCE, RETRACT, APPROVE, DECLINE,
    WITHDRAW, PRINT, GO_AGENCY, GO_LICENCE, ADD_PAPER, VERIFY, VERIFY_UNTIL, REJECT, WAIVE, COPY_OUT, SAVE_NEW,
)  # fmt: skip
