"""Papers at the desk: from an agency to a printed, checked certificate; print again, withdraw, check, in place refusals."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester

from registry_app.agencies.listing import AgencyListing
from registry_app.build.desk_papers import kept_file
from registry_app.certificates.listing import NEWEST, PaperLine, PaperListing
from registry_app.certificates.pages import page_sizes
from registry_app.core.errors import StorageFailed
from registry_app.core.paging import Filters, Sort
from registry_app.core.texts import bare
from registry_app.licensing.standing import licence_status, list_licences
from registry_app.ui.catalogue import ACTIONS, PAGES
from registry_app.ui.certificates import actions
from registry_app.ui.certificates.check_page import CheckPaperPage
from registry_app.ui.certificates.issue_dialog import IssueDialog
from registry_app.ui.certificates.list_page import CertificatesPage
from registry_app.ui.certificates.outcome import large_words
from registry_app.ui.certificates.paper_page import CertificatePage
from registry_app.ui.certificates.pdf_view import PdfView
from registry_app.ui.certificates.printing import OnPaper, sheet_for, within
from registry_app.ui.context import Context
from registry_app.ui.desk import Desk
from registry_app.ui.pages import Place
from registry_app.ui.theme.tokens import State

LISTING = PaperListing()


@dataclass
class Sheet:
    """A printer of paper that is only counted."""

    copies: int = 1
    dots: int = 60
    jams: bool = False
    pages: list[QImage] = field(default_factory=list)

    def put(self, pages: Sequence[QImage]) -> None:
        if self.jams:
            raise StorageFailed("The printer did not take the paper.", hint="Look at it.")
        self.pages += pages


@dataclass
class Shelf:
    """Printers that give the sheet prepared, or none."""

    sheet: Sheet | None
    names: list[str] = field(default_factory=list)

    def choose(self, _parent: object, name: str, _pdf: bytes = b"") -> Sheet | None:
        self.names.append(name)
        return self.sheet


def lines(context: Context, **chosen: str) -> list[PaperLine]:
    filters = Filters()
    for code, value in chosen.items():
        filters = filters.adding(code, value)
    with context.opened.reading() as session:
        return LISTING.rows(session, LISTING.keys(session, filters, NEWEST))


def certified(context: Context) -> uuid.UUID:
    """An agency of the demo that meets everything."""
    return lines(context, kind="compliance")[0].paper.agency_id


def failing(context: Context) -> uuid.UUID:
    return lines(context, kind="reasons")[0].paper.agency_id


@pytest.fixture
def page(sit_down, qtbot):
    def at(login: str = "director") -> CertificatesPage:
        made = CertificatesPage(sit_down(login))
        qtbot.addWidget(made)
        made.resize(1170, 680)
        made.show()
        settle(qtbot, made)
        return made

    return at


def settle(qtbot, page: CertificatesPage) -> None:
    qtbot.waitUntil(lambda: page.list.model.is_settled and page.list.model.rowCount() > 0)
    for row in range(page.list.model.rowCount()):
        qtbot.waitUntil(lambda row=row: page.list.model.row(row) is not None)


def begin(page: CertificatesPage, agency: uuid.UUID, part: str = "issue") -> IssueDialog:
    page.show_place(Place("certificates", agency, part))
    assert page.dialog is not None
    return page.dialog


def test_the_list_shows_every_paper_with_its_state(page):
    made = page()
    QAbstractItemModelTester(made.list.model)
    assert made.list.model.count.number == len(lines(made.context))
    assert made.heading() == "Certificates"


def test_from_an_agency_to_a_printed_and_checked_certificate(page):
    made = page()
    context = made.context
    before = len(lines(context))
    dialog = begin(made, certified(context))
    assert "Everything the office requires is met" in bare(dialog.answer.words.text())
    assert dialog.verdicts.rows
    assert dialog.view.page == 1
    assert len(lines(context)) == before, "a preview takes no number"

    dialog.issue_button.click()
    after = lines(context)
    assert (len(after), after[0].paper.kind, after[0].paper.state) == (before + 1, "compliance", "issued")
    serial = after[0].paper.serial
    assert serial in bare(dialog.part.answer.sentence.text())
    assert dialog.view.page == 1

    sheet = Sheet()
    made.paper_verbs.printers = Shelf(sheet)
    dialog.part.print_button.click()
    assert len(sheet.pages) == 1
    assert made.paper_verbs.printers.names == [serial], "the job in the print queue names nobody"
    assert lines(context)[0].paper.reprints == 0, "the first copy is the paper itself"

    dialog.part.check_button.click()
    assert dialog.part.check.words.text() == "Genuine"
    dialog.part.done_button.click()
    assert not dialog.isVisible()


def test_where_not_all_is_met_the_statement_of_reasons_is_offered(page):
    made = page()
    dialog = begin(made, failing(made.context))
    assert "Not all is met" in dialog.answer.words.text()
    assert dialog.issue_button.text() == "&Issue the statement of reasons"
    assert dialog.verdicts.rows[0].result.verdict.value == "not met"
    dialog.issue_button.click()
    assert lines(made.context)[0].paper.kind == "reasons"


def test_a_licence_that_is_not_in_force_is_refused_in_place(page, told):
    made = page()
    heard = told.listen(made.context)
    with made.context.opened.reading() as session:
        every = AgencyListing().keys(session, Filters(), Sort("name"))
        bare_one = next(each for each in every if not licence_status(session, each, made.context.today))
    dialog = begin(made, bare_one)
    dialog.form.field("kind").set_value("licence")
    assert "No licence" in bare(dialog.strip.words.text())
    assert not dialog.issue_button.isEnabled()
    assert dialog.view.page == 0
    dialog.form.field("kind").set_value("compliance")
    assert dialog.issue_button.isEnabled(), "the statement of reasons is always possible"
    assert heard.refusals == []


def test_the_application_page_begins_the_certificate_of_its_licence(page):
    made = page()
    with made.context.opened.reading() as session:
        row = next(each for each in list_licences(session, made.context.today) if each.status.in_force)
    dialog = begin(made, row.id, "licence")
    assert dialog.form.field("kind").value() == "licence"
    assert "its certificate can be issued" in dialog.answer.words.text()


def test_choosing_another_kind_or_language_draws_another_preview(page):
    made = page()
    dialog = begin(made, certified(made.context))
    first = dialog.view._pdf
    dialog.form.field("language").set_value("ar")
    second = dialog.view._pdf
    dialog.form.field("kind").set_value("licence")
    assert len({first, second, dialog.view._pdf}) == 3
    assert "its certificate can be issued" in dialog.answer.words.text()
    dialog.issue_button.click()
    newest = lines(made.context)[0].paper
    assert (newest.kind, newest.language) == ("licence", "ar")


def test_more_copies_than_the_paper_itself_need_a_reason_and_are_counted(page):
    made = page()
    made.paper_verbs.printers = Shelf(Sheet(copies=3))
    dialog = begin(made, certified(made.context))
    dialog.issue_button.click()
    made.context.prompts.reason = None
    dialog.part.print_button.click()
    assert made.paper_verbs.printers.sheet.pages == [], "without a reason nothing is printed"
    made.context.prompts.reason = "one for the ministry, one for the embassy"
    dialog.part.print_button.click()
    assert lines(made.context)[0].paper.reprints == 2


def test_the_paper_is_saved_once_free_and_then_counted(page, tmp_path):
    made = page()
    dialog = begin(made, certified(made.context))
    dialog.issue_button.click()
    line = lines(made.context)[0]
    made.context.prompts.file = tmp_path / "paper.pdf"
    dialog.part.save_button.click()
    assert (tmp_path / "paper.pdf").read_bytes() == kept_file(made.context.opened, line.id)
    assert lines(made.context)[0].paper.reprints == 0
    dialog.part.save_button.click()
    assert lines(made.context)[0].paper.reprints == 1


def test_what_changed_since_the_preview_is_not_issued(page):
    made = page()
    agency = certified(made.context)
    dialog = begin(made, agency)
    before = len(lines(made.context))
    dialog._previewed = type(dialog._previewed)(
        type(dialog._previewed.due)("reasons", dialog._previewed.due.verdict, dialog._previewed.due.facts_of), b""
    )
    dialog.issue()
    assert "changed since the preview" in bare(dialog.strip.words.text())
    assert len(lines(made.context)) == before
    assert dialog.issue_button.isEnabled(), "the preview was drawn again"


def test_print_again_asks_for_printer_and_reason_and_is_counted(page, told):
    made = page()
    heard = told.listen(made.context)
    sheet = Sheet(copies=2)
    made.paper_verbs.printers = Shelf(sheet)
    made.list.table.go_to(0)
    made._reprint.trigger()
    dialog = made.paper_verbs.dialog
    assert dialog is not None
    dialog.accept()
    assert dialog.form.field("reason").error(), "the reason is asked for"
    dialog.form.set_values({"reason": "the first one was lost", "security_paper": "SP 17"})
    dialog.accept()
    assert lines(made.context)[0].paper.reprints == 2
    assert len(sheet.pages) == 1
    assert heard.toasts == ["Sent to the printer."]


def test_a_printer_that_jams_is_said(page, told):
    made = page()
    heard = told.listen(made.context)
    made.paper_verbs.put(Sheet(jams=True), kept_file(made.context.opened, lines(made.context)[0].id))
    assert "did not take the paper" in heard.refusals[0]


def test_turning_away_from_the_printer_counts_nothing(page):
    made = page()
    made.paper_verbs.printers = Shelf(None)
    made.list.table.go_to(0)
    made._reprint.trigger()
    assert made.paper_verbs.dialog is None
    assert lines(made.context)[0].paper.reprints == 0


def test_a_withdrawn_paper_says_so_everywhere(page, qtbot):
    made = page()
    made.list.table.go_to(0)
    made._withdraw.trigger()
    dialog = made.paper_verbs.dialog
    dialog.form.set_values({"reason": "issued to the wrong agency"})
    dialog.accept()
    line = lines(made.context)[0]
    assert (line.paper.state, line.paper.reason) == ("withdrawn", "issued to the wrong agency")
    made.refresh()
    settle(qtbot, made)
    made.list.table.go_to(0)
    qtbot.waitUntil(lambda: not made._reprint.isEnabled())
    assert "withdrawn already" in made._reprint.statusTip()

    paper = CertificatePage(made.context)
    qtbot.addWidget(paper)
    paper.show_place(Place("certificate", line.id))
    assert not paper._withdraw.isEnabled()
    paper.check()
    assert paper.answer.words.text() == "Withdrawn"
    assert ("Reason", "issued to the wrong agency") in paper.facts.values()


def test_the_clerk_may_print_but_not_withdraw(page):
    made = page("clerk")
    made.list.table.go_to(0)
    assert made._reprint.isEnabled()
    assert not made._withdraw.isEnabled()
    assert "roles" in made._withdraw.statusTip()


def test_an_auditor_issues_nothing(page):
    made = page("auditor")
    assert not made.verbs[0].isEnabled()
    assert made.verbs[0].objectName() == actions.ISSUE.code


def test_the_list_of_withdrawn_papers_is_written(page, tmp_path, told):
    made = page()
    heard = told.listen(made.context)
    made.context.prompts.file = tmp_path / "papers.status"
    made._status.trigger()
    assert (tmp_path / "papers.status").stat().st_size > 0
    assert "papers.status" in heard.toasts[0]


def test_one_paper_shows_its_pages_and_what_it_said(sit_down, qtbot):
    context = sit_down("licensing")
    line = lines(context, state="issued")[0]
    made = CertificatePage(context)
    qtbot.addWidget(made)
    made.resize(1170, 680)
    made.show()
    made.show_place(Place("certificate", line.id))
    assert made.view.page == 1
    assert made.heading() == line.paper.serial
    made.check()
    assert made.answer.words.text().startswith("Genuine")
    assert line.paper.serial in made.view.pane.accessibleName()


def test_a_paper_that_is_saved_again_is_counted(sit_down, qtbot, tmp_path):
    context = sit_down("licensing")
    line = lines(context, state="issued")[0]
    made = CertificatePage(context)
    qtbot.addWidget(made)
    made.show_place(Place("certificate", line.id))
    context.prompts.file = tmp_path / "copy.pdf"
    made._save.trigger()
    made.paper_verbs.dialog.form.set_values({"reason": "asked for by the embassy"})
    made.paper_verbs.dialog.accept()
    assert (tmp_path / "copy.pdf").read_bytes() == kept_file(context.opened, line.id)
    assert lines(context, state="issued")[0].paper.reprints == 1


@pytest.fixture
def checking(sit_down, qtbot):
    made = CheckPaperPage(sit_down("clerk"))
    qtbot.addWidget(made)
    made.resize(1170, 680)
    made.show()
    return made


def paper_file(context: Context, folder: Path) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(kept_file(context.opened, lines(context, kind="compliance")[0].id))
    return path


def test_a_paper_that_is_brought_is_judged_in_large_words(checking, tmp_path):
    checking.show_place(Place("check_paper", part=str(paper_file(checking.context, tmp_path))))
    assert checking.outcome.answer.words.text() == "Genuine"
    rows = {label: (sealed, printed, differs) for label, sealed, printed, differs in checking.outcome.comparison.rows}
    assert rows["Number"][0] == rows["Number"][1]
    assert not any(differs for *_rest, differs in rows.values())
    assert checking.view.page == 1


def test_a_changed_paper_is_not_genuine(checking, tmp_path):
    path = paper_file(checking.context, tmp_path)
    path.write_bytes(path.read_bytes()[:-30] + bytes(30))
    checking._file.set_path(path)
    words, state = large_words(checking.checked.report)
    assert (words, state) == ("Not genuine", State.BAD)


def test_a_file_that_is_no_paper_is_refused_in_place(checking, tmp_path, told):
    heard = told.listen(checking.context)
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam", encoding="utf-8")
    checking._file.set_path(path)
    assert "neither a PDF nor" in bare(checking.strip.words.text())
    assert not checking.outcome.isVisible()
    assert heard.refusals == []


def test_the_letters_of_a_code_are_checked_too(checking):
    code = lines(checking.context, kind="compliance")[0].paper.code
    checking._code.set_value(f"{code}\n")
    checking._code.left.emit()
    assert checking.outcome.answer.words.text() == "The code is genuine"
    assert checking.view.isHidden()


def test_keys_that_do_not_know_the_office_vouch_for_nothing(checking, tmp_path):
    checking.more_button.setChecked(True)
    assert checking._keys.isVisible()
    checking._file.set_path(paper_file(checking.context, tmp_path))
    broken = tmp_path / "keys.json"
    broken.write_text("{}", encoding="utf-8")
    checking._keys.set_path(broken)
    assert "no list of keys" in bare(checking.strip.words.text())


def test_a_file_dropped_on_the_list_is_checked(page, tmp_path, told):
    made = page()
    heard = told.listen(made.context)
    path = paper_file(made.context, tmp_path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    made.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    assert heard.places == [Place("check_paper", part=str(path))]


def test_pages_are_turned_and_zoomed_by_keys(sit_down, qtbot):
    context = sit_down("licensing")
    view = PdfView(context)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    view.show_pdf(kept_file(context.opened, lines(context, state="issued")[0].id), "a paper")
    assert view.count == 1
    view.fit()  # the view has its room now
    wide = view.sheet.width()
    qtbot.keyClick(view.pane, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.sheet.width() > wide
    qtbot.keyClick(view.pane, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.sheet.width() == wide
    view.zoom_to(1.0)
    assert abs(view._scale_shown - 1.0) < 0.01
    qtbot.keyClick(view.pane, Qt.Key.Key_End)
    assert view.pane.verticalScrollBar().value() == view.pane.verticalScrollBar().maximum()
    view.show_pdf(b"%PDF-1.7 no more", "a broken paper")
    assert (view.page, view.nothing.isVisible()) == (0, True)


def test_who_came_from_an_agency_and_cancels_is_at_the_agency_again(sit_down, qtbot):
    context = sit_down("director")
    desk = Desk(context, PAGES, ACTIONS)
    qtbot.addWidget(desk)
    desk.begin()
    agency = Place("agency", certified(context))
    desk.go(agency)
    for way in ("button", "escape"):
        context.go(Place("certificates", agency.subject, "issue"))
        listed = desk.page
        assert isinstance(listed, CertificatesPage)
        assert listed.dialog is not None
        if way == "button":
            listed.dialog.cancel_button.click()
        else:
            qtbot.keyClick(listed.dialog, Qt.Key.Key_Escape)
        assert desk.page.place == agency
        desk.verbs["desk:forward"].trigger()
        assert desk.page.place == Place("certificates")  # the way forward begins no second paper
        desk.verbs["desk:back"].trigger()


def test_who_issued_a_paper_stays_with_it_and_the_way_back_begins_no_second_one(sit_down, qtbot):
    context = sit_down("director")
    desk = Desk(context, PAGES, ACTIONS)
    qtbot.addWidget(desk)
    desk.begin()
    desk.go(Place("agency", certified(context)))
    context.go(Place("certificates", certified(context), "issue"))
    listed = desk.page
    assert isinstance(listed, CertificatesPage)
    listed.dialog.issue_button.click()
    begun = listed.dialog
    listed.dialog.reject()
    assert desk.page is listed
    desk.go(Place("home"))
    desk.verbs["desk:back"].trigger()
    assert desk.page is listed
    assert listed.dialog is begun


def test_a_page_is_printed_on_a_sheet_of_its_own_size(qapp, tmp_path):
    wide, high = 420, 595  # A5 in points
    page = QImage(wide, high, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.black)
    source, target = tmp_path / "slip.pdf", tmp_path / "printed.pdf"
    Image.new("RGB", (wide, high)).save(source, resolution=72)
    layout = sheet_for(source.read_bytes())
    assert layout.pageSize().id() is QPageSize.PageSizeId.A5
    assert sheet_for(b"").pageSize().id() is QPageSize.PageSizeId.A4
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setFullPage(True)
    printer.setOutputFileName(str(target))
    printer.setPageLayout(layout)
    OnPaper(printer).put([page])
    assert [tuple(map(round, size)) for size in page_sizes(target.read_bytes())] == [(420, 595)]


def test_a_small_page_on_a_large_sheet_keeps_its_size_and_a_large_one_is_fitted():
    sheet = QRect(0, 0, 2480, 3508)  # A4 at 300 dots to the inch
    assert within(QSize(1748, 2480), sheet) == QRect(366, 0, 1748, 2480)
    assert within(QSize(2480, 3508), sheet) == sheet
    assert within(QSize(2479, 3507), sheet).height() == sheet.height()
    fitted = within(QSize(4960, 7016), sheet)
    assert (fitted.width(), fitted.height()) == (2480, 3508)
