"""The list of agencies with what their licences are on a day: statuses are worked out page by page, never stored."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from registry_app.agencies.listing import AgencyListing, FindWords
from registry_app.agencies.queries import AgencyRow
from registry_app.core.paging import Count, Filters, Place, Sort
from registry_app.licensing.law import Stamp, StatusLaw, law_stamp, read_law
from registry_app.licensing.standing import LicenceRow, licences_of
from registry_app.licensing.status import GRAVITY, LicenceState

_BLOCK: Final = 500  # agencies whose statuses are worked out at once
BY_STANDING: Final = frozenset({"status", "valid_through", "licence"})
_RANKS: Final = {state: rank for rank, state in enumerate(GRAVITY)}


@dataclass(frozen=True)
class AgencyLine:
    """An agency with the licence that counts on the day: the mildest state, and of equal ones the longest valid.

    `licence` is None without any; `others` says how many more it has.
    """

    agency: AgencyRow
    licence: LicenceRow | None
    others: int

    @property
    def state(self) -> LicenceState:
        """What the licence is on the day."""
        return LicenceState.NONE if self.licence is None else self.licence.status.state


class StandingListing:
    """Agencies with their licences on a day.

    To the filters and orders of `AgencyListing` come: `status` (a `LicenceState`; `none` without a licence) and
    `valid_through` (a first and a last day) narrow; `status`, `valid_through` and `licence` order. All of these
    read every agency's licences, and are asked beside the screen.
    """

    def __init__(self, on: date, find_words: FindWords | None = None) -> None:
        """`on` is the day whose statuses are shown."""
        self._on = on
        self._agencies = AgencyListing(find_words)
        self._law: tuple[Stamp, StatusLaw] | None = None

    def key(self, line: AgencyLine) -> uuid.UUID:
        """The agency's id."""
        return line.agency.id

    def anchor(self, line: AgencyLine, sort: Sort) -> tuple[Any, ...]:
        """The agency's place in the order."""
        return self._agencies.anchor(line.agency, sort)

    def is_quick(self, filters: Filters, sort: Sort) -> bool:
        """Only the whole list in the order of an index."""
        return self._agencies.is_quick(filters, sort)

    def count(self, session: Session, filters: Filters) -> Count:
        """How many there are."""
        if _asks_standing(filters):
            return Count(len(self.keys(session, filters, Sort("name"))))
        return self._agencies.count(session, filters)

    def page(self, session: Session, filters: Filters, sort: Sort, place: Place, limit: int) -> list[AgencyLine]:
        """Agencies from a place; from the start only where statuses narrow or order."""
        if _asks_standing(filters) or sort.by in BY_STANDING:
            return self.rows(session, self.keys(session, filters, sort)[:limit])
        return self._lines(session, self._agencies.page(session, filters, sort, place, limit))

    def keys(self, session: Session, filters: Filters, sort: Sort) -> Sequence[uuid.UUID]:
        """The id of every agency, in order."""
        by_standing = sort.by in BY_STANDING
        plain = filters.without("status").without("valid_through")
        keys = self._agencies.keys(session, plain, Sort("name") if by_standing else sort)
        if not by_standing and not _asks_standing(filters):
            return keys
        law = self._read_law(session)
        licences: dict[uuid.UUID, LicenceRow] = {}
        for start in range(0, len(keys), _BLOCK):
            block = keys[start : start + _BLOCK]
            for agency_id, rows in licences_of(session, block, self._on, law=law).items():
                licences[agency_id] = counting(rows)
        kept = [key for key in keys if _fits(licences.get(key), filters)]
        if by_standing:
            # those without the value stand last in either direction, as an empty cell tells nothing
            with_value = [key for key in kept if key in licences]
            with_value.sort(key=lambda key: _rank(licences[key], sort.by), reverse=sort.descending)
            return [*with_value, *(key for key in kept if key not in licences)]
        return kept

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[AgencyLine]:
        """The agencies with these ids, in that order."""
        return self._lines(session, self._agencies.rows(session, keys))

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where an agency stands now."""
        if not _asks_standing(filters) and sort.by not in BY_STANDING:
            return self._agencies.place_of(session, filters, sort, key)
        keys = self.keys(session, filters, sort)
        return keys.index(key) if key in keys else None

    def _lines(self, session: Session, agencies: Sequence[AgencyRow]) -> list[AgencyLine]:
        ids = [agency.id for agency in agencies]
        licences = licences_of(session, ids, self._on, law=self._read_law(session))
        return [_line(agency, licences.get(agency.id, ())) for agency in agencies]

    def _read_law(self, session: Session) -> StatusLaw:
        """The law as it stands; a page takes a twentieth of the time when it has been read before."""
        stamp = law_stamp(session)
        known = self._law
        if known is None or known[0] != stamp:
            known = self._law = (stamp, read_law(session))
        return known[1]


def _line(agency: AgencyRow, licences: Sequence[LicenceRow]) -> AgencyLine:
    return AgencyLine(agency, counting(licences) if licences else None, max(len(licences) - 1, 0))


def counting(licences: Iterable[LicenceRow]) -> LicenceRow:
    """The licence that counts: the mildest state, and of equal ones the longest valid."""
    return min(
        licences, key=lambda row: (_gravity(row), -(row.status.valid_through or date.min).toordinal(), row.number)
    )


def _gravity(row: LicenceRow) -> int:
    # one that is not valid yet says more than one that is over, and less than one in force
    return 1 if row.status.state is LicenceState.NOT_YET else 2 * _RANKS[row.status.state]


def _rank(row: LicenceRow, by: str) -> tuple[Any, ...]:
    if by == "status":
        return (_gravity(row),)
    return (row.number,) if by == "licence" else (row.status.valid_through or date.max,)


def _asks_standing(filters: Filters) -> bool:
    return bool(filters.of("status") or filters.of("valid_through"))


def _fits(licence: LicenceRow | None, filters: Filters) -> bool:
    states = filters.of("status")
    if states and (LicenceState.NONE if licence is None else licence.status.state).value not in states:
        return False
    spans = filters.of("valid_through")
    through = None if licence is None else licence.status.valid_through
    return not spans or (through is not None and any(_within(through, span) for span in spans))


def _within(day: date, span: str) -> bool:
    first, _slash, last = span.partition("/")
    return (not first or first <= day.isoformat()) and (not last or day.isoformat() <= last)
