"""Documents as files: structure, PDF/A, the same bytes twice, and a place for a signature."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import ImageCms

from registry_app.core.errors import BadInput
from registry_app.documents.blocks import Column, Gap, TextBlock, plan_pages
from registry_app.documents.codes import qr_code
from registry_app.documents.icc import srgb_profile
from registry_app.documents.sign_field import BYTE_RANGE, CONTENTS, SignaturePlaceholder, byte_range
from registry_app.documents.tagged import TaggedDocument
from registry_app.documents.text.layout import TextStyle, layout_paragraph
from registry_app.documents.xmp import DocumentInfo
from tests.documents.pdf_lint import lint
from tests.documents.test_text import SCRIPTS

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
PLACE = SignaturePlaceholder(2048, "وزارة العمل", "Issued", "Addis Ababa", MOMENT)


def document(moment: datetime = MOMENT, *, signature: SignaturePlaceholder | None = None) -> bytes:
    made = TaggedDocument(DocumentInfo("Notice <1> & شهادة", "en", moment, "Ministry"))
    top = made.text_block("H1", layout_paragraph("Title", TextStyle(20, bold=True), 400), 60, 780)
    for text in SCRIPTS.values():
        top = made.text_block("P", layout_paragraph(text, TextStyle(11), 400), 60, top)
    with made.element("Figure", alt="Code", box=(60, 60, 160, 160)), made.marked():
        made.paint_code(qr_code("LRC1:TEST"), 60, 60, 100)
    with made.artifact():
        made.paint("0.5 w 60 50 m 500 50 l S")
    if signature is not None:
        made.signature_field(signature, (200, 60, 400, 120), "Signature of the office")
    made.next_page()
    made.text_block("P", layout_paragraph("Second page", TextStyle(11), 400), 60, 780)
    return made.finish()


@pytest.mark.parametrize("signature", [None, PLACE])
def test_a_document_has_no_fault_the_lint_knows(signature: SignaturePlaceholder | None) -> None:
    assert lint(document(signature=signature)) == []


def test_the_lint_finds_what_is_not_tagged() -> None:
    with pikepdf.open(BytesIO(document())) as pdf:
        page = pdf.pages[0]
        page.contents_add(b"0 0 10 10 re f")
        out = BytesIO()
        pdf.save(out)
    assert any("neither tagged nor an artifact" in fault for fault in lint(out.getvalue()))


def test_the_same_contents_and_moment_give_the_same_bytes() -> None:
    assert document() == document()
    assert document() != document(MOMENT.replace(second=6))


def test_information_and_metadata_say_the_same() -> None:
    with pikepdf.open(BytesIO(document())) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Notice <1> & شهادة"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260102030405+00'00'"
        assert "2026-01-02T03:04:05+00:00" in pdf.Root.Metadata.read_bytes().decode("utf-8")


def test_a_signature_filled_into_its_place_covers_every_other_byte() -> None:
    content = document(signature=PLACE)
    assert content.count(BYTE_RANGE) == 1
    at = content.index(BYTE_RANGE)
    start = content.index(CONTENTS, at) + len(CONTENTS) - 1
    end = start + 2 * PLACE.size_bytes + 2
    assert content[start : start + 1] == b"<"
    assert content[end - 1 : end] == b">"
    filled = content[:at] + byte_range(start, end, len(content)) + content[at + len(BYTE_RANGE) :]
    digest = hashlib.sha256(filled[:start] + filled[end:]).hexdigest().encode("ascii")
    filled = filled[: start + 1] + digest + filled[start + 1 + len(digest) :]
    with pikepdf.open(BytesIO(filled)) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        assert [int(number) for number in field.V.ByteRange] == [0, start, end, len(filled) - end]
        assert bytes(field.V.Contents).hex().encode("ascii").startswith(digest)
        assert field.FT == "/Sig"
        assert int(pdf.Root.AcroForm.SigFlags) == 3


def test_pdfium_opens_all_pages() -> None:
    with pypdfium2.PdfDocument(document(signature=PLACE)) as pdf:
        assert len(pdf) == 2
        assert pdf[0].render(scale=1).to_pil().getextrema()[0][0] == 0


def test_the_colour_profile_is_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    ours, theirs = profile.profile, ImageCms.createProfile("sRGB")
    assert ours.version == pytest.approx(2.1)
    assert ours.xcolor_space == "RGB "
    for mine, expected in zip(ours.red_colorant or (), theirs.red_colorant or (), strict=True):
        assert mine == pytest.approx(expected, abs=1e-3)
    assert srgb_profile() == srgb_profile()


def test_blocks_flow_over_pages_and_the_signature_never_stands_alone() -> None:
    blocks = [TextBlock(layout_paragraph(f"Text {number}", TextStyle(20), 300)) for number in range(12)]
    room = sum(block.height for block in blocks[:5]) + 1
    plans = plan_pages([*blocks, Gap(5)], lambda _index, last: room - 30 if last else room)
    assert [len([block for block in plan.blocks if isinstance(block, TextBlock)]) for plan in plans] == [5, 5, 2]
    tight = plan_pages(blocks[:5], lambda _index, last: room - 30 if last else room)
    assert [len(plan.blocks) for plan in tight] == [3, 2] or [len(plan.blocks) for plan in tight] == [4, 1]


def test_a_block_higher_than_a_page_is_refused() -> None:
    block = TextBlock(layout_paragraph("word " * 400, TextStyle(20), 300))
    with pytest.raises(BadInput, match="does not fit on a page"):
        plan_pages([block], lambda _index, _last: 500.0)


def test_a_column_is_mirrored_for_right_to_left() -> None:
    assert Column(50, 450, right_to_left=False).at(10, 100) == 60
    assert Column(50, 450, right_to_left=True).at(10, 100) == 340


def test_a_code_that_says_nothing_is_refused() -> None:
    with pytest.raises(BadInput):
        qr_code("")
