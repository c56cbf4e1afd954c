"""Lists entered in the register: all chosen rows or none, nothing lost, and the whole batch taken back again."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from registry_app import schema
from registry_app.agencies import card
from registry_app.agencies.models import Agency
from registry_app.agencies.queries import find_agency, list_agencies
from registry_app.agencies.rules import PrincipalRole
from registry_app.core.errors import Cancelled, NotFound, NotPermitted, RuleBroken
from registry_app.core.texts import bare
from registry_app.exchange import queries
from registry_app.exchange.drafting import role_of
from registry_app.exchange.dry_run import Prepared, prepare
from registry_app.exchange.models import ImportBatch, ImportRow, RowOutcome
from registry_app.exchange.rules import ImportKind
from registry_app.exchange.service import Choices, Imported, import_list, save_mapping
from registry_app.exchange.source import from_bytes
from registry_app.exchange.taking_back import take_back
from registry_app.journal.models import JournalEntry
from registry_app.journal.verify import verify
from registry_app.licensing.models import ListedLicence
from registry_app.measures.models import Proposal
from tests.exchange.made_up import HEADING, rows, text

LIST = text([[*HEADING, "Shoe size"], *([*row, "43"] for row in rows(form="%d/%m/2020"))])


def prepared(content: str | bytes, office, name: str = "list.csv", **choices) -> Prepared:
    raw = content.encode() if isinstance(content, str) else content
    return prepare(from_bytes(name, raw), office.clerk.world.today(), region="KE", **choices)


def imported(office, content: str | bytes = LIST, kind: ImportKind = ImportKind.ADD, **choices) -> Imported:
    ready = content if isinstance(content, Prepared) else prepared(content, office)
    with office.clerk.transaction("import") as (session, actor):
        return import_list(session, actor, ready, Choices(kind, **choices))


def count(office, what) -> int:
    with office.clerk.reading() as session:
        return session.scalar(select(func.count()).select_from(what))


def test_a_list_becomes_agencies_with_everything_word_for_word_beside(office_on_both):
    office = office_on_both
    done = imported(office)
    assert (done.rows, done.imported, done.held, done.registered) == (12, 12, 0, 12)
    with office.clerk.reading() as session:
        (first, *_others) = session.scalars(select(Agency).where(Agency.name == "Alpha Manpower Services Ltd")).all()
        shown = card.get_card(session, first.id)
        assert {each.value for each in shown.contacts} == {
            "+254202000000", "+254712300000", "info@alpha.co.ke", "ceo@alpha.co.ke",
        }  # fmt: skip
        (kept,) = queries.rows_of_agency(session, first.id)
        assert (kept.number, kept.cells[-1]) == (2, "43")
        assert len(queries.list_rows(session, done.batch_id, outcome=RowOutcome.IMPORTED)) == 12
        said = session.scalars(select(ListedLicence).where(ListedLicence.agency_id == first.id)).one()
        assert (said.number, said.status_words, said.valid_through) == ("RL-0001", "Valid", date(2020, 1, 13))
    with office.officer("auditor").reading() as session:
        assert session.scalar(select(func.count()).select_from(ImportBatch)) == 1


def test_a_row_with_a_zero_byte_is_held_word_for_word(office_on_both):
    """No database has a letter for it."""
    office = office_on_both
    lines = rows(form="%d/%m/2020")
    lines[2][1] = "Al\0pha Ltd"
    done = imported(office, text([HEADING, *lines]))
    assert (done.rows, done.imported, done.held) == (12, 11, 1)
    with office.clerk.reading() as session:
        (held,) = queries.list_rows(session, done.batch_id, outcome=RowOutcome.HELD)
        assert held.cells[1] == "Al\0pha Ltd"


def test_rows_with_problems_are_held_with_their_codes_and_enter_nothing(office):
    lines = rows(form="%d/%m/2020")
    lines[2][1] = "=CMD()"
    lines[5][2] = ""
    done = imported(office, text([HEADING, *lines]))
    assert (done.rows, done.imported, done.held) == (12, 10, 2)
    with office.clerk.reading() as session:
        held = queries.list_rows(session, done.batch_id, outcome=RowOutcome.HELD)
        assert [(row.number, row.problems) for row in held] == [
            (4, (("formula", "Name of Agency"),)),
            (7, (("key-missing", "License No."),)),
        ]
        assert held[0].cells[1] == "=CMD()"


def test_only_chosen_rows_are_entered_and_the_others_are_kept_as_left_out(office):
    done = imported(office, rows=frozenset({2, 5}))
    assert (done.rows, done.imported, done.left_out, done.registered) == (12, 2, 10, 2)


def test_all_rows_or_none_where_the_officer_stops_the_import(office):
    class Stop:
        def step(self, done, total, what=""):
            raise Cancelled("stopped")

    with pytest.raises(Cancelled), office.clerk.transaction("import") as (session, actor):
        import_list(session, actor, prepared(LIST, office), Choices(), Stop())
    assert (count(office, Agency), count(office, ImportRow), count(office, ImportBatch)) == (0, 0, 0)


def test_who_may_not_import_is_refused(office):
    with pytest.raises(NotPermitted), office.officer("auditor").transaction("import") as (session, actor):
        import_list(session, actor, prepared(LIST, office), Choices())


def test_the_same_list_is_recognised_under_any_name_and_waits_for_a_word(office):
    imported(office)
    with pytest.raises(RuleBroken, match=r"imported before.*--confirm repeated"):
        imported(office, prepared(LIST, office, name="renamed.csv"))
    done = imported(office, confirmed=frozenset({"repeated"}))
    assert (done.registered, done.held) == (0, 12)
    with office.clerk.reading() as session:
        assert {row.problems[0][0] for row in queries.list_rows(session, done.batch_id)} == {"known-already"}


def test_what_is_wrong_with_the_file_waits_until_it_is_confirmed(office):
    cut = LIST.encode()[:-60]
    with pytest.raises(RuleBroken, match="cut off"):
        imported(office, cut)
    assert imported(office, cut, confirmed=frozenset({"cut-off"})).imported > 8
    with pytest.raises(RuleBroken, match="no rows"):
        imported(office, text([HEADING]), confirmed=frozenset({"no-rows"}))


def test_rows_of_one_agency_become_one_agency_with_its_places_and_people(office):
    lines = [["Agency", "Town", "Country", "Owner", "Position"]]
    lines += [["Foo Overseas Ltd", town, "KENYA", owner, "Proprietor"] for town, owner in [("Nairobi", "Ann Doe"), ("Mombasa", "Ann Doe"), ("Kisumu", "Ben Roe")]]  # fmt: skip
    done = imported(office, text(lines))
    assert (done.rows, done.imported, done.registered) == (3, 3, 1)
    with office.clerk.reading() as session:
        agency = session.scalars(select(Agency)).one()
        shown = card.get_card(session, agency.id)
        assert {(each.place, each.country) for each in shown.addresses} == {
            ("Nairobi", "KE"),
            ("Mombasa", "KE"),
            ("Kisumu", "KE"),
        }
        assert {(each.name, each.role) for each in shown.principals} == {
            ("Ann Doe", PrincipalRole.OWNER),
            ("Ben Roe", PrincipalRole.OWNER),
        }
        assert len(queries.rows_of_agency(session, agency.id)) == 3


def test_an_update_finds_agencies_by_number_changes_what_the_list_says_and_holds_what_it_does_not_know(office):
    imported(office)
    lines = rows(4, form="%d/%m/2021")
    lines[0][1], lines[0][7] = "Alpha Reborn Plc", "Cancelled"
    lines[1][4] = "+254 20 7777777"
    lines[3][2] = "RL-9999"
    done = imported(office, text([HEADING, *lines]), ImportKind.UPDATE)
    assert (done.updated, done.registered, done.held) == (3, 0, 1)
    with office.clerk.reading() as session:
        assert [row.name for row in list_agencies(session) if "Alpha" in row.name] == ["Alpha Reborn Plc"]
        bravo = session.scalars(select(Agency).where(Agency.name.like("Bravo%"))).one()
        assert "+254207777777" in {each.value for each in card.get_card(session, bravo.id).contacts}
        assert [row.problems[0][0] for row in queries.list_rows(session, done.batch_id, outcome=RowOutcome.HELD)] == [
            "not-known"
        ]
        words = session.scalars(select(ListedLicence.status_words).where(ListedLicence.number == "RL-0001")).all()
        assert sorted(words) == ["Cancelled", "Valid"]
    with office.clerk.transaction("take back") as (session, actor):
        assert take_back(session, actor, done.batch_id, "wrong list") == 3
    with office.clerk.reading() as session:
        assert [row.name for row in list_agencies(session) if "Alpha" in row.name] == ["Alpha Manpower Services Ltd"]
        standing = [each.value for each in card.get_card(session, bravo.id).contacts if each.valid_to is None]
        assert "+254207777777" not in standing


def test_who_is_missing_from_a_full_list_is_proposed_and_never_removed(office):
    imported(office)
    shorter = text([HEADING, *rows(11, form="%d/%m/2021")])
    done = imported(office, shorter, ImportKind.FULL_LIST, listed_on=date(2019, 3, 1))
    assert (done.updated, done.absent) == (11, 1)
    with office.clerk.reading() as session:
        proposal = session.scalars(select(Proposal)).one()
        assert (proposal.kind, proposal.reason) == ("not_on_list", "not on the list of 2019-03-01")
        assert len(list_agencies(session)) == 12


def test_a_full_list_that_lacks_more_than_one_in_ten_is_refused_until_confirmed(office):
    imported(office)
    short = text([HEADING, *rows(9, form="%d/%m/2021")])
    with pytest.raises(RuleBroken) as refusal:
        imported(office, short, ImportKind.FULL_LIST)
    assert "3 of the 12 agencies" in bare(str(refusal.value))
    assert imported(office, short, ImportKind.FULL_LIST, confirmed=frozenset({"absent"})).absent == 3


def test_a_batch_is_taken_back_whole_and_can_then_be_imported_again(office_on_both):
    office = office_on_both
    done = imported(office)
    with office.clerk.transaction("take back") as (session, actor):
        assert take_back(session, actor, done.batch_id, "the wrong ministry's list") == 12
    with office.clerk.reading() as session:
        assert list_agencies(session) == []
        assert len(queries.list_rows(session, done.batch_id)) == 12
        assert all(row.taken_back_on is not None for row in session.scalars(select(ListedLicence)))
    assert imported(office).registered == 12
    with pytest.raises(RuleBroken, match="was taken back"), office.clerk.transaction("again") as (session, actor):
        take_back(session, actor, done.batch_id, "twice")


def test_a_batch_is_not_taken_back_over_what_was_changed_since(office):
    from registry_app.agencies.rows import ContactDraft
    from registry_app.agencies.rules import ContactKind
    from registry_app.agencies.service import add_contact

    done = imported(office)
    with office.clerk.transaction("change") as (session, actor):
        bravo = session.scalars(select(Agency).where(Agency.name.like("Bravo%"))).one()
        add_contact(session, actor, bravo.id, ContactDraft(ContactKind.PHONE, "+254207777777"))
        number = bravo.number
    with pytest.raises(RuleBroken) as refusal, office.clerk.transaction("take back") as (session, actor):
        take_back(session, actor, done.batch_id, "wrong list")
    assert f"{number} (agency_contact)" in bare(str(refusal.value))
    with office.clerk.reading() as session:
        assert find_agency(session, number) is not None
        assert len(list_agencies(session)) == 12


def test_a_mapping_is_saved_read_again_and_replaced(office):
    ready = prepared(LIST, office)
    with office.clerk.transaction("save") as (session, actor):
        save_mapping(session, actor, "Kenya", ready.mapping)
    with office.clerk.transaction("save") as (session, actor):
        save_mapping(session, actor, "Kenya", ready.mapping.with_column("Shoe size", field="note"))
    with office.clerk.reading() as session:
        assert queries.list_mappings(session) == ["Kenya"]
        mapping = queries.get_mapping(session, "Kenya")
        with pytest.raises(NotFound, match="no saved mapping"):
            queries.get_mapping(session, "Uganda")
    assert prepared(LIST, office, mapping=mapping).mapping.as_columns()["Shoe size"] == "note"


def test_the_journal_of_an_import_holds_and_hides_what_is_personal(office):
    imported(office)
    opened = office.clerk
    with opened.store.engines.read.connect() as connection:
        own = opened.info.office_id.hex
        report = verify(connection, schema.tables(), opened.checkpoint_keys(), own_office=own)
    assert report.intact
    with opened.reading() as session:
        bodies = session.scalars(select(JournalEntry.body).where(JournalEntry.record_table == "import_row")).all()
    assert len(bodies) == 12
    assert not any("Mr. John" in body or "ceo@alpha" in body for body in bodies)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Proprietor", PrincipalRole.OWNER), ("Managing Partner", PrincipalRole.PARTNER), ("Managing Director", PrincipalRole.DIRECTOR),
        ("المدير", PrincipalRole.DIRECTOR), ("ባለቤት", PrincipalRole.OWNER), ("", PrincipalRole.REPRESENTATIVE),
    ],
)  # fmt: skip
def test_the_role_in_a_list_is_understood(words, role):
    assert role_of(words) is role
