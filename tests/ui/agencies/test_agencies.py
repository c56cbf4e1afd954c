"""The agencies' pages as a clerk uses them: find, open, register, change, and what two people on one agency see."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import text

from registry_app.agencies import queries, service
from registry_app.agencies.service import Particulars
from registry_app.core.texts import bare
from registry_app.licensing.standing import list_listed
from registry_app.ui.agencies.card_page import AgencyPage
from registry_app.ui.agencies.list_page import AgenciesPage
from registry_app.ui.agencies.new_page import NewAgencyPage
from registry_app.ui.forms import conflict
from registry_app.ui.pages import Place
from tests.support.desk import put_on_desk

NAME = "Zewditu Cross-Border Placement PLC"


def shown(qtbot, page, place: Place | None = None):
    qtbot.addWidget(page)
    put_on_desk(page, place)
    return page


def an_agency(context) -> uuid.UUID:
    with context.opened.reading() as session:
        return queries.list_agencies(session, queries.Filters())[0].id


@pytest.fixture
def card(sit_down, qtbot):
    context = sit_down("licensing")
    return shown(qtbot, AgencyPage(context), Place("agency", an_agency(context)))


def fill_new(page: NewAgencyPage, **values: object) -> None:
    page.form.set_values({"name": NAME, "place": "Adama", "phone": "0911 223344", **values})


def test_a_new_agency_is_registered_and_its_card_opens(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    page = shown(qtbot, NewAgencyPage(context))
    fill_new(page)
    page.register()
    assert [place.page for place in told.places] == ["agency"]
    card = shown(qtbot, AgencyPage(context), told.places[0])
    assert bare(card.heading()) == NAME
    assert not page.form.dirty


def test_without_a_name_nothing_is_registered_and_the_field_says_so(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    page = shown(qtbot, NewAgencyPage(context))
    fill_new(page, name="")
    page.register()
    assert told.places == []
    assert page.form.field("name").error()


def test_one_that_resembles_another_is_refused_until_it_is_said_why(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    with context.opened.reading() as session:
        known = queries.list_agencies(session, queries.Filters())[0].name
    page = shown(qtbot, NewAgencyPage(context))
    fill_new(page, name=known)
    page.register()
    assert told.places == []
    assert page.form.values()["name"] == known, "what was typed stays"
    fill_new(page, name=known, despite="another branch of the family, other owners")
    page.register()
    assert [place.page for place in told.places] == ["agency"]


def test_what_was_typed_is_there_after_the_page_was_left(sit_down, qtbot):
    context = sit_down("clerk")
    page = shown(qtbot, NewAgencyPage(context))
    page.form.field("name").set_value(NAME)
    page.leave()
    context.drafts.settle()
    again = shown(qtbot, NewAgencyPage(context))
    assert again.form.values()["name"] == NAME


def test_the_list_opens_the_card_and_counts_rightly(sit_down, qtbot, told):
    context = sit_down("licensing")
    told.listen(context)
    page = shown(qtbot, AgenciesPage(context))
    key = page.list.model.key(0)
    page.list.opened.emit(key)
    assert told.places == [Place("agency", key)]
    with context.opened.reading() as session:
        everything = queries.list_agencies(session, queries.Filters(), limit=1_000)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == len(everything))


def test_who_may_not_change_reads_why(sit_down, qtbot):
    context = sit_down("auditor")
    page = shown(qtbot, AgencyPage(context), Place("agency", an_agency(context)))
    action = page.verbs["agency:change"]
    assert not action.isEnabled()
    assert "roles" in action.statusTip()


def test_a_change_is_kept_and_shown(card):
    card.change()
    card.dialog.form.field("tax_number").set_value("0042")
    card.dialog.accept()
    assert card.view.card.tax_number == "0042"


def test_another_address_shows_and_the_old_one_stays_in_the_register(card):
    before = len(card.view.card.addresses)
    card.move_address()
    card.dialog.form.set_values(
        {"kind": "operating", "on": card.context.today, "lines": "Bole Road 7", "place": "Addis Ababa"}
    )
    card.dialog.accept()
    assert len(card.view.card.addresses) == before + 1
    assert any("Bole Road 7" in bare(value) for _words, value in card.sections.reach.values())


def test_two_people_on_one_agency_see_both_versions(card, sit_down, monkeypatch):
    other = sit_down("clerk")
    card.change()
    card.dialog.form.field("tax_number").set_value("mine")
    view = card.view.card
    with other.opened.transaction("agency:changed") as (session, actor):
        service.change_particulars(
            session, actor, view.id, view.version,
            Particulars(view.legal_form, view.company_number, "theirs", view.capital, view.incorporated_on),
        )  # fmt: skip
    seen = []
    monkeypatch.setattr(conflict.ConflictScreen, "exec", lambda self: seen.append(self) or 0)
    card.dialog.accept()
    assert len(seen) == 1
    assert card.dialog.form.values()["tax_number"] == "mine", "nothing typed is lost"


def test_an_agency_set_aside_can_no_longer_be_changed_and_says_why(card):
    card.set_aside()
    card.dialog.form.set_values({"reason": "entered twice by mistake"})
    card.dialog.accept()
    assert "set aside" in bare(card.verbs["agency:change"].statusTip())


def test_sections_lead_to_their_own_pages(card, told):
    told.listen(card.context)
    links = [
        each for each in card.findChildren(QPushButton) if each.property("look") == "link" and each.isVisibleTo(card)
    ]
    for each in links:
        each.click()
    assert {place.page for place in told.places} <= {"licence", "guarantee", "complaint", "application"}
    assert len(told.places) == len(links)


def test_what_an_imported_list_says_of_a_licence_stands_on_the_card_as_its_statement(sit_down, qtbot):
    context = sit_down("licensing")
    with context.opened.reading() as session:
        agencies = queries.list_agencies(session, queries.Filters(), limit=1_000)
        stated = next(row for each in agencies for row in list_listed(session, each.id))
    page = shown(qtbot, AgencyPage(context), Place("agency", stated.agency_id))
    texts = [bare(label.text()) for label in page.sections.cards["licences"].findChildren(QLabel)]
    assert stated.number in texts
    assert "It has no licence." not in texts
    assert any("imported list" in text for text in texts)


def test_an_agency_of_an_imported_list_has_the_import_in_its_history(sit_down, qtbot):
    context = sit_down("licensing")
    with context.opened.reading() as session:
        agency, name = session.execute(
            text("select agency_id, file_name from imported_agency join import_batch on import_batch.id = batch_id")
        ).first()
    page = shown(qtbot, AgencyPage(context), Place("agency", uuid.UUID(bytes=agency)))
    told = [bare(event.words) for event in page.sections.history.events]
    assert any(name in words and "list" in words for words in told)
    assert page.sections.cards["history"].isVisibleTo(page)


def test_labels_begin_with_a_capital_and_codes_are_words(sit_down, qtbot):
    page = shown(qtbot, AgencyPage(context := sit_down("licensing")), Place("agency", an_agency(context)))
    facts = [*page.sections.facts.values(), *page.sections.reach.values()]
    assert all(words[0] == words[0].upper() for words, _value in facts)
    assert not any("_" in value for words, value in facts if words == "Legal form")
