"""Reading one agency with everything that belongs to it, as it was on a day where that is asked."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies.models import (
    Agency,
    AgencyAddress,
    AgencyAdherence,
    AgencyContact,
    AgencyMerge,
    AgencyName,
    AgencyPrincipal,
    Agent,
    Branch,
)
from registry_app.core.dates import Period
from registry_app.core.errors import NotFound
from registry_app.core.money import Money
from registry_app.core.texts import _
from registry_app.persons.models import Person


@dataclass(frozen=True)
class NameRow:
    """A name of an agency."""

    id: uuid.UUID
    kind: str
    name: str
    script: str
    language: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class AddressRow:
    """An address of an agency."""

    id: uuid.UUID
    kind: str
    lines: str
    place: str
    region: str
    postal_code: str
    country: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class ContactRow:
    """A telephone, e-mail address, site or fax."""

    id: uuid.UUID
    kind: str
    value: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class PrincipalRow:
    """A principal; `share_bp` is hundredths of a per cent."""

    id: uuid.UUID
    person_id: uuid.UUID
    name: str
    nationality: str
    role: str
    title: str
    share_bp: int | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class BranchRow:
    """A branch."""

    id: uuid.UUID
    name: str
    lines: str
    place: str
    region: str
    phone: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class AgentRow:
    """An agent with the serial of his card."""

    id: uuid.UUID
    person_id: uuid.UUID
    name: str
    card_serial: str
    region: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class AdherenceRow:
    """A code of conduct, membership or certification."""

    id: uuid.UUID
    kind: str
    body: str
    reference: str
    attachment_id: uuid.UUID | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class MergeRow:
    """The trace of a merge: `other` is the agency at the other side."""

    other_id: uuid.UUID
    other_number: str
    was_duplicate: bool
    merged_on: date
    reason: str
    split_on: date | None
    split_reason: str


@dataclass(frozen=True)
class AgencyCard:
    """Everything of an agency; `version` goes back with a change."""

    id: uuid.UUID
    office_id: uuid.UUID
    version: int
    number: str
    name: str
    legal_form: str
    company_number: str
    tax_number: str
    capital: Money | None
    incorporated_on: date | None
    registered_on: date
    merged_into_id: uuid.UUID | None
    set_aside_on: date | None
    set_aside_reason: str
    names: tuple[NameRow, ...]
    addresses: tuple[AddressRow, ...]
    contacts: tuple[ContactRow, ...]
    principals: tuple[PrincipalRow, ...]
    branches: tuple[BranchRow, ...]
    agents: tuple[AgentRow, ...]
    adherences: tuple[AdherenceRow, ...]
    merges: tuple[MergeRow, ...]


def get_card(session: Session, agency_id: uuid.UUID, on: date | None = None) -> AgencyCard:
    """An agency with everything, or `NotFound`; with `on` only what held on that day, otherwise what ended too."""
    agency = session.get(Agency, agency_id)
    if agency is None:
        raise NotFound(_("There is no such agency."), hint=_("Search for it in the list of agencies."))
    capital = None if agency.capital_minor is None else Money(agency.capital_minor, agency.capital_currency)
    return AgencyCard(
        id=agency.id,
        office_id=agency.office_id,
        version=agency.version,
        number=agency.number,
        name=agency.name,
        legal_form=agency.legal_form,
        company_number=agency.company_number,
        tax_number=agency.tax_number,
        capital=capital,
        incorporated_on=agency.incorporated_on,
        registered_on=agency.registered_on,
        merged_into_id=agency.merged_into_id,
        set_aside_on=agency.set_aside_on,
        set_aside_reason=agency.set_aside_reason,
        names=tuple(each for each in _names(session, agency_id) if _held(each, on)),
        addresses=tuple(each for each in _addresses(session, agency_id) if _held(each, on)),
        contacts=tuple(each for each in _contacts(session, agency_id) if _held(each, on)),
        principals=tuple(each for each in list_principals(session, agency_id) if _held(each, on)),
        branches=tuple(each for each in _branches(session, agency_id) if _held(each, on)),
        agents=tuple(each for each in _agents(session, agency_id) if _held(each, on)),
        adherences=tuple(each for each in _adherences(session, agency_id) if _held(each, on)),
        merges=tuple(_merges(session, agency_id)),
    )


_Dated = NameRow | AddressRow | ContactRow | PrincipalRow | BranchRow | AgentRow | AdherenceRow


def _held(row: _Dated, on: date | None) -> bool:
    return on is None or on in Period(row.valid_from or date.min, row.valid_to)


def list_principals(session: Session, agency_id: uuid.UUID) -> list[PrincipalRow]:
    """The principals of an agency, those who left too, in the order they were entered."""
    found = (
        select(AgencyPrincipal, Person.full_name, Person.nationality)
        .join(Person, Person.id == AgencyPrincipal.person_id)
        .where(AgencyPrincipal.agency_id == agency_id)
        .order_by(AgencyPrincipal.id)
    )
    return [
        PrincipalRow(
            each.id,
            each.person_id,
            name,
            nationality,
            each.role.value,
            each.title,
            each.share_bp,
            each.valid_from,
            each.valid_to,
        )
        for each, name, nationality in session.execute(found)
    ]


def _names(session: Session, agency_id: uuid.UUID) -> list[NameRow]:
    found = select(AgencyName).where(AgencyName.agency_id == agency_id).order_by(AgencyName.id)
    return [
        NameRow(each.id, each.kind.value, each.name, each.script, each.language, each.valid_from, each.valid_to)
        for each in session.scalars(found)
    ]


def _addresses(session: Session, agency_id: uuid.UUID) -> list[AddressRow]:
    found = select(AgencyAddress).where(AgencyAddress.agency_id == agency_id).order_by(AgencyAddress.id)
    return [
        AddressRow(
            each.id,
            each.kind.value,
            each.lines,
            each.place,
            each.region,
            each.postal_code,
            each.country,
            each.valid_from,
            each.valid_to,
        )
        for each in session.scalars(found)
    ]


def _contacts(session: Session, agency_id: uuid.UUID) -> list[ContactRow]:
    found = select(AgencyContact).where(AgencyContact.agency_id == agency_id).order_by(AgencyContact.id)
    return [
        ContactRow(each.id, each.kind.value, each.value, each.valid_from, each.valid_to)
        for each in session.scalars(found)
    ]


def _branches(session: Session, agency_id: uuid.UUID) -> list[BranchRow]:
    found = select(Branch).where(Branch.agency_id == agency_id).order_by(Branch.id)
    return [
        BranchRow(each.id, each.name, each.lines, each.place, each.region, each.phone, each.opened_on, each.closed_on)
        for each in session.scalars(found)
    ]


def _agents(session: Session, agency_id: uuid.UUID) -> list[AgentRow]:
    found = (
        select(Agent, Person.full_name)
        .join(Person, Person.id == Agent.person_id)
        .where(Agent.agency_id == agency_id)
        .order_by(Agent.id)
    )
    return [
        AgentRow(each.id, each.person_id, name, each.card_serial, each.region, each.valid_from, each.valid_to)
        for each, name in session.execute(found)
    ]


def _adherences(session: Session, agency_id: uuid.UUID) -> list[AdherenceRow]:
    found = select(AgencyAdherence).where(AgencyAdherence.agency_id == agency_id).order_by(AgencyAdherence.id)
    return [
        AdherenceRow(
            each.id, each.kind.value, each.body, each.reference, each.attachment_id, each.valid_from, each.valid_to
        )
        for each in session.scalars(found)
    ]


def _merges(session: Session, agency_id: uuid.UUID) -> list[MergeRow]:
    rows = []
    for mine, other in (
        (AgencyMerge.duplicate_id, AgencyMerge.into_id),
        (AgencyMerge.into_id, AgencyMerge.duplicate_id),
    ):
        found = (
            select(AgencyMerge, Agency.id, Agency.number)
            .join(Agency, Agency.id == other)
            .where(mine == agency_id)
            .order_by(AgencyMerge.merged_on, AgencyMerge.id)
        )
        rows += [
            MergeRow(
                other_id,
                number,
                mine is AgencyMerge.duplicate_id,
                merge.merged_on,
                merge.reason,
                merge.split_on,
                merge.split_reason,
            )
            for merge, other_id, number in session.execute(found)
        ]
    return rows
