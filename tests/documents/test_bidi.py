"""Order of mixed text: a fixed sample of the official cases, and the fields of a certificate."""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry_app.core.texts import isolate
from registry_app.documents.text.bidi import order, visual_order
from registry_app.documents.text.characters import bidi_class, mirrored, script
from tests.documents.all_bidi_cases import DEBIAN, character_cases, class_cases
from tests.documents.make_character_properties import properties

ROOT = Path(__file__).parent.parent.parent
Cases = Callable[[Iterable[str]], Iterator[tuple[str, bool]]]


@pytest.mark.parametrize(
    ("file", "cases", "count"),
    [("bidi-characters.txt.xz", character_cases, 10_190), ("bidi-classes.txt.xz", class_cases, 10_000)],
)
def test_the_official_sample_passes(file: str, cases: Cases, count: int) -> None:
    with lzma.open(ROOT / "tests" / "files" / file, "rt", encoding="utf-8") as lines:
        results = list(cases(lines))
    assert len(results) >= count
    assert [case for case, right in results if not right] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "cases", "count"),
    [("BidiCharacterTest.txt", character_cases, 91_707), ("BidiTest.txt", class_cases, 770_241)],
)
def test_all_official_cases_pass(file: str, cases: Cases, count: int) -> None:
    if not (DEBIAN / file).exists():
        pytest.skip("the Unicode Character Database is not installed")
    with (DEBIAN / file).open(encoding="utf-8") as lines:
        right = [right for _case, right in cases(lines)]
    assert all(right)
    assert len(right) >= count


def test_the_table_is_what_the_unicode_database_says() -> None:
    if not (DEBIAN / "Scripts.txt").exists():
        pytest.skip("the Unicode Character Database is not installed")
    made = properties(DEBIAN)
    if not made.startswith("# Character properties of Unicode 15.0.0"):
        pytest.skip("another version of the Unicode Character Database is installed")
    assert (ROOT / "resources" / "unicode" / "character-properties.txt").read_text(encoding="utf-8") == made


def seen(text: str, base: int | None = None) -> str:
    """The characters as they stand from left to right."""
    levels = order(text, base).levels  # type: ignore[arg-type]
    return "".join(text[index] for index in visual_order(levels))


def test_a_latin_licence_number_keeps_its_order_in_an_arabic_line() -> None:
    assert seen(f"رقم {isolate('ET/2019-0007')}").replace("\u2068", "").replace("\u2069", "") == "ET/2019-0007 مقر"


def test_an_isolated_name_in_brackets_does_not_turn_the_brackets() -> None:
    line = f"وكالة {isolate('(Al-Noor Ltd.)')}"
    assert "(Al-Noor Ltd.)" in seen(line, 1)


def test_a_stray_override_stays_inside_its_isolate() -> None:
    line = f"Licence {isolate(chr(0x202E) + 'abc')} is valid"
    assert seen(line, 0).endswith("is valid")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from([None, 0, 1]))
@settings(deadline=None)
def test_every_character_gets_one_level_and_one_place(text: str, base: int | None) -> None:
    found = order(text, base)  # type: ignore[arg-type]
    assert len(found.levels) == len(text)
    assert all(0 <= level <= 126 for level in found.levels)
    assert sorted(visual_order(found.levels)) == list(range(len(text)))


def test_properties_of_some_characters() -> None:
    assert [bidi_class(character) for character in "aא\u06277 ("] == ["L", "R", "AL", "EN", "WS", "ON"]
    assert [script(character) for character in "aሀক\u0627-\u0301\U00010fff"] == [
        "Latn",
        "Ethi",
        "Beng",
        "Arab",
        "Zyyy",
        "Zinh",
        "Zzzz",
    ]
    assert (mirrored("("), mirrored("«"), mirrored("a")) == (")", "»", "a")
