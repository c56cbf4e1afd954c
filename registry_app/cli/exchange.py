"""`registry import`, `registry fields`, `registry batch …`: lists read in, tried first, taken back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from registry_app.build import Opened
from registry_app.cli.output import context, done, place_for, read_day, show_json, show_rows
from registry_app.core.errors import BadFile, BadInput
from registry_app.core.texts import _, bare, say
from registry_app.exchange import queries, taking_back
from registry_app.exchange.dry_run import DryRun, Prepared, prepare, try_file
from registry_app.exchange.fields import field_rows
from registry_app.exchange.mapping import Mapping
from registry_app.exchange.problems import Finding
from registry_app.exchange.report import report_parts, write_report
from registry_app.exchange.rules import ImportKind
from registry_app.exchange.service import Choices, import_list, save_mapping
from registry_app.exchange.source import from_path

batch_app = typer.Typer(help="Imported lists: see them, take one back.", no_args_is_help=True)
_SHOWN = 20


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("import")(import_file)
    app.command("fields")(fields)
    app.add_typer(batch_app, name="batch")


def fields() -> None:
    """The closed list of fields a column can fill. Keys: field, label, kind, many."""
    show_rows(field_rows(), ("field", "label", "kind", "many"))


def import_file(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, pipe-separated, XLSX, ODS, JSON; packed with gzip or not.")],
    guess: Annotated[bool, typer.Option("--guess", help="Guess layout and columns; ask nothing.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only try it; nothing is written, no account is needed.")
    ] = False,
    report: Annotated[Path | None, typer.Option(help="Where the dry run's report is written (JSON).")] = None,
    mapping: Annotated[Path | None, typer.Option(help="A mapping, as the report gives it under `mapping`.")] = None,
    saved: Annotated[str, typer.Option(help="A mapping saved in the register under this name.")] = "",
    save_as: Annotated[str, typer.Option(help="Save the mapping under this name.")] = "",
    kind: Annotated[ImportKind, typer.Option(help="What the list is to the register.")] = ImportKind.ADD,
    row: Annotated[list[int] | None, typer.Option(help="Only this row; may be repeated.")] = None,
    listed_on: Annotated[str, typer.Option(help="The day the list speaks of (YYYY-MM-DD).")] = "",
    confirm: Annotated[
        list[str] | None, typer.Option(help="Code of a file problem to go on with; may be repeated.")
    ] = None,
    region: Annotated[str, typer.Option(help="Country of telephone numbers without one, such as ET.")] = "",
) -> None:
    """Read in a list: all ready rows in one step, or none. With --dry-run only say what would happen.

    Keys with --dry-run: those of the report: rows, ready, with_problems, file_problems, columns, problems, and more.
    Otherwise: batch_id, rows, imported, held, left_out, registered, updated, absent. Exit status 1 when the file holds
    no list at all.
    """
    place_for(report)
    source = from_path(context.world.files, file)
    given = Mapping.from_json(context.world.files.read(mapping)) if mapping is not None else None
    if not guess and given is None and not saved:
        raise BadInput(
            _("Nobody has said which column is what."),
            hint=_("Add --guess, or --mapping FILE with the mapping of a dry run's report, or --saved NAME."),
        )
    if dry_run:
        _try(try_file(source, context.today or context.world.today(), mapping=given, region=region), report)
        return
    choices = Choices(
        kind, frozenset(row) if row else None, read_day(listed_on) if listed_on else None, frozenset(confirm or ())
    )
    _enter(
        prepared_by=lambda opened, named: prepare(
            source, opened.world.today(), mapping=named or given, region=region or opened.info.country
        ),
        choices=choices,
        saved=saved,
        save_as=save_as,
    )


def _enter(
    prepared_by: Callable[[Opened, Mapping | None], Prepared], choices: Choices, saved: str, save_as: str
) -> None:
    with context.opened() as opened:
        named = None
        if saved:
            with opened.reading() as session:
                named = queries.get_mapping(session, saved)
        prepared = prepared_by(opened, named)
        with opened.transaction("list:imported") as (session, actor):
            imported = import_list(session, actor, prepared, choices)
            if save_as:
                save_mapping(session, actor, save_as, prepared.mapping)
    done(
        say(
            _("{imported} of {rows} rows entered, {held} held; batch {batch}."),
            imported=imported.imported,
            rows=imported.rows,
            held=imported.held,
            batch=imported.batch_id,
        ),
        **vars(imported),
    )


def _try(run: DryRun, report: Path | None) -> None:
    if report is not None:
        with context.world.files.writing(report) as stream:
            write_report(run, stream)
    _show(run)
    if not run.rows and run.file_problems:
        finding = run.file_problems[0]
        raise BadFile(finding.why, hint=finding.mend)


def _show(run: DryRun) -> None:
    if context.json:
        show_json({**report_parts(run), "problems": [each.as_json() for each in run.problems]})
        return
    print(
        bare(
            say(
                _("{rows} rows, {ready} ready, {held} with problems."),
                rows=run.rows,
                ready=run.ready,
                held=run.with_problems,
            )
        )
    )
    for column, field in run.columns.items():
        print(bare(say("  {column} → {field}", column=column, field=field)))
    for finding in run.file_problems:
        print(bare(_line(finding)))
    for finding in run.problems[:_SHOWN]:
        print(bare(_line(finding)))
    if len(run.problems) > _SHOWN:
        print(bare(say(_("… and {count} more: see --report."), count=len(run.problems) - _SHOWN)))


def _line(finding: Finding) -> str:
    shown: dict[str, Any] = finding.as_json()
    place = " ".join(str(shown[name]) for name in ("row", "column", "value") if shown.get(name) not in (None, ""))
    return f"! {place}: {shown['why']} {shown['how_to_mend']} [{shown['code']}]"


@batch_app.command("list")
def list_batches() -> None:
    """Every imported list, the newest first. Keys: those of the columns, and more."""
    with context.opened() as opened, opened.reading() as session:
        show_rows(
            queries.list_batches(session), ("id", "file_name", "kind", "rows", "imported", "held", "taken_back_on")
        )


@batch_app.command("rows")
def list_rows(
    batch: Annotated[uuid.UUID, typer.Argument(help="The batch's id.")],
    after: Annotated[int, typer.Option(help="Only rows after this number.")] = 0,
    limit: Annotated[int, typer.Option(help="So many at most.")] = 100,
) -> None:
    """The rows of a list word for word. Keys: number, outcome, agency_id, cells, problems."""
    with context.opened() as opened, opened.reading() as session:
        show_rows(
            queries.list_rows(session, batch, after=after, limit=limit), ("number", "outcome", "cells", "problems")
        )


@batch_app.command("take-back")
def take_back(
    batch: Annotated[uuid.UUID, typer.Argument(help="The batch's id.")],
    reason: Annotated[str, typer.Option(help="Why.")],
) -> None:
    """Take a whole list back. Keys: batch, agencies."""
    with context.opened() as opened, opened.transaction("list:taken_back") as (session, actor):
        count = taking_back.take_back(session, actor, batch, reason)
    done(
        say(_("The list is taken back; {count} agencies are set aside."), count=count), batch=str(batch), agencies=count
    )


@batch_app.command("mappings")
def mappings() -> None:
    """The names of the saved mappings. Keys: name."""
    with context.opened() as opened, opened.reading() as session:
        show_rows([{"name": name} for name in queries.list_mappings(session)], ("name",))
