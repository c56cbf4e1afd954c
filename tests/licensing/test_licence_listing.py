"""The list of licences: its first rows are those of the whole list, however they are found, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from registry_app.core.paging import START, Count, Filters, Sort
from registry_app.licensing import licence_listing
from registry_app.licensing.acting import ActDraft
from registry_app.licensing.decisions import ActsFrom, DecisionKind
from registry_app.licensing.licence_listing import LicenceListing
from registry_app.licensing.status import LicenceState
from tests.support.licensing import Licensing
from tests.support.office import test_world
from tests.support.redress import MONDAY, office_in

NAMES = ("Abay", "Bole", "Tana", "Zeta", "Selam")
ORDERS = [Sort("number"), Sort("number", descending=True), Sort("agency"), Sort("status"), Sort("valid_through")]
FILTERS = [Filters(), Filters("a"), Filters().adding("status", "suspended"), Filters().adding("status", "in_force")]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def licensed(request, tmp_path_factory) -> Iterator[Licensing]:
    """Five licences, the third of them suspended."""
    server = request.getfixturevalue("postgres") if request.param == "postgres" else None
    address = server.create_database() if server else ""
    made = office_in(tmp_path_factory.mktemp("office"), test_world(), address)
    licensing = Licensing(made)
    licensing.empower("licence:suspend")
    numbers = [licensing.granted(licensing.agency(name)) for name in NAMES]
    licensing.act(
        ActDraft(
            DecisionKind.SUSPEND,
            licensing.licence_id(numbers[2]),
            reasons="A worker's wage was withheld.",
            provisions=("art. 42(2)(l)",),
            acts_from=ActsFrom.DECISION,
            ends_on=date(2019, 6, 30),
            without_notice_because="It was admitted at the hearing.",
        )
    )
    yield licensing
    made.close()
    if server:
        server.drop_database(address)


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("block", [1, 2, 64])
def test_the_first_rows_are_those_of_the_whole_list_however_few_are_looked_at_in_one_go(
    licensed, sort, filters, block, monkeypatch
):
    monkeypatch.setattr(licence_listing, "_BLOCK", block)
    listing = LicenceListing(MONDAY)
    read = licensed.office.read
    keys = read(listing.keys, filters, sort)
    assert read(listing.count, filters) == Count(len(keys))
    assert [row.id for row in read(listing.rows, keys)] == keys
    for limit in (1, 2, 3, 10):
        assert [row.id for row in read(listing.page, filters, sort, START, limit)] == keys[:limit]


def test_a_state_narrows_to_the_licences_in_it(licensed):
    listing = LicenceListing(MONDAY)
    rows = licensed.office.read(listing.page, FILTERS[2], ORDERS[0], START, 10)
    assert [(row.agency_name, row.status.state) for row in rows] == [(NAMES[2], LicenceState.SUSPENDED)]
