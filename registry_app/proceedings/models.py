"""Terms, the regulator's clocks with their pauses, and notices."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.proceedings.rules import ClockEventKind, TermState
from registry_app.rulebook.values import Unit
from registry_app.store.base import Dated, Record, personal
from registry_app.store.types import Code, Json


class TermRow(Dated, Record):
    """A term of a party as it was computed on a day: from which event, through which day, or why it cannot be told.

    Rows are only added: of one key of one record the newest counts. `start_event` is empty where the provision does not
    say. `start_on` is None while the term is not running. `last_on` is known only when every reading of the law gives the
    same day; else `earliest_on` and `latest_on` bound it. `term` is the rule book's term (parts not set are null).
    """

    __tablename__ = "term"

    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    key: Mapped[str]
    provision: Mapped[str]
    start_event: Mapped[str]
    n: Mapped[int]
    unit: Mapped[Unit] = mapped_column(Code(Unit))
    term: Mapped[Any] = mapped_column(Json)
    state: Mapped[TermState] = mapped_column(Code(TermState))
    start_on: Mapped[date | None]
    last_on: Mapped[date | None]
    earliest_on: Mapped[date | None]
    latest_on: Mapped[date | None]
    because: Mapped[str]
    computed_on: Mapped[date]
    proof_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id"))


class Clock(Dated, Record):
    """A term of the regulator himself: it runs only while he has the file, from `ClockEvent` rows.

    `start_event` is what it runs from (lodged, complete, fee paid), empty where the provision does not say.
    `missed_effect` is what the law attaches to a missed day: deemed grant, deemed refusal, none, or empty for unknown.
    """

    __tablename__ = "clock"
    __table_args__ = (UniqueConstraint("subject_id", "key"),)

    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    key: Mapped[str]
    provision: Mapped[str]
    start_event: Mapped[str]
    term: Mapped[Any] = mapped_column(Json)
    missed_effect: Mapped[str]


class ClockEvent(Dated, Record):
    """A start, stop, resumption or end of a clock; only added, so that any office that has the file can write it.

    A stop names its legal ground.
    """

    __tablename__ = "clock_event"
    __table_args__ = (UniqueConstraint("clock_id", "sequence"),)

    clock_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("clock.id"))
    sequence: Mapped[int]
    kind: Mapped[ClockEventKind] = mapped_column(Code(ClockEventKind))
    on_day: Mapped[date]
    ground: Mapped[str]
    provision: Mapped[str]


class Notice(Dated, Record):
    """A notice of an intended decision, with the term in which the agency may reply.

    `intended` is the code of the decision it announces. The term runs from proven service; without proof neither a lapse
    of the reply nor a decision after it can be recorded.
    """

    __tablename__ = "notice"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    intended: Mapped[str]
    provisions: Mapped[Any] = mapped_column(Json)
    grounds: Mapped[str] = personal()
    issued_on: Mapped[date]
    issued_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id"))
    served_on: Mapped[date | None]
    replied_on: Mapped[date | None]
    reply_letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    reply: Mapped[str] = personal()
    withdrawn_on: Mapped[date | None]
