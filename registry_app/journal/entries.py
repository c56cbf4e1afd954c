"""Entries: how a unit of work becomes leaves of the office's log, and the log grows by them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
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
from registry_app.store.guards import close_gate, open_gate
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
        for change in unit.changes:
            writer.add_change(change.operation, change.table, change.identity, change.values, change.private)
        unit.changes.clear()
        open_gate(connection)
        writing.add_entries(connection, writer.rows)
        writing.add_private(connection, writer.private_rows)
        self._keep_head(connection, office, head, unit.moment)
        close_gate(connection)

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


class _Writer:
    """Turns verbs and changes of one unit into rows, adding each leaf to the edge."""

    def __init__(self, unit: Unit, head: Head, world: World) -> None:
        self.unit = unit
        self.frontier = head.frontier
        self.world = world
        self.rows: list[writing.Row] = []
        self.private_rows: list[writing.Row] = []
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

    def add_change(
        self, operation: str, table: str, record: str, values: dict[str, Any], private: frozenset[str]
    ) -> None:
        """One entry for one row; personal columns as their salted hash."""
        if private:
            pair = _PAIRS[operation]
            values = {
                name: self._hide(name, pair(value)) if name in private else value for name, value in values.items()
            }
        code = self.unit.verbs[0].code if self.unit.verbs else ""
        self._add(code, operation, table, record, canonical(values))

    def _hide(self, name: str, old_new: list[Any]) -> dict[str, str]:
        salt = self.world.random_bytes(16)
        values = canonical(old_new)
        self.private_rows.append((self.unit.actor.office_id, self.frontier.size, name, salt, values.decode()))
        return {"c": sha256(salt + values).hexdigest()}

    def _add(self, verb: str, operation: str, table: str, record: str, body: bytes) -> None:
        office, txn, moment, actor = self.texts
        seq = self.frontier.size
        self.frontier.add(leaf(office, seq, txn, moment, actor, verb, operation, table, record, body))
        unit = self.unit
        self.rows.append(
            (
                unit.actor.office_id,
                seq,
                unit.id,
                unit.moment,
                unit.actor.id,
                verb,
                operation,
                table,
                record,
                body.decode(),
            )
        )
