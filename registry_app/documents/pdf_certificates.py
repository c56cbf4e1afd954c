"""X.509 certificates for PDF signatures: a ministry's root and an office's certificate, ECDSA P-256.

PDF readers know no Ed25519, so this chain stands beside the master list of `trust`; our own check trusts the key on the
list, other readers the root certificate, once somebody has imported it. Moments and random bytes are handed in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SERIAL_BYTES: Final = 16
KEY_BYTES: Final = 48
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def private_key(random: bytes) -> ec.EllipticCurvePrivateKey:
    """A P-256 key from 48 random bytes (FIPS 186-5, A.2.1: 64 bits more than the order, so no bias is left)."""
    if len(random) != KEY_BYTES:
        raise ValueError("48 random bytes make a key")
    return ec.derive_private_key(int.from_bytes(random) % (_ORDER - 1) + 1, ec.SECP256R1())


def root_certificate(
    ministry: str, key: ec.EllipticCurvePrivateKey, *, first: datetime, last: datetime, random: bytes
) -> x509.Certificate:
    """The ministry's own certificate, signed by itself; `random` are 16 bytes for its serial number."""
    name = _name(ministry, f"{ministry} Root")
    return (
        _builder(name, name, key.public_key(), (first, last), random)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(root=True), critical=True)
        .sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    )


def office_certificate(
    office: str,
    key: ec.EllipticCurvePublicKey,
    *,
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    first: datetime,
    last: datetime,
    random: bytes,
) -> x509.Certificate:
    """An office's certificate for PDF signatures, signed by the ministry's root."""
    ministry = root.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value
    return (
        _builder(_name(str(ministry), office), root.subject, key, (first, last), random)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(root=False), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256(), ecdsa_deterministic=True)
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    validity: tuple[datetime, datetime],
    random: bytes,
) -> x509.CertificateBuilder:
    if len(random) != SERIAL_BYTES:
        raise ValueError("16 random bytes make a serial number")
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(int.from_bytes(random) | 1)
        .not_valid_before(validity[0])
        .not_valid_after(validity[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(ministry: str, common: str) -> x509.Name:
    # X.520 allows 64 letters in each of the two
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ministry[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _usage(*, root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not root,
        content_commitment=not root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=root,
        crl_sign=root,
        encipher_only=False,
        decipher_only=False,
    )
