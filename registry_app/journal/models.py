"""The journal's tables. Entries and checkpoints are only ever added; private values can be erased."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.store.base import Record

# rows lie in the order of their key: one page less to write for each entry
_CLUSTERED = {"sqlite_with_rowid": False}


class JournalEntry(Record):
    """One leaf of an office's log: a verb (`operation` V) or the change of one row (I, U, D).

    The leaf that is hashed is the canonical JSON list of all columns (`entries.leaf`), so no column can be changed
    unnoticed.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_record", "record_table", "record_id", "seq"), _CLUSTERED)

    office_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    txn: Mapped[uuid.UUID]
    moment: Mapped[datetime]
    actor_id: Mapped[uuid.UUID]
    verb: Mapped[str]
    operation: Mapped[str]
    record_table: Mapped[str]
    record_id: Mapped[str]
    body: Mapped[str]


class JournalPrivate(Record):
    """The values behind a salted hash of an entry; erasing the row keeps the log valid."""

    __tablename__ = "journal_private"
    __table_args__ = (_CLUSTERED,)

    office_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[str]


class JournalHead(Record):
    """The right edge of an office's log, locked and rewritten by each transaction; `verify` computes it anew."""

    __tablename__ = "journal_head"
    __table_args__ = (_CLUSTERED,)

    office_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    size: Mapped[int]
    edge: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_size: Mapped[int]


class JournalCheckpoint(Record):
    """A signed statement of size and root, in the C2SP checkpoint form."""

    __tablename__ = "journal_checkpoint"
    __table_args__ = (_CLUSTERED,)

    office_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str]


class WriteGate(Record):
    """Empty: the gate of earlier triggers; those of now look at a row beside the heads (`store.guards`)."""

    __tablename__ = "write_gate"

    open: Mapped[int] = mapped_column(Integer, primary_key=True)
