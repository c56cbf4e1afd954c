"""An office with keys of its own, for tests of seals, signatures and checks; the same seed gives the same keys."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from registry_app.documents import pdf_certificates
from registry_app.documents.seal import SealFacts, seal
from registry_app.documents.sign import PdfSigner, ecdsa, sign_pdf
from registry_app.documents.sign_field import SignaturePlaceholder
from registry_app.documents.trust import PublicKey, Purpose, TrustList, compressed, key_id_of, public_key

MOMENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MM = 72 / 25.4
FACTS = SealFacts(
    kind="compliance",
    serial="HQ-C-2026-000417-3",
    licence_number="DMW-2026-00417-5",
    agency_name="Al-Noor Recruitment Services (Pvt.) Ltd.",
    facts_hash=bytes(range(8)),
    issued=date(2026, 11, 23),
    valid_from=date(2026, 11, 23),
    valid_to=date(2027, 11, 22),
    office="HQ",
    status_index=417,
    checkpoint_size=81_234,
    checkpoint_root=bytes(range(16, 32)),
    training=False,
)


@dataclass(frozen=True)
class PaperOffice:
    """Keys made from a word; another word is another ministry."""

    word: str = "ministry"
    code: str = "HQ"
    facts: SealFacts = field(default=FACTS)

    def random(self, label: str, size: int) -> bytes:
        """Bytes that depend on the office's word and this label only."""
        return hashlib.shake_256(f"{self.word}/{label}".encode()).digest(size)

    def ed25519(self, label: str) -> Ed25519PrivateKey:
        """The office's key of this name."""
        return Ed25519PrivateKey.from_private_bytes(self.random(label, 32))

    def public(self, label: str) -> bytes:
        """The public half of `ed25519(label)`."""
        return self.ed25519(label).public_key().public_bytes_raw()

    @property
    def signer(self) -> PdfSigner:
        """The office's PDF signer with its chain."""
        return self.signer_named("pdf")

    def signer_named(self, label: str) -> PdfSigner:
        """A signer with another key of the same office, under the same root."""
        root_key = pdf_certificates.private_key(self.random("pdf-root", 48))
        key = pdf_certificates.private_key(self.random(label, 48))
        years = {"first": datetime(2020, 1, 1, tzinfo=UTC), "last": datetime(2040, 1, 1, tzinfo=UTC)}
        root = pdf_certificates.root_certificate("Ministry of Labour", root_key, random=self.random("r", 16), **years)
        own = pdf_certificates.office_certificate(
            f"Office {self.code}", key.public_key(), root=root, root_key=root_key, random=self.random("o", 16), **years
        )
        return PdfSigner(own, (root,), ecdsa(key))

    def public_keys(self) -> tuple[PublicKey, ...]:
        """One key for each purpose."""
        point: Any = self.signer.certificate.public_key()
        days = {"valid_from": date(2018, 1, 1), "valid_to": date(2029, 12, 31)}
        return (
            public_key(Purpose.SEAL, self.code, self.public("seal"), **days),
            public_key(Purpose.PDF, self.code, compressed(point), **days),
            public_key(Purpose.CHECKPOINT, self.code, self.public("checkpoint"), **days),
            public_key(Purpose.PACKAGE, self.code, self.public("package"), **days),
        )

    @property
    def trust(self) -> TrustList:
        """The list that holds this office's keys."""
        return TrustList("Ministry of Labour", self.public_keys(), issued=date(2026, 1, 1), sequence=1)

    def seal(self, facts: SealFacts | None = None, **changes: Any) -> str:
        """The office's code for its facts, some of them changed."""
        chosen = replace(facts or self.facts, **changes)
        return seal(chosen, self.ed25519("seal").sign, key_id_of(self.public("seal")))

    def paper(
        self,
        code: str | None = None,
        *,
        lines: tuple[str, ...] | None = None,
        draw: Callable[[Canvas], None] | None = None,
        signed: bool = True,
    ) -> bytes:
        """A small certificate as a PDF: the facts as lines, the code, and the office's signature."""
        text = self.seal() if code is None else code
        pdf = unsigned_paper(text, lines or printed(self.facts), self.signer.room, draw)
        return sign_pdf(pdf, self.signer) if signed else pdf


def printed(facts: SealFacts) -> tuple[str, ...]:
    """The facts as a simple certificate prints them."""
    return (
        f"Serial {facts.serial}",
        f"Licence {facts.licence_number}",
        f"Agency {facts.agency_name}",
        f"Issued {facts.issued}",
        f"Valid to {facts.valid_to}",
    )


class _SignatureDictionary(pdfdoc.PDFObject):  # type: ignore[misc]
    __RefOnly__ = 1

    def __init__(self, placeholder: SignaturePlaceholder) -> None:
        self.placeholder = placeholder

    def format(self, _document: Any) -> bytes:
        return self.placeholder.dictionary()


def unsigned_paper(
    code: str, lines: tuple[str, ...], room: int, draw: Callable[[Canvas], None] | None = None, *, pages: int = 1
) -> bytes:
    """A page with lines of text, the code at 36 mm, whatever `draw` adds, and an empty place for a signature."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0, invariant=1)
    for page in range(pages):
        if page:
            canvas.showPage()
        canvas.setFont("Helvetica", 12)
        for row, line in enumerate(lines):
            canvas.drawString(60, 700 - 24 * row, line)
    if code:
        symbol = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        canvas.drawImage(ImageReader(_picture(symbol)), 400, 80, 36 * MM, 36 * MM)
    if draw:
        draw(canvas)
    document = canvas._doc
    place = SignaturePlaceholder(room, "Ministry of Labour", "Issued", "Head office", MOMENT)
    value = document.Reference(_SignatureDictionary(place), "SIGNATURE")
    widget = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("Widget"),
            "FT": pdfdoc.PDFName("Sig"),
            "T": pdfdoc.PDFString("Signature"),
            "F": 132,
            "Rect": pdfdoc.PDFArray([0, 0, 0, 0]),
            "V": value,
        }
    )
    reference = document.Reference(widget, "WIDGET")
    form = pdfdoc.PDFDictionary({"Fields": pdfdoc.PDFArray([reference]), "SigFlags": 3})
    canvas.setCatalogEntry("AcroForm", form)
    canvas._annotationrefs = [*canvas._annotationrefs, reference]
    canvas.save()
    return out.getvalue()


def _picture(symbol: Any) -> Any:
    from PIL import Image

    return Image.fromarray(symbol.to_image(scale=4, add_quiet_zones=True))
