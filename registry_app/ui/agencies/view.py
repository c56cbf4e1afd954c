"""Everything an agency's card shows, read in one go beside the screen's thread."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from registry_app.agencies.card import AgencyCard, get_card
from registry_app.certificates.queries import PaperRow, list_papers
from registry_app.complaints.queries import ComplaintRow, list_complaints
from registry_app.exchange.of_agency import list_events
from registry_app.guarantees.queries import GuaranteeRow, list_guarantees
from registry_app.journal.queries import list_entries
from registry_app.licensing.queries import ApplicationRow, list_applications
from registry_app.licensing.standing import LicenceRow, ListedRow, list_licences, list_listed

HISTORY = 30


@dataclass(frozen=True)
class HistoryLine:
    """What happened to the agency at a moment, in words."""

    moment: datetime
    words: str


@dataclass(frozen=True)
class AgencyView:
    """An agency with what each feature holds about it, as it stands on a day."""

    card: AgencyCard
    licences: tuple[LicenceRow, ...]
    listed: tuple[ListedRow, ...]
    applications: tuple[ApplicationRow, ...]
    guarantees: tuple[GuaranteeRow, ...]
    complaints: tuple[ComplaintRow, ...]
    papers: tuple[PaperRow, ...]
    history: tuple[HistoryLine, ...]


def read_view(session: Session, agency_id: uuid.UUID, on: date) -> AgencyView:
    """Read it; `NotFound` where there is no such agency."""
    return AgencyView(
        get_card(session, agency_id),
        tuple(list_licences(session, on, agency_id=agency_id)),
        tuple(list_listed(session, agency_id)),
        tuple(list_applications(session, agency_id=agency_id)),
        tuple(list_guarantees(session, on, agency_id)),
        tuple(list_complaints(session, on, agency_id)),
        tuple(list_papers(session, agency_id)),
        _history(session, agency_id),
    )


def _history(session: Session, agency_id: uuid.UUID) -> tuple[HistoryLine, ...]:
    """What the journal says of it and what imported lists did to it, newest first."""
    found = [
        HistoryLine(each.moment, each.words) for each in list_entries(session, HISTORY * 4, agency_id) if each.words
    ]
    found += [HistoryLine(each.moment, each.words) for each in list_events(session, agency_id)]
    return tuple(sorted(found, key=lambda line: line.moment, reverse=True)[:HISTORY])
