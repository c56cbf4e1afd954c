"""Names across scripts: what is one name stays near, what is another stays apart."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.likeness import likeness, skeleton, skeleton_likeness

# one name a line, in spellings and scripts; made for this test
NAMES = [
    ("Abdela", "Abdullah", "Abdulla", "عبدالله", "አብደላ"),
    ("Aisha", "Ayesha", "عائشة"),
    ("Omar", "Umar", "عمر"),
    ("Imad", "Emad", "عماد"),
    ("Ibrahim", "Ebrahim", "إبراهيم", "ኢብራሂም"),
    ("Yusuf", "Yousef", "يوسف"),
    ("Said", "Saeed", "سعيد"),
    ("Jemal", "Jamal", "جمال", "ጀማል"),
    ("Mohammed", "Muhamad", "Md", "محمد"),
    ("Haile", "Hayle", "ኃይሌ", "ሀይሌ"),
    ("Tsehay", "Sehay", "ፀሐይ"),
    ("Tesfaye", "Tesfay", "ተስፋዬ"),
    ("Kebede", "Kebbede", "ከበደ"),
    ("Almaz", "Almas", "አልማዝ"),
    ("Khatun", "Khatoon", "খাতুন"),
    ("Rahim", "Raheem", "رحيم", "রহিম"),
    ("Shrestha", "Shresta", "श्रेष्ठ"),
]
THRESHOLD = 0.86  # of the warnings about likeness; see screening


def test_spellings_and_scripts_of_one_name_stay_near():
    pairs = [pair for line in NAMES for pair in itertools.combinations(line, 2)]
    near = [likeness(*pair) >= THRESHOLD for pair in pairs]
    assert sum(near) / len(pairs) >= 0.9, [pair for pair, is_near in zip(pairs, near, strict=True) if not is_near]


def test_names_that_share_one_word_of_two_mostly_stay_apart():
    two_words = [(f"{a[0]} {b[-1]}", f"{a[-1]} {c[0]}") for a, b, c in itertools.permutations(NAMES, 3)]
    near = [pair for pair in two_words if likeness(*pair) >= THRESHOLD]
    assert len(near) / len(two_words) <= 0.03, near[:10]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al Noor Manpower Recruitment PLC", "مكتب النور للاستقدام"),
        ("Selam Overseas Employment Agency", "ሰላም ኤጀንሲ"),
        ("Abdul Rahman Trading", "Abdulrahman Trading"),
        ("Kebede Tesfaye", "Tesfaye Kebede"),
    ],
)
def test_words_of_the_trade_the_article_and_the_order_of_words_do_not_hide_who_it_is(one, other):
    assert likeness(one, other) > 0.95


def test_agencies_that_share_only_words_of_the_trade_are_not_alike():
    assert likeness("Al Noor Manpower Recruitment PLC", "Blue Nile Manpower Recruitment PLC") < 0.6


def test_a_missing_grandfather_costs_little():
    assert likeness("Almaz Kebede", "Almaz Kebede Tesfaye") > THRESHOLD
    assert likeness("Almaz Kebede", "Almaz Girma Tesfaye") < THRESHOLD


def test_a_name_of_empty_words_alone_keeps_them():
    assert skeleton("Manpower Services") != ""
    assert likeness("Manpower Services", "Manpower Services") == 1


def test_skeletons_alone_tell_much_the_same():
    assert skeleton_likeness(skeleton("Mohammed Abdela"), skeleton("عبدالله محمد")) == 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_symmetric_and_between_nothing_and_one(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == pytest.approx(likeness(other, one), abs=1e-9)


@given(st.text(min_size=1, max_size=40))
def test_a_name_is_like_itself(name):
    assert likeness(name, name) in (pytest.approx(1), 0)


@pytest.mark.parametrize("name", ["עמר", "ܥܡܪ", "'Umar", "ʿUmar"])
def test_a_throat_sound_before_a_consonant_or_a_vowel_opens_the_name_like_a_vowel(name):
    assert skeleton(name) == skeleton("Omar")
