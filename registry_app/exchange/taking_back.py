"""Taking an import back: the whole batch or nothing, and not over what was changed since."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Table, and_, or_, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.agencies.service import set_aside
from registry_app.core.actor import Actor
from registry_app.core.errors import NotFound, RuleBroken
from registry_app.core.names import required_text
from registry_app.core.progress import Progress, Silent
from registry_app.core.texts import _, say
from registry_app.exchange.models import AgencyOutcome, ImportBatch, ImportedAgency
from registry_app.exchange.updating import put_back
from registry_app.licensing.models import ListedLicence
from registry_app.store import unit
from registry_app.store.base import Record

_PIECE: Final = 400
_NAMED: Final = 10  # agencies that a refusal names
# what an import itself brings, whoever wrote it: no change of the agency
_OWN: Final = frozenset({"import_row", "imported_agency", "listed_licence"})


def take_back(
    session: Session, actor: Actor, batch_id: uuid.UUID, reason: str, progress: Progress | None = None
) -> int:
    """Take a batch back: its agencies are set aside, its updates undone, its statements say nothing any more.

    The rows stay, word for word. Raises `RuleBroken`, naming the agencies, where anything about one was entered or
    changed since; returns how many agencies were set aside or put back.
    """
    actor.must("list:import")
    told = progress or Silent()
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound(_("There is no such import."), hint=_("Look at the list of imports: registry batch list."))
    if batch.taken_back_on is not None:
        raise RuleBroken(
            say(_("The import of {file} was taken back on {day}."), file=batch.file_name, day=batch.taken_back_on),
            hint=_("Nothing more is needed."),
        )
    why = required_text(reason, what=_("reason"))
    touched = list(session.scalars(select(ImportedAgency).where(ImportedAgency.batch_id == batch_id)))
    _refuse_changed(session, [each.agency_id for each in touched], batch.recorded_at)
    for done, each in enumerate(touched):
        told.step(done, len(touched), batch.file_name)
        if each.outcome is AgencyOutcome.REGISTERED:
            set_aside(session, actor, each.agency_id, why)
        else:
            put_back(session, actor, each.agency_id, each.undo)
    for statement in session.scalars(select(ListedLicence).where(ListedLicence.batch_id == batch_id)):
        statement.taken_back_on = actor.today
    batch.taken_back_on, batch.taken_back_reason = actor.today, why
    unit.verb(session, "list:taken_back", batch, label=batch.file_name, reason=why)
    session.flush()
    return len(touched)


def _refuse_changed(session: Session, agencies: Sequence[uuid.UUID], imported_at: datetime) -> None:
    """Refuse where anything that belongs to one of the agencies was written after the import."""
    changed: dict[uuid.UUID, str] = {}
    for start in range(0, len(agencies), _PIECE):
        for agency_id, table in _changed_since(session, agencies[start : start + _PIECE], imported_at):
            changed.setdefault(agency_id, table)
    if not changed:
        return
    numbers = session.execute(select(Agency.id, Agency.number).where(Agency.id.in_(list(changed)[:_NAMED]))).all()
    named = ", ".join(
        f"{number} ({changed[agency_id]})" for agency_id, number in sorted(numbers, key=lambda row: row[1])
    )
    raise RuleBroken(
        say(
            _("{count} agencies of this list were changed since it was imported: {agencies}."),
            count=len(changed),
            agencies=named,
        ),
        hint=_("Undo those changes first, or correct the agencies one by one."),
    )


def _changed_since(
    session: Session, agencies: Sequence[uuid.UUID], imported_at: datetime
) -> Iterator[tuple[uuid.UUID, str]]:
    """Agencies with a later record in any table that names agencies, and the table's name."""
    for table in Record.metadata.sorted_tables:
        if table.name in _OWN or "recorded_at" not in table.c:
            continue
        written: ColumnElement[bool] = table.c.recorded_at > imported_at
        if "version" in table.c:
            written = or_(written, and_(table.c.recorded_at == imported_at, table.c.version > 1))
        for column in _naming_agencies(table):
            later = select(table.c[column]).where(table.c[column].in_(agencies), written)
            yield from ((agency_id, table.name) for agency_id in session.scalars(later.distinct()))
    renewed = select(Agency.id).where(Agency.id.in_(agencies), Agency.recorded_at == imported_at, Agency.version > 1)
    yield from ((agency_id, Agency.__tablename__) for agency_id in session.scalars(renewed))


def _naming_agencies(table: Table) -> list[str]:
    """The columns of a table that point to an agency."""
    return [
        column.name
        for column in table.columns
        if any(key.column.table.name == Agency.__tablename__ for key in column.foreign_keys)
    ]
