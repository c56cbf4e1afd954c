"""`registry proposal …`: what one part of the register asks another to do, taken or declined with a reason."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import Annotated

import typer

from registry_app.agencies import queries as agencies
from registry_app.cli.output import context, done, show_record, show_rows
from registry_app.core.texts import _, say
from registry_app.measures import proposals, queries
from registry_app.measures.rules import ProposalOutcome

app = typer.Typer(help="Proposals: see them, take or decline them.", no_args_is_help=True)

_Id = Annotated[uuid.UUID, typer.Argument(help="The id that `proposal list` gives.")]
_COLUMNS = ("id", "kind", "force", "due_on", "provision", "reason", "outcome")


class Taken(StrEnum):
    """What a proposal was taken by: the table of the record that came of it."""

    MEASURE = "measure"
    DECISION = "decision"
    CLAIM = "guarantee_claim"
    COMPLAINT = "complaint"
    NOTICE = "notice"
    LETTER = "letter"


@app.command("list")
def list_proposals(
    agency: Annotated[str, typer.Option(help="Only about this agency.")] = "",
    kind: Annotated[str, typer.Option(help="Only of this kind, such as suspend.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Taken and declined ones too.")] = False,
) -> None:
    """Proposals, the most urgent first.

    Keys: id, kind, agency_id, subject_table, subject_id, force (may, shall), provision, reason, due_on, outcome (open,
    taken, declined), decision_reason, decision_provision, taken_table, taken_id.
    """
    with context.opened() as opened, opened.reading() as session:
        agency_id = agencies.get_agency(session, agency).id if agency else None
        outcome = None if every else ProposalOutcome.OPEN
        rows = queries.list_proposals(session, agency_id=agency_id, kind=kind or None, outcome=outcome)
    show_rows(rows, _COLUMNS)


@app.command("show")
def show(proposal: _Id) -> None:
    """One proposal. Keys: those of list."""
    with context.opened() as opened, opened.reading() as session:
        row = queries.get_proposal(session, proposal)
    show_record(row)


@app.command("take")
def take(
    proposal: _Id,
    by: Annotated[Taken, typer.Option(help="What came of it.")],
    record: Annotated[uuid.UUID, typer.Option(metavar="ID", help="The id of that record.")],
    reason: Annotated[str, typer.Option(help="A word about it.")] = "",
) -> None:
    """Close a proposal by the record that came of it. Keys: id, taken_table, taken_id."""
    with context.opened() as opened, opened.transaction("proposal:taken") as (session, actor):
        proposals.take_by(session, actor, proposal, by.value, record, reason)
    sentence = say(_("Proposal {id} is taken by {table} {record}."), id=proposal, table=by.value, record=record)
    done(sentence, id=proposal, taken_table=by.value, taken_id=record)


@app.command("decline")
def decline(
    proposal: _Id,
    reason: Annotated[str, typer.Option(help="Why.")],
    provision: Annotated[
        str, typer.Option(help="The provision that allows not to act, where the law says shall.")
    ] = "",
) -> None:
    """Close a proposal without acting. Keys: id."""
    with context.opened() as opened, opened.transaction("proposal:declined") as (session, actor):
        proposals.decline(session, actor, proposal, reason, provision)
    done(say(_("Proposal {id} is declined."), id=proposal), id=proposal)
