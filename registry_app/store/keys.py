"""The key file `<register>.keys`: the register's data key wrapped once for each person; no register-wide passphrase.

A slot is Argon2id over the person's password, then AES-256-GCM over the data key and the person's own box key, bound to
the slot's identity. Other keys are derived from the data key by purpose (HKDF-SHA-256). A new slot waits beside the old
one until the register has kept the transaction that speaks of it: the journal decides which of the two opens.
"""

from __future__ import annotations

import base64
import hashlib
import math
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registry_app.core.errors import BadInput, NoRegister, NotFound, StorageFailed, WrongPassword
from registry_app.core.texts import _, ngettext, say, shortened
from registry_app.core.world import World
from registry_app.store.types import canonical

KEY_SIZE = 32
FORMAT = "registry-keys"
VERSION = 1
MIN_PASSWORD = 10
_FREE_TRIES = 3
_LONGEST_WAIT = timedelta(minutes=15)


class SlotKind(StrEnum):
    """Who or what a slot opens for."""

    USER = "user"
    RECOVERY = "recovery"
    KEY_STORE = "key_store"


@dataclass(frozen=True)
class Cost:
    """What Argon2id spends on one guess: memory in KiB, passes, lanes."""

    memory: int = 65_536
    passes: int = 3
    lanes: int = 4


TRAINING_COST = Cost(memory=8_192, passes=1, lanes=1)  # a training register's password is printed beside it


@dataclass(frozen=True)
class Slot:
    """One wrapped copy of the data key. `failures` and `not_before` slow down guessing at the desk."""

    kind: SlotKind
    login: str
    user_id: str
    salt: str
    nonce: str
    box: str
    public: str
    cost: Cost = field(default_factory=Cost)
    failures: int = 0
    not_before: str = ""

    @property
    def identity(self) -> bytes:
        """What the box is bound to: a slot cannot be moved to another person or made cheaper to guess."""
        return canonical([FORMAT, VERSION, self.kind, self.login, self.user_id, self.public, asdict(self.cost)])

    @property
    def mark(self) -> str:
        """What the journal calls this slot by; says nothing about what is in it."""
        return hashlib.sha256(self.box.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Unlocked:
    """What a password opened: the data key and the person's own box key (X25519, 32 bytes; empty for recovery).

    `waiting` are the slots of which the journal has yet to say whether they count; `by_waiting` is the one among them that
    the password opened.
    """

    login: str
    user_id: uuid.UUID | None
    data_key: bytes
    box_key: bytes
    failures_before: int = 0
    waiting: tuple[Slot, ...] = ()
    by_waiting: Slot | None = None

    def derive(self, purpose: str) -> bytes:
        """The key for one purpose."""
        return derive(self.data_key, purpose)


def derive(data_key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose from the data key."""
    return HKDF(SHA256(), KEY_SIZE, salt=None, info=b"registry:" + purpose.encode()).derive(data_key)


@dataclass(frozen=True)
class KeyFile:
    """All slots of one register."""

    register: str
    slots: tuple[Slot, ...] = ()
    format: str = FORMAT
    version: int = VERSION
    waiting: tuple[Slot, ...] = ()

    def find(self, login: str, kind: SlotKind = SlotKind.USER) -> Slot | None:
        """The slot of a person, by login name."""
        return next((slot for slot in self.slots if slot.kind is kind and slot.login == login), None)

    def with_slot(self, slot: Slot) -> KeyFile:
        """The same file with this slot in place of the person's old one."""
        others = tuple(old for old in self.slots if (old.kind, old.login) != (slot.kind, slot.login))
        return replace(self, slots=tuple(sorted((*others, slot), key=lambda each: (each.kind, each.login))))

    def without(self, login: str) -> KeyFile:
        """The same file without the person's slot."""
        kept = tuple(slot for slot in self.slots if (slot.kind, slot.login) != (SlotKind.USER, login))
        return replace(self, slots=kept)

    def with_waiting(self, slot: Slot) -> KeyFile:
        """The same file with this slot waiting beside the person's old one."""
        return replace(self, waiting=(*self.waiting, slot))

    def without_waiting(self, slot: Slot) -> KeyFile:
        """The same file in which this slot waits no more."""
        return replace(self, waiting=tuple(each for each in self.waiting if each.box != slot.box))


def make_slot(
    world: World,
    kind: SlotKind,
    login: str,
    user_id: uuid.UUID | None,
    password: str,
    data_key: bytes,
    box_key: bytes = b"",
    public: bytes = b"",
    cost: Cost | None = None,
) -> Slot:
    """Wrap the data key for a person. Raises `BadInput` for a password that is too short."""
    if len(password) < MIN_PASSWORD:
        raise BadInput(
            say(_("The password has {count} letters; {least} is the least."), count=len(password), least=MIN_PASSWORD),
            hint=_("Take a sentence of several words."),
        )
    cost = cost or (TRAINING_COST if world.training else Cost())
    salt, nonce = world.random_bytes(16), world.random_bytes(12)
    blank = Slot(kind, login, user_id.hex if user_id else "", _text(salt), _text(nonce), "", _text(public), cost)
    box = AESGCM(_stretch(password, salt, cost)).encrypt(nonce, data_key + box_key, blank.identity)
    return replace(blank, box=_text(box))


def open_slot(slot: Slot, password: str) -> Unlocked:
    """What the password opens; `WrongPassword` when it does not fit."""
    try:
        content = AESGCM(_stretch(password, _bytes(slot.salt), slot.cost)).decrypt(
            _bytes(slot.nonce), _bytes(slot.box), slot.identity
        )
        user_id = uuid.UUID(slot.user_id) if slot.user_id else None
    except InvalidTag as error:
        raise _wrong() from error
    except (ValueError, OverflowError, HashingError) as error:
        raise _damaged(slot.login) from error
    return Unlocked(
        slot.login,
        user_id,
        content[:KEY_SIZE],
        content[KEY_SIZE:],
        slot.failures,
    )


def _wrong() -> WrongPassword:
    return WrongPassword(
        _("The user name and the password do not fit together."),
        hint=_("Type both again; the administrator can set a new password."),
    )


def _damaged(login: str) -> NoRegister:
    return NoRegister(
        say(_("The part of the key file that opens for {login} is damaged."), login=shortened(login)),
        hint=_("Restore the key file from the backup."),
    )


def read_keys(world: World, path: Path) -> KeyFile:
    """The key file; `NoRegister` when it is missing or no key file."""
    if not world.files.exists(path):
        raise NoRegister(
            say(_("The key file {file} is missing; without it the register cannot be opened."), file=path.name),
            hint=_("Put the key file back beside the register, from the backup."),
        )
    try:
        found = msgspec.json.decode(world.files.read(path), type=KeyFile)
    except msgspec.DecodeError as error:
        raise NoRegister(
            say(_("{file} is not a key file of this program."), file=path.name),
            hint=_("Restore it from the backup."),
        ) from error
    if found.format != FORMAT or found.version > VERSION:
        raise NoRegister(
            say(_("{file} was written by a newer version of the program."), file=path.name),
            hint=_("Install the newer version, then open the register again."),
        )
    return found


def write_keys(world: World, path: Path, keys: KeyFile) -> None:
    """Keep the key file, whole or not at all."""
    world.files.write(path, msgspec.json.format(msgspec.json.encode(keys), indent=1), private=True)


def change_keys(world: World, path: Path, slot: Slot | None = None, *, remove: str = "") -> None:
    """Put a slot in or take a person's out, while no other process changes the file."""
    with _changing(world, path) as there:
        keys = there if slot is None else there.with_slot(slot)
        if remove:
            keys = keys.without(remove)
        write_keys(world, path, keys)


@contextmanager
def slot_waits(world: World, path: Path, slot: Slot) -> Iterator[None]:
    """Put a slot beside the old one for the length of the block, then in its place; away again when the block fails.

    Whatever cannot be written after the block is done by `settle` when the register is opened next.
    """
    with _changing(world, path) as keys:
        write_keys(world, path, keys.with_waiting(slot))
    try:
        yield
    except BaseException:
        with suppress(StorageFailed):
            settle(world, path, {slot.box: False}, (slot,))
        raise
    with suppress(StorageFailed):
        settle(world, path, {slot.box: True}, (slot,))


def settle(world: World, path: Path, counts: Mapping[str, bool], slots: Sequence[Slot]) -> None:
    """Put the slots that count in the place of the old ones; the others wait no more. `counts` is by a slot's box."""
    with _changing(world, path) as there:
        keys = there
        for slot in slots:
            keys = (keys.with_slot(slot) if counts[slot.box] else keys).without_waiting(slot)
        write_keys(world, path, keys)


@contextmanager
def _changing(world: World, path: Path) -> Iterator[KeyFile]:
    with world.files.locked(path.with_name(path.name + ".lock")):
        yield read_keys(world, path)


def unlock(world: World, path: Path, login: str, password: str) -> Unlocked:
    """Open a person's slot.

    Each failure after the third doubles the time until the next try, up to 15 minutes; it is kept in the key file, so
    another window does not help. Raises `WrongPassword`.
    """
    keys = read_keys(world, path)
    slot = keys.find(login)
    now = world.now()
    if slot is not None:
        _refuse_too_early(slot, now)
    for waits in keys.waiting:
        if waits.login == login:
            with suppress(WrongPassword):
                return replace(open_slot(waits, password), waiting=keys.waiting, by_waiting=waits)
    if slot is None:
        # as slow as a wrong password, so that names cannot be tried out
        _stretch(password, bytes(16), TRAINING_COST if world.training else Cost())
        raise _wrong()
    try:
        opened = open_slot(slot, password)
    except WrongPassword:
        _remember(world, path, slot, lambda current: _failed(current, now))
        raise
    if slot.failures:
        _remember(world, path, slot, lambda current: replace(current, failures=0, not_before=""))
    return replace(opened, waiting=keys.waiting)


def _refuse_too_early(slot: Slot, now: datetime) -> None:
    try:
        wait = datetime.fromisoformat(slot.not_before) - now if slot.not_before else timedelta()
    except (ValueError, TypeError) as error:
        raise _damaged(slot.login) from error
    # a clock that was ahead and set back must not lock anyone out for longer than the longest wait
    if timedelta() < wait <= _LONGEST_WAIT:
        seconds = math.ceil(wait.total_seconds())
        raise WrongPassword(
            say(_("After {count} wrong passwords the next try is possible later."), count=slot.failures),
            hint=ngettext("Wait {n} second.", "Wait {n} seconds.", seconds).format(n=seconds),
        )


def _failed(slot: Slot, now: datetime) -> Slot:
    failures = slot.failures + 1
    wait = timedelta()
    if failures >= _FREE_TRIES:
        wait = min(timedelta(seconds=2 ** min(failures - _FREE_TRIES + 1, 20)), _LONGEST_WAIT)
    return replace(slot, failures=failures, not_before=(now + wait).isoformat() if wait else "")


def _remember(world: World, path: Path, tried: Slot, change: Callable[[Slot], Slot]) -> None:
    try:
        with _changing(world, path) as keys:
            current = keys.find(tried.login)
            # a password set meanwhile stays: what was tried is not that slot any more
            if current is not None and current.box == tried.box:
                write_keys(world, path, keys.with_slot(change(current)))
    except StorageFailed:
        # a register on a read-only medium (an auditor's copy) can still be tried; it cannot count
        return


def require_slot(keys: KeyFile, login: str) -> Slot:
    """The slot of a person; `NotFound` when there is none."""
    slot = keys.find(login)
    if slot is None:
        raise NotFound(
            say(_("There is no user {login} in the key file."), login=shortened(login)), hint=_("Check the user name.")
        )
    return slot


def _stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(password.encode(), salt, cost.passes, cost.memory, cost.lanes, KEY_SIZE, Type.ID)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value)


_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I


def recovery_code(world: World) -> str:
    """A code of 160 bits for paper: eight groups of four letters and digits that cannot be mistaken."""
    letters = [_ALPHABET[byte % 32] for byte in world.random_bytes(32)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 32, 4))


def plain_code(code: str) -> str:
    """A recovery code as it was typed, in the form that opens the slot."""
    return "".join(letter for letter in code.upper() if letter in _ALPHABET)


def describe(slot: Slot) -> dict[str, Any]:
    """What may be shown of a slot."""
    return {"kind": slot.kind.value, "login": slot.login, "failures": slot.failures}
