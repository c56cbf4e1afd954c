"""Which column fills which field: guessed from heading and contents, set by hand, saved and used again."""

from __future__ import annotations

import pytest

from registry_app.core.errors import BadInput
from registry_app.exchange.fields import VERBATIM, field_rows, fields, fold, get_field
from registry_app.exchange.guessing import heading_weights
from registry_app.exchange.mapping import ColumnUse, Grouping, Mapping
from tests.exchange.made_up import HEADING, entries, fields_of, rows, text, tried


def test_the_list_of_fields_is_closed_and_every_label_can_be_translated():
    rows_of_fields = field_rows()
    assert [set(row) for row in rows_of_fields] == [{"field", "label", "kind", "many"}] * len(fields())
    assert {"agency.name", "licence.number", "licence.status_words", "phone", VERBATIM} <= set(fields())
    with pytest.raises(BadInput, match="no field"):
        get_field("agency.shoe_size")


def test_every_label_of_the_file_is_marked_for_translation():
    from registry_app.exchange import fields as module

    assert {field.source_label for field in fields().values()} == set(module._LABELS)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("RECRUITING LICENCE NO.", "licence.number"),
        ("licenceExpiryDate", "licence.valid_to"),
        ("Téléphone de l'agence", "phone"),
        ("Agency phone", "phone"),
        ("اسم المكتب / Office name", "agency.name"),
        ("رقم الرخصة", "licence.number"),
        ("Fecha de vencimiento", "licence.valid_to"),
        ("የኤጀንሲው ስም", "agency.name"),
        ("ስልክ ቁጥር", "phone"),
        ("রিক্রুটিং এজেন্সির নাম", "agency.name"),
        ("लाइसेंस संख्या", "licence.number"),
        ("इजाजतपत्र नं.", "licence.number"),
        ("لائسنس نمبر", "licence.number"),
        ("Validade", "licence.valid_to"),
        ("Nama P3MI", "agency.name"),
        ("Alamat", "address.line"),
        ("Geçerlilik Süresi", "licence.valid_to"),
        ("许可证编号", "licence.number"),
        ("所在地", "address.line"),
        ("Licence Numbr", "licence.number"),
        ("Licence to", "licence.valid_to"),
        ("License until", "licence.valid_to"),
        ("Licence from", "licence.valid_from"),
        ("Valid to", "licence.valid_to"),
        ("Expiry", "licence.valid_to"),
        ("EXPIRES", "licence.valid_to"),
        ("Valable jusqu'au", "licence.valid_to"),
        ("Valable du", "licence.valid_from"),
        ("صالحة حتى", "licence.valid_to"),
        ("الرخصة من", "licence.valid_from"),
        ("म्याद सकिने मिति", "licence.valid_to"),
        ("बहाल मिति देखि", "licence.valid_from"),
        ("E-mail address(es)", "email"),
    ],
)
def test_a_heading_is_understood_in_many_languages_and_with_slips_of_the_pen(heading, field):
    assert heading_weights(heading)[0][0] == field


def test_headings_written_in_any_case_are_one():
    assert fold("RECRUITER_LAST_NAME") == fold("recruiterLastName") == fold("Recruiter last name")


def test_contents_decide_where_the_heading_means_two_things():
    orders = [
        ["agency", "principal", "position"],
        *([f"Foo{at} Manpower Inc", f"Ishii Paint {at} Co Ltd", "WELDER"] for at in range(8)),
    ]
    owners = [
        ["agency", "principal", "position"],
        *([f"Foo{at} Manpower Inc", f"Mr. John Doe {'abcdefgh'[at]}", "Managing Director"] for at in range(8)),
    ]
    assert set(tried(text(orders)).columns.values()) >= {"agency.name", "employer.name"}
    assert tried(text(owners)).columns == {
        "agency": "agency.name",
        "principal": "principal.name",
        "position": "principal.role",
    }


def test_a_column_named_like_a_field_that_holds_something_else_is_kept_word_for_word_and_noted():
    lines = [[*HEADING[:6], "Valid Until", "Status"], *([*row[:6], "two years", row[7]] for row in rows())]
    run = tried(text(lines))
    assert run.columns["Valid Until"] == VERBATIM
    assert [note.column for note in run.notes if note.code == "columns-unlike-heading"] == ["Valid Until"]
    assert run.ready == 12


def test_columns_named_after_the_agency_are_the_agencys():
    heading = [
        "CASE",
        "RECRUITER_EMPLOYER_NAME",
        "RECRUITER_EMPLOYER_CITY",
        "RECRUITER_EMPLOYER_STATE",
        "RECRUITER_EMPLOYER_COUNTRY",
    ]
    lines = [[f"H-{at}", f"Foo{at} Associates Inc", "Monterrey", "NL", "MEXICO"] for at in range(8)]
    columns = tried(text([heading, *lines])).columns
    assert [columns[name] for name in heading[1:]] == [
        "agency.name",
        "address.city",
        "address.region",
        "address.country",
    ]


def test_given_and_family_names_are_joined_in_their_order():
    lines = [
        ["Agency", "Last name", "First name", "Middle name"],
        *([f"Foo{at} Agency", "Doe", "Jane", "M."] for at in range(5)),
    ]
    assert entries(tried(text(lines)))[0].text("principal.name") == "Jane M. Doe"


def test_names_in_two_scripts_are_one_name_twice():
    lines = [["Agency Name", "اسم الوكالة"], *([f"Noor {at} Agency", f"وكالة النور {at}"] for at in range(6))]
    assert tried(text(lines)).columns == {"Agency Name": "agency.name", "اسم الوكالة": "agency.name_other_script"}


def test_several_columns_may_fill_one_field_and_one_column_several():
    lines = [
        ["Agency", "Address 1", "Address 2", "Phone", "Mobile", "Licence period", "Countries"],
        *([f"Foo{at} Agency", "1 Main Road", "Nairobi", f"020 300000{at}", f"0712 00000{at}", "13/02/2025 - 12/02/2027", "Qatar / Oman; Kuwait"] for at in range(6)),
    ]  # fmt: skip
    run = tried(text(lines), region="KE")
    entry = entries(run)[0]
    assert (entry.text("address.line"), entry.text("phone")) == ("1 Main Road, Nairobi", "020 3000000; 0712 000000")
    assert entry.values["licence.destinations"] == ("Qatar", "Oman", "Kuwait")
    assert (str(entry.day("licence.valid_from")), str(entry.day("licence.valid_to"))) == ("2025-02-13", "2027-02-12")


def test_a_mapping_set_by_hand_is_saved_and_fits_the_next_edition_of_the_list():
    run = tried(text([HEADING, *rows()]))
    assert run.prepared is not None
    mapping = run.prepared.mapping.with_column("Contact Person", field="principal.name")
    again = Mapping.from_json(mapping.to_json())
    assert again == mapping
    assert again.to_json() == mapping.to_json()
    newer = text([[*HEADING, "Fax"], *([*row, "1"] for row in rows())])
    assert tried(newer, mapping=again).columns["Fax"] == VERBATIM
    assert tried(newer, mapping=again).columns["Contact Person"] == "principal.name"
    with pytest.raises(BadInput, match="does not fit"):
        tried(text([HEADING[:3], *(row[:3] for row in rows())]), mapping=again)


@pytest.mark.parametrize(
    "broken",
    [b"", b"[]", b'{"columns": [{"column": "a", "field": "no.such"}]}', b'{"columns": [{"colour": 1}]}', b'{"columns": [], "grouping": "key", "key": "agency.number"}', b'{"columns": [{"column": "a", "calendar": "maya"}]}'],
)  # fmt: skip
def test_what_is_no_mapping_is_refused(broken):
    with pytest.raises(BadInput):
        Mapping.from_json(broken)


def test_a_column_that_is_not_there_cannot_be_set():
    with pytest.raises(BadInput, match="no column"):
        Mapping((ColumnUse("a"),), Grouping.NAME).with_column("b", field="note")


def test_nothing_is_lost_every_column_has_a_field_of_the_closed_list():
    run = tried(text([[*HEADING, "Shoe size", ""], *([*row, "43", "?"] for row in rows())]))
    assert set(run.columns) == {*HEADING, "Shoe size", "(J)"}
    assert set(run.columns.values()) <= set(fields())
    assert entries(run)[0].row.cells[8:] == ("43", "?")
    assert "agency.name" in fields_of(run)


def test_a_list_without_names_of_agencies_says_so_and_holds_every_row():
    run = tried(text([["colour", "amount"], *([word, "7"] for word in ("red", "blue", "green", "grey"))]))
    assert "no-name" in {problem.code for problem in run.file_problems}
    assert (run.rows, run.ready) == (4, 0)


def test_name_and_address_in_one_cell_are_parted_at_the_first_line():
    lines = [["S.No", "Name and Address of the Agency", "RC No", "Contact"]]
    lines += [[str(at), f"M/s Foo{at} Overseas\n{at} Main Road\nMumbai", f"B-{at:04d}/MUM/5/2010", f"022-23456789, foo{at}@gmail.com"] for at in range(1, 9)]  # fmt: skip
    run = tried(text(lines), region="IN")
    entry = entries(run)[0]
    assert (entry.name, entry.text("address.line"), entry.key) == (
        "M/s Foo1 Overseas",
        "1 Main Road; Mumbai",
        "B-0001/MUM/5/2010",
    )
    assert (entry.text("phone"), entry.text("email")) == ("022-23456789", "foo1@gmail.com")


def test_of_two_columns_for_one_day_the_gregorian_one_is_taken():
    lines = [["اسم المكتب", "تاريخ الانتهاء (هجري)", "تاريخ الانتهاء (ميلادي)"]]
    lines += [[f"مكتب النور {at} للاستقدام", f"1448/0{at}/15", f"2027/0{at}/15"] for at in range(1, 9)]
    run = tried(text(lines))
    assert run.columns["تاريخ الانتهاء (ميلادي)"] == "licence.valid_to"
    assert (run.ready, run.file_problems) == (8, ())


def test_codes_with_letters_are_no_telephones():
    lines = [["Zxcv", "Qwer"], *([f"Foo{at} Agency Ltd", f"BP-{at:03d}/2024"] for at in range(1, 9))]
    assert "phone" not in fields_of(tried(text(lines)))
