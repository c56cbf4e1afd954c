"""The program's own fonts, so that a page looks and measures the same on every machine."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from registry_app.core.paths import FONTS
from registry_app.core.texts import ngettext

_log = logging.getLogger(__name__)

UI_FONTS: Final = FONTS / "ui"
# Latin, Cyrillic and Greek first, so that the height of a line is Inter's; then one family for each script
FAMILIES: Final = (
    "Inter",
    "Register Marks",  # isolates and other marks of direction, without ink: any other font would make their lines higher
    "Noto Sans Arabic UI",
    "Noto Sans Ethiopic",
    "Noto Sans Bengali",
    "Noto Sans Devanagari",
    "Noto Sans Sinhala",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
)
_FILES: Final = (
    (
        UI_FONTS,
        (
            "Inter-Regular",
            "Inter-Medium",
            "Inter-SemiBold",
            "RegisterMarks-Regular",
            "NotoSansArabicUI-Regular",
            "NotoSansArabicUI-SemiBold",
        ),
    ),
    (FONTS, tuple(f"{family.replace(' ', '')}-{weight}" for family in FAMILIES[3:] for weight in ("Regular", "Bold"))),
)


def files() -> tuple[Path, ...]:
    """The font files that belong to the program."""
    return tuple(folder / f"{name}.ttf" for folder, names in _FILES for name in names)


def load(wanted: tuple[Path, ...] | None = None) -> tuple[str, ...]:
    """The families that were loaded; once for each list of files, and a QGuiApplication must exist.

    What is missing or broken is said in the log and by `trouble`, and the machine's own fonts stand in.
    """
    return _loaded(wanted)[0]


def trouble(wanted: tuple[Path, ...] | None = None) -> str:
    """What the officer is told where fonts of the program are missing or broken; empty where all are there."""
    missing = _loaded(wanted)[1]
    if not missing:
        return ""
    said = ngettext(
        "{count} font of the program is missing; letters of some scripts may look odd or be missing. Install the program anew.",
        "{count} fonts of the program are missing; letters of some scripts may look odd or be missing. Install the program anew.",
        len(missing),
    )
    return said.format(count=len(missing))


@cache
def _loaded(wanted: tuple[Path, ...] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Families, and names of files that could not be loaded."""
    # Qt warns of every family of the list that lacks a script, which is what the list is for
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    loaded: list[str] = []
    failed: list[str] = []
    for path in files() if wanted is None else wanted:
        number = QFontDatabase.addApplicationFont(str(path)) if path.is_file() else -1
        if number < 0:
            failed.append(path.name)
        else:
            loaded += QFontDatabase.applicationFontFamilies(number)
    if failed:
        _log.warning("%d fonts are missing, the machine's own stand in: %s", len(failed), ", ".join(sorted(failed)))
    return tuple(dict.fromkeys(loaded)), tuple(failed)


def ui_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of the screens at a height in pixels."""
    return QFont(_made(pixels, weight))


@cache
def _made(pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont()
    font.setFamilies([*(family for family in FAMILIES if family in load()), font.defaultFamily(), "sans-serif"])
    font.setPixelSize(max(1, pixels))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font
