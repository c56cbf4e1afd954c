"""Reading the values of a rule book strictly: from plain tables and lists to frozen values, noting every mistake.

The same reader serves the TOML of a book and the canonical JSON of the adopted tables, so that nothing can be adopted
that could not be read from a file. Amounts are strings in major units, percentages strings or whole numbers: a rule
book holds no floating-point number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, TypeVar

from registry_app.core.errors import BadInput
from registry_app.core.money import parse_money
from registry_app.core.texts import _, say
from registry_app.rulebook import codes
from registry_app.rulebook.values import (
    UNKNOWN,
    AllOf,
    AnyOf,
    FixedAmount,
    Instrument,
    Item,
    MonthEnd,
    OnHoliday,
    Reckoning,
    Requirement,
    Term,
    Unit,
    Unknown,
)

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
Path = tuple[str | int, ...]

_LONGEST: Final = 4000  # characters of a quoted provision; the longest article read so far has 1,500


@dataclass(frozen=True)
class Mistake:
    """One thing wrong in a book: where (`path` of keys and indices), what, and how to mend it."""

    path: Path
    what: str
    mend: str


def canonical(plain: object) -> str:
    """The one way a plain value is written: sorted keys, no spaces, no escapes."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@dataclass
class Reader:
    """Reads one book or one value; `mistakes` grows, and what was read is worth nothing unless it stays empty."""

    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, path: Path, what: str, mend: str) -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(path, what, mend))

    # --- single values -------------------------------------------------------------------------------------------

    def table(
        self, plain: object, path: Path, needed: Sequence[str], allowed: Sequence[str] = ()
    ) -> Mapping[str, Any] | None:
        """A table that has the needed keys and no other than those and the allowed ones."""
        if not isinstance(plain, Mapping):
            self.wrong(path, _("This must be a table."), say(_("Write a table with {keys}."), keys=", ".join(needed)))
            return None
        for key in plain:
            if key not in needed and key not in allowed:
                self.wrong(
                    (*path, key),
                    say(_("{key} is not known here."), key=key),
                    say(_("Remove it, or use one of {keys}."), keys=", ".join([*needed, *allowed])),
                )
        missing = [key for key in needed if key not in plain]
        for key in missing:
            self.wrong(path, say(_("{key} is missing."), key=key), say(_("Add {key}."), key=key))
        return None if missing else plain

    def text(self, table: Mapping[str, Any], key: str, path: Path, default: str = "") -> str:
        """A text without control characters; the default where the key is missing."""
        value = table.get(key, default)
        if not isinstance(value, str):
            self.wrong((*path, key), say(_("{key} must be a text."), key=key), _("Put it in quotation marks."))
            return default
        value = " ".join(value.split())
        if len(value) > _LONGEST or not value.isprintable():
            self.wrong(
                (*path, key),
                say(_("{key} is too long or holds control characters."), key=key),
                say(_("Write at most {count} printable characters."), count=_LONGEST),
            )
        return value

    def whole(self, value: object, path: Path, least: int, most: int, default: int = 1) -> int:
        """A whole number between two bounds."""
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.wrong(
                path,
                say(_("{value} is not a whole number from {least} to {most}."), value=value, least=least, most=most),
                _("Write digits without quotation marks."),
            )
            return default
        return value

    def boolean(self, table: Mapping[str, Any], key: str, path: Path, *, default: bool) -> bool:
        """True or false."""
        value = table.get(key, default)
        if not isinstance(value, bool):
            self.wrong((*path, key), say(_("{key} must be true or false."), key=key), _("Write true or false."))
            return default
        return value

    def maybe(self, table: Mapping[str, Any], key: str, path: Path, *, default: bool | Unknown) -> bool | Unknown:
        """True, false or "unknown"."""
        value = table.get(key, default)
        if value in (UNKNOWN, "unknown"):
            return UNKNOWN
        if not isinstance(value, bool):
            self.wrong(
                (*path, key),
                say(_('{key} must be true, false or "unknown".'), key=key),
                _('Write true, false or "unknown".'),
            )
            return UNKNOWN
        return value

    def code(self, value: object, path: Path, allowed: Sequence[str]) -> str:
        """One code of a closed list (any code where the list is empty)."""
        if not isinstance(value, str) or not value or (allowed and value not in allowed):
            self.wrong(
                path,
                say(_("{value} is not a code that can stand here."), value=value),
                say(_("Use one of {codes}."), codes=", ".join(allowed)) if allowed else _("Write a code in quotes."),
            )
            return allowed[0] if allowed else ""
        return value

    def codes(self, table: Mapping[str, Any], key: str, path: Path, allowed: Sequence[str]) -> tuple[str, ...]:
        """A list of codes of a closed list, none twice."""
        value = table.get(key, [])
        if not isinstance(value, Sequence) or isinstance(value, str):
            self.wrong((*path, key), say(_("{key} must be a list."), key=key), _('Write ["one", "two"].'))
            return ()
        found = tuple(self.code(entry, (*path, key, at), allowed) for at, entry in enumerate(value))
        self.once(found, (*path, key))
        return found

    def choice(self, table: Mapping[str, Any], key: str, path: Path, kind: type[E]) -> E | Unknown:
        """One member of a closed list, or `UNKNOWN` where the key is missing or "unknown"."""
        value = table.get(key, "unknown")
        if value == "unknown":
            return UNKNOWN
        return kind(self.code(value, (*path, key), tuple(kind)))

    def once(self, found: Sequence[object], path: Path) -> None:
        """Note each entry that stands twice."""
        for at, entry in enumerate(found):
            if entry in found[:at]:
                self.wrong((*path, at), say(_("{entry} stands twice."), entry=entry), _("Remove one of the two."))

    def percent(self, value: object, path: Path) -> Decimal:
        """A percentage, as a whole number or a text such as "7.5"."""
        try:
            found = Decimal(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else Decimal("NaN")
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or not 0 <= found <= 1000:
            self.wrong(
                path,
                say(_("{value} is not a percentage."), value=value),
                _('Write a whole number, or a text such as "7.5".'),
            )
            return Decimal(0)
        return found

    def each(self, plain: object, path: Path, read: Callable[[object, Path], T | None]) -> tuple[T, ...]:
        """The entries of a list that is not empty."""
        if not isinstance(plain, Sequence) or isinstance(plain, str) or not plain:
            self.wrong(path, _("This must be a list with at least one entry."), _("Write [[…]] tables, or unknown."))
            return ()
        found = (read(entry, (*path, at)) for at, entry in enumerate(plain))
        return tuple(entry for entry in found if entry is not None)

    # --- composed values -----------------------------------------------------------------------------------------

    def term(self, plain: object, path: Path) -> Term | None:
        """A term; the parts left out are `UNKNOWN` and follow the book's counting rules."""
        parts = ("calendar", "counts_day_of_event", "month_end", "last_day_on_holiday", "cut_off_hour")
        table = self.table(plain, path, ("n", "unit", "from"), ("may_start", "before", *parts))
        if table is None:
            return None
        starts = table["from"]
        may_start = self.codes(table, "may_start", path, codes.EVENTS)
        if starts != "unknown":
            starts = self.code(starts, (*path, "from"), codes.EVENTS)
            if may_start:
                self.wrong(
                    (*path, "may_start"),
                    _("The term names its event and lists others."),
                    _('Remove may_start, or write from = "unknown".'),
                )
        hour = table.get("cut_off_hour", "unknown")
        return Term(
            n=self.whole(table["n"], (*path, "n"), 1, 10_000),
            unit=Unit(self.code(table["unit"], (*path, "unit"), tuple(Unit))),
            starts=UNKNOWN if starts == "unknown" else starts,
            may_start=may_start,
            before=self.boolean(table, "before", path, default=False),
            calendar=self.choice(table, "calendar", path, Reckoning),
            counts_day_of_event=self.maybe(table, "counts_day_of_event", path, default=UNKNOWN),
            month_end=self.choice(table, "month_end", path, MonthEnd),
            last_day_on_holiday=self.choice(table, "last_day_on_holiday", path, OnHoliday),
            cut_off_hour=UNKNOWN if hour == "unknown" else self.whole(hour, (*path, "cut_off_hour"), 0, 24),
        )

    def amount(self, plain: object, path: Path) -> FixedAmount | None:
        """An amount of money in major units, as a text, with its currency and those of its equivalent."""
        table = self.table(plain, path, ("amount", "currency"), ("or_equivalent",))
        if table is None:
            return None
        try:
            if not isinstance(table["amount"], str):
                raise BadInput(_("The amount must be a text."), hint=_('Write "100000" in quotation marks.'))
            money = parse_money(table["amount"], self.text(table, "currency", path))
            equivalents = self.codes(table, "or_equivalent", path, ())
            for currency in equivalents:
                parse_money("0", currency)
        except BadInput as error:
            self.wrong((*path, "amount"), error.sentence, error.hint)
            return None
        if money.minor < 0:
            self.wrong((*path, "amount"), _("The amount is below zero."), _("Write what has to be paid or lodged."))
        return FixedAmount(money, equivalents)

    def requirement(self, plain: object, path: Path) -> Requirement | None:
        """A tree of `all_of` and `any_of` whose leaves are instruments."""
        if not isinstance(plain, Mapping) or len({"instrument", "all_of", "any_of"} & set(plain)) != 1:
            self.wrong(
                path,
                _("A requirement is one instrument, or one list of all_of or any_of."),
                _('Write { instrument = "cash", amount = { … } }, { all_of = [ … ] } or { any_of = [ … ] }.'),
            )
            return None
        if "instrument" in plain:
            leaf = self.table(plain, path, ("instrument", "amount"))
            amount = self.amount(leaf["amount"], (*path, "amount")) if leaf else None
            if leaf is None or amount is None:
                return None
            return Instrument(self.code(leaf["instrument"], (*path, "instrument"), codes.INSTRUMENTS), amount)
        kind = "all_of" if "all_of" in plain else "any_of"
        self.table(plain, path, (kind,))
        parts: tuple[Requirement, ...] = self.each(plain[kind], (*path, kind), self.requirement)
        return AllOf(parts) if kind == "all_of" else AnyOf(parts)

    def item(self, plain: object, path: Path, allowed: Sequence[str] = ()) -> Item | None:
        """One entry of a list, with its provision and its words."""
        table = self.table(
            plain, path, ("code", "label", "provision"), ("quote", "legal_forms", "term", "needed", "note")
        )
        if table is None:
            return None
        return Item(
            code=self.code(table["code"], (*path, "code"), allowed),
            label=self.text(table, "label", path),
            provision=self.text(table, "provision", path),
            quote=self.quoted(table, path),
            legal_forms=self.codes(table, "legal_forms", path, codes.LEGAL_FORMS),
            term=self.term(table["term"], (*path, "term")) if "term" in table else None,
            needed=self.maybe(table, "needed", path, default=True),
            note=self.text(table, "note", path),
        )

    def quoted(self, table: Mapping[str, Any], path: Path) -> str:
        """The provision's own words; a note must say why where there are none."""
        if not table.get("quote") and not table.get("note"):
            self.wrong(path, _("The words of the provision are missing."), _("Add quote, or a note that says why not."))
        return self.text(table, "quote", path)
