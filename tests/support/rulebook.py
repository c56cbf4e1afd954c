"""Ethiopia's rule book for tests: as a pure value, and adopted in a register by two persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from registry_app.build import Opened
from registry_app.core.dates import Period
from registry_app.core.paths import DEMO
from registry_app.rulebook import service
from registry_app.rulebook.house import HouseRules, read_house_rules
from registry_app.rulebook.keys import KEYS
from registry_app.rulebook.load import bundled
from registry_app.rulebook.reader import canonical
from registry_app.rulebook.reading import value_of
from registry_app.rulebook.revising import with_value
from registry_app.rulebook.rules import Because, Confidence, Provenance, RuleSet, RuleValue
from tests.support.office import as_user

BOOK = "et/923-2016"


def house_rules() -> HouseRules:
    """The made-up rules of the demo office."""
    file = DEMO / "house-rules-et.toml"
    return read_house_rules(file.read_bytes(), file.name)


def law_alone() -> RuleSet:
    """What the Proclamation says, and nothing else; nobody has confirmed it."""
    return bundled(BOOK).rules


def ethiopia(**values: object) -> RuleSet:
    """The Proclamation with the demo office's house rules, all confirmed; `guarantee__sharing=None` and the like set more.

    A key's dot is written as two underscores; the value is in its plain form, None for "not set by the regulator".
    """
    rules = law_alone()
    for given in house_rules().values:
        rules = set_value(rules, given.key, given.plain)
    for name, plain in values.items():
        rules = set_value(rules, name.replace("__", "."), plain)
    confirmed = tuple(replace(row, because=replace(row.because, confirmed=True)) for row in rules.values)
    return replace(rules, values=confirmed)


def set_value(rules: RuleSet, key: str, plain: object, from_day: date = date(2016, 2, 19)) -> RuleSet:
    """The rules after the office set a value from a day on."""
    assert key in KEYS
    written = canonical(plain)
    because = Because(
        rules.book.id,
        confidence=Confidence.A,
        provenance=Provenance.OFFICE,
        instrument="Directive 1/2019 (made up for training)",
        confirmed=True,
    )
    return with_value(rules, RuleValue(key, value_of(key, written), written, Period(from_day), because))


def adopt_ethiopia(opened: Opened, second: str = "director") -> None:
    """Adopt the Proclamation as the administrator who has the register open; a second person confirms it and the house rules."""
    loaded, house = bundled(BOOK), house_rules()
    with opened.transaction("rulebook:adopt") as (session, actor):
        adopted = service.adopt(session, actor, loaded)
    with opened.transaction("rulebook:confirm") as (session, actor):
        service.propose_confirmation(session, actor, adopted)
        service.propose_values(
            session,
            actor,
            adopted,
            house.values,
            from_day=house.from_day,
            instrument=house.instrument,
            reason=house.reason,
        )
    other = as_user(opened, second)
    try:
        with other.transaction("rulebook:confirm") as (session, actor):
            service.approve_confirmation(session, actor, adopted)
            service.approve_values(session, actor, adopted)
    finally:
        other.close()
