"""Copies of a register: one step of SQLite's backup, which does not block the writer in WAL mode."""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from registry_app.core.errors import StorageFailed
from registry_app.core.texts import _, say
from registry_app.core.world import World
from registry_app.store.engine import Engines


def copy_register(engines: Engines, target: Path, world: World) -> None:
    """A copy of the encrypted file under the same key, whole or not at all."""
    temporary = target.with_name(f".{target.name}.part")
    world.files.remove(temporary)
    try:
        with engines.write.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            # keeps the key: the copy is as encrypted as the register
            raw.execute("VACUUM INTO ?", (str(temporary),))  # type: ignore[attr-defined]
    except sqlcipher.Error as error:
        world.files.remove(temporary)
        raise StorageFailed(
            say(_("The copy {file} could not be written: {reason}."), file=target.name, reason=error),
            hint=_("Free some space or choose another disk, then do it again."),
        ) from error
    world.files.rename(temporary, target)
