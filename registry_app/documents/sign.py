"""PAdES B-B signatures (ETSI EN 319 142-1) written in one pass, without an incremental update.

The document was written with an empty place for the signature (`sign_field`). The CMS holds three signed attributes:
content type, message digest, and the certificate's hash (ESS signing-certificate-v2, RFC 5035); the claimed moment
stands in the signature dictionary. All parts but digest and signature are constant, so signing costs one hash of the
file and one ECDSA signature.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from registry_app.core.errors import BadFile
from registry_app.core.texts import _
from registry_app.documents import der
from registry_app.documents.cose import Sign
from registry_app.documents.sign_field import BYTE_RANGE, CONTENTS, byte_range

_LONGEST_SIGNATURE: Final = 72  # DER of two 32-byte numbers with their sign bytes
_SIGNED_DATA: Final = der.object_id("1.2.840.113549.1.7.2")
_DATA: Final = der.object_id("1.2.840.113549.1.7.1")
_CONTENT_TYPE: Final = der.object_id("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST: Final = der.object_id("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE: Final = der.object_id("1.2.840.113549.1.9.16.2.47")
_SHA256: Final = der.element(der.SEQUENCE, der.object_id("2.16.840.1.101.3.4.2.1"))
_ECDSA_SHA256: Final = der.element(der.SEQUENCE, der.object_id("1.2.840.10045.4.3.2"))
_EMPTY_PLACE: Final = re.compile(re.escape(CONTENTS) + rb"(0+)>")


@dataclass(frozen=True)
class PdfSigner:
    """An office's certificate, those that vouch for it, and the hand that signs.

    `sign` gives the DER of an ECDSA P-256 signature with SHA-256 over its argument (`ecdsa` makes one of a key).
    """

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    sign: Sign

    @property
    def room(self) -> int:
        """Bytes that a placeholder must reserve for this signer's CMS."""
        return len(signature_cms(self._certificates, bytes(32), bytes(_LONGEST_SIGNATURE)))

    @property
    def _certificates(self) -> tuple[x509.Certificate, ...]:
        return (self.certificate, *self.chain)

    def cms(self, digest: bytes) -> bytes:
        """The signature of a document whose covered bytes have this SHA-256."""
        signature = self.sign(signed_attributes(self.certificate, digest))
        return signature_cms(self._certificates, digest, signature)


def ecdsa(key: ec.EllipticCurvePrivateKey) -> Sign:
    """Sign with this key, the same bytes for the same message (RFC 6979)."""
    return lambda message: key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


def sign_pdf(pdf: bytes, signer: PdfSigner) -> bytes:
    """The document with its empty place filled; every byte outside the place is covered.

    `BadFile` when the document has no such place, more than one, or too little room (`PdfSigner.room`).
    """
    places = list(_EMPTY_PLACE.finditer(pdf))
    if pdf.count(BYTE_RANGE) != 1 or len(places) != 1 or pdf.index(BYTE_RANGE) > places[0].start():
        raise BadFile(
            _("The document has no single empty place for a signature."),
            hint=_("Write it again with a signature placeholder; a signed document is not signed twice."),
        )
    start, end = places[0].start(1) - 1, places[0].end()
    covered = byte_range(start, end, len(pdf))
    head, tail = pdf[:start].replace(BYTE_RANGE, covered), pdf[end:]
    digest = hashlib.sha256(head)
    digest.update(tail)
    cms = signer.cms(digest.digest()).hex().encode("ascii")
    if len(cms) > end - start - 2:
        raise BadFile(
            _("The place for the signature is too small."), hint=_("Reserve as many bytes as the signer asks for.")
        )
    return b"".join((head, b"<", cms.ljust(end - start - 2, b"0"), b">", tail))


def signed_attributes(certificate: x509.Certificate, digest: bytes) -> bytes:
    """The DER that is signed: content type, digest of the document, hash of the certificate, in DER's own order."""
    certificate_hash = hashlib.sha256(_der(certificate)).digest()
    attributes = (
        _attribute(_CONTENT_TYPE, _DATA),
        _attribute(_MESSAGE_DIGEST, der.element(der.OCTETS, digest)),
        _attribute(_SIGNING_CERTIFICATE, _nested(der.element(der.OCTETS, certificate_hash))),
    )
    return der.element(der.SET, *sorted(attributes))


def signature_cms(certificates: Sequence[x509.Certificate], digest: bytes, signature: bytes) -> bytes:
    """The one form of CMS SignedData (RFC 5652) that the register writes, and so the only one its check accepts."""
    own = certificates[0]
    attributes = signed_attributes(own, digest)
    signer_info = der.element(
        der.SEQUENCE,
        der.integer(1),
        der.element(der.SEQUENCE, own.issuer.public_bytes(), der.integer(own.serial_number)),
        _SHA256,
        bytes((der.CONTEXT_0,)) + attributes[1:],
        _ECDSA_SHA256,
        der.element(der.OCTETS, signature),
    )
    signed_data = der.element(
        der.SEQUENCE,
        der.integer(1),
        der.element(der.SET, _SHA256),
        der.element(der.SEQUENCE, _DATA),
        der.element(der.CONTEXT_0, *map(_der, certificates)),
        der.element(der.SET, signer_info),
    )
    return der.element(der.SEQUENCE, _SIGNED_DATA, der.element(der.CONTEXT_0, signed_data))


def _attribute(kind: bytes, value: bytes) -> bytes:
    return der.element(der.SEQUENCE, kind, der.element(der.SET, value))


def _nested(content: bytes) -> bytes:
    # SigningCertificateV2 ⊃ SEQUENCE OF ESSCertIDv2 ⊃ the hash; SHA-256 is the default and is left out
    for _level in range(3):
        content = der.element(der.SEQUENCE, content)
    return content


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
