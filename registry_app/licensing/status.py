"""The status of a licence: in force on a day, as it was known on a day. Pure, and never stored.

It follows from dated grounds. Only lapse and expiry are arithmetic; the calendar never revokes. Ending one ground never
ends another, the state shown is the gravest, and all grounds are listed.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from registry_app.core.dates import DAY, WorkCalendar
from registry_app.core.texts import N_, _, say
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.terms import LastDay, last_day
from registry_app.rulebook.values import UNKNOWN, LateStep


class GroundKind(StrEnum):
    """Why a licence is what it is. `lapse` and `expiry` are computed and never stored."""

    GRANTED = "granted"
    SUSPENSION = "suspension"
    INTERIM_SUSPENSION = "interim_suspension"
    LAPSE = "lapse"
    STAY = "stay"
    REVOCATION = "revocation"
    SURRENDER = "surrender"
    EXPIRY = "expiry"


class LicenceState(StrEnum):
    """What a licence is on a day."""

    NONE = "none"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    SUSPENDED_INTERIM = "suspended_interim"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    SURRENDERED = "surrendered"
    REVOKED = "revoked"


STATE_LABELS: Final = {
    LicenceState.NONE: N_("no licence"),
    LicenceState.NOT_YET: N_("not yet valid"),
    LicenceState.IN_FORCE: N_("valid"),
    LicenceState.LAPSED: N_("suspended because not renewed"),
    LicenceState.SUSPENDED_INTERIM: N_("suspended for the time being"),
    LicenceState.SUSPENDED: N_("suspended"),
    LicenceState.EXPIRED: N_("expired"),
    LicenceState.SURRENDERED: N_("surrendered"),
    LicenceState.REVOKED: N_("revoked"),
}
GROUND_LABELS: Final = {
    GroundKind.GRANTED: N_("granted"),
    GroundKind.SUSPENSION: N_("suspension by sanction"),
    GroundKind.INTERIM_SUSPENSION: N_("interim suspension"),
    GroundKind.LAPSE: N_("suspension by lapse"),
    GroundKind.STAY: N_("stay"),
    GroundKind.REVOCATION: N_("revocation"),
    GroundKind.SURRENDER: N_("surrender"),
    GroundKind.EXPIRY: N_("expiry"),
}
_STATE_OF: Final = {
    GroundKind.LAPSE: LicenceState.LAPSED,
    GroundKind.INTERIM_SUSPENSION: LicenceState.SUSPENDED_INTERIM,
    GroundKind.SUSPENSION: LicenceState.SUSPENDED,
    GroundKind.EXPIRY: LicenceState.EXPIRED,
    GroundKind.SURRENDER: LicenceState.SURRENDERED,
    GroundKind.REVOCATION: LicenceState.REVOKED,
}
# from the mildest to the gravest; a granted period and a stay weigh nothing
GRAVITY: Final = (
    LicenceState.IN_FORCE,
    LicenceState.LAPSED,
    LicenceState.SUSPENDED_INTERIM,
    LicenceState.SUSPENDED,
    LicenceState.EXPIRED,
    LicenceState.SURRENDERED,
    LicenceState.REVOKED,
)


@dataclass(frozen=True)
class EndFact:
    """The end of a ground before its time; revived when the lifting itself is set aside."""

    last_on: date
    known_on: date
    set_aside_on: date | None = None

    def known(self, on: date) -> bool:
        """Whether it counts, as known on a day."""
        return self.known_on <= on and (self.set_aside_on is None or self.set_aside_on > on)


@dataclass(frozen=True)
class GroundFact:
    """A ground as a plain value. `known_on` is the day the register learnt of it, `set_aside_on` of its setting aside.

    `ends_on` is its last day, None where only another decision ends it. `stays` is the ground a stay holds up.
    """

    id: uuid.UUID
    kind: GroundKind
    starts_on: date
    ends_on: date | None
    known_on: date
    provision: str = ""
    provisional: bool = False
    stays: uuid.UUID | None = None
    decision: uuid.UUID | None = None
    set_aside_on: date | None = None
    ends: tuple[EndFact, ...] = ()

    def known(self, on: date) -> bool:
        """Whether it counts at all, as known on a day."""
        return self.known_on <= on and (self.set_aside_on is None or self.set_aside_on > on)

    def last_day(self, known: date) -> date | None:
        """Its last day as known on a day."""
        days = [end.last_on for end in self.ends if end.known(known)]
        if self.ends_on is not None:
            days.append(self.ends_on)
        return min(days, default=None)

    def covers(self, on: date, known: date) -> bool:
        """Whether it is in force on a day (its last one included), as known on another."""
        last = self.last_day(known)
        return self.known(known) and self.starts_on <= on and (last is None or on <= last)


@dataclass(frozen=True)
class Standing:
    """A ground in force; `stayed` while a stay holds up its effect. `id` is None for lapse and expiry."""

    id: uuid.UUID | None
    kind: GroundKind
    starts_on: date
    last_on: date | None
    provision: str
    provisional: bool = False
    stayed: bool = False
    decision: uuid.UUID | None = None


@dataclass(frozen=True)
class Status:
    """The gravest state and every ground in force, gravest first.

    `doubts` are sentences why the state cannot be told for certain; a paper that needs certainty takes them as *cannot
    tell*. `valid_from` and `valid_through` are those of the period of validity that counts on the day.
    """

    state: LicenceState
    grounds: tuple[Standing, ...]
    on: date
    known: date
    valid_from: date | None = None
    valid_through: date | None = None
    doubts: tuple[str, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether the licence may be used on the day."""
        return self.state is LicenceState.IN_FORCE


@dataclass(frozen=True)
class Gap:
    """What the law makes of the days after the last day of validity; see `gap_of`.

    `state` is a code of the rule book (`suspended`, `expired`, `refused`, `in_force`), empty where it is not set.
    `window_first` and `window_last` bound the last day of late renewal, None where it is not known. `kept_alive` says
    whether a pending application in time keeps the licence in force, None where that is not set.
    """

    state: str = ""
    source: str = ""
    window_first: date | None = None
    window_last: date | None = None
    kept_alive: bool | None = False


@dataclass(frozen=True)
class PendingFact:
    """An application for renewal: lodged on a day, and decided on another or not yet; with the days we knew of each."""

    lodged_on: date
    known_on: date
    decided_on: date | None = None
    decision_known_on: date | None = None

    def covers(self, on: date, known: date) -> bool:
        """Whether it was pending on a day, as known on another; on the day of the decision it no longer is."""
        if self.known_on > known or on < self.lodged_on:
            return False
        decided = self.decided_on is not None and self.decision_known_on is not None and self.decision_known_on <= known
        return not decided or self.decided_on is None or on < self.decided_on


@dataclass(frozen=True)
class LicenceFacts:
    """All that the status depends on: the grounds, and the renewals that were applied for."""

    grounds: tuple[GroundFact, ...]
    pending: tuple[PendingFact, ...] = ()


def gap_of(rules: RuleSet | None, valid_through: date, calendar: WorkCalendar) -> Gap:
    """What the rule book says of a licence that was valid through a day; without a rule book nothing is set."""
    if rules is None:
        return Gap(kept_alive=None)
    answer = rules.answer("renewal.state_in_gap", valid_through)
    state = answer.of(str)
    pending = rules.answer("renewal.pending_effect", valid_through).of(str)
    steps = rules.answer("renewal.late", valid_through).listed(LateStep)
    first = last = None
    if steps is not UNKNOWN and steps:
        outcome = last_day(steps[-1].up_to, valid_through, calendar)
        first, last = (outcome.day, outcome.day) if isinstance(outcome, LastDay) else (outcome.earliest, outcome.latest)
    return Gap(
        state="" if state is UNKNOWN else state,
        source=answer.source,
        window_first=first,
        window_last=last,
        kept_alive=None if pending is UNKNOWN else pending == "keeps_in_force",
    )


def status_on(licence: LicenceFacts, on: date, known: date, gap: Callable[[date], Gap]) -> Status:
    """The status of a licence on a day, as it was known on another.

    `known` counts through its end: what was recorded on that day counts, what was recorded later does not. `gap` gives
    what the law makes of the days after a last day of validity.
    """
    grounds = [ground for ground in licence.grounds if ground.known(known)]
    periods = sorted(_periods(grounds, known))
    if not periods:
        return Status(LicenceState.NONE, (), on, known)
    if on < periods[0][0]:
        return Status(LicenceState.NOT_YET, (), on, known, *periods[0])
    begun = [period for period in periods if period[0] <= on]
    through = max(last for _first, last in begun)
    first = next(start for start, last in begun if last == through)
    standing = _standing(grounds, on, known)
    doubts: tuple[str, ...] = ()
    if on > through:
        computed, doubts = _after_validity(through, on, gap(through), _waits(licence.pending, through, on, known))
        standing += computed
    standing.sort(key=_weight, reverse=True)
    effective = [_STATE_OF[each.kind] for each in standing if each.kind in _STATE_OF and not each.stayed]
    state = max(effective, key=GRAVITY.index, default=LicenceState.IN_FORCE)
    if any(each.kind in _STATE_OF and not each.stayed and not _arithmetic(each) for each in standing):
        doubts = ()  # whatever the calendar says, a decision keeps it out of force
    return Status(state, tuple(standing), on, known, first, through, doubts)


def _periods(grounds: Iterable[GroundFact], known: date) -> list[tuple[date, date]]:
    found = []
    for ground in grounds:
        last = ground.last_day(known)
        if ground.kind is GroundKind.GRANTED and last is not None and ground.starts_on <= last:
            found.append((ground.starts_on, last))
    return found


def _standing(grounds: Sequence[GroundFact], on: date, known: date) -> list[Standing]:
    in_force = [ground for ground in grounds if ground.covers(on, known)]
    stayed = {ground.stays for ground in in_force if ground.kind is GroundKind.STAY}
    return [
        Standing(
            ground.id,
            ground.kind,
            ground.starts_on,
            ground.last_day(known),
            ground.provision,
            ground.provisional,
            ground.id in stayed,
            ground.decision,
        )
        for ground in in_force
    ]


def _waits(pending: Iterable[PendingFact], through: date, on: date, known: date) -> bool:
    return any(each.lodged_on <= through and each.covers(on, known) for each in pending)


def _after_validity(through: date, on: date, gap: Gap, waits: bool) -> tuple[list[Standing], tuple[str, ...]]:
    """Lapse and expiry by arithmetic from the day after validity; `waits`: a renewal applied for in time is pending."""
    if waits and gap.kept_alive:
        return [], ()
    doubts: list[str] = []
    if waits and gap.kept_alive is None:
        doubts.append(_("Whether a pending renewal keeps the licence in force is not set by the regulator."))
    after = through + DAY
    expired = Standing(None, GroundKind.EXPIRY, after, None, gap.source)
    if gap.state not in ("suspended", "in_force"):
        return [expired], tuple(doubts)
    found = [] if gap.state == "in_force" else [Standing(None, GroundKind.LAPSE, after, None, gap.source)]
    if gap.window_last is not None and on > gap.window_last:
        found.append(Standing(None, GroundKind.EXPIRY, gap.window_last + DAY, None, gap.source))
    elif gap.window_first is None or on > gap.window_first:
        doubts.append(
            say(
                _("Whether the time for late renewal of a licence valid through {last} is over cannot be told."),
                last=through,
            )
        )
    return found, tuple(doubts)


def _arithmetic(standing: Standing) -> bool:
    return standing.kind in (GroundKind.LAPSE, GroundKind.EXPIRY)


def _weight(standing: Standing) -> tuple[int, bool, date]:
    state = _STATE_OF.get(standing.kind)
    gravity = -1 if state is None else GRAVITY.index(state)
    return gravity, not standing.provisional, standing.starts_on
