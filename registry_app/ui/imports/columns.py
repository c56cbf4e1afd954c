"""Imports and their rows on the screen: columns and filters over `exchange.listing`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Final

from sqlalchemy.orm import Session

from registry_app.core.texts import N_, _, ngettext, say
from registry_app.exchange.listing import IN_ORDER, NEWEST, BatchLine, BatchListing, RowLine, RowListing
from registry_app.exchange.rules import ImportKind, RowOutcome
from registry_app.ui import wording
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Column, Filter, Kind, Mark, Option, RegisterSource
from registry_app.ui.theme.tokens import State

Reading = Callable[[], AbstractContextManager[Session]]
KINDS: Final = {
    ImportKind.ADD: N_("New agencies"),
    ImportKind.UPDATE: N_("Changes to known agencies"),
    ImportKind.FULL_LIST: N_("The full list"),
}
OUTCOMES: Final = {
    RowOutcome.IMPORTED: (N_("Taken in"), State.OK),
    RowOutcome.HELD: (N_("Held"), State.WARN),
    RowOutcome.LEFT_OUT: (N_("Left out"), State.NEUTRAL),
}
_CELLS_SHOWN: Final = 4


def batch_mark(line: BatchLine) -> Mark:
    """Whether an import stands, and whether rows of it wait."""
    if line.taken_back_on is not None:
        return Mark(_("Taken back"), State.NEUTRAL)
    return Mark(_("Rows held"), State.WARN) if line.held else Mark(_("Taken in"), State.OK)


def batch_source(reading: Reading) -> RegisterSource[BatchLine]:
    """Every import, the newest first."""
    return RegisterSource(BatchListing(), reading, batch_columns(), batch_filters, NEWEST)


def batch_columns() -> Sequence[Column[BatchLine]]:
    """Every column there is."""
    return (
        Column("file", _("File"), lambda line: line.file_name, width=240, sort="file", stretch=True),
        Column("kind", _("Kind"), lambda line: _(KINDS[line.kind]), width=190),
        Column("imported_on", _("Imported on"), lambda line: line.imported_on, Kind.DAY, 120, sort="imported"),
        Column("state", _("State"), batch_mark, Kind.MARK, 130),
        Column("rows", _("Rows"), lambda line: line.rows, Kind.NUMBER, 90, sort="rows"),
        Column("imported", _("Taken in"), lambda line: line.imported, Kind.NUMBER, 95),
        Column("held", _("Held"), lambda line: line.held or None, Kind.NUMBER, 80, sort="held"),
        Column("listed_on", _("Day of the list"), lambda line: line.listed_on, Kind.DAY, 120, shown=False),
        Column("officer", _("Officer"), lambda line: line.officer, width=140),
        Column("taken_back", _("Taken back on"), lambda line: line.taken_back_on, Kind.DAY, 120, shown=False),
    )


def batch_filters() -> Sequence[Filter]:
    """Kind, state, day."""
    states = [Option("standing", _("Stands")), Option("taken_back", _("Taken back"))]
    return (
        Filter("kind", _("Kind"), [Option(kind.value, _(words)) for kind, words in KINDS.items()]),
        Filter("state", _("State"), states),
        Filter("imported_on", _("Imported on")),
    )


def batch_words() -> ListWords:
    """What the list says of itself."""
    return ListWords(
        title=_("Imports"),
        counted=lambda number: ngettext("{count} import", "{count} imports", number).format(count=wording.count(number)),
        placeholder=_("Name of the file"),
        nothing_yet=_("No list was imported yet"),
        what_to_do=_("Drop the list that the office keeps now, in Excel or as text. It is only tried at first; nothing is "
                     "entered before you say so."),
        icon="file-import",
    )  # fmt: skip


def row_source(reading: Reading, batch: BatchLine) -> RegisterSource[RowLine]:
    """The rows of an import, in the order of the list."""
    return RegisterSource(RowListing(batch.id, batch.headings), reading, row_columns(batch), row_filters, IN_ORDER)


def row_columns(batch: BatchLine) -> Sequence[Column[RowLine]]:
    """Row, outcome, agency, what is wrong, then the list's own columns word for word."""
    fixed: tuple[Column[RowLine], ...] = (
        Column[RowLine]("row", _("Row"), lambda line: line.number, Kind.NUMBER, 80),
        Column[RowLine]("outcome", _("What became of it"), lambda line: outcome_mark(line.outcome), Kind.MARK, 130),
        Column[RowLine]("agency", _("Agency"), lambda line: line.agency_name, width=200),
        Column[RowLine](
            "agency_number", _("Agency number"), lambda line: line.agency_number, Kind.CODE, 160, shown=False
        ),
        Column[RowLine](
            "problem", _("What is wrong"), lambda line: line.problem, width=240, stretch=True, shown=bool(batch.held)
        ),
    )
    if batch.corrected:
        fixed = (*fixed, Column[RowLine]("corrected", _("Corrected by hand"), _corrected, width=220))
    return (*fixed, *(_cell_column(place, heading) for place, heading in enumerate(batch.headings)))


def _corrected(line: RowLine) -> str:
    """The cells that were written anew, with what was read instead of the file's."""
    return "; ".join(say("{column}: {value}", column=heading, value=value) for heading, value in line.corrected)


def _cell_column(place: int, heading: str) -> Column[RowLine]:
    def cell(line: RowLine) -> str:
        return line.cells[place] if place < len(line.cells) else ""

    return Column(f"cell{place}", heading, cell, width=150, shown=place < _CELLS_SHOWN)


def outcome_mark(outcome: RowOutcome) -> Mark:
    """What became of a row."""
    words, state = OUTCOMES[outcome]
    return Mark(_(words), state)


def row_filters() -> Sequence[Filter]:
    """By outcome."""
    options = [Option(outcome.value, _(words)) for outcome, (words, _state) in OUTCOMES.items()]
    return (Filter("outcome", _("What became of it"), options),)


def row_words() -> ListWords:
    """What the list of rows says of itself."""
    return ListWords(
        title=_("Rows of the list"),
        counted=lambda number: ngettext("{count} row", "{count} rows", number).format(count=wording.count(number)),
        placeholder=_("Words of a row or of the agency"),
        nothing_yet=_("The list has no rows"),
        what_to_do=_("Take the import back, and look at the file."),
        icon="table",
    )
