"""Files as they come: encodings, delimiters, titles, headings, sheets, and what is no list at all."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.errors import BadFile, BadInput
from registry_app.exchange.delimited import Dialect, records
from registry_app.exchange.layout import Layout
from registry_app.exchange.reading import open_list
from registry_app.exchange.source import Form, from_bytes
from tests.exchange.made_up import HEADING, codes, day, entries, fields_of, rows, text, tried

ARABIC = [
    ["م", "اسم المكتب", "رقم الترخيص", "حالة الترخيص", "تاريخ الانتهاء", "المدينة", "الهاتف"],
    *(
        [str(at + 1), f"مكتب {name} للاستقدام", f"{at + 101:04d}", "ساري", day(at), "الرياض", f"011 4{at:02d}5678"]
        for at, name in enumerate(["النور", "الفجر", "السلام", "الهدى", "الأمل", "الخليج", "المستقبل", "الوفاء"])
    ),
]
THAI = [
    ["ลำดับ", "ชื่อบริษัท", "เลขที่ใบอนุญาต", "ที่อยู่", "โทรศัพท์", "สถานะ"],
    *(
        [
            str(at + 1),
            f"บริษัทจัดหางาน {name} จำกัด",
            f"ต.{at + 1000}/2560",
            f"{at + 10} ถนนสุขุมวิท",
            f"02-{200 + at}-4567",
            "ปกติ",
        ]
        for at, name in enumerate(["ทองดี", "เอเชีย", "สยาม", "รุ่งเรือง", "มั่นคง", "พัฒนา"])
    ),
]
JAPANESE = [
    ["番号", "会社名", "許可番号", "所在地", "電話番号", "有効期限"],
    *(
        [
            str(at + 1),
            f"株式会社{name}",
            f"13-ユ-{300000 + at}",
            f"東京都港区{at + 1}丁目",
            f"03-1234-{5600 + at}",
            f"2027年{at + 1}月20日",
        ]
        for at, name in enumerate(["さくら", "アジア人材", "東洋", "みらい", "グローバル", "日本橋"])
    ),
]
CHINESE = [
    ["序号", "机构名称", "许可证编号", "地址", "联系电话", "法定代表人", "有效期至", "状态"],
    *(
        [
            str(at + 1),
            f"{name}国际劳务合作有限公司",
            f"CN{20200000 + at}",
            f"北京市朝阳区建国路{at}号",
            f"010-6512{3400 + at}",
            "王小明",
            f"2027年{at + 1}月3日",
            "有效",
        ]
        for at, name in enumerate(["华夏", "东方", "长城", "天津", "上海", "山东"])
    ),
]
TAIWANESE = [
    ["項次", "公司名稱", "許可證字號", "地址", "電話", "負責人"],
    *(
        [
            str(at + 1),
            f"{name}人力仲介股份有限公司",
            f"{at + 1000}",
            f"臺北市中山區南京東路{at + 1}段",
            f"(02)2511-{3400 + at}",
            "陳大明",
        ]
        for at, name in enumerate(["東亞", "龍華", "永盛", "國泰", "中興", "聯合"])
    ),
]
TURKISH = [
    ["Sıra No", "Büro Adı", "İzin No", "Adres", "Telefon", "Geçerlilik Süresi", "Durumu"],
    *(
        [
            str(at + 1),
            f"{name} İnsan Kaynakları Ltd. Şti.",
            f"{at + 500}",
            f"Atatürk Cad. No:{at} Çankaya",
            f"0312 4{at:02d} 56 78",
            day(at, "%d.%m.%Y"),
            "Aktif",
        ]
        for at, name in enumerate(["Güneş", "Işık", "Çağrı", "Öncü", "Yıldız", "Şahin"])
    ),
]
FRENCH = [
    ["N°", "Nom de l'agence", "N° d'agrément", "Adresse", "Téléphone", "Gérant", "Expire le", "Statut"],
    *(
        [
            str(at + 1),
            f"Agence {name} Sarl",
            f"AG/{at:03d}/MT",
            f"{at} rue de la République",
            f"05 22 {at:02d} 45 67",
            "M. Hédi Ben Salah",
            day(at),
            "Suspendue",
        ]
        for at, name in enumerate(["Élite", "Étoile", "Amitié", "Méditerranée", "Forêt", "Énergie"])
    ),
]
RUSSIAN = [
    ["№ п/п", "Наименование", "Номер лицензии", "Адрес", "Телефон", "Руководитель", "Срок действия", "Статус"],
    *([str(at), f"ООО «Заря {at}»", f"{at:04d}", f"г. Ташкент, ул. Навои, д. {at}", f"+998 71 123 45 6{at}", "Иванов И. И.", "15 мая 2027", "действует"] for at in range(1, 9)),
]  # fmt: skip

PLAIN_RUSSIAN = [[cell.replace("№", "N").replace("«", '"').replace("»", '"') for cell in line] for line in RUSSIAN]


@pytest.mark.parametrize(
    ("lines", "encoding", "delimiter"),
    [
        (ARABIC, "cp1256", ";"),
        (ARABIC, "utf-16", "\t"),
        (ARABIC, "utf-16-le", ","),
        (ARABIC, "utf-16-be", ";"),
        (ARABIC, "utf-8-sig", ","),
        (ARABIC, "utf-32", ","),
        (THAI, "cp874", ","),
        (JAPANESE, "cp932", ","),
        (JAPANESE, "euc_jp", ","),
        (CHINESE, "gb18030", "\t"),
        (TAIWANESE, "cp950", ","),
        (TURKISH, "cp1254", ";"),
        (FRENCH, "cp1252", ";"),
        (FRENCH, "mac_roman", ","),
        (RUSSIAN, "cp1251", ";"),
        (PLAIN_RUSSIAN, "koi8_r", "|"),
        (PLAIN_RUSSIAN, "cp866", ";"),
    ],
)
def test_a_list_in_any_usual_encoding_and_delimiter_is_read_letter_by_letter(lines, encoding, delimiter):
    run = tried(text(lines, delimiter).encode(encoding))
    assert run.rows == len(lines) - 1
    assert {"agency.name", "licence.number", "phone"} <= fields_of(run)
    assert [entry.name for entry in entries(run)] == [line[1] for line in lines[1:]]
    assert run.ready == run.rows


def test_lines_in_another_encoding_than_the_rest_are_held_and_not_guessed():
    lines = text(FRENCH).splitlines(keepends=True)
    content = b"".join(line.encode("cp1252" if at == 3 else "utf-8") for at, line in enumerate(lines))
    run = tried(content)
    assert [problem.code for problem in run.file_problems] == ["mixed-encodings"]
    assert codes(run) == {4: {"letters-misread"}}
    assert any("Hédi" in problem.why for problem in run.problems)


def test_a_list_encoded_twice_is_named_so_and_can_be_read_so():
    broken = text(FRENCH).encode().decode("cp1252").encode()
    run = tried(broken)
    assert "encoded-twice-all" in {problem.code for problem in run.file_problems}
    assert run.ready == 0
    assert tried(broken, encoding="utf-8 twice").ready == len(FRENCH) - 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_one(end):
    assert tried(text([HEADING, *rows()], end=end)).rows == 12


def test_a_hint_to_spreadsheets_in_the_first_line_is_followed_and_is_no_row():
    run = tried("sep=;\r\n" + text([HEADING, [*rows()[0][:2], "", *rows()[0][3:]], *rows()[1:]], ";"))
    assert (run.rows, codes(run)) == (12, {2: {"key-missing"}})


def test_lines_wrapped_as_a_whole_and_single_quotes_are_understood():
    wrapped = (
        "\n".join(['"No,Agency Name,Licence No"', *(f'"{at},""Foo, {at} Ltd"",{at:04d}"' for at in range(1, 9))]) + "\n"
    )
    single = (
        "\n".join(["'No','Agency Name','Licence No'", *(f"'{at}','Foo, {at} Ltd','{at:04d}'" for at in range(1, 9))])
        + "\n"
    )
    for content in (wrapped, single):
        run = tried(content)
        assert [entry.name for entry in entries(run)] == [f"Foo, {at} Ltd" for at in range(1, 9)]


def test_a_quotation_mark_that_nobody_closes_damages_its_own_row_only():
    lines = text([HEADING, *rows()]).replace("Golf Manpower", '"Golf Manpower')
    run = tried(lines)
    assert (run.rows, run.ready, codes(run)) == (12, 11, {8: {"open-quote"}})


def test_quotation_marks_inside_a_name_are_letters():
    run = tried(
        text([HEADING, *rows()]).replace("Delta Manpower", 'Delta 5" Manpower').replace("Hotel Manp", '"Hotel" Manp')
    )
    assert run.ready == 12


def test_rows_with_too_few_or_too_many_cells_are_held_with_their_row_numbers():
    lines = text([HEADING, *rows()]).splitlines(keepends=True)
    lines[4] = lines[4].replace(",", "", 1)
    lines[6] = lines[6].rstrip() + ",extra\r\n"
    assert codes(tried("".join(lines))) == {5: {"too-few-cells"}, 7: {"too-many-cells"}}


def test_blank_cells_left_out_at_the_end_of_most_rows_are_the_makers_way():
    short = [row[:6] for row in rows()]
    assert tried(text([HEADING, *short])).ready == 12


def test_a_cell_with_line_breaks_counts_as_one_row():
    broken = [[*row[:4], row[4].replace("; ", "\n"), *row[5:]] for row in rows()]
    broken[9][1] = ""
    run = tried(text([HEADING, *broken]))
    assert (run.rows, codes(run)) == (12, {11: {"name-missing"}})


def test_titles_above_and_totals_below_are_kept_but_are_no_rows():
    wide = len(HEADING) - 1
    lines = [["Ministry of Labour - list of agencies"] + [""] * wide, [""] * (wide + 1), HEADING, *rows(), ["Total", "12"] + [""] * (wide - 1), ["Source: Ministry of Labour"] + [""] * wide]  # fmt: skip
    run = tried(text(lines))
    assert (run.rows, run.ready) == (12, 12)
    assert run.prepared is not None
    assert [record.number for record in run.prepared.opened.above] == [1]
    assert [record.cells[0] for record in run.prepared.opened.below] == ["Total", "Source: Ministry of Labour"]


def test_an_agency_called_total_is_no_total():
    lines = [*rows(), ["13", "Total Recruiters Ltd", "RL-0099", "", "", "", "", ""]]
    assert tried(text([HEADING, *lines])).rows == 13


def test_two_heading_rows_are_joined_and_the_row_of_column_numbers_is_passed_over():
    upper = ["S/N", "Agency", "", "License", "", "", "Remarks"]
    lower = ["", "Name", "Address", "No.", "Issue date", "Expiry date", ""]
    numbers = [f"({at})" for at in range(1, 8)]
    lines = [[str(at), f"Foo{at} Agency Ltd", f"{at} Main Road, Nairobi", f"L{at:03d}", "13/02/2024", f"14/0{at}/2027", ""] for at in range(1, 9)]  # fmt: skip
    run = tried(text([upper, lower, numbers, *lines]))
    assert run.columns == {
        "S/N": "list.serial",
        "Agency Name": "agency.name",
        "Agency Address": "address.line",
        "License No.": "licence.number",
        "License Issue date": "licence.valid_from",
        "License Expiry date": "licence.valid_to",
        "Remarks": "note",
    }
    assert run.ready == 8


def test_headings_in_two_languages_on_two_rows_are_one_heading():
    lines = [["No", "Agency Name", "License No"], ["م", "اسم الوكالة", "رقم الترخيص"], *([str(at), f"Foo{at} Agency", f"L{at:03d}"] for at in range(1, 9))]  # fmt: skip
    run = tried(text(lines))
    assert (run.rows, list(run.columns)) == (8, ["No م", "Agency Name اسم الوكالة", "License No رقم الترخيص"])


def test_headings_between_the_rows_are_held_and_a_heading_that_comes_again_is_no_row():
    lines = [HEADING, ["A. VALID"] + [""] * 7, *rows()[:5], HEADING, ["B. SUSPENDED"] + [""] * 7, *rows()[5:]]
    run = tried(text(lines))
    assert (run.rows, codes(run)) == (14, {2: {"lone-cell"}, 9: {"lone-cell"}})


def test_a_list_without_a_heading_is_mapped_by_what_it_holds():
    run = tried(text(rows()))
    assert run.rows == run.ready == 12
    assert run.columns["(B)"] == "agency.name"
    assert {run.columns["(E)"], run.columns["(F)"]} == {"phone", "email"}


def test_a_column_without_a_heading_and_two_of_one_name_keep_apart():
    lines = [["Name", "Phone", "Phone", "", "Name"], *([f"Foo{at} Ltd", "1", "2", "x", "y"] for at in range(6))]
    assert list(tried(text(lines)).columns) == ["Name", "Phone", "Phone (2)", "(D)", "Name (2)"]


def test_one_column_of_names_with_commas_stays_one_column():
    run = tried("Agency name\n" + "".join(f"Foo, {at} Ltd\n" for at in range(9)))
    assert [entry.name for entry in entries(run)] == [f"Foo, {at} Ltd" for at in range(9)]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "list.csv", "is empty"),
        (b"\r\n \r\n\t\r\n", "list.csv", "is empty"),
        (bytes(range(256)) * 20, "list.csv", "binary data"),
        (b"%PDF-1.7\n", "list.csv", "not a list"),
        (b"PK\x03\x04damaged", "list.xlsx", "damaged or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "a.xlsx", "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "not a spreadsheet"),
        (b'{"a": [1, 2', "list.json", "damaged or cut off"),
        (b"<html><body>no table</body></html>", "list.html", "without a table"),
        (b"a" * (1 << 21), "list.csv", "this is not a list"),
    ],
)
def test_what_holds_no_list_is_refused_in_one_sentence_with_a_way_out(content, name, words):
    with pytest.raises(BadFile, match=words) as refusal:
        open_list(from_bytes(name, content))
    assert refusal.value.hint
    run = tried(content, name)
    assert (run.rows, run.ready, run.with_problems) == (0, 0, 0)
    assert [problem.code for problem in run.file_problems] == ["unreadable"]


def test_a_heading_without_rows_is_a_problem_of_the_file():
    assert [problem.code for problem in tried(text([HEADING])).file_problems] == ["no-rows"]


def test_a_file_cut_off_in_a_row_or_in_its_packing_says_so():
    whole = text([HEADING, *rows()]).encode()
    packed = gzip.compress(text([HEADING, *rows(16)], quoting=csv.QUOTE_ALL).encode(), mtime=0)
    for content, name in [
        (whole[:-40], "a.csv"),
        (packed[: len(packed) * 2 // 3], "a.csv.gz"),
        (packed[:-3], "a.csv.gz"),
    ]:
        run = tried(content, name)
        assert "cut-off" in {problem.code for problem in run.file_problems}, name
        assert run.rows == run.ready + run.with_problems
    quoted = text([HEADING, *rows()], quoting=csv.QUOTE_ALL).encode()[:-40]
    run = tried(quoted)
    assert "cut-off" in {problem.code for problem in run.file_problems}
    assert codes(run) == {13: {"torn"}}


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_where_packed_data_end_too_early_the_file_is_at_fault_and_no_row(quoting):
    lines = rows(16)
    for number, line in enumerate(lines):
        line[3] += f" {number * 7919:x}\nsecond line"  # letters that packing cannot foresee, and cells of two lines
    whole = text([HEADING, *lines], quoting=quoting)
    packed = gzip.compress(whole.encode(), mtime=0)
    for cut in range(60, len(packed), 23):
        run = tried(packed[:cut], "a.csv.gz")
        assert run.file_problems, cut
        assert not run.problems, cut
        if run.rows:
            assert [problem.code for problem in run.file_problems] == ["cut-off"], cut
            told = [entry.row.cells for entry in entries(run)]
            assert told == [tuple(line) for line in lines[: len(told)]], "a cell cut short would be taken for whole"
    short = tried(packed[:30], "a.csv.gz")
    assert "cut off" in short.file_problems[0].why


def test_a_whole_file_without_a_last_line_end_is_noted_but_not_called_cut_off():
    run = tried(text([HEADING, *rows()]).rstrip())
    assert run.file_problems == ()
    assert "no-line-end" in {note.code for note in run.notes}


def test_the_same_list_packed_is_the_same_list():
    content = text([HEADING, *rows()]).encode()
    packed, again = gzip.compress(content, mtime=0), gzip.compress(content, 1, mtime=7)
    runs = [tried(each, name) for each, name in ((content, "a.csv"), (packed, "b.csv.gz"), (again, "c.gz"))]
    assert len({run.sha256 for run in runs}) == 1
    assert {run.ready for run in runs} == {12}


def test_a_small_file_that_unpacks_to_gigabytes_is_refused():
    bomb = gzip.compress(b"\0" * (80 << 20))
    with pytest.raises(BadFile):
        open_list(from_bytes("bomb.csv.gz", bomb))


def book() -> bytes:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    made.add_worksheet("Cover").write(0, 0, "Ministry of Labour")
    sheet = made.add_worksheet("Licensed")
    padded, dated = made.add_format({"num_format": "0000"}), made.add_format({"num_format": "dd/mm/yyyy"})
    heading = ["No.", "Agency", "Licence No", "Branch", "Expiry", "Tel"]
    sheet.merge_range(0, 0, 0, 5, "LIST OF LICENSED AGENCIES 2026")
    sheet.write_row(2, 0, heading)
    for at in range(8):
        row = 3 + at * 2
        sheet.merge_range(row, 0, row + 1, 0, at + 1)
        sheet.merge_range(row, 1, row + 1, 1, f"Foo{at} Recruitment Ltd")
        for branch in (0, 1):
            sheet.write_number(row + branch, 2, 10 + at, padded)
            sheet.write(row + branch, 3, ["Nairobi", "Mombasa"][branch])
            sheet.write_number(row + branch, 4, 46500 + at, dated)
            sheet.write_number(row + branch, 5, 254712300000 + at)
    sheet.write(20, 0, "Total")
    sheet.write(20, 1, 8)
    other = made.add_worksheet("Revoked")
    other.write_row(0, 0, heading)
    other.write_row(1, 0, [1, "Bad Ltd", "99", "x", 46000, "1"])
    made.close()
    return stream.getvalue()


def test_a_workbook_is_read_with_merged_cells_leading_zeros_and_dates_and_its_other_sheets_are_named():
    run = tried(book(), "book.xlsx")
    found = entries(run)
    assert (run.rows, run.ready) == (16, 16)
    assert [entry.row.number for entry in found][:3] == [4, 5, 6]
    assert [(entry.name, entry.text("licence.number")) for entry in found[:2]] == [("Foo0 Recruitment Ltd", "0010")] * 2
    assert found[0].day("licence.valid_to").isoformat() == "2027-04-23"
    assert found[0].text("phone") == "254712300000"
    assert [problem.code for problem in run.file_problems] == ["other-sheets"]
    assert "Revoked" in run.file_problems[0].why
    assert run.groups == 8


def test_another_sheet_can_be_chosen():
    run = tried(book(), "book.xlsx", sheet="Revoked")
    assert [entry.name for entry in entries(run)] == ["Bad Ltd"]


def test_a_web_page_that_calls_itself_a_spreadsheet_is_read_and_named():
    cells = "".join(
        f"<tr><td>{at}</td><td>Foo &amp; {at} Ltd</td><td>{at:04d}</td><td>020{at}<br>0712</td></tr>"
        for at in range(1, 9)
    )
    page = f"<html><meta charset='utf-8'><table><tr><th colspan=4>List</th></tr><tr><th>No<th>Agency Name<th>Licence No<th>Phone</tr>{cells}</table></html>"
    run = tried(page, "list.xls")
    assert (run.ready, run.columns["Agency Name"]) == (8, "agency.name")
    assert entries(run)[0].name == "Foo & 1 Ltd"
    assert any(note.code == "not-a-spreadsheet" and "html" in note.why for note in run.notes)


def test_the_xml_of_old_spreadsheets_is_read_with_cells_left_out():
    lines = "".join(
        f"<Row><Cell><Data>Foo{at} Ltd</Data></Cell><Cell ss:Index='3'><Data>Nairobi</Data></Cell></Row>"
        for at in range(5)
    )
    sheet = f"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet ss:Name='L'><Table><Row><Cell><Data>Agency Name</Data></Cell><Cell><Data>Licence No</Data></Cell><Cell><Data>City</Data></Cell></Row>{lines}</Table></Worksheet></Workbook>"
    run = tried(sheet, "list.xls")
    assert run.columns == {"Agency Name": "agency.name", "Licence No": "licence.number", "City": "address.city"}
    assert run.rows == 5


def test_json_in_its_usual_shapes_is_a_list():
    plain = [dict(zip(HEADING, row, strict=True)) for row in rows()]
    inside = {
        "updated": "2026",
        "data": [{"agency": {"name": row[1], "licence_no": row[2]}, "phones": ["1", "2"]} for row in rows()],
    }
    for content in (
        json.dumps(plain),
        "\n".join(map(json.dumps, plain)),
        json.dumps([HEADING, *rows()]),
        json.dumps(inside),
    ):
        run = tried(content, "list.json")
        assert (run.rows, run.ready) == (12, 12)
        assert [entry.key for entry in entries(run)][:2] == ["RL-0001", "RL-0002"]


def test_a_drawn_table_loses_its_lines():
    run = tried(
        "| Agency Name | Licence No |\n|---|---|\n" + "".join(f"| Foo{at} Ltd | {at:03d} |\n" for at in range(8))
    )
    assert (run.rows, run.ready) == (8, 8)


def test_a_layout_is_saved_and_read_again_and_nothing_else_is_taken_for_one():
    layout = open_list(from_bytes("a.csv", text([HEADING, *rows()], ";").encode())).layout
    assert layout.form is Form.DELIMITED
    assert Layout.from_json(layout.to_json()) == layout
    with pytest.raises(BadInput, match="not a saved layout"):
        Layout.from_json(b"[1]")


PIECES = st.text(alphabet=st.sampled_from("ab ,;\"\n'é"), max_size=8)


@given(st.lists(st.lists(PIECES, min_size=2, max_size=4), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_a_spreadsheet_writes_is_read_back_cell_by_cell(lines, delimiter):
    written = text(lines, delimiter)
    found = [record.cells for record in records(io.StringIO(written, newline=""), Dialect(delimiter))]
    whole = [next(csv.reader(io.StringIO(text([line], delimiter), newline=""), delimiter=delimiter)) for line in lines]
    assert found == whole


@given(st.binary(max_size=400))
def test_no_file_whatever_breaks_the_reader(content):
    run = tried(content)
    assert run.rows == run.ready + run.with_problems


@given(st.text(alphabet=st.sampled_from('Name,;\t"\n\r<>{}[]0123/.-اሀ한 \u200b\u202e\x00'), max_size=300))
def test_no_text_whatever_breaks_the_reader(content):
    run = tried("Agency Name,Phone,Valid to\n" + content)
    assert run.rows == run.ready + run.with_problems
    assert run.with_problems == len({problem.row for problem in run.problems})


def test_a_sheet_of_open_document_is_read():
    lines = [["No", "Agency Name", "Licence No"], *([str(at), f"Foo{at} Ltd", f"{at:04d}"] for at in range(1, 9))]
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell office:value-type='string'><text:p>{cell}</text:p></table:table-cell>" for cell in line
        )
        + "</table:table-row>"
        for line in lines
    )
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f"<office:document-content xmlns:office='{space}:office:1.0' xmlns:table='{space}:table:1.0' "
        f"xmlns:text='{space}:text:1.0'><office:body><office:spreadsheet><table:table table:name='List'>{cells}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f"<manifest:manifest xmlns:manifest='{space}:manifest:1.0'><manifest:file-entry manifest:full-path='/' manifest:media-type='{kind}'/></manifest:manifest>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    run = tried(stream.getvalue(), "list.ods")
    assert [(entry.row.number, entry.key) for entry in entries(run)][:2] == [(2, "0001"), (3, "0002")]
    assert tried(gzip.compress(stream.getvalue()), "list.ods.gz").ready == 8


@pytest.mark.parametrize("count", [1, 2, 5, 12])
def test_a_lone_zero_byte_is_a_fault_of_its_row_and_of_nothing_else(count):
    """Some systems leave one behind; it does not make the file UTF-16."""
    lines = [[name, f"RL-{at}", "Nairobi"] for at, name in enumerate(["Alpha Ltd", "Bravo Ltd", "Echo Ltd"] * 4)][
        :count
    ]
    content = text([["Agency Name", "License No.", "City"], *lines]).encode()
    first_row = content.index(b"\n") + 1
    for place in range(first_row, len(content) - 1):
        if content[place - 1 : place] in (b"\r", b"\n"):
            continue  # before or behind a whole row, where it is a row of its own
        spoiled = content[:place] + b"\0" + content[place:]
        run = tried(spoiled)
        assert run.prepared is not None, place
        assert run.prepared.opened.layout.encoding == "utf-8", place
        assert (run.rows, run.with_problems) == (count, 1), place
        row = spoiled[:place].count(b"\n") + 1
        assert {number: codes(run)[number] for number in codes(run)} == {row: {"control-letters"}}, place
        assert "U+\u20680000" in run.problems[0].why


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["Alpha", "\u0645\u0643\u062a\u0628 \u062c\u0630\u0631", "\u0a05\u0a0a\u0a2a"])
@pytest.mark.parametrize("count", [1, 3, 40])
def test_two_bytes_a_letter_are_still_told_without_a_mark(encoding, name, count):
    lines = [[f"{name} {at}", f"RL-{at}", "Nairobi"] for at in range(count)]
    run = tried(text([["Agency Name", "License No.", "City"], *lines]).encode(encoding))
    assert [entry.name for entry in entries(run)] == [line[0] for line in lines]
