"""The list of agencies: the same rows in whatever way pages are read, with the status of the day, on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from registry_app.agencies import service as agencies
from registry_app.agencies.listing import AgencyListing, list_regions
from registry_app.agencies.rows import AddressDraft, AgencyDraft, ContactDraft, NameDraft
from registry_app.agencies.rules import ContactKind
from registry_app.core.paging import START, After, At, Before, Count, Filters, Place, Sort
from registry_app.licensing import law, listing
from registry_app.licensing.acting import ActDraft
from registry_app.licensing.decisions import ActsFrom, DecisionKind
from registry_app.licensing.listing import AgencyLine, StandingListing
from registry_app.licensing.standing import licence_status
from registry_app.licensing.status import LicenceState
from registry_app.store.paging import Milestones
from tests.support.licensing import Licensing
from tests.support.office import test_world
from tests.support.redress import MONDAY, Office, office_in

NAMES = ("Selam", "selam", "Abay Travels", "Tana", "Zeta", "Dashen", "Selam Overseas", "Awash", "Bole", "Omo")
SORTS = (Sort("name"), Sort("name", descending=True), Sort("number"), Sort("number", descending=True))
BY_NAME = SORTS[0]
EVERYTHING = Filters()
ADDIS = AddressDraft("House 1", "Addis Ababa", "Addis Ababa")


class Filled:
    """An office with ten agencies, two of them licensed, one a duplicate and one a mistake."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.licensing = Licensing(office)
        self.ids = {number: self._register(number, name) for number, name in enumerate(NAMES)}
        self.licensing.empower("licence:suspend")
        self.licensed = self.licensing.agency("Licensed")
        self.suspended = self.licensing.agency("Suspended")
        numbers = [self.licensing.granted(agency) for agency in (self.licensed, self.suspended)]
        self.licensing.act(
            ActDraft(
                DecisionKind.SUSPEND,
                self.licensing.licence_id(numbers[1]),
                reasons="A worker's wage was withheld.",
                provisions=("art. 42(2)(l)",),
                acts_from=ActsFrom.DECISION,
                ends_on=date(2019, 6, 30),
                without_notice_because="It was admitted at the hearing.",
            )
        )
        office.does("clerk", agencies.merge, self.ids[9], self.licensed, "the same office")
        self.listing = StandingListing(MONDAY)

    def _register(self, number: int, name: str) -> uuid.UUID:
        draft = AgencyDraft(name, (NameDraft(f"ወኪል {number}", language="am"),), legal_form="private_limited_company")
        if number % 2:
            phone = ContactDraft(ContactKind.PHONE, f"0911 23 45 6{number}")
            draft = replace(draft, addresses=(ADDIS,), contacts=(phone,))
        return uuid.UUID(str(self.office.does("clerk", agencies.register, draft, despite="made up for a test")))

    def page(
        self, filters: Filters = EVERYTHING, sort: Sort = BY_NAME, place: Place = START, limit: int = 100
    ) -> list[AgencyLine]:
        return self.office.read(self.listing.page, filters, sort, place, limit)

    def names(self, filters: Filters = EVERYTHING, sort: Sort = BY_NAME) -> list[str]:
        keys = self.office.read(self.listing.keys, filters, sort)
        lines = self.office.read(self.listing.rows, keys)
        assert [line.agency.id for line in lines] == list(keys)
        assert self.office.read(self.listing.count, filters) == Count(len(keys))
        return [line.agency.name for line in lines]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def filled(request, tmp_path_factory) -> Iterator[Filled]:
    server = request.getfixturevalue("postgres") if request.param == "postgres" else None
    address = server.create_database() if server else ""
    made = office_in(tmp_path_factory.mktemp("office"), test_world(), address)
    yield Filled(made)
    made.close()
    if server:
        server.drop_database(address)


@pytest.mark.parametrize("sort", SORTS)
def test_all_keys_stand_in_the_order_asked_for(filled, sort):
    rows = [line.agency for line in filled.page(sort=sort)]
    assert len(rows) == len(NAMES) + 1
    keys = [(row.number if sort.by == "number" else row.search_key, row.id) for row in rows]
    assert keys == sorted(keys, reverse=sort.descending)
    assert [row.id for row in rows] == filled.office.read(filled.listing.keys, Filters(), sort)


@given(sort=st.sampled_from(SORTS), start=st.integers(0, 12), limit=st.integers(1, 12))
def test_a_page_is_the_same_rows_by_place_after_a_row_and_before_one(filled, sort, start, limit):
    whole = filled.page(sort=sort)
    assert filled.page(sort=sort, place=At(start), limit=limit) == whole[start : start + limit]
    if 0 < start <= len(whole):
        after = After(filled.listing.anchor(whole[start - 1], sort))
        assert filled.page(sort=sort, place=after, limit=limit) == whole[start : start + limit]
    if start < len(whole):
        before = Before(filled.listing.anchor(whole[start], sort))
        assert filled.page(sort=sort, place=before, limit=limit) == whole[max(start - limit, 0) : start]


@given(every=st.integers(1, 15), descending=st.booleans(), start=st.integers(0, 14), limit=st.integers(1, 12))
def test_a_jump_from_a_milestone_lands_where_a_jump_from_the_start_does(filled, every, descending, start, limit):
    own = StandingListing(MONDAY)
    own._agencies._milestones = Milestones(every)
    sort = Sort("name", descending)
    whole = filled.page(sort=sort)
    assert filled.office.read(own.page, EVERYTHING, sort, At(start), limit) == whole[start : start + limit]
    assert filled.office.read(own.count, EVERYTHING) == Count(len(whole))
    assert filled.office.read(own.page, EVERYTHING, sort, At(start), limit) == whole[start : start + limit]


def test_the_first_page_of_a_text_with_very_many_hits_are_legal_names_in_order(filled):
    own = AgencyListing(lambda _session, _key, _most: None)
    first = filled.office.read(own.page, Filters("sel"), BY_NAME, START, 5)
    assert [row.name for row in first] == filled.names(Filters("sel"))


@pytest.mark.parametrize("sort", [*SORTS, Sort("status"), Sort("valid_through", descending=True), Sort("registered")])
@pytest.mark.parametrize("filters", [Filters(), Filters("selam")])
def test_every_row_is_found_where_it_stands_and_no_other_is(filled, sort, filters):
    keys = filled.office.read(filled.listing.keys, filters, sort)
    assert [filled.office.read(filled.listing.place_of, filters, sort, key) for key in keys] == list(range(len(keys)))
    assert filled.office.read(filled.listing.place_of, filters, sort, filled.ids[9]) is None


def test_text_finds_beginnings_of_words_in_any_script_and_numbers(filled):
    assert sorted(filled.names(Filters("SEL"))) == ["Selam", "Selam Overseas", "selam"]
    assert filled.names(Filters("sel over")) == ["Selam Overseas"]
    assert filled.names(Filters("ወኪል 4")) == ["Zeta"]
    number = filled.page()[0].agency.number
    assert len(filled.names(Filters(number.lower()))) == 1
    assert filled.names(Filters("elam")) == []


def test_an_index_of_words_is_asked_first_and_its_hits_are_put_in_order(filled):
    asked: list[str] = []

    def find_words(_session: object, key: str, _limit: int) -> list[uuid.UUID] | None:
        asked.append(key)
        return [filled.ids[6], filled.ids[0]] if key == "selam" else None

    found = AgencyListing(find_words)
    keys = filled.office.read(found.keys, Filters(" Sélam "), BY_NAME)
    assert asked == ["selam"]
    assert keys == [filled.ids[0], filled.ids[6]]
    assert filled.office.read(found.keys, Filters("zeta"), BY_NAME) == [filled.ids[4]]  # too many hits: names are read


def test_region_place_and_office_narrow_each_other(filled):
    addis = [name for number, name in enumerate(NAMES) if number % 2 and number != 9]
    assert sorted(filled.names(Filters("", (("region", "Addis Ababa"),)))) == sorted(addis)
    assert filled.names(Filters("selam", (("region", "Addis Ababa"),))) == ["selam"]
    own = filled.office.opened.info.office_id.hex
    assert len(filled.names(Filters("", (("office", own),)))) == len(NAMES) + 1
    assert filled.names(Filters("", (("office", uuid.UUID(int=1).hex),))) == []
    assert filled.office.read(list_regions) == ["Addis Ababa"]


def test_status_and_last_day_are_those_of_the_agency_s_card(filled):
    lines = {line.agency.id: line for line in filled.page()}
    for agency, state in ((filled.licensed, LicenceState.IN_FORCE), (filled.suspended, LicenceState.SUSPENDED)):
        (own,) = filled.office.read(licence_status, agency, MONDAY)
        assert lines[agency].licence == own
        assert lines[agency].state is state
    assert lines[filled.ids[0]].state is LicenceState.NONE
    assert lines[filled.ids[0]].licence is None


def test_status_and_last_day_narrow_and_order(filled):
    assert filled.names(Filters("", (("status", "in_force"),))) == ["Licensed"]
    assert filled.names(Filters("", (("status", "in_force"), ("status", "suspended")))) == ["Licensed", "Suspended"]
    assert len(filled.names(Filters("", (("status", "none"),)))) == len(NAMES) - 1
    through = filled.page(Filters("licensed"))[0].licence.status.valid_through
    assert filled.names(Filters("", (("valid_through", f"{through}/"),))) == ["Licensed", "Suspended"]
    assert filled.names(Filters("", (("valid_through", f"/{through.replace(year=2018)}"),))) == []
    assert filled.names(sort=Sort("status"))[:2] == ["Licensed", "Suspended"]
    assert filled.names(sort=Sort("status", descending=True))[:2] == ["Suspended", "Licensed"]


def test_the_next_years_are_other_statuses(filled):
    later = StandingListing(date(2035, 1, 1))
    (line,) = filled.office.read(later.page, Filters("licensed"), BY_NAME, START, 5)
    assert line.state is LicenceState.EXPIRED


def test_a_page_asks_the_same_number_of_questions_however_many_rows_it_has(filled):
    filled.page()  # the law is read
    counted: list[int] = []
    for limit in (4, 11):  # both hold a licence
        asked: list[str] = []
        with filled.office.opened.reading() as session:
            connection = session.connection()

            def note(_connection, _cursor, statement, *_rest, asked=asked):
                asked.append(statement)

            event.listen(connection, "before_cursor_execute", note)
            filled.listing.page(session, Filters(), Sort("name", descending=True), START, limit)
            event.remove(connection, "before_cursor_execute", note)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 16


def test_the_law_is_read_once_and_again_when_it_changed(filled, monkeypatch):
    read: list[bool] = []
    monkeypatch.setattr(listing, "read_law", lambda session: read.append(True) or law.read_law(session))
    own = StandingListing(MONDAY)
    for _turn in range(3):
        filled.office.read(own.page, Filters(), BY_NAME, START, 5)
    assert len(read) == 1
    filled.licensing.set_law(renewal__state_in_gap="suspended")
    filled.office.read(own.page, Filters(), BY_NAME, START, 5)
    assert len(read) == 2


def test_thousands_of_ids_are_one_question(filled):
    many = [uuid.UUID(int=number) for number in range(40_000)]
    with filled.office.opened.reading() as session:
        rows = filled.listing.rows(session, [*many, filled.ids[3]])
    assert [row.agency.id for row in rows] == [filled.ids[3]]
