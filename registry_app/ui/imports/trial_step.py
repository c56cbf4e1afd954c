"""The third step: the trial. What is ready, what is wrong and how to mend it; each finding leads to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from registry_app.core.texts import _, isolate, ngettext, say
from registry_app.exchange.dry_run import DryRun
from registry_app.exchange.problems import Finding
from registry_app.exchange.reading import Row
from registry_app.exchange.words import status_meaning
from registry_app.ui import wording
from registry_app.ui.context import Context
from registry_app.ui.imports.tables import CellsModel, FileTable, FindingsModel
from registry_app.ui.imports.work import rows_around
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Card, clear
from registry_app.ui.widgets.strips import MessageStrip
from registry_app.ui.widgets.tiles import KpiTile

_MOST_WORDS: Final = 12
_MOST_ALIKE: Final = 5


class TrialStep(QWidget):
    """Counts, what is wrong with the file, what is wrong with rows, and the rows themselves.

    Signals:
        left_out_changed: rows are taken in or left out by hand.
    """

    left_out_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.run: DryRun | None = None
        self.without: set[int] = set()
        self._shown: Sequence[Finding] = ()
        self._wish = 0
        self.ready = KpiTile("circle-check", "0", _("Rows ready"), State.OK)
        self.wrong = KpiTile("alert-triangle", "0", _("Rows held: something is wrong"), State.WARN)
        self.noted = KpiTile("note", "0", _("Notes; the rows are ready"), State.INFO)
        self.agencies = KpiTile("building", "0", _("Agencies"), State.NEUTRAL)
        self.wrong.clicked.connect(lambda: self.show_findings(problems=True))
        self.noted.clicked.connect(lambda: self.show_findings(problems=False))
        self.ready.clicked.connect(lambda: self.show_row(0))
        self.agencies.clicked.connect(lambda: self.show_row(0))
        self._file_problems = QVBoxLayout()
        self._file_problems.setSpacing(8)
        self.said = PlainLabel(look="small", wrap=True)
        self.findings = FindingsModel(self)
        self.found_table = FileTable(self.findings, _("What was found in the rows"))
        self.found_table.opened.connect(self._open)
        self.cells = CellsModel(self, choosing=True)
        self.cells.taken.connect(lambda *_row: self.left_out_changed.emit())
        self.cell_table = FileTable(self.cells, _("Rows of the list; a row without its tick is left out"))
        self._arrange()

    def show_run(self, run: DryRun) -> None:
        """Show another trial; rows that were left out stay so."""
        self.run = run
        self.ready.set_figure(wording.count(run.ready))
        state = State.WARN if run.with_problems else State.OK
        self.wrong.set_figure(wording.count(run.with_problems), state=state)
        self.noted.set_figure(wording.count(sum(count for _code, count in run.note_counts)))
        self.agencies.set_figure(wording.count(run.groups))
        clear(self._file_problems)
        for problem in run.file_problems:
            strip = MessageStrip()
            strip.close_button.hide()
            strip.show_message(f"{problem.why} {problem.mend}", State.WARN)
            self._file_problems.addWidget(strip)
        self.said.setText("  ".join(filter(None, (_status_words(run), _alike(run)))))
        self.said.setVisible(bool(self.said.text()))
        self.show_findings(problems=bool(run.problems) or not run.notes)
        if run.prepared is not None:
            self.show_row(run.problems[0].row if run.problems else 0, run.problems[0].column if run.problems else "")

    def show_findings(self, *, problems: bool) -> None:
        """Show the problems or the notes."""
        if self.run is None:
            return
        self._shown = self.run.problems if problems else self.run.notes
        self.findings.show_findings(self._shown)
        self.found_table.give_widths((70, 150, 170, 330))
        self.headline.set_title(_("What is wrong") if problems else _("Notes"))
        if self._shown:
            self.found_table.setCurrentIndex(self.findings.index(0, 3))

    def show_row(self, number: int, column: str = "") -> None:
        """Show the rows around one, with its cell marked; read beside the screen's thread."""
        if self.run is None or self.run.prepared is None:
            return
        prepared = self.run.prepared
        self._wish += 1
        wish = self._wish

        def show(rows: tuple[Row, ...]) -> None:
            if wish == self._wish:
                self._show_rows(rows, number, column)

        self._context.read(lambda _session: rows_around(prepared, number), show, owner=self)

    def _show_rows(self, rows: tuple[Row, ...], number: int, column: str) -> None:
        assert self.run is not None
        assert self.run.prepared is not None
        near = {row.number for row in rows}
        marked = {(found.row, found.column): found.why for found in self.run.problems if found.row in near}
        columns = self.run.prepared.layout.columns
        cells = [(row.number, (*row.cells, *row.beyond)) for row in rows]
        self.cells.show_rows(columns, cells, marked=marked, without=self.without)
        self.cell_table.give_widths((90,), 132)
        place = self.cells.place_of(number)
        if place >= 0:
            index = self.cells.index(place, self.cells.column_of(column))
            self.cell_table.setCurrentIndex(index)
            self.cell_table.look_at(index)

    def _open(self, row: int) -> None:
        """Enter on a finding: to its cell."""
        found = self.findings.finding(row)
        if found is not None:
            self.show_row(found.row, found.column)
            self.cell_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in (self.ready, self.wrong, self.noted, self.agencies):
            tiles.addWidget(tile)
        self.headline = Card(_("What is wrong"))
        self.headline.add(self.said)
        self.headline.add(self.found_table, 1)
        rows = Card(_("The rows themselves"))
        rows.add_at_end(PlainLabel(_("Take the tick away to leave a row out."), look="small"))
        rows.add(self.cell_table, 1)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(self.headline)
        self.split.addWidget(rows)
        self.split.setHandleWidth(12)
        self.split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(tiles)
        column.addLayout(self._file_problems)
        column.addWidget(self.split, 1)


def _status_words(run: DryRun) -> str:
    """The list's own words for a licence's status; they are kept, never taken for our decisions."""
    if not run.statuses:
        return ""
    said = []
    for words, count in run.statuses[:_MOST_WORDS]:
        meaning = status_meaning(words)
        seems = _("not known") if not meaning else meaning.replace("_", " ")
        said.append(f"{isolate(words)} ({wording.count(count)}, {seems})")
    return say(_("Status words of the list, kept as they are: {words}."), words=", ".join(said))


def _alike(run: DryRun) -> str:
    """Names that look alike; nothing is merged by it."""
    if not run.proposals:
        return ""
    count = len(run.proposals)
    first = [" / ".join(isolate(spelling.name) for spelling in each.spellings) for each in run.proposals[:_MOST_ALIKE]]
    words = ngettext(
        "{count} group of names looks alike and may be one agency: {names}. Nothing is merged by itself.",
        "{count} groups of names look alike and may be one agency each: {names}. Nothing is merged by itself.", count,
    )  # fmt: skip
    return say(words, count=wording.count(count), names="; ".join(first))
