"""Which rows are about one agency: by number, by name, or by likeness that is shown and never merged silently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from registry_app.core.likeness import likeness, skeleton
from registry_app.core.names import search_key
from registry_app.exchange.mapping import Grouping
from registry_app.exchange.row_reading import Entry, fold_key

_ALIKE: Final = 90.0  # likeness of squeezed skeletons in percent from which two names are proposed as one
_LIKE_IN_FULL: Final = 0.9  # likeness with vowels counted, 0 to 1
_NEIGHBOURS: Final = 12
_SHORTEST: Final = 4  # letters a skeleton must have to be compared by likeness; below it everything is alike


@dataclass(frozen=True)
class Spelling:
    """A name as the list spells it, and how many rows have it."""

    name: str
    rows: int


@dataclass(frozen=True)
class Proposal:
    """Spellings that may be one agency. Shown to the officer; nothing is merged by it."""

    spellings: tuple[Spelling, ...]

    @property
    def rows(self) -> int:
        """Rows with any of the spellings."""
        return sum(spelling.rows for spelling in self.spellings)


def group_of(entry: Entry, grouping: Grouping) -> str:
    """What rows of one agency have in common."""
    if grouping is Grouping.KEY and entry.key:
        return fold_key(entry.key)
    if grouping is Grouping.ROW:
        return str(entry.row.number)
    if grouping is Grouping.LIKENESS and (thin := skeleton(entry.name)):
        return thin
    return name_key(entry.name)


@lru_cache(maxsize=8_192)
def name_key(name: str) -> str:
    """The name without case, accents and punctuation; names of signs only are compared as they stand."""
    return search_key(name) or name.casefold()


@dataclass
class Groups:
    """Counts groups and spellings while the entries go by."""

    grouping: Grouping
    sizes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    names: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add(self, entry: Entry) -> str:
        """One more entry; its group."""
        group = group_of(entry, self.grouping)
        self.sizes[group] += 1
        key = name_key(entry.name)
        known = self.names.get(key)
        self.names[key] = (known[0], known[1] + 1) if known else (entry.name, 1)
        return group

    def proposals(self) -> list[Proposal]:
        """Spellings that are alike, the largest first."""
        return propose({key: Spelling(*found) for key, found in self.names.items()})


def propose(names: Mapping[str, Spelling]) -> list[Proposal]:
    """Names whose consonant skeletons are the same or nearly so, run together and without legal forms.

    Each is compared with the names next to it in the order of skeletons, so the work grows with the number of names,
    not with its square; a cluster is held together by its first name, so that likeness is not passed on and on.
    """
    thin = sorted((squeezed, key) for key in names if (squeezed := skeleton(names[key].name).replace(" ", "")))
    clusters: list[list[str]] = []
    heads: list[tuple[str, str]] = []
    for squeezed, key in thin:
        home = _home(squeezed, names[key].name, heads)
        if home is None:
            heads.append((squeezed, names[key].name))
            clusters.append([key])
        else:
            clusters[home].append(key)
    found = [Proposal(_ordered(names[key] for key in cluster)) for cluster in clusters if len(cluster) > 1]
    return sorted(found, key=lambda proposal: (-proposal.rows, proposal.spellings[0].name))


def _ordered(spellings: Iterable[Spelling]) -> tuple[Spelling, ...]:
    return tuple(sorted(spellings, key=lambda spelling: (-spelling.rows, spelling.name)))


def _home(squeezed: str, name: str, heads: Sequence[tuple[str, str]]) -> int | None:
    """The cluster among the last ones that the name belongs to, if any."""
    for back in range(1, min(_NEIGHBOURS, len(heads)) + 1):
        other, head = heads[-back]
        near = squeezed == other or (
            min(len(squeezed), len(other)) >= _SHORTEST and fuzz.ratio(squeezed, other) >= _ALIKE
        )
        if near and _numbers(name) == _numbers(head) and likeness(name, head) >= _LIKE_IN_FULL:
            return len(heads) - back
    return None


def _numbers(name: str) -> list[str]:
    """Numbers in a name tell agencies apart: 88 International is not 888 International."""
    return re.findall(r"\d+", name)
