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
# soft hyphen, zero-width space, word joiner, byte order mark: they come with pasting and say nothing
_ORNAMENT: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_VISIBLE_FORMATS: Final = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")  # drawn around digits
_ACCENTS: Final = dict.fromkeys(range(0x300, 0x370))
_SPACES: Final = re.compile(r"\s+")
NAME_LIMIT: Final = 300


class _Words(dict[int, str | None]):
    """What becomes of each character in a search key, looked up once: letters, numbers and marks stay, joiners go."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = None if letter in _JOINERS else letter if unicodedata.category(letter)[0] in "LNM" else " "
        return self[code]


_WORDS: Final = _Words()


def clean_text(text: str, *, what: str, limit: int = NAME_LIMIT) -> str:
    """The text as it is stored: NFC, single spaces (a line break becomes one), no ends, no invisible ornament.

    Raises `BadInput` where a character could hide what the text says: control characters, direction marks, overrides
    and isolates, tag characters (they let a name read differently on paper than it is stored). Joiners stay: several
    scripts are not written right without them.
    """
    if text.isprintable():  # C's word for: nothing that hides; lists of a hundred thousand rows come this way
        plain = " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())
    else:
        plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_ORNAMENT)).strip()
        _refuse_hidden(plain, text, what)
    if len(plain) > limit:
        raise BadInput(
            say(_("The {what} has {count} letters; {limit} is the most."), what=what, count=len(plain), limit=limit),
            hint=_("Shorten it; the full text can be attached as a file."),
        )
    return plain


def _refuse_hidden(plain: str, text: str, what: str) -> None:
    for letter in plain:
        if _hides(letter):
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


def _hides(letter: str) -> bool:
    if letter in _DIRECTION:
        return True
    kind = unicodedata.category(letter)
    return kind in ("Cc", "Cs", "Co", "Cn") or (
        kind == "Cf" and letter not in _JOINERS and letter not in _VISIBLE_FORMATS
    )


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
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", plain).translate(_ACCENTS))
    return " ".join(plain.translate(_WORDS).split())
