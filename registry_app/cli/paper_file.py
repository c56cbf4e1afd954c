"""`registry file …`: paper files, their shelves, who has them, paper that was collected."""

from __future__ import annotations

import uuid
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from registry_app.access.service import require_user
from registry_app.agencies import queries as agencies
from registry_app.cli.output import context, done, numbered, show_record, show_rows
from registry_app.core.errors import NotFound
from registry_app.core.texts import _, say, shortened
from registry_app.correspondence import paper_files, shelves
from registry_app.correspondence.rules import Subject
from registry_app.correspondence.shelves import FileRow

app = typer.Typer(help="Paper files: shelf, volume, who has them.", no_args_is_help=True)

_File = Annotated[
    str, typer.Argument(metavar="NUMBER[/VOLUME]", help="The newest volume when none is named.", callback=numbered)
]


def _row(session: Session, text: str) -> FileRow:
    number, _slash, volume = text.strip().upper().partition("/")
    found = [row for row in shelves.list_files(session) if row.number == number and volume in ("", str(row.volume))]
    if not found:
        raise NotFound(
            say(_("There is no paper file {number}."), number=shortened(text)), hint=_("Look at: registry file list.")
        )
    return found[-1]


def _id(session: Session, text: str) -> uuid.UUID:
    return _row(session, text).id


@app.command("open")
def open_file(
    title: str,
    shelf: Annotated[str, typer.Option(help="Where it stands.")],
    agency: Annotated[str, typer.Option(help="The number of the agency it is about.")] = "",
) -> None:
    """Open a paper file. Keys: number, volume, id."""
    with context.opened() as opened, opened.transaction("file:opened") as (session, actor):
        subject = Subject("agency", agencies.get_agency(session, agency).id) if agency else None
        file = paper_files.open_file(session, actor, title=title, shelf=shelf, subject=subject)
        number = paper_files.get_file(session, file).number
    done(say(_("File {number} opened."), number=number), number=number, volume=1, id=file)


@app.command("list")
def list_files(
    agency: Annotated[str, typer.Option(help="Only this agency's.")] = "",
    out: Annotated[bool, typer.Option("--out", help="Only those that somebody has.")] = False,
) -> None:
    """Paper files.

    Keys: id, number, volume, title, shelf, opened_on, closed_on, with_officer, charged_out_at.
    """
    with context.opened() as opened, opened.reading() as session:
        subject = agencies.get_agency(session, agency).id if agency else None
        rows = shelves.list_files(session, subject_id=subject, charged_out=out)
    show_rows(rows, ("number", "volume", "title", "shelf", "with_officer"))


@app.command("show")
def show(file: _File) -> None:
    """A paper file with its way and its minute sheet. Keys: those of `list`, movements, folios."""
    with context.opened() as opened, opened.reading() as session:
        row = _row(session, file)
        movements = shelves.list_movements(session, row.id)
        folios = [{"number": number, "what": what} for number, what in shelves.list_folios(session, row.id)]
    show_record({**vars(row), "movements": movements, "folios": folios})


@app.command("charge-out")
def charge_out(
    file: _File,
    to: Annotated[str, typer.Option(metavar="LOGIN", help="The officer who takes it.")],
    note: Annotated[str, typer.Option(help="What for.")] = "",
) -> None:
    """Give a file to an officer. Keys: file, to."""
    with context.opened() as opened, opened.transaction("file:charged_out") as (session, actor):
        paper_files.charge_out(session, actor, _id(session, file), require_user(session, to), note)
    done(say(_("{file} is with {officer}."), file=file, officer=to), file=file, to=to)


@app.command("take-back")
def take_back(file: _File, shelf: Annotated[str, typer.Option(help="Another shelf.")] = "") -> None:
    """Put a file back on its shelf. Keys: file."""
    with context.opened() as opened, opened.transaction("file:returned") as (session, actor):
        paper_files.take_back(session, actor, _id(session, file), shelf)
    done(say(_("{file} is back."), file=file), file=file)


@app.command("add-folio")
def add_folio(file: _File, what: str) -> None:
    """Put a paper into a file. Keys: file, folio."""
    with context.opened() as opened, opened.transaction("file:folio_added") as (session, actor):
        folio = paper_files.add_folio(session, actor, _id(session, file), what)
    done(say(_("Folio {folio} of {file}."), folio=folio, file=file), file=file, folio=folio)


@app.command("close")
def close(file: _File) -> None:
    """Close a volume. Keys: file."""
    with context.opened() as opened, opened.transaction("file:closed") as (session, actor):
        paper_files.close_file(session, actor, _id(session, file))
    done(say(_("{file} closed."), file=file), file=file)


@app.command("hand-over")
def hand_over(
    document: Annotated[str, typer.Argument(help="What is handed over, such as licence.")],
    number: Annotated[str, typer.Option(help="Its number.")],
    to: Annotated[str, typer.Option(help="Who collects it.")],
    identity: Annotated[str, typer.Option(help="The identity document seen.")],
    signed: Annotated[bool, typer.Option("--signed", help="It was signed for.")] = False,
    old_returned: Annotated[str, typer.Option(help="The number of the old paper that came back.")] = "",
) -> None:
    """Record that paper was collected, identity seen and signed for. Keys: id."""
    with context.opened() as opened, opened.transaction("paper:handed_over") as (session, actor):
        record = paper_files.hand_over(
            session,
            actor,
            document=document,
            document_number=number,
            collected_by=to,
            identity_seen=identity,
            signed=signed,
            old_paper_returned=old_returned,
        )
    done(say(_("{document} {number} handed over."), document=document, number=number), id=record)
