"""`registry letter …`: the inward and outward registers, and what is handed in."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.orm import Session

from registry_app.agencies import queries as agencies
from registry_app.cli.output import context, done, numbered, read_day, show_record, show_rows
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say, shortened
from registry_app.correspondence import queries, service
from registry_app.correspondence.rules import Direction, Mode, PaperState, Subject
from registry_app.correspondence.service import LetterDraft, PaperLine

app = typer.Typer(help="The inward and outward registers of letters.", no_args_is_help=True)

_With = Annotated[str, typer.Argument(metavar="CORRESPONDENT", help="Who sent it, or to whom it goes.")]
_About = Annotated[str, typer.Option(help="What it is about.")]
_Enclosures = Annotated[int, typer.Option(help="How many enclosures were counted.")]
_Reference = Annotated[str, typer.Option(help="The other side's own number.")]
_Agency = Annotated[str, typer.Option(help="The number of the agency it concerns.")]
_Answers = Annotated[str, typer.Option(metavar="NUMBER", help="The letter that this one answers.")]
_Day = Annotated[str, typer.Option(metavar="DAY", help="YYYY-MM-DD.")]


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """A day and hour as the office's stamp shows them: `2019-03-04 09:30`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            say(_("{text} is no day and hour."), text=shortened(text)), hint=_("Write them as 2019-03-04T09:30.")
        ) from error
    if len(text.strip()) <= 10:
        raise BadInput(say(_("{text} has no hour."), text=shortened(text)), hint=_("Write them as 2019-03-04T09:30."))
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment


def _subject(session: Session, agency: str) -> Subject | None:
    return Subject("agency", agencies.get_agency(session, agency).id) if agency else None


def _answered(session: Session, number: str) -> uuid.UUID | None:
    return queries.get_letter(session, number).id if number else None


@app.command("in")
def enter_inward(
    correspondent: _With,
    about: _About,
    received: Annotated[str, typer.Option(metavar="MOMENT", help="Received here, by the stamp: 2019-03-04T09:30.")],
    mode: Annotated[Mode, typer.Option(help="How it came.")] = Mode.HAND,
    enclosures: _Enclosures = 0,
    reference: _Reference = "",
    agency: _Agency = "",
    answers: _Answers = "",
    done_on: _Day = "",
    posted_on: _Day = "",
    first_received_on: _Day = "",
    first_received_at: Annotated[str, typer.Option(help="Where: another office, a mission.")] = "",
    answer_due: _Day = "",
) -> None:
    """Enter a letter that came in. Keys: number, id."""
    with context.opened() as opened, opened.transaction("letter:received") as (session, actor):
        draft = LetterDraft(
            correspondent,
            about,
            mode,
            enclosures,
            reference,
            subject=_subject(session, agency),
            done_on=read_day(done_on) if done_on else None,
            posted_on=read_day(posted_on) if posted_on else None,
            received_first_on=read_day(first_received_on) if first_received_on else None,
            received_first_at=first_received_at,
            received_here_at=read_moment(received, opened.world.zone),
            answers=_answered(session, answers),
            answer_due=read_day(answer_due) if answer_due else None,
        )
        letter = service.enter_letter(session, actor, Direction.INWARD, draft)
        number = queries.number_of(session, letter)
    done(say(_("{number} entered in the inward register."), number=number), number=number, id=letter)


@app.command("out")
def enter_outward(
    correspondent: _With,
    about: _About,
    mode: Annotated[Mode, typer.Option(help="How it goes.")] = Mode.REGISTERED_POST,
    enclosures: _Enclosures = 0,
    reference: _Reference = "",
    agency: _Agency = "",
    answers: _Answers = "",
    done_on: _Day = "",
    posted_on: _Day = "",
) -> None:
    """Enter a letter that goes out. Keys: number, id."""
    with context.opened() as opened, opened.transaction("letter:sent") as (session, actor):
        draft = LetterDraft(
            correspondent,
            about,
            mode,
            enclosures,
            reference,
            subject=_subject(session, agency),
            done_on=read_day(done_on) if done_on else None,
            posted_on=read_day(posted_on) if posted_on else None,
            answers=_answered(session, answers),
        )
        letter = service.enter_letter(session, actor, Direction.OUTWARD, draft)
        number = queries.number_of(session, letter)
    done(say(_("{number} entered in the outward register."), number=number), number=number, id=letter)


@app.command("list")
def list_letters(
    direction: Annotated[Direction | None, typer.Option(help="Only one of the registers.")] = None,
    agency: _Agency = "",
    unanswered: Annotated[bool, typer.Option("--unanswered", help="Only inward ones whose answer is due.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many, the newest.", min=1)] = 100,
) -> None:
    """Letters, newest first.

    Keys: id, direction, number, registered_at, correspondent, about, mode, enclosures, reference, done_on, posted_on,
    received_first_on, received_first_at, received_here_at, answers, answered_by, answer_due, subject_table, subject_id,
    voided_on.
    """
    with context.opened() as opened, opened.reading() as session:
        if unanswered:
            rows = queries.list_unanswered(session, opened.world.today())
        else:
            subject = _subject(session, agency)
            rows = queries.list_letters(session, direction, subject_id=subject.id if subject else None, limit=limit)
    show_rows(rows, ("number", "registered_at", "correspondent", "about", "mode", "enclosures", "answered_by"))


@app.command("show")
def show(number: Annotated[str, typer.Argument(help="The letter's number.", callback=numbered)]) -> None:
    """A letter with its hand-in slips. Keys: those of `list`, and slips."""
    with context.opened() as opened, opened.reading() as session:
        row = queries.get_letter(session, number)
        slips = queries.list_slips(session, row.id)
    show_record({**vars(row), "slips": slips})


@app.command("void")
def void(
    number: Annotated[str, typer.Argument(help="The letter's number.", callback=numbered)],
    reason: Annotated[str, typer.Option(help="Why.")],
) -> None:
    """Say that a line was entered by mistake; its number stays. Keys: number."""
    with context.opened() as opened, opened.transaction("letter:voided") as (session, actor):
        service.void_letter(session, actor, queries.get_letter(session, number).id, reason)
    done(say(_("{number} is void."), number=number), number=number)


@app.command("hand-in")
def hand_in(
    number: Annotated[str, typer.Argument(help="The inward letter's number.", callback=numbered)],
    by: Annotated[str, typer.Option(help="Who brought the papers.")],
    identity: Annotated[str, typer.Option(help="The identity document seen.")],
    received: Annotated[str, typer.Option(metavar="MOMENT", help="By the stamp: 2019-03-04T09:30.")],
    paper: Annotated[list[str] | None, typer.Option(help="A paper received; may be repeated.")] = None,
    original: Annotated[
        list[str] | None, typer.Option(help="A paper whose original was seen and returned; may be repeated.")
    ] = None,
    missing: Annotated[list[str] | None, typer.Option(help="A paper that is missing; may be repeated.")] = None,
) -> None:
    """Make the slip of what was handed in with a letter. Keys: id, received, missing."""
    lines = [PaperLine(each) for each in paper or ()]
    lines += [PaperLine(each, original_seen=True, original_returned=True) for each in original or ()]
    lines += [PaperLine(each, PaperState.MISSING) for each in missing or ()]
    with context.opened() as opened, opened.transaction("papers:handed_in") as (session, actor):
        slip = service.record_hand_in(
            session,
            actor,
            queries.get_letter(session, number).id,
            brought_by=by,
            identity_seen=identity,
            received_at=read_moment(received, opened.world.zone),
            papers=lines,
        )
    short = len(missing or ())
    sentence = _("Slip of {number}: {received} papers received, {missing} missing.")
    done(
        say(sentence, number=number, received=len(lines) - short, missing=short),
        id=slip,
        received=len(lines) - short,
        missing=short,
    )
