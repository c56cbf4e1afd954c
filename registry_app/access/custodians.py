"""Sealed values: encrypted to the complaints custodians' keys, opened by one of them with a reason that is journalled.

The box: a fresh key encrypts the value (XSalsa20-Poly1305); that key is put into one sealed box per custodian (X25519).
The ephemeral keys come from the world, so that a training register repeats itself; the format is libsodium's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import cbor2
import orjson
from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry_app.access.models import User, UserRole
from registry_app.access.permissions import Role
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotIntact, NotPermitted, RuleBroken
from registry_app.core.names import clean_text
from registry_app.core.texts import _
from registry_app.core.world import World
from registry_app.store import unit
from registry_app.store.types import canonical

_FORM = 1


def key_pair(world: World) -> tuple[bytes, bytes]:
    """A person's box keys, private and public, 32 bytes each."""
    private = PrivateKey(world.random_bytes(32))
    return bytes(private), bytes(private.public_key)


def seal(session: Session, values: Mapping[str, Any]) -> bytes:
    """The values in a box that each of today's custodians can open.

    Raises `RuleBroken` while the office has no custodian: an identity nobody can open would be lost.
    """
    work = unit.unit_of(session)
    keys = _custodian_keys(session, work.actor)
    if not keys:
        raise RuleBroken(
            _("The office has no custodian of sealed identities; a complainant's name could never be read again."),
            hint=_("The administrator gives an officer the role of custodian first."),
        )
    return seal_for(work.world, keys, values)


def seal_for(world: World, keys: Sequence[bytes], values: Mapping[str, Any]) -> bytes:
    """The values in a box for these public keys."""
    content_key = world.random_bytes(SecretBox.KEY_SIZE)
    nonce = world.random_bytes(SecretBox.NONCE_SIZE)
    content = SecretBox(content_key).encrypt(canonical(dict(values)), nonce)
    slots = {_name(key): _sealed(world, key, content_key) for key in sorted(keys)}
    return cbor2.dumps([_FORM, slots, bytes(content)], canonical=True)


def _sealed(world: World, public: bytes, message: bytes) -> bytes:
    # libsodium's sealed box with the ephemeral key drawn from the world
    ephemeral = PrivateKey(world.random_bytes(32))
    nonce = hashlib.blake2b(bytes(ephemeral.public_key) + public, digest_size=Box.NONCE_SIZE).digest()
    return bytes(ephemeral.public_key) + Box(ephemeral, PublicKey(public)).encrypt(message, nonce).ciphertext


def _name(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()[:8]


def _custodian_keys(session: Session, actor: Actor) -> list[bytes]:
    found = (
        select(User.box_public)
        .join(UserRole, UserRole.user_id == User.id)
        .where(
            UserRole.role == Role.CUSTODIAN,
            User.active,
            UserRole.valid_from <= actor.today,
            or_(UserRole.valid_to.is_(None), UserRole.valid_to >= actor.today),
        )
        .distinct()
    )
    return [bytes(key) for key in session.scalars(found)]


def open_box(box: bytes, private: bytes) -> dict[str, Any]:
    """What a box holds, with a custodian's private key; `NotPermitted` when it was not sealed for this key."""
    slots, content = _parts(box)
    if len(private) != PrivateKey.SIZE:  # the recovery code opens the register, not its identities
        raise NotPermitted(_("You have no key for sealed identities."), hint=_("Ask a custodian."))
    key = PrivateKey(private)
    slot = slots.get(_name(bytes(key.public_key)))
    if slot is None:
        raise NotPermitted(
            _("This identity was not sealed for your key."), hint=_("Ask a custodian who was in office that day.")
        )
    try:
        content_key = SealedBox(key).decrypt(slot)
        plain = SecretBox(content_key).decrypt(content)
    except (CryptoError, ValueError, TypeError) as error:
        raise _changed() from error
    values: dict[str, Any] = orjson.loads(plain)
    return values


def _parts(box: bytes) -> tuple[dict[bytes, bytes], bytes]:
    """The content's keys by custodian, and the content."""
    try:
        form, slots, content = cbor2.loads(box)
        if form != _FORM or not isinstance(slots, dict) or not isinstance(content, bytes):
            raise ValueError(form)
    except (ValueError, TypeError, EOFError, cbor2.CBORError) as error:
        raise _changed() from error
    return slots, content


def _changed() -> NotIntact:
    return NotIntact(
        _("The sealed identity cannot be opened: it is not what was sealed."),
        hint=_("Tell the auditor; the journal shows who wrote it and when."),
    )


def open_sealed(
    session: Session, actor: Actor, subject: Any, box: bytes, private: bytes, reason: str
) -> dict[str, Any]:
    """Open a sealed identity: needs the permission, the key and a reason; the opening is journalled."""
    actor.must("identity:open")
    reason = clean_text(reason, what=_("reason"), limit=2_000)
    if len(reason) < 5:  # a word at least
        raise BadInput(
            _("A sealed identity is opened only for a reason."), hint=_("Write why; it is kept in the journal.")
        )
    values = open_box(box, private)
    unit.verb(session, "identity:opened", subject, reason=reason)
    return values
