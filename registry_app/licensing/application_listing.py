"""The work list of applications for a screen: state, statutory day, who has the file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from registry_app.access.models import User
from registry_app.agencies.models import Agency
from registry_app.agencies.queries import matches
from registry_app.core.numbers import western_digits
from registry_app.core.paging import Count, Filters, Place, Sort
from registry_app.licensing.models import Application, ApplicationMove
from registry_app.licensing.queries import ApplicationRow
from registry_app.licensing.rules import DECIDED, ApplicationState
from registry_app.proceedings.clocks import read_clocks
from registry_app.proceedings.queries import ClockView
from registry_app.proceedings.rules import ClockState
from registry_app.rulebook.terms import by_when
from registry_app.store.paging import among

OPEN_ONES: Final = "open"
"""The value of the filter `state` for every state in which nobody has decided yet."""
BY_DUE: Final = Sort("due")
_BLOCK: Final = 500
_IN_HAND: Final = frozenset({ApplicationState.UNDER_EXAMINATION, ApplicationState.PROPOSED})


@dataclass(frozen=True)
class ApplicationLine:
    """An application with the day the law wants it decided by.

    `due` is None where no clock runs; `certain` is False where the law can be read in several ways, and `stands` says that
    the clock stands still. `officer` is the name of who took the last step while the file is in the office's hands.
    """

    row: ApplicationRow
    due: date | None
    certain: bool
    stands: bool
    officer: str


class ApplicationListing:
    """Applications of every state, as on a day.

    Filters: `state` (an `ApplicationState`, or `open`), `kind`, `lodged_on` (two days), and the text: a number or words of
    the agency's name. Orders: `due`, `number`, `lodged`, `agency`, `state`, `waits`. In `due` the open ones come first,
    those without a day after those with one, then what is decided, newest first.
    """

    def __init__(self, on: date) -> None:
        """`on` is the day on which the clocks are read."""
        self._on = on

    def key(self, line: ApplicationLine) -> uuid.UUID:
        """The application's id."""
        return line.row.id

    def anchor(self, line: ApplicationLine, _sort: Sort) -> tuple[Any, ...]:
        """The place in the order of keys; never asked, as no question is quick."""
        return (line.row.id,)

    def is_quick(self, _filters: Filters, _sort: Sort) -> bool:
        """Where an application stands follows from its steps, which no index orders."""
        return False

    def count(self, session: Session, filters: Filters) -> Count:
        """How many there are."""
        return Count(len(self._found(session, filters)))

    def page(self, session: Session, filters: Filters, sort: Sort, _place: Place, limit: int) -> list[ApplicationLine]:
        """The first ones of the list."""
        return self.rows(session, self.keys(session, filters, sort)[:limit])

    def keys(self, session: Session, filters: Filters, sort: Sort) -> list[uuid.UUID]:
        """Every id, in order."""
        found = self._found(session, filters)
        if sort.by == BY_DUE.by:
            return self._by_due(session, found, descending=sort.descending)
        place = _PLACES.get(sort.by, _PLACES["number"])
        found.sort(key=lambda each: (each[place] is not None, each[place] or "", each[0]), reverse=sort.descending)
        return [each[0] for each in found]

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[ApplicationLine]:
        """The applications with these ids, in that order."""
        lines = {line.row.id: line for start in range(0, len(keys), _BLOCK)
                 for line in self._lines(session, keys[start : start + _BLOCK])}  # fmt: skip
        return [lines[key] for key in keys if key in lines]

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where an application stands now."""
        keys = self.keys(session, filters, sort)
        return keys.index(key) if key in keys else None

    def _found(self, session: Session, filters: Filters) -> list[tuple[Any, ...]]:
        """Rows of `_COLUMNS` that fit."""
        found = _with_state(
            Application.id, Application.number, Application.lodged_on, Agency.search_key,
            ApplicationMove.to_state, ApplicationMove.on_day,
        ).where(*_narrowing(filters))  # fmt: skip
        states = filters.of("state")
        rows = [tuple(row) for row in session.execute(found)]
        return [row for row in rows if not states or _fits(row[4] or ApplicationState.DRAFT, states)]

    def _by_due(self, session: Session, found: list[tuple[Any, ...]], *, descending: bool) -> list[uuid.UUID]:
        waiting = [each for each in found if each[4] not in DECIDED]
        decided = [each for each in found if each[4] in DECIDED]
        clocks = read_clocks(session, [each[0] for each in waiting], self._on)
        with_day: list[tuple[date, str, uuid.UUID]] = []
        without: list[tuple[str, uuid.UUID]] = []
        for each in waiting:
            day, _certain, _stands = _due(clocks.get(each[0], ()))
            if day is None:
                without.append((each[1], each[0]))
            else:
                with_day.append((day, each[1], each[0]))
        with_day.sort(reverse=descending)
        decided.sort(key=lambda each: (each[5] or date.min, each[1]), reverse=True)
        return [*(each[2] for each in with_day), *(each[1] for each in sorted(without)), *(each[0] for each in decided)]

    def _lines(self, session: Session, keys: Sequence[uuid.UUID]) -> list[ApplicationLine]:
        mover = aliased(User)
        found = (
            _with_state(
                Application, Agency.number, Agency.name, ApplicationMove.to_state, ApplicationMove.on_day, mover.full_name
            )
            .outerjoin(mover, mover.id == ApplicationMove.by_id)
            .where(among(session, Application.id, keys))
        )  # fmt: skip
        rows: list[tuple[Any, ...]] = [tuple(row) for row in session.execute(found)]
        waiting = [row[0].id for row in rows if row[3] not in DECIDED]
        clocks = read_clocks(session, waiting, self._on)
        return [_line(*row, clocks=clocks) for row in rows]


# where the values of an order stand in the rows of `_found`
_PLACES: Final = {"number": 1, "lodged": 2, "agency": 3, "state": 4, "waits": 5}


def _with_state(*columns: Any) -> Select[Any]:
    """These columns with the agency and the last step, which a draft does not have."""
    newest = (
        select(ApplicationMove.application_id, func.max(ApplicationMove.sequence).label("last"))
        .group_by(ApplicationMove.application_id)
        .subquery()
    )
    return (
        select(*columns)
        .join(Agency, Agency.id == Application.agency_id)
        .outerjoin(newest, newest.c.application_id == Application.id)
        .outerjoin(
            ApplicationMove,
            (ApplicationMove.application_id == Application.id) & (ApplicationMove.sequence == newest.c.last),
        )
    )


def _narrowing(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if kinds := filters.of("kind"):
        found.append(Application.kind.in_(kinds))
    for span in filters.of("lodged_on"):
        first, _slash, last = span.partition("/")
        if first:
            found.append(Application.lodged_on >= date.fromisoformat(first))
        if last:
            found.append(Application.lodged_on <= date.fromisoformat(last))
    if text := filters.text.strip():
        number = western_digits(text).upper()
        found.append(Application.number.contains(number, autoescape=True) | matches(text))
    return found


def _fits(state: ApplicationState, wanted: Sequence[str]) -> bool:
    return state.value in wanted or (OPEN_ONES in wanted and state not in DECIDED)


def _due(clocks: Sequence[ClockView]) -> tuple[date | None, bool, bool]:
    days = [by_when(clock.reading.outcome) for clock in clocks]
    running = [(day, certain) for day, certain in days if day is not None]
    stands = any(clock.reading.state is ClockState.PAUSED for clock in clocks)
    if not running:
        return None, True, stands
    day, certain = min(running)
    return day, certain, stands


def _line(
    application: Application,
    agency_number: str,
    agency_name: str,
    state: ApplicationState | None,
    since: date | None,
    officer: str | None,
    *,
    clocks: Mapping[uuid.UUID, Sequence[ClockView]],
) -> ApplicationLine:
    state = state or ApplicationState.DRAFT
    row = ApplicationRow(
        application.id, application.number, application.agency_id, agency_number, agency_name, application.kind,
        application.category, application.destination, state, application.lodged_on, since,
    )  # fmt: skip
    due, certain, stands = _due(clocks.get(application.id, ()))
    return ApplicationLine(row, due, certain, stands, officer or "" if state in _IN_HAND else "")
