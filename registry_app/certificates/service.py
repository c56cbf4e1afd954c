"""Issuing: a serial is reserved, the paper is drawn, then facts, code and file hash are kept; withdrawing; reprints.

Drawing stands between two transactions, so that the paper can carry a checkpoint of the journal that already holds its
own reservation. What a crash leaves reserved is voided with its reason at the next issue.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.certificates.facts import PaperFacts, to_dict
from registry_app.certificates.models import (
    Certificate,
    CertificateEnd,
    CertificateIssue,
    CertificatePrint,
    StatusIssue,
)
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import required_text
from registry_app.core.texts import _, say
from registry_app.offices.service import take_number
from registry_app.store import unit

INTERRUPTED_AFTER = timedelta(minutes=10)  # longer than any paper takes to draw


@dataclass(frozen=True)
class Reserved:
    """A serial and a place in the status list that wait for their paper."""

    id: uuid.UUID
    serial: str
    status_index: int


@dataclass(frozen=True)
class Drawn:
    """A paper as it was drawn, sealed and signed."""

    facts: PaperFacts
    code: str
    checkpoint_size: int
    checkpoint_root: bytes
    file_hash: str
    attachment_id: uuid.UUID
    valid_to: date | None


def reserve(session: Session, actor: Actor, kind: str, agency_id: uuid.UUID, language: str) -> Reserved:
    """Take a serial and the next place in the office's status list for a paper."""
    actor.must("certificate:issue")
    void_interrupted(session, actor)
    serial = take_number(session, actor, "certificate")
    # the number block's row is locked by now, so two clerks cannot take one place
    highest = session.scalar(select(func.max(Certificate.status_index)).where(Certificate.office_id == actor.office_id))
    index = 0 if highest is None else highest + 1
    paper = Certificate(kind=kind, serial=serial, status_index=index, agency_id=agency_id, language=language)
    session.add(paper)
    unit.verb(session, "certificate:reserved", paper, label=serial, kind=kind)
    return Reserved(paper.id, serial, index)


def issue(session: Session, actor: Actor, reserved: uuid.UUID, drawn: Drawn) -> None:
    """Keep what was drawn under a reserved serial; from now on the paper counts."""
    actor.must("certificate:issue")
    paper = _get(session, reserved)
    if _issue_of(session, paper.id) is not None or _end_of(session, paper.id) is not None:
        raise RuleBroken(
            say(_("The number {serial} has been used or voided."), serial=paper.serial),
            hint=_("Issue the paper anew; it gets another number."),
        )
    session.add(
        CertificateIssue(
            certificate_id=paper.id,
            facts=to_dict(drawn.facts),
            code=drawn.code,
            checkpoint_size=drawn.checkpoint_size,
            checkpoint_root=drawn.checkpoint_root,
            file_hash=drawn.file_hash,
            issued_on=actor.today,
            valid_to=drawn.valid_to,
            signatory_id=actor.id,
            attachment_id=drawn.attachment_id,
        )
    )
    unit.verb(session, "certificate:issued", paper, label=paper.serial, kind=paper.kind, sha256=drawn.file_hash)


def void(session: Session, actor: Actor, reserved: uuid.UUID, reason: str) -> None:
    """Explain a serial whose paper never came to be."""
    paper = _get(session, reserved)
    if _issue_of(session, paper.id) is not None:
        raise RuleBroken(
            say(_("{serial} was issued; it can be withdrawn, not voided."), serial=paper.serial),
            hint=_("Withdraw it with a reason."),
        )
    session.add(CertificateEnd(certificate_id=paper.id, voided=True, reason=reason, ended_on=actor.today))
    unit.verb(session, "certificate:voided", paper, label=paper.serial, reason=reason)


def void_interrupted(session: Session, actor: Actor) -> None:
    """Void what a crash left reserved: no paper takes longer than `INTERRUPTED_AFTER`."""
    before = unit.unit_of(session).moment - INTERRUPTED_AFTER
    waiting = (
        select(Certificate.id)
        .outerjoin(CertificateIssue, CertificateIssue.certificate_id == Certificate.id)
        .outerjoin(CertificateEnd, CertificateEnd.certificate_id == Certificate.id)
        .where(
            Certificate.office_id == actor.office_id,
            Certificate.recorded_at < before,
            CertificateIssue.id.is_(None),
            CertificateEnd.id.is_(None),
        )
    )
    for identifier in session.scalars(waiting).all():
        void(session, actor, identifier, "interrupted before the paper was kept")


def withdraw(session: Session, actor: Actor, serial: str, reason: str) -> None:
    """Say that a paper counts no more; it goes into the list of withdrawn papers."""
    actor.must("certificate:withdraw")
    reason = required_text(reason, what=_("reason"), limit=2_000)
    paper = get_by_serial(session, serial)
    if _issue_of(session, paper.id) is None:
        raise RuleBroken(
            say(_("{serial} was never issued."), serial=serial), hint=_("Compare the number with the paper.")
        )
    if _end_of(session, paper.id) is not None:
        raise RuleBroken(say(_("{serial} was withdrawn already."), serial=serial), hint=_("Nothing more is needed."))
    session.add(CertificateEnd(certificate_id=paper.id, voided=False, reason=reason, ended_on=actor.today))
    unit.verb(session, "certificate:withdrawn", paper, label=serial, reason=reason)


def count_reprint(
    session: Session, actor: Actor, serial: str, reason: str, copies: int = 1, security_paper: str = ""
) -> uuid.UUID:
    """Count a reprint with its reason; returns the attachment that holds the very file that was issued."""
    actor.must("certificate:issue")
    if copies < 1:
        raise BadInput(_("At least one copy is printed."), hint=_("Give the number of copies."))
    reason = required_text(reason, what=_("reason"), limit=2_000)
    paper = get_by_serial(session, serial)
    issued = _issue_of(session, paper.id)
    if issued is None:
        raise RuleBroken(
            say(_("{serial} was never issued."), serial=serial), hint=_("Compare the number with the paper.")
        )
    if _end_of(session, paper.id) is not None:
        raise RuleBroken(
            say(_("{serial} was withdrawn; it is not printed again."), serial=serial),
            hint=_("Issue a new paper, if the facts allow it."),
        )
    session.add(CertificatePrint(certificate_id=paper.id, copies=copies, reason=reason, security_paper=security_paper))
    unit.verb(session, "certificate:reprinted", paper, label=serial, reason=reason, copies=copies)
    return issued.attachment_id


def keep_status(session: Session, size: int, content: bytes) -> None:
    """Keep an issue of the list of withdrawn papers."""
    issued = StatusIssue(size=size, content=content)
    session.add(issued)
    unit.verb(session, "status:issued", issued, size=size)


def get_by_serial(session: Session, serial: str) -> Certificate:
    """The paper with this serial, or `NotFound`."""
    paper = session.scalars(select(Certificate).where(Certificate.serial == serial)).first()
    if paper is None:
        raise NotFound(
            say(_("This office has issued no paper {serial}."), serial=serial),
            hint=_("Compare the number with the paper; another office may have issued it."),
        )
    return paper


def _get(session: Session, identifier: uuid.UUID) -> Certificate:
    return session.get_one(Certificate, identifier)


def _issue_of(session: Session, identifier: uuid.UUID) -> CertificateIssue | None:
    return session.scalars(select(CertificateIssue).where(CertificateIssue.certificate_id == identifier)).first()


def _end_of(session: Session, identifier: uuid.UUID) -> CertificateEnd | None:
    return session.scalars(select(CertificateEnd).where(CertificateEnd.certificate_id == identifier)).first()
