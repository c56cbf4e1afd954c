"""Opening a list: what the file is, how the list lies in it, and its rows one at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from registry_app.core.errors import BadFile
from registry_app.core.texts import _, say
from registry_app.exchange.delimited import (
    MOJIBAKE,
    OPEN_QUOTE,
    OPEN_TO_END,
    TORN,
    TWICE,
    Dialect,
    Record,
    decoded_again,
    encoded_once,
    guess_dialect,
    physical_lines,
    records,
    text_lines,
)
from registry_app.exchange.edges import find_footer
from registry_app.exchange.encodings import Encoding, guess_encoding
from registry_app.exchange.fields import heading_words, vocabulary
from registry_app.exchange.headings import Heading, headings, is_rule
from registry_app.exchange.json_rows import read_json
from registry_app.exchange.layout import Layout, filled, tidy
from registry_app.exchange.looking import Seen, extent, look_over
from registry_app.exchange.problems import Finding
from registry_app.exchange.sheets import Sheet, fill_merged, read_workbook
from registry_app.exchange.source import Form, PlainStream, Source, head_of, recognise
from registry_app.exchange.web_tables import declared_encoding, read_tables

_SAMPLE_LINES: Final = 400
_TO_THE_END: Final = (TORN, OPEN_TO_END)
_RULES: Final = frozenset({"", "--", "==", "__", "+-", ":-", "**", "──", "━━", " -"})
_EXTENSIONS: Final = {
    Form.DELIMITED: ("csv", "txt", "tsv", "tab", "psv", "dat", "text"),
    Form.JSON: ("json", "jsonl", "ndjson", "geojson", "txt"),
    Form.XLSX: ("xlsx", "xlsm", "xlsb"),
    Form.XLS: ("xls",),
    Form.ODS: ("ods",),
    Form.HTML: ("html", "htm", "xhtml"),
    Form.XML_SHEET: ("xml",),
}


class Row(NamedTuple):
    """One row of the list: its number in a spreadsheet, one cell for each column, cells beyond, quoting faults.

    `held` is how many cells the row really has.
    """

    number: int
    cells: tuple[str, ...]
    beyond: tuple[str, ...] = ()
    fault: str = ""
    held: int = 0


@dataclass(frozen=True)
class Opened:
    """A list as it was found in its file.

    `layout` is the guess, which the officer may change; `above` and `below` stand around the list and are kept word
    for word; `cut_off` says by which sign the file was cut off ("" if by none), `torn_packing` that its compressed data end
    too early: then the row they end in is no row of the list.
    """

    source: Source
    layout: Layout
    encoding: Encoding
    heading: Heading
    above: tuple[Record, ...] = ()
    below: tuple[Record, ...] = ()
    cut_off: str = ""
    torn_packing: bool = False
    usual: float = 0.0
    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    sheets: tuple[Sheet, ...] = field(default=(), repr=False)

    def rows(self, layout: Layout | None = None) -> Iterator[Row]:
        """The rows of the list: no blank rows, no heading that comes again, nothing from around it."""
        chosen = layout or self.layout
        width = len(chosen.columns)
        again = [tidy(name).casefold() for name in chosen.columns]
        start = again[0] if chosen.heading_rows and width > 1 else None
        for record in self.records(chosen):
            if record.number < chosen.first_row:
                continue
            if chosen.last_row is not None and record.number > chosen.last_row:
                return
            cells = record.cells
            if record.fault in _TO_THE_END and self.torn_packing:
                return
            first = cells[0] if cells else ""
            if (not first or first.isspace()) and not filled(cells):
                continue
            if first[:2] in _RULES and is_rule(cells):
                continue
            if first and first.strip().casefold() == start and _is_heading_again(cells, again):
                continue
            count = len(cells)
            if count < width:
                cells = cells + [""] * (width - count)
            beyond = cells[width:]
            yield Row(record.number, tuple(cells[:width]), tuple(beyond) if filled(beyond) else (), record.fault, count)

    def records(self, layout: Layout) -> Iterator[Record]:
        """Every row of the file or sheet, as it stands."""
        if layout.form is Form.DELIMITED:
            with self.source.plain() as stream:
                yield from records(_lines(stream, layout.encoding), layout.dialect)
            return
        for sheet in self.sheets:
            if sheet.name == layout.sheet:
                yield from sheet.rows
                return
        raise BadFile(
            say(_("{file} has no sheet {sheet}."), file=self.source.name, sheet=layout.sheet),
            hint=_("Guess the layout anew, or choose one of its sheets."),
        )


def _lines(stream: PlainStream, encoding: str) -> Iterator[str]:
    lines = physical_lines(text_lines(stream, encoding))
    if stream.packed:
        lines = _whole_lines(lines, stream)
    return encoded_once(lines) if encoding == TWICE else lines


def _whole_lines(lines: Iterator[str], stream: PlainStream) -> Iterator[str]:
    """The lines without the one in which compressed data end too early: nobody wrote it so."""
    held = next(lines, None)
    for line in lines:
        assert held is not None
        yield held
        held = line
    if held is not None and (held.endswith(("\n", "\r")) or not stream.cut_off):
        yield held


def _is_heading_again(cells: Sequence[str], names: Sequence[str]) -> bool:
    return [tidy(cell).casefold() for cell in cells[: len(names)]] == list(names)


@dataclass(frozen=True)
class Wishes:
    """How the officer says the list lies in its file; what is empty is found out. `heading_row` 0: it has no heading."""

    encoding: str = ""
    sheet: str = ""
    dialect: Dialect | None = None
    heading_row: int | None = None


def open_list(source: Source, wishes: Wishes | None = None) -> Opened:
    """Find out what the file is and how its list lies in it.

    Raises `BadFile` for a file that holds no list, `BadInput` for a heading that cannot be.
    """
    form = recognise(source)
    chosen = wishes or Wishes()
    opened = _open_text(source, chosen) if form is Form.DELIMITED else _open_sheets(source, form, chosen)
    return replace(opened, notes=(*_name_notes(source, form), *opened.notes))


def _name_notes(source: Source, form: Form) -> Iterator[Finding]:
    """A web page that calls itself a spreadsheet is worth a word."""
    name = source.name.lower().removesuffix(".gz")
    extension = name.rpartition(".")[2] if "." in name else ""
    known = {extension for extensions in _EXTENSIONS.values() for extension in extensions}
    if extension in known and extension not in _EXTENSIONS[form]:
        yield Finding("not-a-spreadsheet", data=(("name", source.name), ("kind", form.value)))


def _open_text(source: Source, wishes: Wishes) -> Opened:
    encoding = Encoding(wishes.encoding, 1.0) if wishes.encoding else guess_encoding(source, vocabulary())
    with source.plain() as stream:
        lines = list(itertools.islice(_lines(stream, encoding.name), _SAMPLE_LINES))
    twice = _encoded_twice(lines) if encoding.name in ("utf-8", "utf-8-sig") else ""
    dialect = wishes.dialect or guess_dialect(lines, heading_words())
    draft = Layout(Form.DELIMITED, encoding=encoding.name, dialect=dialect)
    with source.plain() as stream:
        ending = _LastLine()
        seen = look_over(records(ending.watch(_lines(stream, encoding.name)), dialect), wishes.heading_row)
        packed_cut, size = stream.cut_off, stream.size
    opened = _laid_out(source, draft, encoding, seen)
    sign = _cut_sign(opened, seen, ending, size) if not packed_cut else _("its compressed data end too early")
    wrong = (Finding("encoded-twice-all", value=twice),) if twice else ()
    notes = (*opened.notes, *_ending_notes(sign, ending))
    return replace(opened, cut_off=sign, torn_packing=packed_cut, problems=(*opened.problems, *wrong), notes=notes)


def _encoded_twice(lines: Sequence[str]) -> str:
    """A line that shows that most of the file was encoded in UTF-8 twice; "" if it was not."""
    foreign = [line.strip() for line in lines if not line.isascii()]
    broken = [line for line in foreign if MOJIBAKE.search(line) and decoded_again(line)]
    return broken[0][:80] if len(broken) > 0.5 * len(foreign) else ""


class _LastLine:
    """Watches lines go by and remembers whether the last one was ended, as those before it were."""

    def __init__(self) -> None:
        self.ended = True
        self.count = 0

    def watch(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self.ended = line.endswith(("\n", "\r"))
            self.count += 1
            yield line


def _ending_notes(sign: str, ending: _LastLine) -> Iterator[Finding]:
    if not sign and not ending.ended and ending.count > 1:
        yield Finding("no-line-end")


def _open_sheets(source: Source, form: Form, wishes: Wishes) -> Opened:
    wanted = wishes.sheet
    encoding = Encoding("utf-8", 1.0)
    if form is Form.JSON:
        sheets = read_json(source, source.whole())
    elif form in (Form.HTML, Form.XML_SHEET):
        declared = declared_encoding(head_of(source)[:4096])
        encoding = Encoding(declared, 0.9) if declared else guess_encoding(source, vocabulary())
        sheets = read_tables(source, source.whole().decode(encoding.name, "replace"))
    else:
        sheets = read_workbook(source, form)
    if not sheets:
        raise BadFile(say(_("{file} is empty."), file=source.name), hint=_("Ask the sender for the file again."))
    sheets = [_named(sheet, sheets, place) for place, sheet in enumerate(sheets)]
    looked = {sheet.name: look_over(iter(sheet.rows)) for sheet in sheets}
    best = wanted if wanted in looked else max(sheets, key=lambda sheet: _sheet_score(sheet, looked[sheet.name])).name
    draft = Layout(form, encoding=encoding.name, sheet=best)
    merged = tuple(_with_merged(sheet, looked[sheet.name]) for sheet in sheets)
    seen = look_over(iter(next(sheet.rows for sheet in merged if sheet.name == best)), wishes.heading_row)
    opened = replace(_laid_out(source, draft, encoding, seen), sheets=merged)
    return _with_sheet_notes(opened, looked)


def _named(sheet: Sheet, sheets: Sequence[Sheet], place: int) -> Sheet:
    """Two tables of one name could not be told apart by it."""
    same = [other for other in sheets if other.name == sheet.name]
    return sheet if len(same) == 1 else replace(sheet, name=f"{sheet.name or 'list'} {place + 1}")


def _with_merged(sheet: Sheet, seen: Seen) -> Sheet:
    """Cells merged down the rows of the list say the same for each row; those of titles and headings do not."""
    below = max(seen.heading.places, default=-1)
    inside = [area for area in sheet.merged if area[0] > below]
    return replace(sheet, rows=tuple(fill_merged(sheet.rows, inside))) if inside else sheet


def _sheet_score(sheet: Sheet, seen: Seen) -> float:
    known = seen.heading.confidence if seen.heading.places else 0.1
    return (known + 0.1) * min(200, sheet.filled_rows) * (0.3 if sheet.hidden else 1.0) * min(seen.usual, 6)


def _with_sheet_notes(opened: Opened, looked: dict[str, Seen]) -> Opened:
    """Sheets with the same headings hold more of the list; other sheets are only named."""
    mine = set(map(str.casefold, opened.layout.columns))
    alike: list[str] = []
    unread: list[str] = []
    for sheet in opened.sheets:
        if sheet.name == opened.layout.sheet:
            continue
        seen = looked[sheet.name]
        names = {tidy(cell).casefold() for place in seen.heading.places for cell in seen.head[place].cells} - {""}
        (alike if len(names & mine) >= 0.6 * max(2, len(mine)) else unread).append(sheet.name)
    problems = list(opened.problems)
    if alike:
        problems.append(Finding("other-sheets", data=(("sheet", opened.layout.sheet), ("others", ", ".join(alike)))))
    notes = list(opened.notes)
    if unread:
        notes.append(Finding("sheets-unread", data=(("others", ", ".join(unread)),)))
    return replace(opened, problems=tuple(problems), notes=tuple(notes))


def _laid_out(source: Source, draft: Layout, encoding: Encoding, seen: Seen) -> Opened:
    heading = seen.heading
    total = sum(seen.extents.values())
    own = max((extent(seen.head[place].cells) for place in heading.places), default=0)
    common = [extent for extent, count in seen.extents.items() if count >= max(2, 0.05 * total)]
    width = max([own, *common], default=0) or max(seen.extents, default=0)
    if own and sum(count for extent, count in seen.extents.items() if extent > own) < 0.5 * total:
        width = own
    first = seen.head[heading.first].number if heading.first < len(seen.head) else _next_number(seen)
    footer = find_footer([record for record in seen.tail if record.number >= first], seen.usual)
    below = tuple(record for record in seen.tail if footer and record.number >= footer and filled(record.cells))
    rows_of_heading = {seen.head[place].number for place in heading.places}
    above = tuple(
        record
        for record in seen.head
        if record.number < first and record.number not in rows_of_heading and filled(record.cells)
    )
    short = sum(count for number, count in seen.counts.items() if number < width)
    layout = replace(
        draft,
        heading_rows=tuple(sorted(rows_of_heading)),
        first_row=first,
        last_row=footer - 1 if footer else None,
        columns=headings(seen.head, heading, width),
        short_rows=short > 0.2 * total,
    )
    notes = [] if heading.places else [Finding("no-heading")]
    problems, doubts = _encoding_findings(encoding)
    return Opened(
        source,
        layout,
        encoding,
        heading,
        above,
        below,
        usual=seen.usual,
        problems=tuple(problems),
        notes=(*notes, *doubts),
    )


def _next_number(seen: Seen) -> int:
    return seen.head[-1].number + 1 if seen.head else 1


def _encoding_findings(encoding: Encoding) -> tuple[list[Finding], list[Finding]]:
    data = (("encoding", encoding.name), ("others", ", ".join(encoding.others) or "-"))
    if encoding.misfits:
        other = (("count", str(encoding.misfits)), ("encoding", encoding.name), ("other", encoding.misfit_encoding))
        return [Finding("mixed-encodings", data=other)], []
    if encoding.confidence < 0.28:
        return [Finding("encoding-unsure", data=data)], []
    return [], [Finding("encoding-guessed", data=data)] if encoding.confidence < 0.9 else []


def _cut_sign(opened: Opened, seen: Seen, ending: _LastLine, size: int) -> str:
    """The sign by which a text file is known to be cut off; "" if there is none."""
    last = seen.last
    if last is None or ending.count < 2:
        return ""
    if last.fault == TORN or (last.fault in (OPEN_QUOTE, OPEN_TO_END) and not ending.ended):
        return _("its last row ends inside quotation marks")
    below = bool(opened.below)
    width = len(opened.layout.columns)
    if not ending.ended and not below and not opened.layout.short_rows and 1 <= len(last.cells) < width:
        return _("its last row has too few cells and no line end")
    if not ending.ended and size >= 4096 and size % 4096 == 0:
        return _("its last line has no end and its size is a round number of blocks")
    return ""
