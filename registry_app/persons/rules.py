"""The words about persons: sex, kinds of names and of identity documents; scripts and countries."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final

from registry_app.core.errors import BadInput
from registry_app.core.names import search_key
from registry_app.core.numbers import western_digits
from registry_app.core.texts import _, say, shortened


class Sex(StrEnum):
    """As the person's document states it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class PersonNameKind(StrEnum):
    """What a name of a person is."""

    LEGAL = "legal"
    TRANSLITERATION = "transliteration"
    ALIAS = "alias"
    FORMER = "former"


class DocumentKind(StrEnum):
    """What identifies a person."""

    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    RESIDENCE_ID = "residence_id"
    DRIVING_LICENCE = "driving_licence"
    TAX_NUMBER = "tax_number"
    OTHER = "other"


def document_key(number: str) -> str:
    """A document's number folded for comparison: digits of any script as 0-9, letters small, nothing else."""
    return search_key(western_digits(number)).replace(" ", "")


def script_of(text: str) -> str:
    """The script most letters of a text are in, as ISO 15924 (`Latn`, `Arab`, `Ethi`); empty where there is no letter."""
    counts: dict[str, int] = {}
    if text.isascii():
        return "Latn" if any(letter.isalpha() for letter in text) else ""
    for letter in text:
        if letter.isalpha():
            script = _script(letter)
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script]) if counts else ""


@lru_cache(maxsize=4_096)
def _script(letter: str) -> str:
    word = unicodedata.name(letter, "").split(" ")[0]
    return _SCRIPTS.get(word, "Zzzz")


# first word of a character's name in the Unicode table, to ISO 15924
_SCRIPTS: Final = {
    "LATIN": "Latn",
    "FULLWIDTH": "Latn",
    "ARABIC": "Arab",
    "ETHIOPIC": "Ethi",
    "BENGALI": "Beng",
    "DEVANAGARI": "Deva",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "ORIYA": "Orya",
    "THAI": "Thai",
    "LAO": "Laoo",
    "KHMER": "Khmr",
    "MYANMAR": "Mymr",
    "TIBETAN": "Tibt",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "CYRILLIC": "Cyrl",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "CJK": "Hani",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HANGUL": "Kore",
    "THAANA": "Thaa",
    "SYRIAC": "Syrc",
    "MONGOLIAN": "Mong",
    "TIFINAGH": "Tfng",
}


def check_country(code: str) -> str:
    """A country as two capital letters (ISO 3166), empty while unknown; `BadInput` for anything else."""
    plain = code.strip().upper()
    if plain and plain not in COUNTRIES:
        raise BadInput(
            say(_("{code} is not the code of a country (ISO 3166)."), code=shortened(code)),
            hint=_("Write the two letters, such as ET or SA."),
        )
    return plain


# the ISO 3166 codes, and XK as it is used in passports
COUNTRIES: Final = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD "
    "CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF "
    "GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN "
    "KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA "
    "NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI "
    "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI "
    "VN VU WF WS YE YT ZA ZM ZW XK".split()
)
