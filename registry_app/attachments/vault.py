"""The folder of attachments: each content once, encrypted in chunks, streamed in both directions.

A file is a header (`RARF`, form, salt, nonce prefix, moment it was taken in) and chunks of 64 KiB, each sealed by
AES-256-GCM in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce is prefix ‖ counter ‖ last
flag, the header is authenticated with each chunk. So bits, order, cuts and additions are all noticed. The key of a file
comes from the register's data key and the file's salt; its name on the disk is a keyed hash of the content's hash, so
that nobody who finds the folder can ask whether it holds a paper he knows.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registry_app.attachments.rules import HEAD, LIMIT, media_type, refuse_program, refuse_size
from registry_app.core.errors import BadFile, NoRegister
from registry_app.core.texts import _
from registry_app.core.world import World

CHUNK: Final = 1 << 16
GRACE: Final = timedelta(days=1)  # a file without a row may belong to a transaction that is not over yet
_SIGN: Final = b"RARF\x01"
_HEADER: Final = struct.Struct(">5s32s7sQ")
_TAG: Final = 16
_KEY: Final = 32


@dataclass(frozen=True)
class Incoming:
    """A file that lies encrypted in the vault under a temporary name, until a row is made for it.

    `key` is set for a sealed file only: the row keeps it in a box; without the box nobody can read the file.
    """

    path: Path
    sha256: str
    size: int
    media_type: str
    name: str
    key: bytes | None = None


@dataclass(frozen=True)
class Vault:
    """The folder, the register's key for attachments (32 bytes), and the world through which files are touched."""

    world: World
    folder: Path
    key: bytes

    def place_of(self, sha256: str) -> Path:
        """Where the file with this hash lies."""
        name = hmac.new(self._derived(b"", b"names"), bytes.fromhex(sha256), hashlib.sha256).hexdigest()[:40]
        return self.folder / name[:2] / name[2:]

    @contextlib.contextmanager
    def incoming(self, source: Path, *, sealed: bool = False) -> Iterator[Incoming]:
        """Take a file in under a temporary name; it is dropped at the end of the block unless it was kept.

        Do it before the transaction, so that no lock waits for the disk. Raises `BadFile` for a program, an empty file
        or one beyond the limit, `StorageFailed` when the disk is full.
        """
        with self.world.files.reading(source) as stream:
            arrived = self.take_in(stream, source.name, sealed=sealed)
        try:
            yield arrived
        finally:
            self.world.files.remove(arrived.path)

    def take_in(self, stream: BinaryIO, name: str, *, sealed: bool = False) -> Incoming:
        """Encrypt a stream under a temporary name; `name` is how sentences call it."""
        key = self.world.random_bytes(_KEY) if sealed else None
        path = self.folder / "incoming" / self.world.random_bytes(16).hex()
        salt, prefix = self.world.random_bytes(32), self.world.random_bytes(7)
        moment = int(self.world.now().timestamp() * 1000)
        header = _HEADER.pack(_SIGN, salt, prefix, moment)
        cipher = AESGCM(key or self._derived(salt, b"content"))
        plain, secret, size, head = hashlib.sha256(), hashlib.sha256(header), 0, b""
        with self.world.files.writing(path, private=True) as target:
            target.write(header)
            chunk = stream.read(CHUNK)
            head = chunk[:HEAD]
            refuse_program(head, name)
            counter = 0
            while True:
                size += len(chunk)
                following = stream.read(CHUNK)
                refuse_size(size + len(following), name)
                box = cipher.encrypt(_nonce(prefix, counter, last=not following), chunk, header)
                plain.update(chunk)
                secret.update(box)
                target.write(box)
                if not following:
                    break
                chunk, counter = following, counter + 1
        digest = (plain if key is None else secret).hexdigest()
        return Incoming(path, digest, size, media_type(head), name, key)

    def keep(self, arrived: Incoming) -> None:
        """Give a file its place; the row that names it is committed afterwards."""
        place = self.place_of(arrived.sha256)
        with self._locked():
            self.world.files.make_folder(place.parent)
            self.world.files.rename(arrived.path, place)

    def holds(self, sha256: str) -> bool:
        """Whether the file is there at all."""
        return self.world.files.exists(self.place_of(sha256))

    def chunks(self, sha256: str, key: bytes | None = None) -> Iterator[bytes]:
        """The content in chunks; `key` opens a sealed file.

        Raises `BadFile` as soon as a chunk is not as it was written, and at the end when the whole is not: what was
        yielded may be used only after the last chunk came (`copy_out` sees to it).
        """
        with self._reading(sha256) as stream:
            header = stream.read(_HEADER.size)
            if len(header) < _HEADER.size or header[:5] != _SIGN:
                raise self._damaged()
            _sign, salt, prefix, _moment = _HEADER.unpack(header)
            cipher = AESGCM(key or self._derived(salt, b"content"))
            digest = hashlib.sha256(b"" if key is None else header)
            box, counter = stream.read(CHUNK + _TAG), 0
            while True:
                following = stream.read(CHUNK + _TAG)
                try:
                    chunk = cipher.decrypt(_nonce(prefix, counter, last=not following), box, header)
                except (InvalidTag, ValueError) as error:
                    raise self._damaged() from error
                digest.update(chunk if key is None else box)
                if not following and digest.hexdigest() != sha256:
                    raise self._damaged()
                yield chunk
                if not following:
                    return
                box, counter = following, counter + 1

    def copy_out(self, sha256: str, target: Path, key: bytes | None = None) -> None:
        """Write the content to a file in clear: whole and as it was taken in, or not at all."""
        with self.world.files.writing(target, private=True) as stream:
            for chunk in self.chunks(sha256, key):
                stream.write(chunk)

    def is_sound(self, sha256: str, *, sealed: bool) -> bool:
        """Whether the file is there and unchanged; of a sealed one, whether its encrypted form is."""
        try:
            if sealed:
                return self._hash_on_disk(sha256) == sha256
            for _chunk in self.chunks(sha256):
                pass
        except BadFile:
            return False
        return True

    def sweep(self, known: set[str]) -> int:
        """Remove what no row names (`known` hashes) and no running transaction can still want; returns how many."""
        files = self.world.files
        places = {self.place_of(sha256) for sha256 in known}
        removed = 0
        with self._locked():
            for path in files.list(self.folder, "*/*"):
                if path not in places and self._taken_in_at(path) < self.world.now() - GRACE:
                    files.remove(path)
                    removed += 1
        return removed

    def _taken_in_at(self, path: Path) -> datetime:
        with self.world.files.reading(path) as stream:
            header = stream.read(_HEADER.size)
        if len(header) < _HEADER.size or header[:5] != _SIGN:
            return datetime.fromtimestamp(0, UTC)  # a write that never got as far as its header
        return datetime.fromtimestamp(_HEADER.unpack(header)[3] / 1000, UTC)

    def _hash_on_disk(self, sha256: str) -> str:
        digest = hashlib.sha256()
        with self._reading(sha256) as stream:
            while block := stream.read(CHUNK):
                digest.update(block)
        return digest.hexdigest()

    @contextlib.contextmanager
    def _reading(self, sha256: str) -> Iterator[BinaryIO]:
        try:
            with self.world.files.reading(self.place_of(sha256)) as stream:
                yield stream
        except NoRegister as error:
            raise BadFile(
                _("This file is missing from the register's folder of files."),
                hint=_(
                    "Restore the folder from the newest backup; the register says which files are missing: registry attachment verify."
                ),
            ) from error

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with self.world.files.locked(self.folder / "lock"):
            yield

    def _derived(self, salt: bytes, info: bytes) -> bytes:
        return HKDF(SHA256(), _KEY, salt, b"attachments " + info).derive(self.key)

    @staticmethod
    def _damaged() -> BadFile:
        return BadFile(
            _("This file was changed on the disk after it was taken in; it is not shown."),
            hint=_("Restore it from the newest backup, and tell the auditor."),
        )


def _nonce(prefix: bytes, counter: int, *, last: bool) -> bytes:
    assert counter <= LIMIT // CHUNK
    return prefix + counter.to_bytes(4) + bytes([last])
