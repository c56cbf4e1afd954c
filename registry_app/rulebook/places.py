"""Where in a TOML file a key stands: the standard library's reader gives values without lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from registry_app.rulebook.reader import Path

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"))*)\s*=""")
_PART: Final = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_QUOTES: Final = ('"""', "'''")


def lines(text: str) -> dict[Path, int]:
    """The line (1 is the first) of every table header and of every key on a line of its own."""
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    table: Path = ()
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if inside:
            inside = "" if inside in line else inside
            continue
        header = _HEADER.match(line)
        if header and not _KEY.match(line):
            table = _resolved(_parts(header.group(2)), counts, listed=header.group(1) == "[[")
            found.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            found.setdefault((*table, *_parts(key.group(1))), number)
        inside = next((quote for quote in _QUOTES if line.count(quote) % 2), "")
    return found


def line_of(path: Path, known: Mapping[Path, int]) -> int:
    """The line of a path, or of the nearest thing around it."""
    while path not in known:
        path = path[:-1]
    return known[path]


def shown(path: Path) -> str:
    """A path as a person would point at it, entries counted from 1: `licence.categories, value, #3`."""
    words = path[3:] if path[:1] == ("section",) and len(path) > 3 else path
    return ", ".join(f"#{part + 1}" if isinstance(part, int) else part for part in words) or "TOML"


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _resolved(keys: tuple[str, ...], counts: dict[Path, int], *, listed: bool) -> Path:
    """The path of a header, with the number of the entry it belongs to after each list of tables."""
    path: Path = ()
    for at, key in enumerate(keys):
        path = (*path, key)
        if listed and at == len(keys) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path
