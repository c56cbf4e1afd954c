"""Entering and changing persons, their names and documents."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, StaleRecord
from registry_app.core.names import clean_text, required_text, search_key
from registry_app.core.texts import _, say
from registry_app.persons.models import Person, PersonDocument, PersonName
from registry_app.persons.rows import DocumentDraft, PersonDraft, PersonNameDraft, document_row, name_row, person_rows
from registry_app.persons.rules import PersonNameKind, Sex, check_country
from registry_app.store import unit
from registry_app.store.unit import Verb


@dataclass(frozen=True)
class PersonChange:
    """New values of a person as the form shows them all."""

    full_name: str
    sex: Sex
    born_on: date | None
    nationality: str
    phone: str
    e_mail: str
    address: str


def enter_person(session: Session, actor: Actor, draft: PersonDraft) -> uuid.UUID:
    """Enter a person with names and documents; returns the id."""
    actor.must("person:change")
    work = unit.unit_of(session)
    rows = person_rows(draft, today=actor.today, seen_by=actor.id, new_id=work.world.new_id)
    person_id: uuid.UUID = rows[Person][0]["id"]
    unit.private_verb(session, Verb("person:entered", Person.__tablename__, person_id))
    for kind, block in rows.items():
        unit.insert_many(session, kind, block)
    return person_id


def change_person(session: Session, actor: Actor, person_id: uuid.UUID, version: int, change: PersonChange) -> None:
    """Change what is known of a person; `version` is the one the form showed.

    A new name becomes another legal name; the old one stays, ended today.
    """
    actor.must("person:change")
    person = get_person(session, person_id)
    if person.version != version:
        raise StaleRecord(
            _("Someone else changed this person since you opened the form; nothing was saved."),
            hint=_("Read it again and repeat your change."),
        )
    if change.born_on is not None and change.born_on > actor.today:
        raise BadInput(
            say(_("{day} as day of birth is in the future."), day=change.born_on), hint=_("Check the document.")
        )
    name = required_text(change.full_name, what=_("name of the person"))
    if name != person.full_name:
        _replace_name(session, actor, person, name)
    person.sex = change.sex
    person.born_on = change.born_on
    person.nationality = check_country(change.nationality)
    person.phone = clean_text(change.phone, what=_("telephone"))
    person.e_mail = clean_text(change.e_mail, what=_("e-mail address"))
    person.address = clean_text(change.address, what=_("address"))
    unit.verb(session, "person:changed", person)


def _replace_name(session: Session, actor: Actor, person: Person, name: str) -> None:
    old = select(PersonName).where(
        PersonName.person_id == person.id, PersonName.name == person.full_name, PersonName.valid_to.is_(None)
    )
    for each in session.scalars(old):
        each.valid_to = actor.today
    draft = PersonNameDraft(name, PersonNameKind.LEGAL, valid_from=actor.today)
    session.add(PersonName(**name_row(person.id, draft)))
    person.full_name, person.search_key = name, search_key(name)


def add_name(session: Session, actor: Actor, person_id: uuid.UUID, draft: PersonNameDraft) -> None:
    """Enter another name: in another script, a former one, an alias."""
    actor.must("person:change")
    person = get_person(session, person_id)
    session.add(PersonName(**name_row(person_id, draft)))
    unit.verb(session, "person:name_added", person, kind=draft.kind.value)


def add_document(session: Session, actor: Actor, person_id: uuid.UUID, draft: DocumentDraft) -> uuid.UUID:
    """Enter an identity document of a person."""
    actor.must("person:change")
    person = get_person(session, person_id)
    document = PersonDocument(**document_row(person_id, draft, today=actor.today, seen_by=actor.id))
    session.add(document)
    session.flush()
    unit.verb(session, "person:document_added", person, kind=draft.kind.value)
    return document.id


def get_person(session: Session, person_id: uuid.UUID) -> Person:
    """The record of a person, for services; `NotFound` without one."""
    found = session.get(Person, person_id)
    if found is None:
        raise NotFound(_("There is no such person in the register."), hint=_("Search for the name or the document."))
    return found
