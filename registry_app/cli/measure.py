"""`registry measure …`: interim blocks of an agency, by two persons, or by one who may block provisionally."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from registry_app.agencies import queries as agencies
from registry_app.cli.output import context, done, numbered, read_day, show_record, show_rows
from registry_app.core.texts import _, say
from registry_app.licensing.standing import get_licence_id
from registry_app.measures import queries, service
from registry_app.measures.rules import EndKind, MeasureKind
from registry_app.measures.service import MeasureDraft

app = typer.Typer(help="Interim measures: block, confirm, lift.", no_args_is_help=True)

_Agency = Annotated[str, typer.Argument(help="The agency's number.", callback=numbered)]
_Id = Annotated[uuid.UUID, typer.Argument(help="The id that `measure list` gives.")]
_Kind = Annotated[MeasureKind, typer.Option(help="What is blocked.")]
_Provision = Annotated[str, typer.Option(help="The provision it rests on.")]
_Reason = Annotated[str, typer.Option(help="Why.")]
_Through = Annotated[str, typer.Option("--through", metavar="DAY", help="Its last day.")]
_Until = Annotated[str, typer.Option("--until", help="What ends it, where it has no last day.")]
_Licences = Annotated[list[str] | None, typer.Option("--licence", help="Only this licence; may be repeated.")]


def _day(text: str) -> date | None:
    return read_day(text) if text else None


@app.command("list")
def list_measures(
    agency: _Agency,
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="As it stood on this day.")] = "",
    known: Annotated[str, typer.Option("--known", metavar="DAY", help="As it was known on this day.")] = "",
) -> None:
    """Every measure against an agency, proposed and declined ones included.

    Keys: id, agency_id, kind, state (proposed, declined, running, coming, ended, set aside), provisional, starts_on,
    last_on, ends_because, provision, reason, decided_on, confirms_id.
    """
    with context.opened() as opened, opened.reading() as session:
        agency_id = agencies.get_agency(session, agency).id
        day = _day(on) or opened.world.today()
        rows = queries.list_measures(session, agency_id, day, _day(known) or date.max)
    show_rows(rows, ("id", "kind", "state", "provisional", "starts_on", "last_on", "provision"))


@app.command("show")
def show(measure: _Id) -> None:
    """One measure today. Keys: those of list."""
    with context.opened() as opened, opened.reading() as session:
        row = queries.get_measure(session, measure, opened.world.today())
    show_record(row)


def _draft(
    session: Session,
    agency: str,
    kind: MeasureKind,
    provision: str,
    reason: str,
    starts: str,
    through: str,
    until: str,
    licences: list[str] | None,
) -> MeasureDraft:
    return MeasureDraft(
        agencies.get_agency(session, agency).id,
        kind,
        provision,
        reason,
        _day(starts),
        _day(through),
        until,
        tuple(get_licence_id(session, number.strip().upper()) for number in licences or ()),
    )


@app.command("propose")
def propose(
    agency: _Agency,
    kind: _Kind,
    provision: _Provision,
    reason: _Reason,
    starts: Annotated[str, typer.Option("--from", metavar="DAY", help="First day; today when left out.")] = "",
    through: _Through = "",
    until: _Until = "",
    licence: _Licences = None,
) -> None:
    """Ask a second person to impose a measure. Keys: id."""
    with context.opened() as opened, opened.transaction(service.IMPOSE) as (session, actor):
        draft = _draft(session, agency, kind, provision, reason, starts, through, until, licence)
        made = service.propose(session, actor, draft)
    done(say(_("Measure {id} waits for a second person."), id=made), id=made)


@app.command("impose")
def impose(
    agency: _Agency,
    kind: _Kind,
    provision: _Provision,
    reason: _Reason,
    through: _Through = "",
    licence: _Licences = None,
) -> None:
    """In an emergency, block provisionally and alone; it ends by itself unless another confirms it. Keys: id, last_on."""
    with context.opened() as opened, opened.transaction(service.IMPOSE) as (session, actor):
        draft = _draft(session, agency, kind, provision, reason, "", through, "", licence)
        made = service.impose_in_emergency(session, actor, draft)
        last_on = queries.get_measure(session, made, actor.today).last_on
    sentence = say(_("Measure {id} runs through {last} unless another person confirms it."), id=made, last=last_on)
    done(sentence, id=made, last_on=last_on)


@app.command("approve")
def approve(measure: _Id) -> None:
    """Impose what another proposed. Keys: id."""
    with context.opened() as opened, opened.transaction(service.IMPOSE) as (session, actor):
        service.approve(session, actor, measure)
    done(say(_("Measure {id} is imposed."), id=measure), id=measure)


@app.command("decline")
def decline(measure: _Id, reason: _Reason) -> None:
    """Send a proposed measure back. Keys: id."""
    with context.opened() as opened, opened.transaction("measure:declined") as (session, actor):
        service.decline(session, actor, measure, reason)
    done(say(_("Measure {id} is declined."), id=measure), id=measure)


@app.command("confirm")
def confirm(measure: _Id, through: _Through = "", until: _Until = "") -> None:
    """Confirm what another ordered alone. Keys: id (of the full measure), confirms."""
    with context.opened() as opened, opened.transaction("measure:confirmed") as (session, actor):
        full = service.confirm(session, actor, measure, ends_on=_day(through), ends_because=until)
    done(say(_("Measure {id} is confirmed."), id=measure), id=full, confirms=measure)


@app.command("lift")
def lift(measure: _Id, through: _Through, provision: _Provision, reason: _Reason) -> None:
    """Propose to end a measure after a day. Keys: id, end."""
    _propose_end(measure, EndKind.LIFTED, through, provision, reason)


@app.command("set-aside")
def set_aside(measure: _Id, provision: _Provision, reason: _Reason) -> None:
    """Propose that a measure count as never imposed. Keys: id, end."""
    _propose_end(measure, EndKind.SET_ASIDE, "", provision, reason)


def _propose_end(measure: uuid.UUID, kind: EndKind, through: str, provision: str, reason: str) -> None:
    with context.opened() as opened, opened.transaction(service.LIFT) as (session, actor):
        end = service.propose_end(
            session, actor, measure, kind, last_on=_day(through), provision=provision, reason=reason
        )
    done(say(_("The end of measure {id} waits for a second person."), id=measure), id=measure, end=end)


@app.command("approve-end")
def approve_end(measure: _Id) -> None:
    """End a measure as another proposed. Keys: id."""
    with context.opened() as opened, opened.transaction(service.LIFT) as (session, actor):
        service.approve_end(session, actor, measure)
    done(say(_("Measure {id} is ended as proposed."), id=measure), id=measure)


@app.command("decline-end")
def decline_end(measure: _Id, reason: _Reason) -> None:
    """Leave a measure as it is. Keys: id."""
    with context.opened() as opened, opened.transaction("measure:end_declined") as (session, actor):
        service.decline_end(session, actor, measure, reason)
    done(say(_("Measure {id} goes on."), id=measure), id=measure)
