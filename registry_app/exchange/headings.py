"""Which rows of a file are the heading of its list, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from registry_app.exchange.contents import tags_of
from registry_app.exchange.delimited import Record
from registry_app.exchange.fields import fold, heading_words
from registry_app.exchange.layout import filled, tidy
from registry_app.exchange.words import is_blank

HEAD_ROWS: Final = 60
_HEADING_ROWS: Final = 3
_DATA: Final = frozenset({"email", "url", "phone", "date", "number", "code", "boolean", "serial day"})


@dataclass(frozen=True)
class Heading:
    """The heading rows found among the first rows: their places in it, the row data begin at, and how sure that is."""

    places: tuple[int, ...]
    first: int
    confidence: float


def find_heading(rows: Sequence[Record]) -> Heading:
    """Which of the first rows are the heading; no places where the list begins at once."""
    usual = _usual_width(rows)
    best, best_score = -1, 0.0
    for place, row in enumerate(rows[:30]):
        if filled(row.cells) >= max(1, min(2, usual)) and (score := _heading_score(rows, place, usual)) > best_score:
            best, best_score = place, score
    if best < 0 or best_score < 0.5:
        first = next((place for place, row in enumerate(rows) if filled(row.cells) >= max(1, 0.5 * usual)), 0)
        return Heading((), first, round(1 - best_score, 2))
    places = _heading_block(rows, best, usual)
    first = places[-1] + 1
    if first < len(rows) and _is_column_numbers(rows[first].cells):
        places = (*places, first)
        first += 1
    while first < len(rows) and (not filled(rows[first].cells) or is_rule(rows[first].cells)):
        first += 1
    return Heading(places, first, round(min(0.99, best_score), 2))


def _usual_width(rows: Sequence[Record]) -> int:
    """How many cells most rows fill; the rows below the top count, titles do not."""
    widths = Counter(width for row in rows if (width := filled(row.cells)))
    if not widths:
        return 0
    ordered = sorted(widths.elements())
    return ordered[len(ordered) // 2]


def _heading_score(rows: Sequence[Record], place: int, usual: int) -> float:
    """How much a row looks like a heading: known words, no data, unlike the rows below it."""
    cells = [tidy(cell) for cell in rows[place].cells]
    named = [cell for cell in cells if cell]
    known = sum(is_heading_word(cell) for cell in named) / len(named)
    data = sum(bool(tags_of(cell) & _DATA - {"code"}) for cell in named) / len(named)
    width = min(1.0, len(named) / usual) if usual else 0.0
    repeated = 1 - len({cell.casefold() for cell in named}) / len(named)
    long = sum(len(cell) > 60 for cell in named) / len(named)
    contrast = _contrast(rows, place)
    again = _comes_again(rows, place)
    # an unknown language leaves only form: text over data, once, as wide as the rows below
    score = 0.62 * known + 0.3 * contrast + 0.28 * width + 0.12 - 1.1 * data - 0.5 * repeated - 0.5 * long - again
    return score * (0.4 + 0.6 * width)


def is_heading_word(cell: str) -> bool:
    """Whether the cell, or one of its two languages, is a known heading."""
    parts = [cell, *re.split(r"[/|(){}\[\]\n]| - ", cell)]
    known = heading_words()
    return any(fold(part) in known for part in parts if part.strip())


def _contrast(rows: Sequence[Record], place: int) -> float:
    """Of the columns, how many hold numbers, dates, phones or addresses below where this row has plain words."""
    below = [row.cells for row in rows[place + 1 : place + 21] if filled(row.cells)]
    if not below:
        return 0.0
    contrasts = columns = 0
    for column, cell in enumerate(rows[place].cells):
        if not cell.strip():
            continue
        columns += 1
        values = [cells[column] for cells in below if column < len(cells) and not is_blank(cells[column])]
        typed = sum(bool(tags_of(value) & _DATA) for value in values)
        contrasts += bool(values) and typed >= 0.6 * len(values) and not tags_of(cell) & _DATA
    return min(1.0, 2 * contrasts / columns) if columns else 0.0


def _comes_again(rows: Sequence[Record], place: int) -> float:
    """A penalty where the row's words come again below in the same column: a heading is written once."""
    cells = rows[place].cells
    below = [row.cells for row in rows[place + 1 :]]
    again = 0
    for column, cell in enumerate(cells):
        word = tidy(cell).casefold()
        if word and any(column < len(row) and tidy(row[column]).casefold() == word for row in below):
            again += 1
    whole = any(list(map(tidy, row)) == list(map(tidy, cells)) for row in below)
    return 0.0 if whole else 0.7 * again / max(1, filled(cells))


def _heading_block(rows: Sequence[Record], best: int, usual: int) -> tuple[int, ...]:
    """The row with any row above that spans it and any row below that goes on with it."""
    places = [best]
    while (
        places[0] > 0 and len(places) < _HEADING_ROWS and _is_parent(rows[places[0] - 1].cells, rows[places[0]].cells)
    ):
        places.insert(0, places[0] - 1)
    while places[-1] + 1 < len(rows) and len(places) < _HEADING_ROWS and _goes_on(rows, places[-1] + 1, usual):
        places.append(places[-1] + 1)
    return tuple(places)


def _is_parent(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row holds the upper halves of headings: at least two words, and blanks where the lower row has words."""
    named = [cell for cell in above if cell.strip()]
    if len(named) >= 2 and sum(map(is_heading_word, named)) >= 0.6 * len(named) and filled(below) <= 1.5 * len(named):
        return True
    spans = any(
        not one.strip() and other.strip()
        for one, other in zip(above[1:], below[1:], strict=False)
        if any(cell.strip() for cell in above)
    )
    plain = all(not tags_of(cell) & (_DATA - {"code"}) and len(cell) <= 60 for cell in named)
    return len(named) >= 2 and plain and spans and not any(re.match(r".{0,40}:\s", cell) for cell in named)


def _goes_on(rows: Sequence[Record], place: int, usual: int) -> bool:
    """Whether the row below a heading row is heading too: known words, or words only where the upper row is blank."""
    cells = [tidy(cell) for cell in rows[place].cells]
    named = [cell for cell in cells if cell]
    if not named or any(tags_of(cell) & (_DATA - {"code"}) for cell in named):
        return False
    known = sum(is_heading_word(cell) for cell in named)
    if known >= 2 and known >= 0.6 * len(named):
        return True
    upper = rows[place - 1].cells
    fills_gaps = all(
        not (column < len(upper) and upper[column].strip())
        or (column + 1 < len(upper) and not upper[column + 1].strip())
        for column, cell in enumerate(cells)
        if cell
    )
    later = rows[place + 1 : place + 8]
    return len(named) < usual and fills_gaps and known >= 1 and any(filled(row.cells) >= 0.7 * usual for row in later)


def _is_column_numbers(cells: Sequence[str]) -> bool:
    """The row `(1) (2) (3)` that government tables have beneath the heading."""
    numbers = [re.sub(r"[()\[\].\s]", "", cell) for cell in cells if cell.strip()]
    return len(numbers) >= 3 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def is_rule(cells: Sequence[str]) -> bool:
    """A drawn line (`|---|---|`)."""
    named = [cell.strip() for cell in cells if cell.strip()]
    return bool(named) and all(re.fullmatch(r"[-=_+:*─━]{2,}", cell) for cell in named)


def headings(rows: Sequence[Record], heading: Heading, width: int) -> tuple[str, ...]:
    """One heading for each column, each different: rows joined, spanned cells repeated, blanks named by their letter."""
    lines = [[tidy(cell) for cell in rows[place].cells] for place in heading.places]
    lines = [line for line in lines if not _is_column_numbers(line)]
    for number, line in enumerate(lines[:-1]):
        lines[number] = _spread(line, lines[number + 1])
    names = []
    for column in range(width):
        parts = list(dict.fromkeys(line[column] for line in lines if column < len(line) and line[column]))
        names.append(" ".join(parts) or say_column(column))
    return unique(names)


def _spread(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """The upper row with each word carried to the right over blanks, as far as the lower row has words."""
    spread = list(above) + [""] * (len(below) - len(above))
    for column in range(1, len(spread)):
        own_below = column < len(below) and below[column]
        left_below = column - 1 < len(below) and below[column - 1]
        if not spread[column] and own_below and left_below:
            spread[column] = spread[column - 1]
    return spread


def say_column(column: int) -> str:
    """A column without a heading, by the letters a spreadsheet gives it."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"({letters})"


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names, the second of two equal ones with (2) behind it."""
    taken: Counter[str] = Counter()
    found: list[str] = []
    for name in names:
        taken[name] += 1
        candidate = name if taken[name] == 1 else f"{name} ({taken[name]})"
        while candidate in found:
            taken[name] += 1
            candidate = f"{name} ({taken[name]})"
        found.append(candidate)
    return tuple(found)
