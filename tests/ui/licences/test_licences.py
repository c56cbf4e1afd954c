"""The licences' pages as officers use them: as of a day as known on a day, grounds, decisions by two persons."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from registry_app.core.paging import Filters, Sort
from registry_app.core.texts import bare
from registry_app.licensing.decisions import DecisionKind
from registry_app.licensing.licence_listing import LicenceListing
from registry_app.licensing.standing import get_status, list_licences
from registry_app.licensing.status import GroundKind, LicenceState
from registry_app.ui.labels import PlainLabel
from registry_app.ui.language import speak
from registry_app.ui.licences import actions as verbs
from registry_app.ui.licences.list_page import LicencesPage
from registry_app.ui.licences.page import LicencePage
from registry_app.ui.pages import Place
from tests.support.desk import put_on_desk

WHY = "Workers' wages were withheld."


def a_licence(context, state: LicenceState) -> uuid.UUID:
    with context.opened.reading() as session:
        return next(row.id for row in list_licences(session, context.today) if row.status.state is state)


def numbers(page: LicencesPage) -> list[str]:
    model = page.list.model
    return [model.row(place).number for place in range(model.rowCount()) if model.row(place) is not None]


@pytest.fixture
def listed(sit_down, qtbot):
    context = sit_down("licensing")
    page = LicencesPage(context)
    qtbot.addWidget(page)
    put_on_desk(page)
    with context.opened.reading() as session:
        count = len(list_licences(session, context.today))
    qtbot.waitUntil(lambda: len(numbers(page)) == count)
    return page


@pytest.fixture
def opened(qtbot):
    def at(context, subject: uuid.UUID | None) -> LicencePage:
        page = LicencePage(context)
        qtbot.addWidget(page)
        put_on_desk(page, Place("licence", subject))
        return page

    return at


@pytest.fixture
def valid(sit_down, opened, told):
    context = sit_down("licensing")
    told.listen(context)
    return opened(context, a_licence(context, LicenceState.IN_FORCE))


def press(page, spec) -> None:
    action = page.actions_by_code[spec.code]
    assert action.isEnabled(), action.statusTip()
    action.trigger()


def fill(page: LicencePage, **values: object) -> None:
    panel = page.panel_place.panel
    assert panel is not None
    for name, value in values.items():
        panel.form.field(name).set_value(value)
    panel.submit()


def propose(page: LicencePage, spec, **values: object) -> None:
    press(page, spec)
    fill(page, reasons=WHY, provisions="art. 42", **values)


def suspend(page: LicencePage, **values: object) -> None:
    propose(page, verbs.SUSPEND, acts_from="decision", without_notice="It admitted it.", **values)


# -- the list ----------------------------------------------------------------------------------------------------------


def test_the_list_shows_every_licence_as_it_is_today(listed):
    with listed.context.opened.reading() as session:
        expected = sorted(row.number for row in list_licences(session, listed.context.today))
    assert sorted(numbers(listed)) == expected
    QAbstractItemModelTester(listed.list.model, QAbstractItemModelTester.FailureReportingMode.Warning)


def test_what_was_not_known_on_a_day_is_not_in_the_list_of_that_day(listed, qtbot):
    with listed.context.opened.reading() as session:
        newest = max(row.status.valid_from for row in list_licences(session, listed.context.today))
    known = newest - timedelta(days=1)
    listed.bar.known.set_value(known)
    listed.bar.ask()
    with listed.context.opened.reading() as session:
        expected = sorted(row.number for row in list_licences(session, listed.context.today, known))
    qtbot.waitUntil(lambda: listed.list.model.rowCount() == len(expected))
    qtbot.waitUntil(lambda: sorted(numbers(listed)) == expected)
    assert expected
    assert "known" in listed.bar.strip.words.text()
    listed.bar.ask_today()
    qtbot.waitUntil(lambda: len(numbers(listed)) > len(expected))
    assert not listed.bar.strip.isVisible()


@pytest.mark.parametrize("typed", ["31 February 2019", "soon", "1 January 2031"])
def test_a_day_that_cannot_be_taken_is_said_and_the_list_stays(listed, typed):
    before = listed.listing.days
    listed.bar.known.entry.setText(typed)
    listed.bar.ask()
    assert listed.bar.known.error()
    assert listed.listing.days == before


def test_the_list_is_narrowed_to_a_status(listed, qtbot):
    listed.list.set_filters(Filters().adding("status", "suspended"))
    qtbot.waitUntil(lambda: listed.list.model.rowCount() == 1)


@pytest.mark.parametrize("by", ["number", "agency", "status", "valid_from", "valid_through"])
def test_each_order_gives_every_licence_once_and_backwards_the_other_way(sit_down, by):
    context = sit_down("licensing")
    listing = LicenceListing(context.today)
    with context.opened.reading() as session:
        there = listing.keys(session, Filters(), Sort(by))
        back = listing.keys(session, Filters(), Sort(by, descending=True))
        assert listing.count(session, Filters()).number == len(there) == len(set(there))
        assert [row.id for row in listing.rows(session, there)] == there
        assert listing.place_of(session, Filters(), Sort(by), there[3]) == 3
    assert back == there[::-1]


# -- the card ----------------------------------------------------------------------------------------------------------


def test_the_card_lists_the_grounds_the_gravest_first(sit_down, opened):
    context = sit_down("licensing")
    page = opened(context, a_licence(context, LicenceState.SUSPENDED))
    kinds = [ground.kind for ground in page.shown.card.grounds]
    assert kinds[0] is GroundKind.SUSPENSION
    assert GroundKind.GRANTED in kinds
    assert [ground.recorded_on is not None for ground in page.shown.card.grounds] == [True] * len(kinds)
    assert page.head.title.text() == page.shown.card.number


def test_the_card_is_shown_as_it_was_known_before_the_suspension(sit_down, opened):
    context = sit_down("licensing")
    page = opened(context, a_licence(context, LicenceState.SUSPENDED))
    suspension = page.shown.card.grounds[0]
    page.bar.known.set_value(suspension.recorded_on - timedelta(days=1))
    page.bar.ask()
    assert page.shown.card.status.state is LicenceState.IN_FORCE
    assert suspension.id not in [ground.id for ground in page.shown.card.grounds]
    press(page, verbs.CARD_TODAY)
    assert page.shown.card.status.state is LicenceState.SUSPENDED


def test_a_licence_is_suspended_by_two_persons(valid, sit_down, opened):
    last = valid.context.today + timedelta(days=60)
    suspend(valid, ends_on=last)
    assert valid.shown.card.waiting is not None
    assert valid.shown.card.status.in_force, "nothing changes before the second person"
    assert "four eyes" in valid.actions_by_code[verbs.APPROVE.code].statusTip()
    assert "second person" in valid.actions_by_code[verbs.REVOKE.code].statusTip()
    director = sit_down("director")
    page = opened(director, valid.shown.card.id)
    press(page, verbs.APPROVE)
    assert "Lemma Licensing" in bare(director.prompts.asked[-1])
    assert page.shown.card.status.state is LicenceState.SUSPENDED
    assert page.shown.card.grounds[0].last_on == last
    valid.refresh()
    assert valid.shown.card.status.state is LicenceState.SUSPENDED


def test_a_second_person_declines_and_the_licence_stays_as_it_is(valid, sit_down, opened):
    suspend(valid)
    page = opened(sit_down("director"), valid.shown.card.id)
    press(page, verbs.DECLINE)
    fill(page, reason="A warning is enough.")
    assert page.shown.card.waiting is None
    assert page.shown.card.status.in_force


def test_a_suspension_that_would_end_before_it_starts_is_refused_in_its_form(valid):
    press(valid, verbs.SUSPEND)
    fill(
        valid,
        reasons=WHY,
        provisions="art. 42",
        acts_from="stated_day",
        acts_on=valid.context.today + timedelta(days=30),
        ends_on=valid.context.today + timedelta(days=3),
        without_notice="It admitted it.",
    )
    assert valid.panel_place.panel.form.summary.isVisible()
    assert valid.shown.card.waiting is None


def test_without_notice_or_a_reason_for_none_a_suspension_is_refused(valid):
    propose(valid, verbs.SUSPEND, acts_from="decision")
    assert valid.panel_place.panel.form.summary.isVisible()


def test_nothing_can_be_lifted_or_stayed_where_nothing_is_suspended(valid):
    for spec in (verbs.LIFT, verbs.STAY):
        assert "No suspension" in valid.actions_by_code[spec.code].statusTip()


@pytest.mark.parametrize(
    ("spec", "kind"), [(verbs.REVOKE, DecisionKind.REVOKE), (verbs.SURRENDER, DecisionKind.SURRENDER)]
)
def test_each_decision_without_a_target_is_proposed(valid, spec, kind):
    press(valid, spec)
    fields = valid.panel_place.panel.form.fields()
    values = {"acts_from": "decision", "without_notice": "It admitted it."}
    fill(valid, reasons=WHY, provisions="art. 43", **{name: each for name, each in values.items() if name in fields})
    assert valid.shown.card.waiting.kind is kind


@pytest.mark.parametrize(("spec", "kind"), [(verbs.LIFT, DecisionKind.LIFT), (verbs.STAY, DecisionKind.STAY)])
def test_a_suspension_is_lifted_or_stayed_by_its_ground(sit_down, opened, spec, kind):
    context = sit_down("licensing")
    page = opened(context, a_licence(context, LicenceState.SUSPENDED))
    propose(page, spec, acts_from="decision", ends_on=context.today + timedelta(days=1))
    assert page.shown.card.waiting.kind is kind
    approved = opened(sit_down("director"), page.shown.card.id)
    press(approved, verbs.APPROVE)
    if kind is DecisionKind.LIFT:
        with context.opened.reading() as session:
            assert get_status(session, page.shown.card.id, context.today + timedelta(days=2)).in_force
    else:
        assert approved.shown.card.status.in_force
        assert any(ground.stayed for ground in approved.shown.card.grounds)


def test_a_decision_is_set_aside_and_its_ground_stays_in_sight(sit_down, opened):
    context = sit_down("licensing")
    page = opened(context, a_licence(context, LicenceState.SUSPENDED))
    suspension = page.shown.card.grounds[0]
    propose(page, verbs.SET_ASIDE, decision=suspension.decision_id.hex)
    approved = opened(sit_down("director"), page.shown.card.id)
    press(approved, verbs.APPROVE)
    assert approved.shown.card.status.in_force
    again = next(ground for ground in approved.shown.card.grounds if ground.id == suspension.id)
    assert again.set_aside_on == context.today


def test_what_is_intended_is_announced_from_the_card(valid):
    press(valid, verbs.ANNOUNCE)
    fill(valid, provisions="art. 42", grounds=WHY, intended="revoke")
    assert [notice.intended for notice in valid.shown.card.notices] == ["revoke"]
    assert valid.sections.notices.isVisibleTo(valid)


def test_from_the_card_one_goes_to_renewal_certificate_and_agency(valid, told):
    card = valid.shown.card
    for spec in (verbs.RENEW, verbs.PRINT, verbs.GO_AGENCY):
        press(valid, spec)
    assert told.places == [
        Place("new_application", card.id, "renewal"),
        Place("certificates", card.id, "licence"),
        Place("agency", card.agency_id),
    ]


def test_a_clerk_reads_the_card_but_proposes_nothing(sit_down, opened):
    context = sit_down("clerk")
    page = opened(context, a_licence(context, LicenceState.IN_FORCE))
    for spec in (verbs.SUSPEND, verbs.REVOKE, verbs.SET_ASIDE, verbs.APPROVE):
        action = page.actions_by_code[spec.code]
        assert not action.isEnabled()
        assert action.statusTip()
    assert page.actions_by_code[verbs.RENEW.code].isEnabled()


def test_without_a_licence_the_page_says_what_to_do(sit_down, opened):
    assert opened(sit_down("licensing"), None).nothing.isVisible()


def test_a_licence_that_is_not_there_is_refused_in_words(sit_down, opened, told):
    context = sit_down("licensing")
    told.listen(context)
    opened(context, uuid.UUID(int=7))
    assert [bare(each) for each in told.refusals] == ["There is no such licence. Look at the list of licences."]


def test_in_arabic_days_stand_apart_inside_a_ground(sit_down, opened, qapp):
    speak(qapp, "ar")
    try:
        context = sit_down("licensing")
        page = opened(context, a_licence(context, LicenceState.SUSPENDED))
        assert page.layoutDirection() is Qt.LayoutDirection.RightToLeft
        said = page.sections.grounds.findChildren(PlainLabel)
        assert any(label.text().count("\u2068") >= 2 for label in said), [label.text() for label in said]
        assert page.minimumSizeHint().width() <= 1170
    finally:
        speak(qapp, "en")
