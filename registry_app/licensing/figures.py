"""Counting licences by what they are on a day and those that end before long, in one question for nearly all of them.

The rule stays where it is, in `status.status_on`: licences that were only ever granted are counted by their days in the
database and the rule is asked once for each last day; every other licence is worked out one by one.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.licensing.law import StatusLaw, read_law
from registry_app.licensing.models import Application, Ground, GroundEnd, Licence
from registry_app.licensing.open_applications import open_ids
from registry_app.licensing.standing import licence_facts
from registry_app.licensing.status import GroundFact, GroundKind, LicenceFacts, LicenceState, status_on
from registry_app.measures.models import Measure
from registry_app.measures.rules import MeasureKind
from registry_app.store.blocks import in_blocks

_NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True)
class LicenceFigures:
    """How many licences are what on a day, and how many of those in force end within some days and are not renewed."""

    states: Mapping[LicenceState, int] = field(default_factory=dict)
    ending: int = 0

    @property
    def total(self) -> int:
        """Every licence there is."""
        return sum(self.states.values())


def licence_figures(session: Session, on: date, within: timedelta) -> LicenceFigures:
    """Count as things are known now; a licence ends that is in force on the day and whose last period ends in time."""
    law, last_counted = read_law(session), on + within
    special = _special(session)
    states: Counter[LicenceState] = Counter()
    ending = 0
    for (begins, through, last), count in _spans(session, on, special).items():
        state = _state_of_span(begins, through, on, law)
        states[state] += count
        ending += count * (state is LicenceState.IN_FORCE and last <= last_counted)
    for facts in _facts(session, special).values():
        state = status_on(facts, on, date.max, law.gap).state
        if state is not LicenceState.NONE:  # its grant was set aside
            states[state] += 1
            ending += state is LicenceState.IN_FORCE and _last(facts) <= last_counted
    return LicenceFigures(dict(states), ending)


def list_ending(session: Session, on: date, within: timedelta) -> set[uuid.UUID]:
    """The licences that `licence_figures` counts as ending."""
    law, last_counted = read_law(session), on + within
    special = _special(session)
    last = func.max(Ground.ends_on)
    found = session.execute(_granted(on).having(last >= on, last <= last_counted))
    plain = {
        licence_id
        for licence_id, begins, through, _last_day in found
        if licence_id not in special and _state_of_span(begins, through, on, law) is LicenceState.IN_FORCE
    }
    for licence_id, facts in _facts(session, special).items():
        state = status_on(facts, on, date.max, law.gap).state
        if state is LicenceState.IN_FORCE and _last(facts) <= last_counted:
            plain.add(licence_id)
    return plain


_Span = tuple[date, date | None, date]


def _spans(session: Session, on: date, special: Mapping[uuid.UUID, uuid.UUID]) -> Counter[_Span]:
    """How many licences, the special ones apart, were granted alike.

    A span is the first day granted, the last day of what has begun by the day (None before the first), the last of all.
    """
    counted = _granted(on).subquery()
    span = (counted.c.begins, counted.c.through, counted.c.last)
    # the types of a subquery's columns do not say that a day may be missing
    rows: Any = session.execute(select(*span, func.count()).group_by(*span))
    spans: Counter[_Span] = Counter({(begins, through, last): count for begins, through, last, count in rows})
    for block in in_blocks(special):
        rows = session.execute(_granted(on).where(Ground.licence_id.in_(block)))
        spans.subtract((begins, through, last) for _licence, begins, through, last in rows)
    return +spans


def _granted(on: date) -> Select[Any, Any, Any, Any]:
    return (
        select(
            Ground.licence_id,
            func.min(Ground.starts_on).label("begins"),
            func.max(case((Ground.starts_on <= on, Ground.ends_on))).label("through"),
            func.max(Ground.ends_on).label("last"),
        )
        .where(Ground.set_aside_by.is_(None), Ground.kind == GroundKind.GRANTED, Ground.ends_on >= Ground.starts_on)
        .group_by(Ground.licence_id)
    )


def _special(session: Session) -> dict[uuid.UUID, uuid.UUID]:
    """Licences of which more is to be known, with their agencies: other grounds, early ends, blocks, waiting renewals."""
    special: dict[uuid.UUID, uuid.UUID] = {}
    suspended = set(session.scalars(select(Measure.agency_id).where(Measure.kind == MeasureKind.INTERIM_SUSPENSION)))
    wanted: list[Select[Any]] = [
        select(Ground.licence_id).where(Ground.kind != GroundKind.GRANTED, Ground.set_aside_by.is_(None)),
        select(Ground.licence_id).where(Ground.id.in_(select(GroundEnd.ground_id))),
        select(Licence.id).where(Licence.agency_id.in_(_related(session, suspended))),
    ]
    waiting = in_blocks(session.scalars(open_ids()))
    wanted += [select(Application.licence_id).where(Application.id.in_(block)) for block in waiting]
    for statement in wanted:
        found = select(Licence.id, Licence.agency_id).where(Licence.id.in_(statement))
        special.update((licence_id, agency_id) for licence_id, agency_id in session.execute(found))
    return special


def _related(session: Session, agencies: set[uuid.UUID]) -> list[uuid.UUID]:
    """The agencies with their merged duplicates and what they were merged into: a measure against one reaches all."""
    merged = select(Agency.id, Agency.merged_into_id).where(Agency.merged_into_id.is_not(None))
    into = {duplicate: head for duplicate, head in session.execute(merged) if head is not None}
    heads = {into.get(each, each) for each in agencies}
    return [*agencies, *heads, *(duplicate for duplicate, head in into.items() if head in heads)]


def _state_of_span(begins: date, through: date | None, on: date, law: StatusLaw) -> LicenceState:
    """What a licence is that was granted for these days and of which nothing else is known: the rule's own answer."""
    first, last = (begins, begins) if through is None else (min(begins, through), through)
    ground = GroundFact(_NOBODY, GroundKind.GRANTED, first, last, date.min)
    return status_on(LicenceFacts((ground,)), on, date.max, law.gap).state


def _facts(session: Session, owners: Mapping[uuid.UUID, uuid.UUID]) -> dict[uuid.UUID, LicenceFacts]:
    facts: dict[uuid.UUID, LicenceFacts] = {}
    for block in in_blocks(owners):
        facts |= licence_facts(session, {licence_id: owners[licence_id] for licence_id in block})
    return facts


def _last(facts: LicenceFacts) -> date:
    """The last day of the last period of validity."""
    days = [
        each.last_day(date.max) for each in facts.grounds if each.kind is GroundKind.GRANTED and each.known(date.max)
    ]
    return max((day for day in days if day is not None), default=date.max)
