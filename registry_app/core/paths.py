"""Where the program's own resources lie: beside the package in a checkout, inside it in a wheel or bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent.parent


def _resources() -> Path:
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


RESOURCES: Final = _resources()
LOCALE: Final = RESOURCES / "locale"
FONTS: Final = RESOURCES / "fonts"
RULE_BOOKS: Final = RESOURCES / "rulebooks"
ICONS: Final = RESOURCES / "icons"
DEMO: Final = RESOURCES / "demo"
HELP: Final = RESOURCES / "help"
