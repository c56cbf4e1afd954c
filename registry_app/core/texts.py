"""Words: gettext below the screen and on it, with every datum isolated from the sentence around it."""

from __future__ import annotations

import gettext as _gettext
import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from registry_app.core.paths import LOCALE

_DOMAIN: Final = "registry"
FSI: Final = "\u2068"
PDI: Final = "\u2069"
RLM: Final = "\u200f"
_FROM_THE_RIGHT: Final = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_PLACE: Final = re.compile(r"\{[^{}]*\}")
_JOINER: Final = "\u200d"
_ISOLATES: Final = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
# a paragraph ends every isolate in it (UAX #9, rule X8), and a sentence is one line
_DATUM: Final = {**_ISOLATES, **dict.fromkeys(map(ord, "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")}

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def list_languages() -> list[str]:
    """The languages the program speaks: English, and each for which there is a compiled catalogue."""
    return ["en", *sorted(path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo"))]


def choose_language(language: str) -> None:
    """Speak this language from now on; English where no catalogue exists."""
    global _catalogue, _language  # noqa: PLW0603  one program speaks one language at a time
    _language = language or "en"
    _catalogue = _gettext.translation(_DOMAIN, LOCALE, languages=[language], fallback=True)


def spoken_language() -> str:
    """The code of the language chosen last, such as `ar`; days and numbers are worded by it."""
    return _language


def _(message: str) -> str:
    """The message in the language chosen."""
    return _catalogue.gettext(message)


def N_(message: str) -> str:  # noqa: N802  gettext's own name
    """Mark a constant for translation; it is translated where it is shown."""
    return message


_MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the message that fits the count."""
    return _catalogue.ngettext(one, many, count)


def isolate(value: object) -> str:
    """A datum wrapped in U+2068 and U+2069 so that it cannot turn the sentence around it (UAX #9).

    Isolates inside the value are dropped first, as a stray U+2069 would end ours too early, and so are line breaks. A
    day is worded as people write it.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        value = day_words(value)
    return f"{FSI}{str(value).translate(_DATUM)}{PDI}"


def day_words(value: date) -> str:
    """A day in the language chosen, such as 12 Dec 2026.

    The months are words of the catalogue: the tables of all languages would take a tenth of the time in which the first
    window is to be there.
    """
    return f"{value.day} {_(_MONTHS[value.month - 1])} {value.year}"


def shortened(value: object, limit: int = 80) -> str:
    """What somebody typed, for a sentence that repeats it: a long one keeps its beginning and its end.

    Cut between letters, not inside one: a mark stays with the letter that bears it.
    """
    text = str(value)
    if len(text) <= limit:
        return text
    left = (limit - 1) * 2 // 3
    right = len(text) - (limit - 1 - left)
    while left and _leans(text[left]):
        left -= 1
    while right < len(text) and _leans(text[right]):
        right += 1
    return f"{text[:left].rstrip()}…{text[right:].lstrip()}"


def _leans(letter: str) -> bool:
    return letter == _JOINER or unicodedata.category(letter).startswith("M")


def bare(text: str) -> str:
    """The text without isolates, for terminals, logs and comparisons."""
    return text.translate(_ISOLATES)


def say(template: str, **data: object) -> str:
    """The (already translated) template with each datum isolated.

    What stands between the data gives a line its direction. Where that are no letters, or foreign ones first, the line of
    a language written from right to left would run the other way: it gets U+200F in front.
    """
    said = template.format(**{name: isolate(value) for name, value in data.items()})
    return f"{RLM}{said}" if _runs_astray(template, _language) else said


@lru_cache(maxsize=4096)  # a list says the same templates again and again
def _runs_astray(template: str, language: str) -> bool:
    between = _PLACE.sub("", template)
    if language not in _FROM_THE_RIGHT or not between.strip():
        return False
    strong = (kind for kind in map(unicodedata.bidirectional, between) if kind in {"L", "R", "AL"})
    return next(strong, "L") == "L"
