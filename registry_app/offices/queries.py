"""Reading offices, their calendars, authorities and keys."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access.models import User
from registry_app.core.dates import Period, WorkCalendar
from registry_app.core.errors import NotFound
from registry_app.core.texts import _, say
from registry_app.offices.models import (
    Authority,
    Holiday,
    NumberBlock,
    NumberVoid,
    Office,
    OfficeKey,
    Purpose,
    Recusal,
    RegisterInfo,
    TrustIssue,
)
from registry_app.offices.rules import AuthorityHeld


@dataclass(frozen=True)
class OfficeRow:
    """An office as lists and papers show it."""

    id: uuid.UUID
    code: str
    name: str
    kind: str
    zone: str
    languages: tuple[str, ...]


@dataclass(frozen=True)
class InfoRow:
    """What the register says of itself."""

    name: str
    country: str
    training: bool
    made_on: date
    office_id: uuid.UUID
    root_public: bytes


@dataclass(frozen=True)
class KeyRow:
    """An office key; `wrapped` is the encrypted private part."""

    id: uuid.UUID
    purpose: Purpose
    key_id: bytes
    public: bytes
    wrapped: bytes
    certificate: bytes
    valid_from: date
    valid_to: date
    revoked_on: date | None


def list_offices(session: Session) -> list[OfficeRow]:
    """Every office known here, by code."""
    return [_row(office) for office in session.scalars(select(Office).order_by(Office.code))]


def get_office(session: Session, office_id: uuid.UUID) -> OfficeRow:
    """One office, or `NotFound`."""
    office = session.get(Office, office_id)
    if office is None:
        raise NotFound(say(_("There is no office {id}."), id=office_id), hint=_("Read the list of offices again."))
    return _row(office)


def _row(office: Office) -> OfficeRow:
    return OfficeRow(office.id, office.code, office.name, office.kind.value, office.zone, tuple(office.languages))


def get_info(session: Session) -> InfoRow:
    """What the register says of itself; `NotFound` in an empty one."""
    info = session.scalars(select(RegisterInfo)).first()
    if info is None:
        raise NotFound(_("This register has not been set up."), hint=_("Make one: registry init."))
    return InfoRow(info.name, info.country, info.training, info.made_on, info.office_id, bytes(info.root_public))


def work_calendar(session: Session, office_id: uuid.UUID) -> WorkCalendar:
    """The office's weekend and holidays."""
    office = session.get_one(Office, office_id)
    days = session.scalars(select(Holiday.day).where(Holiday.office_id == office_id))
    return WorkCalendar(frozenset(office.weekend), frozenset(days), office.holidays_known_through)


def list_authorities(session: Session, officer_id: uuid.UUID) -> list[AuthorityHeld]:
    """Every authority the officer has or had."""
    found = select(Authority).where(Authority.officer_id == officer_id).order_by(Authority.valid_from, Authority.id)
    return [
        AuthorityHeld(
            each.id,
            each.verb,
            each.instrument,
            each.instrument_date,
            Period(each.valid_from, each.valid_to),
            each.limits or {},
        )
        for each in session.scalars(found)
    ]


def list_recusals(session: Session, subjects: Sequence[uuid.UUID]) -> list[tuple[uuid.UUID, str]]:
    """Who stands aside in a matter that touches any of these records, and why."""
    found = select(Recusal.officer_id, Recusal.reason).where(Recusal.subject_id.in_(subjects))
    return [(officer, reason) for officer, reason in session.execute(found)]


def list_keys(session: Session, office_id: uuid.UUID, purpose: Purpose | None = None) -> list[KeyRow]:
    """The office's keys, newest first."""
    found = (
        select(OfficeKey)
        .where(OfficeKey.office_id == office_id)
        .order_by(OfficeKey.valid_from.desc(), OfficeKey.id.desc())
    )
    if purpose is not None:
        found = found.where(OfficeKey.purpose == purpose)
    return [
        KeyRow(
            key.id,
            key.purpose,
            bytes(key.key_id),
            bytes(key.public),
            bytes(key.wrapped),
            bytes(key.certificate),
            key.valid_from,
            key.valid_to,
            key.revoked_on,
        )
        for key in session.scalars(found)
    ]


def list_blocks(session: Session) -> list[dict[str, Any]]:
    """The number blocks with what is left in each."""
    found = select(NumberBlock).order_by(NumberBlock.kind, NumberBlock.year, NumberBlock.first)
    return [
        {
            "kind": block.kind,
            "year": block.year,
            "prefix": block.prefix,
            "first": block.first,
            "last": block.last,
            "left": block.last - block.next + 1,
        }
        for block in session.scalars(found)
    ]


def list_voids(session: Session) -> list[dict[str, Any]]:
    """Every voided number with its reason."""
    found = select(NumberVoid).order_by(NumberVoid.kind, NumberVoid.number)
    return [{"kind": void.kind, "number": void.number, "reason": void.reason} for void in session.scalars(found)]


def officer_name(session: Session, officer_id: uuid.UUID) -> str:
    """An officer's full name."""
    return session.scalars(select(User.full_name).where(User.id == officer_id)).first() or ""


def newest_trust(session: Session) -> bytes:
    """The newest master list of public keys as the root signed it; `NotFound` before there is one."""
    content = session.scalars(select(TrustIssue.content).order_by(TrustIssue.sequence.desc()).limit(1)).first()
    if content is None:
        raise NotFound(
            _("No list of public keys was issued yet."), hint=_("The administrator makes the office's keys.")
        )
    return bytes(content)


def local_day(session: Session) -> Callable[[datetime], date]:
    """The day in the office's zone on which a moment lies."""
    zone = ZoneInfo(get_office(session, get_info(session).office_id).zone)
    return lambda moment: moment.astimezone(zone).date()
