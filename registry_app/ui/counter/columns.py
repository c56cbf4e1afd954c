"""The counter's five lists on the screen: columns, filters and words over `desk.counter_lists`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from registry_app.core.texts import _, isolate, ngettext, say
from registry_app.correspondence.rules import Direction
from registry_app.desk import counter_lists as lists
from registry_app.desk.counter_lists import CollectedLine, LetterLine, PaperFileLine, ServiceLine, SlipLine
from registry_app.ui import wording
from registry_app.ui.code_words import capital
from registry_app.ui.counter import words
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Column, Filter, Kind, Mark, Option, RegisterSource
from registry_app.ui.theme.tokens import State

Reading = Callable[[], AbstractContextManager[Session]]
_LOOKS = {Direction.INWARD: State.INFO, Direction.OUTWARD: State.NEUTRAL}


def letter_source(
    reading: Reading, today: date, zone: ZoneInfo, case: Callable[[], Option | None]
) -> RegisterSource[LetterLine]:
    """Letters of both registers, newest first; `case` is the one another page asked for, if any."""
    columns: Sequence[Column[LetterLine]] = (
        Column("number", _("Number"), lambda line: line.number, Kind.CODE, 172, sort="entered"),
        Column("direction", _("Direction"), direction_mark, Kind.MARK, 74),
        Column("day", _("Day"), lambda line: _day(line.registered_at, zone), Kind.DAY, 104),
        Column("correspondent", _("From or to"), lambda line: line.correspondent, width=118),
        Column("subject", _("Subject"), lambda line: line.about, width=110, stretch=True),
        Column("concerns", _("Concerns"), lambda line: line.concerns, width=105),
        Column("answer", _("Answer"), lambda line: answer_mark(line, today), Kind.MARK, 140),
        Column("mode", _("How it came or went"), lambda line: _(words.MODES[line.mode]), width=140, shown=False),
        Column("enclosures", _("Enclosures"), lambda line: line.enclosures, Kind.NUMBER, 100, shown=False),
        Column("reference", _("Their number"), lambda line: line.reference, Kind.CODE, 130, shown=False),
    )

    def filters() -> Sequence[Filter]:
        found = [
            Filter("direction", _("Direction"), [Option(code.value, _(each)) for code, each in words.DIRECTIONS.items()]),
            Filter(
                "answer", _("Answer"),
                [Option(lists.UNANSWERED, _("Unanswered")), Option(lists.LATE, _("Unanswered and late")),
                 Option(lists.ANSWERED, _("Answered")), Option(lists.VOID, _("Void"))],
            ),
            Filter("day", _("Day")),
        ]  # fmt: skip
        chosen = case()
        return [*found, Filter("case", _("Concerns"), [chosen])] if chosen is not None else found

    return RegisterSource(lists.letter_listing(today, zone), reading, columns, filters, lists.NEWEST)


def direction_mark(line: LetterLine) -> Mark:
    """Which register it stands in."""
    short = _("In") if line.direction is Direction.INWARD else _("Out")
    return Mark(short, _LOOKS[line.direction])


def answer_mark(line: LetterLine, today: date) -> Mark | None:
    """Whether it is answered; nothing where no answer is due."""
    if line.voided_on is not None:
        return Mark(_("Void"), State.NEUTRAL)
    if line.answered_by:
        return Mark(_("Answered"), State.OK)
    if line.answer_due is None:
        return None
    shown = wording.day(line.answer_due)
    if line.answer_due < today:
        return Mark(say(_("Late: {day}"), day=shown), State.BAD)
    return Mark(say(_("Due {day}"), day=shown), State.WARN)


def letter_words() -> ListWords:
    """What the list of letters says of itself."""
    return ListWords(
        _("Register of letters"),
        lambda number: ngettext("{count} letter", "{count} letters", number).format(count=wording.count(number)),
        _("Number, name or subject"),
        _("Nothing came in or went out yet"),
        _("Receive the first letter: it gets its number, and who brought it gets a slip."),
        "inbox",
    )


def slip_source(reading: Reading, zone: ZoneInfo) -> RegisterSource[SlipLine]:
    """Hand-in slips, newest first."""
    columns: Sequence[Column[SlipLine]] = (
        Column("number", _("Inward number"), lambda line: line.number, Kind.CODE, 150, sort="entered"),
        Column("day", _("Received on"), lambda line: _day(line.received_at, zone), Kind.DAY, 115),
        Column("brought_by", _("Handed in by"), lambda line: line.brought_by, width=140),
        Column("subject", _("Subject"), lambda line: line.about, width=140, stretch=True),
        Column("received", _("Papers"), lambda line: line.received, Kind.NUMBER, 70),
        Column("missing", _("Missing"), _missing_mark, Kind.MARK, 115),
    )
    offered = (
        Filter("papers", _("Papers"), [Option("missing", _("Something missing"))]),
        Filter("day", _("Received on")),
    )
    return RegisterSource(lists.slip_listing(zone), reading, columns, lambda: offered, lists.NEWEST)


def _missing_mark(line: SlipLine) -> Mark:
    if not line.missing:
        return Mark(_("Complete"), State.OK)
    words_ = ngettext("{count} missing", "{count} missing", line.missing).format(count=wording.count(line.missing))
    return Mark(words_, State.WARN)


def slip_words() -> ListWords:
    """What the list of slips says of itself."""
    return ListWords(
        _("Hand-in slips"),
        lambda number: ngettext("{count} slip", "{count} slips", number).format(count=wording.count(number)),
        _("Number, name or subject"),
        _("No hand-in slips yet"),
        _("A slip is made when papers are taken in with a letter."),
        "clipboard-list",
    )


def collected_source(reading: Reading, zone: ZoneInfo) -> RegisterSource[CollectedLine]:
    """Papers that were collected, newest first."""
    columns: Sequence[Column[CollectedLine]] = (
        Column("document", _("Paper"), lambda line: capital(line.document), width=130),
        Column("number", _("Number"), lambda line: line.document_number, Kind.CODE, 160),
        Column("day", _("Collected on"), lambda line: _day(line.handed_over_at, zone), Kind.DAY, 120, sort="entered"),
        Column("person", _("Collected by"), lambda line: line.collected_by, width=150, stretch=True),
        Column("signed", _("Signature"), _signed_mark, Kind.MARK, 100),
        Column("old", _("Old paper returned"), lambda line: line.old_paper_returned, Kind.CODE, 135),
    )
    offered = (Filter("day", _("Collected on")),)
    return RegisterSource(lists.collected_listing(zone), reading, columns, lambda: offered, lists.NEWEST)


def _signed_mark(line: CollectedLine) -> Mark:
    return Mark(_("Signed"), State.OK) if line.signed else Mark(_("Not signed"), State.BAD)


def collected_words() -> ListWords:
    """What the list of papers collected says of itself."""
    return ListWords(
        _("Papers collected"),
        lambda number: ngettext("{count} paper", "{count} papers", number).format(count=wording.count(number)),
        _("Paper, number or name"),
        _("No paper was collected yet"),
        _("Hand over a paper: note who takes it, the identity seen, and that it was signed for."),
        "file-export",
    )


def service_source(reading: Reading) -> RegisterSource[ServiceLine]:
    """Documents that were to be served, newest first."""
    columns: Sequence[Column[ServiceLine]] = (
        Column("document", _("Document"), lambda line: capital(line.document), width=130, stretch=True),
        Column("number", _("Number"), lambda line: line.document_number, Kind.CODE, 160),
        Column("addressee", _("Addressee"), lambda line: line.addressee, width=130),
        Column("ordered", _("Ordered on"), lambda line: line.ordered_on, Kind.DAY, 115, sort="entered"),
        Column("served", _("Service"), served_mark, Kind.MARK, 180),
    )
    offered = (Filter("proof", _("Service"), [Option("open", _("Not proven")), Option("proven", _("Served"))]),)
    return RegisterSource(lists.service_listing(), reading, columns, lambda: offered, lists.NEWEST)


def served_mark(line: ServiceLine) -> Mark:
    """Whether it was served, and on which day."""
    if line.served_on is None:
        return Mark(_("Not proven"), State.WARN)
    shown = wording.day(line.served_on)
    if line.deemed:
        return Mark(say(_("Deemed {day}"), day=shown), State.INFO)
    return Mark(say(_("Served {day}"), day=shown), State.OK)


def service_words() -> ListWords:
    """What the list of services says of itself."""
    return ListWords(
        _("Service with proof"),
        lambda number: ngettext("{count} document", "{count} documents", number).format(count=wording.count(number)),
        _("Document, number or addressee"),
        _("Nothing was to be served yet"),
        _("Order the service of a document: no term runs from it before its proof is here."),
        "transfer-out",
    )


def file_source(reading: Reading, zone: ZoneInfo) -> RegisterSource[PaperFileLine]:
    """Paper files, newest first."""
    columns: Sequence[Column[PaperFileLine]] = (
        Column("number", _("File"), lambda line: f"{line.number}/{line.volume}", Kind.CODE, 150, sort="number"),
        Column("title", _("Title"), lambda line: line.title, width=140, stretch=True),
        Column("concerns", _("Concerns"), lambda line: line.concerns, width=120),
        Column("shelf", _("Shelf"), lambda line: line.shelf, width=85, sort="shelf"),
        Column("where", _("Where it is"), file_mark, Kind.MARK, 150),
        Column("since", _("Out since"), lambda line: _day(line.charged_out_at, zone), Kind.DAY, 105),
    )
    where = [Option("out", _("Somebody has it")), Option("shelf", _("On its shelf")), Option("closed", _("Closed"))]
    offered = (Filter("where", _("Where it is"), where),)
    return RegisterSource(lists.file_listing(), reading, columns, lambda: offered, lists.NEWEST)


def file_mark(line: PaperFileLine) -> Mark:
    """Who has it, or that it stands on its shelf."""
    if line.with_officer:
        return Mark(isolate(line.with_officer), State.WARN)
    return Mark(_("Closed"), State.NEUTRAL) if line.closed_on else Mark(_("On its shelf"), State.OK)


def file_words() -> ListWords:
    """What the list of paper files says of itself."""
    return ListWords(
        _("Paper files"),
        lambda number: ngettext("{count} volume", "{count} volumes", number).format(count=wording.count(number)),
        _("Number, title or shelf"),
        _("No paper files yet"),
        _("Open the first file: its volume, its shelf, and who has it will stand here."),
        "folder",
    )


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return None if moment is None else moment.astimezone(zone).date()
