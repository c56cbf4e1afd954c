"""Reading applications: work list, card, papers, examinations, decisions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.core.errors import NotFound
from registry_app.core.texts import _, say, shortened
from registry_app.licensing.checklist import FindingKind, ItemFact, Needed, is_complete
from registry_app.licensing.models import (
    Application,
    ApplicationMove,
    ChecklistItem,
    Examination,
    Paper,
    PaperFinding,
)
from registry_app.licensing.records import DecisionRow, ExaminationRow, list_decisions, list_examinations
from registry_app.licensing.rules import ApplicationKind, ApplicationState
from registry_app.proceedings.queries import ClockView, NoticeRow, list_clocks, list_notices
from registry_app.proceedings.rules import term_read


@dataclass(frozen=True)
class ApplicationRow:
    """One line of the work list; `waits_since` is the day of its last move."""

    id: uuid.UUID
    number: str
    agency_id: uuid.UUID
    agency_number: str
    agency_name: str
    kind: ApplicationKind
    category: str
    destination: str
    state: ApplicationState
    lodged_on: date | None
    waits_since: date | None


@dataclass(frozen=True)
class MoveRow:
    """One step of an application."""

    from_state: ApplicationState
    to_state: ApplicationState
    on_day: date
    by_id: uuid.UUID
    reason: str


@dataclass(frozen=True)
class ItemRow:
    """One line of the check list with what was handed in and what was found."""

    code: str
    part_of: str
    has_parts: bool
    label: str
    provision: str
    quote: str
    needed: Needed
    attachment_id: uuid.UUID | None
    received_on: date | None
    original_seen: bool
    finding: FindingKind | None
    found_on: date | None
    found_by: uuid.UUID | None
    valid_until: date | None
    reason: str
    fact: ItemFact


@dataclass(frozen=True)
class ApplicationCard:
    """Everything about one application."""

    row: ApplicationRow
    licence_id: uuid.UUID | None
    done_on: date | None
    posted_on: date | None
    received_first_on: date | None
    received_on: date | None
    moves: tuple[MoveRow, ...]
    items: tuple[ItemRow, ...]
    complete: bool
    examinations: tuple[ExaminationRow, ...]
    decisions: tuple[DecisionRow, ...]
    clocks: tuple[ClockView, ...]
    notices: tuple[NoticeRow, ...]


def list_applications(
    session: Session,
    *,
    agency_id: uuid.UUID | None = None,
    licence_id: uuid.UUID | None = None,
    states: Iterable[ApplicationState] | None = None,
) -> list[ApplicationRow]:
    """Applications in the order of their arrival."""
    newest = (
        select(ApplicationMove.application_id, func.max(ApplicationMove.sequence).label("last"))
        .group_by(ApplicationMove.application_id)
        .subquery()
    )
    found = (
        select(Application, Agency.number, Agency.name, ApplicationMove.to_state, ApplicationMove.on_day)
        .join(Agency, Agency.id == Application.agency_id)
        .outerjoin(newest, newest.c.application_id == Application.id)
        .outerjoin(
            ApplicationMove,
            (ApplicationMove.application_id == Application.id) & (ApplicationMove.sequence == newest.c.last),
        )
        .order_by(Application.lodged_on.is_(None), Application.lodged_on, Application.recorded_at, Application.id)
    )
    if agency_id is not None:
        found = found.where(Application.agency_id == agency_id)
    if licence_id is not None:
        found = found.where(Application.licence_id == licence_id)
    rows = [_row(*each) for each in session.execute(found)]
    wanted = None if states is None else frozenset(states)
    return [row for row in rows if wanted is None or row.state in wanted]


def _row(
    application: Application, number: str, name: str, state: ApplicationState | None, since: date | None
) -> ApplicationRow:
    return ApplicationRow(
        application.id,
        application.number,
        application.agency_id,
        number,
        name,
        application.kind,
        application.category,
        application.destination,
        state or ApplicationState.DRAFT,
        application.lodged_on,
        since,
    )


def find_application(session: Session, number: str) -> uuid.UUID | None:
    """The application with this number."""
    return session.scalars(select(Application.id).where(Application.number == number)).first()


def get_application_id(session: Session, number: str) -> uuid.UUID:
    """The application with this number, or `NotFound`."""
    found = find_application(session, number)
    if found is None:
        raise NotFound(
            say(_("There is no application {number}."), number=shortened(number)),
            hint=_("Look at the list of applications."),
        )
    return found


def state_of(session: Session, application_id: uuid.UUID) -> ApplicationState:
    """Where an application stands."""
    found = (
        select(ApplicationMove.to_state)
        .where(ApplicationMove.application_id == application_id)
        .order_by(ApplicationMove.sequence.desc())
    )
    return session.scalars(found).first() or ApplicationState.DRAFT


def list_moves(session: Session, application_id: uuid.UUID) -> list[MoveRow]:
    """Every step of an application, in order."""
    found = select(ApplicationMove).where(ApplicationMove.application_id == application_id)
    return [
        MoveRow(each.from_state, each.to_state, each.on_day, each.by_id, each.reason)
        for each in session.scalars(found.order_by(ApplicationMove.sequence))
    ]


def list_items(session: Session, application_id: uuid.UUID) -> list[ItemRow]:
    """The check list as it stands, in the law's order."""
    found = select(ChecklistItem).where(ChecklistItem.application_id == application_id)
    items = list(session.scalars(found.order_by(ChecklistItem.position)))
    ids = [item.id for item in items]
    papers = {
        paper.item_id: paper
        for paper in session.scalars(select(Paper).where(Paper.item_id.in_(ids)).order_by(Paper.id))
    }
    findings = {
        finding.item_id: finding
        for finding in session.scalars(
            select(PaperFinding).where(PaperFinding.item_id.in_(ids)).order_by(PaperFinding.id)
        )
    }
    return [_item(item, papers.get(item.id), findings.get(item.id)) for item in items]


def _item(item: ChecklistItem, paper: Paper | None, finding: PaperFinding | None) -> ItemRow:
    waived = finding is not None and finding.kind is FindingKind.WAIVED
    if finding is not None and not waived and (paper is None or finding.paper_id != paper.id):
        finding = None  # it was about a paper that another one has replaced
    kind = finding.kind if finding else None
    found_on = finding.found_on if finding else None
    fact = ItemFact(
        item.code,
        item.label,
        item.provision,
        item.needed,
        has_parts=item.has_parts,
        has_file=paper is not None,
        verified_on=found_on if kind is FindingKind.VERIFIED else None,
        dated_on=paper.dated_on if paper else None,
        valid_until=finding.valid_until if finding else None,
        valid_for=None if item.valid_for is None else term_read(item.valid_for),
        rejected_because=finding.reason if finding and kind is FindingKind.REJECTED else "",
        waived_on=found_on if waived else None,
    )
    return ItemRow(
        item.code,
        item.part_of,
        item.has_parts,
        item.label,
        item.provision,
        item.quote,
        item.needed,
        paper.attachment_id if paper else None,
        paper.received_on if paper else None,
        paper.original_seen if paper else False,
        kind,
        found_on,
        finding.found_by if finding else None,
        finding.valid_until if finding else None,
        finding.reason if finding else "",
        fact,
    )


def get_card(session: Session, application_id: uuid.UUID, on: date) -> ApplicationCard:
    """Everything about one application, its clocks and terms read on a day; `NotFound` without one."""
    application = session.get(Application, application_id)
    if application is None:
        raise NotFound(_("There is no such application."), hint=_("Look at the list of applications."))
    agency = session.get_one(Agency, application.agency_id)
    moves = list_moves(session, application.id)
    since = moves[-1].on_day if moves else None
    state = moves[-1].to_state if moves else None
    items = list_items(session, application.id)
    return ApplicationCard(
        _row(application, agency.number, agency.name, state, since),
        application.licence_id,
        application.done_on,
        application.posted_on,
        application.received_first_on,
        application.received_on,
        tuple(moves),
        tuple(items),
        bool(items) and is_complete(item.fact for item in items),
        tuple(list_examinations(session, application.id)),
        tuple(list_decisions(session, application_id=application.id)),
        tuple(list_clocks(session, application.id, on, application.office_id)),
        tuple(list_notices(session, application.id, on)),
    )


def examiners_of(session: Session, application_id: uuid.UUID) -> set[uuid.UUID]:
    """Everybody who examined the file: began the examination, judged a paper, ran the checks."""
    began = select(ApplicationMove.by_id).where(
        ApplicationMove.application_id == application_id,
        ApplicationMove.from_state == ApplicationState.LODGED,
        ApplicationMove.to_state == ApplicationState.UNDER_EXAMINATION,
    )
    judged = (
        select(PaperFinding.found_by)
        .join(ChecklistItem, ChecklistItem.id == PaperFinding.item_id)
        .where(ChecklistItem.application_id == application_id)
    )
    ran = select(Examination.examined_by).where(
        Examination.application_id == application_id, Examination.occasion != "approved"
    )
    return {*session.scalars(began), *session.scalars(judged), *session.scalars(ran)}
