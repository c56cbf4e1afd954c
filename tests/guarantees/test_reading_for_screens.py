"""What the screens read of guarantees: the list, the coverage picture, what can be done now, the last hop."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotPermitted, RuleBroken
from registry_app.core.money import Money
from registry_app.core.paging import START, Filters, Sort
from registry_app.guarantees import claim_queries, claims, hops, queries, service
from registry_app.guarantees.coverage import read_coverage
from registry_app.guarantees.listing import GuaranteeListing
from registry_app.guarantees.next_steps import ClaimStep, Step
from registry_app.guarantees.record import read_record
from registry_app.guarantees.rules import InstrumentKind, Terms
from tests.support.redress import MONDAY, USD, Office

BANK = {"kind": InstrumentKind.BANK_GUARANTEE}


def ending(last: date, renews: bool = False) -> Terms:
    return Terms(Money(10_000, USD), Period(date(2019, 3, 1), last), None, renews)


def record(office: Office, guarantee, login="finance"):
    with office.acting(login) as (session, actor):
        return read_record(session, actor, guarantee, MONDAY)


def numbers(office: Office, *chosen: tuple[str, str], text: str = "", sort: Sort | None = None) -> list[str]:
    listing = GuaranteeListing(MONDAY)
    filters = Filters(text, chosen)
    rows = office.read(listing.page, filters, sort or Sort("number"), START, 100)
    assert office.read(listing.count, filters).number == len(rows)
    return [row.number for row in rows]


def number(office: Office, guarantee) -> str:
    return office.read(queries.guarantee_card, guarantee, MONDAY).row.number


def test_the_list_has_every_guarantee_with_the_state_of_its_card(office_on_both):
    office = office_on_both
    verified = office.verified(office.agency())
    lodged = office.lodged(office.agency("Other"), reference="BA 2")
    assert numbers(office) == [number(office, verified), number(office, lodged)]
    assert numbers(office, ("state", "in force")) == [number(office, verified)]
    assert numbers(office, ("state", "lodged")) == [number(office, lodged)]
    assert numbers(office, text="ba 2") == [number(office, lodged)]
    assert numbers(office, sort=Sort("state", descending=True)) == [number(office, verified), number(office, lodged)]
    key = lodged
    assert office.read(GuaranteeListing(MONDAY).place_of, Filters(), Sort("number"), key) == 1


def test_what_ends_soon_is_found_and_what_renews_itself_does_not_end(office):
    agency = office.agency()
    soon = office.lodged(agency, terms=ending(date(2019, 4, 3)), reference="1", **BANK)
    later = office.lodged(agency, terms=ending(date(2019, 4, 4)), reference="2", **BANK)
    office.lodged(agency, terms=ending(date(2019, 3, 20), renews=True), reference="3", **BANK)
    office.lodged(agency, terms=ending(date(2019, 3, 3)), reference="4", **BANK)
    office.lodged(agency, reference="5")
    assert numbers(office, ("ends", "30")) == [number(office, soon)]
    assert numbers(office, ("ends", "30"), ("ends", "60")) == [number(office, soon), number(office, later)]


def test_without_an_end_comes_last_in_either_direction(office):
    agency = office.agency()
    endless = number(office, office.lodged(agency, reference="5"))
    soon = number(office, office.lodged(agency, terms=ending(date(2019, 4, 3)), reference="1", **BANK))
    later = number(office, office.lodged(agency, terms=ending(date(2019, 5, 3)), reference="2", **BANK))
    assert numbers(office, sort=Sort("through")) == [soon, later, endless]
    assert numbers(office, sort=Sort("through", descending=True)) == [later, soon, endless]


def test_the_picture_parts_what_counts_from_what_is_reserved_paid_and_idle(office):
    agency = office.agency()
    guarantee = office.verified(agency)
    office.lodged(agency, reference="not asked yet", terms=Terms(Money(700, USD), Period(date(2019, 3, 1))))
    claim = office.approved(guarantee, 300, 200)
    office.pay(claim, 1, 300)
    cover = office.read(read_coverage, agency, MONDAY)
    (leaf,) = cover.leaves
    assert leaf.required == Money(10_000_000, USD)
    assert (leaf.counts.minor, leaf.reserved.minor, leaf.paid_out.minor, leaf.idle.minor) == (9_999_500, 200, 300, 700)
    assert cover.source == "art. 60(1)"
    assert [bool(each.reason) for each in cover.brought] == [True, True]
    assert "reserved" in cover.brought[0].reason


def test_an_equivalent_is_in_the_picture_once_a_rate_was_adopted(office):
    agency = office.agency()
    guarantee = office.verified(agency, terms=Terms(Money(290_000_000, "ETB"), Period(date(2019, 3, 1))))
    (leaf,) = office.read(read_coverage, agency, MONDAY).leaves
    assert (leaf.counts.minor, leaf.untold) == (0, True)
    assert Step.VALUE in record(office, guarantee).blocked
    rate = office.does("finance", service.record_rate, service.RateFound("USD", "ETB", "29", MONDAY, "bank"))
    assert Step.VALUE not in record(office, guarantee).blocked
    office.does("finance", service.value_by, guarantee, rate, instrument="note 1", effective_from=MONDAY)
    (leaf,) = office.read(read_coverage, agency, MONDAY).leaves
    assert (leaf.counts.minor, leaf.untold) == (int(Fraction(290_000_000, 29)), False)
    assert [each.instrument for each in record(office, guarantee).valued] == ["note 1"]


def test_of_a_guarantee_it_is_said_who_cannot_verify_and_why_nothing_can_be_claimed(office):
    guarantee = office.lodged(office.agency())
    assert Step.VERIFY not in record(office, guarantee).blocked
    assert "lodged" in record(office, guarantee, "clerk").blocked[Step.VERIFY]
    assert "not verified" in record(office, guarantee).blocked[Step.CLAIM]


def test_of_a_claim_it_is_said_who_decides_who_drops_and_who_pays(office):
    guarantee = office.verified(office.agency())
    claim = office.claimed(guarantee, 300)
    own = record(office, guarantee, "complaints").blocked_claims[claim]
    assert ClaimStep.APPROVE in own
    assert ClaimStep.DECLINE in own
    assert ClaimStep.DROP not in own
    director = record(office, guarantee, "director").blocked_claims[claim]
    assert ClaimStep.APPROVE not in director
    assert ClaimStep.DROP in director
    assert ClaimStep.PAY in director
    assert "authority" in record(office, guarantee, "finance").blocked_claims[claim][ClaimStep.APPROVE]
    office.does("director", claims.approve, claim)
    assert "third person" in record(office, guarantee, "director").blocked_claims[claim][ClaimStep.PAY]
    assert ClaimStep.PAY not in record(office, guarantee, "finance").blocked_claims[claim]
    office.pay(claim, 1, 300)
    assert ClaimStep.ARRIVED not in record(office, guarantee, "finance").blocked_claims[claim]


def test_money_reaches_a_worker_once_and_not_before_it_left(office_on_both):
    office = office_on_both
    guarantee = office.verified(office.agency())
    claim = office.approved(guarantee, 300)
    office.pay(claim, 1, 300)
    (payout,) = office.read(claim_queries.claim_row, claim).shares[0].payouts
    for wrong in (date(2019, 3, 3), date(2019, 3, 5)):
        with pytest.raises(BadInput, match="cannot have reached"):
            office.does("finance", hops.pass_on, hops.Passed(payout.entry_id, wrong, "receipt 1"))
    with pytest.raises(NotPermitted):
        office.does("clerk", hops.pass_on, hops.Passed(payout.entry_id, MONDAY, "receipt 1"))
    office.does("finance", hops.pass_on, hops.Passed(payout.entry_id, MONDAY, "receipt 1"))
    (payout,) = office.read(claim_queries.claim_row, claim).shares[0].payouts
    assert [hop.hop for hop in payout.hops] == [claims.TO_SUSPENSE, claims.TO_WORKER]
    with pytest.raises(RuleBroken, match="already"):
        office.does("finance", hops.pass_on, hops.Passed(payout.entry_id, MONDAY, "receipt 2"))


def test_everything_of_a_guarantee_is_read_in_as_many_statements_however_many_claims_there_are(office):
    guarantee = office.verified(office.agency())
    office.pay(office.approved(guarantee, 300, 200), 1, 300)
    few = statements(office, guarantee)
    for _each in range(4):
        office.pay(office.approved(guarantee, 300, 200), 1, 300)
    assert statements(office, guarantee) == few


def statements(office: Office, guarantee) -> int:
    from sqlalchemy import event

    with office.acting("finance") as (session, actor):
        counted = []
        engine = session.get_bind()

        def count(*_args):
            counted.append(1)

        event.listen(engine, "before_cursor_execute", count)
        try:
            session.expire_all()
            read_record(session, actor, guarantee, MONDAY)
        finally:
            event.remove(engine, "before_cursor_execute", count)
        return len(counted)
