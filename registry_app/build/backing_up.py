"""A backup that counts: the copy is opened with its own key file and verified before anyone is told that it was made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from registry_app import schema
from registry_app.build.opened import Opened, assemble
from registry_app.core.errors import Cancelled, NoRegister, NotIntact
from registry_app.core.progress import Part, Progress, Silent
from registry_app.core.texts import _, say
from registry_app.journal import queries as journal
from registry_app.journal.verify import verify
from registry_app.store import keys as key_file
from registry_app.store.backup import copy_register
from registry_app.store.engine import Location


@dataclass(frozen=True)
class BackedUp:
    """What the copy holds: rows compared with its journal, and attached files copied this time."""

    rows: int
    files: int


def back_up(opened: Opened, out: Path, progress: Progress | None = None) -> BackedUp:
    """Copy the register with its key file and attachments, open the copy, verify it, and record that it was made.

    Attachments never change, so those that lie at `out` already are not copied again. Raises `NoRegister` when `out` is
    the register itself, `StorageFailed`, `RuleBroken` on a server, `NotIntact` when the copy does not verify; the copy
    then stays for the auditor. `Cancelled` when the officer stops it: the copy made so far is taken away again.
    """
    told = progress or Silent()
    opened.must("backup:make")
    files = opened.world.files
    target = Location(str(out))
    if out.resolve() == opened.location.path.resolve():
        raise NoRegister(
            say(_("{file} is the register itself."), file=out), hint=_("Choose another name, on another disk.")
        )
    files.refuse_place(out)
    there_before = files.exists(out)
    try:
        told.step(0, 1_000, _("copying"))
        copy_register(opened.store.engines, out, opened.world)
        files.copy(opened.location.keys, target.keys, private=True)
        copied = _copy_files(opened, target, Part(told, 250, 400, _("copying the files")))
        rows = _verified(opened, target, opened.unlocked, Part(told, 400, 1_000, _("verifying the copy")))
    except Cancelled:
        if not there_before:
            remove_copy(opened, target)
        raise
    with opened.transaction("backup:made") as (session, _actor):
        journal.note_backup(session, out.name)
    return BackedUp(rows, copied)


def remove_copy(opened: Opened, target: Location) -> None:
    """Take a copy that nobody wants away; attachments stay, as the next copy to this place needs them."""
    for path in target.own_files:
        opened.world.files.remove(path)


def _copy_files(opened: Opened, target: Location, progress: Progress) -> int:
    """Copy the attachments that do not lie there yet; returns how many."""
    files, copied = opened.world.files, 0
    missing = [each for each in files.list(opened.location.files, "**/*") if not each.is_dir()]
    for number, source in enumerate(missing):
        progress.step(number, len(missing))
        place = target.files / source.relative_to(opened.location.files)
        if files.size(place) != files.size(source):
            files.copy(source, place)
            copied += 1
    return copied


@dataclass(frozen=True)
class Rehearsed:
    """What a restore would bring back: rows compared with the journal, attachments there, attachments missing."""

    rows: int
    files: int
    missing: int


def rehearse(opened: Opened, backup: Path, password: str, progress: Progress | None = None) -> Rehearsed:
    """Restore a backup beside the register as after a loss, open it with one's own password, verify it, take it away again.

    Raises `NoRegister` for a file that is no backup with its key file, `WrongPassword`, `NotIntact`, `Cancelled`.
    """
    opened.must("backup:make")
    told = progress or Silent()
    files, source = opened.world.files, Location(str(backup))
    for path in (source.path, source.keys):
        if not files.exists(path):
            raise NoRegister(
                say(_("{file} is not there."), file=path.name),
                hint=_("Choose the backup itself; its key file lies beside it and ends with .keys."),
            )
    if backup.resolve() == opened.location.path.resolve():
        raise NoRegister(say(_("{file} is the register itself."), file=backup), hint=_("Choose a backup of it."))
    place = Location(str(opened.location.path.with_name(f".{backup.name}.rehearsal")))
    remove_copy(opened, place)
    try:
        told.step(0, 1_000, _("restoring"))
        files.copy(source.path, place.path, private=True)
        files.copy(source.keys, place.keys, private=True)
        told.step(150, 1_000, _("opening"))
        unlocked = key_file.unlock(opened.world, place.keys, opened.unlocked.login, password)
        rows = _verified(opened, place, unlocked, Part(told, 250, 1_000, _("verifying")))
    finally:
        remove_copy(opened, place)
    wanted = [each for each in files.list(opened.location.files, "**/*") if not each.is_dir()]
    there = [source.files / each.relative_to(opened.location.files) for each in wanted]
    found = sum(files.size(copy) == files.size(own) for copy, own in zip(there, wanted, strict=True))
    with opened.transaction("backup:rehearsed") as (session, _actor):
        journal.note_rehearsal(session, backup.name)
    return Rehearsed(rows, found, len(wanted) - found)


def _verified(opened: Opened, target: Location, unlocked: key_file.Unlocked, progress: Progress) -> int:
    """The rows of the copy, once it is known to be intact."""
    copy = assemble(target, opened.world, unlocked)
    try:
        keys = copy.checkpoint_keys()
        with copy.reading() as session:
            report = verify(
                session.connection(), schema.tables(), keys, own_office=opened.info.office_id.hex, progress=progress
            )
    finally:
        copy.close()
    if not report.intact:
        raise NotIntact(
            say(_("The copy {file} is not intact: {finding}"), file=target.path, finding=report.findings[0]),
            hint=_("Verify the register itself, and make the copy on another disk."),
        )
    return report.rows
