"""Which verbs a case allows now, and why the others have to wait; pure. The services ask again when the verb is done."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from registry_app.complaints import next_steps
from registry_app.complaints.rules import MOVED_TO, MOVES, STATE_WORDS, EventKind, State
from registry_app.core.texts import _, say

_MOVING: Final[Mapping[str, EventKind]] = {
    "acknowledge": EventKind.ACKNOWLEDGED,
    "conciliate": EventKind.CONCILIATION_OPENED,
    "open_hearing": EventKind.HEARING_OPENED,
    "settle": EventKind.SETTLED,
    "refer": EventKind.REFERRED,
    "find_inadmissible": EventKind.FOUND_INADMISSIBLE,
    "open_execution": EventKind.EXECUTION_OPENED,
    "close": EventKind.CLOSED,
}
_WHILE_OPEN: Final = (
    "sign", "order_service", "record_attempt", "bind_service", "conciliation_failed", "defence_received", "pay", "withdraw",
    "waive",
)  # fmt: skip
VERBS: Final = (*_MOVING, *_WHILE_OPEN, "decide", "approve", "decline", "acknowledge_payment", "follow_up")


@dataclass(frozen=True)
class Situation:
    """What of a case decides which verbs it allows; `proposed_by` is who proposed the decision that waits."""

    state: State
    oral: bool = False
    signed: bool = False
    proposed_by: uuid.UUID | None = None
    unheard: int = 0
    services: int = 0
    unbound: int = 0
    all_paid: bool = False


_NEXT: Final[Mapping[str, str]] = {
    next_steps.ACKNOWLEDGE.code: "acknowledge",
    next_steps.BEGIN.code: "conciliate",
    next_steps.SETTLE.code: "settle",
    next_steps.OPEN_HEARING.code: "open_hearing",
    next_steps.DECIDE.code: "decide",
    next_steps.ASK_BODY.code: "conciliate",
}
_TO_SERVE: Final = (next_steps.NOTIFY.code, next_steps.SUMMON.code, next_steps.SERVE_ORDER.code)


def next_verb(step: str, situation: Situation) -> str:
    """The verb that the next step (its code; empty where nothing is due) begins with, empty where there is none."""
    if situation.proposed_by is not None:
        return "approve"
    if step == next_steps.ACKNOWLEDGE.code and _unsigned(situation):
        return "sign"
    if step in _TO_SERVE:
        return "bind_service" if situation.unbound else "record_attempt" if situation.services else "order_service"
    if step in (next_steps.SEE_PAID.code, next_steps.SEE_EXECUTED.code):
        return "close" if situation.all_paid else "acknowledge_payment" if situation.unheard else "pay"
    return _NEXT.get(step, "")


def why_not(situation: Situation, officer: uuid.UUID) -> dict[str, str]:
    """For every verb the sentence that says why it cannot be done now, empty where it can."""
    reasons = {verb: _moving(situation, kind) for verb, kind in _MOVING.items()}
    reasons |= dict.fromkeys(_WHILE_OPEN, _while_open(situation))
    reasons["acknowledge"] = reasons["acknowledge"] or _unsigned(situation)
    reasons["sign"] = reasons["sign"] or _signing(situation)
    reasons["record_attempt"] = reasons["record_attempt"] or _serving(situation)
    reasons["bind_service"] = reasons["bind_service"] or _binding(situation)
    reasons["conciliation_failed"] = reasons["conciliation_failed"] or _only_in(situation, State.CONCILIATION)
    reasons["decide"] = _deciding(situation)
    reasons["approve"] = _approving(situation, officer)
    reasons["decline"] = _approving(situation, officer)
    reasons["acknowledge_payment"] = (
        "" if situation.unheard else _("No payment waits for the worker's word; record a payment first.")
    )
    reasons["follow_up"] = ""
    return reasons


def _moving(situation: Situation, kind: EventKind) -> str:
    wanted = MOVED_TO[kind]
    if wanted in MOVES[situation.state]:
        return ""
    before = [state for state in State if wanted in MOVES[state]]
    return say(
        _("The complaint is {state}; this step follows when it is {before}."),
        state=_(STATE_WORDS[situation.state]),
        before=", ".join(_(STATE_WORDS[state]) for state in before),
    )


def _while_open(situation: Situation) -> str:
    if situation.state not in (State.CLOSED, State.INADMISSIBLE):
        return ""
    return say(_("The complaint is {state}; nothing more is recorded in it."), state=_(STATE_WORDS[situation.state]))


def _only_in(situation: Situation, state: State) -> str:
    if situation.state is state:
        return ""
    return say(
        _("The complaint is {state}; this step follows when it is {before}."),
        state=_(STATE_WORDS[situation.state]),
        before=_(STATE_WORDS[state]),
    )


def _unsigned(situation: Situation) -> str:
    if situation.oral and not situation.signed:
        return _("It was made by word of mouth and is not signed; keep the signed paper first.")
    return ""


def _signing(situation: Situation) -> str:
    if not situation.oral:
        return _("It came in writing; only what was said by word of mouth is written down and signed.")
    return _("The signed paper is kept already.") if situation.signed else ""


def _serving(situation: Situation) -> str:
    return "" if situation.services else _("No service is ordered; order one first.")


def _binding(situation: Situation) -> str:
    if situation.unbound:
        return ""
    return _("No service with proof waits to be taken up; record the service with its proof first.")


def _deciding(situation: Situation) -> str:
    if situation.proposed_by is not None:
        return _("A decision is proposed already and waits for a second person.")
    return _only_in(situation, State.HEARING)


def _approving(situation: Situation, officer: uuid.UUID) -> str:
    if situation.proposed_by is None:
        return _("No decision waits for a second person; one is proposed first.")
    if situation.proposed_by == officer:
        return _("You proposed this decision; another officer has to look at it.")
    return ""
