"""The two registers of letters, hand-in slips, powers of attorney, service, and the way of paper through the office."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.correspondence.rules import AttemptOutcome, Direction, Mode, MovementKind, PaperState
from registry_app.store.base import Dated, Record, personal
from registry_app.store.types import Code

_TO_ANSWER = "answer_due IS NOT NULL AND voided_on IS NULL"


class PaperFile(Dated, Record):
    """A volume of a paper file: where it stands, or who has it.

    `disposal_rule` names the schedule, `disposal_due` the day it allows destruction; None while it is not known.
    """

    __tablename__ = "paper_file"
    __table_args__ = (
        UniqueConstraint("number", "volume"),
        Index("ix_paper_file_subject", "subject_table", "subject_id"),
    )

    number: Mapped[str]
    volume: Mapped[int]
    title: Mapped[str] = personal()
    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    shelf: Mapped[str]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    charged_out_to: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    charged_out_at: Mapped[datetime | None]
    disposal_rule: Mapped[str]
    disposal_due: Mapped[date | None]


class FileMovement(Dated, Record):
    """A step of a paper file; only added, so that where it was on a day can be told."""

    __tablename__ = "file_movement"

    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("paper_file.id"), index=True)
    kind: Mapped[MovementKind] = mapped_column(Code(MovementKind))
    moved_at: Mapped[datetime]
    shelf: Mapped[str]
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    note: Mapped[str]


class Letter(Dated, Record):
    """A line of the inward or the outward register.

    `registered_at` is the entry's date and hour. What the sender did is kept apart: `done_on` (the paper's own date),
    `posted_on`, `received_first_on` with `received_first_at` (any office or mission), `received_here_at`. The machine's
    clock is evidence of none of them. An empty `number` never occurs; `answers_id` is the letter that this one answers.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("number"),
        Index("ix_letter_register", "direction", "registered_at", "id"),
        Index("ix_letter_subject", "subject_table", "subject_id"),
        Index("ix_letter_to_answer", "answer_due", sqlite_where=text(_TO_ANSWER), postgresql_where=text(_TO_ANSWER)),
    )

    direction: Mapped[Direction] = mapped_column(Code(Direction))
    number: Mapped[str]
    registered_at: Mapped[datetime]
    correspondent: Mapped[str] = personal()
    correspondent_table: Mapped[str]
    correspondent_id: Mapped[uuid.UUID | None]
    mode: Mapped[Mode] = mapped_column(Code(Mode))
    enclosures: Mapped[int]
    about: Mapped[str] = personal()
    reference: Mapped[str]  # the other side's own number
    done_on: Mapped[date | None]
    posted_on: Mapped[date | None]
    received_first_on: Mapped[date | None]
    received_first_at: Mapped[str]
    received_here_at: Mapped[datetime | None]
    answers_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"), index=True)
    answer_due: Mapped[date | None]
    subject_table: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("paper_file.id"))
    voided_on: Mapped[date | None]
    void_reason: Mapped[str]


class Folio(Dated, Record):
    """A numbered line of a file's minute sheet."""

    __tablename__ = "folio"
    __table_args__ = (UniqueConstraint("file_id", "number"),)

    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("paper_file.id"))
    number: Mapped[int]
    what: Mapped[str] = personal()
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))


class PowerOfAttorney(Dated, Record):
    """Who may act for whom, within which scope, from when to when; `giver` is an agency, a person, an employer."""

    __tablename__ = "power_of_attorney"
    __table_args__ = (Index("ix_power_of_attorney_giver", "giver_table", "giver_id"),)

    giver_table: Mapped[str]
    giver_id: Mapped[uuid.UUID]
    attorney: Mapped[str] = personal()
    attorney_identity: Mapped[str] = personal()
    scope: Mapped[str]
    notarised: Mapped[bool]
    notary: Mapped[str]
    notary_reference: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    revoked_on: Mapped[date | None]
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))


class HandInSlip(Dated, Record):
    """What somebody handed in at the counter, and under which power; it belongs to a line of the inward register."""

    __tablename__ = "hand_in_slip"

    letter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("letter.id"), index=True)
    received_at: Mapped[datetime]
    brought_by: Mapped[str] = personal()
    identity_seen: Mapped[str] = personal()
    power_of_attorney_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("power_of_attorney.id"))
    note: Mapped[str]


class HandInItem(Dated, Record):
    """A paper on a slip: received or missing; whether its original was seen, and given back."""

    __tablename__ = "hand_in_item"
    __table_args__ = (UniqueConstraint("slip_id", "position"),)

    slip_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("hand_in_slip.id"))
    position: Mapped[int]
    paper: Mapped[str]
    state: Mapped[PaperState] = mapped_column(Code(PaperState))
    copies: Mapped[int]
    original_seen: Mapped[bool]
    original_returned: Mapped[bool]
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))


class Service(Dated, Record):
    """A document that has to reach its addressee with proof.

    It counts as served on the day `rules.service_day` gives from the attempts and their proofs. `deemed_on` is set only
    with `deemed_provision`, the provision that says so.
    """

    __tablename__ = "service"
    __table_args__ = (
        Index("ix_service_document", "document_table", "document_id"),
        Index("ix_service_ordered_on", "ordered_on"),
    )

    document: Mapped[str]  # what it is: "notice of intended decision"
    document_number: Mapped[str]
    document_table: Mapped[str]
    document_id: Mapped[uuid.UUID | None]
    copy_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    addressee: Mapped[str] = personal()
    addressee_table: Mapped[str]
    addressee_id: Mapped[uuid.UUID | None]
    ordered_on: Mapped[date]
    deemed_on: Mapped[date | None]
    deemed_provision: Mapped[str]


class ServiceAttempt(Dated, Record):
    """One attempt at service: when, how, by whom, to whom, with which proof.

    `minute_of_day` is None where nobody noted the hour. `proof_id` is the signed slip, the advice of delivery,
    the clipping; without it the attempt proves nothing.
    """

    __tablename__ = "service_attempt"

    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"), index=True)
    attempted_on: Mapped[date]
    minute_of_day: Mapped[int | None]
    mode: Mapped[Mode] = mapped_column(Code(Mode))
    outcome: Mapped[AttemptOutcome] = mapped_column(Code(AttemptOutcome))
    served_by: Mapped[str] = personal()
    served_on: Mapped[str] = personal()
    capacity: Mapped[str]  # of the person who took it: addressee, employee, relative …
    place: Mapped[str] = personal()
    reference: Mapped[str]  # of the post, the newspaper's issue and page
    proof_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    set_aside_on: Mapped[date | None]
    set_aside_reason: Mapped[str]


class HandOver(Dated, Record):
    """Paper that was collected: by whom, identity seen, under which power, what was given back for it."""

    __tablename__ = "hand_over"
    __table_args__ = (Index("ix_hand_over_document", "document_table", "document_id"),)

    document: Mapped[str]
    document_number: Mapped[str]
    document_table: Mapped[str]
    document_id: Mapped[uuid.UUID | None]
    handed_over_at: Mapped[datetime]
    collected_by: Mapped[str] = personal()
    identity_seen: Mapped[str] = personal()
    power_of_attorney_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("power_of_attorney.id"))
    signed: Mapped[bool]
    old_paper_returned: Mapped[str]  # its number; empty where nothing had to come back
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
