"""The journal as a list of any length, newest first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from registry_app.core.paging import After, At, Before, Count, Filters, Place
from registry_app.journal.models import JournalEntry, JournalHead
from registry_app.journal.queries import EntryRow, row_of

VERBS_ONLY: Final = "verbs"


@dataclass(frozen=True)
class JournalListing:
    """Entries of one office's log.

    Filters: `only` (`verbs` leaves the changes of single rows out), `verb` (codes), `actor` (an
    id in hexadecimal), `days` (a first and a last day of the office), and the text: a number or name as it stands in a
    verb's own words. Only the whole log is quick; everything else is asked beside the screen.
    """

    office_id: uuid.UUID
    zone: ZoneInfo

    def count(self, session: Session, filters: Filters) -> Count:
        """How many entries there are."""
        if not filters:
            size = session.scalars(select(JournalHead.size).where(JournalHead.office_id == self.office_id)).first()
            return Count(size or 0)
        found = self._narrowed(filters).with_only_columns(func.count(), maintain_column_froms=True)
        return Count(session.scalars(found).one())

    def page(self, session: Session, filters: Filters, place: Place, limit: int) -> list[EntryRow]:
        """Entries from a place on, newest first; the numbers of a log have no gaps, so a jump costs nothing."""
        found = self._narrowed(filters).with_only_columns(JournalEntry)
        match place:
            case After(anchor):
                found = found.where(JournalEntry.seq < anchor[-1])
            case Before(anchor):
                found = found.where(JournalEntry.seq > anchor[-1]).order_by(JournalEntry.seq).limit(limit)
                return [row_of(entry) for entry in reversed(session.scalars(found).all())]
            case At(offset) if offset and not filters:
                found = found.where(JournalEntry.seq < self.count(session, filters).number - offset)
            case At(offset):
                found = found.offset(offset)
        return [row_of(entry) for entry in session.scalars(found.order_by(JournalEntry.seq.desc()).limit(limit))]

    def keys(self, session: Session, filters: Filters) -> list[int]:
        """The number of every entry, newest first."""
        found = self._narrowed(filters).with_only_columns(JournalEntry.seq).order_by(JournalEntry.seq.desc())
        return list(session.scalars(found))

    def rows(self, session: Session, keys: Sequence[int]) -> list[EntryRow]:
        """The entries with these numbers, in their order."""
        found = self._narrowed(Filters()).with_only_columns(JournalEntry).where(JournalEntry.seq.in_(keys))
        rows = {entry.seq: row_of(entry) for entry in session.scalars(found)}
        return [rows[key] for key in keys if key in rows]

    def place_of(self, session: Session, filters: Filters, key: int) -> int | None:
        """How many entries are newer, of those that fit."""
        newer = self._narrowed(filters).where(JournalEntry.seq >= key)
        count = session.scalars(newer.with_only_columns(func.count(), maintain_column_froms=True)).one()
        return count - 1 if count else None

    def _narrowed(self, filters: Filters) -> Select[Any]:
        found = select(JournalEntry.seq).where(JournalEntry.office_id == self.office_id)
        if filters.of("only"):
            found = found.where(JournalEntry.operation == "V")
        if actors := filters.of("actor"):
            found = found.where(JournalEntry.actor_id.in_([uuid.UUID(each) for each in actors]))
        if subjects := filters.of("verb"):
            found = found.where(JournalEntry.verb.in_(subjects))
        for span in filters.of("days"):
            first, _slash, last = span.partition("/")
            if first:
                found = found.where(JournalEntry.moment >= self._midnight(date.fromisoformat(first)))
            if last:
                found = found.where(JournalEntry.moment < self._midnight(date.fromisoformat(last) + timedelta(days=1)))
        if text := filters.text.strip():
            found = found.where(JournalEntry.operation == "V", JournalEntry.body.contains(text, autoescape=True))
        return found

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)
