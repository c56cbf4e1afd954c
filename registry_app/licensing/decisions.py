"""What a decision may be: by whom, from when, how long a licence lasts, what stops a grant. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.texts import N_, _, bare, say
from registry_app.rulebook.rules import Answer
from registry_app.rulebook.terms import LastDay, NotRunning, last_day_from
from registry_app.rulebook.values import UNKNOWN, Term


class DecisionKind(StrEnum):
    """What is decided: the first three on an application, the others on a licence."""

    GRANT = "grant"
    RENEW = "renew"
    REFUSE = "refuse"
    SUSPEND = "suspend"
    REVOKE = "revoke"
    SURRENDER = "surrender"
    STAY = "stay"
    LIFT = "lift"
    SET_ASIDE = "set_aside"


class Standing(StrEnum):
    """What became of a proposed decision; whether a decided one was set aside is a matter of `set_aside_by`."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ActsFrom(StrEnum):
    """From when a decision acts: its own day, its service, a stated day, or the beginning."""

    DECISION = "decision"
    SERVICE = "service"
    STATED_DAY = "stated_day"
    BEGINNING = "beginning"


KIND_LABELS: Final = {
    DecisionKind.GRANT: N_("grant of a licence"),
    DecisionKind.RENEW: N_("renewal of a licence"),
    DecisionKind.REFUSE: N_("refusal"),
    DecisionKind.SUSPEND: N_("suspension"),
    DecisionKind.REVOKE: N_("revocation"),
    DecisionKind.SURRENDER: N_("surrender"),
    DecisionKind.STAY: N_("stay"),
    DecisionKind.LIFT: N_("lifting"),
    DecisionKind.SET_ASIDE: N_("setting aside"),
}
# the verb the deciding officer's authority names, and the step the rule book gives to a body
AUTHORITY_VERBS: Final = {
    DecisionKind.GRANT: "licence:grant",
    DecisionKind.RENEW: "licence:grant",
    DecisionKind.REFUSE: "licence:refuse",
    DecisionKind.SUSPEND: "licence:suspend",
    DecisionKind.REVOKE: "licence:revoke",
    DecisionKind.SURRENDER: "licence:grant",
    DecisionKind.STAY: "licence:suspend",
    DecisionKind.LIFT: "licence:suspend",
    DecisionKind.SET_ASIDE: "licence:set_aside",
}
BODY_STEPS: Final = {
    DecisionKind.GRANT: "grant_licence",
    DecisionKind.RENEW: "renew_licence",
    DecisionKind.REFUSE: "refuse_licence",
    DecisionKind.SUSPEND: "suspend",
    DecisionKind.REVOKE: "revoke",
}
# the rule book's term to reply before the decision; kinds without a key need no notice
REPLY_KEYS: Final = {
    DecisionKind.REFUSE: "decision.reply_before_refusal",
    DecisionKind.SUSPEND: "sanction.reply",
    DecisionKind.REVOKE: "sanction.reply",
}


@dataclass(frozen=True)
class Validity:
    """From a day through a day; `stated` says that the officer chose the last day because the law leaves it open."""

    valid_from: date
    valid_through: date
    stated: bool


def validity(
    length: Answer, events: Mapping[str, date], valid_from: date, stated: date | None, calendar: WorkCalendar
) -> Validity:
    """How long the licence is valid: by the law's own term, or as the officer states within what the law can mean.

    `length` is `licence.term_initial` or `licence.term_renewed`, `events` the days it may run from. Raises `RuleBroken`
    where the stated day contradicts the law, `BadInput` where the law leaves the day open and none was stated.
    """
    term = length.of(Term)
    if term is UNKNOWN:
        return _stated(valid_from, stated, None, None, _("How long a licence is valid is not set by the regulator."))
    outcome = last_day_from(term, events, calendar)
    if isinstance(outcome, LastDay):
        if stated is not None and stated != outcome.day:
            raise RuleBroken(
                say(_("The licence is valid through {last} ({source})."), last=outcome.day, source=length.source),
                hint=_("Leave the last day to the rule book."),
            )
        return Validity(valid_from, outcome.day, stated=False)
    if isinstance(outcome, NotRunning):
        return _stated(valid_from, stated, None, None, outcome.reason)
    return _stated(valid_from, stated, outcome.earliest, outcome.latest, outcome.reason)


def _stated(valid_from: date, stated: date | None, earliest: date | None, latest: date | None, reason: str) -> Validity:
    if stated is None:
        raise BadInput(
            say(_("The last day of validity has to be stated: {reason}"), reason=bare(reason)),
            hint=_span(earliest, latest),
        )
    if (earliest is not None and stated < earliest) or (latest is not None and stated > latest) or stated < valid_from:
        raise RuleBroken(
            say(
                _("{stated} is no last day of validity that the law can mean. {reason}"),
                stated=stated,
                reason=bare(reason),
            ),
            hint=_span(earliest, latest),
        )
    return Validity(valid_from, stated, stated=True)


def _span(earliest: date | None, latest: date | None) -> str:
    if earliest is not None and latest is not None:
        return say(_("State a day from {first} through {last}, with the reason."), first=earliest, last=latest)
    return _("State the day, with the reason.")


def acting_day(
    acts_from: ActsFrom | None, law: Answer, decided_on: date, stated: date | None, served_on: date | None
) -> tuple[ActsFrom, date | None]:
    """From when a decision acts, and the day if it is known.

    `law` is `decision.acts_from`; where it is not set the officer must say it. A decision that acts from its service
    has no day until the service is proven.
    """
    by_law = law.of(str)
    if by_law is not UNKNOWN:
        if acts_from is not None and acts_from.value != by_law:
            raise RuleBroken(
                say(_("The law says from when a decision acts: {rule} ({source})."), rule=by_law, source=law.source),
                hint=_("Leave it to the rule book."),
            )
        acts_from = ActsFrom(by_law)
    if acts_from is None:
        raise BadInput(
            _("From when a decision acts is not set by the regulator."),
            hint=_("Say whether it acts from its own day, from its service or from a stated day."),
        )
    if acts_from is ActsFrom.DECISION:
        return acts_from, decided_on
    if acts_from is ActsFrom.SERVICE:
        return acts_from, served_on
    if stated is None:
        raise BadInput(_("The day from which the decision acts is missing."), hint=_("State the day."))
    if acts_from is ActsFrom.STATED_DAY and stated < decided_on:
        raise RuleBroken(
            say(
                _("The decision of {day} would act from {stated}, before it was taken."), day=decided_on, stated=stated
            ),
            hint=_("State a later day, or say that it acts from the beginning, with the provision."),
        )
    return acts_from, stated


def stops(results: Iterable[CheckResult], deviations: Mapping[str, str]) -> list[CheckResult]:
    """The results that stop a grant: every blocker that is not met or cannot be told.

    A deviation, a reason by the result's code, passes only what a person has to judge (`CheckResult.judged`). What is not
    met is never passed; what the law leaves open the office sets by an instrument of its own, not file by file.
    """
    return [
        result
        for result in results
        if result.level is Level.BLOCKER
        and result.verdict is not Verdict.MET
        and not (waits_for_judgement(result) and deviations.get(result.code))
    ]


def waits_for_judgement(result: CheckResult) -> bool:
    """Whether a written reason may pass the result."""
    return result.judged and result.verdict is Verdict.CANNOT_TELL


def check_grant(results: Sequence[CheckResult], deviations: Mapping[str, str]) -> None:
    """Refuse a grant that anything stops, and a deviation that nothing asks for."""
    stopping = stops(results, deviations)
    if stopping:
        raise RuleBroken(
            "\n".join([_("A licence cannot be granted:"), *(f"• {each.sentence}" for each in stopping)]),
            hint=next((each.hint for each in stopping if each.hint), "")
            or _("Settle this first, or refuse the application."),
        )
    needed = {result.code for result in results if waits_for_judgement(result)}
    idle = sorted(set(deviations) - needed)
    if idle:
        raise BadInput(
            say(_("Nothing calls for a deviation from {code}."), code=idle[0]),
            hint=_("Leave it out; a reason passes only what a person has to judge."),
        )


@dataclass(frozen=True)
class NoticeFact:
    """The notice that went before a decision: proven service, reply, and whether its term has lapsed."""

    served_on: date | None
    replied_on: date | None
    lapsed: Verdict
    lapse_reason: str


def check_notice(kind: DecisionKind, reply: Answer | None, notice: NoticeFact | None, without_because: str) -> None:
    """Refuse a refusal or a sanction that the agency could not answer (domain.md, "Licensing").

    `reply` is the rule book's term to reply. Where the law sets one, the agency has replied or the term has lapsed, and
    nothing else will do. Where it is silent, a notice or a written reason why there was none.
    """
    if kind not in REPLY_KEYS or reply is None:
        return
    if notice is not None:
        if notice.replied_on is not None or notice.lapsed is Verdict.MET:
            return
        if notice.served_on is None:
            raise RuleBroken(
                _("The notice has not been served with proof, so the term to reply has not started."),
                hint=_("Record its service with the proof first."),
            )
        if reply.known or not without_because:
            raise RuleBroken(
                say(_("The agency may still reply: {reason}"), reason=bare(notice.lapse_reason)),
                hint=_("Wait for the reply or the end of the term."),
            )
        return
    if reply.known:
        raise RuleBroken(
            say(
                _("The agency must be told of the intended {kind} and may reply ({source})."),
                kind=_(KIND_LABELS[kind]),
                source=reply.source,
            ),
            hint=_("Issue the notice and record its service."),
        )
    if not without_because:
        raise RuleBroken(
            _("Whether the agency may reply first is not set by the regulator, and there was no notice."),
            hint=_("Give a notice, or write down why the decision is taken without one."),
        )
