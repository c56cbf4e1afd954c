"""What a register holds, so that a text on the screen can be told to be data and not words of ours."""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from registry_app.core.texts import bare

# a code such as under_examination or licence:grant is never shown as it is, so it does not count as data
_CODE: Final = re.compile(r"[a-z]+(?:[_:-][a-z]+)*")
_WORD: Final = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_CUT: Final = "…"
# a fingerprint or a key, in groups: figures and some letters
_HEXADECIMAL: Final = re.compile(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b")


class KnownWords:
    """Texts that are data; a shown text is judged by taking them out of it."""

    def __init__(self, texts: Iterable[str], words: Iterable[str]) -> None:
        self._texts, self._words = tuple(texts), frozenset(words)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for each in sorted({_even(each) for each in self._texts}, key=len, reverse=True):
            first = _WORD.search(each)
            if first is not None:
                self._by_first[first.group()].append(each)

    def with_texts(self, texts: Iterable[str]) -> KnownWords:
        """These texts are data too."""
        return KnownWords((*self._texts, *texts), self._words)

    def with_words(self, words: Iterable[str]) -> KnownWords:
        """These single words need no translation either."""
        return KnownWords(self._texts, (*self._words, *words))

    def unknown_in(self, shown: str) -> list[str]:
        """The words in Latin letters that are neither data nor in the made-up language."""
        left = _HEXADECIMAL.sub("", _even(shown))
        if not self._unknown(left):
            return []
        for word in dict.fromkeys(_WORD.findall(left)):
            for each in self._by_first.get(word, ()):
                left = _without(left, each)
        if _CUT in left:
            left = self._without_beginnings(left)
        return self._unknown(left)

    def _unknown(self, left: str) -> list[str]:
        return [word for word in _WORD.findall(left) if len(word) > 1 and word not in self._words]

    def _without_beginnings(self, left: str) -> str:
        """What is cut with dots is data when something known begins so."""
        head, _dots, tail = left.partition(_CUT)
        for start in [match.start() for match in _WORD.finditer(head)]:
            piece = head[start:].rstrip()
            first = _WORD.search(piece)
            known = self._by_first.get(first.group(), ()) if first else ()
            whole = any(each.startswith(piece) for each in known)
            if whole or (piece.isalpha() and any(key.startswith(piece) for key in self._by_first)):
                return head[:start] + tail
        return left


def _without(shown: str, known: str) -> str:
    """The text without a known one wherever that stands as whole words."""
    start = shown.find(known)
    while start >= 0:
        end = start + len(known)
        if not (shown[start - 1 : start].isalnum() and start) and not shown[end : end + 1].isalnum():
            shown = f"{shown[:start]}\x00{shown[end:]}"
            end = start + 1
        start = shown.find(known, end)
    return shown


def _even(value: str) -> str:
    return " ".join(bare(value).split())


def texts_held(session: Session) -> Iterator[str]:
    """Every text of every table that is no code; those inside JSON too."""
    connection = session.connection()
    for table in inspect(connection).get_table_names():
        columns = [each["name"] for each in inspect(connection).get_columns(table)]
        for row in connection.execute(text(f'SELECT * FROM "{table}"')):
            for name, value in zip(columns, row, strict=True):
                if not name.endswith("_key"):  # folded for searching, and shown nowhere
                    yield from _texts_in(value)


def texts_of_file(path: Path) -> Iterator[str]:
    """Every text of a TOML file."""
    yield from _texts_in(tomllib.loads(path.read_text(encoding="utf-8")))


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value[:1] in "{[":
            try:
                yield from _texts_in(json.loads(value))
            except ValueError:
                yield value
        elif not _CODE.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(each)
