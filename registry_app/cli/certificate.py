"""`registry certificate …`: papers that verify offline."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from registry_app.agencies import queries as agencies
from registry_app.build import issuing
from registry_app.build.grounds import GROUNDS
from registry_app.certificates import queries as papers
from registry_app.certificates import service as certificates
from registry_app.cli.output import context, done, numbered, show_json, show_record, show_rows
from registry_app.core.errors import NotFound
from registry_app.core.texts import _, bare, say
from registry_app.licensing.standing import list_licences

app = typer.Typer(help="Certificates: issue, reprint, withdraw.", no_args_is_help=True)


def _agency_of(session: Session, number: str) -> tuple[uuid.UUID, str]:
    """The agency named by its own number or by a licence's; also the licence number, empty for an agency's."""
    agency = agencies.find_agency(session, number)
    if agency is not None:
        return agency.id, ""
    for row in list_licences(session, context.today or context.world.today()):
        if row.number == number.strip().upper():
            return row.agency_id, row.number
    raise NotFound(
        say(_("There is neither an agency nor a licence {number}."), number=number),
        hint=_("Look at the list: registry agency list."),
    )


@app.command("issue")
def issue(
    number: Annotated[str, typer.Argument(help="The agency's number, or its licence's.", callback=numbered)],
    out: Annotated[Path, typer.Option(help="Where the PDF is written.")],
    kind: Annotated[str, typer.Option(help="licence or compliance.")] = "compliance",
    paper_language: Annotated[str, typer.Option("--in", help="Language of the paper: en, ar.")] = "en",
) -> None:
    """Issue a paper; compliance that is not met gives the statement of reasons instead.

    Keys: serial, kind (licence, compliance, reasons), verdict, file, sha256, code.
    """
    with context.opened() as opened:
        with opened.reading() as session:
            agency_id, licence = _agency_of(session, number)
        issued = issuing.issue_paper(opened, agency_id, kind, paper_language, GROUNDS, licence_number=licence, out=out)
    done(
        say(
            _("{kind} {serial} ({verdict}) written to {file}."),
            kind=issued.kind,
            serial=issued.serial,
            verdict=issued.verdict.value,
            file=out,
        ),
        serial=issued.serial,
        kind=issued.kind,
        verdict=issued.verdict.value,
        file=str(out),
        sha256=issued.sha256,
        code=issued.code,
    )


@app.command("examine")
def examine(number: str) -> None:
    """What a certificate of compliance would say today, without issuing it. Keys: verdict, valid_to, grounds, obstacles."""
    with context.opened() as opened:
        with opened.reading() as session:
            agency_id, _licence = _agency_of(session, number)
        found, _row = issuing.examine_agency(opened, agency_id, GROUNDS)
    if context.json:
        show_json(
            {
                "verdict": found.verdict,
                "valid_to": found.valid_to,
                "grounds": found.grounds,
                "obstacles": found.obstacles,
            }
        )
        return
    for check in found.printed():
        reason, source = f": {check.reason}" if check.reason else "", f" [{check.source}]" if check.source else ""
        print(bare(f"{check.verdict.value:13} {check.title}{reason}{source}"))
    print(found.verdict.value)


@app.command("list")
def list_papers(number: Annotated[str, typer.Argument(help="Only this agency's.")] = "") -> None:
    """Papers by serial. Keys: serial, kind, language, agency_id, state, issued_on, valid_to, ended_on, reason, reprints, sha256, code."""
    with context.opened() as opened, opened.reading() as session:
        agency_id = _agency_of(session, number)[0] if number else None
        show_rows(
            papers.list_papers(session, agency_id),
            ("serial", "kind", "language", "state", "issued_on", "valid_to", "reprints"),
        )


@app.command("facts")
def facts(serial: str) -> None:
    """What a paper said when it was issued."""
    with context.opened() as opened, opened.reading() as session:
        certificates.get_by_serial(session, serial)
        show_record(papers.facts_of(session, serial) or {})


@app.command("reprint")
def reprint(
    serial: str,
    reason: Annotated[str, typer.Option(help="Why it is printed again.")],
    out: Annotated[Path, typer.Option(help="Where the PDF is written.")],
    copies: Annotated[int, typer.Option(help="How many copies.")] = 1,
) -> None:
    """Hand out the very file that was issued; the reprint is counted."""
    with context.opened() as opened:
        issuing.reprint(opened, serial, reason, out, copies)
    done(say(_("{serial} written to {file}."), serial=serial, file=out), serial=serial, file=str(out))


@app.command("withdraw")
def withdraw(serial: str, reason: Annotated[str, typer.Option(help="Why it counts no more.")]) -> None:
    """Withdraw a paper; issue the status list afterwards so that offline checks know."""
    with context.opened() as opened, opened.transaction("certificate:withdrawn") as (session, actor):
        certificates.withdraw(session, actor, serial, reason)
    done(say(_("{serial} is withdrawn."), serial=serial), serial=serial)


@app.command("status-list")
def status_list(out: Annotated[Path, typer.Option(help="Where the signed list is written.")]) -> None:
    """Write the signed list of papers that do not count, for checks without a network."""
    with context.opened() as opened:
        count = issuing.issue_status_list(opened, out)
    done(say(_("Status of {count} papers written to {file}."), count=count, file=out), count=count, file=str(out))
