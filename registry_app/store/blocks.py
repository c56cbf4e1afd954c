"""Asking about many records at once: some thousands of keys in one statement, as many as both databases take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

Key = TypeVar("Key")

BLOCK: Final = 5_000  # SQLite takes 32,766 values in a statement


def in_blocks(keys: Iterable[Key], size: int = BLOCK) -> Iterator[list[Key]]:
    """The keys in lists of at most so many; none for no keys."""
    rest = iter(keys)
    while block := list(islice(rest, size)):
        yield block
