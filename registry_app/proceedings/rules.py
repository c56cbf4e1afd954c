"""Terms of parties and clocks of the regulator: where they stand on a day, and why, from the law's own counting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from registry_app.core.dates import DAY, WorkCalendar, each_day
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.texts import _, say
from registry_app.rulebook.event_words import event_words
from registry_app.rulebook.terms import CannotTell, LastDay, NotRunning, Outcome, last_day, last_day_from
from registry_app.rulebook.values import UNKNOWN, MonthEnd, OnHoliday, Reckoning, Term, Unit, Unknown


class TermState(StrEnum):
    """Whether a term runs, and whether its last day is certain."""

    NOT_RUNNING = "not_running"
    RUNNING = "running"
    CANNOT_TELL = "cannot_tell"


class ClockEventKind(StrEnum):
    """What happens to a clock; `reset` takes back a start that turned out wrong."""

    STARTED = "started"
    RESET = "reset"
    STOPPED = "stopped"
    RESUMED = "resumed"
    ENDED = "ended"


class ClockState(StrEnum):
    """Where a clock of the regulator stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    MISSED = "missed"
    PERHAPS_MISSED = "perhaps_missed"


@dataclass(frozen=True)
class Computed:
    """A term with its outcome in the form it is stored in; `because` is empty where the last day is certain."""

    state: TermState
    start_event: str
    start_on: date | None
    last_on: date | None
    earliest_on: date | None
    latest_on: date | None
    because: str


def compute(term: Term, events: Mapping[str, date], calendar: WorkCalendar) -> Computed:
    """Where a term stands, given the proven days of events (codes of the rule book).

    A term that runs from service is not running without proof of it: the event is then absent from `events`.
    """
    outcome = last_day_from(term, events, calendar)
    event = "" if term.starts is UNKNOWN else term.starts
    if isinstance(outcome, NotRunning):
        return Computed(TermState.NOT_RUNNING, event, None, None, None, None, outcome.reason)
    if event:
        start: date | None = events[event]
    else:
        start = min((events[each] for each in term.may_start if each in events), default=None)
    if isinstance(outcome, LastDay):
        return Computed(TermState.RUNNING, event, start, outcome.day, outcome.day, outcome.day, "")
    return Computed(TermState.CANNOT_TELL, event, start, None, outcome.earliest, outcome.latest, outcome.reason)


def outcome_of(computed: Computed) -> Outcome:
    """The outcome a stored term had, for `terms.in_time` and `terms.has_lapsed`."""
    if computed.state is TermState.NOT_RUNNING:
        return NotRunning(computed.start_event, computed.because)
    if computed.last_on is not None:
        return LastDay(computed.last_on)
    return CannotTell(computed.because, computed.earliest_on, computed.latest_on)


# -- a term as plain values, so that a row keeps the law it was counted by ----------------------------------------


def term_written(term: Term) -> dict[str, Any]:
    """The term as plain values; a part that is not set is None."""

    def plain(part: Any) -> Any:
        return None if part is UNKNOWN else part

    return {
        "n": term.n,
        "unit": term.unit.value,
        "starts": plain(term.starts),
        "may_start": list(term.may_start),
        "before": term.before,
        "calendar": plain(term.calendar),
        "counts_day_of_event": plain(term.counts_day_of_event),
        "month_end": plain(term.month_end),
        "last_day_on_holiday": plain(term.last_day_on_holiday),
        "cut_off_hour": plain(term.cut_off_hour),
    }


def term_read(written: Mapping[str, Any]) -> Term:
    """The term that `term_written` wrote."""

    def read(name: str, kind: type[StrEnum]) -> Any:
        return UNKNOWN if written[name] is None else kind(written[name])

    def kept(name: str) -> Any:
        return UNKNOWN if written[name] is None else written[name]

    return Term(
        n=written["n"],
        unit=Unit(written["unit"]),
        starts=kept("starts"),
        may_start=tuple(written["may_start"]),
        before=written["before"],
        calendar=read("calendar", Reckoning),
        counts_day_of_event=kept("counts_day_of_event"),
        month_end=read("month_end", MonthEnd),
        last_day_on_holiday=read("last_day_on_holiday", OnHoliday),
        cut_off_hour=kept("cut_off_hour"),
    )


# -- the regulator's clock ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pause:
    """A stretch without the file: it left on `stopped_on` and came back on `resumed_on` (None: it is still out)."""

    stopped_on: date
    resumed_on: date | None
    ground: str
    provision: str = ""

    def __post_init__(self) -> None:
        """Refuse a file that came back before it left."""
        if self.resumed_on is not None and self.resumed_on < self.stopped_on:
            raise BadInput(
                say(
                    _("The file came back on {back}, before it left on {left}."),
                    back=self.resumed_on,
                    left=self.stopped_on,
                ),
                hint=_("Check the two dates."),
            )


@dataclass(frozen=True)
class ClockFacts:
    """A clock as plain values. `missed_effect` is a code of the rule book, empty where it is not set."""

    term: Term
    start_on: date | None
    pauses: tuple[Pause, ...] = ()
    ended_on: date | None = None
    missed_effect: str = ""


@dataclass(frozen=True)
class ClockEventFact:
    """An event of a clock as a plain value."""

    kind: ClockEventKind
    on: date
    ground: str = ""
    provision: str = ""


def clock_of(term: Term, events: Iterable[ClockEventFact], missed_effect: str = "") -> ClockFacts:
    """The clock that its events make, in the order in which they were recorded."""
    start: date | None = None
    ended: date | None = None
    pauses: list[Pause] = []
    for event in events:
        if event.kind is ClockEventKind.STARTED:
            start = event.on
        elif event.kind is ClockEventKind.RESET:
            start = None
        elif event.kind is ClockEventKind.STOPPED:
            pauses.append(Pause(event.on, None, event.ground, event.provision))
        elif event.kind is ClockEventKind.RESUMED:
            pauses[-1] = replace(pauses[-1], resumed_on=event.on)
        else:
            ended = event.on
    return ClockFacts(term, start, tuple(pauses), ended, missed_effect)


@dataclass(frozen=True)
class ClockReading:
    """Where a clock stands on a day.

    `outcome` is None while the file is out: the last day is not known before it comes back. `ground` is the legal
    ground of the running pause.
    """

    state: ClockState
    outcome: Outcome | None
    sentence: str
    ground: str = ""


def read_clock(clock: ClockFacts, on: date, calendar: WorkCalendar) -> ClockReading:
    """Where the clock stands on a day: it runs only while the regulator has the file."""
    if clock.start_on is None or on < clock.start_on:
        event = "" if clock.term.starts is UNKNOWN else clock.term.starts
        reason = say(_("The clock has not started: it runs from {event}."), event=event_words(event) if event else "?")
        return ClockReading(ClockState.NOT_STARTED, NotRunning(event, reason), reason)
    closed = [pause for pause in clock.pauses if pause.resumed_on is not None]
    out = next((pause for pause in clock.pauses if pause.resumed_on is None and pause.stopped_on <= on), None)
    stop = clock.ended_on if clock.ended_on is not None and clock.ended_on <= on else None
    if out is not None and stop is None:
        return ClockReading(
            ClockState.PAUSED,
            None,
            say(_("The clock stands still since {day}: {ground}."), day=out.stopped_on, ground=out.ground),
            out.ground,
        )
    outcome = last_day_with_pauses(clock.term, clock.start_on, closed, calendar)
    return _reading(outcome, stop or on, stop)


def _reading(outcome: LastDay | CannotTell, on: date, ended: date | None) -> ClockReading:
    earliest, latest = _first(outcome), _last(outcome)
    if latest is not None and on > latest:
        sentence = say(_("The last day was {last}."), last=latest)
        return ClockReading(ClockState.MISSED, outcome, sentence)
    if isinstance(outcome, CannotTell) and (earliest is None or on > earliest):
        return ClockReading(ClockState.PERHAPS_MISSED, outcome, outcome.reason)
    if ended is not None:
        return ClockReading(ClockState.ENDED, outcome, say(_("Done on {day}, in time."), day=ended))
    if isinstance(outcome, LastDay):
        return ClockReading(ClockState.RUNNING, outcome, say(_("The last day is {last}."), last=outcome.day))
    return ClockReading(ClockState.RUNNING, outcome, outcome.reason)


def last_day_with_pauses(
    term: Term, start: date, pauses: Sequence[Pause], calendar: WorkCalendar
) -> LastDay | CannotTell:
    """The last day of the regulator's term, the days without the file left out.

    A term of working days skips the days of a pause as if the office were closed; any other term ends as many days
    later as the pauses took. Which days a pause has follows from whether the day of an event counts: where it does not,
    the file's day of leaving still runs and the day of its return does not. Where that is not set, both are tried.
    """
    meanings = (False, True) if term.counts_day_of_event is UNKNOWN else (term.counts_day_of_event,)
    found = [_in_one_meaning(replace(term, counts_day_of_event=each), start, pauses, calendar) for each in meanings]
    return _merged(found, term.starts)


def _in_one_meaning(term: Term, start: date, pauses: Sequence[Pause], calendar: WorkCalendar) -> LastDay | CannotTell:
    shift = 0 * DAY if term.counts_day_of_event is True else DAY
    stretches = [
        (pause.stopped_on + shift, pause.resumed_on + shift) for pause in pauses if pause.resumed_on is not None
    ]
    stretches = [each for each in stretches if each[1] > each[0] and each[1] > start]
    known = replace(term, starts="start")
    if term.unit is Unit.WORKING_DAY:
        away = {day for first, after in stretches for day in each_day(first, after - DAY)}
        return last_day(known, start, replace(calendar, holidays=calendar.holidays | away))
    plain = last_day(replace(known, last_day_on_holiday=OnHoliday.STAYS), start, calendar)
    first, last = (
        None if day is None else _off_holiday(_lengthened(day, start, stretches), term, calendar)
        for day in (_first(plain), _last(plain))
    )
    if isinstance(plain, CannotTell) or first is None:
        return CannotTell(getattr(plain, "reason", ""), _first(first), _last(last))
    return first


def _first(outcome: LastDay | CannotTell | None) -> date | None:
    return outcome.day if isinstance(outcome, LastDay) else outcome.earliest if outcome else None


def _last(outcome: LastDay | CannotTell | None) -> date | None:
    return outcome.day if isinstance(outcome, LastDay) else outcome.latest if outcome else None


def _lengthened(last: date, start: date, stretches: Iterable[tuple[date, date]]) -> date:
    for first, after in sorted(stretches):
        if first <= last:
            last += timedelta(days=(after - max(first, start)).days)
    return last


def _off_holiday(day: date, term: Term, calendar: WorkCalendar) -> LastDay | CannotTell:
    rest = Term(0, Unit.DAY, "start", counts_day_of_event=False, last_day_on_holiday=term.last_day_on_holiday)
    return last_day(rest, day, calendar)


def _merged(found: Sequence[LastDay | CannotTell], starts: str | Unknown) -> LastDay | CannotTell:
    days = {outcome.day for outcome in found if isinstance(outcome, LastDay)}
    if len(days) == 1 and all(isinstance(outcome, LastDay) for outcome in found) and starts is not UNKNOWN:
        return found[0]
    earliest, latest = [_first(outcome) for outcome in found], [_last(outcome) for outcome in found]
    reasons = [outcome.reason for outcome in found if isinstance(outcome, CannotTell)]
    known_first = [day for day in earliest if day is not None]
    known_last = [day for day in latest if day is not None]
    first = min(known_first) if len(known_first) == len(earliest) else None
    last = max(known_last) if len(known_last) == len(latest) and starts is not UNKNOWN else None
    if starts is UNKNOWN:
        reason = _("The law does not say from which event the term runs.")
    else:
        reason = reasons[0] if reasons else _("The law does not say whether the day of the event counts.")
    return CannotTell(reason, first, last)


def check_pause(pauses: Iterable[Pause], stopped_on: date, ground: str, start_on: date | None) -> None:
    """Refuse a pause without a legal ground, a second one while the file is out, and one before the file came."""
    if not ground:
        raise BadInput(
            _("The regulator's clock is not stopped without a legal ground."),
            hint=_("Say why the file left the office, with the provision."),
        )
    for pause in pauses:
        if pause.resumed_on is None:
            raise RuleBroken(
                say(_("The clock stands still already since {day}."), day=pause.stopped_on),
                hint=_("Record first when the file came back."),
            )
        if stopped_on < pause.resumed_on:
            raise BadInput(
                say(_("The file was away until {day}; it cannot have left before."), day=pause.resumed_on),
                hint=_("Check the day."),
            )
    if start_on is not None and stopped_on < start_on:
        raise BadInput(
            say(_("The clock starts on {start}; it cannot be stopped before."), start=start_on),
            hint=_("Check the day."),
        )
