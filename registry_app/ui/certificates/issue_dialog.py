"""Issuing a paper: what kind, what the examination says, the page as it will be printed; then the paper itself."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from registry_app.agencies.queries import AgencyRow, get_rows
from registry_app.build.desk_papers import Preview, preview_paper
from registry_app.build.grounds import GROUNDS
from registry_app.build.issuing import LANGUAGES, Issued, issue_paper
from registry_app.core.check_results import Verdict
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say, spoken_language
from registry_app.finding.queries import find
from registry_app.finding.rules import Kind
from registry_app.licensing.standing import LicenceRow, licence_status
from registry_app.ui import wording
from registry_app.ui.certificates.columns import LANGUAGES as LANGUAGE_WORDS
from registry_app.ui.certificates.columns import kind_words
from registry_app.ui.certificates.examined import results_of
from registry_app.ui.certificates.issued import IssuedPart
from registry_app.ui.certificates.pdf_view import PdfView
from registry_app.ui.certificates.verbs import PaperVerbs
from registry_app.ui.context import Context
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.picking import PickField
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.look import scaled
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.button_row import button_row
from registry_app.ui.widgets.buttons import plain, primary
from registry_app.ui.widgets.strips import MessageStrip
from registry_app.ui.widgets.verdicts import Verdicts

WIDTH, HEIGHT = 1120, 660
_LEFT: Final = 430


class IssueDialog(QDialog):
    """One paper from the choice to the printer; refusals are shown in place.

    Signals:
        issued: the paper's serial number, once it counts.
        cancelled: it was closed and no paper was issued.
    """

    issued = Signal(str)
    cancelled = Signal()

    def __init__(self, context: Context, parent: QWidget, verbs: PaperVerbs) -> None:
        super().__init__(parent)
        self.setObjectName("page")  # labels take their keys from this window alone
        self.setWindowTitle(_("Issue a paper"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(WIDTH, HEIGHT)
        self._context = context
        self._agency: uuid.UUID | None = None
        self._wish = 0
        self._previewed: Preview | None = None
        self._number = ""
        self.view = PdfView(context)
        self.strip = MessageStrip()
        self.answer = MessageStrip()
        self.answer.close_button.hide()
        self.verdicts = Verdicts()
        self.note = PlainLabel(look="small", wrap=True)
        self.form = self._make_form()
        self.cancel_button = plain(_("&Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.issue_button = primary(_("&Issue"), "certificate")
        self.issue_button.clicked.connect(self.issue)
        self.part = IssuedPart(context, self, verbs)
        self.part.closed.connect(self.accept)
        self._arrange()
        self.form.changed.connect(self._ask_again)
        self.form.walked_out.connect(self.issue_button.setFocus)
        self._ask_again()

    # -- beginning ---------------------------------------------------------------------------------------------------

    def begin(self, agency: uuid.UUID | None = None, *, kind: str = "compliance", licence: str = "") -> IssueDialog:
        """Show it, for an agency where one is named; `licence` is the number that a licence certificate is for."""
        self._number = licence
        self.form.field("kind").set_value(kind)
        if agency is not None:
            self._context.read(lambda session: get_rows(session, [agency]).get(agency), self._take_agency, owner=self)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.show()
        self.form.focus_on("agency" if agency is None else "kind")
        return self

    def _take_agency(self, row: AgencyRow | None) -> None:
        if row is not None:
            self._picker.pick(Choice(row.id.hex, row.name, row.number))

    def _make_form(self) -> Form:
        form = Form(columns=1)
        self._picker = form.add("agency", PickField(_("Agency"), self._find), required=True)
        kinds = [Choice("compliance", kind_words("compliance")), Choice("licence", kind_words("licence"))]
        form.add("kind", ChoiceField(_("Paper"), kinds, usual="compliance"), required=True)
        self._licences = form.add("licence", ChoiceField(_("Which licence"), ()))
        self._licences.hide()
        spoken = spoken_language().partition("_")[0]
        usual = spoken if spoken in LANGUAGES else LANGUAGES[0]
        offered = [Choice(code, _(LANGUAGE_WORDS[code])) for code in LANGUAGES]
        form.add("language", ChoiceField(_("Language of the paper"), offered, usual=usual), required=True)
        return form

    def _find(self, text: str) -> Sequence[Choice]:
        with self._context.opened.reading() as session:
            hits = find(session, text, kinds=(Kind.AGENCY,), limit=8, actor=self._context.actor)
        return [Choice(hit.subject_id.hex, hit.title, hit.label) for hit in hits]

    # -- the preview -------------------------------------------------------------------------------------------------

    def _ask_again(self) -> None:
        """Ask for the preview of what is chosen now; an answer to an older wish is dropped."""
        self._wish += 1
        self._previewed = None
        self.issue_button.setEnabled(False)
        self.strip.clear()
        code = self._picker.value()
        agency = uuid.UUID(hex=code) if code else None
        if agency != self._agency:
            self._agency = agency
            self._offer_licences(agency)
        kind, language = self.form.field("kind").value(), self.form.field("language").value()
        self._licences.setVisible(kind == "licence" and self._licences.entry.count() > 2)
        if agency is None or not kind or not language:
            self.answer.clear()
            self.verdicts.set_results(())
            self.note.setText("")
            self.view.show_nothing(
                _("No paper yet"), _("Choose an agency; the page is shown here as it will be printed.")
            )
            return
        wish, opened = self._wish, self._context.opened
        number = self._licences.value() or self._number if kind == "licence" else ""
        self._context.job(
            _("Drawing the preview"),
            lambda _progress: preview_paper(opened, agency, str(kind), str(language), GROUNDS, licence_number=number),
            partial(self._show_preview, wish),
            partial(self._refuse_preview, wish),
            owner=self,
        )

    def _offer_licences(self, agency: uuid.UUID | None) -> None:
        if agency is None:
            self._licences.set_choices(())
            return
        today = self._context.today
        self._context.read(lambda session: licence_status(session, agency, today), self._show_licences, owner=self)

    def _show_licences(self, rows: list[LicenceRow]) -> None:
        in_force = [row for row in rows if row.status.in_force]
        self._licences.set_choices([Choice(row.number, row.number) for row in in_force])
        if self._number in {row.number for row in in_force}:
            self._licences.set_value(self._number)
        self._licences.setVisible(self.form.field("kind").value() == "licence" and len(in_force) > 1)

    def _show_preview(self, wish: int, preview: Preview) -> None:
        if wish != self._wish:
            return
        self._previewed = preview
        due = preview.due
        self.verdicts.set_results(results_of(due.found) if due.found is not None else ())
        self.answer.show_message(_answer_of(preview), State.OK if due.kind != "reasons" else State.WARN)
        self.issue_button.setText(_("&Issue the statement of reasons") if due.kind == "reasons" else _("&Issue"))
        self.issue_button.setEnabled(True)
        self.note.setText(
            _("Preview of the very page. Serial number, code, journal entry and signature come with the issue; "
              "the word “preview” goes.")
        )  # fmt: skip
        self.view.show_pdf(preview.pdf, _("Preview: {kind}").format(kind=kind_words(due.kind)))

    def _refuse_preview(self, wish: int, error: RegistryError) -> None:
        if wish == self._wish:
            self.answer.clear()
            self.verdicts.set_results(())
            self.note.setText("")
            self.strip.refuse(error)
            self.view.show_nothing(_("This paper cannot be issued"), error.hint)

    # -- issuing -----------------------------------------------------------------------------------------------------

    def issue(self) -> None:
        """Take a number, seal, sign and keep the paper; what was previewed is what is issued."""
        preview, agency = self._previewed, self._agency
        if preview is None or agency is None:
            return
        kind, language = str(self.form.field("kind").value()), str(self.form.field("language").value())
        number = self._licences.value() or self._number if kind == "licence" else ""
        opened = self._context.opened
        self.issue_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self._context.job(
            _("Issuing the paper"),
            lambda _progress: issue_paper(
                opened, agency, kind, language, GROUNDS, licence_number=number, previewed=preview.due.kind
            ),
            self._show_issued,
            self._refuse_issue,
            owner=self,
        )

    def _refuse_issue(self, error: RegistryError) -> None:
        self.cancel_button.setEnabled(True)
        self._ask_again()
        self.strip.refuse(error)

    def _show_issued(self, issued: Issued) -> None:
        self.setWindowTitle(_("Paper issued"))
        self.note.setText(_("This is the paper, to the last byte, as it is kept in the register."))
        self.view.show_pdf(issued.pdf, issued.serial)
        picked = self._picker.picked()
        self.part.show_issued(issued, picked.words if picked is not None else "")
        self._left.setCurrentWidget(self.part)
        self.part.focus_first()
        self.issued.emit(issued.serial)

    def reject(self) -> None:
        """Escape closes it, but not while the paper is being issued."""
        done = self._left.currentWidget() is self.part
        if self.cancel_button.isEnabled() or done:
            super().reject()
            if not done:
                self.cancelled.emit()

    # -- layout ------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        choosing = QWidget()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for widget in (self.form, self.strip, self.answer, self.verdicts):
            column.addWidget(widget)
        column.addStretch()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("What is to be issued, and what the examination says"))
        area.setWidget(inside)
        buttons = button_row(self.cancel_button, self.issue_button)
        first = QVBoxLayout(choosing)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(12)
        first.addWidget(PlainLabel(_("Issue a paper"), look="title"))
        first.addWidget(area, 1)
        first.addLayout(buttons)
        self._left = QStackedWidget()
        self._left.setFixedWidth(scaled(_LEFT))
        self._left.addWidget(choosing)
        self._left.addWidget(self.part)
        right = QFrame()
        right.setProperty("look", "card")
        pages = QVBoxLayout(right)
        pages.setContentsMargins(12, 8, 12, 10)
        pages.addWidget(self.view, 1)
        pages.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 20, 20)
        row.setSpacing(20)
        row.addWidget(self._left)
        row.addWidget(right, 1)


def _answer_of(preview: Preview) -> str:
    due = preview.due
    if due.kind == "licence":
        return _("The licence is in force: its certificate can be issued.")
    if due.kind == "compliance":
        last = due.found.valid_to if due.found is not None else None
        return say(
            _("Everything the office requires is met: the certificate can be issued, valid through {day}."),
            day=wording.day(last),
        )
    if due.verdict is Verdict.NOT_MET:
        return _("Not all is met: no certificate of compliance. The statement of reasons can be issued instead.")
    return _("Not all can be told: no certificate of compliance. The statement of reasons can be issued instead.")
