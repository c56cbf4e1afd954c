"""Asking the law on a day: one answer with its reason, or `UNKNOWN`; and whether the book may be decided by at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, TypeVar, cast

from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.texts import _, say
from registry_app.rulebook.keys import KEYS, KeyType
from registry_app.rulebook.values import (
    UNKNOWN,
    AllOf,
    AnyOf,
    Instrument,
    MonthEnd,
    OnHoliday,
    Reckoning,
    Requirement,
    Term,
    Unknown,
    Value,
)

T = TypeVar("T")


class Provenance(StrEnum):
    """Who set a value: the law as the book carries it, or the office by an instrument of its own."""

    LAW = "law"
    OFFICE = "office"


class Confidence(StrEnum):
    """How sure we are: A the statute's text was read; B secondary or press; C from memory; U nothing was found."""

    A = "A"
    B = "B"
    C = "C"
    U = "U"


@dataclass(frozen=True)
class Because:
    """Why an answer is what it is: the words of the provision, how sure we are, and who set it."""

    book: str
    source: str = ""
    quote: str = ""
    confidence: Confidence = Confidence.U
    as_of: date | None = None
    provenance: Provenance = Provenance.LAW
    instrument: str = ""
    note: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class RuleValue:
    """One value of one key for a period of days; `written` is its canonical JSON, `null` for `UNKNOWN`."""

    key: str
    value: Value | Unknown
    written: str
    period: Period
    because: Because


@dataclass(frozen=True)
class Answer:
    """What the law says on a day, and why."""

    key: str
    on: date
    value: Value | Unknown
    because: Because

    @property
    def known(self) -> bool:
        """Whether anything is set."""
        return self.value is not UNKNOWN

    @property
    def source(self) -> str:
        """The provision or the office's instrument, for a check result; "not set by the regulator" where there is none."""
        if not self.known:
            return _("not set by the regulator")
        return self.because.instrument or self.because.source

    def of(self, kind: type[T]) -> T | Unknown:
        """The value as this type, or `UNKNOWN`; `TypeError` when the key is of another type (a fault of ours)."""
        if self.value is UNKNOWN:
            return UNKNOWN
        if not isinstance(self.value, kind) or (isinstance(self.value, bool) and kind is not bool):
            raise TypeError(f"{self.key} is {type(self.value).__name__}, not {kind.__name__}")
        return self.value

    def listed(self, kind: type[T]) -> tuple[T, ...] | Unknown:
        """The entries of a list of this type, or `UNKNOWN`; `TypeError` when they are of another type."""
        entries = self.of(tuple)
        if entries is UNKNOWN:
            return UNKNOWN
        if not all(isinstance(entry, kind) for entry in entries):
            raise TypeError(f"{self.key} has entries that are not {kind.__name__}")
        return cast("tuple[T, ...]", entries)

    def requirement(self) -> Requirement | Unknown:
        """The tree of a requirement, or `UNKNOWN`."""
        if self.value is UNKNOWN or isinstance(self.value, (Instrument, AllOf, AnyOf)):
            return self.value
        raise TypeError(f"{self.key} is {type(self.value).__name__}, not a requirement")


@dataclass(frozen=True)
class Amendment:
    """A later law that changes the book's; `first` is its first possible day, `known_day` whether that day is certain."""

    id: str
    title: str
    first: date
    read: bool
    known_day: bool = True
    note: str = ""


@dataclass(frozen=True)
class Book:
    """The law a rule book carries; `in_force_to` is its last day, `None` while it stands."""

    id: str
    country: str
    title: str
    in_force_from: date
    in_force_to: date | None = None
    replaced_by: str = ""
    amendments: tuple[Amendment, ...] = ()
    confidence: Confidence = Confidence.U
    sources: tuple[str, ...] = ()
    note: str = ""


START: Final = "start"
END: Final = "end"


@dataclass(frozen=True)
class Confirmation:
    """An office's written confirmation that the book may still be decided by, despite its end or an unread amendment.

    `about` is `"end"` or the amendment's id; `period` the days of decision it covers; two persons signed it.
    """

    about: str
    instrument: str
    period: Period
    recorded_on: date
    by_one: str = ""
    by_two: str = ""


@dataclass(frozen=True)
class Doubt:
    """A reason why the book cannot simply be decided by on a day; `about` is what a confirmation must name."""

    about: str
    sentence: str
    hint: str


def overlapping(values: Iterable[RuleValue]) -> list[tuple[RuleValue, RuleValue]]:
    """Pairs of values of one key that have a day in common: an error, never a tie-break."""
    by_key: dict[str, list[RuleValue]] = {}
    for value in values:
        by_key.setdefault(value.key, []).append(value)
    found = []
    for rows in by_key.values():
        rows.sort(key=lambda row: row.period.first)
        found += [
            (one, two) for at, one in enumerate(rows) for two in rows[at + 1 :] if one.period.overlaps(two.period)
        ]
    return found


def look_up(values: Iterable[RuleValue], key: str, on: date, book: str = "") -> Answer:
    """The one value of a key on a day, or `UNKNOWN`; `KeyError` for a key that is not in `KEYS`.

    Raises `BadInput` where two values claim the day.
    """
    KEYS[key]
    found = [value for value in values if value.key == key and on in value.period]
    if len(found) > 1:
        raise _overlap(found[0], found[1])
    if not found:
        return Answer(key, on, UNKNOWN, Because(book, note=_("The rule book has no entry for this day.")))
    return Answer(key, on, found[0].value, found[0].because)


def _overlap(one: RuleValue, two: RuleValue) -> BadInput:
    return BadInput(
        say(
            _("{key} has two values for the same days: one from {first}, one from {second}."),
            key=one.key,
            first=one.period.first,
            second=two.period.first,
        ),
        hint=_("End the earlier one on the day before the later one begins."),
    )


@dataclass(frozen=True)
class RuleSet:
    """The law as an office has adopted it: what every rule of the program takes as an argument.

    Raises `BadInput` when two values of a key overlap.
    """

    book: Book
    values: tuple[RuleValue, ...]
    confirmations: tuple[Confirmation, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two values for one day."""
        for one, two in overlapping(self.values):
            raise _overlap(one, two)

    def answer(self, key: str, on: date) -> Answer:
        """What the law says on a day; parts of terms left open are filled by the book's counting rules of that day."""
        found = self._look_up(key, on)
        if found.value is UNKNOWN or KEYS[key].type in _WITHOUT_TERMS:
            return found
        return replace(found, value=_filled(found.value, self._counting(on)))

    def row(self, key: str, on: date) -> RuleValue | None:
        """The value as it was written, with the days it holds for; None where the book has no entry for the day."""
        return next((value for value in self._by_key.get(key, ()) if on in value.period), None)

    def term(self, key: str, on: date) -> Term | Unknown:
        """A term on a day, ready to be counted by `terms.last_day`."""
        return self.answer(key, on).of(Term)

    def unknown_on(self, on: date) -> list[Answer]:
        """Everything that nobody has set on this day, in the order of `KEYS`."""
        return [answer for answer in (self.answer(key, on) for key in KEYS) if not answer.known]

    def unconfirmed_on(self, on: date) -> list[Answer]:
        """Known values of this day that two persons have not confirmed yet."""
        answers = (self.answer(key, on) for key in KEYS)
        return [answer for answer in answers if answer.known and not answer.because.confirmed]

    def doubts(self, on: date) -> list[Doubt]:
        """Why a decision dated this day cannot rest on the book, as far as no written confirmation covers the day.

        Nothing confirms a law before its first day.
        """
        covered = {confirmation.about for confirmation in self.confirmations if on in confirmation.period} - {START}
        return [doubt for doubt in _doubts(self.book, on) if doubt.about not in covered]

    def must_be_in_force(self, on: date) -> None:
        """Raise `RuleBroken` when a decision dated this day cannot rest on the book."""
        for doubt in self.doubts(on):
            raise RuleBroken(doubt.sentence, hint=doubt.hint)

    def must_be_confirmed(self, on: date) -> None:
        """Raise `RuleBroken` while known values of this day lack the confirmation of two persons."""
        waiting = self.unconfirmed_on(on)
        if waiting:
            raise RuleBroken(
                say(
                    _("{count} values of {law} have not been confirmed by two persons yet, {key} among them."),
                    count=len(waiting),
                    law=self.book.title,
                    key=waiting[0].key,
                ),
                hint=_(
                    "Read them against the law, then confirm them (registry rulebook confirm) or correct them (registry rulebook set)."
                ),
            )

    def must_allow_decision(self, on: date) -> None:
        """Raise `RuleBroken` unless the book is in force on this day and confirmed by two persons."""
        self.must_be_in_force(on)
        self.must_be_confirmed(on)

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[RuleValue, ...]]:
        rows: dict[str, tuple[RuleValue, ...]] = {}
        for value in self.values:
            rows[value.key] = (*rows.get(value.key, ()), value)
        return rows

    def _look_up(self, key: str, on: date) -> Answer:
        return look_up(self._by_key.get(key, ()), key, on, self.book.id)

    def _counting(self, on: date) -> Mapping[str, Any]:
        read = {
            "calendar": ("counting.calendar", Reckoning),
            "counts_day_of_event": ("counting.day_of_event", bool),
            "month_end": ("counting.month_end", MonthEnd),
            "last_day_on_holiday": ("counting.last_day_on_holiday", OnHoliday),
            "cut_off_hour": ("counting.cut_off_hour", int),
        }
        found = {part: (self._look_up(key, on).value, kind) for part, (key, kind) in read.items()}
        return {part: kind(value) for part, (value, kind) in found.items() if value is not UNKNOWN}


_WITHOUT_TERMS = frozenset(
    {KeyType.TEXT, KeyType.AMOUNT, KeyType.INTEGER, KeyType.PERCENT, KeyType.BOOLEAN, KeyType.CODE}
)


def _filled(value: Any, counting: Mapping[str, Any]) -> Any:
    """The value with every open part of every term in it taken from the book's counting rules."""
    if isinstance(value, Term):
        return replace(value, **{part: set_to for part, set_to in counting.items() if getattr(value, part) is UNKNOWN})
    if isinstance(value, tuple):
        return tuple(_filled(part, counting) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        return replace(value, **{name: _filled(part, counting) for name, part in parts.items() if _holds_terms(part)})
    return value


def _holds_terms(part: object) -> bool:
    return isinstance(part, (Term, tuple)) or (is_dataclass(part) and not isinstance(part, type))


def _doubts(book: Book, on: date) -> list[Doubt]:
    hint = _(
        "Check the law in force, then have two persons record a written confirmation: registry rulebook confirm-in-force."
    )
    found = []
    if on < book.in_force_from:
        found.append(
            Doubt(
                START,
                say(
                    _("{law} was not in force on {day}: it applies from {first}."),
                    law=book.title,
                    day=on,
                    first=book.in_force_from,
                ),
                _("Adopt the rule book of the law of that day, or correct the date of the decision."),
            )
        )
    if book.in_force_to is not None and on > book.in_force_to:
        sentence = _("{law} ended on {last}; a decision of {day} cannot rest on it.")
        if book.replaced_by:
            sentence = _("{law} ended on {last} and was replaced by {next}; a decision of {day} cannot rest on it.")
        found.append(
            Doubt(END, say(sentence, law=book.title, last=book.in_force_to, next=book.replaced_by, day=on), hint)
        )
    for amendment in book.amendments:
        if not amendment.read and on >= amendment.first:
            sentence = _(
                "{law} was amended by {amendment} from {first}; that text has not been read into the rule book."
            )
            if not amendment.known_day:
                sentence = _(
                    "{law} was amended by {amendment}, possibly as early as {first}; "
                    "that text has not been read into the rule book."
                )
            found.append(
                Doubt(
                    amendment.id,
                    say(sentence, law=book.title, amendment=amendment.title, first=amendment.first),
                    hint,
                )
            )
    return found
