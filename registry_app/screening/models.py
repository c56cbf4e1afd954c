"""Marks, bans, and notes of adverse decisions: all that screening knows of subjects further right."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.screening.rules import BanScope, MarkKind
from registry_app.store.base import Dated, Record, personal
from registry_app.store.types import Code


class Mark(Dated, Record):
    """Something a subject can be recognised by, folded into a key; features write their own subjects' marks.

    `subject` is who is recognised (an agency); `source` the record the mark was taken from (a name, an address, a
    person). A mark that holds no longer gets `valid_to`; old marks still count in the phoenix check.
    """

    __tablename__ = "mark"
    __table_args__ = (
        # holds all that a search for like names reads, so that it need not touch the table
        Index("ix_mark_kind_key", "kind", "key", "subject_table", "source_table", "subject_id"),
        Index("ix_mark_subject", "subject_id"),
    )

    kind: Mapped[MarkKind] = mapped_column(Code(MarkKind))
    key: Mapped[str] = personal()
    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    source_table: Mapped[str]
    source_id: Mapped[uuid.UUID]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Ban(Dated, Record):
    """A person or a name that may not own, direct or represent an agency.

    `valid_to` None with `permanent` false means: the end is not set. `lift_authority` is who may lift it. Ending one is
    `lifted_on` with the decision; one that should never have been is set aside and counts on no day.
    """

    __tablename__ = "ban"

    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = personal()
    name_key: Mapped[str] = personal(index=True)  # the consonant skeleton
    scope: Mapped[BanScope] = mapped_column(Code(BanScope))
    reason: Mapped[str] = personal()
    provision: Mapped[str]
    decision: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    permanent: Mapped[bool]
    lift_authority: Mapped[str]
    lifted_on: Mapped[date | None]
    lifted_by: Mapped[str]
    set_aside_on: Mapped[date | None]
    set_aside_by: Mapped[str]


class AdverseNote(Dated, Record):
    """That a subject was sanctioned, revoked or refused: written by the feature that decided it, read by the phoenix check.

    `ground` is a stable code (`licence:revoked`); `valid_to` None while it has no end.
    """

    __tablename__ = "adverse_note"

    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    ground: Mapped[str]
    decision_table: Mapped[str]
    decision_id: Mapped[uuid.UUID | None]
    provision: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    set_aside_on: Mapped[date | None]
    set_aside_by: Mapped[str]
