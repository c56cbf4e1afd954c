"""Checking a paper: what is genuine, what is not, and what an officer or a worker is told."""

from __future__ import annotations

import base64
import io
import json
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from registry_app.certificates.check_report import CheckReport, Genuineness
from registry_app.certificates.printed import PrintedFacts, compare
from registry_app.certificates.verify import check_file
from registry_app.core.check_results import Level, Verdict
from registry_app.core.errors import BadFile, RegistryError
from registry_app.core.texts import bare
from registry_app.documents.seal import read_seal
from registry_app.documents.sign import sign_pdf
from registry_app.documents.status import status_list, write_status
from registry_app.documents.trust import Purpose, Revocation, TrustList, key_id_of
from tests.support.paper_office import FACTS, PaperOffice, printed, unsigned_paper

OFFICE = PaperOffice()
FORGER = PaperOffice("forger")
TODAY = date(2026, 12, 1)
NEXT_YEAR = date(2028, 1, 1)
PAPER = OFFICE.paper()
FALSE_NAME = "Al-Nour Recruitment Services (Pvt.) Ltd."
FALSE_LINES = tuple(line.replace(FACTS.agency_name, FALSE_NAME) for line in printed(FACTS))


def read_lines(pdf: bytes) -> PrintedFacts:
    """Reads the simple certificate of `paper_office`."""
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()

    def line(label: str) -> str:
        found = re.findall(rf"^{label} (.+?)\r?$", text, re.MULTILINE)
        return found[0] if len(found) == 1 else ""

    def day(label: str) -> date | None:
        return date.fromisoformat(line(label)) if line(label) else None

    valid_to = day("Valid to")
    first = FACTS.valid_from if valid_to else None
    return PrintedFacts(line("Serial"), line("Licence"), line("Agency"), day("Issued"), first, valid_to)


def check(content: bytes, trust: TrustList | None = OFFICE.trust, today: date = TODAY, **more: Any) -> CheckReport:
    return check_file(content, "paper.pdf", trust, today=today, facts_reader=read_lines, **more)


def against(report: CheckReport) -> set[str]:
    return {
        result.code for result in report.results if result.verdict is Verdict.NOT_MET and result.level is Level.BLOCKER
    }


def over_the_name(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.rect(55, 640, 400, 22, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(60, 652, f"Agency {FALSE_NAME}")


def updated(pdf: bytes, drawing: bytes) -> bytes:
    """The file with an incremental update that adds operators to its page."""
    text = pdf.decode("latin-1")
    page = re.search(
        r"(\d+) 0 obj\s*<<(?:(?!endobj).)*?/Contents (\d+) 0 R(?:(?!endobj).)*?>>\s*endobj", text, re.DOTALL
    )
    assert page is not None
    size = int(re.findall(r"/Size (\d+)", text)[-1])
    root = re.findall(r"/Root (\d+ 0 R)", text)[-1]
    previous = re.findall(r"startxref\s+(\d+)", text)[-1]
    stream = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (size, len(drawing), drawing)
    new_page = (
        page[0].replace(f"/Contents {page[2]} 0 R", f"/Contents [{page[2]} 0 R {size} 0 R]").encode("latin-1") + b"\n"
    )
    start = len(pdf) + 1
    table = b"xref\n%s 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n" % (
        page[1].encode(),
        start + len(stream),
        size,
        start,
    )
    trailer = b"trailer\n<< /Size %d /Root %s /Prev %s >>\n" % (size + 1, root.encode(), previous.encode())
    end = b"startxref\n%d\n%%%%EOF\n" % (start + len(stream) + len(new_page))
    return pdf + b"\n" + stream + new_page + table + trailer + end


def saved_again(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out)
    return out.getvalue()


def with_signature_of(genuine: bytes, other: bytes) -> bytes:
    """Another file with the genuine file's signature put into its place."""
    place = re.compile(rb"/Contents <[0-9a-f]+>")
    found = place.search(genuine)
    assert found is not None
    return place.sub(found[0], other)


def without_signature(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        del document.Root.AcroForm
        del document.pages[0].Annots
        document.save(out)
    return out.getvalue()


def signed_by(
    office: PaperOffice, code: str, lines: tuple[str, ...], draw: Callable[[Canvas], None] | None = None
) -> bytes:
    return sign_pdf(unsigned_paper(code, lines, office.signer.room, draw), office.signer)


PAINT = f"q 1 g 55 640 400 22 re f 0 g BT /F1 12 Tf 1 0 0 1 60 652 Tm (Agency {FALSE_NAME.translate({40: 92, 41: 92})}) Tj ET Q".encode()
TAMPERED = {
    "one letter of the content changed": (PAPER.replace(b"Al-Noor", b"Al-Nour", 1), {"paper:signature", "paper:name"}),
    "one letter of the title changed": (PAPER.replace(b"untitled", b"untytled", 1), {"paper:signature"}),
    "painted over in an update": (updated(PAPER, PAINT), {"paper:signature", "paper:eye"}),
    "painted over in place, signature kept": (
        with_signature_of(PAPER, OFFICE.paper(draw=over_the_name)),
        {"paper:signature", "paper:eye", "paper:name"},
    ),
    "painted over, signature removed": (
        without_signature(OFFICE.paper(draw=over_the_name)),
        {"paper:signature", "paper:eye", "paper:name"},
    ),
    "painted over, signed again by a look-alike": (
        signed_by(FORGER, OFFICE.seal(), printed(FACTS), over_the_name),
        {"paper:signer", "paper:eye", "paper:name"},
    ),
    "painted over, signed with the office's own key": (
        signed_by(OFFICE, OFFICE.seal(), printed(FACTS), over_the_name),
        {"paper:eye", "paper:name"},
    ),
    "one byte appended": (PAPER + b"\n", {"paper:signature"}),
    "bytes appended": (PAPER + b"\n% hello\n", {"paper:signature"}),
    "saved again by another program": (saved_again(PAPER), {"paper:signature"}),
    "signature removed": (without_signature(PAPER), {"paper:signature"}),
    "never signed": (OFFICE.paper(signed=False), {"paper:signature"}),
    "look-alike signs the same page": (signed_by(FORGER, OFFICE.seal(), printed(FACTS)), {"paper:signer"}),
    "genuine code on another agency's page": (
        signed_by(FORGER, OFFICE.seal(), FALSE_LINES),
        {"paper:signer", "paper:name"},
    ),
    "genuine code on a page the office signed for another agency": (
        signed_by(OFFICE, OFFICE.seal(), FALSE_LINES),
        {"paper:name"},
    ),
    "seal of another serial": (
        signed_by(OFFICE, OFFICE.seal(serial="HQ-C-2026-000418-1"), printed(FACTS)),
        {"paper:serial"},
    ),
    "seal of another licence": (
        signed_by(OFFICE, OFFICE.seal(licence_number="X-1"), printed(FACTS)),
        {"paper:licence"},
    ),
    "seal of a longer term": (
        signed_by(OFFICE, OFFICE.seal(valid_to=date(2030, 1, 1)), printed(FACTS)),
        {"paper:valid-to"},
    ),
    "seal of another office": (
        signed_by(OFFICE, OFFICE.seal(office="REGION"), printed(FACTS)),
        {"paper:code", "paper:signer"},
    ),
    "no code": (OFFICE.paper(""), {"paper:page"}),
    "damaged code": (OFFICE.paper(OFFICE.seal()[:-9] + "000000000"), {"paper:code"}),
}


def test_a_paper_as_the_office_issued_it_is_genuine() -> None:
    report = check(PAPER)
    assert report.verdict is Genuineness.GENUINE
    assert report.exit_status == 0
    assert report.facts == FACTS
    assert report.facts_verified
    assert "to the last byte" in report.headline
    assert OFFICE.trust.fingerprint in report.trusted_by
    assert {result.code for result in report.results if result.verdict is Verdict.MET} >= {
        "paper:code",
        "paper:entire-file",
        "paper:signer",
        "paper:name",
        "paper:serial",
        "paper:licence",
        "paper:issued",
        "paper:valid-from",
        "paper:valid-to",
        "paper:eye",
    }


@pytest.mark.parametrize("case", TAMPERED)
def test_a_tampered_paper_is_not_genuine_and_the_reason_is_said(case: str) -> None:
    content, reasons = TAMPERED[case]
    report = check(content)
    assert report.verdict is Genuineness.NOT_GENUINE
    assert report.exit_status == 1
    assert against(report) >= reasons
    assert all(result.sentence and result.hint for result in report.results if result.code in against(report))


@pytest.mark.parametrize("case", TAMPERED)
def test_a_tampered_paper_is_never_genuine_to_one_without_a_key_either(case: str) -> None:
    report = check(TAMPERED[case][0], None)
    assert report.verdict is not Genuineness.GENUINE


def test_the_words_that_differ_are_quoted() -> None:
    report = check(TAMPERED["one letter of the content changed"][0])
    sentence = next(bare(result.sentence) for result in report.results if result.code == "paper:name")
    assert sentence == f"The page says {FALSE_NAME} where the code says {FACTS.agency_name} (agency)."


def test_the_report_reads_from_the_headline_to_the_fingerprint() -> None:
    lines = [bare(line) for line in check(PAPER).lines()]
    assert lines[0].startswith("This file is genuine")
    assert "  Agency: Al-Noor Recruitment Services (Pvt.) Ltd." in lines
    assert "+ The file was signed by the office HQ." in lines
    assert lines[-1].endswith(f"({OFFICE.trust.fingerprint}); compare the fingerprint.")
    assert "What the code claims, unproved:" in [bare(line) for line in check(PAPER, None).lines()]
    assert any(line.startswith("- The file was changed") for line in check(PAPER[:-1] + b" ").lines())


def test_the_report_for_scripts_holds_plain_values_only() -> None:
    document = json.loads(json.dumps(check(PAPER).document()))
    assert (document["verdict"], document["exit_status"], document["form"]) == ("genuine", 0, "pdf")
    assert document["facts"]["issued"] == "2026-11-23"
    assert document["facts"]["checkpoint_root"] == FACTS.checkpoint_root.hex()
    assert {"code", "verdict", "level", "sentence", "hint"} == set(document["results"][0])
    assert "\u2068" not in json.dumps(document, ensure_ascii=False)


def test_without_keys_nothing_can_be_said_for_a_paper() -> None:
    for trust in (None, TrustList("", ())):
        report = check(PAPER, trust)
        assert report.verdict is Genuineness.NO_TRUSTED_KEY
        assert report.exit_status == 2
        assert not report.facts_verified
        assert any("--key" in result.hint for result in report.results)


def test_a_paper_of_another_ministry_is_not_vouched_for_by_our_keys() -> None:
    report = check(FORGER.paper())
    assert report.exit_status == 2
    assert "do not rely on it" in report.headline


def test_seal_keys_alone_cannot_vouch_for_a_whole_file() -> None:
    seals_only = TrustList("M", tuple(key for key in OFFICE.trust.keys if key.purpose is Purpose.SEAL))
    assert check(PAPER, seals_only).exit_status == 2


@pytest.mark.parametrize("purpose", [Purpose.SEAL, Purpose.PDF])
def test_a_stolen_or_ended_key_speaks_against_a_paper(purpose: Purpose) -> None:
    for change in (
        {"revoked_from": date(2020, 1, 1), "revoked_because": Revocation.COMPROMISED},
        {"valid_to": date(2025, 1, 1)},
    ):
        keys = tuple(replace(key, **change) if key.purpose is purpose else key for key in OFFICE.trust.keys)
        assert check(PAPER, TrustList("M", keys)).exit_status == 1


def test_a_paper_past_its_term_is_genuine_but_says_that_it_is_not_valid() -> None:
    report = check(PAPER, today=NEXT_YEAR)
    assert report.exit_status == 0
    assert "not valid today" in report.headline
    assert check(PAPER, today=date(2027, 11, 22)).headline == check(PAPER).headline


def test_a_paper_before_its_first_day_is_not_valid_yet() -> None:
    report = check(PAPER, today=date(2026, 11, 22))
    assert any("from 23 Nov 2026 only" in bare(result.sentence) for result in report.results)


def statuses(withdrawn: list[int], *, size: int = 500, day: int = 30, office: PaperOffice = OFFICE) -> bytes:
    status = status_list("HQ", datetime(2026, 11, day, tzinfo=UTC), size, withdrawn, training=False)
    return write_status(status, office.ed25519("seal").sign, key_id_of(office.public("seal")))


def test_a_withdrawn_paper_is_refused() -> None:
    report = check(PAPER, status_lists=[statuses([417])])
    assert report.exit_status == 1
    assert "withdrew" in report.headline


def test_the_newest_status_list_of_the_office_counts() -> None:
    lists = [statuses([417], day=24), statuses([], day=29), statuses([417], office=FORGER)]
    report = check(PAPER, status_lists=lists)
    assert report.exit_status == 0
    assert any(result.code == "paper:status-list" for result in report.results)


def test_without_a_status_list_or_with_an_older_one_withdrawal_cannot_be_told() -> None:
    for lists in ([], [statuses([], size=400)], [b"junk"]):
        report = check(PAPER, status_lists=lists)
        assert report.exit_status == 0
        found = next(result for result in report.results if result.code == "paper:withdrawn")
        assert found.verdict is Verdict.CANNOT_TELL


def test_a_training_paper_says_so_in_capitals() -> None:
    office = PaperOffice(facts=replace(FACTS, training=True))
    report = check(office.paper(), replace(office.trust, training=True))
    assert report.exit_status == 0
    assert report.headline.startswith("TRAINING PAPER, WITHOUT ANY LEGAL FORCE.")
    assert check(office.paper(), office.trust).exit_status == 1


def test_a_shortened_name_is_compared_by_its_hash() -> None:
    name = base64.b64encode(OFFICE.random("name", 200)).decode()
    facts = read_seal(OFFICE.seal(agency_name=name)).facts
    assert facts.name_shortened
    page = PrintedFacts(facts.serial, facts.licence_number, name, facts.issued, facts.valid_from, facts.valid_to)
    assert {result.verdict for result in compare(page, facts)} == {Verdict.MET}
    for other in (name[:-1], name + "x", facts.agency_name, ""):
        found = compare(replace(page, agency_name=other), facts)
        assert [result.code for result in found if result.verdict is not Verdict.MET] == ["paper:name"]


# ── what the eye sees: each file is signed with the office's own keys, and its words are right ──


def painted(draw: Callable[[Canvas], None]) -> CheckReport:
    return check(OFFICE.paper(draw=draw))


def rectangle(left: float, bottom: float, width: float, height: float, grey: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.rect(left, bottom, width, height, stroke=0, fill=1)

    return draw


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("cover")
    rectangle(55, 640, 300, 22, 1)(canvas)
    canvas.endForm()
    canvas.doForm("cover")


def a_picture(canvas: Canvas) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (10, 10), "white")), 100, 645, 60, 18)


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(60, 500)
    text.setTextRenderMode(3)
    text.textOut("words nobody sees")
    canvas.drawText(text)


def white_on_white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(60, 500, "words nobody sees")


def nearly_transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.02)
    canvas.drawString(60, 500, "words nobody sees")


def beside_the_page(canvas: Canvas) -> None:
    canvas.drawString(60, -400, "words nobody sees")


def clipped_away(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(0, 0, 10, 10)
    canvas.clipPath(path)
    canvas.drawString(60, 500, "words nobody sees")


def running_off_the_page(canvas: Canvas) -> None:
    canvas.drawString(500, 500, "Agency Al-Noor Recruitment Services")


def a_note_on_the_page(canvas: Canvas) -> None:
    canvas.freeTextAnnotation(f"Agency {FALSE_NAME}", DA="/Helv 12 Tf 0 g", Rect=[55, 640, 355, 662])


def one_upon_the_other(canvas: Canvas) -> None:
    canvas.drawString(60, 652, f"Agency {FALSE_NAME}")


@pytest.mark.parametrize(
    "draw",
    [
        rectangle(55, 640, 300, 22, 1),
        rectangle(118, 640, 5, 22, 1),
        rectangle(55, 640, 300, 22, 0),
        in_a_form,
        a_picture,
        invisible,
        white_on_white,
        nearly_transparent,
        beside_the_page,
        clipped_away,
        running_off_the_page,
        a_note_on_the_page,
        one_upon_the_other,
    ],
)
def test_text_that_the_eye_does_not_see_is_refused_though_the_office_signed_it(draw: Callable[[Canvas], None]) -> None:
    assert "paper:eye" in against(painted(draw))


def test_ornament_beside_and_below_the_text_is_no_offence() -> None:
    def draw(canvas: Canvas) -> None:
        rectangle(50, 380, 300, 60, 0.85)(canvas)
        canvas.setFillGray(0)
        canvas.drawString(60, 400, "on a grey ground")
        canvas.setFillGray(0.1)
        canvas.rect(50, 300, 300, 40, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(60, 315, "white on black")
        canvas.circle(300, 200, 60)
        canvas.line(50, 648, 500, 648)

    assert painted(draw).exit_status == 0


# ── pictures and codes ──


def photograph(pdf: bytes, dpi: int = 200) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = document[0].render(scale=dpi / 72).to_pil()
    document.close()
    return picture


def encoded(picture: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    "picture",
    [
        lambda: encoded(photograph(PAPER)),
        lambda: encoded(photograph(PAPER), "JPEG", quality=25),
        lambda: encoded(photograph(PAPER, 110)),
        lambda: encoded(photograph(PAPER).rotate(7, fillcolor="white", expand=True), "JPEG"),
        lambda: encoded(photograph(PAPER).rotate(90, expand=True), "JPEG"),
        lambda: encoded(photograph(PAPER, 300).filter(ImageFilter.GaussianBlur(3)), "JPEG"),
        lambda: encoded(
            Image.blend(photograph(PAPER).convert("L"), Image.effect_noise(photograph(PAPER).size, 120), 0.35)
        ),
    ],
    ids=["png", "jpeg", "coarse", "skewed", "turned", "blurred", "noisy"],
)
def test_of_a_photograph_the_code_is_checked_and_the_facts_are_shown_to_compare(picture: Callable[[], bytes]) -> None:
    report = check(picture())
    assert report.exit_status == 0
    assert "letter by letter" in report.headline
    assert ("Agency", FACTS.agency_name) in report.comparison
    assert ("Document", "Certificate of compliance") in report.comparison


def test_a_photograph_without_a_key_or_with_a_forged_code_is_not_passed() -> None:
    picture = encoded(photograph(PAPER))
    assert check(picture, None).exit_status == 2
    assert check(encoded(photograph(FORGER.paper()))).exit_status == 2
    changed = OFFICE.seal()[:-3] + "000"
    symbol = zxingcpp.create_barcode(changed, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4, add_quiet_zones=True)
    assert check(encoded(Image.fromarray(symbol))).exit_status == 1


def test_a_picture_of_two_papers_is_to_be_taken_again() -> None:
    both = Image.new("RGB", (3400, 2400), "white")
    both.paste(photograph(PAPER), (0, 0))
    both.paste(photograph(OFFICE.paper(OFFICE.seal(serial="OTHER"))), (1700, 0))
    with pytest.raises(BadFile, match="different codes"):
        check(encoded(both))


def test_a_page_with_two_codes_is_refused() -> None:
    def second(canvas: Canvas) -> None:
        from reportlab.lib.utils import ImageReader

        symbol = zxingcpp.create_barcode(OFFICE.seal(serial="OTHER"), zxingcpp.BarcodeFormat.QRCode)
        canvas.drawImage(ImageReader(Image.fromarray(symbol.to_image(scale=4))), 60, 80, 102, 102)

    assert against(painted(second)) == {"paper:page"}


def test_a_code_that_was_typed_or_pasted_is_checked() -> None:
    report = check(OFFICE.seal().encode() + b"\r\n")
    assert report.exit_status == 0
    assert report.facts == FACTS
    assert check(b"\xef\xbb\xbf" + OFFICE.seal().encode(), None).exit_status == 2
    assert check(OFFICE.seal().encode()[:-4]).exit_status == 1


# ── bad input ──


def bomb(layers: int) -> bytes:
    content = bytes(300 << 20)
    for _layer in range(layers):
        content = zlib.compress(content, 1)
    filters = b"/FlateDecode " * layers
    return b"%%PDF-1.4\n1 0 obj\n<< /Filter [%s] /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        filters,
        len(content),
        content,
    )


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PAPER)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def poster(width: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, 500))
    canvas.drawString(50, 50, "large")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (locked, "locked with a password"),
        (lambda: b"%PDF-1.7\nrubbish", "cannot be drawn"),
        (lambda: PAPER[: len(PAPER) // 2], ""),
        (lambda: bomb(1), "unpacks to far more"),
        (lambda: bomb(2), "unpacks to far more"),
        (lambda: poster(50_000), "larger than any paper"),
        (lambda: unsigned_paper("", ("x",), 10, pages=21), "21 pages"),
    ],
    ids=["locked", "rubbish", "half", "bomb", "bomb in a bomb", "poster", "book"],
)
def test_a_pdf_that_cannot_be_read_is_not_genuine_and_says_why(content: Callable[[], bytes], said: str) -> None:
    report = check(content())
    assert report.exit_status == 1
    assert any(said in bare(result.sentence) for result in report.results)


def png_of(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: b"", "neither"),
        (lambda: b"hello", "neither"),
        (lambda: bytes(100), "neither"),
        (lambda: b"LRC3:ABC", "neither"),
        (lambda: b"GIF89a" + bytes(50), "neither"),
        (lambda: b"PK\x03\x04" + bytes(50), "neither"),
        (lambda: b"A" * (26 << 20), "larger than"),
        (lambda: b"\x89PNG\r\n\x1a\nrubbish", "damaged"),
        (lambda: b"\xff\xd8\xffrubbish", "damaged"),
        (lambda: encoded(photograph(PAPER))[:9000], "damaged"),
        (lambda: png_of(9000, 9000), "larger than any camera"),
        (lambda: png_of(100_000, 100_000), "larger than any camera"),
        (lambda: encoded(Image.new("L", (400, 400), 200)), "No code"),
    ],
)
def test_what_is_no_paper_at_all_is_refused_with_a_sentence(content: Callable[[], bytes], said: str) -> None:
    with pytest.raises(BadFile, match=said) as refusal:
        check(content())
    assert refusal.value.hint


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"LRC1:"])
)
@settings(max_examples=40)
def test_garbage_never_passes_and_never_breaks_the_check(content: bytes, beginning: bytes) -> None:
    try:
        status = check(beginning + content).exit_status
    except RegistryError as refusal:
        status = 1 if refusal.sentence else 0
    assert status == 1


@given(st.integers(0, len(PAPER) - 1), st.integers(1, 255))
@settings(max_examples=12)
def test_a_paper_with_one_byte_changed_is_never_genuine(place: int, change: int) -> None:
    pdf = bytearray(PAPER)
    pdf[place] ^= change
    try:
        assert check(bytes(pdf)).exit_status == 1
    except BadFile:
        assert place < 5, "only a file that no longer calls itself a PDF is refused outright"
