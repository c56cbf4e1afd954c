"""What changes between two days or after a value was set: the past keeps the rule of its day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from registry_app.core.dates import DAY, Period
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.rulebook.keys import KEYS
from registry_app.rulebook.rules import Answer, RuleSet, RuleValue


@dataclass(frozen=True)
class Difference:
    """A key whose value is not the same on two days or in two books."""

    key: str
    before: Answer
    after: Answer


def compare(one: RuleSet, on: date, two: RuleSet, then: date) -> list[Difference]:
    """Every key that `one` answers differently on its day than `two` on its; the same book twice compares two days."""
    found = (Difference(key, one.answer(key, on), two.answer(key, then)) for key in KEYS)
    return [each for each in found if each.before.value != each.after.value]


def with_value(rules: RuleSet, new: RuleValue) -> RuleSet:
    """The rule set after a value was set from a day on: what stood before ends on the day before; later rows yield.

    Days before `new.period.first` keep the value of their day. Raises `BadInput` when the new value has a last day:
    an override that ends needs the rule that follows it stated as well.
    """
    if new.period.last is not None:
        raise BadInput(
            say(_("The new value of {key} has a last day."), key=new.key),
            hint=_("Set it without a last day, and set the rule that follows it as another value from its own day."),
        )
    kept = []
    for row in rules.values:
        if row.key != new.key or (row.period.last is not None and row.period.last < new.period.first):
            kept.append(row)
        elif row.period.first < new.period.first:
            kept.append(replace(row, period=Period(row.period.first, new.period.first - DAY)))
    return replace(rules, values=(*kept, new))
