"""Kinds of marks and scopes of bans; how what identifies a subject is folded into a key."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import Final

import phonenumbers

from registry_app.core.names import search_key
from registry_app.core.numbers import western_digits
from registry_app.core.texts import N_


class MarkKind(StrEnum):
    """What a subject can share with another; each has one normalised key."""

    NAME = "name"  # the consonant skeleton of a name
    PHONE = "phone"
    E_MAIL = "e_mail"
    ADDRESS = "address"
    DOCUMENT = "document"
    TAX_NUMBER = "tax_number"
    COMPANY_NUMBER = "company_number"
    PERSON = "person"  # the id of a person in a role


class BanScope(StrEnum):
    """What a banned person or name may not do."""

    OWN = "own"
    DIRECT = "direct"
    REPRESENT = "represent"
    ANY = "any"


# measured on labelled pairs: at most one of a hundred different names reaches these
LIKE_NAMES: Final = 0.86  # two names, both known
LIKE_SKELETONS: Final = 0.88  # two skeletons, the names themselves not at hand

MARK_LABELS: Final = {
    MarkKind.NAME: N_("name"),
    MarkKind.PHONE: N_("telephone"),
    MarkKind.E_MAIL: N_("e-mail address"),
    MarkKind.ADDRESS: N_("address"),
    MarkKind.DOCUMENT: N_("identity document"),
    MarkKind.TAX_NUMBER: N_("tax number"),
    MarkKind.COMPANY_NUMBER: N_("company number"),
    MarkKind.PERSON: N_("principal"),
}
_PLAIN_ADDRESS_WORDS: Final = frozenset(
    "street str st road rd avenue ave lane floor flr building bldg block house no number room office suite unit po box "
    "p o near opposite beside behind city town district kebele woreda sub subcity".split()
)
_NOT_DIGITS: Final = re.compile(r"[^0-9]")
_E_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def phone_key(text: str, country: str) -> str:
    """A telephone number as `+` and digits, the country's code before it; empty where it is no number.

    `country` (ISO 3166) is where a number without a code is dialled; unknown countries leave the digits as they are.
    """
    plain = western_digits(text).strip()
    digits = _NOT_DIGITS.sub("", plain.split("ext")[0].split("/")[0].split(";")[0])
    if plain.startswith("+"):
        return f"+{digits}" if len(digits) >= 7 else ""
    if digits.startswith("00"):
        return f"+{digits[2:]}" if len(digits) >= 9 else ""
    if len(digits) < 6:
        return ""
    code = _dial_code(country)
    if not code:
        return digits
    if digits.startswith(code) and len(digits) >= len(code) + 8:
        return f"+{digits}"
    return f"+{code}{digits if country == 'IT' else digits.removeprefix('0')}"


@cache
def _dial_code(country: str) -> str:
    code = phonenumbers.country_code_for_region(country)
    return str(code) if code else ""


def e_mail_key(text: str) -> str:
    """An e-mail address in small letters; empty where it is none."""
    plain = text.strip().casefold()
    return plain if _E_MAIL.fullmatch(plain) else ""


def number_key(text: str) -> str:
    """A tax, company or document number: digits as 0-9, small letters, nothing else; empty for less than four signs."""
    plain = search_key(western_digits(text)).replace(" ", "")
    return plain if len(plain) >= 4 else ""


def address_key(lines: str, place: str) -> str:
    """The telling words of an address in order of the alphabet; empty where they could be anywhere in the town.

    It needs a number and a word beside the place's own, or three words.
    """
    everywhere = set(search_key(place).split()) | _PLAIN_ADDRESS_WORDS
    words = sorted({word for word in search_key(western_digits(lines)).split() if word not in everywhere})
    numbers = sum(word[0].isdigit() for word in words)
    tells = len(words) >= 3 or (numbers and len(words) > numbers)
    return " ".join([*words, *sorted(search_key(place).split())]) if tells else ""
