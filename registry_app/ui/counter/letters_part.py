"""The inward and the outward register: the letter, its slips and scans, what is still missing, and what can be done."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from sqlalchemy.orm import Session

from registry_app.attachments import service as attachments
from registry_app.attachments.queries import AttachmentRow, list_attachments
from registry_app.core.actor import Actor
from registry_app.core.texts import _, isolate, say
from registry_app.correspondence import queries, service
from registry_app.correspondence.queries import LetterRow, SlipRow
from registry_app.correspondence.rules import Direction, Mode
from registry_app.desk.counter_cases import case_names
from registry_app.desk.counter_lists import LetterLine, letter_listing
from registry_app.ui import wording
from registry_app.ui.actions import ActionSpec
from registry_app.ui.context import Context
from registry_app.ui.counter import actions, columns, forms, words
from registry_app.ui.counter.part import CounterPart, Handler
from registry_app.ui.counter.slip_window import SlipWindow
from registry_app.ui.counter.taking_in import take_in_slip
from registry_app.ui.file_dialogs import name_for_copy, saved_words
from registry_app.ui.forms.choices import Choice
from registry_app.ui.labels import PlainLabel
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Option, Source
from registry_app.ui.widgets.buttons import link
from registry_app.ui.widgets.cards import Facts, Section
from registry_app.ui.widgets.chips import Chip

_PAGES = frozenset({"agency", "application", "complaint", "licence", "guarantee"})


@dataclass(frozen=True)
class ShownLetter:
    """What the side shows of a letter."""

    line: LetterLine
    row: LetterRow
    slips: tuple[SlipRow, ...]
    scans: tuple[AttachmentRow, ...]
    missing: tuple[str, ...]
    case: tuple[str, uuid.UUID] | None
    case_name: str


class LettersPart(CounterPart):
    """Letters of both registers."""

    code: ClassVar[str] = "letters"

    def __init__(self, context: Context, first: Sequence[QAction]) -> None:
        self.case: Option | None = None
        self.slip_window: SlipWindow | None = None
        super().__init__(context, first)

    def source(self) -> Source[Any]:
        """Both registers, newest first."""
        opened = self.context.opened
        return columns.letter_source(opened.reading, self.context.today, opened.world.zone, lambda: self.case)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return columns.letter_words()

    def verbs(self) -> Sequence[tuple[ActionSpec, Handler]]:
        """The slip first: it is what people come back for."""
        return (
            (actions.SHOW_SLIP, self.show_slip),
            (actions.ANSWER, self.answer),
            (actions.HAND_IN, self.hand_in),
            (actions.COPY_SCAN, self.copy_scan),
            (actions.VOID, self.void),
        )

    def read_row(self, session: Session, key: uuid.UUID) -> ShownLetter:
        """The letter with everything that belongs to it."""
        listing = letter_listing(self.context.today, self.context.opened.world.zone)
        row = queries.get_letter(session, queries.number_of(session, key))
        slips = queries.list_slips(session, key)
        scans = list_attachments(session, "letter", key)
        missing = queries.list_missing(session, row.subject_id) if row.subject_id else []
        case = (row.subject_table, row.subject_id) if row.subject_id else None
        name = case_names(session, [case]).get(case, "") if case is not None else ""
        line = listing.rows(session, [key])[0]
        return ShownLetter(line, row, tuple(slips), tuple(scans), tuple(missing), case, name)

    def show_row(self, row: ShownLetter) -> None:
        """Number, chips, facts, papers."""
        letter, line = row.row, row.line
        chips = [Chip(mark.words, mark.state) for mark in (columns.direction_mark(line),
                 columns.answer_mark(line, self.context.today)) if mark is not None]  # fmt: skip
        self.head_side(letter.number, chips)
        self.side.add(Facts(self._facts(row)))
        self._show_case(row)
        for slip in row.slips:
            self.side.add(self._slip(slip))
        if row.missing:
            section = Section(_("Still missing in this case"), len(row.missing))
            for each in row.missing:
                section.add(PlainLabel(isolate(each), wrap=True))
            self.side.add(section)
        if row.scans:
            section = Section(_("Scans"), len(row.scans))
            for scan in row.scans:
                section.add(PlainLabel(isolate(scan.title or scan.kind), wrap=True))
            self.side.add(section)
        self._block(row)

    def _facts(self, row: ShownLetter) -> list[tuple[str, Any]]:
        letter, zone = row.row, self.context.opened.world.zone
        inward = letter.direction == Direction.INWARD
        found = [
            (_("From") if inward else _("To"), isolate(letter.correspondent)),
            (_("Subject"), isolate(letter.about)),
            (_("Entered"), wording.moment(letter.registered_at, zone)),
        ]
        if inward:
            found.append((_("Received here"), wording.moment(letter.received_here_at, zone)))
        found += [
            (_("How it came") if inward else _("How it went"), _(words.MODES[Mode(letter.mode)])),
            (_("Enclosures"), wording.count(letter.enclosures)),
        ]
        elsewhere = (
            say(_("{day}, {place}"), day=wording.day(letter.received_first_on), place=letter.received_first_at)
            if letter.received_first_on
            else ""
        )
        more = (
            (_("Their number"), isolate(letter.reference) if letter.reference else ""),
            (_("Dated"), wording.day(letter.done_on) if letter.done_on else ""),
            (_("Posted"), wording.day(letter.posted_on) if letter.posted_on else ""),
            (_("First received"), elsewhere),
            (_("Answers"), isolate(letter.answers) if letter.answers else ""),
            (_("Answered by"), ", ".join(isolate(each) for each in letter.answered_by)),
            (_("Answer due by"), wording.day(letter.answer_due) if letter.answer_due else ""),
            (_("Void since"), wording.day(letter.voided_on) if letter.voided_on else ""),
        )
        return [*found, *((label, value) for label, value in more if value)]

    def _show_case(self, row: ShownLetter) -> None:
        if row.case is None or row.case[0] not in _PAGES or not row.case_name:
            return
        table, key = row.case
        button = link(row.case_name.replace("&", "&&"))
        button.setAccessibleName(say(_("Open {case}"), case=row.case_name))
        button.clicked.connect(lambda: self.context.go_to(table, key))
        self.side.add(Facts([(_("Concerns"), button)]))

    def _slip(self, slip: SlipRow) -> Section:
        section = Section(_("Handed in"), len(slip.papers))
        moment = wording.moment(slip.received_at, self.context.opened.world.zone)
        section.add(
            PlainLabel(say(_("{person}, {moment}"), person=slip.brought_by, moment=moment), look="small", wrap=True)
        )
        for paper in slip.papers:
            if paper.state == forms.MISSING:
                section.add(PlainLabel(say(_("{paper}: missing"), paper=paper.paper), look="error", wrap=True))
            else:
                section.add(PlainLabel(isolate(paper.paper), wrap=True))
        return section

    def _block(self, row: ShownLetter) -> None:
        letter = row.row
        inward = letter.direction == Direction.INWARD
        void = _("This line is void.") if letter.voided_on else ""
        self.block(
            {
                actions.SHOW_SLIP.code: "" if row.slips else _("No papers were handed in with it; there is no slip."),
                actions.ANSWER.code: void or ("" if inward else _("Only letters that came in are answered from here.")),
                actions.HAND_IN.code: void or ("" if inward else _("Papers are handed in with letters that come in.")),
                actions.COPY_SCAN.code: "" if row.scans else _("No scan is kept with it."),
                actions.VOID.code: void,
            }
        )

    # -- verbs -------------------------------------------------------------------------------------------------------

    def show_slip(self) -> None:
        """The newest slip; where there are several they are asked."""
        slips: Sequence[SlipRow] = self.row.slips
        if not slips:
            return
        chosen: str | None = slips[-1].id.hex
        if len(slips) > 1:
            zone = self.context.opened.world.zone
            options = [
                (each.id.hex, say(_("{person}, {moment}"), person=each.brought_by,
                                  moment=wording.moment(each.received_at, zone)))
                for each in slips
            ]  # fmt: skip
            chosen = self.context.prompts.choose(
                _("Which slip?"), _("Papers came in several times."), options, _("&Show")
            )
        if chosen is not None:
            self.open_slip(uuid.UUID(chosen), self.row.row.number)

    def open_slip(self, slip_id: uuid.UUID, number: str) -> None:
        """The slip on the screen."""
        self.slip_window = SlipWindow(self.context, self, slip_id, number).begin()

    def send(self) -> None:
        """A letter that goes out."""
        self._send(None)

    def answer(self) -> None:
        """A letter that answers the chosen one."""
        row: ShownLetter = self.row
        self._send(row)

    def _send(self, row: ShownLetter | None) -> None:
        answers = Choice(row.row.id.hex, row.row.number) if row is not None else None
        form = forms.outward_form(self.desk, answers)
        if row is not None:
            form.field("correspondent").set_value(row.row.correspondent)
            if row.case is not None and row.case[0] in {"agency", "application", "complaint"}:
                form.field("concerns").set_value(Choice(f"{row.case[0]}:{row.case[1].hex}", row.case_name))

        def verb(session: Session, actor: Actor, values: forms.Values) -> tuple[uuid.UUID, str]:
            key = service.enter_letter(session, actor, Direction.OUTWARD, forms.outward_draft(values))
            return key, queries.number_of(session, key)

        self.ask(
            _("Send a letter"), _("It gets the next number of the outward register."), form, _("&Enter"), "letter:sent",
            verb, self._entered, draft_key="" if row is not None else "letter:outward",
        )  # fmt: skip

    def _entered(self, made: tuple[uuid.UUID, str]) -> None:
        key, number = made
        self.context.toast(say(_("{number} entered in the outward register."), number=number))
        self.choose(key)

    def hand_in(self) -> None:
        """Papers that come later get a slip of their own under the same number."""
        row: ShownLetter = self.row
        letter, number = row.row.id, row.row.number
        self.ask(
            say(_("Take in papers with {number}"), number=number), _("Who hands in gets a slip."),
            forms.slip_form(self.desk), _("Take &in"), "",
            lambda values: take_in_slip(self.desk, letter, values),
            lambda slip: self.open_slip(slip, number),
        )  # fmt: skip

    def copy_scan(self) -> None:
        """A copy of a scan in clear; journalled."""
        scans: Sequence[AttachmentRow] = self.row.scans
        chosen: str | None = scans[0].id.hex
        if len(scans) > 1:
            options = [(each.id.hex, each.title or each.kind) for each in scans]
            chosen = self.context.prompts.choose(_("Which scan?"), _("A copy of it is saved."), options, _("&Save"))
        scan = next((each for each in scans if each.id.hex == chosen), None)
        path = (
            self.context.prompts.save_file(_("Save a scan"), name_for_copy(scan.title, scan.media_type))
            if scan is not None
            else None
        )
        if scan is None or path is None:
            return
        vault = self.context.opened.vault
        self.context.do(
            "attachment:copied_out",
            lambda session, actor: attachments.copy_out(session, actor, vault, scan.id, path),
            lambda _done: self.context.toast(saved_words(path)),
            owner=self,
        )

    def void(self) -> None:
        """A line entered by mistake; its number stays."""
        row: ShownLetter = self.row

        def verb(session: Session, actor: Actor, values: forms.Values) -> None:
            service.void_letter(session, actor, row.row.id, values["reason"])

        self.ask(
            say(_("Declare {number} void"), number=row.row.number),
            _("The number stays in the register, with the reason."),
            forms.reason_form(_("What was the mistake")), _("Declare &void"), "letter:voided", verb,
            lambda _done: self.context.toast(say(_("{number} is void."), number=row.row.number)), danger=True,
        )  # fmt: skip
