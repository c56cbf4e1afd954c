"""Codes of the settings in words: what is numbered, what a key is for, who decides what, and the answers of a rule book."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from registry_app.access.permissions import GRANTS, LABELS
from registry_app.core.texts import N_, _, isolate, ngettext, say
from registry_app.rulebook.event_words import EVENTS, event_words
from registry_app.ui import wording

NUMBERED: Final[Mapping[str, str]] = {
    "agency": N_("Agencies"),
    "application": N_("Applications"),
    "licence": N_("Licences"),
    "guarantee": N_("Guarantees"),
    "claim": N_("Claims on guarantees"),
    "complaint": N_("Complaints"),
    "certificate": N_("Certificates"),
    "inward": N_("Letters that came in"),
    "outward": N_("Letters that went out"),
}
PURPOSES: Final[Mapping[str, str]] = {
    "root": N_("The ministry's root"),
    "seal": N_("Codes on papers"),
    "pdf": N_("Signatures in PDF files"),
    "checkpoint": N_("Checkpoints of the journal"),
    "package": N_("Packages for other offices"),
}
DECISIONS: Final[Mapping[str, str]] = {
    "licence:grant": N_("Grant a licence"),
    "licence:refuse": N_("Refuse an application"),
    "licence:suspend": N_("Suspend a licence"),
    "licence:revoke": N_("Revoke a licence"),
    "licence:set_aside": N_("Set a decision aside"),
    "guarantee:claim": N_("Call on a guarantee"),
    "complaint:decide": N_("Decide a complaint"),
    "measure:impose": N_("Impose an interim measure"),
}
CONFIDENCE: Final[Mapping[str, str]] = {
    "A": N_("The text of the law was read"),
    "B": N_("From a secondary source or the press"),
    "C": N_("From memory"),
    "U": N_("Nothing was found"),
}
_PARTS: Final[Mapping[str, str]] = {
    "from": N_("from"),
    "up_to": N_("up to"),
    "action": N_("what happens"),
    "force": N_("how binding"),
    "bodies": N_("who"),
    "ground": N_("ground"),
    "length": N_("length"),
    "ordinal": N_("which time"),
    "class": N_("kind"),
    "amount": N_("amount"),
    "instrument": N_("instrument"),
    "note": N_("note"),
    "offence": N_("offence"),
    "percent": N_("per cent"),
    "or_equivalent": N_("or its worth in"),
}
_UNITS: Final[Mapping[str, Callable[[int], str]]] = {
    "day": lambda n: ngettext("{count} day", "{count} days", n),
    "working_day": lambda n: ngettext("{count} working day", "{count} working days", n),
    "month": lambda n: ngettext("{count} month", "{count} months", n),
    "year": lambda n: ngettext("{count} year", "{count} years", n),
    "hour": lambda n: ngettext("{count} hour", "{count} hours", n),
}
_CODE: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_BY_HAND: Final = frozenset(
    {"quote", "provision", "counts_day_of_event", "last_day_on_holiday", "month_end", "calendar"}
)


def who_may(permission: str) -> str:
    """The roles that hold a permission, in words."""
    return ", ".join(_(LABELS[role]) for role, granted in GRANTS.items() if permission in granted)


def numbered(kind: str) -> str:
    """What a block of numbers is for; a kind that the program does not know as it is."""
    return _(NUMBERED[kind]) if kind in NUMBERED else isolate(kind)


def answer_words(value: Any, unit: str = "") -> str:
    """An answer of a rule book in words; codes that no table knows lose their underscores only."""
    said = _said(value)
    said = f"{said} {unit}" if unit and isinstance(value, int | float) and not isinstance(value, bool) else said
    return sentence_case(said)


def sentence_case(words: str) -> str:
    """The words with a capital at the beginning, behind any mark of direction."""
    place = next((place for place, letter in enumerate(words) if letter.isalnum()), 0)
    return words[:place] + words[place : place + 1].upper() + words[place + 1 :]


def _said(value: Any) -> str:
    if value is None:
        return _("not set by the regulator")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(_entry(each) for each in value)
    if isinstance(value, dict):
        return _table(value)
    return _word(str(value))


def _entry(entry: Any) -> str:
    """An entry of a list by its code; a step of a ladder by its parts."""
    if isinstance(entry, dict) and (code := entry.get("code") or entry.get("verb")):
        return _word(str(code))
    return _said(entry)


def _word(text: str) -> str:
    if text in EVENTS:
        return event_words(text)
    return text.replace("_", " ") if _CODE.fullmatch(text) else text


def _table(value: Mapping[str, Any]) -> str:
    if "n" in value and value.get("unit") in _UNITS:
        term = _term(value)
        rest = {key: part for key, part in value.items() if key not in _TERM | _BY_HAND}
        return "; ".join(filter(None, (term, _table(rest) if rest else "")))
    if set(value) == {"amount", "currency"}:
        amount = value["amount"]
        return f"{wording.count(amount) if isinstance(amount, int) else amount} {value['currency']}"
    return "; ".join(
        f"{_(_PARTS[key]) if key in _PARTS else key.replace('_', ' ')}: {_said(part)}"
        for key, part in value.items()
        if key not in _BY_HAND
    )


_TERM: Final = frozenset({"n", "unit", "from", "before", "may_start"})


def _term(value: Mapping[str, Any]) -> str:
    """How long, and from what day: `5 working days from the lodging`."""
    count = int(value["n"])
    long = _UNITS[value["unit"]](count).format(count=wording.count(count))
    start = str(value.get("from", ""))
    if not start:
        return long
    if start == "unknown":
        events = ", ".join(event_words(str(each)) for each in value.get("may_start", ()))
        return say(_("{long}; the law does not say from which day ({events})"), long=long, events=events)
    words = _("{long} before {event}") if value.get("before") else _("{long} from {event}")
    return say(words, long=long, event=event_words(start))
