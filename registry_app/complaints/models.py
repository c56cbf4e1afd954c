"""The complaints' tables. Who complains is sealed: only a custodian's key opens `identity`; nothing here repeats it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.complaints.rules import (
    AgeGroup,
    Channel,
    ComplainantKind,
    EventKind,
    OutcomeKind,
    RespondentKind,
    Sex,
    Source,
    SumKind,
)
from registry_app.store.base import Dated, Record, personal, sealed
from registry_app.store.types import Code, Json

_ENDED = "kind IN ('closed', 'found_inadmissible') AND set_aside_by IS NULL"
_REOPENED = "kind = 'reopened' AND set_aside_by IS NULL"


class Complaint(Dated, Record):
    """A complaint as it came in; where it stands is worked out from `ComplaintEvent` and stored nowhere.

    Of the submission: `done_on` is the paper's own date, `received_first_on` the day any office or mission got it,
    `received_on` the day it came here. An oral one was written by `written_by` and signed by the complainant:
    `signed_record_id` is that paper. `identity` seals a complainant who is not one of the workers.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("complainant_kind = 'own_initiative' OR pseudonym <> ''", name="pseudonym"),
        Index("ix_complaint_received_on_id", "received_on", "id"),
    )

    number: Mapped[str]
    channel: Mapped[Channel] = mapped_column(Code(Channel))
    oral: Mapped[bool]
    language: Mapped[str]
    done_on: Mapped[date | None]
    received_first_on: Mapped[date | None]
    received_first_at: Mapped[str]
    received_on: Mapped[date]
    written_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    signed_on: Mapped[date | None]
    signed_record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    complainant_kind: Mapped[ComplainantKind] = mapped_column(Code(ComplainantKind))
    pseudonym: Mapped[str]
    relation: Mapped[str]  # of the family to the worker, without names
    authority: Mapped[str]  # by what the complainant may speak for the worker
    authority_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    identity: Mapped[bytes | None] = sealed()
    safe_contact: Mapped[bool]  # a safe way to reach the complainant is among what is sealed
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("paper_file.id"))


class ComplaintWorker(Dated, Record):
    """A worker the complaint is about: pseudonym, sex, age group, destination in clear; the rest in `identity`."""

    __tablename__ = "complaint_worker"
    __table_args__ = (UniqueConstraint("complaint_id", "ordinal"), UniqueConstraint("pseudonym"))

    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint.id"))
    ordinal: Mapped[int]
    pseudonym: Mapped[str]
    sex: Mapped[Sex] = mapped_column(Code(Sex))
    age_group: Mapped[AgeGroup] = mapped_column(Code(AgeGroup))
    destination: Mapped[str]
    occupation: Mapped[str]
    whereabouts: Mapped[str]  # home, abroad, shelter; never an address
    recruited_on: Mapped[date | None]
    contract_on: Mapped[date | None]
    identity: Mapped[bytes | None] = sealed()


class ComplaintRespondent(Dated, Record):
    """Against whom: a record of the register where there is one, a typed name where not."""

    __tablename__ = "complaint_respondent"
    __table_args__ = (
        UniqueConstraint("complaint_id", "ordinal"),
        CheckConstraint(
            "(kind = 'agency' AND agency_id IS NOT NULL) OR (kind = 'employer' AND employer_id IS NOT NULL)"
            " OR (kind IN ('agent', 'unlicensed'))",
            name="kind",
        ),
    )

    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint.id"))
    ordinal: Mapped[int]
    kind: Mapped[RespondentKind] = mapped_column(Code(RespondentKind))
    agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"), index=True)
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employer.id"), index=True)
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    typed_name: Mapped[str] = personal()
    country: Mapped[str]


class ComplaintAllegation(Dated, Record):
    """What happened to a worker, by a category of the two-level list; `facts` must not name whom the register seals."""

    __tablename__ = "complaint_allegation"
    __table_args__ = (
        UniqueConstraint("complaint_id", "ordinal"),
        CheckConstraint("through_on IS NULL OR from_on IS NULL OR through_on >= from_on", name="days"),
    )

    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint.id"))
    worker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint_worker.id"), index=True)
    ordinal: Mapped[int]
    category: Mapped[str] = mapped_column(index=True)
    from_on: Mapped[date | None]
    through_on: Mapped[date | None]
    known_on: Mapped[date | None]
    place: Mapped[str]
    country: Mapped[str]
    facts: Mapped[str] = personal()
    relief: Mapped[str] = personal()
    set_aside_by: Mapped[uuid.UUID | None]


class ComplaintEvent(Dated, Record):
    """Something that happened in a complaint on a day, with its ground, paper and proof of service."""

    __tablename__ = "complaint_event"
    # the open complaints are all of them without the ended ones, and those that were opened again
    __table_args__ = (
        Index("ix_complaint_event_ended", "complaint_id", sqlite_where=text(_ENDED), postgresql_where=text(_ENDED)),
        Index(
            "ix_complaint_event_reopened",
            "complaint_id",
            sqlite_where=text(_REOPENED),
            postgresql_where=text(_REOPENED),
        ),
    )

    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[EventKind] = mapped_column(Code(EventKind))
    on: Mapped[date] = mapped_column("on_day")
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    provision: Mapped[str]
    reason: Mapped[str] = personal()
    to_whom: Mapped[str]  # of a referral: the body
    answer_due_on: Mapped[date | None]
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id"))
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("complaint_event.id"))


class ComplaintSettlement(Dated, Record):
    """What the parties agreed on; it binds only with the acknowledgement of each worker it concerns."""

    __tablename__ = "complaint_settlement"

    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint.id"), index=True)
    settled_on: Mapped[date]
    due_on: Mapped[date]
    terms: Mapped[str] = personal()
    conciliator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    respondent_signatory: Mapped[str] = personal()
    attachment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("attachment.id"))
    set_aside_by: Mapped[uuid.UUID | None]


class WorkerAcknowledgement(Dated, Record):
    """A worker's own word for a settlement, a payment or a waiver: in which language, heard alone, by what proof.

    `interpreter` is the interpreter's name, empty where officer and worker share the language.
    """

    __tablename__ = "worker_acknowledgement"
    __table_args__ = (CheckConstraint("about IN ('settlement', 'payment', 'waiver', 'withdrawal')", name="about"),)

    worker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint_worker.id"), index=True)
    about: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    acknowledged_on: Mapped[date]
    manner: Mapped[str]  # in person, by phone through a mission, by letter
    language: Mapped[str]
    heard_alone: Mapped[bool]
    interpreter: Mapped[str] = personal()
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    set_aside_by: Mapped[uuid.UUID | None]


class ComplaintDecision(Dated, Record):
    """The regulator's decision, proposed by one person and approved by another; `decided_on` is None until then.

    `sums` lists what is ordered as `[allegation, minor, currency, item]`, `outcomes` what is not as
    `[allegation, outcome, reason]`, by the ordinals of the allegations; they become rows with the approval.
    """

    __tablename__ = "complaint_decision"

    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint.id"), index=True)
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    proposed_on: Mapped[date]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_on: Mapped[date | None]
    declined_on: Mapped[date | None]
    authority_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("authority.id"))
    approval_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("approval.id"))
    provision: Mapped[str]
    reasons: Mapped[str] = personal()
    ex_parte: Mapped[bool]
    sums: Mapped[Any] = mapped_column(Json)
    outcomes: Mapped[Any] = personal(type_=Json)
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("complaint_decision.id"))


class ComplaintSum(Dated, Record):
    """One sum of one allegation: claimed, evidenced by receipt, ordered or settled. Sums are added up, never netted.

    A correction sets a row aside and adds another; `set_aside_by` is the row that takes its place, or the row itself
    where nothing does.
    """

    __tablename__ = "complaint_sum"
    __table_args__ = (
        CheckConstraint("minor > 0", name="minor"),
        CheckConstraint("kind <> 'evidenced' OR attachment_id IS NOT NULL", name="receipt"),
        CheckConstraint("kind <> 'settled' OR settlement_id IS NOT NULL", name="settlement"),
        CheckConstraint("kind <> 'ordered' OR decision_id IS NOT NULL", name="decision"),
    )

    allegation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint_allegation.id"), index=True)
    kind: Mapped[SumKind] = mapped_column(Code(SumKind))
    minor: Mapped[int]
    currency: Mapped[str]
    item: Mapped[str]  # what for: recruitment fee, ticket, wages of March
    on: Mapped[date | None] = mapped_column("on_day")
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    settlement_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("complaint_settlement.id"), index=True)
    decision_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("complaint_decision.id"), index=True)
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("complaint_sum.id"))


class ComplaintPayment(Dated, Record):
    """Money that is said to have reached a worker; it counts as paid only once the worker has acknowledged it.

    `entry_id` is the guarantee's pay-out it came from, where it did.
    """

    __tablename__ = "complaint_payment"
    __table_args__ = (
        CheckConstraint("minor > 0", name="minor"),
        CheckConstraint("(source = 'guarantee') = (entry_id IS NOT NULL)", name="source"),
    )

    allegation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint_allegation.id"), index=True)
    minor: Mapped[int]
    currency: Mapped[str]
    source: Mapped[Source] = mapped_column(Code(Source))
    paid_by: Mapped[str] = personal()
    paid_on: Mapped[date]
    manner: Mapped[str]
    reference: Mapped[str]
    entry_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("guarantee_entry.id"))
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("complaint_payment.id"))


class ComplaintOutcome(Dated, Record):
    """What became of an allegation when the complaint was closed, with its ground; a debt that stands stays one."""

    __tablename__ = "complaint_outcome"

    allegation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint_allegation.id"), index=True)
    kind: Mapped[OutcomeKind] = mapped_column(Code(OutcomeKind))
    on: Mapped[date] = mapped_column("on_day")
    provision: Mapped[str]
    reason: Mapped[str] = personal()
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("complaint_outcome.id"))
