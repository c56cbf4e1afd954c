"""Who belongs to an agency: principals, agents, branches, and what it adheres to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies.models import AgencyAdherence, AgencyPrincipal, Agent, Branch
from registry_app.agencies.rows import AddressDraft, PrincipalDraft, address_row, principal_row
from registry_app.agencies.rules import AdherenceKind, refuse_shares
from registry_app.agencies.service import get_agency
from registry_app.agencies.standing import keep_marks_of, keep_marks_of_person, refuse_impossible_end
from registry_app.core.actor import Actor
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say
from registry_app.offices.queries import get_info
from registry_app.persons import service as persons
from registry_app.persons.rows import DocumentDraft, PersonNameDraft
from registry_app.store import unit

_LONG = 2_000


@dataclass(frozen=True)
class AdherenceDraft:
    """A code of conduct, membership or certification as its paper tells it."""

    kind: AdherenceKind
    body: str
    reference: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    attachment_id: uuid.UUID | None = None


def add_principal(session: Session, actor: Actor, agency_id: uuid.UUID, draft: PrincipalDraft) -> uuid.UUID:
    """Enter a principal, a new person or one of the register; the same person in the same role once at a time."""
    actor.must("agency:change")
    agency = get_agency(session, agency_id)
    standing = session.scalars(
        select(AgencyPrincipal).where(AgencyPrincipal.agency_id == agency_id, AgencyPrincipal.valid_to.is_(None))
    ).all()
    refuse_shares([*(each.share_bp for each in standing), draft.share_bp])
    person_id = draft.person_id
    if draft.person is not None:
        person_id = persons.enter_person(session, actor, draft.person)
    if person_id is None:
        raise BadInput(_("A principal without a name says nothing."), hint=_("Name the person."))
    persons.get_person(session, person_id)
    if any(each.person_id == person_id and each.role is draft.role for each in standing):
        raise RuleBroken(
            _("This person is entered in this role already."),
            hint=_("End the present entry first, or change the role."),
        )
    principal = AgencyPrincipal(**principal_row(agency_id, person_id, draft))
    session.add(principal)
    session.flush()
    unit.verb(session, "agency:principal_joined", agency, label=agency.number, position=draft.role.value)
    keep_marks_of(session, actor, agency_id, get_info(session).country)
    return principal.id


def end_principal(session: Session, actor: Actor, principal_id: uuid.UUID, on: date) -> None:
    """Say that a principal left; `on` is the last day in the role."""
    actor.must("agency:change")
    principal = session.get(AgencyPrincipal, principal_id)
    if principal is None or principal.valid_to is not None:
        raise NotFound(_("There is no such principal in office."), hint=_("Read the agency again."))
    refuse_impossible_end(principal.valid_from, on, actor.today)
    principal.valid_to = on
    agency = get_agency(session, principal.agency_id)
    unit.verb(
        session, "agency:principal_left", agency, label=agency.number, on=on.isoformat(), position=principal.role.value
    )
    keep_marks_of(session, actor, agency.id, get_info(session).country)


def add_person_name(session: Session, actor: Actor, person_id: uuid.UUID, draft: PersonNameDraft) -> None:
    """Enter another name of a person, and let the agencies he is in be recognised by it."""
    persons.add_name(session, actor, person_id, draft)
    keep_marks_of_person(session, actor, person_id, get_info(session).country)


def add_person_document(session: Session, actor: Actor, person_id: uuid.UUID, draft: DocumentDraft) -> uuid.UUID:
    """Enter an identity document of a person, and let the agencies he is in be recognised by it."""
    document_id = persons.add_document(session, actor, person_id, draft)
    keep_marks_of_person(session, actor, person_id, get_info(session).country)
    return document_id


def change_person(
    session: Session, actor: Actor, person_id: uuid.UUID, version: int, change: persons.PersonChange
) -> None:
    """Change what is known of a person, and let the agencies he is in be recognised by it."""
    persons.change_person(session, actor, person_id, version, change)
    keep_marks_of_person(session, actor, person_id, get_info(session).country)


def open_branch(
    session: Session, actor: Actor, agency_id: uuid.UUID, name: str, address: AddressDraft, phone: str, on: date | None
) -> uuid.UUID:
    """Enter a branch; whether it may work is decided by licensing."""
    actor.must("agency:change")
    agency = get_agency(session, agency_id)
    row = address_row(agency_id, address, get_info(session).country)
    branch = Branch(
        agency_id=agency_id,
        name=required_text(name, what=_("name of the branch")),
        lines=row["lines"],
        place=row["place"],
        region=row["region"],
        postal_code=row["postal_code"],
        country=row["country"],
        phone=clean_text(phone, what=_("telephone")),
        opened_on=on,
        closed_on=None,
    )
    session.add(branch)
    session.flush()
    unit.verb(session, "agency:branch_opened", agency, label=agency.number)
    return branch.id


def close_branch(session: Session, actor: Actor, branch_id: uuid.UUID, on: date) -> None:
    """Say that a branch works no longer; `on` is its last day."""
    actor.must("agency:change")
    branch = session.get(Branch, branch_id)
    if branch is None or branch.closed_on is not None:
        raise NotFound(_("There is no such branch that is open."), hint=_("Read the agency again."))
    refuse_impossible_end(branch.opened_on, on, actor.today)
    branch.closed_on = on
    agency = get_agency(session, branch.agency_id)
    unit.verb(session, "agency:branch_closed", agency, label=agency.number, on=on.isoformat())


def add_agent(
    session: Session,
    actor: Actor,
    agency_id: uuid.UUID,
    person_id: uuid.UUID,
    *,
    card_serial: str,
    region: str,
    period: Period,
) -> uuid.UUID:
    """Enter an agent with the serial of his card; a serial stands for one agent at a time."""
    actor.must("agency:change")
    agency = get_agency(session, agency_id)
    persons.get_person(session, person_id)
    serial = clean_text(card_serial, what=_("serial of the card"), limit=60)
    if serial and session.scalar(select(Agent.id).where(Agent.card_serial == serial, Agent.valid_to.is_(None))):
        raise RuleBroken(
            say(_("The card {serial} belongs to another agent."), serial=serial),
            hint=_("Check the serial on the card."),
        )
    agent = Agent(
        agency_id=agency_id,
        person_id=person_id,
        card_serial=serial,
        region=clean_text(region, what=_("region")),
        note="",
        valid_from=period.first,
        valid_to=period.last,
    )
    session.add(agent)
    session.flush()
    unit.verb(session, "agency:agent_entered", agency, label=agency.number)
    return agent.id


def end_agent(session: Session, actor: Actor, agent_id: uuid.UUID, on: date) -> None:
    """Say that an agent works for the agency no longer; `on` is his last day."""
    actor.must("agency:change")
    agent = session.get(Agent, agent_id)
    if agent is None:
        raise NotFound(_("There is no such agent."), hint=_("Read the agency again."))
    refuse_impossible_end(agent.valid_from, on, actor.today)
    agent.valid_to = on
    agency = get_agency(session, agent.agency_id)
    unit.verb(session, "agency:agent_ended", agency, label=agency.number, on=on.isoformat())


def enter_adherence(session: Session, actor: Actor, agency_id: uuid.UUID, draft: AdherenceDraft) -> uuid.UUID:
    """Enter a code of conduct, membership or certification with its evidence."""
    actor.must("agency:change")
    agency = get_agency(session, agency_id)
    if draft.valid_from is not None:
        Period(draft.valid_from, draft.valid_to)
    adherence = AgencyAdherence(
        agency_id=agency_id,
        kind=draft.kind,
        body=required_text(draft.body, what=_("body")),
        reference=clean_text(draft.reference, what=_("reference")),
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        attachment_id=draft.attachment_id,
    )
    session.add(adherence)
    session.flush()
    unit.verb(session, "agency:adherence_entered", agency, label=agency.number, body=adherence.body)
    return adherence.id
