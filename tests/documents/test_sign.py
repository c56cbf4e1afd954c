"""One-pass PDF signatures: accepted by other readers, refused by ours after any change."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from registry_app.core.errors import BadFile, NotTrusted, RegistryError
from registry_app.documents import pdf_certificates
from registry_app.documents.cose import NotGenuine
from registry_app.documents.sign import PdfSigner, ecdsa, sign_pdf
from registry_app.documents.signed_pdf import NotSigned, read_signature, verify_signature
from registry_app.documents.trust import PublicKey
from tests.support.paper_office import FACTS, PaperOffice, printed, unsigned_paper

OFFICE = PaperOffice()
PAPER = OFFICE.paper()
UNSIGNED = OFFICE.paper(signed=False)
DAY = date(2026, 11, 23)


def checked(pdf: bytes) -> PublicKey:
    return verify_signature(read_signature(pdf), OFFICE.trust, DAY)


def test_a_signature_is_the_offices_and_covers_the_entire_file() -> None:
    assert checked(PAPER).office == "HQ"


def test_the_same_file_gets_the_same_signature() -> None:
    assert sign_pdf(UNSIGNED, OFFICE.signer) == PAPER


def test_signing_changes_nothing_but_the_place_kept_for_it() -> None:
    assert len(PAPER) == len(UNSIGNED)
    changed = [place for place, pair in enumerate(zip(PAPER, UNSIGNED, strict=True)) if pair[0] != pair[1]]
    room = 2 * OFFICE.signer.room
    assert changed[-1] - changed[0] < room + 100


def test_the_room_asked_for_is_just_enough() -> None:
    pdf = unsigned_paper("", printed(FACTS), OFFICE.signer.room - 8)
    with pytest.raises(BadFile, match="too small"):
        sign_pdf(pdf, OFFICE.signer)


@pytest.mark.parametrize("pdf", [PAPER, b"%PDF-1.4", UNSIGNED + UNSIGNED, b""])
def test_a_file_without_a_single_empty_place_is_not_signed(pdf: bytes) -> None:
    with pytest.raises(BadFile, match="empty place"):
        sign_pdf(pdf, OFFICE.signer)


def test_pyhanko_finds_the_signature_valid_trusted_and_over_the_entire_file() -> None:
    reader_module = pytest.importorskip("pyhanko.pdf_utils.reader")
    validation: Any = pytest.importorskip("pyhanko.sign.validation")
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko_certvalidator import ValidationContext

    root = OFFICE.signer.chain[0].public_bytes(Encoding.PEM)
    context = ValidationContext(trust_roots=list(load_certs_from_pemder_data(root)), allow_fetching=False)
    signature = reader_module.PdfFileReader(io.BytesIO(PAPER), strict=True).embedded_signatures[0]
    status = validation.validate_pdf_signature(signature, context)
    assert (status.valid, status.intact, status.trusted, status.bottom_line) == (True, True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"


def test_pdfsig_finds_the_signature_valid_and_the_certificate_trusted(tmp_path: Path) -> None:
    pdfsig, certutil = shutil.which("pdfsig"), shutil.which("certutil")
    if pdfsig is None:
        pytest.skip("pdfsig (poppler-utils) is not installed")
    (tmp_path / "paper.pdf").write_bytes(PAPER)
    command = [pdfsig, "paper.pdf"]
    if certutil is not None:
        (tmp_path / "root.pem").write_bytes(OFFICE.signer.chain[0].public_bytes(Encoding.PEM))
        subprocess.run([certutil, "-N", "-d", "sql:.", "--empty-password"], cwd=tmp_path, check=True)
        subprocess.run(
            [certutil, "-A", "-d", "sql:.", "-n", "root", "-t", "CT,C,C", "-i", "root.pem"], cwd=tmp_path, check=True
        )
        command = [pdfsig, "-nssdir", "sql:.", "paper.pdf"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    if certutil is not None:
        assert "Certificate is Trusted" in said


@settings(max_examples=300)
@given(st.integers(0, len(PAPER) - 1), st.integers(1, 255))
def test_one_changed_byte_anywhere_in_the_file_is_refused(place: int, change: int) -> None:
    pdf = bytearray(PAPER)
    pdf[place] ^= change
    with pytest.raises(RegistryError) as refusal:
        checked(bytes(pdf))
    assert refusal.value.sentence


def test_every_byte_of_the_signature_itself_counts() -> None:
    start = PAPER.index(b"/Contents <") + 11
    for place in range(start, start + 2 * OFFICE.signer.room, 7):
        pdf = bytearray(PAPER)
        pdf[place] = ord("0") if pdf[place] != ord("0") else ord("1")
        with pytest.raises(RegistryError):
            checked(bytes(pdf))


@given(st.integers(1, len(PAPER)))
@settings(max_examples=60)
def test_a_file_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(RegistryError):
        checked(PAPER[:-cut])


@pytest.mark.parametrize("more", [b"\n", b" ", b"\x00", b"\n% hello\n", b"A" * 5000])
def test_anything_added_behind_the_file_is_refused(more: bytes) -> None:
    with pytest.raises(NotGenuine, match="added behind"):
        checked(PAPER + more)


def test_an_incremental_update_is_called_a_second_version() -> None:
    with pytest.raises(NotGenuine, match="second version"):
        checked(PAPER + b"\n9 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n99\n%%EOF\n")


def test_a_file_saved_again_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PAPER)) as pdf:
        pdf.save(out)
    with pytest.raises(NotGenuine):
        checked(out.getvalue())


def test_a_file_without_a_signature_says_that_it_may_be_a_scan() -> None:
    with pytest.raises(NotSigned, match="scan"):
        checked(PAPER.replace(b"/ByteRange", b"/ByteBange"))


@pytest.mark.parametrize(
    "pdf",
    [PAPER.replace(b"/ByteRange [0 ", b"/ByteRange [1 "), UNSIGNED, b"/ByteRange [0 5 2 1]", b"/ByteRange [0 1 3 0]"],
)
def test_a_byte_range_that_is_not_ours_is_refused(pdf: bytes) -> None:
    with pytest.raises(NotGenuine):
        checked(pdf)


def test_a_look_alike_with_the_same_names_is_not_trusted() -> None:
    forger = PaperOffice("forger")
    assert forger.signer.certificate.subject == OFFICE.signer.certificate.subject
    assert forger.signer.certificate.issuer == OFFICE.signer.certificate.issuer
    with pytest.raises(NotTrusted, match="not on the list"):
        checked(forger.paper(OFFICE.seal()))


def test_a_stranger_who_names_our_key_in_his_certificate_is_refused() -> None:
    stranger = PaperOffice("forger").signer
    ours = OFFICE.signer
    point: Any = ours.certificate.public_key()
    root_key = pdf_certificates.private_key(bytes(48))
    days = {"first": ours.certificate.not_valid_before_utc, "last": ours.certificate.not_valid_after_utc}
    root = pdf_certificates.root_certificate("Ministry of Labour", root_key, random=bytes(16), **days)
    own = pdf_certificates.office_certificate(
        "Office HQ", point, root=root, root_key=root_key, random=bytes(16), **days
    )
    with pytest.raises(NotGenuine, match="forged"):
        checked(sign_pdf(UNSIGNED, PdfSigner(own, (root,), stranger.sign)))


def test_certificates_that_do_not_belong_together_are_refused() -> None:
    ours, theirs = OFFICE.signer, PaperOffice("forger").signer
    mixed = sign_pdf(UNSIGNED, PdfSigner(ours.certificate, theirs.chain, ours.sign))
    with pytest.raises(NotGenuine, match="belong together"):
        checked(mixed)


def test_certificates_are_made_from_what_is_handed_in_alone() -> None:
    assert OFFICE.signer.certificate == PaperOffice().signer.certificate
    constraints = OFFICE.signer.certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert not constraints.value.ca
    assert constraints.critical
    with pytest.raises(ValueError, match="random"):
        pdf_certificates.private_key(bytes(32))


def test_a_key_signs_the_same_message_the_same_way() -> None:
    key = pdf_certificates.private_key(OFFICE.random("pdf", 48))
    assert ecdsa(key)(b"message") == ecdsa(key)(b"message")


def test_names_in_any_script_and_brackets_stay_in_the_signature_dictionary() -> None:
    assert b"/Name (Ministry of Labour)" in PAPER
    assert checked(OFFICE.paper(lines=("وزارة العمل (HQ)",))).office == "HQ"
