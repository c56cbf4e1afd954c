"""Reading persons: by name in any script, by document, as a card."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from registry_app.core.errors import NotFound
from registry_app.core.names import search_key
from registry_app.core.texts import _
from registry_app.persons.models import Person, PersonDocument, PersonName
from registry_app.persons.rules import document_key


@dataclass(frozen=True)
class PersonRow:
    """A person as lists show him or her."""

    id: uuid.UUID
    full_name: str
    sex: str
    born_on: date | None
    nationality: str


@dataclass(frozen=True)
class PersonNameRow:
    """A name of a person."""

    kind: str
    name: str
    script: str
    language: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class DocumentRow:
    """An identity document; `seen_on` is the day its original was seen."""

    id: uuid.UUID
    kind: str
    number: str
    country: str
    issued_on: date | None
    expires_on: date | None
    seen_on: date | None
    attachment_id: uuid.UUID | None


@dataclass(frozen=True)
class PersonCard:
    """All that is known of a person; `version` goes back with a change."""

    id: uuid.UUID
    version: int
    full_name: str
    sex: str
    born_on: date | None
    nationality: str
    phone: str
    e_mail: str
    address: str
    names: tuple[PersonNameRow, ...]
    documents: tuple[DocumentRow, ...]


def find_persons(session: Session, text: str, limit: int = 100) -> list[PersonRow]:
    """Persons one of whose names has words that begin like each of the words, or who have a document of this number."""
    words = search_key(text).split()
    if not words:
        return []
    by_name = select(PersonName.person_id)
    for word in words:
        by_name = by_name.where((literal(" ") + PersonName.search_key).like(f"% {word}%"))
    by_document = select(PersonDocument.person_id).where(PersonDocument.number_key == document_key(text))
    found = (
        select(Person)
        .where(Person.id.in_(by_name.union(by_document)))
        .order_by(Person.search_key, Person.id)
        .limit(limit)
    )
    return [_row(person) for person in session.scalars(found)]


def get_card(session: Session, person_id: uuid.UUID) -> PersonCard:
    """All that is known of a person, or `NotFound`."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(_("There is no such person in the register."), hint=_("Search for the name or the document."))
    names = session.scalars(select(PersonName).where(PersonName.person_id == person_id).order_by(PersonName.id))
    documents = session.scalars(
        select(PersonDocument).where(PersonDocument.person_id == person_id).order_by(PersonDocument.id)
    )
    return PersonCard(
        id=person.id,
        version=person.version,
        full_name=person.full_name,
        sex=person.sex.value,
        born_on=person.born_on,
        nationality=person.nationality,
        phone=person.phone,
        e_mail=person.e_mail,
        address=person.address,
        names=tuple(
            PersonNameRow(each.kind.value, each.name, each.script, each.language, each.valid_from, each.valid_to)
            for each in names
        ),
        documents=tuple(
            DocumentRow(
                each.id,
                each.kind.value,
                each.number,
                each.country,
                each.issued_on,
                each.expires_on,
                each.seen_on,
                each.attachment_id,
            )
            for each in documents
        ),
    )


def _row(person: Person) -> PersonRow:
    return PersonRow(person.id, person.full_name, person.sex.value, person.born_on, person.nationality)
