"""Reading the regulator's clocks of many records at once, for work lists."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.dates import WorkCalendar
from registry_app.offices.queries import work_calendar
from registry_app.proceedings.models import Clock, ClockEvent
from registry_app.proceedings.queries import ClockView
from registry_app.proceedings.rules import ClockEventFact, ClockFacts, ClockReading, clock_of, read_clock, term_read
from registry_app.store.blocks import in_blocks


def read_clocks(session: Session, subjects: Iterable[uuid.UUID], on: date) -> dict[uuid.UUID, list[ClockView]]:
    """The clocks of each record, read on a day by its office's calendar; records without one are left out.

    Two statements for some thousands of records; clocks that stand alike are counted once.
    """

    @cache
    def calendar(office_id: uuid.UUID) -> WorkCalendar:
        return work_calendar(session, office_id)

    @cache
    def reading(facts: ClockFacts, office_id: uuid.UUID) -> ClockReading:
        return read_clock(facts, on, calendar(office_id))

    views: dict[uuid.UUID, list[ClockView]] = {}
    for block in in_blocks(subjects):
        clocks = list(session.scalars(select(Clock).where(Clock.subject_id.in_(block)).order_by(Clock.id)))
        events = _events(session, [clock.id for clock in clocks])
        for clock in clocks:
            facts = clock_of(term_read(clock.term), events.get(clock.id, ()), clock.missed_effect)
            views.setdefault(clock.subject_id, []).append(_view(clock, facts, reading(facts, clock.office_id)))
    return views


def _events(session: Session, clock_ids: list[uuid.UUID]) -> dict[uuid.UUID, list[ClockEventFact]]:
    columns = (ClockEvent.clock_id, ClockEvent.kind, ClockEvent.on_day, ClockEvent.ground, ClockEvent.provision)
    found = (
        select(*columns).where(ClockEvent.clock_id.in_(clock_ids)).order_by(ClockEvent.clock_id, ClockEvent.sequence)
    )
    events: dict[uuid.UUID, list[ClockEventFact]] = {}
    for clock_id, kind, on_day, ground, provision in session.execute(found):
        events.setdefault(clock_id, []).append(ClockEventFact(kind, on_day, ground, provision))
    return events


def _view(clock: Clock, facts: ClockFacts, reading: ClockReading) -> ClockView:
    return ClockView(
        clock.id,
        clock.key,
        clock.provision,
        clock.start_event,
        facts.start_on,
        facts.pauses,
        facts.missed_effect,
        reading,
    )
