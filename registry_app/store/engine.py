"""Connections: SQLCipher with its safety switches on, or PostgreSQL by URL; a database's refusal becomes a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from registry_app.core.errors import NoRegister, RegistryError, StaleRecord, StorageFailed
from registry_app.core.texts import N_, _, say

_CACHE_KIB = 24_000
_READING_CACHE_KIB = 8_000  # of each connection of a list: with three times as much none of its questions is quicker
_BUSY_MS = 15_000
_TURN_MS = 500  # after so long a wait for another writer, who listens is told
_LOCKED = "database is locked"
# what a database refuses, also past the toolkit, where statements go straight to the driver
DRIVER_ERRORS = (DBAPIError, sqlcipher.Error, psycopg.Error)
# Journal, checksums and foreign keys are off or weak by default in SQLite; each line was measured to matter.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL lost acknowledged commits in 36 of 60 simulated power cuts, FULL in none
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "recursive_triggers=ON",  # REPLACE would slip past the delete triggers
    "cell_size_check=ON",
    "secure_delete=ON",
    "wal_autocheckpoint=4000",  # a verb writes about a dozen pages: checkpoint every few hundred verbs
    "temp_store=MEMORY",  # nothing in clear beside the encrypted file
    f"busy_timeout={_BUSY_MS}",
    f"cache_size=-{_CACHE_KIB}",
)


@dataclass(frozen=True)
class Location:
    """Where a register lies: a file, or a PostgreSQL URL with the folder of its key file."""

    text: str

    @property
    def is_server(self) -> bool:
        """Whether a PostgreSQL server keeps it."""
        return self.text.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))

    @property
    def path(self) -> Path:
        """The register's file, or what stands for it beside the keys of a register on a server."""
        if not self.is_server:
            return Path(self.text)
        return Path(self.text.rpartition("#")[2]) if "#" in self.text else Path("server.register")

    @property
    def url(self) -> str:
        """The PostgreSQL URL; what follows `#` names the place of the key file and is not part of it."""
        plain = self.text.partition("#")[0]
        return "postgresql+psycopg://" + plain.partition("://")[2]

    @property
    def keys(self) -> Path:
        """The key file: `<register>.keys`."""
        return self.path.with_name(self.path.name + ".keys")

    @property
    def own_files(self) -> tuple[Path, ...]:
        """Every file the register consists of, attachments apart; some are there only while it is open."""
        key_files = (self.keys, self.keys.with_name(self.keys.name + ".lock"))
        if self.is_server:
            return key_files
        return (self.path, *(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm")), *key_files)

    @property
    def files(self) -> Path:
        """The folder of attachments: `<register>.files`."""
        return self.path.with_name(self.path.name + ".files")


class Waiting:
    """Who is told while another program holds the register: from the thread that waits, with the milliseconds so far.

    A listener that raises ends the waiting with what it raises; nothing is begun then.
    """

    def __init__(self) -> None:
        """Nobody listens yet."""
        self.listeners: list[Callable[[int], object]] = []

    def tell(self, waited: int) -> None:
        """Tell everybody."""
        for listener in tuple(self.listeners):
            listener(waited)


@dataclass(frozen=True)
class Engines:
    """One engine that writes (each transaction takes the write lock first) and one that only reads."""

    write: Engine
    read: Engine
    waiting: Waiting = field(default_factory=Waiting)

    @property
    def is_server(self) -> bool:
        """Whether they lead to PostgreSQL."""
        return self.write.dialect.name == "postgresql"

    def dispose(self) -> None:
        """Close every connection."""
        self.write.dispose()
        if self.read is not self.write:
            self.read.dispose()


def refuse_other_servers(location: Location) -> None:
    """Refuse an address of a kind that is no register's, without repeating it: it may hold a password."""
    if "://" in location.text and not location.is_server:
        raise NoRegister(
            _("This address is of no kind that can hold a register."),
            hint=_("Give a file, or an address that begins with postgresql://."),
        )


def open_engines(location: Location, cipher_key: bytes) -> Engines:
    """Connect; `cipher_key` (32 bytes) opens the SQLite file and is not used on a server.

    Raises `NoRegister` when the file is no register of this key.
    """
    if location.is_server:
        engine = create_engine(
            location.url,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"options": f"-c lock_timeout={_BUSY_MS}", "connect_timeout": 10},
        )
        # as of one moment, as a reading of the file is; READ COMMITTED would see each commit of others in between
        return Engines(engine, engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True))
    refuse_network_share(location)
    write = _sqlite(location.path, cipher_key)
    read = _sqlite(location.path, cipher_key)
    # BEGIN IMMEDIATE on the reading engine would make every list wait for the writer
    waiting = Waiting()
    event.listen(write, "connect", lambda connection, _record: connection.execute(f"PRAGMA busy_timeout={_TURN_MS}"))
    event.listen(write, "begin", lambda connection: _take(connection, waiting))
    event.listen(read, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    event.listen(read, "connect", _only_read)
    return Engines(write, read, waiting)


def _take(connection: Connection, waiting: Waiting) -> None:
    """Begin to write. Another writer is waited for in turns, so that the officer hears of it and can stop."""
    turns = _BUSY_MS // _TURN_MS
    for turn in range(1, turns + 1):
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except DBAPIError as error:
            if turn == turns or _LOCKED not in str(error.orig):
                raise
        else:
            return
        waiting.tell(turn * _TURN_MS)


def _only_read(connection: Any, _record: Any) -> None:
    for pragma in ("query_only=ON", f"cache_size=-{_READING_CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite(path: Path, cipher_key: bytes) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=4,
        pool_use_lifo=True,  # the connection used last has the pages in its cache; each cache takes memory of its own
        max_overflow=8,
        hide_parameters=True,  # a message may reach a log, and values may be about persons
    )

    @event.listens_for(engine, "connect", insert=True)
    def _prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("cipher_log_level=NONE", f"key=\"x'{cipher_key.hex()}'\""):
            connection.execute(f"PRAGMA {pragma}")
        # a wrong key fails at the first read, not here: read at once
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        record.info["file"] = _identity(path)

    @event.listens_for(engine, "commit")
    def _refuse_vanished(connection: Connection) -> None:
        # the system lets a removed file be written, and drops it with what was "saved" when the program ends
        try:
            there = _identity(path) == connection.info["file"]
        except OSError:
            there = False
        if not there:
            connection.exec_driver_sql("ROLLBACK")  # a commit that was refused by us leaves the transaction open
            raise StorageFailed(
                say(_("{where} is no longer at its place, or another file is; nothing was written."), where=path.name),
                hint=_("Put the register back to its place, then do it again."),
            )

    return engine


def _identity(path: Path) -> tuple[int, int]:
    """Which file lies at a path, whatever it is called: its disk and its number there."""
    found = path.stat()
    return found.st_dev, found.st_ino


def make_hasty(engines: Engines) -> None:
    """Let commits not wait for the disk: for a register that is simply made again after a power cut, as a demo is."""
    if not engines.is_server:
        engines.write.dispose()  # connections that are open already would go on waiting
        event.listen(engines.write, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))


def refuse_network_share(location: Location) -> None:
    """Raise `NoRegister` for a file on a network share.

    WAL needs shared memory of one machine; on a share two machines would each believe the file is theirs.
    """
    if not location.is_server and location.text.startswith(("\\\\", "//")):
        raise NoRegister(
            say(_("{path} lies on a network share, where the register could be damaged."), path=location.text),
            hint=_("Keep the file on this computer; for several workstations use a PostgreSQL server."),
        )


def refusal(error: Exception, where: str) -> RegistryError | None:
    """The sentence for what the database refused; `None` where the fault is ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if _is_clash(cause):
        return StaleRecord(
            _("Someone else has just entered the same, or it is in the register already; your change was not kept."),
            hint=_("Read the list again: open what is there, or repeat your change as another."),
        )
    text = str(cause)
    for sign, kind, sentence, hint in _REFUSALS:
        if re.search(sign, text):
            return kind(say(_(sentence), where=where), hint=_(hint))
    return None


def _is_clash(cause: object) -> bool:
    """Whether two rows cannot both stand, as when two clerks enter one thing; the same identifier twice is our fault."""
    if isinstance(cause, psycopg.errors.UniqueViolation):
        return not (cause.diag.constraint_name or "").startswith("pk_")
    return isinstance(cause, sqlcipher.IntegrityError) and bool(re.match(_CLASH, str(cause)))


_CLASH = r"UNIQUE constraint failed: (?!\w+\.id$)"
_FREE_SPACE = N_("Free some space, then do it again.")
_TRY_AGAIN = N_("Wait a moment, then do it again.")
_ASK_FOR_SERVER = N_("Ask the administrator to start it, and check the network.")
# the words of SQLite and of PostgreSQL (which may speak the server's language: then the fault is shown as one)
_REFUSALS: tuple[tuple[str, type[RegistryError], str, str], ...] = (
    (
        "file is not a database",
        NoRegister,
        N_("{where} is not a register of this program, or its key file belongs to another register."),
        N_("Choose the register together with the key file that lies beside it."),
    ),
    (
        "disk is full|No space left on device|disk full",
        StorageFailed,
        N_("The disk of {where} is full; nothing was written."),
        _FREE_SPACE,
    ),
    (
        "disk I/O error",
        StorageFailed,
        N_("The disk of {where} could not be written; nothing of this step was kept."),
        N_("Check that the disk has room and is connected, then do it again."),
    ),
    (
        "readonly database|permission denied for|read-only transaction",
        StorageFailed,
        N_("This account may only read {where}; nothing was written."),
        N_("Ask the administrator for the right to write there."),
    ),
    (
        "unable to open database file",
        StorageFailed,
        N_("{where} cannot be opened: the folder is missing or may not be written by this account."),
        N_("Check the folder and the right to write in it."),
    ),
    (
        "database is locked|lock timeout|deadlock detected|could not serialize",
        StorageFailed,
        N_("Another program is writing to {where} and did not finish in time; nothing was written."),
        _TRY_AGAIN,
    ),
    (
        "disk image is malformed",
        StorageFailed,
        N_("{where} is damaged."),
        N_("Close the program and restore the newest backup; keep the damaged file for the auditor."),
    ),
    (
        'database ".*" does not exist',
        NoRegister,
        N_("There is no register at {where}."),
        N_("Check the address, or make one: registry init."),
    ),
    (
        'authentication failed|role ".*" does not exist|no password supplied',
        NoRegister,
        N_("The server of {where} does not know this account or its password."),
        N_("Ask the administrator for the address of the register."),
    ),
    (
        "Connection refused|could not translate host name|[Nn]ame or service not known|No route to host|timeout expired",
        NoRegister,
        N_("The server of {where} does not answer."),
        _ASK_FOR_SERVER,
    ),
    (
        "server closed the connection|terminating connection|connection is closed|too many (clients|connections)",
        StorageFailed,
        N_("The server of {where} ended the connection; nothing of this step was kept."),
        _ASK_FOR_SERVER,
    ),
)


def translated(error: Exception, where: str) -> Exception:
    """The refusal as a sentence, or the error itself where it is a fault of ours."""
    return refusal(error, where) or error


def check_opens(engines: Engines, where: str) -> None:
    """Read once, so that a wrong key or a file that is no register speaks now."""
    try:
        with engines.read.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except DRIVER_ERRORS as error:
        raise translated(error, where) from error


def table_names(connection: Connection) -> set[str]:
    """Every table there is now."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    else:
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row[0] for row in rows}
