"""Reading a signature back from a PDF: only the one form that `sign` writes is taken, and only over the entire file.

A file is taken apart without a PDF parser: the byte range must name one hole, the hole must hold nothing but the CMS and
its padding, and the CMS must be, byte for byte, what `sign` would write for these certificates and this digest. So there
is no second way to read a file that was accepted.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from dataclasses import dataclass
from datetime import date
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec

from registry_app.core.texts import _, say
from registry_app.documents import der
from registry_app.documents.cose import NotGenuine
from registry_app.documents.sign import signature_cms, signed_attributes
from registry_app.documents.sign_field import CONTENTS, byte_range
from registry_app.documents.trust import PublicKey, Purpose, TrustList, compressed, key_id_of

_RANGE: Final = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_HOLE: Final = re.compile(rb"<((?:[0-9a-f]{2})+)>")
_REVISION_END: Final = re.compile(rb"startxref\s+\d+\s+%%EOF")
_DIGEST_ATTRIBUTE: Final = der.object_id("1.2.840.113549.1.9.4")
_LAST_LINE: Final = re.compile(rb"startxref\s+\d+\s+%%EOF\r?\n?\Z")


# what taking apart a CMS that is not ours can run into
_FOREIGN_CMS: Final = (ValueError, TypeError, LookupError, ArithmeticError, x509.InvalidVersion, UnsupportedAlgorithm)


class NotSigned(NotGenuine):
    """The PDF carries no signature at all: a scan, a copy, or a forgery that dropped it."""

    code = "not-signed"


@dataclass(frozen=True)
class UncheckedSignature:
    """A signature whose form and digest fit the file; whose key it is, nobody has asked yet."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    signature: bytes
    signed: bytes


def read_signature(pdf: bytes) -> UncheckedSignature:
    """The signature of a file of which it covers every byte.

    `NotSigned` without one; `NotGenuine` says what was done to the file: something added behind it, a second revision,
    a byte changed, or a signature in a form that the register does not write.
    """
    start, end = _hole(pdf)
    found = _HOLE.fullmatch(pdf, start, end)
    if found is None:
        raise _foreign()
    hexadecimal = found[1]
    cms = bytes.fromhex(hexadecimal.decode("ascii"))
    digest = hashlib.sha256(pdf[:start])
    digest.update(pdf[end:])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd names and serial numbers in a forged certificate
            certificates, stated, signature = _parts(cms)
            again = signature_cms(certificates, stated, signature)
    except _FOREIGN_CMS as error:
        raise _foreign() from error
    if hexadecimal != again.hex().encode("ascii").ljust(len(hexadecimal), b"0"):
        raise _foreign()
    if stated != digest.digest():
        raise NotGenuine(
            _("The file was changed after the office signed it."),
            hint=_("Do not rely on it; ask for the file as the office issued it."),
        )
    if len(_REVISION_END.findall(pdf)) != 1 or not _LAST_LINE.search(pdf):
        raise _second_revision()
    signed = signed_attributes(certificates[0], stated)
    return UncheckedSignature(certificates[0], tuple(certificates[1:]), signature, signed)


def verify_signature(unchecked: UncheckedSignature, trust: TrustList, day: date) -> PublicKey:
    """The office's PDF key on the list that made this signature.

    The key that counts is the one on the list; the certificates in the file are believed nothing, but must hang
    together. `NotTrusted` when the list has no such key for that day, `NotGenuine` when the signature is not its own.
    """
    try:
        point = unchecked.certificate.public_key()
    except _FOREIGN_CMS as error:
        raise _foreign() from error
    if not isinstance(point, ec.EllipticCurvePublicKey) or not isinstance(point.curve, ec.SECP256R1):
        raise _foreign()
    key = trust.key_for(key_id_of(compressed(point)), Purpose.PDF, day)
    if key.public != compressed(point) or not key.verifies(unchecked.signature, unchecked.signed):
        raise NotGenuine(
            _("The signature of the file is forged: it was not made by the key it names."),
            hint=_("Do not rely on the file; ask the office that is said to have issued it."),
        )
    _must_hang_together(unchecked)
    return key


def _hole(pdf: bytes) -> tuple[int, int]:
    ranges = _RANGE.findall(pdf)
    if not ranges:
        raise NotSigned(
            _("The file carries no signature of an office: it is a scan, a copy or a forgery."),
            hint=_("Ask for the file as the office issued it, or check the code on the paper with a camera."),
        )
    if len(ranges) > 1:
        raise _second_revision()
    first, hole_start, hole_end, tail = map(int, ranges[0])
    if first != 0 or not hole_start < hole_end <= len(pdf):
        raise _foreign()
    extra = len(pdf) - hole_end - tail
    if extra > 0:
        if _REVISION_END.search(pdf, hole_end + tail):
            raise _second_revision()
        raise NotGenuine(
            say(_("Something was added behind the file that the office signed (bytes: {count})."), count=extra),
            hint=_("Do not rely on it; ask for the file as the office issued it."),
        )
    if extra < 0:
        raise NotGenuine(
            say(
                _("The file was cut off or saved again: {count} bytes that the office signed are missing."),
                count=-extra,
            ),
            hint=_("Get the file again as the office issued it; do not save it with another program."),
        )
    covered = byte_range(hole_start, hole_end, len(pdf))
    if pdf.count(covered) != 1 or pdf.count(CONTENTS) != 1 or pdf.index(CONTENTS) + len(CONTENTS) - 1 != hole_start:
        raise _foreign()
    return hole_start, hole_end


def _parts(cms: bytes) -> tuple[list[x509.Certificate], bytes, bytes]:
    """Certificates, stated digest and signature; `ValueError` or `IndexError` where the form is another one."""
    content_info = der.children(der.first(cms)[1])
    signed_data = der.children(der.children(content_info[1][1])[0][1])
    certificates = [x509.load_der_x509_certificate(whole) for _tag, _inner, whole in der.children(signed_data[3][1])]
    signer_info = der.children(der.children(signed_data[4][1])[0][1])
    stated = [
        value[-32:] for _tag, value, _whole in der.children(signer_info[3][1]) if value.startswith(_DIGEST_ATTRIBUTE)
    ]
    return certificates, stated[0], signer_info[5][1]


def _must_hang_together(unchecked: UncheckedSignature) -> None:
    links = (unchecked.certificate, *unchecked.chain)
    issuers = (*unchecked.chain, links[-1])
    try:
        for certificate, issuer in zip(links, issuers, strict=True):
            certificate.verify_directly_issued_by(issuer)
    except (*_FOREIGN_CMS, InvalidSignature) as error:
        raise NotGenuine(
            _("The certificates in the file do not belong together."),
            hint=_("Do not rely on the file; ask the office that is said to have issued it."),
        ) from error


def _second_revision() -> NotGenuine:
    return NotGenuine(
        _(
            "Somebody saved a second version into the file after the office signed it; what it shows may be painted over."
        ),
        hint=_("Do not rely on it; ask for the file as the office issued it."),
    )


def _foreign() -> NotGenuine:
    return NotGenuine(
        _(
            "The file carries a signature, but not one in the form that the register writes; it was saved again or forged."
        ),
        hint=_("Do not rely on it; ask for the file as the office issued it."),
    )
