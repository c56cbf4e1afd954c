"""Adopting a rule book, confirming and setting its values, confirming it after its end: each by two persons but the first.

Adoption copies the file into dated tables. A later version of the program, or of the file, changes nothing that was
adopted: only these verbs do, and the journal has them.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access import four_eyes
from registry_app.core.actor import Actor
from registry_app.core.dates import DAY, Period
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import required_text
from registry_app.core.texts import _, say, shortened
from registry_app.rulebook.house import NewValue
from registry_app.rulebook.keys import KEYS
from registry_app.rulebook.load import LoadedBook
from registry_app.rulebook.models import RuleBook, RuleBookConfirmation, RuleEntry
from registry_app.rulebook.queries import entries_in_use, find_adoption
from registry_app.rulebook.reader import canonical
from registry_app.rulebook.reading import value_of
from registry_app.rulebook.rules import END, Book, Confidence, Provenance, RuleValue
from registry_app.store import unit

CONFIRM: Final = "rulebook:confirm"
_VALUES: Final = "rulebook:confirm_values"
_SET: Final = "rulebook:set_values"
_CONTINUE: Final = "rulebook:confirm_in_force"


def adopt(session: Session, actor: Actor, loaded: LoadedBook, applies_from: date | None = None) -> uuid.UUID:
    """Copy a rule book into the dated tables; it applies from a day on (by default from the law's first day).

    A book that applied until then ends on the day before. None of its confirmations, and no value the office set in
    it, passes over: the new text must be read. `RuleBroken` where this very file applies already, or where a book
    applies from the same day or a later one.
    """
    actor.must("rulebook:adopt")
    book = loaded.rules.book
    first = applies_from or book.in_force_from
    _end_former(session, loaded, first)
    adopted = _row(book, loaded, first, actor)
    session.add(adopted)
    session.flush()
    for value in loaded.rules.values:
        session.add(_entry(adopted.id, value))
    known = sum(value.written != "null" for value in loaded.rules.values)
    unit.verb(
        session,
        "rulebook:adopted",
        adopted,
        label=book.title,
        book=book.id,
        digest=loaded.digest,
        applies_from=first.isoformat(),
        known=known,
        unknown=len(loaded.rules.values) - known,
    )
    return adopted.id


def _end_former(session: Session, loaded: LoadedBook, first: date) -> None:
    later = session.scalars(
        select(RuleBook).where(RuleBook.applies_from >= first).order_by(RuleBook.applies_from)
    ).first()
    if later is not None:
        raise RuleBroken(
            say(_("{title} applies from {day} already."), title=later.title, day=later.applies_from),
            hint=_("Adopt the new rule book from a later day."),
        )
    former = find_adoption(session, first)
    if former is None:
        return
    if former.digest == loaded.digest:
        raise RuleBroken(
            say(_("This edition of {title} has been adopted already."), title=former.title),
            hint=_("There is nothing to do; confirm or correct its values instead."),
        )
    former.applies_to = first - DAY


def _row(book: Book, loaded: LoadedBook, first: date, actor: Actor) -> RuleBook:
    return RuleBook(
        book=book.id,
        country=book.country,
        title=book.title,
        in_force_from=book.in_force_from,
        in_force_to=book.in_force_to,
        replaced_by=book.replaced_by,
        amendments=[
            {
                "id": each.id,
                "title": each.title,
                "first": each.first.isoformat(),
                "read": each.read,
                "known_day": each.known_day,
                "note": each.note,
            }
            for each in book.amendments
        ],
        confidence=book.confidence,
        sources=list(book.sources),
        note=book.note,
        digest=loaded.digest,
        applies_from=first,
        applies_to=None,
        adopted_by=actor.id,
    )


def _entry(rule_book_id: uuid.UUID, value: RuleValue) -> RuleEntry:
    because = value.because
    return RuleEntry(
        rule_book_id=rule_book_id,
        key=value.key,
        value=json.loads(value.written),
        source=because.source,
        quote=because.quote,
        as_of=because.as_of,
        confidence=because.confidence,
        note=because.note,
        provenance=Provenance.LAW,
        instrument="",
        effective_from=value.period.first,
        effective_to=value.period.last,
        confirmed_by_one=None,
        confirmed_by_two=None,
        confirmed_on=None,
        superseded_on=None,
    )


# -- confirming what was adopted ---------------------------------------------------------------------------------


def propose_confirmation(
    session: Session, actor: Actor, rule_book_id: uuid.UUID, keys: Sequence[str] | None = None
) -> int:
    """Say that values are as the law has them, and ask a second person to say so too; returns how many.

    Without `keys`, every value that is set and not confirmed yet.
    """
    actor.must(CONFIRM)
    adopted = _get(session, rule_book_id)
    _must_be_keys(keys or ())
    waiting = [
        entry
        for entry in entries_in_use(session, adopted.id)
        if entry.value is not None and entry.confirmed_by_two is None and (keys is None or entry.key in keys)
    ]
    if not waiting:
        raise RuleBroken(
            _("There is nothing to confirm."), hint=_("Every value named is unknown or confirmed already.")
        )
    four_eyes.propose(session, actor, _VALUES, CONFIRM, adopted, _entry_facts(waiting))
    return len(waiting)


def approve_confirmation(session: Session, actor: Actor, rule_book_id: uuid.UUID) -> int:
    """The second person's word: the values proposed are confirmed; returns how many.

    `RuleBroken` where one of them was changed in the meantime.
    """
    adopted = _get(session, rule_book_id)
    proposed = {identifier for identifier, _key, _version in _pending(session, _VALUES, adopted)["entries"]}
    entries = [entry for entry in entries_in_use(session, adopted.id) if entry.id.hex in proposed]
    request = four_eyes.approve(session, actor, _VALUES, adopted, _entry_facts(entries))
    for entry in entries:
        entry.confirmed_by_one = request.proposed_by
        entry.confirmed_by_two = actor.id
        entry.confirmed_on = actor.today
    keys = sorted({entry.key for entry in entries})
    unit.verb(session, "rulebook:values_confirmed", adopted, label=adopted.title, keys=keys, count=len(entries))
    return len(entries)


def _entry_facts(entries: Sequence[RuleEntry]) -> dict[str, Any]:
    return {"entries": [[entry.id.hex, entry.key, entry.version] for entry in entries]}


# -- setting what the law leaves open, or correcting it -----------------------------------------------------------


def propose_values(
    session: Session,
    actor: Actor,
    rule_book_id: uuid.UUID,
    values: Sequence[NewValue],
    *,
    from_day: date,
    instrument: str,
    reason: str = "",
) -> None:
    """Set or correct values from a day on, by an instrument of the office, and ask a second person to do so too.

    What was decided before that day keeps the rule of its day. `BadInput` for a value that cannot be taken.
    """
    actor.must(CONFIRM)
    adopted = _get(session, rule_book_id)
    if from_day < adopted.applies_from:
        raise RuleBroken(
            say(
                _("{title} applies from {day}; nothing can be set before."),
                title=adopted.title,
                day=adopted.applies_from,
            ),
            hint=_("Choose a later day."),
        )
    if not values:
        raise BadInput(_("There is nothing to set."), hint=_("Name at least one key with its value."))
    facts = {
        "from_day": from_day.isoformat(),
        "instrument": required_text(instrument, what=_("instrument"), limit=500),
        "reason": reason,
        "values": [_checked(value) for value in values],
    }
    four_eyes.propose(session, actor, _SET, CONFIRM, adopted, facts)


def approve_values(session: Session, actor: Actor, rule_book_id: uuid.UUID) -> list[str]:
    """The second person's word: the values proposed are set and count as confirmed by the two; returns the keys."""
    adopted = _get(session, rule_book_id)
    facts = _pending(session, _SET, adopted)
    request = four_eyes.approve(session, actor, _SET, adopted, facts, facts["reason"])
    from_day = date.fromisoformat(facts["from_day"])
    keys = [value["key"] for value in facts["values"]]
    _make_room(session, actor, [entry for entry in entries_in_use(session, adopted.id) if entry.key in keys], from_day)
    for value in facts["values"]:
        session.add(
            RuleEntry(
                rule_book_id=adopted.id,
                key=value["key"],
                value=value["plain"],
                source=value["source"],
                quote=value["quote"],
                as_of=from_day,
                confidence=Confidence.U if value["plain"] is None else Confidence.A,
                note=value["note"],
                provenance=Provenance.OFFICE,
                instrument=facts["instrument"],
                effective_from=from_day,
                effective_to=None,
                confirmed_by_one=request.proposed_by,
                confirmed_by_two=actor.id,
                confirmed_on=actor.today,
                superseded_on=None,
            )
        )
    unit.verb(
        session,
        "rulebook:values_set",
        adopted,
        label=adopted.title,
        reason=facts["reason"],
        keys=keys,
        instrument=facts["instrument"],
        from_day=facts["from_day"],
    )
    return keys


def _make_room(session: Session, actor: Actor, entries: Sequence[RuleEntry], from_day: date) -> None:
    """End what stood before; what began on the day or later is superseded. The past keeps the rule of its day."""
    for entry in entries:
        if entry.effective_from >= from_day:
            entry.superseded_on = actor.today
        elif entry.effective_to is None or entry.effective_to >= from_day:
            entry.effective_to = from_day - DAY
    session.flush()


def _checked(value: NewValue) -> dict[str, Any]:
    _must_be_keys([value.key])
    written = canonical(value.plain)
    value_of(value.key, written)
    return {
        "key": value.key,
        "plain": json.loads(written),
        "source": value.source,
        "quote": value.quote,
        "note": value.note,
    }


# -- deciding by a law that has ended or was amended --------------------------------------------------------------


def propose_in_force(
    session: Session, actor: Actor, rule_book_id: uuid.UUID, about: str, period: Period, *, instrument: str
) -> None:
    """Confirm in writing that the book may be decided by despite its end (`"end"`) or an unread amendment (its id).

    `period` are the days of decision it covers; `instrument` the legal opinion or order it rests on.
    """
    actor.must(CONFIRM)
    adopted = _get(session, rule_book_id)
    possible = [each["id"] for each in adopted.amendments if not each["read"]]
    possible += [END] if adopted.in_force_to is not None else []
    if about not in possible:
        raise NotFound(
            say(_("{title} has no doubt named {about}."), title=adopted.title, about=about),
            hint=say(_("Name one of {possible}."), possible=", ".join(possible) or "-"),
        )
    facts = {
        "about": about,
        "first": period.first.isoformat(),
        "last": period.last.isoformat() if period.last else None,
        "instrument": required_text(instrument, what=_("instrument"), limit=500),
    }
    four_eyes.propose(session, actor, _CONTINUE, CONFIRM, adopted, facts)


def approve_in_force(session: Session, actor: Actor, rule_book_id: uuid.UUID) -> uuid.UUID:
    """The second person's word: decisions of the days named may rest on the book."""
    adopted = _get(session, rule_book_id)
    facts = _pending(session, _CONTINUE, adopted)
    request = four_eyes.approve(session, actor, _CONTINUE, adopted, facts)
    confirmation = RuleBookConfirmation(
        rule_book_id=adopted.id,
        about=facts["about"],
        instrument=facts["instrument"],
        first=date.fromisoformat(facts["first"]),
        last=date.fromisoformat(facts["last"]) if facts["last"] else None,
        by_one=request.proposed_by,
        by_two=actor.id,
        recorded_on=actor.today,
    )
    session.add(confirmation)
    unit.verb(session, "rulebook:in_force_confirmed", adopted, label=adopted.title, **facts)
    return confirmation.id


def _get(session: Session, rule_book_id: uuid.UUID) -> RuleBook:
    adopted = session.get(RuleBook, rule_book_id)
    if adopted is None:
        raise NotFound(_("There is no such rule book."), hint=_("Look at the list: registry rulebook list."))
    return adopted


def _pending(session: Session, verb: str, adopted: RuleBook) -> Mapping[str, Any]:
    for waiting in four_eyes.list_pending(session):
        if waiting.verb == verb and waiting.subject_id == adopted.id:
            return waiting.facts
    raise NotFound(
        _("Nothing of this kind waits for approval here."), hint=_("Somebody may have decided it; read the list again.")
    )


def _must_be_keys(keys: Sequence[str]) -> None:
    for key in keys:
        if key not in KEYS:
            raise BadInput(
                say(_("There is no key {key} in a rule book."), key=shortened(key)),
                hint=_("Look at the list: registry rulebook show."),
            )
