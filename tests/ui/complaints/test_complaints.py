"""The complaints' pages as officers use them: intake that seals, the case step by step, two persons, a custodian."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from registry_app.agencies.queries import list_agencies
from registry_app.complaints import queries
from registry_app.complaints.case_file import read_case
from registry_app.complaints.listing import OPEN, ComplaintListing
from registry_app.complaints.rules import OPEN as OPEN_STATES
from registry_app.complaints.rules import State
from registry_app.core.money import Money
from registry_app.core.paging import START, Filters, Sort
from registry_app.core.texts import bare
from registry_app.ui.complaints.intake_form import AGENCY
from registry_app.ui.complaints.list_page import ComplaintsPage
from registry_app.ui.complaints.new_page import DRAFT, NewComplaintPage
from registry_app.ui.complaints.page import ComplaintPage
from registry_app.ui.forms.choices import Choice
from registry_app.ui.pages import Place
from tests.support.desk import put_on_desk

NAME = "Tsehaynesh Woldegebriel"


def shown(qtbot, page, place: Place | None = None):
    qtbot.addWidget(page)
    put_on_desk(page, place)
    return page


def rows(context):
    with context.opened.reading() as session:
        return queries.list_complaints(session, context.today)


def in_state(context, state: State) -> uuid.UUID:
    return next(row.id for row in rows(context) if row.state is state)


def state_of(context, complaint: uuid.UUID) -> State | None:
    return next(row.state for row in rows(context) if row.id == complaint)


def case_page(qtbot, context, complaint: uuid.UUID) -> ComplaintPage:
    return shown(qtbot, ComplaintPage(context), Place("complaint", complaint))


def give(page: ComplaintPage, verb: str, **values: object) -> None:
    """Press a verb and fill its form in over what is usual."""
    page.actions_by_code[f"complaint:{verb}"].trigger()
    form = page.verbs.dialog.form
    form.set_values({**form.values(), **values})
    page.verbs.dialog.accept()


def blocked(page: ComplaintPage, verb: str) -> str:
    return page.actions_by_code[f"complaint:{verb}"].statusTip()


def all_text(page) -> str:
    return " ".join(bare(each.text()) for each in page.findChildren(QLabel))


def fill_intake(context, page: NewComplaintPage, **other: object) -> None:
    with context.opened.reading() as session:
        agency = list_agencies(session)[0]
    page.form.set_values({
        "channel": "counter", "received_on": context.today, "kind": "worker", "language": "am",
        "workers": [{"name": NAME, "contacts": "+251 911 000 111; +251 911 000 222", "sex": "female", "age": "25_34"}],
        "respondents": [{"record": Choice(f"{AGENCY}:{agency.id.hex}", agency.name)}],
        "allegations": [{"worker": "1", "category": "overcharge", "facts": "The worker paid a fee.", "place": "Adama"}],
        "sums": [{"allegation": "1", "kind": "claimed", "amount": Money(150_000, "ETB"), "item": "recruitment fee"}],
        **other,
    })  # fmt: skip


# -- the list ------------------------------------------------------------------------------------------------------


def test_the_list_begins_with_what_is_open_the_earliest_day_first(sit_down):
    context = sit_down("complaints")
    listing = ComplaintListing(context.today)
    with context.opened.reading() as session:
        lines = listing.page(session, Filters().adding("state", OPEN), Sort("due"), START, 200)
    assert lines
    assert {line.state for line in lines} <= OPEN_STATES
    days = [line.due.day for line in lines if line.due is not None and line.due.day is not None]
    assert days == sorted(days)


def test_filters_narrow_and_the_count_is_that_of_the_rows(sit_down):
    context = sit_down("complaints")
    listing, every = ComplaintListing(context.today), rows(context)
    category = every[0].categories[0]
    questions = {
        Filters(): every,
        Filters().adding("category", category): [row for row in every if category in row.categories],
        Filters().adding("state", "closed"): [row for row in every if row.state is State.CLOSED],
        Filters(text=every[-1].number[-7:]): [row for row in every if every[-1].number[-7:] in row.number],
    }
    with context.opened.reading() as session:
        for filters, wanted in questions.items():
            keys = listing.keys(session, filters, Sort("number"))
            assert keys == [row.id for row in wanted]
            assert listing.count(session, filters).number == len(keys)
            page = listing.page(session, filters, Sort("number"), START, 500)
            assert [line.id for line in page] == keys
            assert all(listing.place_of(session, filters, Sort("number"), key) == at for at, key in enumerate(keys))


def test_one_agency_is_named_in_the_chip_when_another_page_asks_for_it(sit_down, qtbot):
    context = sit_down("complaints")
    with context.opened.reading() as session:
        agency = next(
            each
            for row in rows(context)
            for each in read_case(session, row.id, context.today).agencies
            if each is not None
        )
    page = shown(qtbot, ComplaintsPage(context), Place("complaints", None, f"agency={agency.hex}"))
    assert page.list.filters().of("agency") == (agency.hex,)
    assert [option.value for each in page.list.source.filters if each.code == "agency" for option in each.options] == [
        agency.hex
    ]


# -- intake --------------------------------------------------------------------------------------------------------


def test_a_complaint_is_received_its_name_sealed_and_never_shown_again(sit_down, qtbot, told):
    context = sit_down("complaints")
    told.listen(context)
    page = shown(qtbot, NewComplaintPage(context))
    fill_intake(context, page)
    page.receive()
    assert [place.page for place in told.places] == ["complaint"], page.form.summary.words.text()
    assert NAME not in str(page.form.typed())
    assert context.drafts.find(DRAFT) is None
    case = case_page(qtbot, context, told.places[0].subject)
    assert NAME not in all_text(case)
    assert case.case.card.row.workers == 1
    assert case.case.sealed == (1,)
    assert case.case.card.money[0].claimed == Money(150_000, "ETB")


def test_an_empty_form_says_everything_that_is_missing_at_once(sit_down, qtbot, told):
    context = sit_down("complaints")
    told.listen(context)
    page = shown(qtbot, NewComplaintPage(context))
    page.receive()
    assert told.places == []
    assert page.form.field("channel").error()
    assert page.form.field("allegations").error()


def test_a_text_that_names_the_worker_is_refused_and_repeats_nothing(sit_down, qtbot, told):
    context = sit_down("complaints")
    told.listen(context)
    page = shown(qtbot, NewComplaintPage(context))
    facts = f"{NAME} paid a fee."
    fill_intake(context, page, allegations=[{"worker": "1", "category": "overcharge", "facts": facts}])
    page.receive()
    assert told.places == []
    said = " ".join(bare(each.text()) for each in page.form.summary.findChildren(QLabel))
    assert "sealed" in said
    assert "Tsehaynesh" not in said


@pytest.mark.parametrize("keep", [True, False])
def test_a_word_that_is_part_of_a_name_is_asked_about_before_it_is_kept(sit_down, qtbot, told, keep):
    context = sit_down("complaints")
    told.listen(context)
    context.prompts.yes = keep
    page = shown(qtbot, NewComplaintPage(context))
    facts = "The broker Woldegebriel took the fee."
    fill_intake(context, page, allegations=[{"worker": "1", "category": "overcharge", "facts": facts}])
    page.receive()
    assert len(context.prompts.asked) == 1
    assert bool(told.places) is keep


def test_sealed_fields_of_a_complainant_open_only_where_somebody_else_complains(sit_down, qtbot):
    page = shown(qtbot, NewComplaintPage(sit_down("complaints")))
    name, kind = page.form.field("complainant_name"), page.form.field("kind")
    assert not name.isVisibleTo(page)
    kind.show_typed("family")
    assert name.isVisibleTo(page)
    kind.show_typed("worker")
    assert not name.isVisibleTo(page)


def test_allegations_offer_as_many_workers_as_were_entered(sit_down, qtbot):
    page = shown(qtbot, NewComplaintPage(sit_down("complaints")))
    page.form.workers.add_button.click()
    choice = page.form.allegations.rows()[0]["worker"]
    assert [choice.entry.itemData(at) for at in range(1, choice.entry.count())] == ["1", "2"]


# -- the case ------------------------------------------------------------------------------------------------------


def test_the_next_step_is_the_primary_button_and_every_blocked_one_says_why(sit_down, qtbot):
    context = sit_down("complaints")
    for row in rows(context):
        page = case_page(qtbot, context, row.id)
        primary = [each for each in page.steps.primary.values() if not each.isHidden()]
        assert len(primary) <= 1
        assert all(action.isEnabled() or action.statusTip() for action in page.actions_by_code.values())
        page.deleteLater()


def test_a_received_complaint_is_acknowledged_and_goes_to_conciliation(sit_down, qtbot, told):
    context = sit_down("complaints")
    told.listen(context)
    complaint = in_state(context, State.RECEIVED)
    page = case_page(qtbot, context, complaint)
    assert "received" in bare(blocked(page, "conciliate"))
    give(page, "acknowledge")
    assert state_of(context, complaint) is State.ACKNOWLEDGED, told.refusals
    give(page, "conciliate")
    assert state_of(context, complaint) is State.CONCILIATION
    assert "acknowledge" not in blocked(page, "conciliation_failed")
    assert blocked(page, "acknowledge")
    assert [event.words for event in page.sections.timeline.events][:3] == [
        "Received", "Acknowledged to the complainant", "Conciliation opened",
    ]  # fmt: skip


def test_an_impossible_day_is_refused_in_the_form_and_nothing_typed_is_lost(sit_down, qtbot):
    context = sit_down("complaints")
    complaint = in_state(context, State.CONCILIATION)
    page = case_page(qtbot, context, complaint)
    received = page.case.card.row.received_on
    give(page, "conciliation_failed", on=received.replace(year=received.year - 1), reason="They did not come.")
    dialog = page.verbs.dialog
    assert dialog.isVisible()
    assert dialog.form.values()["reason"] == "They did not come."
    assert dialog.form.summary.isVisibleTo(dialog.form) or dialog.form.field("on").error()


def test_a_settlement_needs_each_workers_word_and_keeps_the_claim_beside_it(sit_down, qtbot, tmp_path):
    context = sit_down("complaints")
    complaint = in_state(context, State.CONCILIATION)
    page = case_page(qtbot, context, complaint)
    claimed = page.case.card.money[0].claimed
    scan = tmp_path / "settlement.pdf"
    scan.write_bytes(b"%PDF-1.4 a signed settlement")
    values = {
        "due": context.today,
        "terms": "Half is paid.",
        "signed_by": "its manager",
        "paper": scan,
        "interpreter": "Ruth",
    }
    give(page, "settle", **values, workers=[])
    assert page.verbs.dialog.form.field("workers").error()
    page.verbs.dialog.reject()
    give(page, "settle", **values, workers=["1"], language="am")
    assert state_of(context, complaint) is State.SETTLED, page.verbs.dialog.form.summary.words.text()
    assert page.case.card.money[0].claimed == claimed
    assert page.case.card.money[0].settled == claimed
    assert page.case.words[-1].about == "settlement"
    assert page.case.papers[-1].sealed


def test_money_that_is_reported_counts_only_with_the_workers_word(sit_down, qtbot):
    context = sit_down("complaints")
    complaint = in_state(context, State.SETTLED)
    page = case_page(qtbot, context, complaint)
    before, unheard = page.case.card.money[0].paid, len(page.case.unheard)
    amount = page.case.card.money[0].settled
    give(page, "pay", amount=amount, source="agency", paid_by="the agency", how="cash")
    assert page.case.card.money[0].paid == before
    assert len(page.case.unheard) == unheard + 1
    payment = page.case.unheard[-1]
    give(page, "acknowledge_payment", payment=payment.hex, language="am", interpreter="Ruth", alone=False)
    assert page.verbs.dialog.form.field("alone").error(), "heard alone, or it does not count"
    page.verbs.dialog.reject()
    give(page, "acknowledge_payment", payment=payment.hex, language="am", interpreter="Ruth", alone=True)
    assert page.case.card.money[0].paid == before + amount


def test_a_decision_is_proposed_by_one_and_approved_by_another(sit_down, qtbot):
    officer = sit_down("complaints")
    complaint = in_state(officer, State.HEARING)
    page = case_page(qtbot, officer, complaint)
    assert blocked(page, "approve")
    sums = [{"allegation": "1", "amount": Money(50_000, "ETB"), "item": "refund"}]
    give(page, "decide", provision="art. 45(5)", reasons="The receipts show it.", sums=sums)
    assert page.case.waiting is not None, page.verbs.dialog.form.summary.words.text()
    assert blocked(page, "decide")
    assert not page.actions_by_code["complaint:approve"].isEnabled(), "nobody approves what he proposed"

    director = sit_down("director")
    other = case_page(qtbot, director, complaint)
    assert other.actions_by_code["complaint:approve"].isEnabled()
    assert not other.actions_by_code["complaint:decide"].isEnabled()
    give(other, "approve")
    assert state_of(director, complaint) is State.DECIDED, other.verbs.dialog.form.summary.words.text()
    assert other.case.card.money[0].ordered.minor or other.case.card.money[-1].ordered.minor


def test_a_decision_goes_back_only_with_a_reason(sit_down, qtbot):
    officer = sit_down("complaints")
    complaint = in_state(officer, State.HEARING)
    page = case_page(qtbot, officer, complaint)
    refused = [{"allegation": "1", "outcome": "dismissed", "reason": "It was paid before."}]
    give(page, "decide", provision="art. 45(5)", reasons="It was paid.", refused=refused)
    other = case_page(qtbot, sit_down("director"), complaint)
    give(other, "decline")
    assert other.verbs.dialog.form.field("reason").error()
    other.verbs.dialog.reject()
    give(other, "decline", reason="Name the receipt.")
    assert other.case.waiting is None
    assert other.case.decisions[-1].declined_on is not None


def test_a_withdrawal_is_the_workers_own_word_and_the_law_says_whether_it_ends_the_matter(sit_down, qtbot, told):
    context = sit_down("complaints")
    complaint = in_state(context, State.CONCILIATION)
    page = case_page(qtbot, context, complaint)
    told.listen(context)
    give(page, "withdraw", workers=["1"], reason="The family agreed.", language="am", interpreter="Ruth")
    assert state_of(context, complaint) is State.CONCILIATION, "in this law it ends nothing"
    assert any("withdrawn" in toast for toast in told.toasts)


def test_a_service_is_ordered_recorded_with_its_proof_and_taken_up(sit_down, qtbot, tmp_path):
    context = sit_down("complaints")
    complaint = in_state(context, State.ACKNOWLEDGED)
    page = case_page(qtbot, context, complaint)
    assert blocked(page, "record_attempt")
    assert blocked(page, "bind_service")
    give(page, "order_service")
    proof = tmp_path / "receipt.pdf"
    proof.write_bytes(b"%PDF-1.4 a signed receipt")
    give(page, "record_attempt", outcome="served", by="Abebe, messenger", to="the manager", hour="25:00", paper=proof)
    assert page.verbs.dialog.isVisible(), "there is no hour 25"
    page.verbs.dialog.reject()
    give(page, "record_attempt", outcome="served", by="Abebe, messenger", to="the manager", hour="09:30", paper=proof)
    assert len(page.case.unbound) == 1
    give(page, "bind_service", kind="respondent_notified")
    assert page.case.unbound == ()
    assert any(event.words == "Respondent notified" for event in page.sections.timeline.events)


def test_every_verb_opens_its_form_where_it_can_be_done(sit_down, qtbot):
    context = sit_down("complaints")
    opened = set()
    for row in rows(context):
        page = case_page(qtbot, context, row.id)
        for code, action in page.actions_by_code.items():
            if action.isEnabled() and code not in opened and code != "complaint:follow_up":
                action.trigger()
                assert page.verbs.dialog.form.fields(), code
                page.verbs.dialog.reject()
                opened.add(code)
    assert {"complaint:close", "complaint:refer", "complaint:find_inadmissible", "complaint:waive"} <= opened


def test_following_up_says_what_stands(sit_down, qtbot, told):
    context = sit_down("complaints")
    page = case_page(qtbot, context, in_state(context, State.HEARING))
    told.listen(context)
    page.actions_by_code["complaint:follow_up"].trigger()
    assert len(told.toasts) == 1
    assert told.faults == []


def test_what_another_officer_did_is_read_again(sit_down, qtbot):
    first = sit_down("complaints")
    complaint = in_state(first, State.RECEIVED)
    page = case_page(qtbot, first, complaint)
    give(page, "acknowledge")
    assert page.case.card.row.state is State.ACKNOWLEDGED


# -- sealed ----------------------------------------------------------------------------------------------------------


def test_whoever_is_no_custodian_reads_why_the_identity_stays_shut(sit_down, qtbot):
    context = sit_down("complaints")
    page = case_page(qtbot, context, rows(context)[0].id)
    assert not page.open_identity.isEnabled()
    assert "custodian" in page.sealed.why.text()


def test_a_custodian_opens_one_identity_with_a_reason_and_only_then(sit_down, qtbot):
    context = sit_down("custodian")
    complaint = next(row.id for row in rows(context) if row.complainant_kind == "worker")
    page = case_page(qtbot, context, complaint)
    context.prompts.choice, context.prompts.reason = "1", None
    page.open_identity.trigger()
    assert page.sealed.window_shown is None
    context.prompts.reason = "The hospital has to reach the worker."
    page.open_identity.trigger()
    values = dict(page.sealed.window_shown.facts.values())
    assert values["Name"]
    assert bare(values["Name"]) not in all_text(page.sections.cards["workers"])
    assert all(not action.isEnabled() for action in page.actions_by_code.values()), "a custodian decides nothing"


def add_contract(page: ComplaintPage, folder) -> None:
    scan = folder / "contract.pdf"
    scan.write_bytes(b"%PDF-1.4 a contract")
    page.add_paper()
    form = page.verbs.dialog.form
    form.set_values({**form.values(), "title": "contract", "paper": scan})
    page.verbs.dialog.accept()


def test_a_document_is_sealed_unless_the_officer_says_otherwise_and_copied_by_a_custodian_only(
    sit_down, qtbot, tmp_path
):
    officer = sit_down("complaints")
    complaint, target = rows(officer)[0].id, tmp_path / "copy.pdf"
    page = case_page(qtbot, officer, complaint)
    add_contract(page, tmp_path)
    paper = page.case.papers[-1]
    assert (paper.title, paper.sealed) == ("contract", True)
    officer.prompts.file = target
    page.copy_paper(paper)
    assert not target.exists()
    assert "custodian" in page.strip.words.text()
    custodian = sit_down("custodian")
    custodian.prompts.file, custodian.prompts.reason = target, "The court asks for it."
    case_page(qtbot, custodian, complaint).copy_paper(paper)
    assert target.read_bytes() == b"%PDF-1.4 a contract"


def test_an_officer_without_the_role_sees_the_new_button_blocked_with_its_reason(sit_down, qtbot):
    page = shown(qtbot, ComplaintsPage(sit_down("finance")))
    assert not page.verbs[0].isEnabled()
    button = next(each for each in page.findChildren(QPushButton) if "complaint" in each.text().lower())
    assert button.accessibleDescription()
