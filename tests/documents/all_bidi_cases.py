"""Run every official case of the Unicode Bidirectional Algorithm.

`python -m tests.documents.all_bidi_cases [FOLDER]` reads BidiTest.txt and BidiCharacterTest.txt of the Unicode
Character Database from FOLDER (default: where Debian's unicode-data puts them) and exits with 1 if a case fails. The
same functions run the sample of the test suite.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from registry_app.documents.text.bidi import REMOVED, Base, order, order_of_classes, visual_order
from registry_app.documents.text.characters import bidi_class

DEBIAN = Path("/usr/share/unicode")
_BASES: dict[str, Base] = {"0": 0, "1": 1, "2": None}
_BITS: tuple[tuple[int, Base], ...] = ((1, None), (2, 0), (4, 1))


def _kept(classes: list[str]) -> list[int]:
    return [index for index, kind in enumerate(classes) if kind not in REMOVED]


def _shown(levels: list[int], classes: list[str]) -> list[str]:
    return ["x" if kind in REMOVED else str(level) for level, kind in zip(levels, classes, strict=True)]


def _visual(levels: list[int], classes: list[str]) -> list[int]:
    kept = _kept(classes)
    return [kept[place] for place in visual_order([levels[index] for index in kept])]


def character_cases(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each case of BidiCharacterTest.txt and whether levels, paragraph level and visual order are right."""
    for line in lines:
        data = line.split("#")[0].strip()
        if not data:
            continue
        codes, direction, paragraph, levels, visual = data.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        classes = [bidi_class(character) for character in text]
        found = order(text, _BASES[direction])
        right = (
            _shown(found.levels, classes) == levels.split()
            and found.paragraph == int(paragraph)
            and _visual(found.levels, classes) == [int(index) for index in visual.split()]
        )
        yield data, right


def class_cases(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each case of BidiTest.txt (one per direction that a line asks for) and whether levels and order are right."""
    levels: list[str] = []
    visual: list[int] = []
    for line in lines:
        data = line.split("#")[0].strip()
        if data.startswith("@Levels:"):
            levels = data.removeprefix("@Levels:").split()
        elif data.startswith("@Reorder:"):
            visual = [int(index) for index in data.removeprefix("@Reorder:").split()]
        elif data and not data.startswith("@"):
            names, bits = data.split(";")
            classes = names.split()
            for bit, base in _BITS:
                if int(bits) & bit:
                    found = order_of_classes(classes, None, base)
                    right = _shown(found.levels, classes) == levels and _visual(found.levels, classes) == visual
                    yield f"{data} base {base}", right


def main(folder: Path) -> int:
    """Print the counts and the first failures."""
    status = 0
    for name, cases in (("BidiCharacterTest.txt", character_cases), ("BidiTest.txt", class_cases)):
        passed, failed = 0, []
        with (folder / name).open(encoding="utf-8") as lines:
            for case, right in cases(lines):
                if right:
                    passed += 1
                else:
                    failed.append(case)
        print(f"{name}: {passed} of {passed + len(failed)} cases pass")
        for case in failed[:5]:
            print("  fails:", case)
        status |= bool(failed)
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEBIAN))
