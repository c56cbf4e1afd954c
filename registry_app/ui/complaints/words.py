"""The words of kinds that the complaints' pages show, and which state each is."""

from __future__ import annotations

from typing import Final

from babel import Locale, UnknownLocaleError

from registry_app.complaints.allegations import get_category
from registry_app.complaints.rules import (
    STATE_WORDS,
    AgeGroup,
    Channel,
    ComplainantKind,
    EventKind,
    OutcomeKind,
    RespondentKind,
    Sex,
    Source,
    State,
    SumKind,
)
from registry_app.core.texts import N_, _, spoken_language
from registry_app.correspondence.rules import AttemptOutcome, Mode
from registry_app.ui.theme.tokens import State as Look

CHANNELS: Final = {
    Channel.COUNTER: N_("at the counter"),
    Channel.POST: N_("by post"),
    Channel.PHONE: N_("by phone"),
    Channel.EMAIL: N_("by e-mail"),
    Channel.ONLINE: N_("online"),
    Channel.MISSION: N_("through a mission abroad"),
    Channel.DISTRICT: N_("through a district office"),
    Channel.REFERRED: N_("referred by another body"),
    Channel.OWN_INITIATIVE: N_("found by this office"),
}
COMPLAINANTS: Final = {
    ComplainantKind.WORKER: N_("the worker"),
    ComplainantKind.FAMILY: N_("a member of the family"),
    ComplainantKind.NGO: N_("an association"),
    ComplainantKind.MISSION: N_("a mission abroad"),
    ComplainantKind.OWN_INITIATIVE: N_("this office, on its own initiative"),
}
SEXES: Final = {
    Sex.FEMALE: N_("female"),
    Sex.MALE: N_("male"),
    Sex.OTHER: N_("other"),
    Sex.UNKNOWN: N_("not known"),
}
AGES: Final = {
    AgeGroup.UNDER_18: N_("under 18"),
    AgeGroup.FROM_18: N_("18 to 24"),
    AgeGroup.FROM_25: N_("25 to 34"),
    AgeGroup.FROM_35: N_("35 to 44"),
    AgeGroup.FROM_45: N_("45 or older"),
    AgeGroup.UNKNOWN: N_("not known"),
}
RESPONDENTS: Final = {
    RespondentKind.AGENCY: N_("agency"),
    RespondentKind.EMPLOYER: N_("employer"),
    RespondentKind.AGENT: N_("agent or broker"),
    RespondentKind.UNLICENSED: N_("without a licence"),
}
EVENTS: Final = {
    EventKind.RECEIVED: N_("Received"),
    EventKind.ACKNOWLEDGED: N_("Acknowledged to the complainant"),
    EventKind.RESPONDENT_NOTIFIED: N_("Respondent notified"),
    EventKind.FOUND_INADMISSIBLE: N_("Found inadmissible"),
    EventKind.REFERRED: N_("Referred to another body"),
    EventKind.CONCILIATION_OPENED: N_("Conciliation opened"),
    EventKind.CONCILIATION_FAILED: N_("Conciliation failed"),
    EventKind.SUMMONS_SERVED: N_("Summons served"),
    EventKind.DEFENCE_RECEIVED: N_("Defence received"),
    EventKind.HEARING_OPENED: N_("Hearing opened"),
    EventKind.SETTLED: N_("Settled"),
    EventKind.DECIDED: N_("Decided"),
    EventKind.ORDER_SERVED: N_("Order served"),
    EventKind.EXECUTION_OPENED: N_("Execution opened"),
    EventKind.WITHDRAWN: N_("Withdrawn by the worker"),
    EventKind.SET_ASIDE: N_("Set aside"),
    EventKind.CLOSED: N_("Closed"),
    EventKind.REOPENED: N_("Opened again"),
}
EVENT_LOOKS: Final = {
    EventKind.FOUND_INADMISSIBLE: Look.WARN,
    EventKind.CONCILIATION_FAILED: Look.WARN,
    EventKind.SETTLED: Look.OK,
    EventKind.DECIDED: Look.OK,
    EventKind.EXECUTION_OPENED: Look.WARN,
    EventKind.WITHDRAWN: Look.WARN,
    EventKind.SET_ASIDE: Look.BAD,
}
OUTCOMES: Final = {
    OutcomeKind.PAID: N_("paid"),
    OutcomeKind.SETTLED: N_("settled"),
    OutcomeKind.DISMISSED: N_("dismissed"),
    OutcomeKind.INADMISSIBLE: N_("inadmissible"),
    OutcomeKind.TIME_BARRED: N_("out of time"),
    OutcomeKind.WAIVED_BY_WORKER: N_("given up by the worker"),
    OutcomeKind.WITHOUT_RESULT: N_("execution ended without result; the debt stands"),
}
OUTCOME_LOOKS: Final = {
    OutcomeKind.PAID: Look.OK,
    OutcomeKind.SETTLED: Look.OK,
    OutcomeKind.WITHOUT_RESULT: Look.BAD,
}
SOURCES: Final = {
    Source.AGENCY: N_("the agency"),
    Source.EMPLOYER: N_("the employer"),
    Source.GUARANTEE: N_("the guarantee"),
    Source.INSURER: N_("the insurer"),
    Source.FUND: N_("a welfare fund"),
    Source.OTHER: N_("somebody else"),
}
SUMS: Final = {SumKind.CLAIMED: N_("claimed"), SumKind.EVIDENCED: N_("shown by a receipt")}
SERVED: Final = {
    EventKind.RESPONDENT_NOTIFIED: N_("the notice to the respondent"),
    EventKind.SUMMONS_SERVED: N_("the summons"),
    EventKind.ORDER_SERVED: N_("the order"),
}
MODES: Final = {
    Mode.HAND: N_("by hand"),
    Mode.REGISTERED_POST: N_("by registered post"),
    Mode.POST: N_("by post"),
    Mode.COURIER: N_("by courier"),
    Mode.MISSION: N_("through a mission abroad"),
    Mode.E_MAIL: N_("by e-mail"),
    Mode.FAX: N_("by fax"),
    Mode.PHONE: N_("by phone"),
    Mode.NOTICE_BOARD: N_("on the notice board"),
    Mode.NEWSPAPER: N_("in a newspaper"),
}
ATTEMPTS: Final = {
    AttemptOutcome.SERVED: N_("handed over"),
    AttemptOutcome.REFUSED: N_("refused by the addressee"),
    AttemptOutcome.NOT_FOUND: N_("addressee not found"),
    AttemptOutcome.RETURNED: N_("came back"),
    AttemptOutcome.POSTED_UP: N_("posted up or printed"),
    AttemptOutcome.SENT: N_("sent, nothing known yet"),
}
ABOUT: Final = {
    "settlement": N_("agrees to the settlement"),
    "payment": N_("has the money"),
    "waiver": N_("gives up the claim"),
    "withdrawal": N_("withdraws the complaint"),
}
STATES: Final = {
    State.RECEIVED: Look.INFO,
    State.ACKNOWLEDGED: Look.INFO,
    State.INADMISSIBLE: Look.NEUTRAL,
    State.REFERRED: Look.INFO,
    State.CONCILIATION: Look.INFO,
    State.HEARING: Look.INFO,
    State.SETTLED: Look.OK,
    State.DECIDED: Look.OK,
    State.EXECUTION: Look.WARN,
    State.CLOSED: Look.NEUTRAL,
}
# what workers and their families speak at the counters of origin and destination countries, after the office's own
_SPOKEN: Final = ("am", "ar", "bn", "en", "fr", "hi", "id", "ne", "om", "so", "sw", "ta", "ti", "tl", "ur")


def capital(words: str) -> str:
    """The words as they begin a cell."""
    return words[:1].upper() + words[1:]


def state_word(state: State) -> str:
    """Where a complaint stands, in the language of the window."""
    return capital(_(STATE_WORDS[state]))


def category_words(code: str) -> str:
    """The words of a category; a code of a later list stands for itself."""
    return _(get_category(code).words)


def languages(own: tuple[str, ...]) -> list[tuple[str, str]]:
    """Languages to choose from as (code, name), the office's own first."""
    try:
        names = Locale.parse(spoken_language()).languages
    except (UnknownLocaleError, ValueError):
        names = Locale.parse("en").languages
    found = {code: str(names.get(code, code)) for code in (*own, *_SPOKEN)}
    rest = sorted(((name, code) for code, name in found.items() if code not in own))
    return [*((code, found[code]) for code in dict.fromkeys(own)), *((code, name) for name, code in rest)]


def language_name(code: str) -> str:
    """The name of a language by its code; what is no code stands for itself."""
    return dict(languages(())).get(code, code)
