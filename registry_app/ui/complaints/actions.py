"""The verbs of the complaints' pages, in the order of the procedure."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

_RECEIVE, _CONCILIATE, _DECIDE = "complaint:receive", "complaint:conciliate", "complaint:decide"
_APPROVE, _SERVE, _PAGE = "decision:approve", "service:record", "complaint"

NEW: Final = ActionSpec("complaint:new", N_("&New complaint"), "Ctrl+N", "plus", _RECEIVE, "complaints")
RECEIVE: Final = ActionSpec("complaint:receive", N_("&Receive and seal"), "Ctrl+S", "lock", _RECEIVE, "new_complaint")
TURN_AWAY: Final = ActionSpec("complaint:turn_away", N_("Back"), icon="arrow-left", page="new_complaint")

SIGN: Final = ActionSpec(
    "complaint:sign", N_("Keep the signed paper"), icon="signature", permission=_RECEIVE, page=_PAGE
)
ACKNOWLEDGE: Final = ActionSpec("complaint:acknowledge", N_("Acknowledge"), "Ctrl+Shift+A", "mail", _RECEIVE, _PAGE)
INADMISSIBLE: Final = ActionSpec(
    "complaint:find_inadmissible", N_("Find inadmissible"), icon="ban", permission=_DECIDE, page=_PAGE
)
REFER: Final = ActionSpec(
    "complaint:refer", N_("Refer to another body"), "Ctrl+Shift+R", "external-link", _CONCILIATE, _PAGE
)
ORDER_SERVICE: Final = ActionSpec(
    "complaint:order_service", N_("Order a service"), icon="send", permission=_SERVE, page=_PAGE
)
RECORD_ATTEMPT: Final = ActionSpec(
    "complaint:record_attempt", N_("Record the service"), icon="mail-opened", permission=_SERVE, page=_PAGE
)
BIND_SERVICE: Final = ActionSpec(
    "complaint:bind_service", N_("Take up a proven service"), "Ctrl+Shift+B", "link", _SERVE, _PAGE
)
CONCILIATE: Final = ActionSpec(
    "complaint:conciliate", N_("Open conciliation"), "Ctrl+Shift+C", "messages", _CONCILIATE, _PAGE
)
FAILED: Final = ActionSpec(
    "complaint:conciliation_failed", N_("Record that conciliation failed"), icon="heart-broken",
    permission=_CONCILIATE, page=_PAGE,
)  # fmt: skip
SETTLE: Final = ActionSpec(
    "complaint:settle", N_("Record a settlement"), "Ctrl+Shift+T", "heart-handshake", _CONCILIATE, _PAGE
)
OPEN_HEARING: Final = ActionSpec(
    "complaint:open_hearing", N_("Open the hearing"), "Ctrl+Shift+H", "gavel", _CONCILIATE, _PAGE
)
DEFENCE: Final = ActionSpec(
    "complaint:defence_received", N_("Record the defence"), icon="message", permission=_CONCILIATE, page=_PAGE
)
DECIDE: Final = ActionSpec("complaint:decide", N_("Propose a decision"), "Ctrl+Shift+D", "scale", _DECIDE, _PAGE)
APPROVE: Final = ActionSpec("complaint:approve", N_("Approve the decision"), "Ctrl+Shift+V", "checks", _APPROVE, _PAGE)
DECLINE: Final = ActionSpec(
    "complaint:decline", N_("Send the decision back"), icon="arrow-back-up", permission=_APPROVE, page=_PAGE
)
EXECUTE: Final = ActionSpec(
    "complaint:open_execution", N_("Open execution"), "Ctrl+Shift+E", "bolt", _CONCILIATE, _PAGE
)
PAY: Final = ActionSpec("complaint:pay", N_("Record a payment"), "Ctrl+Shift+P", "cash", _CONCILIATE, _PAGE)
HEAR_PAYMENT: Final = ActionSpec(
    "complaint:acknowledge_payment",
    N_("Record that the worker has the money"),
    "Ctrl+Shift+M",
    "coins",
    _CONCILIATE,
    _PAGE,
)
FOLLOW_UP: Final = ActionSpec(
    "complaint:follow_up", N_("Look for missed terms"), icon="clock", permission=_CONCILIATE, page=_PAGE
)
WAIVE: Final = ActionSpec(
    "complaint:waive", N_("Record a worker's waiver"), icon="hand-stop", permission=_CONCILIATE, page=_PAGE
)
WITHDRAW: Final = ActionSpec(
    "complaint:withdraw", N_("Record a withdrawal"), icon="arrow-left", permission=_CONCILIATE, page=_PAGE
)
CLOSE: Final = ActionSpec("complaint:close", N_("Close the complaint"), "Ctrl+Shift+X", "archive", _CONCILIATE, _PAGE)
OPEN_IDENTITY: Final = ActionSpec(
    "complaint:open_identity", N_("Open an identity"), "Ctrl+Shift+I", "lock-open", "identity:open", _PAGE
)
ADD_PAPER: Final = ActionSpec(
    "complaint:add_paper", N_("Add a document"), "Ctrl+Shift+F", "paperclip", "attachment:add", _PAGE
)

# the verbs that the procedure allows or not, in its order; `complaints.possible` says which
STEPS: Final = (
    SIGN, ACKNOWLEDGE, INADMISSIBLE, REFER, ORDER_SERVICE, RECORD_ATTEMPT, BIND_SERVICE, CONCILIATE, FAILED, SETTLE,
    OPEN_HEARING, DEFENCE, DECIDE, APPROVE, DECLINE, EXECUTE, PAY, HEAR_PAYMENT, FOLLOW_UP, WAIVE, WITHDRAW, CLOSE,
)  # fmt: skip
ACTIONS: Final = (NEW, RECEIVE, TURN_AWAY, *STEPS, OPEN_IDENTITY, ADD_PAPER)
