"""The third step: the trial. What is ready, what is wrong and how to mend it; each finding leads to its cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from registry_app.core.texts import _, isolate, ngettext, say
from registry_app.exchange.corrections import Corrections
from registry_app.exchange.dry_run import DryRun
from registry_app.exchange.problems import IN_THE_FILE, Finding, printable
from registry_app.exchange.reading import Row
from registry_app.exchange.words import status_meaning
from registry_app.ui import wording
from registry_app.ui.context import Context
from registry_app.ui.imports.cell_table import CellTable
from registry_app.ui.imports.tables import CellsModel, FileTable, FindingsModel, Marks, what_to_do
from registry_app.ui.imports.work import rows_around
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.buttons import quiet
from registry_app.ui.widgets.cards import Card, clear
from registry_app.ui.widgets.strips import MessageStrip
from registry_app.ui.widgets.tiles import KpiTile

_MOST_WORDS: Final = 12
_MOST_ALIKE: Final = 5
_LEAST_SHARED: Final = 300  # pixels of height: less is no height of a window yet
_FOUND_WIDTHS: Final = (60, 150, 140, 330)


class TrialStep(QWidget):
    """Counts, what is wrong with the file, what is wrong with rows, and the rows themselves.

    Signals:
        left_out_changed: rows are taken in or left out by hand.
        corrected: a cell was written anew, or the file's value holds again; the trial no longer says what is.
    """

    left_out_changed = Signal()
    corrected = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.run: DryRun | None = None
        self.without: set[int] = set()
        self.corrections = Corrections()
        self._shown: Sequence[Finding] = ()
        self._near: dict[tuple[int, str], Finding] = {}
        self._around = 0
        self._file_rows: dict[int, Row] = {}
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
        self.found_table.selectionModel().currentRowChanged.connect(lambda here, _old: self._say_row(here.row()))
        self.cells = CellsModel(self, choosing=True)
        self.cells.taken.connect(lambda *_row: self.left_out_changed.emit())
        self.cells.written.connect(self.write_cell)
        self.cell_table = CellTable(self.cells, _("Rows of the list; a row without its tick is left out"))
        self.cell_table.selectionModel().currentChanged.connect(lambda here, _old: self._say_cell(here))
        self.hint = PlainLabel(wrap=True)
        self.drop_button = quiet(_("&Undo the corrections"), "arrow-back-up")
        self.drop_button.clicked.connect(self.drop_corrections)
        self._arrange()

    def show_run(self, run: DryRun, *, again: bool = False) -> None:
        """Show another trial; rows that were left out stay so. `again`: after a correction, the officer stays where he is."""
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
        if run.prepared is None:
            return
        if again:
            self._read_rows(self._around, None)
        else:
            self.show_row(run.problems[0].row if run.problems else 0, run.problems[0].column if run.problems else "")

    def show_findings(self, *, problems: bool) -> None:
        """Show the problems or the notes."""
        if self.run is None:
            return
        self._shown = self.run.problems if problems else self.run.notes
        self.findings.show_findings(self._shown)
        self.found_table.give_widths(_FOUND_WIDTHS)
        self.headline.set_title(_("What is wrong") if problems else _("Notes"))
        self.found_table.setVisible(bool(self._shown))
        self.nothing.setText(_("Nothing is wrong: every row is ready.") if problems else _("There are no notes."))
        self.nothing.setVisible(not self._shown)
        if self._shown:
            self.found_table.setCurrentIndex(self.findings.index(0, 3))

    def show_row(self, number: int, column: str = "") -> None:
        """Show the rows around one, with its cell marked; read beside the screen's thread."""
        self._around = number
        self._read_rows(number, column)

    def _read_rows(self, number: int, column: str | None) -> None:
        """Read the rows around one; without a column what is current stays so."""
        if self.run is None or self.run.prepared is None:
            return
        prepared = self.run.prepared
        self._wish += 1
        wish = self._wish

        def show(rows: tuple[Row, ...]) -> None:
            if wish == self._wish:
                self._show_rows(rows)
                if column is not None:
                    self._look_at(number, column)
                self._say_cell(self.cell_table.currentIndex())

        self._context.read(lambda _session: rows_around(prepared, number), show, owner=self)

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        assert self.run is not None
        assert self.run.prepared is not None
        columns = self.run.prepared.layout.columns
        found = _of_rows(self.run.problems, rows)
        self._near = {(each.row, each.column): each for each in found}
        shut = {each.row for each in found if each.code in IN_THE_FILE}
        held = {each.row for each in found} | {row.number for row in rows if self.corrections.of(row.number)}
        written = {
            (each.row, each.column): each.file_value for row in rows for each in self.corrections.beside(row, columns)
        }
        marks = Marks(
            {place: each.why for place, each in self._near.items()}, self.without, frozenset(held - shut), written
        )
        shown = self.corrections.applied(rows, columns)
        self._file_rows = {row.number: row for row in rows}
        self.cells.show_rows(columns, [(row.number, (*row.cells, *row.beyond)) for row in shown], marks=marks)
        self.drop_button.setVisible(bool(self.corrections))

    def _look_at(self, number: int, column: str) -> None:
        self.cell_table.fit_widths()
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

    # -- writing cells anew -------------------------------------------------------------------------------------------

    def write_cell(self, number: int, heading: str, value: str) -> None:
        """Read this text in place of the file's cell; the file's own text written again takes the correction away."""
        assert self.run is not None
        assert self.run.prepared is not None
        columns = self.run.prepared.layout.columns
        row = self._file_rows[number]
        same = printable(row.cells[columns.index(heading)]) == value
        self.corrections = self.corrections.writing(number, heading, None if same else value)
        self._show_rows(tuple(self._file_rows.values()))
        self.corrected.emit()

    def drop_corrections(self) -> None:
        """What the file says holds again everywhere."""
        self.corrections = Corrections()
        self.cell_table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_rows(tuple(self._file_rows.values()))
        self.corrected.emit()

    def forget(self) -> int:
        """Another file: rows left out and corrections go with the list they belong to; returns how many cells were."""
        count = len(self.corrections)
        self.without.clear()
        self.corrections = Corrections()
        self._file_rows = {}
        return count

    def _say_row(self, row: int) -> None:
        """What is wrong, whole, where the finding's row is shown."""
        found = self.findings.finding(row)
        self._say(found)

    def _say_cell(self, here: QModelIndex) -> None:
        self._say(self._near.get(self.cells.place_at(here)))

    def _say(self, found: Finding | None) -> None:
        if found is None or not found.row:
            self.hint.setText(
                _("Space takes a row's tick away: it is left out. A red cell can be written anew with Enter.")
            )
            return
        where = _("Row {row}, {column}:") if found.column else _("Row {row}:")
        said = say(where, row=wording.count(found.row), column=found.column)
        self.hint.setText(f"{said} {found.why} {what_to_do(found)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out once it is known: the rows are where one works."""
        super().resizeEvent(event)
        height = self.split.height()
        if not self._shared and height > _LEAST_SHARED:
            self._shared = True
            self.split.setSizes([height * 2 // 5, height * 3 // 5])

    _shared = False

    def _arrange(self) -> None:
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in (self.ready, self.wrong, self.noted, self.agencies):
            inside = tile.layout()
            assert inside is not None
            inside.setContentsMargins(14, 5, 14, 5)  # the rows below need the height more
            tiles.addWidget(tile)
        self.drop_button.hide()
        self.nothing = PlainLabel(look="muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.headline = Card(_("What is wrong"))
        self.headline.add(self.said)
        self.headline.add(self.found_table, 1)
        self.headline.add(self.nothing, 1)
        rows = Card(_("The rows themselves"))
        rows.add_at_end(self.drop_button)
        rows.add(self.hint)
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


def _of_rows(problems: Sequence[Finding], rows: Sequence[Row]) -> list[Finding]:
    """The problems of some rows that follow each other; problems stand in the order of the list."""
    if not rows:
        return []
    first = bisect_left(problems, rows[0].number, key=_row_of)
    return list(problems[first : bisect_right(problems, rows[-1].number, key=_row_of)])


def _row_of(found: Finding) -> int:
    return found.row


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
