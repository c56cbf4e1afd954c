"""Reading attachments: what was put to a record, and which files there are."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registry_app.attachments.models import Attachment, StoredFile
from registry_app.attachments.vault import Vault
from registry_app.core.errors import NotFound
from registry_app.core.progress import Progress
from registry_app.core.texts import _, say


@dataclass(frozen=True)
class AttachmentRow:
    """An attachment as lists show it; `sealed` ones open only for custodians."""

    id: uuid.UUID
    subject_table: str
    subject_id: uuid.UUID | None
    kind: str
    title: str
    dated: date | None
    media_type: str
    size: int
    sha256: str
    sealed: bool
    added_by: uuid.UUID
    recorded_at: datetime
    set_aside_on: date | None
    set_aside_reason: str


@dataclass(frozen=True)
class FileProblem:
    """A stored file that is missing or was changed on the disk, with the attachments that lean on it."""

    sha256: str
    missing: bool
    titles: tuple[str, ...]


def list_attachments(
    session: Session, subject_table: str, subject_id: uuid.UUID, *, with_set_aside: bool = False
) -> list[AttachmentRow]:
    """What was put to a record, oldest first."""
    found = _rows().where(Attachment.subject_table == subject_table, Attachment.subject_id == subject_id)
    if not with_set_aside:
        found = found.where(Attachment.set_aside_on.is_(None))
    return [_row(*each) for each in session.execute(found.order_by(Attachment.recorded_at, Attachment.id))]


def get_attachment(session: Session, attachment_id: uuid.UUID) -> AttachmentRow:
    """One attachment, or `NotFound`."""
    found = session.execute(_rows().where(Attachment.id == attachment_id)).first()
    if found is None:
        raise NotFound(
            say(_("There is no attachment {id}."), id=attachment_id), hint=_("Read the list of attachments again.")
        )
    return _row(*found)


def get_attachments(session: Session, ids: Sequence[uuid.UUID]) -> list[AttachmentRow]:
    """The attachments with these ids, oldest first; one that is gone is left out."""
    found = _rows().where(Attachment.id.in_(ids)).order_by(Attachment.recorded_at, Attachment.id)
    return [_row(*each) for each in session.execute(found)]


def stored_hashes(session: Session) -> set[str]:
    """The hash of every stored file, of every office."""
    return set(session.scalars(select(StoredFile.sha256)))


def list_problems(session: Session, vault: Vault, progress: Progress) -> Iterator[FileProblem]:
    """Read every stored file again and compare it with its hash."""
    files = session.execute(select(StoredFile.id, StoredFile.sha256, StoredFile.sealed_key.is_not(None))).all()
    for done, (file_id, sha256, sealed) in enumerate(files):
        progress.step(done, len(files))
        if not vault.is_sound(sha256, sealed=sealed):
            titles = session.scalars(select(Attachment.title).where(Attachment.file_id == file_id))
            yield FileProblem(sha256, not vault.holds(sha256), tuple(titles))


def _rows() -> Select[Attachment, StoredFile]:
    return select(Attachment, StoredFile).join(StoredFile, StoredFile.id == Attachment.file_id)


def _row(attachment: Attachment, file: StoredFile) -> AttachmentRow:
    return AttachmentRow(
        id=attachment.id,
        subject_table=attachment.subject_table,
        subject_id=attachment.subject_id,
        kind=attachment.kind,
        title=attachment.title,
        dated=attachment.dated,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        sealed=file.sealed_key is not None,
        added_by=attachment.added_by,
        recorded_at=attachment.recorded_at,
        set_aside_on=attachment.set_aside_on,
        set_aside_reason=attachment.set_aside_reason,
    )
