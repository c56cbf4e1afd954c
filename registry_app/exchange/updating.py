"""Bringing an agency of the register up to what a list says, and putting it back when the list is taken back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency, AgencyAddress, AgencyContact, AgencyName
from registry_app.agencies.rows import AddressDraft, ContactDraft, NameDraft, address_row, contact_row
from registry_app.agencies.rules import AddressKind, NameKind
from registry_app.agencies.service import add_contact, change_address, change_name
from registry_app.agencies.standing import keep_marks_of
from registry_app.core.actor import Actor
from registry_app.core.names import search_key
from registry_app.exchange.drafting import Gathered
from registry_app.exchange.grouping import name_key
from registry_app.offices.queries import get_info
from registry_app.persons.rules import script_of

Undo = list[list[Any]]


def update_agency(session: Session, actor: Actor, agency_id: uuid.UUID, gathered: Gathered, on: date) -> Undo:
    """Enter what the list says otherwise: name, one address, telephones and the like that are not known yet.

    Nothing that the register knows is ended because a list leaves it out. An agency of another office is left as it
    is: only that office writes it. Returns what `put_back` needs.
    """
    agency = session.get_one(Agency, agency_id)
    if agency.office_id != actor.office_id:
        return []
    undo: Undo = []
    country = get_info(session).country
    _update_name(session, actor, agency, gathered, on, undo)
    _update_address(session, actor, agency, gathered, on, country, undo)
    for contact in gathered.contacts or ():
        _add_contact(session, actor, agency_id, contact, country, undo)
    return undo


def _update_name(session: Session, actor: Actor, agency: Agency, gathered: Gathered, on: date, undo: Undo) -> None:
    wanted = name_key(gathered.name)
    names = session.scalars(select(AgencyName).where(AgencyName.agency_id == agency.id)).all()
    if any(name_key(each.name) == wanted for each in names):
        return
    standing = [
        each
        for each in names
        if each.kind is NameKind.LEGAL and each.valid_to is None and each.script == script_of(gathered.name)
    ]
    if any(each.valid_from is not None and each.valid_from >= on for each in standing):
        return  # the register knows a newer name than the list
    old = agency.name
    change_name(session, actor, agency.id, NameDraft(gathered.name), on)
    undo.append(["name", old, gathered.name, [each.id.hex for each in standing]])


def _update_address(
    session: Session, actor: Actor, agency: Agency, gathered: Gathered, on: date, country: str, undo: Undo
) -> None:
    standing = session.scalars(
        select(AgencyAddress).where(AgencyAddress.agency_id == agency.id, AgencyAddress.valid_to.is_(None))
    ).all()
    operating = [each for each in standing if each.kind is AddressKind.OPERATING]
    if gathered.addresses is None or len(gathered.addresses) > 1 or len(operating) > 1:
        return  # several places: which of them replaced which, the list does not say
    draft = next(iter(gathered.addresses))
    row = address_row(agency.id, draft, country)
    if any(_same_address(each, row) for each in standing):
        return
    if any(each.valid_from is not None and each.valid_from >= on for each in operating):
        return
    change_address(session, actor, agency.id, replace(draft, kind=AddressKind.OPERATING), on)
    undo.append(["address", [each.id.hex for each in operating], _plain(draft)])


def _plain(draft: AddressDraft) -> list[str]:
    return [draft.lines, draft.place, draft.region, draft.postal_code, draft.country]


def _same_address(address: AgencyAddress, row: dict[str, Any]) -> bool:
    return all(
        search_key(getattr(address, part)) == search_key(row[part]) for part in ("lines", "place", "region", "country")
    )


def _add_contact(
    session: Session, actor: Actor, agency_id: uuid.UUID, draft: ContactDraft, country: str, undo: Undo
) -> None:
    row = contact_row(agency_id, draft, country)
    if not row["key"]:
        return  # what cannot be read stands in the list's row word for word
    known = select(AgencyContact.id).where(
        AgencyContact.agency_id == agency_id, AgencyContact.kind == draft.kind, AgencyContact.key == row["key"]
    )
    if session.scalars(known).first() is None:
        undo.append(["contact", add_contact(session, actor, agency_id, draft).hex])


def put_back(session: Session, actor: Actor, agency_id: uuid.UUID, undo: Sequence[Sequence[Any]]) -> None:
    """End what a list brought and let what it replaced hold again."""
    agency = session.get_one(Agency, agency_id)
    for step in undo:
        if step[0] == "contact":
            contact = session.get_one(AgencyContact, uuid.UUID(step[1]))
            contact.valid_to = actor.today
        elif step[0] == "name":
            _put_name_back(session, actor, agency, old=step[1], new=step[2], replaced=step[3])
        else:
            _put_address_back(session, actor, agency_id, replaced=step[1], new=step[2])
    if undo:
        keep_marks_of(session, actor, agency_id, get_info(session).country)


def _put_name_back(
    session: Session, actor: Actor, agency: Agency, *, old: str, new: str, replaced: Sequence[str]
) -> None:
    brought = select(AgencyName).where(
        AgencyName.agency_id == agency.id, AgencyName.name == new, AgencyName.valid_to.is_(None)
    )
    for name in session.scalars(brought):
        name.valid_to = actor.today
    for identifier in replaced:
        session.get_one(AgencyName, uuid.UUID(identifier)).valid_to = None
    agency.name, agency.search_key = old, search_key(old)


def _put_address_back(
    session: Session, actor: Actor, agency_id: uuid.UUID, *, replaced: Sequence[str], new: Sequence[str]
) -> None:
    brought = select(AgencyAddress).where(
        AgencyAddress.agency_id == agency_id,
        AgencyAddress.lines == new[0],
        AgencyAddress.place == new[1],
        AgencyAddress.valid_to.is_(None),
    )
    for address in session.scalars(brought):
        address.valid_to = actor.today
    for identifier in replaced:
        session.get_one(AgencyAddress, uuid.UUID(identifier)).valid_to = None
