"""A made-up language, longer than English and spelled otherwise, in which forgotten words and places too narrow show."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from registry_app.core import texts

LONGER: Final = 0.4
_PLAIN: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_OTHER: Final = "ÀßÇĐÉFĜĤÎĴĶĻMÑÖPQŔŠŤÛVŴXÝŽàƀçđéfĝĥîĵķļmñöpqŕšťûvŵxýž"
_SPELLED: Final = str.maketrans(
    {plain: other if plain != other else f"{plain}\u0301" for plain, other in zip(_PLAIN, _OTHER, strict=True)}
)
_PLACE: Final = re.compile(r"(\{[^{}]*\}|\*\.\w+)")


@lru_cache(maxsize=8192)
def spelled(message: str) -> str:
    """The message in the made-up language: between brackets, two fifths longer, its places and `&` kept."""
    if not message.strip():
        return message
    parts = _PLACE.split(message)
    letters = sum(len(part) for part in parts[::2])
    words = "".join(part if place % 2 else part.translate(_SPELLED) for place, part in enumerate(parts))
    longer = max(1, round(letters * LONGER) - 2)
    tail = " ".join("é" * min(6, longer - start) for start in range(0, longer, 7))
    return f"[{words} {tail}]"


class MadeUpLanguage(gettext.NullTranslations):
    """A catalogue that knows every message."""

    def gettext(self, message: str) -> str:
        """The message, spelled otherwise."""
        return spelled(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for the count, spelled otherwise."""
        return spelled(msgid1 if n == 1 else msgid2)


@contextmanager
def made_up_language() -> Iterator[None]:
    """Speak it; days, numbers and the direction of writing stay English."""
    usual = texts._catalogue
    texts._catalogue = MadeUpLanguage()
    try:
        yield
    finally:
        texts._catalogue = usual
