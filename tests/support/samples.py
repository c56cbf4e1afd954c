"""For each page of the desk: who sits there, and which record of the demo register it shows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.certificates.listing import NEWEST, PaperListing
from registry_app.complaints import queries as complaints
from registry_app.core.paging import Filters
from registry_app.exchange import queries as exchange
from registry_app.guarantees import queries as guarantees
from registry_app.licensing import queries as licensing
from registry_app.licensing import standing
from registry_app.ui.desk import Desk
from registry_app.ui.pages import Place

Finder = Callable[[Session, date], uuid.UUID]


def _agency(session: Session, on: date) -> uuid.UUID:
    licence = standing.list_licences(session, on)[-1]
    return uuid.UUID(str(licence.agency_id))


def _application(session: Session, on: date) -> uuid.UUID:
    return next(each.id for each in licensing.list_applications(session) if each.state == "under_examination")


def _licence(session: Session, on: date) -> uuid.UUID:
    return next(each.id for each in standing.list_licences(session, on) if each.status.state == "suspended")


def _guarantee(session: Session, on: date) -> uuid.UUID:
    return guarantees.list_guarantees(session, on)[-1].id


def _complaint(session: Session, on: date) -> uuid.UUID:
    return complaints.list_complaints(session, on)[-1].id


def _paper(session: Session, on: date) -> uuid.UUID:
    return PaperListing().keys(session, Filters().adding("state", "issued"), NEWEST)[0]


def _batch(session: Session, on: date) -> uuid.UUID:
    return exchange.list_batches(session)[0].id


RECORDS: Final[dict[str, Finder]] = {
    "agency": _agency,
    "application": _application,
    "licence": _licence,
    "guarantee": _guarantee,
    "complaint": _complaint,
    "certificate": _paper,
    "import_batch": _batch,
}
OFFICERS: Final = {"settings": "admin", "journal": "auditor", "guarantee": "finance", "guarantees": "finance",
                   "complaint": "complaints", "complaints": "complaints", "new_complaint": "complaints", "counter": "clerk", "imports": "clerk", "import": "clerk", "import_batch": "clerk"}  # fmt: skip


def officer_for(page: str) -> str:
    """Who works on a page."""
    return OFFICERS.get(page, "licensing")


def go(desk: Desk, page: str) -> None:
    """Show a page of the desk, with its record."""
    subject = None
    if page in RECORDS:
        with desk.context.opened.reading() as session:
            subject = RECORDS[page](session, desk.context.today)
    desk.go(Place(page, subject))
