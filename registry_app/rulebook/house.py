"""An office's own rules where the law is silent, as a TOML file: one instrument, one day, and the values it sets."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry_app.core.texts import _, say
from registry_app.rulebook.keys import KEYS
from registry_app.rulebook.load import decoded, fail_on, not_toml, read_day
from registry_app.rulebook.reader import Path, Reader, canonical
from registry_app.rulebook.reading import read_value


@dataclass(frozen=True)
class NewValue:
    """A value the office sets: `plain` is its plain form as in a rule book's file, None for "not set by the regulator"."""

    key: str
    plain: Any
    source: str = ""
    quote: str = ""
    note: str = ""


@dataclass(frozen=True)
class HouseRules:
    """What an office sets by one instrument from a day on; `book` is the rule book it was written for."""

    book: str
    instrument: str
    from_day: date
    reason: str
    values: tuple[NewValue, ...]


def read_house_rules(raw: bytes, file: str) -> HouseRules:
    """The house rules in a file; `BadRuleBook` with every mistake found."""
    text = decoded(raw, file)
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise not_toml(text, file, error) from error
    reader = Reader()
    reader.table(plain, (), ("schema", "house", "values"))
    house = reader.table(plain.get("house"), ("house",), ("book", "instrument", "from_day"), ("reason",)) or {}
    values = plain.get("values")
    found = [
        _value(reader, key, entry, ("values", key))
        for key, entry in (values if isinstance(values, Mapping) else {}).items()
    ]
    rules = HouseRules(
        book=reader.text(house, "book", ("house",)),
        instrument=reader.text(house, "instrument", ("house",)),
        from_day=read_day(reader, house, "from_day", ("house",)) or date.min,
        reason=reader.text(house, "reason", ("house",)),
        values=tuple(found),
    )
    if not rules.instrument:
        reader.wrong(
            ("house",), _("No instrument is named."), _("Name the directive or order by which the office sets this.")
        )
    fail_on(reader, text, file)
    return rules


def _value(reader: Reader, key: str, plain: object, path: Path) -> NewValue:
    table = reader.table(plain, path, (), ("value", "unknown", "source", "quote", "note")) or {}
    if key not in KEYS:
        reader.wrong(path, say(_("There is no key {key}."), key=key), _("See README.md beside the rule books."))
    elif table.get("unknown") is not True:
        read_value(KEYS[key], table.get("value"), reader, (*path, "value"))
    try:
        canonical(table.get("value"))
    except (TypeError, ValueError):
        reader.wrong((*path, "value"), _("The value holds a date or a fraction."), _("Write it as a text in quotes."))
    return NewValue(
        key=key,
        plain=None if table.get("unknown") is True else table.get("value"),
        source=reader.text(table, "source", path),
        quote=reader.text(table, "quote", path),
        note=reader.text(table, "note", path),
    )
