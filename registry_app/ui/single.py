"""One window per person and computer: who holds the lock shows it, any later start rings at it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

if TYPE_CHECKING:
    from registry_app.core.world import World


class OnlyOne:
    """A lock that dies with its process; as a context it says whether this start is the only one."""

    def __init__(self, world: World, folder: Path) -> None:
        world.files.make_folder(folder)
        self._lock = QLockFile(str(folder / ".running"))
        self._lock.setStaleLockTime(0)  # the operating system knows whether its owner lives

    def __enter__(self) -> bool:
        """Take the lock; False where another process holds it."""
        return self._lock.tryLock(0)

    def __exit__(self, *_error: object) -> None:
        """Let the next one in."""
        self._lock.unlock()
