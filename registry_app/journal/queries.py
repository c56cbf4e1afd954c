"""Reading the journal for people, and the verbs about reading it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.texts import _, isolate
from registry_app.journal.actions import ACTIONS
from registry_app.journal.codes import code_words
from registry_app.journal.models import JournalEntry
from registry_app.store import unit

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class EntryRow:
    """One entry; `words` says it in the language chosen, `body` holds the values (hidden ones as their hash)."""

    seq: int
    moment: datetime
    actor: uuid.UUID
    verb: str
    operation: str
    table: str
    record: str
    words: str
    body: dict[str, Any]


def list_entries(session: Session, last: int, record: uuid.UUID | None = None) -> list[EntryRow]:
    """The newest entries, newest first; only those about a record when one is named."""
    found = select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(last)
    if record is not None:
        found = found.where(JournalEntry.record_id == record.hex)
    return [row_of(entry) for entry in session.scalars(found)]


def newest_moment(session: Session, office_id: uuid.UUID) -> datetime | None:
    """When the newest entry of an office was made; None before the first."""
    found = select(JournalEntry.moment).where(JournalEntry.office_id == office_id).order_by(JournalEntry.seq.desc())
    return session.scalars(found.limit(1)).first()


def last_of(session: Session, verb: str) -> datetime | None:
    """When a verb was last done here; None when never. Reads from the end, so a verb long ago takes a while."""
    found = select(JournalEntry.moment).where(JournalEntry.verb == verb).order_by(JournalEntry.seq.desc())
    return session.scalars(found.limit(1)).first()


def row_of(entry: JournalEntry) -> EntryRow:
    """An entry as people read it."""
    body: dict[str, Any] = orjson.loads(entry.body)
    return EntryRow(
        entry.seq,
        entry.moment,
        entry.actor_id,
        entry.verb,
        entry.operation,
        entry.record_table,
        entry.record_id,
        words(entry.verb, body) if entry.operation == "V" else "",
        body,
    )


def words(verb: str, body: dict[str, Any]) -> str:
    """An entry as a sentence; an unknown code (from a newer program) is shown as it is."""
    template = ACTIONS.get(verb)
    if template is None:
        return isolate(verb)
    plain = {name: value for name, value in body.items() if not isinstance(value, dict)}
    facts = _Facts({name: isolate(_fact(verb, name, value)) for name, value in plain.items()})
    return _(template).format_map(facts)


def _fact(verb: str, name: str, value: object) -> object:
    """A value as people say it: days in the language chosen, codes by their words, the rest as it is."""
    if not isinstance(value, str):
        return value
    if _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value  # shaped like a day, but none
    return code_words(verb, name, value)


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "\u2026"


def note_export(session: Session, name: str) -> None:
    """Record that the register was exported."""
    unit.verb(session, "register:exported", label=name)


def note_backup(session: Session, name: str) -> None:
    """Record that a backup was made."""
    unit.verb(session, "backup:made", label=name)


def note_rehearsal(session: Session, name: str) -> None:
    """Record that the restore of a backup was rehearsed, and went well."""
    unit.verb(session, "backup:rehearsed", label=name)
