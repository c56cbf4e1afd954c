"""Reading batches, their rows, saved mappings, and which agencies stand."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.core.errors import NotFound
from registry_app.core.texts import _, say, shortened
from registry_app.exchange.corrections import Correction
from registry_app.exchange.drafting import Gathered
from registry_app.exchange.grouping import name_key
from registry_app.exchange.mapping import Mapping
from registry_app.exchange.matching import known_agencies
from registry_app.exchange.models import ImportBatch, ImportCorrection, ImportMapping, ImportRow
from registry_app.exchange.rules import ImportKind, RowOutcome


@dataclass(frozen=True)
class BatchRow:
    """An import as lists show it."""

    id: uuid.UUID
    file_name: str
    kind: ImportKind
    imported_on: date
    listed_on: date | None
    rows: int
    imported: int
    held: int
    taken_back_on: date | None


@dataclass(frozen=True)
class KeptRow:
    """A row of a list word for word, with its outcome and what was wrong (code, column)."""

    number: int
    outcome: RowOutcome
    agency_id: uuid.UUID | None
    cells: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]


def list_batches(session: Session) -> list[BatchRow]:
    """All imports, the newest first."""
    return [_batch(batch) for batch in session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()))]


def find_batch(session: Session, sha256: str) -> BatchRow | None:
    """The import of this very list that has not been taken back, if there is one."""
    wanted = select(ImportBatch).where(ImportBatch.sha256 == sha256, ImportBatch.taken_back_on.is_(None))
    found = session.scalars(wanted.order_by(ImportBatch.id)).first()
    return _batch(found) if found else None


def _batch(batch: ImportBatch) -> BatchRow:
    return BatchRow(
        batch.id,
        batch.file_name,
        batch.kind,
        batch.recorded_at.date(),
        batch.listed_on,
        batch.rows,
        batch.imported,
        batch.held,
        batch.taken_back_on,
    )


def list_rows(
    session: Session, batch_id: uuid.UUID, *, outcome: RowOutcome | None = None, after: int = 0, limit: int = 500
) -> list[KeptRow]:
    """Rows of a batch in the list's order, those after a row number."""
    wanted = select(ImportRow).where(ImportRow.batch_id == batch_id, ImportRow.number > after)
    if outcome is not None:
        wanted = wanted.where(ImportRow.outcome == outcome)
    return [_row(row) for row in session.scalars(wanted.order_by(ImportRow.number).limit(limit))]


def list_corrections(session: Session, batch_id: uuid.UUID) -> list[Correction]:
    """The cells of a list that the officer wrote anew, in the list's order."""
    wanted = select(ImportCorrection).where(ImportCorrection.batch_id == batch_id)
    return [
        Correction(each.number, each.heading, each.file_value, each.value)
        for each in session.scalars(wanted.order_by(ImportCorrection.number, ImportCorrection.id))
    ]


def rows_of_agency(session: Session, agency_id: uuid.UUID) -> list[KeptRow]:
    """Every row of every list that was linked to an agency."""
    wanted = select(ImportRow).where(ImportRow.agency_id == agency_id).order_by(ImportRow.id)
    return [_row(row) for row in session.scalars(wanted)]


def _row(row: ImportRow) -> KeptRow:
    problems = tuple((code, column) for code, column in row.problems)
    return KeptRow(row.number, row.outcome, row.agency_id, tuple(row.cells), problems)


def get_mapping(session: Session, name: str) -> Mapping:
    """The mapping saved under a name."""
    saved = session.scalars(select(ImportMapping).where(ImportMapping.name == name)).first()
    if saved is None:
        raise NotFound(
            say(_("There is no saved mapping {name}."), name=shortened(name)),
            hint=say(_("Saved are: {names}."), names=", ".join(list_mappings(session)) or "-"),
        )
    return Mapping.from_json(orjson.dumps(saved.mapping))


def list_mappings(session: Session) -> list[str]:
    """The names of the saved mappings."""
    return list(session.scalars(select(ImportMapping.name).order_by(ImportMapping.name)))


def standing_agencies(session: Session) -> list[uuid.UUID]:
    """The agencies that stand, by number."""
    wanted = select(Agency.id).where(Agency.set_aside_on.is_(None), Agency.merged_into_id.is_(None))
    return list(session.scalars(wanted.order_by(Agency.number)))


def agencies_named(session: Session, groups: Iterable[Gathered]) -> set[uuid.UUID]:
    """Agencies whose name is on the list, even where the row could not be linked to one."""
    names = known_agencies(session).names
    found: set[uuid.UUID] = set()
    for group in groups:
        for name in group.names:
            found |= names.get(name_key(name), set())
    return found
