"""Copies of a register: one step of SQLite's backup, which does not block the writer in WAL mode."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from registry_app.core.errors import RuleBroken, StorageFailed
from registry_app.core.texts import _, say
from registry_app.core.world import World
from registry_app.store.engine import DRIVER_ERRORS, Engines


def copy_register(engines: Engines, target: Path, world: World) -> None:
    """A copy of the encrypted file under the same key, whole or not at all; `RuleBroken` for a register on a server."""
    if engines.is_server:
        raise RuleBroken(
            _("A register on a server is not copied from here."),
            hint=_(
                "Let the server's administrator back it up with pg_dump, and keep the key file and the attachments."
            ),
        )
    temporary = target.with_name(f".{target.name}.part")
    world.files.remove(temporary)
    try:
        with engines.write.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            # keeps the key: the copy is as encrypted as the register
            raw.execute("VACUUM INTO ?", (str(temporary),))
        world.files.keep(temporary)
        world.files.rename(temporary, target)
    except DRIVER_ERRORS as error:
        raise StorageFailed(
            say(_("The copy {file} could not be written: {reason}."), file=target.name, reason=_reason(error)),
            hint=_("Free some space or choose another disk, then do it again."),
        ) from error
    finally:
        for path in (temporary, temporary.with_name(temporary.name + "-journal")):
            with contextlib.suppress(StorageFailed):  # why it failed is said already
                world.files.remove(path)


def _reason(error: Exception) -> object:
    return error.orig if isinstance(error, DBAPIError) else error
