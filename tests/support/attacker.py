"""Someone who has the machine, the data key and all of the office's keys: what he does, and how to undo it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import orjson
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from registry_app.build import Opened
from registry_app.journal import reading
from registry_app.journal.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint
from registry_app.journal.entries import leaf
from registry_app.journal.merkle import Frontier
from registry_app.store.engine import table_names
from registry_app.store.guards import drop_guards, make_guards


@contextmanager
def attack(opened: Opened) -> Iterator[Connection]:
    """A raw connection with the key and without the triggers; everything is rolled back afterwards."""
    with opened.store.engines.write.connect() as connection, connection.begin() as transaction:
        drop_guards(connection)
        yield connection
        transaction.rollback()


def restore_guards(connection: Connection) -> None:
    """Put the triggers back, as a careful attacker would."""
    make_guards(connection, table_names(connection))


def change_one_byte(connection: Connection, chance: random.Random, tables: list[str]) -> str:
    """Change one character or byte of one value of one row somewhere; returns what was changed."""
    while True:
        table = chance.choice(tables)
        columns = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')]
        rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()
        if not rows:
            continue
        row = chance.choice(rows)
        place = chance.randrange(len(columns))
        changed = _altered(row[place], chance)
        if changed is None:
            continue
        same = " AND ".join(f'"{column}" IS ?' for column in columns)
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f'UPDATE "{table}" SET "{columns[place]}" = ? WHERE {same}', (changed, *row))
        except IntegrityError:
            continue  # the database itself would not have it
        return f"{table}.{columns[place]}: {row[place]!r} -> {changed!r}"


def _altered(value: object, chance: random.Random) -> object:
    if isinstance(value, int):
        return value ^ 1
    if isinstance(value, bytes) and value:
        place = chance.randrange(len(value))
        return value[:place] + bytes([value[place] ^ (1 << chance.randrange(8))]) + value[place + 1 :]
    if isinstance(value, str) and value:
        place = chance.randrange(len(value))
        return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    return None


def rewrite_history(connection: Connection, opened: Opened, seq: int) -> None:
    """Change what entry `seq` says and make everything after it fit: edge, checkpoints, signatures."""
    body = orjson.loads(
        connection.execute(text("SELECT body FROM journal_entry WHERE seq = :seq"), {"seq": seq}).scalar_one()
    )
    body["role"] = f"{body.get('role', '')}!"
    connection.execute(
        text("UPDATE journal_entry SET body = :body WHERE seq = :seq"),
        {"body": orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode(), "seq": seq},
    )
    make_it_fit(connection, opened)


def cut_tail(connection: Connection, opened: Opened, size: int) -> None:
    """Keep only the first `size` entries and make everything fit."""
    connection.execute(text("DELETE FROM journal_private WHERE seq >= :size"), {"size": size})
    connection.execute(text("DELETE FROM journal_entry WHERE seq >= :size"), {"size": size})
    make_it_fit(connection, opened)


def make_it_fit(connection: Connection, opened: Opened) -> None:
    """Recompute the log's edge and sign every checkpoint anew with the office's own key."""
    office = opened.info.office_id.hex
    log_key = opened.log_key()
    assert log_key is not None
    notes = {
        read_checkpoint(note)[0].size: read_checkpoint(note)[0]
        for (note,) in connection.execute(text("SELECT note FROM journal_checkpoint"))
    }
    frontier = Frontier()
    for seq, txn, moment, actor, verb, operation, table, record, body in reading.entries(connection, office):
        frontier.add(leaf(office, seq, txn, moment, actor, verb, operation, table, record, body))
        old = notes.pop(frontier.size, None)
        if old is not None:
            new = Checkpoint(old.origin, old.size, frontier.root, old.moment)
            connection.execute(
                text("UPDATE journal_checkpoint SET root = :root, note = :note WHERE size = :size"),
                {"root": new.root, "note": sign_checkpoint(new, log_key.key, log_key.sign), "size": new.size},
            )
    for size in notes:
        connection.execute(text("DELETE FROM journal_checkpoint WHERE size = :size"), {"size": size})
    connection.execute(
        text(
            "UPDATE journal_head SET size = :size, edge = :edge, "
            "sealed_size = (SELECT coalesce(max(size), 0) FROM journal_checkpoint)"
        ),
        {"size": frontier.size, "edge": frontier.to_bytes()},
    )
