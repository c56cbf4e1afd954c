"""Codes on the screen are said in words."""

from __future__ import annotations

import pytest

from registry_app.core.texts import choose_language
from registry_app.ui.code_words import capital, countries, country, country_choices


@pytest.fixture(autouse=True)
def english_again():
    yield
    choose_language("en")


def test_a_country_is_named_in_the_language_of_the_window():
    assert country("LB") == "Lebanon"
    assert countries(["SA", "AE"]) == "Saudi Arabia, United Arab Emirates"
    choose_language("ar")
    assert country("LB") == "لبنان"


def test_what_is_no_code_stays_as_it_is():
    assert [country(each) for each in ("", "Q9", "Beirut")] == ["", "Q9", "Beirut"]


def test_countries_are_offered_once_each_by_name_and_no_region_among_them():
    offered = country_choices()
    assert {"LB", "SA", "ET"} <= {each.code for each in offered}
    assert not {"EU", "UN", "ZZ"} & {each.code for each in offered}
    names = [each.words.casefold() for each in offered]
    assert names == sorted(names)


def test_a_label_begins_with_a_capital():
    assert [capital("legal name"), capital("")] == ["Legal name", ""]
