"""Reading terms, clocks and notices."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import NotFound
from registry_app.core.texts import _
from registry_app.offices.queries import work_calendar
from registry_app.proceedings.models import Clock, ClockEvent, Notice, TermRow
from registry_app.proceedings.rules import (
    ClockEventFact,
    ClockFacts,
    ClockReading,
    Computed,
    Pause,
    TermState,
    clock_of,
    outcome_of,
    read_clock,
    term_read,
)
from registry_app.rulebook.terms import Outcome, Timeliness, has_lapsed
from registry_app.store.blocks import in_blocks


@dataclass(frozen=True)
class TermView:
    """A term as cards show it; `outcome` is what `rulebook.terms` takes."""

    id: uuid.UUID
    key: str
    provision: str
    start_event: str
    state: TermState
    start_on: date | None
    last_on: date | None
    earliest_on: date | None
    latest_on: date | None
    because: str
    computed_on: date

    @property
    def outcome(self) -> Outcome:
        """The outcome as it was computed."""
        return outcome_of(
            Computed(
                self.state,
                self.start_event,
                self.start_on,
                self.last_on,
                self.earliest_on,
                self.latest_on,
                self.because,
            )
        )


@dataclass(frozen=True)
class ClockView:
    """A clock of the regulator with its reading on a day."""

    id: uuid.UUID
    key: str
    provision: str
    start_event: str
    start_on: date | None
    pauses: tuple[Pause, ...]
    missed_effect: str
    reading: ClockReading


@dataclass(frozen=True)
class NoticeRow:
    """A notice as lists show it; `lapsed` says on the day asked whether the term to reply is over."""

    id: uuid.UUID
    intended: str
    provisions: tuple[str, ...]
    grounds: str
    issued_on: date
    served_on: date | None
    term: TermView | None
    replied_on: date | None
    reply: str
    lapsed: Timeliness | None


def list_terms(session: Session, subject_id: uuid.UUID) -> list[TermView]:
    """The newest computation of every term of a record, by its last day; those that do not run come last."""
    return terms_of(session, [subject_id]).get(subject_id, [])


def terms_of(session: Session, subjects: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[TermView]]:
    """The same for many records; those without a term are left out."""
    newest: dict[uuid.UUID, dict[str, TermView]] = {}
    for block in in_blocks(subjects):
        for row in session.scalars(select(TermRow).where(TermRow.subject_id.in_(block)).order_by(TermRow.id)):
            newest.setdefault(row.subject_id, {})[row.key] = _term(row)
    return {subject: sorted(terms.values(), key=_latest_day) for subject, terms in newest.items()}


def _latest_day(term: TermView) -> date:
    return term.latest_on or term.earliest_on or date.max


def _term(row: TermRow) -> TermView:
    return TermView(
        row.id,
        row.key,
        row.provision,
        row.start_event,
        row.state,
        row.start_on,
        row.last_on,
        row.earliest_on,
        row.latest_on,
        row.because,
        row.computed_on,
    )


def list_clocks(session: Session, subject_id: uuid.UUID, on: date, office_id: uuid.UUID) -> list[ClockView]:
    """The regulator's clocks on a record, read on a day by the office's calendar."""
    calendar = work_calendar(session, office_id)
    found = session.scalars(select(Clock).where(Clock.subject_id == subject_id).order_by(Clock.id))
    return [_clock(session, clock, on, calendar) for clock in found]


def clock_facts(session: Session, clock: Clock) -> ClockFacts:
    """A clock with what happened to it."""
    found = select(ClockEvent).where(ClockEvent.clock_id == clock.id).order_by(ClockEvent.sequence)
    events = [ClockEventFact(each.kind, each.on_day, each.ground, each.provision) for each in session.scalars(found)]
    return clock_of(term_read(clock.term), events, clock.missed_effect)


def _clock(session: Session, clock: Clock, on: date, calendar: WorkCalendar) -> ClockView:
    facts = clock_facts(session, clock)
    return ClockView(
        clock.id,
        clock.key,
        clock.provision,
        clock.start_event,
        facts.start_on,
        facts.pauses,
        facts.missed_effect,
        read_clock(facts, on, calendar),
    )


def list_notices(session: Session, subject_id: uuid.UUID, on: date) -> list[NoticeRow]:
    """The notices about a record that were not withdrawn, newest last."""
    found = select(Notice).where(Notice.subject_id == subject_id, Notice.withdrawn_on.is_(None)).order_by(Notice.id)
    return [_notice(session, each, on) for each in session.scalars(found)]


def notices_to(session: Session, agency_id: uuid.UUID, on: date) -> list[NoticeRow]:
    """The notices to an agency that were not withdrawn, newest last."""
    found = select(Notice).where(Notice.agency_id == agency_id, Notice.withdrawn_on.is_(None)).order_by(Notice.id)
    return [_notice(session, each, on) for each in session.scalars(found)]


def notice_row(session: Session, notice_id: uuid.UUID, on: date) -> NoticeRow:
    """One notice; `NotFound` without one."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.withdrawn_on is not None:
        raise NotFound(_("There is no such notice."), hint=_("Look at: registry notice list."))
    return _notice(session, notice, on)


def _notice(session: Session, notice: Notice, on: date) -> NoticeRow:
    term = next(iter(list_terms(session, notice.id)), None)
    return NoticeRow(
        notice.id,
        notice.intended,
        tuple(notice.provisions),
        notice.grounds,
        notice.issued_on,
        notice.served_on,
        term,
        notice.replied_on,
        notice.reply,
        has_lapsed(term.outcome, on) if term else None,
    )
