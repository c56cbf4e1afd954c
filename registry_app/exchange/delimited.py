"""Delimited text: which delimiter and quoting a file has, and its records, one at a time, with what is wrong in them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TextIO

from registry_app.core.errors import BadFile
from registry_app.core.texts import _, say
from registry_app.exchange.source import PlainStream

DELIMITERS: Final = (",", ";", "\t", "|", "^", "~", "¦", "\x1f", "\x01")
LINE_LIMIT: Final = 1 << 20
_OPEN_LINES: Final = 60  # a cell with more lines than this is a quotation mark that nobody closed

TWICE: Final = "utf-8 twice"  # a choice of the officer: the file was encoded twice over
MOJIBAKE: Final = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
OPEN_QUOTE: Final = "open-quote"
OPEN_TO_END: Final = "open-to-end"  # no mark closes it in what is left of the file
TORN: Final = "torn"


@dataclass(frozen=True)
class Dialect:
    """How cells and lines are told apart.

    `spaced`: blanks after a delimiter belong to nobody. `wrapped`: each whole line stands in quotation marks, with
    the real line inside. An empty `quote` means that quotation marks are ordinary letters.
    """

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    spaced: bool = False
    wrapped: bool = False


class Record(NamedTuple):
    """One row as a spreadsheet counts it (from 1, blank rows counted), and what is wrong with its quoting."""

    number: int
    cells: list[str]
    fault: str = ""


def text_lines(stream: PlainStream, encoding: str) -> TextIO:
    """The text; bytes that do not fit the encoding become lone surrogates (U+DC80..), or U+FFFD in UTF-16 and 32."""
    wide = encoding.startswith(("utf-16", "utf-32"))
    return io.TextIOWrapper(
        io.BufferedReader(stream, 1 << 16),
        encoding="utf-8-sig" if encoding in ("utf-8", TWICE) else encoding,
        errors="replace" if wide else "surrogateescape",
        newline="",
    )


def encoded_once(lines: Iterable[str]) -> Iterator[str]:
    """Lines of a file that was encoded in UTF-8 twice, by way of Windows-1252; lines that were not, as they stand."""
    for line in lines:
        yield line if line.isascii() else (decoded_again(line) or line)


def decoded_again(text: str) -> str:
    """What the text says if UTF-8 was once read as Windows-1252 (`PeÃ±a`); "" if that makes no sense."""
    raw = bytearray()
    for letter in text:
        try:
            raw += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                return ""
            raw.append(ord(letter))
    try:
        reading = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return reading if len(reading) < len(text) else ""


def physical_lines(text: TextIO) -> Iterator[str]:
    """Line by line with its end; `BadFile` for a line that no list has."""
    while line := text.readline(LINE_LIMIT):
        if len(line) >= LINE_LIMIT:
            raise BadFile(
                say(_("A line has more than {count} letters: this is not a list."), count=LINE_LIMIT),
                hint=_("Open the file in a spreadsheet, choose how its columns are parted, and save it as CSV."),
            )
        yield line


def records(lines: Iterable[str], dialect: Dialect) -> Iterator[Record]:
    """The rows of the text, their cells as they stand.

    A quotation mark that is opened and never closed damages its own line only: the line is parted at every
    delimiter and marked with `OPEN_QUOTE` (or `OPEN_TO_END`), and the lines after it are read as if nothing had happened.
    """
    number = 0
    for cells, fault in _parted(iter(lines), dialect):
        number += 1
        if number == 1 and len(cells) <= 2 and cells[0].lower() == "sep=":
            number = 0  # a hint to spreadsheets, which do not show it as a row
            continue
        yield Record(number, cells, fault)


def _parted(lines: Iterator[str], dialect: Dialect) -> Iterator[tuple[list[str], str]]:
    waiting: list[str] = []
    quote, delimiter = dialect.quote, dialect.delimiter
    simple = bool(delimiter) and not dialect.escape and not dialect.spaced
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        bare = line.rstrip("\r\n")
        if dialect.wrapped:
            bare = _unwrapped(bare, dialect)
        if not quote or quote not in bare:
            yield bare.split(delimiter) if simple else _plain_cells(bare, dialect), ""
            continue
        cells = _strict(bare, dialect)
        if cells is not None:
            yield cells, ""
            continue
        cells, fault = _joined(line, waiting, lines, dialect)
        if cells is not None:
            yield cells, ""
        else:
            at_end = not waiting and not line.endswith(("\n", "\r"))
            yield _plain_cells(bare, dialect), TORN if at_end else fault


def _plain_cells(line: str, dialect: Dialect) -> list[str]:
    if dialect.escape and dialect.escape in line:
        cells = _strict(line, dialect)
        if cells is not None:
            return cells
    cells = line.split(dialect.delimiter) if dialect.delimiter else [line]
    return [cell.lstrip(" ") for cell in cells] if dialect.spaced else cells


def _joined(line: str, waiting: list[str], lines: Iterator[str], dialect: Dialect) -> tuple[list[str] | None, str]:
    """The cells of a record that goes on over line ends; `None`, with every line put back, and how it fails to end."""
    if dialect.wrapped:
        return None, OPEN_QUOTE
    fault = OPEN_QUOTE
    taken: list[str] = []
    held = line
    while len(taken) < _OPEN_LINES and len(held) < LINE_LIMIT:
        more = waiting.pop(0) if waiting else next(lines, None)
        if more is None:
            fault = OPEN_TO_END
            break
        taken.append(more)
        held += more
        if dialect.quote not in more:
            continue
        cells = _strict(held.rstrip("\r\n"), dialect)
        if cells is not None:
            return cells, ""
        if not _still_open(held, dialect):
            break
    waiting[:0] = taken
    return None, fault


def _reader(text: str, dialect: Dialect) -> Iterator[list[str]]:
    return csv.reader(
        [text] if "\n" not in text and "\r" not in text else io.StringIO(text, newline=""),
        delimiter=dialect.delimiter or "\x1e",  # a mark that no list has: one column
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape or None,
        doublequote=True,
        skipinitialspace=dialect.spaced,
        strict=True,
    )


def _strict(text: str, dialect: Dialect) -> list[str] | None:
    """The cells of one whole record, or `None` where its quotation marks do not fit."""
    try:
        found = list(_reader(text, dialect))
    except csv.Error as error:
        if "expected after" in str(error) and "\n" not in text:
            return _forgiving(text, dialect)
        return None
    return found[0] if len(found) == 1 else None if found else [""]


def _forgiving(text: str, dialect: Dialect) -> list[str] | None:
    """A line with letters behind a closing quotation mark (`"Al Noor" Ltd,Dhaka`) whose marks are in pairs.

    Only marks at the edges of a cell quote; `None` where a cell is left open.
    """
    cells: list[str] = []
    held = ""
    for part in text.split(dialect.delimiter) if dialect.delimiter else [text]:
        held = f"{held}{dialect.delimiter}{part}" if held else part
        if not held.startswith(dialect.quote) or held.count(dialect.quote) % 2 == 0:
            cells.append(_unquoted(held, dialect.quote))
            held = ""
    return None if held else cells


def _unquoted(cell: str, quote: str) -> str:
    if len(cell) >= 2 and cell[0] == cell[-1] == quote:
        return cell[1:-1].replace(quote * 2, quote)
    return cell


def _still_open(text: str, dialect: Dialect) -> bool:
    try:
        list(_reader(text, dialect))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _unwrapped(line: str, dialect: Dialect) -> str:
    if len(line) >= 2 and line[0] == line[-1] == dialect.quote:
        return line[1:-1].replace(dialect.quote * 2, dialect.quote)
    return line


def guess_dialect(sample: Sequence[str], vocabulary: frozenset[str] = frozenset()) -> Dialect:
    """The delimiter and quoting under which the lines make the most even table.

    `vocabulary` are headings of such lists, folded; a delimiter that brings them out is right.
    """
    lines = [line for line in sample if line.strip()]
    if lines and (hint := re.match(r'"?sep=(.)"?\s*$', lines[0], re.IGNORECASE)):
        return _with_quoting(lines[1:], hint.group(1))
    best, best_score = Dialect(delimiter=""), 0.0
    for delimiter in DELIMITERS:
        if not any(delimiter in line for line in lines):
            continue
        dialect = _with_quoting(lines, delimiter)
        score = _evenness(lines, dialect, vocabulary)
        if score > best_score:
            best, best_score = dialect, score
    if best_score < 0.35 or (_is_lone_heading(lines[0], vocabulary) and not _has_heading(lines, best, vocabulary)):
        return _with_quoting(lines, "")
    return best


def _is_lone_heading(line: str, vocabulary: frozenset[str]) -> bool:
    """Whether the first line is one heading by itself: then a comma further down is part of a name."""
    return not any(mark in line for mark in DELIMITERS) and _known([line.strip().strip('"')], vocabulary) > 0


def _has_heading(lines: Sequence[str], dialect: Dialect, vocabulary: frozenset[str]) -> bool:
    rows = [record.cells for record in records(iter(lines[:12]), dialect)]
    return any(len(row) > 1 and _known(row, vocabulary) > 0 for row in rows)


def _with_quoting(lines: Sequence[str], delimiter: str) -> Dialect:
    if delimiter and _is_wrapped(lines, delimiter):
        return Dialect(delimiter, wrapped=True)
    text = "\n".join(line.rstrip("\r\n") for line in lines)
    mark = re.escape(delimiter) if delimiter else "\n"
    double = len(re.findall(rf'(?:^|{mark})\s?"', text, re.MULTILINE))
    single = len(re.findall(rf"(?:^|{mark})'[^'\n]*'(?=$|{mark})", text, re.MULTILINE))
    cells = sum(line.count(delimiter) + 1 for line in lines) if delimiter else len(lines)
    quote = "'" if single > double and single > 0.25 * cells else '"'
    spaced = delimiter not in ("", "\t") and bool(re.search(rf'{mark} "', text)) and not re.search(rf'{mark}"\S', text)
    escaped = re.search(rf'\\"(?!$|{mark})', text, re.MULTILINE) is not None and quote == '"' and double > 0
    return Dialect(delimiter, quote, "\\" if escaped else "", spaced=spaced)


def _is_wrapped(lines: Sequence[str], delimiter: str) -> bool:
    """Whether nearly every line is one quoted cell that holds a whole line of its own."""
    bare = [line.rstrip("\r\n") for line in lines]
    inside = [line for line in bare if len(line) > 2 and line[0] == line[-1] == '"' and delimiter in line]
    alone = [line for line in inside if not re.search(r'(?<!")"(?!")', line[1:-1])]
    return len(alone) >= 2 and len(alone) >= 0.8 * len(bare)


def _evenness(lines: Sequence[str], dialect: Dialect, vocabulary: frozenset[str]) -> float:
    rows = [record.cells for record in records(iter([line.rstrip("\r\n") + "\n" for line in lines]), dialect)]
    widths = Counter(len(row) for row in rows)
    filled = Counter({width: count for width, count in widths.items() if width > 1})
    if not filled:
        return 0.0
    width, count = max(filled.items(), key=lambda item: (item[1], item[0]))
    even = count / len(rows)
    known = max((_known(row, vocabulary) for row in rows[:12]), default=0.0) if vocabulary else 0.0
    return even * even * (1 + min(width, 12) / 12) + known


def _known(row: Sequence[str], vocabulary: frozenset[str]) -> float:
    folded = [" ".join(cell.casefold().replace("_", " ").split()) for cell in row]
    return sum(cell in vocabulary for cell in folded) / max(2, len(folded))
