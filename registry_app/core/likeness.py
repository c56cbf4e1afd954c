"""Likeness of names across scripts and spellings: words thinned to the consonants that transliterations share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz

from registry_app.core.names import search_key

# Titles, articles, legal forms and words of the trade say nothing about who it is; kept when nothing else is there.
_EMPTY: Final = frozenset(
    "mr mrs ms miss dr prof eng ato sir haji hajj hajji alhaj al el ul ur ud ad ar as bin ibn bint de la dela the and of for "
    "plc ltd limited llc inc incorporated co company corp corporation pvt private sc share sh ag gmbh aktiengesellschaft "
    "gesellschaft jsc ojsc oao ooo sarl srl wll est pt cv bhd sdn spa "
    "agency agencies manpower recruitment recruiting recruiters employment placement overseas oversea oversees services service "
    "international intl foreign labour labor human resources resource consultancy consultants travel travels "
    "شركه مكتب موسسه وكاله استقدام للاستقدام توظيف للتوظيف العماله الايدي العامله خدمات للخدمات المحدوده "
    "ኤጀንሲ ድርጅት የግል ሥራ ስራ አገናኝ ኃላፊነቱ የተወሰነ ማህበር የውጭ ሀገር ወሀ አቶ "
    "এজেন্সি ওভারসীজ ওভারসিজ লিমিটেড লি ইন্টারন্যাশনাল ট্রাভেলস".split()
)
_SHORT: Final = {"md": "mohammad", "mohd": "mohammad", "muhd": "mohammad", "mst": "mosammat"}
# in this order: pairs of letters first, then single ones
_SOUNDS: Final = tuple(
    pair.split("=")
    for pair in "ph=f kh=k gh=g sh=s tch=s ch=s th=t dh=d bh=b jh=j zh=z ts=s tz=s ck=k q=k x=ks j=z v=b".split()
)
_SOFT_C: Final = re.compile("c(?=[eiy])")
_VOWELS: Final = re.compile("[aeiouyw]")
_LAST_H: Final = re.compile("h+$")
_DOUBLES: Final = re.compile(r"(.)\1+")
_ARABIC_ARTICLE: Final = "ال"
_GUTTURALS: Final = "اع"  # alif and ain open a word with a vowel that is not written
_APOSTROPHES: Final = re.compile("['`]")


@dataclass(frozen=True)
class Folded:
    """A name as it is compared: words in plain Latin letters, their skeletons, and whether its vowels can be relied on.

    Arabic and Hebrew leave short vowels out, and Indic inherent vowels are written differently in Latin.
    """

    words: tuple[str, ...]
    thin: tuple[str, ...]
    vowelled: bool


def skeleton(text: str) -> str:
    """The consonants that transliterations of one name share, word by word in alphabetical order.

    "Abdela Mohammed", "Muhamad Abdulla" and "محمد عبدالله" give the same.
    """
    return " ".join(sorted(fold(text).thin))


def likeness(one: str, other: str) -> float:
    """How alike two names are across scripts and spellings, 0 to 1.

    Words may stand in another order, be written together, or be missing at one side (a grandfather's name), which costs
    a quarter at most. Where both sides write their vowels, those count three tenths.
    """
    left, right = fold(one), fold(other)
    consonants = _alike(left.thin, right.thin)
    if not (left.vowelled and right.vowelled):
        return consonants
    return 0.7 * consonants + 0.3 * _alike(left.words, right.words)


def skeleton_likeness(one: str, other: str) -> float:
    """How alike two skeletons are, 0 to 1: what can be told where only skeletons were kept."""
    return _alike(tuple(one.split()), tuple(other.split()))


def fold(text: str) -> Folded:
    """The name as it is compared; empty words are dropped unless nothing else is left."""
    return _folded(search_key(text))


@lru_cache(maxsize=4_096)  # a name of a list is asked for twice: for its mark, and for the index it is found in
def _folded(key: str) -> Folded:
    everything = key.split()
    telling = [word for word in everything if word not in _EMPTY] or everything
    latin = [_SHORT.get(word, word) for word in map(_latin, telling) if word]
    latin = [word for word in latin if word not in _EMPTY] or latin
    return Folded(tuple(latin), tuple(map(_thin, latin)), not any(_leaves_vowels_out(letter) for letter in key))


def _leaves_vowels_out(letter: str) -> bool:
    return "\u0590" <= letter <= "\u07bf" or "\u0900" <= letter <= "\u0dff"


def _latin(word: str) -> str:
    """A folded word of any script in a to z and 0 to 9, its opening vowel kept."""
    opening = ""
    if "\u0600" <= word[0] <= "\u06ff":
        if word.startswith(_ARABIC_ARTICLE) and len(word) >= 5:
            word = word[2:]
        if word[0] in _GUTTURALS:
            opening, word = "a", word[1:]
    latin = anyascii(word).lower()
    if latin[:1] in ("'", "`") and latin[1:2] not in tuple("aeiou"):
        opening = "a"
    return opening + re.sub("[^a-z0-9]", "", _APOSTROPHES.sub("", latin))


def _thin(word: str) -> str:
    """The skeleton of one Latin word: its first letter (any vowel as `a`) and the consonants after it."""
    for sound, plain in _SOUNDS:
        word = word.replace(sound, plain)
    word = _SOFT_C.sub("s", word).replace("c", "k")
    first = "a" if word[0] in "aeiou" else "b" if word[0] == "w" else word[0]
    return _DOUBLES.sub(r"\1", first + _LAST_H.sub("", _VOWELS.sub("", word[1:])))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return 0.0
    in_order = fuzz.ratio(" ".join(sorted(one)), " ".join(sorted(other)))
    together = fuzz.ratio("".join(one), "".join(other))
    best = max(in_order, together) / 100
    return max(best, _paired(one, other)) if len(one) > 1 and len(other) > 1 else best


def _paired(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Words paired best first, weighed by length; words without a partner cost a quarter of their part."""
    pairs = sorted(
        (
            (fuzz.ratio(a, b) / 100, len(a) + len(b), min(a, b), max(a, b), i, j)
            for i, a in enumerate(one)
            for j, b in enumerate(other)
        ),
        reverse=True,
    )
    left, right = set(range(len(one))), set(range(len(other)))
    alike, weight = 0.0, 0
    for ratio, length, _first, _second, i, j in pairs:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            alike += ratio * length
            weight += length
    alone = 2 * (sum(len(one[i]) for i in left) + sum(len(other[j]) for j in right))
    return alike / weight * (1 - 0.25 * alone / (alone + weight))
