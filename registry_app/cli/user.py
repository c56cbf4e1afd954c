"""`registry user …`: accounts and roles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from registry_app.access import queries
from registry_app.access import service as access
from registry_app.access.permissions import Role
from registry_app.build import accounts
from registry_app.cli.output import context, done, first_line, read_day, show_rows
from registry_app.core.dates import Period
from registry_app.core.texts import _, say
from registry_app.offices import service as offices

app = typer.Typer(help="Accounts, roles and authorities.", no_args_is_help=True)


@app.command("list")
def list_users() -> None:
    """Every account. Keys: id, login, full_name, active, roles."""
    with context.opened() as opened, opened.reading() as session:
        show_rows(queries.list_users(session), ("login", "full_name", "active", "roles"))


@app.command("add")
def add(
    login: str,
    name: Annotated[str, typer.Option(help="Full name.")],
    role: Annotated[list[Role], typer.Option(help="A role; may be repeated.")],
    new_passphrase_file: Annotated[Path, typer.Option(help="A file whose first line is the new user's password.")],
) -> None:
    """Open an account."""
    with context.opened() as opened:
        accounts.add_officer(opened, login, name, first_line(new_passphrase_file), role)
    done(say(_("User {login} added."), login=login), login=login)


@app.command("close")
def close(login: str, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Let an account sign in no more; what it did stays."""
    with context.opened() as opened:
        accounts.close_officer(opened, login, reason)
    done(say(_("Account {login} closed."), login=login), login=login)


@app.command("give-role")
def give_role(
    login: str,
    role: Role,
    first: Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--to", help="Last day; open when left out.")] = "",
) -> None:
    """Give a role for a time; nobody gives himself one."""
    period = Period(read_day(first), read_day(last) if last else None)
    with context.opened() as opened, opened.transaction("role:given") as (session, actor):
        access.give_role(session, actor, login, role, period)
    done(say(_("Role {role} given to {login}."), role=role.value, login=login), login=login, role=role.value)


@app.command("authorise")
def authorise(
    login: str,
    verb: Annotated[list[str], typer.Option(help="What may be decided, such as licence:grant; may be repeated.")],
    instrument: Annotated[str, typer.Option(help="The paper that gives the authority.")],
    dated: Annotated[str, typer.Option(help="The day of that paper.")],
    first: Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--to", help="Last day; open when left out.")] = "",
) -> None:
    """Record the instrument by which an officer may decide."""
    period = Period(read_day(first), read_day(last) if last else None)
    with context.opened() as opened, opened.transaction("authority:granted") as (session, actor):
        user = access.require_user(session, login)
        offices.grant_authority(
            session, actor, user, verb, instrument=instrument, instrument_date=read_day(dated), period=period
        )
    done(say(_("Authority of {login} recorded."), login=login), login=login, verbs=verb)


@app.command("password")
def password(
    new_passphrase_file: Annotated[Path, typer.Option(help="A file whose first line is the new password.")],
    login: Annotated[str, typer.Argument(help="Whose password; your own when left out.")] = "",
) -> None:
    """Set your own password, or, as administrator, another person's."""
    with context.opened() as opened:
        if login and login != opened.unlocked.login:
            accounts.reset_password(opened, login, first_line(new_passphrase_file))
        else:
            accounts.change_password(opened, first_line(new_passphrase_file))
    done(_("The new password is set."), login=login or context.user)


@app.command("recover")
def recover(
    login: str,
    recovery_code_file: Annotated[Path, typer.Option(help="A file with the recovery code from paper.")],
    new_passphrase_file: Annotated[Path, typer.Option(help="A file whose first line is the new password.")],
) -> None:
    """Set a person's password with the recovery code, when nobody can sign in any more."""
    accounts.recover(
        context.location, context.world, first_line(recovery_code_file), login, first_line(new_passphrase_file)
    )
    done(say(_("The new password of {login} is set."), login=login), login=login)
