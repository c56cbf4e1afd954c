"""Employers with their names and standing."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.employers.rules import Standing, StandingBy
from registry_app.store.base import Dated, Record
from registry_app.store.types import Code


class Employer(Dated, Record):
    """A foreign principal employer; `name` is the one lists show, `country` ISO 3166 alpha-2.

    `merged_into_id` is set while it counts as a duplicate of another.
    """

    __tablename__ = "employer"

    name: Mapped[str]
    search_key: Mapped[str] = mapped_column(index=True)
    country: Mapped[str]
    sector: Mapped[str]
    registration: Mapped[str]  # its number with the authority of its own country
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employer.id"), index=True)


class EmployerName(Dated, Record):
    """Another name of an employer, in the script it is used in; `script` is ISO 15924, empty while unknown."""

    __tablename__ = "employer_name"

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employer.id"), index=True)
    name: Mapped[str]
    search_key: Mapped[str] = mapped_column(index=True)
    script: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class EmployerStanding(Dated, Record):
    """How an employer stands, by whom, from a day through a day, and by which provision or notice."""

    __tablename__ = "employer_standing"

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employer.id"), index=True)
    standing: Mapped[Standing] = mapped_column(Code(Standing))
    by: Mapped[StandingBy] = mapped_column("said_by", Code(StandingBy))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    provision: Mapped[str]
    reason: Mapped[str]
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employer_standing.id"))
