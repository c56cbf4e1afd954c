"""Stored files by their content, and the attachments that point at them."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.store.base import Dated, Record, personal, sealed


class StoredFile(Dated, Record):
    """One content, kept once an office; where it lies on the disk follows from `sha256` and a key.

    `sha256` (hexadecimal) is the hash of the content; of a sealed file, the hash of its encrypted form, so that nobody
    who holds a copy can tell that the complainant handed in the same. `sealed_key` is then the box with its key.
    """

    __tablename__ = "stored_file"
    __table_args__ = (UniqueConstraint("office_id", "sha256"),)

    sha256: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    sealed_key: Mapped[bytes | None] = sealed()


class Attachment(Dated, Record):
    """A file put to a record: `kind` says what it is there (a code of the feature), `title` how people call it.

    Never deleted: one attached by mistake is set aside with the reason.
    """

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_subject", "subject_table", "subject_id"),)

    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_file.id"), index=True)
    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    kind: Mapped[str]
    title: Mapped[str] = personal()
    dated: Mapped[date | None]
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    set_aside_on: Mapped[date | None]
    set_aside_reason: Mapped[str]
