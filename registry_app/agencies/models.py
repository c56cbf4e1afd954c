"""Agencies and what belongs to them; nothing of them is ever deleted."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.agencies.rules import AddressKind, AdherenceKind, ContactKind, NameKind, PrincipalRole
from registry_app.store.base import Dated, Record, personal
from registry_app.store.types import Code


class Agency(Dated, Record):
    """A private recruitment agency.

    `name` is the legal name in the office's first script, `search_key` its folded form, by which lists are ordered; all
    names stand in `agency_name`. `legal_form` is a code of the rule book, empty while unknown; capital is in minor units,
    None while unknown. `merged_into_id` is set while it counts as a duplicate of another. `set_aside_on` marks one that was entered or
    imported by mistake: it is shown in no list.
    """

    __tablename__ = "agency"
    __table_args__ = (
        UniqueConstraint("number"),
        Index("ix_agency_search_key_id", "search_key", "id"),
        # of duplicates only: a full one would lure the planner away from the order of the list
        Index(
            "ix_agency_merged_into_id",
            "merged_into_id",
            sqlite_where=text("merged_into_id IS NOT NULL"),
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
    )

    number: Mapped[str]
    name: Mapped[str]
    search_key: Mapped[str]
    legal_form: Mapped[str]
    company_number: Mapped[str]
    tax_number: Mapped[str]
    capital_minor: Mapped[int | None]
    capital_currency: Mapped[str]
    incorporated_on: Mapped[date | None]
    registered_on: Mapped[date]
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"))
    set_aside_on: Mapped[date | None]
    set_aside_reason: Mapped[str]


class AgencyName(Dated, Record):
    """A name of an agency in one script; `script` is ISO 15924 ("Ethi"), `language` BCP 47, empty while unknown."""

    __tablename__ = "agency_name"
    # a search reads the whole of this index and nothing else
    __table_args__ = (Index("ix_agency_name_search", "search_key", "agency_id"),)

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[NameKind] = mapped_column(Code(NameKind))
    name: Mapped[str]
    search_key: Mapped[str]
    script: Mapped[str]
    language: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class AgencyAddress(Dated, Record):
    """An address of an agency; `region` is the rule book's or the country's own word, `country` ISO 3166 alpha-2."""

    __tablename__ = "agency_address"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[AddressKind] = mapped_column(Code(AddressKind))
    lines: Mapped[str]
    place: Mapped[str]
    region: Mapped[str] = mapped_column(index=True)
    postal_code: Mapped[str]
    country: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class AgencyContact(Dated, Record):
    """A phone, an e-mail address or a site; `key` is its normal form (E.164 for phones, where it can be read)."""

    __tablename__ = "agency_contact"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[ContactKind] = mapped_column(Code(ContactKind))
    value: Mapped[str]
    key: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class AgencyPrincipal(Dated, Record):
    """An owner, partner, director or officer; `share_bp` is hundredths of a per cent, None while unknown."""

    __tablename__ = "agency_principal"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[PrincipalRole] = mapped_column(Code(PrincipalRole))
    title: Mapped[str]
    share_bp: Mapped[int | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class AgencyMerge(Dated, Record):
    """The trace of a merge of a duplicate, and of its being split off again."""

    __tablename__ = "agency_merge"

    duplicate_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    into_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    merged_on: Mapped[date]
    reason: Mapped[str]
    split_on: Mapped[date | None]
    split_reason: Mapped[str]


class AgencyAdherence(Dated, Record):
    """A code of conduct, membership or certification (such as IRIS), from a day to a day, with its evidence."""

    __tablename__ = "agency_adherence"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[AdherenceKind] = mapped_column(Code(AdherenceKind))
    body: Mapped[str]
    reference: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))


class Branch(Dated, Record):
    """A branch of an agency; whether it may work is a matter of licences, not of this row."""

    __tablename__ = "branch"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str]
    lines: Mapped[str]
    place: Mapped[str]
    region: Mapped[str] = mapped_column(index=True)
    postal_code: Mapped[str]
    country: Mapped[str]
    phone: Mapped[str]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class Agent(Dated, Record):
    """A sub-agent or field representative of an agency with the serial of his card."""

    __tablename__ = "agent"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    card_serial: Mapped[str]
    region: Mapped[str]
    note: Mapped[str] = personal()
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
