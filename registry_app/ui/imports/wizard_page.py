"""How a list comes in: file, columns, trial, entry. Nothing is written before the last step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final, TypeVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import N_, _, isolate, ngettext
from registry_app.exchange.dry_run import DryRun
from registry_app.exchange.queries import get_mapping
from registry_app.exchange.service import ABSENT, NEVER, REPEATED, Choices, Imported, NotConfirmed, save_mapping
from registry_app.ui import wording
from registry_app.ui.actions import action_button, set_blocked
from registry_app.ui.context import Context
from registry_app.ui.form_dialog import FormDialog
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.imports import actions
from registry_app.ui.imports.entry_step import EntryStep
from registry_app.ui.imports.file_step import FileStep
from registry_app.ui.imports.mapping_step import MappingStep
from registry_app.ui.imports.reporting import ask_and_write
from registry_app.ui.imports.steps import StepLine
from registry_app.ui.imports.taking_back import ask_and_take_back
from registry_app.ui.imports.trial_step import TrialStep
from registry_app.ui.imports.work import Guess, Look, guess, take_in, try_out
from registry_app.ui.jobs import JobProgress
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.buttons import icon_button
from registry_app.ui.widgets.page import PageHead
from registry_app.ui.widgets.strips import MessageStrip

T = TypeVar("T")
_STEPS: Final = (N_("File"), N_("Columns"), N_("Trial"), N_("Take in"))
_NEXT: Final = (N_("&Next"), N_("Try it &now"), N_("&Next"), N_("Take i&n"))  # the same key at every step
_AGAIN: Final = N_("Try it agai&n")
_AT_ONCE: Final = 5_000  # rows of a list that is tried again after each corrected cell
_FILE, _COLUMNS, _TRIAL, _ENTRY = range(4)
_QUESTIONS: Final = {
    REPEATED: N_("This list was imported before. Import it again?"),
    ABSENT: N_("Many agencies are not on this list. Is it whole?"),
}


class ImportPage(Page):
    """The steps; the part of a place is the path of a file to begin with."""

    code: ClassVar[str] = "import"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.look: Look | None = None
        self.run: DryRun | None = None
        self.imported: Imported | None = None
        self._guessed: Look | None = None
        self._tried = False
        self._progress: JobProgress | None = None
        self.step = _FILE
        back = icon_button("arrow-left", _("Back to the list"))
        back.clicked.connect(lambda: context.go_to("imports"))
        self.head = PageHead(_("Import a list"), back=back)
        self.line = StepLine([_(words) for words in _STEPS])
        self.strip = MessageStrip()
        self.file_step = FileStep(context)
        self.mapping_step = MappingStep(context)
        self.trial_step = TrialStep(context)
        self.entry_step = EntryStep()
        self._back = context.action(actions.BACK, self, self.go_back)
        self._next = context.action(actions.NEXT, self, self.go_on)
        self._report = context.action(actions.SAVE_REPORT, self, self.save_report)
        self._keep = context.action(actions.SAVE_MAPPING, self, self.keep_mapping)
        self._arrange()
        self.file_step.looked.connect(self._looked)
        self.mapping_step.changed.connect(self._mapping_changed)
        self.mapping_step.named.connect(self._use_named)
        self.trial_step.left_out_changed.connect(self._follow)
        self.trial_step.corrected.connect(self._corrected)
        self.entry_step.back_wanted.connect(self._take_back)
        self.entry_step.agencies_wanted.connect(lambda: self._show_rows("imported"))
        self.entry_step.held_wanted.connect(lambda: self._show_rows("held"))
        self.entry_step.again_wanted.connect(self.begin_again)
        self.setAcceptDrops(True)
        self._show_step(_FILE)

    def heading(self) -> str:
        """What is done here."""
        return _("Import a list")

    def show_place(self, place: Place) -> None:
        """Begin with the file that is named."""
        self.place = place
        if place.part:
            self.begin_again()
            self.file_step.take(Path(place.part))
        elif self.entry_step.is_done:
            self.begin_again()
        self._show_step(self.step)

    def begin_again(self) -> None:
        """Forget the list."""
        self.imported = self.run = None
        self.trial_step.forget()
        self.entry_step.reset()
        self.file_step.file.set_path(None)
        self._show_step(_FILE)

    # -- going on ----------------------------------------------------------------------------------------------------

    def go_back(self) -> None:
        """To the step before; what was chosen stays."""
        if self.step > _FILE and not self.entry_step.is_done:
            self._show_step(self.step - 1)

    def go_on(self) -> None:
        """To the next step; the trial and the entry are jobs that can be stopped."""
        if self._why_not() or self._progress is not None:
            return
        if self.step == _FILE and self._guessed is not self.look:
            self._guess()
        elif self.step in (_COLUMNS, _TRIAL) and not self._tried:
            self._try(again=self.step == _TRIAL)
        elif self.step == _ENTRY:
            self.take_in()
        else:
            self._show_step(self.step + 1)

    def _guess(self, name: str = "") -> None:
        look = self.look
        assert look is not None
        opened = self.context.opened

        def work(progress: JobProgress) -> Guess:
            given = None
            if name:
                with opened.reading() as session:
                    given = get_mapping(session, name)
            return guess(look, given, progress)

        def show(found: Guess) -> None:
            self._guessed = look
            self.mapping_step.show_guess(found, name, laid_out)

        def laid_out() -> None:
            self.mapping_step.read_names()
            self._show_step(_COLUMNS)

        self._job(_("Looking at the columns"), work, show)

    def _use_named(self, name: str) -> None:
        if self.look is not None:
            self._guess(name)

    def _try(self, *, again: bool = False) -> None:
        """The trial; `again` after corrections: then the officer stays at the cell where he is."""
        look, mapping = self.look, self.mapping_step.mapping()
        assert look is not None
        today, region, corrections = self.context.today, self.mapping_step.region, self.trial_step.corrections

        def show(run: DryRun) -> None:
            self.run = run
            self._tried = self.trial_step.corrections is corrections
            self.trial_step.show_run(run, again=again)
            if not again:
                self._show_step(_TRIAL)
            elif not self._tried:
                self._corrected()  # written while the trial ran

        self._job(
            _("Trying the list"), lambda progress: try_out(look, mapping, today, region, corrections, progress), show
        )

    def _corrected(self) -> None:
        """A cell was written anew: a short list is tried again at once, a long one when the officer says so."""
        self._tried = False
        if self.run is not None and self.run.rows <= _AT_ONCE and self._progress is None:
            self._try(again=True)
        self._follow()

    def take_in(self, confirmed: frozenset[str] = frozenset()) -> None:
        """Enter the rows; what has to be confirmed is asked, and nothing is written before that."""
        run = self.run
        if run is None or run.prepared is None or self.entry_step.form.validate():
            return
        prepared, register = run.prepared, self.context.opened
        choices = Choices(
            self.mapping_step.kind, self.entry_step.rows(), self.mapping_step.listed_on.value(), confirmed
        )
        without = frozenset(self.trial_step.without)

        def refused(error: RegistryError) -> None:
            if isinstance(error, NotConfirmed) and error.what not in confirmed:
                if self._confirm(error):
                    self.take_in(confirmed | {error.what})
            else:
                self.entry_step.refuse(error)

        self._job(
            _("Taking the list in"),
            lambda progress: take_in(register, prepared, choices, without, progress),
            self._taken_in,
            refused,
        )

    def _confirm(self, error: NotConfirmed) -> bool:
        headline = _(_QUESTIONS.get(error.what, N_("Take the list in all the same?")))
        return self.context.prompts.confirm(headline, str(error), _("&Take it in"), danger=True)

    def _taken_in(self, imported: Imported) -> None:
        self.imported = imported
        self.entry_step.show_done(imported)
        self.line.show_step(_ENTRY, done=True)
        name = self.entry_step.name.value()
        run = self.run
        if name and run is not None and run.prepared is not None:
            mapping = run.prepared.mapping
            self.context.do(
                "list:mapping_saved", lambda session, actor: save_mapping(session, actor, name, mapping), owner=self
            )
        self._follow()

    def _take_back(self) -> None:
        if self.imported is not None and self.run is not None:
            ask_and_take_back(
                self.context, self, self.imported.batch_id, self.run.name, self.entry_step.show_taken_back,
                self.entry_step.refuse,
            )  # fmt: skip

    def _show_rows(self, outcome: str) -> None:
        if self.imported is not None:
            self.context.go_to("import_batch", self.imported.batch_id, f"outcome={outcome}")

    def _job(
        self, words: str, work: Callable[[JobProgress], T], then: Callable[[T], object],
        refused: Callable[[RegistryError], object] | None = None,
    ) -> None:  # fmt: skip
        self.strip.clear()

        over: list[bool] = []

        def done(result: T) -> None:
            over.append(True)
            self._progress = None
            then(result)
            self._follow()

        def turned_down(error: RegistryError) -> None:
            over.append(True)
            self._progress = None
            (refused or self.strip.refuse)(error)
            self._follow()

        progress = self.context.job(words, work, done, turned_down, owner=self)
        if not over:
            self._progress = progress
            self.line.watch(words, progress)
            self._follow()

    # -- what is kept ------------------------------------------------------------------------------------------------

    def save_report(self) -> None:
        """Write everything the trial found, for whoever made the list."""
        if self.run is not None:
            ask_and_write(self.context, self, self.run, self.strip.refuse)

    def keep_mapping(self) -> None:
        """Keep the columns as they are chosen now under a name."""
        mapping = replace(self.mapping_step.mapping())
        form = Form(columns=1)
        form.add(
            "name", TextField(_("Name"), hint=_("One that is there already is replaced."), limit=100), required=True
        )
        self.dialog = FormDialog(
            self.context, self, _("Keep these columns"), _("The next edition of this list can be read the same way."), form,
            _("&Keep"), "list:mapping_saved", lambda session, actor, values: save_mapping(session, actor, values["name"], mapping),
            lambda _done: self._kept(),
        )  # fmt: skip
        self.dialog.begin()

    def _kept(self) -> None:
        self.mapping_step.read_names()
        self.context.toast(_("Kept."))

    # -- following ---------------------------------------------------------------------------------------------------

    def _looked(self, look: Look | None) -> None:
        self.look = look
        self._tried = False
        self.run = None
        if dropped := self.trial_step.forget():
            words = ngettext(
                "{count} corrected cell was forgotten with the file it belonged to.",
                "{count} corrected cells were forgotten with the file they belonged to.", dropped,
            )  # fmt: skip
            self.context.toast(words.format(count=wording.count(dropped)))
        self.head.set_subtitle(isolate(look.opened.source.name) if look is not None else "")
        self._follow()

    def _mapping_changed(self) -> None:
        self._tried = False
        self._follow()

    def _why_not(self) -> str:
        """Why one cannot go on; empty where one can."""
        if self._progress is not None:
            return _("Wait until the work at hand is done, or stop it.")
        if self.mapping_step.is_laying_out:
            return _("Wait until the columns stand here.")
        if self.step == _FILE:
            return "" if self.look is not None else _("Choose a file first.")
        if self.step == _COLUMNS:
            return self.mapping_step.why_not()
        if self.run is None:
            return _("Try the list first.")
        if not self._tried:
            return ""  # what was corrected is tried first
        for problem in self.run.file_problems:
            if problem.code in NEVER:
                return f"{problem.why} {problem.mend}"
        if self.run.prepared is None or not self.run.rows:
            return _("There are no rows to take in.")
        return _("The list is taken in.") if self.entry_step.is_done else ""

    def _follow(self) -> None:
        busy = self._progress is not None
        if not busy:
            self.line.rest()
        done_here = self.step == _ENTRY and self.entry_step.is_done
        self._next_button.setVisible(not done_here)
        self._back_button.setVisible(not done_here)
        self._next.setText(_(_AGAIN if self.step == _TRIAL and not self._tried else _NEXT[self.step]))
        set_blocked(self._next, self._why_not())
        first = _("This is the first step.") if self.step == _FILE else ""
        done = _("The list is taken in; take it back, or begin another.") if self.entry_step.is_done else ""
        set_blocked(
            self._back, first or done or (_("Wait until the work at hand is done, or stop it.") if busy else "")
        )
        set_blocked(self._report, "" if self.run is not None else _("Try the list first."))
        set_blocked(self._keep, self.mapping_step.why_not())

    def _show_step(self, step: int) -> None:
        self.step = step
        if step == _ENTRY and self.run is not None and self.imported is None:
            self.entry_step.show_plan(self.run, self.mapping_step.kind, len(self.trial_step.without))
        self.stack.setCurrentIndex(step)
        self.line.show_step(step, done=self.entry_step.is_done)
        self._report_button.setVisible(step == _TRIAL)
        self._keep_button.setVisible(step == _COLUMNS)
        self._follow()
        (self.file_step.file.focus_here, self.mapping_step.focus_first, self.trial_step.found_table.setFocus,
         self._next_button.setFocus)[step]()  # fmt: skip

    def _arrange(self) -> None:
        self.stack = QStackedWidget()
        for each in (self.file_step, self.mapping_step, self.trial_step, self.entry_step):
            self.stack.addWidget(each)
        self._next_button = action_button(self._next, primary=True)
        self._report_button = action_button(self._report)
        self._keep_button = action_button(self._keep)
        self._back_button = action_button(self._back)
        for button in (self._report_button, self._keep_button, self._back_button):
            self.head.add_button(button)
        self.head.add_button(self._next_button)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addLayout(row)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        QWidget.setTabOrder(self.stack, self._next_button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One local file may be dropped anywhere on the page."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and self._progress is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with what was dropped."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()
        self.begin_again()
        self.file_step.take(path)
