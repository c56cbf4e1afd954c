"""Reading papers: lists, the facts as issued, who is withdrawn."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.certificates.models import Certificate, CertificateEnd, CertificateIssue, CertificatePrint


@dataclass(frozen=True)
class PaperRow:
    """One paper; `state` is reserved, issued, voided or withdrawn, `reprints` counts copies printed again."""

    serial: str
    kind: str
    language: str
    agency_id: uuid.UUID
    state: str
    issued_on: date | None
    valid_to: date | None
    ended_on: date | None
    reason: str
    reprints: int
    sha256: str
    code: str


def list_papers(session: Session, agency_id: uuid.UUID | None = None) -> list[PaperRow]:
    """Papers by serial; only one agency's when it is given."""
    reprints = (
        select(func.coalesce(func.sum(CertificatePrint.copies), 0))
        .where(CertificatePrint.certificate_id == Certificate.id)
        .scalar_subquery()
    )
    found = (
        select(Certificate, CertificateIssue, CertificateEnd, reprints)
        .outerjoin(CertificateIssue, CertificateIssue.certificate_id == Certificate.id)
        .outerjoin(CertificateEnd, CertificateEnd.certificate_id == Certificate.id)
        .order_by(Certificate.serial)
    )
    if agency_id is not None:
        found = found.where(Certificate.agency_id == agency_id)
    return [paper_row(*row) for row in session.execute(found)]


def paper_row(
    paper: Certificate, issued: CertificateIssue | None, end: CertificateEnd | None, reprints: int
) -> PaperRow:
    """The row of a paper from its records."""
    if end is not None:
        state = "voided" if end.voided else "withdrawn"
    else:
        state = "issued" if issued is not None else "reserved"
    return PaperRow(
        paper.serial,
        paper.kind,
        paper.language,
        paper.agency_id,
        state,
        issued.issued_on if issued else None,
        issued.valid_to if issued else None,
        end.ended_on if end else None,
        end.reason if end else "",
        int(reprints),
        issued.file_hash if issued else "",
        issued.code if issued else "",
    )


def facts_of(session: Session, serial: str) -> dict[str, Any] | None:
    """The facts printed on a paper, as they were kept; None for a serial without a paper."""
    found = (
        select(CertificateIssue.facts)
        .join(Certificate, Certificate.id == CertificateIssue.certificate_id)
        .where(Certificate.serial == serial)
    )
    facts: dict[str, Any] | None = session.scalars(found).first()
    return facts


def withdrawn_indexes(session: Session, office_id: uuid.UUID) -> tuple[int, list[int]]:
    """How many places the office's status list has, and which of them do not count."""
    size = session.scalar(select(func.count()).where(Certificate.office_id == office_id)) or 0
    found = (
        select(Certificate.status_index)
        .join(CertificateEnd, CertificateEnd.certificate_id == Certificate.id)
        .where(Certificate.office_id == office_id)
        .order_by(Certificate.status_index)
    )
    return size, list(session.scalars(found))
