"""Commands about the journal: `verify`, `prove`, and `journal` with `list` and `checkpoint`."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Annotated

import typer

from registry_app.access import queries as access
from registry_app.build.verifying import anchor_given, anchor_words, log_words, verify_opened
from registry_app.cli.output import context, done, place_for, show_json, show_rows
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, bare, say, shortened
from registry_app.journal import queries as journal
from registry_app.journal.prove import prove as prove_entry
from registry_app.offices import queries as offices
from registry_app.store.types import canonical


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (verify, prove):
        app.command(command.__name__)(command)
    app.add_typer(journal_app, name="journal")


journal_app = typer.Typer(help="The journal.", no_args_is_help=True)


def verify(
    anchor: Annotated[
        list[str] | None,
        typer.Option(help="A checkpoint or a certificate's code kept outside: a file or the text; may be repeated."),
    ] = None,
) -> int:
    """Walk the journal, compare it with the tables and with any anchors.

    Exit status 0 intact, 1 not. Keys: intact, findings, notes, more, rows, erased, logs (office: its code, office_id,
    size, root, checkpoints, anchors).
    """
    with context.opened() as opened:
        opened.must("journal:verify")
        report = verify_opened(opened, [anchor_given(opened, given) for given in anchor or ()])
        with opened.reading() as session:
            codes = {office.id.hex: office.code for office in offices.list_offices(session)}
    findings, notes = report.findings, report.notes
    if context.json:
        logs = [
            {**vars(log), "office": codes.get(log.office, log.office), "office_id": log.office} for log in report.logs
        ]
        shown = {**vars(report), "logs": logs, "findings": findings, "notes": notes}
        show_json({"intact": report.intact, **shown})
    else:
        for log in report.logs:
            office = codes.get(log.office, log.office)
            print(bare(log_words(log, office)))
        print(bare(say(_("{rows} rows compared, {erased} values erased."), rows=report.rows, erased=report.erased)))
        for note in notes:
            print(bare(note))
        for finding in findings:
            print(bare(finding))
        if report.more:
            print(bare(say(_("and {count} more."), count=report.more)))
        print(bare(anchor_words(sum(log.anchors for log in report.logs))))
        print(_("The register is intact.") if report.intact else _("The register was changed behind its back."))
    return 0 if report.intact else 1


def prove(
    entry: Annotated[int, typer.Argument(help="Number of the entry, counted from 0.")],
    out: Annotated[Path, typer.Option(help="Where the proof is written (JSON).")],
) -> None:
    """Prove that an entry stands in the journal; the stand-alone verifier checks the proof."""
    place_for(out)
    with context.opened() as opened:
        opened.must("journal:verify")
        note = opened.checkpoint()
        with opened.reading() as session:
            proof = prove_entry(session.connection(), opened.info.office_id, entry, note)
    context.world.files.write(out, canonical(proof))
    done(say(_("Proof of entry {entry} written to {file}."), entry=entry, file=out), entry=entry, file=str(out))


@journal_app.command("list")
def list_entries(
    last: Annotated[int, typer.Option(help="So many of the newest entries.", min=1, max=100_000)] = 50,
    subject: Annotated[str, typer.Option(help="Only entries about this record (its id).")] = "",
) -> None:
    """Entries, newest first.

    Keys: seq, moment, actor (login), actor_id, verb, operation, table, record, words, body.
    """
    with context.opened() as opened:
        opened.must("journal:read")
        with opened.reading() as session:
            entries = journal.list_entries(session, last, _record_id(subject) if subject else None)
            logins = {user.id: user.login for user in access.list_users(session)}
    # an entry of another office may be by someone who has no account here
    rows = [
        {**vars(entry), "actor": logins.get(entry.actor, str(entry.actor)), "actor_id": entry.actor}
        for entry in entries
    ]
    show_rows(rows, ("seq", "moment", "actor", "verb", "words"))


def _record_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise BadInput(
            say(_("{text} is not the id of a record."), text=shortened(text)),
            hint=_("Copy it from the list of entries."),
        ) from error


@journal_app.command("checkpoint")
def checkpoint(
    out: Annotated[Path | None, typer.Option(help="Where it is written; printed when left out.")] = None,
) -> None:
    """Sign a checkpoint of the journal as it stands: keep it outside as an anchor."""
    place_for(out)
    with context.opened() as opened:
        opened.must("journal:verify")
        note = opened.checkpoint()
    if out is None:
        print(note, end="")
    else:
        context.world.files.write(out, note.encode())
        done(say(_("Checkpoint written to {file}."), file=out), file=str(out))
