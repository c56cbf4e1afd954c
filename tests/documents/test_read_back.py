"""What stands on a page is read as it stands, in every script; what was changed on it is noticed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry_app.core.errors import BadFile
from registry_app.core.texts import isolate
from registry_app.documents.read_back import facts_on_page, normalised, read_paper, read_text, same_picture
from registry_app.documents.tagged import TaggedDocument
from registry_app.documents.text.layout import Direction, TextStyle, layout_paragraph
from registry_app.documents.xmp import DocumentInfo
from tests.documents.test_text import SCRIPTS

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
MIXED = {
    "mixed": "Al-Noor (النور) Agency 24/7",
    "Arabic with Latin": "مؤسسة النور (Al-Noor Ltd.) للتوظيف 2019",
    "marks": "المؤمَّن لِلْعُمَّال",
    "lam-alef": "لأن الإسلام لآلئ",
}


def paper(*texts: str, width: float = 400, direction: Direction = Direction.AUTO) -> bytes:
    document = TaggedDocument(DocumentInfo("Paper", "en", MOMENT, "Ministry"))
    top = 780.0
    for text in texts:
        top = document.text_block("P", layout_paragraph(text, TextStyle(11, direction=direction), width), 60, top) - 2
    return document.finish()


def painted(content: bytes, operators: bytes) -> bytes:
    """The file with something more drawn on its first page, in Helvetica as /X."""
    with pikepdf.open(BytesIO(content)) as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.pages[0].Resources.Font["/X"] = pdf.make_indirect(font)
        pdf.pages[0].contents_add(operators)
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def redrawn(content: bytes, old: bytes, new: bytes) -> bytes:
    """The file with the first such operators of its first page replaced."""
    with pikepdf.open(BytesIO(content)) as pdf:
        operators = pdf.pages[0].Contents.read_bytes()
        assert old in operators
        pdf.pages[0].Contents = pdf.make_stream(operators.replace(old, new, 1))
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("name", [*SCRIPTS, *MIXED])
def test_text_of_every_script_is_read_exactly(name: str, direction: Direction) -> None:
    text = {**SCRIPTS, **MIXED}[name]
    found = read_paper(paper(text, direction=direction))
    assert [element.text for element in found.elements] == [normalised(text)]
    assert all(element.certain for element in found.elements)
    assert found.foreign == ()


@pytest.mark.parametrize("name", [*SCRIPTS, *MIXED])
def test_text_on_many_lines_is_read_exactly(name: str) -> None:
    text = " ".join([{**SCRIPTS, **MIXED}[name]] * 4)
    assert read_text(paper(text, width=90)) == [normalised(text)]


def test_an_isolated_number_in_an_arabic_sentence_is_read_exactly() -> None:
    text = f"صادر في {isolate('2019-07-08')} برقم {isolate('L-2019/0042-8')} لوكالة {isolate('(Al-Noor Ltd.)')}."
    found = paper(text, direction=Direction.RIGHT_TO_LEFT)
    assert read_text(found) == ["صادر في 2019-07-08 برقم L-2019/0042-8 لوكالة (Al-Noor Ltd.)."]


WORDS = st.lists(
    st.sampled_from([*(word for text in SCRIPTS.values() for word in text.split()), "2019-07-08", "(A)", "L/42"]),
    min_size=1,
    max_size=8,
)


@given(WORDS, st.sampled_from([60.0, 150.0, 400.0]))
@settings(deadline=None, max_examples=60)
def test_any_mixture_of_scripts_is_read_exactly(parts: list[str], width: float) -> None:
    text = " ".join(parts)
    assert read_text(paper(text, width=width)) == [normalised(text)]


def test_facts_are_found_whole_and_days_in_their_brackets() -> None:
    content = paper("Tsehay Horizon PLC", "L-2019-0042-8", "8 July 2019 (2019-07-08)")
    assert facts_on_page(content, {"name": "Tsehay Horizon PLC", "number": "L-2019-0042-8", "from": "2019-07-08"}) == []
    others = {"name": "Tsehay Horizon", "number": "2019-0042-8", "from": "2019-07-09"}
    assert facts_on_page(content, others) == ["name", "number", "from"]


@pytest.mark.parametrize("name", ["Latin", "Arabic", "Amharic", "Bengali"])
def test_a_name_painted_over_with_another_is_noticed(name: str) -> None:
    content = paper(SCRIPTS[name], "L-2019-0042-8")
    over = b"1 g 50 740 500 60 re f BT 0 g /X 11 Tf 60 766 Td (Another Agency) Tj ET"
    found = facts_on_page(painted(content, over), {"number": "L-2019-0042-8"})
    assert found == ["foreign text"]
    within = b"/P <</MCID 0>> BDC " + over + b" EMC"
    assert "name" in facts_on_page(painted(content, within), {"name": SCRIPTS[name]})


def test_letters_that_change_places_are_noticed_though_the_file_still_says_the_old_text() -> None:
    arabic = SCRIPTS["Arabic"]
    content = paper(arabic)
    with pikepdf.open(BytesIO(content)) as pdf:
        operators = pdf.pages[0].Contents.read_bytes()
    words = [
        part for part in re.split(rb" Td (?:/F\d+ [\d.]+ Tf )?", operators) if b"] TJ" in part and b"Span" not in part
    ]
    longest = sorted(words, key=len)[-2:]
    swapped = redrawn(content, longest[0].split(b"]")[0], longest[1].split(b"]")[0])
    assert facts_on_page(content, {"name": arabic}) == []
    assert facts_on_page(swapped, {"name": arabic}) == ["name"]
    assert not read_paper(swapped).elements[0].certain


def test_text_of_which_the_structure_says_something_else_is_read_as_drawn() -> None:
    with pikepdf.open(BytesIO(paper("Zeta Agency"))) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/P":
                thing.ActualText = "Alpha Agency"
        out = BytesIO()
        pdf.save(out)
    assert facts_on_page(out.getvalue(), {"name": "Alpha Agency"}) == ["name"]
    assert read_text(out.getvalue()) == ["Zeta Agency"]


def test_two_files_of_the_same_picture_are_told_from_two_of_different_ones() -> None:
    content = paper("Zeta Agency", SCRIPTS["Arabic"])
    assert same_picture(content, paper("Zeta Agency", SCRIPTS["Arabic"]))
    assert not same_picture(content, paper("Zeta Agencv", SCRIPTS["Arabic"]))
    assert not same_picture(painted(content, b"1 g 60 770 20 10 re f"), content)
    assert not same_picture(content, paper("Zeta Agency", SCRIPTS["Arabic"], *["line"] * 80, width=20))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nothing", b"\x89PNG"])
def test_a_file_that_is_no_pdf_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(BadFile, match="damaged or locked"):
        read_paper(content)
