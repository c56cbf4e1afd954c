"""The index follows every change in its own transaction, is no fact, and can be made anew at any time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from registry_app import schema
from registry_app.agencies.models import Agency, AgencyContact, AgencyName
from registry_app.agencies.rows import AgencyDraft, ContactDraft
from registry_app.agencies.rules import ContactKind
from registry_app.agencies.service import register, register_many
from registry_app.build import Opened
from registry_app.build.opened import make_index
from registry_app.core.errors import RuleBroken
from registry_app.core.progress import Silent
from registry_app.core.world import World
from registry_app.finding import keeping, tables
from registry_app.finding.queries import find
from registry_app.finding.words import Vocabulary
from registry_app.journal.verify import verify
from registry_app.persons.models import PersonDocument, PersonName
from registry_app.persons.rows import DocumentDraft, PersonDraft
from registry_app.persons.rules import DocumentKind, Sex
from registry_app.persons.service import PersonChange, change_person, enter_person
from registry_app.store import unit
from tests.support.office import as_user, opened_register


@pytest.fixture(params=["sqlite", "postgres"])
def clerk(request: pytest.FixtureRequest, tmp_path: Path, world: World) -> Iterator[Opened]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    admin = opened_register(tmp_path, world, url)
    opened = as_user(admin, "clerk")
    yield opened
    opened.close()
    admin.close()


def found(opened: Opened, text: str) -> list[str]:
    with opened.reading() as session:
        return [hit.title for hit in find(session, text, actor=opened.actor(), vocabulary=opened.vocabulary)]


def in_step(opened: Opened) -> bool:
    return keeping.check(opened.store.engines, opened.location.path.name)


def hanna(opened: Opened) -> uuid.UUID:
    with opened.transaction("test") as (session, actor):
        draft = PersonDraft("Hanna Worku", documents=(DocumentDraft(DocumentKind.PASSPORT, "EP7654321"),))
        return enter_person(session, actor, draft)


def test_a_change_is_found_by_its_new_words_in_the_same_transaction_and_no_more_by_what_was_never_stored(
    clerk: Opened,
) -> None:
    person = hanna(clerk)
    with clerk.transaction("test") as (session, actor):
        change = PersonChange("Hanna Girma", Sex.UNKNOWN, None, "", "0911 000 111", "", "")
        change_person(session, actor, person, 1, change)
    assert found(clerk, "girma") == ["Hanna Girma"]
    assert found(clerk, "worku") == ["Hanna Girma"], "a former name is found as well"
    assert found(clerk, "0911000111") == ["Hanna Girma"]
    assert in_step(clerk)


def test_what_is_altered_twice_in_one_transaction_ends_as_it_stands(clerk: Opened) -> None:
    hanna(clerk)
    with clerk.transaction("test") as (session, _actor):
        document = session.scalars(select(PersonDocument)).one()
        unit.verb(session, "person:changed", document)
        for number in ("EP1", "EP2", "EP3"):
            document.number, document.number_key = number, number.lower()
            session.flush()
    assert found(clerk, "ep3") == ["Hanna Worku"]
    assert found(clerk, "EP7654321") == []
    assert in_step(clerk)


def test_what_is_undone_was_never_found(clerk: Opened) -> None:
    with pytest.raises(RuleBroken), clerk.transaction("test") as (session, actor):
        enter_person(session, actor, PersonDraft("Selam Tadesse"))
        raise RuleBroken
    assert found(clerk, "selam") == []
    assert in_step(clerk)


def test_an_erased_name_leaves_nothing_in_the_index(clerk: Opened) -> None:
    hanna(clerk)
    with clerk.transaction("test") as (session, _actor):
        name = session.scalars(select(PersonName)).one()
        unit.verb(session, "person:changed", name)
        session.delete(name)
    with clerk.store.engines.read.connect() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM derived_finding_name").scalar_one()
        words = connection.exec_driver_sql("SELECT word FROM derived_finding_word").scalars().all()
    assert kept == 0
    assert "worku" not in words
    assert in_step(clerk)


def test_a_list_that_is_imported_is_found_at_once(clerk: Opened) -> None:
    drafts = [
        AgencyDraft(f"Star {word} Manpower", contacts=(ContactDraft(ContactKind.PHONE, f"09111{place:05d}"),))
        for place, word in enumerate(("Addis", "Adama", "Gondar"))
    ]
    with clerk.transaction("test") as (session, actor):
        register_many(session, actor, drafts, Silent(), from_list="list")
    assert found(clerk, "gondar") == ["Star Gondar Manpower"]
    assert found(clerk, "0911100001") == ["Star Adama Manpower"]
    assert in_step(clerk)


def test_an_agency_entered_by_mistake_is_not_shown(clerk: Opened) -> None:
    with clerk.transaction("test") as (session, actor):
        agency = register(session, actor, AgencyDraft("Lucky Star"))
    with clerk.transaction("test") as (session, _actor):
        record = session.get_one(Agency, agency)
        unit.verb(session, "agency:changed", record)
        record.set_aside_on = date(2019, 3, 4)
    assert found(clerk, "lucky") == []
    assert in_step(clerk)


def test_the_index_is_made_again_when_it_is_missing_or_of_another_form(
    clerk: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanna(clerk)
    before = found(clerk, "hana wroku")
    assert make_index(clerk) is False
    with clerk.store.engines.write.begin() as connection:
        tables.drop_tables(connection)
    assert make_index(clerk) is True
    assert found(clerk, "hana wroku") == before == ["Hanna Worku"]
    monkeypatch.setattr(tables, "FORM", 99)
    assert make_index(clerk) is True
    assert make_index(clerk) is False
    assert in_step(clerk)


def test_without_an_index_work_goes_on_and_the_next_opening_makes_it(clerk: Opened) -> None:
    with clerk.store.engines.write.begin() as connection:
        tables.drop_tables(connection)
    again = as_user(clerk, "licensing")  # opening makes it
    hanna(clerk)
    assert found(again, "hanna") == ["Hanna Worku"]
    again.close()


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM derived_finding_name",
        "DELETE FROM derived_finding_number",
        "DELETE FROM derived_finding_word",
        "UPDATE derived_finding_name SET words = 'somebody else'",
        "UPDATE derived_finding_number SET number = '1'",
    ],
)
def test_an_index_that_says_something_else_than_the_facts_is_noticed_and_made_anew(
    clerk: Opened, tampering: str
) -> None:
    hanna(clerk)
    assert in_step(clerk)
    with clerk.store.engines.write.begin() as connection:
        connection.exec_driver_sql(tampering)
    assert not in_step(clerk)
    make_index(clerk, anew=True)
    assert in_step(clerk)


def test_the_index_is_no_fact(clerk: Opened) -> None:
    """Neither journalled nor guarded nor exported; what it holds changes nothing that is verified."""
    hanna(clerk)
    make_index(clerk, anew=True)
    assert not any(table.name.startswith("derived_") for table in schema.tables())
    with clerk.reading() as session:
        report = verify(
            session.connection(), schema.tables(), clerk.checkpoint_keys(), own_office=clerk.info.office_id.hex
        )
    assert report.intact


def test_words_are_read_anew_after_the_index_was_made_anew(clerk: Opened) -> None:
    hanna(clerk)
    vocabulary = Vocabulary()
    for _turn in range(2):
        with clerk.store.engines.read.connect() as connection:
            assert vocabulary.near(connection, ["hanma"]) == {"hanma": ["hanna"]}
        with clerk.transaction("test") as (session, actor):
            enter_person(session, actor, PersonDraft("Aster Bogale"))
        make_index(clerk, anew=True)
    with clerk.store.engines.read.connect() as connection:
        assert vocabulary.near(connection, ["bogle", "ab"]) == {"bogle": ["bogale"]}


def test_a_server_without_trigrams_finds_the_same(clerk: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    hanna(clerk)
    monkeypatch.setattr(tables, "_has_trigrams", lambda _connection: False)
    make_index(clerk, anew=True)
    assert found(clerk, "han wor") == []
    assert found(clerk, "hanna wor") == ["Hanna Worku"]


def test_two_rows_of_different_tables_keep_their_places(clerk: Opened) -> None:
    assert keeping.BITS < 60
    with clerk.transaction("test") as (session, actor):
        register(session, actor, AgencyDraft("Nile Gate"))
        assert session.scalars(select(AgencyName)).one().search_key == "nile gate"
        assert session.scalars(select(AgencyContact)).all() == []
    person = hanna(clerk)
    with clerk.store.engines.read.connect() as connection:
        places = connection.exec_driver_sql("SELECT id >> 40, subject FROM derived_finding_name ORDER BY id").all()
    assert [place for place, _subject in places] == [1, 3]
    assert bytes(places[1][1]) == person.bytes
