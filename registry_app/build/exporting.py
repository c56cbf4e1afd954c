"""Exporting an open register: every table and the journal as canonical JSON."""

from __future__ import annotations

from pathlib import Path

from registry_app import schema
from registry_app.build.opened import Opened
from registry_app.journal import export as journal_export
from registry_app.journal import queries as journal


def export_register(opened: Opened, out: Path, journal_folder: Path | None = None) -> str:
    """Write the export, and the journal for the stand-alone verifier where a folder is named; gives the SHA-256.

    Sealed values stay sealed. That it was done, and by whom, is journalled first.
    """
    with opened.transaction("register:exported") as (session, actor):
        actor.must("register:export")
        journal.note_export(session, out.name)
    opened.checkpoint()
    with opened.reading() as session, opened.world.files.writing(out) as stream:
        connection = session.connection()
        digest = journal_export.write_export(
            stream, journal_export.exported(connection, schema.tables(), opened.info.name)
        )
        if journal_folder is not None:  # as of the same moment
            office = opened.info.office_id.hex
            journal_export.write_journal_folder(connection, opened.world, journal_folder, office)
    return digest
