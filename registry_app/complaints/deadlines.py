"""The terms of a complaint, counted from its proven events through the rule book; nothing is stored, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from registry_app.complaints.rules import MOVED_TO, EventKind, State
from registry_app.core.check_results import Verdict
from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import BadInput
from registry_app.core.texts import N_, _, say
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.terms import LastDay, Outcome, Timeliness, has_lapsed, in_time, last_day_from
from registry_app.rulebook.values import UNKNOWN


@dataclass(frozen=True)
class Happened:
    """An event as a plain value; `set_aside` when a later one set it aside."""

    kind: EventKind
    on: date
    recorded_at: datetime
    set_aside: bool = False


# The rule book's word for the day on which each event happened.
LAW_EVENT: Final[Mapping[EventKind, str]] = MappingProxyType(
    {
        EventKind.RECEIVED: "complaint_received",
        EventKind.RESPONDENT_NOTIFIED: "respondent_notified",
        EventKind.SUMMONS_SERVED: "summons_served",
        EventKind.DECIDED: "decision_given",
        EventKind.ORDER_SERVED: "order_served",
    }
)

# What keeps each term: the first of these events after its start.
KEPT_BY: Final[Mapping[str, tuple[EventKind, ...]]] = MappingProxyType(
    {
        "complaint.serve": (EventKind.RESPONDENT_NOTIFIED,),
        "complaint.conciliation": (EventKind.SETTLED, EventKind.CONCILIATION_FAILED, EventKind.HEARING_OPENED),
        "complaint.defence": (EventKind.DEFENCE_RECEIVED,),
        "complaint.decision": (EventKind.DECIDED, EventKind.SETTLED),
    }
)
WORDS: Final = {
    "complaint.serve": N_("notify the respondent"),
    "complaint.conciliation": N_("bring the parties to a settlement"),
    "complaint.defence": N_("defend itself"),
    "complaint.decision": N_("decide the complaint"),
    "complaint.execution": N_("carry out the order"),
    "complaint.appeal": N_("call upon the court"),
}


@dataclass(frozen=True)
class Deadline:
    """One term: through which day it runs, whether it was kept, whether it is over on the day that is asked about."""

    key: str
    what: str
    source: str
    outcome: Outcome | None
    kept: Timeliness | None
    lapsed: Timeliness

    @property
    def last_day(self) -> date | None:
        """The last day, where every reading of the law gives the same."""
        return self.outcome.day if isinstance(self.outcome, LastDay) else None

    @property
    def missed(self) -> Verdict:
        """MET when the term was surely missed: it is over and nothing kept it, or what kept it came too late."""
        if self.kept is not None:
            late = {Verdict.MET: Verdict.NOT_MET, Verdict.NOT_MET: Verdict.MET}
            return late.get(self.kept.verdict, Verdict.CANNOT_TELL)
        return self.lapsed.verdict


def state_on(events: Iterable[Happened], on: date, known: datetime | None = None) -> State | None:
    """Where the complaint stands on a day, as known at that moment (None: now); None before it was received."""
    counted = [
        event
        for event in events
        if event.on <= on and not event.set_aside and (known is None or event.recorded_at <= known)
    ]
    moved = [event for event in counted if event.kind in MOVED_TO]
    return MOVED_TO[max(moved, key=lambda event: (event.on, event.recorded_at)).kind] if moved else None


def law_events(events: Iterable[Happened], on: date) -> dict[str, date]:
    """The proven days by the rule book's codes; of two of a kind the later one, since it starts the term anew."""
    found: dict[str, date] = {}
    for event in sorted(events, key=lambda each: each.on):
        if event.on <= on and not event.set_aside and event.kind in LAW_EVENT:
            found[LAW_EVENT[event.kind]] = event.on
    if "decision_given" in found:
        found["order_issued"] = found["decision_given"]
    return found


def deadlines(rules: RuleSet, events: Iterable[Happened], calendar: WorkCalendar, on: date) -> list[Deadline]:
    """Every term of the procedure on a day, those that are not running or not set among them."""
    happened = [event for event in events if event.on <= on and not event.set_aside]
    proven = law_events(happened, on)
    defence = term_end(rules, "complaint.defence", proven, calendar, on)
    if isinstance(defence, LastDay) and defence.day <= on:
        proven["defence_due"] = defence.day
    return [_deadline(rules, key, happened, proven, calendar, on) for key in WORDS]


def term_end(rules: RuleSet, key: str, proven: Mapping[str, date], calendar: WorkCalendar, on: date) -> Outcome | None:
    """The end of a term by its key; None where the regulator has set none."""
    term = rules.term(key, on)
    return None if term is UNKNOWN else last_day_from(term, proven, calendar)


def _deadline(
    rules: RuleSet,
    key: str,
    happened: list[Happened],
    proven: Mapping[str, date],
    calendar: WorkCalendar,
    on: date,
) -> Deadline:
    answer = rules.answer(key, on)
    term = rules.term(key, on)
    if term is UNKNOWN:
        nothing = Timeliness(Verdict.CANNOT_TELL, _("The term is not set by the regulator."))
        return Deadline(key, _(WORDS[key]), answer.source, None, None, nothing)
    outcome = last_day_from(term, proven, calendar)
    keeping = [event.on for event in happened if event.kind in KEPT_BY.get(key, ())]
    kept = in_time(outcome, term, min(keeping)) if keeping else None
    return Deadline(key, _(WORDS[key]), answer.source, outcome, kept, has_lapsed(outcome, on))


def must_follow(events: Iterable[Happened], kind: EventKind, on: date, today: date) -> None:
    """Raise `BadInput` for an event after today, before the complaint came in, or before the step it follows."""
    standing = [event for event in events if not event.set_aside]
    first = min((event.on for event in standing), default=on)
    latest = max((event.on for event in standing if event.kind in MOVED_TO), default=on)
    earliest = latest if kind in MOVED_TO else first
    if not earliest <= on <= today:
        raise BadInput(
            say(
                _("This step cannot have happened on {day}: it lies between {first} and {today}."),
                day=on,
                first=earliest,
                today=today,
            ),
            hint=_("Enter the day on which it really happened."),
        )
