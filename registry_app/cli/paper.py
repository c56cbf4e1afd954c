"""`registry check FILE`: whether a paper is genuine, without a register and without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from registry_app.certificates.read_facts import read_facts
from registry_app.certificates.verify import check_file
from registry_app.cli.output import context, show_json
from registry_app.core.texts import bare
from registry_app.documents import trust_files


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("check")(check)


def check(
    file: Annotated[Path, typer.Argument(help="A PDF, a picture of a paper (PNG, JPEG), or the text of its code.")],
    key: Annotated[Path | None, typer.Option(help="The public keys the office or the ministry handed out.")] = None,
    status: Annotated[list[Path] | None, typer.Option(help="A list of withdrawn papers; may be repeated.")] = None,
) -> int:
    """Check a paper: exit status 0 genuine, 1 not, 2 no trusted key.

    Keys are never taken from the paper itself. Keys of --json: verdict, form, facts, results (code, verdict, sentence,
    level, source).
    """
    files = context.world.files
    trust = trust_files.load(files.read(key)) if key is not None else None
    report = check_file(
        files.read(file),
        file.name,
        trust,
        today=context.today or context.world.today(),
        status_lists=[files.read(path) for path in status or ()],
        facts_reader=read_facts,
    )
    if context.json:
        show_json(report.document())
    else:
        for line in report.lines():
            print(bare(line))
    return report.exit_status
