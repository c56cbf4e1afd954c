"""Imports and their rows for a screen, how the officer says a list lies in its file, and problems said again."""

from __future__ import annotations

import pytest

from registry_app.core.errors import BadInput
from registry_app.core.paging import At, Filters, Sort
from registry_app.exchange.delimited import Dialect
from registry_app.exchange.dry_run import prepare
from registry_app.exchange.listing import IN_ORDER, NEWEST, BatchListing, RowListing, get_batch
from registry_app.exchange.models import RowOutcome
from registry_app.exchange.problems import FILE, NOTE, ROW, kept_words
from registry_app.exchange.reading import Wishes, open_list
from registry_app.exchange.service import Choices, NotConfirmed, import_list
from registry_app.exchange.source import from_bytes
from registry_app.exchange.taking_back import take_back

LIST = "Name of agency;Licence No.\nHorizon Employment Agency;EX-1\nBlue Nile Agency;EX-2\n;EX-3\n"
BATCHES = BatchListing()


def taken_in(office, name: str = "a.csv", text: str = LIST, **choices):
    prepared = prepare(from_bytes(name, text.encode()), office.clerk.world.today(), region="ET")
    with office.clerk.transaction("list:imported") as (session, actor):
        return import_list(session, actor, prepared, Choices(**choices))


def test_imports_are_listed_newest_first_and_narrowed(office):
    first = taken_in(office)
    second = taken_in(office, "b.csv", LIST.replace("EX-", "LX-").replace("Agency;", "Agency of Two;"))
    with office.clerk.transaction("list:taken_back") as (session, actor):
        take_back(session, actor, second.batch_id, "the wrong list")
    with office.clerk.reading() as session:
        assert BATCHES.keys(session, Filters(), NEWEST)[:2] == [second.batch_id, first.batch_id]
        assert BATCHES.keys(session, Filters().adding("state", "taken_back"), NEWEST) == [second.batch_id]
        assert BATCHES.keys(session, Filters().saying("A.cs"), NEWEST) == [first.batch_id]
        day = office.clerk.world.today()
        assert BATCHES.count(session, Filters().adding("imported_on", f"{day}/")).number == 2
        assert BATCHES.count(session, Filters().adding("kind", "update")).number == 0
        assert BATCHES.place_of(session, Filters(), Sort("file"), first.batch_id) == 0
        line = get_batch(session, second.batch_id)
    assert (line.state, line.taken_back_reason, line.headings) == (
        "taken_back",
        "the wrong list",
        ("Name of agency", "Licence No."),
    )


def test_rows_stand_word_for_word_with_their_agency_and_what_was_wrong(office):
    made = taken_in(office)
    listing = RowListing(made.batch_id, ("Name of agency", "Licence No."))
    with office.clerk.reading() as session:
        rows = listing.page(session, Filters(), IN_ORDER, At(0), 10)
        held = listing.page(session, Filters().adding("outcome", "held"), IN_ORDER, At(0), 10)
        found = listing.page(session, Filters().saying("blue nile"), IN_ORDER, At(0), 10)
        assert listing.count(session, Filters()).number == 3
        assert [listing.place_of(session, Filters(), IN_ORDER, row.id) for row in rows] == [0, 1, 2]
    assert [row.number for row in rows] == [2, 3, 4]
    assert rows[0].cells == ("Horizon Employment Agency", "EX-1")
    assert rows[0].agency_name == "Horizon Employment Agency"
    assert [(row.number, row.outcome) for row in held] == [(4, RowOutcome.HELD)]
    assert "name of the agency is missing" in held[0].problem
    assert [row.number for row in found] == [3]


def test_a_list_that_comes_again_names_what_is_to_be_confirmed(office):
    taken_in(office)
    with pytest.raises(NotConfirmed) as refused:
        taken_in(office)
    assert refused.value.what == "repeated"


@pytest.mark.parametrize("code", [*FILE, *ROW, *NOTE])
def test_every_problem_can_be_said_again_from_what_was_kept(code):
    assert kept_words(code, 7, "Valid until", "31/02/2020").strip()


def test_a_problem_of_another_version_is_its_code():
    assert kept_words("new-fangled", 7, "", "") == "new-fangled"


def test_the_officer_says_where_the_heading_is():
    content = b"A title;\nName;Number\nHorizon;1\nTana;2\n"
    told = open_list(from_bytes("a.csv", content), Wishes(heading_row=1))
    assert told.layout.columns[0] == "A title"
    assert told.layout.first_row == 2
    none = open_list(from_bytes("a.csv", content), Wishes(heading_row=0))
    assert (none.layout.heading_rows, none.layout.first_row) == ((), 1)
    with pytest.raises(BadInput, match="Row"):
        open_list(from_bytes("a.csv", content), Wishes(heading_row=99))


def test_the_officer_says_what_stands_between_cells():
    opened = open_list(from_bytes("a.csv", b"Name|Place;Number\nHorizon|Adama;1\n"), Wishes(dialect=Dialect("|")))
    assert opened.layout.columns == ("Name", "Place;Number")
