"""The trial of a whole list: groups, repeated numbers, the report that scripts read, public lists of two countries."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.errors import Cancelled
from registry_app.core.world import Files
from registry_app.exchange.dry_run import dry_run, prepare, try_file
from registry_app.exchange.fields import fields
from registry_app.exchange.grouping import Spelling, propose
from registry_app.exchange.import_check import check_folder
from registry_app.exchange.mapping import Grouping, Mapping
from registry_app.exchange.problems import Finding
from registry_app.exchange.report import write_report
from registry_app.exchange.source import from_bytes, from_path
from tests.exchange.made_up import HEADING, TODAY, codes, rows, text, tried

LISTS = Path(__file__).parent.parent / "files" / "lists"


def report(run) -> dict:
    stream = io.BytesIO()
    write_report(run, stream)
    return json.loads(stream.getvalue())


def test_the_report_has_the_keys_of_the_contract_and_its_rows_add_up():
    lines = rows()
    lines[2][1] = "=CMD()"
    found = report(tried(text([HEADING, *lines])))
    assert {"rows", "ready", "with_problems", "file_problems", "columns", "problems"} <= set(found)
    assert (found["rows"], found["ready"], found["with_problems"]) == (12, 11, 1)
    assert found["columns"] == {
        "S/N": "list.serial", "Name of Agency": "agency.name", "License No.": "licence.number", "Contact Person": "contact.name",
        "Phone": "phone", "Email": "email", "Valid Until": "licence.valid_to", "Status": "licence.status_words",
    }  # fmt: skip
    assert set(found["columns"].values()) <= set(fields())
    (problem,) = found["problems"]
    assert set(problem) == {"row", "column", "value", "why", "how_to_mend", "code"}
    assert (problem["row"], problem["column"], problem["value"]) == (4, "Name of Agency", "=CMD()")
    assert found["file_problems"] == []
    assert found["status_words"][0].keys() == {"words", "rows", "seems"}
    assert Mapping.from_json(json.dumps(found["mapping"]).encode()).columns


def test_the_report_of_a_file_that_cannot_be_read_says_why():
    found = report(tried(b"%PDF-1.4"))
    assert (found["rows"], found["ready"], found["with_problems"]) == (0, 0, 0)
    assert set(found["file_problems"][0]) == {"why", "how_to_mend", "code"}


def test_the_report_can_say_letters_that_no_encoding_knows():
    lines = text([HEADING, *rows()]).encode().splitlines(keepends=True)
    lines[0] = lines[0].replace(b"Name", "Name é".encode())
    lines[3] = lines[3].replace(b"Charlie Manpower", b"Charli\xe9 Manpower")
    found = report(tried(b"".join(lines)))
    assert found["problems"][0]["value"].startswith("Charli\\xe9")


def test_rows_of_one_name_are_grouped_and_spellings_are_only_proposed():
    lines = [["Agency", "City"], ["Foo Ltd", "A"], ["FOO LTD.", "B"], ["Foo  Ltd", "C"], ["Barakat Overseas", "A"], ["Barakatt Overseas", "A"]]  # fmt: skip
    run = tried(text(lines))
    assert (run.rows, run.ready, run.groups) == (5, 5, 3)
    assert [[spelling.name for spelling in proposal.spellings] for proposal in run.proposals] == [["Barakat Overseas", "Barakatt Overseas"]]  # fmt: skip
    assert "no-key" in {note.code for note in run.notes}


def test_numbers_tell_names_apart_that_are_otherwise_alike():
    names = {
        name: Spelling(name, 1)
        for name in ("88 International", "888 International", "Del Al Associates", "Del-Al Associates Inc")
    }
    assert [proposal.rows for proposal in propose(names)] == [2]


@pytest.mark.parametrize(("grouping", "groups"), [(Grouping.ROW, 5), (Grouping.NAME, 3), (Grouping.LIKENESS, 2)])
def test_how_rows_are_grouped_is_chosen(grouping, groups):
    lines = [["Agency", "City"], ["Foo Ltd", "A"], ["FOO LTD.", "B"], ["Foo  Ltd", "C"], ["Bar Overseas", "A"], ["Barr Overseas", "A"]]  # fmt: skip
    content = from_bytes("a.csv", text(lines).encode())
    mapping = prepare(content, TODAY).mapping
    chosen = Mapping(mapping.columns, grouping)
    assert dry_run(prepare(content, TODAY, mapping=chosen)).groups == groups


def test_a_number_that_comes_twice_is_held_in_both_rows_where_numbers_stand_once():
    lines = rows(16)
    lines[7][1:3] = lines[6][1:3]
    assert codes(tried(text([HEADING, *lines]))) == {8: {"key-repeated"}, 9: {"key-repeated"}}


def test_rows_of_branches_under_one_number_and_name_are_one_agency():
    lines = [["Agency", "Licence No", "Branch address"]]
    lines += [[f"Foo{at // 3} Agency", f"L{at // 3:03d}", f"{at} Main Road, Nairobi"] for at in range(12)]
    run = tried(text(lines))
    assert (run.ready, run.groups) == (12, 4)
    lines[5][0] = "Something Else Plc"
    assert set(codes(tried(text(lines)))) == {5, 6, 7}


def test_the_officer_can_stop_a_trial():
    class Stop:
        def step(self, done, total, what=""):
            raise Cancelled("stopped")

    lines = [["Agency", "City"], *([f"Foo{at} Ltd", "A"] for at in range(6000))]
    with pytest.raises(Cancelled):
        dry_run(prepare(from_bytes("a.csv", text(lines).encode()), TODAY), Stop())


@given(st.lists(st.tuples(st.sampled_from(["Foo Ltd", "", "<b>x</b>", "Bar & Co", "N/A"]), st.sampled_from(["1", "", "2", "2.0", "1E9"]), st.sampled_from(["13/01/2027", "x", "", "2062/01/01", "01/02/2027"])), max_size=12))  # fmt: skip
def test_rows_are_ready_or_have_a_problem_always(lines):
    run = tried(text([["Agency Name", "Licence No", "Valid to"], *lines]))
    filled = [line for line in lines if any(line)]
    assert run.rows == len(filled) == run.ready + run.with_problems
    assert {problem.row for problem in run.problems} == set(codes(run))
    assert run.with_problems == len(codes(run))


@pytest.mark.parametrize(
    ("name", "rows_in_it", "cut_off"),
    [("uk-sponsors-2021-04-09.csv.gz", 34_048, False), ("uk-sponsors-2022-09-30-cut-off.csv.gz", 11_812, True)],
)
def test_public_lists_of_the_united_kingdom_are_read(name, rows_in_it, cut_off):
    run = try_file(from_path(Files(), LISTS / name), date(2026, 11, 23))
    assert (run.rows, run.ready) == (rows_in_it, rows_in_it)
    assert (run.columns["Organisation Name"], run.columns["Town/City"]) == ("agency.name", "address.city")
    assert [problem.code for problem in run.file_problems] == (["cut-off"] if cut_off else [])
    assert run.prepared is not None
    assert run.prepared.mapping.grouping is Grouping.NAME


@pytest.mark.slow
def test_the_public_list_of_the_united_states_is_read_row_by_row():
    run = try_file(from_path(Files(), LISTS / "us-h2b-recruiters-2020-2022.csv.gz"), date(2026, 11, 23))
    assert (run.rows, run.ready, run.with_problems) == (132_809, 132_083, 726)
    assert run.columns["RECRUITER_EMPLOYER_NAME"] == "agency.name"
    assert run.columns["RECRUITER_EMPLOYER_CITY"] == "address.city"
    assert run.columns["fiscal_year"] == "verbatim"
    assert {problem.code for problem in run.problems} == {"name-missing", "formula", "country-unknown", "bad-text"}


def test_a_folder_is_checked_file_by_file_and_a_missing_one_is_said_loudly(tmp_path):
    (tmp_path / "one.csv").write_text(text([HEADING, *rows()]), encoding="utf-8")
    (tmp_path / "two.csv").write_bytes(b"%PDF-1.4")
    out = io.StringIO()
    assert check_folder(Files(), tmp_path, TODAY, out) == 2
    assert "      12       12        0  one.csv" in out.getvalue()
    out = io.StringIO()
    assert check_folder(Files(), tmp_path / "none", TODAY, out) == 0
    assert out.getvalue().startswith("SKIPPED")


def test_a_day_in_figures_is_not_turned_around_behind_arabic_letters():
    mend = Finding("date-unreadable", 3, "Valid until", "soon").mend
    assert "\u20682026-03-31\u2069" in mend
