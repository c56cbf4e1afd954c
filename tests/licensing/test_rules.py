"""Rules of licensing over plain values: moves, submissions, check lists, validity, notices, judgement."""

from __future__ import annotations

import ast
import uuid
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import registry_app.licensing
from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.dates import DAY, WorkCalendar
from registry_app.core.errors import BadInput, NotPermitted, RuleBroken
from registry_app.licensing.checklist import (
    ItemFact,
    Needed,
    check_waiver,
    examine_all,
    examine_item,
    instantiate,
    is_complete,
)
from registry_app.licensing.decisions import (
    AUTHORITY_VERBS,
    ActsFrom,
    DecisionKind,
    NoticeFact,
    acting_day,
    check_grant,
    check_notice,
    stops,
    validity,
)
from registry_app.licensing.rules import (
    DECIDED,
    MOVES,
    OPEN,
    ApplicationKind,
    ApplicationState,
    check_approver,
    check_destination,
    check_submission,
    move,
    must_be_taken_in,
)
from registry_app.rulebook.values import UNKNOWN, Document, Item, Term, Unit
from tests.support.rulebook import ethiopia, law_alone

MONDAY = date(2019, 3, 4)
OFFICE = WorkCalendar()
states = st.sampled_from(list(ApplicationState))
verdicts = st.sampled_from(list(Verdict))


# -- states ------------------------------------------------------------------------------------------------------------


@given(states, states)
def test_a_step_is_taken_or_refused_loudly(current, wanted):
    if wanted in MOVES[current]:
        assert move(current, wanted) is wanted
    else:
        with pytest.raises(RuleBroken) as refusal:
            move(current, wanted)
        assert refusal.value.hint


def test_what_is_decided_is_never_moved_again_and_everything_open_can_be_decided():
    for state in DECIDED:
        assert MOVES[state] == frozenset()
    for state in OPEN:
        reached, todo = {state}, [state]
        while todo:
            for following in MOVES[todo.pop()] - reached:
                reached.add(following)
                todo.append(following)
        assert reached & DECIDED, state


@given(st.lists(st.none() | st.integers(0, 20), min_size=3, max_size=3), st.integers(0, 20))
def test_days_of_a_submission_are_in_order_and_not_in_the_future(numbers, received):
    days = [None if number is None else MONDAY + timedelta(days=number) for number in numbers]
    here, today = MONDAY + timedelta(days=received), MONDAY + timedelta(days=15)
    known = [day for day in (*days, here) if day is not None]
    if known == sorted(known) and all(day <= today for day in known):
        check_submission(*days, received_on=here, today=today)
    else:
        with pytest.raises(BadInput):
            check_submission(*days, received_on=here, today=today)


def test_examiner_proposer_and_approver_are_not_one_person():
    one, two, three = (uuid.UUID(int=number) for number in (1, 2, 3))
    check_approver(three, "C", one, {one, two})
    with pytest.raises(NotPermitted, match="proposed"):
        check_approver(one, "A", one, ())
    with pytest.raises(NotPermitted, match="examined"):
        check_approver(two, "B", one, {two})


def test_every_decision_needs_an_authority():
    assert set(AUTHORITY_VERBS) == set(DecisionKind)


def test_kinds_of_a_later_version_are_refused():
    for kind in ApplicationKind:
        if kind in (ApplicationKind.NEW, ApplicationKind.RENEWAL):
            must_be_taken_in(kind)
        else:
            with pytest.raises(RuleBroken, match="from version"):
                must_be_taken_in(kind)


def test_a_destination_is_named_where_each_country_needs_a_licence():
    check_destination("SA", per_destination=True, source="art. 21(2)")
    check_destination("", per_destination=False, source="")
    check_destination("", per_destination=None, source="")
    with pytest.raises(RuleBroken, match=r"art\. 21\(2\)"):
        check_destination("", per_destination=True, source="art. 21(2)")
    for wrong in ("Saudi", "S1", "ሳኡ"):
        with pytest.raises(BadInput, match="no code of a country"):
            check_destination(wrong, per_destination=None, source="")


# -- papers ------------------------------------------------------------------------------------------------------------

PAPER = ItemFact("24.11", "Tax clearance", "art. 24(11)", Needed.YES)


def verdict(item: ItemFact, on: date = MONDAY) -> list[Verdict]:
    return [result.verdict for result in examine_item(item, on, OFFICE) if result.level is Level.BLOCKER]


def test_a_paper_is_passed_only_when_a_person_has_verified_or_waived_it():
    assert verdict(PAPER) == [Verdict.NOT_MET]
    handed_in = replace(PAPER, has_file=True)
    assert verdict(handed_in) == [Verdict.CANNOT_TELL]
    assert verdict(replace(handed_in, verified_on=MONDAY)) == [Verdict.MET]
    assert verdict(replace(handed_in, verified_on=MONDAY, rejected_because="forged")) == [Verdict.NOT_MET]
    assert verdict(replace(PAPER, waived_on=MONDAY)) == []
    assert verdict(replace(PAPER, needed=Needed.UNKNOWN)) == [Verdict.CANNOT_TELL]
    assert verdict(replace(PAPER, needed=Needed.NO)) == []
    assert examine_item(replace(PAPER, has_parts=True), MONDAY, OFFICE) == []


def test_a_paper_that_is_too_old_by_the_law_is_not_accepted():
    aged = replace(
        PAPER, has_file=True, verified_on=MONDAY, valid_for=Term(30, Unit.DAY, "issued", counts_day_of_event=False)
    )
    assert verdict(aged) == [Verdict.CANNOT_TELL]  # its date was not recorded
    assert verdict(replace(aged, dated_on=MONDAY - 10 * DAY)) == [Verdict.MET]
    assert verdict(replace(aged, dated_on=MONDAY - 60 * DAY)) == [Verdict.NOT_MET]
    assert verdict(replace(aged, dated_on=MONDAY, valid_until=MONDAY - DAY)) == [Verdict.NOT_MET]
    assert verdict(replace(aged, dated_on=MONDAY, valid_until=MONDAY)) == [Verdict.MET]


facts = st.builds(
    ItemFact,
    st.just("1"),
    st.just("paper"),
    st.just("art. 1"),
    st.sampled_from(list(Needed)),
    has_parts=st.booleans(),
    has_file=st.booleans(),
    verified_on=st.none() | st.just(MONDAY),
    rejected_because=st.sampled_from(["", "forged"]),
    waived_on=st.none() | st.just(MONDAY),
)


@given(st.lists(facts, max_size=6))
def test_a_list_that_is_complete_has_nothing_that_blocks(items):
    open_items = [each for each in examine_all(items, MONDAY, OFFICE) if each.level is Level.BLOCKER]
    if is_complete(items):
        assert all(result.verdict is Verdict.MET for result in open_items)


def test_the_list_follows_the_legal_form_and_parts_follow_their_paper():
    documents = (
        Document("a", "A", "art. 1", legal_forms=("partnership",)),
        Document(
            "b", "B", "art. 2", parts=(Item("b.1", "B1", "art. 2(1)"), Item("b.2", "B2", "art. 2(2)", needed=UNKNOWN))
        ),
    )
    assert [item.code for item in instantiate(documents, "sole_proprietor")] == ["b", "b.1", "b.2"]
    assert [item.code for item in instantiate(documents, "")] == ["a", "b", "b.1", "b.2"]  # form not known: all
    made = instantiate(documents, "partnership")
    assert [(item.part_of, item.has_parts, item.needed) for item in made] == [
        ("", False, Needed.YES),
        ("", True, Needed.YES),
        ("b", False, Needed.YES),
        ("b", False, Needed.UNKNOWN),
    ]


def test_a_waiver_has_its_reason_and_where_the_law_asks_its_provision():
    check_waiver(Needed.UNKNOWN, "No directive.", "")
    check_waiver(Needed.YES, "Lost in the fire.", "art. 80")
    with pytest.raises(BadInput):
        check_waiver(Needed.NO, "", "")
    with pytest.raises(RuleBroken):
        check_waiver(Needed.YES, "Honest people.", "")


# -- decisions ---------------------------------------------------------------------------------------------------------

results = st.builds(
    CheckResult,
    st.sampled_from(["a", "b", "c"]),
    verdicts,
    st.just("sentence"),
    st.sampled_from(list(Level)),
    judged=st.booleans(),
)


@given(st.lists(results, max_size=6), st.dictionaries(st.sampled_from(["a", "b", "c"]), st.just("because"), max_size=3))
def test_nothing_but_what_a_person_has_to_judge_is_ever_passed_by_a_reason(found, reasons):
    stopping = stops(found, reasons)
    for result in found:
        if result.level is not Level.BLOCKER or result.verdict is Verdict.MET:
            assert result not in stopping
        elif result.verdict is Verdict.NOT_MET or not result.judged:
            assert result in stopping
    if stopping:
        with pytest.raises(RuleBroken):
            check_grant(found, reasons)


def test_a_reason_that_nothing_calls_for_is_refused():
    like = CheckResult("a", Verdict.CANNOT_TELL, "like name", judged=True)
    check_grant([like], {"a": "Compared."})
    with pytest.raises(BadInput, match="Nothing calls for"):
        check_grant([like], {"a": "Compared.", "b": "No matter."})


LENGTH = ethiopia().answer("licence.term_initial", MONDAY)
EVENTS = {"licence_issued": MONDAY}


def test_a_licence_is_as_long_as_the_law_says_and_no_officer_chooses_otherwise():
    found = validity(LENGTH, EVENTS, MONDAY, None, OFFICE)
    assert (found.valid_from, found.valid_through, found.stated) == (MONDAY, date(2020, 3, 3), False)
    assert validity(LENGTH, EVENTS, MONDAY, date(2020, 3, 3), OFFICE).valid_through == date(2020, 3, 3)
    with pytest.raises(RuleBroken, match="3 Mar 2020"):
        validity(LENGTH, EVENTS, MONDAY, date(2021, 3, 3), OFFICE)


def test_where_the_law_leaves_the_last_day_open_the_officer_states_it_within_what_it_can_mean():
    alone = law_alone().answer("licence.term_initial", MONDAY)
    with pytest.raises(BadInput, match="has to be stated") as refusal:
        validity(alone, EVENTS, MONDAY, None, OFFICE)
    assert "2020" in refusal.value.hint
    assert validity(alone, EVENTS, MONDAY, date(2020, 3, 4), OFFICE).stated
    for wrong in (date(2019, 9, 3), date(2021, 3, 3)):
        with pytest.raises(RuleBroken, match="no last day of validity"):
            validity(alone, EVENTS, MONDAY, wrong, OFFICE)


def test_where_no_length_is_set_the_last_day_is_asked():
    silent = ethiopia(licence__term_initial=None).answer("licence.term_initial", MONDAY)
    with pytest.raises(BadInput):
        validity(silent, EVENTS, MONDAY, None, OFFICE)
    assert validity(silent, EVENTS, MONDAY, date(2020, 12, 31), OFFICE).stated
    with pytest.raises(RuleBroken):
        validity(silent, EVENTS, MONDAY, MONDAY - DAY, OFFICE)
    renewed = ethiopia().answer("licence.term_renewed", MONDAY)
    with pytest.raises(BadInput, match="not started"):  # no expiry is known that it could follow
        validity(renewed, EVENTS, MONDAY, None, OFFICE)


def test_from_when_a_decision_acts_is_the_law_s_or_the_officer_s_word_and_never_a_guess():
    silent = ethiopia().answer("decision.acts_from", MONDAY)
    with pytest.raises(BadInput):
        acting_day(None, silent, MONDAY, None, None)
    assert acting_day(ActsFrom.DECISION, silent, MONDAY, None, None) == (ActsFrom.DECISION, MONDAY)
    assert acting_day(ActsFrom.SERVICE, silent, MONDAY, None, None) == (ActsFrom.SERVICE, None)
    assert acting_day(ActsFrom.SERVICE, silent, MONDAY, None, MONDAY + DAY) == (ActsFrom.SERVICE, MONDAY + DAY)
    assert acting_day(ActsFrom.BEGINNING, silent, MONDAY, MONDAY - DAY, None)[1] == MONDAY - DAY
    with pytest.raises(BadInput):
        acting_day(ActsFrom.STATED_DAY, silent, MONDAY, None, None)
    with pytest.raises(RuleBroken):
        acting_day(ActsFrom.STATED_DAY, silent, MONDAY, MONDAY - DAY, None)
    law = ethiopia(decision__acts_from="service").answer("decision.acts_from", MONDAY)
    assert acting_day(None, law, MONDAY, None, None) == (ActsFrom.SERVICE, None)
    with pytest.raises(RuleBroken, match="The law says"):
        acting_day(ActsFrom.DECISION, law, MONDAY, None, None)


SILENT_REPLY = ethiopia().answer("sanction.reply", MONDAY)
SET_REPLY = ethiopia(sanction__reply={"n": 10, "unit": "day", "from": "notice_served"}).answer("sanction.reply", MONDAY)
UNSERVED = NoticeFact(None, None, Verdict.NOT_MET, "not served")
SERVED = NoticeFact(MONDAY, None, Verdict.NOT_MET, "runs through 2019-03-14")


@pytest.mark.parametrize(
    ("reply", "notice", "reason", "passes"),
    [
        (SET_REPLY, None, "urgent", False),
        (SET_REPLY, UNSERVED, "urgent", False),
        (SET_REPLY, SERVED, "urgent", False),
        (SET_REPLY, replace(SERVED, replied_on=MONDAY), "", True),
        (SET_REPLY, replace(SERVED, lapsed=Verdict.MET), "", True),
        (SET_REPLY, replace(SERVED, lapsed=Verdict.CANNOT_TELL), "", False),
        (SILENT_REPLY, None, "", False),
        (SILENT_REPLY, None, "admitted at the hearing", True),
        (SILENT_REPLY, UNSERVED, "urgent", False),
        (SILENT_REPLY, SERVED, "", False),
        (SILENT_REPLY, SERVED, "waited four weeks", True),
    ],
)
def test_the_agency_may_answer_before_it_is_punished(reply, notice, reason, passes):
    if passes:
        check_notice(DecisionKind.SUSPEND, reply, notice, reason)
    else:
        with pytest.raises(RuleBroken):
            check_notice(DecisionKind.SUSPEND, reply, notice, reason)


def test_what_takes_nothing_needs_no_notice():
    check_notice(DecisionKind.LIFT, None, None, "")


def test_the_pure_modules_know_no_session_and_no_record():
    folder = Path(registry_app.licensing.__file__).parent
    for name in ("rules", "checklist", "decisions", "status"):
        tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
        known = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not any(
            module.startswith("sqlalchemy") or module.endswith((".models", ".service")) for module in known
        ), name
