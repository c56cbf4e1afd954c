"""The one door to the world: the time, identifiers, randomness and files.

Nothing else in the program reads a clock, makes an identifier, draws randomness or touches a file; an architecture
test keeps it. So a whole office can be run from a seed and every write can be made to fail.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from registry_app.core.errors import BadInput, NoRegister, StorageFailed
from registry_app.core.texts import _, say, shortened

DEFAULT_ZONE = "UTC"
_POSIX = os.name == "posix"
_CHUNK = 1 << 16
_RANDOM_BITS = 74  # of a UUIDv7: 12 before the variant, 62 after it


def storage_failure(error: OSError, path: Path, *, reading: bool = False) -> StorageFailed:
    """The sentence for an operating system's refusal to write or read."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageFailed(
            say(_("There is no room left on the disk for {file}; nothing was written."), file=path.name),
            hint=_("Free some space or choose another disk, then do it again."),
        )
    if reading and error.errno in (errno.EACCES, errno.EPERM):
        return StorageFailed(
            say(_("This account may not read {file} in {folder}."), file=path.name, folder=path.parent),
            hint=_("Ask the administrator for the right to read it."),
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageFailed(
            say(_("This account may not write {file} in {folder}."), file=path.name, folder=path.parent),
            hint=_("Ask the administrator for the right to write there, or choose another folder."),
        )
    return StorageFailed(
        say(_("{file} could not be read or written: {reason}."), file=path.name, reason=error.strerror or error),
        hint=_("Check that the disk is connected and the folder exists, then do it again."),
    )


class Files:
    """File operations; every one raises `StorageFailed` with a sentence instead of an `OSError`."""

    def read(self, path: Path) -> bytes:
        """The whole file."""
        with self.reading(path) as stream:
            try:
                return stream.read()
            except OSError as error:
                raise storage_failure(error, path, reading=True) from error

    @contextlib.contextmanager
    def reading(self, path: Path) -> Iterator[BinaryIO]:
        """The file as a stream of bytes."""
        try:
            stream = path.open("rb")
        except FileNotFoundError as error:
            raise NoRegister(
                say(_("There is no file {file}."), file=path), hint=_("Check the name and the folder.")
            ) from error
        except OSError as error:
            raise storage_failure(error, path, reading=True) from error
        with stream:
            yield stream

    @contextlib.contextmanager
    def writing(self, path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
        """A stream to a temporary file beside `path`; it takes the name only when the block ends well.

        The bytes are on the disk (fsync) before the name is; a failure leaves the old file as it was and removes
        the temporary one. `private` files are readable by their owner alone, others as the account's umask says.
        """
        temporary: Path | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
            temporary = Path(name)
            with os.fdopen(descriptor, "wb") as stream:
                yield stream
                stream.flush()
                self._to_disk(stream.fileno())
            if not private:
                temporary.chmod(_usual_mode())
            temporary.replace(path)
            self._keep_name(path.parent)
        except OSError as error:
            raise storage_failure(error, path) from error
        finally:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)

    def write(self, path: Path, content: bytes, *, private: bool = False) -> None:
        """Put the content under this name, whole or not at all."""
        with self.writing(path, private=private) as stream:
            stream.write(content)

    def refuse_place(self, path: Path) -> None:
        """Raise `StorageFailed` where no file of this name can be written: asked before the work whose result it will hold."""
        folder = path.parent
        if not self.exists(folder):
            raise StorageFailed(
                say(_("There is no folder {folder} to write {file} in."), folder=folder, file=path.name),
                hint=_("Make the folder first, or choose another."),
            )
        if path.is_dir():
            raise StorageFailed(
                say(_("{file} is a folder; the name of a file is needed."), file=path),
                hint=_("Add the name that the file is to have."),
            )
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            raise storage_failure(PermissionError(errno.EACCES, os.strerror(errno.EACCES)), path)

    def claim(self, path: Path) -> bool:
        """Make an empty private file of this name; False where there is one already, also by a process that is at it now."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return False
        except OSError as error:
            raise storage_failure(error, path) from error
        return True

    def copy(self, source: Path, target: Path, *, private: bool = False) -> None:
        """A copy of the file under a new name, whole or not at all."""
        with self.reading(source) as old, self.writing(target, private=private) as new:
            shutil.copyfileobj(old, new, _CHUNK)

    def rename(self, source: Path, target: Path) -> None:
        """Give a file another name, replacing what was there."""
        try:
            source.replace(target)
            self._keep_name(target.parent)
        except OSError as error:
            raise storage_failure(error, source) from error

    def remove(self, path: Path) -> None:
        """Remove a file; one that is gone already is no error."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise storage_failure(error, path) from error

    def make_folder(self, path: Path) -> None:
        """Make the folder and those above it."""
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_failure(error, path) from error

    def exists(self, path: Path) -> bool:
        """Whether there is a file or folder of this name; what cannot be a name is none."""
        return self._look(path) is not None

    def size(self, path: Path) -> int:
        """Bytes of the file; 0 when there is none."""
        found = self._look(path)
        return 0 if found is None else found.st_size

    def list(self, folder: Path, pattern: str = "*") -> list[Path]:
        """What lies in the folder (and below it with a pattern of `**/*`), by name."""
        try:
            return sorted(folder.glob(pattern)) if self.exists(folder) else []
        except OSError as error:
            raise storage_failure(error, folder, reading=True) from error

    @staticmethod
    def _look(path: Path) -> os.stat_result | None:
        try:
            return path.stat()
        except PermissionError as error:
            raise storage_failure(error, path, reading=True) from error
        except (OSError, ValueError):
            return None

    def keep(self, path: Path) -> None:
        """Make sure that a file another program wrote is on the disk (fsync)."""
        try:
            with path.open("rb+") as stream:
                self._to_disk(stream.fileno())
        except OSError as error:
            raise storage_failure(error, path) from error

    @contextlib.contextmanager
    def locked(self, path: Path) -> Iterator[None]:
        """Hold `path` as a lock between processes for the length of the block."""
        with _lock(path):
            yield

    def _to_disk(self, descriptor: int) -> None:
        """Wait until what was written is on the disk."""
        os.fsync(descriptor)

    def _keep_name(self, folder: Path) -> None:
        """Make the directory entry durable; Windows has no such call and does it by itself."""
        if not _POSIX:
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            self._to_disk(descriptor)
        finally:
            os.close(descriptor)


class HastyFiles(Files):
    """File operations that do not wait for the disk: for what is simply made again after a power cut, as a demo is."""

    def _to_disk(self, descriptor: int) -> None:
        """Leave it to the system when it writes."""


def _usual_mode() -> int:
    # the umask can only be read by setting it; what another thread makes meanwhile is stricter, never looser
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as stream:
            if _POSIX:
                import fcntl  # noqa: PLC0415  exists on POSIX only

                fcntl.flock(stream, fcntl.LOCK_EX)
            else:  # pragma: no cover  not run: Windows
                import msvcrt  # noqa: PLC0415  exists on Windows only

                stream.seek(0)
                msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
            yield
    except OSError as error:
        raise storage_failure(error, path) from error


@dataclass(frozen=True)
class World:
    """Time, identifiers, randomness and files as one value, handed down from `build.py`.

    `training` is true for a world made from a seed: its keys can be guessed, so a register made in it is a training
    register for ever and its papers say so.
    """

    moment: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(DEFAULT_ZONE))
    files: Files = field(default_factory=Files)
    wait: Callable[[float], None] = time.sleep
    training: bool = False
    _last_id: list[int] = field(default_factory=lambda: [0], repr=False, compare=False)
    _id_lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def now(self) -> datetime:
        """This moment in UTC, to the millisecond."""
        moment = self.moment().astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def today(self) -> date:
        """The day it is in the office's time zone."""
        return self.moment().astimezone(self.zone).date()

    def new_id(self) -> uuid.UUID:
        """A UUIDv7 (RFC 9562), each greater than the one before it in this process."""
        milliseconds = int(self.moment().timestamp() * 1000)
        wanted = (milliseconds << _RANDOM_BITS) | int.from_bytes(self.random_bytes(10)) >> (80 - _RANDOM_BITS)
        with self._id_lock:
            if wanted >> _RANDOM_BITS <= self._last_id[0] >> _RANDOM_BITS:
                # the same millisecond, or a clock set back: count on from the last one
                wanted = self._last_id[0] + 1 + int.from_bytes(self.random_bytes(4))
            self._last_id[0] = wanted
        return _as_uuid(wanted)

    def new_ids(self, count: int) -> list[uuid.UUID]:
        """So many of them at once, of one moment."""
        if not count:
            return []
        first = self.new_id()
        random = self.random_bytes(4 * (count - 1))
        made = [first]
        with self._id_lock:
            wanted = self._last_id[0]
            for start in range(0, len(random), 4):
                wanted += 1 + int.from_bytes(random[start : start + 4])
                made.append(_as_uuid(wanted))
            self._last_id[0] = wanted
        return made

    def at_zone(self, name: str) -> World:
        """The same world seen from another time zone; `BadInput` where there is no such zone."""
        try:
            zone = ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise BadInput(
                say(_("There is no time zone {name}."), name=shortened(name)),
                hint=_("Write it as continent and city, such as Africa/Addis_Ababa."),
            ) from error
        return replace(self, zone=zone)


def _as_uuid(number: int) -> uuid.UUID:
    """Milliseconds and 74 random bits as a UUIDv7."""
    moment, random_a, random_b = number >> 74, (number >> 62) & 0xFFF, number & ((1 << 62) - 1)
    return uuid.UUID(int=(moment << 80) | (7 << 76) | (random_a << 64) | (2 << 62) | random_b)


def system_world(zone: str = DEFAULT_ZONE) -> World:
    """The real world: the machine's clock and the system's randomness."""
    return World(moment=lambda: datetime.now(UTC), random_bytes=secrets.token_bytes, zone=ZoneInfo(zone))


def world_on(world: World, day: date) -> World:
    """The same world in which it is another day, as `--today` asks on a training register; the hour stays."""
    start = world.moment()
    shift = day - start.astimezone(world.zone).date()
    return replace(world, moment=lambda: world.moment() + timedelta(days=shift.days))


def world_from(world: World, moment: datetime) -> World:
    """The same world with a clock that goes on from a moment, as fast as before."""
    start = world.moment()
    return replace(world, moment=lambda: moment + (world.moment() - start))


def seeded_world(seed: int, start: datetime, zone: str = DEFAULT_ZONE, step: timedelta = timedelta(seconds=1)) -> World:
    """A world that repeats itself: the clock moves one step a reading, randomness comes from the seed."""
    stream = _SeededBytes(seed)
    clock = _SteppingClock(start.astimezone(UTC), step)
    return World(moment=clock, random_bytes=stream, zone=ZoneInfo(zone), training=True)


class _SeededBytes:
    def __init__(self, seed: int) -> None:
        self._state = hashlib.sha256(b"registry training world %d" % seed).digest()
        self._counter = 0

    def __call__(self, count: int) -> bytes:
        out = b""
        while len(out) < count:
            out += hashlib.sha256(self._state + self._counter.to_bytes(8)).digest()
            self._counter += 1
        return out[:count]


class _SteppingClock:
    def __init__(self, start: datetime, step: timedelta) -> None:
        self.moment = start
        self.step = step

    def __call__(self) -> datetime:
        self.moment += self.step
        return self.moment
