"""The list of agencies for a screen, of any length; how a feature serves a list (see `store.paging.Listing`)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry_app.agencies.models import Agency, AgencyAddress
from registry_app.agencies.queries import AgencyRow, get_rows, matches
from registry_app.core.names import search_key
from registry_app.core.numbers import western_digits
from registry_app.core.paging import At, Count, Filters, Place, Sort
from registry_app.store.paging import Milestones, among, keys_at, number_before, packed_keys

BY_NAME: Final = Sort("name")
# each order ends with the key; `name` and `number` are those of an index
_ORDERS: Final[Mapping[str, tuple[InstrumentedAttribute[Any], ...]]] = {
    "name": (Agency.search_key, Agency.id),
    "number": (Agency.number, Agency.id),
    "registered": (Agency.registered_on, Agency.id),
}
_INDEXED: Final = frozenset({"name", "number"})
FEW: Final = 2_000
"""Hits of a text up to which they are read and ordered at once."""
FindWords = Callable[[Session, str, int], Sequence[uuid.UUID] | None]
"""Agencies in whose names words begin as in a text; None when there are more than the limit, or no index of words."""


class AgencyListing:
    """Agencies that stand: duplicates that were merged and mistakes are left out.

    Filters: `region`, `place`, `legal_form`, `office` (an id in hexadecimal), and the text: beginnings of words of any
    name in any script, or a register number. Orders: `name`, `number`, `registered`.
    """

    def __init__(self, find_words: FindWords | None = None) -> None:
        """`find_words` asks an index of words; without one all names are read at each text."""
        self._find_words = find_words
        self._milestones = Milestones()

    def key(self, row: AgencyRow) -> uuid.UUID:
        """The agency's id."""
        return row.id

    def anchor(self, row: AgencyRow, sort: Sort) -> tuple[Any, ...]:
        """The agency's place in the order."""
        return (row.number if sort.by == "number" else row.search_key, row.id)

    def is_quick(self, filters: Filters, sort: Sort) -> bool:
        """Only the whole list in the order of an index; everything else is answered by its keys."""
        return not filters and sort.by in _INDEXED

    def count(self, session: Session, filters: Filters) -> Count:
        """How many there are."""
        found = narrowed(session, filters, self._find_words)
        if self.is_quick(filters, BY_NAME):
            return Count(self._milestones.count(session, found, _order(BY_NAME)))
        counted = found.with_only_columns(func.count(), maintain_column_froms=True)
        return Count(session.scalars(counted).one())

    def page(self, session: Session, filters: Filters, sort: Sort, place: Place, limit: int) -> list[AgencyRow]:
        """Agencies from a place; where a text has very many hits, its first page looks at the legal names only."""
        order = _order(sort)
        if filters.text.strip():
            found = _first_hits(session, filters, self._find_words, by_name=sort.by == BY_NAME.by)
        else:
            found = narrowed(session, filters)
        if isinstance(place, At) and place.offset and sort.by == BY_NAME.by and self.is_quick(filters, sort):
            keys = self._milestones.keys_at(session, found, order, place.offset, limit, descending=sort.descending)
        else:
            keys = keys_at(session, found, order, place, limit, descending=sort.descending)
        return self.rows(session, keys)

    def keys(self, session: Session, filters: Filters, sort: Sort) -> Sequence[uuid.UUID]:
        """The id of every agency, in order."""
        found = narrowed(session, filters, self._find_words)
        return packed_keys(session, found, _order(sort), descending=sort.descending)

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[AgencyRow]:
        """The agencies with these ids, in that order."""
        found = get_rows(session, list(keys))
        return [found[key] for key in keys if key in found]

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where an agency stands now."""
        order = _order(sort)
        found = narrowed(session, filters, self._find_words)
        anchor = session.execute(found.where(Agency.id == key).with_only_columns(*order)).one_or_none()
        if anchor is None:
            return None
        return number_before(session, found, order, tuple(anchor), descending=sort.descending)


def narrowed(session: Session, filters: Filters, find_words: FindWords | None = None) -> Select[Any]:
    """The ids of the agencies that fit, in no order; to be given columns, an order and a limit."""
    found = select(Agency.id).where(Agency.merged_into_id.is_(None), Agency.set_aside_on.is_(None))
    if offices := filters.of("office"):
        found = found.where(Agency.office_id.in_([uuid.UUID(each) for each in offices]))
    if forms := filters.of("legal_form"):
        found = found.where(Agency.legal_form.in_(forms))
    regions, places = filters.of("region"), filters.of("place")
    if regions or places:
        there = select(AgencyAddress.agency_id).where(AgencyAddress.valid_to.is_(None))
        if regions:
            there = there.where(AgencyAddress.region.in_(regions))
        if places:
            there = there.where(AgencyAddress.place.in_(places))
        found = found.where(Agency.id.in_(there))
    if filters.text.strip():
        hits = _hits(session, filters.text, find_words)
        found = found.where(matches(filters.text) if hits is None else among(session, Agency.id, hits))
    return found


def _first_hits(session: Session, filters: Filters, find_words: FindWords | None, *, by_name: bool) -> Select[Any]:
    """What the first page of a text is taken from.

    With more hits than can be put in order at once, agencies are looked at in the order of their names until a page is
    full: names in other scripts come with the keys, a moment later.
    """
    words = search_key(filters.text).split()
    hits = _hits(session, filters.text, find_words)
    if hits is not None:
        return narrowed(session, filters.saying("")).where(among(session, Agency.id, hits))
    if find_words is None or not by_name or not words:
        return narrowed(session, filters)
    found = narrowed(session, filters.saying(""))
    for word in words:
        found = found.where((literal(" ") + Agency.search_key).like(f"% {word}%"))
    return found


def _hits(session: Session, text: str, find_words: FindWords | None) -> list[uuid.UUID] | None:
    """The agencies that a text fits by the index of words or by number; None where the index cannot tell."""
    hits = find_words(session, search_key(text), FEW) if find_words is not None else None
    if hits is None:
        return None
    number = select(Agency.id).where(Agency.number == western_digits(text).strip().upper())
    return [*hits, *session.scalars(number)]


def list_regions(session: Session) -> list[str]:
    """Every region written in an address, by name: one step of the index for each, however many addresses there are."""
    regions: list[str] = []
    last: str | None = ""
    while last is not None:
        last = session.scalars(select(func.min(AgencyAddress.region)).where(AgencyAddress.region > last)).one()
        if last is not None:
            regions.append(last)
    return regions


def _order(sort: Sort) -> tuple[InstrumentedAttribute[Any], ...]:
    return _ORDERS.get(sort.by, _ORDERS[BY_NAME.by])
