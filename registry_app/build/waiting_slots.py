"""Slots of the key file that wait: whether they count is what the journal says, as after a crash between the two."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access.models import User
from registry_app.core.errors import StorageFailed, WrongPassword
from registry_app.core.texts import _
from registry_app.core.world import World
from registry_app.journal.models import JournalEntry
from registry_app.store import keys as key_file

_VERBS = ("user:added", "user:password_set", "user:recovered")


def settle_waiting(session: Session, world: World, path: Path, unlocked: key_file.Unlocked) -> None:
    """Put each waiting slot in its place if the register has kept what speaks of it, else take it out.

    Raises `WrongPassword` when the person came in by a slot that does not count.
    """
    counts = {slot.box: _is_kept(session, slot) for slot in unlocked.waiting}
    with contextlib.suppress(StorageFailed):  # a copy on a read-only disk: the next opening does it
        key_file.settle(world, path, counts, unlocked.waiting)
    if unlocked.by_waiting is not None and not counts[unlocked.by_waiting.box]:
        raise WrongPassword(
            _("The new password was not kept; the old one still opens the register."),
            hint=_("Sign in with the old password, then set the new one again."),
        )


def _is_kept(session: Session, slot: key_file.Slot) -> bool:
    spoken = select(JournalEntry.seq).where(
        JournalEntry.record_table == User.__tablename__,
        JournalEntry.record_id == slot.user_id,
        JournalEntry.operation == "V",
        JournalEntry.verb.in_(_VERBS),
        JournalEntry.body.contains(slot.mark),
    )
    return session.scalars(spoken.limit(1)).first() is not None
