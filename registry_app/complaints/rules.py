"""A complaint's words and steps: who complains, against whom, which step may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registry_app.core.errors import RuleBroken
from registry_app.core.texts import N_, _, say


class ComplainantKind(StrEnum):
    """Who brings the complaint."""

    WORKER = "worker"
    FAMILY = "family"
    NGO = "ngo"
    MISSION = "mission"
    OWN_INITIATIVE = "own_initiative"


class Channel(StrEnum):
    """How it came in."""

    COUNTER = "counter"
    POST = "post"
    PHONE = "phone"
    EMAIL = "email"
    ONLINE = "online"
    MISSION = "mission"
    DISTRICT = "district"
    REFERRED = "referred"
    OWN_INITIATIVE = "own_initiative"


class Sex(StrEnum):
    """As the worker says it; `unknown` where nobody asked."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class AgeGroup(StrEnum):
    """Wide enough that it names nobody."""

    UNDER_18 = "under_18"
    FROM_18 = "18_24"
    FROM_25 = "25_34"
    FROM_35 = "35_44"
    FROM_45 = "45_plus"
    UNKNOWN = "unknown"


class RespondentKind(StrEnum):
    """Against whom; a typed name stands for one the register does not know."""

    AGENCY = "agency"
    EMPLOYER = "employer"
    AGENT = "agent"
    UNLICENSED = "unlicensed"


class State(StrEnum):
    """Where a complaint stands: the last step that moved it. Derived from its events, stored nowhere."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    INADMISSIBLE = "inadmissible"
    REFERRED = "referred"
    CONCILIATION = "conciliation"
    HEARING = "hearing"
    SETTLED = "settled"
    DECIDED = "decided"
    EXECUTION = "execution"
    CLOSED = "closed"


STATE_WORDS: Final = {
    State.RECEIVED: N_("received"),
    State.ACKNOWLEDGED: N_("acknowledged"),
    State.INADMISSIBLE: N_("inadmissible"),
    State.REFERRED: N_("referred"),
    State.CONCILIATION: N_("in conciliation"),
    State.HEARING: N_("in hearing"),
    State.SETTLED: N_("settled"),
    State.DECIDED: N_("decided"),
    State.EXECUTION: N_("in execution"),
    State.CLOSED: N_("closed"),
}

# A settlement in part leaves the rest to the hearing; a broken settlement or one set aside goes back to the parties.
MOVES: Final[Mapping[State, frozenset[State]]] = MappingProxyType(
    {
        State.RECEIVED: frozenset({State.ACKNOWLEDGED}),
        State.ACKNOWLEDGED: frozenset({State.INADMISSIBLE, State.REFERRED, State.CONCILIATION, State.HEARING}),
        State.INADMISSIBLE: frozenset({State.ACKNOWLEDGED, State.CLOSED}),
        State.REFERRED: frozenset({State.CONCILIATION, State.HEARING, State.CLOSED}),
        State.CONCILIATION: frozenset({State.REFERRED, State.HEARING, State.SETTLED}),
        State.HEARING: frozenset({State.CONCILIATION, State.DECIDED}),
        State.SETTLED: frozenset({State.CONCILIATION, State.HEARING, State.EXECUTION, State.CLOSED}),
        State.DECIDED: frozenset({State.HEARING, State.EXECUTION, State.CLOSED}),
        State.EXECUTION: frozenset({State.HEARING, State.CLOSED}),
        State.CLOSED: frozenset({State.CONCILIATION, State.HEARING, State.EXECUTION}),
    }
)
OPEN: Final = frozenset(set(State) - {State.CLOSED, State.INADMISSIBLE})


class EventKind(StrEnum):
    """What happened in a complaint on a day; some kinds move it to a state (`MOVED_TO`), others do not."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    RESPONDENT_NOTIFIED = "respondent_notified"
    FOUND_INADMISSIBLE = "found_inadmissible"
    REFERRED = "referred"
    CONCILIATION_OPENED = "conciliation_opened"
    CONCILIATION_FAILED = "conciliation_failed"
    SUMMONS_SERVED = "summons_served"
    DEFENCE_RECEIVED = "defence_received"
    HEARING_OPENED = "hearing_opened"
    SETTLED = "settled"
    DECIDED = "decided"
    ORDER_SERVED = "order_served"
    EXECUTION_OPENED = "execution_opened"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"
    CLOSED = "closed"
    REOPENED = "reopened"


MOVED_TO: Final[Mapping[EventKind, State]] = MappingProxyType(
    {
        EventKind.RECEIVED: State.RECEIVED,
        EventKind.ACKNOWLEDGED: State.ACKNOWLEDGED,
        EventKind.FOUND_INADMISSIBLE: State.INADMISSIBLE,
        EventKind.REFERRED: State.REFERRED,
        EventKind.CONCILIATION_OPENED: State.CONCILIATION,
        EventKind.HEARING_OPENED: State.HEARING,
        EventKind.SETTLED: State.SETTLED,
        EventKind.DECIDED: State.DECIDED,
        EventKind.EXECUTION_OPENED: State.EXECUTION,
        EventKind.CLOSED: State.CLOSED,
    }
)


class OutcomeKind(StrEnum):
    """What became of a sum; only the worker himself can waive one, and a debt that stands stays a debt."""

    PAID = "paid"
    SETTLED = "settled"
    DISMISSED = "dismissed"
    INADMISSIBLE = "inadmissible"
    TIME_BARRED = "time_barred"
    WAIVED_BY_WORKER = "waived_by_worker"
    WITHOUT_RESULT = "without_result"  # execution ended without result: the debt stands


class Source(StrEnum):
    """Who paid a worker, from which source."""

    AGENCY = "agency"
    EMPLOYER = "employer"
    GUARANTEE = "guarantee"
    INSURER = "insurer"
    FUND = "fund"
    OTHER = "other"


class SumKind(StrEnum):
    """The sums of a worker's allegation that are kept apart; what was paid has a table of its own."""

    CLAIMED = "claimed"
    EVIDENCED = "evidenced"
    ORDERED = "ordered"
    SETTLED = "settled"


def move(current: State, wanted: State) -> State:
    """The wanted state, or `RuleBroken` where the procedure allows no such step."""
    if wanted not in MOVES[current]:
        raise RuleBroken(
            say(
                _("A complaint that is {current} cannot become {wanted}."),
                current=_(STATE_WORDS[current]),
                wanted=_(STATE_WORDS[wanted]),
            ),
            hint=say(
                _("What can follow now: {steps}."),
                steps=", ".join(_(STATE_WORDS[state]) for state in State if state in MOVES[current]) or "-",
            ),
        )
    return wanted
