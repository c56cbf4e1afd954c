"""The last step: what will be taken in, then what was."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say
from registry_app.exchange.dry_run import DryRun
from registry_app.exchange.rules import ImportKind
from registry_app.exchange.service import Imported
from registry_app.ui import wording
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.imports.columns import KINDS
from registry_app.ui.imports.work import read_numbers
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.answer import Answer
from registry_app.ui.widgets.buttons import plain, primary
from registry_app.ui.widgets.cards import Card, Facts
from registry_app.ui.widgets.strips import MessageStrip


class EntryStep(QWidget):
    """Before: a summary, which rows, a name to keep the columns under. After: the answer and what can follow.

    Signals:
        back_wanted: the import just made is to be taken back.
        agencies_wanted: show the agencies it brought.
        held_wanted: show the rows that were held.
        again_wanted: begin another import.
    """

    back_wanted = Signal()
    agencies_wanted = Signal()
    held_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strip = MessageStrip()
        self.facts = Facts()
        self.what_happens = PlainLabel(wrap=True)
        self.form = Form(columns=2)
        self.only = self.form.add("only", TextField(
            _("Only these rows"), hint=_("Such as 2-40, 57; empty: all that are ready."), limit=2_000, latin=True,
        ))  # fmt: skip
        self.only.add_check(_check_rows)
        self.name = self.form.add("name", TextField(
            _("Keep the columns under a name"), hint=_("For the next edition of this list; empty: not kept."), limit=100,
        ))  # fmt: skip
        self.answer = Answer()
        self.done_facts = Facts()
        self.agencies_button = primary(_("Show the &agencies"), "building")
        self.held_button = plain(_("Show the &held rows"), "alert-triangle")
        self.back_button = plain(_("Take bac&k…"), "arrow-back-up")
        self.again_button = plain(_("Import an&other list"), "file-import")
        self.agencies_button.clicked.connect(self.agencies_wanted)
        self.held_button.clicked.connect(self.held_wanted)
        self.back_button.clicked.connect(self.back_wanted)
        self.again_button.clicked.connect(self.again_wanted)
        self._arrange()

    @property
    def is_done(self) -> bool:
        """Whether the list was taken in."""
        return self._pages.currentIndex() == 1

    def rows(self) -> frozenset[int] | None:
        """The only rows wanted; None for all. Raises `BadInput`."""
        text = self.only.value()
        return read_numbers(text) if text else None

    def show_plan(self, run: DryRun, kind: ImportKind, left_out: int) -> None:
        """Say what will happen."""
        corrected = len(run.prepared.corrections) if run.prepared is not None else 0
        self._pages.setCurrentIndex(0)
        self.strip.clear()
        self.facts.set_facts([
            (_("File"), run.name),
            (_("This list holds"), _(KINDS[kind])),
            (_("Rows ready"), wording.count(run.ready)),
            (_("Rows held"), wording.count(run.with_problems)),
            (_("Left out by hand"), wording.count(left_out)),
            *([(_("Cells corrected by hand"), wording.count(corrected))] if corrected else []),
            (_("Agencies"), wording.count(run.groups)),
        ])  # fmt: skip
        self.what_happens.setText({
            ImportKind.ADD: _("Every agency of the list is entered as a new one. Rows about agencies that the register knows "
                              "are held."),
            ImportKind.UPDATE: _("Agencies that the register knows get what the list says. Rows about others are held."),
            ImportKind.FULL_LIST: _("Known agencies get what the list says, others are entered; for those that are not on it a "
                                    "proposal is made. Nothing happens to them by itself."),
        }[kind] + " " + _("All rows are entered in one step, or none. Every row is kept word for word, and the import can be "
                          "taken back."))  # fmt: skip

    def reset(self) -> None:
        """Another list begins."""
        self._pages.setCurrentIndex(0)
        self.form.set_values({"only": "", "name": ""})

    def show_done(self, imported: Imported) -> None:
        """Say what happened."""
        self.answer.show_answer(
            _("Taken in"), State.OK,
            say(_("{imported} of {rows} rows are in the register."), imported=wording.count(imported.imported),
                rows=wording.count(imported.rows)),
        )  # fmt: skip
        pairs = [
            (_("Agencies entered"), wording.count(imported.registered)),
            (_("Agencies changed"), wording.count(imported.updated)),
            (_("Rows held"), wording.count(imported.held)),
            (_("Rows left out"), wording.count(imported.left_out)),
            (_("Not on the list"), wording.count(imported.absent)),
        ]
        self.done_facts.set_facts([pair for pair in pairs if pair[1] != wording.count(0)] or pairs[:1])
        self.held_button.setVisible(bool(imported.held))
        self.back_button.setEnabled(True)
        self._pages.setCurrentIndex(1)
        self.agencies_button.setFocus()

    def show_taken_back(self) -> None:
        """Say that it is undone."""
        self.answer.show_answer(_("Taken back"), State.NEUTRAL, _("The register is as it was before the import."))
        self.back_button.setEnabled(False)

    def refuse(self, error: RegistryError) -> None:
        """Say why not."""
        self.strip.refuse(error)

    def _arrange(self) -> None:
        plan = Card(_("What will be taken in"))
        plan.body.setSpacing(14)
        for widget in (self.strip, self.facts, self.what_happens, self.form):
            plan.add(widget)
        plan.body.addStretch()
        done = Card()
        done.body.setSpacing(14)
        done.add(self.answer)
        done.add(self.done_facts)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.agencies_button, self.held_button, self.back_button, self.again_button):
            buttons.addWidget(button)
        buttons.addStretch()
        done.add_layout(buttons)
        done.body.addStretch()
        self._pages = QStackedWidget()
        self._pages.addWidget(plan)
        self._pages.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)


def _check_rows(value: object) -> str:
    try:
        read_numbers(str(value))
    except RegistryError as error:
        return str(error)
    return ""
