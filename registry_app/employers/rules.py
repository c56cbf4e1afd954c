"""What an employer's standing is on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from registry_app.core.dates import Period


class Standing(StrEnum):
    """How an employer stands with us or with the country of destination."""

    NONE = "none"
    WATCHED = "watched"
    BARRED = "barred"


class StandingBy(StrEnum):
    """Who said so."""

    REGULATOR = "regulator"
    DESTINATION = "destination"


_GRAVITY: Final = (Standing.NONE, Standing.WATCHED, Standing.BARRED)


@dataclass(frozen=True)
class StandingRow:
    """A standing for a period; `set_aside` when a later decision took it back."""

    standing: Standing
    by: StandingBy
    period: Period
    set_aside: bool = False


def standing_on(rows: Iterable[StandingRow], on: date) -> Standing:
    """The gravest standing of the day; ending one never ends another."""
    running = [row.standing for row in rows if not row.set_aside and on in row.period]
    return max(running, key=_GRAVITY.index, default=Standing.NONE)
