"""Imported lists: the batch, every row word for word, corrected cells, what became of agencies, and saved mappings.

What a list says of licences lies in `licensing.models.ListedLicence`.
"""

from __future__ import annotations

import uuid
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.exchange.rules import ImportKind, RowOutcome
from registry_app.store.base import Dated, Record, personal
from registry_app.store.types import Code, Json


class AgencyOutcome(StrEnum):
    """What a batch did to an agency."""

    REGISTERED = "registered"
    UPDATED = "updated"


class ImportBatch(Dated, Record):
    """One import of one list: all of it is taken back or none.

    `sha256` is of the content without packing. `listed_on` is the day the list itself states. `around` are the lines
    above and below the list; `confirmed` the codes of the file's problems that the officer confirmed.
    """

    __tablename__ = "import_batch"
    __table_args__ = (Index("ix_import_batch_sha256", "sha256"),)

    file_name: Mapped[str]
    sha256: Mapped[str]
    kind: Mapped[ImportKind] = mapped_column(Code(ImportKind))
    listed_on: Mapped[date | None]
    rows: Mapped[int]
    imported: Mapped[int]
    held: Mapped[int]
    headings: Mapped[Any] = mapped_column(Json)
    layout: Mapped[Any] = mapped_column(Json)
    mapping: Mapped[Any] = mapped_column(Json)
    around: Mapped[Any] = mapped_column(Json, info={"personal": True})
    confirmed: Mapped[Any] = mapped_column(Json)
    imported_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    taken_back_on: Mapped[date | None]
    taken_back_reason: Mapped[str]


class ImportRow(Dated, Record):
    """A row of the list word for word, cells beyond the last column too; `number` as a spreadsheet shows it.

    `agency_id` is the agency it was linked to; `problems` are codes with their column where the row was held.
    """

    __tablename__ = "import_row"
    __table_args__ = (UniqueConstraint("batch_id", "number"),)

    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("import_batch.id"))
    number: Mapped[int]
    outcome: Mapped[RowOutcome] = mapped_column(Code(RowOutcome))
    agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"), index=True)
    cells: Mapped[Any] = mapped_column(Json, info={"personal": True})
    problems: Mapped[Any] = mapped_column(Json)


class ImportCorrection(Dated, Record):
    """A cell that the officer wrote anew before the list was taken in: what the file says, and what was read instead."""

    __tablename__ = "import_correction"
    __table_args__ = (UniqueConstraint("batch_id", "number", "heading"),)

    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("import_batch.id"))
    number: Mapped[int]
    heading: Mapped[str]
    file_value: Mapped[str] = personal()
    value: Mapped[str] = personal()


class ImportedAgency(Dated, Record):
    """An agency that a batch registered or updated; `undo` says what must be put back when the batch is taken back."""

    __tablename__ = "imported_agency"
    __table_args__ = (UniqueConstraint("batch_id", "agency_id"),)

    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("import_batch.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    outcome: Mapped[AgencyOutcome] = mapped_column(Code(AgencyOutcome))
    undo: Mapped[Any] = mapped_column(Json, info={"personal": True})


class ImportMapping(Dated, Record):
    """A mapping saved under a name for the next edition of a list; saving it again replaces it."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("office_id", "name"),)

    name: Mapped[str]
    mapping: Mapped[Any] = mapped_column(Json)
