"""`registry ban …`: persons and names that may not own, direct or represent an agency."""

from __future__ import annotations

import uuid
from typing import Annotated

import typer

from registry_app.cli.output import context, done, read_day, show_rows
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say, shortened
from registry_app.screening import queries as screening
from registry_app.screening import service as bans
from registry_app.screening.rules import BanScope
from registry_app.screening.service import BanDraft

app = typer.Typer(help="Bans on persons and names.", no_args_is_help=True)

_Id = Annotated[str, typer.Argument(metavar="ID", help="The id that `ban list` gives.")]


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise BadInput(
            say(_("{text} is no id."), text=shortened(text)), hint=_("Look at: registry ban list.")
        ) from error


@app.command("impose")
def impose(
    name: Annotated[str, typer.Option(help="The banned person's name.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    provision: Annotated[str, typer.Option(help="The provision of law.")],
    decision: Annotated[str, typer.Option(help="The decision's number and day.")],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="First day.")],
    last: Annotated[str, typer.Option("--through", metavar="DAY", help="Last day; open when left out.")] = "",
    permanent: Annotated[bool, typer.Option("--permanent", help="For good.")] = False,
    scope: Annotated[BanScope, typer.Option(help="What is forbidden.")] = BanScope.ANY,
    person: Annotated[str, typer.Option(metavar="ID", help="The person, when in the register.")] = "",
    lift_authority: Annotated[str, typer.Option(help="Who may lift it.")] = "",
) -> None:
    """Enter a ban that was decided. Keys: id."""
    draft = BanDraft(
        name,
        scope,
        reason,
        provision,
        decision,
        read_day(first),
        read_day(last) if last else None,
        permanent,
        lift_authority,
        _id(person) if person else None,
    )
    with context.opened() as opened, opened.transaction("ban:imposed") as (session, actor):
        ban = bans.impose_ban(session, actor, draft)
    done(say(_("Ban {id} entered."), id=ban), id=ban)


@app.command("lift")
def lift(
    ban: _Id,
    decision: Annotated[str, typer.Option(help="The decision's number and day.")],
    on: Annotated[
        str, typer.Option("--from", metavar="DAY", help="From when on it does not hold; today when left out.")
    ] = "",
) -> None:
    """End a ban by a decision. Keys: id."""
    with context.opened() as opened, opened.transaction("ban:lifted") as (session, actor):
        bans.lift_ban(session, actor, _id(ban), read_day(on) if on else actor.today, decision)
    done(_("Ban lifted."), id=ban)


@app.command("list")
def list_bans(
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="In force on this day; today when left out.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Ended ones too.")] = False,
) -> None:
    """Bans.

    Keys: id, person_id, name, scope, reason, provision, decision, valid_from, valid_to, permanent, lift_authority,
    lifted_on, set_aside_on, in_force.
    """
    with context.opened() as opened, opened.reading() as session:
        day = read_day(on) if on else opened.world.today()
        rows = screening.list_bans(session, day, all_of_them=every)
    show_rows(rows, ("id", "name", "scope", "valid_from", "valid_to", "permanent", "decision"))
