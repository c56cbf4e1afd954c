"""Users, their roles over time, and requests for a second person's approval."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.access.permissions import Role
from registry_app.store.base import Dated, Owned, Record
from registry_app.store.types import Code, Json


class Outcome(StrEnum):
    """What became of a request for approval."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class User(Owned, Record):
    """An officer with an account; never deleted. The password's slot lies in the key file."""

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("login"),)

    login: Mapped[str]
    full_name: Mapped[str]
    active: Mapped[bool]
    language: Mapped[str]
    box_public: Mapped[bytes] = mapped_column(LargeBinary)


class UserRole(Owned, Record):
    """A role a user holds from a day through a day."""

    __tablename__ = "user_role"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    role: Mapped[Role] = mapped_column(Code(Role))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Approval(Dated, Record):
    """A verb that waits for, or had, a second person.

    `facts` are what is to be approved and `digest` their SHA-256: what is approved is what was proposed, to the letter.
    """

    __tablename__ = "approval"
    __table_args__ = (
        # two officers who propose the same at once: the database lets one in
        Index(
            "uq_approval_pending",
            "office_id",
            "verb",
            "subject_id",
            unique=True,
            sqlite_where=text("outcome = 'pending'"),
            postgresql_where=text("outcome = 'pending'"),
        ),
        Index(
            "ix_approval_declined",
            "verb",
            "subject_id",
            sqlite_where=text("outcome = 'declined'"),
            postgresql_where=text("outcome = 'declined'"),
        ),
    )

    verb: Mapped[str]
    permission: Mapped[str]
    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    facts: Mapped[Any] = mapped_column(Json)
    digest: Mapped[str]
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    outcome: Mapped[Outcome] = mapped_column(Code(Outcome))
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str]
