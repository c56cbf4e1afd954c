"""The journal as a list on the screen."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from registry_app.core.paging import Count, Filters, Place, Sort
from registry_app.core.texts import N_, _, isolate, ngettext
from registry_app.journal.listing import VERBS_ONLY, JournalListing
from registry_app.journal.queries import EntryRow
from registry_app.ui import wording
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Column, Filter, Key, Kind, Option

NEWEST_FIRST: Final = Sort("number", descending=True)
OPERATIONS: Final = {"I": N_("added to {table}"), "U": N_("changed in {table}"), "D": N_("removed from {table}")}


@dataclass(frozen=True)
class JournalSource:
    """Entries, newest first; `people` are the names of accounts by id."""

    listing: JournalListing
    reading: Callable[[], AbstractContextManager[Session]]
    people: Mapping[uuid.UUID, str]
    zone: ZoneInfo

    @property
    def columns(self) -> Sequence[Column[EntryRow]]:
        """Number, moment, who, what."""
        return (
            Column("number", _("Number"), lambda row: row.seq, Kind.NUMBER, 90),
            Column("moment", _("When"), lambda row: wording.moment(row.moment, self.zone), width=150),
            Column("who", _("Who"), self.who, width=140),
            Column("what", _("What"), what_of, width=240, stretch=True),
        )

    @property
    def filters(self) -> Sequence[Filter]:
        """Steps only, who, when."""
        return (
            Filter("only", _("Kind"), [Option(VERBS_ONLY, _("steps, without single rows"))]),
            Filter("actor", _("Who"), [Option(each.hex, name) for each, name in self.people.items()]),
            Filter("days", _("When")),
        )

    @property
    def usual_sort(self) -> Sort:
        """Newest first."""
        return NEWEST_FIRST

    def who(self, row: EntryRow) -> str:
        """The person's name; an entry of another office may be by someone unknown here."""
        return self.people.get(row.actor, _("someone of another office"))

    def key(self, row: EntryRow) -> int:
        """Its number."""
        return row.seq

    def anchor(self, row: EntryRow, _sort: Sort) -> tuple[Any, ...]:
        """Its number."""
        return (row.seq,)

    def is_quick(self, filters: Filters, _sort: Sort) -> bool:
        """The whole log."""
        return not filters

    def count(self, filters: Filters) -> Count:
        """How many there are."""
        with self.reading() as session:
            return self.listing.count(session, filters)

    def page(self, filters: Filters, _sort: Sort, place: Place, limit: int) -> Sequence[EntryRow]:
        """Entries from a place."""
        with self.reading() as session:
            return self.listing.page(session, filters, place, limit)

    def keys(self, filters: Filters, _sort: Sort) -> Sequence[Key]:
        """Every number."""
        with self.reading() as session:
            return self.listing.keys(session, filters)

    def rows(self, keys: Sequence[Key]) -> Sequence[EntryRow]:
        """These entries."""
        with self.reading() as session:
            return self.listing.rows(session, [key for key in keys if isinstance(key, int)])

    def place_of(self, filters: Filters, _sort: Sort, key: Key) -> int | None:
        """Where an entry stands."""
        if not isinstance(key, int):
            return None
        with self.reading() as session:
            return self.listing.place_of(session, filters, key)


def what_of(row: EntryRow) -> str:
    """The entry in words: a step by its own, the change of a row by its table."""
    if row.words:
        return row.words
    return _(OPERATIONS.get(row.operation, "{table}")).format(table=isolate(row.table))


def journal_words() -> ListWords:
    """What the list says of itself."""
    return ListWords(
        title=_("Journal"),
        counted=lambda number: ngettext("{count} entry", "{count} entries", number).format(count=wording.count(number)),
        placeholder=_("Number or name in a step"),
        nothing_yet=_("Nothing was done yet"),
        what_to_do=_("Every step anybody takes will stand here."),
        icon="history",
    )
