"""Lists too long to be read whole: what is asked of them and where in them, as plain values both sides know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Count:
    """How many rows there are; not `exact` means at least so many."""

    number: int
    exact: bool = True


@dataclass(frozen=True)
class Sort:
    """An order by the source's own name for it; rows that are equal in it are ordered by their key."""

    by: str
    descending: bool = False


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty means everything that stands.

    `text` is as it was typed. `chosen` holds pairs of a filter's code and a value (a code, or two days as
    `2019-01-01/2019-12-31`, either of which may be empty): values of one filter are alternatives, filters narrow each
    other. Pairs are sorted, so that equal questions are equal values.
    """

    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Sort, and forget what was said twice."""
        object.__setattr__(self, "chosen", tuple(sorted(set(self.chosen))))

    def __bool__(self) -> bool:
        """Whether they narrow anything."""
        return bool(self.text.strip() or self.chosen)

    def of(self, code: str) -> tuple[str, ...]:
        """The values chosen for a filter."""
        return tuple(value for name, value in self.chosen if name == code)

    def saying(self, text: str) -> Filters:
        """The same with another text."""
        return replace(self, text=text)

    def adding(self, code: str, value: str) -> Filters:
        """The same with a value more."""
        return replace(self, chosen=(*self.chosen, (code, value)))

    def without(self, code: str, value: str | None = None) -> Filters:
        """The same without a value of a filter, or without any of them."""
        return replace(self, chosen=tuple(each for each in self.chosen if each != (code, value or each[1])))


@dataclass(frozen=True)
class After:
    """The rows behind the one with this anchor (its value in the order, then its key)."""

    anchor: tuple[Any, ...]


@dataclass(frozen=True)
class Before:
    """The rows in front of the one with this anchor, nearest last: they are in the list's order too."""

    anchor: tuple[Any, ...]


@dataclass(frozen=True)
class At:
    """The rows from this place on; the first is 0."""

    offset: int


Place = After | Before | At
START = At(0)
