"""A text cut into pieces that are shaped alone: one direction, one script, one font, no break inside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from registry_app.documents.text.bidi import Base, order
from registry_app.documents.text.breaks import break_places
from registry_app.documents.text.characters import JOINERS, NO_SCRIPT, script
from registry_app.documents.text.faces import DEFAULT, Face, Shaped, face, shaped
from registry_app.documents.text.fallback import RIGHT_TO_LEFT_LANGUAGES, choose_faces, is_blank, is_opening

_ITEMISED_TEXTS = 4_096
_ISOLATES = "\u2066\u2068\u2069"
_PLAIN = re.compile(rf"[ -~{_ISOLATES}]*")
_WORDS = re.compile(rf" +|[^ {_ISOLATES}]+")


@dataclass(frozen=True)
class Piece:
    """A word or the space after it. `advance` is in ems of the style; `may_break` allows a new line after it."""

    text: str
    level: int
    face: Face
    shaped: Shaped
    is_space: bool
    may_break: bool

    @property
    def advance(self) -> float:
        """Ems of the style's size to the next piece."""
        return self.shaped.advance * self.face.scale / 1000


@dataclass(frozen=True)
class Pieces:
    """The pieces of a paragraph in logical order, and its level (odd: from right to left)."""

    items: tuple[Piece, ...]
    level: int


def clean(text: str) -> str:
    """Composed (NFC), each stretch of white space one space, without controls."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(_ITEMISED_TEXTS)
def itemise(text: str, language: str, bold: bool, base: Base) -> Pieces:
    """The pieces of one paragraph of cleaned text."""
    if not base and _PLAIN.fullmatch(text) and language.partition("-")[0] not in RIGHT_TO_LEFT_LANGUAGES:
        return Pieces(tuple(plain_pieces(text, language, bold=bold)), 0)
    return any_pieces(text, language, base, bold=bold)


def any_pieces(text: str, language: str, base: Base, *, bold: bool) -> Pieces:
    """The pieces of any text, each character looked at."""
    found = order(text, base)
    faces = choose_faces(text, language, bold=bold)
    scripts = _scripts(text)
    breaks = break_places(text, language)
    items: list[Piece] = []
    start = 0
    while start < len(text):
        stop = start + 1
        while stop < len(text) and not (
            stop in breaks
            or found.levels[stop] != found.levels[start]
            or faces[stop] is not faces[start]
            or scripts[stop] != scripts[start]
            or (text[stop] == " ") != (text[start] == " ")
            or _is_unshown(text[stop])
            or _is_unshown(text[start])
        ):
            stop += 1
        if not _is_unshown(text[start]):
            items.append(
                Piece(
                    text=text[start:stop],
                    level=found.levels[start],
                    face=faces[start],
                    shaped=shaped(
                        faces[start], text[start:stop], bool(found.levels[start] & 1), scripts[start], language
                    ),
                    is_space=text[start] == " ",
                    may_break=stop in breaks,
                )
            )
        elif items and stop in breaks:
            # the break after an invisible character (ZWSP, PDI) is the break after what stands before it
            items[-1] = Piece(**{**vars(items[-1]), "may_break": True})
        start = stop
    return Pieces(tuple(items), found.paragraph)


def plain_pieces(text: str, language: str, *, bold: bool) -> Iterator[Piece]:
    """The pieces of ASCII text that runs from left to right, as most of a paper's does: isolates in it change nothing."""
    font = face(DEFAULT, bold=bold)
    breaks = break_places(text, language)
    for found in _WORDS.finditer(text):
        start, end = found.span()
        # an isolate after a word is not shown, and the break behind it is the word's
        behind = end
        while behind < len(text) and behind not in breaks and text[behind] in _ISOLATES:
            behind += 1
        cuts = [place for place in range(start + 1, end) if place in breaks]
        for first, last in pairwise((start, *cuts, end)):
            word = text[first:last]
            may_break = last in breaks or (last == end and behind in breaks)
            yield Piece(word, 0, font, shaped(font, word, False, "Latn", language), word[0] == " ", may_break)


def _is_unshown(character: str) -> bool:
    """Whether the character takes no part in shaping at all (joiners and selectors do)."""
    return is_blank(character) and character not in JOINERS and not unicodedata.category(character).startswith("M")


def _scripts(text: str) -> list[str]:
    """The script of each character; digits, signs and marks take that of the letter before, opening brackets after."""
    found = [script(character) for character in text]
    following = next((one for one in reversed(found) if one not in NO_SCRIPT), "Latn")
    for place in range(len(found) - 1, -1, -1):
        if found[place] not in NO_SCRIPT:
            following = found[place]
        elif is_opening(text[place]):
            found[place] = following
    current = next((one for one in found if one not in NO_SCRIPT), "Latn")
    for place, one in enumerate(found):
        if one in NO_SCRIPT:
            found[place] = current
        else:
            current = one
    return found
