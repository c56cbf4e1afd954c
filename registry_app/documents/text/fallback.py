"""Which font shows which character: by script, and one font for each stretch of digits and signs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.documents.text.characters import INVISIBLE, JOINERS, NO_SCRIPT, script
from registry_app.documents.text.faces import ARABIC, BY_SCRIPT, DEFAULT, FAMILIES, Face, face

RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "ur", "fa", "ps", "dv", "ku"})
_SHOWN_BY_NOTHING = JOINERS | {"\u034f"} | {chr(code) for code in range(0xFE00, 0xFE10)}


def base_face(language: str, *, bold: bool) -> Face:
    """The font of a language's digits and signs."""
    return face(ARABIC if language.partition("-")[0] in RIGHT_TO_LEFT_LANGUAGES else DEFAULT, bold=bold)


def choose_faces(text: str, language: str, *, bold: bool) -> list[Face]:
    """The font of each character; `BadInput` names the characters that no bundled font has.

    Letters go by script. Digits and signs between them go as a stretch to one font, that of the letters before or after
    them where it has them all, so that "2019-07-08" never changes its font in the middle.
    """
    base = base_face(language, bold=bold)
    found = [_face_of_letter(character, bold=bold) for character in text]
    following: Face | None = None
    after: list[Face | None] = [None] * len(text)
    for place in range(len(text) - 1, -1, -1):
        following = found[place] or following
        after[place] = following
    preceding: Face | None = None
    start = 0
    while start < len(text):
        if found[start] is not None:
            preceding = found[start]
            start += 1
            continue
        stop = start
        while stop < len(text) and found[stop] is None and (text[stop] == " ") == (text[start] == " "):
            stop += 1
        beside = [one for one in (preceding, after[start], base) if one is not None]
        if is_opening(text[stop - 1]) and (next_one := after[start]) is not None:
            beside.insert(0, next_one)
        found[start:stop] = _faces_of_stretch(text[start:stop], beside, bold=bold)
        start = stop
    return [chosen if chosen is not None else base for chosen in found]


def _face_of_letter(character: str, *, bold: bool) -> Face | None:
    """The font of a character that belongs to a script; None for digits, signs and marks."""
    own = script(character)
    if own in NO_SCRIPT:
        return None
    family = BY_SCRIPT.get(own)
    if family is not None and character in face(family, bold=bold):
        return face(family, bold=bold)
    return _any_face(character, bold=bold)


def _any_face(character: str, *, bold: bool) -> Face:
    for family in FAMILIES:
        if character in face(family, bold=bold):
            return face(family, bold=bold)
    raise BadInput(
        say(
            _("The character {character} ({name}) is in none of the program's fonts, so it cannot be printed."),
            character=character,
            name=unicodedata.name(character, f"U+{ord(character):04X}"),
        ),
        hint=_("Write the name in one of the scripts the program prints, or ask for the script to be added."),
    )


def _faces_of_stretch(stretch: str, candidates: Sequence[Face], *, bold: bool) -> list[Face | None]:
    shown = [character for character in stretch if not is_blank(character)]
    plain = face(DEFAULT, bold=bold)
    if any("0" <= character <= "9" for character in shown):
        # the digits of Naskh are larger than those beside Latin letters: one form of 0-9 on a page
        candidates = [candidate for candidate in candidates if candidate.family != ARABIC]
    for candidate in [*candidates, plain]:
        if all(character in candidate for character in shown):
            return [candidate] * len(stretch)
    return [
        next((one for one in candidates if character in one or is_blank(character)), None)
        or _any_face(character, bold=bold)
        for character in stretch
    ]


def is_opening(character: str) -> bool:
    """Whether it is an opening bracket or quotation mark, which belongs to what follows it."""
    return unicodedata.category(character) in ("Ps", "Pi")


def is_blank(character: str) -> bool:
    """Whether nothing is drawn for the character itself: controls, joiners, variation selectors."""
    return character in INVISIBLE or character in _SHOWN_BY_NOTHING or unicodedata.category(character) == "Cc"
