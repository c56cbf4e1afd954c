"""What can be done with a paper that was issued: print it again, save a copy, withdraw it; each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from registry_app.attachments import service as attachments
from registry_app.build.desk_papers import reprint_on_paper
from registry_app.certificates import service as certificates
from registry_app.certificates.listing import PaperLine
from registry_app.core.actor import Actor
from registry_app.core.errors import RegistryError
from registry_app.core.texts import N_, _, ngettext, say
from registry_app.ui import wording
from registry_app.ui.certificates.printing import ChosenPrinter, Printers, SystemPrinters, pages_for
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import saved_words
from registry_app.ui.form_dialog import FormDialog
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.form import Form

PDF_KINDS = "*.pdf"
_WHY_NOT = {
    "reserved": N_("Its number is taken, but the paper was never issued."),
    "voided": N_("Its number was voided; there is no paper."),
    "withdrawn": N_("It was withdrawn already."),
}


def why_not(line: PaperLine | None) -> str:
    """Why nothing can be done with a paper; empty where it counts."""
    if line is None:
        return _("Choose a paper in the list first.")
    reason = _WHY_NOT.get(line.paper.state, "")
    return _(reason) if reason else ""


class PaperVerbs:
    """The verbs for a page; `printers` is the system's until a test gives another."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context = context
        self._owner = owner
        self.printers: Printers = SystemPrinters()
        self.dialog: FormDialog | None = None

    def reprint(self, line: PaperLine) -> None:
        """The printer and copies first, then the reason; only then it counts, and goes to the printer."""
        chosen = self.printers.choose(self._owner, line.paper.serial)
        if chosen is None:
            return
        copies, vault = chosen.copies, self._context.opened.vault
        sentence = ngettext(
            "{count} copy goes to the printer. It says what the first one said, and is counted.",
            "{count} copies go to the printer. They say what the first one said, and are counted.",
            copies,
        ).format(count=wording.count(copies))

        def verb(session: Session, actor: Actor, values: Mapping[str, Any]) -> bytes:
            paper = values["security_paper"] or ""
            return reprint_on_paper(session, actor, vault, line, values["reason"], copies, paper)

        form = _reason_form(_("Why it is printed again"))
        form.add("security_paper", TextField(_("Number of the security paper"), limit=60, latin=True))
        headline = say(_("Print {serial} again"), serial=line.paper.serial)
        self._ask(headline, sentence, form, _("P&rint"), "certificate:reprinted", verb, partial(self.put, chosen))

    def save(self, line: PaperLine) -> None:
        """A copy of the very file; handing one out is counted like a reprint."""
        path = self._context.prompts.save_file(_("Save a copy"), f"{line.paper.serial}.pdf", PDF_KINDS)
        if path is None:
            return
        vault = self._context.opened.vault

        def verb(session: Session, actor: Actor, values: Mapping[str, Any]) -> None:
            kept = certificates.count_reprint(session, actor, line.paper.serial, values["reason"])
            attachments.copy_out(session, actor, vault, kept, path)

        sentence = say(
            _("The very file that was issued is saved as {file} in {folder}, and is counted."),
            file=path.name, folder=str(path.parent),
        )  # fmt: skip
        self._ask(
            say(_("Save a copy of {serial}"), serial=line.paper.serial), sentence, _reason_form(_("Why it is handed out again")),
            _("Sa&ve"), "certificate:reprinted", verb,
            lambda _done: self._context.toast(saved_words(path)),
        )  # fmt: skip

    def withdraw(self, line: PaperLine) -> None:
        """It counts no more from now on; offline checks learn it from the list that is handed out."""

        def verb(session: Session, actor: Actor, values: Mapping[str, Any]) -> None:
            certificates.withdraw(session, actor, line.paper.serial, values["reason"])

        self._ask(
            say(_("Withdraw {serial}"), serial=line.paper.serial),
            _("The paper counts no more from today. Checks without a network learn it from the list of withdrawn papers: "
              "hand that out afterwards."),
            _reason_form(_("Why it counts no more")), _("&Withdraw"), "certificate:withdrawn", verb,
            lambda _done: self._context.toast(say(_("{serial} is withdrawn."), serial=line.paper.serial)),
            danger=True,
        )  # fmt: skip

    def put(self, chosen: ChosenPrinter, pdf: bytes) -> None:
        """Draw the pages for the printer beside the screen's thread, then print them."""

        def printed(pages: list[QImage]) -> None:
            try:
                chosen.put(pages)
            except RegistryError as error:
                self._context.tell_trouble(error)
            else:
                self._context.toast(_("Sent to the printer."))

        self._context.job(
            _("Drawing the pages for the printer"),
            lambda progress: pages_for(pdf, chosen.dots, progress),
            printed,
            owner=self._owner,
        )

    def _ask(
        self, headline: str, sentence: str, form: Form, do: str, doing: str, verb: Any, then: Any, *, danger: bool = False
    ) -> None:  # fmt: skip
        self.dialog = FormDialog(
            self._context, self._owner, headline, sentence, form, do, doing, verb, then, danger=danger
        )  # fmt: skip
        self.dialog.begin()


def _reason_form(words: str) -> Form:
    form = Form(columns=1)
    form.add("reason", LongTextField(words, lines=3, limit=2_000), required=True)
    return form
