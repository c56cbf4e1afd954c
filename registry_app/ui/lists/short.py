"""A source for lists that stay short: all rows are read at once and narrowed in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from registry_app.core.names import search_key
from registry_app.core.paging import After, At, Count, Filters, Place, Sort
from registry_app.core.texts import bare
from registry_app.ui.lists.source import Column, Filter, Key
from registry_app.ui.lists.values import shown

Row = TypeVar("Row")


@dataclass(frozen=True)
class ShortSource(Generic[Row]):
    """At most some thousand rows; `read` gives them in their usual order, `key_of` what identifies one.

    The text is sought in every column, folded as everywhere. `fits` says by the code of a filter whether a row has one of
    the values chosen. Every question is asked beside the screen.
    """

    columns: Sequence[Column[Row]]
    read: Callable[[], Sequence[Row]]
    key_of: Callable[[Row], Key]
    offered: Callable[[], Sequence[Filter]] = field(default=tuple)
    fits: Mapping[str, Callable[[Row, str], bool]] = field(default_factory=dict)
    usual_sort: Sort = field(default=Sort("as_read"))

    @property
    def filters(self) -> Sequence[Filter]:
        """Every filter offered."""
        return self.offered()

    def key(self, row: Row) -> Key:
        """What identifies a row."""
        return self.key_of(row)

    def anchor(self, row: Row, _sort: Sort) -> tuple[Any, ...]:
        """Its key."""
        return (self.key_of(row),)

    def is_quick(self, _filters: Filters, _sort: Sort) -> bool:
        """Nothing is: all rows are read each time."""
        return False

    def count(self, filters: Filters) -> Count:
        """How many fit."""
        return Count(len(self._fitting(filters)))

    def page(self, filters: Filters, sort: Sort, place: Place, limit: int) -> Sequence[Row]:
        """Rows from a place."""
        rows = self._ordered(filters, sort)
        match place:
            case At(offset):
                return rows[offset : offset + limit]
            case After(anchor):
                at = [self.key_of(row) for row in rows].index(anchor[-1]) + 1
                return rows[at : at + limit]
        at = [self.key_of(row) for row in rows].index(place.anchor[-1])
        return rows[max(at - limit, 0) : at]

    def keys(self, filters: Filters, sort: Sort) -> Sequence[Key]:
        """The key of every row that fits."""
        return [self.key_of(row) for row in self._ordered(filters, sort)]

    def rows(self, keys: Sequence[Key]) -> Sequence[Row]:
        """The rows with these keys."""
        found = {self.key_of(row): row for row in self.read()}
        return [found[key] for key in keys if key in found]

    def place_of(self, filters: Filters, sort: Sort, key: Key) -> int | None:
        """Where a row stands."""
        keys = list(self.keys(filters, sort))
        return keys.index(key) if key in keys else None

    def _fitting(self, filters: Filters) -> list[Row]:
        words = search_key(filters.text).split()
        codes = {code for code, _value in filters.chosen}
        return [
            row
            for row in self.read()
            if all(any(self.fits[code](row, value) for value in filters.of(code)) for code in codes)
            and (not words or all(word in self._told(row) for word in words))
        ]

    def _ordered(self, filters: Filters, sort: Sort) -> list[Row]:
        rows = self._fitting(filters)
        column = next((each for each in self.columns if sort.by and each.sort == sort.by), None)
        if column is not None:
            rows.sort(key=lambda row: search_key(bare(shown(column.value(row)))), reverse=sort.descending)
        return rows

    def _told(self, row: Row) -> str:
        return search_key(" ".join(bare(shown(column.value(row))) for column in self.columns))
