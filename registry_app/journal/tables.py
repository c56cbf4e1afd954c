"""Comparing the tables with the journal: each row must be what its entries made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Table

from registry_app.core.progress import Progress, Silent
from registry_app.core.texts import _, say
from registry_app.journal import reading
from registry_app.journal.report import STEP, Report, at
from registry_app.store.guards import guarded
from registry_app.store.types import canonical

_OWN_TABLES = {"journal_entry", "journal_private", "journal_head", "journal_checkpoint"}


@dataclass
class _Record:
    """A record as the journal leaves it; `raw` is the only entry's body while it has one, not read yet."""

    table: str
    identity: str
    values: dict[str, Any]
    last_seq: int
    raw: str = ""

    @property
    def stands(self) -> bool:
        """Whether there should be a row."""
        return bool(self.raw or self.values)


def comparable(tables: Sequence[Table]) -> dict[str, Table]:
    """The tables whose every row came by an entry, by name in order: not the journal's own, nor what is derived."""
    names = set(guarded(table.name for table in tables)) - _OWN_TABLES
    return {table.name: table for table in sorted(tables, key=lambda each: each.name) if table.name in names}


def compare_tables(connection: Connection, tables: Sequence[Table], report: Report, progress: Progress) -> None:
    """Walk tables and journal side by side, both by table and identity; what differs goes into the report."""
    journalled = _replayed(reading.changes_by_record(connection), reading.private_by_record(connection), report)
    stored = ((name, reading.table_rows(connection, table)) for name, table in comparable(tables).items())
    _side_by_side(stored, journalled, report, progress)


def compare_records(
    connection: Connection, name: str, table: Table | None, identities: Sequence[str], report: Report
) -> None:
    """The same for some records (sorted) of one table in a file; without `table` there is no such table."""
    changes = reading.changes_of(connection, name, identities)
    journalled = _replayed(changes, reading.private_of(connection, name, identities), report)
    rows = iter(()) if table is None else reading.table_rows(connection, table, identities)
    _side_by_side([(name, rows)], journalled, report, Silent())


def _side_by_side(
    stored: Iterable[tuple[str, Iterator[tuple[str, dict[str, Any]]]]],
    journalled: Iterator[_Record],
    report: Report,
    progress: Progress,
) -> None:
    expected = next(journalled, None)
    for table, rows in stored:
        while expected is not None and expected.table < table:
            _missing(expected, report)
            expected = next(journalled, None)
        for identity, values in rows:
            while expected is not None and expected.table == table and expected.identity < identity:
                _missing(expected, report)
                expected = next(journalled, None)
            report.rows += 1
            if report.rows % STEP == 0:
                progress.step(report.rows, 0, table)
            if expected is None or (expected.table, expected.identity) != (table, identity):
                not_journalled(table, identity, report)
                continue
            _compare(expected, values, report)
            expected = next(journalled, None)
    while expected is not None:
        _missing(expected, report)
        expected = next(journalled, None)


def not_journalled(table: str, identity: str, report: Report) -> None:
    """Find a row that no entry made."""
    report.find(at(table, identity, _("is not in the journal: it was added behind its back.")))


def _compare(expected: _Record, values: Mapping[str, Any], report: Report) -> None:
    if expected.raw:
        # most records were written once: equal values have equal texts, nothing needs to be read
        if canonical(values) == expected.raw.encode():
            return
        _read_raw(expected, report)
    wanted = expected.values
    if wanted == values:
        return
    for name in sorted({*wanted, *values}):
        if wanted.get(name) is not _ERASED and wanted.get(name) != values.get(name):
            report.find(
                at(
                    expected.table,
                    expected.identity,
                    say(
                        _("has another {column} than entry {seq} of the journal gave it."),
                        column=name,
                        seq=expected.last_seq,
                    ),
                )
            )


def _missing(expected: _Record, report: Report) -> None:
    report.find(at(expected.table, expected.identity, _("is in the journal, but its row is gone.")))


_ERASED = object()  # the value was erased lawfully; only that something stood there is known


def _replayed(
    changes: Iterator[tuple[str, str, str, str, int]], private: Iterator[tuple[str, str, int, str, str]], report: Report
) -> Iterator[_Record]:
    """Each record as the journal leaves it, by table and identity."""
    opened = next(private, None)
    current: _Record | None = None
    for table, identity, operation, body, seq in changes:
        if current is None or (current.table, current.identity) != (table, identity):
            if current is not None and current.stands:
                yield current
            current = _Record(table, identity, {}, seq)
            if operation == "I" and '{"c":"' not in body:
                current.raw = body
                continue
        _read_raw(current, report)
        shown: dict[str, Any] = {}
        while opened is not None and (opened[0], opened[1], opened[2]) <= (table, identity, seq):
            if (opened[0], opened[1], opened[2]) == (table, identity, seq):
                shown[opened[3]] = _new_value(opened[4])
            opened = next(private, None)
        try:
            _apply(current, operation, orjson.loads(body), shown, report)
        except (ValueError, TypeError, AttributeError):
            _unreadable(current, seq, report)
        current.last_seq = seq
    if current is not None and current.stands:
        yield current


def _read_raw(record: _Record, report: Report) -> None:
    """Read what was put off."""
    if record.raw:
        body, record.raw = record.raw, ""
        try:
            record.values = dict(orjson.loads(body))
        except (ValueError, TypeError):
            _unreadable(record, record.last_seq, report)


def _unreadable(record: _Record, seq: int, report: Report) -> None:
    report.find(at(record.table, record.identity, say(_("has an entry {seq} that cannot be read."), seq=seq)))


def _new_value(values: str) -> Any:
    try:
        return orjson.loads(values)[1]
    except (ValueError, TypeError, LookupError):
        return None  # the walk of the log has found it already


def _apply(
    record: _Record, operation: str, values: Mapping[str, Any], shown: Mapping[str, Any], report: Report
) -> None:
    if operation == "D":
        record.values = {}
        return
    if operation == "I" and record.values:
        report.find(at(record.table, record.identity, _("was added twice.")))
    for name, value in values.items():
        if isinstance(value, dict):
            new = shown.get(name, _ERASED)
        elif operation == "I":
            new = value
        else:
            old, new = value
            if record.values.get(name) != old:
                report.find(
                    at(
                        record.table,
                        record.identity,
                        say(_("changed {column} from a value it never had."), column=name),
                    )
                )
        if new is None:
            record.values.pop(name, None)
        else:
            record.values[name] = new
