"""Applications with their moves and papers, examinations, decisions, licences and their grounds, licences of lists."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.core.check_results import Verdict
from registry_app.licensing.checklist import FindingKind, Needed
from registry_app.licensing.decisions import ActsFrom, DecisionKind, Standing
from registry_app.licensing.rules import ApplicationKind, ApplicationState
from registry_app.licensing.status import GroundKind
from registry_app.store.base import Dated, Record, personal
from registry_app.store.types import Code, Json

# what the work list asks for: the few rows of a table that somebody still has to look after
_DECIDED = "to_state IN ('granted', 'refused', 'withdrawn')"
_UNSERVED = (
    "kind IN ('refuse', 'suspend', 'revoke') AND standing = 'decided' AND set_aside_by IS NULL AND service_id IS NULL"
)
_NOTICED = "notice_id IS NOT NULL"
_TO_MEET = "due_on IS NOT NULL AND met_on IS NULL"


class Application(Dated, Record):
    """An agency's application as it was handed in; where it stands is the last of its `ApplicationMove` rows.

    So an office decides another's application without writing that office's row. Of the submission: `done_on` is the paper's own date, `received_first_on` the day any office or mission got it,
    `received_on` the day it came here. `lodged_on` is None in a draft. `licence_id` is the licence to be renewed or
    changed.
    """

    __tablename__ = "application"
    __table_args__ = (UniqueConstraint("number"),)

    number: Mapped[str]
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[ApplicationKind] = mapped_column(Code(ApplicationKind))
    category: Mapped[str]
    destination: Mapped[str]
    licence_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("licence.id"))
    done_on: Mapped[date | None]
    posted_on: Mapped[date | None]
    received_first_on: Mapped[date | None]
    received_on: Mapped[date | None]
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    slip_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("hand_in_slip.id"))
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("paper_file.id"))
    lodged_on: Mapped[date | None]
    lodged_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))


class ApplicationMove(Dated, Record):
    """One step of an application from a state to a state; its number makes two steps at once a clash."""

    __tablename__ = "application_move"
    __table_args__ = (
        UniqueConstraint("application_id", "sequence"),
        # the open applications are all of them without these
        Index(
            "ix_application_move_decided",
            "application_id",
            sqlite_where=text(_DECIDED),
            postgresql_where=text(_DECIDED),
        ),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("application.id"))
    sequence: Mapped[int]
    from_state: Mapped[ApplicationState] = mapped_column(Code(ApplicationState))
    to_state: Mapped[ApplicationState] = mapped_column(Code(ApplicationState))
    on_day: Mapped[date]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = personal()


class ChecklistItem(Dated, Record):
    """One paper that the rule book asks for, as the book stood when the application was lodged.

    `part_of` names the item it is a part of; an item that `has_parts` is settled by them. `valid_for` is the book's term
    for the age of the paper, null where nothing is set.
    """

    __tablename__ = "checklist_item"
    __table_args__ = (UniqueConstraint("application_id", "code"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("application.id"))
    position: Mapped[int]
    code: Mapped[str]
    part_of: Mapped[str]
    has_parts: Mapped[bool]
    label: Mapped[str]
    provision: Mapped[str]
    quote: Mapped[str]
    needed: Mapped[Needed] = mapped_column(Code(Needed))
    valid_for: Mapped[Any] = mapped_column(Json, nullable=True)


class Paper(Dated, Record):
    """A paper handed in for an item; of several the newest counts. `dated_on` is the date that it bears."""

    __tablename__ = "application_paper"

    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("checklist_item.id"), index=True)
    attachment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("attachment.id"))
    received_on: Mapped[date]
    dated_on: Mapped[date | None]
    original_seen: Mapped[bool]
    entered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))


class PaperFinding(Dated, Record):
    """What an officer found of an item: verified, rejected or waived; only added, and the newest counts.

    A verification or rejection is of one paper: another paper handed in later has to be verified again. `valid_until` is
    what the paper itself says.
    """

    __tablename__ = "paper_finding"

    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("checklist_item.id"), index=True)
    paper_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("application_paper.id"))
    kind: Mapped[FindingKind] = mapped_column(Code(FindingKind))
    found_on: Mapped[date]
    found_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    valid_until: Mapped[date | None]
    reason: Mapped[str] = personal()
    provision: Mapped[str]


class Examination(Dated, Record):
    """What every check said on a day: facts as seen then, never computed again.

    `results` is a list of check results; their sentences may name persons, so the journal holds a salted hash.
    `occasion` is `examined`, `proposed` or `approved`.
    """

    __tablename__ = "examination"

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("application.id"), index=True)
    occasion: Mapped[str]
    examined_on: Mapped[date]
    examined_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    verdict: Mapped[Verdict] = mapped_column(Code(Verdict))
    results: Mapped[Any] = personal(type_=Json)


class Decision(Dated, Record):
    """A decision on an application or on a licence: proposed by one person, approved by another, then never altered.

    Until `decided_at` it is only proposed. `acts_on` is the day from which it acts; None where it acts from service
    that is not proven yet. `about_id` and `ground_id` are the decision or ground it ends or sets aside (a ground points to its
    decision, so this one is no foreign key). `set_aside_by` is a later decision; nothing of this one is erased.
    `terms` holds what was decided as plain values (category, scope, days); `deviations` the reasons by which an
    officer passed what a person has to judge, by the check's code.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_unserved", "id", sqlite_where=text(_UNSERVED), postgresql_where=text(_UNSERVED)),
        Index("ix_decision_notice_id", "notice_id", sqlite_where=text(_NOTICED), postgresql_where=text(_NOTICED)),
    )

    kind: Mapped[DecisionKind] = mapped_column(Code(DecisionKind))
    standing: Mapped[Standing] = mapped_column(Code(Standing))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    application_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("application.id"), index=True)
    licence_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("licence.id"), index=True)
    about_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision.id"))
    ground_id: Mapped[uuid.UUID | None] = mapped_column()
    notice_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("notice.id"))
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id"))
    reasons: Mapped[str] = personal()
    provisions: Mapped[Any] = mapped_column(Json)
    deviations: Mapped[Any] = personal(type_=Json)
    terms: Mapped[Any] = mapped_column(Json)
    acts_from: Mapped[ActsFrom] = mapped_column(Code(ActsFrom))
    acts_on: Mapped[date | None]
    proposed_on: Mapped[date]
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    decided_on: Mapped[date | None]
    decided_at: Mapped[datetime | None]
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    instrument: Mapped[str]
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision.id"))
    set_aside_at: Mapped[datetime | None]


class Condition(Dated, Record):
    """A condition of a decision; `due_on` is its deadline, None where it stands as long as the licence."""

    __tablename__ = "condition"
    __table_args__ = (
        Index("ix_condition_to_meet", "due_on", sqlite_where=text(_TO_MEET), postgresql_where=text(_TO_MEET)),
    )

    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decision.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    provision: Mapped[str]
    due_on: Mapped[date | None]
    met_on: Mapped[date | None]
    met_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    evidence_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))


class Licence(Dated, Record):
    """A licence: its number and what it allows. Its validity and its status are grounds, never columns.

    `scope` holds `destinations` (ISO 3166-1 alpha-2), `sectors` and `places`; an empty list sets no limit.
    """

    __tablename__ = "licence"
    __table_args__ = (UniqueConstraint("number"),)

    number: Mapped[str]
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    category: Mapped[str]
    scope: Mapped[Any] = mapped_column(Json)


class Ground(Dated, Record):
    """Why a licence is what it is: a dated row that is never altered, save once by its setting aside.

    `granted` rows are the licence's periods of validity (`ends_on` is the last day of validity). A `stay` names in
    `stays_id` the ground whose effect it holds up. `recorded_at` and `set_aside_at` answer "as we knew it on day K".
    """

    __tablename__ = "ground"
    # everything that counting licences asks of a ground; of one licence too
    __table_args__ = (Index("ix_ground_span", "licence_id", "kind", "starts_on", "ends_on", "set_aside_by"),)

    licence_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("licence.id"))
    kind: Mapped[GroundKind] = mapped_column(Code(GroundKind))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    provisional: Mapped[bool]
    provision: Mapped[str]
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decision.id"))
    stays_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("ground.id"))
    cause_table: Mapped[str]
    cause_id: Mapped[uuid.UUID | None]
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision.id"))
    set_aside_at: Mapped[datetime | None]


class GroundEnd(Dated, Record):
    """The end of a ground before its last day, or of one that had none; a lifting that is set aside revives it."""

    __tablename__ = "ground_end"

    ground_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ground.id"), index=True)
    last_on: Mapped[date]
    provision: Mapped[str]
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decision.id"))
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision.id"))
    set_aside_at: Mapped[datetime | None]


class ListedLicence(Dated, Record):
    """What an imported list says of a licence: the list's statement, not our decision.

    `status_words` are the list's own. `batch_id` is the batch of the import that brought it (a table further right);
    `stated_on` the list's day. `absent_on` is the day of a full list on which it was no longer found, `taken_back_on`
    the day on which the batch was taken back: such rows say nothing any more.
    """

    __tablename__ = "listed_licence"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    number: Mapped[str] = mapped_column(index=True)
    status_words: Mapped[str]
    category_words: Mapped[str]
    issued_on: Mapped[date | None]
    valid_from: Mapped[date | None]
    valid_through: Mapped[date | None]
    stated_on: Mapped[date | None]
    batch_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    absent_on: Mapped[date | None]
    taken_back_on: Mapped[date | None]
