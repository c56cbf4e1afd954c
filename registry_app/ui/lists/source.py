"""What a list on the screen asks of the register, and how its columns and filters are described.

A feature's `listing` (plain values, a session as its first argument; see `store.paging.Listing`) becomes a source by
`RegisterSource`. Nothing here knows the toolkit.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from sqlalchemy.orm import Session

from registry_app.core.paging import Count, Filters, Place, Sort
from registry_app.store.paging import Listing, UnderWay
from registry_app.ui.theme.tokens import State

Row = TypeVar("Row")
Key = Hashable  # of a row; mostly its id


class Kind(StrEnum):
    """How a column's values are drawn, aligned and exported."""

    TEXT = "text"
    CODE = "code"  # numbers of papers: left to right in any language
    DAY = "day"
    NUMBER = "number"
    MONEY = "money"
    MARK = "mark"


@dataclass(frozen=True)
class Mark:
    """A word with its state: colour, icon and word together; empty words draw nothing."""

    words: str
    state: State

    def __str__(self) -> str:
        """Its words, for copies and exports."""
        return self.words


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: how it is headed, what it shows of a row, and by which order of the source it sorts.

    `value` gives text, a `date`, an `int`, a `core.money.Money`, a `Mark` or None. `width` is in pixels at 100 % text;
    of the shown columns with `stretch` the first takes what is left. `sort` is empty where the source has no order.
    """

    code: str
    words: str
    value: Callable[[Row], object]
    kind: Kind = Kind.TEXT
    width: int = 160
    sort: str = ""
    shown: bool = True
    stretch: bool = False


@dataclass(frozen=True)
class Option:
    """One value that a filter can have, and its word."""

    value: str
    words: str


@dataclass(frozen=True)
class Filter:
    """A filter offered as a chip: a choice between options, or between two days when there are none to choose from."""

    code: str
    words: str
    options: Sequence[Option] = ()

    @property
    def by_days(self) -> bool:
        """Whether it takes a first and a last day."""
        return not self.options


class Source(Protocol[Row]):
    """Rows for a list, by page; refusals are `RegistryError`s.

    `page`, `rows` and (where `is_quick` says so) the first page of a question are asked on the screen's thread and
    should take under 5 ms; everything else is asked beside it, from any thread.
    """

    @property
    def columns(self) -> Sequence[Column[Row]]:
        """Every column there is, in the usual order."""

    @property
    def filters(self) -> Sequence[Filter]:
        """Every filter offered, with its words of today."""

    @property
    def usual_sort(self) -> Sort:
        """The order until somebody chooses another."""

    def key(self, row: Row) -> Key:
        """What identifies a row for good."""

    def anchor(self, row: Row, sort: Sort) -> tuple[Any, ...]:
        """Where a row stands in an order, for `After` and `Before`."""

    def is_quick(self, filters: Filters, sort: Sort) -> bool:
        """Whether an index serves the question, so that any page is quick; else `keys` are asked, beside."""

    def count(self, filters: Filters) -> Count:
        """How many rows there are."""

    def page(self, filters: Filters, sort: Sort, place: Place, limit: int) -> Sequence[Row]:
        """Rows from a place, in the list's order.

        At the start the question need not be quick, and the answer may be a good guess of the first rows (a full page
        of them): the keys that follow are the truth.
        """

    def keys(self, filters: Filters, sort: Sort) -> Sequence[Key]:
        """The key of every row, in order."""

    def rows(self, keys: Sequence[Key]) -> Sequence[Row]:
        """The rows with these keys, in the order of the keys; one that is gone is left out."""

    def place_of(self, filters: Filters, sort: Sort, key: Key) -> int | None:
        """Where a row stands now, None when it is not in the list."""


@runtime_checkable
class Stoppable(Protocol):
    """A source whose questions can be broken off when a newer one has come."""

    def stop(self) -> None:
        """Break off what is being asked, from the screen's thread; it fails, and nobody is told."""


@dataclass(frozen=True)
class RegisterSource(Generic[Row]):
    """A feature's listing with the columns the screen gives it; `reading` opens a session that only reads.

    `offered` is asked each time the menu of filters opens, so that the options are those of the moment.
    """

    listing: Listing[Row]
    reading: Callable[[], AbstractContextManager[Session]]
    columns: Sequence[Column[Row]]
    offered: Callable[[], Sequence[Filter]] = field(default=tuple)
    usual_sort: Sort = field(default=Sort("name"))
    _under_way: UnderWay = field(default_factory=UnderWay, repr=False, compare=False)

    @property
    def filters(self) -> Sequence[Filter]:
        """Every filter offered, with its words of today."""
        return self.offered()

    def key(self, row: Row) -> Key:
        """The row's id."""
        return self.listing.key(row)

    def anchor(self, row: Row, sort: Sort) -> tuple[Any, ...]:
        """Where a row stands in an order."""
        return self.listing.anchor(row, sort)

    def is_quick(self, filters: Filters, sort: Sort) -> bool:
        """Whether an index serves the question."""
        return self.listing.is_quick(filters, sort)

    def count(self, filters: Filters) -> Count:
        """How many rows there are."""
        with self._asking() as session:
            return self.listing.count(session, filters)

    def page(self, filters: Filters, sort: Sort, place: Place, limit: int) -> Sequence[Row]:
        """Rows from a place, in the list's order."""
        with self._asking() as session:
            return self.listing.page(session, filters, sort, place, limit)

    def keys(self, filters: Filters, sort: Sort) -> Sequence[Key]:
        """The key of every row, in order."""
        with self._asking() as session:
            return self.listing.keys(session, filters, sort)

    def rows(self, keys: Sequence[Key]) -> Sequence[Row]:
        """The rows with these keys, in that order."""
        with self._asking() as session:
            return self.listing.rows(session, [key for key in keys if isinstance(key, uuid.UUID)])

    def place_of(self, filters: Filters, sort: Sort, key: Key) -> int | None:
        """Where a row stands now."""
        if not isinstance(key, uuid.UUID):
            return None
        with self._asking() as session:
            return self.listing.place_of(session, filters, sort, key)

    def stop(self) -> None:
        """Break off what is being asked: a newer question has come."""
        self._under_way.stop()

    @contextmanager
    def _asking(self) -> Iterator[Session]:
        with self.reading() as session, self._under_way.noted(session):
            yield session
