"""Persons: every column that tells who somebody is, is personal."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.persons.rules import DocumentKind, PersonNameKind, Sex
from registry_app.store.base import Dated, Record, personal
from registry_app.store.types import Code


class Person(Dated, Record):
    """A person known to the office; complainants are never here, they are sealed.

    `full_name` is the name as it is shown, `search_key` its folded form. `nationality` is ISO 3166 alpha-2, empty while
    unknown.
    """

    __tablename__ = "person"

    full_name: Mapped[str] = personal()
    search_key: Mapped[str] = personal(index=True)
    sex: Mapped[Sex] = personal(type_=Code(Sex))
    born_on: Mapped[date | None] = personal()
    nationality: Mapped[str] = personal()
    phone: Mapped[str] = personal()
    e_mail: Mapped[str] = personal()
    address: Mapped[str] = personal()


class PersonName(Dated, Record):
    """A name of a person in one script, from a day to a day; `script` is ISO 15924 ("Arab"), `language` BCP 47."""

    __tablename__ = "person_name"
    # a search reads the whole of this index and nothing else
    __table_args__ = (Index("ix_person_name_search", "search_key", "person_id"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[PersonNameKind] = mapped_column(Code(PersonNameKind))
    name: Mapped[str] = personal()
    search_key: Mapped[str] = personal()
    script: Mapped[str]
    language: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class PersonDocument(Dated, Record):
    """An identity document: `number_key` is the number folded for comparison; `seen_on` when the original was seen."""

    __tablename__ = "person_document"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[DocumentKind] = mapped_column(Code(DocumentKind))
    number: Mapped[str] = personal()
    number_key: Mapped[str] = personal(index=True)
    country: Mapped[str]
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    seen_on: Mapped[date | None]
    seen_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
