"""Signed checkpoints in the C2SP form (tlog-checkpoint, signed-note): origin, size, root, our moment, signatures."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from registry_app.core.errors import BadFile, NotTrusted
from registry_app.core.texts import _, say

_ED25519 = b"\x01"  # the algorithm byte of signed notes
_DASH = "\u2014"


@dataclass(frozen=True)
class Checkpoint:
    """What an office states of its log: so many entries, this root, at this moment (UTC text)."""

    origin: str
    size: int
    root: bytes
    moment: str

    @property
    def text(self) -> str:
        """The signed part; the moment is an extension line, as the form allows."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\nmoment {self.moment}\n"


@dataclass(frozen=True)
class CheckpointKey:
    """A name and a public key (32 bytes) whose signature under a checkpoint counts."""

    name: str
    public: bytes

    @property
    def hash(self) -> bytes:
        """The four bytes that say which key signed."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]


def sign_checkpoint(checkpoint: Checkpoint, key: CheckpointKey, sign: Callable[[bytes], bytes]) -> str:
    """The note: text, an empty line, one signature line."""
    signature = sign(checkpoint.text.encode())
    return f"{checkpoint.text}\n{_DASH} {key.name} {base64.b64encode(key.hash + signature).decode()}\n"


def read_checkpoint(note: str) -> tuple[Checkpoint, Sequence[tuple[str, bytes]]]:
    """The statement and its signatures (key name; four bytes of key hash, then 64), nothing checked yet.

    Raises `BadFile` when the text is no checkpoint.
    """
    text, gap, signatures = note.replace("\r\n", "\n").rpartition("\n\n")
    lines = text.split("\n")
    try:
        if not gap or len(lines) < 3 or not all(lines) or lines[1] != str(abs(int(lines[1]))):
            raise ValueError
        root = base64.b64decode(lines[2], validate=True)
        moments = [line.removeprefix("moment ") for line in lines[3:] if line.startswith("moment ")]
        named = []
        if not signatures.endswith("\n"):
            raise ValueError
        for line in signatures.removesuffix("\n").split("\n"):
            dash, name, value = line.split(" ")
            if dash != _DASH or not name:
                raise ValueError
            named.append((name, base64.b64decode(value, validate=True)))
        if len(root) != 32 or not named:
            raise ValueError
    except (ValueError, binascii.Error) as error:
        raise BadFile(
            _("This is not a signed checkpoint of a journal."),
            hint=_("Give the file or the text exactly as it was exported."),
        ) from error
    return Checkpoint(lines[0], int(lines[1]), root, moments[0] if moments else ""), named


def check_checkpoint(note: str, keys: list[CheckpointKey]) -> Checkpoint:
    """The statement, once one of these keys is found to have signed exactly this text.

    Raises `NotTrusted` when none of them signed it, `BadFile` when it is no checkpoint.
    """
    checkpoint, signatures = read_checkpoint(note)
    signed = (note.replace("\r\n", "\n").rpartition("\n\n")[0] + "\n").encode()
    for key in keys:
        # a key speaks only for the log it is named after
        if key.name == checkpoint.origin and any(
            name == key.name and found[:4] == key.hash and _signed(key, found[4:], signed) for name, found in signatures
        ):
            return checkpoint
    raise NotTrusted(
        say(_("No known key has signed the checkpoint of {origin}."), origin=checkpoint.origin),
        hint=_("Get the office's public key from headquarters and compare its fingerprint."),
    )


def _signed(key: CheckpointKey, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
