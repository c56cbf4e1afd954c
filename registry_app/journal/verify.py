"""Verifying: the log against itself, its checkpoints and anchors from outside; the tables against the log.

Whoever owns the machine and the office's keys can rewrite everything inside the file; only an anchor that left the
machine (a certificate's code, a checkpoint at headquarters) finds that. So `verify` takes any number of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table
from sqlcipher3 import dbapi2 as sqlcipher

from registry_app.core.progress import Progress, Silent
from registry_app.core.texts import _, say
from registry_app.journal import reading
from registry_app.journal.checkpoint import CheckpointKey
from registry_app.journal.proofs import Proofs
from registry_app.journal.report import Anchor, LogReport, Report
from registry_app.journal.tables import compare_tables
from registry_app.journal.walk import walk_log
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
    progress = progress or Silent()
    try:
        return _verified(connection, tables, keys, anchors, own_office, progress)
    except sqlcipher.OperationalError as error:
        if _NO_TEXT not in str(error):
            raise
    driver: Any = connection.connection.driver_connection
    driver.text_factory = _legible  # slower: only where a stranger left bytes that are no text
    try:
        return _verified(connection, tables, keys, anchors, own_office, progress)
    finally:
        driver.text_factory = str


_NO_TEXT: Final = "Could not decode to UTF-8"


def _legible(stored: bytes) -> str:
    return stored.decode("utf-8", "backslashreplace")


def _verified(
    connection: Connection,
    tables: Sequence[Table],
    keys: Mapping[str, list[CheckpointKey]],
    anchors: Sequence[Anchor],
    own_office: str,
    progress: Progress,
) -> Report:
    report = Report()
    offices = reading.offices_in_log(connection)  # begins the transaction: what goes past the toolkit is read in it too
    proofs = None if connection.dialect.name == "postgresql" else Proofs(connection, tables)
    whole = True
    for office in offices:
        mine = [anchor for anchor in anchors if (anchor.office or own_office) == office]
        if not walk_log(connection, office, keys.get(office, []), mine, report, progress, proofs):
            whole = False
    known = {log.office for log in report.logs}
    for anchor in anchors:
        if (anchor.office or own_office) not in known:
            report.find(say(_("{source} speaks of a log that is not here."), source=anchor.source))
    _find_strays(connection, known, report)
    if (revision := revision_of(connection)) != newest_revision():
        report.find(
            say(_("The register states revision {revision}, which this program does not write."), revision=revision)
        )
    if proofs is not None and whole and proofs.finish(progress):
        report.take(proofs.report)
    else:  # a log with a gap says nothing of the records behind it: they are looked up one by one
        compare_tables(connection, tables, report, progress)
    for table in missing_guards(connection, [table.name for table in tables]):
        report.find(say(_("The triggers that guard {table} were removed."), table=table))
    return report


def _find_strays(connection: Connection, known: set[str], report: Report) -> None:
    for table in ("journal_private", "journal_checkpoint"):
        for (owner,) in connection.exec_driver_sql(f"SELECT DISTINCT office_id FROM {table}"):  # noqa: S608  constants
            if reading.hexed(owner) not in known:
                report.find(say(_("{table} has rows of an office without a log."), table=table))
