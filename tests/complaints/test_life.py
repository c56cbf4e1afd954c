"""From the counter to the worker's own word that the money came, through the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from registry_app.complaints import deciding, queries, service, settling
from registry_app.complaints.checks import no_serious_complaint_open, no_unpaid_order_past_due
from registry_app.complaints.drafts import (
    AllegationDraft,
    DecisionDraft,
    Owed,
    Refused,
    RespondentDraft,
    SumDraft,
    WorkerDraft,
)
from registry_app.complaints.following import follow_up
from registry_app.complaints.rules import (
    ComplainantKind,
    EventKind,
    OutcomeKind,
    RespondentKind,
    Source,
    State,
    SumKind,
)
from registry_app.complaints.steps import EventPapers
from registry_app.core.check_results import Level, Verdict
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.core.money import Money
from registry_app.guarantees import claims
from registry_app.guarantees.drafts import ClaimDraft, PayOut, ShareDraft
from registry_app.measures.models import Proposal
from tests.support.complaining import ALMAZ, HANNA, birr
from tests.support.redress import MONDAY, USD

TUESDAY = date(2019, 3, 5)
LATE = date(2019, 4, 30)


def sums(card):
    return [
        tuple(getattr(line, name).minor for name in ("claimed", "evidenced", "ordered", "settled", "paid", "reported"))
        for line in card.money
    ]


def proposals(office):
    with office.opened.reading() as session:
        found = session.query(Proposal).order_by(Proposal.kind, Proposal.key)
        return [(row.kind, row.force.value, row.provision) for row in found]


def test_an_overcharged_fee_is_settled_and_paid_with_the_sums_kept_apart(counter_on_both):
    counter = counter_on_both
    complaint = counter.settled()
    assert sums(counter.card(complaint)) == [(2_000_000, 1_000_000, 0, 1_500_000, 0, 0)]
    counter.pay(complaint, 500_000)
    reported = counter.pay(complaint, 1_000_000, word=None)
    assert sums(counter.card(complaint)) == [(2_000_000, 1_000_000, 0, 1_500_000, 500_000, 1_000_000)]
    with pytest.raises(RuleBroken, match="no outcome"):
        counter.office.does("complaints", deciding.close, complaint, MONDAY, (), "paid")
    counter.office.does("complaints", settling.acknowledge_payment, complaint, reported, counter.word())
    assert sums(counter.card(complaint)) == [(2_000_000, 1_000_000, 0, 1_500_000, 1_500_000, 0)]
    counter.office.does("complaints", deciding.close, complaint, MONDAY, (), "paid in full")
    card = counter.card(complaint)
    assert (card.row.state, card.allegations[0].outcome) == (State.CLOSED, OutcomeKind.PAID)
    with pytest.raises(RuleBroken, match="closed"):
        counter.pay(complaint, 1)


def test_the_state_is_that_of_the_day_and_of_what_was_known(counter):
    complaint = counter.receive()
    known = counter.card(complaint).events[0].recorded_at
    counter.office.does("clerk", service.acknowledge, complaint, TUESDAY, on=TUESDAY)
    office = counter.office
    assert office.read(queries.list_complaints, MONDAY)[0].state is State.RECEIVED
    assert office.read(queries.list_complaints, TUESDAY)[0].state is State.ACKNOWLEDGED
    assert office.read(queries.list_complaints, TUESDAY, None, known)[0].state is State.RECEIVED
    assert office.read(queries.list_complaints, date(2019, 3, 3)) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"workers": ()}, "at least one worker"),
        ({"respondents": ()}, "at least one worker"),
        ({"received_on": TUESDAY}, "not after today"),
        ({"done_on": TUESDAY}, "not after today"),
        ({"workers": (WorkerDraft(None),)}, "first of the workers"),
        ({"complainant": ALMAZ}, "first of the workers"),
        ({"complainant_kind": ComplainantKind.NGO}, "missing"),
        ({"complainant_kind": ComplainantKind.FAMILY, "complainant": ALMAZ}, "authority"),
        ({"respondents": (RespondentDraft(RespondentKind.UNLICENSED),)}, "no name"),
        ({"respondents": (RespondentDraft(RespondentKind.AGENCY, typed_name="Zeta"),)}, "record is missing"),
        ({"allegations": (AllegationDraft(2, "overcharge", "Paid."),)}, "not there"),
        ({"allegations": (AllegationDraft(1, "overcharge", " "),)}, "facts"),
        ({"allegations": (AllegationDraft(1, "tax", "Paid."),)}, "no category"),
        ({"allegations": (AllegationDraft(1, "overcharge", "Paid.", from_on=TUESDAY),)}, "begun"),
        (
            {"allegations": (AllegationDraft(1, "overcharge", "Paid.", MONDAY, date(2019, 3, 1)),)},
            "begun",
        ),
        (
            {
                "allegations": (
                    AllegationDraft(1, "overcharge", "P.", sums=(SumDraft(SumKind.ORDERED, birr(1), "fee"),)),
                )
            },
            "brings sums",
        ),
        (
            {
                "allegations": (
                    AllegationDraft(1, "overcharge", "P.", sums=(SumDraft(SumKind.CLAIMED, birr(0), "fee"),)),
                )
            },
            "brings sums",
        ),
        (
            {
                "allegations": (
                    AllegationDraft(1, "overcharge", "P.", sums=(SumDraft(SumKind.EVIDENCED, birr(1), "fee"),)),
                )
            },
            "receipt is not in the register",
        ),
    ],
)
def test_what_cannot_be_a_complaint_is_refused_with_the_reason(counter, wrong, said):
    with pytest.raises(BadInput) as refused:
        counter.receive(**wrong)
    assert said in str(refused.value).replace("\u2068", "").replace("\u2069", "")


def test_a_respondent_nobody_licensed_is_taken_by_name_and_an_unknown_record_is_not(counter):
    typed = RespondentDraft(RespondentKind.UNLICENSED, typed_name="Ato Zeleke of the bus station", country="ET")
    complaint = counter.receive(respondents=(typed,))
    assert counter.card(complaint).row.respondents == ("Ato Zeleke of the bus station",)
    with pytest.raises(NotFound):
        counter.receive(respondents=(RespondentDraft(RespondentKind.AGENCY, agency_id=complaint),))


def test_an_oral_complaint_is_acknowledged_only_when_it_is_signed(counter):
    complaint = counter.receive(oral=True)
    office = counter.office
    with pytest.raises(RuleBroken, match="not signed"):
        office.does("clerk", service.acknowledge, complaint, MONDAY)
    with pytest.raises(BadInput, match="not in the register"):
        office.does("clerk", service.sign, complaint, complaint, MONDAY)
    office.does("clerk", service.sign, complaint, office.paper("clerk"), MONDAY)
    office.does("clerk", service.acknowledge, complaint, MONDAY)
    assert counter.card(complaint).signed_on == MONDAY


def test_a_pending_complaint_proposes_once_what_the_law_says_shall_be_done(counter):
    counter.conciliating()
    assert proposals(counter.office) == [("block_approvals", "shall", "art. 46(1)")]


def test_own_initiative_needs_no_name(counter):
    complaint = counter.receive(
        login="complaints",
        complainant_kind=ComplainantKind.OWN_INITIATIVE,
        workers=(WorkerDraft(None, destination="SA"),),
    )
    assert counter.card(complaint).pseudonym == ""


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (EventKind.HEARING_OPENED, "cannot become"),
        (EventKind.EXECUTION_OPENED, "cannot become"),
        (EventKind.CONCILIATION_OPENED, "cannot become"),
    ],
)
def test_steps_out_of_order_are_refused(counter, kind, said):
    complaint = counter.receive()
    with pytest.raises(RuleBroken, match=said):
        counter.step(complaint, kind)


def test_a_step_before_the_last_one_or_after_today_is_refused(counter):
    complaint = counter.receive()
    with pytest.raises(BadInput, match="cannot have happened"):
        counter.office.does("clerk", service.acknowledge, complaint, date(2019, 3, 1))
    with pytest.raises(BadInput, match="cannot have happened"):
        counter.office.does("clerk", service.acknowledge, complaint, TUESDAY)


def test_a_referral_names_its_body_and_inadmissibility_its_provision(counter):
    complaint = counter.receive()
    office = counter.office
    office.does("clerk", service.acknowledge, complaint, MONDAY)
    with pytest.raises(BadInput, match="referred to"):
        counter.step(complaint, EventKind.REFERRED)
    with pytest.raises(BadInput, match="provision"):
        counter.step(complaint, EventKind.FOUND_INADMISSIBLE)
    papers = EventPapers(to_whom="Federal Police", answer_due_on=date(2019, 4, 4))
    office.does("complaints", service.take_step, complaint, EventKind.REFERRED, MONDAY, papers)
    assert counter.card(complaint).row.state is State.REFERRED


def test_a_settlement_binds_only_workers_who_agreed_alone_and_understood(counter):
    two = (WorkerDraft(HANNA), WorkerDraft(ALMAZ))
    allegations = (AllegationDraft(1, "overcharge", "Paid."), AllegationDraft(2, "unpaid_wages", "Not paid."))
    complaint = counter.conciliating(workers=two, allegations=allegations)
    office = counter.office
    draft = counter.settlement(Owed(1, birr(100), "fee"), Owed(2, birr(200), "wages"))
    with pytest.raises(BadInput, match="not agreed"):
        office.does("complaints", settling.settle, complaint, draft)
    both = replace(draft, words=(counter.word(1), counter.word(2, heard_alone=False)))
    with pytest.raises(BadInput, match="heard alone"):
        office.does("complaints", settling.settle, complaint, both)
    mute = replace(draft, words=(counter.word(1), counter.word(2, interpreter="", language="om")))
    with pytest.raises(BadInput, match="no interpreter"):
        office.does("complaints", settling.settle, complaint, mute)
    office.does("complaints", settling.settle, complaint, replace(draft, words=(counter.word(1), counter.word(2))))
    assert [line.settled.minor for line in counter.card(complaint).money] == [100, 200]


def test_a_settlement_due_before_it_is_reached_or_over_nothing_is_refused(counter):
    complaint = counter.conciliating()
    office = counter.office
    with pytest.raises(BadInput, match="not due before"):
        office.does("complaints", settling.settle, complaint, counter.settlement(due=date(2019, 3, 1)))
    with pytest.raises(BadInput, match="no sum"):
        office.does("complaints", settling.settle, complaint, counter.settlement(Owed(1, birr(0), "fee")))
    assert counter.card(complaint).row.state is State.CONCILIATION


def test_an_unpaid_settlement_counts_against_the_agency_from_the_day_after_it_was_due(counter):
    complaint = counter.settled()
    office = counter.office

    def verdict(day):
        return office.read(no_unpaid_order_past_due, counter.agency, day)[0].verdict

    assert verdict(date(2019, 3, 15)) is Verdict.MET
    assert verdict(date(2019, 3, 16)) is Verdict.NOT_MET
    counter.pay(complaint, 1_499_999, date(2019, 3, 18))
    assert verdict(date(2019, 3, 18)) is Verdict.NOT_MET
    counter.pay(complaint, 1, date(2019, 3, 19), word=None)
    assert verdict(date(2019, 3, 19)) is Verdict.NOT_MET
    counter.pay(complaint, 1, date(2019, 3, 20))
    assert verdict(date(2019, 3, 19)) is Verdict.NOT_MET
    assert verdict(date(2019, 3, 20)) is Verdict.MET


def test_a_broken_settlement_proposes_its_consequence_once(counter):
    complaint = counter.settled()
    office = counter.office
    assert office.does("complaints", follow_up, complaint) == []
    first = office.does("complaints", follow_up, complaint, on=LATE)
    assert office.does("complaints", follow_up, complaint, on=LATE) == first
    assert ("block_approvals", "shall", "art. 68(2)") in proposals(office)


def decided(counter, **other):
    complaint = counter.in_hearing()
    draft = DecisionDraft("art. 45(5)", "The fee was taken against the law.", (Owed(1, birr(2_000_000), "fee"),))
    decision = counter.office.does("complaints", deciding.propose_decision, complaint, replace(draft, **other))
    counter.office.does("director", deciding.approve_decision, decision)
    return complaint


def test_two_persons_decide_and_the_order_falls_due_by_its_proven_service(counter_on_both):
    counter = counter_on_both
    complaint = decided(counter)
    office = counter.office
    assert counter.card(complaint).row.state is State.DECIDED

    def result(day):
        return office.read(no_unpaid_order_past_due, counter.agency, day)[0].verdict

    # by the house rules the fifteen days run from the service of the order: without proof they are not running
    assert result(LATE) is Verdict.MET
    counter.serve(complaint, EventKind.ORDER_SERVED)
    assert result(LATE) is Verdict.NOT_MET
    office.does("complaints", follow_up, complaint, on=LATE)
    assert ("claim_guarantee", "may", "art. 51(1)") in proposals(office)


def test_whoever_proposed_a_decision_does_not_approve_it_nor_one_without_authority(counter):
    complaint = counter.in_hearing()
    draft = DecisionDraft("art. 45(5)", "Taken against the law.", (Owed(1, birr(5), "fee"),))
    decision = counter.office.does("complaints", deciding.propose_decision, complaint, draft)
    with pytest.raises(NotPermitted):
        counter.office.does("complaints", deciding.approve_decision, decision)
    counter.office.does("director", deciding.decline_decision, decision, "reasons are missing")
    with pytest.raises(NotFound):
        counter.office.does("director", deciding.approve_decision, decision)
    again = counter.office.does("complaints", deciding.propose_decision, complaint, draft)
    counter.office.does("director", deciding.approve_decision, again)


def test_a_decision_answers_every_allegation_once(counter):
    complaint = counter.in_hearing()
    for draft in (
        DecisionDraft("art. 45(5)", "No."),
        DecisionDraft("art. 45(5)", "No.", (Owed(1, birr(1), "fee"),), (Refused(1, OutcomeKind.DISMISSED, "no"),)),
        DecisionDraft("art. 45(5)", "No.", refused=(Refused(1, OutcomeKind.PAID, "paid"),)),
        DecisionDraft("art. 45(5)", "No.", refused=(Refused(1, OutcomeKind.DISMISSED, " "),)),
    ):
        with pytest.raises(BadInput):
            counter.office.does("complaints", deciding.propose_decision, complaint, draft)


def test_nothing_is_decided_ex_parte_before_the_proven_term_of_defence_is_over(counter):
    complaint = counter.in_hearing()
    draft = DecisionDraft("art. 45(3)", "No defence.", (Owed(1, birr(5), "fee"),), ex_parte=True)
    office = counter.office
    with pytest.raises(RuleBroken, match="ex parte"):
        office.does("complaints", deciding.propose_decision, complaint, draft, on=LATE)
    counter.serve(complaint, EventKind.SUMMONS_SERVED)
    with pytest.raises(RuleBroken, match="ex parte"):
        office.does("complaints", deciding.propose_decision, complaint, draft, on=date(2019, 3, 18))
    office.does("complaints", follow_up, complaint, on=LATE)
    assert ("ex_parte", "shall", "art. 45(3)") in proposals(office)
    office.does("complaints", deciding.propose_decision, complaint, draft, on=LATE)


def test_a_decision_sets_the_settled_sum_of_its_allegation_aside(counter):
    complaint = counter.settled()
    counter.step(complaint, EventKind.HEARING_OPENED)
    draft = DecisionDraft("art. 45(5)", "The settlement was not kept.", (Owed(1, birr(2_000_000), "fee"),))
    decision = counter.office.does("complaints", deciding.propose_decision, complaint, draft)
    counter.office.does("director", deciding.approve_decision, decision)
    assert sums(counter.card(complaint)) == [(2_000_000, 1_000_000, 2_000_000, 0, 0, 0)]


def test_nobody_in_the_office_extinguishes_what_a_worker_is_owed(counter):
    complaint = counter.settled()
    office = counter.office
    for outcome in (
        OutcomeKind.DISMISSED,
        OutcomeKind.SETTLED,
        OutcomeKind.WAIVED_BY_WORKER,
        OutcomeKind.WITHOUT_RESULT,
    ):
        with pytest.raises(RuleBroken, match="no outcome"):
            office.does("complaints", deciding.close, complaint, MONDAY, (Refused(1, outcome, "enough"),), "closed")
    counter.step(complaint, EventKind.EXECUTION_OPENED)
    stands = (Refused(1, OutcomeKind.WITHOUT_RESULT, "no property found"),)
    office.does("complaints", deciding.close, complaint, MONDAY, stands, "execution ended without result")
    assert office.read(no_unpaid_order_past_due, counter.agency, LATE)[0].verdict is Verdict.NOT_MET


def test_a_waiver_is_the_workers_own(counter):
    complaint = counter.settled()
    office = counter.office
    with pytest.raises(BadInput, match="heard alone"):
        office.does("complaints", deciding.record_waiver, complaint, 1, counter.word(heard_alone=False))
    office.does("complaints", deciding.record_waiver, complaint, 1, counter.word())
    outcome = (Refused(1, OutcomeKind.WAIVED_BY_WORKER, "said so alone"),)
    office.does("complaints", deciding.close, complaint, MONDAY, outcome, "waived")


def test_a_withdrawal_closes_nothing_where_the_law_says_so(counter):
    complaint = counter.conciliating()
    office = counter.office
    with pytest.raises(BadInput, match="himself withdraws"):
        office.does("complaints", deciding.withdraw, complaint, MONDAY, "no more", ())
    assert office.does("complaints", deciding.withdraw, complaint, MONDAY, "no more", (counter.word(),)) is False
    assert counter.card(complaint).row.state is State.CONCILIATION


def test_terms_are_counted_in_working_days_from_proven_events(counter):
    complaint = counter.receive()
    terms = {term.key: term for term in counter.card(complaint).terms}
    assert terms["complaint.serve"].last_day == date(2019, 3, 7)
    assert terms["complaint.defence"].last_day is None
    assert terms["complaint.defence"].missed is Verdict.NOT_MET
    counter.serve(complaint, EventKind.RESPONDENT_NOTIFIED, MONDAY)
    late = {term.key: term for term in counter.card(complaint, date(2019, 3, 20)).terms}
    assert late["complaint.serve"].missed is Verdict.NOT_MET
    assert late["complaint.serve"].source == "art. 67(1)"
    assert late["complaint.conciliation"].missed is Verdict.NOT_MET
    assert {term.key: term for term in counter.card(complaint, LATE).terms}[
        "complaint.conciliation"
    ].missed is Verdict.MET


def test_a_grave_complaint_is_a_warning_while_it_is_open_and_says_that_no_law_names_it(counter):
    office = counter.office
    assert office.read(no_serious_complaint_open, counter.agency, MONDAY)[0].verdict is Verdict.MET
    counter.receive(allegations=(AllegationDraft(1, "physical_abuse", "Beaten by the employer."),))
    result = office.read(no_serious_complaint_open, counter.agency, MONDAY)[0]
    assert (result.verdict, result.level) == (Verdict.NOT_MET, Level.WARNING)
    assert result.source == "not set by the regulator"


def test_a_pay_out_from_the_guarantee_reaches_its_worker_once(counter):
    office = counter.office
    dollars = (AllegationDraft(1, "unpaid_wages", "Not paid."),)
    complaint = counter.conciliating(allegations=dollars)
    office.does("complaints", settling.settle, complaint, counter.settlement(Owed(1, Money(300, USD), "wages")))
    guarantee = office.verified(counter.agency)
    with office.opened.reading() as session:
        from registry_app.complaints.models import ComplaintWorker

        worker = session.query(ComplaintWorker).one()
    shares = (ShareDraft(worker.pseudonym, Money(300, USD), worker.id),)
    draft = ClaimDraft(guarantee, Money(300, USD), "execution", shares, "not kept", "C-1", "complaint", complaint)
    claim = office.does("complaints", claims.propose, draft)
    office.does("director", claims.approve, claim)
    entry = office.does("finance", claims.pay_out, PayOut(claim, 1, Money(300, USD), MONDAY, "TT 9"))
    assert ("replenish_guarantee", "shall", "art. 60(4)") in proposals(office)
    assert counter.card(complaint).money[0].paid.minor == 0
    paid = {"source": Source.GUARANTEE, "entry_id": entry, "amount": Money(300, USD)}
    with pytest.raises(RuleBroken, match="twice"):
        counter.pay(complaint, 0, **{**paid, "amount": Money(301, USD)})
    with pytest.raises(BadInput, match="names its pay-out"):
        counter.pay(complaint, 1, entry_id=entry)
    counter.pay(complaint, 0, **paid)
    assert counter.card(complaint).money[0].paid.minor == 300
    with pytest.raises(RuleBroken, match="twice"):
        counter.pay(complaint, 0, **{**paid, "amount": Money(1, USD)})


def test_a_payment_is_acknowledged_once_and_by_its_own_worker(counter):
    two = (WorkerDraft(HANNA), WorkerDraft(ALMAZ))
    complaint = counter.conciliating(workers=two)
    payment = counter.pay(complaint, 100, word=None)
    office = counter.office
    with pytest.raises(BadInput, match="another worker"):
        office.does("complaints", settling.acknowledge_payment, complaint, payment, counter.word(2))
    office.does("complaints", settling.acknowledge_payment, complaint, payment, counter.word(1))
    with pytest.raises(RuleBroken, match="already"):
        office.does("complaints", settling.acknowledge_payment, complaint, payment, counter.word(1))


def test_an_officer_who_stands_aside_moves_nothing(counter):
    from registry_app.complaints.models import Complaint
    from registry_app.offices.service import declare_interest

    complaint = counter.receive()
    with counter.office.acting("complaints") as (session, actor):
        declare_interest(session, actor, session.get_one(Complaint, complaint), "cousin of the manager")
    with pytest.raises(NotPermitted, match="stand aside"):
        counter.office.does("complaints", service.acknowledge, complaint, MONDAY)
