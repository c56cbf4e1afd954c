"""A hand-in slip as a whole, for its paper; and that it was printed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound
from registry_app.core.texts import _
from registry_app.correspondence.models import HandInSlip, Letter
from registry_app.correspondence.queries import PaperRow, list_slips
from registry_app.correspondence.service import get_letter
from registry_app.store import unit


@dataclass(frozen=True)
class SlipCard:
    """A slip with the line of the inward register it belongs to; `case` is what the letter concerns, by table and id."""

    id: uuid.UUID
    letter_id: uuid.UUID
    number: str
    registered_at: datetime
    received_at: datetime
    brought_by: str
    identity_seen: str
    correspondent: str
    about: str
    reference: str
    enclosures: int
    answer_due: date | None
    voided_on: date | None
    case: tuple[str, uuid.UUID] | None
    papers: tuple[PaperRow, ...]


def slip_card(session: Session, slip_id: uuid.UUID) -> SlipCard:
    """The slip, or `NotFound`."""
    slip = _get(session, slip_id)
    letter: Letter = get_letter(session, slip.letter_id)
    row = next(each for each in list_slips(session, letter.id) if each.id == slip_id)
    case = (letter.subject_table, letter.subject_id) if letter.subject_id is not None else None
    if case is None and letter.correspondent_id is not None:
        case = (letter.correspondent_table, letter.correspondent_id)
    return SlipCard(
        slip.id, letter.id, letter.number, letter.registered_at, slip.received_at, slip.brought_by, slip.identity_seen,
        letter.correspondent, letter.about, letter.reference, letter.enclosures, letter.answer_due, letter.voided_on,
        case, row.papers,
    )  # fmt: skip


def note_print(session: Session, actor: Actor, slip_id: uuid.UUID, copies: int = 1) -> None:
    """Say in the journal that a slip went to a printer or into a file, so many times."""
    actor.must("correspondence:enter")
    if copies < 1:
        raise BadInput(_("Nothing was printed."), hint=_("Print at least one copy."))
    slip = _get(session, slip_id)
    unit.verb(session, "papers:slip_printed", slip, label=get_letter(session, slip.letter_id).number, copies=copies)


def _get(session: Session, slip_id: uuid.UUID) -> HandInSlip:
    found = session.get(HandInSlip, slip_id)
    if found is None:
        raise NotFound(_("There is no such hand-in slip."), hint=_("Look at the list of slips."))
    return found
