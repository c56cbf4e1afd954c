"""Files that refuse at one chosen point, so that every write of a verb can be made to fail in turn."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from registry_app.core.world import Files, World, storage_failure


class FaultyFiles(Files):
    """Real files, but the operation number `fail_at` (from 1) finds the disk full; 0 never does, and counts."""

    def __init__(self, fail_at: int = 0) -> None:
        self.fail_at = fail_at
        self.points: list[str] = []

    def _point(self, what: str, path: Path) -> None:
        self.points.append(f"{what} {path.name}")
        if len(self.points) == self.fail_at:
            raise storage_failure(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), path)

    @contextlib.contextmanager
    def writing(self, path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
        """Fails before the first byte, or after the last."""
        self._point("begin", path)
        with super().writing(path, private=private) as stream:
            yield stream
            self._point("end", path)

    def claim(self, path: Path) -> bool:
        """Fails before the name is taken."""
        self._point("claim", path)
        return super().claim(path)

    def rename(self, source: Path, target: Path) -> None:
        """Fails before anything is renamed."""
        self._point("rename", target)
        super().rename(source, target)

    def remove(self, path: Path) -> None:
        """Fails before anything is removed."""
        self._point("remove", path)
        super().remove(path)

    def make_folder(self, path: Path) -> None:
        """Fails before the folder is there."""
        self._point("folder", path)
        super().make_folder(path)

    def keep(self, path: Path) -> None:
        """Fails before the file is known to be on the disk."""
        self._point("keep", path)
        super().keep(path)

    @contextlib.contextmanager
    def locked(self, path: Path) -> Iterator[None]:
        """Fails before the lock is held."""
        self._point("lock", path)
        with super().locked(path):
            yield


def with_faults(world: World, fail_at: int = 0) -> tuple[World, FaultyFiles]:
    """The world with such files, and the files."""
    files = FaultyFiles(fail_at)
    return replace(world, files=files), files
