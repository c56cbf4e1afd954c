"""Offices and what belongs to them."""

from __future__ import annotations

import uuid
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.store.base import Dated, Owned, Record, sealed
from registry_app.store.types import Code, Json


class OfficeKind(StrEnum):
    """Headquarters decide for the country; a regional office takes in and proposes."""

    HEADQUARTERS = "headquarters"
    REGIONAL = "regional"
    MISSION = "mission"


class Purpose(StrEnum):
    """What an office key is for; one key never serves two purposes."""

    SEAL = "seal"
    PDF = "pdf"
    CHECKPOINT = "checkpoint"
    PACKAGE = "package"


class Office(Owned, Record):
    """An office; it owns its own record.

    `weekend` lists weekdays (Monday is 0); `holidays_known_through` is the last day for which holidays were entered.
    """

    __tablename__ = "office"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[OfficeKind] = mapped_column(Code(OfficeKind))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("office.id"))
    zone: Mapped[str]
    weekend: Mapped[Any] = mapped_column(Json)
    languages: Mapped[Any] = mapped_column(Json)
    holidays_known_through: Mapped[date | None]


class RegisterInfo(Owned, Record):
    """The one row about the register itself.

    `training` registers were made from a seed: their keys can be guessed, and every paper says so for ever.
    """

    __tablename__ = "register_info"

    name: Mapped[str]
    country: Mapped[str]
    training: Mapped[bool]
    made_on: Mapped[date]
    root_public: Mapped[bytes] = mapped_column(LargeBinary)


class Holiday(Owned, Record):
    """A day on which the office does not work."""

    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("office_id", "day"),)

    day: Mapped[date]
    name: Mapped[str]


class NumberBlock(Owned, Record):
    """The numbers an office may give without asking: from `first` through `last`; `next` is the one to be given."""

    __tablename__ = "number_block"
    __table_args__ = (UniqueConstraint("office_id", "kind", "year", "first"),)

    kind: Mapped[str]
    year: Mapped[int]
    prefix: Mapped[str]
    first: Mapped[int]
    last: Mapped[int]
    next: Mapped[int]


class NumberVoid(Dated, Record):
    """A number that was taken and not used, with the reason: numbers are never reused, gaps are explained."""

    __tablename__ = "number_void"
    __table_args__ = (UniqueConstraint("number"),)

    kind: Mapped[str]
    number: Mapped[str]
    reason: Mapped[str]


class Authority(Dated, Record):
    """An officer's power to do a verb: by which instrument, from when to when, within which limits.

    `limits` may hold `amount_minor` and `currency`, `categories`, `regions`; what is not named is not limited.
    """

    __tablename__ = "authority"

    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    verb: Mapped[str]
    instrument: Mapped[str]
    instrument_date: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    acting_for: Mapped[str]
    limits: Mapped[Any] = mapped_column(Json)


class Recusal(Dated, Record):
    """An officer's declared interest or kinship in a matter; bars examining, deciding and approving it."""

    __tablename__ = "recusal"

    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    reason: Mapped[str]
    valid_from: Mapped[date]


class OfficeKey(Dated, Record):
    """A key of the office for one purpose, certified by the ministry's root; the private part is wrapped.

    `wrapped` is AES-256-GCM under a key derived from the register's data key; `certificate` is the root's statement.
    """

    __tablename__ = "office_key"

    purpose: Mapped[Purpose] = mapped_column(Code(Purpose))
    key_id: Mapped[bytes] = mapped_column(LargeBinary)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    wrapped: Mapped[bytes] = sealed()
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    revoked_on: Mapped[date | None]


class TrustIssue(Dated, Record):
    """An issue of the ministry's master list of public keys, signed by its root; the newest counts."""

    __tablename__ = "trust_issue"
    __table_args__ = (UniqueConstraint("sequence"),)

    sequence: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
