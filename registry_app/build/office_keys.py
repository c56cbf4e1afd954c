"""The office's keys by purpose and the ministry's root that vouches for them.

The root's seed never enters the register: it leaves as two paper shares, one for each of two directors, and both are
needed to certify another key. Office keys lie in the register, wrapped under a key derived from its data key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import cbor2
from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.dates import Period, last_day_of_term
from registry_app.core.errors import BadInput, NotIntact
from registry_app.core.texts import _, say
from registry_app.core.world import World
from registry_app.documents import pdf_certificates, trust, trust_files
from registry_app.offices import service as offices
from registry_app.offices.models import Purpose, TrustIssue
from registry_app.store import unit
from registry_app.store.keys import derive

SEED_SIZE = 32
KEY_TERM_MONTHS = 36
ROOT_TERM_MONTHS = 240
_WRAPPING = "office keys"
_SHARE = "RAR-ROOT-SHARE"


@dataclass(frozen=True)
class Root:
    """The ministry's root as it is for the minutes it is needed."""

    seed: bytes

    @property
    def signing(self) -> Ed25519PrivateKey:
        """The key that signs the master list."""
        return Ed25519PrivateKey.from_private_bytes(derive(self.seed, "ministry root"))

    @property
    def public(self) -> bytes:
        """Its public part, 32 bytes: what verifiers pin."""
        return self.signing.public_key().public_bytes_raw()

    @property
    def pdf_key(self) -> ec.EllipticCurvePrivateKey:
        """The key of the certificate that PDF readers import."""
        return pdf_certificates.private_key(derive(self.seed, "pdf root") + derive(self.seed, "pdf root rest")[:16])


def split(root: Root, world: World) -> tuple[str, str]:
    """Two shares on paper; each alone says nothing about the root (one-time pad)."""
    first = world.random_bytes(SEED_SIZE)
    second = bytes(a ^ b for a, b in zip(first, root.seed, strict=True))
    return _written(1, first), _written(2, second)


def _written(number: int, share: bytes) -> str:
    check = hashlib.sha256(bytes([number]) + share).hexdigest()[:8]
    text = share.hex().upper()
    groups = " ".join(text[start : start + 4] for start in range(0, len(text), 4))
    return f"{_SHARE}-{number} {groups} {check.upper()}"


def join(one: str, other: str, public: bytes) -> Root:
    """The root from both shares, in either order.

    `BadInput` when one was copied wrongly, or when the two do not make the root whose public part is `public`: two shares
    of different registers join to something as well.
    """
    parts = {}
    for text in (one, other):
        try:
            head, *groups, check = text.upper().split()
            number, share = head.removeprefix(f"{_SHARE}-"), "".join(groups)
            content = bytes.fromhex(share)
            expected = hashlib.sha256(bytes([int(number)]) + content).hexdigest()[:8].upper()
        except ValueError as error:
            raise _bad_share() from error
        if len(content) != SEED_SIZE or expected != check:
            raise _bad_share()
        parts[number] = content
    if set(parts) != {"1", "2"}:
        raise BadInput(_("Both shares of the root are needed, number 1 and number 2."), hint=_("Ask both directors."))
    root = Root(bytes(a ^ b for a, b in zip(parts["1"], parts["2"], strict=True)))
    if root.public != public:
        raise BadInput(
            _("These shares belong to the root of another register."),
            hint=_("Bring the two shares that were printed when this register was made."),
        )
    return root


def _bad_share() -> BadInput:
    return BadInput(_("A share of the root was copied wrongly."), hint=_("Compare it with the paper group by group."))


@dataclass(frozen=True)
class OfficeSigner:
    """A key of the office, opened for use."""

    purpose: Purpose
    key_id: bytes
    public: bytes
    private: bytes

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature; PDF keys sign through `pdf_private`."""
        return Ed25519PrivateKey.from_private_bytes(self.private).sign(message)

    @property
    def pdf_private(self) -> ec.EllipticCurvePrivateKey:
        """The P-256 key for PDF signatures."""
        return pdf_certificates.private_key(self.private)


def make_office_keys(
    session: Session,
    actor: Actor,
    world: World,
    root: Root,
    data_key: bytes,
    *,
    ministry: str,
    office: str,
    former: trust.TrustList | None = None,
) -> trust.TrustList:
    """A fresh key for each purpose, certified by the root; returns the new master list, which is kept signed.

    The keys of the `former` list stay on it: what they signed in their time goes on counting.
    """
    period = Period(actor.today, last_day_of_term(actor.today, KEY_TERM_MONTHS))
    keys = list(former.keys) if former is not None else []
    for purpose in Purpose:
        private, public, certificate = _fresh(world, purpose, root, ministry=ministry, office=office, period=period)
        key = trust.public_key(
            trust.Purpose(purpose.value), office, public, valid_from=period.first, valid_to=period.last
        )
        offices.add_key(
            session,
            actor,
            purpose,
            key_id=key.key_id,
            public=public,
            wrapped=wrap(world, data_key, key.key_id, private),
            certificate=certificate,
            period=period,
        )
        keys.append(key)
    listed = trust.TrustList(
        ministry,
        tuple(keys),
        issued=actor.today,
        sequence=1 if former is None else former.sequence + 1,
        training=world.training,
        root=root.public,
    )
    issue = TrustIssue(
        sequence=listed.sequence, content=trust_files.write_list(listed, root=root.public, sign=root.signing.sign)
    )
    session.add(issue)
    unit.verb(session, "trust:issued", issue, label=str(listed.sequence))
    return listed


def _fresh(
    world: World, purpose: Purpose, root: Root, *, ministry: str, office: str, period: Period
) -> tuple[bytes, bytes, bytes]:
    if purpose is not Purpose.PDF:
        private = world.random_bytes(SEED_SIZE)
        return private, Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw(), b""
    private = world.random_bytes(pdf_certificates.KEY_BYTES)
    key = pdf_certificates.private_key(private)
    first = _midnight(period.first)
    root_certificate = pdf_certificates.root_certificate(
        ministry,
        root.pdf_key,
        first=first,
        last=_midnight(last_day_of_term(period.first, ROOT_TERM_MONTHS)),
        random=hashlib.sha256(root.public + period.first.isoformat().encode()).digest()[
            : pdf_certificates.SERIAL_BYTES
        ],
    )
    assert period.last is not None
    certificate = pdf_certificates.office_certificate(
        office,
        key.public_key(),
        root=root_certificate,
        root_key=root.pdf_key,
        first=first,
        last=_midnight(period.last),
        random=world.random_bytes(pdf_certificates.SERIAL_BYTES),
    )
    chain = [each.public_bytes(serialization.Encoding.DER) for each in (certificate, root_certificate)]
    return private, trust.compressed(key.public_key()), cbor2.dumps(chain)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def read_chain(certificate: bytes) -> list[x509.Certificate]:
    """The office's PDF certificate and the root's."""
    return [x509.load_der_x509_certificate(each) for each in cbor2.loads(certificate)]


def wrap(world: World, data_key: bytes, key_id: bytes, private: bytes) -> bytes:
    """A private key as it is kept: nonce, then AES-256-GCM bound to the key's id."""
    nonce = world.random_bytes(12)
    return nonce + AESGCM(derive(data_key, _WRAPPING)).encrypt(nonce, private, key_id)


def unwrap(data_key: bytes, key_id: bytes, wrapped: bytes) -> bytes:
    """A private key as `wrap` kept it; `NotIntact` when it was changed since."""
    try:
        return AESGCM(derive(data_key, _WRAPPING)).decrypt(wrapped[:12], wrapped[12:], key_id)
    except (InvalidTag, ValueError) as error:
        raise NotIntact(
            say(_("The office's key {id} is not what it was when it was made."), id=key_id.hex()),
            hint=_("Tell the auditor: verify shows what was changed."),
        ) from error
