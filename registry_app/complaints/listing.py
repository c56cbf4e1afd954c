"""The list of complaints for a screen: where each stands on a day and what is due in it, by numbers and pseudonyms only."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry_app.agencies.models import Agency
from registry_app.agencies.queries import family, matches
from registry_app.complaints.deadlines import state_on
from registry_app.complaints.due import next_steps
from registry_app.complaints.models import Complaint, ComplaintAllegation, ComplaintRespondent, ComplaintWorker
from registry_app.complaints.open_complaints import events_of_many, open_ids, read_open
from registry_app.complaints.rules import Channel, ComplainantKind, State
from registry_app.core.duties import Due
from registry_app.core.numbers import western_digits
from registry_app.core.paging import Count, Filters, Place, Sort
from registry_app.employers.models import Employer
from registry_app.store.blocks import in_blocks
from registry_app.store.paging import all_keys, keys_at, number_before

OPEN: Final = "open"
"""The value of the filter `state` for everything on which work goes on."""
BY_NUMBER: Final = Sort("number", descending=True)
BY_DUE: Final = Sort("due")
_ORDERS: Final[Mapping[str, tuple[InstrumentedAttribute[Any], ...]]] = {
    "number": (Complaint.number, Complaint.id),
    "received": (Complaint.received_on, Complaint.id),
}


@dataclass(frozen=True)
class ComplaintLine:
    """A complaint as the work list shows it; `due` is its next step, None where nothing is due any more."""

    id: uuid.UUID
    number: str
    received_on: date
    channel: Channel
    complainant_kind: ComplainantKind
    state: State
    workers: int
    respondents: tuple[str, ...]
    categories: tuple[str, ...]
    due: Due | None


class ComplaintListing:
    """Complaints as they stand.

    Filters: `state` (a `State`, or `open` for all that are), `category`, `channel`, `received` (a first and a last day),
    `agency` (an id in hexadecimal), and the text: a piece of the number, or beginnings of words of an agency's name.
    Orders: `number`, `received`, `due` (the earliest day first, then what has no day, then what has no step).
    """

    def __init__(self, on: date) -> None:
        """`on` is the day on which terms are counted."""
        self._on = on

    def key(self, line: ComplaintLine) -> uuid.UUID:
        """The complaint's id."""
        return line.id

    def anchor(self, line: ComplaintLine, sort: Sort) -> tuple[Any, ...]:
        """The complaint's place in the order."""
        return (line.received_on if sort.by == "received" else line.number, line.id)

    def is_quick(self, filters: Filters, sort: Sort) -> bool:
        """Only the whole list by number, which has an index."""
        return not filters and sort.by == BY_NUMBER.by

    def count(self, session: Session, filters: Filters) -> Count:
        """How many there are."""
        if filters.of("state"):
            return Count(len(self.keys(session, filters, BY_NUMBER)))
        found = _narrowed(session, filters).with_only_columns(func.count(), maintain_column_froms=True)
        return Count(session.scalars(found).one())

    def page(self, session: Session, filters: Filters, sort: Sort, place: Place, limit: int) -> list[ComplaintLine]:
        """Complaints from a place; from the start only where the state narrows or the day due orders."""
        if filters.of("state") or sort.by not in _ORDERS:
            return self.rows(session, self.keys(session, filters, sort)[:limit])
        found = _narrowed(session, filters)
        order = _ORDERS[sort.by]
        return self.rows(session, keys_at(session, found, order, place, limit, descending=sort.descending))

    def keys(self, session: Session, filters: Filters, sort: Sort) -> list[uuid.UUID]:
        """The id of every complaint, in order."""
        order = _ORDERS.get(sort.by, _ORDERS[BY_NUMBER.by])
        descending = sort.descending if sort.by in _ORDERS else BY_NUMBER.descending
        keys = all_keys(session, _narrowed(session, filters), order, descending=descending)
        keys = _in_state(session, keys, filters.of("state"))
        return keys if sort.by in _ORDERS else self._by_due(session, keys, descending=sort.descending)

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[ComplaintLine]:
        """The complaints with these ids, in that order."""
        steps = self._steps(session, keys)
        events = events_of_many(session, keys)
        workers, respondents, categories = (
            _workers(session, keys),
            _respondents(session, keys),
            _categories(session, keys),
        )
        columns = (
            Complaint.id, Complaint.number, Complaint.received_on, Complaint.channel, Complaint.complainant_kind,
        )  # fmt: skip
        lines = {}
        for block in in_blocks(keys):
            for found in session.execute(select(*columns).where(Complaint.id.in_(block))):
                lines[found.id] = ComplaintLine(
                    *found,
                    state_on(events.get(found.id, ()), date.max) or State.RECEIVED,
                    workers.get(found.id, 0),
                    tuple(respondents.get(found.id, ())),
                    tuple(categories.get(found.id, ())),
                    steps.get(found.id),
                )
        return [lines[key] for key in keys if key in lines]

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where a complaint stands now."""
        if filters.of("state") or sort.by not in _ORDERS:
            keys = self.keys(session, filters, sort)
            return keys.index(key) if key in keys else None
        order, found = _ORDERS[sort.by], _narrowed(session, filters)
        anchor = session.execute(found.where(Complaint.id == key).with_only_columns(*order)).one_or_none()
        if anchor is None:
            return None
        return number_before(session, found, order, tuple(anchor), descending=sort.descending)

    def _steps(self, session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, Due]:
        return {step.case.id: step for step in next_steps(session, read_open(session, keys), self._on)}

    def _by_due(self, session: Session, keys: list[uuid.UUID], *, descending: bool) -> list[uuid.UUID]:
        still_open = set(open_ids(session))
        steps = self._steps(session, [key for key in keys if key in still_open])
        dated = [key for key in keys if key in steps and steps[key].day is not None]
        dated.sort(key=lambda key: steps[key].day or date.max, reverse=descending)
        undated = [key for key in keys if key in steps and steps[key].day is None]
        return [*dated, *undated, *(key for key in keys if key not in steps)]


def _narrowed(session: Session, filters: Filters) -> Select[Any]:
    """The ids of the complaints that fit, but for the state, in no order."""
    found = select(Complaint.id)
    if channels := filters.of("channel"):
        found = found.where(Complaint.channel.in_([Channel(each) for each in channels]))
    if categories := filters.of("category"):
        about = select(ComplaintAllegation.complaint_id).where(
            ComplaintAllegation.category.in_(categories), ComplaintAllegation.set_aside_by.is_(None)
        )
        found = found.where(Complaint.id.in_(about))
    if agencies := filters.of("agency"):
        kin = [each for agency in agencies for each in family(session, uuid.UUID(agency))]
        against = select(ComplaintRespondent.complaint_id).where(ComplaintRespondent.agency_id.in_(kin))
        found = found.where(Complaint.id.in_(against))
    if spans := filters.of("received"):
        found = found.where(or_(*(_within(span) for span in spans)))
    text = filters.text.strip()
    if text:
        named = (
            select(ComplaintRespondent.complaint_id)
            .join(Agency, Agency.id == ComplaintRespondent.agency_id)
            .where(matches(text))
        )
        number = western_digits(text).upper()
        found = found.where(or_(Complaint.number.contains(number, autoescape=True), Complaint.id.in_(named)))
    return found


def _within(span: str) -> Any:
    first, _slash, last = span.partition("/")
    return Complaint.received_on.between(
        date.fromisoformat(first) if first else date.min, date.fromisoformat(last) if last else date.max
    )


def _in_state(session: Session, keys: list[uuid.UUID], states: Sequence[str]) -> list[uuid.UUID]:
    if not states:
        return keys
    wanted = {State(each) for each in states if each != OPEN}
    fits = set(open_ids(session)) if OPEN in states else set()
    if wanted:
        events = events_of_many(session, [key for key in keys if key not in fits])
        fits |= {key for key, happened in events.items() if state_on(happened, date.max) in wanted}
    return [key for key in keys if key in fits]


def _workers(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    counted: dict[uuid.UUID, int] = {}
    for block in in_blocks(keys):
        worker = ComplaintWorker.complaint_id
        found = select(worker, func.count()).where(worker.in_(block)).group_by(worker)
        counted.update((complaint, count) for complaint, count in session.execute(found))
    return counted


def _respondents(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    names: dict[uuid.UUID, list[str]] = {}
    respondent = ComplaintRespondent
    for block in in_blocks(keys):
        found = (
            select(respondent.complaint_id, respondent.typed_name, Agency.name, Employer.name)
            .outerjoin(Agency, Agency.id == respondent.agency_id)
            .outerjoin(Employer, Employer.id == respondent.employer_id)
            .where(respondent.complaint_id.in_(block))
            .order_by(respondent.complaint_id, respondent.ordinal)
        )
        for complaint, typed, agency, employer in session.execute(found):
            names.setdefault(complaint, []).append(agency or employer or typed)
    return names


def _categories(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    codes: dict[uuid.UUID, list[str]] = {}
    allegation = ComplaintAllegation
    for block in in_blocks(keys):
        found = (
            select(allegation.complaint_id, allegation.category)
            .where(allegation.complaint_id.in_(block), allegation.set_aside_by.is_(None))
            .order_by(allegation.complaint_id, allegation.ordinal)
        )
        for complaint, code in session.execute(found):
            if code not in codes.setdefault(complaint, []):
                codes[complaint].append(code)
    return codes
