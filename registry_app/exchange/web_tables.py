"""Tables in HTML (often saved under the name .xls) and in the XML that old spreadsheets wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final

from registry_app.core.errors import BadFile
from registry_app.core.texts import _, say
from registry_app.exchange.delimited import Record
from registry_app.exchange.sheets import Sheet
from registry_app.exchange.source import Source

_SPAN_LIMIT: Final = 200
_CHARSET: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)


def declared_encoding(head: bytes) -> str:
    """The encoding that the page says it is in; "" when it says nothing Python knows."""
    found = _CHARSET.search(head)
    if not found:
        return ""
    name = found.group(1).decode("ascii").lower()
    try:
        "".encode(name)
    except LookupError:
        return ""
    # a page that says so was written under Windows, whose letters 80-9F the standard leaves empty (WHATWG Encoding)
    return "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name


def read_tables(source: Source, text: str) -> list[Sheet]:
    """The tables of the page in their order, inner tables as text of the cell they stand in."""
    parser = _TableParser()
    parser.feed(text)
    parser.close()
    parser.finish()
    if not parser.tables:
        raise BadFile(
            say(_("{file} is a web page without a table."), file=source.name),
            hint=_("Open the page, copy the list into a spreadsheet, and save that."),
        )
    return [
        Sheet(name, tuple(Record(number, row) for number, row in enumerate(_even(rows), start=1)))
        for name, rows in parser.tables
    ]


def _even(rows: Sequence[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


class _TableParser(HTMLParser):
    """Collects cells; `rowspan` and `colspan` take up the room they do on the page, their text stands once per row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[str, list[list[str]]]] = []
        self._rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._spans: dict[int, tuple[int, str]] = {}  # column → rows still covered, text
        self._span = (1, 1)
        self._depth = 0
        self._name = ""
        self._ignored = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self._ignored = tag
        elif tag in ("worksheet", "ss:worksheet"):
            self._name = known.get("ss:name", "")
        elif tag in ("table", "ss:table"):
            self._depth += 1
            if self._depth == 1:
                self._rows = []
                self._spans = {}
        elif self._depth > 1:
            if tag == "br":
                self.handle_data("\n")
        elif tag in ("tr", "row", "ss:row"):
            self._close_row()
            self._skip_rows(known.get("ss:index", ""))
            self._row = []
        elif tag in ("td", "th", "cell", "ss:cell"):
            self._open_cell(known)
        elif tag in ("br", "p", "div", "li") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._ignored:
            self._ignored = ""
        elif tag in ("table", "ss:table"):
            if self._depth == 1:
                self.finish()
            self._depth = max(0, self._depth - 1)
        elif self._depth > 1:
            return
        elif tag in ("tr", "row", "ss:row"):
            self._close_row()
        elif tag in ("td", "th", "cell", "ss:cell"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._ignored:
            self._cell.append(data)

    def finish(self) -> None:
        """Put the table at hand away."""
        self._close_row()
        if self._rows:
            self.tables.append((self._name or str(len(self.tables) + 1), self._rows))
        self._rows = []

    def _open_cell(self, known: dict[str, str]) -> None:
        self._close_cell()
        if self._row is None:
            self._row = []
        self._take_spans()
        if (index := known.get("ss:index", "")).isdecimal():
            self._row.extend([""] * (min(int(index), 16_384) - 1 - len(self._row)))
        across = _number(known.get("colspan", ""), 1) + _number(known.get("ss:mergeacross", ""), 0)
        down = _number(known.get("rowspan", ""), 1) + _number(known.get("ss:mergedown", ""), 0)
        self._span = (across, down)
        self._cell = []

    def _close_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        text = "\n".join(line for part in "".join(self._cell).split("\n") if (line := " ".join(part.split())))
        across, down = self._span
        for place in range(across):
            if down > 1:
                self._spans[len(self._row)] = (down - 1, text if place == 0 else "")
            self._row.append(text if place == 0 else "")
        self._cell = None

    def _take_spans(self) -> None:
        """Fill the columns that a cell of a row above still covers."""
        assert self._row is not None
        while len(self._row) in self._spans:
            column = len(self._row)
            left, text = self._spans[column]
            self._row.append(text)
            if left > 1:
                self._spans[column] = (left - 1, text)
            else:
                del self._spans[column]

    def _close_row(self) -> None:
        self._close_cell()
        if self._row is not None:
            self._take_spans()
            self._rows.append(self._row)
        self._row = None

    def _skip_rows(self, index: str) -> None:
        if index.isdecimal():
            missing = min(int(index), 1_048_576) - 1 - len(self._rows)
            self._rows.extend([] for _place in range(max(0, missing)))


def _number(text: str, otherwise: int) -> int:
    return min(int(text), _SPAN_LIMIT) if text.isdecimal() else otherwise
