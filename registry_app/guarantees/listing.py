"""The list of guarantees for a screen: state, sums and days as they stand on a day, narrowed and ordered."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.agencies.queries import matches
from registry_app.core.errors import RuleBroken
from registry_app.core.money import Money
from registry_app.core.numbers import western_digits
from registry_app.core.paging import Count, Filters, Place, Sort
from registry_app.core.texts import _
from registry_app.guarantees.figures import list_short
from registry_app.guarantees.ledger import Account
from registry_app.guarantees.models import Guarantee, GuaranteeEntry, GuaranteeEvent, GuaranteeTerms
from registry_app.guarantees.queries import GuaranteeRow, get_rows
from registry_app.guarantees.rules import Coverage, EventKind, GuaranteeState, Happened, state_on
from registry_app.store.blocks import in_blocks

SHORT: Final = "short"
"""The value of the filter `cover` for guarantees of agencies that are surely short of what must be lodged."""
BY_NUMBER: Final = Sort("number")
_LIVE: Final = frozenset({GuaranteeState.LODGED, GuaranteeState.VERIFIED, GuaranteeState.IN_FORCE})


@dataclass(frozen=True)
class _Line:
    """What a guarantee is found and ordered by."""

    id: uuid.UUID
    agency_id: uuid.UUID
    number: str
    agency: str
    currency: str
    amount: int
    free: int
    through: date | None
    renews: bool
    state: GuaranteeState | None


class GuaranteeListing:
    """Guarantees of every state, as they stand on a day.

    Filters: `state` (a `GuaranteeState`), `kind`, `ends` (within so many days; those that renew by themselves do not end),
    `cover` (`short`), and the text: a number, the issuer's number, or words of the agency's or the issuer's name. Orders:
    `number`, `agency`, `amount`, `free`, `through` (those without an end last), `state`. Raises `RuleBroken` for `cover`
    where the regulator has not set what must be lodged.
    """

    def __init__(self, on: date) -> None:
        """`on` is the day on which they stand."""
        self._on = on

    def key(self, row: GuaranteeRow) -> uuid.UUID:
        """The guarantee's id."""
        return row.id

    def anchor(self, row: GuaranteeRow, _sort: Sort) -> tuple[Any, ...]:
        """The place in the order of keys; never asked, as no question is quick."""
        return (row.id,)

    def is_quick(self, _filters: Filters, _sort: Sort) -> bool:
        """What a guarantee is follows from its events and its ledger, which no index orders."""
        return False

    def count(self, session: Session, filters: Filters) -> Count:
        """How many there are."""
        return Count(len(self._found(session, filters)))

    def page(self, session: Session, filters: Filters, sort: Sort, _place: Place, limit: int) -> list[GuaranteeRow]:
        """The first ones of the list."""
        return self.rows(session, self.keys(session, filters, sort)[:limit])

    def keys(self, session: Session, filters: Filters, sort: Sort) -> list[uuid.UUID]:
        """Every id, in order."""
        order = _ORDERS.get(sort.by, _ORDERS["number"])
        found = sorted(
            self._found(session, filters), key=lambda line: (order(line), line.number), reverse=sort.descending
        )
        if sort.by == "through" and sort.descending:
            found.sort(key=lambda line: line.through is None)  # no end is no day: last in either direction
        return [line.id for line in found]

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[GuaranteeRow]:
        """The guarantees with these ids, in that order."""
        rows: dict[uuid.UUID, GuaranteeRow] = {}
        for block in in_blocks(keys):
            rows |= get_rows(session, block, self._on)
        return [rows[key] for key in keys if key in rows]

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where a guarantee stands now."""
        keys = self.keys(session, filters, sort)
        return keys.index(key) if key in keys else None

    def _found(self, session: Session, filters: Filters) -> list[_Line]:
        lines = self._lines(session, filters)
        if states := filters.of("state"):
            lines = [line for line in lines if line.state is not None and line.state.value in states]
        if ends := filters.of("ends"):
            last = self._on + timedelta(days=max(int(days) for days in ends))
            lines = [line for line in lines if self._ends_by(line, last)]
        if filters.of("cover"):
            short = self._short(session)
            lines = [line for line in lines if line.agency_id in short]
        return lines

    def _ends_by(self, line: _Line, last: date) -> bool:
        live = line.state in _LIVE and not line.renews
        return live and line.through is not None and self._on <= line.through <= last

    def _short(self, session: Session) -> set[uuid.UUID]:
        found = list_short(session, self._on)
        if found is None:
            raise RuleBroken(
                _("Which agencies are short cannot be told: what must be lodged is not set by the regulator."),
                hint=_("Take the filter away, or let two persons enter the requirement in the rule book."),
            )
        short = {each.agency_id for each in found}
        merged = select(Agency.id, Agency.merged_into_id).where(Agency.merged_into_id.is_not(None))
        return short | {duplicate for duplicate, head in session.execute(merged) if head in short}

    def _lines(self, session: Session, filters: Filters) -> list[_Line]:
        """What narrows by columns, with state and sums of the day: one statement for each table."""
        wanted = (Guarantee.lodged_on <= self._on, *_narrowing(filters))
        of_them = select(Guarantee.id).join(Agency, Agency.id == Guarantee.agency_id).where(*wanted)
        found = (
            select(Guarantee.id, Guarantee.agency_id, Guarantee.number, Agency.search_key, Guarantee.currency)
            .join(Agency, Agency.id == Guarantee.agency_id)
            .where(*wanted)
        )
        terms, events = _terms(session, of_them, self._on), _events(session, of_them)
        sums = _sums(session, of_them, self._on)
        return [
            self._line(*row, terms=terms[row[0]], events=events.get(row[0], ()), sums=sums.get(row[0], {}))
            for row in session.execute(found)
        ]

    def _line(
        self,
        guarantee_id: uuid.UUID,
        agency_id: uuid.UUID,
        number: str,
        agency: str,
        currency: str,
        *,
        terms: tuple[int, date, date | None, bool],
        events: Sequence[Happened],
        sums: Mapping[Account, int],
    ) -> _Line:
        amount, first, through, renews = terms
        free, reserved, paid = (sums.get(each, 0) for each in (Account.FREE, Account.RESERVED, Account.PAID_OUT))
        state = state_on(
            events, Coverage(first, through, renews), Money(free + reserved, currency), Money(paid, currency), self._on
        )
        return _Line(guarantee_id, agency_id, number, agency, currency, amount, free, through, renews, state)


_STATES: Final = list(GuaranteeState)
_ORDERS: Final[Mapping[str, Callable[[_Line], Any]]] = {
    "number": lambda line: line.number,
    "agency": lambda line: line.agency,
    "amount": lambda line: (line.currency, line.amount),
    "free": lambda line: (line.currency, line.free),
    "through": lambda line: line.through or date.max,
    "state": lambda line: _STATES.index(line.state) if line.state else len(_STATES),
}


def _narrowing(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if kinds := filters.of("kind"):
        found.append(Guarantee.kind.in_(kinds))
    if text := filters.text.strip():
        number = western_digits(text).upper()
        found.append(
            Guarantee.number.contains(number, autoescape=True)
            | Guarantee.reference.icontains(western_digits(text), autoescape=True)
            | Guarantee.issuer.icontains(text, autoescape=True)
            | matches(text)
        )
    return found


def _terms(session: Session, of_them: Any, on: date) -> dict[uuid.UUID, tuple[int, date, date | None, bool]]:
    """The terms of the day by guarantee, as `queries.Facts.terms_of` chooses them."""
    terms = GuaranteeTerms
    found = select(
        terms.guarantee_id, terms.effective_from, terms.recorded_at, terms.amount_minor, terms.valid_from,
        terms.valid_through, terms.renews,
    ).where(terms.guarantee_id.in_(of_them), terms.set_aside_by.is_(None))  # fmt: skip
    best: dict[uuid.UUID, tuple[tuple[Any, ...], tuple[int, date, date | None, bool]]] = {}
    for guarantee_id, effective, recorded, *what in session.execute(found):
        rank = (effective <= on, effective, recorded)
        if guarantee_id not in best or rank > best[guarantee_id][0]:
            best[guarantee_id] = (rank, tuple(what))  # type: ignore[assignment]
    return {guarantee_id: what for guarantee_id, (_rank, what) in best.items()}


def _events(session: Session, of_them: Any) -> dict[uuid.UUID, list[Happened]]:
    event = GuaranteeEvent
    found = select(event.guarantee_id, event.kind, event.on, event.recorded_at).where(
        event.guarantee_id.in_(of_them), event.set_aside_by.is_(None)
    )
    grouped: dict[uuid.UUID, list[Happened]] = {}
    for guarantee_id, kind, on, recorded in session.execute(found):
        grouped.setdefault(guarantee_id, []).append(Happened(EventKind(kind), on, recorded))
    return grouped


def _sums(session: Session, of_them: Any, on: date) -> dict[uuid.UUID, dict[Account, int]]:
    entry = GuaranteeEntry
    wanted = (Account.FREE, Account.RESERVED, Account.PAID_OUT)
    moved = [
        func.sum(case((entry.to_account == each, entry.minor), (entry.from_account == each, -entry.minor), else_=0))
        for each in wanted
    ]
    found = select(entry.guarantee_id, *moved).where(entry.guarantee_id.in_(of_them), entry.on <= on)
    return {
        guarantee_id: {account: int(minor or 0) for account, minor in zip(wanted, sums, strict=True)}
        for guarantee_id, *sums in session.execute(found.group_by(entry.guarantee_id))
    }
