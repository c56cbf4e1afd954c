"""The structure tree of a tagged document, the way back to it from what is painted, and its headings as bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from registry_app.documents.pdf_file import PdfFile
from registry_app.documents.pdf_objects import Value, array, dictionary, reference, text

HEADINGS: Final = {"H1": 1, "H2": 2, "H3": 3}
_FIRST_ANNOTATION: Final = 10_000  # keys of annotations in the parent tree: after any number of pages


@dataclass(slots=True)
class Element:
    """A structure element: `entries` are its own as bytes.

    Its kids are elements, (page, number) of marked content, or other objects as bytes.
    """

    tag: str
    entries: bytes = b""
    kids: list[Element | tuple[int, int] | bytes] = field(default_factory=list)
    number: int = 0


@dataclass(frozen=True)
class Heading:
    """A heading of the document: its level from 1, words, page and upper edge in points."""

    level: int
    words: str
    page: int
    top: float


def annotation_key(index: int) -> int:
    """The key of the n-th annotation in the parent tree."""
    return _FIRST_ANNOTATION + index


def write_tree(
    file: PdfFile,
    root: Element,
    pages: Sequence[int],
    marked: Iterable[Sequence[Element]],
    annotated: Sequence[tuple[int, Element]],
) -> int:
    """The tree under `root`; `pages` are the pages' object numbers, `marked` the owners of each page's marked content."""
    tree = file.reserve()
    _write(file, root, tree, pages)
    numbers = [b"%d [%b]" % (page, _references(owners)) for page, owners in enumerate(marked)]
    numbers += [b"%d %d 0 R" % (key, element.number) for key, element in annotated]
    entries: dict[str, Value] = {
        "Type": "/StructTreeRoot",
        "K": array([reference(root.number)]),
        "ParentTree": b"<</Nums [%b]>>" % b" ".join(numbers),
        "ParentTreeNextKey": annotation_key(len(annotated)),
    }
    file.put(tree, dictionary(entries))
    return tree


def _references(elements: Sequence[Element]) -> bytes:
    return b" ".join([b"%d 0 R" % element.number for element in elements])


def _write(file: PdfFile, element: Element, parent: int, pages: Sequence[int]) -> None:
    element.number = number = file.reserve()
    kids: list[bytes] = []
    page = -1
    for kid in element.kids:
        if isinstance(kid, Element):
            _write(file, kid, number, pages)
            kids.append(b"%d 0 R" % kid.number)
        elif isinstance(kid, tuple):
            page = kid[0] if page < 0 else page
            # marked content on another page than the element's first names its own
            other = b"<</Type /MCR /Pg %d 0 R /MCID %d>>" % (pages[kid[0]], kid[1])
            kids.append(b"%d" % kid[1] if kid[0] == page else other)
        else:
            kids.append(kid)
    here = b"/Pg %d 0 R " % pages[page] if page >= 0 else b""
    file.put(
        number,
        b"<</Type /StructElem /S /%b /P %d 0 R %b%b/K [%b]>>"
        % (element.tag.encode("ascii"), parent, here, element.entries, b" ".join(kids)),
    )


def write_bookmarks(file: PdfFile, headings: Sequence[Heading], pages: Sequence[int]) -> int | None:
    """The headings as an outline, each below the last one of a higher level; None where there are no headings."""
    if not headings:
        return None
    top = file.reserve()
    numbers = [file.reserve() for _heading in headings]
    parents: list[int | None] = []
    for place, heading in enumerate(headings):
        above = [earlier for earlier in range(place) if headings[earlier].level < heading.level]
        parents.append(above[-1] if above else None)
    for place, heading in enumerate(headings):
        parent = parents[place]
        beside = [other for other in range(len(headings)) if parents[other] == parent]
        at = beside.index(place)
        entries: dict[str, Value] = {
            "Title": text(heading.words),
            "Parent": reference(top if parent is None else numbers[parent]),
            "Dest": b"[%d 0 R /XYZ null %d null]" % (pages[heading.page], round(heading.top)),
        }
        if at:
            entries["Prev"] = reference(numbers[beside[at - 1]])
        if at + 1 < len(beside):
            entries["Next"] = reference(numbers[beside[at + 1]])
        file.put(numbers[place], dictionary(entries | _children(place, parents, numbers)))
    file.put(top, dictionary({"Type": "/Outlines"} | _children(None, parents, numbers)))
    return top


def _children(of: int | None, parents: Sequence[int | None], numbers: Sequence[int]) -> dict[str, Value]:
    """First and last of the headings below one, and how many are shown at once: all of them."""
    own = [place for place, parent in enumerate(parents) if parent == of]
    if not own:
        return {}
    shown = len(own) + sum(_descendants(place, parents) for place in own)
    return {"First": reference(numbers[own[0]]), "Last": reference(numbers[own[-1]]), "Count": shown}


def _descendants(of: int, parents: Sequence[int | None]) -> int:
    own = [place for place, parent in enumerate(parents) if parent == of]
    return len(own) + sum(_descendants(place, parents) for place in own)
