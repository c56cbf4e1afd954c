"""A person as typed or read from a list, and the rows that it becomes: one path for forms and for imports."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry_app.core.errors import BadInput
from registry_app.core.names import clean_text, required_text, search_key
from registry_app.core.texts import _, say, shortened
from registry_app.persons.models import Person, PersonDocument, PersonName
from registry_app.persons.rules import DocumentKind, PersonNameKind, Sex, check_country, document_key, script_of
from registry_app.store.base import Record

Rows = Mapping[type[Record], list[dict[str, Any]]]


@dataclass(frozen=True)
class PersonNameDraft:
    """Another name of a person; the script is read from the letters."""

    name: str
    kind: PersonNameKind = PersonNameKind.TRANSLITERATION
    language: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class DocumentDraft:
    """An identity document; `seen_on` is the day its original was seen, None for a copy."""

    kind: DocumentKind
    number: str
    country: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    seen_on: date | None = None
    attachment_id: uuid.UUID | None = None


@dataclass(frozen=True)
class PersonDraft:
    """A person as typed."""

    full_name: str
    other_names: tuple[PersonNameDraft, ...] = ()
    sex: Sex = Sex.UNKNOWN
    born_on: date | None = None
    nationality: str = ""
    phone: str = ""
    e_mail: str = ""
    address: str = ""
    documents: tuple[DocumentDraft, ...] = ()


def person_rows(
    draft: PersonDraft, *, today: date, seen_by: uuid.UUID | None, new_id: Callable[[], uuid.UUID]
) -> dict[type[Record], list[dict[str, Any]]]:
    """The rows of a person: `person`, its names (the shown one too) and documents; `BadInput` for what cannot be."""
    if draft.born_on is not None and draft.born_on > today:
        raise BadInput(
            say(_("{day} as day of birth is in the future."), day=draft.born_on), hint=_("Check the document.")
        )
    person_id = new_id()
    name = required_text(draft.full_name, what=_("name of the person"))
    person = {
        "id": person_id,
        "full_name": name,
        "search_key": search_key(name),
        "sex": draft.sex,
        "born_on": draft.born_on,
        "nationality": check_country(draft.nationality),
        "phone": clean_text(draft.phone, what=_("telephone")),
        "e_mail": clean_text(draft.e_mail, what=_("e-mail address")),
        "address": clean_text(draft.address, what=_("address")),
    }
    names = (PersonNameDraft(name, PersonNameKind.LEGAL), *draft.other_names)
    return {
        Person: [person],
        PersonName: [{"id": new_id(), **name_row(person_id, each)} for each in names],
        PersonDocument: [
            {"id": new_id(), **document_row(person_id, each, today=today, seen_by=seen_by)} for each in draft.documents
        ],
    }


def name_row(person_id: uuid.UUID, draft: PersonNameDraft) -> dict[str, Any]:
    """The columns of a name."""
    name = required_text(draft.name, what=_("name of the person"))
    return {
        "person_id": person_id,
        "kind": draft.kind,
        "name": name,
        "search_key": search_key(name),
        "script": script_of(name),
        "language": draft.language,
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
    }


def document_row(
    person_id: uuid.UUID, draft: DocumentDraft, *, today: date, seen_by: uuid.UUID | None
) -> dict[str, Any]:
    """The columns of an identity document; who saw the original is kept when one was seen."""
    number = required_text(draft.number, what=_("number of the document"), limit=60)
    if not document_key(number):
        raise BadInput(
            say(_("{number} is no number of a document."), number=shortened(number)),
            hint=_("Copy it from the document."),
        )
    if draft.issued_on and draft.expires_on and draft.expires_on < draft.issued_on:
        raise BadInput(
            say(
                _("The document would expire on {last}, before its issue on {first}."),
                last=draft.expires_on,
                first=draft.issued_on,
            ),
            hint=_("Check both days on the document."),
        )
    for day in (draft.issued_on, draft.seen_on):
        if day is not None and day > today:
            raise BadInput(say(_("{day} is in the future."), day=day), hint=_("Check the days of the document."))
    return {
        "person_id": person_id,
        "kind": draft.kind,
        "number": number,
        "number_key": document_key(number),
        "country": check_country(draft.country),
        "issued_on": draft.issued_on,
        "expires_on": draft.expires_on,
        "seen_on": draft.seen_on,
        "seen_by": seen_by if draft.seen_on else None,
        "attachment_id": draft.attachment_id,
    }
