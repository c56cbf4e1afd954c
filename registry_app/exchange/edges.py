"""Where a list ends: totals, notes and signatures below it are no agencies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from registry_app.exchange.delimited import Record
from registry_app.exchange.headings import is_rule
from registry_app.exchange.layout import filled
from registry_app.exchange.words import words

TAIL_ROWS: Final = 40


def find_footer(tail: Sequence[Record], usual: float) -> int | None:
    """The row number at which totals, notes and signatures below the list begin; `None` where there are none.

    Seen from the end: rows that add up, explain or date the list, and rows with one or two cells where the list fills
    many, as long as a blank row or such a word parts them from it.
    """
    begins: int | None = None
    for place in range(len(tail) - 1, -1, -1):
        row = tail[place]
        named = [cell.strip() for cell in row.cells if cell.strip()]
        if not named or is_rule(row.cells):
            continue
        if _is_footer(named, usual) or (_stands_apart(tail, place, usual) and len(named) <= 2 < usual):
            begins = row.number
        else:
            break
    return begins


def _is_footer(named: Sequence[str], usual: float) -> bool:
    if len(named) > max(2, 0.6 * usual):
        return False
    first = named[0].casefold().lstrip("([{ ")
    starts = first.startswith(words().footer) and (len(named) == 1 or len(named) <= 0.6 * usual)
    sums = any(_is_total(cell) for cell in named) and len(named) <= max(1, 0.6 * usual)
    sentence = len(named) == 1 and usual >= 3 and (len(first.split()) >= 8 or first.endswith(":") or ": " in first)
    return (starts and _is_more_than_a_name(first)) or sums or sentence


def _is_total(cell: str) -> bool:
    plain = re.sub(r"[\d\s:.,()=#\-–]+", " ", cell.casefold()).strip()
    return plain in words().footer


def _is_more_than_a_name(first: str) -> bool:
    """`Total Recruiters Ltd` is an agency: a footer's word is followed by nothing, a number, or a mark."""
    for word in sorted(words().footer, key=len, reverse=True):
        if first.startswith(word):
            rest = first[len(word) :].strip()
            return (
                not rest
                or not rest[0].isalpha()
                or len(rest.split()) >= 4
                or ":" in rest
                or any(map(str.isdigit, rest))
            )
    return False


def _stands_apart(tail: Sequence[Record], place: int, usual: float) -> bool:
    """Whether a blank row lies between this row and the last full one."""
    for row in reversed(tail[:place]):
        if not filled(row.cells):
            return True
        if filled(row.cells) > max(2, 0.5 * usual):
            return False
    return False
