"""Which interim measures stand on a day, as it was known on a day, and what one person may do alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.texts import N_, _, say
from registry_app.rulebook.rules import Answer
from registry_app.rulebook.terms import LastDay, last_day
from registry_app.rulebook.values import UNKNOWN, Force, Term


class MeasureKind(StrEnum):
    """What is blocked. None of them is a sanction, a grant or a release: one person may order each, provisionally."""

    BLOCK_PROCESSING = "block_processing"
    BLOCK_APPROVALS = "block_approvals"
    INTERIM_SUSPENSION = "interim_suspension"
    SEAL = "seal"


class EndKind(StrEnum):
    """How a measure ended early: from a day on, or as if it had never been."""

    LIFTED = "lifted"
    SET_ASIDE = "set_aside"


class ProposalOutcome(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"


# the step that the rule book gives to a body
STEPS: Final = {
    MeasureKind.BLOCK_APPROVALS: "block_approvals",
    MeasureKind.INTERIM_SUSPENSION: "suspend_interim",
}
LABELS: Final = {
    MeasureKind.BLOCK_PROCESSING: N_("applications are not processed"),
    MeasureKind.BLOCK_APPROVALS: N_("contracts are not approved"),
    MeasureKind.INTERIM_SUSPENSION: N_("the licence is suspended for the time being"),
    MeasureKind.SEAL: N_("the office is sealed"),
}


@dataclass(frozen=True)
class EndFact:
    """The early end of a measure; `known_on` is the day it was decided. A setting aside has no last day."""

    kind: EndKind
    last_on: date | None
    known_on: date


@dataclass(frozen=True)
class MeasureFact:
    """A decided measure as a plain value; `ends_on` None lasts until it is lifted.

    An empty set of licences means all of the agency's.
    """

    id: uuid.UUID
    agency_id: uuid.UUID
    kind: MeasureKind
    starts_on: date
    ends_on: date | None
    provision: str
    known_on: date
    provisional: bool = False
    licences: frozenset[uuid.UUID] = field(default_factory=frozenset)
    ends: tuple[EndFact, ...] = ()

    def concerns(self, licence_id: uuid.UUID) -> bool:
        """Whether the measure reaches this licence."""
        return not self.licences or licence_id in self.licences

    def last_day(self, known: date) -> date | None:
        """Its last day as known on a day; None while it has none."""
        days = [end.last_on for end in self.ends if end.known_on <= known and end.last_on is not None]
        if self.ends_on is not None:
            days.append(self.ends_on)
        return min(days, default=None)

    def set_aside(self, known: date) -> bool:
        """Whether it counts as never imposed, as known on a day."""
        return any(end.kind is EndKind.SET_ASIDE and end.known_on <= known for end in self.ends)

    def stands(self, on: date, known: date) -> bool:
        """Whether it is in force on a day, as it was known on another."""
        if self.known_on > known or self.set_aside(known) or on < self.starts_on:
            return False
        last = self.last_day(known)
        return last is None or on <= last


def standing(measures: Iterable[MeasureFact], on: date, known: date) -> list[MeasureFact]:
    """The measures in force on a day as known on another, full ones first, then by their start."""
    found = [measure for measure in measures if measure.stands(on, known)]
    return sorted(found, key=lambda measure: (measure.provisional, measure.starts_on, measure.id))


def provisional_last_day(most: Answer, start: date, calendar: WorkCalendar) -> date:
    """The last day of a block that one person ordered alone; it ends by itself unless it is confirmed.

    `most` is the rule book's `sanction.emergency_most`. Where the law can be read in several ways the earliest day
    counts: what one person did alone lasts no longer than every reading allows. Raises `RuleBroken` where nothing is
    set: then no one may act alone.
    """
    term = most.of(Term)
    if term is UNKNOWN:
        raise RuleBroken(
            _("How long an emergency block may last is not set by the regulator, so no one may order one alone."),
            hint=_("Propose the measure and let a second person approve it, or have the office set the term."),
        )
    outcome = last_day(term, start, calendar)
    last = outcome.day if isinstance(outcome, LastDay) else outcome.earliest
    if last is None or last < start:
        raise RuleBroken(
            say(
                _("The last day of an emergency block cannot be told: {reason}"), reason=getattr(outcome, "reason", "")
            ),
            hint=_("Propose the measure and let a second person approve it."),
        )
    return last


def check_period(
    kind: MeasureKind, start: date, end: date | None, *, because: str, most: Answer, calendar: WorkCalendar
) -> None:
    """Refuse a measure that ends before it starts, lasts longer than the law allows, or has no end and no reason why.

    `because` says what ends it where it has no last day; `most` is the longest term of an interim suspension (`complaint.interim_most`); other blocks have none.
    """
    if end is not None and end < start:
        raise BadInput(
            say(_("The measure would end on {end}, before it starts on {start}."), end=end, start=start),
            hint=_("Check the two dates."),
        )
    if end is None and not because:
        raise BadInput(
            _("The measure has no last day, and nothing says what ends it."),
            hint=_("Give the last day, or say until which event it lasts, with the provision."),
        )
    term = most.of(Term) if kind is MeasureKind.INTERIM_SUSPENSION else UNKNOWN
    if term is UNKNOWN:
        return
    outcome = last_day(term, start, calendar)
    longest = outcome.day if isinstance(outcome, LastDay) else outcome.earliest
    if longest is not None and (end is None or end > longest):
        raise RuleBroken(
            say(
                _("An interim suspension lasts through {last} at the longest ({source})."),
                last=longest,
                source=most.source,
            ),
            hint=_("Give a last day that is not later."),
        )


def check_end(measure: MeasureFact, last_on: date, known: date) -> None:
    """Refuse an early end of a measure that no longer stands, or one later than the end it has already."""
    if measure.set_aside(known):
        raise RuleBroken(
            _("The measure has been set aside; there is nothing to lift."), hint=_("Read the record again.")
        )
    last = measure.last_day(known)
    if last is not None and last_on >= last:
        raise RuleBroken(
            say(_("The measure ends on {last} anyway."), last=last), hint=_("Nothing needs to be lifted on that day.")
        )
    if last_on < measure.starts_on:
        raise BadInput(
            say(_("The measure starts on {start}; it cannot end before."), start=measure.starts_on),
            hint=_("Give a later day, or set the measure aside where it should never have been."),
        )


def check_declining(force: Force, reason: str, provision: str) -> None:
    """Refuse to decline a proposal without a reason, and what the law says shall be done without a provision."""
    if not reason:
        raise BadInput(_("A proposal is not declined without a reason."), hint=_("Say why."))
    if force is Force.SHALL and not provision:
        raise RuleBroken(
            _("The law says that this shall be done: it cannot be closed as no action without a legal reason."),
            hint=_("Name the provision that allows not to act, or take the proposal."),
        )
