"""Cells that an officer wrote anew in the trial. The file stays as it is; a correction is kept beside what the file says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say, shortened
from registry_app.exchange.cells import TEXT_LIMIT
from registry_app.exchange.reading import Row


@dataclass(frozen=True)
class Correction:
    """One cell: its row as a spreadsheet shows it, its column's heading, what the file says and what was written instead."""

    row: int
    column: str
    file_value: str
    value: str


@dataclass(frozen=True)
class Corrections:
    """What was written instead of cells, by row and by the column's heading; each is read as if it stood in the file."""

    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many cells."""
        return sum(map(len, self.cells.values()))

    def of(self, row: int) -> Mapping[str, str]:
        """The corrected cells of a row by heading."""
        return self.cells.get(row, {})

    def writing(self, row: int, column: str, value: str | None) -> Corrections:
        """These and one more; `None` lets the file's own value hold again. Raises `BadInput` for a text that is too long."""
        if value is not None and len(value) > TEXT_LIMIT:
            raise BadInput(
                say(_("{text} is longer than a cell may be."), text=shortened(value)),
                hint=say(_("Write at most {count} letters."), count=TEXT_LIMIT),
            )
        there = {heading: held for heading, held in self.of(row).items() if heading != column}
        if value is not None:
            there[column] = value
        rows = {number: held for number, held in self.cells.items() if number != row}
        return replace(self, cells={**rows, row: there} if there else rows)

    def applied(self, rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Row]:
        """The rows with these cells in place of the file's."""
        if not self.cells:
            yield from rows
            return
        places = {heading: place for place, heading in enumerate(columns)}
        for row in rows:
            written = self.cells.get(row.number)
            if written is None:
                yield row
                continue
            cells = list(row.cells)
            for heading, value in written.items():
                if heading in places:
                    cells[places[heading]] = value
            yield row._replace(cells=tuple(cells))

    def beside(self, row: Row, columns: Sequence[str]) -> list[Correction]:
        """The corrections of a row of the file, each with what the file says, in the order of the columns."""
        written = self.of(row.number)
        return [
            Correction(row.number, heading, cell, written[heading])
            for heading, cell in zip(columns, row.cells, strict=False)
            if heading in written
        ]
