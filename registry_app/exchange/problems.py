"""What can be wrong with a file, a row or a cell: stable codes, and the sentences that say why and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final

from registry_app.core.texts import FSI, N_, PDI, _, bare, say


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: `row` as a spreadsheet shows it (0: the file as a whole), `column` by its heading.

    `value` is the cell word for word; `data` are the pairs that the sentences name.
    """

    code: str
    row: int = 0
    column: str = ""
    value: str = ""
    data: tuple[tuple[str, str], ...] = ()

    @property
    def why(self) -> str:
        """What is wrong."""
        return self._said(0)

    @property
    def mend(self) -> str:
        """What to do about it."""
        return self._said(1)

    def _said(self, place: int) -> str:
        # a day in figures would be turned around behind Arabic letters
        template = _EXAMPLE.sub(rf"{FSI}\g<0>{PDI}", _(SENTENCES[self.code][place]))
        return say(
            template, **{"column": self.column, "value": printable(self.value)[:80], "row": self.row, **dict(self.data)}
        )

    def as_json(self) -> dict[str, object]:
        """The keys of the report: `row`, `column`, `value`, `why`, `how_to_mend`, `code`; a file's have no row."""
        said: dict[str, object] = {"why": bare(self.why), "how_to_mend": bare(self.mend), "code": self.code}
        if not self.row:
            return {"column": self.column, **said} if self.column else {**said}
        return {"row": self.row, "column": self.column, "value": printable(self.value), **said}


def kept_words(code: str, row: int, column: str, value: str) -> str:
    """What was wrong with a row that was held, said again from what was kept of it; "…" stands for what was not."""
    found = SENTENCES.get(code)
    if found is None:
        return code
    known = {"row": str(row), "column": column, "value": value}
    named = {name for _text, name, _form, _how in Formatter().parse(found[0]) if name}
    return Finding(code, row, column, value, tuple((name, "…") for name in sorted(named - known.keys()))).why


def printable(cell: str) -> str:
    """A cell as it can be stored and shown: bytes that did not fit the encoding are written in hexadecimal."""
    if cell.isascii():
        return cell
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


_EXAMPLE: Final = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_MEND_CELL: Final = N_("Correct the cell in the list and import it again, or leave this row out.")

# Problems of the whole file: the import waits until they are mended, chosen or confirmed.
FILE: Final[Mapping[str, tuple[str, str]]] = {
    "unreadable": (N_("{reason}"), N_("{hint}")),
    "no-rows": (
        N_("There are no rows below the heading."),
        N_("Check that this is the right file and, in a workbook, the right sheet."),
    ),
    "no-name": (
        N_("No column holds the names of the agencies."),
        N_("Choose the column with the names in the mapping."),
    ),
    "cut-off": (
        N_("The file is cut off: {sign}. Rows are missing at its end."),
        N_("Get the file again. If it is really whole, confirm this when you import it."),
    ),
    "mixed-encodings": (
        N_("{count} lines are not in the encoding of the rest, {encoding}; they look like {other}."),
        N_("Ask for the list in UTF-8, or correct the rows named below."),
    ),
    "encoded-twice-all": (
        N_("The letters of the list were encoded twice (such as {value})."),
        N_("Choose the encoding “utf-8 twice”, or ask for the list in UTF-8."),
    ),
    "encoding-unsure": (
        N_("The encoding could not be told for sure; {encoding} was taken, it could be {others}."),
        N_("Look at the names in the preview; choose another encoding if letters are wrong."),
    ),
    "dates-ambiguous": (
        N_("In the column {column} day and month cannot be told apart (such as {value})."),
        N_("Choose day first or month first for this column."),
    ),
    "dates-mixed": (
        N_("The column {column} holds dates with the day first and dates with the month first."),
        N_("Correct the rows named below, or choose one order; dates that do not fit it are then refused."),
    ),
    "dates-calendar": (
        N_("The dates in the column {column} (such as {value}) seem to be in another calendar: {calendar}."),
        N_("Choose the calendar of this column; no date of it is read before that."),
    ),
    "other-sheets": (
        N_("Only the sheet {sheet} was read; {others} hold lists of the same kind."),
        N_("Import each sheet as its own batch: choose the sheet in the layout."),
    ),
}

# Problems of a row: it is not imported until they are mended.
ROW: Final[Mapping[str, tuple[str, str]]] = {
    "name-missing": (N_("The name of the agency is missing."), N_("Write the name into this cell, or leave this row out.")),
    "key-missing": (
        N_("The number by which agencies are told apart is missing."),
        N_("Write the number into this cell, or choose to group the list by name."),
    ),
    "key-repeated": (
        N_("The number {value} stands in row {other} too."),
        N_("Correct the wrong one of the two, or choose to group rows by this number if it is one agency."),
    ),
    "name-unlike": (
        N_("The number {value} stands in row {other} too, but with the name {name}."),
        N_("Correct the number or the name; if it is one agency, choose to group by this number."),
    ),
    "row-repeated": (N_("This row says the same as row {other}."), N_("Leave one of the two out.")),
    "bad-text": (N_("{reason}"), N_("{hint}")),
    "hidden-letters": (
        N_("The cell holds a letter that cannot be seen and turns the text around (U+{letter})."),
        N_("Type the cell again instead of pasting it."),
    ),
    "control-letters": (
        N_("The cell holds a control character (U+{letter})."),
        N_("Type the cell again instead of pasting it."),
    ),
    "formula": (
        N_("The cell begins like a formula of a spreadsheet; a program that opens it may run it."),
        N_("Write the plain text into the cell."),
    ),
    "markup": (N_("The cell holds markup ({found}) instead of plain text."), N_("Write the plain text into the cell.")),
    "letters-lost": (
        N_("Letters of this cell were lost when the list was saved."),
        N_("Write the cell again from the paper, or ask for the list in UTF-8."),
    ),
    "letters-misread": (
        N_("Letters of this cell do not fit the encoding of the file; it could mean {reading}."),
        N_("Correct the cell, or ask for the list in UTF-8."),
    ),
    "encoded-twice": (
        N_("The letters of this cell were encoded twice; it could mean {reading}."),
        N_("Ask for the list in UTF-8, or correct the cell."),
    ),
    "broken-formula": (N_("A formula of the spreadsheet failed here."), N_("Write the value itself into the cell.")),
    "digits-lost": (
        N_("The number is written with an exponent; its last digits are lost."),
        N_("Format the column as text in the spreadsheet, enter the number again, and save the list."),
    ),
    "date-unreadable": (N_("{value} is not a date."), N_("Write the date as year-month-day, such as 2026-03-31.")),
    "date-month-only": (N_("{value} has no day."), N_("Write the date as year-month-day, such as 2026-03-31.")),
    "date-range": (
        N_("{value} holds two dates."),
        N_("Let this column fill two fields (from, through), or write one date into it."),
    ),
    "date-ambiguous": (
        N_("{value} can be {one} or {other}."),
        N_("Choose day first or month first for the column {column}, or write year-month-day."),
    ),
    "date-misfit": (
        N_("{value} does not fit the order that the other dates of the column have ({order})."),
        N_("Write the date as year-month-day, such as 2026-03-31."),
    ),
    "date-calendar": (
        N_("{value} seems to be a date of another calendar: {calendar}."),
        N_("Choose the calendar of the column {column}, or write the Gregorian date as year-month-day."),
    ),
    "date-no-such-day": (N_("The calendar {calendar} has no day {value}."), N_("Compare the date with the paper.")),
    "date-unlikely": (
        N_("The year of {value} cannot be that of a licence."),
        N_("Compare the date with the paper; leave the cell blank if there is no such day."),
    ),
    "period-reversed": (
        N_("The licence would end on {value}, before it begins on {first}."),
        N_("Compare the two dates with the paper."),
    ),
    "country-unknown": (
        N_("{value} is not the name of a country that the register knows."),
        N_("Write the country in English, or its two letters (ISO 3166), or keep this column word for word."),
    ),
    "agency-refused": (N_("{reason}"), N_("{hint}")),
    "known-already": (
        N_("The agency is in the register already, as {agency}."),
        N_("Leave this row out, or import the list as an update or as the full list."),
    ),
    "not-known": (
        N_("There is no agency in the register with this number or name."),
        N_("Correct the number, or import the list as additions or as the full list."),
    ),
    "several-known": (
        N_("Several agencies of the register fit: {agency}."),
        N_("Merge the duplicates first, or give the agency's number in the list."),
    ),
    "open-quote": (
        N_("A quotation mark is opened in this row and never closed."),
        N_("Put the closing mark in, or take the opening one out."),
    ),
    "torn": (N_("The file ends in the middle of this row."), N_("Get the file again; this row is not whole.")),
    "too-few-cells": (
        N_("This row has {count} cells, the list has {width}: a delimiter or a value is missing."),
        N_("Put the missing cell in, even if it is blank."),
    ),
    "too-many-cells": (
        N_("This row has {count} cells, the list has {width}: a value holds the delimiter."),
        N_("Put quotation marks around the value that holds the delimiter."),
    ),
    "lone-cell": (
        N_("Only one cell of this row is filled, as in a heading between the rows."),
        N_("Leave this row out if it is a heading; else fill in what is missing."),
    ),
}  # fmt: skip

# Notes: the row is ready; the officer is told what was done or kept.
NOTE: Final[Mapping[str, tuple[str, str]]] = {
    "phone-kept": (
        N_("{value} could not be read as a telephone number and is kept word for word."),
        N_("Nothing need be done; correct it in the agency's record if it matters."),
    ),
    "email-kept": (
        N_("{value} is not an e-mail address and is kept word for word."),
        N_("Nothing need be done; correct it in the agency's record if it matters."),
    ),
    "website-kept": (
        N_("{value} is not a web address and is kept word for word."),
        N_("Nothing need be done; correct it in the agency's record if it matters."),
    ),
    "count-kept": (N_("{value} is not a whole number and is kept word for word."), N_("Nothing need be done.")),
    "invisible-removed": (N_("Invisible letters were taken out of the cell."), N_("Nothing need be done.")),
    "markup-decoded": (N_("Signs of a web page were read as letters: {reading}."), N_("Nothing need be done.")),
    "float-read": (N_("{value} was read as the whole number {reading}."), N_("Nothing need be done.")),
    "name-repeated": (
        N_("The same name stands in row {other} under another number."),
        N_("Nothing need be done; check whether it is one agency."),
    ),
    "date-of-sheet": (N_("Numbers in the column {column} were read as a spreadsheet's count of days."), N_("Compare one of them with the paper.")),
    "short-years": (N_("Years of two digits in the column {column} were read as {first} to {last}."), N_("Compare one of them with the paper.")),
    "order-borrowed": (
        N_("The column {column} was read with the {order}, as the other dates of the list."),
        N_("Compare one of them with the paper."),
    ),
    "order-dotted": (N_("Dates with full stops in the column {column} were read with the day first."), N_("Compare one of them with the paper.")),
    "day-by-clock": (
        N_("The column {column} holds moments in universal time; their day was taken as it stands, the office's may be the next."),
        N_("Compare one of them with the paper."),
    ),
    "no-heading": (N_("The list has no heading; its columns were guessed by what they hold."), N_("Check the mapping.")),
    "not-a-spreadsheet": (N_("The file is called {name}, but it is {kind}; it was read as that."), N_("Nothing need be done.")),
    "no-line-end": (
        N_("The last line has no end; some programs write files so, but it can also be cut off."),
        N_("Compare the last row with the list's source."),
    ),
    "no-key": (
        N_("No column tells the agencies apart by a number; rows are grouped by {grouping}."),
        N_("Choose how to group them: by a column, by name, by likeness, or each row by itself."),
    ),
    "sheets-unread": (N_("These sheets were not read: {others}."), N_("Choose another sheet in the layout if the list is there.")),
    "columns-unlike-heading": (
        N_("The column {column} is named like {field}, but holds something else; it is kept word for word."),
        N_("Set the mapping by hand if it should fill a field."),
    ),
    "headings-repeated": (N_("The heading comes again in {count} rows inside the list; they are no rows of it."), N_("Nothing need be done.")),
    "region-guessed": (N_("Telephone numbers without a country code were read as those of {region}."), N_("Choose another country if that is wrong.")),
    "encoding-guessed": (
        N_("The file does not say its encoding; {encoding} was taken, it could be {others}."),
        N_("Look at the names in the preview."),
    ),
}  # fmt: skip

# these rows cannot be mended cell by cell: which cell belongs to which column is not known
IN_THE_FILE: Final = frozenset({"torn", "open-quote", "too-few-cells", "too-many-cells"})

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {**FILE, **ROW, **NOTE}
