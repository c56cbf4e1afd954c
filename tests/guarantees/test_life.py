"""From lodging to pay-out, through the services, with three persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.core.money import Money
from registry_app.guarantees import claim_queries, claims, queries, service
from registry_app.guarantees.drafts import ClaimDraft, ShareDraft
from registry_app.guarantees.rules import Answered, GuaranteeState, InstrumentKind, Terms
from tests.support.redress import MONDAY, USD, Office


def state(office: Office, guarantee, on=MONDAY):
    return office.read(queries.guarantee_card, guarantee, on).row.state


def balances(office: Office, guarantee):
    row = office.read(queries.guarantee_card, guarantee, MONDAY).row
    return row.free.minor, row.reserved.minor, row.paid_out.minor


def test_a_guarantee_counts_only_after_another_officer_has_asked_its_issuer(office_on_both):
    office = office_on_both
    guarantee = office.lodged(office.agency())
    assert state(office, guarantee) is GuaranteeState.LODGED
    office.does("finance", service.verify, guarantee, office.answer())
    assert state(office, guarantee) is GuaranteeState.IN_FORCE


def test_who_lodged_a_guarantee_does_not_verify_it(office):
    agency = office.agency()
    draft = office.lodged(agency)  # by the clerk
    with pytest.raises(NotPermitted, match="permission"):
        office.does("clerk", service.verify, draft, office.answer())
    own = service.Lodging(
        agency,
        InstrumentKind.CASH,
        "Treasury",
        "R-1",
        Terms(Money(100, USD), Period(MONDAY)),
        MONDAY,
        MONDAY,
        "the Ministry",
        "treasury",
    )
    mine = office.does("finance", service.lodge, own)
    with pytest.raises(NotPermitted, match="lodged this guarantee"):
        office.does("finance", service.verify, mine, office.answer())


def test_a_bank_that_denies_its_paper_ends_it(office):
    guarantee = office.lodged(office.agency())
    office.does("finance", service.verify, guarantee, office.answer(Answered.DENIED))
    assert state(office, guarantee) is GuaranteeState.DENIED
    with pytest.raises(RuleBroken, match="denied"):
        office.claimed(guarantee, 100)


def test_an_answer_that_differs_leaves_it_unverified(office):
    guarantee = office.lodged(office.agency())
    office.does("finance", service.verify, guarantee, office.answer(Answered.DIFFERS))
    assert state(office, guarantee) is GuaranteeState.LODGED


@pytest.mark.parametrize(
    "wrong",
    [
        {"terms": Terms(Money(0, USD), Period(date(2019, 3, 1)))},
        {"terms": Terms(Money(5, USD), Period(date(2019, 2, 1)))},
        {"terms": Terms(Money(5, USD), Period(date(2019, 3, 1)), renews=True)},
        {"kind": InstrumentKind.BANK_GUARANTEE},
        {"kind": InstrumentKind.SURETY_BOND, "terms": Terms(Money(5, USD), Period(MONDAY, MONDAY), date(2019, 3, 1))},
        {"lodged_on": date(2019, 3, 5)},
        {"issuer": "  "},
        {"holder": "\u202eMinistry"},
        {"reference": ""},
    ],
)
def test_a_paper_that_cannot_be_is_refused(office, wrong):
    with pytest.raises(BadInput):
        office.lodged(office.agency(), **wrong)


def test_one_paper_stands_once(office):
    agency = office.agency()
    office.lodged(agency, reference="BA 1")
    with pytest.raises(RuleBroken, match="already"):
        office.lodged(office.agency("Other"), reference="BA 1")


def test_a_claim_reserves_approval_frees_nobody_and_three_persons_pay(office_on_both):
    office = office_on_both
    guarantee = office.verified(office.agency())
    claim = office.claimed(guarantee, 300, 200)
    assert balances(office, guarantee) == (9_999_500, 500, 0)
    with pytest.raises(RuleBroken, match="not been approved"):
        office.pay(claim, 1, 300)
    office.does("director", claims.approve, claim)
    office.pay(claim, 1, 300)
    office.pay(claim, 2, 50)
    assert balances(office, guarantee) == (9_999_500, 150, 350)
    row = office.read(claim_queries.claim_row, claim)
    assert [(share.worker, share.paid_out.minor) for share in row.shares] == [("W1", 300), ("W2", 50)]
    assert row.still_open == Money(150, USD)


def test_nothing_is_paid_twice(office):
    guarantee = office.verified(office.agency())
    claim = office.approved(guarantee, 300, 200)
    office.pay(claim, 1, 300)
    with pytest.raises(RuleBroken, match="paid twice"):
        office.pay(claim, 1, 1)
    with pytest.raises(RuleBroken, match="cannot be taken"):
        office.pay(claim, 2, 201)
    second = office.approved(guarantee, 500)
    with pytest.raises(RuleBroken, match="paid or dropped twice"):
        office.pay(claim, 2, 201)
    office.does("deputy", claims.drop, second, "paid by the agency")
    assert balances(office, guarantee) == (9_999_500, 200, 300)


def test_whoever_proposed_or_approved_does_not_pay(office):
    guarantee = office.verified(office.agency())
    claim = office.claimed(guarantee, 300, login="finance")
    office.does("director", claims.approve, claim)
    with pytest.raises(NotPermitted, match="third person"):
        office.pay(claim, 1, 300)
    with pytest.raises(NotPermitted, match="permission"):
        office.pay(claim, 1, 300, login="director")


def test_a_claim_above_the_free_balance_is_refused_and_changes_nothing(office):
    guarantee = office.verified(office.agency())
    before = office.read(queries.guarantee_card, guarantee, MONDAY).entries
    with pytest.raises(RuleBroken, match="cannot be taken"):
        office.claimed(guarantee, 10_000_001)
    assert office.read(queries.guarantee_card, guarantee, MONDAY).entries == before


def test_a_claim_in_another_currency_is_refused(office):
    guarantee = office.verified(office.agency())
    draft = ClaimDraft(
        guarantee, Money(100, "ETB"), "execution", (ShareDraft("W1", Money(100, "ETB")),), "not executed"
    )
    with pytest.raises(BadInput, match="is in"):
        office.does("complaints", claims.propose, draft)


def test_shares_make_the_claim_to_the_last_unit(office):
    guarantee = office.verified(office.agency())
    draft = ClaimDraft(guarantee, Money(100, USD), "execution", (ShareDraft("W1", Money(99, USD)),), "not executed")
    with pytest.raises(BadInput, match="shares make"):
        office.does("complaints", claims.propose, draft)
    with pytest.raises(BadInput, match="above nothing"):
        office.does("complaints", claims.propose, replace(draft, shares=()))


def test_a_ground_the_law_does_not_name_draws_nothing(office):
    guarantee = office.verified(office.agency())
    draft = ClaimDraft(guarantee, Money(1, USD), "office_party", (ShareDraft("W1", Money(1, USD)),), "no reason")
    with pytest.raises(RuleBroken, match="no ground"):
        office.does("complaints", claims.propose, draft)


def test_an_unverified_guarantee_gives_nothing(office):
    with pytest.raises(RuleBroken, match="not verified"):
        office.claimed(office.lodged(office.agency()), 100)


def test_a_claim_past_the_day_for_claims_is_refused(office):
    terms = Terms(Money(10_000, USD), Period(date(2019, 3, 1), date(2019, 3, 31)), date(2019, 4, 30))
    guarantee = office.verified(office.agency(), kind=InstrumentKind.BANK_GUARANTEE, terms=terms)
    draft = ClaimDraft(guarantee, Money(1, USD), "execution", (ShareDraft("W1", Money(1, USD)),), "not executed")
    with pytest.raises(RuleBroken, match="had to reach"):
        office.does("complaints", claims.propose, draft, on=date(2019, 5, 2))
    office.does("complaints", claims.propose, draft, on=date(2019, 4, 30))


def test_a_declined_claim_is_free_again_and_cannot_be_paid(office):
    guarantee = office.verified(office.agency())
    claim = office.claimed(guarantee, 300)
    office.does("director", claims.decline, claim, "the order was set aside")
    assert balances(office, guarantee) == (10_000_000, 0, 0)
    with pytest.raises(RuleBroken, match="not been approved"):
        office.pay(claim, 1, 300)


def test_a_proposer_takes_a_claim_back_before_its_decision_and_not_after(office):
    guarantee = office.verified(office.agency())
    claim = office.claimed(guarantee, 300)
    office.does("complaints", claims.drop, claim, "the agency paid")
    assert balances(office, guarantee) == (10_000_000, 0, 0)
    other = office.approved(guarantee, 200)
    with pytest.raises(NotPermitted):
        office.does("complaints", claims.drop, other, "the agency paid")
    office.pay(other, 1, 50)
    office.does("deputy", claims.drop, other, "the agency paid the rest")
    assert balances(office, guarantee) == (9_999_950, 0, 50)
    with pytest.raises(RuleBroken, match="Nothing of claim"):
        office.does("deputy", claims.drop, other, "again")


def test_without_an_authority_for_the_sum_a_claim_is_not_approved(office):
    guarantee = office.verified(office.agency())
    claim = office.claimed(guarantee, 300)
    with office.acting("admin") as (session, _actor):
        from registry_app.offices.models import Authority
        from registry_app.store import unit

        for held in session.query(Authority).filter_by(verb="guarantee:claim"):
            held.limits = {"amount_minor": 299, "currency": USD}
            unit.verb(session, "test:limited", held)
    with pytest.raises(NotPermitted, match="beyond its limits"):
        office.does("director", claims.approve, claim)


def test_an_unknown_share_or_claim_is_not_found(office):
    guarantee = office.verified(office.agency())
    claim = office.approved(guarantee, 300)
    with pytest.raises(NotFound):
        office.pay(claim, 2, 1)
    with pytest.raises(NotFound):
        office.read(claim_queries.get_claim, "K-1")
    with pytest.raises(NotFound):
        office.read(queries.get_guarantee, "G-1")


def test_the_state_is_that_of_the_day_and_of_what_was_known(office):
    terms = Terms(Money(10_000, USD), Period(date(2019, 3, 10), date(2019, 3, 31)))
    agency = office.agency()
    guarantee = office.verified(agency, kind=InstrumentKind.BANK_GUARANTEE, terms=terms)
    days = {
        MONDAY: "VERIFIED",
        date(2019, 3, 10): "IN_FORCE",
        date(2019, 3, 31): "IN_FORCE",
        date(2019, 4, 1): "EXPIRED",
    }
    assert {day: state(office, guarantee, day).name for day in days} == days
    before = office.read(queries.guarantee_card, guarantee, MONDAY).events[0].recorded_at
    rows = office.read(queries.list_guarantees, date(2019, 3, 10), agency, before)
    assert [row.state for row in rows] == [GuaranteeState.LODGED]


def test_a_rate_values_an_equivalent_only_when_it_is_adopted(office):
    guarantee = office.verified(office.agency(), terms=Terms(Money(300_000_000, "ETB"), Period(date(2019, 3, 1))))
    with pytest.raises(BadInput, match="no exchange rate"):
        office.does("finance", service.record_rate, service.RateFound("USD", "ETB", "about 28", MONDAY, "NBE"))
    rate = office.does("finance", service.record_rate, service.RateFound("USD", "ETB", "28.50", MONDAY, "NBE"))
    assert office.read(queries.guarantee_card, guarantee, MONDAY).row.valued_by == ""
    with pytest.raises(BadInput, match="cannot value"):
        office.does(
            "finance",
            service.value_by,
            guarantee,
            rate,
            instrument="Circular 3",
            effective_from=date(2019, 3, 3),
        )
    office.does("finance", service.value_by, guarantee, rate, instrument="Circular 3", effective_from=MONDAY)
    assert office.read(queries.guarantee_card, guarantee, MONDAY).row.valued_by == "28.5 ETB/USD, 2019-03-04, NBE"
