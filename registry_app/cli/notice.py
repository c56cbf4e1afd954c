"""`registry notice …`: what is intended, told to the agency first, so that it can answer."""

from __future__ import annotations

import uuid
from typing import Annotated

import typer

from registry_app.agencies import queries as agencies
from registry_app.cli.output import context, done, numbered, read_day, show_record, show_rows
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.correspondence import queries as letters
from registry_app.correspondence import serving
from registry_app.correspondence.rules import Subject
from registry_app.licensing import notices
from registry_app.licensing.decisions import DecisionKind
from registry_app.licensing.queries import get_application_id
from registry_app.licensing.standing import get_licence_id
from registry_app.proceedings import queries, service

app = typer.Typer(help="Notices of an intended decision: issue, serve, answer.", no_args_is_help=True)

_Id = Annotated[uuid.UUID, typer.Argument(help="The id that `notice list` gives.")]


@app.command("issue")
def issue(
    grounds: Annotated[str, typer.Option(help="On which facts.")],
    provision: Annotated[list[str], typer.Option(help="A provision it rests on; may be repeated.")],
    licence: Annotated[str, typer.Option(help="The licence that is to be suspended or revoked.")] = "",
    application: Annotated[str, typer.Option(help="The application that is to be refused.")] = "",
    intended: Annotated[DecisionKind, typer.Option(help="Of a licence: suspend or revoke.")] = DecisionKind.SUSPEND,
    letter: Annotated[str, typer.Option(help="The outward letter it went out by.")] = "",
) -> None:
    """Announce an intended decision; the term to reply starts when its service is proven. Keys: id, intended."""
    if bool(licence) == bool(application):
        raise BadInput(
            _("A notice is about one licence or one application."), hint=_("Add --licence or --application.")
        )
    with context.opened() as opened, opened.transaction("notice:issued") as (session, actor):
        letter_id = letters.get_letter(session, letter).id if letter else None
        if licence:
            licence_id = get_licence_id(session, licence.strip().upper())
            made = notices.announce_on_licence(session, actor, licence_id, intended, provision, grounds, letter_id)
        else:
            intended = DecisionKind.REFUSE
            application_id = get_application_id(session, application.strip().upper())
            made = notices.announce_on_application(session, actor, application_id, provision, grounds, letter_id)
    done(say(_("Notice {id} issued; serve it: registry notice serve."), id=made), id=made, intended=intended)


@app.command("list")
def list_notices(
    agency: Annotated[str, typer.Argument(help="The agency's number.", callback=numbered)],
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="As it stood on this day.")] = "",
) -> None:
    """The notices to an agency.

    Keys: id, intended, provisions, grounds, issued_on, served_on, term, replied_on, reply, lapsed.
    """
    with context.opened() as opened, opened.reading() as session:
        day = read_day(on) if on else opened.world.today()
        rows = queries.notices_to(session, agencies.get_agency(session, agency).id, day)
    show_rows(rows, ("id", "intended", "issued_on", "served_on", "replied_on"))


@app.command("show")
def show(notice: _Id) -> None:
    """One notice today. Keys: those of list."""
    with context.opened() as opened, opened.reading() as session:
        row = queries.notice_row(session, notice, opened.world.today())
    show_record(row)


@app.command("serve")
def serve(notice: _Id, to: Annotated[str, typer.Option(help="The addressee.")]) -> None:
    """Order that a notice be served; record the attempts with `service record`. Keys: id (of the service), notice."""
    with context.opened() as opened, opened.transaction("service:ordered") as (session, actor):
        row = queries.notice_row(session, notice, actor.today)
        ordered = serving.order_service(
            session,
            actor,
            document=_("notice of intended decision"),
            document_number="",
            addressee=to,
            document_is=Subject("notice", row.id),
        )
    done(say(_("Service {id} ordered."), id=ordered), id=ordered, notice=notice)


@app.command("served")
def served(notice: _Id, service_id: Annotated[uuid.UUID, typer.Argument(help="The service with its proof.")]) -> None:
    """Bind a notice to its proven service; the term to reply starts. Keys: id, served_on, last_on (of the term)."""
    with context.opened() as opened, opened.transaction("notice:served") as (session, actor):
        notices.prove(session, actor, notice, service_id)
        row = queries.notice_row(session, notice, actor.today)
    last_on = row.term.last_on if row.term is not None else None
    done(say(_("Notice served on {day}."), day=row.served_on), id=notice, served_on=row.served_on, last_on=last_on)


@app.command("reply")
def reply(
    notice: _Id,
    words: Annotated[str, typer.Option(help="What the agency answered.")],
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The day of its answer; today when left out.")] = "",
    letter: Annotated[str, typer.Option(help="The inward letter it came by.")] = "",
) -> None:
    """Record the agency's answer. Keys: id, replied_on."""
    with context.opened() as opened, opened.transaction("notice:answered") as (session, actor):
        day = read_day(on) if on else actor.today
        letter_id = letters.get_letter(session, letter).id if letter else None
        service.record_reply(session, actor, notice, day, words, letter_id)
    done(say(_("The reply of {day} is recorded."), day=day), id=notice, replied_on=day)
