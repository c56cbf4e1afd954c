"""The unit of work: one transaction, one actor, one verb or more; what the session flushed becomes journal entries.

Nothing can change a table without an entry: bulk statements are refused here, statements outside a flush by the
engine hook, raw SQL by the triggers of `guards`. `insert_many` is the one bulk path.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, event, inspect
from sqlalchemy.engine import Engine
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.base import NO_VALUE
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.dml import UpdateBase

from registry_app.core.actor import Actor
from registry_app.core.errors import NotPermitted, RegistryError, RuleBroken, StaleRecord, WrongPassword
from registry_app.core.texts import _, bare
from registry_app.core.world import World
from registry_app.store.base import Record
from registry_app.store.bulk import add_rows
from registry_app.store.changes import Change, columns_of
from registry_app.store.engine import DRIVER_ERRORS, Engines, translated
from registry_app.store.guards import close_gate, open_gate

BLOCK = 2_000  # rows journalled and sent at once by `insert_many`


class Unjournalled(Exception):
    """A write that the journal could not have seen; always a fault of the program."""


@dataclass(frozen=True)
class Verb:
    """What was done, in the trade's words: `subject:verb` in the past tense, and about what.

    `facts` are plain values; `private` ones (about persons) enter the journal as a salted hash.
    """

    code: str
    subject_table: str = ""
    subject_id: uuid.UUID | None = None
    subject: str = ""
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A fact must not hide who acted, and must have a canonical form: both are faults of the program."""
        taken = _OWN_NAMES.intersection((*self.facts, *self.private))
        if taken:
            message = f"{self.code}: the journal's own name for something else: {sorted(taken)}"
            raise Unjournalled(message)
        for name, value in (*self.facts.items(), *self.private.items()):
            if _holds_float(value):
                message = f"{self.code}: {name} is no plain value"
                raise Unjournalled(message)


_OWN_NAMES = frozenset({"role", "subject", "reason"})


def _holds_float(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_float(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_holds_float(each) for each in value)
    return isinstance(value, float)


@dataclass(frozen=True)
class Changes:
    """What a transaction changed, said once after its commit."""

    tables: frozenset[str]
    verbs: tuple[str, ...]


@dataclass
class Unit:
    """The state of one transaction."""

    actor: Actor
    world: World
    moment: datetime
    id: uuid.UUID
    verbs: list[Verb] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    marks: dict[SessionTransaction, tuple[list[Change], int, int]] = field(default_factory=dict)
    head: Any = None  # the recorder's own: the head of the log once it is locked
    written_verbs: int = 0
    ending: bool = False  # the last flush, which the journal follows at once
    gate_open: bool = False  # left open by the last flush for the journal
    connection: Connection | None = None  # that the last flush went through


class Recorder(Protocol):
    """Who writes the journal; handed in, so that the store knows nothing of it."""

    def write(self, connection: Connection, unit: Unit) -> None:
        """Write entries for the verbs and changes that wait in the unit, and empty its list of changes."""


class RegistrySession(Session):
    """A session whose flushes are journalled; `session.unit` is the transaction's state."""

    @property
    def unit(self) -> Unit:
        """The state of the transaction; a fault in a session that only reads."""
        unit = self.info.get("unit")
        if unit is None:
            message = "this session only reads"
            raise Unjournalled(message)
        return unit  # type: ignore[no-any-return]


def verb(
    session: Session, code: str, subject: object = None, *, label: str = "", reason: str = "", **facts: Any
) -> None:
    """Say what is being done. Each transaction says at least one verb; a change without one is a fault.

    `subject` is the record it is about; `label` names it for people (a licence number, never a person's name).
    """
    table, identifier = ("", None) if subject is None else (subject.__tablename__, subject.id)  # type: ignore[attr-defined]
    unit_of(session).verbs.append(Verb(code, table, identifier, label, reason, facts))


def private_verb(session: Session, spoken: Verb) -> None:
    """Say a verb that carries private facts."""
    unit_of(session).verbs.append(spoken)


def unit_of(session: Session) -> Unit:
    """The state of the session's transaction."""
    assert isinstance(session, RegistrySession)
    return session.unit


def insert_many(session: Session, kind: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add many records at once, journalled per block; keys are attribute names, the same in every row.

    Fills `id`, `office_id`, `version` and `recorded_at` where the table has them. Defaults of the mapping are not
    applied: give every other column.
    """
    unit = unit_of(session)
    session.flush()
    mapper = inspect(kind)
    connection = session.connection()
    given = _given(unit)
    for start in range(0, len(rows), BLOCK):
        open_gate(connection)
        unit.changes += add_rows(connection, mapper, rows[start : start + BLOCK], given)
        close_gate(connection)
        unit.tables.add(columns_of(mapper).table)
        session.info["recorder"].write(connection, unit)


def _given(unit: Unit) -> dict[str, Callable[[int], Sequence[Any]]]:
    return {
        "id": unit.world.new_ids,
        "office_id": lambda count: [unit.actor.office_id] * count,
        "version": lambda count: [1] * count,
        "recorded_at": lambda count: [unit.moment] * count,
    }


class Store:
    """A register that is open: makes transactions and readings, and tells who listens what changed."""

    def __init__(self, engines: Engines, world: World, recorder: Recorder, name: str) -> None:
        """`name` is how the register is called in sentences."""
        self.engines = engines
        self.world = world
        self.recorder = recorder
        self.name = name
        self.on_changed: list[Callable[[Changes], None]] = []
        event.listen(engines.write, "before_execute", _refuse_core_writes)
        event.listen(engines.write, "begin", _shut_gate)

    @contextlib.contextmanager
    def transaction(self, actor: Actor, doing: str = "") -> Iterator[RegistrySession]:
        """One piece of work by one person: all of it is kept and journalled, or none.

        A refusal of rule or permission is itself journalled, under the name of what was being done.
        """
        try:
            with self._session(actor) as session:
                yield session
                session.commit()
        except (NotPermitted, RuleBroken, WrongPassword) as error:
            self._record_refusal(actor, doing, error)
            raise
        except StaleDataError as error:
            raise StaleRecord(
                _("Someone else saved this record first; your change was not kept."),
                hint=_("Read it again and repeat your change."),
            ) from error
        except DRIVER_ERRORS as error:
            raise translated(error, self.name) from error
        unit = session.unit
        changes = Changes(frozenset(unit.tables), tuple(spoken.code for spoken in unit.verbs))
        for listener in self.on_changed:
            listener(changes)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, as of one moment."""
        try:
            with Session(self.engines.read, autoflush=False) as session:
                yield session
        except DRIVER_ERRORS as error:
            raise translated(error, self.name) from error

    @contextlib.contextmanager
    def _session(self, actor: Actor) -> Iterator[RegistrySession]:
        unit = Unit(actor, self.world, self.world.now(), self.world.new_id())
        with RegistrySession(self.engines.write, info={"unit": unit, "recorder": self.recorder}) as session:
            yield session

    def _record_refusal(self, actor: Actor, doing: str, error: RegistryError) -> None:
        refused = Verb(
            "step:refused", facts={"doing": doing, "code": error.code}, private={"sentence": bare(str(error))}
        )
        try:
            with self._session(actor) as session:
                session.unit.verbs.append(refused)
                session.commit()
        except DRIVER_ERRORS as failed:
            raise translated(failed, self.name) from error

    def close(self) -> None:
        """Close every connection."""
        self.engines.dispose()


# -- what the session tells us -----------------------------------------------------------------------------------


@event.listens_for(RegistrySession, "transient_to_pending")
def _give(session: RegistrySession, record: Any) -> None:
    state = inspect(record)
    columns, there = columns_of(state.mapper), state.dict
    unit = session.unit
    if "id" in columns.names and there.get("id") is None:
        record.id = unit.world.new_id()
    if "office_id" in columns.names and there.get("office_id") is None:
        record.office_id = unit.actor.office_id
    if "recorded_at" in columns.names and there.get("recorded_at") is None:
        record.recorded_at = unit.moment
    for name in columns.fillable:
        if name not in there:
            # the database keeps NULL; without the value here a later change in this transaction had no old one
            set_committed_value(record, name, None)


@event.listens_for(RegistrySession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        message = f"bulk statements are not journalled: {type(state.statement).__name__} of {state.bind_mapper}"
        raise Unjournalled(message)


def _shut_gate(connection: Connection) -> None:
    # what is noted on a connection outlives a transaction that died with its gate open
    connection.info["gate"] = False


def _refuse_core_writes(connection: Connection, element: Any, *_rest: Any) -> None:
    if isinstance(element, UpdateBase) and not connection.info.get("gate"):
        message = f"a write outside the unit of work: {type(element).__name__} of {getattr(element, 'table', '')}"
        raise Unjournalled(message)


@event.listens_for(RegistrySession, "before_flush")
def _before_flush(session: RegistrySession, _context: UOWTransaction, _instances: Any) -> None:
    unit = session.unit
    for record in (*session.dirty, *session.deleted):
        owner = getattr(record, "office_id", unit.actor.office_id)
        if owner != unit.actor.office_id and session.is_modified(record):
            raise NotPermitted(
                _("This record belongs to another office; only that office writes it."),
                hint=_("Send that office a proposal, or ask for the record to be handed over."),
            )
    unit.connection = session.connection()
    open_gate(unit.connection)


@event.listens_for(RegistrySession, "after_flush")
def _after_flush(session: RegistrySession, _context: UOWTransaction) -> None:
    unit = session.unit
    if unit.ending:
        unit.gate_open = True  # only the recorder runs before it shuts it
    else:
        assert unit.connection is not None
        close_gate(unit.connection)
    before = len(unit.changes)
    for record in session.new:
        columns = columns_of(inspect(record).mapper)
        unit.changes.append(Change.added(columns, inspect(record).dict))
    # the session holds altered rows in the order of their places in memory: a seed must give the same log again
    altered = (_update(inspect(record)) for record in session.dirty)
    unit.changes += sorted((each for each in altered if each), key=lambda each: (each.table, each.identity))
    for record in session.deleted:
        columns = columns_of(inspect(record).mapper)
        unit.changes.append(Change.removed(columns, inspect(record).dict))
    unit.tables.update(change.table for change in unit.changes[before:])


def _update(state: Any) -> Change | None:
    columns = columns_of(state.mapper)
    committed = state.committed_state
    old_new: dict[str, tuple[Any, Any]] = {}
    for name in committed:
        if name not in columns.names:
            continue
        old, new = committed[name], state.dict.get(name)
        if old is NO_VALUE:
            message = f"the old value of {columns.table}.{name} was never read"
            raise Unjournalled(message)
        if old != new:
            old_new[name] = (old, new)
    if not old_new:
        return None
    if "version" in columns.names and "version" not in old_new:
        now = state.dict["version"]
        old_new["version"] = (now - 1, now)
    return Change.altered(columns, state.dict, old_new)


@event.listens_for(RegistrySession, "after_transaction_create")
def _mark(session: RegistrySession, transaction: SessionTransaction) -> None:
    if transaction.nested:
        unit = session.unit
        unit.marks[transaction] = (list(unit.changes), len(unit.verbs), unit.written_verbs)


@event.listens_for(RegistrySession, "after_soft_rollback")
def _undo(session: RegistrySession, previous: SessionTransaction) -> None:
    # rows that `insert_many` journalled inside are undone with their entries: what waited before them waits again
    unit = session.unit
    nothing: tuple[list[Change], int, int] = ([], 0, 0)
    unit.changes, verbs, unit.written_verbs = unit.marks.pop(previous, nothing) if previous.nested else nothing
    del unit.verbs[verbs:]
    unit.head, unit.connection, unit.gate_open, unit.ending = None, None, False, False


@event.listens_for(RegistrySession, "before_commit")
def _before_commit(session: RegistrySession) -> None:
    if session.in_nested_transaction():
        return  # fires for the release of a savepoint as well; entries cleared there would be lost
    unit = session.unit
    unit.ending = True
    session.flush()
    unit.ending = False
    if not unit.changes and len(unit.verbs) == unit.written_verbs:
        return
    if not unit.verbs:
        message = f"a change without a verb: {sorted(unit.tables)}"
        raise Unjournalled(message)
    session.info["recorder"].write(unit.connection or session.connection(), unit)


def has_pending(engine: Engine) -> bool:
    """Whether the engine has connections in use; for tests that nothing is left open."""
    assert isinstance(engine.pool, QueuePool)
    return engine.pool.checkedout() > 0
