"""How urgent a step is on a day, for whom it waits, and in which order the work list stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from registry_app.core.actor import Actor
from registry_app.core.duties import Due, Waits
from registry_app.core.texts import N_

SOON: Final = timedelta(days=7)


class Urgency(StrEnum):
    """How near the last day of a step is."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    NO_DAY = "no_day"


URGENCY_LABELS: Final = {
    Urgency.LATE: N_("late"),
    Urgency.TODAY: N_("due today"),
    Urgency.SOON: N_("due soon"),
    Urgency.LATER: N_("due later"),
    Urgency.NO_DAY: N_("no day set"),
}
WAITS_LABELS: Final = {
    Waits.STEP: N_("to be done"),
    Waits.APPROVAL: N_("waits for approval"),
    Waits.PROPOSER: N_("sent back"),
}


class View(StrEnum):
    """The four ways to look at the work list."""

    MINE = "due"
    APPROVALS = "approvals"
    SENT_BACK = "sent_back"
    ALL = "all"


@dataclass(frozen=True)
class Tally:
    """How many steps there are, and how many of them have their last day today or had it before."""

    total: int
    today: int
    late: int


def urgency(day: date | None, on: date) -> Urgency:
    """How near a last day is on another day; a step is late from the day after its last day."""
    if day is None:
        return Urgency.NO_DAY
    if day < on:
        return Urgency.LATE
    if day == on:
        return Urgency.TODAY
    return Urgency.SOON if day - on <= SOON else Urgency.LATER


def waits_for(line: Due, actor: Actor) -> bool:
    """Whether a person is one for whom the step waits: whom the verb would not refuse for who he is."""
    if actor.id in line.not_by or not actor.may(line.permission):
        return False
    return line.officer_id is None or line.officer_id == actor.id


def seen_as(lines: Iterable[Due], view: View, actor: Actor) -> list[Due]:
    """The lines of a view: what I can do, what waits for my approval, what was sent back to me, or everything."""
    if view is View.ALL:
        return list(lines)
    wanted = {View.MINE: Waits.STEP, View.APPROVALS: Waits.APPROVAL, View.SENT_BACK: Waits.PROPOSER}[view]
    return [line for line in lines if line.waits is wanted and waits_for(line, actor)]


def in_order(lines: Iterable[Due]) -> list[Due]:
    """The nearest last day first; then what has none, in the order in which it came."""
    return sorted(lines, key=_place)


def _place(line: Due) -> tuple[date, date, str, str]:
    return line.day or date.max, line.since or date.max, line.case.number, line.code


def tally(lines: Iterable[Due], on: date) -> Tally:
    """Count lines by their urgency on a day."""
    degrees = [urgency(line.day, on) for line in lines]
    return Tally(len(degrees), degrees.count(Urgency.TODAY), degrees.count(Urgency.LATE))


def first_view(lines: Iterable[Due], actor: Actor) -> View:
    """The view to begin with: the first of a person's own that is not empty."""
    held = list(lines)
    for view in (View.MINE, View.APPROVALS, View.SENT_BACK):
        if seen_as(held, view, actor):
            return view
    return View.MINE
