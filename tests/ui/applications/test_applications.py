"""The applications' pages as officers use them: from the counter through papers and checks to the second person."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from registry_app.core.paging import Filters, Sort
from registry_app.core.texts import bare
from registry_app.licensing import queries, service
from registry_app.licensing.application_listing import ApplicationListing
from registry_app.licensing.queries import list_applications, state_of
from registry_app.licensing.rules import OPEN, ApplicationState
from registry_app.licensing.standing import list_licences
from registry_app.ui.agencies.card_page import AgencyPage
from registry_app.ui.applications import actions as verbs
from registry_app.ui.applications.list_page import ApplicationsPage
from registry_app.ui.applications.new_page import NewApplicationPage
from registry_app.ui.applications.page import ApplicationPage
from registry_app.ui.forms.choices import Choice
from registry_app.ui.language import speak
from registry_app.ui.pages import Place
from tests.support.desk import put_on_desk

S = ApplicationState


def application(context, state: ApplicationState) -> uuid.UUID:
    with context.opened.reading() as session:
        return next(row.id for row in list_applications(session) if row.state is state)


def state(context, application_id: uuid.UUID) -> ApplicationState:
    with context.opened.reading() as session:
        return state_of(session, application_id)


@pytest.fixture
def opened(qtbot):
    def at(context, subject: uuid.UUID | None) -> ApplicationPage:
        page = ApplicationPage(context)
        qtbot.addWidget(page)
        put_on_desk(page, Place("application", subject))
        return page

    return at


def press(page, spec) -> None:
    action = page.actions_by_code[spec.code]
    assert action.isEnabled(), action.statusTip()
    action.trigger()


def fill(page: ApplicationPage, **values: object) -> None:
    panel = page.panel_place.panel
    assert panel is not None
    for name, value in values.items():
        panel.form.field(name).set_value(value)
    panel.submit()


def propose_grant(page: ApplicationPage) -> None:
    press(page, verbs.GRANT)
    fill(page, reasons="All is proven.", provisions="art. 25")


# -- the work list ---------------------------------------------------------------------------------------------------


def test_the_work_list_begins_with_what_is_not_decided_and_most_urgent(sit_down, qtbot):
    context = sit_down("licensing")
    page = ApplicationsPage(context)
    qtbot.addWidget(page)
    put_on_desk(page)
    with context.opened.reading() as session:
        waiting = [row.id for row in list_applications(session) if row.state in OPEN]
    qtbot.waitUntil(lambda: page.list.model.rowCount() == len(waiting))
    qtbot.waitUntil(lambda: page.list.model.row(0) is not None)
    lines = page.list.source.rows(page.list.source.keys(page.list.filters(), page.list.model.wanted.sort))
    days = [line.due for line in lines if line.due is not None]
    assert days == sorted(days)
    assert [line.due for line in lines[: len(days)]] == days, "those without a day come last"
    assert {line.row.id for line in lines} == set(waiting)


def test_who_may_not_take_in_applications_reads_why(sit_down, qtbot):
    page = ApplicationsPage(sit_down("auditor"))
    qtbot.addWidget(page)
    action = page.verbs[0]
    assert not action.isEnabled()
    assert "roles" in action.statusTip()


# -- a new one ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def form(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    page = NewApplicationPage(context)
    qtbot.addWidget(page)
    put_on_desk(page)
    return page


def an_agency(context) -> Choice:
    with context.opened.reading() as session:
        row = list_licences(session, context.today)[0]
    return Choice(row.agency_id.hex, row.agency_name, row.agency_number)


def test_an_application_is_lodged_at_the_counter_and_its_page_opens(form, told):
    form.form.field("agency").pick(an_agency(form.context))
    form.form.field("destination").set_value("BH")
    received = form.context.today - timedelta(days=2)
    form.form.field("received_first_on").set_value(received)
    form.save.trigger()
    place = told.places[-1]
    assert place.page == "application"
    with form.context.opened.reading() as session:
        card = queries.get_card(session, place.subject, form.context.today)
    assert (card.row.state, card.row.destination, card.row.lodged_on) == (S.LODGED, "BH", received)
    assert card.items, "the check list is made from the rule book"
    assert not form.form.dirty


def test_without_an_agency_nothing_is_lodged_and_the_field_says_so(form, told):
    form.save.trigger()
    assert form.form.field("agency").error()
    assert told.places == []


def test_a_refusal_of_the_law_is_said_in_the_form(form, told):
    form.form.field("agency").pick(an_agency(form.context))
    form.save.trigger()
    assert form.form.summary.isVisible()
    assert told.places == []
    assert told.refusals == []


def test_a_renewal_begins_with_the_licence_it_is_asked_for(form, told):
    with form.context.opened.reading() as session:
        licence = list_licences(session, form.context.today)[0]
    form.show_place(Place("new_application", licence.id, "renewal"))
    assert form.form.field("licence").value() == licence.id.hex
    assert not form.form.field("destination").isVisibleTo(form)
    form.save.trigger()
    with form.context.opened.reading() as session:
        card = queries.get_card(session, told.places[-1].subject, form.context.today)
    assert card.licence_id == licence.id


def test_agencies_are_found_by_a_piece_of_their_name(form):
    agency = an_agency(form.context)
    found = form.form.field("agency")._find(agency.words.split()[0])
    assert agency.code in [choice.code for choice in found]


# -- papers ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(sit_down, opened, told):
    """A lodged application taken up by the licensing officer."""
    context = sit_down("licensing")
    told.listen(context)
    made = opened(context, application(context, S.LODGED))
    press(made, verbs.BEGIN)
    return made


def first(page: ApplicationPage):
    return next(iter(page.check_list.rows.values()))


def do(row, spec) -> None:
    action = row.actions_by_code[spec.code]
    assert action.isEnabled(), action.statusTip()
    action.trigger()


def test_a_paper_is_verified_with_one_press(page):
    row = first(page)
    assert "To be verified" in row.told.text()
    do(row, verbs.VERIFY)
    assert row.told.text().startswith("Verified")
    assert "Lemma Licensing" in row.told.text()


def test_a_file_from_disk_replaces_the_one_before_and_asks_for_another_reading(page, tmp_path):
    row = first(page)
    do(row, verbs.VERIFY)
    scan = tmp_path / "trade licence.pdf"
    scan.write_bytes(b"%PDF-1.4\n% a newer one\n%%EOF\n")
    page.context.prompts.file = scan
    do(row, verbs.ADD_PAPER)
    panel = row.place.panel
    panel.form.field("file").choose_button.click()
    panel.form.field("dated_on").set_value(page.context.today)
    panel.form.field("original_seen").set_value(True)
    panel.submit()
    assert row.place.panel is None
    assert row.told.text().startswith("To be verified")
    assert "trade licence.pdf" in row.told.text()
    assert "original seen" in row.told.text()


@pytest.mark.parametrize(("name", "content"), [("empty.pdf", b""), ("tool.exe", b"MZ\x90\x00" + b"\x00" * 64)])
def test_a_file_that_cannot_be_taken_is_refused_in_its_form(page, tmp_path, told, name, content):
    row = first(page)
    bad = tmp_path / name
    bad.write_bytes(content)
    do(row, verbs.ADD_PAPER)
    panel = row.place.panel
    panel.form.field("file").set_path(Path(bad))
    panel.submit()
    assert row.place.panel is panel
    assert panel.form.field("file").error() or panel.form.summary.isVisible()
    assert told.refusals == []
    assert told.faults == []


def test_a_paper_is_not_accepted_with_its_reason(page):
    row = first(page)
    do(row, verbs.REJECT)
    row.place.panel.submit()
    assert row.place.panel.form.field("reason").error()
    row.place.panel.form.field("reason").set_value("The seal is missing.")
    row.place.panel.submit()
    assert row.told.text().startswith("Not accepted")
    assert "The seal is missing." in row.told.text()


def test_a_paper_the_law_asks_for_is_waived_only_by_a_provision(page):
    row = first(page)
    do(row, verbs.WAIVE)
    panel = row.place.panel
    panel.form.field("reason").set_value("Known to the office.")
    panel.submit()
    assert row.place.panel is panel
    assert panel.form.summary.isVisible()
    panel.form.field("provision").set_value("art. 24(2)")
    panel.submit()
    assert row.told.text().startswith("Waived")


def test_a_paper_that_lapses_says_until_when(page):
    row = first(page)
    do(row, verbs.VERIFY_UNTIL)
    row.place.panel.form.field("valid_until").set_value(page.context.today + timedelta(days=30))
    row.place.panel.submit()
    assert "valid until" in row.told.text()


def test_all_that_wait_are_verified_after_one_question(page):
    assert page.check_list.waiting()
    press(page, verbs.VERIFY_ALL)
    assert page.check_list.waiting() == []
    assert not page.actions_by_code[verbs.VERIFY_ALL.code].isEnabled()


def test_a_form_under_a_paper_keeps_what_is_typed_when_another_paper_changes(page):
    rows = [row for row in page.check_list.rows.values() if not row.item.has_parts]
    do(rows[0], verbs.REJECT)
    rows[0].place.panel.form.field("reason").set_value("Not legible")
    do(rows[1], verbs.VERIFY)
    assert rows[0].place.panel.form.field("reason").value() == "Not legible"


def test_a_copy_of_a_paper_is_written_where_the_officer_says(page, tmp_path):
    page.context.prompts.file = tmp_path / "copy.pdf"
    do(first(page), verbs.COPY_OUT)
    assert (tmp_path / "copy.pdf").stat().st_size > 0


# -- examination and decision ------------------------------------------------------------------------------------------


def test_the_checks_show_what_stands_in_the_way_before_what_is_met(page):
    press(page, verbs.EXAMINE)
    assert page.results.verdict.isVisibleTo(page)
    codes = [row.result.code for row in (*page.results.open.rows, *page.results.met.rows)]
    assert codes
    assert not any(code.startswith("paper:") for code in codes), "papers stand in their own list"


def test_checks_of_a_lodged_file_begin_its_examination(sit_down, opened):
    context = sit_down("licensing")
    page = opened(context, application(context, S.LODGED))
    press(page, verbs.EXAMINE)
    assert page.shown.card.row.state is S.UNDER_EXAMINATION


def test_a_grant_that_a_check_stops_is_refused_in_its_form_and_nothing_changes(page):
    propose_grant(page)
    assert page.panel_place.panel.form.summary.isVisible()
    assert page.shown.card.row.state is S.UNDER_EXAMINATION


def test_the_key_that_saves_hands_in_the_form_in_the_page(page, qtbot):
    press(page, verbs.GRANT)
    panel = page.panel_place.panel
    with qtbot.assertNotEmitted(panel.given):
        qtbot.keyClick(panel.form.field("reasons").entry, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert panel.form.field("reasons").error(), "as its button does, it says what is missing"


def test_the_file_goes_back_to_the_applicant_and_returns(page):
    press(page, verbs.RETURN)
    fill(page, reason="The lease is missing.")
    assert page.panel_place.panel.form.field("provision").error(), "the clock stands still only on a legal ground"
    fill(page, provision="art. 25(2)")
    assert page.shown.card.row.state is S.RETURNED
    press(page, verbs.TAKE_BACK)
    assert page.shown.card.row.state is S.UNDER_EXAMINATION


def test_a_withdrawal_ends_the_application_and_every_further_verb_says_why_not(page):
    press(page, verbs.WITHDRAW)
    fill(page, reason="By letter of today.")
    assert page.shown.card.row.state is S.WITHDRAWN
    for spec in (verbs.EXAMINE, verbs.GRANT, verbs.REFUSE, verbs.WITHDRAW, verbs.APPROVE, verbs.PRINT):
        action = page.actions_by_code[spec.code]
        assert not action.isEnabled()
        assert "withdrawn" in action.statusTip()


@pytest.fixture
def proposed(sit_down, opened, told):
    """An application whose grant the licensing officer has just proposed on the page."""
    context = sit_down("licensing")
    told.listen(context)
    made = opened(context, application(context, S.UNDER_EXAMINATION))
    propose_grant(made)
    assert made.shown.card.row.state is S.PROPOSED
    return made


def test_the_proposer_reads_why_he_cannot_approve(proposed):
    approve = proposed.actions_by_code[verbs.APPROVE.code]
    assert not approve.isEnabled()
    assert "four eyes" in approve.statusTip()
    assert proposed.proposal.isVisibleTo(proposed)
    assert proposed.buttons[verbs.RETRACT.code].isVisibleTo(proposed)
    assert not proposed.buttons[verbs.DECLINE.code].isVisibleTo(proposed)


def test_a_second_person_with_the_authority_grants_the_licence(proposed, sit_down, opened, told):
    director = sit_down("director")
    page = opened(director, proposed.shown.card.row.id)
    press(page, verbs.APPROVE)
    assert "Lemma Licensing" in bare(director.prompts.asked[-1])
    assert page.shown.card.row.state is S.GRANTED
    assert page.shown.licence
    assert page.shown.licence in page.granted.title.text()
    proposed.refresh()
    assert proposed.shown.licence == page.shown.licence
    press(proposed, verbs.PRINT)
    assert told.places[-1] == Place("certificates", proposed.shown.licence_id, "licence")


def test_nothing_is_decided_when_the_question_is_turned_down(proposed, sit_down, opened):
    director = sit_down("director")
    director.prompts.yes = False
    page = opened(director, proposed.shown.card.row.id)
    press(page, verbs.APPROVE)
    assert state(director, proposed.shown.card.row.id) is S.PROPOSED


def test_a_second_person_declines_with_a_reason_and_the_file_is_examined_again(proposed, sit_down, opened):
    director = sit_down("director")
    page = opened(director, proposed.shown.card.row.id)
    press(page, verbs.DECLINE)
    fill(page, reason="The lease has expired.")
    assert page.shown.card.row.state is S.UNDER_EXAMINATION
    assert page.decisions.isVisibleTo(page)


def test_the_proposer_takes_his_proposal_back(proposed):
    press(proposed, verbs.RETRACT)
    fill(proposed, reason="A condition was forgotten.")
    assert proposed.shown.card.row.state is S.UNDER_EXAMINATION


def test_a_refusal_asks_for_what_the_law_leaves_open(sit_down, opened):
    context = sit_down("licensing")
    page = opened(context, application(context, S.UNDER_EXAMINATION))
    press(page, verbs.REFUSE)
    fill(page, reasons="The guarantee is short.", provisions="art. 23")
    form = page.panel_place.panel.form
    assert form.field("acts_from").error()
    fill(page, acts_from="decision")
    assert form.summary.isVisible(), "without a notice the reason for that is needed"
    fill(page, without_notice="The agency asked for a decision at once.")
    assert page.shown.card.row.state is S.PROPOSED


def test_conditions_are_part_of_what_is_proposed(sit_down, opened):
    context = sit_down("licensing")
    page = opened(context, application(context, S.UNDER_EXAMINATION))
    press(page, verbs.GRANT)
    due = context.today + timedelta(days=90)
    row = page.panel_place.panel.form.field("conditions").add_row()
    row["text"].set_value("Train two more officers.")
    row["due_on"].set_value(due)
    fill(page, reasons="Proven.", provisions="art. 25\nart. 26")
    decision = page.shown.card.decisions[-1]
    assert decision.provisions == ("art. 25", "art. 26")
    assert [(each.text, each.due_on) for each in decision.conditions] == [("Train two more officers.", due)]


def test_a_half_filled_decision_is_there_again(sit_down, opened):
    context = sit_down("licensing")
    subject = application(context, S.UNDER_EXAMINATION)
    page = opened(context, subject)
    press(page, verbs.GRANT)
    page.panel_place.panel.form.field("reasons").set_value("Half of a")
    page.panel_place.panel.leave()
    press(page, verbs.GRANT)
    assert page.panel_place.panel.form.field("reasons").value() == "Half of a"


def test_an_intended_refusal_is_announced_from_the_page(sit_down, opened):
    context = sit_down("licensing")
    page = opened(context, application(context, S.UNDER_EXAMINATION))
    press(page, verbs.ANNOUNCE)
    fill(page, provisions="art. 23", grounds="The guarantee is short.")
    assert [notice.grounds for notice in page.shown.card.notices] == ["The guarantee is short."]
    assert "Intended refusal announced" in [event.words for event in page.timeline.events]


# -- who, when, where --------------------------------------------------------------------------------------------------


def test_a_clerk_takes_papers_in_but_does_not_judge_them(sit_down, opened):
    context = sit_down("clerk")
    page = opened(context, application(context, S.UNDER_EXAMINATION))
    row = first(page)
    assert row.actions_by_code[verbs.ADD_PAPER.code].isEnabled()
    for spec in (verbs.VERIFY, verbs.REJECT, verbs.WAIVE):
        assert not row.actions_by_code[spec.code].isEnabled()
    assert "roles" in page.actions_by_code[verbs.EXAMINE.code].statusTip()


def test_what_another_officer_did_is_there_when_the_page_reads_again(sit_down, opened):
    mine = sit_down("licensing")
    page = opened(mine, application(mine, S.LODGED))
    theirs = sit_down("clerk")
    with theirs.opened.transaction("application:withdrawn") as (session, actor):
        service.withdraw(session, actor, page.shown.card.row.id, "By letter.")
    page.refresh()
    assert page.shown.card.row.state is S.WITHDRAWN


def test_an_action_on_what_another_decided_meanwhile_is_refused_on_the_page(sit_down, opened, told):
    mine = sit_down("licensing")
    told.listen(mine)
    page = opened(mine, application(mine, S.LODGED))
    theirs = sit_down("clerk")
    with theirs.opened.transaction("application:withdrawn") as (session, actor):
        service.withdraw(session, actor, page.shown.card.row.id, "By letter.")
    press(page, verbs.BEGIN)
    assert page.strip.isVisible()
    assert "withdrawn" in page.strip.words.text()
    assert told.refusals == []


def test_without_an_application_the_page_says_what_to_do(sit_down, opened):
    page = opened(sit_down("licensing"), None)
    assert page.nothing.isVisible()


def test_an_application_that_is_not_there_is_refused_in_words(sit_down, opened, told):
    context = sit_down("licensing")
    told.listen(context)
    opened(context, uuid.UUID(int=7))
    assert [bare(each) for each in told.refusals] == ["There is no such application. Look at the list of applications."]


def test_in_arabic_the_page_stands_from_right_to_left_with_its_data_apart(sit_down, opened, qapp):
    speak(qapp, "ar")
    try:
        context = sit_down("licensing")
        page = opened(context, application(context, S.UNDER_EXAMINATION))
        assert page.layoutDirection() is Qt.LayoutDirection.RightToLeft
        assert "\u2068" in page.head.subtitle.text()
        assert page.minimumSizeHint().width() <= 1170
    finally:
        speak(qapp, "en")


@pytest.mark.parametrize("by", ["due", "number", "agency", "state", "lodged", "waits"])
def test_each_order_gives_every_application_once(sit_down, by):
    context = sit_down("licensing")
    listing = ApplicationListing(context.today)
    with context.opened.reading() as session:
        every = {row.id for row in list_applications(session)}
        keys = listing.keys(session, Filters(), Sort(by))
        assert len(keys) == len(every) == listing.count(session, Filters()).number
        assert set(keys) == every
        assert [line.row.id for line in listing.rows(session, keys)] == keys
        assert listing.place_of(session, Filters(), Sort(by), keys[2]) == 2


def test_an_application_is_found_by_its_number_its_agency_and_its_day(sit_down):
    context = sit_down("licensing")
    listing = ApplicationListing(context.today)
    with context.opened.reading() as session:
        row = list_applications(session)[0]
        day = row.lodged_on.isoformat()
        for filters in (
            Filters(row.number.lower()),
            Filters(row.agency_name),
            Filters(row.number).adding("kind", row.kind.value).adding("lodged_on", f"{day}/{day}"),
        ):
            assert row.id in listing.keys(session, filters, Sort("number"))
        elsewhere = Filters(row.number).adding("lodged_on", f"/{row.lodged_on - timedelta(days=1)}")
        assert listing.keys(session, elsewhere, Sort("number")) == []


def test_the_agency_s_card_begins_an_application_for_it(form, qtbot):
    agency = an_agency(form.context)
    card = AgencyPage(form.context)
    qtbot.addWidget(card)
    put_on_desk(card, Place("agency", uuid.UUID(agency.code)))
    went = []
    form.context.went.connect(went.append)
    next(action for action in card.actions() if action.objectName() == "agency:apply").trigger()
    form.show_place(went[-1])
    assert went[-1].page == "new_application"
    assert form.form.field("agency").value() == agency.code
