"""Papers: a number reserved, the paper issued under it, its prints, its withdrawal. Nothing is overwritten."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.store.base import Dated, Record
from registry_app.store.types import Json


class Certificate(Dated, Record):
    """A serial and a place in the office's status list, reserved for one paper."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("serial"), UniqueConstraint("office_id", "status_index"))

    kind: Mapped[str]
    serial: Mapped[str]
    status_index: Mapped[int]
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    language: Mapped[str]


class CertificateIssue(Dated, Record):
    """The paper as it was issued: the facts printed (a reprint says the same), its code and the hash of its file."""

    __tablename__ = "certificate_issue"
    __table_args__ = (UniqueConstraint("certificate_id"),)

    certificate_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("certificate.id"))
    facts: Mapped[Any] = mapped_column(Json, info={"personal": True})
    code: Mapped[str]
    checkpoint_size: Mapped[int]
    checkpoint_root: Mapped[bytes] = mapped_column(LargeBinary)
    file_hash: Mapped[str]
    issued_on: Mapped[date]
    valid_to: Mapped[date | None]
    signatory_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    attachment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("attachment.id"))


class CertificatePrint(Dated, Record):
    """A reprint: how many copies, why, on which security paper."""

    __tablename__ = "certificate_print"

    certificate_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("certificate.id"), index=True)
    copies: Mapped[int]
    reason: Mapped[str]
    security_paper: Mapped[str]


class CertificateEnd(Dated, Record):
    """Why a paper does not count: its number was voided before it was issued, or it was withdrawn afterwards."""

    __tablename__ = "certificate_end"
    __table_args__ = (UniqueConstraint("certificate_id"),)

    certificate_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("certificate.id"))
    voided: Mapped[bool]
    reason: Mapped[str]
    ended_on: Mapped[date]


class StatusIssue(Dated, Record):
    """An issue of the office's list of withdrawn papers, signed by its seal key."""

    __tablename__ = "status_issue"

    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
