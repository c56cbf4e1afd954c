"""The list of papers for a screen: every number the office has given to a paper, with what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry_app.agencies.models import Agency
from registry_app.agencies.queries import matches
from registry_app.certificates.models import Certificate, CertificateEnd, CertificateIssue, CertificatePrint
from registry_app.certificates.queries import PaperRow, paper_row
from registry_app.core.errors import NotFound
from registry_app.core.numbers import western_digits
from registry_app.core.paging import Count, Filters, Place, Sort
from registry_app.core.texts import _
from registry_app.store.paging import all_keys, among, keys_at, number_before

NEWEST: Final = Sort("serial", descending=True)
STATES: Final = ("issued", "withdrawn", "voided", "reserved")
_NEVER: Final = date(9999, 12, 31)  # a paper without a last day is listed behind those that have one
_ORDERS: Final[Mapping[str, ColumnElement[Any] | InstrumentedAttribute[Any]]] = {
    "serial": Certificate.serial,
    "agency": Agency.search_key,
    "issued": func.coalesce(CertificateIssue.issued_on, _NEVER),
    "valid_to": func.coalesce(CertificateIssue.valid_to, _NEVER),
}


@dataclass(frozen=True)
class PaperLine:
    """A paper with the agency it speaks of."""

    id: uuid.UUID
    paper: PaperRow
    agency_number: str
    agency_name: str


class PaperListing:
    """Papers of every state.

    Filters: `kind`, `state` (one of `STATES`), `language`, `issued_on` and `valid_to` (two days), `agency` (an id in
    hexadecimal), and the text: a piece of a serial number or beginnings of words of the agency's name. Orders: `serial`,
    `agency`, `issued`, `valid_to`.
    """

    def key(self, line: PaperLine) -> uuid.UUID:
        """The paper's id."""
        return line.id

    def anchor(self, line: PaperLine, _sort: Sort) -> tuple[Any, ...]:
        """The place in the order of serials, the only one that is quick."""
        return (line.paper.serial, line.id)

    def is_quick(self, filters: Filters, sort: Sort) -> bool:
        """Only the whole list by serial has an index."""
        return not filters and sort.by == "serial"

    def count(self, session: Session, filters: Filters) -> Count:
        """How many there are."""
        found = _narrowed(filters).with_only_columns(func.count(), maintain_column_froms=True)
        return Count(session.scalars(found).one())

    def page(self, session: Session, filters: Filters, sort: Sort, place: Place, limit: int) -> list[PaperLine]:
        """Papers from a place."""
        if self.is_quick(filters, sort):
            order = (Certificate.serial, Certificate.id)
            keys = keys_at(session, select(Certificate.id), order, place, limit, descending=sort.descending)
        else:
            keys = self.keys(session, filters, sort)[:limit]
        return self.rows(session, keys)

    def keys(self, session: Session, filters: Filters, sort: Sort) -> list[uuid.UUID]:
        """Every id, in order."""
        column = _ORDERS.get(sort.by, Certificate.serial)
        order = (column, Certificate.serial, Certificate.id)
        return all_keys(session, _narrowed(filters), order, descending=sort.descending)  # type: ignore[arg-type]

    def rows(self, session: Session, keys: Sequence[uuid.UUID]) -> list[PaperLine]:
        """The papers with these ids, in that order."""
        lines = {line.id: line for line in _lines(session, among(session, Certificate.id, keys))}
        return [lines[key] for key in keys if key in lines]

    def place_of(self, session: Session, filters: Filters, sort: Sort, key: uuid.UUID) -> int | None:
        """Where a paper stands now."""
        if not self.is_quick(filters, sort):
            keys = self.keys(session, filters, sort)
            return keys.index(key) if key in keys else None
        order = (Certificate.serial, Certificate.id)
        anchor = session.execute(select(*order).where(Certificate.id == key)).one_or_none()
        if anchor is None:
            return None
        return number_before(session, select(Certificate.id), order, tuple(anchor), descending=sort.descending)


def get_line(session: Session, paper_id: uuid.UUID) -> PaperLine:
    """One paper, or `NotFound`."""
    found = _lines(session, Certificate.id == paper_id)
    if not found:
        raise NotFound(_("There is no such paper."), hint=_("Look at the list of papers."))
    return found[0]


def id_of(session: Session, serial: str) -> uuid.UUID | None:
    """The id of the paper with a serial number; None where this office issued none."""
    return session.scalars(select(Certificate.id).where(Certificate.serial == serial)).first()


def _lines(session: Session, wanted: ColumnElement[bool]) -> list[PaperLine]:
    reprints = (
        select(func.coalesce(func.sum(CertificatePrint.copies), 0))
        .where(CertificatePrint.certificate_id == Certificate.id)
        .correlate(Certificate)
        .scalar_subquery()
    )
    found = (
        select(Certificate, CertificateIssue, CertificateEnd, reprints, Agency.number, Agency.name)
        .outerjoin(CertificateIssue, CertificateIssue.certificate_id == Certificate.id)
        .outerjoin(CertificateEnd, CertificateEnd.certificate_id == Certificate.id)
        .join(Agency, Agency.id == Certificate.agency_id)
        .where(wanted)
    )
    return [
        PaperLine(paper.id, paper_row(paper, issued, end, copies), number, name)
        for paper, issued, end, copies, number, name in session.execute(found)
    ]


def _narrowed(filters: Filters) -> Select[Any]:
    found = (
        select(Certificate.id)
        .outerjoin(CertificateIssue, CertificateIssue.certificate_id == Certificate.id)
        .outerjoin(CertificateEnd, CertificateEnd.certificate_id == Certificate.id)
        .join(Agency, Agency.id == Certificate.agency_id)
    )
    conditions: list[ColumnElement[bool]] = []
    if kinds := filters.of("kind"):
        conditions.append(Certificate.kind.in_(kinds))
    if languages := filters.of("language"):
        conditions.append(Certificate.language.in_(languages))
    if agencies := filters.of("agency"):
        conditions.append(Certificate.agency_id.in_([uuid.UUID(each) for each in agencies]))
    if states := filters.of("state"):
        conditions.append(or_(*(_STATES[state] for state in states if state in _STATES)))
    for code, column in (("issued_on", CertificateIssue.issued_on), ("valid_to", CertificateIssue.valid_to)):
        for days in filters.of(code):
            first, _to, last = days.partition("/")
            if first:
                conditions.append(column >= date.fromisoformat(first))
            if last:
                conditions.append(column <= date.fromisoformat(last))
    if text := filters.text.strip():
        serial = western_digits(text).upper()
        conditions.append(or_(Certificate.serial.contains(serial, autoescape=True), matches(text)))
    return found.where(*conditions)


_STATES: Final[Mapping[str, ColumnElement[bool]]] = {
    "issued": and_(CertificateIssue.id.is_not(None), CertificateEnd.id.is_(None)),
    "reserved": and_(CertificateIssue.id.is_(None), CertificateEnd.id.is_(None)),
    "voided": CertificateEnd.voided.is_(True),
    "withdrawn": CertificateEnd.voided.is_(False),
}
