"""What identifies a subject folds into one key, and what says nothing into none."""

from __future__ import annotations

import pytest

from registry_app.screening.rules import address_key, e_mail_key, number_key, phone_key


@pytest.mark.parametrize(
    "text", ["+251 911 23 45 67", "00251911234567", "0911-234567", "251911234567", "٠٩١١٢٣٤٥٦٧", "(0911) 23 45 67"]
)
def test_one_telephone_has_one_key_however_it_is_written(text):
    assert phone_key(text, "ET") == "+251911234567"


@pytest.mark.parametrize("text", ["", "none", "12", "+1", "n/a", "0115"])
def test_what_is_no_telephone_has_no_key(text):
    assert phone_key(text, "ET") == ""


def test_a_number_of_an_unknown_country_keeps_its_digits():
    assert phone_key("0911 234567", "") == "0911234567"
    assert phone_key("06 1234 5678", "IT") == "+390612345678"


def test_an_e_mail_address_is_folded_or_none():
    assert e_mail_key(" Info@Selam.ET ") == "info@selam.et"
    assert e_mail_key("info at selam") == ""


def test_an_address_tells_only_with_a_number_or_three_words():
    assert address_key("Bole Road, House No. 12", "Addis Ababa") == address_key("house 12 BOLE rd.", "addis ababa")
    assert address_key("Bole, Addis Ababa", "Addis Ababa") == ""
    assert address_key("", "Addis Ababa") == ""
    assert address_key("Near Edna Mall Medhanealem Tower", "Addis Ababa") != ""
    assert address_key("12", "Addis Ababa") == ""


def test_short_numbers_say_nothing():
    assert number_key("00-12") == "0012"
    assert number_key("N/A") == ""
