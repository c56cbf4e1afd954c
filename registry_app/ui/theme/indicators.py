"""The little marks inside controls (tick, arrow, calendar), which a style sheet can take from files only.

The files are made of the icons in the colours of the tokens and lie in resources/icons/indicators; a test keeps them equal.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QDir

from registry_app.core.paths import ICONS
from registry_app.ui.theme.icons import recoloured
from registry_app.ui.theme.tokens import DARK, LIGHT, Tokens

FOLDER: Final = ICONS / "indicators"
PREFIX: Final = "indicators"
_FULL_DOT: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="6" fill="{}"/></svg>\n'
)
# file name: icon, role of the colour, width of the line
_MARKS: Final = {
    "down": ("chevron-down", "muted", 2.0),
    "down-off": ("chevron-down", "line", 2.0),
    "up": ("chevron-up", "muted", 2.0),
    "up-off": ("chevron-up", "line", 2.0),
    "left": ("chevron-left", "muted", 2.0),
    "right": ("chevron-right", "muted", 2.0),
    "calendar": ("calendar", "muted", 2.0),
    "close": ("x", "muted", 2.0),
    "tick": ("check", "accent_text", 3.5),
    "dash": ("minus", "accent_text", 3.5),
    "menu-tick": ("check", "accent", 2.5),
    "sorted-up": ("arrow-up", "muted", 2.5),
    "sorted-down": ("arrow-down", "muted", 2.5),
}


def marks(tokens: Tokens) -> dict[str, bytes]:
    """File name and content of every mark in these colours."""
    made = {f"{name}.svg": recoloured(icon, tokens.colour(role), wide) for name, (icon, role, wide) in _MARKS.items()}
    return made | {"dot.svg": _FULL_DOT.format(tokens.accent_text).encode()}


def all_files() -> dict[str, bytes]:
    """Every mark of both looks by its path inside the folder."""
    return {
        f"{'dark' if tokens.dark else 'light'}/{name}": content
        for tokens in (LIGHT, DARK)
        for name, content in marks(tokens).items()
    }


def announce() -> None:
    """Tell Qt where `indicators:light/tick.svg` lies; a search path spares the sheet every trouble with odd folders."""
    QDir.setSearchPaths(PREFIX, [str(FOLDER)])
