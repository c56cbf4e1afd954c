"""The lists of the counter for a screen: letters, hand-in slips, papers collected, services, paper files.

All of them serve `store.paging.Listing`. The key of each is given out in the order of entry (UUIDv7), so the newest come
first by the index that every table has.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from registry_app.access.models import User
from registry_app.core.paging import Count, Filters, Place, Sort
from registry_app.correspondence.models import HandInItem, HandInSlip, HandOver, Letter, PaperFile, Service
from registry_app.correspondence.queries import outcome_of
from registry_app.correspondence.rules import Direction, Mode, NotServed, PaperState, Served
from registry_app.desk.counter_cases import AGENCY, case_names
from registry_app.store.blocks import in_blocks
from registry_app.store.paging import keys_at, number_before, packed_keys

Row = TypeVar("Row")
NEWEST: Final = Sort("entered", descending=True)
ANSWERED: Final = "answered"
UNANSWERED: Final = "unanswered"
LATE: Final = "late"
VOID: Final = "void"


@dataclass(frozen=True)
class LetterLine:
    """A line of the registers of letters; `concerns` names the case, `agency` says that the case is an agency."""

    id: uuid.UUID
    direction: Direction
    number: str
    registered_at: datetime
    correspondent: str
    about: str
    concerns: str
    mode: Mode
    enclosures: int
    reference: str
    answer_due: date | None
    answered_by: tuple[str, ...]
    voided_on: date | None


@dataclass(frozen=True)
class SlipLine:
    """A hand-in slip: how many papers it says were received, and how many missing."""

    id: uuid.UUID
    letter_id: uuid.UUID
    number: str
    received_at: datetime
    brought_by: str
    about: str
    received: int
    missing: int


@dataclass(frozen=True)
class CollectedLine:
    """Paper that left the office: what, who took it, on which identity document, and what came back for it."""

    id: uuid.UUID
    document: str
    document_number: str
    handed_over_at: datetime
    collected_by: str
    identity_seen: str
    signed: bool
    old_paper_returned: str


@dataclass(frozen=True)
class ServiceLine:
    """A document that is to be served: `served_on` None with `why` while nothing proves it."""

    id: uuid.UUID
    document: str
    document_number: str
    addressee: str
    ordered_on: date
    served_on: date | None
    deemed: bool
    why: str


@dataclass(frozen=True)
class PaperFileLine:
    """A volume of a paper file: on its shelf, or with an officer since a moment."""

    id: uuid.UUID
    number: str
    volume: int
    title: str
    concerns: str
    shelf: str
    opened_on: date
    closed_on: date | None
    with_officer: str
    charged_out_at: datetime | None


@dataclass(frozen=True)
class CounterListing(Generic[Row]):
    """One of the counter's lists: `narrowed` gives the ids that fit, `read` the rows of some ids in any order.

    `orders` besides `entered` end with the key, and none of their columns may be null.
    """

    ids: InstrumentedAttribute[uuid.UUID]
    narrowed: Callable[[Session, Filters], Select[Any]]
    read: Callable[[Session, Sequence[uuid.UUID]], Mapping[uuid.UUID, Row]]
    orders: Mapping[str, tuple[InstrumentedAttribute[Any], ...]] = field(default_factory=dict)

    def key(self, row: Row) -> uuid.UUID:
        """The row's id."""
        found: uuid.UUID = row.id  # type: ignore[attr-defined]
        return found

    def anchor(self, row: Row, _sort: Sort) -> tuple[Any, ...]:
        """Its key: only the order of entry is quick."""
        return (self.key(row),)

    def is_quick(self, filters: Filters, sort: Sort) -> bool:
        """The whole list in the order of entry, which is the order of its keys."""
        return not filters and sort.by not in self.orders

    def count(self, session: Session, filters: Filters) -> Count:
        """How many there are."""
        found = self.narrowed(session, filters).with_only_columns(func.count(), maintain_column_froms=True)
        return Count(session.scalars(found).one())

    def page(self, session: Session, filters: Filters, sort: Sort, place: Place, limit: int) -> list[Row]:
        """Rows from a place."""
        found = self.narrowed(session, filters)
        return self.rows(session, keys_at(session, found, self._order(sort), place, limit, descending=sort.descending))

    def keys(self, session: Session, filters: Filters, sort: Sort) -> Sequence[uuid.UUID]:
        """The id of every row, in order."""
        return packed_keys(session, self.narrowed(session, filters), self._order(sort), descending=sort.descending)

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[Row]:
        """The rows with these ids, in that order."""
        found = self.read(session, keys)
        return [found[key] for key in keys if key in found]

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where a row stands now."""
        order, found = self._order(sort), self.narrowed(session, filters)
        anchor = session.execute(found.where(self.ids == key).with_only_columns(*order)).one_or_none()
        if anchor is None:
            return None
        return number_before(session, found, order, tuple(anchor), descending=sort.descending)

    def _order(self, sort: Sort) -> tuple[InstrumentedAttribute[Any], ...]:
        return self.orders.get(sort.by, (self.ids,))


def letter_listing(today: date, zone: ZoneInfo) -> CounterListing[LetterLine]:
    """Letters of both registers.

    Filters: `direction`, `answer` (`unanswered`, `late`, `answered`, `void`), `day` (two days), `case` (an id in
    hexadecimal). The text is sought in number, correspondent, subject and the other side's number.
    """

    def narrowed(_session: Session, filters: Filters) -> Select[Any]:
        found = select(Letter.id)
        if directions := filters.of("direction"):
            found = found.where(Letter.direction.in_([Direction(each) for each in directions]))
        if states := filters.of("answer"):
            found = found.where(or_(*(_answer(each, today) for each in states)))
        if spans := filters.of("day"):
            found = found.where(or_(*(_within(Letter.registered_at, each, zone) for each in spans)))
        if cases := filters.of("case"):
            ids = [uuid.UUID(each) for each in cases]
            found = found.where(or_(Letter.subject_id.in_(ids), Letter.correspondent_id.in_(ids)))
        return _like(found, filters, Letter.number, Letter.correspondent, Letter.about, Letter.reference)

    return CounterListing(Letter.id, narrowed, _letters)


def _answer(state: str, today: date) -> ColumnElement[bool]:
    answer = aliased(Letter)
    answered = select(answer.id).where(answer.answers_id == Letter.id, answer.voided_on.is_(None)).exists()
    if state == VOID:
        return Letter.voided_on.is_not(None)
    if state == ANSWERED:
        return and_(Letter.voided_on.is_(None), answered)
    waits = and_(Letter.voided_on.is_(None), Letter.answer_due.is_not(None), ~answered)
    return and_(waits, Letter.answer_due < today) if state == LATE else waits


def _within(moment: InstrumentedAttribute[datetime], span: str, zone: ZoneInfo) -> ColumnElement[bool]:
    """Between the first moment of a day and the last one of another, in the office's time."""
    first, _slash, last = span.partition("/")
    found: list[ColumnElement[bool]] = []
    if first:
        found.append(moment >= datetime.combine(date.fromisoformat(first), time.min, zone))
    if last:
        found.append(moment <= datetime.combine(date.fromisoformat(last), time.max, zone))
    return and_(*found)


def _like(found: Select[Any], filters: Filters, *columns: InstrumentedAttribute[str]) -> Select[Any]:
    for word in filters.text.split():
        found = found.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return found


def _loaded(session: Session, model: Any, keys: Sequence[uuid.UUID]) -> list[Any]:
    return [each for block in in_blocks(keys) for each in session.scalars(select(model).where(model.id.in_(block)))]


def _letters(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, LetterLine]:
    letters = _loaded(session, Letter, keys)
    answered: dict[uuid.UUID, list[str]] = {}
    for block in in_blocks(keys):
        answers = select(Letter.answers_id, Letter.number).where(
            Letter.answers_id.in_(block), Letter.voided_on.is_(None)
        )
        for answered_id, number in session.execute(answers.order_by(Letter.number)):
            if answered_id is not None:
                answered.setdefault(answered_id, []).append(number)
    names = case_names(session, [case for each in letters if (case := _case_of(each)) is not None])
    return {
        each.id: LetterLine(
            each.id, each.direction, each.number, each.registered_at, each.correspondent, each.about,
            names.get(case, "") if (case := _case_of(each)) else "", each.mode, each.enclosures, each.reference,
            each.answer_due, tuple(answered.get(each.id, ())), each.voided_on,
        )
        for each in letters
    }  # fmt: skip


def _case_of(letter: Letter) -> tuple[str, uuid.UUID] | None:
    """What it is about, else the agency that wrote or gets it."""
    if letter.subject_id is not None:
        return letter.subject_table, letter.subject_id
    if letter.correspondent_table == AGENCY and letter.correspondent_id is not None:
        return AGENCY, letter.correspondent_id
    return None


def slip_listing(zone: ZoneInfo) -> CounterListing[SlipLine]:
    """Hand-in slips. Filters: `papers` (`missing`), `day`; the text is sought in the letter's number, its subject and the bearer."""

    def narrowed(_session: Session, filters: Filters) -> Select[Any]:
        found = select(HandInSlip.id).join(Letter, Letter.id == HandInSlip.letter_id)
        if filters.of("papers"):
            missing = select(HandInItem.slip_id).where(HandInItem.state == PaperState.MISSING)
            found = found.where(HandInSlip.id.in_(missing))
        if spans := filters.of("day"):
            found = found.where(or_(*(_within(HandInSlip.received_at, each, zone) for each in spans)))
        return _like(found, filters, Letter.number, Letter.about, HandInSlip.brought_by)

    return CounterListing(HandInSlip.id, narrowed, _slips)


def _slips(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, SlipLine]:
    lines: dict[uuid.UUID, SlipLine] = {}
    for block in in_blocks(keys):
        counted = select(HandInItem.slip_id, HandInItem.state, func.count()).where(HandInItem.slip_id.in_(block))
        counts = {
            (slip, state): number
            for slip, state, number in session.execute(counted.group_by(HandInItem.slip_id, HandInItem.state))
        }
        found = select(HandInSlip, Letter).join(Letter, Letter.id == HandInSlip.letter_id)
        for slip, letter in session.execute(found.where(HandInSlip.id.in_(block))):
            lines[slip.id] = SlipLine(
                slip.id, letter.id, letter.number, slip.received_at, slip.brought_by, letter.about,
                counts.get((slip.id, PaperState.RECEIVED), 0), counts.get((slip.id, PaperState.MISSING), 0),
            )  # fmt: skip
    return lines


def collected_listing(zone: ZoneInfo) -> CounterListing[CollectedLine]:
    """Papers that were collected. Filters: `day`; the text is sought in paper, number and person."""

    def narrowed(_session: Session, filters: Filters) -> Select[Any]:
        found = select(HandOver.id)
        if spans := filters.of("day"):
            found = found.where(or_(*(_within(HandOver.handed_over_at, each, zone) for each in spans)))
        return _like(found, filters, HandOver.document, HandOver.document_number, HandOver.collected_by)

    def read(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, CollectedLine]:
        return {
            each.id: CollectedLine(
                each.id, each.document, each.document_number, each.handed_over_at, each.collected_by,
                each.identity_seen, each.signed, each.old_paper_returned,
            )
            for each in _loaded(session, HandOver, keys)
        }  # fmt: skip

    return CounterListing(HandOver.id, narrowed, read)


def service_listing() -> CounterListing[ServiceLine]:
    """Documents that were to be served. Filters: `proof` (`proven`, `open`); the text is sought in document and addressee."""

    def narrowed(session: Session, filters: Filters) -> Select[Any]:
        found = _like(select(Service.id), filters, Service.document, Service.document_number, Service.addressee)
        wanted = set(filters.of("proof"))
        if len(wanted) == 1:
            # what proves a service is a question to the rule book, attempt by attempt
            fits = [key for key in session.scalars(found) if _proven(session, key) == ("proven" in wanted)]
            found = found.where(Service.id.in_(fits))
        return found

    def read(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, ServiceLine]:
        return {each.id: _service(session, each) for each in _loaded(session, Service, keys)}

    return CounterListing(Service.id, narrowed, read)


def _proven(session: Session, service_id: uuid.UUID) -> bool:
    return isinstance(outcome_of(session, service_id), Served)


def _service(session: Session, service: Service) -> ServiceLine:
    outcome = outcome_of(session, service.id)
    return ServiceLine(
        service.id, service.document, service.document_number, service.addressee, service.ordered_on,
        outcome.day if isinstance(outcome, Served) else None, isinstance(outcome, Served) and outcome.deemed,
        outcome.reason if isinstance(outcome, NotServed) else "",
    )  # fmt: skip


def file_listing() -> CounterListing[PaperFileLine]:
    """Paper files. Filters: `where` (`out`, `shelf`, `closed`); the text is sought in number, title and shelf."""
    where: dict[str, ColumnElement[bool]] = {
        "out": PaperFile.charged_out_to.is_not(None),
        "shelf": and_(PaperFile.charged_out_to.is_(None), PaperFile.closed_on.is_(None)),
        "closed": PaperFile.closed_on.is_not(None),
    }

    def narrowed(_session: Session, filters: Filters) -> Select[Any]:
        found = select(PaperFile.id)
        if chosen := filters.of("where"):
            found = found.where(or_(*(where[each] for each in chosen)))
        return _like(found, filters, PaperFile.number, PaperFile.title, PaperFile.shelf)

    orders = {
        "number": (PaperFile.number, PaperFile.volume, PaperFile.id),
        "shelf": (PaperFile.shelf, PaperFile.id),
    }
    return CounterListing(PaperFile.id, narrowed, _files, orders)


def _files(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, PaperFileLine]:
    files = _loaded(session, PaperFile, keys)
    holders: dict[uuid.UUID, str] = {}
    for block in in_blocks({each.charged_out_to for each in files if each.charged_out_to is not None}):
        found = session.execute(select(User.id, User.full_name).where(User.id.in_(block)))
        holders.update({row.id: row.full_name for row in found})
    names = case_names(session, [(each.subject_table, each.subject_id) for each in files if each.subject_id])
    return {
        each.id: PaperFileLine(
            each.id, each.number, each.volume, each.title, names.get((each.subject_table, each.subject_id), ""),
            each.shelf, each.opened_on, each.closed_on, holders.get(each.charged_out_to, ""), each.charged_out_at,
        )
        for each in files
    }  # fmt: skip
