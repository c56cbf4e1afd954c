"""What can be found, by what, and how what was typed is folded into the form the index holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import phonenumbers

from registry_app.core.likeness import fold
from registry_app.core.names import search_key
from registry_app.core.numbers import western_digits
from registry_app.core.texts import N_
from registry_app.screening.rules import phone_key


class Kind(StrEnum):
    """What a hit is."""

    AGENCY = "agency"
    LICENCE = "licence"
    PERSON = "person"
    APPLICATION = "application"
    GUARANTEE = "guarantee"
    COMPLAINT = "complaint"
    CERTIFICATE = "certificate"
    LETTER = "letter"
    FILE = "file"


class What(StrEnum):
    """By what a subject was found."""

    NAME = "name"
    NUMBER = "number"
    COMPANY_NUMBER = "company_number"
    TAX_NUMBER = "tax_number"
    CONTACT = "contact"
    DOCUMENT = "document"
    LISTED = "listed"
    REFERENCE = "reference"
    CLAIM = "claim"


WHAT_LABELS: Final = {
    What.NAME: N_("name"),
    What.NUMBER: N_("number"),
    What.COMPANY_NUMBER: N_("company number"),
    What.TAX_NUMBER: N_("tax number"),
    What.CONTACT: N_("telephone or e-mail address"),
    What.DOCUMENT: N_("identity document"),
    What.LISTED: N_("licence number of a list"),
    What.REFERENCE: N_("the other side's reference"),
    What.CLAIM: N_("number of a claim"),
}
# the number of a kind in the index; one that was given is never given to another
CODES: Final = {kind: code for code, kind in enumerate(Kind, start=1)}
# who may read a kind may find it
PERMISSIONS: Final = dict.fromkeys(Kind, "register:read")
# kinds that have names; the others have numbers only
NAMED: Final = (Kind.AGENCY, Kind.PERSON, Kind.COMPLAINT)

LONGEST: Final = 200  # letters of a question that are looked at: nobody types more, somebody may paste more
MOST_WORDS: Final = 8
_SHORTEST_NUMBER: Final = 2
_DIGIT: Final = re.compile("[0-9]")
_NO_SIGN: Final = re.compile("[^0-9a-z]+")
_NORMAL_PHONE: Final = re.compile(r"\+[0-9]{7,}")
# before a skeleton in the index: a private letter that no folded name holds, so that nobody can type it
THIN: Final = "\ue000"
_COUNTRY_CODES: Final = frozenset(map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE))


def number_key(text: str) -> str:
    """A number as it is found: digits as 0-9, small letters, nothing else; empty where no digit is in it."""
    # lists bring a hundred thousand, and nearly all are plain
    plain = _NO_SIGN.sub("", text.lower()) if text.isascii() else search_key(western_digits(text)).replace(" ", "")
    return plain if len(plain) >= _SHORTEST_NUMBER and _DIGIT.search(plain) else ""


def contact_keys(text: str, country: str) -> tuple[str, ...]:
    """How a telephone number (with and without the country's code) or an e-mail address is found; a site is not."""
    if "@" in text:
        return (search_key(text).replace(" ", ""),)
    digits = text[1:] if _NORMAL_PHONE.fullmatch(text) else phone_key(text, country).removeprefix("+")
    return (digits, national) if (national := _national(digits)) else (digits,) if digits else ()


def _national(digits: str) -> str:
    for length in (1, 2, 3):
        if digits[:length] in _COUNTRY_CODES and len(digits) >= length + 6:
            return digits[length:]
    return ""


def indexed_words(key: str) -> str:
    """What the index holds of a folded name: its words, then their skeletons, each marked as such."""
    return " ".join([key, *(THIN + thin for thin in dict.fromkeys(fold(key).thin) if thin)])


def telling_words(key: str) -> list[str]:
    """The words of a folded name that a slip of the keys can be mended by: three letters and no digit at least."""
    return [word for word in key.split() if len(word) >= 3 and word.isalpha()] if key.isascii() else _telling(key)


def _telling(key: str) -> list[str]:
    # marks belong to the words of many scripts, and isalpha() refuses them
    return [word for word in key.split() if len(word) >= 3 and not any(sign.isdigit() for sign in word)]


@dataclass(frozen=True)
class Asked:
    """A question as the index is asked: `key` its folded text, `numbers` the forms a number in it may have."""

    key: str
    words: tuple[str, ...]
    thin: tuple[str, ...]
    numbers: tuple[str, ...]
    ended: bool  # a blank after the last word: it is no beginning of a longer one

    @property
    def is_number(self) -> bool:
        """Whether there is no letter in it, so that it can hardly be a name."""
        return bool(self.numbers) and not any(sign.isalpha() for sign in self.key)


def read_question(text: str, country: str) -> Asked:
    """What was typed, folded; whatever it holds, it is words and numbers, never a query language."""
    text = western_digits(text[:LONGEST])
    key = search_key(text)
    words = tuple(key.split()[:MOST_WORDS])
    thin = tuple(thin for thin in dict.fromkeys(fold(" ".join(words)).thin) if thin) if words else ()
    return Asked(key, words, thin, _numbers(text, country), ended=text[-1:].isspace())


def _numbers(text: str, country: str) -> tuple[str, ...]:
    forms = [number_key(text)]
    if "@" in text:
        forms += contact_keys(text, country)
    elif not any(sign.isalpha() for sign in text):
        digits = forms[0]
        for beginning in ("00", "0"):
            if digits.startswith(beginning) and len(digits) > len(beginning):
                forms.append(digits.removeprefix(beginning))  # the way a telephone number is dialled
        forms += contact_keys(text, country)
    return tuple(dict.fromkeys(form for form in forms if len(form) >= _SHORTEST_NUMBER))


def mistyped(number: str) -> list[str]:
    """Every number one slip away: a wrong, missing, doubled sign, or two neighbours exchanged."""
    digits = "0123456789"
    found = []
    for place, sign in enumerate(number):
        before, after = number[:place], number[place + 1 :]
        found.append(before + after)
        found += [before + digit + after for digit in digits if sign.isdigit()]
        found += [before + digit + number[place:] for digit in digits]
        found.append(before + after[:1] + sign + after[1:])
    found += [number + digit for digit in digits]
    return [each for each in dict.fromkeys(found) if each != number]
