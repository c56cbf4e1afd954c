"""The check against the register's own papers, in every kind and language that is printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from registry_app.certificates import layouts, samples
from registry_app.certificates.check_report import CheckReport
from registry_app.certificates.facts import PaperFacts, facts_hash
from registry_app.certificates.verify import check_file
from registry_app.core.check_results import Level, Verdict
from registry_app.documents.seal import SealFacts
from registry_app.documents.sign import sign_pdf
from registry_app.documents.sign_field import SignaturePlaceholder
from tests.support.paper_office import MOMENT, PaperOffice

OFFICE = PaperOffice()
FORGER = PaperOffice("forger")
KINDS: dict[str, tuple[Any, Callable[..., bytes]]] = {
    "licence": (samples.SAMPLE_LICENCE, layouts.licence),
    "compliance": (samples.SAMPLE_COMPLIANCE, layouts.compliance),
    "reasons": (samples.SAMPLE_STATEMENT, layouts.statement),
}
EACH = pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in KINDS for language in ("en", "ar")])
TWO = pytest.mark.parametrize(("kind", "language"), [("licence", "en"), ("compliance", "ar")])
LONG_NAMES = [
    "Überseeische Arbeitsvermittlungsgesellschaft Nord-Süd mit beschränkter Haftung & Co. KG",
    "مؤسسة النور الدولية لتوظيف العمالة المنزلية والمهنية والاستقدام من الخارج ذ.م.م.",
    "ፀሐይ ሆራይዘን የሥራና ሠራተኛ አገናኝ ኃላፊነቱ የተወሰነ የግል ማኅበር",
    "আল-নূর ইন্টারন্যাশনাল রিক্রুটিং এজেন্সি (প্রাইভেট) লিমিটেড",
]


def sealed(facts: PaperFacts) -> SealFacts:
    term = facts.validity
    return SealFacts(
        facts.kind,
        facts.serial,
        facts.licence_number,
        facts.agency.name,
        facts_hash(facts),
        facts.issued_on,
        term.first if term else None,
        term.last if term else None,
        "HQ",
        417,
        81_234,
        OFFICE.random("root", 16),
        facts.training,
    )


def unsigned(kind: str, language: str, *, facts: PaperFacts | None = None, code: str | None = None) -> bytes:
    sample, layout = KINDS[kind]
    chosen = facts or sample
    place = SignaturePlaceholder(OFFICE.signer.room, "Ministry", "Issued", "Addis Ababa", MOMENT)
    text = OFFICE.seal(sealed(chosen)) if code is None else code
    return layout(chosen, language, text, moment=MOMENT, signature=place)


@cache
def paper(kind: str, language: str) -> bytes:
    return sign_pdf(unsigned(kind, language), OFFICE.signer)


def named(kind: str, name: str) -> PaperFacts:
    sample: PaperFacts = KINDS[kind][0]
    return replace(sample, agency=replace(sample.agency, name=name, other_names=()))


def check(pdf: bytes, *, training: bool = False) -> CheckReport:
    return check_file(pdf, "paper.pdf", replace(OFFICE.trust, training=training), today=date(2020, 3, 10))


def against(report: CheckReport) -> set[str]:
    return {
        result.code for result in report.results if result.verdict is Verdict.NOT_MET and result.level is Level.BLOCKER
    }


def painted_over(pdf: bytes) -> bytes:
    """An incremental update that covers the upper half of the first page."""
    text = pdf.decode("latin-1")
    objects = re.finditer(r"^(\d+) 0 obj\s*(<<(?:(?!endobj).)*>>)\s*endobj", text, re.DOTALL | re.MULTILINE)
    page = next(each for each in objects if re.search(r"/Type\s*/Page\b", each[2]))
    contents = re.search(r"/Contents\s+(\d+ 0 R)", page[2])
    assert contents is not None
    size = int(re.findall(r"/Size (\d+)", text)[-1])
    root = re.findall(r"/Root (\d+ 0 R)", text)[-1]
    previous = re.findall(r"startxref\s+(\d+)", text)[-1]
    drawing = "q 1 g 60 560 470 120 re f Q"
    stream = f"{size} 0 obj\n<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream\nendobj\n"
    changed = page[2].replace(contents[0], f"/Contents [{contents[1]} {size} 0 R]")
    new_page = f"{page[1]} 0 obj\n{changed}\nendobj\n"
    start = len(pdf) + 1
    table = f"xref\n{page[1]} 1\n{start + len(stream):010d} 00000 n \n{size} 1\n{start:010d} 00000 n \n"
    trailer = f"trailer\n<< /Size {size + 1} /Root {root} /Prev {previous} >>\n"
    end = f"startxref\n{start + len(stream) + len(new_page)}\n%%EOF\n"
    return pdf + b"\n" + (stream + new_page + table + trailer + end).encode("latin-1")


@EACH
def test_every_paper_as_issued_is_genuine(kind: str, language: str) -> None:
    report = check(paper(kind, language))
    assert against(report) == set()
    assert report.exit_status == 0
    assert report.facts == sealed(KINDS[kind][0])


@TWO
def test_a_training_paper_is_genuine_in_its_own_register_only_and_says_what_it_is(kind: str, language: str) -> None:
    pdf = sign_pdf(unsigned(kind, language, facts=replace(KINDS[kind][0], training=True)), OFFICE.signer)
    report = check(pdf, training=True)
    assert report.exit_status == 0
    assert report.headline.startswith("TRAINING PAPER")
    assert check(pdf).exit_status == 1


@pytest.mark.parametrize(("name", "language"), list(zip(LONG_NAMES, ["en", "ar"] * 2, strict=True)))
def test_a_long_name_in_any_script_is_read_back_and_compared(name: str, language: str) -> None:
    report = check(sign_pdf(unsigned("licence", language, facts=named("licence", name)), OFFICE.signer))
    assert against(report) == set()
    assert report.exit_status == 0


@TWO
def test_one_changed_letter_in_what_is_printed_is_refused(kind: str, language: str) -> None:
    genuine = KINDS[kind][0]
    other = named(kind, genuine.agency.name.replace("Horizon", "Horizan"))
    false = unsigned(kind, language, facts=other, code=OFFICE.seal(sealed(genuine)))
    assert against(check(sign_pdf(false, OFFICE.signer))) == {"paper:name"}
    assert against(check(sign_pdf(false, FORGER.signer))) == {"paper:name", "paper:signer"}
    assert against(check(false)) == {"paper:name", "paper:signature"}


@TWO
def test_other_numbers_and_days_than_the_sealed_ones_are_refused(kind: str, language: str) -> None:
    genuine = KINDS[kind][0]
    code = OFFICE.seal(sealed(genuine))
    for facts, reason in (
        (replace(genuine, serial="C-2020-000000-0"), "paper:serial"),
        (replace(genuine, issued_on=date(2020, 3, 3)), "paper:issued"),
        (replace(genuine, licence=replace(genuine.licence, number="L-2019-0043-5")), "paper:licence"),
    ):
        pdf = sign_pdf(unsigned(kind, language, facts=facts, code=code), OFFICE.signer)
        assert against(check(pdf)) == {reason}


@TWO
def test_a_painted_over_line_is_refused_by_the_signature_and_by_the_eye(kind: str, language: str) -> None:
    assert against(check(painted_over(paper(kind, language)))) >= {"paper:signature", "paper:eye"}


@TWO
def test_a_painted_over_line_that_the_offices_own_key_signed_is_refused(kind: str, language: str) -> None:
    covered = painted_over(unsigned(kind, language))
    assert "paper:eye" in against(check(sign_pdf(covered, OFFICE.signer)))


@TWO
def test_an_appended_byte_is_refused(kind: str, language: str) -> None:
    assert against(check(paper(kind, language) + b"\n")) == {"paper:signature"}


def test_a_changed_byte_in_a_compressed_page_is_refused() -> None:
    pdf = bytearray(paper("licence", "en"))
    pages = re.search(rb"/Contents (\d+) 0 R", bytes(pdf))
    assert pages is not None
    start = pdf.index(b"\n%s 0 obj" % pages[1])
    for place in (20, 200, 900):
        changed = bytearray(pdf)
        changed[pdf.index(b"stream", start) + place] ^= 1
        assert "paper:signature" in against(check(bytes(changed)))
