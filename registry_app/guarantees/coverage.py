"""The coverage of an agency on a day: what is required, and what each of its guarantees brings to it, with the reasons.

The verdict is that of `checks.guarantee_suffices`; here are the sums it rests on, for a picture.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from sqlalchemy.orm import Session

from registry_app.core.check_results import CheckResult
from registry_app.core.money import Money, total
from registry_app.core.texts import _
from registry_app.guarantees.checks import REQUIREMENT, count_licences, guarantee_suffices
from registry_app.guarantees.queries import GuaranteeRow, held_by, list_guarantees
from registry_app.guarantees.rules import GuaranteeState, InstrumentKind
from registry_app.guarantees.sufficiency import Held, Rate, best_way, bring, converted, times
from registry_app.rulebook.queries import find_adoption, get_rules
from registry_app.rulebook.values import UNKNOWN, Instrument, Requirement


@dataclass(frozen=True)
class LeafCover:
    """One instrument of the requirement in its own currency; `required` is None where the regulator has set nothing.

    `counts` is free and in force, `idle` free but not counted (not verified, expired, denied). `untold` says that a
    guarantee in another currency is left out because no rate was adopted for it.
    """

    kind: InstrumentKind
    required: Money | None
    counts: Money
    reserved: Money
    paid_out: Money
    idle: Money
    untold: bool = False


@dataclass(frozen=True)
class Brought:
    """What one guarantee brings, and why it does not bring more; `reason` is empty where all of it counts."""

    row: GuaranteeRow
    reason: str


@dataclass(frozen=True)
class AgencyCover:
    """The whole picture; `source` and `quote` are the requirement's provision, `results` the computed verdicts."""

    leaves: tuple[LeafCover, ...]
    brought: tuple[Brought, ...]
    results: tuple[CheckResult, ...]
    source: str
    quote: str
    licences: int


def read_coverage(session: Session, agency_id: uuid.UUID, on: date) -> AgencyCover:
    """The coverage of an agency and its merged duplicates on a day."""
    held = held_by(session, agency_id, on)
    rows = {row.number: row for row in list_guarantees(session, on, agency_id)}
    results = tuple(guarantee_suffices(session, agency_id, on))
    count = count_licences(session, agency_id, on)
    requirement, source, quote = _required(session, on, count)
    held = [each for each in held if each.number in rows]
    if requirement is None:
        brought = tuple(Brought(rows[each.number], "") for each in held)
        return AgencyCover(_without_law(held, on), brought, results, source, quote, count)
    leaves, _answer = best_way(requirement, held, on)
    return AgencyCover(
        tuple(_leaf(leaf, held, on) for leaf in leaves),
        tuple(Brought(rows[each.number], _reason(leaves, each, on)) for each in held),
        results,
        source,
        quote,
        count,
    )


def _required(session: Session, on: date, licences: int) -> tuple[Requirement | None, str, str]:
    if find_adoption(session, on) is None:
        return None, _("not set by the regulator"), ""
    rules = get_rules(session, on)
    answer = rules.answer(REQUIREMENT, on)
    requirement = answer.requirement()
    if requirement is UNKNOWN:
        return None, answer.source, ""
    if licences > 1 and rules.answer("guarantee.counted_per", on).value == "licence":
        requirement = times(requirement, licences)
    return requirement, answer.source, answer.because.quote


def _reason(leaves: Sequence[Instrument], held: Held, on: date) -> str:
    """Why it brings less than it holds to the instrument of its kind."""
    for leaf in leaves:
        if leaf.kind == held.kind:
            return bring(held, leaf.amount, on).reason
    return _("The law asks for another kind of guarantee.")


def _leaf(leaf: Instrument, pool: Sequence[Held], on: date) -> LeafCover:
    required = leaf.amount.amount
    counts, reserved, paid_out, idle = [Fraction(0)], [Fraction(0)], [Fraction(0)], [Fraction(0)]
    untold = False
    for each in (one for one in pool if one.kind == leaf.kind):
        free, held_back, gone = (
            _in(amount, required.currency, each.valuation) for amount in (each.free, each.reserved, each.paid_out)
        )
        if free is None or held_back is None or gone is None:
            untold = untold or each.free.currency in leaf.amount.or_equivalent
            continue
        brings = bring(each, leaf.amount, on).least
        counts.append(brings)
        idle.append(max(free - brings, Fraction(0)))
        reserved.append(held_back)
        paid_out.append(gone)

    def added(parts: Sequence[Fraction]) -> Money:
        return Money(floor(sum(parts, Fraction(0))), required.currency)

    kind = InstrumentKind(leaf.kind)
    return LeafCover(kind, required, added(counts), added(reserved), added(paid_out), added(idle), untold)


def _in(amount: Money, currency: str, rate: Rate | None) -> Fraction | None:
    """An amount in minor units of a currency; None where no rate leads there."""
    if amount.currency == currency:
        return Fraction(amount.minor)
    if rate is None or {rate.base, rate.quote} != {amount.currency, currency}:
        return None
    return converted(amount, rate)


def _without_law(pool: Sequence[Held], on: date) -> tuple[LeafCover, ...]:
    """What is held by kind and currency, where nothing says what is required."""
    groups = {(each.kind, each.free.currency): None for each in pool}
    leaves = []
    for kind, currency in groups:
        own = [each for each in pool if each.kind is kind and each.free.currency == currency]
        stands = [each.free for each in own if each.state(on) is GuaranteeState.IN_FORCE]
        free = total((each.free for each in own), currency)
        counts = total(stands, currency)
        reserved = total((each.reserved for each in own), currency)
        paid_out = total((each.paid_out for each in own), currency)
        leaves.append(LeafCover(kind, None, counts, reserved, paid_out, free - counts))
    return tuple(leaves)
