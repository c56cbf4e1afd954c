"""The last day of a term: counted where everything that decides it is known, otherwise said to be unknowable and why.

Nothing is guessed. Where a part of the term is `UNKNOWN`, the last day is counted for every meaning the part can have;
if all agree the part does not matter, otherwise the outcome is `CannotTell` with the earliest and the latest of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any, Final

from registry_app.core.check_results import Verdict
from registry_app.core.dates import DAY, WorkCalendar
from registry_app.core.errors import BadInput
from registry_app.core.texts import N_, _, say
from registry_app.rulebook.event_words import event_words
from registry_app.rulebook.months import corresponding
from registry_app.rulebook.values import UNKNOWN, MonthEnd, OnHoliday, Reckoning, Term, Unit, Unknown


@dataclass(frozen=True)
class LastDay:
    """The last day of a term, that day included."""

    day: date


@dataclass(frozen=True)
class CannotTell:
    """The last day lies between two days, each `None` when nothing bounds it. `reason` is a sentence."""

    reason: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True)
class NotRunning:
    """The term has not started: the event it runs from has no proven day."""

    event: str
    reason: str


Outcome = LastDay | CannotTell | NotRunning


@dataclass(frozen=True)
class Timeliness:
    """Whether something holds, or cannot be told, with the reason as a sentence."""

    verdict: Verdict
    reason: str


# Every meaning a part can have, and how its absence reads in a sentence.
_MEANINGS: Final[Mapping[str, tuple[Any, ...]]] = {
    "calendar": tuple(Reckoning),
    "counts_day_of_event": (False, True),
    "month_end": tuple(MonthEnd),
    "last_day_on_holiday": tuple(OnHoliday),
}
_MISSING: Final[Mapping[str, str]] = {
    "calendar": N_("in which calendar months and years count"),
    "counts_day_of_event": N_("whether the day of the event counts"),
    "month_end": N_("where a term ends when the last month has no such day"),
    "last_day_on_holiday": N_("what happens when the last day is not a working day"),
}


def last_day(term: Term, start: date, calendar: WorkCalendar) -> LastDay | CannotTell:
    """The last day of a term whose event happened on `start`.

    A term whose event is `UNKNOWN` is never certain: it ends at the earliest as counted from `start`, and nothing is
    said about the latest; use `last_day_from` where the days of several possible events are known.
    """
    outcome = _over_meanings(term, start, calendar)
    if term.starts is not UNKNOWN:
        return outcome
    return CannotTell(_no_start(term), _earliest(outcome), None)


def last_day_from(term: Term, events: Mapping[str, date], calendar: WorkCalendar) -> Outcome:
    """The last day of a term, given the proven days of events by their codes (`codes.EVENTS`).

    `NotRunning` when the event it runs from has no proven day. Where the law does not name the event, each event it may
    mean is tried. They are listed in the order in which they happen: one without a proven day leaves the latest day open,
    and the first of them also the earliest.
    """
    if term.starts is not UNKNOWN:
        if term.starts not in events:
            return NotRunning(
                term.starts,
                say(_("The term has not started: there is no proven day of {event}."), event=event_words(term.starts)),
            )
        return last_day(term, events[term.starts], calendar)
    found = [_over_meanings(term, events[event], calendar) for event in term.may_start if event in events]
    if not found:
        first = term.may_start[0] if term.may_start else ""
        return NotRunning(first, _no_start(term))
    days = {outcome.day for outcome in found if isinstance(outcome, LastDay)}
    complete = len(found) == len(term.may_start)
    if complete and len(days) == 1 and all(isinstance(outcome, LastDay) for outcome in found):
        return LastDay(days.pop())
    ends = [_latest(outcome) for outcome in found]
    known = [end for end in ends if end is not None]
    starts = [_earliest(outcome) for outcome in found]
    bounded = [start for start in starts if start is not None]
    return CannotTell(
        _no_start(term),
        min(bounded) if term.may_start[0] in events and len(bounded) == len(starts) else None,
        max(known) if complete and len(known) == len(ends) else None,
    )


def in_time(outcome: Outcome, term: Term, on: date, hour: int | None = None) -> Timeliness:
    """Whether something done on a day (at an hour, when it was recorded) kept the term.

    On the last day itself the cut-off hour decides, as far as it is set and the hour is known.
    """
    if isinstance(outcome, NotRunning):
        return Timeliness(Verdict.MET, outcome.reason)
    earliest, latest = _earliest(outcome), _latest(outcome)
    if earliest is not None and on < earliest:
        return Timeliness(Verdict.MET, say(_("{day} is before the last day."), day=on))
    latest = _latest(outcome)
    if latest is not None and on > latest:
        return Timeliness(
            Verdict.NOT_MET, say(_("The last day was {last}; it was done on {day}."), last=latest, day=on)
        )
    if isinstance(outcome, CannotTell):
        return Timeliness(Verdict.CANNOT_TELL, outcome.reason)
    return _on_the_last_day(term, on, hour)


def _on_the_last_day(term: Term, on: date, hour: int | None) -> Timeliness:
    if term.cut_off_hour is UNKNOWN:
        return Timeliness(
            Verdict.CANNOT_TELL,
            say(_("It was done on {day}, the last day; the hour at which that day ends is not set."), day=on),
        )
    if term.cut_off_hour < 24:
        if hour is None:
            return Timeliness(
                Verdict.CANNOT_TELL, say(_("It was done on {day}, the last day; its hour was not recorded."), day=on)
            )
        if hour >= term.cut_off_hour:
            return Timeliness(
                Verdict.NOT_MET,
                say(_("It was done on {day}, the last day, after {hour} o'clock."), day=on, hour=term.cut_off_hour),
            )
    return Timeliness(Verdict.MET, say(_("It was done on {day}, the last day."), day=on))


def has_lapsed(outcome: Outcome, on: date) -> Timeliness:
    """Whether a term is over on a day, so that the consequence of missing it may be recorded.

    A term that is not running has not lapsed: without proof of service there is no ex parte, no lapse of a reply and
    no finality.
    """
    if isinstance(outcome, NotRunning):
        return Timeliness(Verdict.NOT_MET, outcome.reason)
    earliest, latest = _earliest(outcome), _latest(outcome)
    if earliest is not None and on <= earliest:
        return Timeliness(Verdict.NOT_MET, say(_("The term runs through {last} at least."), last=earliest))
    if latest is not None and on > latest:
        return Timeliness(Verdict.MET, say(_("The term ended on {last}."), last=latest))
    reason = outcome.reason if isinstance(outcome, CannotTell) else ""
    return Timeliness(Verdict.CANNOT_TELL, reason)


def by_when(outcome: Outcome | None) -> tuple[date | None, bool]:
    """The day by which somebody who wants to be safe acts, and whether it is certain; None while no term runs.

    Where the law can be read in several ways it is the earliest of the days.
    """
    if outcome is None or isinstance(outcome, NotRunning):
        return None, True
    return _earliest(outcome), isinstance(outcome, LastDay)


def _earliest(outcome: LastDay | CannotTell) -> date | None:
    return outcome.day if isinstance(outcome, LastDay) else outcome.earliest


def _latest(outcome: LastDay | CannotTell) -> date | None:
    return outcome.day if isinstance(outcome, LastDay) else outcome.latest


def _over_meanings(term: Term, start: date, calendar: WorkCalendar) -> LastDay | CannotTell:
    """The last day in every meaning the open parts of the term can have."""
    open_parts = [part for part in _MEANINGS if getattr(term, part) is UNKNOWN]
    choices = list(product(*(_MEANINGS[part] for part in open_parts)))
    meanings = [replace(term, **dict(zip(open_parts, choice, strict=True))) for choice in choices]
    try:
        days = {choice: _count(meaning, start, calendar) for choice, meaning in zip(choices, meanings, strict=True)}
    except BadInput as not_countable:
        return CannotTell(str(not_countable), _without_holidays(meanings, start, calendar), None)
    first, last = min(days.values()), max(days.values())
    if first == last:
        return LastDay(first)
    named = [_(_MISSING[part]) for at, part in enumerate(open_parts) if _matters(days, at)]
    sentence = _("The last day lies between {first} and {last}; the law does not say {what}.")
    return CannotTell(say(sentence, first=first, last=last, what="; ".join(named)), first, last)


def _matters(days: Mapping[tuple[Any, ...], date], at: int) -> bool:
    """Whether two meanings that differ only in this part give different days."""
    groups: dict[tuple[Any, ...], set[date]] = {}
    for choice, day in days.items():
        groups.setdefault(choice[:at] + choice[at + 1 :], set()).add(day)
    return any(len(group) > 1 for group in groups.values())


def _without_holidays(meanings: list[Term], start: date, calendar: WorkCalendar) -> date | None:
    """A day before which none of the meanings ends, whatever the holidays turn out to be; `None` where there is none.

    Holidays make a term end later, except one that is counted backwards or yields to the working day before: the
    former is bounded by nothing, the latter by its event.
    """
    if any(meaning.before for meaning in meanings):
        return None
    if any(meaning.last_day_on_holiday is OnHoliday.PREVIOUS_WORKING_DAY for meaning in meanings):
        return start
    plain = WorkCalendar(calendar.weekend)
    try:
        return min(_count(meaning, start, plain) for meaning in meanings)
    except BadInput:
        return start


def _count(term: Term, start: date, calendar: WorkCalendar) -> date:
    """The last day of a term of which every part that is read is known; `BadInput` past the calendar's last year."""
    step = -1 if term.before else 1
    first_counts = term.counts_day_of_event is True
    if term.unit is Unit.WORKING_DAY:
        left = term.n - (first_counts and calendar.is_working_day(start))
        return _working_days(start, left, step, calendar)
    if term.unit is Unit.DAY:
        last = start + step * (term.n - first_counts) * DAY
    else:
        last = _months(term, start, step, first_counts)
    return _off_holiday(last, term.last_day_on_holiday, calendar)


def _working_days(day: date, count: int, step: int, calendar: WorkCalendar) -> date:
    while count > 0:
        day += step * DAY
        count -= calendar.is_working_day(day)
    return day


def _months(term: Term, start: date, step: int, first_counts: bool) -> date:
    """The day that corresponds to the start by its number, or the day before it where the day of the event counts.

    A start whose number the last month does not have ends with that month, whether its day counts or not.
    """
    if term.calendar is UNKNOWN:
        raise ValueError("the calendar of a term is chosen before it is counted")
    months = term.n * (12 if term.unit is Unit.YEAR else 1)
    found = corresponding(start, step * months, term.calendar)
    if found.day is None:
        overflows = term.month_end is MonthEnd.OVERFLOW and not first_counts
        return found.month_end + DAY if overflows else found.month_end
    if term.month_end is MonthEnd.STICKY and found.at_month_end and not first_counts:
        return found.month_end
    return found.day - step * DAY if first_counts else found.day


def _off_holiday(day: date, rule: OnHoliday | Unknown, calendar: WorkCalendar) -> date:
    if rule is OnHoliday.NEXT_WORKING_DAY:
        return calendar.next_working_day(day)
    if rule is OnHoliday.PREVIOUS_WORKING_DAY:
        while not calendar.is_working_day(day):
            day -= DAY
    return day


def _no_start(term: Term) -> str:
    if not term.may_start:
        return _("The law does not say from which event the term runs.")
    return say(
        _("The law does not say from which event the term runs; it may be {events}."),
        events=", ".join(event_words(event) for event in term.may_start),
    )
