"""Registering and changing agencies; what they can be recognised by is kept in step."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies import queries
from registry_app.agencies.models import Agency, AgencyAddress, AgencyContact, AgencyMerge, AgencyName
from registry_app.agencies.rows import (
    TABLES,
    AddressDraft,
    AgencyDraft,
    ContactDraft,
    Making,
    NameDraft,
    Rows,
    add_rows,
    address_row,
    agency_rows,
    contact_row,
    name_row,
)
from registry_app.agencies.rules import CONTACT_WORDS, AddressKind, NameKind, refuse_capital
from registry_app.agencies.standing import keep_marks_of, refuse_impossible_end
from registry_app.core.actor import Actor
from registry_app.core.dates import DAY
from registry_app.core.errors import BadInput, NotFound, RuleBroken, StaleRecord
from registry_app.core.money import Money
from registry_app.core.names import clean_text, required_text, search_key
from registry_app.core.progress import Progress
from registry_app.core.texts import _, say, shortened
from registry_app.offices.queries import get_info
from registry_app.offices.service import take_number, take_numbers
from registry_app.screening.models import Mark
from registry_app.store import unit
from registry_app.store.unit import Verb

_LONG = 2_000
_BATCH = 2_000  # agencies whose rows are held at once


@dataclass(frozen=True)
class Particulars:
    """The particulars of an agency as the form shows them all."""

    legal_form: str
    company_number: str
    tax_number: str
    capital: Money | None
    incorporated_on: date | None


def making(session: Session, actor: Actor) -> Making:
    """What rows are made with in this transaction."""
    new_id = unit.unit_of(session).world.new_id
    return Making(actor.today, get_info(session).country, new_id, actor.id)


def register(session: Session, actor: Actor, draft: AgencyDraft, *, despite: str = "") -> uuid.UUID:
    """Register an agency with names, addresses, contacts and principals; returns its id.

    Raises `RuleBroken` when one of the register has a like name or shares a number, telephone or address, unless
    `despite` says why it is another one.
    """
    actor.must("agency:register")
    how = making(session, actor)
    number = draft.number.strip().upper()
    if number:
        _refuse_taken(session, number)
    rows = agency_rows(draft, number, how)
    similar = queries.find_similar(
        session, [each["name"] for each in rows[AgencyName]], [(each["kind"], each["key"]) for each in rows[Mark]]
    )
    if similar and not despite.strip():
        raise RuleBroken(_resembles(draft.name, similar), hint=_("Open that agency, or say why this is another one."))
    if not number:
        number = rows[Agency][0]["number"] = take_number(session, actor, "agency")
    agency_id: uuid.UUID = rows[Agency][0]["id"]
    facts = {"similar": [each.number for each in similar]} if similar else {}
    unit.private_verb(
        session, Verb("agency:registered", Agency.__tablename__, agency_id, number, despite.strip(), facts)
    )
    _insert(session, rows)
    if any(each.person_id is not None for each in draft.principals):
        keep_marks_of(session, actor, agency_id, how.country)
    return agency_id


def _resembles(name: str, similar: Sequence[queries.Similar]) -> str:
    first = similar[0]
    if first.shares:
        return say(
            _("{name} shares its {shared} with {number} {other}."),
            name=shortened(name),
            shared=", ".join(first.shares),
            number=first.number,
            other=shortened(first.name),
        )
    return say(
        _("{name} is much like {number} {other} ({likeness} of 100)."),
        name=shortened(name),
        number=first.number,
        other=shortened(first.name),
        likeness=first.likeness,
    )


def register_many(
    session: Session,
    actor: Actor,
    drafts: Iterable[AgencyDraft],
    progress: Progress,
    *,
    from_list: str,
    total: int = 0,
) -> list[uuid.UUID]:
    """Register the agencies of a list in one go, each as `register` does, without asking about likeness.

    An import shows before what resembles what; `from_list` names the list in the journal, `total` is for the progress.
    Drafts are taken a block at a time, so they may be made while they are taken. Raises `BadInput` for the first that
    cannot be: look at `rows.problems` before. Returns the ids in the order of the drafts.
    """
    actor.must("list:import")
    how = making(session, actor)
    unit.private_verb(session, Verb("agency:list_registered", Agency.__tablename__, None, from_list))
    made: list[uuid.UUID] = []
    left = iter(drafts)
    while block := list(islice(left, _BATCH)):
        progress.step(len(made), total, from_list)
        wanted = sum(not draft.number.strip() for draft in block)
        numbers = iter(take_numbers(session, actor, "agency", wanted) if wanted else [])
        rows: Rows = {}
        for draft in block:
            more = agency_rows(draft, draft.number.strip().upper() or next(numbers), how)
            made.append(more[Agency][0]["id"])
            add_rows(rows, more)
        _insert(session, rows)
    return made


def _insert(session: Session, rows: Rows) -> None:
    for table in TABLES:
        if rows.get(table):
            unit.insert_many(session, table, rows[table])


def _refuse_taken(session: Session, number: str) -> None:
    if session.scalar(select(Agency.id).where(Agency.number == number)) is not None:
        raise RuleBroken(
            say(_("The number {number} belongs to another agency."), number=number),
            hint=_("Leave the number out; the office's next one is given."),
        )


def change_particulars(session: Session, actor: Actor, agency_id: uuid.UUID, version: int, change: Particulars) -> None:
    """Change legal form, numbers, capital, day of incorporation; `version` is the one the form showed."""
    actor.must("agency:change")
    agency = get_agency(session, agency_id)
    if agency.version != version:
        raise StaleRecord(
            _("Someone else changed this agency since you opened the form; nothing was saved."),
            hint=_("Read it again and repeat your change."),
        )
    refuse_capital(change.capital)
    if change.incorporated_on is not None:
        _refuse_future(change.incorporated_on, actor.today)
    agency.legal_form = clean_text(change.legal_form, what=_("legal form"))
    agency.company_number = clean_text(change.company_number, what=_("company number"), limit=60)
    agency.tax_number = clean_text(change.tax_number, what=_("tax number"), limit=60)
    agency.capital_minor = change.capital.minor if change.capital else None
    agency.capital_currency = change.capital.currency if change.capital else ""
    agency.incorporated_on = change.incorporated_on
    unit.verb(session, "agency:changed", agency, label=agency.number)
    keep_marks_of(session, actor, agency_id, get_info(session).country)


def _refuse_future(day: date, today: date) -> None:
    if day > today:
        raise BadInput(
            say(_("{day} is still to come; a change is entered when it has come about."), day=day),
            hint=_("Check the day."),
        )


def change_name(
    session: Session, actor: Actor, agency_id: uuid.UUID, draft: NameDraft, on: date, reason: str = ""
) -> None:
    """Give the agency another legal name in the new name's script from a day on; the old one stays with its last day."""
    actor.must("agency:change")
    _refuse_future(on, actor.today)
    agency = get_agency(session, agency_id)
    row = name_row(agency_id, replace(draft, kind=NameKind.LEGAL, valid_from=on, valid_to=None))
    standing = session.scalars(
        select(AgencyName).where(
            AgencyName.agency_id == agency_id,
            AgencyName.kind == NameKind.LEGAL,
            AgencyName.script == row["script"],
            AgencyName.valid_to.is_(None),
        )
    ).all()
    main = not standing or any(old.name == agency.name for old in standing)
    for old in standing:
        refuse_impossible_end(old.valid_from, on - DAY, actor.today)
        old.valid_to = on - DAY
    session.add(AgencyName(**row))
    if main and standing:
        agency.name, agency.search_key = row["name"], search_key(row["name"])
    unit.verb(session, "agency:renamed", agency, label=agency.number, reason=reason, on=on.isoformat())
    keep_marks_of(session, actor, agency_id, get_info(session).country)


def add_name(session: Session, actor: Actor, agency_id: uuid.UUID, draft: NameDraft) -> None:
    """Enter a further name: trading, former, an abbreviation, the legal name in another script."""
    actor.must("agency:change")
    agency = get_agency(session, agency_id)
    session.add(AgencyName(**name_row(agency_id, draft)))
    unit.verb(session, "agency:name_added", agency, label=agency.number, kind=draft.kind.value)
    keep_marks_of(session, actor, agency_id, get_info(session).country)


def change_address(session: Session, actor: Actor, agency_id: uuid.UUID, draft: AddressDraft, on: date) -> None:
    """Give the agency another address of this kind from a day on; the old one stays with its last day."""
    actor.must("agency:change")
    _refuse_future(on, actor.today)
    agency = get_agency(session, agency_id)
    country = get_info(session).country
    row = address_row(agency_id, replace(draft, valid_from=on), country)
    standing = select(AgencyAddress).where(
        AgencyAddress.agency_id == agency_id,
        AgencyAddress.kind == AddressKind(draft.kind),
        AgencyAddress.valid_to.is_(None),
    )
    for old in session.scalars(standing):
        refuse_impossible_end(old.valid_from, on - DAY, actor.today)
        old.valid_to = on - DAY
    session.add(AgencyAddress(**row))
    unit.verb(session, "agency:moved", agency, label=agency.number, kind=draft.kind.value, on=on.isoformat())
    keep_marks_of(session, actor, agency_id, country)


def add_contact(session: Session, actor: Actor, agency_id: uuid.UUID, draft: ContactDraft) -> uuid.UUID:
    """Enter a telephone, e-mail address, site or fax; one that can be read as none of its kind is refused."""
    actor.must("agency:change")
    agency = get_agency(session, agency_id)
    country = get_info(session).country
    row = contact_row(agency_id, draft, country)
    if not row["key"]:
        raise BadInput(
            say(_("{value} is no {kind}."), value=shortened(row["value"]), kind=_(CONTACT_WORDS[draft.kind])),
            hint=_("Write the telephone with its digits, the e-mail address with its @."),
        )
    contact = AgencyContact(**{**row, "valid_from": actor.today})
    session.add(contact)
    session.flush()
    unit.verb(session, "agency:contact_added", agency, label=agency.number, kind=draft.kind.value)
    keep_marks_of(session, actor, agency_id, country)
    return contact.id


def end_contact(session: Session, actor: Actor, contact_id: uuid.UUID, on: date) -> None:
    """Say that a contact holds no longer; `on` is its last day."""
    actor.must("agency:change")
    contact = session.get(AgencyContact, contact_id)
    if contact is None or contact.valid_to is not None:
        raise NotFound(_("There is no such contact that still holds."), hint=_("Read the agency again."))
    refuse_impossible_end(contact.valid_from, on, actor.today)
    contact.valid_to = on
    agency = get_agency(session, contact.agency_id)
    unit.verb(session, "agency:contact_ended", agency, label=agency.number, on=on.isoformat())
    keep_marks_of(session, actor, agency.id, get_info(session).country)


def merge(session: Session, actor: Actor, duplicate_id: uuid.UUID, into_id: uuid.UUID, reason: str) -> None:
    """Say that an agency is a duplicate of another: nothing is moved, `queries.family` holds both, and it can be split again."""
    actor.must("agency:change")
    duplicate, into = get_agency(session, duplicate_id), get_agency(session, into_id)
    if duplicate_id == into_id:
        raise BadInput(_("An agency is no duplicate of itself."), hint=_("Choose the other agency."))
    for each in (duplicate, into):
        if each.merged_into_id is not None or each.set_aside_on is not None:
            raise RuleBroken(
                say(_("{number} has been merged or set aside; it takes part in no merge."), number=each.number),
                hint=_("Use the agency that stands."),
            )
    if len(queries.family(session, duplicate_id)) > 1:
        raise RuleBroken(
            say(_("Other agencies have been merged into {number}."), number=duplicate.number),
            hint=_("Merge into that one instead, or split them first."),
        )
    duplicate.merged_into_id = into_id
    trace = AgencyMerge(
        duplicate_id=duplicate_id,
        into_id=into_id,
        merged_on=actor.today,
        reason=required_text(reason, what=_("reason"), limit=_LONG),
        split_on=None,
        split_reason="",
    )
    session.add(trace)
    unit.verb(session, "agency:merged", duplicate, label=duplicate.number, reason=trace.reason, into=into.number)


def split(session: Session, actor: Actor, duplicate_id: uuid.UUID, reason: str) -> None:
    """Undo a merge: the agency stands by itself again; the trace stays."""
    actor.must("agency:change")
    duplicate = get_agency(session, duplicate_id)
    trace = session.scalars(
        select(AgencyMerge).where(AgencyMerge.duplicate_id == duplicate_id, AgencyMerge.split_on.is_(None))
    ).first()
    if trace is None:
        raise RuleBroken(
            say(_("{number} is merged into no other agency."), number=duplicate.number),
            hint=_("Nothing is to be split."),
        )
    trace.split_on = actor.today
    trace.split_reason = required_text(reason, what=_("reason"), limit=_LONG)
    duplicate.merged_into_id = None
    into = get_agency(session, trace.into_id)
    unit.verb(session, "agency:split", duplicate, label=duplicate.number, reason=trace.split_reason, into=into.number)


def set_aside(session: Session, actor: Actor, agency_id: uuid.UUID, reason: str) -> None:
    """Say that an agency was entered by mistake: it stays in the register and is shown in no list.

    Whether anything hangs on it (a licence, a complaint) is the caller's question: those features lie further right.
    """
    actor.must("agency:change")
    agency = get_agency(session, agency_id)
    if agency.set_aside_on is not None:
        raise RuleBroken(
            say(_("{number} is set aside already."), number=agency.number), hint=_("Nothing more is needed.")
        )
    agency.set_aside_on = actor.today
    agency.set_aside_reason = required_text(reason, what=_("reason"), limit=_LONG)
    unit.verb(session, "agency:set_aside", agency, label=agency.number, reason=agency.set_aside_reason)
    keep_marks_of(session, actor, agency_id, get_info(session).country)


def get_agency(session: Session, agency_id: uuid.UUID) -> Agency:
    """The record of an agency, for services; `NotFound` without one."""
    found = session.get(Agency, agency_id)
    if found is None:
        raise NotFound(_("There is no such agency."), hint=_("Search for it in the list of agencies."))
    return found
