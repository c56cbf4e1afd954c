"""How a cell's value reads, and on which side of the cell it stands."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from PySide6.QtCore import Qt

from registry_app.core.money import Money
from registry_app.core.texts import spoken_language
from registry_app.ui import wording
from registry_app.ui.lists.source import Kind

_AT_THE_END: Final = frozenset({Kind.NUMBER, Kind.MONEY})


def shown(value: object) -> str:
    """A value as text, as it stands in a cell; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, date):
        return _day(value, spoken_language())
    if isinstance(value, Money):
        return wording.money(value)
    if isinstance(value, int):
        return _count(value, spoken_language())
    return str(value)


@lru_cache(maxsize=4096)  # a page shows the same days again and again, and wording one takes longer than drawing it
def _day(value: date, _language: str) -> str:
    return wording.day(value)


@lru_cache(maxsize=4096)
def _count(value: int, _language: str) -> str:
    return wording.count(value)


def alignment(kind: Kind, direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """Where a kind of value stands: absolute, as Qt would turn a leading alignment round once more while painting."""
    at_the_right = (kind in _AT_THE_END) == (direction == Qt.LayoutDirection.LeftToRight)
    side = Qt.AlignmentFlag.AlignRight if at_the_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
