"""Lists that come in at the desk: file, columns, trial, entry; what is asked, what is refused, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from registry_app.agencies.listing import AgencyListing
from registry_app.core.errors import BadInput
from registry_app.core.paging import Filters
from registry_app.core.texts import bare
from registry_app.exchange import queries
from registry_app.exchange.corrections import Correction
from registry_app.exchange.listing import IN_ORDER, RowListing
from registry_app.exchange.mapping import DateOrder, Grouping
from registry_app.exchange.rules import ImportKind
from registry_app.ui.context import Context
from registry_app.ui.imports.batch_page import ImportBatchPage
from registry_app.ui.imports.columns import row_columns
from registry_app.ui.imports.list_page import ImportsPage
from registry_app.ui.imports.tables import what_to_do
from registry_app.ui.imports.wizard_page import ImportPage
from registry_app.ui.imports.work import read_numbers
from registry_app.ui.mnemonics import key_of
from registry_app.ui.pages import Place
from registry_app.ui.theme.tokens import State
from tests.support.desk import put_on_desk

HEADING = "No.;Name of agency;Licence No.;Valid until;Telephone"


def written(folder: Path, lines: list[str], name: str = "agencies.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def listed(count: int = 12, wrong: tuple[int, ...] = (4,)) -> list[str]:
    rows = [
        f"{n};{'' if n in wrong else f'Desk List Agency {n}'};DL-{n:03};{n % 12 + 13:02d}/07/2020;09112345{n:02d}"
        for n in range(1, count + 1)
    ]
    return [HEADING, *rows]


def agencies(context: Context, text: str = "") -> int:
    with context.opened.reading() as session:
        return AgencyListing().count(session, Filters(text)).number


@pytest.fixture
def wizard(sit_down, qtbot):
    made = ImportPage(sit_down("clerk"))
    qtbot.addWidget(made)
    made.resize(1170, 680)
    made.show()
    return made


def to_trial(wizard: ImportPage, path: Path) -> ImportPage:
    wizard.show_place(Place("import", part=str(path)))
    wizard.go_on()
    assert wizard.step == 1, wizard.strip.words.text()
    wizard.go_on()
    assert wizard.step == 2, wizard.strip.words.text()
    return wizard


def test_a_list_comes_in_by_pressing_next(wizard, tmp_path, told):
    heard = told.listen(wizard.context)
    before = agencies(wizard.context)
    to_trial(wizard, written(tmp_path, listed()))
    assert (wizard.run.ready, wizard.run.with_problems) == (11, 1)
    assert agencies(wizard.context) == before, "a trial writes nothing"
    wizard.go_on()
    wizard.go_on()
    assert agencies(wizard.context) == before + 11
    assert wizard.entry_step.answer.words.text() == "Taken in"
    wizard.entry_step.agencies_button.click()
    assert heard.places[-1] == Place("import_batch", wizard.imported.batch_id, "outcome=imported")
    assert heard.faults == []


def test_how_the_list_lies_is_found_out_and_shown(wizard, tmp_path):
    wizard.show_place(Place("import", part=str(written(tmp_path, ["A title;;;;", *listed()]))))
    step = wizard.file_step
    assert (step.delimiter.value(), step.encoding.value(), step.heading.value()) == (";", "utf-8", "2")
    QAbstractItemModelTester(step.model)
    assert step.model.index(1, 2).data().strip("\u2068\u2069") == "Name of agency"
    assert step.sheet.isHidden()


def test_another_delimiter_reads_the_list_anew(wizard, tmp_path):
    lines = [line.replace(";", "|") for line in listed(3, ())]
    wizard.show_place(Place("import", part=str(written(tmp_path, lines))))
    assert wizard.look.opened.layout.columns[1] == "Name of agency"
    wizard.file_step.delimiter.set_value(";")
    assert len(wizard.look.opened.layout.columns) == 1
    wizard.file_step.delimiter.set_value("|")
    assert len(wizard.look.opened.layout.columns) == 5


def test_the_heading_can_be_denied(wizard, tmp_path):
    wizard.show_place(Place("import", part=str(written(tmp_path, listed(3, ())))))
    step = wizard.file_step
    step.heading.set_value("0")
    step.heading.left.emit()
    assert wizard.look.opened.layout.heading_rows == ()
    step.heading.set_value("999")
    step.heading.left.emit()
    assert "cannot be the heading" in bare(step.strip.words.text())
    assert not wizard._next.isEnabled()


def test_a_workbook_offers_its_sheets(wizard, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "list.xlsx") as book:
        for name, count in (("Old", 2), ("New", 5)):
            sheet = book.add_worksheet(name)
            for place, line in enumerate(listed(count, ())):
                sheet.write_row(place, 0, line.split(";"))
    wizard.show_place(Place("import", part=str(tmp_path / "list.xlsx")))
    step = wizard.file_step
    assert not step.sheet.isHidden()
    assert step.delimiter.isHidden()
    step.sheet.set_value("Old")
    assert wizard.look.opened.layout.sheet == "Old"


@pytest.mark.parametrize(("name", "content", "said"), [
    ("empty.csv", b"\n\n", "empty"), ("paper.csv", b"%PDF-1.7 ...", "PDF"), ("noise.csv", bytes(range(256)) * 40, "binary"),
])  # fmt: skip
def test_a_file_without_a_list_is_refused_in_place(wizard, tmp_path, told, name, content, said):
    heard = told.listen(wizard.context)
    (tmp_path / name).write_bytes(content)
    wizard.show_place(Place("import", part=str(tmp_path / name)))
    assert said in bare(wizard.file_step.strip.words.text())
    assert not wizard._next.isEnabled()
    assert "Choose a file" in wizard._next.statusTip()
    assert (heard.refusals, heard.faults) == ([], [])


def test_without_a_column_of_names_one_cannot_go_on(wizard, tmp_path):
    wizard.show_place(Place("import", part=str(written(tmp_path, listed(3, ())))))
    wizard.go_on()
    row = wizard.mapping_step.rows[1]
    assert (
        row.fills.value(),
        "Desk List Agency" in wizard.mapping_step.rows[1].findChildren(type(row.fills.label))[1].text(),
    ) == ("agency.name", True)
    row.fills.set_value("verbatim")
    assert not wizard._next.isEnabled()
    assert "names of the agencies" in wizard._next.statusTip()
    row.fills.set_value("agency.name")
    assert wizard._next.isEnabled()


def test_every_choice_about_a_column_reaches_the_mapping(wizard, tmp_path):
    lines = ["Name;Owner given;Owner family;Period", "Horizon;Abebe;Kebede;01/02/2019 - 31/01/2021"]
    wizard.show_place(Place("import", part=str(written(tmp_path, lines))))
    wizard.go_on()
    step = wizard.mapping_step
    for place, order in ((1, "2"), (2, "1")):
        step.rows[place].fills.set_value("principal.name")
        step.rows[place].details.order.set_value(order)
    assert not step.rows[1].details.order.isHidden()
    period = step.rows[3]
    period.fills.set_value("licence.valid_from")
    period.more.setChecked(True)
    period.details.separator.set_value(" - ")
    period.details.then.set_value("licence.valid_to")
    period.details.dates.set_value("day-first")
    period.details.calendar.set_value("gregorian")
    step._grouping.set_value("row")
    mapping = step.mapping()
    assert [use.column for use in mapping.columns_of("principal.name")] == ["Owner family", "Owner given"]
    use = mapping.columns[3]
    assert (use.field, use.separator, use.then, use.dates, use.calendar) == (
        "licence.valid_from", " - ", "licence.valid_to", DateOrder.DAY_FIRST, "gregorian",
    )  # fmt: skip
    assert mapping.grouping is Grouping.ROW
    wizard.go_on()
    assert wizard.run.ready == 1, [found.why for found in wizard.run.problems]


def test_dates_that_can_be_read_two_ways_are_settled_by_the_column(wizard, tmp_path):
    lines = [HEADING, *(f"{n};Ambiguous Agency {n};AM-{n};0{n}/0{n + 1}/2020;" for n in range(1, 8))]
    to_trial(wizard, written(tmp_path, lines))
    assert [problem.code for problem in wizard.run.file_problems] == ["dates-ambiguous"]
    wizard.go_back()
    wizard.mapping_step.rows[3].details.dates.set_value("day-first")
    wizard.go_on()
    assert (wizard.step, wizard.run.file_problems, wizard.run.ready) == (2, (), 7)


def test_enter_on_a_finding_leads_to_its_cell(wizard, tmp_path, qtbot):
    to_trial(wizard, written(tmp_path, listed(120, (3, 90))))
    step = wizard.trial_step
    QAbstractItemModelTester(step.findings)
    QAbstractItemModelTester(step.cells)
    assert step.findings.rowCount() == 2
    step.found_table.setCurrentIndex(step.findings.index(1, 0))
    qtbot.keyClick(step.found_table, Qt.Key.Key_Return)
    index = step.cell_table.currentIndex()
    assert step.cells.index(index.row(), 0).data().strip("\u2068\u2069") == "91"
    assert step.cells.headerData(index.column(), Qt.Orientation.Horizontal).strip("\u2068\u2069") == "Name of agency"
    assert "missing" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_row_without_its_tick_is_left_out(wizard, tmp_path):
    before = agencies(wizard.context)
    to_trial(wizard, written(tmp_path, listed()))
    cells = wizard.trial_step.cells
    place = cells.place_of(2)
    assert cells.setData(cells.index(place, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    wizard.go_on()
    assert ("Left out by hand", "1") in wizard.entry_step.facts.values()
    wizard.go_on()
    assert agencies(wizard.context) == before + 10
    assert wizard.imported.left_out == 1


def test_only_the_rows_named_are_taken_in_and_the_columns_kept(wizard, tmp_path):
    to_trial(wizard, written(tmp_path, listed()))
    wizard.go_on()
    wizard.entry_step.only.set_value("2-3, x")
    wizard.go_on()
    assert "no row or range" in bare(wizard.entry_step.only.error())
    wizard.entry_step.only.set_value("2-3, ٧")
    wizard.entry_step.name.set_value("Monthly list")
    wizard.go_on()
    assert (wizard.imported.imported, wizard.imported.left_out) == (3, 9)
    with wizard.context.opened.reading() as session:
        assert "Monthly list" in queries.list_mappings(session)


def test_a_kept_mapping_reads_the_next_edition(wizard, tmp_path):
    wizard.show_place(Place("import", part=str(written(tmp_path, listed()))))
    wizard.go_on()
    wizard.mapping_step.rows[4].fills.set_value("note")
    wizard.keep_mapping()
    wizard.dialog.form.set_values({"name": "Ours"})
    wizard.dialog.accept()
    wizard.begin_again()
    wizard.file_step.take(written(tmp_path, listed(5, ()), "next.csv"))
    wizard.go_on()
    assert wizard.mapping_step.rows[4].fills.value() == "phone"
    wizard.mapping_step._saved.set_value("Ours")
    assert wizard.mapping_step.rows[4].fills.value() == "note"
    wizard.begin_again()
    wizard.file_step.take(written(tmp_path, ["Name;Town", "Horizon;Adama"], "other.csv"))
    wizard.go_on()
    wizard.mapping_step._saved.set_value("Ours")
    assert "does not fit this list" in bare(wizard.strip.words.text())


def test_a_list_that_came_before_is_asked_about(wizard, tmp_path):
    path = written(tmp_path, listed())
    for times in (1, 2):
        to_trial(wizard, path)
        wizard.go_on()
        wizard.context.prompts.yes = False
        wizard.go_on()
        if times == 1:
            assert wizard.context.prompts.asked == []
            assert wizard.imported is not None
            wizard.begin_again()
    assert "imported before" in bare(wizard.context.prompts.asked[0])
    assert wizard.imported is None
    wizard.context.prompts.yes = True
    wizard.go_on()
    assert wizard.imported.imported == 0, "all are known by now"


def test_a_full_list_that_lacks_many_agencies_is_asked_about(wizard, tmp_path):
    wizard.show_place(Place("import", part=str(written(tmp_path, listed(3, ())))))
    wizard.go_on()
    wizard.mapping_step._kind.set_value(ImportKind.FULL_LIST.value)
    wizard.mapping_step.listed_on.set_value(wizard.context.today)
    wizard.go_on()
    wizard.go_on()
    wizard.go_on()
    assert "are not on this list" in bare(wizard.context.prompts.asked[0])
    assert wizard.imported.absent > 20
    with wizard.context.opened.reading() as session:
        assert queries.list_batches(session)[0].listed_on == wizard.context.today


def test_a_file_that_was_cut_off_is_asked_about(wizard, tmp_path):
    path = tmp_path / "cut.csv"
    path.write_text("\n".join([*listed(5, ()), '6;"Torn Agen']), encoding="utf-8")
    to_trial(wizard, path)
    wizard.go_on()
    wizard.go_on()
    assert "cut off" in bare(wizard.context.prompts.asked[0])
    assert wizard.imported.imported == 5


def test_an_import_can_be_taken_back_at_once(wizard, tmp_path, told):
    heard = told.listen(wizard.context)
    before = agencies(wizard.context)
    to_trial(wizard, written(tmp_path, listed()))
    wizard.go_on()
    wizard.go_on()
    wizard.entry_step.back_button.click()
    assert agencies(wizard.context) == before
    assert wizard.entry_step.answer.words.text() == "Taken back"
    assert "11 agencies" in bare(heard.toasts[-1])
    wizard.entry_step.again_button.click()
    assert (wizard.step, wizard.look) == (0, None)


def test_the_report_of_the_trial_is_written(wizard, tmp_path):
    to_trial(wizard, written(tmp_path, listed()))
    wizard.context.prompts.file = tmp_path / "report.json"
    wizard.save_report()
    assert '"with_problems": 1' in (tmp_path / "report.json").read_text(encoding="utf-8")


def test_what_is_changed_before_has_to_be_tried_again(wizard, tmp_path):
    to_trial(wizard, written(tmp_path, listed()))
    first = wizard.run
    wizard.go_back()
    wizard.go_on()
    assert wizard.run is first, "nothing was changed"
    wizard.go_back()
    wizard.mapping_step.rows[4].fills.set_value("verbatim")
    wizard.go_on()
    assert wizard.run is not first


def test_rows_are_named_as_people_name_them():
    assert read_numbers("2-4, 9") == {2, 3, 4, 9}
    assert read_numbers("٣") == {3}
    for text in ("x", "4-2", "1-9999999"):
        with pytest.raises(BadInput):
            read_numbers(text)


@pytest.fixture
def imports(sit_down, qtbot):
    made = ImportsPage(sit_down("clerk"))
    qtbot.addWidget(made)
    made.resize(1170, 680)
    made.show()
    qtbot.waitUntil(lambda: made.list.model.is_settled)
    return made


def test_a_file_dropped_on_the_list_begins_an_import(imports, tmp_path, told):
    heard = told.listen(imports.context)
    path = written(tmp_path, listed())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    imports.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    assert heard.places == [Place("import", part=str(path))]


def test_an_import_is_taken_back_from_the_list_and_says_so(wizard, qtbot, tmp_path, told):
    to_trial(wizard, written(tmp_path, listed()))
    wizard.go_on()
    wizard.go_on()
    batch = wizard.imported.batch_id
    page = ImportsPage(wizard.context)
    qtbot.addWidget(page)
    page.show()
    page.show_place(Place("imports", batch))
    qtbot.waitUntil(lambda: page.list.model.is_settled and page._line() is not None)
    assert page._line().id == batch
    wizard.context.prompts.reason = None
    page.take_back()
    assert page._line().taken_back_on is None
    wizard.context.prompts.reason = "the wrong edition"
    page.take_back()
    page.refresh()
    qtbot.waitUntil(lambda: page._line() is not None and page._line().taken_back_on is not None)
    assert not page._take_back.isEnabled()
    assert "taken back already" in page._take_back.statusTip()


def test_one_import_shows_its_rows_and_leads_to_their_agencies(wizard, qtbot, tmp_path, told):
    to_trial(wizard, written(tmp_path, listed()))
    wizard.go_on()
    wizard.go_on()
    heard = told.listen(wizard.context)
    page = ImportBatchPage(wizard.context)
    qtbot.addWidget(page)
    page.resize(1170, 680)
    page.show()
    page.show_place(Place("import_batch", wizard.imported.batch_id))
    qtbot.waitUntil(lambda: page.list is not None and page.list.model.is_settled)
    assert page.list.model.count.number == 12
    qtbot.waitUntil(lambda: page.list.model.row(0) is not None)
    page.list.table.go_to(0)
    qtbot.waitUntil(page._agency.isEnabled)
    page._agency.trigger()
    assert heard.places[-1].page == "agency"
    page.show_place(Place("import_batch", wizard.imported.batch_id, "outcome=held"))
    qtbot.waitUntil(lambda: page.list.model.is_settled and page.list.model.count.number == 1)
    qtbot.waitUntil(lambda: page.list.model.row(0) is not None)
    assert "missing" in page.list.model.row(0).problem
    page.list.table.go_to(0)
    assert not page._agency.isEnabled()


def test_an_auditor_imports_nothing(sit_down, qtbot):
    page = ImportsPage(sit_down("auditor"))
    qtbot.addWidget(page)
    assert not page.verbs[0].isEnabled()
    assert not page._take_back.isEnabled()


def cell(wizard: ImportPage, number: int, heading: str):
    model = wizard.trial_step.cells
    return model.index(model.place_of(number), model.column_of(heading))


def test_a_cell_that_is_wrong_is_written_anew_and_the_file_stays_as_it_is(wizard, tmp_path, qtbot):
    path = written(tmp_path, listed())
    before = path.read_bytes()
    to_trial(wizard, path)
    step = wizard.trial_step
    here = cell(wizard, 5, "Name of agency")
    assert "The name of the agency is missing" in bare(step.hint.text())
    step.cell_table.setFocus()
    step.cell_table.setCurrentIndex(here)
    qtbot.keyClick(step.cell_table, Qt.Key.Key_Return)
    (editor,) = step.cell_table.findChildren(QLineEdit, "cell")
    assert editor.accessibleName() == "Name of agency, row 5"
    qtbot.keyClicks(editor, "Desk Agency of Row Five")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.run.ready == 12)
    assert (wizard.run.with_problems, wizard.step) == (0, 2)
    assert "The file's cell is blank" in here.data(Qt.ItemDataRole.AccessibleTextRole)
    assert step.cell_table.currentIndex() == here
    assert "every row is ready" in step.nothing.text()
    wizard.go_on()
    wizard.go_on()
    assert (wizard.imported.imported, wizard.imported.held) == (12, 0)
    assert path.read_bytes() == before
    with wizard.context.opened.reading() as session:
        (kept,) = queries.list_rows(session, wizard.imported.batch_id, after=4, limit=1)
        assert kept.cells[1] == "", "the row is kept as the file has it"
        assert queries.list_corrections(session, wizard.imported.batch_id) == [
            Correction(5, "Name of agency", "", "Desk Agency of Row Five")
        ]
        listing = RowListing(wizard.imported.batch_id, HEADING.split(";"))
        (line,) = listing.rows(session, listing.keys(session, Filters(), IN_ORDER)[3:4])
        assert line.corrected == (("Name of agency", "Desk Agency of Row Five"),)
    assert agencies(wizard.context, "Desk Agency of Row Five") == 1


def test_the_files_own_text_written_again_takes_the_correction_away(wizard, tmp_path):
    to_trial(wizard, written(tmp_path, listed()))
    step = wizard.trial_step
    step.cells.setData(cell(wizard, 5, "Valid until"), "no day at all")
    assert {found.column for found in wizard.run.problems} == {"Name of agency", "Valid until"}
    step.cells.setData(cell(wizard, 5, "Valid until"), "17/07/2020")
    assert not step.corrections
    step.cells.setData(cell(wizard, 5, "Name of agency"), "Another")
    assert (len(step.corrections), wizard.run.ready) == (1, 12)
    step.drop_button.click()
    assert (len(step.corrections), wizard.run.ready) == (0, 11)


def test_only_cells_of_rows_with_a_problem_can_be_written(wizard, tmp_path):
    lines = [*listed(), "13;Too Few Cells"]
    to_trial(wizard, written(tmp_path, lines))
    editable = Qt.ItemFlag.ItemIsEditable
    assert cell(wizard, 5, "Telephone").flags() & editable
    assert not cell(wizard, 4, "Telephone").flags() & editable
    assert not cell(wizard, 14, "Telephone").flags() & editable, "where its cells belong is not known"
    found = next(found for found in wizard.run.problems if found.code == "too-few-cells")
    assert "choose the file again" in what_to_do(found)


def test_corrections_go_with_the_file_they_belong_to(wizard, tmp_path, told):
    heard = told.listen(wizard.context)
    to_trial(wizard, written(tmp_path, listed()))
    wizard.trial_step.cells.setData(cell(wizard, 5, "Name of agency"), "Another")
    wizard.go_back()
    wizard.go_back()
    wizard.file_step.delimiter.set_value(",")
    assert not wizard.trial_step.corrections
    assert "1 corrected cell was forgotten" in heard.toasts[-1]


def test_a_long_list_is_tried_again_when_the_officer_says_so(wizard, tmp_path, monkeypatch):
    monkeypatch.setattr("registry_app.ui.imports.wizard_page._AT_ONCE", 5)
    to_trial(wizard, written(tmp_path, listed()))
    wizard.trial_step.cells.setData(cell(wizard, 5, "Name of agency"), "Another")
    assert wizard.run.ready == 11
    assert wizard._next.text() == "Try it agai&n"
    wizard.go_on()
    assert (wizard.step, wizard.run.ready, wizard._next.text()) == (2, 12, "&Next")


def test_the_key_that_goes_on_is_the_same_at_every_step(wizard, tmp_path):
    wizard.show_place(Place("import", part=str(written(tmp_path, listed()))))
    for _step in range(3):
        assert key_of(wizard._next_button.text()) == "n"
        wizard.go_on()
    assert key_of(wizard._next_button.text()) == "n"
    wizard.go_on()
    assert [chip.state for chip in wizard.line.chips] == [State.OK] * 4


def test_one_import_shows_what_was_corrected_by_hand(wizard, tmp_path, qtbot):
    to_trial(wizard, written(tmp_path, listed()))
    wizard.trial_step.cells.setData(cell(wizard, 5, "Name of agency"), "Desk Agency of Row Five")
    wizard.go_on()
    assert ("Cells corrected by hand", "1") in wizard.entry_step.facts.values()
    wizard.go_on()
    page = ImportBatchPage(wizard.context)
    qtbot.addWidget(page)
    put_on_desk(page, Place("import_batch", wizard.imported.batch_id))
    assert ("Cells corrected by hand", "1") in page.facts.values()
    columns = {column.code: column for column in row_columns(page.batch)}
    with wizard.context.opened.reading() as session:
        listing = RowListing(wizard.imported.batch_id, HEADING.split(";"))
        (line,) = listing.rows(session, listing.keys(session, Filters(), IN_ORDER)[3:4])
    assert bare(columns["corrected"].value(line)) == "Name of agency: Desk Agency of Row Five"
