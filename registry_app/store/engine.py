"""Connections: SQLCipher with its safety switches on, or PostgreSQL by URL; a database's refusal becomes a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from registry_app.core.errors import NoRegister, RegistryError, StorageFailed
from registry_app.core.texts import _, say

_CACHE_KIB = 24_000
_BUSY_MS = 15_000
_NOT_A_DATABASE = 26
# Journal, checksums and foreign keys are off or weak by default in SQLite; each line was measured to matter.
_PRAGMAS = (
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
        return self.text.startswith(("postgresql://", "postgresql+psycopg://"))

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
        return plain.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def keys(self) -> Path:
        """The key file: `<register>.keys`."""
        return self.path.with_name(self.path.name + ".keys")

    @property
    def files(self) -> Path:
        """The folder of attachments: `<register>.files`."""
        return self.path.with_name(self.path.name + ".files")


@dataclass(frozen=True)
class Engines:
    """One engine that writes (each transaction takes the write lock first) and one that only reads."""

    write: Engine
    read: Engine

    @property
    def is_server(self) -> bool:
        """Whether they lead to PostgreSQL."""
        return self.write.dialect.name == "postgresql"

    def dispose(self) -> None:
        """Close every connection."""
        self.write.dispose()
        if self.read is not self.write:
            self.read.dispose()


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
        return Engines(engine, engine)
    _refuse_network_share(location.path)
    write = _sqlite(location.path, cipher_key)
    read = _sqlite(location.path, cipher_key)
    # BEGIN IMMEDIATE on the reading engine would make every list wait for the writer
    event.listen(write, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(read, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    event.listen(read, "connect", lambda connection, _record: connection.execute("PRAGMA query_only=ON"))
    return Engines(write, read)


def _sqlite(path: Path, cipher_key: bytes) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        hide_parameters=True,  # a message may reach a log, and values may be about persons
    )

    @event.listens_for(engine, "connect", insert=True)
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("cipher_log_level=NONE", f"key=\"x'{cipher_key.hex()}'\""):
            connection.execute(f"PRAGMA {pragma}")
        # a wrong key fails at the first read, not here: read at once
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _refuse_network_share(path: Path) -> None:
    # WAL needs shared memory of one machine; on a share two machines would each believe the file is theirs
    if str(path).startswith(("\\\\", "//")):
        raise NoRegister(
            say(_("{path} lies on a network share, where the register could be damaged."), path=path),
            hint=_("Keep the file on this computer; for several workstations use a PostgreSQL server."),
        )


def is_busy(error: DBAPIError) -> bool:
    """Whether another program held the write lock too long, or the server asks to try again."""
    text = str(error.orig)
    return "database is locked" in text or "deadlock detected" in text or "could not serialize" in text


def refusal(error: DBAPIError, where: str) -> RegistryError | None:
    """The sentence for what the database refused; `None` where the fault is ours."""
    text = str(error.orig)
    for sign, sentence, hint in _REFUSALS:
        if sign in text:
            kind = NoRegister if sign in ("file is not a database", "does not exist", "Connection refused") else None
            return (kind or StorageFailed)(say(_(sentence), where=where), hint=_(hint))
    return None


def _n(message: str) -> str:
    return message


_REFUSALS = (
    (
        "file is not a database",
        _n("{where} is not a register of this program, or its key file belongs to another register."),
        _n("Choose the register together with the key file that lies beside it."),
    ),
    (
        "disk is full",
        _n("The disk of {where} is full; nothing was written."),
        _n("Free some space, then do it again."),
    ),
    (
        "No space left on device",
        _n("The disk of {where} is full; nothing was written."),
        _n("Free some space, then do it again."),
    ),
    (
        "disk I/O error",
        _n("The disk of {where} could not be written; nothing of this step was kept."),
        _n("Check that the disk has room and is connected, then do it again."),
    ),
    (
        "readonly database",
        _n("This account may only read {where}; nothing was written."),
        _n("Ask the administrator for the right to write in its folder."),
    ),
    (
        "unable to open database file",
        _n("{where} cannot be opened: the folder is missing or may not be written by this account."),
        _n("Check the folder and the right to write in it."),
    ),
    (
        "database is locked",
        _n("Another program is writing to {where} and did not finish in time; nothing was written."),
        _n("Wait a moment, then do it again."),
    ),
    (
        "lock timeout",
        _n("Another program is writing to {where} and did not finish in time; nothing was written."),
        _n("Wait a moment, then do it again."),
    ),
    (
        "malformed",
        _n("{where} is damaged."),
        _n("Close the program and restore the newest backup; keep the damaged file for the auditor."),
    ),
    ("Connection refused", _n("The server of {where} does not answer."), _n("Ask the administrator to start it.")),
    ("does not exist", _n("There is no register at {where}."), _n("Check the address, or make one: registry init.")),
)


def translated(error: DBAPIError, where: str) -> BaseException:
    """The refusal as a sentence, or the error itself where it is a fault of ours."""
    return refusal(error, where) or error


def check_opens(engines: Engines, where: str) -> None:
    """Read once, so that a wrong key or a file that is no register speaks now."""
    try:
        with engines.read.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except (DatabaseError, OperationalError) as error:
        raise translated(error, where) from error


def table_names(connection: Connection) -> set[str]:
    """Every table there is now."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    else:
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row[0] for row in rows}
