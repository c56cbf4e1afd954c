"""One import: what it was, and every row of it word for word with what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from registry_app.core.paging import Filters
from registry_app.core.texts import _, isolate, say
from registry_app.exchange.listing import BatchLine, RowLine, get_batch
from registry_app.ui import wording
from registry_app.ui.actions import action_button, set_blocked
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import saved_words
from registry_app.ui.imports import actions
from registry_app.ui.imports.columns import KINDS, batch_mark, row_source, row_words
from registry_app.ui.imports.list_page import READS, why_not
from registry_app.ui.imports.taking_back import ask_and_take_back
from registry_app.ui.jobs import JobProgress
from registry_app.ui.list_page import MARGINS
from registry_app.ui.lists.export import Shown, as_csv, as_xlsx
from registry_app.ui.lists.list_view import ListView
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.buttons import icon_button
from registry_app.ui.widgets.cards import Card, Facts
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.page import PageHead

_WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


class ImportBatchPage(Page):
    """The rows of one import; the part of a place is an outcome to narrow them to (`outcome=held`)."""

    code: ClassVar[str] = "import_batch"
    reads: ClassVar[frozenset[str]] = READS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.batch: BatchLine | None = None
        self.list: ListView | None = None
        back = icon_button("arrow-left", _("Back to the list"))
        back.clicked.connect(lambda: context.go_to("imports", self.place.subject))
        self.head = PageHead(_("Import"), back=back)
        self._take_back = context.action(actions.ONE_TAKE_BACK, self, self.take_back)
        self._agency = context.action(actions.ONE_AGENCY, self, self.open_agency)
        self.head.add_button(action_button(self._take_back))
        self.head.add_button(action_button(self._agency, primary=True))
        self.facts = Facts(columns=3)
        about = Card()
        about.add(self.facts)
        self.rows_card = Card()
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(about)
        column.addWidget(self.rows_card, 1)
        set_blocked(self._agency, _no_row())

    def heading(self) -> str:
        """The file's name."""
        return say("{name}", name=self.batch.file_name) if self.batch is not None else _("Import")

    def refresh(self) -> None:
        """Read it again."""
        batch = self.place.subject
        if batch is not None:
            self.context.read(lambda session: get_batch(session, batch), self._show, owner=self)

    def take_back(self) -> None:
        """Take it back."""
        if self.batch is not None:
            ask_and_take_back(self.context, self, self.batch.id, self.batch.file_name)

    def open_agency(self, _key: object = None) -> None:
        """The agency of the current row."""
        line = self._current()
        if line is not None and line.agency_id is not None:
            self.context.go_to("agency", line.agency_id)

    def show_place(self, place: Place) -> None:
        """Show another import, or another part of it."""
        super().show_place(place)
        code, _equals, value = place.part.partition("=")
        if value and self.list is not None:
            self.list.set_filters(Filters().adding(code, value))

    def _show(self, batch: BatchLine) -> None:
        another = self.batch is None or self.batch.id != batch.id
        self.batch = batch
        mark = batch_mark(batch)
        self.head.set_title(isolate(batch.file_name))
        self.head.set_chips([Chip(mark.words, mark.state)])
        set_blocked(self._take_back, why_not(batch))
        pairs = [
            (_("Kind"), _(KINDS[batch.kind])),
            (_("Rows"), wording.count(batch.rows)),
            (_("Imported on"), wording.day(batch.imported_on)),
            (_("Officer"), batch.officer),
            (_("Taken in"), wording.count(batch.imported)),
            (_("Day of the list"), wording.day(batch.listed_on)),
        ]
        if batch.corrected:
            pairs.append((_("Cells corrected by hand"), wording.count(batch.corrected)))
        if batch.taken_back_on is not None:
            pairs += [(_("Taken back on"), wording.day(batch.taken_back_on)), (_("Reason"), batch.taken_back_reason)]
        else:
            pairs.append((_("Held"), wording.count(batch.held)))
        self.facts.set_facts(pairs)
        if another:
            self._make_list(batch)
        elif self.list is not None:
            self.list.refresh()
        self.context.headed.emit()

    def _make_list(self, batch: BatchLine) -> None:
        self.rows_card.clear()
        self.list = ListView(
            row_source(self.context.opened.reading, batch), row_words(), name=f"rows{len(batch.headings)}",
            today=self.context.today, settings=self.context.preferences, export=self._export,
        )  # fmt: skip
        self.list.opened.connect(self.open_agency)
        self.list.failed.connect(self.context.tell_trouble)
        self.list.current_changed.connect(lambda _key: self._follow())
        self.list.model.dataChanged.connect(lambda *_where: self._follow())
        self.rows_card.add(self.list, 1)
        code, _equals, value = self.place.part.partition("=")
        if value:
            self.list.set_filters(Filters().adding(code, value))
        self._follow()

    def _current(self) -> RowLine | None:
        row = self.list.current_row() if self.list is not None else None
        return row if isinstance(row, RowLine) else None

    def _follow(self) -> None:
        line = self._current()
        if line is None:
            set_blocked(self._agency, _no_row())
        else:
            set_blocked(
                self._agency, "" if line.agency_id is not None else _("This row was not taken in: it has no agency.")
            )

    def _export(self, shown: Shown[Any], kind: str) -> None:
        path = self.context.prompts.save_file(_("Export the rows"), f"{shown.title}.{kind}", f"*.{kind}")
        if path is None:
            return

        def write(progress: JobProgress) -> Path:
            self.context.opened.world.files.write(path, _WRITERS[kind](shown, progress))
            return path

        self.context.job(
            _("Exporting the rows"),
            write,
            lambda done: self.context.toast(saved_words(done)),
            owner=self,
        )


def _no_row() -> str:
    return _("Choose a row first.")
