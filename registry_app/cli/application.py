"""`registry application …`: from the counter to the decision."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from registry_app.agencies import queries as agencies
from registry_app.attachments import service as attachments
from registry_app.build.checks import CHECKS
from registry_app.cli.output import context, done, numbered, read_day, show_record, show_rows
from registry_app.core.check_results import Verdict
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say, shortened
from registry_app.licensing import deciding, examining, papers, queries, service
from registry_app.licensing.decisions import ActsFrom
from registry_app.licensing.queries import ApplicationCard, ItemRow
from registry_app.licensing.rules import OPEN, ApplicationKind, ApplicationState
from registry_app.licensing.service import ApplicationDraft
from registry_app.licensing.standing import get_licence_id

app = typer.Typer(help="Applications: lodge, examine, propose, decide.", no_args_is_help=True)

_Number = Annotated[str, typer.Argument(help="The application's number.", callback=numbered)]
_Code = Annotated[str, typer.Argument(help="The paper, by its provision, such as 24.11.")]
_Reason = Annotated[str, typer.Option(help="Why.")]
_Day = Annotated[str, typer.Option(metavar="DAY", help="YYYY-MM-DD.")]


def _day(text: str) -> date | None:
    return read_day(text) if text else None


def _id(session: Session, number: str) -> uuid.UUID:
    return queries.get_application_id(session, number.strip().upper())


@app.command("lodge")
def lodge(
    agency: Annotated[str, typer.Argument(help="The agency's number.", callback=numbered)],
    kind: Annotated[ApplicationKind, typer.Option(help="What is applied for.")] = ApplicationKind.NEW,
    category: Annotated[str, typer.Option(help="The category, where the law has several.")] = "",
    destination: Annotated[str, typer.Option(help="The country, two letters of ISO 3166.")] = "",
    licence: Annotated[str, typer.Option(help="The licence to be renewed.")] = "",
    done_on: _Day = "",
    posted_on: _Day = "",
    received_first_on: _Day = "",
    received_on: _Day = "",
) -> None:
    """Take in an application and make its check list. Keys: number, papers."""
    with context.opened() as opened, opened.transaction("application:lodged") as (session, actor):
        wanted = ApplicationDraft(
            agencies.get_agency(session, agency).id,
            kind,
            category,
            destination,
            get_licence_id(session, licence.strip().upper()) if licence else None,
            done_on=_day(done_on),
            posted_on=_day(posted_on),
            received_first_on=_day(received_first_on),
            received_on=_day(received_on),
        )
        application_id = service.take_in(session, actor, wanted)
        card = queries.get_card(session, application_id, actor.today)
    number = card.row.number
    codes = [item.code for item in card.items if not item.has_parts]
    sentence = _("Application {number} lodged; {count} papers are asked for.")
    done(say(sentence, number=number, count=len(codes)), number=number, papers=codes)


@app.command("list")
def list_applications(
    agency: Annotated[str, typer.Option(help="Only this agency's.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Decided ones too.")] = False,
) -> None:
    """Applications in the order of arrival.

    Keys: id, number, agency_id, agency_number, agency_name, kind, category, destination, state, lodged_on, waits_since.
    """
    with context.opened() as opened, opened.reading() as session:
        rows = queries.list_applications(
            session,
            agency_id=agencies.get_agency(session, agency).id if agency else None,
            states=None if every else OPEN,
        )
    show_rows(rows, ("number", "agency_number", "agency_name", "kind", "destination", "state", "lodged_on"))


@app.command("show")
def show(number: _Number) -> None:
    """One application. Keys: number, agency_number, agency_name, kind, category, destination, state, lodged_on, complete,
    papers, moves, clocks, examinations, decisions.
    """  # noqa: D205  one sentence of help over two lines
    with context.opened() as opened, opened.reading() as session:
        card = queries.get_card(session, _id(session, number), opened.world.today())
    show_record(_shown(card))


def _shown(card: ApplicationCard) -> dict[str, Any]:
    row = card.row
    return {
        "number": row.number,
        "agency_number": row.agency_number,
        "agency_name": row.agency_name,
        "kind": row.kind,
        "category": row.category,
        "destination": row.destination,
        "state": row.state,
        "lodged_on": row.lodged_on,
        "complete": card.complete,
        "papers": [_paper(item) for item in card.items if not item.has_parts],
        "moves": [{"on": each.on_day, "to": each.to_state, "reason": each.reason} for each in card.moves],
        "clocks": [
            {"key": each.key, "state": each.reading.state, "says": each.reading.sentence, "source": each.provision}
            for each in card.clocks
        ],
        "examinations": [
            {"on": each.examined_on, "occasion": each.occasion, "verdict": each.verdict} for each in card.examinations
        ],
        "decisions": [
            {
                "kind": each.kind,
                "standing": each.standing,
                "decided_on": each.decided_on,
                "provisions": each.provisions,
                "instrument": each.instrument,
                "conditions": [condition.text for condition in each.conditions],
            }
            for each in card.decisions
        ],
    }


def _paper(item: ItemRow) -> dict[str, Any]:
    return {
        "code": item.code,
        "label": item.label,
        "needed": item.needed,
        "received_on": item.received_on,
        "finding": item.finding,
        "found_on": item.found_on,
        "valid_until": item.valid_until,
        "reason": item.reason,
    }


@app.command("paper")
def paper(
    number: _Number,
    code: _Code,
    file: Annotated[Path, typer.Argument(help="The scan.")],
    dated_on: Annotated[str, typer.Option(metavar="DAY", help="The date that the paper bears.")] = "",
    original_seen: Annotated[bool, typer.Option("--original-seen", help="The original was shown.")] = False,
) -> None:
    """Put a file to a paper of the check list. Keys: number, code, attachment."""
    with context.opened() as opened, opened.vault.incoming(file) as arrived:
        day = _day(dated_on)
        with opened.transaction("application:paper_added") as (session, actor):
            application = _id(session, number)
            attachment = attachments.attach(
                session,
                actor,
                opened.vault,
                arrived,
                subject_table="application",
                subject_id=application,
                kind=code,
                dated=day,
            )
            papers.hand_in(session, actor, application, code, attachment, dated_on=day, original_seen=original_seen)
    done(say(_("{code} handed in."), code=code), number=number, code=code, attachment=attachment)


@app.command("verify")
def verify(
    number: _Number,
    codes: Annotated[list[str] | None, typer.Argument(help="The papers; all that wait when left out.")] = None,
    valid_until: Annotated[str, typer.Option(metavar="DAY", help="What the paper itself says.")] = "",
) -> None:
    """Say that papers were read and are what the law asks for. Keys: number, codes."""
    day = _day(valid_until)
    with context.opened() as opened, opened.transaction("application:paper_verified") as (session, actor):
        application = _id(session, number)
        waiting = [
            item.code
            for item in queries.list_items(session, application)
            if item.attachment_id is not None and item.finding is None
        ]
        chosen = list(codes or waiting)
        for code in chosen:
            papers.verify(session, actor, application, code, valid_until=day)
    done(say(_("{count} papers verified."), count=len(chosen)), number=number, codes=chosen)


@app.command("reject")
def reject(number: _Number, code: _Code, reason: _Reason) -> None:
    """Say that a paper is not what the law asks for."""
    with context.opened() as opened, opened.transaction("application:paper_rejected") as (session, actor):
        papers.reject(session, actor, _id(session, number), code, reason)
    done(say(_("{code} rejected."), code=code), number=number, code=code)


@app.command("waive")
def waive(
    number: _Number, code: _Code, reason: _Reason, provision: Annotated[str, typer.Option(help="What allows it.")] = ""
) -> None:
    """Do without a paper, with the reason."""
    with context.opened() as opened, opened.transaction("application:paper_waived") as (session, actor):
        papers.waive(session, actor, _id(session, number), code, reason=reason, provision=provision)
    done(say(_("{code} waived."), code=code), number=number, code=code)


@app.command("begin")
def begin(number: _Number) -> None:
    """Take a lodged application up for examination."""
    with context.opened() as opened, opened.transaction("application:taken_up") as (session, actor):
        service.begin_examination(session, actor, _id(session, number))
    done(say(_("Examination of {number} begun."), number=number), number=number)


@app.command("examine")
def examine(number: _Number) -> None:
    """Run every check and keep what it said; begins the examination of one just lodged.

    Keys of each result: code, verdict, sentence, level, source, field, hint, judged.
    """
    with context.opened() as opened, opened.transaction("application:examined") as (session, actor):
        application = _id(session, number)
        if queries.state_of(session, application) is ApplicationState.LODGED:
            service.begin_examination(session, actor, application)
        examined = examining.examine(session, actor, application, CHECKS)
    results: Sequence[Any] = examined.results
    if not context.json:
        results = [each for each in examined.results if each.verdict is not Verdict.MET]
        print(examined.verdict.value)
    show_rows(results, ("level", "verdict", "code", "sentence"))


@app.command("return")
def return_for_completion(
    number: _Number, reason: _Reason, provision: Annotated[str, typer.Option(help="The legal ground.")]
) -> None:
    """Give the file back for completion; the office's clock stands still."""
    with context.opened() as opened, opened.transaction("application:returned") as (session, actor):
        service.return_for_completion(session, actor, _id(session, number), reason=reason, provision=provision)
    done(say(_("{number} returned for completion."), number=number), number=number)


@app.command("take-back")
def take_back(number: _Number) -> None:
    """Take the completed file back; the clock runs on."""
    with context.opened() as opened, opened.transaction("application:completed") as (session, actor):
        service.take_back(session, actor, _id(session, number))
    done(say(_("{number} is under examination again."), number=number), number=number)


@app.command("withdraw")
def withdraw(number: _Number, reason: _Reason) -> None:
    """Record that the agency withdrew its application."""
    with context.opened() as opened, opened.transaction("application:withdrawn") as (session, actor):
        service.withdraw(session, actor, _id(session, number), reason)
    done(say(_("{number} withdrawn."), number=number), number=number)


@app.command("propose")
def propose(
    number: _Number,
    grant: Annotated[bool, typer.Option("--grant/--refuse", help="What is proposed.")],
    reasons: Annotated[str, typer.Option(help="The reasons of the decision.")],
    provision: Annotated[list[str], typer.Option(help="A provision it rests on; may be repeated.")],
    condition: Annotated[list[str] | None, typer.Option(help="TEXT|PROVISION|DAY; may be repeated.")] = None,
    judged: Annotated[list[str] | None, typer.Option(help="CODE=REASON for what a person has to judge.")] = None,
    valid_through: Annotated[str, typer.Option(metavar="DAY", help="Where the law leaves the last day open.")] = "",
    acts_from: Annotated[
        ActsFrom | None, typer.Option(help="From when a refusal acts, where the law is silent.")
    ] = None,
    acts_on: Annotated[str, typer.Option(metavar="DAY", help="The stated day.")] = "",
    without_notice: Annotated[str, typer.Option(help="Why the agency was not heard before a refusal.")] = "",
) -> None:
    """Propose a grant or a refusal; a second person decides."""
    wanted = deciding.DecisionDraft(
        grant,
        reasons,
        provision,
        conditions=[_condition(each) for each in condition or ()],
        deviations=dict(_judgement(each) for each in judged or ()),
        valid_through=_day(valid_through),
        acts_from=acts_from,
        acts_on=_day(acts_on),
        without_notice_because=without_notice,
    )
    with context.opened() as opened, opened.transaction("decision:proposed") as (session, actor):
        deciding.propose(session, actor, _id(session, number), wanted, CHECKS)
    done(say(_("Decision on {number} proposed; a second person decides."), number=number), number=number)


def _condition(text: str) -> deciding.ConditionDraft:
    words, provision, day = (*text.split("|"), "", "")[:3]
    return deciding.ConditionDraft(words, provision, _day(day.strip()))


def _judgement(text: str) -> tuple[str, str]:
    code, equals, reason = text.partition("=")
    if not equals:
        raise BadInput(
            say(_("{text} is no CODE=REASON."), text=shortened(text)),
            hint=_("Write the check's code, = and the reason."),
        )
    return code.strip(), reason


@app.command("approve")
def approve(number: _Number) -> None:
    """Take the decision another proposed. Keys: number, licence (empty for a refusal)."""
    with context.opened() as opened, opened.transaction("licence:decided") as (session, actor):
        licence = deciding.approve(session, actor, _id(session, number), CHECKS)
    sentence = say(_("Licence {licence} granted."), licence=licence) if licence else _("The application is refused.")
    done(sentence, number=number, licence=licence)


@app.command("decline")
def decline(number: _Number, reason: _Reason) -> None:
    """Send the proposed decision back to the examiner."""
    with context.opened() as opened, opened.transaction("decision:declined") as (session, actor):
        deciding.decline(session, actor, _id(session, number), reason)
    done(say(_("The proposal on {number} is declined."), number=number), number=number)
