"""Blocks of a paper, measured first and then placed: one page where they fit, more where they do not.

A column runs from a start edge to an end edge; in a right-to-left paper the start edge is the right one, and everything
that is placed by distance from the start is mirrored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Protocol

from registry_app.core.errors import BadInput
from registry_app.core.texts import _
from registry_app.documents.ornament import rgb
from registry_app.documents.pdf_objects import number
from registry_app.documents.tagged import TaggedDocument
from registry_app.documents.text.layout import Paragraph, line_height

HAIRLINE: Final = 0.35
_MARK: Final = 8.0  # points: the width of a cell's sign
_RULE: Final = (0.70, 0.76, 0.79)
Rooms = Callable[[int, bool], float]  # the room of a page by its index, and whether it is the last one
_MOST_STRETCH: Final = 2.4  # times the natural gap: more would pull a short paper apart


@dataclass(frozen=True)
class Column:
    """The part of a page where blocks are placed, in points."""

    left: float
    right: float
    right_to_left: bool

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left

    def at(self, start: float, width: float) -> float:
        """The left edge of something that wide, placed that far from the start edge."""
        return self.right - start - width if self.right_to_left else self.left + start


class Block(Protocol):
    """Something with a height that can be drawn with its top at a place."""

    @property
    def height(self) -> float:
        """Points."""

    def draw(self, document: TaggedDocument, column: Column, top: float) -> None:
        """Draw it."""


@dataclass(frozen=True)
class Gap:
    """White between blocks; it grows when a page has room, and disappears at the top of a page."""

    height: float

    def draw(self, document: TaggedDocument, column: Column, top: float) -> None:
        """Nothing is drawn."""


@dataclass(frozen=True)
class TextBlock:
    """A paragraph as a structure element, `indent` points from the start edge.

    A heading has `room_below`: it goes to the next page unless that much more room follows it.
    """

    paragraph: Paragraph
    tag: str = "P"
    indent: float = 0.0
    room_below: float = 0.0

    @property
    def height(self) -> float:
        """The paragraph's."""
        return self.paragraph.height

    def draw(self, document: TaggedDocument, column: Column, top: float) -> None:
        """The paragraph."""
        document.text_block(self.tag, self.paragraph, column.at(self.indent, self.paragraph.width), top)


@dataclass(frozen=True)
class Rule:
    """A hairline over the whole column; ornament."""

    height: float = HAIRLINE

    def draw(self, document: TaggedDocument, column: Column, top: float) -> None:
        """The line."""
        with document.artifact():
            document.paint(hairline(column.left, column.right, top))


@dataclass(frozen=True)
class Cell:
    """One cell: paragraphs one below the other, `start` points from the start edge; `mark` draws a sign before them."""

    paragraphs: tuple[Paragraph, ...]
    start: float
    tag: str = "TD"
    scope: str = ""
    mark: str = ""
    mark_width: float = 0.0

    @cached_property
    def height(self) -> float:
        """Of the paragraphs together."""
        return sum(paragraph.height for paragraph in self.paragraphs)

    @cached_property
    def baseline(self) -> float:
        """From the top to the first baseline."""
        return first_baseline(self.paragraphs[0]) if self.paragraphs else 0.0

    def draw(self, document: TaggedDocument, column: Column, top: float) -> None:
        """The cell as one element."""
        if not self.paragraphs:
            return
        if self.mark:
            middle = top - self.paragraphs[0].height / 2
            left = column.at(self.start, _MARK)
            with document.artifact():
                document.paint(f"1 0 0 1 {number(left)} {number(middle)} cm {self.mark}")
        if len(self.paragraphs) == 1:
            left = column.at(self.start + self.mark_width, self.paragraphs[0].width)
            document.text_block(self.tag, self.paragraphs[0], left, top, scope=self.scope)
            return
        with document.element(self.tag, scope=self.scope):
            for paragraph in self.paragraphs:
                left = column.at(self.start + self.mark_width, paragraph.width)
                top = document.text_block("P", paragraph, left, top)


@dataclass(frozen=True)
class Row:
    """Cells side by side."""

    cells: tuple[Cell, ...]
    padding: float = 3.0

    @cached_property
    def baseline(self) -> float:
        """From the top of the cells to the first baseline, which they share."""
        return max(cell.baseline for cell in self.cells)

    @cached_property
    def height(self) -> float:
        """Of the cell that reaches lowest, with the white above and below it."""
        return max(self.baseline - cell.baseline + cell.height for cell in self.cells) + 2 * self.padding

    def draw(self, document: TaggedDocument, column: Column, top: float) -> None:
        """The row with a hairline under it."""
        with document.element("TR"):
            for cell in self.cells:
                cell.draw(document, column, top - self.padding - (self.baseline - cell.baseline))
        with document.artifact():
            document.paint(hairline(column.left, column.right, top - self.height))


@dataclass(frozen=True)
class Table:
    """Rows between hairlines; `head` comes again on every page that the table reaches."""

    rows: tuple[Row, ...]
    head: Row | None = None

    @cached_property
    def _all(self) -> tuple[Row, ...]:
        return (self.head, *self.rows) if self.head else self.rows

    @cached_property
    def height(self) -> float:
        """Of head and rows."""
        return sum(row.height for row in self._all)

    def draw(self, document: TaggedDocument, column: Column, top: float) -> None:
        """Head and rows as one table."""
        with document.artifact():
            document.paint(hairline(column.left, column.right, top))
        with document.element("Table"):
            for row in self._all:
                row.draw(document, column, top)
                top -= row.height

    def split(self, room: float) -> tuple[Table | None, Table]:
        """What fits into the room, and the rest; None where not even one row fits."""
        used = self.head.height if self.head else 0.0
        count = 0
        for row in self.rows:
            if used + row.height > room:
                break
            used += row.height
            count += 1
        if not count:
            return None, self
        return replace(self, rows=self.rows[:count]), replace(self, rows=self.rows[count:])


def first_baseline(paragraph: Paragraph) -> float:
    """From the top of a paragraph to the baseline of its first line."""
    line = paragraph.lines[0]
    return (line_height(line) - line.ascent - line.descent) / 2 + line.ascent


def hairline(left: float, right: float, y: float) -> str:
    """The operators of a thin horizontal line."""
    return f"{HAIRLINE} w {rgb(_RULE, 'RG')} {number(left)} {number(y)} m {number(right)} {number(y)} l S"


@dataclass(frozen=True)
class PagePlan:
    """The blocks of one page and the room they were given."""

    blocks: tuple[Block, ...]
    room: float

    @property
    def height(self) -> float:
        """What the blocks take without stretching."""
        return sum(block.height for block in self.blocks)

    def draw(self, document: TaggedDocument, column: Column, top: float, *, stretch: bool) -> None:
        """The blocks from the top down; with `stretch` the gaps share the room that is left."""
        gaps = sum(block.height for block in self.blocks if isinstance(block, Gap))
        spare = max(self.room - self.height, 0.0)
        factor = 1 + min(spare / gaps, _MOST_STRETCH - 1) if stretch and gaps else 1.0
        for block in self.blocks:
            block.draw(document, column, top)
            top -= block.height * (factor if isinstance(block, Gap) else 1.0)


@dataclass
class _Planner:
    """Fills pages one after the other."""

    rooms: Rooms
    pages: list[list[Block]] = field(default_factory=lambda: [[]])
    used: float = 0.0

    def room(self) -> float:
        return self.rooms(len(self.pages) - 1, False)

    def last_room(self) -> float:
        return self.rooms(len(self.pages) - 1, True)

    def next_page(self) -> None:
        self.pages.append([])
        self.used = 0.0

    def place(self, block: Block) -> None:
        if isinstance(block, Gap):
            if self.pages[-1] and self.used + block.height <= self.room():
                self._add(block)
            return
        below = block.room_below if isinstance(block, TextBlock) else 0.0
        while self.used + block.height + below > self.room():
            if isinstance(block, Table):
                head, rest = block.split(self.room() - self.used)
                if head is not None:
                    self._add(head)
                    block = rest
                    self.next_page()
                    continue
            if not self.pages[-1]:
                raise too_long()
            self.next_page()
        self._add(block)

    def _add(self, block: Block) -> None:
        self.pages[-1].append(block)
        self.used += block.height


def plan_pages(blocks: Sequence[Block], rooms: Rooms) -> list[PagePlan]:
    """The blocks shared out over pages.

    The last page has less room: signature and code stand there, never without a block above them. `BadInput` when a
    single block is higher than a page.
    """
    planner = _Planner(rooms)
    for block in blocks:
        planner.place(block)
    while planner.used > planner.last_room():
        _move_tail(planner)
    last = len(planner.pages) - 1
    return [PagePlan(tuple(page), rooms(index, index == last)) for index, page in enumerate(planner.pages)]


def _move_tail(planner: _Planner) -> None:
    """Put what does not fit above the signature onto another page."""
    last_room = planner.last_room()
    last = planner.pages[-1]
    tail: list[Block] = []
    kept = sum(block.height for block in last)
    while last and (kept > last_room or not tail):
        block = last.pop()
        kept -= block.height
        head, rest = block.split(last_room - kept) if isinstance(block, Table) else (None, block)
        if head is not None:
            last.append(head)
            kept = last_room
        tail.insert(0, rest)
    if not last:
        raise too_long()
    planner.next_page()
    for block in tail:
        planner.place(block)


def too_long() -> BadInput:
    """The refusal of a text that no page can hold."""
    return BadInput(
        _("A text is so long that it does not fit on a page."),
        hint=_("Shorten it, or say it in several conditions or reasons."),
    )
