"""The index's tables: derived, so no revision holds them; they are made anew when missing or of another form.

SQLite finds words by FTS5 (its categories keep vowel signs inside their words), PostgreSQL by trigrams of the same
text; a server without the extension pg_trgm reads the whole table instead.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from registry_app.store.straight import on_server

# another number whenever what the index holds changes: in its tables, its sources, or the folding of names
FORM: Final = 1
STATE: Final = "derived_finding_state"
_TABLES: Final = (
    STATE,
    "derived_finding_text",
    "derived_finding_name",
    "derived_finding_number",
    "derived_finding_word",
)

_ON_SQLITE: Final = (
    f"CREATE TABLE {STATE} (form INTEGER NOT NULL) STRICT",
    (
        "CREATE TABLE derived_finding_name (id INTEGER PRIMARY KEY, source BLOB NOT NULL, subject BLOB NOT NULL, "
        "words TEXT NOT NULL) STRICT"
    ),
    (
        "CREATE TABLE derived_finding_number (kind INTEGER NOT NULL, number TEXT NOT NULL, source BLOB NOT NULL, "
        "what TEXT NOT NULL, subject BLOB, PRIMARY KEY (kind, number, source, what)) STRICT, WITHOUT ROWID"
    ),
    "CREATE TABLE derived_finding_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT",
    (
        "CREATE VIRTUAL TABLE derived_finding_text USING fts5(words, content='derived_finding_name', "
        "content_rowid='id', columnsize=0, detail=none, "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")"
    ),
    # what is taken out leaves no copy in the pages of the index
    "INSERT INTO derived_finding_text (derived_finding_text, rank) VALUES ('secure-delete', 1)",
)
_INDEXES_ON_SQLITE: Final = (
    "CREATE INDEX derived_finding_name_source ON derived_finding_name (source)",
    "INSERT INTO derived_finding_text (derived_finding_text) VALUES ('rebuild')",
)
_ON_SERVER: Final = (
    f"CREATE TABLE {STATE} (form bigint NOT NULL)",
    (
        "CREATE TABLE derived_finding_name (id bigint PRIMARY KEY, source bytea NOT NULL, subject bytea NOT NULL, "
        "words text NOT NULL)"
    ),
    "CREATE SEQUENCE derived_finding_order OWNED BY derived_finding_name.id",  # and so goes with it
    (
        'CREATE TABLE derived_finding_number (kind bigint NOT NULL, number text COLLATE "C" NOT NULL, '
        "source bytea NOT NULL, what text NOT NULL, subject bytea, PRIMARY KEY (kind, number, source, what))"
    ),
    # not unique: two offices' clerks who enter the same new word would wait for each other
    (
        "CREATE TABLE derived_finding_word (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
        'word text COLLATE "C" NOT NULL)'
    ),
)
_INDEXES_ON_SERVER: Final = (
    "CREATE INDEX derived_finding_name_source ON derived_finding_name (source)",
    "CREATE INDEX derived_finding_word_word ON derived_finding_word (word)",
)
_TRIGRAMS: Final = "CREATE INDEX derived_finding_name_words ON derived_finding_name USING gin (words gin_trgm_ops)"


def is_ready(connection: Connection) -> bool:
    """Whether the index stands, complete and in this program's form."""
    if on_server(connection):
        there = connection.exec_driver_sql(f"SELECT to_regclass('{STATE}')").scalar_one()
    else:
        there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = ?", (STATE,)).scalar()
    if there is None:
        return False
    return connection.exec_driver_sql(f"SELECT form FROM {STATE}").scalar() == FORM  # noqa: S608  a constant


def drop_tables(connection: Connection) -> None:
    """Take the index away, whatever is there of it."""
    for table in _TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")


def make_tables(connection: Connection) -> None:
    """Make the tables, empty; what is looked up by comes with `make_indexes` once they are filled."""
    for statement in _ON_SERVER if on_server(connection) else _ON_SQLITE:
        connection.exec_driver_sql(statement)


def make_indexes(connection: Connection) -> None:
    """Make what is looked up by over the filled tables, and say that the index stands."""
    for statement in _INDEXES_ON_SERVER if on_server(connection) else _INDEXES_ON_SQLITE:
        connection.exec_driver_sql(statement)
    if on_server(connection) and _has_trigrams(connection):
        connection.exec_driver_sql(_TRIGRAMS)
    connection.exec_driver_sql(f"INSERT INTO {STATE} (form) VALUES ({FORM})")  # noqa: S608  constants


def _has_trigrams(connection: Connection) -> bool:
    """Whether pg_trgm is there or can be had; without it names are found just so, only slower."""
    known = "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"
    if connection.exec_driver_sql(known).scalar() is None:
        return False
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DBAPIError:
        return False  # this account may not add it
    return True
