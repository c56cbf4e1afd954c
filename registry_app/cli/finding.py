"""`registry find` and `registry index …`: finding anything, and the index it is found by."""

from __future__ import annotations

from typing import Annotated

import typer

from registry_app.build.opened import make_index
from registry_app.cli.output import context, done, show_rows
from registry_app.core.texts import _
from registry_app.finding import keeping
from registry_app.finding.queries import find as find_anything
from registry_app.finding.rules import Kind

index_app = typer.Typer(
    help="The index that things are found by; it is worked out from the facts.", no_args_is_help=True
)


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("find")(find)
    app.add_typer(index_app, name="index")


def find(
    text: Annotated[str, typer.Argument(help="A name in any script, a number, a telephone; slips are forgiven.")],
    kind: Annotated[list[Kind] | None, typer.Option(help="Only this kind; may be repeated.")] = None,
    limit: Annotated[int, typer.Option(help="So many at most.", min=1, max=200)] = 20,
) -> None:
    """Find anything. Keys: kind, subject_id, label, title, detail, score."""
    with context.opened() as opened, opened.reading() as session:
        actor = opened.must("register:read")
        hits = find_anything(session, text, kinds=kind or tuple(Kind), limit=limit, actor=actor)
    show_rows(hits, ("kind", "label", "title", "detail"))


@index_app.command("check")
def check() -> int:
    """Compare the index with the facts. Exit status 0 in step, 1 not. Keys: in_step."""
    with context.opened() as opened:
        opened.must("register:read")
        in_step = keeping.check(opened.store.engines, opened.location.path.name)
    done(
        _("The index says what the facts say.")
        if in_step
        else _("The index says something else than the facts. Make it anew: registry index rebuild."),
        in_step=in_step,
    )
    return 0 if in_step else 1


@index_app.command("rebuild")
def rebuild() -> None:
    """Make the index anew from the facts; nobody else can write meanwhile. Keys: rebuilt."""
    with context.opened() as opened:
        opened.must("backup:make")
        make_index(opened, anew=True)
    done(_("The index was made anew."), rebuilt=True)
