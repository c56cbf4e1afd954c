"""The provisions of the adopted rule book that bear on a decision, so that an officer need not know them by heart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.core.texts import N_, _
from registry_app.licensing.decisions import BODY_STEPS, REPLY_KEYS, DecisionKind
from registry_app.rulebook.keys import KEYS
from registry_app.rulebook.queries import find_adoption, get_rules
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.values import UNKNOWN, Authority, LadderStep, Offence

# what the law says of each kind of decision, beside who may take it
_KEYS: Final = {
    DecisionKind.GRANT: ("decision.grant_new", "licence.term_initial", "documents.new"),
    DecisionKind.RENEW: ("decision.grant_renewal", "licence.term_renewed", "documents.renewal"),
    DecisionKind.REFUSE: ("decision.refuse_new", "decision.refuse_renewal", "decision.refusal_in_writing"),
}
_SANCTIONS: Final = {DecisionKind.SUSPEND: "suspend", DecisionKind.REVOKE: "revoke"}
_BODY: Final = N_("Who may take this decision")


@dataclass(frozen=True)
class Provision:
    """A provision as it is cited, and what it is about: the law's own words, or the question that it answers."""

    cited: str
    about: str


def list_provisions(session: Session, kind: DecisionKind, on: date) -> tuple[Provision, ...]:
    """The provisions of the day's law that fit a decision of this kind, each once; none where no book is adopted."""
    if find_adoption(session, on) is None:
        return ()
    law = get_rules(session, on)
    found: dict[str, Provision] = {}
    for each in (*_authorities(law, kind, on), *_answers(law, kind, on), *_contraventions(law, kind, on)):
        found.setdefault(each.cited, each)
    return tuple(found.values())


def _authorities(law: RuleSet, kind: DecisionKind, on: date) -> Iterator[Provision]:
    steps = law.answer("authority.steps", on).listed(Authority)
    for step in () if steps is UNKNOWN else steps:
        if step.verb == BODY_STEPS.get(kind):
            yield Provision(step.provision, _(_BODY))


def _answers(law: RuleSet, kind: DecisionKind, on: date) -> Iterator[Provision]:
    keys: Iterable[str] = _KEYS.get(kind, ())
    for key in (*keys, *((REPLY_KEYS[kind],) if kind in REPLY_KEYS else ())):
        answer = law.answer(key, on)
        if answer.known and answer.source:
            yield Provision(answer.source, _(KEYS[key].meaning))


def _contraventions(law: RuleSet, kind: DecisionKind, on: date) -> Iterator[Provision]:
    """What a suspension or revocation can be for, and the step of the ladder that brings it."""
    if kind not in _SANCTIONS:
        return
    ladder = law.answer("sanction.ladder", on).listed(LadderStep)
    steps = [] if ladder is UNKNOWN else [each for each in ladder if each.action == _SANCTIONS[kind]]
    classes = {each.offence_class for each in steps}
    for step in steps:
        yield Provision(step.provision, step.quote)
    offences = law.answer("sanction.offences", on).listed(Offence)
    for offence in () if offences is UNKNOWN else offences:
        if offence.offence_class in classes:
            yield Provision(offence.provision, offence.quote)
