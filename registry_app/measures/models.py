"""Interim measures, their ends, and proposals."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.measures.rules import EndKind, MeasureKind, ProposalOutcome
from registry_app.rulebook.values import Force
from registry_app.store.base import Dated, Record, personal
from registry_app.store.types import Code, Json

_OPEN = "outcome = 'open'"


class Measure(Dated, Record):
    """An interim block of an agency: not a sanction, counted in no ordinal.

    `decided_on` and `decided_at` are None while it waits for its second person; after that the row is never altered: an
    earlier end or a setting aside is a `MeasureEnd`, a confirmation another row with `confirms_id`. `licences` lists the licences (their ids in hexadecimal)
    an interim suspension is limited to; empty means all of the agency's. `cause_*` names the record it arose from,
    which may lie in a feature further right.
    """

    __tablename__ = "measure"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[MeasureKind] = mapped_column(Code(MeasureKind))
    provisional: Mapped[bool]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    ends_because: Mapped[str]
    provision: Mapped[str]
    reason: Mapped[str] = personal()
    licences: Mapped[Any] = mapped_column(Json)
    cause_table: Mapped[str]
    cause_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    decided_on: Mapped[date | None]
    decided_at: Mapped[datetime | None]
    declined_on: Mapped[date | None]
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    instrument: Mapped[str]
    confirms_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("measure.id"))
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("paper_file.id"))


class MeasureEnd(Dated, Record):
    """The end of a measure before its last day, or of one that had none; `last_on` is its last day.

    A measure that is set aside counts as never imposed, from the moment of that decision on; `last_on` is None then. Not in force until a second person has approved it: `decided_on` is None while it is only proposed.
    """

    __tablename__ = "measure_end"

    measure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("measure.id"), index=True)
    kind: Mapped[EndKind] = mapped_column(Code(EndKind))
    last_on: Mapped[date | None]
    provision: Mapped[str]
    reason: Mapped[str] = personal()
    decided_on: Mapped[date | None]
    decided_at: Mapped[datetime | None]
    declined_on: Mapped[date | None]
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    instrument: Mapped[str]


class Proposal(Dated, Record):
    """What a feature asks a feature further right to do: taken or declined, by whom and why.

    `key` says the same for the same cause, so that a shortfall computed twice proposes once. `force` is `may` or
    `shall`: what the law says shall be done is declined with a provision only.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("office_id", "key"),
        Index("ix_proposal_open", "agency_id", "kind", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
    )

    key: Mapped[str]
    kind: Mapped[str] = mapped_column(index=True)
    agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"), index=True)
    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    cause_table: Mapped[str]
    cause_id: Mapped[uuid.UUID | None]
    force: Mapped[Force] = mapped_column(Code(Force))
    provision: Mapped[str]
    reason: Mapped[str] = personal()
    due_on: Mapped[date | None]
    outcome: Mapped[ProposalOutcome] = mapped_column(Code(ProposalOutcome))
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = personal()
    decision_provision: Mapped[str]
    taken_table: Mapped[str]
    taken_id: Mapped[uuid.UUID | None]
