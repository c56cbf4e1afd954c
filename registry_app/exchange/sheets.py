"""Workbooks (XLSX, XLS, ODS): their sheets as rows of text, exactly as many digits as the file holds."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import python_calamine

from registry_app.core.errors import BadFile
from registry_app.core.texts import _, say
from registry_app.exchange.delimited import Record
from registry_app.exchange.number_formats import padded_widths
from registry_app.exchange.source import Form, Source

_SAFE: Final = 2**53  # above it a spreadsheet has rounded whole numbers


@dataclass(frozen=True)
class Sheet:
    """One sheet; `merged` are ranges (first row, first column, last row, last column), counted from 0."""

    name: str
    rows: tuple[Record, ...]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def filled_rows(self) -> int:
        """Rows in which anything stands."""
        return sum(any(cell.strip() for cell in row.cells) for row in self.rows)


def read_workbook(source: Source, form: Form) -> list[Sheet]:
    """All sheets that hold cells; `BadFile` for a damaged or locked workbook."""
    content = source.whole()
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        found = [_sheet(book, content, form, place) for place in range(len(book.sheet_names))]
    except python_calamine.PasswordError as error:
        raise BadFile(
            say(_("{file} is protected by a password and cannot be read."), file=source.name),
            hint=_("Open it in a spreadsheet with its password, save it without one, and import that file."),
        ) from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise BadFile(
            say(_("{file} is damaged or cut off: {reason}."), file=source.name, reason=str(error) or "?"),
            hint=_("Open it in a spreadsheet, save it again, and import that file."),
        ) from error
    return [sheet for sheet in found if sheet.rows]


def _sheet(book: python_calamine.CalamineWorkbook, content: bytes, form: Form, place: int) -> Sheet:
    about = book.sheets_metadata[place]
    if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
        return Sheet(about.name, ())
    grid = book.get_sheet_by_index(place)
    merged = tuple((*first, *last) for first, last in grid.merged_cell_ranges or ())
    widths = padded_widths(content, place) if form is Form.XLSX else {}
    raw = grid.to_python(skip_empty_area=False)
    rows = [
        Record(number, [_text(value, widths.get((number - 1, column), 0)) for column, value in enumerate(row)])
        for number, row in enumerate(raw, start=1)
    ]
    while rows and not any(rows[-1].cells):
        rows.pop()
    hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
    return Sheet(about.name, tuple(rows), hidden, merged)


def _text(value: object, width: int = 0) -> str:
    """A cell as text; `width` is the number of digits that its number format (such as 0000) shows."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        if value.is_integer() and abs(value) <= _SAFE:
            return str(int(value)).zfill(width)
        return repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ") if value.time() != dt.time() else value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, int):
        return str(value).zfill(width)
    return str(value)


def fill_merged(rows: Sequence[Record], merged: Iterable[tuple[int, int, int, int]]) -> list[Record]:
    """The rows with each merged range's value in all of its rows: one agency with three branches is written so.

    Only down the first column of a range: a title across the page is one cell, not many.
    """
    filled = [Record(row.number, list(row.cells), row.fault) for row in rows]
    for first_row, column, last_row, _last_column in merged:
        if first_row >= len(filled) or column >= len(filled[first_row].cells):
            continue
        value = filled[first_row].cells[column]
        for row in filled[first_row + 1 : last_row + 1]:
            if column < len(row.cells) and not row.cells[column].strip():
                row.cells[column] = value
    return filled
