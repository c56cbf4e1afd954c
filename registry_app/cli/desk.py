"""`registry desk …`: what must be done now, as the home page shows it, and the figures of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from registry_app.build.desk import DUE
from registry_app.cli.output import context, read_day, show_record, show_rows
from registry_app.core.actor import Actor
from registry_app.core.duties import About, Due, Waits
from registry_app.desk import queries
from registry_app.desk.rules import Urgency, View, seen_as, urgency, waits_for

app = typer.Typer(help="The desk: what is due today, late, waiting for approval, sent back.", no_args_is_help=True)

_On = Annotated[str, typer.Option("--on", metavar="DAY", help="YYYY-MM-DD; today when left out.")]
_COLUMNS = ("day", "urgency", "waits", "step", "number", "agency", "source")


@dataclass(frozen=True)
class _Line:
    """A step as it is printed; the documented keys of `list`."""

    code: str
    step: str
    about: About
    id: str
    number: str
    agency: str
    day: date | None
    urgency: Urgency
    certain: bool
    since: date | None
    source: str
    permission: str
    waits: Waits
    for_me: bool
    note: str


@app.command("list")
def list_due(
    view: Annotated[
        View, typer.Option(help="due: mine to do; approvals: mine to approve; sent_back: came back to me; all.")
    ] = View.ALL,
    on: _On = "",
) -> None:
    """Every step that waits, the nearest last day first.

    Keys: code, step, about (agency, application, licence, guarantee, complaint, letter, service, import, rule_book,
    office), id, number, agency, day (null: no day is set), urgency (late, today, soon, later, no_day), certain (false: the
    law can be read in several ways and `day` is the earliest), since, source, permission, waits (due,
    waiting_for_approval, sent_back), for_me, note.
    """
    with context.opened() as opened:
        actor = opened.must("register:read")
        with opened.reading() as session:
            day = read_day(on) if on else opened.world.today()
            lines = queries.work_list(session, day, DUE)
    show_rows([_printed(line, actor, day) for line in seen_as(lines, view, actor)], _COLUMNS)


@app.command("figures")
def figures(on: _On = "") -> None:
    """The figures of the home page.

    Keys: licences (states: by state, ending: in force and ending within 30 days), complaints (open, by_month: first day of
    the month and count), short (agencies with too little lodged; null: not set by the regulator), applications (not
    decided).
    """
    with context.opened() as opened:
        opened.must("register:read")
        with opened.reading() as session:
            found = queries.figures(session, read_day(on) if on else opened.world.today())
    show_record(found)


def _printed(line: Due, actor: Actor, on: date) -> _Line:
    case = line.case
    return _Line(
        line.code,
        line.step,
        case.about,
        str(case.id),
        case.number,
        case.agency,
        line.day,
        urgency(line.day, on),
        line.certain,
        line.since,
        line.source,
        line.permission,
        line.waits,
        waits_for(line, actor),
        line.note,
    )
