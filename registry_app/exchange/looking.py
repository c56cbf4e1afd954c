"""One pass over every row of a file: its first and last rows, how wide and how full rows are, where its heading is."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.exchange.delimited import Record
from registry_app.exchange.edges import TAIL_ROWS
from registry_app.exchange.headings import HEAD_ROWS, Heading, find_heading
from registry_app.exchange.layout import filled


@dataclass
class Seen:
    """What one pass over all rows of a file tells."""

    head: list[Record]
    tail: list[Record]
    counts: Counter[int]
    extents: Counter[int]
    fills: Counter[int]
    last: Record | None
    heading: Heading = field(default_factory=lambda: Heading((), 0, 0.0))

    @property
    def usual(self) -> float:
        """How many cells most rows fill."""
        ordered = sorted(self.fills.elements())
        return ordered[len(ordered) // 2] if ordered else 0


def look_over(rows: Iterator[Record], heading_row: int | None = None) -> Seen:
    """Read every row; `heading_row` is the officer's choice of the heading's row (0: there is none), else it is found."""
    seen = Seen([], [], Counter(), Counter(), Counter(), None)
    tail: deque[Record] = deque(maxlen=TAIL_ROWS)
    for record in rows:
        if len(seen.head) < HEAD_ROWS:
            seen.head.append(record)
        tail.append(record)
        count, width = filled(record.cells), len(record.cells)
        if count:
            seen.counts[width] += 1
            seen.extents[width if count == width else extent(record.cells)] += 1
            seen.fills[count] += 1
            seen.last = record
    seen.tail = list(tail)
    seen.heading = find_heading(seen.head) if heading_row is None else _chosen_heading(seen.head, heading_row)
    return seen


def _chosen_heading(head: Sequence[Record], row: int) -> Heading:
    if not row:
        return Heading((), 0, 1.0)
    place = next((place for place, record in enumerate(head) if record.number == row), None)
    if place is None:
        raise BadInput(
            say(_("Row {row} cannot be the heading: it is not among the first rows of the list."), row=row),
            hint=say(_("Choose one of the first {count} rows."), count=len(head)),
        )
    return Heading((place,), place + 1, 1.0)


def extent(cells: Sequence[str]) -> int:
    """How far to the right a row is filled."""
    for place in range(len(cells), 0, -1):
        if cells[place - 1].strip():
            return place
    return 0
