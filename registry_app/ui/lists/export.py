"""Exactly what a list shows, as a file: its columns, its filters, its order, every row of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

import xlsxwriter

from registry_app.core.errors import BadInput
from registry_app.core.money import Money, digits
from registry_app.core.paging import START, After, Filters, Place, Sort
from registry_app.core.progress import Progress
from registry_app.core.texts import _, bare, say
from registry_app.ui.lists.source import Column, Key, Source
from registry_app.ui.lists.values import shown

Row = TypeVar("Row")
_BLOCK: Final = 500
# what a spreadsheet could take for a formula; a number or a telephone with its sign is none
_FORMULA: Final = re.compile(r"[=@\t\r]|[+-](?![\d\s().,/-]*$)")
_EXACT: Final = 2**53  # whole numbers up to here are exact in a spreadsheet
MOST_IN_A_SHEET: Final = 1_048_575


@dataclass(frozen=True)
class Shown(Generic[Row]):
    """What a list shows at a moment; `chosen` are the keys of the selected rows, None for the whole list.

    The rows are read when the file is made, beside the screen's thread.
    """

    title: str
    source: Source[Row]
    columns: Sequence[Column[Row]]
    filters: Filters
    sort: Sort
    chosen: Sequence[Key] | None = None

    def rows(self, progress: Progress) -> Iterator[list[object]]:
        """Every row's values, in the list's order."""
        done = 0
        for block, total in self._blocks():
            for row in block:
                yield [column.value(row) for column in self.columns]
            done += len(block)
            progress.step(done, max(total, done), self.title)

    def _blocks(self) -> Iterator[tuple[Sequence[Row], int]]:
        source, filters, sort = self.source, self.filters, self.sort
        if self.chosen is not None or not source.is_quick(filters, sort):
            keys = self.chosen if self.chosen is not None else source.keys(filters, sort)
            for start in range(0, len(keys), _BLOCK):
                yield source.rows(keys[start : start + _BLOCK]), len(keys)
            return
        total = source.count(filters).number
        place: Place = START
        while block := source.page(filters, sort, place, _BLOCK):
            yield block, total
            place = After(source.anchor(block[-1], sort))


def as_csv(what: Shown[Any], progress: Progress) -> bytes:
    """Comma-separated, UTF-8 with the mark by which spreadsheets know it; days as 2019-03-04."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_harmless(column.words) for column in what.columns])
    for values in what.rows(progress):
        writer.writerow([_plain(value) for value in values])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(what: Shown[Any], progress: Progress) -> bytes:
    """A workbook with days as days and amounts as numbers; made in memory, as temporary files would lie in clear."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_sheet_name(what.title))
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    amounts: dict[str, Any] = {}
    for place, column in enumerate(what.columns):
        sheet.write_string(0, place, column.words, bold)
        sheet.set_column_pixels(place, place, column.width)
    sheet.freeze_panes(1, 0)
    for number, values in enumerate(what.rows(progress), start=1):
        if number > MOST_IN_A_SHEET:
            book.close()
            raise BadInput(
                say(_("A sheet holds {most} rows; the list has more."), most=MOST_IN_A_SHEET),
                hint=_("Narrow the list by a filter, or export it as CSV."),
            )
        for place, value in enumerate(values):
            _write(book, sheet, number, place, value, day, amounts)
    book.close()
    return target.getvalue()


def _write(book: Any, sheet: Any, row: int, place: int, value: object, day: Any, amounts: dict[str, Any]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, day)
    elif isinstance(value, int) and abs(value) <= _EXACT:
        sheet.write_number(row, place, value)
    elif isinstance(value, Money) and abs(value.minor) <= _EXACT:
        if value.currency not in amounts:
            decimals = digits(value.currency)
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            amounts[value.currency] = book.add_format({"num_format": f'{pattern} "{value.currency}"'})
        sheet.write_number(row, place, float(value.decimal), amounts[value.currency])
    elif value is not None:
        sheet.write_string(row, place, bare(shown(value)))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return _harmless(bare(shown(value)))


def _harmless(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would calculate it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", bare(title)).strip()[:31] or "1"
