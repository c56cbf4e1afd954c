"""The words of correspondence, the day of service, and days that cannot be."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.rulebook.terms import LastDay, last_day
from registry_app.rulebook.values import UNKNOWN, Item, Unknown


class Direction(StrEnum):
    """Which of the two registers a letter stands in."""

    INWARD = "inward"
    OUTWARD = "outward"


class Mode(StrEnum):
    """How a paper travelled, was served or published."""

    HAND = "hand"
    POST = "post"
    REGISTERED_POST = "registered_post"
    MISSION = "mission"
    COURIER = "courier"
    E_MAIL = "e_mail"
    FAX = "fax"
    NOTICE_BOARD = "notice_board"
    NEWSPAPER = "newspaper"
    PHONE = "phone"


class AttemptOutcome(StrEnum):
    """What an attempt at service came to."""

    SERVED = "served"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    RETURNED = "returned"
    POSTED_UP = "posted_up"  # on a notice board or in a newspaper
    SENT = "sent"  # on its way, nothing known yet


class PaperState(StrEnum):
    """What a hand-in slip says of a paper."""

    RECEIVED = "received"
    MISSING = "missing"


class MovementKind(StrEnum):
    """What happened to a paper file."""

    OPENED = "opened"
    CHARGED_OUT = "charged_out"
    RETURNED = "returned"
    RESHELVED = "reshelved"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Subject:
    """The record something is about, by its table and id; features further right hand theirs in."""

    table: str
    id: uuid.UUID


@dataclass(frozen=True)
class Attempt:
    """An attempt at service as far as proof goes; one set aside proves nothing."""

    on: date
    mode: Mode
    outcome: AttemptOutcome
    proven: bool
    set_aside: bool = False


@dataclass(frozen=True)
class ServiceLaw:
    """What the rule book says: the modes that count, and when a document counts as served without receipt.

    The code of a deeming item is the outcome or the mode it is about (`refused`, `notice_board`), its term what must
    pass since.
    """

    modes: frozenset[str] | Unknown = UNKNOWN
    deemed: tuple[Item, ...] | Unknown = UNKNOWN


@dataclass(frozen=True)
class Served:
    """The day on which a document reached its addressee, or counts as having done so by a provision."""

    day: date
    mode: Mode | None
    deemed: bool
    provision: str = ""


@dataclass(frozen=True)
class NotServed:
    """Service is not proven; every term that runs from it is not running. `reason` is a sentence."""

    reason: str


# a paper on a wall reaches nobody by itself, and a call leaves none
_NEVER_RECEIPT = frozenset({Mode.NOTICE_BOARD, Mode.NEWSPAPER, Mode.PHONE})


def service_day(attempts: Iterable[Attempt], law: ServiceLaw) -> Served | NotServed:
    """The day a document was served, from its attempts: the first receipt that is proven, by a mode that counts.

    Refusal, a notice board or a newspaper count only where `deemed_day` finds a rule for it.
    """
    standing = sorted((each for each in attempts if not each.set_aside), key=lambda each: each.on)
    if not standing:
        return NotServed(_("Nobody has tried to serve it yet."))
    received = [each for each in standing if each.outcome is AttemptOutcome.SERVED and each.mode not in _NEVER_RECEIPT]
    proven = [each for each in received if each.proven]
    for each in proven:
        if law.modes is UNKNOWN or each.mode.value in law.modes:
            return Served(each.on, each.mode, deemed=False)
    if proven:
        return NotServed(say(_("{mode} is no mode of service that the law names."), mode=shown(proven[0].mode)))
    if received:
        return NotServed(say(_("There is no proof of the service on {day}."), day=received[0].on))
    last = standing[-1]
    return NotServed(
        say(_("The last attempt, on {day}, ended with: {outcome}."), day=last.on, outcome=shown(last.outcome))
    )


def deemed_day(attempts: Iterable[Attempt], law: ServiceLaw, calendar: WorkCalendar, on: date) -> Served | NotServed:
    """The day a document counts as served although nobody took it; only where a rule says so, and with proof of the attempt."""
    if law.deemed is UNKNOWN:
        return NotServed(_("No rule is known by which a document counts as served without receipt."))
    reasons = [_("No rule fits what was tried.")]
    found: list[Served] = []
    for attempt in attempts:
        for item in law.deemed:
            if attempt.set_aside or item.code not in (attempt.outcome.value, attempt.mode.value):
                continue
            if attempt.outcome is AttemptOutcome.SENT and item.code != attempt.mode.value:
                continue
            if not attempt.proven:
                reasons.append(say(_("There is no proof of the attempt on {day}."), day=attempt.on))
                continue
            end = last_day(item.term, attempt.on, calendar) if item.term is not None else LastDay(attempt.on)
            if isinstance(end, LastDay) and end.day <= on:
                found.append(Served(end.day, attempt.mode, deemed=True, provision=item.provision))
            elif isinstance(end, LastDay):
                reasons.append(say(_("It counts as served on {day}, not before."), day=end.day))
            else:
                reasons.append(end.reason)
    return min(found, key=lambda each: each.day) if found else NotServed(reasons[-1])


def shown(code: StrEnum) -> str:
    """A code as it reads in a sentence."""
    return code.value.replace("_", " ")


def refuse_impossible_days(days: Iterable[tuple[str, date | None]], today: date) -> None:
    """Raise `BadInput` where a day lies in the future or before the one that must come first.

    Pairs of what happened and its day, in the order in which the things happen; unknown days are left out.
    """
    known = [(what, day) for what, day in days if day is not None]
    for what, day in known:
        if day > today:
            raise BadInput(
                say(_("{what}: {day} is in the future."), what=what, day=day), hint=_("Check the day on the paper.")
            )
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            raise BadInput(
                say(
                    _("{later} ({second}) lies before {earlier} ({first})."),
                    later=later,
                    second=second,
                    earlier=earlier,
                    first=first,
                ),
                hint=_("Check both days on the paper and its stamp."),
            )
