"""Reading agencies: lists page by page, search in any script, the card with everything, who is alike."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency, AgencyAddress, AgencyContact, AgencyName, AgencyPrincipal, Agent
from registry_app.agencies.rules import ContactKind
from registry_app.core.errors import NotFound
from registry_app.core.names import search_key
from registry_app.core.numbers import western_digits
from registry_app.core.texts import _, say, shortened
from registry_app.screening.queries import find_alike, find_by_keys
from registry_app.screening.rules import MARK_LABELS, MarkKind
from registry_app.store.paging import among

_TELLING = (MarkKind.TAX_NUMBER, MarkKind.COMPANY_NUMBER, MarkKind.PHONE, MarkKind.E_MAIL, MarkKind.ADDRESS)


@dataclass(frozen=True)
class AgencyRow:
    """One line of the list of agencies; place, region and phone are those that hold today."""

    id: uuid.UUID
    number: str
    name: str
    legal_form: str
    place: str
    region: str
    phone: str
    registered_on: date
    search_key: str
    merged_into_id: uuid.UUID | None
    set_aside_on: date | None


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty means everything that stands (duplicates merged and mistakes are left out).

    `text` are beginnings of words of any name in any script, or a register number.
    """

    text: str = ""
    region: str = ""
    place: str = ""
    legal_form: str = ""
    with_merged: bool = False
    with_set_aside: bool = False


@dataclass(frozen=True)
class Similar:
    """An agency that may be the same as the one asked about, and why: what it shares, or how alike its name is."""

    agency_id: uuid.UUID
    number: str
    name: str
    likeness: int
    shares: tuple[str, ...]


def list_agencies(
    session: Session,
    filters: Filters | None = None,
    *,
    after: tuple[str, uuid.UUID] | None = None,
    limit: int = 100,
) -> list[AgencyRow]:
    """A page of agencies by name; `after` is (search_key, id) of the last line of the page before."""
    found = _filtered(filters or Filters()).order_by(Agency.search_key, Agency.id).limit(limit)
    if after is not None:
        key, last = after
        found = found.where(or_(Agency.search_key > key, and_(Agency.search_key == key, Agency.id > last)))
    return _rows(session, list(session.scalars(found)))


def _filtered(filters: Filters) -> Select[Agency]:
    found = select(Agency)
    if not filters.with_merged:
        found = found.where(Agency.merged_into_id.is_(None))
    if not filters.with_set_aside:
        found = found.where(Agency.set_aside_on.is_(None))
    if filters.legal_form:
        found = found.where(Agency.legal_form == filters.legal_form)
    if filters.region or filters.place:
        there = select(AgencyAddress.agency_id).where(AgencyAddress.valid_to.is_(None))
        if filters.region:
            there = there.where(AgencyAddress.region == filters.region)
        if filters.place:
            there = there.where(AgencyAddress.place == filters.place)
        found = found.where(Agency.id.in_(there))
    if filters.text.strip():
        found = found.where(matches(filters.text))
    return found


def matches(text: str) -> ColumnElement[bool]:
    """What narrows agencies to a register number, or to beginnings of words of any name in any script."""
    number = Agency.number == western_digits(text).strip().upper()
    words = search_key(text).split()
    if not words:
        return number
    named = select(AgencyName.agency_id)
    for word in words:  # a folded key holds letters, digits and marks only: no wildcard can hide in it
        named = named.where((literal(" ") + AgencyName.search_key).like(f"% {word}%"))
    return or_(number, Agency.id.in_(named))


def find_agency(session: Session, number: str) -> AgencyRow | None:
    """An agency by its register number, as it was typed."""
    plain = western_digits(number).strip().upper()
    found = session.scalars(select(Agency).where(Agency.number == plain)).first()
    return _rows(session, [found])[0] if found else None


def get_agency(session: Session, number: str) -> AgencyRow:
    """The same, or `NotFound`."""
    found = find_agency(session, number)
    if found is None:
        raise NotFound(
            say(_("There is no agency {number}."), number=shortened(number)),
            hint=_("Check the number, or search by name: registry agency list --text NAME."),
        )
    return found


def get_rows(session: Session, agency_ids: list[uuid.UUID]) -> dict[uuid.UUID, AgencyRow]:
    """Lines of these agencies, by id."""
    found = session.execute(select(*_SHOWN).where(among(session, Agency.id, agency_ids)))
    return {row.id: row for row in _rows(session, list(found))}


def agencies_of_person(session: Session, person_id: uuid.UUID) -> list[AgencyRow]:
    """The agencies a person is or was a principal or an agent of, those in office first."""
    found = select(AgencyPrincipal.agency_id).where(AgencyPrincipal.person_id == person_id)
    ids = list(session.scalars(found.order_by(AgencyPrincipal.valid_to.is_not(None), AgencyPrincipal.id)))
    ids += session.scalars(select(Agent.agency_id).where(Agent.person_id == person_id))
    rows = get_rows(session, list(dict.fromkeys(ids)))
    return [rows[each] for each in dict.fromkeys(ids) if each in rows]


def family(session: Session, agency_id: uuid.UUID) -> list[uuid.UUID]:
    """The agency and the duplicates merged into it: whose licences, complaints and guarantees are its own."""
    merged = session.scalars(select(Agency.id).where(Agency.merged_into_id == agency_id).order_by(Agency.id))
    return [agency_id, *merged]


def find_similar(
    session: Session,
    names: list[str],
    keys: list[tuple[MarkKind, str]],
    *,
    but: uuid.UUID | None = None,
    limit: int = 10,
) -> list[Similar]:
    """Agencies that share a number, telephone, e-mail or address, or have a like name; most telling first."""
    shares: dict[uuid.UUID, set[str]] = {}
    telling = [(kind, key) for kind, key in keys if kind in _TELLING and key]
    for mark in find_by_keys(session, telling, but=but):
        if mark.subject_table == Agency.__tablename__ and mark.source_table != "person":
            shares.setdefault(mark.subject_id, set()).add(_(MARK_LABELS[mark.kind]))
    alike = {each.subject_id: each.likeness for each in find_alike(session, names, Agency.__tablename__, but=but)}
    rows = get_rows(session, list({*shares, *alike}))
    found = [
        Similar(each, row.number, row.name, alike.get(each, 0), tuple(sorted(shares.get(each, ()))))
        for each, row in rows.items()
        if row.set_aside_on is None and row.merged_into_id is None
    ]
    return sorted(found, key=lambda each: (-len(each.shares) * 100 - each.likeness, each.number))[:limit]


# a page of a list reads columns: records made of them cost five times as much
_SHOWN = (
    Agency.id,
    Agency.number,
    Agency.name,
    Agency.legal_form,
    Agency.registered_on,
    Agency.search_key,
    Agency.merged_into_id,
    Agency.set_aside_on,
)


def _rows(session: Session, agencies: Sequence[Any]) -> list[AgencyRow]:
    """The lines of these agencies, records or rows of `_SHOWN`; addresses and phones of the whole page in two questions."""
    ids = [agency.id for agency in agencies]
    addresses: dict[uuid.UUID, Any] = {}
    phones: dict[uuid.UUID, str] = {}
    if ids:
        found = select(AgencyAddress.agency_id, AgencyAddress.place, AgencyAddress.region).where(
            among(session, AgencyAddress.agency_id, ids), AgencyAddress.valid_to.is_(None)
        )
        for address in session.execute(found.order_by(AgencyAddress.id)):
            addresses.setdefault(address.agency_id, address)
        calls = select(AgencyContact.agency_id, AgencyContact.value).where(
            among(session, AgencyContact.agency_id, ids),
            AgencyContact.kind == ContactKind.PHONE,
            AgencyContact.valid_to.is_(None),
        )
        for agency_id, value in session.execute(calls.order_by(AgencyContact.id)):
            phones.setdefault(agency_id, value)
    return [
        AgencyRow(
            id=agency.id,
            number=agency.number,
            name=agency.name,
            legal_form=agency.legal_form,
            place=addresses[agency.id].place if agency.id in addresses else "",
            region=addresses[agency.id].region if agency.id in addresses else "",
            phone=phones.get(agency.id, ""),
            registered_on=agency.registered_on,
            search_key=agency.search_key,
            merged_into_id=agency.merged_into_id,
            set_aside_on=agency.set_aside_on,
        )
        for agency in agencies
    ]
