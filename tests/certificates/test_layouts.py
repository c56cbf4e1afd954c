"""Certificates as they leave the printer: what they say, in every script, whole, readable by man and machine."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from registry_app.access.permissions import Role
from registry_app.agencies.rules import PrincipalRole
from registry_app.certificates import layouts
from registry_app.certificates.eye import hidden_text
from registry_app.certificates.facts import (
    LicenceFacts,
    PaperFacts,
    PrintedVerdict,
    facts_hash,
    fields_on_paper,
    from_dict,
    to_dict,
)
from registry_app.certificates.pages import page_pictures
from registry_app.certificates.read_facts import read_facts
from registry_app.certificates.samples import SAMPLE_COMPLIANCE, SAMPLE_LICENCE, SAMPLE_STATEMENT
from registry_app.certificates.wording import ENGLISH, words
from registry_app.core.errors import BadInput
from registry_app.documents.read_back import facts_on_page, read_paper, read_text, same_picture
from registry_app.documents.sign_field import BYTE_RANGE, SignaturePlaceholder
from registry_app.guarantees.rules import InstrumentKind
from tests.documents.pdf_lint import lint

MOMENT = datetime(2019, 7, 5, 9, 0, tzinfo=UTC)
QR_TEXT = "LRC1:" + "6BFOXN*TS0BI$ZD.P9UOL97O4-2HH77HRM3DSPTM" * 8
ROOT = Path(__file__).parent.parent.parent
LANGUAGES = ("en", "ar")
KINDS: list[tuple[PaperFacts, Callable[..., bytes]]] = [
    (SAMPLE_LICENCE, layouts.licence),
    (SAMPLE_COMPLIANCE, layouts.compliance),
    (SAMPLE_STATEMENT, layouts.statement),
]
NAMES = {
    "short": "Zed",
    "Latin": "Tsehay Horizon Employment Agency PLC",
    "long": "The United International Overseas Employment, Manpower Recruitment and Vocational Training Company of the "
    "Horn of Africa and the Gulf of Aden (Horizon–Tsehay–Al-Noor) Private Limited Company, formerly Brothers' and "
    "Sisters' Joint Placement Bureau for Domestic and Care Workers and for Seafarers of the Red Sea, Dessie",
    "Arabic": "مؤسسة النور لتوظيف العمالة في الخارج",
    "long Arabic": "الشركة الدولية المتحدة لخدمات التوظيف في الخارج واستقدام القوى العاملة والتدريب المهني في القرن "
    "الأفريقي والبحر الأحمر وخليج عدن (هورايزن – تسيهاي) ذات المسؤولية المحدودة، سابقًا المكتب المشترك للرعاية",
    "Amharic": "ፀሐይ ሆራይዘን የሥራና ሠራተኛ አገናኝ ኃ.የተ.የግ.ማ.",
    "Bengali": "মেসার্স আন্তর্জাতিক কর্মী নিয়োগ ও প্রশিক্ষণ সংস্থা লিমিটেড",
    "Hindi": "श्रीक्षेत्र अन्तरराष्ट्रीय रोजगार संस्था",
    "Sinhala": "ශ්‍රී ලංකා විදේශ රැකියා නියෝජිතායතනය",
    "Tamil": "ஸ்ரீ சர்வதேச வேலைவாய்ப்பு நிறுவனம்",
    "Burmese": "မြန်မာ အလုပ်သမား ဂုဏ်သိက္ခာ အေဂျင်စီ",
    "Khmer": "ក្រុមហ៊ុនជ្រើសរើសពលករអន្តរជាតិ",
    "Thai": "บริษัทจัดหางานระหว่างประเทศ",
    "mixed": "Al-Noor (النور) ሆራይዘን Agency 24/7",
}


def named(name: str, *others: str) -> LicenceFacts:
    return replace(SAMPLE_LICENCE, agency=replace(SAMPLE_LICENCE.agency, name=name, other_names=others))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("facts", "layout"), KINDS, ids=lambda value: getattr(value, "kind", ""))
class TestEveryKind:
    def test_is_one_page_of_tagged_pdf_with_no_fault(self, facts, layout, language):
        content = layout(facts, language, QR_TEXT, moment=MOMENT)
        assert lint(content) == []
        with pypdfium2.PdfDocument(content) as pdf:
            assert len(pdf) == 1
        assert len(content) < 100_000

    def test_says_its_facts_so_that_they_are_read_back(self, facts, layout, language):
        content = layout(facts, language, QR_TEXT, moment=MOMENT)
        assert facts_on_page(content, fields_on_paper(facts)) == []
        printed = read_facts(content)
        assert (printed.serial, printed.licence_number) == (facts.serial, facts.licence_number)
        assert (printed.agency_name, printed.issued) == (facts.agency.name, facts.issued_on)
        validity = facts.validity
        expected = (validity.first, validity.last) if validity else (None, None)
        assert (printed.valid_from, printed.valid_to) == expected

    def test_every_word_is_certain_and_none_is_hidden(self, facts, layout, language):
        content = layout(facts, language, QR_TEXT, moment=MOMENT)
        paper = read_paper(content)
        assert [element.text for element in paper.elements if not element.certain] == []
        assert paper.foreign == ()
        assert [hidden_text(page) for page in page_pictures(content)] == [[]]

    def test_the_code_is_read_at_150_and_300_dpi(self, facts, layout, language):
        with pypdfium2.PdfDocument(layout(facts, language, QR_TEXT, moment=MOMENT)) as pdf:
            for dpi in (150, 300):
                found = zxingcpp.read_barcodes(pdf[0].render(scale=dpi / 72).to_pil())
                assert [code.text for code in found] == [QR_TEXT]

    def test_has_the_same_bytes_twice_and_a_place_for_a_signature_once(self, facts, layout, language):
        place = SignaturePlaceholder(4096, "Ministry", "Issued", "Addis Ababa", MOMENT)
        once, twice = (layout(facts, language, QR_TEXT, moment=MOMENT, signature=place) for _time in range(2))
        assert once == twice
        assert once.count(BYTE_RANGE) == 1
        assert lint(once) == []
        assert same_picture(once, layout(facts, language, QR_TEXT, moment=MOMENT))

    def test_on_a_training_register_says_so_in_both_languages(self, facts, layout, language):
        content = layout(replace(facts, training=True), language, QR_TEXT, moment=MOMENT)
        texts = read_text(content)
        for other in LANGUAGES:
            assert words(other)("training") in texts
        assert words("en")("training") not in read_text(layout(facts, language, QR_TEXT, moment=MOMENT))
        assert lint(content) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_stands_whole_on_the_paper(name, language):
    facts = named(NAMES[name], "Other Name", NAMES["Arabic"] if name != "Arabic" else NAMES["Amharic"])
    content = layouts.licence(facts, language, QR_TEXT, moment=MOMENT)
    assert facts_on_page(content, fields_on_paper(facts)) == []
    assert read_facts(content).agency_name == NAMES[name]
    texts = read_text(content)
    assert all(other in texts for other in facts.agency.other_names)


@pytest.mark.parametrize("name", ["long Arabic", "Bengali", "Sinhala", "Burmese", "Khmer"])
def test_marks_above_and_below_letters_are_not_taken_for_paint_over_them(name):
    content = layouts.licence(named(NAMES[name]), "en", QR_TEXT, moment=MOMENT)
    assert not any(hidden_text(page) for page in page_pictures(content))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_out_or_leaves_the_page_when_everything_is_long(language):
    long = NAMES["long"]
    facts = replace(
        named(long, NAMES["long Arabic"], NAMES["Amharic"] * 5),
        licence=replace(
            SAMPLE_LICENCE.licence,
            number="L-" + "0123456789" * 6,
            destinations=tuple(f"Country {number}" for number in range(60)),
            conditions=tuple(f"{number} {long}" for number in range(25)),
        ),
        security_paper="SP" * 30,
        checkpoint="x" * 300,
    )
    content = layouts.licence(facts, language, QR_TEXT, moment=MOMENT)
    texts = " ".join(read_text(content))
    for number in range(25):
        assert f"{number} {long}" in texts
    assert "Country 59" in texts
    assert facts_on_page(content, fields_on_paper(facts)) == []
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) > 2
        for page in pdf:
            for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                left, bottom, right, top = thing.get_bounds()
                if right > left:
                    assert left > 50
                    assert right < 545
                    assert bottom > 45
                    assert top < 800
    assert lint(content) == []


def test_a_name_that_no_font_can_show_is_refused():
    with pytest.raises(BadInput, match="none of the program's fonts"):
        layouts.licence(named("漢字公司"), "en", QR_TEXT, moment=MOMENT)


def test_a_language_without_wording_is_refused():
    with pytest.raises(BadInput, match="no wording"):
        layouts.licence(SAMPLE_LICENCE, "xx", QR_TEXT, moment=MOMENT)


def test_a_check_that_nobody_examined_is_printed_so():
    texts = read_text(layouts.compliance(SAMPLE_COMPLIANCE, "en", QR_TEXT, moment=MOMENT))
    assert "not examined" in texts
    assert texts.count("met") == sum(check.verdict is PrintedVerdict.MET for check in SAMPLE_COMPLIANCE.checks)


def test_a_statement_of_reasons_puts_what_is_not_met_first():
    texts = read_text(layouts.statement(SAMPLE_STATEMENT, "en", QR_TEXT, moment=MOMENT))
    verdicts = [text for text in texts if text in {"met", "not met", "cannot tell"}]
    assert verdicts == ["not met", "not met", "cannot tell", "met"]


def test_an_unconfirmed_wording_says_that_it_is_a_draft():
    assert not words("ar").confirmed
    content = layouts.licence(SAMPLE_LICENCE, "ar", QR_TEXT, moment=MOMENT)
    assert words("ar")("draft_wording") in read_text(content)


@pytest.mark.parametrize("facts", [facts for facts, _layout in KINDS], ids=lambda facts: facts.kind)
def test_facts_survive_being_stored(facts):
    stored = json.loads(json.dumps(to_dict(facts)))
    assert from_dict(stored) == facts
    assert facts_hash(from_dict(stored)) == facts_hash(facts)


def test_another_fact_gives_another_hash():
    assert facts_hash(SAMPLE_LICENCE) != facts_hash(replace(SAMPLE_LICENCE, issued_on=date(2019, 7, 6)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda stored: stored.pop("serial"),
        lambda stored: stored.update(kind="passport"),
        lambda stored: stored.update(surprise=1),
        lambda stored: stored.update(issued_on="yesterday"),
        lambda stored: stored["agency"].update(name=None),
    ],
)
def test_stored_facts_that_do_not_fit_are_refused(spoil):
    stored = to_dict(SAMPLE_LICENCE)
    spoil(stored)
    with pytest.raises(BadInput, match="stored facts"):
        from_dict(stored)


def test_the_wording_of_every_language_has_the_same_keys_and_fields():
    for file in (ROOT / "resources" / "rulebooks" / "wording").glob("*.toml"):
        table = tomllib.loads(file.read_text(encoding="utf-8"))["words"]
        own = {key: text for key, text in table.items() if not key.startswith("check.")}
        assert own.keys() == ENGLISH.keys()
        for key, text in ENGLISH.items():
            assert set(re.findall(r"{\w+}", own[key])) == set(re.findall(r"{\w+}", text)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_a_paper_can_show_has_words_in_every_language(language):
    codes = {"role": PrincipalRole, "instrument": InstrumentKind, "office": Role}
    for kind, members in codes.items():
        for member in members:
            text = words(language).of_code(kind, member.value)
            assert text == words(language).table[f"{kind}.{member.value}"]
            assert text.isascii() is (language == "en"), text
    assert words(language).of_code("role", "some_other") == "some other"


@pytest.mark.slow
def test_an_outside_validator_finds_pdf_a_1b(tmp_path):
    jars = ["preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api"]
    paths = [Path("/usr/share/java") / f"{jar}.jar" for jar in jars]
    java = shutil.which("java")
    if java is None or not all(path.exists() for path in paths):
        pytest.skip("PDFBox Preflight is not installed (libpdfbox2-java, libactivation-java, libjaxb-api-java)")
    place = SignaturePlaceholder(4096, "Ministry", "Issued", "Addis Ababa", MOMENT)
    for facts, layout in KINDS:
        for language in LANGUAGES:
            file = tmp_path / f"{facts.kind}-{language}.pdf"
            file.write_bytes(layout(facts, language, QR_TEXT, moment=MOMENT, signature=place))
    command = [java, "-cp", ":".join(map(str, paths)), "org.apache.pdfbox.preflight.Validator_A1b"]
    for file in sorted(tmp_path.glob("*.pdf")):
        found = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
        assert "is a valid PDF/A-1b file" in found.stdout, found.stdout
