"""Entries: how a unit of work becomes leaves of the office's log, and the log grows by them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import Connection, insert, select

from registry_app.core.world import World
from registry_app.journal import writing
from registry_app.journal.checkpoint import Checkpoint, CheckpointKey, sign_checkpoint
from registry_app.journal.merkle import Frontier
from registry_app.journal.models import JournalCheckpoint
from registry_app.store.changes import Change
from registry_app.store.guards import close_gate, open_gate
from registry_app.store.straight import Row
from registry_app.store.types import canonical, moment_text
from registry_app.store.unit import Unit, Verb

FORM = 1  # the first item of every leaf; another shape of leaf gets another number
SEALED_EVERY = 1_000  # entries at most between two checkpoints


@dataclass(frozen=True)
class LogKey:
    """The office's key for checkpoints: how the log is called, and how it is signed."""

    key: CheckpointKey
    sign: Callable[[bytes], bytes]

    @property
    def origin(self) -> str:
        """The name of the log, the same as the key's."""
        return self.key.name


def leaf(
    office: str,
    seq: int,
    txn: str,
    moment: str,
    actor: str,
    verb: str,
    operation: str,
    table: str,
    record: str,
    body: str | bytes,
) -> bytes:
    """The bytes that are hashed and exported: a canonical JSON list of the form number and every column."""
    return orjson.dumps([FORM, office, seq, txn, moment, actor, verb, operation, table, record, orjson.Fragment(body)])


def commitment(salt: bytes, values: Any) -> str:
    """SHA-256(salt ‖ canonical values), in hexadecimal."""
    return sha256(salt + canonical(values)).hexdigest()


@dataclass
class Head:
    """The log's edge while its row is locked."""

    frontier: Frontier
    sealed_size: int
    is_new: bool


class Journal:
    """Writes the log of one office; the recorder that the store's unit of work calls before its commit."""

    def __init__(self, world: World, log_key: Callable[[], LogKey | None]) -> None:
        """`log_key` gives the key for checkpoints, or None before the office has one."""
        self.world = world
        self.log_key = log_key

    def write(self, connection: Connection, unit: Unit) -> None:
        """Add entries for what waits in the unit; locks the log's head, last of all locks."""
        office = unit.actor.office_id
        head = unit.head or self._lock(connection, office)
        unit.head = head
        writer = _Writer(unit, head, self.world)
        for spoken in unit.verbs[unit.written_verbs :]:
            writer.add_verb(spoken)
        unit.written_verbs = len(unit.verbs)
        writer.add_changes(unit.changes)
        unit.changes.clear()
        if not unit.gate_open:
            open_gate(connection)
        writing.add_entries(connection, office, unit.id, unit.moment, unit.actor.id, writer.rows)
        if writer.private_rows:
            writing.add_private(connection, office, writer.private_rows)
        self._keep_head(connection, office, head, unit.moment)
        close_gate(connection)
        unit.gate_open = False

    def seal(self, connection: Connection, office: uuid.UUID, moment: datetime) -> str:
        """Sign a checkpoint of the log as it stands in this transaction; returns the note.

        Papers and packages carry one, so it must cover every entry written before.
        """
        head = self._lock(connection, office)
        known = connection.execute(
            select(JournalCheckpoint.note).where(
                JournalCheckpoint.office_id == office, JournalCheckpoint.size == head.frontier.size
            )
        ).scalar()
        if known is not None:
            return str(known)
        open_gate(connection)
        note = self._sign(connection, office, head, moment)
        writing.keep_head(connection, office, head.frontier, head.sealed_size)
        close_gate(connection)
        return note

    def _lock(self, connection: Connection, office: uuid.UUID) -> Head:
        stored = writing.lock_head(connection, office)
        if stored is None:
            return Head(Frontier(), 0, is_new=True)
        size, edge, sealed_size = stored
        return Head(Frontier.from_bytes(size, edge), sealed_size, is_new=False)

    def _keep_head(self, connection: Connection, office: uuid.UUID, head: Head, moment: datetime) -> None:
        if head.frontier.size - head.sealed_size >= SEALED_EVERY:
            self._sign(connection, office, head, moment)
        if head.is_new:
            writing.add_head(connection, office)
            head.is_new = False
        writing.keep_head(connection, office, head.frontier, head.sealed_size)

    def _sign(self, connection: Connection, office: uuid.UUID, head: Head, moment: datetime) -> str:
        log_key = self.log_key()
        if log_key is None:
            return ""
        checkpoint = Checkpoint(log_key.origin, head.frontier.size, head.frontier.root, moment_text(moment))
        note = sign_checkpoint(checkpoint, log_key.key, log_key.sign)
        connection.execute(
            insert(JournalCheckpoint).values(office_id=office, size=checkpoint.size, root=checkpoint.root, note=note)
        )
        head.sealed_size = checkpoint.size
        return note


# A hidden value is always committed to as [old, new].
_PAIRS: dict[str, Callable[[Any], list[Any]]] = {
    "I": lambda value: [None, value],
    "U": list,
    "D": lambda value: [value, None],
}
_SALT = 16  # bytes
_MANY = 100  # changes from which salts are drawn together


class _Writer:
    """Turns verbs and changes of one unit into rows, adding each leaf to the edge."""

    def __init__(self, unit: Unit, head: Head, world: World) -> None:
        self.unit = unit
        self.frontier = head.frontier
        self.rows: list[Row] = []
        self.private_rows: list[Row] = []
        self.salts = _Salts(world)
        self.texts = (
            unit.actor.office_id.hex,
            unit.id.hex,
            moment_text(unit.moment),
            unit.actor.id.hex,
        )

    def add_verb(self, spoken: Verb) -> None:
        """One entry that says what was done, by whom in which role, and why."""
        body: dict[str, Any] = {"role": self.unit.actor.role, "subject": spoken.subject, **spoken.facts}
        if spoken.reason:
            body["reason"] = spoken.reason
        for name, value in spoken.private.items():
            body[name] = self._hide(name, [None, value])
        record = spoken.subject_id.hex if spoken.subject_id else ""
        self._add(spoken.code, "V", spoken.subject_table, record, canonical(body))

    def add_changes(self, changes: Sequence[Change]) -> None:
        """One entry for each row that was changed; personal columns as their salted hash."""
        code = self.unit.verbs[0].code if self.unit.verbs else ""
        self.salts.draw(len(changes))
        for table, identity, operation, values, private in changes:
            if private:
                pair = _PAIRS[operation]
                body = {
                    name: self._hide(name, pair(value)) if name in private else value for name, value in values.items()
                }
                self._add(code, operation, table, identity, canonical(body))
            else:
                self._add(code, operation, table, identity, canonical(values))

    def _hide(self, name: str, old_new: list[Any]) -> dict[str, str]:
        salt = self.salts.take()
        values = canonical(old_new)
        self.private_rows.append((self.frontier.size, name, salt, values.decode()))
        return {"c": sha256(salt + values).hexdigest()}

    def _add(self, verb: str, operation: str, table: str, record: str, body: bytes) -> None:
        office, txn, moment, actor = self.texts
        frontier = self.frontier
        seq = frontier.size
        frontier.add(leaf(office, seq, txn, moment, actor, verb, operation, table, record, body))
        self.rows.append((seq, verb, operation, table, record, body.decode()))


class _Salts:
    """Salts of one transaction: one by one, or, where many will be needed, many at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._drawn = b""
        self._place = 0

    def draw(self, changes: int) -> None:
        """Have salts ready for so many changes."""
        if changes >= _MANY:
            self._drawn, self._place = self._world.random_bytes(_SALT * changes), 0

    def take(self) -> bytes:
        """The next salt; none is ever given twice."""
        start = self._place
        if start == len(self._drawn):
            return self._world.random_bytes(_SALT)
        self._place = start + _SALT
        return self._drawn[start : self._place]
