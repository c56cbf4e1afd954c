"""A cell as the text a field may hold, or what is wrong with it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from registry_app.core.errors import BadInput
from registry_app.core.names import NAME_LIMIT, clean_text
from registry_app.exchange.delimited import MOJIBAKE, decoded_again
from registry_app.exchange.words import is_blank, words

TEXT_LIMIT: Final = 2000
_INVISIBLE: Final = re.compile("[\u200b\u200e\u200f\u061c\u2060\u00ad\ufeff]")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_TAG: Final = re.compile(r"</?[A-Za-z!][^<>]{0,200}>")
_BREAK: Final = re.compile(r"<\s*br\s*/?\s*>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d?);")
_FORMULA: Final = re.compile(r"\s*(?:=|[@+\-]\s*[A-Za-z.]+\s*\(|[@+\-][^|]{0,40}\|[^!]{0,40}!)")
_LONE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A cell read as text: what it says, the code of a problem with its data, and codes of notes with theirs."""

    value: str = ""
    problem: str = ""
    data: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


BLANK: Final = Text()


@lru_cache(maxsize=8_192)
def read_text(cell: str, limit: int = TEXT_LIMIT, *, lines: bool = False) -> Text:
    """The text of a cell for a field of plain text; `lines` keeps line breaks as `"; "` between the parts.

    Nothing is silently changed but white space; what is taken out or decoded is noted, what could mislead is refused.
    """
    if is_blank(cell):
        return BLANK
    if cell.strip().casefold() in words().broken:
        return Text(problem="broken-formula")
    if trouble := _lost_letters(cell):
        return trouble
    text = cell
    notes: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    if _ENTITY.search(text) and (decoded := html.unescape(text)) != text:
        text = decoded
        notes.append(("markup-decoded", (("reading", decoded),)))
    text = _BREAK.sub("\n", text)
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
        notes.append(("invisible-removed", ()))
    if trouble := _misleading(text):
        return trouble
    if lines:
        text = "; ".join(part for line in re.split(r"[\r\n\u2028\u2029]+", text) if (part := line.strip(" ;\t")))
    try:
        plain = clean_text(text, what="text", limit=limit)
    except BadInput as error:
        return Text(problem="bad-text", data=(("reason", error.sentence), ("hint", error.hint)))
    return Text(plain, notes=tuple(notes)) if plain else BLANK


def read_name(cell: str) -> Text:
    """The text of a name, as long as names may be."""
    return read_text(cell, NAME_LIMIT)


def _lost_letters(cell: str) -> Text | None:
    """Letters that the encoding swallowed: surrogates stand for bytes that did not fit, U+FFFD for lost ones."""
    if _LONE.search(cell):
        raw = cell.encode("utf-8", "surrogateescape")
        return Text(problem="letters-misread", data=(("reading", raw.decode("cp1252", "replace")),))
    if "\ufffd" in cell:
        return Text(problem="letters-lost")
    if MOJIBAKE.search(cell) and (reading := decoded_again(cell)):
        return Text(problem="encoded-twice", data=(("reading", reading),))
    return None


def _misleading(text: str) -> Text | None:
    if found := _TURNING.search(text):
        return Text(problem="hidden-letters", data=(("letter", f"{ord(found[0]):04X}"),))
    if found := _CONTROL.search(text):
        return Text(problem="control-letters", data=(("letter", f"{ord(found[0]):04X}"),))
    if _FORMULA.match(text):
        return Text(problem="formula")
    if found := _TAG.search(text):
        return Text(problem="markup", data=(("found", found[0][:40]),))
    return None


_FLOAT: Final = re.compile(r"(\D*?)(\d+)\.0+")
_DECIMAL: Final = re.compile(r"\D*\d+\.\d+")
_EXPONENT: Final = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE]\+?\d{1,2}")


class NumberSurvey:
    """Whether a column of numbers was stored as fractions: then, and only then, is 10.0 the number 10."""

    def __init__(self) -> None:
        self.whole = 0
        self.fractions = 0

    def add(self, cell: str) -> None:
        """One more cell."""
        if "." not in cell:
            return
        text = cell.strip()
        if _FLOAT.fullmatch(text):
            self.whole += 1
        elif _DECIMAL.fullmatch(text):
            self.fractions += 1

    @property
    def as_fractions(self) -> bool:
        """Whether every number with a point has only zeros behind it."""
        return self.whole > 0 and self.fractions == 0


def read_number(cell: str, *, as_fractions: bool) -> Text:
    """A number of the list, digit by digit as it stands: leading zeros, letters and hyphens stay."""
    text = read_name(cell)
    if text.problem or not text.value:
        return text
    if _EXPONENT.fullmatch(text.value):
        return Text(problem="digits-lost")
    if as_fractions and (found := _FLOAT.fullmatch(text.value)):
        reading = f"{found[1]}{found[2]}"
        return Text(reading, notes=(*text.notes, ("float-read", (("reading", reading),))))
    return text
