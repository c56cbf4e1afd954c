"""Make `resources/unicode/character-properties.txt` from a folder of the Unicode Character Database.

`python -m tests.documents.make_character_properties FOLDER` prints the resource; a test compares it with the one in
the tree where the database is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

HEAD = """\
# Character properties of Unicode {version}, condensed from DerivedBidiClass.txt, Scripts.txt, BidiBrackets.txt and
# BidiMirroring.txt of the Unicode Character Database by tests/documents/make_character_properties.py. Modified data:
# runs of equal values instead of ranges, ISO 15924 codes instead of script names. Licence: LICENSE.txt beside this file.
# [bidi], [script]: first code point of a run and its value, which holds up to the next line.
# [brackets]: opening and closing bracket of a pair. [mirrors]: a character and its mirror image.
"""
LAST = 0x110000


def fields(path: Path) -> Iterator[list[str]]:
    """The fields of each data line, comments dropped."""
    for line in path.read_text(encoding="utf-8").splitlines():
        data = line.split("#")[0].strip()
        if data:
            yield [field.strip() for field in data.split(";")]


def missing(path: Path) -> Iterator[list[str]]:
    """The fields of the `@missing` lines, which give the values of unassigned code points."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# @missing:"):
            yield [field.strip() for field in line.removeprefix("# @missing:").split(";")]


def short_names(folder: Path, prop: str) -> dict[str, str]:
    """Long value name to short value name of a property."""
    rows = fields(folder / "PropertyValueAliases.txt")
    return {row[2]: row[1] for row in rows if row[0] == prop}


def fill(values: list[str], rows: Iterator[list[str]], names: dict[str, str]) -> None:
    """Write each row's value over its range of code points."""
    for span, value, *_rest in rows:
        first, _dots, last = span.partition("..")
        start, stop = int(first, 16), int(last or first, 16) + 1
        values[start:stop] = [names.get(value, value)] * (stop - start)


def runs(values: list[str]) -> Iterator[str]:
    """A line for each run of equal values."""
    for code, value in enumerate(values):
        if code == 0 or values[code - 1] != value:
            yield f"{code:X} {value}"


def properties(folder: Path) -> str:
    """The text of the resource."""
    bidi_file, scripts_file = folder / "extracted" / "DerivedBidiClass.txt", folder / "Scripts.txt"
    bidi, scripts = [""] * LAST, ["Zzzz"] * LAST
    fill(bidi, missing(bidi_file), short_names(folder, "bc"))
    fill(bidi, fields(bidi_file), short_names(folder, "bc"))
    fill(scripts, fields(scripts_file), short_names(folder, "sc"))
    pairs = [row for row in fields(folder / "BidiBrackets.txt") if row[2] == "o"]
    mirrors = list(fields(folder / "BidiMirroring.txt"))
    version = scripts_file.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# Scripts-").removesuffix(".txt")
    lines = [
        "[bidi]",
        *runs(bidi),
        "[script]",
        *runs(scripts),
        "[brackets]",
        *(f"{row[0]} {row[1]}" for row in pairs),
        "[mirrors]",
        *(f"{row[0]} {row[1]}" for row in mirrors),
    ]
    return HEAD.format(version=version) + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(properties(Path(sys.argv[1])))
