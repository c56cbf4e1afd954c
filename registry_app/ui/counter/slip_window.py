"""The hand-in slip on the screen as it will be printed, in the language of who handed in; print it or save it."""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from registry_app.build.hand_in_slips import slip_pdf
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say, spoken_language
from registry_app.correspondence.slips import note_print
from registry_app.ui.certificates.pdf_view import PdfView
from registry_app.ui.certificates.printing import ChosenPrinter, Printers, SystemPrinters, pages_for
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import saved_words
from registry_app.ui.labels import PlainLabel, plain_tooltip
from registry_app.ui.widgets.button_row import button_row
from registry_app.ui.widgets.buttons import plain, primary

LANGUAGES: Final = (("en", "English"), ("ar", "العربية"))  # each in its own words
_SIZE: Final = (620, 700)


class SlipWindow(QDialog):
    """The slip of a letter; each print and each copy saved is noted in the journal.

    `printers` is the system's until a test gives another.
    """

    def __init__(self, context: Context, parent: QWidget, slip_id: uuid.UUID, number: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(say(_("Hand-in slip {number}"), number=number))
        self._context, self._slip, self._number = context, slip_id, number
        self.printers: Printers = SystemPrinters()
        self.pdf = b""
        self.view = PdfView(context)
        self.language = QComboBox()
        for code, words in LANGUAGES:
            self.language.addItem(words, code)
        self.language.setCurrentIndex(1 if spoken_language().startswith("ar") else 0)
        self.language.setAccessibleName(_("Language of the slip"))
        self.language.currentIndexChanged.connect(lambda _index: self.draw())
        label = PlainLabel(_("Lan&guage of the slip"))
        label.setBuddy(self.language)
        self.save_button = plain(_("&Save as PDF…"), "download")
        self.print_button = primary(_("&Print…"), "printer")
        self.close_button = plain(_("&Close"))
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print_it)
        self.close_button.clicked.connect(self.accept)
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.language)
        top.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addLayout(button_row(self.close_button, self.print_button, [self.save_button]))
        self.resize(*_SIZE)
        for button in (self.save_button, self.print_button):
            button.setEnabled(False)

    def begin(self) -> SlipWindow:
        """Show it; the window behind waits."""
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.show()
        self.draw()
        self.print_button.setFocus()
        return self

    def draw(self) -> None:
        """The slip in the language chosen."""
        language = str(self.language.currentData())
        self._context.run(
            lambda: slip_pdf(self._context.opened, self._slip, language), self._show, self._refused, owner=self
        )

    def print_it(self) -> None:
        """Ask for the printer, note the print, then print."""
        chosen = self.printers.choose(self, self._number, self.pdf)
        if chosen is None:
            return
        pdf = self.pdf
        self._context.do(
            "papers:slip_printed",
            lambda session, actor: note_print(session, actor, self._slip, chosen.copies),
            lambda _done: self._draw_for(chosen, pdf),
            self._refused,
            owner=self,
        )

    def save(self) -> None:
        """A PDF of it; noted like a print."""
        path = self._context.prompts.save_file(_("Save the slip"), f"{self._number}.pdf".replace("/", "-"), "*.pdf")
        if path is None:
            return
        pdf = self.pdf

        def work() -> Path:
            with self._context.opened.transaction("papers:slip_printed") as (session, actor):
                note_print(session, actor, self._slip)
                self._context.opened.world.files.write(path, pdf)
            return path

        self._context.run(
            work,
            lambda done: self._context.toast(saved_words(done)),
            self._refused,
            owner=self,
        )

    def _show(self, pdf: bytes) -> None:
        self.pdf = pdf
        may = self._context.may("correspondence:enter")
        for button in (self.save_button, self.print_button):
            button.setEnabled(may)
            button.setToolTip("" if may else plain_tooltip(_("Only who enters letters prints their slips.")))
        self.view.show_pdf(pdf, say(_("Hand-in slip {number}"), number=self._number))

    def _refused(self, error: RegistryError) -> None:
        self.view.show_nothing(error.sentence, error.hint)

    def _draw_for(self, chosen: ChosenPrinter, pdf: bytes) -> None:
        self._context.job(
            _("Drawing the pages for the printer"),
            lambda progress: pages_for(pdf, chosen.dots, progress),
            partial(self._put, chosen),
            owner=self,
        )

    def _put(self, chosen: ChosenPrinter, pages: list[QImage]) -> None:
        try:
            chosen.put(pages)
        except RegistryError as error:
            self._context.tell_trouble(error)
        else:
            self._context.toast(_("Sent to the printer."))
