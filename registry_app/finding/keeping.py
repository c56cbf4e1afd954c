"""Keeping the index in step with the facts: following each change in its own transaction, making it anew, checking it.

The index follows what the unit of work flushed, so no feature has to remember it; lists that are imported come the same
way. It is no fact: it is neither journalled nor guarded, and is made anew whenever it is missing or of another form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as sqlcipher

from registry_app.core.progress import Progress, Silent
from registry_app.finding.entries import Name, Number, name_of, numbers_of
from registry_app.finding.rules import THIN, telling_words
from registry_app.finding.sources import BY_TABLE, SOURCES, Source
from registry_app.finding.tables import drop_tables, is_ready, make_indexes, make_tables
from registry_app.journal.reading import stream
from registry_app.store.changes import Change
from registry_app.store.engine import DRIVER_ERRORS, Engines, translated
from registry_app.store.straight import on_server, run, run_many, send_many

BITS: Final = 40  # of an entry's place below those of its kind, so that one kind is a range of the index
_BATCH: Final = 5_000
_ADD_NAME: Final = "INSERT INTO derived_finding_name (id, source, subject, words) VALUES (?, ?, ?, ?)"
_ADD_TEXT: Final = "INSERT INTO derived_finding_text (rowid, words) VALUES (?, ?)"
_REMOVE_TEXT: Final = "INSERT INTO derived_finding_text (derived_finding_text, rowid, words) VALUES ('delete', ?, ?)"
_ADD_NUMBER: Final = (
    "INSERT INTO derived_finding_number (kind, number, source, what, subject) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT DO NOTHING"
)
_REMOVE_NUMBER: Final = "DELETE FROM derived_finding_number WHERE kind = ? AND number = ? AND source = ? AND what = ?"
_ADD_WORD: Final = "INSERT INTO derived_finding_word (word) VALUES (?) ON CONFLICT DO NOTHING"
_ADD_WORDS_ON_SERVER: Final = (
    "INSERT INTO derived_finding_word (word) SELECT unnest(?::text[]) EXCEPT SELECT word FROM derived_finding_word"
)


class Index:
    """The index of one open register; remembers only that it stands, and the country of the office."""

    def __init__(self) -> None:
        """Nothing is read before the first change."""
        self._stands = False
        self._country = ""

    def follow(self, connection: Connection, changes: Iterable[Change]) -> None:
        """Put into the index what these changes of rows mean for it, in their transaction.

        Without an index nothing is done: it is made when the register is next opened.
        """
        touching = [(BY_TABLE[change.table], change) for change in changes if change.table in BY_TABLE]
        if not touching or not self._stand(connection):
            return
        pending = _Pending(connection)
        for source, change in touching:
            if change.operation == "I":
                row = change.values
                pending.add(name_of(source, row), numbers_of(source, row, self._land(connection, source)))
            else:
                self._alter(connection, source, change, pending)
        pending.write()

    def _alter(self, connection: Connection, source: Source, change: Change, pending: _Pending) -> None:
        concerned = [column for column in source.columns if column in change.values]
        if change.operation == "U" and not concerned:
            return
        pending.write()  # what was added before may be what is altered now
        country = self._land(connection, source)
        place = bytes.fromhex(change.identity)
        if change.operation == "D":
            remove_names(connection, place)
            remove_numbers(connection, numbers_of(source, change.values, country))
            return
        # the row as it is at the end of the transaction; where it was altered twice, the second time finds nothing to do
        row = _read(connection, source, place)
        remove_numbers(
            connection, numbers_of(source, {**row, **{name: change.values[name][0] for name in concerned}}, country)
        )
        remove_names(connection, place)
        pending.add(name_of(source, row), numbers_of(source, row, country))

    def _stand(self, connection: Connection) -> bool:
        self._stands = self._stands or is_ready(connection)
        return self._stands

    def _land(self, connection: Connection, source: Source) -> str:
        if source.contacts and not self._country:
            self._country = country_of(connection)
        return self._country


def country_of(connection: Connection) -> str:
    """The country in which telephone numbers without a code are dialled; empty before there is an office."""
    found = run(connection, "SELECT country FROM register_info").fetchone()
    return found[0] if found else ""


def _read(connection: Connection, source: Source, place: bytes) -> dict[str, Any]:
    columns = dict.fromkeys(source.columns)
    wanted = "?::uuid" if on_server(connection) else "?"
    statement = f"SELECT {', '.join(columns)} FROM {source.table} WHERE id = {wanted}"  # noqa: S608  our tables
    row = run(connection, statement, (place.hex() if on_server(connection) else place,)).fetchone()
    assert row is not None
    return dict(zip(columns, row, strict=True))


class _Pending:
    """Entries that wait to be added together."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.names: list[Name] = []
        self.numbers: list[Number] = []

    def add(self, name: Name | None, numbers: Iterable[Number]) -> None:
        """Take the entries of one row."""
        if name is not None:
            self.names.append(name)
        self.numbers.extend(numbers)

    def write(self) -> None:
        """Add what waits."""
        if self.names:
            add_names(self.connection, self.names)
            add_words(self.connection, {word for each in self.names for word in telling_words(name_part(each[3]))})
        if self.numbers:
            send_many(self.connection, _ADD_NUMBER, self.numbers)
        self.names, self.numbers = [], []


def name_part(words: str) -> str:
    """The folded name in an entry's words, without the skeletons."""
    return words.partition(THIN)[0].strip()


def add_names(connection: Connection, names: Sequence[Name], *, findable: bool = True) -> None:
    """Add names, each after the last of its kind; not `findable` yet where the whole is indexed afterwards."""
    places = _places(connection, [name[0] for name in names])
    server = on_server(connection)
    rows = [
        (place, source, subject, f" {words} " if server else words)
        for place, (_kind, source, subject, words) in zip(places, names, strict=True)
    ]
    send_many(connection, _ADD_NAME, rows)
    if findable and not server:
        send_many(connection, _ADD_TEXT, [(place, words) for place, _source, _subject, words in rows])


def _places(connection: Connection, kinds: Sequence[int]) -> list[int]:
    if on_server(connection):
        order = "SELECT nextval('derived_finding_order') FROM generate_series(1, ?)"
        return [(kind << BITS) + row[0] for kind, row in zip(kinds, run(connection, order, (len(kinds),)), strict=True)]
    last = {}
    for kind in set(kinds):
        newest = "SELECT max(id) FROM derived_finding_name WHERE id >= ? AND id < ?"
        found = run(connection, newest, (kind << BITS, (kind + 1) << BITS)).fetchone()[0]
        last[kind] = found if found is not None else kind << BITS
    places = []
    for kind in kinds:
        last[kind] += 1
        places.append(last[kind])
    return places


def add_words(connection: Connection, words: set[str]) -> None:
    """Add the words that slips of the keys are mended by."""
    ordered = sorted(words)
    if on_server(connection):
        if ordered:
            run(connection, _ADD_WORDS_ON_SERVER, (ordered,))
    else:
        run_many(connection, _ADD_WORD, [(word,) for word in ordered])


def remove_numbers(connection: Connection, numbers: Iterable[Number]) -> None:
    """Take numbers out."""
    run_many(connection, _REMOVE_NUMBER, [number[:4] for number in numbers])


def remove_names(connection: Connection, source: bytes) -> None:
    """Take the names of a row out, and words that stand nowhere else: an erased name leaves nothing here."""
    found = run(connection, "SELECT id, words FROM derived_finding_name WHERE source = ?", (source,)).fetchall()
    for place, words in found:
        if not on_server(connection):
            run(connection, _REMOVE_TEXT, (place, words))
        run(connection, "DELETE FROM derived_finding_name WHERE id = ?", (place,))
        for word in set(telling_words(name_part(words))):
            if not _stands_elsewhere(connection, word):
                run(connection, "DELETE FROM derived_finding_word WHERE word = ?", (word,))


def _stands_elsewhere(connection: Connection, word: str) -> bool:
    if on_server(connection):
        statement, value = "SELECT 1 FROM derived_finding_name WHERE words LIKE ? LIMIT 1", f"% {word} %"
    else:
        statement = "SELECT 1 FROM derived_finding_text WHERE derived_finding_text MATCH ? LIMIT 1"
        value = f'"{word}"'
    return run(connection, statement, (value,)).fetchone() is not None


# -- the whole ---------------------------------------------------------------------------------------------------


def make_if_needed(connection: Connection, progress: Progress | None = None) -> bool:
    """Make the index where it is missing or of another form; returns whether it was."""
    if is_ready(connection):
        return False
    make_anew(connection, progress)
    return True


def make_anew(connection: Connection, progress: Progress | None = None) -> int:
    """Make the index from the facts, in the caller's transaction; returns how many rows it was made from."""
    progress = progress or Silent()
    drop_tables(connection)
    make_tables(connection)
    country = country_of(connection)
    words: set[str] = set()
    rows = 0
    for source in SOURCES:
        for block in _blocks(connection, source):
            names = [name for row in block if (name := name_of(source, row))]
            if names:
                add_names(connection, names, findable=False)
                words.update(word for name in names for word in telling_words(name_part(name[3])))
            run_many(connection, _ADD_NUMBER, [each for row in block for each in numbers_of(source, row, country)])
            rows += len(block)
            progress.step(rows, 0, source.table)
    add_words(connection, words)
    make_indexes(connection)
    return rows


def _blocks(connection: Connection, source: Source) -> Iterator[list[dict[str, Any]]]:
    """The rows of a source by their ids, some thousands at a time."""
    columns = list(dict.fromkeys(source.columns))
    selected = f"SELECT {', '.join(columns)} FROM {source.table}"  # noqa: S608  our tables
    last: Any = None
    while True:
        after = "" if last is None else " WHERE id > ?"
        values = () if last is None else (last,)
        found = run(connection, f"{selected}{after} ORDER BY id LIMIT {_BATCH}", values).fetchall()
        if not found:
            return
        yield [dict(zip(columns, row, strict=True)) for row in found]
        last = found[-1][0]


def check(engines: Engines, where: str) -> bool:
    """Whether the index of a register is in step with its facts; nobody else can write meanwhile."""
    try:
        with engines.write.connect() as connection, connection.begin() as work:
            result = is_in_step(connection)
            work.rollback()
    except DRIVER_ERRORS as error:
        raise translated(error, where) from error
    return result


def is_in_step(connection: Connection) -> bool:
    """Whether the index holds exactly what the facts say; needs a connection that may write, and writes nothing."""
    if not is_ready(connection):
        return False
    wanted, words = _Sum(), set()
    country = country_of(connection)
    for source in SOURCES:
        for block in _blocks(connection, source):
            for row in block:
                if name := name_of(source, row):
                    wanted.add(name)
                    words.update(telling_words(name_part(name[3])))
                for number in set(numbers_of(source, row, country)):
                    wanted.add(number)
    known = {row[0] for row in run(connection, "SELECT word FROM derived_finding_word")}
    return words <= known and wanted.value == _indexed(connection) and _text_is_whole(connection)


def _indexed(connection: Connection) -> int:
    total = _Sum()
    for place, source, subject, words in stream(
        connection, "SELECT id, source, subject, words FROM derived_finding_name"
    ):
        total.add((place >> BITS, bytes(source), bytes(subject), words.strip(" ")))
    columns = "kind, number, source, what, subject"
    for kind, number, source, what, subject in stream(connection, f"SELECT {columns} FROM derived_finding_number"):  # noqa: S608
        total.add((kind, number, bytes(source), what, None if subject is None else bytes(subject)))
    return total.value


def _text_is_whole(connection: Connection) -> bool:
    """Whether every name stands under its words; on PostgreSQL the server's own indexes see to that."""
    if on_server(connection):
        return True
    try:
        run(connection, "INSERT INTO derived_finding_text (derived_finding_text, rank) VALUES ('integrity-check', 1)")
    except sqlcipher.DatabaseError:
        return False
    return True


class _Sum:
    """A sum over entries in any order: two sets of entries that differ have different sums, but for one in 2^64."""

    def __init__(self) -> None:
        self.value = 0

    def add(self, entry: tuple[Any, ...]) -> None:
        """Count an entry in."""
        digest = blake2b(repr(entry).encode(), digest_size=8).digest()
        self.value = (self.value + int.from_bytes(digest, "big")) % (1 << 64)
