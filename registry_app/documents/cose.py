"""COSE_Sign1 (RFC 9052) with Ed25519 in the one form that the register writes; every other form is refused.

The bytes are CBOR tag 18 around `[protected, {}, payload, signature]` in deterministic encoding. The protected header
holds the algorithm (-8, EdDSA) and the key id (8 bytes), nothing else. The `context` is COSE's external data: it is
signed but not carried, so that a seal can never be taken for a status list, nor a packed payload for a plain one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import cbor2

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _

Sign = Callable[[bytes], bytes]
"""Signs a message with a private key that somebody else holds."""

KEY_ID_BYTES: Final = 8
SIGNATURE_BYTES: Final = 64
_TAG_SIGN1: Final = 18
_ALGORITHM, _KEY_ID, _EDDSA = 1, 4, -8


class NotGenuine(RegistryError):
    """A seal, a status list or a signature does not hold: damaged, forged, or not in the form the register writes."""

    code = "not-genuine"


@dataclass(frozen=True)
class Sign1:
    """A message taken apart; nothing of it is believed before `signature` was verified over `signed`."""

    key_id: bytes
    payload: bytes
    signature: bytes
    signed: bytes


def write(value: Any) -> bytes:
    """The deterministic CBOR of a plain value (RFC 8949, 4.2)."""
    return cbor2.dumps(value, canonical=True)


def read(content: bytes) -> Any:
    """The value of deterministic CBOR; `NotGenuine` when it is any other encoding or carries anything behind it.

    Writing the value again must give the same bytes: so duplicate or unordered keys, long forms, indefinite lengths
    and trailing bytes are all refused by one comparison.
    """
    try:
        value = cbor2.loads(content)
        again = write(value)
    except (cbor2.CBORError, ValueError, TypeError, ArithmeticError, LookupError, RecursionError) as error:
        raise malformed() from error
    if again != content:
        raise malformed()
    return value


def sign1(payload: bytes, *, key_id: bytes, context: bytes, sign: Sign) -> bytes:
    """The payload with its signature."""
    protected = write({_ALGORITHM: _EDDSA, _KEY_ID: key_id})
    signature = sign(_to_be_signed(protected, payload, context))
    if len(key_id) != KEY_ID_BYTES or len(signature) != SIGNATURE_BYTES:
        raise ValueError("an Ed25519 signature has 64 bytes, and a key id 8")
    return write(cbor2.CBORTag(_TAG_SIGN1, [protected, {}, payload, signature]))


def read_sign1(content: bytes, *, context: bytes) -> Sign1:
    """The parts of a message; `NotGenuine` when its form is not exactly the one written here."""
    message = read(content)
    if not isinstance(message, cbor2.CBORTag) or message.tag != _TAG_SIGN1:
        raise malformed()
    match message.value:
        case [bytes(protected), Mapping() as unprotected, bytes(payload), bytes(signature)] if not unprotected:
            header = read(protected)
        case _parts:
            raise malformed()
    if not isinstance(header, dict) or set(header) != {_ALGORITHM, _KEY_ID} or header[_ALGORITHM] != _EDDSA:
        raise NotGenuine(
            _("The code is signed by a method that this register does not use."),
            hint=_("Do not rely on the paper; ask the office that is said to have issued it."),
        )
    key_id = header[_KEY_ID]
    if not isinstance(key_id, bytes) or len(key_id) != KEY_ID_BYTES or len(signature) != SIGNATURE_BYTES:
        raise malformed()
    return Sign1(key_id, payload, signature, _to_be_signed(protected, payload, context))


def malformed() -> NotGenuine:
    """The refusal of bytes that the register never wrote."""
    return NotGenuine(
        _("The code is damaged, or it was not made by this register."),
        hint=_("Read it again from the paper; if it fails again, ask the office that is said to have issued it."),
    )


def _to_be_signed(protected: bytes, payload: bytes, context: bytes) -> bytes:
    return write(["Signature1", protected, context, payload])
