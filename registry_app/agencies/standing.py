"""Keeping an agency's marks in step with what holds of it, and refusing last days that cannot be."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency, AgencyAddress, AgencyContact, AgencyName, AgencyPrincipal
from registry_app.agencies.rows import Rows, marks
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.persons.models import Person, PersonDocument, PersonName
from registry_app.screening.service import MarkDraft, keep_marks
from registry_app.store.base import Record


def keep_marks_of(session: Session, actor: Actor, agency_id: uuid.UUID, country: str) -> None:
    """Make the marks of an agency what its rows say now; one set aside keeps none."""
    session.flush()
    agency = session.get_one(Agency, agency_id)
    wanted = [] if agency.set_aside_on is not None else marks(_standing_rows(session, agency), country)
    keep_marks(
        session, actor, Agency.__tablename__, agency_id, [MarkDraft(**each, valid_from=actor.today) for each in wanted]
    )


def keep_marks_of_person(session: Session, actor: Actor, person_id: uuid.UUID, country: str) -> None:
    """The same for every agency whose principal a person is, after the person's names or documents changed."""
    session.flush()
    found = select(AgencyPrincipal.agency_id).where(
        AgencyPrincipal.person_id == person_id, AgencyPrincipal.valid_to.is_(None)
    )
    for agency_id in session.scalars(found.distinct()).all():
        keep_marks_of(session, actor, agency_id, country)


def _standing_rows(session: Session, agency: Agency) -> Rows:
    principals = _rows(
        session,
        select(AgencyPrincipal).where(AgencyPrincipal.agency_id == agency.id, AgencyPrincipal.valid_to.is_(None)),
    )
    persons = {row["person_id"] for row in principals}
    rows: Rows = {Agency: [_values(agency)], AgencyPrincipal: principals}
    for table in (AgencyName, AgencyAddress, AgencyContact):
        rows[table] = _rows(session, select(table).where(table.agency_id == agency.id, table.valid_to.is_(None)))
    rows[Person] = _rows(session, select(Person).where(Person.id.in_(persons)))
    rows[PersonName] = _rows(
        session, select(PersonName).where(PersonName.person_id.in_(persons), PersonName.valid_to.is_(None))
    )
    rows[PersonDocument] = _rows(session, select(PersonDocument).where(PersonDocument.person_id.in_(persons)))
    return rows


def _rows(session: Session, found: Select[Any]) -> list[dict[str, Any]]:
    return [_values(record) for record in session.scalars(found)]


def _values(record: Record) -> dict[str, Any]:
    return {attribute.key: getattr(record, attribute.key) for attribute in inspect(record).mapper.column_attrs}


def refuse_impossible_end(start: date | None, last: date, today: date) -> None:
    """Raise `BadInput` where something would have its last day in the future, or before it started."""
    if last > today:
        raise BadInput(
            say(_("{day} is still to come; what ends then is entered then."), day=last), hint=_("Check the day.")
        )
    if start is not None and last < start:
        raise BadInput(
            say(_("It has stood since {start}; it cannot have ended on {end}."), start=start, end=last),
            hint=_("Check the day on the paper."),
        )
