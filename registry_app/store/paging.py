"""Pages of long lists: neighbours by keyset, jumps by OFFSET over an index that holds the order and the key.

A page is read in two steps: the keys from the index alone, then the rows of these keys ("late join"): OFFSET over whole
rows reads every row it skips. A question that no index serves is answered once by all its keys, then by their rows.
"""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Protocol, TypeVar, overload

from sqlalchemy import ColumnElement, Select, Text, and_, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry_app.core.paging import At, Before, Count, Filters, Place, Sort

Row = TypeVar("Row")
_BYTES: Final = 16  # of an id


class Listing(Protocol[Row]):
    """What a feature offers for a list on a screen; `ui.lists.source.RegisterSource` gives it columns.

    Rows are plain values. Each order is total: its value, then the key. Anything may be asked from any thread.
    """

    def key(self, row: Row) -> uuid.UUID:
        """The row's id."""

    def anchor(self, row: Row, sort: Sort) -> tuple[Any, ...]:
        """The row's value in the order, then its key; only asked for orders that are quick."""

    def is_quick(self, filters: Filters, sort: Sort) -> bool:
        """Whether an index serves the question, so that any page and the count take milliseconds."""

    def count(self, session: Session, filters: Filters) -> Count:
        """How many rows there are."""

    def page(self, session: Session, filters: Filters, sort: Sort, place: Place, limit: int) -> list[Row]:
        """Rows from a place, in the list's order; where the question is not quick, only the start is asked."""

    def keys(self, session: Session, filters: Filters, sort: Sort) -> Sequence[uuid.UUID]:
        """The key of every row, in order."""

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[Row]:
        """The rows with these keys, in their order; one that is gone is left out."""

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where a row stands now, None when it is not in the list."""


class UnderWay:
    """Statements that run now, so that those nobody waits for any more can be broken off from another thread.

    On a server they end by themselves.
    """

    def __init__(self) -> None:
        """Nothing runs yet."""
        self._lock = threading.Lock()
        self._drivers: list[Any] = []

    @contextmanager
    def noted(self, session: Session) -> Iterator[Session]:
        """Note what a session runs; once it is given back it is never broken off, as others may have it by then."""
        driver = session.connection().connection.driver_connection
        with self._lock:
            self._drivers.append(driver)
        try:
            yield session
        finally:
            with self._lock:
                self._drivers.remove(driver)

    def stop(self) -> None:
        """Break off everything that runs; it fails with the database's own word for it."""
        with self._lock:
            for driver in self._drivers:
                if hasattr(driver, "interrupt"):
                    driver.interrupt()


Columns = Sequence[InstrumentedAttribute[Any]]


def keys_at(
    session: Session, found: Select[Any], order: Columns, place: Place, limit: int, *, descending: bool = False
) -> list[uuid.UUID]:
    """The keys of a page: `order` ends with the key, and no column in it may be null."""
    backwards = isinstance(place, Before)
    asked = found.with_only_columns(order[-1]).order_by(*_ordered(order, descending != backwards)).limit(limit)
    if isinstance(place, At):
        asked = asked.offset(place.offset) if place.offset else asked
    else:
        asked = asked.where(beyond(order, place.anchor, descending=descending != backwards))
    keys = list(session.scalars(asked))
    return keys[::-1] if backwards else keys


class Milestones:
    """Where a list stands at every few thousand rows, noted while it is counted; a jump begins at the nearest.

    Without them a jump reads half of the index, and on an encrypted file that takes longer than an eye waits. They hold
    until the list is counted again: a row added meanwhile moves what is behind it by one, as it does without them.
    """

    def __init__(self, every: int = 4_096) -> None:
        """`every` so many rows one is noted."""
        self._every = every
        self._noted: tuple[int, list[tuple[Any, ...]]] | None = None

    def count(self, session: Session, found: Select[Any], order: Columns) -> int:
        """How many rows there are; notes where each stretch begins."""
        anchors: list[tuple[Any, ...]] = []
        stretch = found.with_only_columns(*order).order_by(*_ordered(order, False))
        while True:
            rest = stretch.where(beyond(order, anchors[-1], descending=False)) if anchors else stretch
            last = session.execute(rest.offset(self._every - 1).limit(1)).one_or_none()
            if last is None:
                left = session.scalars(select(func.count()).select_from(rest.subquery())).one()
                number = len(anchors) * self._every + left
                self._noted = (number, anchors)
                return number
            anchors.append(tuple(last))

    def keys_at(
        self, session: Session, found: Select[Any], order: Columns, offset: int, limit: int, *, descending: bool = False
    ) -> list[uuid.UUID]:
        """The keys of a page that begins so many rows from the list's start."""
        if self._noted is None:
            return keys_at(session, found, order, At(offset), limit, descending=descending)
        number, anchors = self._noted
        first = max(number - offset - limit, 0) if descending else offset
        most = min(limit, number - offset) if descending else limit
        passed = min(first // self._every, len(anchors))
        if passed:
            found = found.where(beyond(order, anchors[passed - 1], descending=False))
        keys = keys_at(session, found, order, At(first - passed * self._every), max(most, 0))
        return keys[::-1] if descending else keys


class PackedKeys(Sequence[uuid.UUID]):
    """Many ids as sixteen bytes each; a million of them take 16 MB and not 150."""

    def __init__(self, packed: bytes) -> None:
        """`packed` are the ids one behind the other."""
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed) // _BYTES

    @overload
    def __getitem__(self, index: int) -> uuid.UUID: ...

    @overload
    def __getitem__(self, index: slice) -> list[uuid.UUID]: ...

    def __getitem__(self, index: int | slice) -> uuid.UUID | list[uuid.UUID]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        start = range(len(self))[index] * _BYTES
        return uuid.UUID(bytes=self._packed[start : start + _BYTES])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list


def all_keys(session: Session, found: Select[Any], order: Columns, *, descending: bool = False) -> list[uuid.UUID]:
    """Every key in order, for lists of which a feature looks at each key."""
    return list(packed_keys(session, found, order, descending=descending))


def packed_keys(session: Session, found: Select[Any], order: Columns, *, descending: bool = False) -> PackedKeys:
    """Every key in order, for lists of any length.

    SQLite puts them together itself: fetched row by row, they would keep the screen's thread from running meanwhile.
    """
    sorted_by = _ordered(order, descending)
    if session.get_bind().dialect.name == "postgresql":
        keys = session.scalars(found.with_only_columns(order[-1]).order_by(*sorted_by))
        return PackedKeys(b"".join(key.bytes for key in keys))
    together = func.aggregate_strings(func.hex(order[-1]), "").aggregate_order_by(*sorted_by)
    return PackedKeys(bytes.fromhex(session.scalars(found.with_only_columns(together)).one() or ""))


def number_before(
    session: Session, found: Select[Any], order: Columns, anchor: tuple[Any, ...], *, descending: bool = False
) -> int:
    """How many rows stand before the one with this anchor: its place."""
    earlier = found.where(beyond(order, anchor, descending=not descending)).order_by(None).subquery()
    return session.scalars(select(func.count()).select_from(earlier)).one()


def beyond(order: Columns, anchor: tuple[Any, ...], *, descending: bool) -> ColumnElement[bool]:
    """What stands behind an anchor, written so that both databases begin at the right place of the index.

    The first comparison alone bounds the search; the second sorts out rows that are equal in the first column.
    """
    first, *rest = order
    value, *others = anchor
    strict: ColumnElement[bool] = first < value if descending else first > value
    if not rest:
        return strict
    bound = first <= value if descending else first >= value
    return and_(bound, or_(strict, beyond(rest, tuple(others), descending=descending)))


def among(session: Session, column: InstrumentedAttribute[Any], ids: Sequence[uuid.UUID]) -> ColumnElement[bool]:
    """Whether the column holds one of the ids, of which there may be thousands.

    On SQLite they go as one value: a list of a hundred marks is worded and bound anew at every page, which takes longer
    than reading its rows.
    """
    if session.get_bind().dialect.name == "postgresql":
        return column.in_(ids)
    packed = func.json_each(literal(json.dumps([each.hex for each in ids]), Text)).table_valued("value")
    return column.in_(select(func.unhex(packed.c.value)))


def _ordered(order: Columns, descending: bool) -> list[ColumnElement[Any]]:
    return [column.desc() if descending else column.asc() for column in order]
