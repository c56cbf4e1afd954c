"""One row of a list as what it says about an agency, or the problems that keep it from being imported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from registry_app.core.likeness import likeness
from registry_app.core.names import search_key
from registry_app.exchange.cells import TEXT_LIMIT, Text, read_name, read_number, read_text
from registry_app.exchange.contacts import Contact, read_emails, read_phones, read_websites
from registry_app.exchange.contents import EMAIL_SHAPE
from registry_app.exchange.date_columns import DateColumn
from registry_app.exchange.day_shapes import two_days
from registry_app.exchange.delimited import OPEN_QUOTE, OPEN_TO_END, TORN
from registry_app.exchange.fields import NAME, SERIAL, VERBATIM, Kind, fields
from registry_app.exchange.layout import Layout, filled
from registry_app.exchange.mapping import ColumnUse, Grouping
from registry_app.exchange.mapping import Mapping as ColumnMapping
from registry_app.exchange.problems import Finding
from registry_app.exchange.reading import Row
from registry_app.exchange.source import Form
from registry_app.exchange.words import country_code, is_blank

Value = str | date | Contact
CellReader = Callable[[str, int], tuple[tuple[Value, ...], tuple[Finding, ...], tuple[Finding, ...]]]
_SEVERAL: Final = re.compile(r"\s*[;,\n/|،؛、]\s*")
_JOINERS: Final = {Kind.PERSON: " ", Kind.ADDRESS: ", ", Kind.PLACE: ", "}
_SAME_NAME: Final = 0.75  # likeness from which two names under one number are spellings of one
_NOTES: Final = {Kind.PHONE: "phone-kept", Kind.EMAIL: "email-kept", Kind.WEBSITE: "website-kept"}
_POSTAL_LIMIT: Final = 20  # letters that the register takes
_ADDRESS_LIMIT: Final = 500
_KEPT: Final = 20_000  # cells of a column whose reading is remembered


@dataclass(frozen=True, slots=True)
class Entry:
    """What a ready row says: values by field, the name and the number by which agencies are told apart."""

    row: Row
    values: Mapping[str, tuple[Value, ...]]
    name: str
    key: str = ""

    def text(self, code: str) -> str:
        """The field's values as one text; "" where there are none."""
        return "; ".join(
            found.words if isinstance(found, Contact) else str(found) for found in self.values.get(code, ())
        )

    def day(self, code: str) -> date | None:
        """The day in a field of that kind."""
        found = self.values.get(code, ())
        return found[0] if found and isinstance(found[0], date) else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A row with what it says (`None` if it has problems), its problems, and notes that do not hold it up."""

    row: Row
    entry: Entry | None
    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Repeats:
    """Numbers that stand in several rows: folded number → row, mark of its whole content, and name.

    `one_row_each`: in this list a number is meant to stand once; else rows of one number and name are one agency.
    """

    rows: Mapping[str, Sequence[tuple[int, int, str]]] = field(default_factory=dict)
    one_row_each: bool = True

    def other(self, key: str, row: int) -> int:
        """Another row with the number; 0 if there is none."""
        return next((other for other, _mark, _name in self.rows.get(key, ()) if other != row), 0)

    def first_same(self, key: str, row: int, mark: int) -> int:
        """An earlier row with the number that says the same in every cell; 0 if there is none."""
        return next((other for other, held, _name in self.rows.get(key, ()) if other < row and held == mark), 0)

    def all_same(self, key: str) -> bool:
        """Whether all rows with the number say the same in every cell."""
        return len({mark for _row, mark, _name in self.rows.get(key, ())}) == 1

    def unlike(self, key: str, row: int, name: str) -> tuple[int, str] | None:
        """Another row with the number and a name that cannot be another spelling; `None` if there is none."""
        for other, _mark, held in self.rows.get(key, ()):
            if other != row and held != name and held and name and likeness(held, name) < _SAME_NAME:
                return other, held
        return None


def fold_key(number: str) -> str:
    """A number as it is compared: digits of any script, case and blanks do not count, zeros and hyphens do."""
    return (
        "".join(search_key(number.replace("-", "‐").replace("/", "⁄")).split())
        if not number.isascii()
        else "".join(number.casefold().split())
    )


Held = tuple[tuple[tuple[str, tuple[Value, ...]], ...], tuple[Finding, ...], tuple[Finding, ...]]


@dataclass
class _Column:
    """A mapped column with its readers and the cells it has read already."""

    place: int
    use: ColumnUse
    reader: CellReader
    then: CellReader | None
    cache: dict[str, Held] = field(default_factory=dict)

    def read(self, cell: str) -> Held:
        """What a cell says, by field; findings carry no row yet, because the cell may come again."""
        if self.then is None:
            if "@" in cell and self.use.field in ("phone", "email"):
                return _mixed_contacts(cell, self.use, self.reader)
            values, problems, notes = self.reader(cell, 0)
            return (((self.use.field, values),) if values else ()), problems, notes
        parts = two_parts(cell, self.use)
        first, wrong, noted = self.reader(parts[0], 0)
        second, wrong_too, noted_too = self.then(parts[1], 0)
        found = ((self.use.field, first), (self.use.then, second))
        return tuple(pair for pair in found if pair[1]), wrong + wrong_too, noted + noted_too


def content_mark(cells: Sequence[str], besides: frozenset[int]) -> int:
    """A mark of what a row says in all cells but its running number; the same row typed twice has the same."""
    return hash(tuple(cell.strip() for place, cell in enumerate(cells) if place not in besides))


def serial_places(layout: Layout, mapping: ColumnMapping) -> frozenset[int]:
    """The columns that hold a running number."""
    return frozenset(
        layout.columns.index(use.column)
        for use in mapping.columns
        if use.field == SERIAL and use.field != mapping.key and use.column in layout.columns
    )


def two_parts(cell: str, use: ColumnUse) -> tuple[str, str]:
    """The parts of a cell that fills two fields; the second is blank where nothing parts them."""
    if use.separator:
        first, _separator, second = cell.partition(use.separator)
        return first, second
    return two_days(cell) or (cell, "")


def _mixed_contacts(cell: str, use: ColumnUse, reader: CellReader) -> Held:
    """A cell with telephones and e-mail addresses: each goes where it belongs."""
    addresses = [found[0] for found in EMAIL_SHAPE.finditer(cell)]
    rest = EMAIL_SHAPE.sub(";", cell)
    if not addresses or sum(map(str.isdigit, rest)) < 6:
        values, problems, notes = reader(cell, 0)
        return (((use.field, values),) if values else ()), problems, notes
    mails: tuple[Value, ...] = read_emails("; ".join(addresses))
    if use.field == "phone":
        phones, problems, notes = reader(rest, 0)
    else:
        phones, problems, notes = _contacts(read_phones(rest, ""), use, rest, "phone-kept")
    return (("email", mails), *((("phone", phones),) if phones else ())), problems, notes


class RowReader:
    """Reads rows by a mapping. Repeated cells (a city, a status) are read once."""

    def __init__(
        self,
        layout: Layout,
        mapping: ColumnMapping,
        *,
        dates: Mapping[str, DateColumn],
        fractions: frozenset[str] = frozenset(),
        repeats: Repeats | None = None,
        usual: float = 0.0,
    ) -> None:
        self._layout = layout
        self._mapping = mapping
        self._dates = dates
        self._fractions = fractions
        self._repeats = repeats or Repeats()
        self._usual = usual
        self._serials = serial_places(layout, mapping)
        self._columns = [
            _Column(place, use, self._reader(use, use.field), self._reader(use, use.then) if use.then else None)
            for use in sorted(mapping.columns, key=lambda use: use.order)
            if use.field != VERBATIM and (place := self._place(use)) is not None
        ]
        # columns that are parts of one value become one: given and family name, lines of an address
        self._joined = [
            (code, _JOINERS[fields()[code].kind])
            for code in {use.field for use in mapping.columns}
            if fields()[code].kind in _JOINERS and len(mapping.columns_of(code)) > 1
        ]
        self._name_column = next((use.column for use in mapping.columns_of(NAME)), "")
        self._key_column = next((use.column for use in mapping.columns_of(mapping.key)), "") if mapping.key else ""

    def _place(self, use: ColumnUse) -> int | None:
        return self._layout.columns.index(use.column) if use.column in self._layout.columns else None

    def read(self, row: Row) -> Reading:
        """What the row says, or why it is held."""
        if wrong := self._shape_problem(row):
            return Reading(row, None, (wrong,))
        values, wrong_here, noted = self._say(row)
        problems, notes = list(_placed(wrong_here, row.number)), list(_placed(noted, row.number))
        problems.extend(self._row_problems(row, values, problems))
        if problems:
            return Reading(row, None, tuple(problems), tuple(notes))
        key = _first_text(values.get(self._mapping.key, ())) if self._mapping.key else ""
        return Reading(row, Entry(row, values, _first_text(values[NAME]), key), (), tuple(notes))

    def _say(self, row: Row) -> tuple[dict[str, tuple[Value, ...]], list[Finding], list[Finding]]:
        """What the mapped cells of a row say together, with problems and notes that know no row yet."""
        values: dict[str, tuple[Value, ...]] = {}
        problems: list[Finding] = []
        notes: list[Finding] = []
        for column in self._columns:
            cell = row.cells[column.place]
            if not cell:
                continue
            held = column.cache.get(cell)
            if held is None:
                held = column.read(cell)
                if len(column.cache) < _KEPT:
                    column.cache[cell] = held
            read, wrong_here, noted = held
            for code, found in read:
                values[code] = values[code] + found if code in values else found
            problems.extend(wrong_here)
            notes.extend(noted)
        for code, joiner in self._joined:
            if len(parts := values.get(code, ())) > 1:
                values[code] = (joiner.join(dict.fromkeys(str(part).strip(" ,") for part in parts)),)
        return values, problems, notes

    def _shape_problem(self, row: Row) -> Finding | None:
        """Cells that may stand in the wrong column are not read at all."""
        if row.fault in (TORN, OPEN_QUOTE, OPEN_TO_END):
            line = _shown(row)
            code = "torn" if row.fault == TORN else "open-quote"
            column = next(
                (name for name, cell in zip(self._layout.columns, row.cells, strict=False) if '"' in cell), ""
            )
            return Finding(code, row.number, column, line)
        width = len(self._layout.columns)
        if not row.beyond and row.held >= width and (self._usual < 3 or filled(row.cells[:3]) > 1):
            return None
        data = (("count", str(row.held)), ("width", str(width)))
        if row.beyond:
            return Finding("too-many-cells", row.number, "", " | ".join((_shown(row), *row.beyond)), data)
        if row.held < width and self._layout.form is Form.DELIMITED and not self._layout.short_rows:
            return Finding("too-few-cells", row.number, "", _shown(row), data)
        if self._usual >= 3 and filled(row.cells) == 1:
            line = _shown(row)
            column = next(name for name, cell in zip(self._layout.columns, row.cells, strict=True) if cell.strip())
            return Finding("lone-cell", row.number, column, line)
        return None

    def _row_problems(
        self, row: Row, values: Mapping[str, tuple[Value, ...]], before: Sequence[Finding]
    ) -> Iterable[Finding]:
        bad = {finding.column for finding in before} if before else set()
        if NAME not in values and self._name_column not in bad:
            yield Finding("name-missing", row.number, self._name_column, self._word(row, self._name_column))
        yield from self._key_problems(row, values, bad)
        first, last = values.get("licence.valid_from", ()), values.get("licence.valid_to", ())
        if first and last and isinstance(first[0], date) and isinstance(last[0], date) and last[0] < first[0]:
            use = self._mapping.columns_of("licence.valid_to")[0]
            data = (("first", first[0].isoformat()),)
            yield Finding("period-reversed", row.number, use.column, self._word(row, use.column), data)

    def _key_problems(self, row: Row, values: Mapping[str, tuple[Value, ...]], bad: set[str]) -> Iterable[Finding]:
        if self._mapping.grouping is not Grouping.KEY or self._key_column in bad:
            return
        key = _first_text(values.get(self._mapping.key, ()))
        word = self._word(row, self._key_column)
        if not key:
            yield Finding("key-missing", row.number, self._key_column, word)
            return
        folded = fold_key(key)
        other = self._repeats.other(folded, row.number)
        if not other:
            return
        same = self._repeats.first_same(folded, row.number, content_mark(row.cells, self._serials))
        if unlike := self._repeats.unlike(folded, row.number, self._word(row, self._name_column)):
            data = (("other", str(unlike[0])), ("name", unlike[1]))
            yield Finding("name-unlike", row.number, self._key_column, word, data)
        elif same and self._repeats.one_row_each:
            yield Finding("row-repeated", row.number, self._key_column, word, (("other", str(same)),))
        elif self._repeats.one_row_each and not self._repeats.all_same(folded):
            yield Finding("key-repeated", row.number, self._key_column, word, (("other", str(other)),))

    def _word(self, row: Row, column: str) -> str:
        return row.cells[self._layout.columns.index(column)] if column in self._layout.columns else ""

    def _reader(self, use: ColumnUse, code: str) -> CellReader:
        """How a cell is read for a field; everything beyond the cell itself is settled here."""
        kind = fields()[code].kind
        if kind is Kind.DATE:
            column = self._dates[use.column]
            return lambda cell, row: _day_of(column, cell, row)
        if kind is Kind.PHONE:
            return lambda cell, _row: _contacts(read_phones(cell, self._mapping.region), use, cell, "phone-kept")
        if kind in (Kind.EMAIL, Kind.WEBSITE):
            read = read_emails if kind is Kind.EMAIL else read_websites
            return lambda cell, _row: _contacts(read(cell), use, cell, _NOTES[kind])
        if kind in (Kind.NUMBER, Kind.SERIAL):
            fractions = use.column in self._fractions
            return lambda cell, _row: _text_of(read_number(cell, as_fractions=fractions), use, cell)
        if kind is Kind.PLACES or (use.separator and fields()[code].many):
            return lambda cell, _row: _several(cell, use)
        if kind is Kind.POSTAL:
            return lambda cell, _row: _text_of(read_text(cell, _POSTAL_LIMIT), use, cell)
        if kind is Kind.ADDRESS:
            return lambda cell, _row: _text_of(read_text(cell, _ADDRESS_LIMIT, lines=True), use, cell)
        if code == "address.country":
            return lambda cell, _row: _country(cell, use)
        if kind in (Kind.COMPANY, Kind.PERSON, Kind.PLACE, Kind.COUNTRY, Kind.ROLE):
            return lambda cell, _row: _text_of(read_name(cell), use, cell)
        return lambda cell, _row: _text_of(read_text(cell, TEXT_LIMIT, lines=True), use, cell)


def _shown(row: Row) -> str:
    return " | ".join(cell for cell in row.cells if cell.strip())


def _first_text(found: Sequence[Value]) -> str:
    return str(found[0]) if found else ""


def _placed(findings: Sequence[Finding], row: int) -> Iterable[Finding]:
    return (Finding(found.code, row, found.column, found.value, found.data) for found in findings)


def _day_of(
    column: DateColumn, cell: str, row: int
) -> tuple[tuple[Value, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    if is_blank(cell):
        return (), (), ()
    found = column.read(cell, row)
    return ((), (found,), ()) if isinstance(found, Finding) else ((found,), (), ())


def _contacts(
    found: tuple[Contact, ...], use: ColumnUse, cell: str, code: str
) -> tuple[tuple[Value, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    """Contacts are never a problem: what cannot be read is kept word for word, if it can be stored at all."""
    text = read_text(cell, TEXT_LIMIT, lines=True)
    if text.problem:
        return _text_of(text, use, cell)
    notes = tuple(Finding(code, 0, use.column, contact.words) for contact in found if not contact.canonical)
    return found, (), notes


def _text_of(
    text: Text, use: ColumnUse, cell: str
) -> tuple[tuple[Value, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    if text.problem:
        return (), (Finding(text.problem, 0, use.column, cell, text.data),), ()
    notes = tuple(Finding(code, 0, use.column, cell, data) for code, data in text.notes)
    return ((text.value,) if text.value else ()), (), notes


def _country(cell: str, use: ColumnUse) -> tuple[tuple[Value, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    """The country of an address as its code: a wrong one would put the agency abroad."""
    values, problems, notes = _text_of(read_name(cell), use, cell)
    if not values:
        return values, problems, notes
    code = country_code(str(values[0]))
    return ((code,), (), notes) if code else ((), (Finding("country-unknown", 0, use.column, cell),), ())


def _several(cell: str, use: ColumnUse) -> tuple[tuple[Value, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    """A cell with several values, parted by the column's separator or by any usual one."""
    values: list[Value] = []
    problems: list[Finding] = []
    for part in cell.split(use.separator) if use.separator else _SEVERAL.split(cell):
        found, wrong, _noted = _text_of(read_text(part), use, cell)
        values.extend(found)
        problems.extend(wrong)
    return tuple(dict.fromkeys(values)), tuple(problems[:1]), ()
