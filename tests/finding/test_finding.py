"""Finding: any name, number or telephone, in any script and with slips of the keys; the same on both databases."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app import schema
from registry_app.access.permissions import PERMISSIONS as ALL_PERMISSIONS
from registry_app.agencies.rows import AgencyDraft, ContactDraft, NameDraft
from registry_app.agencies.rules import ContactKind
from registry_app.agencies.service import register
from registry_app.core.actor import Actor
from registry_app.core.names import search_key
from registry_app.correspondence.rules import Direction, Mode
from registry_app.correspondence.service import LetterDraft, enter_letter
from registry_app.finding.queries import Hit, agencies_by_words, find
from registry_app.finding.rules import CODES, PERMISSIONS, THIN, Kind, contact_keys, mistyped, number_key, read_question
from registry_app.finding.sources import SOURCES
from registry_app.persons.rows import DocumentDraft, PersonDraft, PersonNameDraft
from registry_app.persons.rules import DocumentKind
from registry_app.persons.service import enter_person
from registry_app.store import unit
from tests.support.counter import Counter

AGENCIES = (
    AgencyDraft(
        "Horizon Recruitment Agency PLC",
        (NameDraft("ሆራይዘን የሥራ ኤጀንሲ"),),
        tax_number="0012345678",
        company_number="MT/AA/3/0001234",
        contacts=(
            ContactDraft(ContactKind.PHONE, "0911 234567"),
            ContactDraft(ContactKind.E_MAIL, "desk@horizon.example"),
        ),
    ),
    AgencyDraft("Blue Nile Overseas Employment", (NameDraft("النيل الأزرق للاستقدام"),)),
    AgencyDraft("Al Amal Manpower", (NameDraft("শ্রমিক নিয়োগ সংস্থা"),)),
)
PERSONS = (
    PersonDraft(
        "Mohammed Abdullah Hassan",
        other_names=(PersonNameDraft("محمد عبدالله حسن"),),
        documents=(DocumentDraft(DocumentKind.PASSPORT, "EP 1234567"),),
        phone="+966 50 123 4567",
        born_on=date(1980, 2, 1),
        nationality="ET",
    ),
    PersonDraft("Abebe Bekele Tesfaye", other_names=(PersonNameDraft("አበበ በቀለ ተስፋዬ"),)),
)


@pytest.fixture(scope="module")
def filled(office_on_both: Counter) -> Counter:
    """An office with a few agencies and persons."""
    return fill(office_on_both)


def fill(office: Counter) -> Counter:
    """Enter each as an officer does."""
    with office.clerk.transaction("test") as (session, actor):
        for agency in AGENCIES:
            register(session, actor, agency)
        for person in PERSONS:
            enter_person(session, actor, person)
        letter = LetterDraft(
            "Bank of the Blue Nile",
            "A guarantee",
            Mode.HAND,
            reference="BBN/77/2019",
            received_here_at=unit.unit_of(session).moment,
        )
        enter_letter(session, actor, Direction.INWARD, letter)
    return office


def ask(office: Counter, text: str, **more: Any) -> list[Hit]:
    opened = office.clerk
    with opened.reading() as session:
        return find(session, text, actor=opened.actor(), vocabulary=opened.vocabulary, **more)


def titles(office: Counter, text: str, **more: Any) -> list[str]:
    return [hit.title for hit in ask(office, text, **more)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("horizon recruitment", "Horizon Recruitment Agency PLC"),
        ("HORIZ", "Horizon Recruitment Agency PLC"),
        ("agency horizon", "Horizon Recruitment Agency PLC"),
        ("ሆራይዘን", "Horizon Recruitment Agency PLC"),
        ("ሆራ", "Horizon Recruitment Agency PLC"),
        ("0911234567", "Horizon Recruitment Agency PLC"),
        ("+251 911 23", "Horizon Recruitment Agency PLC"),
        ("911 234 567", "Horizon Recruitment Agency PLC"),
        ("٠٩١١٢٣٤٥٦٧", "Horizon Recruitment Agency PLC"),
        ("desk@horizon.example", "Horizon Recruitment Agency PLC"),
        ("0012345678", "Horizon Recruitment Agency PLC"),
        ("MT AA 3 0001234", "Horizon Recruitment Agency PLC"),
        ("النيل الازرق", "Blue Nile Overseas Employment"),
        ("শ্রমিক নি", "Al Amal Manpower"),
        ("al amal", "Al Amal Manpower"),
        ("ep1234567", "Mohammed Abdullah Hassan"),
        ("+966501234567", "Mohammed Abdullah Hassan"),
        ("حسن", "Mohammed Abdullah Hassan"),
        ("bekele abebe", "Abebe Bekele Tesfaye"),
        ("አበበ", "Abebe Bekele Tesfaye"),
    ],
)
def test_every_name_and_number_leads_to_whom_it_belongs(filled: Counter, text: str, title: str) -> None:
    assert titles(filled, text)[0] == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Horizom Recritment", "Horizon Recruitment Agency PLC"),
        ("orizon", "Horizon Recruitment Agency PLC"),
        ("hroizon", "Horizon Recruitment Agency PLC"),
        ("Nile Ovreseas", "Blue Nile Overseas Employment"),
        ("ሆራይዝን", "Horizon Recruitment Agency PLC"),
        ("النبل", "Blue Nile Overseas Employment"),
        ("0911234576", "Horizon Recruitment Agency PLC"),
        ("EP1234657", "Mohammed Abdullah Hassan"),
        ("EP123456", "Mohammed Abdullah Hassan"),
    ],
)
def test_a_slip_of_the_keys_is_mended(filled: Counter, text: str, title: str) -> None:
    assert title in titles(filled, text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("muhamad abdela", "Mohammed Abdullah Hassan"),
        ("Abeba Bekelle", "Abebe Bekele Tesfaye"),
        ("ابيبي بيكيلي", "Abebe Bekele Tesfaye"),
        ("መሐመድ አብዱላ", "Mohammed Abdullah Hassan"),
    ],
)
def test_a_name_is_found_by_its_sound_in_another_spelling_or_script(filled: Counter, text: str, title: str) -> None:
    assert title in titles(filled, text)


def test_a_running_number_alone_finds_what_the_office_gave_it_to(filled: Counter) -> None:
    assert titles(filled, "2") == ["Blue Nile Overseas Employment"]
    assert [hit.kind for hit in ask(filled, "1")] == [Kind.AGENCY, Kind.LETTER]


def test_what_was_typed_exactly_stands_first_and_the_rest_by_how_much_of_it_was_typed(filled: Counter) -> None:
    number = next(hit.label for hit in ask(filled, "al amal"))
    hits = ask(filled, number.lower().replace("-", " "))
    assert (hits[0].label, hits[0].score) == (number, 100)
    assert ask(filled, "Blue Nile Overseas Employment")[0].score == 100
    assert ask(filled, "blue nile")[0].score > ask(filled, "blue ni")[0].score > ask(filled, "bloe nile")[0].score


def test_a_hit_says_by_what_it_was_found(filled: Counter) -> None:
    assert ask(filled, "0012345678")[0].detail == "tax number"
    assert ask(filled, "ሆራይዘን")[0].detail == "ሆራይዘን የሥራ ኤጀንሲ"
    (letter,) = ask(filled, "bbn/77")
    assert (letter.kind, letter.title) == (Kind.LETTER, "Bank of the Blue Nile")


def test_a_list_that_is_narrowed_gets_all_or_is_told_that_the_index_cannot_say(filled: Counter) -> None:
    with filled.clerk.reading() as session:
        (horizon,) = [hit.subject_id for hit in ask(filled, "horizon", kinds=[Kind.AGENCY])]
        assert agencies_by_words(session, "rec hor", 10) == [horizon]
        assert agencies_by_words(session, "ሆራ", 10) == [horizon]
        assert agencies_by_words(session, "zzz", 10) == []
        assert agencies_by_words(session, "al", 0) is None
        assert agencies_by_words(session, "h", 10) is None
        assert agencies_by_words(session, "-", 10) is None


def test_only_the_kinds_asked_for_are_found(filled: Counter) -> None:
    assert titles(filled, "abebe", kinds=[Kind.AGENCY]) == []
    assert titles(filled, "abebe", kinds=[Kind.PERSON]) == ["Abebe Bekele Tesfaye"]


def test_who_may_not_read_the_register_finds_nothing(filled: Counter) -> None:
    opened = filled.clerk
    somebody: Actor = replace(opened.actor(), permissions=frozenset())
    with opened.reading() as session:
        assert find(session, "horizon", actor=somebody) == []


@pytest.mark.parametrize(
    "text",
    ['"', "a' OR 1=1 --", "x*", "NEAR(", "(", "%", "_", "", " ", "\x00", "-", "AND", "أ", THIN,
     "0" * 5_000, "ሆ" * 100_000, "\u202e\u2066", "🙂", "a b c d e f g h i j k l m n o p"],
)  # fmt: skip
def test_nothing_that_can_be_typed_is_a_query_language(filled: Counter, text: str) -> None:
    assert "Horizon Recruitment Agency PLC" not in titles(filled, text)


@given(text=st.text(max_size=40))
def test_any_text_is_a_question(filled: Counter, text: str) -> None:
    assert len(ask(filled, text, limit=5)) <= 5


def test_both_databases_hold_and_find_the_same(tmp_path_factory: pytest.TempPathFactory, request) -> None:
    """The same office from the same seed on each; every beginning of every word is asked for."""
    server = request.getfixturevalue("postgres")
    address = server.create_database()
    counters = [fill(Counter(tmp_path_factory.mktemp(f"equal{place}"), url)) for place, url in enumerate(("", address))]
    words = {word for each in (*AGENCIES, *PERSONS) for word in _names(each)}
    questions = sorted({word[:length] for word in words for length in range(1, len(word) + 1)})
    answers = []
    for counter in counters:
        answers.append(
            [[(hit.kind, hit.label, hit.title, hit.score) for hit in ask(counter, text)] for text in questions]
        )
        counter.close()
    server.drop_database(address)
    assert answers[0] == answers[1]
    assert sum(map(bool, answers[0])) > len(questions) // 2


def _names(each: AgencyDraft | PersonDraft) -> set[str]:
    own, more = (each.name, each.names) if isinstance(each, AgencyDraft) else (each.full_name, each.other_names)
    return set(itertools.chain(own.split(), *(name.name.split() for name in more)))


# --- rules ---------------------------------------------------------------------------------------------------------


def test_every_source_reads_columns_that_are_there_and_nothing_sealed() -> None:
    tables = {table.name: table for table in schema.tables()}
    for source in SOURCES:
        for column in source.columns:
            assert not tables[source.table].columns[column].info.get("sealed"), f"{source.table}.{column}"


def test_of_complaints_and_their_workers_nothing_is_found_by_but_number_and_respondent() -> None:
    read = {source.table: set(source.columns) for source in SOURCES if source.table.startswith(("complaint", "worker"))}
    assert read == {
        "complaint": {"id", "number"},
        "complaint_respondent": {"id", "complaint_id", "typed_name"},
    }


def test_every_kind_has_a_number_of_its_own_and_a_permission_that_exists() -> None:
    assert len(set(CODES.values())) == len(Kind)
    assert set(PERMISSIONS) == set(Kind)
    assert set(PERMISSIONS.values()) <= set(ALL_PERMISSIONS)


def test_a_number_is_the_same_however_it_is_written() -> None:
    assert number_key("A-HQ-2019-00001-3") == number_key("a hq 2019 ٠٠٠٠١ 3") == "ahq2019000013"
    assert number_key("Horizon") == ""


@given(text=st.text(st.characters(codec="ascii")))
def test_plain_numbers_are_folded_as_all_others_are(text: str) -> None:
    folded = search_key(text).replace(" ", "")
    assert number_key(text) in ("", folded)
    assert bool(number_key(text)) is (len(folded) > 1 and any(sign.isdigit() for sign in folded))


def test_a_skeleton_cannot_be_typed() -> None:
    assert read_question(f"{THIN}hrzn", "ET").words == ("hrzn",)


def test_a_telephone_is_found_with_and_without_its_country() -> None:
    assert contact_keys("0911 23 45 67", "ET") == contact_keys("+251911234567", "") == ("251911234567", "911234567")
    assert "911234567" in read_question("0911234567", "ET").numbers
    assert contact_keys("www.horizon.example", "ET") == ()


@given(number=st.text("0123456789abc", min_size=6, max_size=14))
def test_a_slip_leads_back(number: str) -> None:
    for wrong in mistyped(number):
        assert wrong != number
        assert abs(len(wrong) - len(number)) <= 1
    dropped = number[1:]
    if dropped != number and number[0].isdigit():
        assert number in mistyped(dropped)
