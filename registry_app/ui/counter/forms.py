"""The forms of the counter, and what their values become."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from registry_app.core.calendars import Calendar
from registry_app.core.errors import BadInput, RegistryError
from registry_app.core.numbers import western_digits
from registry_app.core.texts import _, say, shortened
from registry_app.correspondence.rules import AttemptOutcome, Direction, Mode, PaperState
from registry_app.correspondence.service import LetterDraft, PaperLine
from registry_app.correspondence.serving import AttemptDraft
from registry_app.ui.context import Context
from registry_app.ui.counter import words
from registry_app.ui.counter.finding import Finding, id_of, subject_of
from registry_app.ui.forms.choices import CheckField, Choice, ChoiceField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.field import Field
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.files import ChosenFile, FileField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.picking import PickField
from registry_app.ui.forms.rows import TableField

Values = Mapping[str, Any]
Kept = Callable[[ChosenFile], uuid.UUID]
RECEIVED, RETURNED, KEPT, MISSING = "received", "returned", "kept", "missing"
_SCANS: Final = "PDF, JPEG, PNG, TIFF (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"


@dataclass(frozen=True)
class Desk:
    """What the forms take from where they stand."""

    context: Context
    find: Finding

    @property
    def today(self) -> date:
        """The office's day."""
        return self.context.today

    @property
    def calendar(self) -> Calendar:
        """The calendar beside the Gregorian one."""
        return self.context.calendar

    def past_day(self, label: str) -> DayField:
        """A day that has come."""
        return DayField(label, calendar=self.calendar, not_after=self.today)

    def scan(self, label: str) -> FileField:
        """A file to be kept."""
        return FileField(label, self.context.opened.world.files, self.context.prompts, kinds=_SCANS)

    def pick(self, label: str, find: Callable[[str], Sequence[Choice]], hint: str = "") -> PickField:
        """One of the register's records."""
        return PickField(label, find, hint=hint, runner=self.context.runner)


def minutes_of(text: str) -> int:
    """Minutes since midnight of an hour such as 09:30; `BadInput` otherwise."""
    try:
        found = time.fromisoformat(western_digits(text).strip())
    except ValueError as error:
        raise BadInput(say(_("{hour} is no hour."), hour=shortened(text)), hint=_("Write it as 09:30.")) from error
    return found.hour * 60 + found.minute


def count_of(text: str) -> int:
    """A count of papers; `BadInput` for anything but a number."""
    plain = western_digits(text).strip()
    if not plain.isdigit() or len(plain) > 4:
        raise BadInput(say(_("{text} is no count."), text=shortened(text)), hint=_("Write a number such as 3."))
    return int(plain)


def _faulty(read: Callable[[str], int], value: object) -> str:
    try:
        read(str(value))
    except RegistryError as error:
        return str(error)
    return ""


hour_fault: Final = partial(_faulty, minutes_of)
count_fault: Final = partial(_faulty, count_of)


def _hour(label: str, hint: str = "") -> TextField:
    field = TextField(label, hint=hint, limit=8, latin=True)
    field.add_check(hour_fault)
    return field


def _count(label: str) -> TextField:
    field = TextField(label, limit=6, latin=True)
    field.add_check(count_fault)
    return field


# -- letters -----------------------------------------------------------------------------------------------------------


def inward_form(desk: Desk) -> Form:
    """A letter that came in, and what was handed in with it."""
    form = Form()
    form.section(_("The letter"))
    form.add("concerns", desk.pick(_("Concerns"), desk.find.cases, _("An agency, an application or a complaint.")))
    form.add("correspondent", TextField(_("From whom")), required=True)
    form.add("about", TextField(_("Subject"), limit=2_000), required=True, wide=True)
    form.add("mode", ChoiceField(_("How it came"), words.choices(words.MODES), usual=Mode.HAND), required=True)
    form.add("enclosures", _count(_("Pages or enclosures counted")))
    form.add("received_on", desk.past_day(_("Received here on")), required=True)
    form.add("received_hour", _hour(_("Hour"), _("By the office's stamp, such as 09:30.")), required=True)
    form.add("scans", _scans(desk))
    _hand_in_fields(form, desk)
    form.section(_("Answer, file and the way it came"))
    find = partial(desk.find.letters, Direction.OUTWARD)
    form.add("answers", desk.pick(_("Answers our letter"), find, _("Number of the outward register.")))
    form.add("answer_due", DayField(_("Answer due by"), calendar=desk.calendar))
    form.add("file", desk.pick(_("Goes into the paper file"), desk.find.files))
    form.add("reference", TextField(_("Their number"), latin=True))
    form.add("done_on", desk.past_day(_("Date of the letter")))
    form.add("posted_on", desk.past_day(_("Posted on")))
    form.add("first_on", desk.past_day(_("First received elsewhere on")))
    form.add("first_at", TextField(_("Where: another office, a mission")))
    form.add_check(_slip_faults)
    form.also_called("correspondent", _("correspondent"))
    form.also_called("about", _("subject"))
    return form


def _scans(desk: Desk) -> TableField:
    def row() -> Mapping[str, Field]:
        return {"file": desk.scan(_("File")), "title": TextField(_("What it is"))}

    return TableField(_("Scans of the letter"), row, row_words=_("Scan"), add_words=_("Add a scan"), columns=1)


def _hand_in_fields(form: Form, desk: Desk) -> None:
    form.section(_("What is handed in"), _("Who brings papers gets a slip with the number and these lines."))
    form.add("brought_by", TextField(_("Who brings it")))
    form.add("identity", TextField(_("Identity document seen")))
    form.add("papers", _papers(desk))
    form.also_called("brought_by", _("name of the bearer"))
    form.also_called("identity", _("identity document seen"))


def _papers(desk: Desk) -> TableField:
    states = [
        Choice(RECEIVED, _("Received")),
        Choice(RETURNED, _("Original seen and returned")),
        Choice(KEPT, _("Original seen and kept")),
        Choice(MISSING, _("Missing")),
    ]

    def row() -> Mapping[str, Field]:
        return {
            "paper": TextField(_("Paper")),
            "state": ChoiceField(_("What became of it"), states),
            "copies": _count(_("Copies")),
            "scan": desk.scan(_("Scan")),
        }

    return TableField(_("Papers"), row, row_words=_("Paper"), add_words=_("Add a paper"), columns=3)


def _slip_faults(values: Values) -> dict[str, str]:
    """A slip needs its bearer, and what is brought by hand needs a slip."""
    papers = values["papers"]
    if not papers and values.get("mode") != Mode.HAND:
        return {}
    faults = {}
    if not values["brought_by"]:
        faults["brought_by"] = _("Write who brings it: the slip is made out to that person.")
    if not values["identity"]:
        faults["identity"] = _("Write which identity document was seen.")
    if not papers:
        faults["papers"] = _("List what is handed in, at least the letter itself.")
    if any(not each["paper"] for each in papers):
        faults["papers"] = _("Write in every line which paper it is, or take the line out.")
    return faults


def slip_form(desk: Desk) -> Form:
    """Papers that are handed in with a letter that stands in the register."""
    form = Form(columns=1)
    form.add("received_on", desk.past_day(_("Received here on")), required=True)
    form.add("received_hour", _hour(_("Hour"), _("By the office's stamp, such as 09:30.")), required=True)
    form.add("brought_by", TextField(_("Who brings it")), required=True)
    form.add("identity", TextField(_("Identity document seen")), required=True)
    form.add("papers", _papers(desk), required=True)
    form.add_check(_slip_faults)
    form.set_values({"received_on": desk.today, "papers": [{"state": RECEIVED, "copies": "1"}]})
    return form


def stamp(values: Values, desk: Desk) -> datetime:
    """The moment of the office's stamp."""
    start = datetime.combine(values["received_on"], time(0), desk.context.opened.world.zone)
    return start + timedelta(minutes=minutes_of(values["received_hour"]))


def inward_draft(values: Values, desk: Desk) -> LetterDraft:
    """The line of the inward register."""
    subject = subject_of(values["concerns"])
    return LetterDraft(
        values["correspondent"], values["about"], Mode(values["mode"]),
        count_of(values["enclosures"]) if values["enclosures"] else 0, values["reference"], subject=subject,
        correspondent_is=subject if subject is not None and subject.table == "agency" else None,
        done_on=values["done_on"], posted_on=values["posted_on"], received_first_on=values["first_on"],
        received_first_at=values["first_at"], received_here_at=stamp(values, desk), answers=id_of(values["answers"]),
        answer_due=values["answer_due"], file_id=id_of(values["file"]),
    )  # fmt: skip


def paper_lines(values: Values, kept: Kept) -> list[PaperLine]:
    """The lines of the slip; `kept` takes a scan in."""
    lines = []
    for each in values["papers"]:
        state, scan = each["state"] or RECEIVED, each["scan"]
        missing = state == MISSING
        lines.append(
            PaperLine(
                each["paper"], PaperState.MISSING if missing else PaperState.RECEIVED,
                count_of(each["copies"]) if each["copies"] else 1, state in (RETURNED, KEPT), state == RETURNED,
                kept(scan) if scan is not None else None,
            )
        )  # fmt: skip
    return lines


def scans_of(values: Values) -> list[ChosenFile]:
    """Every file of a form, each once."""
    rows = [*(each["scan"] for each in values.get("papers", ())), *(each["file"] for each in values.get("scans", ()))]
    return list({each.path: each for each in rows if each is not None}.values())


def outward_form(desk: Desk, answers: Choice | None = None) -> Form:
    """A letter that goes out; `answers` is the inward letter it answers."""
    form = Form()
    form.add("concerns", desk.pick(_("Concerns"), desk.find.cases, _("An agency, an application or a complaint.")))
    form.add("correspondent", TextField(_("Addressee")), required=True)
    form.add("about", TextField(_("Subject"), limit=2_000), required=True, wide=True)
    form.add(
        "mode", ChoiceField(_("How it goes"), words.choices(words.MODES), usual=Mode.REGISTERED_POST), required=True
    )
    form.add("enclosures", _count(_("Enclosures")))
    find = partial(desk.find.letters, Direction.INWARD)
    form.add("answers", desk.pick(_("Answers the letter"), find, _("Number of the inward register.")))
    form.add("answer_due", DayField(_("Their answer due by"), calendar=desk.calendar))
    form.add("reference", TextField(_("Their number"), latin=True))
    form.add("done_on", desk.past_day(_("Date of the letter")))
    form.add("posted_on", desk.past_day(_("Posted on")))
    form.add("file", desk.pick(_("Copy goes into the paper file"), desk.find.files))
    form.set_values({"mode": Mode.REGISTERED_POST, "done_on": desk.today, "answers": answers})
    form.also_called("correspondent", _("correspondent"))
    form.also_called("about", _("subject"))
    return form


def outward_draft(values: Values) -> LetterDraft:
    """The line of the outward register."""
    subject = subject_of(values["concerns"])
    return LetterDraft(
        values["correspondent"], values["about"], Mode(values["mode"]),
        count_of(values["enclosures"]) if values["enclosures"] else 0, values["reference"], subject=subject,
        correspondent_is=subject if subject is not None and subject.table == "agency" else None,
        done_on=values["done_on"], posted_on=values["posted_on"], answers=id_of(values["answers"]),
        answer_due=values["answer_due"], file_id=id_of(values["file"]),
    )  # fmt: skip


def reason_form(label: str) -> Form:
    """Why something is set aside."""
    form = Form(columns=1)
    form.add("reason", LongTextField(label, lines=3, limit=2_000), required=True)
    return form


# -- papers that leave, services, files --------------------------------------------------------------------------------


def collect_form(desk: Desk) -> Form:
    """Paper that somebody collects."""
    form = Form()
    form.add("document", TextField(_("Which paper")), required=True)
    form.add("number", TextField(_("Its number"), latin=True), required=True)
    form.add("person", TextField(_("Who collects it")), required=True)
    form.add("identity", TextField(_("Identity document seen")), required=True)
    form.add("old", TextField(_("Number of the old paper that came back"), latin=True))
    form.add("signed", CheckField(_("It was signed for")), required=True)
    form.add("scan", desk.scan(_("Scan of the signature")))
    form.also_called("document", _("document"))
    form.also_called("person", _("name of the person who collects"))
    return form


def order_form(desk: Desk) -> Form:
    """A document that is to be served."""
    form = Form()
    form.add("document", TextField(_("Which document"), hint=_("Such as: notice of intended decision.")), required=True)
    form.add("number", TextField(_("Its number"), latin=True))
    form.add("addressee", TextField(_("Addressee")), required=True)
    form.add("concerns", desk.pick(_("Is a paper of"), desk.find.cases, _("A complaint or an application.")))
    return form


def attempt_form(desk: Desk) -> Form:
    """An attempt at service."""
    form = Form()
    form.add("outcome", ChoiceField(_("Outcome"), words.choices(words.OUTCOMES)), required=True)
    form.add("mode", ChoiceField(_("How"), words.choices(words.MODES), usual=Mode.HAND), required=True)
    form.add("on", desk.past_day(_("Day of the attempt")), required=True)
    form.add("hour", _hour(_("Hour, where it was noted")))
    form.add("by", TextField(_("Who tried")), required=True)
    form.add("to", TextField(_("Who took it")))
    form.add("capacity", TextField(_("In which capacity"), hint=_("Addressee, employee, relative…")))
    form.add("place", TextField(_("Where")))
    form.add("reference", TextField(_("Number of the post, issue of the newspaper"), latin=True))
    form.add("proof", desk.scan(_("Scanned proof")))
    form.set_values({"mode": Mode.HAND, "on": desk.today})
    form.also_called("by", _("name of the server"))
    form.also_called("to", _("name of the receiver"))
    return form


def attempt_draft(values: Values, proof: uuid.UUID | None) -> AttemptDraft:
    """The attempt as it was typed."""
    return AttemptDraft(
        values["on"], Mode(values["mode"]), AttemptOutcome(values["outcome"]), values["by"], values["to"],
        values["capacity"], values["place"], values["reference"],
        minutes_of(values["hour"]) if values["hour"] else None, proof,
    )  # fmt: skip


def open_file_form(desk: Desk) -> Form:
    """A new paper file."""
    form = Form(columns=1)
    form.add("title", TextField(_("Title")), required=True)
    form.add("shelf", TextField(_("Shelf")), required=True)
    form.add("concerns", desk.pick(_("Concerns"), desk.find.cases))
    form.also_called("title", _("title of the file"))
    return form


def charge_form(desk: Desk) -> Form:
    """Who takes a file."""
    form = Form(columns=1)
    form.add("officer", desk.pick(_("Officer who takes it"), desk.find.officers), required=True)
    form.add("note", TextField(_("What for"), limit=2_000))
    return form


def shelf_form(label: str, *, required: bool) -> Form:
    """A shelf."""
    form = Form(columns=1)
    form.add("shelf", TextField(label), required=required)
    return form


def folio_form(desk: Desk) -> Form:
    """A paper that goes into a file."""
    form = Form(columns=1)
    form.add("what", TextField(_("What it is"), limit=2_000), required=True)
    form.add("letter", desk.pick(_("Inward letter"), partial(desk.find.letters, Direction.INWARD)))
    form.add("scan", desk.scan(_("Scan")))
    form.also_called("what", _("paper"))
    return form
