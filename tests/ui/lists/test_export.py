"""What is exported is what is shown: the columns, the filters, the order, every row; and it calculates nothing."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook

from registry_app.core.errors import BadInput, Cancelled
from registry_app.core.money import Money
from registry_app.core.paging import Filters, Sort
from registry_app.core.progress import Silent
from registry_app.ui.lists import export
from registry_app.ui.lists.export import Shown, as_csv, as_xlsx
from tests.ui.lists.made_up import COLUMNS, MadeUpRow, MadeUpSource, made_up_rows


def shown(source: MadeUpSource, filters: Filters = Filters(), sort: Sort = Sort("name"), **other) -> Shown:  # noqa: B008
    return Shown("Agencies", source, COLUMNS[:5], filters, sort, **other)


def lines(what: Shown) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(what, Silent()).decode("utf-8-sig"), newline="")))


def sheet(what: Shown) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(what, Silent()))).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("many", [0, 1, 500, 1_203])
@pytest.mark.parametrize("filters", [Filters(), Filters("agency", (("status", "suspended"),))])
@pytest.mark.parametrize("sort", [Sort("name"), Sort("until", descending=True)])
def test_every_row_is_there_once_in_the_list_s_order(many, filters, sort):
    source = MadeUpSource(made_up_rows(many))
    found = lines(shown(source, filters, sort))
    assert found[0] == ["Number", "Name", "Status", "Valid until", "Owed"]
    assert [line[0] for line in found[1:]] == [row.number for row in source.answer(filters, sort)]


def test_days_and_amounts_are_days_and_amounts_in_a_workbook():
    rows = sheet(shown(MadeUpSource([MadeUpRow("A-1", "وكالة", until=date(2019, 3, 4), owed=Money(123_456, "ETB"))])))
    assert rows[1][:3] == ["A-1", "وكالة", "valid"]
    day = rows[1][3]
    assert (day.date() if isinstance(day, datetime) else day) == date(2019, 3, 4)
    assert rows[1][4] == 1234.56


def test_only_the_rows_selected_are_exported_where_some_are():
    assert [line[0] for line in lines(shown(MadeUpSource(made_up_rows(9)), chosen=["A-000003", "A-000001"]))[1:]] == [
        "A-000003",
        "A-000001",
    ]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-2+3+cmd", "'-2+3+cmd"),
        ("+251 91 123", "+251 91 123"), ("-12.5", "-12.5"), ("Ali & Sons", "Ali & Sons"), ("two\nlines", "two\nlines"),
    ],
)  # fmt: skip
def test_a_name_that_a_spreadsheet_would_calculate_is_text(name, written):
    assert lines(shown(MadeUpSource([MadeUpRow("A-1", name)])))[1][1] == written
    assert sheet(shown(MadeUpSource([MadeUpRow("A-1", name)])))[1][1] == name


def test_it_can_be_stopped():
    class Stop:
        def step(self, done: int, total: int, what: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        as_csv(shown(MadeUpSource(made_up_rows(9))), Stop())


def test_more_rows_than_a_sheet_holds_are_refused_with_the_way_out(monkeypatch):
    monkeypatch.setattr(export, "MOST_IN_A_SHEET", 5)
    with pytest.raises(BadInput, match="CSV"):
        as_xlsx(shown(MadeUpSource(made_up_rows(6))), Silent())


def test_a_title_no_sheet_may_have_is_made_one():
    assert as_xlsx(replace(shown(MadeUpSource([])), title="[a]:*?/\\'" + "x" * 40), Silent())
