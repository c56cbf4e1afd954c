"""The list of licences for a screen: what each is on one day, as it was known on another."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.agencies.queries import matches
from registry_app.core.numbers import western_digits
from registry_app.core.paging import Count, Filters, Place, Sort
from registry_app.licensing.figures import list_ending
from registry_app.licensing.law import Stamp, StatusLaw, law_stamp, read_law
from registry_app.licensing.models import Licence
from registry_app.licensing.standing import LicenceRow, licences_of
from registry_app.licensing.status import GRAVITY, LicenceState
from registry_app.store.blocks import in_blocks
from registry_app.store.paging import among

BY_NUMBER: Final = "number"
_BLOCK: Final = 64  # licences looked at in one go for the first rows
_RANKS: Final = {state: rank for rank, state in enumerate((LicenceState.NOT_YET, *GRAVITY))}


class LicenceListing:
    """Licences on a day as known on another; what was not known then, or whose grant was set aside, is left out.

    Filters: `status` (a `LicenceState`), `category`, `valid_through` (two days), `ends` (in force on the day, and within
    so many days no more, as far as is known now), and the text: a piece of the number or words of the agency's name. Orders: `number`, `agency`, `status`, `valid_from`, `valid_through`. Statuses are worked out
    for all that fit, so every question is asked beside the screen.
    """

    def __init__(self, on: date, known: date = date.max) -> None:
        """`on` is the day whose statuses are shown, `known` the day whose knowledge counts."""
        self._days = (on, known)
        self._law: tuple[Stamp, StatusLaw] | None = None

    @property
    def days(self) -> tuple[date, date]:
        """The day that is shown, and the day whose knowledge counts (`date.max` for all that is known)."""
        return self._days

    def ask_for(self, on: date, known: date = date.max) -> None:
        """Answer for other days from now on; the list is to be read again."""
        self._days = (on, known)

    def key(self, row: LicenceRow) -> uuid.UUID:
        """The licence's id."""
        return row.id

    def anchor(self, row: LicenceRow, _sort: Sort) -> tuple[Any, ...]:
        """The place in the order of numbers; never asked, as no question is quick."""
        return (row.number, row.id)

    def is_quick(self, _filters: Filters, _sort: Sort) -> bool:
        """Whether a licence is in the list at all depends on its grounds."""
        return False

    def count(self, session: Session, filters: Filters) -> Count:
        """How many there are."""
        return Count(len(self._fitting(session, filters)))

    def page(self, session: Session, filters: Filters, sort: Sort, _place: Place, limit: int) -> list[LicenceRow]:
        """The first ones of the list; by number no more licences are looked at than it takes to fill them."""
        if sort.by != BY_NUMBER or filters.of("ends"):
            return self._ordered(session, filters, sort)[:limit]
        number = Licence.number.desc() if sort.descending else Licence.number.asc()
        asked = self._asked(filters).add_columns(Licence.number).order_by(number).limit(max(limit, _BLOCK))
        found: list[LicenceRow] = []
        block = session.execute(asked).all()
        while block:
            rows = {row.id: row for row in self._standing(session, {each.agency_id for each in block})}
            found += [rows[key] for key in (each.id for each in block) if key in rows and _fits(rows[key], filters)]
            if len(found) >= limit or len(block) < max(limit, _BLOCK):
                break
            last = block[-1].number
            beyond = Licence.number < last if sort.descending else Licence.number > last
            block = session.execute(asked.where(beyond)).all()
        return found[:limit]

    def keys(self, session: Session, filters: Filters, sort: Sort) -> list[uuid.UUID]:
        """Every id, in order."""
        return [row.id for row in self._ordered(session, filters, sort)]

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[LicenceRow]:
        """The licences with these ids, in that order."""
        owners = session.scalars(select(Licence.agency_id).where(among(session, Licence.id, keys)).distinct())
        found = {row.id: row for row in self._standing(session, owners)}
        return [found[key] for key in keys if key in found]

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where a licence stands now."""
        keys = self.keys(session, filters, sort)
        return keys.index(key) if key in keys else None

    def _ordered(self, session: Session, filters: Filters, sort: Sort) -> list[LicenceRow]:
        rows = self._fitting(session, filters)
        rows.sort(key=lambda row: (_rank(row, sort.by), row.number), reverse=sort.descending)
        return rows

    def _asked(self, filters: Filters) -> Select[uuid.UUID, uuid.UUID]:
        """The licences that fit as far as that stands in columns."""
        found = select(Licence.id, Licence.agency_id).join(Agency, Agency.id == Licence.agency_id)
        if categories := filters.of("category"):
            found = found.where(Licence.category.in_(categories))
        if text := filters.text.strip():
            number = western_digits(text).upper()
            found = found.where(Licence.number.contains(number, autoescape=True) | matches(text))
        return found

    def _fitting(self, session: Session, filters: Filters) -> list[LicenceRow]:
        pairs = session.execute(self._asked(filters)).all()
        wanted = {licence_id for licence_id, _agency_id in pairs}
        if spans := [int(each) for each in filters.of("ends")]:
            wanted &= list_ending(session, self._days[0], timedelta(days=max(spans)))
        rows = self._standing(session, {agency_id for licence_id, agency_id in pairs if licence_id in wanted})
        return [row for row in rows if row.id in wanted and _fits(row, filters)]

    def _standing(self, session: Session, agencies: Iterable[uuid.UUID]) -> list[LicenceRow]:
        on, known = self._days
        law = self._read_law(session)
        found: dict[uuid.UUID, LicenceRow] = {}
        for block in in_blocks(agencies):
            for rows in licences_of(session, block, on, known, law=law).values():
                found.update({row.id: row for row in rows})  # those of a merged duplicate may come twice
        return list(found.values())

    def _read_law(self, session: Session) -> StatusLaw:
        stamp = law_stamp(session)
        known = self._law
        if known is None or known[0] != stamp:
            known = self._law = (stamp, read_law(session))
        return known[1]


def list_categories(session: Session) -> list[str]:
    """Every category in which a licence was granted."""
    return sorted(session.scalars(select(Licence.category).distinct()))


def _rank(row: LicenceRow, by: str) -> Any:
    if by == "agency":
        return row.agency_name.casefold()
    if by == "status":
        return _RANKS[row.status.state]
    if by == "valid_from":
        return row.status.valid_from or date.min
    return row.status.valid_through or date.max if by == "valid_through" else ""


def _fits(row: LicenceRow, filters: Filters) -> bool:
    states = filters.of("status")
    if states and row.status.state.value not in states:
        return False
    spans = filters.of("valid_through")
    through = row.status.valid_through
    return not spans or (through is not None and any(_within(through.isoformat(), span) for span in spans))


def _within(day: str, span: str) -> bool:
    first, _slash, last = span.partition("/")
    return (not first or first <= day) and (not last or day <= last)
