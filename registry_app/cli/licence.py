"""`registry licence …`: what a licence is on a day, as it was known on a day; decisions on it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from registry_app.agencies import queries as agencies
from registry_app.cli.output import context, done, numbered, read_day, show_record, show_rows
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say, shortened
from registry_app.licensing import acting, records, standing
from registry_app.licensing.acting import ActDraft
from registry_app.licensing.decisions import ActsFrom, DecisionKind
from registry_app.licensing.standing import LicenceRow
from registry_app.licensing.status import Status

app = typer.Typer(help="Licences: status on a day as known on a day, suspension, revocation.", no_args_is_help=True)

_Number = Annotated[str, typer.Argument(help="The licence's number.", callback=numbered)]
_On = Annotated[str, typer.Option("--on", metavar="DAY", help="In force on this day; today when left out.")]
_Known = Annotated[str, typer.Option("--known", metavar="DAY", help="As it was known on this day; now when left out.")]
_Reasons = Annotated[str, typer.Option(help="The reasons of the decision.")]
_Provision = Annotated[list[str], typer.Option(help="A provision it rests on; may be repeated.")]
_From = Annotated[ActsFrom | None, typer.Option(help="From when it acts, where the law is silent.")]
_ActsOn = Annotated[str, typer.Option(metavar="DAY", help="The stated day.")]
_Until = Annotated[str, typer.Option("--through", metavar="DAY", help="Its last day.")]
_NoNotice = Annotated[str, typer.Option("--without-notice", help="Why the agency was not heard first.")]


def _days(on: str, known: str, today: date) -> tuple[date, date]:
    return (read_day(on) if on else today, read_day(known) if known else date.max)


@app.command("list")
def list_licences(
    agency: Annotated[str, typer.Option(help="Only this agency's.")] = "", on: _On = "", known: _Known = ""
) -> None:
    """Licences by number.

    Keys: number, agency_number, agency_name, category, destinations, state, word, valid_from, valid_through.
    """
    with context.opened() as opened, opened.reading() as session:
        agency_id = agencies.get_agency(session, agency).id if agency else None
        rows = standing.list_licences(session, *_days(on, known, opened.world.today()), agency_id=agency_id)
    columns = ("number", "agency_number", "agency_name", "destinations", "word", "valid_from", "valid_through")
    show_rows([_line(row) for row in rows], columns)


def _line(row: LicenceRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "agency_number": row.agency_number,
        "agency_name": row.agency_name,
        "category": row.category,
        "destinations": row.scope.get("destinations", []),
        "state": row.status.state,
        "word": row.word,
        "valid_from": row.status.valid_from,
        "valid_through": row.status.valid_through,
    }


@app.command("show")
def show(number: _Number) -> None:
    """One licence today. Keys: those of list, grounds, doubts, decisions.

    Of each decision: id, kind, standing, decided_on, acts_from (decision, service, stated_day, beginning), acts_on,
    provisions, set_aside.
    """
    with context.opened() as opened, opened.reading() as session:
        row = _row(session, number, opened.world.today(), date.max)
        decisions = records.list_decisions(session, licence_id=row.id)
    shown = [
        {
            "id": each.id,
            "kind": each.kind,
            "standing": each.standing,
            "decided_on": each.decided_on,
            "acts_from": each.acts_from,
            "acts_on": each.acts_on,
            "provisions": each.provisions,
            "set_aside": each.set_aside_by is not None,
        }
        for each in decisions
    ]
    show_record({**_line(row), **_grounds(row.status), "decisions": shown})


@app.command("status")
def status(number: _Number, on: _On = "", known: _Known = "") -> None:
    """What a licence is on a day, as it was known on a day.

    Keys: number, on, known, state, in_force, word, valid_from, valid_through, grounds, doubts.
    """
    with context.opened() as opened, opened.reading() as session:
        row = _row(session, number, *_days(on, known, opened.world.today()))
    found = row.status
    show_record(
        {
            "number": row.number,
            "on": found.on,
            "known": None if found.known == date.max else found.known,
            "state": found.state,
            "in_force": found.in_force,
            "word": row.word,
            "valid_from": found.valid_from,
            "valid_through": found.valid_through,
            **_grounds(found),
        }
    )


def _row(session: Session, number: str, on: date, known: date) -> LicenceRow:
    number = number.strip().upper()
    standing.get_licence_id(session, number)
    for row in standing.list_licences(session, on, known):
        if row.number == number:
            return row
    raise BadInput(
        say(_("Nothing was known of licence {number} then, or its grant was set aside."), number=number),
        hint=_("Ask without --known."),
    )


def _grounds(found: Status) -> dict[str, Any]:
    return {
        "grounds": [
            {
                "id": each.id,
                "kind": each.kind,
                "from": each.starts_on,
                "through": each.last_on,
                "provision": each.provision,
                "provisional": each.provisional,
                "stayed": each.stayed,
            }
            for each in found.grounds
        ],
        "doubts": found.doubts,
    }


@app.command("public")
def public(
    agency: Annotated[str, typer.Argument(help="The agency's number.", callback=numbered)], on: _On = ""
) -> None:
    """What anyone may be told. Keys: number, category, destinations, word, in_force, valid_from, valid_through."""
    with context.opened() as opened, opened.reading() as session:
        day = read_day(on) if on else opened.world.today()
        rows = standing.public_status(session, agencies.get_agency(session, agency).id, day)
    show_rows(rows, ("number", "destinations", "word", "valid_from", "valid_through"))


@app.command("listed")
def listed(agency: Annotated[str, typer.Argument(help="The agency's number.", callback=numbered)]) -> None:
    """What imported lists say, in their own words; no decision of this office.

    Keys: id, agency_id, number, status_words, category_words, valid_from, valid_through, stated_on, absent_on.
    """
    with context.opened() as opened, opened.reading() as session:
        rows = standing.list_listed(session, agencies.get_agency(session, agency).id)
    show_rows(rows, ("number", "status_words", "valid_from", "valid_through", "stated_on"))


# -- decisions on a licence ------------------------------------------------------------------------------------------


def _propose(kind: DecisionKind, number: str, reasons: str, provision: list[str], **parts: Any) -> None:
    with context.opened() as opened, opened.transaction("decision:proposed") as (session, actor):
        licence_id = standing.get_licence_id(session, number.strip().upper())
        decision = acting.propose(session, actor, ActDraft(kind, licence_id, reasons, provision, **parts))
    sentence = say(_("Decision on licence {number} proposed; a second person decides."), number=number)
    done(sentence, number=number, decision=decision)


def _day(text: str) -> date | None:
    return read_day(text) if text else None


def _identifier(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise BadInput(
            say(_("{text} is no identifier."), text=shortened(text)),
            hint=_("Take it from: registry licence show --json."),
        ) from error


@app.command("suspend")
def suspend(
    number: _Number,
    reasons: _Reasons,
    provision: _Provision,
    through: _Until = "",
    acts_from: _From = None,
    acts_on: _ActsOn = "",
    without_notice: _NoNotice = "",
) -> None:
    """Propose a suspension. Keys: number, decision."""
    _propose(
        DecisionKind.SUSPEND,
        number,
        reasons,
        provision,
        ends_on=_day(through),
        acts_from=acts_from,
        acts_on=_day(acts_on),
        without_notice_because=without_notice,
    )


@app.command("revoke")
def revoke(
    number: _Number,
    reasons: _Reasons,
    provision: _Provision,
    acts_from: _From = None,
    acts_on: _ActsOn = "",
    without_notice: _NoNotice = "",
) -> None:
    """Propose a revocation. Keys: number, decision."""
    _propose(
        DecisionKind.REVOKE,
        number,
        reasons,
        provision,
        acts_from=acts_from,
        acts_on=_day(acts_on),
        without_notice_because=without_notice,
    )


@app.command("surrender")
def surrender(
    number: _Number, reasons: _Reasons, provision: _Provision, acts_from: _From = None, acts_on: _ActsOn = ""
) -> None:
    """Propose to record that the agency gave its licence back. Keys: number, decision."""
    _propose(DecisionKind.SURRENDER, number, reasons, provision, acts_from=acts_from, acts_on=_day(acts_on))


@app.command("stay")
def stay(
    number: _Number,
    ground: Annotated[str, typer.Option(help="The id of the ground whose effect is held up.")],
    reasons: _Reasons,
    provision: _Provision,
    through: _Until = "",
    acts_from: _From = None,
    acts_on: _ActsOn = "",
) -> None:
    """Propose to record a stay of a suspension or revocation. Keys: number, decision."""
    _propose(
        DecisionKind.STAY,
        number,
        reasons,
        provision,
        ground_id=_identifier(ground),
        ends_on=_day(through),
        acts_from=acts_from,
        acts_on=_day(acts_on),
    )


@app.command("lift")
def lift(
    number: _Number,
    ground: Annotated[str, typer.Option(help="The id of the ground that is ended.")],
    through: _Until,
    reasons: _Reasons,
    provision: _Provision,
    acts_from: _From = None,
) -> None:
    """Propose to end a suspension after a day; every other ground stays. Keys: number, decision."""
    _propose(
        DecisionKind.LIFT,
        number,
        reasons,
        provision,
        ground_id=_identifier(ground),
        ends_on=_day(through),
        acts_from=acts_from,
    )


@app.command("set-aside")
def set_aside(
    number: _Number,
    decision: Annotated[str, typer.Option(help="The id of the decision that is set aside.")],
    reasons: _Reasons,
    provision: _Provision,
) -> None:
    """Propose to set a decision aside from the beginning; nothing is erased. Keys: number, decision."""
    _propose(DecisionKind.SET_ASIDE, number, reasons, provision, about_id=_identifier(decision))


@app.command("approve")
def approve(number: _Number) -> None:
    """Take the decision on a licence that another proposed."""
    with context.opened() as opened, opened.transaction("licence:decided") as (session, actor):
        acting.approve(session, actor, standing.get_licence_id(session, number.strip().upper()))
    done(say(_("The decision on licence {number} is taken."), number=number), number=number)


@app.command("decline")
def decline(number: _Number, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Leave the licence as it is."""
    with context.opened() as opened, opened.transaction("decision:declined") as (session, actor):
        acting.decline(session, actor, standing.get_licence_id(session, number.strip().upper()), reason)
    done(say(_("The proposal on licence {number} is declined."), number=number), number=number)
