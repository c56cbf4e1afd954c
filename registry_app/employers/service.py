"""Entering employers, their other names and their standing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound
from registry_app.core.names import clean_text, required_text, search_key
from registry_app.core.texts import _, say, shortened
from registry_app.employers.models import Employer, EmployerName, EmployerStanding
from registry_app.employers.rules import Standing, StandingBy
from registry_app.store import unit


def register(
    session: Session,
    actor: Actor,
    name: str,
    country: str,
    *,
    sector: str = "",
    registration: str = "",
    other_names: Sequence[str] = (),
) -> uuid.UUID:
    """Enter an employer; `country` is ISO 3166 alpha-2."""
    actor.must("employer:change")
    name = required_text(name, what=_("employer's name"))
    if len(country) != 2 or not country.isascii() or not country.isalpha():
        raise BadInput(
            say(_("{code} is no code of a country."), code=shortened(country)),
            hint=_("Write the two letters, such as SA."),
        )
    employer = Employer(
        name=name,
        search_key=search_key(name),
        country=country.upper(),
        sector=clean_text(sector, what=_("sector")),
        registration=clean_text(registration, what=_("registration")),
        merged_into_id=None,
    )
    session.add(employer)
    session.flush()
    for other in other_names:
        plain = required_text(other, what=_("other name"))
        session.add(
            EmployerName(
                employer_id=employer.id,
                name=plain,
                search_key=search_key(plain),
                script="",
                valid_from=None,
                valid_to=None,
            )
        )
    session.flush()
    unit.verb(session, "employer:registered", employer, label=employer.name, country=employer.country)
    return employer.id


def set_standing(
    session: Session,
    actor: Actor,
    employer_id: uuid.UUID,
    standing: Standing,
    by: StandingBy,
    period: Period,
    *,
    provision: str,
    reason: str,
) -> uuid.UUID:
    """Record how an employer stands with us or with the destination; ending one never ends another."""
    actor.must("complaint:decide")
    employer = session.get(Employer, employer_id)
    if employer is None:
        raise NotFound(_("There is no such employer."), hint=_("Read the list of employers again."))
    row = EmployerStanding(
        employer_id=employer.id,
        standing=standing,
        by=by,
        valid_from=period.first,
        valid_to=period.last,
        provision=required_text(provision, what=_("provision")),
        reason=required_text(reason, what=_("reason"), limit=2_000),
        attachment_id=None,
        set_aside_by=None,
    )
    session.add(row)
    session.flush()
    unit.verb(session, "employer:standing_set", employer, label=employer.name, standing=standing.value, by=by.value)
    return row.id
