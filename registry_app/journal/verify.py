"""Verifying: the log against itself, its checkpoints and anchors from outside; the tables against the log.

Whoever owns the machine and the office's keys can rewrite everything inside the file; only an anchor that left the
machine (a certificate's code, a checkpoint at headquarters) finds that. So `verify` takes any number of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from registry_app.journal.report import STEP, Anchor, LogReport, Report
from registry_app.journal.tables import compare_tables
from registry_app.store.guards import missing_guards
from registry_app.store.migrate import newest_revision, revision_of

__all__ = ["Anchor", "LogReport", "Report", "verify"]


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
    if (revision := revision_of(connection)) != newest_revision():
        report.find(
            say(_("The register states revision {revision}, which this program does not write."), revision=revision)
        )
    compare_tables(connection, tables, report, progress)
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
        if frontier.size % STEP == 0:
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
