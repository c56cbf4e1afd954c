"""What imported lists did to one agency, for its history."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.texts import _, say
from registry_app.exchange.models import AgencyOutcome, ImportBatch, ImportedAgency
from registry_app.journal.queries import list_entries

_LOOKED_AT = 20


@dataclass(frozen=True)
class ListEvent:
    """A list came in or was taken back; `words` say it of the agency."""

    moment: datetime
    words: str


def list_events(session: Session, agency_id: uuid.UUID) -> list[ListEvent]:
    """Every import that registered or updated the agency, and each taking back, newest first."""
    wanted = (
        select(ImportedAgency.outcome, ImportBatch)
        .join(ImportBatch, ImportBatch.id == ImportedAgency.batch_id)
        .where(ImportedAgency.agency_id == agency_id)
    )
    found: list[ListEvent] = []
    for outcome, batch in session.execute(wanted):
        registered = outcome is AgencyOutcome.REGISTERED
        template = _("Registered from the list {file}") if registered else _("Updated from the list {file}")
        found.append(ListEvent(batch.recorded_at, say(template, file=batch.file_name)))
        if batch.taken_back_on is not None:
            words = say(
                _("The import of the list {file} was taken back: {reason}"),
                file=batch.file_name,
                reason=batch.taken_back_reason,
            )
            found.append(ListEvent(_taken_back_at(session, batch), words))
    return sorted(found, key=lambda each: each.moment, reverse=True)


def _taken_back_at(session: Session, batch: ImportBatch) -> datetime:
    """The moment, as the journal has it; the batch itself knows the day."""
    entries = list_entries(session, _LOOKED_AT, batch.id)
    return next((each.moment for each in entries if each.verb == "list:taken_back"), batch.recorded_at)
