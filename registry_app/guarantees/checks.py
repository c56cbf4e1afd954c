"""Whether an agency's guarantee suffices, for licensing and for the certificate of compliance."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Final

from sqlalchemy import distinct, func, or_, select
from sqlalchemy.orm import Session

from registry_app.agencies.queries import family
from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.errors import NotFound
from registry_app.core.texts import _, say
from registry_app.guarantees.models import ExchangeRate
from registry_app.guarantees.queries import held_by
from registry_app.guarantees.sufficiency import Held, Shortfall, shortfall_through, times
from registry_app.licensing.models import Ground, Licence
from registry_app.licensing.status import GroundKind
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.rules import Answer, RuleSet
from registry_app.rulebook.values import UNKNOWN, Requirement

CODE: Final = "guarantee:sufficient"
REQUIREMENT: Final = "guarantee.requirement"


def guarantee_suffices(session: Session, agency_id: uuid.UUID, on: date) -> list[CheckResult]:
    """Whether what the agency lodged suffices on a day."""
    return guarantee_suffices_through(session, agency_id, on, on)


def guarantee_suffices_through(session: Session, agency_id: uuid.UUID, on: date, through: date) -> list[CheckResult]:
    """Whether it suffices on every day from `on` through `through`, such as the last day of a certificate."""
    try:
        rules = get_rules(session, on)
    except NotFound as missing:
        return [CheckResult(CODE, Verdict.CANNOT_TELL, missing.sentence, hint=missing.hint)]
    answer = rules.answer(REQUIREMENT, on)
    requirement = answer.requirement()
    if requirement is UNKNOWN:
        sentence = _("Whether an agency must lodge a guarantee is not set by the regulator.")
        return [CheckResult(CODE, Verdict.CANNOT_TELL, sentence, source=answer.source)]
    held = held_by(session, agency_id, on)
    return [
        _result(answer, _answer(session, rules, requirement, held, agency_id, on, through)),
        *_moved_rates(session, held, on),
    ]


def _answer(
    session: Session,
    rules: RuleSet,
    requirement: Requirement,
    held: list[Held],
    agency_id: uuid.UUID,
    on: date,
    through: date,
) -> Shortfall:
    once = shortfall_through(requirement, held, on, through)
    count = count_licences(session, agency_id, on)
    per = rules.answer("guarantee.counted_per", on)
    if count < 2 or per.value == "agency":
        return once
    each = shortfall_through(times(requirement, count), held, on, through)
    if per.value == "licence" or each.verdict is once.verdict:
        return each
    sentence = _(
        "The agency holds {count} licences; whether each needs a guarantee of its own is not set by the regulator."
    )
    return Shortfall(Verdict.CANNOT_TELL, on, (), (say(sentence, count=count), *once.reasons))


def count_licences(session: Session, agency_id: uuid.UUID, on: date) -> int:
    """How many licences were granted for the day; a suspended one needs its guarantee as well."""
    found = (
        select(func.count(distinct(Licence.id)))
        .join(Ground, Ground.licence_id == Licence.id)
        .where(
            Licence.agency_id.in_(family(session, agency_id)),
            Ground.kind == GroundKind.GRANTED,
            Ground.set_aside_by.is_(None),
            Ground.starts_on <= on,
            or_(Ground.ends_on.is_(None), Ground.ends_on >= on),
        )
    )
    return session.scalar(found) or 0


def _result(answer: Answer, short: Shortfall) -> CheckResult:
    return CheckResult(
        CODE,
        short.verdict,
        " ".join(short.reasons),
        source=answer.source,
        field="guarantee",
        hint=_hint(short),
    )


def _hint(short: Shortfall) -> str:
    if short.verdict is Verdict.NOT_MET:
        return _("Have the missing sum lodged, and verified with its issuer.")
    if short.verdict is Verdict.CANNOT_TELL:
        return _("Settle what cannot be told: ask the issuer, or record the rate by which the equivalent is valued.")
    return ""


def _moved_rates(session: Session, held: list[Held], on: date) -> list[CheckResult]:
    """A note where a later rate is known than the one a guarantee is valued by: it changes nothing by itself."""
    found = []
    for each in held:
        rate = each.valuation
        if rate is None:
            continue
        later = session.scalars(
            select(ExchangeRate)
            .where(
                ExchangeRate.base == rate.base,
                ExchangeRate.quote == rate.quote,
                ExchangeRate.on > rate.on,
                ExchangeRate.on <= on,
                ExchangeRate.set_aside_by.is_(None),
            )
            .order_by(ExchangeRate.on.desc())
        ).first()
        if later is not None:
            sentence = say(
                _("Guarantee {number} is valued by the rate of {old}; a rate of {new} is known."),
                number=each.number,
                old=rate.on,
                new=later.on,
            )
            found.append(CheckResult("guarantee:rate_moved", Verdict.MET, sentence, Level.NOTE))
    return found
