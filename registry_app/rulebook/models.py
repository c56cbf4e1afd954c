"""Adopted rule books: the dated values an office decides by, who confirmed them, and confirmations after a law's end."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.rulebook.rules import Confidence, Provenance
from registry_app.store.base import Dated, Record
from registry_app.store.types import Code, Json


class RuleBook(Dated, Record):
    """A rule book as it was adopted, from a day through a day; `digest` is the SHA-256 of the file it was copied from.

    `amendments` is a list of tables as in the file; `applies_to` is set when a later adoption takes over.
    """

    __tablename__ = "rule_book"

    book: Mapped[str]
    country: Mapped[str]
    title: Mapped[str]
    in_force_from: Mapped[date]
    in_force_to: Mapped[date | None]
    replaced_by: Mapped[str]
    amendments: Mapped[Any] = mapped_column(Json)
    confidence: Mapped[Confidence] = mapped_column(Code(Confidence))
    sources: Mapped[Any] = mapped_column(Json)
    note: Mapped[str]
    digest: Mapped[str]
    applies_from: Mapped[date]
    applies_to: Mapped[date | None]
    adopted_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))


class RuleEntry(Dated, Record):
    """One value of one key for a period of days; `value` is its plain form, NULL where nobody has set it.

    A value that another one replaced from its own first day on is kept and says when, in `superseded_on`.
    """

    __tablename__ = "rule_value"
    __table_args__ = (
        Index(
            "uq_rule_value_in_use",
            "rule_book_id",
            "key",
            "effective_from",
            unique=True,
            sqlite_where=text("superseded_on IS NULL"),
            postgresql_where=text("superseded_on IS NULL"),
        ),
    )

    rule_book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rule_book.id"))
    key: Mapped[str]
    value: Mapped[Any | None] = mapped_column(Json)
    source: Mapped[str]
    quote: Mapped[str]
    as_of: Mapped[date | None]
    confidence: Mapped[Confidence] = mapped_column(Code(Confidence))
    note: Mapped[str]
    provenance: Mapped[Provenance] = mapped_column(Code(Provenance))
    instrument: Mapped[str]
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    confirmed_by_one: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed_by_two: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed_on: Mapped[date | None]
    superseded_on: Mapped[date | None]


class RuleBookConfirmation(Dated, Record):
    """An office's written confirmation, by two persons, that a book is decided by despite its end or an unread amendment.

    `about` is `end` or the amendment's id; the days of decision it covers run from `first` through `last`.
    """

    __tablename__ = "rule_book_confirmation"

    rule_book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rule_book.id"), index=True)
    about: Mapped[str]
    instrument: Mapped[str]
    first: Mapped[date]
    last: Mapped[date | None]
    by_one: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    by_two: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_on: Mapped[date]
