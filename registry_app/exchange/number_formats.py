"""Leading zeros that a workbook shows but does not hold: cells whose number format is made of zeros (0000)."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

_ZEROS: Final = re.compile(r"0{2,20}")
_CELL: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>')
_STYLE: Final = re.compile(rb'\bs="(\d+)"')
_FORMAT: Final = re.compile(rb"<numFmt\b[^>]*>")
_STYLED: Final = re.compile(rb"<xf\b[^>]*>")
_ID: Final = re.compile(rb'numFmtId="(\d+)"')
_CODE: Final = re.compile(rb'formatCode="([^"]*)"')
_SHEET_ID: Final = re.compile(rb"<sheet\b[^>]*>")
_RELATION: Final = re.compile(rb"<Relationship\b[^>]*>")


def padded_widths(content: bytes, place: int) -> dict[tuple[int, int], int]:
    """For each cell (row, column from 0) of the sheet that shows leading zeros: how many digits it shows.

    The reader of workbooks gives the bare number; a licence number 0010 would come out as 10.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if "xl/styles.xml" not in book.namelist():
                return {}
            styles = _padding_styles(book.read("xl/styles.xml"))
            if not styles:
                return {}
            return _padded_cells(book.read(_part_of(book, place)), styles)
    except (zipfile.BadZipFile, KeyError, IndexError, ValueError):
        return {}  # a workbook built in an unusual way: numbers stay as they are held


def _padding_styles(styles: bytes) -> dict[int, int]:
    """Cell style → digits, for styles with a format of zeros only."""
    widths: dict[bytes, int] = {}
    for tag in _FORMAT.findall(styles):
        number, code = _ID.search(tag), _CODE.search(tag)
        if number and code and _ZEROS.fullmatch(code.group(1).decode("utf-8", "replace")):
            widths[number.group(1)] = len(code.group(1))
    start = styles.find(b"<cellXfs")
    end = styles.find(b"</cellXfs>", start)
    found = {}
    for place, tag in enumerate(_STYLED.findall(styles[start:end])):
        number = _ID.search(tag)
        if number and number.group(1) in widths:
            found[place] = widths[number.group(1)]
    return found


def _part_of(book: zipfile.ZipFile, place: int) -> str:
    """The file inside the workbook that holds the sheet at this place."""
    sheets = _SHEET_ID.findall(book.read("xl/workbook.xml"))
    wanted = re.search(rb'\br:id="([^"]+)"', sheets[place])
    relations = book.read("xl/_rels/workbook.xml.rels")
    for tag in _RELATION.findall(relations):
        name, target = re.search(rb'\bId="([^"]+)"', tag), re.search(rb'\bTarget="([^"]+)"', tag)
        if wanted and name and target and name.group(1) == wanted.group(1):
            path = target.group(1).decode("utf-8").lstrip("/")
            return path if path.startswith("xl/") else f"xl/{path}"
    raise KeyError(place)


def _padded_cells(sheet: bytes, styles: dict[int, int]) -> dict[tuple[int, int], int]:
    found = {}
    for match in _CELL.finditer(sheet):
        style = _STYLE.search(match.group(0))
        width = styles.get(int(style.group(1)), 0) if style else 0
        if width:
            found[int(match.group(2)) - 1, _column(match.group(1))] = width
    return found


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1
