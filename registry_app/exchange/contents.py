"""What the cells of a column are, judged by themselves: phones, dates, company names, persons, statuses, numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from registry_app.core.names import search_key
from registry_app.core.numbers import western_digits
from registry_app.exchange.day_shapes import Local, Pair, Serial, Sure, Unreadable, shape_of
from registry_app.exchange.words import is_blank, status_meaning, words

SAMPLE: Final = 400
_DISTINCT_LIMIT: Final = 20_000

EMAIL_SHAPE: Final = re.compile(r"[^\s@<>()\[\],;:/\"]+@[^\s@<>()\[\],;:/\"]+\.[^\s@<>()\[\],;:/\".]{2,}")
_URL: Final = re.compile(
    r"(?:https?://|www\.)\S+|[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:com|org|net|gov|info|biz|[a-z]{2})(?:/\S*)?",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"[+-]?\d{1,3}(?:[,\u00a0 ]\d{3})*(?:\.\d+)?|[+-]?\d+(?:[.,]\d+)?")
_CODE: Final = re.compile(r"[^\W_]{0,8}[\s./\-:]{0,3}\d[\w./\-() ]{0,24}")
_POSTAL: Final = re.compile(r"[A-Z]{0,2}-?\d{3,7}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_PHONE_WORDS: Final = re.compile(r"[^\W\d_]+\.?")
_PHONE: Final = re.compile(r"[\s\d+()./\-,;&:*#\u2010-\u2015]+")
# words that stand beside telephones in a cell; one more, in a script of the list's own, may too
_BESIDE_PHONES: Final = frozenset(
    "off office res residence tel telephone phone ph fax mob mobile cell ext extn loc local pabx hunting whatsapp home "
    "and or to x d r o m t f p".split()
)
_BOOLEAN: Final = frozenset(
    {
        "true",
        "false",
        "yes",
        "no",
        "y",
        "n",
        "oui",
        "non",
        "si",
        "sí",
        "نعم",
        "لا",
        "0",
        "1",
        "t",
        "f",
        "अ",
        "✓",
        "✔",
        "√",
    }
)


@lru_cache(maxsize=8_192)
def tags_of(cell: str) -> frozenset[str]:
    """Everything the cell could be.

    Any of email, url, phone, date, serial day, number, code, postal, boolean, company, person, role, status, country,
    address, text.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    found: set[str] = {"lines"} if "\n" in text else set()
    plain = western_digits(text)
    if "@" in plain and EMAIL_SHAPE.search(plain):
        rest = EMAIL_SHAPE.sub(" ", plain)
        more = {"phone"} if _is_phone(rest, sum(map(str.isdigit, rest))) else set()
        return frozenset({"email"} | more)
    if _URL.fullmatch(plain) and "@" not in plain:
        found.add("url")
    if plain.casefold() in _BOOLEAN:
        found.add("boolean")
    digits = sum(letter.isdigit() for letter in plain)
    if digits:
        found |= _tags_with_digits(text, plain, digits)
    if any(letter.isalpha() for letter in plain):
        found |= _tags_of_words(text, digits)
    return frozenset(found)


def _tags_with_digits(text: str, plain: str, digits: int) -> set[str]:
    found = set()
    shape = shape_of(text)
    if isinstance(shape, Sure | Pair | Local) and not (isinstance(shape, Local) and not shape.year):
        found.add("date")
    if isinstance(shape, Unreadable) and shape.reason == "range":
        return {"date range"}
    if isinstance(shape, Local):
        found.add("local day")
    if isinstance(shape, Serial):
        found.add("serial day")
    if _NUMBER.fullmatch(plain):
        found.add("number")
    if _CODE.fullmatch(plain) and digits <= 20:
        found.add("code")
    if _POSTAL.fullmatch(plain):
        found.add("postal")
    if "date" not in found and _is_phone(plain, digits):
        found.add("phone")
    return found


def _is_phone(plain: str, digits: int) -> bool:
    """Seven digits or more in groups a telephone would have; words such as "Off." and "ext." may stand beside."""
    bare = _PHONE_WORDS.sub("", plain)
    strange = [word for word in _PHONE_WORDS.findall(plain) if word.strip(".").casefold() not in _BESIDE_PHONES]
    if digits < 6 or not _PHONE.fullmatch(bare) or len(strange) > 1 or any(map(str.isascii, strange)):
        return False
    grouped = any(mark in plain for mark in "+()-/ ,;") or plain.startswith("0")
    return digits >= 9 or grouped or digits >= 7


def _tags_of_words(text: str, digits: int) -> set[str]:
    found = {"text"}
    known = words()
    key = search_key(text)
    tokens = key.split()
    bag = set(tokens)
    if bag & known.company or any(part in text for part in known.company_parts):
        found.add("company")
    words_of_address = len(bag & known.address)
    numbered = digits and len(tokens) >= 4 and (words_of_address or "," in text)
    if words_of_address >= 2 or numbered or (digits and any(part in text for part in known.address_parts)):
        found.add("address")
    if bag & known.roles and len(tokens) <= 5:
        found.add("role")
    if status_meaning(text) and len(tokens) <= 8:
        found.add("status")
    if key in known.countries or all(
        search_key(part) in known.countries for part in re.split(r"[,;/\n]", text) if part.strip()
    ):
        found.add("country")
    if _is_person(text, tokens, digits) and "company" not in found:
        found.add("person")
    return found


def _is_person(text: str, tokens: Sequence[str], digits: int) -> bool:
    """A form of address in front, or two to six words of letters only; a guess that only a whole column may use."""
    if digits or len(tokens) > 8 or not tokens:
        return False
    if tokens[0] in words().titles or " ".join(tokens[:2]) in words().titles:
        return True
    return 2 <= len(tokens) <= 6 and not any(mark in text for mark in "/&:;|@")


def script_of(text: str) -> str:
    """The script of most letters (`LATIN`, `ARABIC`, `CJK` …); "" where there are none."""
    scripts = Counter(_script(letter) for letter in text if letter.isalpha())
    return scripts.most_common(1)[0][0] if scripts else ""


@lru_cache(maxsize=8_192)
def _script(letter: str) -> str:
    if letter.isascii():
        return "LATIN"
    name = unicodedata.name(letter, "NONE").split(" ")[0].split("-")[0]
    return "CJK" if name in ("HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC") else name


@dataclass(frozen=True)
class Evidence:
    """A column judged by its cells: shares are of the filled cells of the sample, 0 to 1."""

    rows: int
    filled: int
    distinct: float
    shares: dict[str, float] = field(default_factory=dict)
    letters: float = 0.0
    script: str = ""
    counts_up: bool = False
    samples: tuple[str, ...] = ()

    def share(self, tag: str) -> float:
        """Of the filled cells, how many could be this."""
        return self.shares.get(tag, 0.0)

    @property
    def fill(self) -> float:
        """Of all rows, how many have something here."""
        return self.filled / self.rows if self.rows else 0.0


class ColumnSurvey:
    """Gathers what a column holds while the rows go by; an even sample is kept, never more than twice `SAMPLE` cells."""

    def __init__(self) -> None:
        self.rows = 0
        self.filled = 0
        self._sample: list[str] = []
        self._stride = 1
        self._seen: set[str] = set()
        self._counted = 0

    def add(self, cell: str) -> None:
        """One more row's cell."""
        self.rows += 1
        if is_blank(cell):
            return
        if self.filled % self._stride == 0:
            self._sample.append(cell)
            if len(self._sample) >= 2 * SAMPLE:
                self._sample = self._sample[::2]
                self._stride *= 2
        self.filled += 1
        if self._counted < _DISTINCT_LIMIT:
            self._counted += 1
            self._seen.add(cell)

    def evidence(self) -> Evidence:
        """What was seen."""
        step = max(1, len(self._sample) // SAMPLE)
        sample = self._sample[::step]
        tags = Counter(tag for cell in sample for tag in tags_of(cell[:400]))
        count = len(sample) or 1
        return Evidence(
            rows=self.rows,
            filled=self.filled,
            distinct=len(self._seen) / self._counted if self._counted else 0.0,
            shares={tag: found / count for tag, found in tags.items()},
            letters=sum(map(len, sample)) / count,
            script=script_of(" ".join(sample[:60])),
            counts_up=_counts_up(sample),
            samples=tuple(sample[:5]),
        )


def _counts_up(sample: Sequence[str]) -> bool:
    """Whether the cells are whole numbers, each greater than the one before: a running number, not a key."""
    numbers = []
    for cell in sample:
        plain = western_digits(cell).strip().rstrip(".").removesuffix(".0")
        if not plain.isdecimal():
            return False
        if len(plain) > 1 and plain.startswith("0"):
            return False
        numbers.append(int(plain))
    if len(numbers) < 3:
        return False
    return all(one < other for one, other in pairwise(numbers)) and numbers[0] <= len(numbers) + 5
