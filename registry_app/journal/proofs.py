"""Comparing the rows of a file with the journal in SQL, block by block of the log: what is equal needs no more care.

A record is *proven* when its table's row, written as canonical JSON by SQLite, is letter for letter the body of the
only entry that changed it. Everything else (changed later, hidden values, an odd character, anything forged) is
compared by `tables`, record by record. So SQL only ever says "surely equal"; it finds nothing itself.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Integer, LargeBinary, Table
from sqlalchemy.types import TypeEngine

from registry_app.core.progress import Progress
from registry_app.journal.blocks import RANGE
from registry_app.journal.report import STEP, Report
from registry_app.journal.tables import comparable, compare_records, not_journalled
from registry_app.store.types import Code, Day, Flag, Identifier, Json, Moment, Words

_TOGETHER: Final = 500  # records compared by one statement
_TOUCHED: Final = (
    f"SELECT record_table, count(*) FROM journal_entry WHERE {RANGE} AND operation <> 'V' "  # noqa: S608  constants
    "GROUP BY record_table"
)
_MINE: Final = "e.office_id = ?1 AND e.seq >= ?2 AND e.seq < ?3 AND e.record_table = ?5"
_OTHER: Final = (
    "SELECT 1 FROM journal_entry o WHERE o.record_table = e.record_table AND o.record_id = e.record_id "
    "AND o.operation <> 'V' AND "
)
_ONLY: Final = f"NOT EXISTS ({_OTHER} (o.seq <> e.seq OR o.office_id <> e.office_id))"
# tables of which a record has more than one entry: elsewhere nobody has to look whether an entry is the only one
_AGAIN: Final = (
    "SELECT record_table FROM journal_entry GROUP BY record_table HAVING count(*) > count(DISTINCT record_id)"
)
# a record is named once: by its first entry
_FIRST: Final = f"NOT EXISTS ({_OTHER} (o.seq, o.office_id) < (e.seq, e.office_id))"


class Proofs:
    """Which records of a file are surely as their entries made them; the others are compared as they come."""

    def __init__(self, connection: Connection, tables: Sequence[Table]) -> None:
        """No block has been looked at yet."""
        self.connection = connection
        self.tables = comparable(tables)
        self.report = Report()
        self._sure = {name: sure for name, table in self.tables.items() if (sure := _surely_equal(table))}
        self._again = {name for (name,) in self._driver.execute(_AGAIN)} if self._sure else set()
        self._counted: Counter[str] = Counter()  # rows seen, by table
        self._waiting: dict[str, list[str]] = {}

    def add_block(self, office: str, start: int, end: int) -> None:
        """Look at the records that these entries changed."""
        mine = uuid.UUID(office)
        values = (mine.bytes, start, end)
        for name, count in self._driver.execute(_TOUCHED, values).fetchall():
            values_here = (*values, mine.hex, name)
            proven = 0
            if name in self._sure:
                counting = _count(name, self._sure[name], again=name in self._again)
                ((proven,),) = self._driver.execute(counting, values_here).fetchall()
                self._counted[name] += proven
                self.report.rows += proven
            if proven < count:
                rows = self._driver.execute(_others(name, self._sure.get(name)), values_here).fetchall()
                waiting = self._waiting.setdefault(name, [])
                waiting += [row[0] for row in rows]
                if len(waiting) >= _TOGETHER:
                    self._compare(name)

    def finish(self, progress: Progress) -> bool:
        """Compare what still waits, then look for rows without an entry; False when the rows do not add up."""
        for name in sorted(self._waiting):
            self._compare(name)
        adds_up = True
        for name in self.tables:
            ((there,),) = self._driver.execute(f'SELECT count(*) FROM "{name}"').fetchall()  # noqa: S608  our own
            if there != self._counted[name]:
                strays = self._driver.execute(_STRAYS.format(name=name), (name,)).fetchall()
                for (identity,) in strays:
                    not_journalled(name, identity, self.report)
                self.report.rows += len(strays)
                adds_up = adds_up and there == self._counted[name] + len(strays)
            if there >= STEP:
                progress.step(self.report.rows, 0, name)
        return adds_up

    def _compare(self, name: str) -> None:
        before = self.report.rows
        compare_records(self.connection, name, self.tables.get(name), sorted(self._waiting.pop(name)), self.report)
        self._counted[name] += self.report.rows - before

    @property
    def _driver(self) -> Any:
        return self.connection.connection.driver_connection


_STRAYS: Final = (
    'SELECT lower(hex(t.id)) FROM "{name}" t WHERE NOT EXISTS (SELECT 1 FROM journal_entry e '
    "WHERE e.record_table = ? AND e.record_id = lower(hex(t.id)) AND e.operation <> 'V') ORDER BY t.id"
)


def _count(name: str, sure: str, *, again: bool) -> str:
    """How many entries of a block are the only one of a record that is surely equal."""
    only = f"AND {_ONLY}" if again else ""
    return (
        f'SELECT count(*) FROM journal_entry e CROSS JOIN "{name}" t ON t.id = unhex(e.record_id) '  # noqa: S608  our own
        f"WHERE {_MINE} AND e.operation = 'I' AND {sure} {only}"
    )


def _others(name: str, sure: str | None) -> str:
    """The other records of a block, each at its first entry."""
    where = f"{_MINE} AND e.operation <> 'V' AND {_FIRST}"
    if sure is not None:
        there = f'SELECT 1 FROM "{name}" t WHERE t.id = unhex(e.record_id) AND {sure}'  # noqa: S608  our own tables
        where += f" AND NOT (e.operation = 'I' AND EXISTS ({there}) AND {_ONLY})"
    return f"SELECT e.record_id FROM journal_entry e WHERE {where}"  # noqa: S608  constants


def _surely_equal(table: Table) -> str | None:
    """The condition that the row `t` is letter for letter the body of the entry `e`; None where SQL cannot say."""
    parts: list[str] = []
    begun = False
    for column in sorted(table.columns, key=lambda each: each.name):
        value = _written(column)
        if value is None:
            return None
        key, here = f'"{column.name}":', f't."{column.name}"'
        if not column.nullable:
            parts += [f"'{',' if begun else ''}{key}'", *value]
            begun = True
        elif begun:
            parts.append(f"iif({here} IS NULL, '', concat(',{key}', {', '.join(value)}))")
        else:  # nothing stands before it for certain, but the identity will follow
            parts.append(f"iif({here} IS NULL, '', concat('{key}', {', '.join(value)}, ','))")
    text = ", ".join(["'{'", *parts, "'}'"]).replace("', '", "")
    return f"t.office_id = e.office_id AND lower(hex(t.id)) = e.record_id AND e.body = concat({text})"


def _written(column: Column[Any]) -> list[str] | None:
    """The SQL expressions that write a value as `canonical` does; what is of another type than it should be differs."""
    kind: TypeEngine[Any] = column.type
    here = f't."{column.name}"'
    if column.name == "id":
        return ["'\"'", "e.record_id", "'\"'"]  # compared with the row's own before
    if column.name == "office_id":
        return ["'\"'", "?4", "'\"'"]
    if isinstance(kind, Identifier | LargeBinary):
        begin = "" if isinstance(kind, Identifier) else "b:"
        return [f"'\"{begin}'", f"iif(typeof({here}) = 'blob', lower(hex({here})), NULL)", "'\"'"]
    if isinstance(kind, Flag):
        return [f"CASE {here} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"]
    if isinstance(kind, BigInteger | Integer | Words | Json | Code | Day | Moment):
        return [f"json_quote({here})"]
    return None
