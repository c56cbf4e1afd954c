"""Verifying: the log against itself, its checkpoints and anchors from outside; the tables against the log.

Whoever owns the machine and the office's keys can rewrite everything inside the file; only an anchor that left the
machine (a certificate's code, a checkpoint at headquarters) finds that. So `verify` takes any number of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, Table

from registry_app.core.errors import BadFile, NotTrusted
from registry_app.core.progress import Progress, Silent
from registry_app.core.texts import _, say
from registry_app.journal import reading
from registry_app.journal.checkpoint import CheckpointKey, check_checkpoint
from registry_app.journal.entries import commitment, leaf
from registry_app.journal.merkle import Frontier
from registry_app.store.guards import missing_guards
from registry_app.store.types import canonical

_STEP = 20_000
_MOST_FINDINGS = 200
_OWN_TABLES = ("journal_entry", "journal_private", "journal_head", "journal_checkpoint", "write_gate")


@dataclass(frozen=True)
class Anchor:
    """A statement about the log that was kept outside: so many entries have a root that begins like this.

    `office` is the log's office (hexadecimal id), empty when the anchor speaks of the register's own office. `root`
    holds 32 bytes from a checkpoint, 16 from a certificate's code.
    """

    size: int
    root: bytes
    source: str
    office: str = ""


@dataclass
class LogReport:
    """What was found in one office's log."""

    office: str
    size: int = 0
    root: str = ""
    checkpoints: int = 0
    anchors: int = 0


@dataclass
class Report:
    """Everything `verify` has to say; intact when there are no findings."""

    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    logs: list[LogReport] = field(default_factory=list)
    rows: int = 0
    erased: int = 0
    more: int = 0

    @property
    def intact(self) -> bool:
        """Whether nothing was changed behind the register's back, as far as the anchors reach."""
        return not self.findings

    def find(self, sentence: str) -> None:
        """Add a finding; past a few hundred they are only counted."""
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(sentence)
        else:
            self.more += 1


def verify(
    connection: Connection,
    tables: Sequence[Table],
    keys: Mapping[str, list[CheckpointKey]],
    *,
    anchors: Sequence[Anchor] = (),
    own_office: str = "",
    progress: Progress | None = None,
) -> Report:
    """Walk every log and compare every table with it.

    `keys` are the checkpoint keys of each office (hexadecimal id). Nothing is written; the whole is read in one
    transaction, so others may go on working.
    """
    report = Report()
    progress = progress or Silent()
    for office in reading.offices_in_log(connection):
        mine = [anchor for anchor in anchors if (anchor.office or own_office) == office]
        _verify_log(connection, office, keys.get(office, []), mine, report, progress)
    known = {log.office for log in report.logs}
    for anchor in anchors:
        if (anchor.office or own_office) not in known:
            report.find(say(_("{source} speaks of a log that is not here."), source=anchor.source))
    _find_strays(connection, known, report)
    _verify_tables(connection, tables, report, progress)
    for table in missing_guards(connection, [table.name for table in tables]):
        report.find(say(_("The triggers that guard {table} were removed."), table=table))
    return report


def _find_strays(connection: Connection, known: set[str], report: Report) -> None:
    for table in ("journal_private", "journal_checkpoint"):
        for (owner,) in connection.exec_driver_sql(f"SELECT DISTINCT office_id FROM {table}"):  # noqa: S608  constants
            if reading.hexed(owner) not in known:
                report.find(say(_("{table} has rows of an office without a log."), table=table))


# -- the log -----------------------------------------------------------------------------------------------------


def _verify_log(
    connection: Connection,
    office: str,
    keys: list[CheckpointKey],
    anchors: Sequence[Anchor],
    report: Report,
    progress: Progress,
) -> None:
    log = LogReport(office)
    stated = _stated_roots(connection, office, keys, report, log)
    for anchor in anchors:
        stated.setdefault(anchor.size, []).append((anchor.root, anchor.source))
    frontier, private = Frontier(), _Private(connection, office, report)
    last_moment = ""
    for seq, txn, moment, actor, verb, operation, table, record, body in reading.entries(connection, office):
        if seq != frontier.size:
            report.find(say(_("Entry {seq} of the journal is missing."), seq=frontier.size))
            break
        frontier.add(leaf(office, seq, txn, moment, actor, verb, operation, table, record, body))
        private.check(seq, body)
        if moment < last_moment and operation == "V":
            report.notes.append(say(_("The clock was set back before entry {seq} ({moment})."), seq=seq, moment=moment))
        last_moment = moment
        if frontier.size in stated:
            _compare_root(frontier, stated.pop(frontier.size), report)
        if frontier.size % _STEP == 0:
            progress.step(frontier.size, 0, office)
    private.finish()
    for size, statements in sorted(stated.items()):
        for _root, source in statements:
            report.find(
                say(
                    _("{source} knows {size} entries; the journal here ends after {here}: its tail was cut off."),
                    source=source,
                    size=size,
                    here=frontier.size,
                )
            )
    log.size, log.root, log.anchors = frontier.size, frontier.root.hex(), len(anchors)
    _compare_head(connection, office, frontier, report)
    report.logs.append(log)


def _stated_roots(
    connection: Connection, office: str, keys: list[CheckpointKey], report: Report, log: LogReport
) -> dict[int, list[tuple[bytes, str]]]:
    stated: dict[int, list[tuple[bytes, str]]] = {}
    for owner, size, root, note in connection.exec_driver_sql(
        "SELECT office_id, size, root, note FROM journal_checkpoint ORDER BY size"
    ):
        if reading.hexed(owner) != office:
            continue
        name = say(_("The checkpoint over {size} entries"), size=size)
        try:
            checkpoint = check_checkpoint(note, keys)
        except (BadFile, NotTrusted) as error:
            report.find(f"{name}: {error.sentence}")
            continue
        if (checkpoint.size, checkpoint.root) != (size, bytes(root)):
            report.find(say(_("{name} does not say what is signed in it."), name=name))
        stated.setdefault(checkpoint.size, []).append((checkpoint.root, name))
        log.checkpoints += 1
    return stated


def _compare_root(frontier: Frontier, statements: list[tuple[bytes, str]], report: Report) -> None:
    root = frontier.root
    for stated, source in statements:
        if not stated or root[: len(stated)] != stated:
            report.find(
                say(
                    _("The first {size} entries are not those that {source} vouches for: the journal was rewritten."),
                    size=frontier.size,
                    source=source,
                )
            )


def _compare_head(connection: Connection, office: str, frontier: Frontier, report: Report) -> None:
    last = connection.exec_driver_sql("SELECT office_id, max(size) FROM journal_checkpoint GROUP BY office_id")
    newest = {reading.hexed(owner): size for owner, size in last}.get(office, 0)
    heads = connection.exec_driver_sql("SELECT office_id, size, edge, sealed_size FROM journal_head")
    mine = [tuple(row) for owner, *row in heads if reading.hexed(owner) == office]
    if not mine:
        report.find(_("The head of the journal is missing."))
    for size, edge, sealed_size in mine:
        if sealed_size != newest:
            report.find(
                say(
                    _("The journal states a checkpoint over {size} entries; the newest here covers {newest}."),
                    size=sealed_size,
                    newest=newest,
                )
            )
        if (size, bytes(edge)) != (frontier.size, frontier.to_bytes()):
            report.find(
                say(
                    _("The journal has {here} entries where its head states {size}, or their hashes differ."),
                    here=frontier.size,
                    size=size,
                )
            )


class _Private:
    """Walks the side table beside the entries and checks each value against its salted hash."""

    def __init__(self, connection: Connection, office: str, report: Report) -> None:
        self.rows = reading.private_values(connection, office)
        self.report = report
        self.next = next(self.rows, None)

    def check(self, seq: int, body: str) -> None:
        """Compare the values kept for this entry with what it commits to."""
        hidden: dict[str, str] | None = None
        while self.next is not None and self.next[0] == seq:
            _seq, name, salt, values = self.next
            if hidden is None:
                hidden = _hidden(body)
            if hidden.pop(name, None) != _commitment(bytes(salt), values):
                self._forged(seq, name)
            self.next = next(self.rows, None)
        if hidden is None and '{"c":"' in body:
            hidden = _hidden(body)
        self.report.erased += len(hidden or ())

    def finish(self) -> None:
        """Whatever is left belongs to no entry."""
        while self.next is not None:
            self._forged(self.next[0], self.next[1])
            self.next = next(self.rows, None)

    def _forged(self, seq: int, name: str) -> None:
        self.report.find(
            say(_("The value kept for {name} of entry {seq} is not the one it was made with."), name=name, seq=seq)
        )


def _hidden(body: str) -> dict[str, str]:
    """The salted hashes an entry carries, by column."""
    try:
        values: dict[str, Any] = orjson.loads(body)
        return {each: value["c"] for each, value in values.items() if isinstance(value, dict) and "c" in value}
    except (ValueError, AttributeError):
        return {}  # such an entry is not what its office signed; the walk finds that


def _commitment(salt: bytes, values: str) -> str:
    try:
        return commitment(salt, orjson.loads(values))
    except orjson.JSONDecodeError:
        return ""


# -- the tables --------------------------------------------------------------------------------------------------


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


def _verify_tables(connection: Connection, tables: Sequence[Table], report: Report, progress: Progress) -> None:
    journalled = _replayed(connection, report)
    expected = next(journalled, None)
    for table in sorted((each for each in tables if each.name not in _OWN_TABLES), key=lambda each: each.name):
        while expected is not None and expected.table < table.name:
            _missing(expected, report)
            expected = next(journalled, None)
        for identity, values in reading.table_rows(connection, table):
            while expected is not None and expected.table == table.name and expected.identity < identity:
                _missing(expected, report)
                expected = next(journalled, None)
            report.rows += 1
            if report.rows % _STEP == 0:
                progress.step(report.rows, 0, table.name)
            if expected is None or (expected.table, expected.identity) != (table.name, identity):
                report.find(_at(table.name, identity, _("is not in the journal: it was added behind its back.")))
                continue
            _compare(expected, values, report)
            expected = next(journalled, None)
    while expected is not None:
        _missing(expected, report)
        expected = next(journalled, None)


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
                _at(
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
    report.find(_at(expected.table, expected.identity, _("is in the journal, but its row is gone.")))


def _at(table: str, identity: str, sentence: str) -> str:
    return say("{place}", place=f"{table} {identity}") + " " + sentence


_ERASED = object()  # the value was erased lawfully; only that something stood there is known


def _replayed(connection: Connection, report: Report) -> Iterator[_Record]:
    """Each record as the journal leaves it, by table and identity."""
    private = reading.private_by_record(connection)
    opened = next(private, None)
    current: _Record | None = None
    for table, identity, _office, operation, body, seq in reading.changes_by_record(connection):
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
    report.find(_at(record.table, record.identity, say(_("has an entry {seq} that cannot be read."), seq=seq)))


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
        report.find(_at(record.table, record.identity, _("was added twice.")))
    for name, value in values.items():
        if isinstance(value, dict):
            new = shown.get(name, _ERASED)
        elif operation == "I":
            new = value
        else:
            old, new = value
            if record.values.get(name) != old:
                report.find(
                    _at(
                        record.table,
                        record.identity,
                        say(_("changed {column} from a value it never had."), column=name),
                    )
                )
        if new is None:
            record.values.pop(name, None)
        else:
            record.values[name] = new
