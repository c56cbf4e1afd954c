"""Looking into the index: numbers by their beginning, names by whole words, beginnings, sound and slips of the keys.

Each step is one bounded question, the same on both databases, and is asked only while those before found too little.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz, process
from sqlalchemy import Connection

from registry_app.core.likeness import fold, skeleton_likeness
from registry_app.finding.keeping import BITS, name_part
from registry_app.finding.rules import CODES, THIN, Asked, Kind, What, mistyped
from registry_app.finding.words import Vocabulary
from registry_app.store.straight import on_server, run

# what a hit is worth: how it was found comes first, how much of it was typed second
EXACT: Final = 100.0
SERIAL: Final = 92.0
BEGINNING: Final = 82.0
WORDS: Final = 80.0
PREFIX: Final = 70.0
ALIKE: Final = 40.0  # to 65 by likeness
SLIP_OF_NUMBER: Final = 50.0
SLIP: Final = 30.0
_SLIPS: Final = 32.0  # at most for how near the whole name is: a name with one slip outdoes one that only sounds so
_PART: Final = 9.0  # at most for how much of the name was typed

_NAMES_LOOKED_AT: Final = 120  # of one step
_ENOUGH: Final = 8  # hits of a kind after which looser steps are not asked
_COMPARED: Final = 40  # names whose likeness is worked out
_LIKE: Final = 0.7  # an officer looks at the list: nearer than this is worth a line, wherever it is from
_SHORTEST_BEGINNING: Final = 2  # one Latin letter is taken whole: too many words begin with it
_SHORTEST_SKELETON: Final = 3  # of which longer ones may be meant
_SHORTEST_NUMBER: Final = 3
_SHORTEST_SLIP: Final = 6  # signs of a number that a slip is looked for in


@dataclass(frozen=True)
class Found:
    """A subject and by what it was found; `source` is the row the name or number stands in."""

    kind: Kind
    subject: bytes
    source: bytes
    what: What
    score: float


@dataclass(frozen=True)
class Term:
    """A word to be found whole, or as the beginning of words."""

    word: str
    begins: bool = False


def find_numbers(
    connection: Connection, kind: Kind, numbers: Sequence[str], serials: Sequence[str], limit: int
) -> list[Found]:
    """Subjects with one of these numbers, or with one that begins like it; `serials` are whole numbers only."""
    code = CODES[kind]
    columns = "SELECT number, source, what, subject FROM derived_finding_number WHERE kind = ?"
    found = []
    for number in numbers:
        if len(number) < _SHORTEST_NUMBER:
            rows = run(connection, f"{columns} AND number = ? LIMIT ?", (code, number, limit)).fetchall()
        else:
            beginning = f"{columns} AND number >= ? AND number < ? ORDER BY number, source, what LIMIT ?"
            rows = run(connection, beginning, (code, number, number + "\U0010ffff", limit)).fetchall()
        found += [(row, EXACT if row[0] == number else BEGINNING + _part(number, row[0])) for row in rows]
    for serial in serials:
        rows = run(connection, f"{columns} AND number = ? LIMIT ?", (code, serial, limit)).fetchall()
        found += [(row, SERIAL) for row in rows]
    return [_number(kind, row, score) for row, score in found]


def find_mistyped(connection: Connection, kind: Kind, numbers: Sequence[str], limit: int) -> list[Found]:
    """Subjects whose number is one slip away from one of these."""
    found = []
    for number in numbers:
        if len(number) < _SHORTEST_SLIP:
            continue
        near = mistyped(number)
        marks = ", ".join("?" * len(near))
        rows = run(
            connection,
            "SELECT number, source, what, subject FROM derived_finding_number "  # noqa: S608  only placeholders
            f"WHERE kind = ? AND number IN ({marks}) ORDER BY number, source, what LIMIT ?",
            (CODES[kind], *near, limit),
        ).fetchall()
        found += [_number(kind, row, SLIP_OF_NUMBER) for row in rows]
    return found


def _number(kind: Kind, row: Sequence[Any], score: float) -> Found:
    _number, source, what, subject = row
    place = bytes(source)
    return Found(kind, place if subject is None else bytes(subject), place, What(what), score)


def _part(typed: str, whole: str) -> float:
    return _PART * len(typed) / max(len(whole), 1)


# -- names -------------------------------------------------------------------------------------------------------


def find_names(connection: Connection, kinds: Iterable[Kind], asked: Asked, vocabulary: Vocabulary) -> list[Found]:
    """Subjects of these kinds by name, in steps from the strict to the loose; slips only where nothing strict is found."""
    if not asked.words:
        return []
    named = [kind for kind in kinds if _has_names(connection, kind)]
    found = {kind: _by_words(connection, kind, asked) for kind in named}
    if all(each.score < PREFIX for of_kind in found.values() for each in of_kind.values()):
        near = vocabulary.near(connection, asked.words)
        meant = [
            [_beginning(word, last and not asked.ended), *(Term(each) for each in near.get(word, ()))]
            for word, last in _with_last(asked.words)
        ]
        if any(near.values()):
            for kind in named:
                _take(found[kind], kind, _look(connection, kind, meant), asked, SLIP, _SLIPS)
    return [each for of_kind in found.values() for each in of_kind.values()]


def _has_names(connection: Connection, kind: Kind) -> bool:
    some = "SELECT 1 FROM derived_finding_name WHERE id >= ? AND id < ? LIMIT 1"
    return run(connection, some, (CODES[kind] << BITS, (CODES[kind] + 1) << BITS)).fetchone() is not None


def _by_words(connection: Connection, kind: Kind, asked: Asked) -> dict[bytes, Found]:
    found: dict[bytes, Found] = {}
    whole = [[Term(word)] for word in asked.words]
    begun = [[_beginning(word, last and not asked.ended)] for word, last in _with_last(asked.words)]
    if len(whole) == 1 or asked.ended:
        _take(found, kind, _look(connection, kind, whole), asked, WORDS)
    if len(found) < _ENOUGH and begun != whole:
        rows = _look(connection, kind, begun)
        _take(found, kind, rows, asked, PREFIX)
        if len(whole) > 1 and len(rows) == _NAMES_LOOKED_AT:  # whole words may be beyond what was looked at
            _take(found, kind, _look(connection, kind, whole), asked, WORDS)
    elif len(whole) > 1 and not asked.ended:
        # the first letter of a word still being typed says too little to the index: the names before it are sifted
        rows = _look(connection, kind, begun[:-1])
        _take(found, kind, [row for row in rows if f" {asked.words[-1]}" in f" {row[2]}"], asked, PREFIX)
    if len(found) < _ENOUGH and any(len(thin) > 1 for thin in asked.thin):
        _take_alike(found, kind, _look(connection, kind, _skeletons(asked)), asked)
    return found


def _with_last(words: Sequence[str]) -> Iterable[tuple[str, bool]]:
    return ((word, place == len(words) - 1) for place, word in enumerate(words))


def _beginning(word: str, may_go_on: bool) -> Term:
    return Term(word, begins=may_go_on and (len(word) >= _SHORTEST_BEGINNING or not word.isascii()))


def _skeletons(asked: Asked) -> list[list[Term]]:
    # the skeleton of a beginning is a beginning of the skeleton; a very short one would be half the register
    return [
        [Term(THIN + thin, begins=last and not asked.ended and len(thin) >= _SHORTEST_SKELETON)]
        for thin, last in _with_last(asked.thin)
        if len(thin) > 1 or not last or asked.ended
    ]


def _take(
    found: dict[bytes, Found],
    kind: Kind,
    rows: Iterable[tuple[bytes, bytes, str]],
    asked: Asked,
    worth: float,
    part: float = _PART,
) -> None:
    for source, subject, words in rows:
        key = name_part(words)
        score = EXACT if key == asked.key else worth + part * fuzz.ratio(asked.key, key) / 100
        if worth == PREFIX and asked.words[-1] in key.split():
            score += WORDS - PREFIX
        _keep(found, Found(kind, subject, source, What.NAME, min(score, EXACT)))


def _take_alike(found: dict[bytes, Found], kind: Kind, rows: Sequence[tuple[bytes, bytes, str]], asked: Asked) -> None:
    wanted = " ".join(asked.thin)
    thin = {place: words.partition(THIN)[2].replace(THIN, "") for place, (_s, _o, words) in enumerate(rows)}
    for _text, _score, place in process.extract(wanted, thin, scorer=fuzz.ratio, limit=_COMPARED):
        source, subject, words = rows[place]
        how = _likeness(asked, name_part(words))
        if how >= _LIKE:
            score = ALIKE + 100 * (how - _LIKE) / 2 + _PART * fuzz.ratio(wanted, thin[place]) / 100
            _keep(found, Found(kind, subject, source, What.NAME, score))


def _likeness(asked: Asked, key: str) -> float:
    """How alike the words asked for are to those of the name that sound so; its other words were not typed yet."""
    question, name = fold(" ".join(asked.words)), fold(key)
    pairs = [
        (word, thin)
        for word, thin in zip(name.words, name.thin, strict=True)
        if any(thin.startswith(wanted) for wanted in question.thin)
    ]
    consonants = skeleton_likeness(" ".join(question.thin), " ".join(thin for _word, thin in pairs))
    if not (question.vowelled and name.vowelled):
        return consonants
    vowels = fuzz.token_sort_ratio(" ".join(question.words), " ".join(word for word, _thin in pairs)) / 100
    return 0.7 * consonants + 0.3 * vowels


def _keep(found: dict[bytes, Found], one: Found) -> None:
    if one.subject not in found or found[one.subject].score < one.score:
        found[one.subject] = one


def names_begun(
    connection: Connection, kind: Kind, words: Sequence[str], most: int
) -> list[tuple[bytes, bytes]] | None:
    """Every name in which words begin as these, as (source, subject); None when there are more than `most`."""
    if any(len(word) < _SHORTEST_BEGINNING and word.isascii() for word in words):
        return None
    terms = [[Term(word, begins=True)] for word in words]
    if on_server(connection):
        rows = _look(connection, kind, terms, most + 1)
        return None if len(rows) > most else [(source, subject) for source, subject, _words in rows]
    # the index of words alone tells how many there are: a common word reads no name for that
    first, beyond = CODES[kind] << BITS, (CODES[kind] + 1) << BITS
    places = run(
        connection,
        "SELECT rowid FROM derived_finding_text WHERE derived_finding_text MATCH ? AND rowid >= ? AND rowid < ? LIMIT ?",
        (_query(terms), first, beyond, most + 1),
    ).fetchall()
    if len(places) > most:
        return None
    named = run(
        connection,
        "SELECT source, subject FROM derived_finding_name WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
        (json.dumps([place for (place,) in places]),),
    )
    return [(bytes(source), bytes(subject)) for source, subject in named.fetchall()]


def _look(
    connection: Connection, kind: Kind, terms: Sequence[Sequence[Term]], most: int = _NAMES_LOOKED_AT
) -> list[tuple[bytes, bytes, str]]:
    """Names that hold one term of each group, the newest first: source, subject, words."""
    if not terms:
        return []
    first, beyond = CODES[kind] << BITS, (CODES[kind] + 1) << BITS
    if on_server(connection):
        where = " AND ".join(f"({' OR '.join(['words LIKE ?'] * len(group))})" for group in terms)
        patterns = [f"% {term.word}%" if term.begins else f"% {term.word} %" for group in terms for term in group]
        rows = run(
            connection,
            f"SELECT source, subject, words FROM derived_finding_name WHERE {where} "  # noqa: S608  only placeholders
            "AND id >= ? AND id < ? ORDER BY id DESC LIMIT ?",
            (*patterns, first, beyond, most),
        )
    else:
        rows = run(
            connection,
            "SELECT n.source, n.subject, n.words FROM derived_finding_text JOIN derived_finding_name n "
            "ON n.id = derived_finding_text.rowid WHERE derived_finding_text MATCH ? "
            "AND derived_finding_text.rowid >= ? AND derived_finding_text.rowid < ? "
            "ORDER BY derived_finding_text.rowid DESC LIMIT ?",
            (_query(terms), first, beyond, most),
        )
    return [(bytes(source), bytes(subject), words.strip(" ")) for source, subject, words in rows.fetchall()]


def _query(terms: Sequence[Sequence[Term]]) -> str:
    """What is asked of SQLite's index of words."""
    return " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in terms)


def _quoted(term: Term) -> str:
    # words of a folded name are letters, digits and marks: in quotes nothing of them is a query language
    return f'"{term.word}"' + "*" * term.begins
