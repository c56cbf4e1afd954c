"""The look that is on: one program has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from registry_app.ui.theme.tokens import DARK, LIGHT, Tokens

SMALLEST: Final = 80
LARGEST: Final = 200


@dataclass(frozen=True)
class Look:
    """Light or dark, and the size of text in per cent (80 to 200; what lies outside is brought to the nearest)."""

    dark: bool = False
    text_percent: int = 100

    @property
    def tokens(self) -> Tokens:
        """Its colours."""
        return DARK if self.dark else LIGHT

    @property
    def factor(self) -> float:
        """How many times the usual size text has."""
        return min(max(self.text_percent, SMALLEST), LARGEST) / 100


_look = Look()


def current_look() -> Look:
    """The look that is on."""
    return _look


def put_on(wanted: Look) -> None:
    """Make it the one that is on; `style.apply` calls it and dresses the windows."""
    global _look  # noqa: PLW0603  one program has one look at a time
    _look = wanted


def tokens() -> Tokens:
    """The colours that are on; ask again at every painting."""
    return _look.tokens


def scaled(pixels: float) -> int:
    """A measure that grows with the text, such as the height of a row."""
    return round(pixels * _look.factor)
