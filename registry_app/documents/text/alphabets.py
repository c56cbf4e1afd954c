"""What is known of a font's glyphs before any text: which letter each stands for, and which travel together.

Both depend on the font alone and never on a document, so what is drawn once can be drawn again on the next paper, and the
part of a font that papers embed comes in few sizes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from registry_app.documents.text.faces import ARABIC, DEFAULT, Cluster, Face

_LATIN: Final = "".join(map(chr, range(0x20, 0x7F))) + "–—‘’“”…·•×°№"
_LATIN_LIGATURES: Final = ("ff", "fi", "fl", "ffi", "ffl")
_ARABIC: Final = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
_ARABIC_MARKS: Final = "ًٌٍَُِّْ"
_ARABIC_SIGNS: Final = " ،؛؟.:«»ـ"
_FEW: Final = 4  # a name in another script needs less than a quarter of a font's block
_BESIDE: Final = "ب"  # joins on both sides
# ready-made ligatures and forms of letters: composed text never holds them, so no glyph stands for them
_READY_MADE: Final = frozenset((*range(0xFB00, 0xFB07), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)))


@cache
def letters(face: Face) -> Mapping[int, str]:
    """The one letter that a glyph stands for wherever it stands alone, or the letters of a Latin ligature.

    Glyphs of which the font alone does not tell are not in it.
    """
    found: dict[int, str] = {}
    codes = sorted(face.characters - _READY_MADE)
    for code in codes:
        found.setdefault(face.glyph_of(code), chr(code))
    for ligature in _LATIN_LIGATURES if face.family == DEFAULT else ():
        clusters = face.shape(ligature, right_to_left=False, script="Latn", language="en").clusters
        if len(clusters) == len(clusters[0].glyphs) == 1:
            found.setdefault(clusters[0].glyphs[0].gid, ligature)
    if face.family == ARABIC:
        others = (chr(code) for code in codes if unicodedata.bidirectional(chr(code)) == "AL")
        forms = (form for letter in others if unicodedata.category(letter) == "Lo" for form in _joined(letter))
        for cluster in (*_together(face), *_arabic(face, forms)):
            if len(cluster.glyphs) == 1 and len(cluster.text) == 1:
                found.setdefault(cluster.glyphs[0].gid, cluster.text)
    return found


@cache
def block(face: Face) -> frozenset[int]:
    """The glyphs of a font that are embedded together, as nearly every paper needs most of them.

    Empty for fonts of many syllables, of which papers show a few.
    """
    if face.family == DEFAULT:
        words = (*_LATIN, *_LATIN_LIGATURES)
        clusters = (face.shape(word, right_to_left=False, script="Latn", language="en").clusters for word in words)
        return _glyphs(cluster for part in clusters for cluster in part)
    if face.family == ARABIC:
        return _glyphs(_together(face))
    return frozenset()


def rounded(face: Face, gids: Iterable[int]) -> frozenset[int]:
    """The glyphs to embed where these are shown: the font's block with what it lacks, or these alone where they are few."""
    wanted = frozenset((0, *gids))
    together = block(face)
    return wanted | together if len(wanted) * _FEW > len(together) else wanted


def _joined(letter: str) -> tuple[str, ...]:
    """A letter alone, at the beginning, at the end and in the middle of a word."""
    return (letter, letter + _BESIDE, _BESIDE + letter, _BESIDE + letter + _BESIDE)


@cache
def _together(face: Face) -> tuple[Cluster, ...]:
    """The letters of Arabic as they stand beside each other; some have a form that only another letter calls for."""
    forms = (form for letter in _ARABIC for form in _joined(letter))
    pairs = (first + second for first in _ARABIC for second in _ARABIC + _ARABIC_MARKS)
    after_lam = (f"{_BESIDE}ل{letter}" for letter in _ARABIC)
    return tuple(_arabic(face, (*forms, *pairs, *after_lam, *_ARABIC_SIGNS, "الله", "لله")))


def _arabic(face: Face, words: Iterable[str]) -> Iterator[Cluster]:
    for word in words:
        yield from face.shape(word, right_to_left=True, script="Arab", language="ar").clusters


def _glyphs(clusters: Iterable[Cluster]) -> frozenset[int]:
    return frozenset({0} | {glyph.gid for cluster in clusters for glyph in cluster.glyphs})
