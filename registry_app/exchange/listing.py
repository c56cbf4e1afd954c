"""Imported lists and their rows for a screen."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry_app.access.models import User
from registry_app.agencies.models import Agency
from registry_app.core.errors import NotFound
from registry_app.core.names import search_key
from registry_app.core.paging import Count, Filters, Place, Sort
from registry_app.core.texts import _
from registry_app.exchange.models import ImportBatch, ImportCorrection, ImportRow
from registry_app.exchange.problems import kept_words
from registry_app.exchange.rules import ImportKind, RowOutcome
from registry_app.store.paging import all_keys, among, keys_at, number_before

NEWEST: Final = Sort("imported", descending=True)
IN_ORDER: Final = Sort("number")


@dataclass(frozen=True)
class BatchLine:
    """An import with who did it; `state` is `standing` or `taken_back`; `corrected` cells are counted for one import only."""

    id: uuid.UUID
    file_name: str
    kind: ImportKind
    imported_on: date
    listed_on: date | None
    rows: int
    imported: int
    held: int
    taken_back_on: date | None
    taken_back_reason: str
    officer: str
    headings: tuple[str, ...]
    corrected: int = 0

    @property
    def state(self) -> str:
        """Whether it still stands."""
        return "standing" if self.taken_back_on is None else "taken_back"


@dataclass(frozen=True)
class RowLine:
    """A row of a list word for word, what became of it, its agency, what was wrong with it in words.

    `corrected` are the headings of cells that the officer wrote anew, with what was read instead of them.
    """

    id: uuid.UUID
    number: int
    outcome: RowOutcome
    cells: tuple[str, ...]
    agency_id: uuid.UUID | None
    agency_number: str
    agency_name: str
    problem: str
    corrected: tuple[tuple[str, str], ...] = ()


class BatchListing:
    """Imports of every kind; there are some dozens a year, so every question is answered by all of them.

    Filters: `kind`, `state`, `imported_on` (two days), and the text: a piece of the file's name. Orders: `imported`,
    `file`, `rows`, `held`.
    """

    def key(self, line: BatchLine) -> uuid.UUID:
        """The import's id."""
        return line.id

    def anchor(self, line: BatchLine, _sort: Sort) -> tuple[Any, ...]:
        """Never asked, as no question is quick."""
        return (line.id,)

    def is_quick(self, _filters: Filters, _sort: Sort) -> bool:
        """Never."""
        return False

    def count(self, session: Session, filters: Filters) -> Count:
        """How many there are."""
        return Count(len(_fitting(session, filters)))

    def page(self, session: Session, filters: Filters, sort: Sort, _place: Place, limit: int) -> list[BatchLine]:
        """The first ones of the list."""
        return _sorted(_fitting(session, filters), sort)[:limit]

    def keys(self, session: Session, filters: Filters, sort: Sort) -> list[uuid.UUID]:
        """Every id, in order."""
        return [line.id for line in _sorted(_fitting(session, filters), sort)]

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[BatchLine]:
        """The imports with these ids, in that order."""
        lines = {
            line.id: line for line in _lines(session, select_batches().where(among(session, ImportBatch.id, keys)))
        }
        return [lines[key] for key in keys if key in lines]

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where an import stands now."""
        keys = self.keys(session, filters, sort)
        return keys.index(key) if key in keys else None


def get_batch(session: Session, batch_id: uuid.UUID) -> BatchLine:
    """One import, or `NotFound`."""
    found = _lines(session, select_batches().where(ImportBatch.id == batch_id))
    if not found:
        raise NotFound(_("There is no such import."), hint=_("Look at the list of imports."))
    corrected = select(func.count()).select_from(ImportCorrection).where(ImportCorrection.batch_id == batch_id)
    return replace(found[0], corrected=session.scalars(corrected).one())


def select_batches() -> Select[ImportBatch, str]:
    """Imports with the name of who did them."""
    return select(ImportBatch, User.full_name).join(User, User.id == ImportBatch.imported_by)


def _lines(session: Session, found: Select[ImportBatch, str]) -> list[BatchLine]:
    return [
        BatchLine(
            batch.id, batch.file_name, batch.kind, batch.recorded_at.date(), batch.listed_on, batch.rows, batch.imported,
            batch.held, batch.taken_back_on, batch.taken_back_reason, name, tuple(batch.headings),
        )
        for batch, name in session.execute(found)
    ]  # fmt: skip


def _fitting(session: Session, filters: Filters) -> list[BatchLine]:
    lines = _lines(session, select_batches())
    if kinds := filters.of("kind"):
        lines = [line for line in lines if line.kind.value in kinds]
    if states := filters.of("state"):
        lines = [line for line in lines if line.state in states]
    for days in filters.of("imported_on"):
        first, _slash, last = days.partition("/")
        lines = [line for line in lines if first <= line.imported_on.isoformat() <= (last or "9999")]
    if text := filters.text.strip().casefold():
        lines = [line for line in lines if text in line.file_name.casefold()]
    return lines


_BATCH_ORDERS: Final[Mapping[str, Any]] = {
    "imported": lambda line: line.id,  # ids are made in the order of time
    "file": lambda line: (line.file_name.casefold(), line.id),
    "rows": lambda line: (line.rows, line.id),
    "held": lambda line: (line.held, line.id),
}


def _sorted(lines: list[BatchLine], sort: Sort) -> list[BatchLine]:
    return sorted(lines, key=_BATCH_ORDERS.get(sort.by, _BATCH_ORDERS["imported"]), reverse=sort.descending)


class RowListing:
    """The rows of one import, any number of them, in the order of the list.

    Filters: `outcome`, and the text: a piece of any cell, or words of the agency's name. Only order: `number`.
    """

    def __init__(self, batch_id: uuid.UUID, headings: Sequence[str]) -> None:
        self._batch = batch_id
        self._headings = tuple(headings)

    def key(self, line: RowLine) -> uuid.UUID:
        """The row's id."""
        return line.id

    def anchor(self, line: RowLine, _sort: Sort) -> tuple[Any, ...]:
        """The place in the list."""
        return (line.number, line.id)

    def is_quick(self, filters: Filters, _sort: Sort) -> bool:
        """The whole list has an index."""
        return not filters

    def count(self, session: Session, filters: Filters) -> Count:
        """How many there are."""
        found = self._narrowed(filters).with_only_columns(func.count(), maintain_column_froms=True)
        return Count(session.scalars(found).one())

    def page(self, session: Session, filters: Filters, sort: Sort, place: Place, limit: int) -> list[RowLine]:
        """Rows from a place."""
        found = self._narrowed(filters)
        return self.rows(session, keys_at(session, found, _ROW_ORDER, place, limit, descending=sort.descending))

    def keys(self, session: Session, filters: Filters, sort: Sort) -> list[uuid.UUID]:
        """Every id, in order."""
        return all_keys(session, self._narrowed(filters), _ROW_ORDER, descending=sort.descending)

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[RowLine]:
        """The rows with these ids, in that order."""
        found = (
            select(ImportRow, Agency.number, Agency.name)
            .outerjoin(Agency, Agency.id == ImportRow.agency_id)
            .where(among(session, ImportRow.id, keys))
        )
        rows = session.execute(found).all()
        corrected = self._corrected(session, [row.number for row, _number, _name in rows])
        lines = {
            row.id: self._line(row, number or "", name or "", tuple(corrected.get(row.number, ())))
            for row, number, name in rows
        }
        return [lines[key] for key in keys if key in lines]

    def _corrected(self, session: Session, numbers: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
        """What was written anew in rows of the list, by the row's number."""
        if not numbers:
            return {}
        wanted = select(ImportCorrection).where(
            ImportCorrection.batch_id == self._batch,
            ImportCorrection.number.between(min(numbers), max(numbers)),
        )
        found: dict[int, list[tuple[str, str]]] = {}
        for each in session.scalars(wanted.order_by(ImportCorrection.id)):
            found.setdefault(each.number, []).append((each.heading, each.value))
        return found

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where a row stands."""
        found = self._narrowed(filters)
        anchor = session.execute(found.where(ImportRow.id == key).with_only_columns(*_ROW_ORDER)).one_or_none()
        if anchor is None:
            return None
        return number_before(session, found, _ROW_ORDER, tuple(anchor), descending=sort.descending)

    def _line(self, row: ImportRow, number: str, name: str, corrected: tuple[tuple[str, str], ...]) -> RowLine:
        cells = tuple(row.cells)
        held = {**dict(zip(self._headings, cells, strict=False)), **dict(corrected)}
        problems = (kept_words(code, row.number, column, held.get(column, "")) for code, column in row.problems)
        said = " ".join(problems)
        return RowLine(row.id, row.number, row.outcome, cells, row.agency_id, number, name, said, corrected)

    def _narrowed(self, filters: Filters) -> Select[Any]:
        found = select(ImportRow.id).where(ImportRow.batch_id == self._batch)
        if outcomes := filters.of("outcome"):
            found = found.where(ImportRow.outcome.in_([RowOutcome(each) for each in outcomes]))
        if text := filters.text.strip():
            told = cast(ImportRow.cells, String).icontains(text, autoescape=True)
            named = select(Agency.id).where(Agency.search_key.contains(search_key(text) or text, autoescape=True))
            found = found.where(told | ImportRow.agency_id.in_(named))
        return found


_ROW_ORDER: Final[tuple[InstrumentedAttribute[Any], ...]] = (ImportRow.number, ImportRow.id)
