"""What an agency becomes: rows, marks, and everything that is wrong at once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.agencies.models import Agency, AgencyAddress, AgencyName, AgencyPrincipal
from registry_app.agencies.rows import (
    TABLES,
    AddressDraft,
    AgencyDraft,
    ContactDraft,
    Making,
    NameDraft,
    PrincipalDraft,
    agency_rows,
    problems,
)
from registry_app.agencies.rules import ContactKind, NameKind, PrincipalRole
from registry_app.core.errors import BadInput
from registry_app.core.money import Money
from registry_app.persons.models import Person
from registry_app.persons.rows import DocumentDraft, PersonDraft
from registry_app.persons.rules import DocumentKind
from registry_app.screening.models import Mark
from registry_app.screening.rules import MarkKind
from registry_app.store.base import Record

TODAY = date(2019, 3, 4)
SELAM = AgencyDraft(
    "Selam Overseas PLC",
    (NameDraft("ሰላም ኃ/የተ/የግ/ማ", language="am"), NameDraft("Selam", NameKind.TRADING)),
    legal_form="private_limited_company",
    tax_number="00-4411",
    capital=Money(100_000_00, "ETB"),
    addresses=(AddressDraft("Bole Road, House 12", "Addis Ababa", "Addis Ababa"),),
    contacts=(ContactDraft(ContactKind.PHONE, "0911 23 45 67"), ContactDraft(ContactKind.E_MAIL, "Info@selam.et")),
    principals=(
        PrincipalDraft(
            PrincipalRole.OWNER,
            PersonDraft("Almaz Kebede", documents=(DocumentDraft(DocumentKind.PASSPORT, "EP 1234"),)),
            share_bp=10_000,
        ),
    ),
)


def making():
    ids = count(1)
    return Making(TODAY, "ET", lambda: uuid.UUID(int=next(ids)))


def rows(draft=SELAM, **changes):
    return agency_rows(replace(draft, **changes), "A-1", making())


def test_every_table_gets_its_rows_in_the_order_of_the_foreign_keys():
    made = rows()
    assert tuple(made) == TABLES
    ids = {row["id"] for row in made[Agency]} | {row["id"] for row in made[Person]}
    for table in (AgencyName, AgencyAddress, AgencyPrincipal):
        assert {row["agency_id"] for row in made[table]} <= ids
    assert [row["name"] for row in made[AgencyName]] == ["Selam Overseas PLC", "ሰላም ኃ/የተ/የግ/ማ", "Selam"]
    assert [row["script"] for row in made[AgencyName]] == ["Latn", "Ethi", "Latn"]


def test_rows_hold_every_column_that_the_unit_of_work_does_not_give():
    given_by_the_unit = {"office_id", "version", "recorded_at"}
    for table, block in rows().items():
        columns = {column.key for column in table.__mapper__.column_attrs} - given_by_the_unit
        for row in block:
            assert set(row) == columns, table.__tablename__


def test_the_foreign_keys_of_every_table_point_to_one_before_it():
    places = {table.__tablename__: place for place, table in enumerate(TABLES)}
    for table in TABLES:
        for key in table.__table__.foreign_keys:
            target = key.column.table.name
            assert places.get(target, -1) <= places[table.__tablename__], (table, target)


def test_it_is_marked_by_all_that_can_be_recognised():
    marks = {(mark["kind"], mark["key"]) for mark in rows()[Mark]}
    assert {
        (MarkKind.NAME, "slm"),
        (MarkKind.PHONE, "+251911234567"),
        (MarkKind.E_MAIL, "info@selam.et"),
        (MarkKind.TAX_NUMBER, "004411"),
        (MarkKind.DOCUMENT, "ep1234"),
        (MarkKind.ADDRESS, "12 bole ababa addis"),
    } <= marks
    assert {mark["source_table"] for mark in rows()[Mark]} == {
        "agency",
        "agency_name",
        "agency_address",
        "agency_contact",
        "person",
    }


BAD = {
    "no name": ({"name": " "}, "name"),
    "an override in a name": ({"name": "Selam\u202ecod"}, "name"),
    "an isolate that does not end": ({"name": "Selam\u2067"}, "name"),
    "a control character": ({"name": "Se\x01lam"}, "name"),
    "a name without end": ({"name": "x" * 301}, "name"),
    "a further name of nothing": ({"names": (NameDraft(""),)}, "names[0]"),
    "a future registration": ({"registered_on": date(2019, 3, 5)}, "agency"),
    "a future incorporation": ({"incorporated_on": date(2020, 1, 1)}, "agency"),
    "a debt as capital": ({"capital": Money(-1, "ETB")}, "agency"),
    "an empty address": ({"addresses": (AddressDraft(),)}, "addresses[0]"),
    "a country that is none": ({"addresses": (AddressDraft("Bole", country="Ethiopia"),)}, "addresses[0]"),
    "an empty contact": ({"contacts": (ContactDraft(ContactKind.PHONE, " "),)}, "contacts[0]"),
    "a principal without a name": (
        {"principals": (PrincipalDraft(PrincipalRole.OWNER, PersonDraft("")),)},
        "principals[0].person",
    ),
    "nobody as principal": ({"principals": (PrincipalDraft(PrincipalRole.OWNER),)}, "principals[0].person"),
    "a share beyond the whole": (
        {"principals": (PrincipalDraft(PrincipalRole.OWNER, PersonDraft("A B"), share_bp=10_001),)},
        "principals",
    ),
    "shares beyond the whole": (
        {
            "principals": tuple(
                PrincipalDraft(PrincipalRole.PARTNER, PersonDraft(name), share_bp=5_001) for name in ("A B", "C D")
            )
        },
        "principals",
    ),
    "a negative share": (
        {"principals": (PrincipalDraft(PrincipalRole.OWNER, PersonDraft("A B"), share_bp=-1),)},
        "principals",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_is_refused_and_named_with_its_field(what):
    changes, field = BAD[what]
    with pytest.raises(BadInput):
        rows(**changes)
    (problem,) = problems(replace(SELAM, **changes), making())
    assert problem.field == field
    assert problem.sentence
    assert problem.hint


def test_all_problems_are_told_at_once():
    draft = replace(
        SELAM,
        name="",
        contacts=(ContactDraft(ContactKind.PHONE, ""), ContactDraft(ContactKind.SITE, "a\u202eb")),
        addresses=(AddressDraft(),),
    )
    assert [each.field for each in problems(draft, making())] == ["name", "addresses[0]", "contacts[0]", "contacts[1]"]


def test_a_good_draft_has_no_problems():
    assert problems(SELAM, making()) == []


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(
    st.builds(
        AgencyDraft,
        TEXT,
        tax_number=TEXT,
        addresses=st.tuples(st.builds(AddressDraft, TEXT, TEXT)),
        contacts=st.tuples(st.builds(ContactDraft, st.sampled_from(ContactKind), TEXT)),
    )
)
def test_a_draft_is_refused_exactly_when_it_has_problems(draft):
    found = problems(draft, making())
    try:
        made = agency_rows(draft, "A-1", making())
    except BadInput:
        assert found
    else:
        assert not found
        assert all(isinstance(table, type) and issubclass(table, Record) for table in made)
