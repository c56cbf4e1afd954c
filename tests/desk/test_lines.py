"""What each feature says is due, for whom, by when and by which provision; and when it is said no more."""

from __future__ import annotations

import ast
from collections import Counter as Tally
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from registry_app.access.approvals import SENT_BACK_FOR
from registry_app.build.desk import DUE
from registry_app.complaints import deciding as complaint_deciding
from registry_app.complaints import service as complaints
from registry_app.complaints.drafts import DecisionDraft, Owed
from registry_app.complaints.due import VERBS as OF_COMPLAINTS
from registry_app.complaints.next_steps import STEPS, next_step
from registry_app.complaints.open_complaints import ENDING, open_ids
from registry_app.complaints.rules import OPEN, EventKind, State
from registry_app.complaints.steps import EventPapers
from registry_app.core.duties import About, Due, Waits
from registry_app.core.errors import RuleBroken
from registry_app.correspondence import service as letters
from registry_app.correspondence.rules import Direction, Mode
from registry_app.correspondence.service import LetterDraft
from registry_app.desk.rules import Urgency, View, urgency
from registry_app.guarantees import claims
from registry_app.guarantees.due import VERBS as OF_GUARANTEES
from registry_app.licensing import acting, deciding
from registry_app.licensing import service as licensing_service
from registry_app.licensing.acting import ActDraft
from registry_app.licensing.decisions import ActsFrom, DecisionKind
from registry_app.licensing.due import VERBS as OF_LICENSING
from registry_app.measures import service as measures
from registry_app.measures.due import VERBS as OF_MEASURES
from registry_app.measures.rules import MeasureKind
from registry_app.measures.service import MeasureDraft
from registry_app.offices.service import enter_holidays
from registry_app.rulebook import service as rule_book
from registry_app.rulebook.due import VERBS as OF_RULE_BOOK
from registry_app.rulebook.house import NewValue
from registry_app.rulebook.queries import list_adoptions
from tests.desk.conftest import Desks
from tests.support.architecture import list_modules
from tests.support.complaining import birr
from tests.support.licensing import REFUSAL
from tests.support.redress import MONDAY

TUESDAY = date(2019, 3, 5)
STAMP = datetime(2019, 3, 4, 8, 0, tzinfo=ZoneInfo("Africa/Addis_Ababa"))


def of(desks: Desks, code: str, on: date = MONDAY) -> Due:
    (line,) = [line for line in desks.lines(on) if line.code == code]
    return line


def codes(desks: Desks, about: About, on: date = MONDAY) -> list[str]:
    return sorted(line.code for line in desks.lines(on) if line.case.about is about)


# -- licensing -----------------------------------------------------------------------------------------------------


def test_an_application_is_due_step_by_step_until_it_is_decided(desks_on_both: Desks) -> None:
    desks, licensing = desks_on_both, desks_on_both.licensing
    agency = licensing.agency("Blue Star")
    application = licensing.lodged(agency)
    line = of(desks, "application:take_up")
    assert (line.case.about, line.case.id, line.case.agency) == (About.APPLICATION, application, "Blue Star")
    assert line.case.number.startswith("P-HQ-2019-")
    assert (line.day, line.source) == (None, "art. 25"), "the clock runs from the day the requirements are met"
    desks.office.does("licensing", licensing_service.begin_examination, application)
    licensing.complete(application)
    line = of(desks, "application:propose")
    assert line.day == date(2019, 3, 11), "five working days"
    assert [urgency(line.day, day) for day in (MONDAY, date(2019, 3, 11), date(2019, 3, 12))] == [
        Urgency.SOON, Urgency.TODAY, Urgency.LATE,
    ]  # fmt: skip
    licensing.propose(application)
    assert codes(desks, About.APPLICATION) == ["approve:licence:decide"]
    assert of(desks, "approve:licence:decide").day == date(2019, 3, 11), "the clock does not wait for the director"
    licensing.approve(application)
    assert codes(desks, About.APPLICATION) == []


def test_an_application_in_examination_is_in_the_hand_of_who_took_it_up(desks: Desks) -> None:
    desks.licensing.under_examination()
    assert "application:propose" in desks.codes("licensing")
    assert "application:propose" not in desks.codes("clerk")
    assert of(desks, "application:propose").officer_id == desks.office.person("licensing").user_id


def test_a_returned_application_waits_for_the_agency(desks: Desks) -> None:
    application = desks.licensing.under_examination()
    why = {"reason": "The lease is missing.", "provision": "art. 24(5)"}
    desks.office.does("licensing", licensing_service.return_for_completion, application, **why)
    assert codes(desks, About.APPLICATION) == []


def test_a_decision_is_approved_by_neither_its_proposer_nor_an_examiner(desks: Desks) -> None:
    application = desks.licensing.ready()
    desks.licensing.propose(application)
    line = of(desks, "approve:licence:decide")
    proposer = desks.office.person("licensing").user_id
    assert (line.waits, line.not_by) == (Waits.APPROVAL, frozenset({proposer}))
    assert desks.codes("director", View.APPROVALS) == desks.codes("deputy", View.APPROVALS) == [line.code]
    assert desks.codes("licensing", View.APPROVALS) == []
    assert "Lemma Licensing" in line.note


def test_what_was_sent_back_is_its_proposer_s_until_it_is_proposed_anew(desks_on_both: Desks) -> None:
    desks, licensing = desks_on_both, desks_on_both.licensing
    application = licensing.ready()
    licensing.propose(application)
    desks.office.does("director", deciding.decline, application, "The degree of the manager is missing.")
    (line,) = desks.seen("licensing", View.SENT_BACK)
    assert line.code == "rework:licence:decide"
    assert "Dawit Director" in line.note
    assert "The degree of the manager is missing." in line.note
    assert line.day == date(2019, 3, 11)
    assert "application:propose" not in desks.codes("licensing"), "one line for one step"
    assert desks.codes("director", View.SENT_BACK) == []
    licensing.propose(application)
    assert desks.codes("licensing", View.SENT_BACK) == []
    assert desks.codes("director", View.APPROVALS) == ["approve:licence:decide"]


def test_a_refusal_is_to_be_served_by_the_earliest_day_the_law_can_mean(desks: Desks) -> None:
    application = desks.licensing.ready(received_on=date(2019, 2, 27))
    desks.licensing.propose(application, REFUSAL)
    desks.licensing.approve(application)
    line = of(desks, "decision:serve")
    assert (line.day, line.certain) == (date(2019, 3, 6), False), "five working days, from lodging or from the decision"
    assert line.source == "art. 25"
    assert (line.permission, line.case.id) == ("service:record", application)


def test_a_decision_on_a_licence_is_approved_sent_back_and_served(desks: Desks) -> None:
    licensing, office = desks.licensing, desks.office
    licence = licensing.licence_id(licensing.granted())
    licensing.empower("licence:suspend")
    act = ActDraft(
        DecisionKind.SUSPEND, licence, "Three complaints proven.", ("art. 42(1)",), ActsFrom.DECISION,
        ends_on=date(2019, 6, 3), without_notice_because="The Proclamation provides for none.",
    )  # fmt: skip
    office.does("licensing", acting.propose, act)
    line = of(desks, "approve:licence:act")
    assert (line.case.about, line.case.id, line.source) == (About.LICENCE, licence, "art. 42(1)")
    office.does("director", acting.decline, licence, "Two of them are not proven.")
    assert desks.codes("licensing", View.SENT_BACK) == ["rework:licence:act"]
    licensing.act(act)
    assert codes(desks, About.LICENCE) == ["decision:serve"]
    assert of(desks, "decision:serve").day is None, "no term is set for it"


# -- guarantees ----------------------------------------------------------------------------------------------------


def test_a_guarantee_is_verified_by_another_than_who_lodged_it(desks: Desks) -> None:
    agency = desks.office.agency()
    guarantee = desks.office.lodged(agency)
    line = of(desks, "guarantee:verify")
    assert (line.case.id, line.day, line.since) == (guarantee, None, MONDAY)
    assert line.not_by == frozenset({desks.office.person("clerk").user_id})
    assert desks.codes("finance") == ["guarantee:verify"]


def test_a_claim_is_approved_then_paid_by_a_third_person_then_it_must_arrive(desks_on_both: Desks) -> None:
    desks, office = desks_on_both, desks_on_both.office
    guarantee = office.verified(office.agency())
    claim = office.claimed(guarantee, 40_000, 60_000, login="finance")
    line = of(desks, "approve:guarantee:claim")
    assert (line.case.id, line.case.number[:2], line.permission) == (guarantee, "K-", "guarantee:approve")
    office.does("director", claims.approve, claim)
    line = of(desks, "claim:pay")
    assert line.not_by == {office.person(login).user_id for login in ("finance", "director")}
    assert "claim:pay" not in desks.codes("finance"), "who proposed a claim does not pay it"


def test_money_that_left_the_guarantee_is_looked_after_until_the_worker_has_it(desks: Desks) -> None:
    office = desks.office
    claim = office.approved(office.verified(office.agency()), 40_000, 60_000)
    office.pay(claim, 1, 40_000)
    assert Tally(codes(desks, About.GUARANTEE))["claim:pay"] == 1, "one share is still to be paid"
    assert of(desks, "payout:arrives").since == MONDAY
    office.pay(claim, 2, 60_000)
    assert "claim:pay" not in codes(desks, About.GUARANTEE)
    assert of(desks, "proposal:replenish_guarantee").day == date(2019, 3, 18), "ten working days"


def test_a_declined_claim_is_sent_back_until_another_is_made(desks: Desks) -> None:
    office = desks.office
    guarantee = office.verified(office.agency())
    claim = office.claimed(guarantee, 40_000)
    office.does("director", claims.decline, claim, "The order is not final.")
    assert desks.codes("complaints", View.SENT_BACK) == ["rework:guarantee:claim"]
    late = MONDAY + SENT_BACK_FOR
    assert desks.codes("complaints", View.SENT_BACK, late) == ["rework:guarantee:claim"]
    assert desks.codes("complaints", View.SENT_BACK, late.replace(month=late.month + 1)) == []
    office.claimed(guarantee, 30_000)
    assert desks.codes("complaints", View.SENT_BACK) == []


# -- complaints ----------------------------------------------------------------------------------------------------


def test_a_complaint_is_due_step_by_step_with_the_law_s_own_days(desks_on_both: Desks) -> None:
    desks, counter = desks_on_both, desks_on_both.counter("Blue Star")
    complaint = counter.receive()
    line = of(desks, "complaint:acknowledge")
    assert (line.case.id, line.case.agency, line.source) == (complaint, "Blue Star", "art. 67(1)")
    assert line.day == date(2019, 3, 7), "three working days after it was received"
    desks.office.does("clerk", complaints.acknowledge, complaint, MONDAY)
    assert of(desks, "complaint:notify").permission == "service:record"
    counter.step(complaint, EventKind.CONCILIATION_OPENED)
    line = of(desks, "complaint:settle")
    assert line.day == date(2019, 3, 25), "fifteen working days, as the office set it"
    counter.step(complaint, EventKind.CONCILIATION_FAILED)
    assert of(desks, "complaint:open_hearing")
    counter.step(complaint, EventKind.HEARING_OPENED)
    assert of(desks, "complaint:summon")
    counter.serve(complaint, EventKind.SUMMONS_SERVED)
    assert of(desks, "complaint:decide").permission == "complaint:decide"


def test_nothing_in_the_list_names_a_worker_or_a_complainant(desks: Desks) -> None:
    desks.counter().in_hearing()
    told = repr(desks.lines())
    assert not [name for name in ("Hanna", "Worku", "ሐና", "+251", "EP1234567") if name in told]


def test_a_decision_on_a_complaint_waits_is_sent_back_and_comes_again(desks: Desks) -> None:
    office, counter = desks.office, desks.counter()
    complaint = counter.in_hearing()
    draft = DecisionDraft("art. 45(5)", "A fee was taken.", (Owed(1, birr(1_500_000), "refund"),))
    decision = office.does("complaints", complaint_deciding.propose_decision, complaint, draft)
    assert "approve:complaint:decide" in codes(desks, About.COMPLAINT)
    assert "complaint:summon" not in codes(desks, About.COMPLAINT), "while it waits nothing else is due"
    assert desks.codes("director", View.APPROVALS) == ["approve:complaint:decide"]
    office.does("director", complaint_deciding.decline_decision, decision, "The sum is not explained.")
    assert desks.codes("complaints", View.SENT_BACK) == ["rework:complaint:decide"]
    office.does("complaints", complaint_deciding.propose_decision, complaint, draft)
    assert desks.codes("complaints", View.SENT_BACK) == []
    assert desks.codes("director", View.APPROVALS) == ["approve:complaint:decide"]


def test_a_settlement_is_due_on_the_day_that_was_agreed(desks: Desks) -> None:
    desks.counter().settled()
    line = of(desks, "complaint:see_paid")
    assert (line.day, line.certain) == (date(2019, 3, 15), True)


def test_only_the_worker_s_own_word_ends_the_wait_for_his_money(desks: Desks) -> None:
    counter = desks.counter()
    complaint = counter.settled()
    counter.pay(complaint, 700_000, word=None)
    assert of(desks, "payment:hear_worker").case.id == complaint
    counter.pay(complaint, 800_000)
    assert of(desks, "payment:hear_worker").since == MONDAY


def test_a_referral_is_asked_for_on_its_day(desks: Desks) -> None:
    office, counter = desks.office, desks.counter()
    complaint = counter.receive()
    office.does("clerk", complaints.acknowledge, complaint, MONDAY)
    papers = EventPapers(to_whom="Federal Police", answer_due_on=TUESDAY)
    office.does("complaints", complaints.take_step, complaint, EventKind.REFERRED, MONDAY, papers)
    line = of(desks, "complaint:ask_body")
    assert line.day == TUESDAY
    assert "Federal Police" in line.step


def test_an_inadmissible_complaint_is_due_no_more(desks: Desks) -> None:
    office, counter = desks.office, desks.counter()
    complaint = counter.receive()
    office.does("clerk", complaints.acknowledge, complaint, MONDAY)
    papers = EventPapers(provision="art. 73", reason="More than three years ago.")
    office.does("complaints", complaints.take_step, complaint, EventKind.FOUND_INADMISSIBLE, MONDAY, papers)
    assert codes(desks, About.COMPLAINT) == []
    assert office.read(open_ids) == []
    with pytest.raises(RuleBroken):  # what the list rests on: nothing leads on from an end but a reopening
        counter.step(complaint, EventKind.HEARING_OPENED)


def test_every_open_state_of_a_complaint_has_a_next_step() -> None:
    for state in OPEN:
        assert next_step(state, lambda _kind: False) in STEPS
        assert next_step(state, lambda _kind: True) in STEPS
    assert {next_step(state, lambda _kind: True) for state in set(State) - OPEN} == {None}
    assert {kind.value for kind in ENDING} == {"closed", "found_inadmissible"}


# -- letters, measures, the rule book, the office -----------------------------------------------------------------


def test_a_letter_is_to_be_answered_and_an_answer_to_be_asked_for(desks: Desks) -> None:
    office = desks.office
    draft = LetterDraft("Selam Overseas PLC", "Question", Mode.POST, received_here_at=STAMP, answer_due=TUESDAY)
    letter = office.does("clerk", letters.enter_letter, Direction.INWARD, draft)
    line = of(desks, "letter:answer")
    assert (line.case.about, line.case.id, line.day) == (About.LETTER, letter, TUESDAY)
    assert line.case.agency == "", "a sender may be a person"
    answer = LetterDraft("Selam Overseas PLC", "Answer", Mode.POST, answers=letter, answer_due=date(2019, 3, 20))
    office.does("clerk", letters.enter_letter, Direction.OUTWARD, answer)
    assert codes(desks, About.LETTER) == ["letter:remind"]


def test_a_measure_is_approved_before_it_starts_confirmed_before_it_ends(desks: Desks) -> None:
    office, licensing = desks.office, desks.licensing
    licensing.set_law(sanction__emergency_most={"n": 10, "unit": "day", "from": "measure_taken"})
    agency = office.agency("Blue Star")
    draft = MeasureDraft(
        agency, MeasureKind.BLOCK_PROCESSING, "art. 46(1)", "Twelve complaints.", ends_because="until they are settled"
    )
    measure = office.does("complaints", measures.propose, draft)
    line = of(desks, "approve:measure:impose")
    assert (line.day, line.case.id, line.case.agency) == (MONDAY, agency, "Blue Star")
    office.does("director", measures.decline, measure, "Not proven.")
    assert desks.codes("complaints", View.SENT_BACK) == ["rework:measure:impose"]
    first = office.does("director", measures.impose_in_emergency, draft)
    line = of(desks, "measure:confirm")
    assert line.day == date(2019, 3, 14)
    assert "measure:confirm" in desks.codes("deputy")
    assert "measure:confirm" not in desks.codes("director"), "who ordered it alone does not confirm it"
    office.does("deputy", measures.confirm, first, ends_on=date(2019, 4, 1), ends_because="")
    assert codes(desks, About.AGENCY) == ["measure:ends", "rework:measure:impose"]
    assert of(desks, "measure:ends").day == date(2019, 4, 1)


def test_proposals_of_one_kind_about_one_agency_are_one_line(desks: Desks) -> None:
    counter = desks.counter("Blue Star")
    for _each in range(3):
        complaint = counter.receive()
        desks.office.does("clerk", complaints.acknowledge, complaint, MONDAY)
    line = of(desks, "proposal:block_approvals")
    assert (line.case.id, line.source) == (counter.agency, "art. 46(1)")
    assert line.step.endswith("(3 proposals)")
    assert desks.codes("director").count("proposal:block_approvals") == 1


def test_values_of_the_law_wait_for_two_persons(desks: Desks) -> None:
    office = desks.office
    adopted = office.read(list_adoptions)[0].id
    new = [NewValue("guarantee.sharing", "pro_rata", "no. 99", "", "")]
    how = {"from_day": MONDAY, "instrument": "Directive 9/2019"}
    office.does("admin", rule_book.propose_values, adopted, new, **how)
    (line,) = desks.seen("director", View.APPROVALS)
    assert (line.code, line.case.about, line.case.id) == ("approve:rulebook:set_values", About.RULE_BOOK, adopted)
    assert desks.codes("admin", View.APPROVALS) == [], "who proposed is not asked"


def test_a_law_that_has_ended_or_was_amended_is_a_doubt_to_settle(desks: Desks) -> None:
    doubts = [line for line in desks.lines(date(2026, 1, 5)) if line.code.startswith("rulebook:doubt:")]
    assert [line.code for line in doubts] == ["rulebook:doubt:end", "rulebook:doubt:et/1246-2021"]
    assert {line.permission for line in doubts} == {"rulebook:confirm"}
    assert all(line.note for line in doubts)


def test_holidays_are_entered_before_terms_cannot_be_counted(desks: Desks) -> None:
    soon = date(2020, 11, 1)
    assert of(desks, "office:holidays", soon).day == date(2020, 12, 31)
    assert "office:holidays" in desks.codes("admin", on=soon)
    desks.office.does("admin", enter_holidays, {}, date(2021, 12, 31))
    assert "office:holidays" not in [line.code for line in desks.lines(soon)]


# -- the list as a whole -------------------------------------------------------------------------------------------


def test_every_verb_that_takes_two_persons_is_in_the_list() -> None:
    covered = {*OF_LICENSING, *OF_GUARANTEES, *OF_COMPLAINTS, *OF_MEASURES, *OF_RULE_BOOK}
    asked: set[str] = set()
    for module in list_modules():
        constants = {
            target.id: node.value.value
            for node in module.tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "four_eyes.propose":
                verb = node.args[2]
                assert isinstance(verb, ast.Name), f"{module.name}: name the verb by a constant"
                asked.add(str(constants[verb.id]))
    assert asked == covered


def test_the_list_asks_as_often_however_many_cases_there_are(desks: Desks) -> None:
    def questions() -> int:
        asked: list[str] = []
        engine = desks.office.opened.store.engines.read
        listener = lambda _connection, _cursor, statement, *_rest: asked.append(statement)  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        desks.lines()
        event.remove(engine, "before_cursor_execute", listener)
        return len(asked)

    def another(name: str) -> None:
        desks.licensing.propose(desks.licensing.ready(desks.licensing.agency(f"Ready {name}")))
        desks.licensing.under_examination(desks.licensing.agency(f"Examined {name}", verified=False))
        desks.office.claimed(desks.office.verified(desks.office.agency(f"Claimed {name}")), 40_000)
        desks.counter(f"Heard {name}").in_hearing()
        counter = desks.counter(f"Settled {name}")
        counter.pay(counter.settled(), 700_000, word=None)

    another("one")
    before, lines = questions(), len(desks.lines())
    another("two")
    assert len(desks.lines()) >= lines + 8
    assert questions() == before


def test_each_line_names_its_case_its_step_and_its_source(desks: Desks) -> None:
    desks.licensing.propose(desks.licensing.ready())
    desks.counter().in_hearing()
    desks.office.lodged(desks.office.agency())
    lines = desks.lines()
    assert len(lines) >= 4
    for line in lines:
        assert line.step
        assert line.source
        assert line.permission
        assert line.case.number
    assert len({(line.code, line.case.id) for line in lines}) == len(lines), "no step stands twice"


def test_each_source_is_a_feature_s_own() -> None:
    assert len({source.__module__ for source in DUE}) == len(DUE)
