"""Whose signatures count: public keys by purpose, dated and revocable, in a list that the ministry's root signed.

How such lists are written and read as files: `trust_files`. A key id is the first 8 bytes of SHA-256 over the public
key's bytes.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from registry_app.core.errors import BadFile, NotTrusted
from registry_app.core.texts import _, say
from registry_app.documents.cose import KEY_ID_BYTES

_FINGERPRINT_GROUPS: Final = 6


class Purpose(StrEnum):
    """What a key may sign, and nothing else."""

    ROOT = "root"
    SEAL = "seal"
    PDF = "pdf"
    CHECKPOINT = "checkpoint"
    PACKAGE = "package"


class Algorithm(StrEnum):
    """PDF readers know ECDSA; everything else is Ed25519."""

    ED25519 = "Ed25519"
    P256 = "ECDSA-P256"


class Revocation(StrEnum):
    """Why a key ended early; a stolen key can date anything back, so nothing it signed counts any more."""

    SUPERSEDED = "superseded"
    COMPROMISED = "compromised"


@dataclass(frozen=True)
class PublicKey:
    """One office's key for one purpose.

    `public` has 32 bytes (Ed25519) or 33 (compressed P-256 point); `valid_to` is the last day; `office` is empty where
    the file that held the key did not say (PEM).
    """

    purpose: Purpose
    office: str
    algorithm: Algorithm
    public: bytes
    valid_from: date | None = None
    valid_to: date | None = None
    revoked_from: date | None = None
    revoked_because: Revocation | None = None

    @property
    def key_id(self) -> bytes:
        """The first 8 bytes of SHA-256 over the public key: what seals and lists name it by."""
        return key_id_of(self.public)

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature is this key's over the message."""
        try:
            if self.algorithm is Algorithm.ED25519:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
            else:
                point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), self.public)
                point.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        return True

    def must_be_in_force(self, day: date) -> None:
        """Raise `NotTrusted` unless the key could sign on this day."""
        if self.revoked_because is Revocation.COMPROMISED:
            raise NotTrusted(
                say(
                    _("The key {key} of {office} was reported stolen; nothing it signed counts any more."),
                    key=self.key_id.hex(),
                    office=self.office,
                ),
                hint=_("Ask the office to look the paper up in its register and to issue a new one."),
            )
        early = self.valid_from is not None and day < self.valid_from
        late = self.valid_to is not None and day > self.valid_to
        revoked = self.revoked_from is not None and day >= self.revoked_from
        if early or late or revoked:
            raise NotTrusted(
                say(
                    _(
                        "The key {key} of {office} was not in force on {day} (from {first}, through {last}, revoked {end})."
                    ),
                    key=self.key_id.hex(),
                    office=self.office,
                    day=day,
                    first=self.valid_from or "…",
                    last=self.valid_to or "…",
                    end=self.revoked_from or "-",
                ),
                hint=_ask_the_office(),
            )


@dataclass(frozen=True)
class TrustList:
    """Every key that the person checking trusts.

    `root` is the ministry's public root key when the list is signed by it, else empty. `sequence` grows with each
    issue of the list, so that an old one can be told from a new one. `training` marks keys that anyone could guess.
    """

    ministry: str
    keys: tuple[PublicKey, ...]
    issued: date | None = None
    sequence: int = 0
    training: bool = False
    root: bytes = b""

    def __post_init__(self) -> None:
        """Refuse two entries for one key: a key has one purpose and one office."""
        ids = [key.key_id for key in self.keys]
        if len(set(ids)) != len(ids):
            raise BadFile(
                _("The list of keys names one key twice."), hint=_("Ask the ministry for a list that is in order.")
            )

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits to compare with the printed ones: of the root, or of an unsigned list's content."""
        return fingerprint(self.root or canonical(list_document(self)))

    def holds(self, key_id: bytes) -> bool:
        """Whether the key is on the list at all, for whatever purpose and day."""
        return any(key.key_id == key_id for key in self.keys)

    def has_key_of(self, office: str, purpose: Purpose) -> bool:
        """Whether the list names a key of this office for this purpose."""
        return any(key.office in ("", office) and key.purpose is purpose for key in self.keys)

    def key_for(self, key_id: bytes, purpose: Purpose, day: date) -> PublicKey:
        """The key that could sign for this purpose on this day; `NotTrusted` says why there is none."""
        found = next((key for key in self.keys if key.key_id == key_id), None)
        if found is None:
            raise NotTrusted(
                say(_("The key {key} is not on the list of trusted keys."), key=key_id.hex()),
                hint=_("If your list may be old, get the newest one from the ministry; else do not rely on the paper."),
            )
        if found.purpose is not purpose:
            raise NotTrusted(
                say(
                    _("The key {key} may sign for {own} only, not for {wanted}."),
                    key=key_id.hex(),
                    own=found.purpose,
                    wanted=purpose,
                ),
                hint=_ask_the_office(),
            )
        found.must_be_in_force(day)
        return found


def _ask_the_office() -> str:
    return _("Do not rely on the paper; ask the office that is said to have issued it.")


def key_id_of(public: bytes) -> bytes:
    """The id of a key from the bytes by which it is listed."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def fingerprint(content: bytes) -> str:
    """Six groups of five decimal digits (99 bits of SHA-256): read aloud, compared by eye, the same in every script."""
    digest = hashlib.sha256(content).digest()
    groups = (int.from_bytes(digest[5 * i : 5 * i + 5]) % 100_000 for i in range(_FINGERPRINT_GROUPS))
    return " ".join(f"{group:05d}" for group in groups)


def canonical(document: object) -> bytes:
    """JSON with sorted keys and no spaces."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def public_key(purpose: Purpose, office: str, public: bytes, **days: Any) -> PublicKey:
    """A key of the purpose's own algorithm; `days` as in `PublicKey`."""
    algorithm = Algorithm.P256 if purpose is Purpose.PDF else Algorithm.ED25519
    return PublicKey(purpose, office, algorithm, public, **days)


def compressed(key: ec.EllipticCurvePublicKey) -> bytes:
    """The 33 bytes by which a P-256 key is listed."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)


def list_document(trust: TrustList) -> dict[str, Any]:
    """What the root signs, as plain JSON values."""
    return {
        "ministry": trust.ministry,
        "issued": trust.issued.isoformat() if trust.issued else None,
        "sequence": trust.sequence,
        "training": trust.training,
        "keys": [key_document(key) for key in trust.keys],
    }


def key_document(key: PublicKey) -> dict[str, Any]:
    """One key as plain JSON values."""
    return {
        "purpose": key.purpose.value,
        "office": key.office,
        "algorithm": key.algorithm.value,
        "public_key": to_base64(key.public),
        "valid_from": key.valid_from.isoformat() if key.valid_from else None,
        "valid_to": key.valid_to.isoformat() if key.valid_to else None,
        "revoked_from": key.revoked_from.isoformat() if key.revoked_from else None,
        "revoked_because": key.revoked_because.value if key.revoked_because else None,
    }


def to_base64(content: bytes) -> str:
    """Base64 as text."""
    return base64.b64encode(content).decode("ascii")
