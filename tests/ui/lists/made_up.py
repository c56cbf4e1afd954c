"""A source in memory that notes what it is asked, and a runner whose jobs end when the test says so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from registry_app.core.errors import RegistryError
from registry_app.core.money import Money
from registry_app.core.names import search_key
from registry_app.core.paging import After, At, Before, Count, Filters, Place, Sort
from registry_app.ui.jobs import Job
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Column, Filter, Kind, Mark, Option
from registry_app.ui.theme.tokens import State

DAY = date(2019, 3, 4)
BY_NAME = Sort("name")
COLUMNS = (
    Column("number", "Number", lambda row: row.number, Kind.CODE, 120, sort="number"),
    Column("name", "Name", lambda row: row.name, width=240, sort="name", stretch=True),
    Column(
        "status", "Status", lambda row: Mark(row.status, State.OK if row.status == "valid" else State.BAD), Kind.MARK
    ),
    Column("until", "Valid until", lambda row: row.until, Kind.DAY, sort="until"),
    Column("owed", "Owed", lambda row: row.owed, Kind.MONEY),
    Column("workers", "Workers", lambda row: row.workers, Kind.NUMBER, shown=False),
)
WORDS = ListWords(
    "Agencies", lambda number: f"{number:,} agencies", "Name or number", "No agencies yet", "Register the first one."
)


@dataclass(frozen=True)
class MadeUpRow:
    number: str
    name: str
    status: str = "valid"
    until: date | None = DAY
    owed: Money | None = None
    workers: int = 0


def made_up_rows(many: int) -> list[MadeUpRow]:
    return [
        MadeUpRow(
            f"A-{at:06d}", f"Agency x{at * 7919 % many:06d}", "valid" if at % 3 else "suspended", DAY + timedelta(days=at % 400),
            Money(at * 100, "ETB"), at,
        )
        for at in range(many)
    ]  # fmt: skip


@dataclass
class MadeUpSource:
    """Keys are the numbers. Quick is the whole list by name or number; `guess` are the first rows of a slow question."""

    all: list[MadeUpRow]
    asked: list[tuple[str, object]] = field(default_factory=list)
    fault: Exception | None = None
    guess: list[MadeUpRow] | None = None
    columns: Sequence[Column[MadeUpRow]] = COLUMNS
    usual_sort: Sort = BY_NAME

    @property
    def filters(self) -> Sequence[Filter]:
        return (
            Filter("status", "Status", (Option("valid", "valid"), Option("suspended", "suspended"))),
            Filter("until", "Valid until"),
        )

    def key(self, row: MadeUpRow) -> str:
        return row.number

    def anchor(self, row: MadeUpRow, sort: Sort) -> tuple[object, ...]:
        return (getattr(row, sort.by), row.number)

    def is_quick(self, filters: Filters, sort: Sort) -> bool:
        return not filters and sort.by in ("name", "number")

    def answer(self, filters: Filters, sort: Sort) -> list[MadeUpRow]:
        if self.fault is not None:
            raise self.fault
        words, statuses = search_key(filters.text).split(), filters.of("status")
        fits = [
            row
            for row in self.all
            if all(
                any(part.startswith(word) for part in search_key(f"{row.name} {row.number}").split()) for word in words
            )
            and (not statuses or row.status in statuses)
        ]
        return sorted(fits, key=lambda row: (getattr(row, sort.by), row.number), reverse=sort.descending)

    def count(self, filters: Filters) -> Count:
        self.asked.append(("count", filters))
        return Count(len(self.answer(filters, self.usual_sort)))

    def page(self, filters: Filters, sort: Sort, place: Place, limit: int) -> list[MadeUpRow]:
        self.asked.append(("page", place))
        rows = self.answer(filters, sort)
        if self.guess is not None and filters:
            return self.guess[:limit]
        if isinstance(place, At):
            return rows[place.offset : place.offset + limit]
        assert not sort.descending, "the tests' own anchors go upwards"
        anchors = [self.anchor(row, sort) for row in rows]
        if isinstance(place, After):
            start = bisect_right(anchors, place.anchor)
            return rows[start : start + limit]
        assert isinstance(place, Before)
        end = bisect_left(anchors, place.anchor)
        return rows[max(end - limit, 0) : end]

    def keys(self, filters: Filters, sort: Sort) -> list[str]:
        self.asked.append(("keys", filters))
        return [row.number for row in self.answer(filters, sort)]

    def rows(self, keys: Sequence[object]) -> list[MadeUpRow]:
        self.asked.append(("rows", len(keys)))
        by_key = {row.number: row for row in self.all}
        return [by_key[str(key)] for key in keys if key in by_key]

    def place_of(self, filters: Filters, sort: Sort, key: object) -> int | None:
        keys = [row.number for row in self.answer(filters, sort)]
        return keys.index(key) if key in keys else None


class Holding:
    """Holds every job back until the test lets one end."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def start(self, job: Job) -> None:
        self.jobs.append(job)

    def end(self, place: int = 0) -> None:
        self.jobs.pop(place).run_now()

    def end_all(self) -> None:
        while self.jobs:
            self.end()


def refusal(sentence: str = "The disk is gone.") -> RegistryError:
    return RegistryError(sentence, hint="Put it back.")
