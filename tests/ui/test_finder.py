"""Ctrl+K on the desk: numbers, names, pages and verbs, each opened where the work is done."""

from __future__ import annotations

import pytest

from registry_app.agencies import queries
from registry_app.agencies.card import list_principals
from registry_app.core.texts import bare
from registry_app.finding.rules import Kind
from registry_app.licensing import standing
from registry_app.ui.catalogue import ACTIONS, PAGES
from registry_app.ui.desk import Desk
from registry_app.ui.finder import PAGES as OPENED_BY


@pytest.fixture
def desk(sit_down, qtbot):
    made = Desk(sit_down("licensing"), PAGES, ACTIONS)
    qtbot.addWidget(made)
    made.resize(1366, 740)
    made.show()
    made.begin()
    return made


def hits(desk: Desk, text: str, kind: Kind):
    return [hit for hit in desk.finder.ask(text) if hit.kind is kind]


def test_an_agencys_number_opens_its_card(desk):
    with desk.context.opened.reading() as session:
        agency = queries.list_agencies(session, queries.Filters())[3]
    found = hits(desk, agency.number, Kind.AGENCY)[0]
    desk.finder.open_hit(found)
    assert desk.page.code == "agency"
    assert bare(desk.page.heading()) == agency.name


def test_a_name_with_a_slip_of_the_keys_is_found(desk):
    with desk.context.opened.reading() as session:
        name = next(
            each.name for each in queries.list_agencies(session, queries.Filters()) if len(each.name.split()[0]) > 5
        )
    word = name.split()[0]
    assert any(hit.title and name in bare(hit.title) for hit in hits(desk, word[:3] + word[4:], Kind.AGENCY))


def test_a_person_opens_the_agency_he_stands_in(desk):
    with desk.context.opened.reading() as session:
        licence = standing.list_licences(session, desk.context.today)[0]
        principal = list_principals(session, licence.agency_id)[0].name
    desk.finder.open_hit(next(hit for hit in hits(desk, principal, Kind.PERSON) if principal in bare(hit.title)))
    assert desk.page.code == "agency"


def test_every_kind_of_hit_has_a_page(desk):
    codes = {spec.code for spec in PAGES}
    assert {kind for kind in Kind if kind is not Kind.PERSON} == set(OPENED_BY)
    assert {page for page, _part in OPENED_BY.values()} <= codes


def test_a_page_and_a_verb_are_chosen_by_their_words(desk):
    assert {"agencies", "agency:register"} <= {command.code for command in desk.finder.commands()}
    desk.finder.do_command("agencies")
    assert desk.page.code == "agencies"
    desk.finder.do_command("agency:register")
    assert desk.page.code == "new_agency"


def test_places_one_came_from_are_offered(desk):
    desk.finder.do_command("agencies")
    desk.finder.do_command("agency:register")
    assert "Agencies" in [bare(each.words) for each in desk._recent_places()]


def test_the_key_opens_the_finder_and_escape_gives_the_focus_back(desk, qtbot):
    desk.verbs["desk:find"].trigger()
    assert desk.finder.palette.isVisible()
    desk.finder.palette.close_palette()
    assert not desk.finder.palette.isVisible()
