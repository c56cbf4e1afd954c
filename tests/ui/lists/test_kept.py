"""What a person keeps of a list, and that nothing spoiled stops it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.paging import Filters, Sort
from registry_app.ui.lists.kept import Forgetful, Kept
from tests.ui.lists.made_up import COLUMNS

USUAL = Sort("name")
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
TEXT = st.text(max_size=10)


@given(TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=4), st.booleans())
def test_saved_filters_come_back_as_they_were(text, chosen, descending):
    kept = Kept(Forgetful(), "agencies")
    kept.save("Mine", Filters(text, tuple(chosen)), Sort("until", descending))
    (saved,) = kept.saved()
    assert (saved.name, saved.filters, saved.sort) == ("Mine", Filters(text, tuple(chosen)), Sort("until", descending))


def test_a_name_saved_twice_means_the_newer_and_one_forgotten_nothing():
    kept = Kept(Forgetful(), "agencies")
    kept.save("  Mine ", Filters("one"), USUAL)
    kept.save("Mine", Filters("two"), USUAL)
    kept.save("   ", Filters("three"), USUAL)
    assert [each.filters.text for each in kept.saved()] == ["two"]
    kept.forget("Mine")
    assert kept.saved() == []


@given(JUNK)
def test_spoiled_settings_count_as_not_chosen(junk):
    settings = Forgetful()
    for what in ("columns", "widths", "sort", "saved"):
        settings.set(f"lists/agencies/{what}", junk)
    kept = Kept(settings, "agencies")
    assert kept.columns(COLUMNS)
    assert all(40 <= wide <= 2_000 for wide in kept.widths().values())
    assert kept.sort(COLUMNS, USUAL).by in {column.sort for column in COLUMNS}
    assert isinstance(kept.saved(), list)


def test_columns_of_another_version_are_left_out():
    settings = Forgetful()
    settings.set("lists/agencies/columns", ["name", "gone", "name", "number"])
    assert [column.code for column in Kept(settings, "agencies").columns(COLUMNS)] == ["name", "number"]
