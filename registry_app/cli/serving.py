"""`registry service …`: documents that must reach their addressee with proof."""

from __future__ import annotations

import uuid
from datetime import time
from pathlib import Path
from typing import Annotated

import typer

from registry_app.attachments.service import attach
from registry_app.cli.output import context, done, read_day, show_record
from registry_app.complaints.queries import get_complaint
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say, shortened
from registry_app.correspondence import queries, serving
from registry_app.correspondence.rules import AttemptOutcome, Mode, Subject
from registry_app.correspondence.serving import AttemptDraft

app = typer.Typer(help="Service of documents: no term runs without its proof.", no_args_is_help=True)

_Id = Annotated[str, typer.Argument(metavar="ID", help="The id that `service order` gives.")]


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise BadInput(
            say(_("{text} is no id."), text=shortened(text)), hint=_("Use the id that was given.")
        ) from error


@app.command("order")
def order(
    document: Annotated[str, typer.Argument(help="What is served, such as 'notice of intended decision'.")],
    to: Annotated[str, typer.Option(help="The addressee.")],
    number: Annotated[str, typer.Option(help="The document's number.")] = "",
    complaint: Annotated[str, typer.Option(help="The complaint it is a paper of, by its number.")] = "",
) -> None:
    """Order that a document be served; a notice's is ordered by `notice serve`. Keys: id."""
    with context.opened() as opened, opened.transaction("service:ordered") as (session, actor):
        about = Subject("complaint", get_complaint(session, complaint.strip().upper())) if complaint else None
        service = serving.order_service(
            session, actor, document=document, document_number=number, addressee=to, document_is=about
        )
    done(say(_("Service {id} ordered."), id=service), id=service)


@app.command("record")
def record(
    service: _Id,
    outcome: AttemptOutcome,
    on: Annotated[str, typer.Option(metavar="DAY", help="The day of the attempt.")],
    by: Annotated[str, typer.Option(help="Who tried.")],
    mode: Annotated[Mode, typer.Option(help="How.")] = Mode.HAND,
    to: Annotated[str, typer.Option(help="Who took it.")] = "",
    capacity: Annotated[str, typer.Option(help="In which capacity: addressee, employee, relative.")] = "",
    place: Annotated[str, typer.Option(help="Where.")] = "",
    hour: Annotated[str, typer.Option(metavar="HH:MM", help="The hour, where it was noted.")] = "",
    reference: Annotated[str, typer.Option(help="Number of the post, issue of the newspaper.")] = "",
    proof: Annotated[Path | None, typer.Option(help="The scanned proof.")] = None,
) -> None:
    """Record an attempt at service with its proof. Keys: id, served_on, why."""
    service_id = _id(service)
    with context.opened() as opened:
        proof_id = None
        if proof is not None:
            with opened.vault.incoming(proof) as arrived, opened.transaction("attachment:added") as (session, actor):
                serving.get_service(session, service_id)
                proof_id = attach(
                    session, actor, opened.vault, arrived, subject_table="service", subject_id=service_id, kind="proof"
                )
        draft = AttemptDraft(read_day(on), mode, outcome, by, to, capacity, place, reference, _minutes(hour), proof_id)
        with opened.transaction("service:attempted") as (session, actor):
            attempt = serving.record_attempt(session, actor, service_id, draft)
            card = queries.service_card(session, service_id)
    shown = say(_("Served on {day}."), day=card.served_on) if card.served_on else card.why
    done(shown, id=attempt, served_on=card.served_on, why=card.why)


def _minutes(hour: str) -> int | None:
    if not hour:
        return None
    try:
        found = time.fromisoformat(hour)
    except ValueError as error:
        raise BadInput(say(_("{hour} is no hour."), hour=shortened(hour)), hint=_("Write it as 09:30.")) from error
    return found.hour * 60 + found.minute


@app.command("show")
def show(service: _Id) -> None:
    """A service with its attempts and what they prove.

    Keys: id, document, document_number, addressee, ordered_on, served_on, deemed, provision, why, attempts.
    """
    with context.opened() as opened, opened.reading() as session:
        show_record(queries.service_card(session, _id(service)))


@app.command("deem")
def deem(service: _Id) -> None:
    """Record that a document counts as served by a rule; refused while no rule says so. Keys: id, served_on."""
    with context.opened() as opened, opened.transaction("service:deemed") as (session, actor):
        day = serving.deem_served(session, actor, _id(service))
    done(say(_("It counts as served on {day}."), day=day), id=service, served_on=day)
