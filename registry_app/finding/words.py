"""The words of every name in memory, by which slips of the keys are mended."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from registry_app.store.straight import on_server, run

_ONE_SLIP: Final = 4  # letters from which one slip is mended
_TWO_SLIPS: Final = 7
_OVERLAP: Final = 1_000  # places read again on a server: transactions may end in another order than they began
_MOST: Final = 12  # words that one word may have been meant for


class Vocabulary:
    """Distinct words by their first letter and length; read once, then only what was added since.

    One for an open register; several threads may ask it.
    """

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._lock = threading.Lock()
        self._words: dict[tuple[str, int], list[str]] = {}
        self._firsts: set[str] = set()
        self._last: tuple[int, str] = (0, "")
        self._recent: set[int] = set()

    def near(self, connection: Connection, words: Iterable[str]) -> dict[str, list[str]]:
        """For each word those it may have been meant for, the nearest first; the word itself is not among them."""
        mendable = {word: slips for word in words if (slips := _slips(word))}
        if mendable:
            self.read(connection)
        with self._lock:
            return {word: self._near(connection, word, slips) for word, slips in mendable.items()}

    def read(self, connection: Connection) -> None:
        """Read what was added since; a question with a slip does so itself, but the first then takes longer."""
        with self._lock:
            last, word = self._last
            if last:
                there = run(connection, "SELECT word FROM derived_finding_word WHERE id = ?", (last,)).fetchone()
                if there is None or there[0] != word:  # made anew since
                    self._words.clear()
                    self._recent.clear()
                    last = 0
            again = max(0, last - _OVERLAP) if on_server(connection) else last
            newer = "SELECT id, word FROM derived_finding_word WHERE id > ? ORDER BY id"
            for place, each in run(connection, newer, (again,)):
                if place not in self._recent:
                    self._words.setdefault((each[0], len(each)), []).append(each)
                    self._firsts.add(each[0])
                    self._recent.add(place)
                self._last = (place, each)
            self._recent = {place for place in self._recent if place > self._last[0] - _OVERLAP}

    def _near(self, connection: Connection, word: str, slips: int) -> list[str]:
        found = dict.fromkeys(self._with_other_first_letter(connection, word), 1.0)
        # people seldom miss the first letter; dropped, or exchanged with the second, it leaves that one in its place
        for first in {word[0], word[1]}:
            for length in range(len(word) - slips, len(word) + slips + 1):
                words = self._words.get((first, length), [])
                near: Any = process.extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=_MOST + 1)
                found.update({each: distance for each, distance, _place in near if distance})
        return sorted(found, key=lambda each: (found[each], each[0] != word[0], each))[:_MOST]

    def _with_other_first_letter(self, connection: Connection, word: str) -> list[str]:
        guesses = [guess for first in self._firsts for guess in (first + word[1:], first + word) if guess != word]
        if not guesses:
            return []
        marks = ", ".join("?" * len(guesses))
        statement = f"SELECT word FROM derived_finding_word WHERE word IN ({marks})"  # noqa: S608  only placeholders
        return [row[0] for row in run(connection, statement, tuple(guesses)).fetchall()]


def _slips(word: str) -> int:
    if len(word) < _ONE_SLIP or any(sign.isdigit() for sign in word):
        return 0
    return 2 if len(word) >= _TWO_SLIPS else 1
