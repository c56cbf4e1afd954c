"""Reading the adopted law: the rule set every decision takes, what is unknown, what waits for confirmation."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Text, or_, select, type_coerce
from sqlalchemy.orm import Session

from registry_app.core.dates import Period
from registry_app.core.errors import NotFound
from registry_app.core.texts import _, say
from registry_app.rulebook.keys import KEYS
from registry_app.rulebook.models import RuleBook, RuleBookConfirmation, RuleEntry
from registry_app.rulebook.reader import canonical
from registry_app.rulebook.reading import value_of
from registry_app.rulebook.rules import Amendment, Because, Book, Confirmation, RuleSet, RuleValue


@dataclass(frozen=True)
class AdoptedRow:
    """One adoption, as lists show it."""

    id: uuid.UUID
    book: str
    title: str
    applies_from: date
    applies_to: date | None
    in_force_from: date
    in_force_to: date | None
    digest: str
    values: int
    unknown: int
    confirmed: int


@dataclass(frozen=True)
class AnswerRow:
    """One answer with all that stands behind it; `value` is its plain form (None: unknown), `shown` one line of it."""

    key: str
    meaning: str
    unit: str
    known: bool
    value: Any
    shown: str
    source: str
    quote: str
    as_of: date | None
    confidence: str
    provenance: str
    instrument: str
    note: str
    effective_from: date | None
    effective_to: date | None
    confirmed: bool


@dataclass(frozen=True)
class UnknownRow:
    """A question that nobody has answered, and where the answer was looked for."""

    key: str
    meaning: str
    note: str


def find_adoption(session: Session, on: date) -> RuleBook | None:
    """The adoption that applies on a day."""
    found = select(RuleBook).where(
        RuleBook.applies_from <= on, or_(RuleBook.applies_to.is_(None), RuleBook.applies_to >= on)
    )
    return session.scalars(found).one_or_none()


def get_adoption(session: Session, on: date) -> RuleBook:
    """The adoption that applies on a day; `NotFound` where none does."""
    found = find_adoption(session, on)
    if found is None:
        raise NotFound(
            say(_("No rule book has been adopted that applies on {day}."), day=on),
            hint=_("The administrator adopts one: registry rulebook adopt."),
        )
    return found


def get_rules(session: Session, on: date) -> RuleSet:
    """The law as adopted for a day; `NotFound` where no rule book was adopted.

    Ask it about the same day. Whether a decision may rest on it at all is another question:
    `RuleSet.must_allow_decision`. Verbs ask it up to six times: a transaction reads it once, unless it changes it.
    """
    kept: _Kept | None = session.info.get(_KEPT)
    if kept is not None and on in kept.by_day and kept.holds(session):
        return kept.by_day[on]
    rules = _read_rules(session, on)
    if kept is None or not kept.holds(session):
        kept = session.info[_KEPT] = _Kept(session.get_transaction())
    kept.by_day[on] = rules
    return rules


_KEPT = "rules read in this transaction"
_TABLES = frozenset({RuleBook.__tablename__, RuleEntry.__tablename__, RuleBookConfirmation.__tablename__})


@dataclass
class _Kept:
    """The law as one transaction has read it, by day."""

    transaction: object
    by_day: dict[date, RuleSet] = field(default_factory=dict)

    def holds(self, session: Session) -> bool:
        """Whether it is still the same transaction, and nothing of the law has been changed in it."""
        if session.get_transaction() is not self.transaction:
            return False
        unit = session.info.get("unit")
        if unit is not None and not _TABLES.isdisjoint(unit.tables):
            return False
        return not any(each.__tablename__ in _TABLES for each in (*session.new, *session.dirty))


def _read_rules(session: Session, on: date) -> RuleSet:
    adopted = get_adoption(session, on)
    # every decision reads the law: the columns as they are stored cost a fifth of records made of them
    found = select(*_STORED).where(RuleEntry.rule_book_id == adopted.id, RuleEntry.superseded_on.is_(None))
    values = tuple(
        _value(adopted.book, row) for row in session.execute(found.order_by(RuleEntry.key, RuleEntry.effective_from))
    )
    return RuleSet(_book(adopted), values, tuple(_confirmations(session, adopted.id)))


_STORED = (
    RuleEntry.key,
    type_coerce(RuleEntry.value, Text).label("written"),
    RuleEntry.source,
    RuleEntry.quote,
    RuleEntry.confidence,
    RuleEntry.as_of,
    RuleEntry.provenance,
    RuleEntry.instrument,
    RuleEntry.note,
    RuleEntry.effective_from,
    RuleEntry.effective_to,
    RuleEntry.confirmed_by_two,
)


def _value(book: str, row: Any) -> RuleValue:
    """A value from a row of `_STORED`; the JSON text is as canonical in the table as in a file that was read."""
    key, written, source, quote, confidence, as_of, provenance, instrument, note, first, last, second = row
    because = Because(book, source, quote, confidence, as_of, provenance, instrument, note, second is not None)
    written = written or canonical(None)
    return RuleValue(key, value_of(key, written), written, Period(first, last), because)


def entries_in_use(session: Session, rule_book_id: uuid.UUID) -> list[RuleEntry]:
    """The entries of an adoption that no other has replaced, by key and day; records, for this feature's service only."""
    found = (
        select(RuleEntry)
        .where(RuleEntry.rule_book_id == rule_book_id, RuleEntry.superseded_on.is_(None))
        .order_by(RuleEntry.key, RuleEntry.effective_from)
    )
    return list(session.scalars(found))


def _book(adopted: RuleBook) -> Book:
    return Book(
        id=adopted.book,
        country=adopted.country,
        title=adopted.title,
        in_force_from=adopted.in_force_from,
        in_force_to=adopted.in_force_to,
        replaced_by=adopted.replaced_by,
        amendments=tuple(
            Amendment(
                id=each["id"],
                title=each["title"],
                first=date.fromisoformat(each["first"]),
                read=each["read"],
                known_day=each["known_day"],
                note=each["note"],
            )
            for each in adopted.amendments
        ),
        confidence=adopted.confidence,
        sources=tuple(adopted.sources),
        note=adopted.note,
    )


def _confirmations(session: Session, rule_book_id: uuid.UUID) -> list[Confirmation]:
    found = (
        select(RuleBookConfirmation)
        .where(RuleBookConfirmation.rule_book_id == rule_book_id)
        .order_by(RuleBookConfirmation.recorded_at, RuleBookConfirmation.id)
    )
    return [
        Confirmation(
            each.about,
            each.instrument,
            Period(each.first, each.last),
            each.recorded_on,
            each.by_one.hex,
            each.by_two.hex,
        )
        for each in session.scalars(found)
    ]


def list_adoptions(session: Session) -> list[AdoptedRow]:
    """Every adoption, by the day it applies from."""
    return [_adopted(session, each) for each in session.scalars(select(RuleBook).order_by(RuleBook.applies_from))]


def _adopted(session: Session, adopted: RuleBook) -> AdoptedRow:
    entries = entries_in_use(session, adopted.id)
    return AdoptedRow(
        id=adopted.id,
        book=adopted.book,
        title=adopted.title,
        applies_from=adopted.applies_from,
        applies_to=adopted.applies_to,
        in_force_from=adopted.in_force_from,
        in_force_to=adopted.in_force_to,
        digest=adopted.digest,
        values=sum(entry.value is not None for entry in entries),
        unknown=sum(entry.value is None for entry in entries),
        confirmed=sum(entry.value is not None and entry.confirmed_by_two is not None for entry in entries),
    )


def list_answers(session: Session, on: date, starting_with: str = "") -> list[AnswerRow]:
    """What the adopted law says on a day, key by key; only keys that start so, when given."""
    rules = get_rules(session, on)
    return [answer_row(rules, key, on) for key in KEYS if key.startswith(starting_with)]


def answer_row(rules: RuleSet, key: str, on: date) -> AnswerRow:
    """One answer of any rule set, as lists show it."""
    row, spec = rules.row(key, on), KEYS[key]
    because = rules.answer(key, on).because
    plain = json.loads(row.written) if row else None
    return AnswerRow(
        key=key,
        meaning=_(spec.meaning),
        unit=_(spec.unit) if spec.unit else "",
        known=plain is not None,
        value=plain,
        shown=_shown(plain),
        source=because.source,
        quote=because.quote,
        as_of=because.as_of,
        confidence=because.confidence.value,
        provenance=because.provenance.value,
        instrument=because.instrument,
        note=because.note,
        effective_from=row.period.first if row else None,
        effective_to=row.period.last if row else None,
        confirmed=because.confirmed,
    )


def _shown(plain: Any) -> str:
    """A plain value in one line: a list by its codes, a table by its parts."""
    if plain is None:
        return _("not set by the regulator")
    if isinstance(plain, bool):
        return _("yes") if plain else _("no")
    if isinstance(plain, list):
        return ", ".join(_named(entry) for entry in plain)
    if isinstance(plain, dict):
        return "; ".join(f"{key} {_shown(part)}" for key, part in plain.items() if key not in ("quote", "provision"))
    return str(plain)


def _named(entry: Any) -> str:
    """An entry of a list by its code; a step of a ladder by its parts."""
    if not isinstance(entry, dict):
        return _shown(entry)
    return str(entry.get("code") or entry.get("verb") or _shown(entry))


def list_unknown(session: Session, on: date) -> list[UnknownRow]:
    """Every question that nobody has answered for a day."""
    return [
        UnknownRow(answer.key, _(KEYS[answer.key].meaning), answer.because.note)
        for answer in get_rules(session, on).unknown_on(on)
    ]
