"""Persons: entered, found in any script, changed without losing what was."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from registry_app.core.errors import BadInput, NotFound, NotPermitted, StaleRecord
from registry_app.journal.models import JournalEntry, JournalPrivate
from registry_app.persons import queries, service
from registry_app.persons.rows import DocumentDraft, PersonDraft, PersonNameDraft
from registry_app.persons.rules import DocumentKind, PersonNameKind, Sex, document_key, script_of
from registry_app.persons.service import PersonChange

PASSPORT = DocumentDraft(
    DocumentKind.PASSPORT, "EP 123-4567", "ET", expires_on=date(2022, 1, 1), seen_on=date(2019, 3, 4)
)
ALMAZ = PersonDraft(
    "Almaz Kebede",
    (PersonNameDraft("አልማዝ ከበደ"), PersonNameDraft("ألماز كبدي")),
    Sex.FEMALE,
    date(1980, 5, 6),
    "et",
    documents=(PASSPORT,),
)


def enter(opened, draft=ALMAZ, **changes):
    with opened.transaction("person:entered") as (session, actor):
        return service.enter_person(session, actor, replace(draft, **changes))


def found(opened, text):
    with opened.reading() as session:
        return [row.id for row in queries.find_persons(session, text)]


def card(opened, person_id):
    with opened.reading() as session:
        return queries.get_card(session, person_id)


def test_a_person_is_found_by_any_name_in_any_script_and_by_the_document(office_on_both):
    clerk = office_on_both.clerk
    made = enter(clerk)
    for text in ("almaz", "ALM KEB", "kebede almaz", "አልማ", "كبدي", "ep1234567", "EP-123 4567"):
        assert made in found(clerk, text), text
    for text in ("maz", "almaz girma", "", "%", "_"):
        assert made not in found(clerk, text), text


def test_the_card_holds_everything(office_on_both):
    shown = card(office_on_both.clerk, enter(office_on_both.clerk))
    assert (shown.full_name, shown.sex, shown.born_on, shown.nationality) == (
        "Almaz Kebede",
        "female",
        date(1980, 5, 6),
        "ET",
    )
    assert [(name.name, name.script) for name in shown.names] == [
        ("Almaz Kebede", "Latn"),
        ("አልማዝ ከበደ", "Ethi"),
        ("ألماز كبدي", "Arab"),
    ]
    assert [(each.number, each.seen_on) for each in shown.documents] == [("EP 123-4567", date(2019, 3, 4))]


def test_a_new_name_leaves_the_old_one_with_its_end(office):
    clerk = office.clerk
    made = enter(clerk)
    shown = card(clerk, made)
    change = PersonChange("Almaz Tesfaye", Sex.FEMALE, None, "SA", "+251911", "", "Bole")
    with clerk.transaction() as (session, actor):
        service.change_person(session, actor, made, shown.version, change)
    after = card(clerk, made)
    assert (after.full_name, after.nationality, after.phone) == ("Almaz Tesfaye", "SA", "+251911")
    assert [(name.name, name.valid_to) for name in after.names if name.script == "Latn"] == [
        ("Almaz Kebede", date(2019, 3, 4)),
        ("Almaz Tesfaye", None),
    ]
    with pytest.raises(StaleRecord), clerk.transaction() as (session, actor):
        service.change_person(session, actor, made, shown.version, change)


def test_names_and_documents_are_added(office):
    clerk = office.clerk
    made = enter(clerk)
    with clerk.transaction() as (session, actor):
        service.add_name(session, actor, made, PersonNameDraft("Alem", PersonNameKind.ALIAS))
        service.add_document(session, actor, made, DocumentDraft(DocumentKind.NATIONAL_ID, "AA-99"))
    assert made in found(clerk, "alem")
    assert made in found(clerk, "aa99")
    assert card(clerk, made).documents[1].seen_on is None


def test_nothing_about_the_person_stands_in_the_journal_but_in_its_deletable_side(office):
    made = enter(office.clerk, full_name="Zewditu Bogale")
    with office.clerk.reading() as session:
        bodies = session.scalars(select(JournalEntry.body)).all()
        hidden = session.scalars(select(JournalPrivate.body)).all()
    assert made
    assert not any("Zewditu" in body or "1980-05-06" in body for body in bodies)
    assert any("Zewditu" in body for body in hidden)


@pytest.mark.parametrize(
    "changes",
    [
        {"full_name": "  "},
        {"full_name": "Al\u202emaz"},
        {"full_name": "Al\x00maz"},
        {"full_name": "Al\u2066maz"},
        {"full_name": "x" * 301},
        {"born_on": date(2019, 3, 5)},
        {"nationality": "XX"},
        {"nationality": "Ethiopia"},
        {"other_names": (PersonNameDraft(""),)},
        {"documents": (replace(PASSPORT, number="---"),)},
        {"documents": (replace(PASSPORT, issued_on=date(2022, 1, 2)),)},
        {"documents": (replace(PASSPORT, issued_on=date(2019, 1, 2), expires_on=date(2018, 1, 2)),)},
        {"documents": (replace(PASSPORT, country="??"),)},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(office, changes):
    with pytest.raises(BadInput) as refused:
        enter(office.clerk, **changes)
    assert refused.value.hint


def test_markup_is_plain_text(office):
    name = "<b>Almaz</b> & 'Co' -- ; DROP TABLE person"
    assert card(office.clerk, enter(office.clerk, full_name=name)).full_name == name


def test_who_may_not_enters_nobody_and_nobody_is_not_found(office):
    with pytest.raises(NotPermitted):
        enter(office.officer("auditor"))
    with pytest.raises(NotFound):
        card(office.clerk, uuid.UUID(int=1))
    with pytest.raises(NotFound), office.clerk.transaction() as (session, actor):
        service.add_name(session, actor, uuid.UUID(int=1), PersonNameDraft("Alem"))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Almaz", "Latn"),
        ("አልማዝ A", "Ethi"),
        ("محمد", "Arab"),
        ("মোহাম্মদ", "Beng"),
        ("श्रेष्ठ", "Deva"),
        ("12-3", ""),
        ("", ""),
    ],
)
def test_the_script_is_read_from_the_letters(text, script):
    assert script_of(text) == script


def test_numbers_of_documents_fold_digits_of_every_script():
    assert document_key("EP ١٢٣-৪৫") == document_key("ep12345")
