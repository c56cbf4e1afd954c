"""Attaching files to records, setting attachments aside, handing out copies."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access import custodians
from registry_app.attachments import queries
from registry_app.attachments.models import Attachment, StoredFile
from registry_app.attachments.vault import Incoming, Vault
from registry_app.core.actor import Actor
from registry_app.core.errors import NotFound, NotPermitted, RuleBroken
from registry_app.core.names import required_text
from registry_app.core.texts import _
from registry_app.store import unit


def attach(
    session: Session,
    actor: Actor,
    vault: Vault,
    arrived: Incoming,
    *,
    subject_table: str,
    subject_id: uuid.UUID | None,
    kind: str,
    title: str = "",
    dated: date | None = None,
) -> uuid.UUID:
    """Put a file that has arrived (`Vault.incoming`) to a record; returns the attachment's id.

    `title` is the file's own name when left out; `kind` is the feature's code for what it is there. A content that the
    office holds already is not stored again.
    """
    actor.must("attachment:add")
    # the name of a sealed file could name the complainant
    own_name = arrived.name if arrived.key is None else kind
    name = required_text(title or own_name, what=_("title of the file"))
    file = _stored(session, actor, vault, arrived)
    attachment = Attachment(
        file_id=file.id,
        subject_table=subject_table,
        subject_id=subject_id,
        kind=kind,
        title=name,
        dated=dated,
        added_by=actor.id,
        set_aside_on=None,
        set_aside_reason="",
    )
    session.add(attachment)
    session.flush()
    unit.verb(
        session,
        "attachment:added",
        attachment,
        label=kind,
        sha256=arrived.sha256,
        size=arrived.size,
        to=f"{subject_table}/{subject_id.hex if subject_id else ''}",
    )
    return attachment.id


def _stored(session: Session, actor: Actor, vault: Vault, arrived: Incoming) -> StoredFile:
    found = session.scalars(
        select(StoredFile).where(StoredFile.office_id == actor.office_id, StoredFile.sha256 == arrived.sha256)
    ).first()
    if found is not None and vault.holds(arrived.sha256):
        return found
    vault.keep(arrived)  # before the row: a row without its file would be worse than a file without a row
    if found is not None:
        return found
    box = None if arrived.key is None else custodians.seal(session, {"key": arrived.key.hex()})
    file = StoredFile(sha256=arrived.sha256, size=arrived.size, media_type=arrived.media_type, sealed_key=box)
    session.add(file)
    session.flush()
    return file


def move_to(
    session: Session, actor: Actor, attachment_id: uuid.UUID, subject_table: str, subject_id: uuid.UUID
) -> None:
    """Put an attachment that has no record yet to the one it was taken in for."""
    actor.must("attachment:add")
    attachment = _get(session, attachment_id)
    if attachment.subject_id is not None:
        raise RuleBroken(
            _("This file belongs to a record already; it is not moved."),
            hint=_("Set it aside with the reason and attach it anew."),
        )
    attachment.subject_table, attachment.subject_id = subject_table, subject_id
    unit.verb(session, "attachment:placed", attachment, to=f"{subject_table}/{subject_id.hex}")


def set_aside(session: Session, actor: Actor, attachment_id: uuid.UUID, reason: str) -> None:
    """Say that a file was attached by mistake; it stays, but is no longer shown with the record."""
    actor.must("attachment:add")
    attachment = _get(session, attachment_id)
    if attachment.set_aside_on is not None:
        raise RuleBroken(_("This file has been set aside already."), hint=_("Nothing more is needed."))
    attachment.set_aside_on = actor.today
    attachment.set_aside_reason = required_text(reason, what=_("reason"), limit=2_000)
    unit.verb(session, "attachment:set_aside", attachment, reason=attachment.set_aside_reason)


def copy_out(session: Session, actor: Actor, vault: Vault, attachment_id: uuid.UUID, target: Path) -> None:
    """Write a copy in clear to a file of the officer's choice; that it was done is journalled."""
    actor.must("register:read")
    row = queries.get_attachment(session, attachment_id)
    if row.sealed:
        raise NotPermitted(
            _("This file is sealed: only a custodian opens it, with a reason."),
            hint=_("Ask a custodian of sealed identities."),
        )
    vault.copy_out(row.sha256, target)
    unit.verb(session, "attachment:copied_out", _get(session, attachment_id))


def copy_out_sealed(
    session: Session, actor: Actor, vault: Vault, attachment_id: uuid.UUID, target: Path, private: bytes, reason: str
) -> None:
    """The same for a sealed file, by a custodian with his private key and the reason."""
    attachment = _get(session, attachment_id)
    file = session.get_one(StoredFile, attachment.file_id)
    if file.sealed_key is None:
        copy_out(session, actor, vault, attachment_id, target)
        return
    values = custodians.open_sealed(session, actor, attachment, bytes(file.sealed_key), private, reason)
    vault.copy_out(file.sha256, target, bytes.fromhex(values["key"]))
    unit.verb(session, "attachment:copied_out", attachment, reason=reason.strip())


def sweep(session: Session, vault: Vault) -> int:
    """Remove files that no row names, left over from work that was undone; returns how many."""
    return vault.sweep(queries.stored_hashes(session))


def _get(session: Session, attachment_id: uuid.UUID) -> Attachment:
    found = session.get(Attachment, attachment_id)
    if found is None:
        raise NotFound(_("There is no such attachment."), hint=_("Read the list of attachments again."))
    return found
