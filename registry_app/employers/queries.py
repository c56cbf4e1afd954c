"""Reading employers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.dates import Period
from registry_app.core.names import search_key
from registry_app.employers.models import Employer, EmployerName, EmployerStanding
from registry_app.employers.rules import Standing, StandingRow, standing_on


@dataclass(frozen=True)
class EmployerRow:
    """An employer as lists show it, with its gravest standing of the day."""

    id: uuid.UUID
    name: str
    other_names: tuple[str, ...]
    country: str
    sector: str
    standing: Standing


def list_employers(session: Session, on: date, name_like: str = "") -> list[EmployerRow]:
    """Employers one of whose names contains the text, by name."""
    found = select(Employer).order_by(Employer.search_key, Employer.id)
    key = search_key(name_like)
    if key:
        named = select(EmployerName.employer_id).where(EmployerName.search_key.contains(key, autoescape=True))
        found = found.where(Employer.search_key.contains(key, autoescape=True) | Employer.id.in_(named))
    return [_row(session, employer, on) for employer in session.scalars(found)]


def _row(session: Session, employer: Employer, on: date) -> EmployerRow:
    names = session.scalars(
        select(EmployerName.name).where(EmployerName.employer_id == employer.id).order_by(EmployerName.search_key)
    )
    rows = session.scalars(select(EmployerStanding).where(EmployerStanding.employer_id == employer.id))
    standings = [
        StandingRow(row.standing, row.by, Period(row.valid_from, row.valid_to), row.set_aside_by is not None)
        for row in rows
    ]
    standing = standing_on(standings, on)
    return EmployerRow(employer.id, employer.name, tuple(names), employer.country, employer.sector, standing)
