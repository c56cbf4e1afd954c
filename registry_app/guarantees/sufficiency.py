"""Whether what is lodged suffices on a day: met, short by how much, or cannot be told and why.

Only instruments that their issuer has confirmed and that cover the day count, with what is free in their ledger:
money reserved for workers' claims protects nobody else. An equivalent in another currency counts by a rate that the
office recorded with its day and source, or cannot be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import ceil, floor

from registry_app.core.check_results import Verdict
from registry_app.core.dates import DAY
from registry_app.core.money import Money, digits
from registry_app.core.texts import _, say
from registry_app.guarantees.rules import (
    KIND_WORDS,
    STATE_WORDS,
    Coverage,
    GuaranteeState,
    Happened,
    InstrumentKind,
    state_on,
)
from registry_app.rulebook.values import AnyOf, FixedAmount, Instrument, Requirement


@dataclass(frozen=True)
class Rate:
    """So many units of `quote` for one of `base`, on a day, from a named source."""

    base: str
    quote: str
    rate: Decimal
    on: date
    source: str


@dataclass(frozen=True)
class Held:
    """A guarantee as far as its sufficiency is concerned; the sums are the ledger's of the day that is asked about.

    `valuation` is the rate the office adopted for it, None where there is none.
    """

    number: str
    kind: InstrumentKind
    cover: Coverage
    events: tuple[Happened, ...]
    free: Money
    reserved: Money
    paid_out: Money
    valuation: Rate | None = None

    def state(self, on: date, known: datetime | None = None) -> GuaranteeState | None:
        """What it is on a day."""
        return state_on(self.events, self.cover, self.free + self.reserved, self.paid_out, on, known)


@dataclass(frozen=True)
class Missing:
    """What an instrument is short by."""

    kind: str
    amount: Money


@dataclass(frozen=True)
class Shortfall:
    """The answer of a day; `missing` is empty unless the verdict is NOT_MET, `reasons` are sentences."""

    verdict: Verdict
    on: date
    missing: tuple[Missing, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """What one guarantee brings to a leaf, in the leaf's minor units: at least and at most (None: unbounded)."""

    least: Fraction
    most: Fraction | None
    reason: str = ""


def shortfall(requirement: Requirement, held: Iterable[Held], on: date, known: datetime | None = None) -> Shortfall:
    """What is missing of a requirement on a day, as the register knew it at that moment (None: now).

    Of several ways to meet it the best counts; a way that cannot be told outweighs one that is surely missed.
    """
    return best_way(requirement, held, on, known)[1]


def best_way(
    requirement: Requirement, held: Iterable[Held], on: date, known: datetime | None = None
) -> tuple[tuple[Instrument, ...], Shortfall]:
    """The way that `shortfall` speaks of: its instruments, and the answer."""
    pool = list(held)
    tried = [(leaves, _alternative(leaves, pool, on, known)) for leaves in alternatives(requirement)]
    for verdict in (Verdict.MET, Verdict.CANNOT_TELL):
        for leaves, answer in tried:
            if answer.verdict is verdict:
                return leaves, answer
    return min(tried, key=lambda each: len(each[1].missing))


def shortfall_through(requirement: Requirement, held: Iterable[Held], first: date, last: date) -> Shortfall:
    """The worst answer of the days from `first` through `last`; only days on which anything changes are looked at."""
    pool = list(held)
    turns = {first, last}
    for each in pool:
        turns.update(event.on for event in each.events if first <= event.on <= last)
        if each.cover.through is not None and first <= each.cover.through < last:
            turns.add(each.cover.through + DAY)
    answers = [shortfall(requirement, pool, day) for day in sorted(turns)]
    for verdict in (Verdict.NOT_MET, Verdict.CANNOT_TELL):
        for answer in answers:
            if answer.verdict is verdict:
                return answer
    return answers[-1]


def times(requirement: Requirement, count: int) -> Requirement:
    """The requirement once for each of `count` licences."""
    if isinstance(requirement, Instrument):
        amount = requirement.amount
        more = replace(amount, amount=Money(amount.amount.minor * count, amount.amount.currency))
        return replace(requirement, amount=more)
    return replace(requirement, parts=tuple(times(part, count) for part in requirement.parts))


def alternatives(requirement: Requirement) -> list[tuple[Instrument, ...]]:
    """Every way to meet the requirement, each a set of instruments that are all needed; equal kinds are added up."""
    if isinstance(requirement, Instrument):
        return [(requirement,)]
    parts = [alternatives(part) for part in requirement.parts]
    if isinstance(requirement, AnyOf):
        return [way for ways in parts for way in ways]
    return [_added_up([leaf for way in choice for leaf in way]) for choice in product(*parts)]


def _added_up(leaves: Sequence[Instrument]) -> tuple[Instrument, ...]:
    # one bank guarantee must not be counted for two leaves of the same kind
    sums: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for leaf in leaves:
        sums[leaf.kind, leaf.amount.amount.currency, leaf.amount.or_equivalent] += leaf.amount.amount.minor
    return tuple(
        Instrument(kind, FixedAmount(Money(minor, currency), equivalents))
        for (kind, currency, equivalents), minor in sums.items()
    )


def _alternative(leaves: Sequence[Instrument], pool: Sequence[Held], on: date, known: datetime | None) -> Shortfall:
    answers = [_leaf(leaf, pool, on, known) for leaf in leaves]
    verdicts = {answer.verdict for answer in answers}
    verdict = next(each for each in (Verdict.NOT_MET, Verdict.CANNOT_TELL, Verdict.MET) if each in verdicts)
    told = [answer for answer in answers if answer.verdict is verdict]
    missing = tuple(part for answer in told for part in answer.missing)
    return Shortfall(verdict, on, missing, tuple(reason for answer in told for reason in answer.reasons))


def _leaf(leaf: Instrument, pool: Sequence[Held], on: date, known: datetime | None) -> Shortfall:
    required = leaf.amount.amount
    of_kind = [each for each in pool if each.kind == leaf.kind]
    counted = [bring(each, leaf.amount, on, known) for each in of_kind]
    least = sum((each.least for each in counted), Fraction(0))
    unbounded = any(each.most is None for each in counted)
    most = sum((each.most for each in counted if each.most is not None), Fraction(0))
    reasons = tuple(each.reason for each in counted if each.reason)
    there = Money(floor(least), required.currency)
    kind = _(KIND_WORDS[InstrumentKind(leaf.kind)])
    if least >= required.minor:
        sentence = _("{there} of {required} stands as {kind}.")
        return Shortfall(Verdict.MET, on, (), (say(sentence, there=there, required=required, kind=kind),))
    if unbounded or most >= required.minor:
        return Shortfall(Verdict.CANNOT_TELL, on, (), reasons)
    short = Money(ceil(required.minor - least), required.currency)
    sentence = say(
        _("{there} of {required} stands as {kind} on {day}: {short} is missing."),
        there=there,
        required=required,
        kind=kind,
        day=on,
        short=short,
    )
    return Shortfall(Verdict.NOT_MET, on, (Missing(leaf.kind, short),), (sentence, *reasons))


def bring(held: Held, amount: FixedAmount, on: date, known: datetime | None = None) -> Counted:
    """What one guarantee brings to a leaf of the requirement on a day, and why it brings less than it holds."""
    state = held.state(on, known)
    if state is not GuaranteeState.IN_FORCE:
        shown = _(STATE_WORDS[state]) if state else _("not lodged")
        sentence = _("Guarantee {number} does not count: on {day} it is {state}.")
        return Counted(Fraction(0), Fraction(0), say(sentence, number=held.number, day=on, state=shown))
    value, reason = _value(held, amount)
    if value is not None and held.cover.through is not None and on > held.cover.through:
        sentence = _("Guarantee {number} ran through {through}; whether it was renewed has not been confirmed.")
        return Counted(Fraction(0), value, say(sentence, number=held.number, through=held.cover.through))
    if value is None:
        return Counted(Fraction(0), None, reason)
    if held.reserved:
        sentence = _("Of guarantee {number}, {reserved} is reserved for claims and does not count.")
        reason = say(sentence, number=held.number, reserved=held.reserved)
    return Counted(value, value, reason)


def _value(held: Held, amount: FixedAmount) -> tuple[Fraction | None, str]:
    """What is free, in minor units of the requirement's currency; None where no rate was adopted."""
    asked = amount.amount.currency
    own = held.free.currency
    if own == asked:
        return Fraction(held.free.minor), ""
    if own not in amount.or_equivalent:
        sentence = _("Guarantee {number} is in {currency}, which does not count towards {asked}.")
        return Fraction(0), say(sentence, number=held.number, currency=own, asked=asked)
    rate = held.valuation
    if rate is None or {rate.base, rate.quote} != {own, asked}:
        sentence = _("Guarantee {number} is in {currency}; no rate to {asked} has been recorded for it.")
        return None, say(sentence, number=held.number, currency=own, asked=asked)
    return converted(held.free, rate), ""


def converted(amount: Money, rate: Rate) -> Fraction:
    """An amount in minor units of the rate's other currency, exact; the caller rounds."""
    units: Fraction = Fraction(amount.minor, 10 ** digits(amount.currency))
    factor: Fraction = Fraction(rate.rate)
    other, value = (rate.quote, units * factor) if amount.currency == rate.base else (rate.base, units / factor)
    return value * Fraction(10 ** digits(other))
