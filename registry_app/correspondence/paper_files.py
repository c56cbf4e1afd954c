"""Paper files: where each volume stands or who has it, its minute sheet, and paper that was collected."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.access.models import User
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say
from registry_app.correspondence.models import FileMovement, Folio, HandOver, PaperFile
from registry_app.correspondence.rules import MovementKind, Subject
from registry_app.correspondence.service import must_have_power
from registry_app.offices.service import take_number
from registry_app.store import unit

_LONG = 2_000


def open_file(session: Session, actor: Actor, *, title: str, shelf: str, subject: Subject | None = None) -> uuid.UUID:
    """Open a paper file, volume 1, under a number of its own."""
    actor.must("file:handle")
    return _open(session, actor, take_number(session, actor, "file"), 1, title, shelf, subject)


def open_next_volume(session: Session, actor: Actor, file_id: uuid.UUID, shelf: str) -> uuid.UUID:
    """Open the volume after this one under the same number; this one is closed."""
    actor.must("file:handle")
    file = get_file(session, file_id)
    newest = session.scalar(select(func.max(PaperFile.volume)).where(PaperFile.number == file.number)) or 0
    if file.volume != newest:
        raise RuleBroken(
            say(_("Volume {volume} of {number} follows already."), volume=newest, number=file.number),
            hint=_("Use the newest volume."),
        )
    if file.closed_on is None:
        close_file(session, actor, file_id)
    subject = Subject(file.subject_table, file.subject_id) if file.subject_id else None
    return _open(session, actor, file.number, newest + 1, file.title, shelf, subject)


def _open(
    session: Session, actor: Actor, number: str, volume: int, title: str, shelf: str, subject: Subject | None
) -> uuid.UUID:
    file = PaperFile(
        number=number,
        volume=volume,
        title=required_text(title, what=_("title of the file")),
        subject_table=subject.table if subject else "",
        subject_id=subject.id if subject else None,
        shelf=required_text(shelf, what=_("shelf")),
        opened_on=actor.today,
        closed_on=None,
        charged_out_to=None,
        charged_out_at=None,
        disposal_rule="",
        disposal_due=None,
    )
    session.add(file)
    session.flush()
    _move(session, file, MovementKind.OPENED)
    unit.verb(session, "file:opened", file, label=_label(file))
    return file.id


def charge_out(session: Session, actor: Actor, file_id: uuid.UUID, officer_id: uuid.UUID, note: str = "") -> None:
    """Give a file to an officer; one that somebody has is refused with his name."""
    actor.must("file:handle")
    file = get_file(session, file_id)
    if file.charged_out_to is not None:
        holder = session.get_one(User, file.charged_out_to)
        raise RuleBroken(
            say(
                _("{file} is with {officer} since {day}."),
                file=_label(file),
                officer=holder.full_name,
                day=_day(session, file.charged_out_at),
            ),
            hint=_("Have it returned first; the slip on the shelf says the same."),
        )
    officer = session.get(User, officer_id)
    if officer is None or not officer.active:
        raise NotFound(_("There is no such officer."), hint=_("Files are charged out to officers with an account."))
    file.charged_out_to, file.charged_out_at = officer_id, unit.unit_of(session).moment
    _move(session, file, MovementKind.CHARGED_OUT, officer_id=officer_id, note=note)
    unit.verb(session, "file:charged_out", file, label=_label(file), to=officer.login)


def take_back(session: Session, actor: Actor, file_id: uuid.UUID, shelf: str = "") -> None:
    """Put a file back on its shelf, or on another one."""
    actor.must("file:handle")
    file = get_file(session, file_id)
    if file.charged_out_to is None:
        raise RuleBroken(
            say(_("{file} stands on shelf {shelf}; nobody has it."), file=_label(file), shelf=file.shelf),
            hint=_("To note another shelf, move it."),
        )
    officer, file.charged_out_to, file.charged_out_at = file.charged_out_to, None, None
    file.shelf = clean_text(shelf, what=_("shelf")) or file.shelf
    _move(session, file, MovementKind.RETURNED, officer_id=officer)
    unit.verb(session, "file:returned", file, label=_label(file), shelf=file.shelf)


def reshelve(session: Session, actor: Actor, file_id: uuid.UUID, shelf: str) -> None:
    """Move a file to another shelf."""
    actor.must("file:handle")
    file = get_file(session, file_id)
    file.shelf = required_text(shelf, what=_("shelf"))
    _move(session, file, MovementKind.RESHELVED)
    unit.verb(session, "file:reshelved", file, label=_label(file), shelf=file.shelf)


def close_file(session: Session, actor: Actor, file_id: uuid.UUID) -> None:
    """Close a volume: nothing more is put into it."""
    actor.must("file:handle")
    file = get_file(session, file_id)
    if file.closed_on is not None:
        raise RuleBroken(
            say(_("{file} was closed on {day}."), file=_label(file), day=file.closed_on),
            hint=_("Use the newest volume."),
        )
    file.closed_on = actor.today
    _move(session, file, MovementKind.CLOSED)
    unit.verb(session, "file:closed", file, label=_label(file))


def add_folio(
    session: Session,
    actor: Actor,
    file_id: uuid.UUID,
    what: str,
    *,
    letter_id: uuid.UUID | None = None,
    attachment_id: uuid.UUID | None = None,
) -> int:
    """Put a paper into a file under the next number of its minute sheet; returns the folio's number."""
    actor.must("file:handle")
    file = get_file(session, file_id)
    if file.closed_on is not None:
        raise RuleBroken(
            say(_("{file} was closed on {day}."), file=_label(file), day=file.closed_on),
            hint=_("Use the newest volume."),
        )
    number = 1 + (session.scalar(select(func.max(Folio.number)).where(Folio.file_id == file_id)) or 0)
    folio = Folio(
        file_id=file_id,
        number=number,
        what=required_text(what, what=_("paper"), limit=_LONG),
        letter_id=letter_id,
        attachment_id=attachment_id,
    )
    session.add(folio)
    session.flush()
    unit.verb(session, "file:folio_added", file, label=_label(file), folio=number)
    return number


def hand_over(
    session: Session,
    actor: Actor,
    *,
    document: str,
    document_number: str,
    collected_by: str,
    identity_seen: str,
    signed: bool,
    document_is: Subject | None = None,
    power_of_attorney_id: uuid.UUID | None = None,
    old_paper_returned: str = "",
    attachment_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Record that paper was handed to somebody: identity seen, signed for, under which power of attorney.

    `old_paper_returned` is the number of the paper that came back for it (an old licence).
    """
    actor.must("file:handle")
    if not signed:
        raise RuleBroken(
            _("Paper leaves the office only against a signature."), hint=_("Let the person sign, then record it.")
        )
    if power_of_attorney_id is not None:
        must_have_power(session, power_of_attorney_id, actor.today)
    record = HandOver(
        document=required_text(document, what=_("document")),
        document_number=clean_text(document_number, what=_("number of the document")),
        document_table=document_is.table if document_is else "",
        document_id=document_is.id if document_is else None,
        handed_over_at=unit.unit_of(session).moment,
        collected_by=required_text(collected_by, what=_("name of the person who collects")),
        identity_seen=required_text(identity_seen, what=_("identity document seen")),
        power_of_attorney_id=power_of_attorney_id,
        signed=signed,
        old_paper_returned=clean_text(old_paper_returned, what=_("number of the old paper")),
        attachment_id=attachment_id,
    )
    session.add(record)
    session.flush()
    unit.verb(session, "paper:handed_over", record, label=record.document_number, document=record.document)
    return record.id


def get_file(session: Session, file_id: uuid.UUID) -> PaperFile:
    """The record of a paper file, for services; `NotFound` without one."""
    found = session.get(PaperFile, file_id)
    if found is None:
        raise NotFound(_("There is no such paper file."), hint=_("Check its number and volume."))
    return found


def _move(
    session: Session, file: PaperFile, kind: MovementKind, officer_id: uuid.UUID | None = None, note: str = ""
) -> None:
    session.add(
        FileMovement(
            file_id=file.id,
            kind=kind,
            moved_at=unit.unit_of(session).moment,
            shelf=file.shelf,
            officer_id=officer_id,
            note=clean_text(note, what=_("note"), limit=_LONG),
        )
    )


def _label(file: PaperFile) -> str:
    return f"{file.number}/{file.volume}"


def _day(session: Session, moment: datetime | None) -> str:
    if moment is None:
        raise BadInput(_("Nobody noted since when."), hint=_("Have the file returned first."))
    return moment.astimezone(unit.unit_of(session).world.zone).date().isoformat()
