"""What a value of a rule book can be: frozen values, each with the provision it comes from where it has several.

`UNKNOWN` is a value of the law, not a gap in the program: it is shown as "not set by the regulator" and never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final, Literal

from registry_app.core.money import Money


class Unknown(Enum):
    """The type of `UNKNOWN`, so that a checker sees when it was not dealt with."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN


class Unit(StrEnum):
    """What a term is counted in."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


class MonthEnd(StrEnum):
    """The day on which a term of months ends when the last month has no such day, or when the event was a month's end."""

    CLIP = "clip"  # no such day: the month's last day
    OVERFLOW = "overflow"  # no such day: the first day of the month after it
    STICKY = "sticky"  # as clip, and a term that starts on a month's last day ends on one


class OnHoliday(StrEnum):
    """What happens to a last day on which the office does not work."""

    STAYS = "stays"
    NEXT_WORKING_DAY = "next_working_day"
    PREVIOUS_WORKING_DAY = "previous_working_day"


class Reckoning(StrEnum):
    """The calendar in which months and years are counted."""

    GREGORIAN = "gregorian"
    ETHIOPIAN = "ethiopian"


class Force(StrEnum):
    """Whether the authority may act or must."""

    MAY = "may"
    SHALL = "shall"


@dataclass(frozen=True)
class Term:
    """A length of time with everything that decides on its last day; each part may be `UNKNOWN`.

    `starts` is the code of the event it runs from. Where the provision does not say, it is `UNKNOWN`, and `may_start`
    lists the events that can be meant, in the order in which they happen. `before` marks a term counted backwards from its event ("one month prior to the
    expiry"). `cut_off_hour` is the hour of the last day at which the office closes; 24 is midnight.
    """

    n: int
    unit: Unit
    starts: str | Unknown
    may_start: tuple[str, ...] = ()
    before: bool = False
    calendar: Reckoning | Unknown = UNKNOWN
    counts_day_of_event: bool | Unknown = UNKNOWN
    month_end: MonthEnd | Unknown = UNKNOWN
    last_day_on_holiday: OnHoliday | Unknown = UNKNOWN
    cut_off_hour: int | Unknown = UNKNOWN


@dataclass(frozen=True)
class FixedAmount:
    """An amount of money, and the currencies in which its equivalent may be given."""

    amount: Money
    or_equivalent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """A leaf of a requirement: one instrument that the law asks to be lodged (`blocked_account`, `bank_guarantee`, …)."""

    kind: str
    amount: FixedAmount


@dataclass(frozen=True)
class AllOf:
    """All of the parts are required together."""

    parts: tuple[Requirement, ...]


@dataclass(frozen=True)
class AnyOf:
    """One of the parts is enough."""

    parts: tuple[Requirement, ...]


Requirement = Instrument | AllOf | AnyOf


@dataclass(frozen=True)
class Item:
    """One entry of a list of the law, with the provision's own words.

    `legal_forms` names the forms to which it is limited (none: all); `term` belongs to conditions such as "six months
    after the last contract"; `needed` is `UNKNOWN` where a directive that was not read decides.
    """

    code: str
    label: str
    provision: str
    quote: str = ""
    legal_forms: tuple[str, ...] = ()
    term: Term | None = None
    needed: bool | Unknown = True
    note: str = ""


@dataclass(frozen=True)
class Document:
    """One paper of a check list; `parts` are the papers it consists of where the provision lists several.

    `valid_for` is how old it may be on the day of examination: `UNKNOWN` where nothing is set.
    """

    code: str
    label: str
    provision: str
    quote: str = ""
    legal_forms: tuple[str, ...] = ()
    needed: bool | Unknown = True
    valid_for: Term | Unknown = UNKNOWN
    parts: tuple[Item, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class LateStep:
    """One step of a late ladder: up to the end of `up_to` after the event, so many per cent on top of the fee."""

    up_to: Term
    percent: Decimal
    provision: str
    quote: str = ""


@dataclass(frozen=True)
class LadderStep:
    """What the n-th contravention of a class brings; `length` is `None` where the action has none (revocation)."""

    offence_class: str
    ordinal: int
    action: Literal["suspend", "revoke"]
    length: Term | None
    provision: str
    quote: str = ""


@dataclass(frozen=True)
class Offence:
    """One contravention of the law's list; `criminal` says whether it also entails criminal liability."""

    code: str
    offence_class: str
    provision: str
    quote: str
    criminal: bool | Unknown = UNKNOWN


@dataclass(frozen=True)
class Authority:
    """Which bodies may take a step: codes of `ministry`, `regional_authority`, `court`."""

    verb: str
    bodies: tuple[str, ...]
    provision: str
    quote: str = ""
    note: str = ""


@dataclass(frozen=True)
class Consequence:
    """What the law attaches to an event: an action, by whom, whether it may or shall be taken, on which ground, how long."""

    action: str
    force: Force
    provision: str
    bodies: tuple[str, ...] = ()
    quote: str = ""
    ground: str = ""
    offence: str = ""
    length: Term | None = None
    note: str = ""


Value = (
    str
    | int
    | bool
    | Decimal
    | Term
    | FixedAmount
    | Instrument
    | AllOf
    | AnyOf
    | tuple[Item, ...]
    | tuple[Document, ...]
    | tuple[LateStep, ...]
    | tuple[LadderStep, ...]
    | tuple[Offence, ...]
    | tuple[Authority, ...]
    | tuple[Consequence, ...]
)
