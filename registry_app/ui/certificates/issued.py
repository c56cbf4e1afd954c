"""What follows once a paper counts: print it, save it, check it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registry_app.build.desk_papers import DeskCheck, check_at_desk
from registry_app.build.issuing import Issued
from registry_app.certificates import service as certificates
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, ngettext, say
from registry_app.ui import wording
from registry_app.ui.certificates.columns import kind_words
from registry_app.ui.certificates.outcome import large_words
from registry_app.ui.certificates.printing import ChosenPrinter
from registry_app.ui.certificates.verbs import PDF_KINDS, PaperVerbs
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import saved_words
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.answer import Answer
from registry_app.ui.widgets.buttons import plain, primary
from registry_app.ui.widgets.cards import Facts
from registry_app.ui.widgets.strips import MessageStrip


class IssuedPart(QWidget):
    """The paper's number in large letters and the steps that follow.

    The first copy printed or saved here is the paper itself; what goes out beyond it is counted with its reason.

    Signals:
        closed: the officer is done.
    """

    closed = Signal()

    def __init__(self, context: Context, owner: QWidget, verbs: PaperVerbs) -> None:
        super().__init__()
        self._context, self._owner, self._verbs = context, owner, verbs
        self._issued: Issued | None = None
        self._handed_out = False
        self.answer = Answer()
        self.facts = Facts()
        self.check = Answer()
        self.check.hide()
        self.strip = MessageStrip()
        self.print_button = primary(_("&Print…"), "printer")
        self.save_button = plain(_("&Save as…"), "download")
        self.check_button = plain(_("C&heck it at once"), "shield-check")
        self.done_button = plain(_("&Close"), "check")
        self.print_button.clicked.connect(self.print_it)
        self.save_button.clicked.connect(self.save_it)
        self.check_button.clicked.connect(self.check_it)
        self.done_button.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.answer)
        column.addWidget(self.facts)
        for button in (self.print_button, self.save_button, self.check_button):
            column.addWidget(button)
        column.addWidget(self.strip)
        column.addWidget(self.check)
        column.addStretch()
        self.note = PlainLabel(
            _("Further copies are printed from the list of papers, each with its reason."), look="small", wrap=True
        )
        column.addWidget(self.note)
        column.addWidget(self.done_button, alignment=Qt.AlignmentFlag.AlignTrailing)

    def show_issued(self, issued: Issued, agency: str) -> None:
        """Show the paper that counts now."""
        self._issued = issued
        self._handed_out = False
        self.answer.show_answer(
            _("Issued"), State.OK, say(_("{kind} {serial}"), kind=kind_words(issued.kind), serial=issued.serial)
        )
        self.facts.set_facts([(_("Agency"), agency), (_("Issued on"), wording.day(self._context.today))])

    def focus_first(self) -> None:
        """Put the keys on the likeliest next step."""
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_it(self) -> None:
        """The first copy is the paper; more than one, or once more, needs a reason and is counted."""
        issued = self._sure()
        chosen = self._verbs.printers.choose(self._owner, issued.serial, issued.pdf)
        if chosen is not None:
            further = chosen.copies - (0 if self._handed_out else 1)
            self._count(further, lambda: self._print(issued, chosen))

    def _print(self, issued: Issued, chosen: ChosenPrinter) -> None:
        self._handed_out = True
        self._verbs.put(chosen, issued.pdf)

    def save_it(self) -> None:
        """Write the very file where the officer says."""
        issued = self._sure()
        path = self._context.prompts.save_file(_("Save the paper"), f"{issued.serial}.pdf", PDF_KINDS)
        if path is None:
            return

        def write() -> None:
            self._context.job(
                _("Saving the paper"),
                lambda _progress: self._context.opened.world.files.write(path, issued.pdf),
                lambda _done: self._saved(path),
                self.strip.refuse,
                owner=self,
            )

        self._count(1 if self._handed_out else 0, write)

    def _saved(self, path: Path) -> None:
        self._handed_out = True
        self.strip.show_message(saved_words(path), State.OK)

    def check_it(self) -> None:
        """Check the paper as anybody would."""
        issued, opened = self._sure(), self._context.opened
        self._context.job(
            _("Checking the paper"),
            lambda _progress: check_at_desk(opened, issued.pdf, f"{issued.serial}.pdf"),
            self._show_check,
            self.strip.refuse,
            owner=self,
        )

    def _show_check(self, check: DeskCheck) -> None:
        words, state = large_words(check.report)
        self.check.show_answer(words, state, check.report.headline)
        self.check.show()

    def _count(self, further: int, then: object) -> None:
        """Count further copies with their reason before they are made; none need no reason."""
        assert callable(then)
        issued = self._sure()
        if further < 1:
            then()
            return
        sentence = ngettext(
            "{count} further copy leaves the office and is counted.", "{count} further copies leave the office and are counted.",
            further,
        ).format(count=wording.count(further))  # fmt: skip
        reason = self._context.prompts.ask_reason(_("Further copies"), sentence, _("&Count them"))
        if reason is None:
            return

        def refused(error: RegistryError) -> None:
            self.strip.refuse(error)

        self._context.do(
            "certificate:reprinted",
            lambda session, actor: certificates.count_reprint(session, actor, issued.serial, reason, further),
            lambda _done: then(),
            refused,
            owner=self,
        )

    def _sure(self) -> Issued:
        assert self._issued is not None  # the part is shown once there is a paper
        return self._issued
