"""What can be done with an application or a licence now, and why the rest cannot: asked before the verbs ask it again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say
from registry_app.licensing import deciding
from registry_app.licensing.decisions import Standing
from registry_app.licensing.models import Decision
from registry_app.licensing.queries import ApplicationCard, examiners_of
from registry_app.licensing.records import DecisionRow
from registry_app.licensing.rules import MOVES, OPEN, STATE_LABELS, ApplicationState, check_approver
from registry_app.offices import service as offices
from registry_app.rulebook.queries import get_rules


class Step(StrEnum):
    """What an officer can do with an application."""

    LODGE = "lodge"
    HAND_IN = "hand_in"
    BEGIN = "begin"
    JUDGE = "judge"
    EXAMINE = "examine"
    RETURN = "return"
    TAKE_BACK = "take_back"
    PROPOSE = "propose"
    RETRACT = "retract"
    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    PRINT = "print"


_S = ApplicationState
STATES: Final[Mapping[Step, frozenset[ApplicationState]]] = {
    Step.LODGE: frozenset({_S.DRAFT}),
    Step.HAND_IN: OPEN - {_S.PROPOSED, _S.DRAFT},
    Step.BEGIN: frozenset({_S.LODGED}),
    Step.JUDGE: frozenset({_S.UNDER_EXAMINATION}),
    Step.EXAMINE: frozenset({_S.LODGED, _S.UNDER_EXAMINATION}),
    Step.RETURN: frozenset({_S.UNDER_EXAMINATION}),
    Step.TAKE_BACK: frozenset({_S.RETURNED}),
    Step.PROPOSE: frozenset({_S.UNDER_EXAMINATION}),
    Step.RETRACT: frozenset({_S.PROPOSED}),
    Step.APPROVE: frozenset({_S.PROPOSED}),
    Step.DECLINE: frozenset({_S.PROPOSED}),
    Step.WITHDRAW: frozenset(state for state, after in MOVES.items() if _S.WITHDRAWN in after),
    Step.PRINT: frozenset({_S.GRANTED}),
}
_NOT_RECUSED: Final = frozenset({Step.BEGIN, Step.JUDGE, Step.EXAMINE, Step.RETURN, Step.PROPOSE})


def blocked_steps(session: Session, actor: Actor, card: ApplicationCard) -> dict[Step, str]:
    """Why each step cannot be done by this actor on this day; what is not named here can be tried."""
    state = card.row.state
    found = {step: _not_in(state, states) for step, states in STATES.items() if state not in states}
    subjects = (card.row.id, card.row.agency_id)
    recused = _refusal(lambda: offices.must_not_be_recused(session, actor, *subjects))
    if recused:
        found |= {step: recused for step in _NOT_RECUSED if step not in found}
    if Step.PROPOSE not in found and (why := _no_decision(session, actor)):
        found[Step.PROPOSE] = why
    waiting = waiting_decision(card.decisions)
    if waiting is None:
        return found
    if waiting.proposed_by != actor.id:
        found[Step.RETRACT] = _("Only the officer who proposed this can take it back.")
    why = why_not_approve(session, actor, waiting, examiners_of(session, card.row.id))
    if why:
        found[Step.APPROVE] = why
    if waiting.proposed_by == actor.id:
        found[Step.DECLINE] = _("You proposed this yourself; take it back, or leave it to a second person.")
    return found


def waiting_decision(decisions: Iterable[DecisionRow]) -> DecisionRow | None:
    """The decision that waits for a second person."""
    return next((each for each in decisions if each.standing is Standing.PROPOSED), None)


def why_not_approve(session: Session, actor: Actor, waiting: DecisionRow, examiners: Iterable[uuid.UUID] = ()) -> str:
    """Why this actor cannot take the decision that waits; empty where nothing is known to stand in the way."""
    decision = session.get_one(Decision, waiting.id)

    def ask() -> None:
        check_approver(actor.id, actor.name, decision.proposed_by, examiners)
        deciding.must_decide(session, actor, decision, get_rules(session, actor.today))

    return _refusal(ask)


def why_not_propose_on_licence(session: Session, actor: Actor, licence_id: uuid.UUID, agency_id: uuid.UUID) -> str:
    """Why no decision on this licence can be proposed by this actor now."""
    recused = _refusal(lambda: offices.must_not_be_recused(session, actor, licence_id, agency_id))
    return recused or _no_decision(session, actor)


def _no_decision(session: Session, actor: Actor) -> str:
    return _refusal(lambda: get_rules(session, actor.today).must_allow_decision(actor.today))


def _refusal(ask: Callable[[], object]) -> str:
    try:
        ask()
    except RegistryError as error:
        return str(error)
    return ""


def _not_in(state: ApplicationState, wanted: Iterable[ApplicationState]) -> str:
    among = frozenset(wanted)
    names = ", ".join(_(STATE_LABELS[each]) for each in ApplicationState if each in among)
    return say(
        _("The application is {state}; this is for one that is: {states}."), state=_(STATE_LABELS[state]), states=names
    )
