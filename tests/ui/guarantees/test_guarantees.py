"""The guarantees' pages as officers use them: find, lodge, verify, claim, decide, pay, and what each may not do."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from registry_app.complaints.claimable import claimable, list_against
from registry_app.core.money import Money
from registry_app.core.paging import Filters
from registry_app.core.texts import bare
from registry_app.guarantees import claim_queries, claims, queries
from registry_app.guarantees.drafts import ClaimDraft, PayOut, ShareDraft
from registry_app.guarantees.figures import list_short
from registry_app.guarantees.rules import GuaranteeState
from registry_app.ui.forms.choices import Choice
from registry_app.ui.guarantees.list_page import GuaranteesPage
from registry_app.ui.guarantees.new_page import NewGuaranteePage
from registry_app.ui.guarantees.page import GuaranteePage
from registry_app.ui.pages import Place
from tests.support.desk import put_on_desk


def shown(qtbot, page, place: Place | None = None):
    qtbot.addWidget(page)
    put_on_desk(page, place)
    return page


def rows(context, on=None):
    with context.opened.reading() as session:
        return queries.list_guarantees(session, on or context.today)


def one_in(context, state: GuaranteeState) -> queries.GuaranteeRow:
    return next(row for row in rows(context) if row.state is state)


def untouched(context) -> queries.GuaranteeRow:
    """One in force that nobody has claimed from."""
    return next(row for row in rows(context) if row.state is GuaranteeState.IN_FORCE and row.free == row.amount)


def claimed(context) -> queries.GuaranteeRow:
    return next(row for row in rows(context) if row.paid_out.minor)


def opened_page(qtbot, context, guarantee: uuid.UUID) -> GuaranteePage:
    page = shown(qtbot, GuaranteePage(context), Place("guarantee", guarantee))
    QGuiApplication.processEvents()  # what was laid out is shown
    return page


def texts_in(widget: QWidget) -> list[str]:
    return [bare(each.text()) for each in widget.findChildren(QLabel)]


def opened_list(qtbot, context, part: str = "") -> GuaranteesPage:
    return shown(qtbot, GuaranteesPage(context), Place("guarantees", None, part))


def comes_to(qtbot, page: GuaranteesPage, count: int) -> None:
    """The list is read beside the screen."""
    qtbot.waitUntil(lambda: page.list.model.rowCount() == count)


def a_claim(context, row, minor: int = 300) -> uuid.UUID:
    """One that the officer of this desk proposes, for a worker of no complaint."""
    share = Money(minor, row.amount.currency)
    draft = ClaimDraft(row.id, share, "execution", (ShareDraft("W1", share),), "not executed")
    with context.opened.transaction("test") as (session, actor):
        return claims.propose(session, actor, draft)


def claim_of(context, claim: uuid.UUID) -> claim_queries.ClaimRow:
    with context.opened.reading() as session:
        return claim_queries.claim_row(session, claim)


def scan(tmp_path: Path) -> Path:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.4\n% a page\n")
    return file


def fill(page: GuaranteePage, **values: object) -> None:
    """Fill in the form that is open and press its button."""
    panel = page.panel_place.panel
    assert panel is not None
    for name, value in values.items():
        panel.form.field(name).set_value(value)
    panel.do_button.click()


def faults(page: GuaranteePage) -> dict[str, str]:
    panel = page.panel_place.panel
    assert panel is not None, "nothing typed is lost"
    return {name: bare(field.error()) for name, field in panel.form.fields().items() if field.error()}


# -- the list ----------------------------------------------------------------------------------------------------------


def test_the_list_counts_rightly_and_opens_a_guarantee(sit_down, qtbot, told):
    context = sit_down("finance")
    told.listen(context)
    page = opened_list(qtbot, context)
    comes_to(qtbot, page, len(rows(context)))
    key = page.list.model.key(0)
    page.list.opened.emit(key)
    assert told.places == [Place("guarantee", key)]


def test_the_list_is_narrowed_by_state_by_its_end_and_by_words_of_the_agency(sit_down, qtbot):
    context = sit_down("finance")
    page = opened_list(qtbot, context, "state=denied")
    denied = sum(row.state is GuaranteeState.DENIED for row in rows(context))
    assert denied
    comes_to(qtbot, page, denied)
    soon = [row for row in rows(context) if row.valid_through is not None
            and context.today <= row.valid_through <= context.today + timedelta(days=60)]  # fmt: skip
    page.list.set_filters(Filters().adding("ends", "60"))
    comes_to(qtbot, page, len(soon))
    agency = rows(context)[0].agency
    page.list.set_filters(Filters(agency))
    comes_to(qtbot, page, sum(row.agency == agency for row in rows(context)))


def test_agencies_that_are_short_are_a_filter(sit_down, qtbot):
    context = sit_down("finance")
    with context.opened.reading() as session:
        short = {each.agency_id for each in list_short(session, context.today) or ()}
    assert short
    page = opened_list(qtbot, context, "cover=short")
    comes_to(qtbot, page, sum(row.agency_id in short for row in rows(context)))


# -- lodging -----------------------------------------------------------------------------------------------------------


def lodge(page: NewGuaranteePage, context, tmp_path, **values: object) -> None:
    row = rows(context)[0]
    today = context.today
    page.form.set_values(
        {"agency": Choice(row.agency_id.hex, row.agency), "kind": "bank_guarantee", "issuer": "Union Bank",
         "reference": "BG 77", "amount": Money(5_000_000, "USD"), "issued_on": today,
         "valid_through": today + timedelta(days=365), "holder": "the Ministry", "original_held": "safe 2",
         "file": scan(tmp_path), **values}
    )  # fmt: skip
    page.save.trigger()


def test_a_guarantee_is_lodged_with_its_paper_and_opens(sit_down, qtbot, told, tmp_path):
    context = sit_down("clerk")
    told.listen(context)
    page = shown(qtbot, NewGuaranteePage(context))
    lodge(page, context, tmp_path)
    assert [place.page for place in told.places] == ["guarantee"], told.refusals or told.faults
    card = opened_page(qtbot, context, told.places[0].subject)
    assert card.shown.card.row.state is GuaranteeState.LODGED
    assert [paper.title for paper in card.shown.papers] == ["scan.pdf"]
    assert not page.form.dirty


def test_a_promise_without_its_last_day_is_refused_beside_the_field(sit_down, qtbot, told, tmp_path):
    context = sit_down("clerk")
    told.listen(context)
    page = shown(qtbot, NewGuaranteePage(context))
    lodge(page, context, tmp_path, valid_through=None)
    assert told.places == []
    assert "ends on a day" in page.form.field("valid_through").error()


def test_a_paper_that_stands_already_is_refused_and_nothing_typed_is_lost(sit_down, qtbot, told, tmp_path):
    context = sit_down("clerk")
    told.listen(context)
    known = rows(context)[0]
    page = shown(qtbot, NewGuaranteePage(context))
    lodge(page, context, tmp_path, kind=known.kind.value, issuer=known.issuer, reference=known.reference)
    assert told.places == []
    assert page.form.values()["reference"] == known.reference
    assert len(rows(context)) == len(rows(sit_down("finance")))


def test_the_agency_named_by_the_place_is_filled_in_with_its_licences(sit_down, qtbot):
    context = sit_down("clerk")
    row = rows(context)[0]
    page = shown(qtbot, NewGuaranteePage(context), Place("new_guarantee", row.agency_id))
    assert page.form.values()["agency"] == row.agency_id.hex
    assert page.form.field("licence").entry.count() > 1


# -- the issuer's answer -----------------------------------------------------------------------------------------------


def test_the_issuers_answer_with_its_file_makes_it_count(sit_down, qtbot, told, tmp_path):
    context = sit_down("finance")
    told.listen(context)
    page = opened_page(qtbot, context, one_in(context, GuaranteeState.LODGED).id)
    assert page.buttons["guarantee:verify"].isVisibleTo(page)
    page.actions_by_code["guarantee:verify"].trigger()
    fill(page, answer="confirmed", answered_by="the manager", channel="letter to the head office", file=scan(tmp_path))
    assert page.panel_place.panel is None, faults(page)
    assert page.shown.card.row.state is GuaranteeState.IN_FORCE
    assert page.shown.replies[-1].channel == "letter to the head office"
    assert "The issuer confirms it" in [event.words for event in page.timeline.events]
    assert not page.buttons["guarantee:verify"].isVisibleTo(page)


def test_without_the_answer_as_a_file_nothing_is_recorded(sit_down, qtbot):
    context = sit_down("finance")
    row = one_in(context, GuaranteeState.LODGED)
    page = opened_page(qtbot, context, row.id)
    page.verbs.verify()
    fill(page, answer="confirmed", answered_by="the manager", channel="letter")
    assert list(faults(page)) == ["file"]
    assert one_in(context, GuaranteeState.LODGED).id == row.id


def test_who_may_not_verify_reads_why(sit_down, qtbot):
    context = sit_down("auditor")
    page = opened_page(qtbot, context, one_in(context, GuaranteeState.LODGED).id)
    action = page.actions_by_code["guarantee:verify"]
    assert not action.isEnabled()
    assert "roles" in action.statusTip()


# -- claims ------------------------------------------------------------------------------------------------------------


def test_a_complaint_brings_its_workers_and_a_claim_goes_from_three_desks_to_the_bank(sit_down, qtbot, told, tmp_path):
    officer = sit_down("complaints")
    told.listen(officer)
    row = claimed(officer)
    page = opened_page(qtbot, officer, row.id)
    page.actions_by_code["guarantee:claim"].trigger()
    with officer.opened.reading() as session:
        complaint, number, _day = list_against(session, row.agency_id)[0]
        workers = [worker.pseudonym for worker in claimable(session, complaint, officer.today).workers]
    form = page.panel_place.panel.form
    form.field("complaint").pick(Choice(complaint.hex, number))
    assert [each["worker"] for each in form.field("shares").typed()] == workers
    fill(page, ground="execution", reason="the order was not executed",
         shares=[{"worker": workers[0], "amount": Money(12_300, "USD")}])  # fmt: skip
    assert page.panel_place.panel is None, faults(page)
    claim = page.shown.claims[0]
    assert (claim.amount, claim.matter) == (Money(12_300, "USD"), number)
    assert page.shown.card.row.reserved == Money(12_300, "USD")

    director = opened_page(qtbot, sit_down("director"), row.id)
    assert director.buttons["claim:approve"].isVisibleTo(director)
    director.actions_by_code["claim:approve"].trigger()
    assert any(workers[0] in text for text in texts_in(director.panel_place.panel))
    fill(director)
    assert director.shown.claims[0].approved

    payer = opened_page(qtbot, sit_down("finance"), row.id)
    payer.actions_by_code["guarantee:pay"].trigger()
    assert payer.panel_place.panel.form.values()["amount"] == Money(12_300, "USD"), "what is left is offered"
    fill(payer, reference="TT 1", file=scan(tmp_path))
    assert payer.panel_place.panel is None, faults(payer)
    assert payer.shown.claims[0].shares[0].left == Money(0, "USD")
    arrived = payer.actions_by_code["guarantee:arrived"]
    assert not arrived.isEnabled()
    assert "complaint" in arrived.statusTip(), "a worker's own word is recorded there"


def test_shares_that_do_not_fit_are_refused_beside_the_field(sit_down, qtbot):
    context = sit_down("complaints")
    row = untouched(context)
    page = opened_page(qtbot, context, row.id)
    page.verbs.claim()
    more = Money(row.free.minor + 1, row.free.currency)
    fill(page, ground="execution", reason="why not", shares=[{"worker": "W1", "amount": more}])
    assert "only" in faults(page)["shares"]
    twice = [{"worker": "W1", "amount": Money(1, row.free.currency)}] * 2
    fill(page, shares=twice)
    assert "twice" in faults(page)["shares"]
    fill(page, shares=[{"worker": "W1", "amount": None}])
    assert "sum" in faults(page)["shares"]
    assert page.shown.claims == ()


def test_a_stranger_to_the_complaint_gets_no_share_of_its_claim(sit_down, qtbot):
    context = sit_down("complaints")
    row = claimed(context)
    page = opened_page(qtbot, context, row.id)
    page.verbs.claim()
    with context.opened.reading() as session:
        complaint, number, _day = list_against(session, row.agency_id)[0]
    page.panel_place.panel.form.field("complaint").pick(Choice(complaint.hex, number))
    fill(page, ground="execution", reason="why", shares=[{"worker": "W9", "amount": Money(100, "USD")}])
    assert "no worker of this complaint" in faults(page)["shares"]


def test_the_proposer_sees_why_a_second_person_decides_and_can_take_it_back(sit_down, qtbot):
    context = sit_down("complaints")
    row = untouched(context)
    claim = a_claim(context, row)
    page = opened_page(qtbot, context, row.id)
    block = next(each for each in page.blocks if each.claim.id == claim)
    assert not block.buttons["claim:approve"].isEnabled()
    block.buttons["claim:drop"].click()
    fill(page, reason="the agency paid")
    assert page.shown.card.row.reserved == Money(0, row.amount.currency)
    assert page.blocks[0].buttons == {}


def test_a_decline_needs_its_reason_and_frees_the_sum(sit_down, qtbot):
    row = untouched(sit_down("complaints"))
    claim = a_claim(sit_down("complaints"), row)
    context = sit_down("director")
    page = opened_page(qtbot, context, row.id)
    page.actions_by_code["claim:decline"].trigger()
    fill(page)
    assert list(faults(page)) == ["reason"]
    fill(page, reason="the order was set aside")
    assert claim_of(context, claim).approved is False
    assert page.shown.card.row.free == row.free


def test_who_approved_does_not_pay_and_more_than_a_share_is_refused(sit_down, qtbot):
    row = untouched(sit_down("complaints"))
    claim = a_claim(sit_down("complaints"), row)
    with sit_down("director").opened.transaction("test") as (session, actor):
        claims.approve(session, actor, claim)
    page = opened_page(qtbot, sit_down("finance"), row.id)
    page.actions_by_code["guarantee:pay"].trigger()
    fill(page, amount=Money(301, row.amount.currency), reference="TT 2")
    panel = page.panel_place.panel
    assert panel is not None
    assert panel.form.summary.isVisibleTo(panel)
    assert claim_of(page.context, claim).still_open.minor == 300


def test_a_receipt_ends_a_pay_out_on_a_claim_without_a_complaint(sit_down, qtbot, told):
    row = untouched(sit_down("complaints"))
    claim = a_claim(sit_down("complaints"), row)
    with sit_down("director").opened.transaction("test") as (session, actor):
        claims.approve(session, actor, claim)
    context = sit_down("finance")
    with context.opened.transaction("test") as (session, actor):
        claims.pay_out(session, actor, PayOut(claim, 1, Money(300, row.amount.currency), actor.today, "TT 3"))
    page = opened_page(qtbot, context, row.id)
    told.listen(context)
    page.actions_by_code["guarantee:arrived"].trigger()
    fill(page, reference="receipt 7")
    assert page.panel_place.panel is None, faults(page)
    assert [hop.reference for hop in page.shown.claims[0].shares[0].payouts[0].hops] == ["TT 3", "receipt 7"]
    assert len(told.toasts) == 1


# -- rates, ledger, links ----------------------------------------------------------------------------------------------


def test_a_rate_is_recorded_and_adopted_by_an_instrument(sit_down, qtbot):
    context = sit_down("finance")
    row = next(each for each in rows(context) if each.amount.currency == "ETB")
    page = opened_page(qtbot, context, row.id)
    before = len(page.shown.rates)
    page.verbs.record_rate()
    assert page.panel_place.panel.form.values()["quote"] == "ETB"
    fill(page, rate="many", source="the bank")
    assert page.panel_place.panel is not None, "that is no rate"
    fill(page, rate="28.9")
    assert len(page.shown.rates) == before + 1
    page.actions_by_code["guarantee:value"].trigger()
    fill(page, rate=page.shown.rates[0].id.hex, instrument="note 2")
    assert page.panel_place.panel is None, faults(page)
    assert page.shown.valued[-1].instrument == "note 2"
    assert "28.9" in page.shown.card.row.valued_by


def test_the_ledger_is_copied_whole_or_as_it_is_marked(sit_down, qtbot):
    context = sit_down("finance")
    page = opened_page(qtbot, context, claimed(context).id)
    page.actions_by_code["guarantee:copy_ledger"].trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + len(page.shown.entries)
    assert lines[-1].split("\t")[-1] == "98,550.00 USD"
    page.ledger.setCurrentCell(0, 0)
    page.copy_button.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2


def test_the_picture_says_what_is_required_and_opens_into_its_reasons(sit_down, qtbot):
    context = sit_down("finance")
    page = opened_page(qtbot, context, claimed(context).id)
    (chart,) = page.cover.charts
    figures = chart.figures()
    assert figures[-1][0] == "Required"
    assert "100,000.00 USD" in figures[-1][-1]
    assert not page.cover.reasons.isVisibleTo(page)
    page.cover.more.click()
    assert page.cover.reasons.isVisibleTo(page)
    assert "art. 60(1)" in texts_in(page.cover.reasons)


def test_what_the_regulator_has_not_set_is_said_so(sit_down, qtbot, monkeypatch):
    from registry_app.guarantees import coverage

    monkeypatch.setattr(coverage, "find_adoption", lambda _session, _on: None)
    context = sit_down("finance")
    page = opened_page(qtbot, context, claimed(context).id)
    (chart,) = page.cover.charts
    assert chart.picture.mark is None
    assert "not set by the regulator" in chart.canvas.accessibleName()


def test_another_officers_change_is_shown_and_links_lead_on(sit_down, qtbot, told):
    context = sit_down("finance")
    row = claimed(context)
    page = opened_page(qtbot, context, row.id)
    told.listen(context)
    for each in page.findChildren(QPushButton):
        if each.property("look") == "link" and each.isVisibleTo(page) and not each.isCheckable():
            context.prompts.file = None
            each.click()
    assert {"agency", "complaint"} <= {place.page for place in told.places}
    a_claim(sit_down("complaints"), row)
    page.refresh()
    assert page.shown.card.row.reserved.minor == 300


def test_a_paper_is_saved_as_a_copy(sit_down, qtbot, tmp_path, told):
    context = sit_down("finance")
    page = opened_page(qtbot, context, claimed(context).id)
    told.listen(context)
    context.prompts.file = tmp_path / "copy.pdf"
    page.verbs.save_copy(page.shown.papers[0])
    assert context.prompts.file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("login", ["auditor", "clerk", "director", "finance", "complaints"])
def test_every_verb_that_cannot_be_used_says_why(sit_down, qtbot, login):
    context = sit_down(login)
    for row in (claimed(context), one_in(context, GuaranteeState.LODGED), one_in(context, GuaranteeState.DENIED)):
        page = opened_page(qtbot, context, row.id)
        for action in page.actions_by_code.values():
            assert action.isEnabled() or action.statusTip(), action.objectName()
