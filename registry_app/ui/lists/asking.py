"""Questions to a source and what is known of them; asked on the screen's thread or beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic
from weakref import WeakMethod

from PySide6.QtCore import QObject

from registry_app.core.paging import START, Count, Filters, Sort
from registry_app.ui.jobs import Job
from registry_app.ui.lists.source import Key, Row, Source

PAGE: Final = 32
"""Rows read at once: two screens of them; what is read before it is seen is waited for."""


@dataclass(frozen=True)
class Question:
    """What is asked of the source."""

    filters: Filters
    sort: Sort


@dataclass(frozen=True)
class Answer(Generic[Row]):
    """What is known of a question: first rows, how many there are, and every key where no index serves it.

    `places` are where rows stand that a refresh wanted to find again, `before` where they stood.
    """

    question: Question
    first: Sequence[Row]
    count: Count
    keys: Sequence[Key] | None
    places: Mapping[Key, int] = field(default_factory=dict)
    before: Mapping[Key, int] = field(default_factory=dict)


class Asking(Job):
    """A question under way: whom it was asked for, and which of his questions it was."""

    def __init__(
        self, work: Callable[[], Any], ticket: int, then: WeakMethod[Callable[[Any], None]], parent: QObject
    ) -> None:
        super().__init__(work, parent)
        self.ticket = ticket
        self.then = then


def first_answer(source: Source[Row], question: Question) -> Answer[Row]:
    """The first rows; the count is exact when they are all."""
    first = source.page(question.filters, question.sort, START, PAGE)
    return Answer(question, first, Count(len(first), exact=len(first) < PAGE), None)


def whole_answer(source: Source[Row], question: Question, find: Mapping[Key, int]) -> Answer[Row]:
    """Everything about a question: the true count, and where the rows wanted stand now."""
    filters, sort = question.filters, question.sort
    if source.is_quick(filters, sort):
        places = {key: source.place_of(filters, sort, key) for key in find}
        first = source.page(filters, sort, START, PAGE)
        count = source.count(filters) if len(first) == PAGE else Count(len(first))
        keys = None
    else:
        keys = source.keys(filters, sort)
        wanted = set(find)
        places = {key: place for place, key in enumerate(keys) if key in wanted}
        first = source.rows(keys[:PAGE])
        count = Count(len(keys))
    known = {key: place for key, place in places.items() if place is not None}
    return Answer(question, first, count, keys, known, find)
