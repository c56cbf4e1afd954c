"""Telephones, e-mail and web addresses: several in one cell, kept word for word where they cannot be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import phonenumbers

from registry_app.core.numbers import western_digits
from registry_app.exchange.contents import EMAIL_SHAPE
from registry_app.exchange.words import is_blank

_BETWEEN: Final = re.compile(
    r"[;,|\n\r\t/\\&•·،؛、，；]+|\s{2,}|\s+(?:and|or|et|y|e|و|እና|ou|o|-)\s+|<\s*br\s*/?\s*>", re.IGNORECASE
)
_NOT_DIALLED: Final = re.compile(r"\([^)\d+]*\)|[^\W\d_]+\.?:?", re.IGNORECASE)
_EXTENSION: Final = re.compile(r"\b(?:ext|extn|x|loc|local|poste|interno|int)\b\.?\s*:?\s*(\d{1,5})", re.IGNORECASE)
_ENDING: Final = re.compile(r"\d{1,4}")
_GLUED: Final = re.compile(r"(?<=\d)\s+(?=(?:\+|00)\d{6,}|0\d{9,})|(?<=\d{7})\s+(?=\d{7}\b)")
_URL: Final = re.compile(r"(?:https?://)?(?:[\w\-]+\.)+[\w\-]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_VOTES: Final = 3


@dataclass(frozen=True, slots=True)
class Contact:
    """One telephone or address: the canonical form (E.164, lower-case domain), or "" and only the list's words."""

    words: str
    canonical: str = ""


@lru_cache(maxsize=8_192)
def read_phones(cell: str, region: str) -> tuple[Contact, ...]:
    """The telephones of a cell, in their order; `region` is the country for numbers without a country code."""
    if is_blank(cell):
        return ()
    found: list[Contact] = []
    for part in _phone_parts(western_digits(cell)):
        words = part.strip(" .-:")
        number = _parsed(words, region)
        if number is None and found and found[-1].canonical and _ENDING.fullmatch(words):
            number = _with_other_ending(found[-1].canonical, words)
        if number:
            found.append(Contact(words, number))
        elif any(letter.isalnum() for letter in words):
            found.append(Contact(words))
    return tuple(dict.fromkeys(found))


def _phone_parts(text: str) -> list[str]:
    parts = []
    for part in _BETWEEN.split(text):
        if part and part.strip():
            parts.extend(_GLUED.split(part))
    return parts


def _parsed(words: str, region: str) -> str | None:
    """The number in E.164 with its extension, if it is one that can be dialled."""
    extension = _EXTENSION.search(words)
    bare = _NOT_DIALLED.sub(" ", words[: extension.start()] if extension else words).strip(" .-:()")
    if sum(letter.isdigit() for letter in bare) < 5:
        return None
    for text, country in ((bare, region or None), (f"+{bare.lstrip('0+ ')}", None)):
        if text.startswith("+") and country is None and not (bare.startswith(("00", "+")) or len(bare) >= 11):
            continue
        try:
            number = phonenumbers.parse(text, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            return f"{dialled};ext={extension.group(1)}" if extension else dialled
    return None


def _with_other_ending(before: str, ending: str) -> str | None:
    """`8331620/22`: the number before it with its last digits replaced."""
    text = before[: -len(ending)] + ending
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return None
    return text if phonenumbers.is_valid_number(number) else None


def guess_region(phones: Iterable[str], addresses: Iterable[str]) -> str:
    """The country most numbers are of, by their country codes and the endings of e-mail and web addresses.

    "" where fewer than three speak for one country, or under six in ten.
    """
    votes: Counter[str] = Counter()
    for cell in phones:
        for part in _BETWEEN.split(western_digits(cell)):
            if part and part.strip().startswith(("+", "00")):
                try:
                    number = phonenumbers.parse("+" + part.strip().lstrip("+0"), None)
                except phonenumbers.NumberParseException:
                    continue
                votes[phonenumbers.region_code_for_number(number) or ""] += 1
    for cell in addresses:
        for ending in re.findall(r"\.([a-z]{2})(?=$|[\s/;,:>])", cell.lower()):
            if ending.upper() in phonenumbers.SUPPORTED_REGIONS and ending not in _EVERYWHERE:
                votes[ending.upper()] += 1
    del votes[""]
    if not votes:
        return ""
    region, count = votes.most_common(1)[0]
    return region if count >= _VOTES and count >= 0.6 * votes.total() else ""


_EVERYWHERE: Final = frozenset({"co", "me", "io", "tv", "ai", "cc", "ws", "to"})  # sold to anyone


@lru_cache(maxsize=8_192)
def read_emails(cell: str) -> tuple[Contact, ...]:
    """The e-mail addresses of a cell; anything else in it is kept word for word."""
    if is_blank(cell):
        return ()
    found = []
    for part in re.split(r"[;,|\s/\\<>()،؛]+|<\s*br\s*/?\s*>", cell.replace("mailto:", "")):
        words = part.strip(" .:\"'")
        if not words or is_blank(words):
            continue
        if EMAIL_SHAPE.fullmatch(words) and words.isprintable():
            local, _at, domain = words.rpartition("@")
            found.append(Contact(words, f"{local}@{domain.lower()}"))
        else:
            found.append(Contact(words))
    if found and not any(contact.canonical for contact in found):
        return (Contact(" ".join(cell.split())),)
    return tuple(
        dict.fromkeys(
            contact for contact in found if contact.canonical or "@" in contact.words or len(contact.words) > 3
        )
    )


@lru_cache(maxsize=8_192)
def read_websites(cell: str) -> tuple[Contact, ...]:
    """The web addresses of a cell; without a scheme they are taken as http."""
    if is_blank(cell):
        return ()
    found = []
    for part in re.split(r"[;,|\s]+|(?<!:)/(?=www\.)", cell):
        words = part.strip(" .\"'<>()")
        if not words or is_blank(words):
            continue
        if _URL.fullmatch(words) and "@" not in words:
            found.append(Contact(words, words if "://" in words else f"http://{words}"))
        else:
            found.append(Contact(words))
    return tuple(dict.fromkeys(found))
