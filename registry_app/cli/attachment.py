"""`registry attachment …`: files put to an agency."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Annotated

import typer

from registry_app.agencies import queries as agencies
from registry_app.attachments import queries, service
from registry_app.cli.output import context, done, numbered, place_for, read_day, show_rows
from registry_app.core.errors import BadInput
from registry_app.core.progress import Silent
from registry_app.core.texts import _, say, shortened

app = typer.Typer(help="Attached files: kept once, encrypted.", no_args_is_help=True)

_Id = Annotated[str, typer.Argument(metavar="ID", help="The id that `attachment list` gives.")]


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise BadInput(
            say(_("{text} is no id."), text=shortened(text)),
            hint=_("Use the id that `registry attachment list` gives."),
        ) from error


@app.command("add")
def add(
    agency: Annotated[str, typer.Argument(help="The number of the agency it belongs to.", callback=numbered)],
    file: Annotated[Path, typer.Argument(help="The file.")],
    kind: Annotated[str, typer.Option(help="What it is there.")] = "paper",
    title: Annotated[str, typer.Option(help="What people call it; the file's name when left out.")] = "",
    dated: Annotated[str, typer.Option(metavar="DAY", help="The day on the paper.")] = "",
) -> None:
    """Attach a file to an agency. Keys: id, sha256, size, media_type."""
    with context.opened() as opened, opened.vault.incoming(file) as arrived:
        with opened.transaction("attachment:added") as (session, actor):
            made = service.attach(
                session,
                actor,
                opened.vault,
                arrived,
                subject_table="agency",
                subject_id=agencies.get_agency(session, agency).id,
                kind=kind,
                title=title,
                dated=read_day(dated) if dated else None,
            )
        done(
            say(_("{file} attached to {agency}."), file=file.name, agency=agency),
            id=made,
            sha256=arrived.sha256,
            size=arrived.size,
            media_type=arrived.media_type,
        )


@app.command("list")
def list_attachments(
    agency: Annotated[str, typer.Argument(help="The agency's number.", callback=numbered)],
    every: Annotated[bool, typer.Option("--all", help="Those set aside too.")] = False,
) -> None:
    """The files attached to an agency.

    Keys: id, subject_table, subject_id, kind, title, dated, media_type, size, sha256, sealed, added_by, recorded_at,
    set_aside_on, set_aside_reason.
    """
    with context.opened() as opened, opened.reading() as session:
        agency_id = agencies.get_agency(session, agency).id
        rows = queries.list_attachments(session, "agency", agency_id, with_set_aside=every)
    show_rows(rows, ("id", "kind", "title", "media_type", "size", "recorded_at"))


@app.command("get")
def get(attachment: _Id, out: Annotated[Path, typer.Option(help="Where the copy is written.")]) -> None:
    """Write a copy in clear; that it was done is journalled. Keys: id, file."""
    place_for(out)
    with context.opened() as opened, opened.transaction("attachment:copied_out") as (session, actor):
        service.copy_out(session, actor, opened.vault, _id(attachment), out)
    done(say(_("Copied to {file}."), file=out), id=attachment, file=str(out))


@app.command("set-aside")
def set_aside(attachment: _Id, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Say that a file was attached by mistake. Keys: id."""
    with context.opened() as opened, opened.transaction("attachment:set_aside") as (session, actor):
        service.set_aside(session, actor, _id(attachment), reason)
    done(_("Set aside."), id=attachment)


@app.command("verify")
def verify() -> int:
    """Read every file again and compare it with its hash; exit status 1 when one is missing or changed. Keys: sha256, missing, titles."""
    with context.opened() as opened:
        opened.actor().must("register:read")
        with opened.reading() as session:
            problems = list(queries.list_problems(session, opened.vault, Silent()))
    show_rows(problems, ("sha256", "missing", "titles"))
    return 1 if problems else 0


@app.command("sweep")
def sweep() -> None:
    """Remove files that no record names, left over from work that was undone more than a day ago. Keys: removed."""
    with context.opened() as opened:
        opened.actor().must("backup:make")
        with opened.reading() as session:
            removed = service.sweep(session, opened.vault)
    done(say(_("{count} files removed."), count=removed), removed=removed)
