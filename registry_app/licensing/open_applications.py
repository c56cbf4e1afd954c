"""Reading the applications on which nobody has decided yet, with what is needed to say what is due of each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.core.duties import About, Case
from registry_app.licensing.models import (
    Application,
    ApplicationMove,
    ChecklistItem,
    Examination,
    PaperFinding,
)
from registry_app.licensing.rules import DECIDED, ApplicationKind, ApplicationState
from registry_app.store.blocks import in_blocks
from registry_app.store.partial import one_of


@dataclass(frozen=True)
class OpenApplication:
    """An application that is not decided; `moved_on` and `moved_by` are of its last step, None in a draft."""

    case: Case
    kind: ApplicationKind
    state: ApplicationState
    begun_on: date
    moved_on: date | None
    moved_by: uuid.UUID | None


def open_ids() -> CompoundSelect[uuid.UUID]:
    """Applications that no step has decided; nothing follows such a step."""
    # a difference of two ordered lists takes a fraction of the time of a search for each
    decided = select(ApplicationMove.application_id).where(one_of(ApplicationMove.to_state, sorted(DECIDED)))
    return select(Application.id).except_(decided)


def list_open(session: Session) -> list[OpenApplication]:
    """Every application that is not decided, in the order in which they were entered."""
    found = (
        select(Application.id, Application.number, Application.kind, Application.received_on, Application.recorded_at)
        .add_columns(Agency.id, Agency.name)
        .join(Agency, Agency.id == Application.agency_id)
        .where(Application.id.in_(open_ids()))
        .order_by(Application.id)
    )
    rows = session.execute(found).all()
    moves = _last_moves(session, [row[0] for row in rows])
    applications = []
    for application_id, number, kind, received_on, recorded_at, agency_id, agency in rows:
        state, moved_on, moved_by = moves.get(application_id, (ApplicationState.DRAFT, None, None))
        case = Case(About.APPLICATION, application_id, number, agency, agency_id)
        begun_on = received_on or recorded_at.date()
        applications.append(OpenApplication(case, kind, state, begun_on, moved_on, moved_by))
    return applications


_Move = tuple[ApplicationState, date | None, uuid.UUID | None]


def _last_moves(session: Session, applications: Iterable[uuid.UUID]) -> dict[uuid.UUID, _Move]:
    moves: dict[uuid.UUID, _Move] = {}
    columns = (ApplicationMove.application_id, ApplicationMove.to_state, ApplicationMove.on_day, ApplicationMove.by_id)
    for block in in_blocks(applications):
        found = select(*columns).where(ApplicationMove.application_id.in_(block))
        for application_id, state, on_day, by_id in session.execute(found.order_by(ApplicationMove.sequence)):
            moves[application_id] = (state, on_day, by_id)
    return moves


def count_open(session: Session) -> int:
    """How many applications are not decided, drafts among them."""
    return session.scalars(select(func.count()).select_from(open_ids().subquery())).one()


def examiners(session: Session, applications: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Who examined each file, as `queries.examiners_of` says for one: none of them may decide it."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for block in in_blocks(applications):
        for statement in _examined_by(block):
            for application_id, officer_id in session.execute(statement):
                found.setdefault(application_id, set()).add(officer_id)
    return found


def _examined_by(applications: list[uuid.UUID]) -> Iterable[Select[Any]]:
    began = select(ApplicationMove.application_id, ApplicationMove.by_id).where(
        ApplicationMove.application_id.in_(applications),
        ApplicationMove.from_state == ApplicationState.LODGED,
        ApplicationMove.to_state == ApplicationState.UNDER_EXAMINATION,
    )
    judged = (
        select(ChecklistItem.application_id, PaperFinding.found_by)
        .join(ChecklistItem, ChecklistItem.id == PaperFinding.item_id)
        .where(ChecklistItem.application_id.in_(applications))
    )
    ran = select(Examination.application_id, Examination.examined_by).where(
        Examination.application_id.in_(applications), Examination.occasion != "approved"
    )
    statements: list[Any] = [began, judged, ran]
    return (statement.distinct() for statement in statements)
