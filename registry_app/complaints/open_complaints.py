"""Reading the complaints on which work goes on, many at once: where each stands and what happened in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import CompoundSelect, func, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.complaints.deadlines import Happened, state_on
from registry_app.complaints.models import Complaint, ComplaintEvent, ComplaintRespondent
from registry_app.complaints.rules import OPEN, EventKind, State
from registry_app.core.duties import About, Case
from registry_app.employers.models import Employer
from registry_app.store.blocks import in_blocks
from registry_app.store.partial import equals, one_of

# steps after which nothing is due; only a reopening leads on from them
ENDING: Final = (EventKind.CLOSED, EventKind.FOUND_INADMISSIBLE)


@dataclass(frozen=True)
class Referral:
    """To whom a complaint was referred, and when the answer is due."""

    body: str
    answer_due_on: date | None


@dataclass(frozen=True)
class OpenComplaint:
    """A complaint that is not closed, by number and agency (or who else it is against); no complainant, no worker."""

    case: Case
    received_on: date
    state: State
    moved_on: date
    happened: tuple[Happened, ...]
    referral: Referral | None = None

    def has(self, kind: EventKind) -> bool:
        """Whether something of this kind happened in it and stands."""
        return any(event.kind is kind and not event.set_aside for event in self.happened)


def open_ids(session: Session) -> list[uuid.UUID]:
    """Complaints that no step has ended, and those that were opened again."""
    found = set(session.scalars(_never_ended()))
    reopened = select(ComplaintEvent.complaint_id).where(
        equals(ComplaintEvent.kind, EventKind.REOPENED), ComplaintEvent.set_aside_by.is_(None)
    )
    maybe = set(session.scalars(reopened)) - found
    found |= {each for each, events in events_of_many(session, maybe).items() if state_on(events, date.max) in OPEN}
    return sorted(found)


def count_open(session: Session) -> int:
    """How many complaints are open."""
    return len(open_ids(session))


def _never_ended() -> CompoundSelect[uuid.UUID]:
    # a difference of two ordered lists: on a million complaints a search for each of them takes thirty times as long
    ended = select(ComplaintEvent.complaint_id).where(
        one_of(ComplaintEvent.kind, ENDING), ComplaintEvent.set_aside_by.is_(None)
    )
    return select(Complaint.id).except_(ended)


def events_of_many(session: Session, complaints: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Happened]]:
    """The events of each complaint as plain values, in the order in which they were recorded."""
    return {each: [happened for happened, _referral in rows] for each, rows in _events(session, complaints).items()}


_Event = tuple[Happened, Referral | None]


def _events(session: Session, complaints: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[_Event]]:
    event = ComplaintEvent
    columns = (event.complaint_id, event.kind, event.on, event.recorded_at, event.set_aside_by)
    events: dict[uuid.UUID, list[_Event]] = {}
    for block in in_blocks(complaints):
        found = select(*columns, event.to_whom, event.answer_due_on).where(event.complaint_id.in_(block))
        ordered = found.order_by(event.complaint_id, event.recorded_at, event.id)
        for complaint_id, kind, on, recorded_at, aside, body, answer_due_on in session.execute(ordered):
            happened = Happened(kind, on, recorded_at, aside is not None)
            referral = Referral(body, answer_due_on) if kind is EventKind.REFERRED and aside is None else None
            events.setdefault(complaint_id, []).append((happened, referral))
    return events


def list_open(session: Session) -> list[OpenComplaint]:
    """Every open complaint, in the order in which they were entered."""
    return read_open(session, open_ids(session))


def read_open(session: Session, ids: Sequence[uuid.UUID]) -> list[OpenComplaint]:
    """Those of these complaints that are open, in the order given."""
    cases, events = cases_of(session, ids), _events(session, ids)
    complaints = []
    for complaint_id in ids:
        rows = events.get(complaint_id, [])
        happened = tuple(each for each, _referral in rows)
        state = state_on(happened, date.max) or State.RECEIVED
        if state not in OPEN:
            continue
        case, received_on = cases[complaint_id]
        moved_on = max((each.on for each in happened if not each.set_aside), default=received_on)
        referral = next((each for _happened, each in reversed(rows) if each is not None), None)
        complaints.append(OpenComplaint(case, received_on, state, moved_on, happened, referral))
    return complaints


def cases_of(session: Session, complaints: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[Case, date]]:
    """Number, agency and day of receipt; of several respondents the first agency counts, else the first of any kind."""
    respondent = ComplaintRespondent
    against: dict[uuid.UUID, _Against] = {}
    cases: dict[uuid.UUID, tuple[Case, date]] = {}
    for block in in_blocks(complaints):
        found = (
            select(respondent.complaint_id, respondent.typed_name, Agency.id, Agency.name, Employer.name)
            .outerjoin(Agency, Agency.id == respondent.agency_id)
            .outerjoin(Employer, Employer.id == respondent.employer_id)
            .where(respondent.complaint_id.in_(block))
            .order_by(respondent.complaint_id, respondent.ordinal)
        )
        for complaint_id, typed, agency_id, agency, employer in session.execute(found):
            against.setdefault(complaint_id, _Against()).add(typed, agency_id, agency, employer)
        numbers = select(Complaint.id, Complaint.number, Complaint.received_on).where(Complaint.id.in_(block))
        for complaint_id, number, received_on in session.execute(numbers):
            who = against.get(complaint_id, _Against())
            case = Case(About.COMPLAINT, complaint_id, number, who.name, who.agency_id)
            cases[complaint_id] = (case, received_on)
    return cases


@dataclass
class _Against:
    """Whom a complaint is against, as lines come in."""

    name: str = ""
    agency_id: uuid.UUID | None = field(default=None)

    def add(self, typed: str, agency_id: uuid.UUID | None, agency: str | None, employer: str | None) -> None:
        """Take another respondent into account."""
        if agency_id is not None and self.agency_id is None:
            self.name, self.agency_id = agency or "", agency_id
        elif not self.name:
            self.name = employer or typed


def count_by_month(session: Session, first: date, last: date) -> dict[date, int]:
    """How many complaints were received in each month of the days from `first` through `last`, by its first day."""
    found = (
        select(Complaint.received_on, func.count())
        .where(Complaint.received_on >= first, Complaint.received_on <= last)
        .group_by(Complaint.received_on)
    )
    months: dict[date, int] = {}
    for day, count in session.execute(found):
        month = day.replace(day=1)
        months[month] = months.get(month, 0) + count
    return months
