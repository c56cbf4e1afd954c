"""The step that an open complaint waits for, by where it stands and what has happened; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from registry_app.complaints.rules import EventKind, State
from registry_app.core.texts import N_


@dataclass(frozen=True)
class NextStep:
    """A step with the permission it takes; `term` is the rule book's key of the time for it, empty where it has none."""

    code: str
    words: str
    permission: str
    term: str = ""


ACKNOWLEDGE: Final = NextStep(
    "complaint:acknowledge",
    N_("Acknowledge the complaint and notify the respondent"),
    "complaint:receive",
    "complaint.serve",
)
NOTIFY: Final = NextStep("complaint:notify", N_("Notify the respondent"), "service:record", "complaint.serve")
BEGIN: Final = NextStep(
    "complaint:bring_together",
    N_("Bring the parties together or open the hearing"),
    "complaint:conciliate",
    "complaint.conciliation",
)
SETTLE: Final = NextStep(
    "complaint:settle", N_("Bring the parties to a settlement"), "complaint:conciliate", "complaint.conciliation"
)
OPEN_HEARING: Final = NextStep(
    "complaint:open_hearing", N_("Open the hearing: conciliation failed"), "complaint:conciliate", "complaint.decision"
)
SUMMON: Final = NextStep("complaint:summon", N_("Serve the summons"), "service:record", "complaint.decision")
DECIDE: Final = NextStep(
    "complaint:decide", N_("Hear and decide the complaint"), "complaint:decide", "complaint.decision"
)
SEE_PAID: Final = NextStep(
    "complaint:see_paid", N_("See that the settlement is paid, then close"), "complaint:conciliate"
)
SERVE_ORDER: Final = NextStep("complaint:serve_order", N_("Serve the decision on the parties"), "service:record")
SEE_EXECUTED: Final = NextStep(
    "complaint:see_executed",
    N_("See that the order is carried out, then close"),
    "complaint:conciliate",
    "complaint.execution",
)
ASK_BODY: Final = NextStep("complaint:ask_body", N_("Ask for the answer: {body}"), "complaint:conciliate")
STEPS: Final = (
    ACKNOWLEDGE, NOTIFY, BEGIN, SETTLE, OPEN_HEARING, SUMMON, DECIDE, SEE_PAID, SERVE_ORDER, SEE_EXECUTED, ASK_BODY,
)  # fmt: skip


def next_step(state: State, has: Callable[[EventKind], bool]) -> NextStep | None:
    """The step that comes next; `has` says whether something has happened. None once the complaint is at its end."""
    if state is State.RECEIVED:
        return ACKNOWLEDGE
    if state is State.ACKNOWLEDGED:
        told = has(EventKind.RESPONDENT_NOTIFIED) or has(EventKind.SUMMONS_SERVED)
        return BEGIN if told else NOTIFY
    if state is State.CONCILIATION:
        return OPEN_HEARING if has(EventKind.CONCILIATION_FAILED) else SETTLE
    if state is State.HEARING:
        return DECIDE if has(EventKind.SUMMONS_SERVED) else SUMMON
    if state is State.DECIDED:
        return SEE_EXECUTED if has(EventKind.ORDER_SERVED) else SERVE_ORDER
    return {State.REFERRED: ASK_BODY, State.SETTLED: SEE_PAID, State.EXECUTION: SEE_EXECUTED}.get(state)
