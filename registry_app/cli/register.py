"""Commands about the register as a whole: `init`, `export`, `backup`, `key`, `office`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from registry_app.build import Answers, Begun, init_register
from registry_app.build.backing_up import back_up
from registry_app.build.beginning import take_back
from registry_app.build.exporting import export_register
from registry_app.build.key_renewal import renew_keys
from registry_app.build.trusting import trust_of
from registry_app.cli.output import context, done, first_line, place_for, read_day, show_record
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.documents import trust_files
from registry_app.offices import queries as offices
from registry_app.offices import service as office_service
from registry_app.rulebook import load
from registry_app.rulebook.service import adopt


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (init, export, backup):
        app.command(command.__name__)(command)
    app.add_typer(key_app, name="key")
    app.add_typer(office_app, name="office")


key_app = typer.Typer(help="Public keys.", no_args_is_help=True)
office_app = typer.Typer(help="Offices, holidays, numbers.", no_args_is_help=True)


def init(
    ministry: Annotated[str, typer.Option(help="Name of the ministry.")],
    country: Annotated[str, typer.Option(help="Two letters, such as ET.")],
    office: Annotated[str, typer.Option(help="Short code of this office, such as HQ.")],
    name: Annotated[str, typer.Option(help="Full name of the first administrator.")],
    root_dir: Annotated[
        Path,
        typer.Option(
            help="Where the two shares of the root and the recovery code are written; print them, then delete the files."
        ),
    ],
    office_name: Annotated[str, typer.Option(help="Name of this office.")] = "",
    zone: Annotated[str, typer.Option(help="Time zone, such as Africa/Addis_Ababa.")] = "UTC",
    rule_book: Annotated[
        str, typer.Option(help="Rule book to adopt, such as et/923-2016; two persons confirm its values afterwards.")
    ] = "",
) -> None:
    """Make a register; --as names its first administrator, --passphrase-file holds his password."""
    if not context.user:
        raise BadInput(_("The first administrator has no user name."), hint=_("Add --as USER."))
    answers = Answers(ministry, country, office, office_name or office, zone, context.user, name, context.password())
    book = load.bundled(rule_book) if rule_book else None
    begun = init_register(context.location, answers, context.world)
    try:
        if book is not None:
            with begun.opened.transaction("rulebook:adopted") as (session, actor):
                adopt(session, actor, book)
        _write_paper_secrets(begun, root_dir)
    except BaseException:
        # without its root and recovery code on paper the register would be a trap
        take_back(begun.opened)
        raise
    begun.opened.close()
    done(
        say(
            _("Register {file} made. Print the three files in {folder}, give each to its holder, then delete them."),
            file=context.location.path,
            folder=root_dir,
        ),
        register=str(context.location.path),
    )


def _write_paper_secrets(begun: Begun, folder: Path) -> None:
    files = context.world.files
    for number, share in enumerate(begun.root_shares, start=1):
        files.write(folder / f"root-share-{number}.txt", (share + "\n").encode(), private=True)
    files.write(folder / "recovery-code.txt", (begun.recovery_code + "\n").encode(), private=True)


def export(
    out: Annotated[Path, typer.Option(help="Where the export is written.")],
    journal_dir: Annotated[
        Path | None, typer.Option(help="Also write the journal for the stand-alone verifier here.")
    ] = None,
) -> None:
    """Write every table and the journal as canonical JSON; sealed values stay sealed. Keys: file, sha256."""
    place_for(out)
    if journal_dir is not None:
        there = context.world.files.exists(journal_dir)
        place_for(journal_dir / "journal.jsonl" if there else journal_dir)
    with context.opened() as opened:
        digest = export_register(opened, out, journal_dir)
    done(say(_("Exported to {file}, SHA-256 {digest}."), file=out, digest=digest), file=str(out), sha256=digest)


def backup(out: Annotated[Path, typer.Option(help="The copy's file; its key file is put beside it.")]) -> None:
    """Copy the register, as encrypted as it is, with its key file; then open the copy and verify it."""
    with context.opened() as opened:
        copied = back_up(opened, out)
    done(
        say(_("Copied to {file}; the copy was opened and is intact: {rows} rows."), file=out, rows=copied.rows),
        file=str(out),
        rows=copied.rows,
        files=copied.files,
    )


@key_app.command("export")
def export_keys(
    out: Annotated[Path, typer.Option(help="Where the public keys are written.")],
    kind: Annotated[str, typer.Option(help="list: signed by the ministry's root; keys: plain.")] = "list",
) -> None:
    """Write the public keys that `check` needs; compare the fingerprint by eye."""
    place_for(out)
    with context.opened() as opened:
        trust = trust_of(opened)
        with opened.reading() as session:
            content = offices.newest_trust(session)
    context.world.files.write(out, content if kind == "list" else trust_files.write_keys(trust))
    done(
        say(_("Public keys written to {file}; fingerprint {print}."), file=out, print=trust.fingerprint),
        file=str(out),
        fingerprint=trust.fingerprint,
    )


@key_app.command("renew")
def renew(
    share: Annotated[list[Path], typer.Option(help="A file with a share of the root; both directors bring theirs.")],
) -> None:
    """Make new office keys before the old ones end; hand out the new list afterwards. Keys: sequence, fingerprint."""
    if len(share) != 2:
        raise BadInput(_("Both shares of the root are needed, number 1 and number 2."), hint=_("Add --share twice."))
    with context.opened() as opened:
        listed = renew_keys(opened, first_line(share[0]), first_line(share[1]))
    done(
        say(_("New keys made; list {number}, fingerprint {print}."), number=listed.sequence, print=listed.fingerprint),
        sequence=listed.sequence,
        fingerprint=listed.fingerprint,
    )


@office_app.command("show")
def show_office() -> None:
    """The register and its office. Keys: name, country, training, made_on, office, numbers, voids."""
    with context.opened() as opened, opened.reading() as session:
        info = opened.info
        show_record(
            {
                "name": info.name,
                "country": info.country,
                "training": info.training,
                "made_on": info.made_on,
                "office": opened.office,
                "numbers": offices.list_blocks(session),
                "voids": offices.list_voids(session),
            }
        )


@office_app.command("holidays")
def holidays(
    through: Annotated[str, typer.Option(help="Holidays are entered through this day.")],
    day: Annotated[list[str] | None, typer.Option(help="YYYY-MM-DD=name; may be repeated.")] = None,
) -> None:
    """Enter the office's holidays."""
    days = {read_day(text.partition("=")[0]): text.partition("=")[2] for text in day or ()}
    with context.opened() as opened, opened.transaction("office:holidays_entered") as (session, actor):
        office_service.enter_holidays(session, actor, days, read_day(through))
    done(say(_("{count} holidays entered."), count=len(days)), count=len(days))


@office_app.command("void-number")
def void_number(
    number: str, kind: Annotated[str, typer.Option()], reason: Annotated[str, typer.Option(help="Why it is not used.")]
) -> None:
    """Explain a number that will not be used."""
    with context.opened() as opened, opened.transaction("number:voided") as (session, actor):
        office_service.void_number(session, actor, kind, number, reason)
    done(say(_("{number} is void."), number=number), number=number)
