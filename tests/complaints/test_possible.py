"""Which verbs a case allows, and that what is said to be allowed is what the procedure's own table allows."""

from __future__ import annotations

import uuid

import pytest

from registry_app.complaints import next_steps
from registry_app.complaints.possible import VERBS, Situation, next_verb, why_not
from registry_app.complaints.rules import MOVES, EventKind, State

ME, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.mark.parametrize("state", State)
def test_every_verb_is_either_possible_or_says_why_not(state):
    reasons = why_not(Situation(state), ME)
    assert set(reasons) == set(VERBS)
    assert (reasons["conciliate"] == "") == (State.CONCILIATION in MOVES[state])
    assert (reasons["close"] == "") == (State.CLOSED in MOVES[state])
    assert (reasons["decide"] == "") == (state is State.HEARING)


def test_an_oral_complaint_is_signed_before_it_is_acknowledged():
    unsigned = Situation(State.RECEIVED, oral=True)
    assert why_not(unsigned, ME)["acknowledge"]
    assert next_verb(next_steps.ACKNOWLEDGE.code, unsigned) == "sign"
    signed = Situation(State.RECEIVED, oral=True, signed=True)
    assert not why_not(signed, ME)["acknowledge"]
    assert why_not(signed, ME)["sign"]


def test_nobody_approves_his_own_proposal():
    waiting = Situation(State.HEARING, proposed_by=ME)
    assert why_not(waiting, ME)["approve"]
    assert not why_not(waiting, OTHER)["approve"]
    assert next_verb(next_steps.DECIDE.code, waiting) == "approve"


@pytest.mark.parametrize("step", next_steps.STEPS)
def test_the_verb_of_every_step_exists(step):
    for situation in (Situation(State.HEARING), Situation(State.HEARING, services=1, unbound=1, unheard=1)):
        assert next_verb(step.code, situation) in VERBS


@pytest.mark.parametrize("state", State)
def test_the_next_step_of_a_state_begins_with_a_verb_that_is_possible(state):
    step = next_steps.next_step(state, lambda kind: kind is EventKind.RESPONDENT_NOTIFIED)
    if step is None:
        assert next_verb("", Situation(state)) == ""
        return
    assert why_not(Situation(state), ME)[next_verb(step.code, Situation(state))] == ""
