"""Names: cleaned when typed, folded into one key for search."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say

# Hamza carriers, alef maqsura and ta marbuta are typed in several ways; tatweel and harakat are ornament.
_ARABIC: Final = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ـ": None,
        **{chr(mark): None for mark in (*range(0x64B, 0x653), 0x670)},
    }
)
_JOINERS: Final = "\u200c\u200d"
_DIRECTION: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_SPACES: Final = re.compile(r"\s+")
NAME_LIMIT: Final = 300


def clean_text(text: str, *, what: str, limit: int = NAME_LIMIT) -> str:
    """The text as it is stored: NFC, single spaces, no ends.

    Raises `BadInput` where a character could hide what the text says: control characters, line breaks, direction
    overrides and isolates (they let a name read differently on paper than it is stored).
    """
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text.replace("\u00a0", " "))).strip()
    for letter in plain:
        if letter in _DIRECTION or (unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") and letter != " "):
            raise BadInput(
                say(
                    _("The {what} holds a character that cannot be seen (U+{code})."),
                    what=what,
                    code=f"{ord(letter):04X}",
                ),
                hint=_("Type the text again instead of pasting it."),
            )
    if any(unicodedata.category(letter) == "Cc" for letter in text if letter not in "\t\n\r"):
        raise BadInput(
            say(_("The {what} holds a control character."), what=what),
            hint=_("Type the text again instead of pasting it."),
        )
    if len(plain) > limit:
        raise BadInput(
            say(_("The {what} has {count} letters; {limit} is the most."), what=what, count=len(plain), limit=limit),
            hint=_("Shorten it; the full text can be attached as a file."),
        )
    return plain


def required_text(text: str, *, what: str, limit: int = NAME_LIMIT) -> str:
    """The cleaned text; `BadInput` when nothing is left of it."""
    plain = clean_text(text, what=what, limit=limit)
    if not plain:
        raise BadInput(say(_("The {what} is missing."), what=what), hint=_("Fill it in."))
    return plain


def search_key(text: str) -> str:
    """The folded form that both databases search by: case, width, Latin accents and Arabic spelling variants fold.

    Vowel signs of Indic scripts stay: they are part of the word (FTS5's default tokeniser cuts there).
    """
    if text.isascii():
        return " ".join(re.sub(r"[^0-9a-z]+", " ", text.lower()).split())
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_ARABIC)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not 0x300 <= ord(letter) <= 0x36F)
    plain = unicodedata.normalize("NFC", plain)
    return " ".join(
        "".join(
            letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in plain if letter not in _JOINERS
        ).split()
    )
