"""Cells as values: dates that are never guessed, numbers digit by digit, names that hide nothing, phones as they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.calendars import Calendar, to_gregorian
from registry_app.exchange.cells import read_name, read_number
from registry_app.exchange.contacts import guess_region, read_emails, read_phones, read_websites
from registry_app.exchange.date_columns import DateSurvey, decide
from registry_app.exchange.day_shapes import Local, Sure, shape_of
from registry_app.exchange.mapping import ColumnUse, DateOrder
from registry_app.exchange.problems import Finding
from registry_app.exchange.words import is_blank, status_meaning
from tests.exchange.made_up import HEADING, NAMES, TODAY, codes, entries, rows, text, tried


def column(
    *cells: str, heading: str = "Valid until", headings: tuple[str, ...] = ("Agency", "Valid until"), **use: object
):
    """The days of one column, and the problems of the file."""
    survey = DateSurvey()
    for cell in cells:
        survey.add(cell)
    chosen = ColumnUse(heading, "licence.valid_to", **use)  # type: ignore[arg-type]
    columns, problems, notes = decide([chosen], [survey], headings, TODAY)
    return [columns[0].read(cell, 2) for cell in cells], {each.code for each in problems}, {each.code for each in notes}


def days(*cells: str, **use: object) -> list[str]:
    """Each cell's day, or the code of its problem."""
    read, _problems, _notes = column(*cells, **use)
    return [each.code if isinstance(each, Finding) else each.isoformat() for each in read]


@pytest.mark.parametrize(
    "cell",
    [
        "2027-03-15", "2027-03-15T00:00:00.000Z", "2027/3/15", "15 March 2027", "March 15, 2027", "15th of March 2027",
        "15-Mar-27", "15 مارس 2027", "15 de marzo de 2027", "15 mars 2027", "15 Maret 2027", "15 मार्च 2027", "15 مارچ 2027",
        "15 মার্চ 2027", "১৫ মার্চ ২০২৭", "2027年3月15日", "15 Mart 2027", "15 марта 2027 г.", "46461", "46461.0", "20270315",
        "Monday, 15 March 2027", "15/03/2027", "15.03.2027", "١٥/٠٣/٢٠٢٧", "15/03/2027 14:30", "15-ማርች-2027", "15 มีนาคม 2027",
        "15/03/2027م", "15/03/2027 A.D.",
    ],
)  # fmt: skip
def test_a_day_is_read_in_whatever_form_it_is_written(cell):
    assert days(cell) == ["2027-03-15"]


def test_one_date_that_leaves_no_doubt_decides_its_column():
    assert days("13/02/2027", "03/04/2027") == ["2027-02-13", "2027-04-03"]
    assert days("02/13/2027", "03/04/2027") == ["2027-02-13", "2027-03-04"]


def test_a_column_in_which_day_and_month_cannot_be_told_apart_is_held_until_chosen():
    cells = ("03/04/2027", "05/06/2027", "07/07/2027")
    read, problems, _notes = column(*cells)
    assert problems == {"dates-ambiguous"}
    assert [each.code for each in read[:2]] == ["date-ambiguous"] * 2  # type: ignore[union-attr]
    assert read[2] == date(2027, 7, 7)
    assert "2027-04-03" in read[0].why and "2027-03-04" in read[0].why  # type: ignore[union-attr]  # noqa: PT018
    assert days(*cells, dates=DateOrder.DAY_FIRST) == ["2027-04-03", "2027-06-05", "2027-07-07"]
    assert days(*cells, dates=DateOrder.MONTH_FIRST)[0] == "2027-03-04"


def test_a_column_with_both_orders_reads_what_is_sure_and_holds_the_rest():
    cells = ("13/02/2027", "02/13/2027", "03/04/2027", "2027-01-01")
    read, problems, _notes = column(*cells)
    assert problems == {"dates-mixed"}
    assert [isinstance(each, Finding) for each in read] == [False, False, True, False]


def test_a_slip_of_the_pen_does_not_turn_a_whole_column():
    cells = [f"{at % 15 + 13}/02/2027" for at in range(80)] + ["02/25/2027"]
    read, problems, _notes = column(*cells)
    assert problems == set()
    assert [each.code for each in read if isinstance(each, Finding)] == ["date-misfit"]


def test_another_column_of_the_list_lends_its_order_and_that_is_noted():
    lines = [
        ["Agency", "Valid from", "Valid to"],
        *([f"Foo{at} Agency", f"{at + 13}/01/2025", f"0{at + 1}/02/2027"] for at in range(8)),
    ]
    run = tried(text(lines))
    assert entries(run)[2].day("licence.valid_to") == date(2027, 2, 3)
    assert "order-borrowed" in {note.code for note in run.notes}


@pytest.mark.parametrize(
    ("cell", "calendar"),
    [
        ("2062/05/12", "bikram_sambat"), ("२०८१/०५/१२", "bikram_sambat"), ("2081 Baisakh 5", "bikram_sambat"),
        ("12/05/2081 B.S.", "bikram_sambat"), ("1448/09/01", "hijri"), ("01-09-1448 هـ", "hijri"),
        ("12 رمضان 1448", "hijri"), ("12/03/2570", "buddhist"), ("15 ม.ค. 2570", "buddhist"), ("12/03/2012 E.C.", "ethiopian"),
        ("መስከረም 12 ቀን 2019 ዓ.ም", "ethiopian"), ("12 Meskerem 2019", "ethiopian"), ("1405/02/03", "solar_hijri"),
        ("令和9年3月4日", "japanese"), ("116/03/04", "minguo"), ("民國116年3月4日", "minguo"),
    ],
)  # fmt: skip
def test_a_date_of_another_calendar_is_never_read_as_a_gregorian_one(cell, calendar):
    shape = shape_of(cell)
    assert isinstance(shape, Local)
    assert shape.calendar == calendar
    assert days(cell) == ["date-calendar"]


def test_in_a_list_headed_in_ethiopic_letters_the_calendar_is_asked_for():
    headings = ("ተ.ቁ", "የኤጀንሲው ስም", "የተሰጠበት ቀን")
    read, problems, _notes = column("1/01/2012", "2/05/2012", heading="የተሰጠበት ቀን", headings=headings)
    assert problems == {"dates-calendar"}
    assert [each.code for each in read] == ["date-calendar"] * 2  # type: ignore[union-attr]
    assert days("1/01/2012", "13/06/2012", calendar="ethiopian", dates=DateOrder.DAY_FIRST) == [
        "2019-09-12",
        "2020-02-21",
    ]


def test_a_chosen_calendar_converts_and_refuses_days_it_does_not_have():
    assert days("2082/01/01", "2082/13/01", calendar="bikram_sambat") == ["2025-04-14", "date-no-such-day"]
    assert days("1448/01/01", calendar="hijri") == ["2026-06-16"]
    assert days("15/03/2570", calendar="buddhist") == ["2027-03-15"]
    assert days("116/03/15", calendar="minguo") == ["2027-03-15"]
    assert days("መስከረም 1 ቀን 2019 ዓ.ም", calendar="ethiopian") == ["2026-09-11"]


@pytest.mark.parametrize(
    ("numbers", "day"),
    [
        ((2000, 1, 1), "2007-09-12"),
        ((2012, 1, 1), "2019-09-12"),
        ((2011, 13, 6), "2019-09-11"),
        ((2011, 4, 29), "2019-01-07"),
    ],
)
def test_ethiopian_days_are_those_of_the_church_calendar(numbers, day):
    assert str(to_gregorian(Calendar.ETHIOPIAN, *numbers)) == day


def test_thirteenth_months_too_long_are_no_days():
    assert to_gregorian(Calendar.ETHIOPIAN, 2012, 13, 6) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("soon", "date-unreadable"), ("31/02/2027", "date-unreadable"), ("2027-13-45", "date-unreadable"),
        ("March 2027", "date-month-only"), ("01/01/2025 - 31/12/2027", "date-range"), ("9999-12-31", "date-unlikely"),
        ("1901-01-01", "date-unlikely"), ("44.927,5", "date-unreadable"), ("2027", "date-unreadable"), ("00/00/0000", "date-calendar"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_held_with_its_reason(cell, code):
    assert days(cell) == [code]


def test_years_of_two_digits_are_read_near_to_the_day_of_import_only_and_noted():
    read, _problems, notes = column("31-Dec-27", "31-Dec-81")
    assert [each.code if isinstance(each, Finding) else str(each) for each in read] == ["2027-12-31", "date-unlikely"]
    assert "short-years" in notes


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_an_iso_day_is_itself(day):
    assert shape_of(day.isoformat()) == Sure(day.year, day.month, day.day)


def test_a_period_that_ends_before_it_begins_is_held():
    lines = [
        ["Agency", "Valid from", "Valid to"],
        *([f"Foo{at} Agency", "2026-05-01", f"202{7 - 2 * (at == 3)}-04-30"] for at in range(6)),
    ]
    assert codes(tried(text(lines))) == {5: {"period-reversed"}}


@pytest.mark.parametrize("number", ["0010", "RL-12/2020", "000123456789012345", "১২৩", "A 7"])
def test_numbers_stay_as_they_stand(number):
    assert read_number(number, as_fractions=True).value == number


def test_numbers_stored_as_fractions_are_whole_only_where_the_whole_column_is():
    whole = [["Agency", "Licence No"], *([f"Foo{at} Agency", f"RL {at + 10}.0"] for at in range(6))]
    assert [entry.key for entry in entries(tried(text(whole)))][:2] == ["RL 10", "RL 11"]
    versions = [["Agency", "Licence No"], *([f"Foo{at} Agency", f"{at + 10}.{at % 2}"] for at in range(6))]
    assert [entry.key for entry in entries(tried(text(versions)))][:2] == ["10.0", "11.1"]


def test_digits_lost_to_an_exponent_are_held():
    lines = [
        ["Agency", "Licence No"],
        *([f"Foo{at} Agency", "8.80171E+12" if at == 2 else f"88017{at}"] for at in range(6)),
    ]
    assert codes(tried(text(lines))) == {4: {"digits-lost"}}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Al\u202eNoor", "hidden-letters"), ("Al\u2066Noor", "hidden-letters"), ("Al\x00Noor", "control-letters"),
        ("Al\x1bNoor", "control-letters"), ("<b>Al Noor</b>", "markup"), ("&lt;b&gt;Al Noor", "markup"), ("=CMD()", "formula"),
        ("=1+1", "formula"), ("@SUM(A1)", "formula"), ("+A(1)|x!y", "formula"), ("Pe\ufffda", "letters-lost"),
        ("PeÃ±a", "encoded-twice"), ("#REF!", "broken-formula"), ("x" * 400, "bad-text"),
    ],
)  # fmt: skip
def test_a_name_that_could_mislead_is_held(cell, code):
    assert read_name(cell).problem == code


@pytest.mark.parametrize(
    "name", ["@ Home Accommodation", "+Plus Care Ltd", "[AI] INFINITY", "R<&D", "A < B > C", "Ø3D", "Peña & Co", "é’"]
)
def test_unusual_names_that_hide_nothing_are_taken(name):
    assert read_name(name).value == name


def test_white_space_and_invisible_letters_are_tidied_and_noted():
    found = read_name("\u200f شركة\u00a0النور\u200b \r\n")
    assert (found.value, [code for code, _data in found.notes]) == ("شركة النور", ["invisible-removed"])
    assert read_name("A &amp; B").value == "A & B"


@pytest.mark.parametrize("cell", ["", "  ", "N/A", "n.a.", "-", "NIL", "لا يوجد", "なし", "\u00a0", "#N/A"])
def test_signs_for_nothing_are_nothing(cell):
    assert is_blank(cell)


def test_every_defect_of_a_list_is_told_at_once_by_row_and_column():
    lines = rows(16)
    for row, place, cell in [
        (3, 2, ""), (6, 1, "Al\u202eNoor"), (7, 1, "=CMD()"), (8, 1, "<b>Bold</b>"), (9, 1, ""), (10, 6, "31/02/2027"),
        (11, 6, "soon"), (14, 1, "Nul\x00l Ltd"), (0, 4, "call us"), (1, 5, "nobody"),
    ]:  # fmt: skip
        lines[row][place] = cell
    lines[5][2] = lines[4][2]
    lines[13] = ["14", *lines[12][1:]]
    run = tried(text([HEADING, *lines]))
    assert codes(run) == {
        5: {"key-missing"}, 6: {"name-unlike"}, 7: {"name-unlike"}, 8: {"hidden-letters"}, 9: {"formula"}, 10: {"markup"},
        11: {"name-missing"}, 12: {"date-unreadable"}, 13: {"date-unreadable"}, 15: {"row-repeated"}, 16: {"control-letters"},
    }  # fmt: skip
    assert (run.rows, run.ready, run.with_problems) == (16, 5, 11)
    kept = {(note.row, note.code, note.value) for note in run.notes if note.row}
    assert {(2, "phone-kept", "call us"), (3, "email-kept", "nobody")} <= kept
    assert all(problem.why and problem.mend and problem.column in HEADING for problem in run.problems)


def phones(cell: str, region: str = "") -> list[str]:
    return [contact.canonical or f"?{contact.words}" for contact in read_phones(cell, region)]


def test_several_telephones_in_a_cell_are_parted_and_those_that_cannot_be_read_are_kept():
    assert phones("(02) 86818959/09178870567 ; 0999 880 0089", "PH") == [
        "+63286818959",
        "+639178870567",
        "+639998800089",
    ]
    assert phones("01711527107, 01786333333\n+8801819245113", "BD") == [
        "+8801711527107",
        "+8801786333333",
        "+8801819245113",
    ]
    assert phones("0911-234567 <br> 0912345678", "ET") == ["+251911234567", "+251912345678"]
    assert phones("9897946 (Off.), ask for Mr X", "BD") == ["?9897946 (Off.)", "?ask for Mr X"]
    assert phones("+251 11 551 2345 ext. 12") == ["+251115512345;ext=12"]
    assert phones("٠١٧١١٥٢٧١٠٧", "BD") == ["+8801711527107"]
    assert phones("0712345678") == ["?0712345678"]
    assert phones("N/A", "KE") == []


def test_the_country_of_telephones_is_guessed_from_the_list_or_not_at_all():
    assert guess_region(["+8801711527107", "+880 1711 527108", "+8801711527109", "01711527110"], []) == "BD"
    assert guess_region([], ["a@b.com.ph", "c@d.ph", "www.e.com.ph", "f@g.com"]) == "PH"
    assert guess_region(["01711527107"] * 9, ["a@b.com"]) == ""


def test_addresses_of_the_internet_are_parted_and_broken_ones_kept():
    assert [each.canonical for each in read_emails("a@B.COM / c@d.org;e@f.net")] == ["a@b.com", "c@d.org", "e@f.net"]
    assert [each.words for each in read_emails("info(at)x.com")] == ["info(at)x.com"]
    assert read_emails("NA") == ()
    assert [each.canonical for each in read_websites("www.x.co.ke, https://y.org/a")] == [
        "http://www.x.co.ke",
        "https://y.org/a",
    ]


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Valid License - Provisional", "provisional"), ("Not valid", "invalid"), ("غير سارية", "invalid"), ("ساري المفعول", "valid"),
        ("Denied Renewal", "refused"), ("Forever Banned", "revoked"), ("Ceased Operations", "ceased"), ("已过期", "expired"),
        ("Active (renewed 2024)", "valid"), ("suspended until further notice", "suspended"), ("በእገዳ ላይ", "suspended"),
        ("नवीकरण नगरेको", "expired"), ("blue", ""), *((name, "") for name in NAMES[:3]),
    ],
)  # fmt: skip
def test_status_words_of_a_list_are_recognised_for_the_officers_eye(words, meaning):
    assert status_meaning(words) == meaning
