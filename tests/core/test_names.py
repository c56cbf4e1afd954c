"""Names: what is stored is what one reads, and nothing that hides is let in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.errors import BadInput
from registry_app.core.names import NAME_LIMIT, clean_text, required_text, search_key
from registry_app.core.texts import bare


@pytest.mark.parametrize(
    "letter",
    [
        *"\x00\x01\x07\x08\x0b\x0c\x1b\x1c\x1f\x7f\x80\x85\x9b",
        *"\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        *"\u180e\u2061\u206a\ufff9\U000e0041\U0001d173",  # invisible formats and tag characters
        *"\ud800\ue000\uffff\u0378",  # a half pair, private use, no character, unassigned
    ],
)
@pytest.mark.parametrize("where", ["{}Abebe", "Abe{}be", "Abebe{}"])
def test_what_can_hide_or_turn_the_text_is_refused_wherever_it_stands(letter, where):
    with pytest.raises(BadInput, match=r"cannot be seen|control character") as refused:
        clean_text(where.format(letter), what="name")
    assert letter not in bare(refused.value.sentence)


@pytest.mark.parametrize("letter", "\u00ad\u200b\u2060\ufeff")
def test_ornament_that_comes_with_pasting_is_dropped(letter):
    assert clean_text(f"{letter}Abe{letter}be{letter}", what="name") == "Abebe"


@pytest.mark.parametrize("name", ["می\u200cخواهم", "ශ්\u200dරී", "র\u200d্যাব", "\u06dd١٢"])
def test_joiners_and_signs_that_are_part_of_the_script_stay(name):
    assert clean_text(name, what="name") == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("name", ["<b>Blue & Co</b>", "'; DROP TABLE agency; --", "{name}", "%s", "&#8238;", "=1+1"])
def test_markup_is_text_like_any_other(name):
    assert clean_text(name, what="name") == name


def test_spaces_and_line_breaks_become_one_space():
    assert clean_text(" Blue \u00a0\t Star\r\nAgency\u3000", what="name") == "Blue Star Agency"


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once_and_nothing_invisible_is_left(text):
    try:
        cleaned = clean_text(text, what="name")
    except BadInput:
        return
    assert clean_text(cleaned, what="name") == cleaned
    assert cleaned == cleaned.strip()
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in cleaned)


def test_a_text_that_is_too_long_is_refused_with_its_length():
    assert clean_text("a" * NAME_LIMIT, what="name")
    with pytest.raises(BadInput, match="301") as refused:
        clean_text("a" * (NAME_LIMIT + 1), what="name")
    assert refused.value.hint


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u200b"])
def test_a_text_that_must_be_there_is_missed(text):
    with pytest.raises(BadInput, match="is missing"):
        required_text(text, what="name")
    assert required_text(" Abebe ", what="name") == "Abebe"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Société GÉNÉRALE", "societe generale"),
        ("ＢＬＵＥ Star", "blue star"),
        ("Straße", "STRASSE"),
        ("أحمد الإمارات", "احمد الامارات"),
        ("مُحَمَّد", "محمد"),
        ("شركة", "شركه"),
        ("Blue-Star (Pvt.) Ltd", "blue star pvt ltd"),
        ("می\u200cخواهم", "میخواهم"),
    ],
)
def test_spellings_of_one_name_are_found_by_one_key(one, other):
    assert search_key(one) == search_key(other)


def test_vowel_signs_of_indic_scripts_are_part_of_the_word():
    assert search_key("নারায়ণ") != search_key("নরয়ণ")
    assert search_key("!!!") == ""
