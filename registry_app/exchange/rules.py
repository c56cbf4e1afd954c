"""What a list is to the register."""

from __future__ import annotations

from enum import StrEnum


class RowOutcome(StrEnum):
    """What became of a row."""

    IMPORTED = "imported"
    HELD = "held"
    LEFT_OUT = "left_out"


class ImportKind(StrEnum):
    """What a list is to the register."""

    ADD = "add"
    UPDATE = "update"
    FULL_LIST = "full_list"
