"""The day of service: proven or not at all; days that cannot be are refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import BadInput
from registry_app.correspondence.rules import (
    Attempt,
    AttemptOutcome,
    Mode,
    NotServed,
    Served,
    ServiceLaw,
    deemed_day,
    refuse_impossible_days,
    service_day,
)
from registry_app.rulebook.values import Item, OnHoliday, Term, Unit

MONDAY = date(2019, 3, 4)
CALENDAR = WorkCalendar()
SILENT = ServiceLaw()


def attempt(days=0, mode=Mode.HAND, outcome=AttemptOutcome.SERVED, proven=True, set_aside=False):
    return Attempt(MONDAY + timedelta(days=days), mode, outcome, proven, set_aside)


def days(count):
    return Term(count, Unit.DAY, "act", counts_day_of_event=False, last_day_on_holiday=OnHoliday.STAYS)


REFUSAL = ServiceLaw(deemed=(Item("refused", "Refusal counts as service", "art. 9(2)"),))
BOARD = ServiceLaw(deemed=(Item("notice_board", "Ten days on the board", "art. 9(4)", term=days(10)),))


def test_the_first_receipt_with_proof_counts():
    found = service_day([attempt(5), attempt(2), attempt(0, proven=False)], SILENT)
    assert found == Served(MONDAY + timedelta(days=2), Mode.HAND, deemed=False)


def test_without_proof_nothing_is_served():
    found = service_day([attempt(proven=False)], SILENT)
    assert isinstance(found, NotServed)
    assert "no proof" in found.reason


def test_nothing_tried_is_not_served():
    assert isinstance(service_day([], SILENT), NotServed)


def test_an_attempt_set_aside_proves_nothing():
    assert isinstance(service_day([attempt(set_aside=True)], SILENT), NotServed)


@pytest.mark.parametrize("outcome", [each for each in AttemptOutcome if each is not AttemptOutcome.SERVED])
def test_only_receipt_is_receipt(outcome):
    assert isinstance(service_day([attempt(outcome=outcome)], SILENT), NotServed)


@pytest.mark.parametrize("mode", [Mode.NOTICE_BOARD, Mode.NEWSPAPER, Mode.PHONE])
def test_a_board_a_newspaper_and_a_call_are_no_receipt(mode):
    assert isinstance(service_day([attempt(mode=mode)], SILENT), NotServed)


def test_where_the_law_names_modes_another_one_does_not_count():
    law = ServiceLaw(modes=frozenset({"registered_post"}))
    assert isinstance(service_day([attempt(mode=Mode.E_MAIL)], law), NotServed)
    assert isinstance(service_day([attempt(mode=Mode.E_MAIL), attempt(3, Mode.REGISTERED_POST)], law), Served)


def test_while_the_law_is_silent_nothing_is_deemed_served():
    found = deemed_day([attempt(outcome=AttemptOutcome.REFUSED)], SILENT, CALENDAR, MONDAY)
    assert isinstance(found, NotServed)


def test_refusal_counts_only_where_a_rule_says_so_and_with_proof():
    refused = attempt(outcome=AttemptOutcome.REFUSED)
    assert deemed_day([refused], REFUSAL, CALENDAR, MONDAY) == Served(MONDAY, Mode.HAND, True, "art. 9(2)")
    assert isinstance(deemed_day([refused], BOARD, CALENDAR, MONDAY), NotServed)
    unproven = deemed_day([attempt(outcome=AttemptOutcome.REFUSED, proven=False)], REFUSAL, CALENDAR, MONDAY)
    assert isinstance(unproven, NotServed)
    assert "no proof" in unproven.reason


def test_a_rule_with_a_term_counts_when_it_has_passed():
    posted = attempt(mode=Mode.NOTICE_BOARD, outcome=AttemptOutcome.POSTED_UP)
    early = deemed_day([posted], BOARD, CALENDAR, MONDAY + timedelta(days=9))
    assert isinstance(early, NotServed)
    assert "14 Mar 2019" in early.reason
    found = deemed_day([posted], BOARD, CALENDAR, MONDAY + timedelta(days=10))
    assert found == Served(date(2019, 3, 14), Mode.NOTICE_BOARD, True, "art. 9(4)")


def test_a_term_that_cannot_be_counted_deems_nothing():
    law = ServiceLaw(deemed=(Item("refused", "After a month", "art. 9", term=Term(1, Unit.MONTH, "act")),))
    found = deemed_day([attempt(outcome=AttemptOutcome.REFUSED)], law, CALENDAR, MONDAY + timedelta(days=90))
    assert isinstance(found, NotServed)


ATTEMPTS = st.lists(
    st.builds(
        attempt,
        st.integers(0, 60),
        st.sampled_from(Mode),
        st.sampled_from(AttemptOutcome),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
)


@given(ATTEMPTS, st.randoms(use_true_random=False))
def test_service_never_depends_on_the_order_of_entry_and_always_has_a_proof(attempts, random):
    shuffled = list(attempts)
    random.shuffle(shuffled)
    found = service_day(attempts, SILENT)
    again = service_day(shuffled, SILENT)
    assert type(found) is type(again)
    if isinstance(found, Served):
        assert isinstance(again, Served)
        assert found.day == again.day
        assert any(each.proven and not each.set_aside and each.on == found.day for each in attempts)


@given(ATTEMPTS)
def test_another_attempt_never_makes_a_service_later(attempts):
    found = service_day(attempts, SILENT)
    more = service_day([*attempts, attempt(30)], SILENT)
    assert isinstance(more, Served)
    if isinstance(found, Served):
        assert more.day <= found.day


def test_days_out_of_order_and_in_the_future_are_refused():
    with pytest.raises(BadInput, match="lies before"):
        refuse_impossible_days((("Done", MONDAY), ("Unknown", None), ("Posted", date(2019, 3, 1))), MONDAY)
    with pytest.raises(BadInput, match="future"):
        refuse_impossible_days((("Done", date(2019, 3, 5)),), MONDAY)
    refuse_impossible_days((("Done", MONDAY), ("Posted", MONDAY)), MONDAY)
