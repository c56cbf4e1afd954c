"""Words of every script as glyphs, lines and paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry_app.core.errors import BadInput
from registry_app.core.texts import FSI, PDI, isolate
from registry_app.documents.text.bidi import Base
from registry_app.documents.text.breaks import break_places
from registry_app.documents.text.faces import FAMILIES, face, shaped
from registry_app.documents.text.fallback import choose_faces
from registry_app.documents.text.itemise import any_pieces, clean, plain_pieces
from registry_app.documents.text.layout import (
    Align,
    Direction,
    TextStyle,
    balanced_paragraph,
    fit_paragraph,
    layout_paragraph,
    shape_line,
)
from registry_app.documents.text.outline import line_outlines

SCRIPTS = {
    "Latin": "All human beings are born free",
    "Vietnamese": "Tất cả mọi người sinh ra đều được tự do",
    "Cyrillic": "Все люди рождаются свободными",
    "Greek": "Ολοι οι άνθρωποι γεννιούνται",
    "Arabic": "يولد جميع الناس أحرارًا متساوين في الكرامة",
    "Urdu": "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر",
    "Amharic": "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም",
    "Bengali": "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে",
    "Hindi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में",
    "Nepali": "सबै व्यक्तिहरू जन्मजात स्वतन्त्र हुन्",
    "Sinhala": "සියලු මනුෂ්‍යයෝ නිදහස්ව උපත ලබා ඇත",
    "Tamil": "மனிதப் பிறிவியினர் சகலரும் சுதந்திரமாகவே",
    "Burmese": "လူတိုင်းသည် တူညီလွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့်",
    "Khmer": "មនុស្សទាំងអស់ កើតមកមានសេរីភាព និងសមភាព",
    "Thai": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกัน",
}
STYLE = TextStyle(10)
ANY_TEXT = st.lists(
    st.sampled_from([word for text in SCRIPTS.values() for word in text.split()]), min_size=1, max_size=12
)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_letter_has_a_glyph(script: str, bold: bool) -> None:
    line = shape_line(SCRIPTS[script], TextStyle(10, bold=bold))
    glyphs = [glyph.gid for piece in line.pieces for cluster in piece.shaped.clusters for glyph in cluster.glyphs]
    assert glyphs
    assert 0 not in glyphs
    assert line.text.split() == SCRIPTS[script].split()


def test_arabic_letters_join() -> None:
    font = face("NotoNaskhArabic")
    alone = [
        font.shape(letter, right_to_left=True, script="Arab", language="ar").clusters[0].glyphs[0].gid
        for letter in "بيت"
    ]
    word = shaped(font, "بيت", True, "Arab", "ar")
    joined = [glyph.gid for cluster in reversed(word.clusters) for glyph in cluster.glyphs]
    assert joined[0] != alone[0]
    assert [cluster.text for cluster in word.clusters] == list("تيب")


def test_every_family_has_a_regular_and_a_bold_face() -> None:
    for family in FAMILIES:
        assert face(family).name.endswith("Regular")
        assert face(family, bold=True).name.endswith("Bold")
        assert face(family).characters == face(family, bold=True).characters


def test_a_number_is_set_in_one_font_whatever_stands_beside_it() -> None:
    text = "رقم 2019-07/0008 صادر"
    faces = choose_faces(text, "ar", bold=False)
    start = text.index("2")
    assert len({font.name for font in faces[start : start + 12]}) == 1
    assert faces[0].name == "NotoNaskhArabic-Regular"


def test_a_character_that_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="CJK UNIFIED IDEOGRAPH-6F22"):
        shape_line("漢字", STYLE)


def test_khmer_thai_and_burmese_break_between_words_without_spaces() -> None:
    assert break_places("ភាសាខ្មែរនៅកម្ពុជា", "km") == {9, 11}
    assert break_places("ไทยแลนด์", "th") == {3}
    assert break_places("L-2019/0042", "en") == frozenset()


def test_a_paragraph_keeps_every_word_and_no_line_is_too_wide() -> None:
    for text in SCRIPTS.values():
        paragraph = layout_paragraph(text * 3, STYLE, 70)
        assert "".join(line.text for line in paragraph.lines).replace(" ", "") == (text * 3).replace(" ", "")
        assert all(line.width <= 70.001 for line in paragraph.lines)
        assert len(paragraph.lines) > 2


def test_a_word_longer_than_the_line_is_broken_between_letters_and_their_marks() -> None:
    paragraph = layout_paragraph("e\u0301x" * 40, STYLE, 50)
    assert all(line.width <= 50.001 for line in paragraph.lines)
    assert not any(line.text.startswith("\u0301") for line in paragraph.lines)


def test_start_is_left_in_english_and_right_in_arabic() -> None:
    english, arabic = (layout_paragraph(SCRIPTS[name], STYLE, 400) for name in ("Latin", "Arabic"))
    assert english.left_of(english.lines[0]) == 0
    assert arabic.left_of(arabic.lines[0]) == pytest.approx(400 - arabic.lines[0].width)
    ends = [layout_paragraph(SCRIPTS[name], TextStyle(10, align=Align.END), 400) for name in ("Latin", "Arabic")]
    assert [bool(paragraph.left_of(paragraph.lines[0])) for paragraph in ends] == [True, False]


def test_an_arabic_sentence_around_a_latin_name_runs_from_right_to_left() -> None:
    style = TextStyle(10, language="ar", direction=Direction.RIGHT_TO_LEFT)
    line = shape_line(f"وكالة {isolate('(Al-Noor Ltd.)')} مرخصة", style)
    assert [piece.text for piece in line.pieces if not piece.is_space] == ["مرخصة", "(Al-Noor", "Ltd.)", "وكالة"]


def test_a_long_text_is_set_smaller_before_it_takes_more_lines() -> None:
    text = SCRIPTS["Latin"]
    whole = shape_line(text, STYLE).width
    fitted = fit_paragraph(text, STYLE, whole * 0.8, lines=1, smallest=6)
    assert (len(fitted.lines), fitted.style.size) == (1, 8)
    assert len(fit_paragraph(text, STYLE, whole * 0.3, lines=1, smallest=6).lines) > 1


def test_balanced_lines_are_of_about_equal_length() -> None:
    text = SCRIPTS["Latin"] + " and equal in dignity and rights."
    plain, balanced = layout_paragraph(text, STYLE, 260), balanced_paragraph(text, STYLE, 260)
    assert len(plain.lines) == len(balanced.lines) == 2
    lengths = [line.width for line in balanced.lines]
    assert max(lengths) - min(lengths) < max(line.width for line in plain.lines) - min(
        line.width for line in plain.lines
    )


def test_controls_and_line_ends_are_no_glyphs() -> None:
    assert shape_line("a\u202eb\u200b c\td\x00", STYLE).text.replace(" ", "") == "abcd"
    assert shape_line("", STYLE).width == 0
    assert len(layout_paragraph("one\ntwo", STYLE, 400).lines) == 2


def test_outlines_of_a_word_are_a_closed_path() -> None:
    path = line_outlines(shape_line("TRAINING للتدريب", STYLE))
    assert path.count(" m") >= 8
    assert path.endswith("h")


@given(ANY_TEXT, st.floats(20, 300))
@settings(deadline=None, max_examples=60)
def test_whatever_the_width_every_letter_is_there_once_and_in_order(parts: list[str], width: float) -> None:
    text = " ".join(parts)
    paragraph = layout_paragraph(text, STYLE, width)
    assert "".join(line.text for line in paragraph.lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.width <= max(width, 30) + 0.01 for line in paragraph.lines)


@given(st.text(st.sampled_from("abcdefgh AB 12-/.,()  $%'\"" + FSI + PDI), max_size=30), st.sampled_from([0, None]))
def test_plain_text_is_cut_as_any_text_would_be(text: str, base: Base) -> None:
    cleaned = clean(text)
    short, long = plain_pieces(cleaned, "en", bold=False), any_pieces(cleaned, "en", base, bold=False).items
    seen = [(each.text, each.face, each.shaped, each.is_space, each.may_break) for each in short]
    assert seen == [(each.text, each.face, each.shaped, each.is_space, each.may_break) for each in long]
    assert not any(each.level & 1 for each in long)
