"""A backup that counts: the copy is opened with its own key file and verified before anyone is told that it was made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from registry_app import schema
from registry_app.build.opened import Opened, assemble
from registry_app.core.errors import NoRegister, NotIntact
from registry_app.core.texts import _, say
from registry_app.journal import queries as journal
from registry_app.journal.verify import verify
from registry_app.store.backup import copy_register
from registry_app.store.engine import Location


@dataclass(frozen=True)
class BackedUp:
    """What the copy holds: rows compared with its journal, and attached files copied this time."""

    rows: int
    files: int


def back_up(opened: Opened, out: Path) -> BackedUp:
    """Copy the register with its key file and attachments, open the copy, verify it, and record that it was made.

    Attachments never change, so those that lie at `out` already are not copied again. Raises `NoRegister` when `out` is
    the register itself, `StorageFailed`, `RuleBroken` on a server, `NotIntact` when the copy does not verify; the copy
    then stays for the auditor.
    """
    opened.must("backup:make")
    files = opened.world.files
    target = Location(str(out))
    if out.resolve() == opened.location.path.resolve():
        raise NoRegister(
            say(_("{file} is the register itself."), file=out), hint=_("Choose another name, on another disk.")
        )
    files.refuse_place(out)
    copy_register(opened.store.engines, out, opened.world)
    files.copy(opened.location.keys, target.keys, private=True)
    missing = [each for each in files.list(opened.location.files, "**/*") if not each.is_dir()]
    copied = 0
    for source in missing:
        place = target.files / source.relative_to(opened.location.files)
        if files.size(place) != files.size(source):
            files.copy(source, place)
            copied += 1
    rows = _verified(opened, target)
    with opened.transaction("backup:made") as (session, _actor):
        journal.note_backup(session, out.name)
    return BackedUp(rows, copied)


def _verified(opened: Opened, target: Location) -> int:
    """The rows of the copy, once it is known to be intact."""
    copy = assemble(target, opened.world, opened.unlocked)
    try:
        keys = copy.checkpoint_keys()
        with copy.reading() as session:
            report = verify(session.connection(), schema.tables(), keys, own_office=opened.info.office_id.hex)
    finally:
        copy.close()
    if not report.intact:
        raise NotIntact(
            say(_("The copy {file} is not intact: {finding}"), file=target.path, finding=report.findings[0]),
            hint=_("Verify the register itself, and make the copy on another disk."),
        )
    return report.rows
