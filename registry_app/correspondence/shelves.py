"""Reading paper files: where they stand, who has them, what is in them, what was collected."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access.models import User
from registry_app.correspondence.models import FileMovement, Folio, HandOver, PaperFile


@dataclass(frozen=True)
class FileRow:
    """A paper file's volume: `with_officer` is who has it, empty while it is on its shelf."""

    id: uuid.UUID
    number: str
    volume: int
    title: str
    shelf: str
    opened_on: date
    closed_on: date | None
    with_officer: str
    charged_out_at: datetime | None


@dataclass(frozen=True)
class MovementRow:
    """A step of a paper file."""

    kind: str
    moved_at: datetime
    shelf: str
    officer: str
    note: str


def list_files(session: Session, *, subject_id: uuid.UUID | None = None, charged_out: bool = False) -> list[FileRow]:
    """Paper files by number and volume; only those of a record, or only those that somebody has."""
    found = select(PaperFile, User.full_name).outerjoin(User, User.id == PaperFile.charged_out_to)
    if subject_id is not None:
        found = found.where(PaperFile.subject_id == subject_id)
    if charged_out:
        found = found.where(PaperFile.charged_out_to.is_not(None))
    return [
        FileRow(
            file.id,
            file.number,
            file.volume,
            file.title,
            file.shelf,
            file.opened_on,
            file.closed_on,
            officer or "",
            file.charged_out_at,
        )
        for file, officer in session.execute(found.order_by(PaperFile.number, PaperFile.volume))
    ]


def list_movements(session: Session, file_id: uuid.UUID) -> list[MovementRow]:
    """The way of a file through the office, oldest first."""
    found = (
        select(FileMovement, User.full_name)
        .outerjoin(User, User.id == FileMovement.officer_id)
        .where(FileMovement.file_id == file_id)
        .order_by(FileMovement.moved_at, FileMovement.id)
    )
    return [
        MovementRow(step.kind.value, step.moved_at, step.shelf, officer or "", step.note)
        for step, officer in session.execute(found)
    ]


def list_folios(session: Session, file_id: uuid.UUID) -> list[tuple[int, str]]:
    """The minute sheet of a file: numbers and papers."""
    found = select(Folio.number, Folio.what).where(Folio.file_id == file_id).order_by(Folio.number)
    return [(number, what) for number, what in session.execute(found)]


def was_handed_over(session: Session, document_id: uuid.UUID) -> bool:
    """Whether the paper of a record has been collected."""
    return session.scalars(select(HandOver.id).where(HandOver.document_id == document_id)).first() is not None
