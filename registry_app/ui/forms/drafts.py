"""Drafts: half-filled forms, kept while they are typed so that a crash, a power cut or a kill costs 0.4 s of typing.

A draft is one file `<register>.drafts/<user>/<name>.draft`: AES-256-GCM under a key derived from the person's own box key,
which only the person's password opens. So a draft can hold what will be sealed: no other user of the register, no
administrator and no custodian can read it, and it is never part of the register, its journal or its packages. Nor does the
file's name tell which form it is of.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from PySide6.QtCore import QObject, Signal

from registry_app.core.errors import BadFile, RegistryError
from registry_app.core.texts import _
from registry_app.store.keys import derive

if TYPE_CHECKING:
    from registry_app.build import Opened
    from registry_app.core.world import World

_MAGIC: Final = b"RARDRAFT1"
_NONCE: Final = 12
_ENDING: Final = ".draft"


@dataclass(frozen=True)
class Draft:
    """What stood in a form when it was last typed in.

    `key` names the form and its record, such as `complaint:new` or `agency:particulars:<id>`; `content` and `before` are
    what the fields show (`Field.typed`) now and when the form was opened, `version` the record's version by then.
    """

    key: str
    heading: str
    kept_at: datetime
    content: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)
    version: int | None = None


class Drafts(QObject):
    """The drafts of one person in one register; writing happens in a thread of its own, in order: a slow disk stops nobody.

    Signals:
        troubled: a `RegistryError`: a draft could not be written (it stays in memory), or a damaged one was set aside.
    """

    troubled = Signal(object)

    def __init__(self, world: World, folder: Path, key: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._world = world
        self._folder = folder
        self._key = key
        self._cipher = AESGCM(key)
        self._lock = threading.Lock()
        self._waiting: dict[str, Draft | None] = {}
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")
        self._last: Future[None] | None = None
        self._closed = False
        self._refused = False

    @classmethod
    def of(cls, opened: Opened) -> Drafts:
        """The drafts of the person a register is open for."""
        place = opened.location.path
        folder = place.with_name(place.name + ".drafts") / opened.user_id.hex
        found = cls(opened.world, folder, derive(opened.unlocked.box_key, "drafts"))
        found.sweep()
        return found

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone, for showing when a draft was kept."""
        return self._world.zone

    def keep(
        self,
        key: str,
        heading: str,
        content: Mapping[str, Any],
        *,
        before: Mapping[str, Any] | None = None,
        version: int | None = None,
    ) -> None:
        """Keep what stands in a form; what was kept of it before goes."""
        self._later(key, Draft(key, heading, self._world.now(), dict(content), dict(before or {}), version))

    def drop(self, key: str) -> None:
        """Keep nothing of the form: it was saved, or the officer does not want it any more."""
        self._later(key, None)

    def find(self, key: str) -> Draft | None:
        """What was kept of a form; a damaged file is set aside, said by `troubled`, and there is nothing."""
        with self._lock:
            if key in self._waiting:
                return self._waiting[key]
        self.settle()
        return self._read(self._path(key))

    def all(self) -> list[Draft]:
        """Every draft of the person, the newest first."""
        self.settle()
        try:
            paths = self._world.files.list(self._folder, f"*{_ENDING}")
        except RegistryError as error:
            self.troubled.emit(error)
            return []
        found = [draft for path in paths if (draft := self._read(path)) is not None]
        return sorted(found, key=lambda draft: draft.kept_at, reverse=True)

    def settle(self) -> None:
        """Wait until everything is on the disk."""
        last = self._last
        if last is not None:
            last.result()

    def close(self) -> None:
        """Finish writing; the register is being closed."""
        with self._lock:
            self._closed = True
        self._writer.shutdown(wait=True)

    def sweep(self) -> None:
        """Remove what a kill in the middle of a write has left."""
        try:
            for part in self._world.files.list(self._folder, ".*.part"):
                self._world.files.remove(part)
        except RegistryError as error:
            self.troubled.emit(error)

    # -- in the writer's thread --------------------------------------------------------------------------------------

    def _later(self, key: str, draft: Draft | None) -> None:
        with self._lock:
            self._waiting[key] = draft
            if not self._closed:
                self._last = self._writer.submit(self._write_next, key)
                return
        self._write_next(key)  # a form that outlives the register still keeps what was typed

    def _write_next(self, key: str) -> None:
        with self._lock:
            if key not in self._waiting:
                return  # an earlier turn has written the newest already
            draft = self._waiting[key]
        try:
            if draft is None:
                self._world.files.remove(self._path(key))
            else:
                self.write(draft)
        except RegistryError as error:
            # it stays in memory, so that the form still finds it; said once, not at every letter
            if not self._refused:
                self.troubled.emit(error)
            self._refused = True
            return
        self._refused = False
        with self._lock:
            if self._waiting.get(key) is draft:
                del self._waiting[key]

    def write(self, draft: Draft) -> None:
        """Put a draft on the disk now, whole or not at all; raises `StorageFailed`."""
        path = self._path(draft.key)
        nonce = self._world.random_bytes(_NONCE)
        box = self._cipher.encrypt(nonce, msgspec.json.encode(draft), _MAGIC + path.name.encode())
        self._world.files.write(path, _MAGIC + nonce + box, private=True)

    # -- reading -----------------------------------------------------------------------------------------------------

    def _path(self, key: str) -> Path:
        return self._folder / f"{derive(self._key, key)[:16].hex()}{_ENDING}"

    def _read(self, path: Path) -> Draft | None:
        files = self._world.files
        try:
            return self._open(files.read(path), path.name) if files.exists(path) else None
        except (InvalidTag, ValueError, msgspec.MsgspecError):
            self._set_aside(path)
        except RegistryError as error:
            self.troubled.emit(error)
        return None

    def _open(self, content: bytes, name: str) -> Draft:
        start = len(_MAGIC)
        if content[:start] != _MAGIC:
            raise ValueError(name)
        plain = self._cipher.decrypt(content[start : start + _NONCE], content[start + _NONCE :], _MAGIC + name.encode())
        return msgspec.json.decode(plain, type=Draft)

    def _set_aside(self, path: Path) -> None:
        try:
            self._world.files.rename(path, path.with_name(path.name + ".damaged"))
        except RegistryError as error:
            self.troubled.emit(error)
        self.troubled.emit(
            BadFile(
                _("A draft of a half-filled form was damaged and was set aside; the form starts empty."),
                hint=_("Fill it in again. If it happens often, have the disk of this computer checked."),
            )
        )
