"""Paper files: where each volume stands, who has it, its way and its minute sheet."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.texts import _, isolate, say
from registry_app.correspondence import paper_files, shelves
from registry_app.correspondence.rules import MovementKind
from registry_app.correspondence.shelves import MovementRow
from registry_app.desk.counter_lists import PaperFileLine, file_listing
from registry_app.ui import wording
from registry_app.ui.actions import ActionSpec
from registry_app.ui.counter import actions, columns, forms, words
from registry_app.ui.counter.finding import id_of, subject_of
from registry_app.ui.counter.part import CounterPart, Handler
from registry_app.ui.labels import PlainLabel
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Source
from registry_app.ui.widgets.cards import Facts, Section
from registry_app.ui.widgets.chips import Chip


@dataclass(frozen=True)
class ShownFile:
    """A volume with its way through the office and its minute sheet."""

    line: PaperFileLine
    movements: tuple[MovementRow, ...]
    folios: tuple[tuple[int, str], ...]

    @property
    def label(self) -> str:
        """Number and volume."""
        return f"{self.line.number}/{self.line.volume}"


class FilesPart(CounterPart):
    """Paper files."""

    code: ClassVar[str] = "files"

    def source(self) -> Source[Any]:
        """Newest first."""
        return columns.file_source(self.context.opened.reading, self.context.opened.world.zone)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return columns.file_words()

    def verbs(self) -> Sequence[tuple[ActionSpec, Handler]]:
        """Out and back first."""
        return (
            (actions.CHARGE_OUT, self.charge_out),
            (actions.TAKE_BACK, self.take_back),
            (actions.FOLIO, self.add_folio),
            (actions.RESHELVE, self.reshelve),
            (actions.NEXT_VOLUME, self.open_next),
            (actions.CLOSE, self.close_volume),
        )

    def read_row(self, session: Session, key: uuid.UUID) -> ShownFile:
        """The volume."""
        line = file_listing().rows(session, [key])[0]
        return ShownFile(line, tuple(shelves.list_movements(session, key)), tuple(shelves.list_folios(session, key)))

    def show_row(self, row: ShownFile) -> None:
        """Where it is, its papers, its way."""
        line, zone = row.line, self.context.opened.world.zone
        mark = columns.file_mark(line)
        self.head_side(row.label, [Chip(mark.words, mark.state)])
        facts = [
            (_("Title"), isolate(line.title)),
            (_("Concerns"), isolate(line.concerns) if line.concerns else ""),
            (_("Shelf"), isolate(line.shelf)),
            (_("Opened on"), wording.day(line.opened_on)),
        ]
        if line.charged_out_at is not None:
            facts.append((_("Out since"), wording.moment(line.charged_out_at, zone)))
        if line.closed_on is not None:
            facts.append((_("Closed on"), wording.day(line.closed_on)))
        self.side.add(Facts(facts))
        folios = Section(_("Folios"), len(row.folios))
        for number, what in row.folios:
            folios.add(PlainLabel(say(_("{number}. {what}"), number=number, what=what), wrap=True))
        self.side.add(folios)
        way = Section(_("Its way"))
        for step in reversed(row.movements):
            told = [wording.moment(step.moved_at, zone), _(words.MOVEMENTS[MovementKind(step.kind)])]
            told += [isolate(each) for each in (step.officer or step.shelf, step.note) if each]
            way.add(PlainLabel(" · ".join(told), look="small", wrap=True))
        self.side.add(way)
        self._block(row)

    def _block(self, row: ShownFile) -> None:
        line = row.line
        out = say(_("{officer} has it."), officer=line.with_officer) if line.with_officer else ""
        closed = say(_("It was closed on {day}."), day=wording.day(line.closed_on)) if line.closed_on else ""
        self.block(
            {
                actions.CHARGE_OUT.code: out,
                actions.TAKE_BACK.code: "" if out else _("It stands on its shelf; nobody has it."),
                actions.FOLIO.code: closed,
                actions.RESHELVE.code: out,
                actions.CLOSE.code: closed,
            }
        )

    # -- verbs -------------------------------------------------------------------------------------------------------

    def open_file(self) -> None:
        """A new file, volume 1."""

        def verb(session: Session, actor: Actor, values: forms.Values) -> uuid.UUID:
            return paper_files.open_file(
                session, actor, title=values["title"], shelf=values["shelf"], subject=subject_of(values["concerns"])
            )

        self.ask(
            _("Open a paper file"), _("It gets a number of its own."), forms.open_file_form(self.desk), _("&Open"),
            "file:opened", verb, self.choose, draft_key="file:open",
        )  # fmt: skip

    def charge_out(self) -> None:
        """Give it to an officer."""
        row: ShownFile = self.row

        def verb(session: Session, actor: Actor, values: forms.Values) -> None:
            officer = id_of(values["officer"])
            assert officer is not None  # required in the form
            paper_files.charge_out(session, actor, row.line.id, officer, values["note"])

        self.ask(
            say(_("Charge out {file}"), file=row.label), "", forms.charge_form(self.desk), _("&Charge out"),
            "file:charged_out", verb, lambda _done: self.context.toast(say(_("{file} is out."), file=row.label)),
        )  # fmt: skip

    def take_back(self) -> None:
        """Put it back on its shelf, or on another one."""
        row: ShownFile = self.row
        form = forms.shelf_form(_("Shelf"), required=True)
        form.set_values({"shelf": row.line.shelf})

        def verb(session: Session, actor: Actor, values: forms.Values) -> None:
            paper_files.take_back(session, actor, row.line.id, values["shelf"])

        self.ask(
            say(_("Take back {file}"), file=row.label), "", form, _("&Take back"), "file:returned", verb,
            lambda _done: self.context.toast(say(_("{file} is back."), file=row.label)),
        )  # fmt: skip

    def reshelve(self) -> None:
        """Note another shelf."""
        row: ShownFile = self.row

        def verb(session: Session, actor: Actor, values: forms.Values) -> None:
            paper_files.reshelve(session, actor, row.line.id, values["shelf"])

        form = forms.shelf_form(_("New shelf"), required=True)
        self.ask(say(_("Move {file}"), file=row.label), "", form, _("&Move"), "file:reshelved", verb)

    def add_folio(self) -> None:
        """The next line of its minute sheet."""
        row: ShownFile = self.row

        def record(values: forms.Values) -> int:
            number: int = self.with_file(
                values["scan"], "file:folio_added", "paper_file", row.line.id, "folio",
                lambda session, actor, scan: paper_files.add_folio(
                    session, actor, row.line.id, values["what"], letter_id=id_of(values["letter"]), attachment_id=scan
                ),
            )  # fmt: skip
            return number

        self.ask(
            say(_("Put a paper into {file}"), file=row.label), _("It gets the next number of the minute sheet."),
            forms.folio_form(self.desk), _("&Add"), "", record,
            lambda folio: self.context.toast(say(_("Folio {folio} of {file}."), folio=folio, file=row.label)),
        )  # fmt: skip

    def open_next(self) -> None:
        """The next volume under the same number; this one is closed."""
        row: ShownFile = self.row

        def verb(session: Session, actor: Actor, values: forms.Values) -> uuid.UUID:
            return paper_files.open_next_volume(session, actor, row.line.id, values["shelf"])

        form = forms.shelf_form(_("Shelf of the new volume"), required=True)
        form.set_values({"shelf": row.line.shelf})
        self.ask(
            say(_("Next volume of {file}"), file=row.line.number), _("This volume is closed; nothing more goes into it."),
            form, _("&Open"), "file:opened", verb, self.choose,
        )  # fmt: skip

    def close_volume(self) -> None:
        """Nothing more goes into it."""
        row: ShownFile = self.row
        if self.context.prompts.confirm(
            say(_("Close {file}?"), file=row.label),
            _("Nothing more goes into a closed volume."),
            _("&Close the volume"),
        ):
            self.context.do(
                "file:closed", lambda session, actor: paper_files.close_file(session, actor, row.line.id), owner=self
            )
