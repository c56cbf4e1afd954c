"""The counter as a clerk works there: receive and give the slip, send, void, hand over, serve, charge out."""

from __future__ import annotations

import uuid

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QAbstractButton, QApplication

from registry_app.agencies.queries import list_agencies
from registry_app.core.paging import Filters
from registry_app.core.texts import bare
from registry_app.correspondence import queries
from registry_app.documents import read_back
from registry_app.journal.models import JournalEntry
from registry_app.ui.certificates.printing import sheet_for
from registry_app.ui.counter.new_letter_page import NewLetterPage
from registry_app.ui.counter.page import CounterPage
from registry_app.ui.forms.choices import Choice
from registry_app.ui.language import speak
from registry_app.ui.pages import Place
from tests.support.desk import put_on_desk

BROUGHT = {
    "correspondent": "Selam Overseas PLC",
    "about": "Renewal of the licence",
    "received_hour": "09:00",
    "brought_by": "Almaz Tesfaye",
    "identity": "passport EP1234567",
}


def shown(qtbot, page, place: Place | None = None):
    qtbot.addWidget(page)
    put_on_desk(page, place)
    return page


@pytest.fixture
def counter(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    return shown(qtbot, CounterPage(context))


def receive(page: NewLetterPage, papers: list[dict[str, object]], **values: object) -> None:
    day = page.context.today
    before = page.form.values()
    page.form.set_values({**before, "mode": "hand", "received_on": day, **BROUGHT, "papers": papers, **values})
    page.take_in()


def yesterday(page: NewLetterPage):
    return page.context.today.replace(day=page.context.today.day - 1)


def take_one_in(context, qtbot, told, papers=None, **values) -> tuple[NewLetterPage, uuid.UUID]:
    page = shown(qtbot, NewLetterPage(context))
    lines = papers or [
        {"paper": "Application form", "state": "received", "copies": "2"},
        {"paper": "Lease", "state": "missing"},
    ]
    receive(page, lines, received_on=yesterday(page), **values)
    assert [place.page for place in told.places][-1:] == ["counter"]
    return page, told.places[-1].subject


def letter(context, key: uuid.UUID) -> queries.LetterRow:
    with context.opened.reading() as session:
        return queries.get_letter(session, queries.number_of(session, key))


def test_what_is_handed_in_gets_a_number_and_its_slip_is_shown(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    page, key = take_one_in(context, qtbot, told)
    row = letter(context, key)
    assert row.number in bare(told.toasts[-1])
    assert page.slip_window is not None
    assert page.slip_window.pdf.startswith(b"%PDF-")
    assert not page.form.dirty
    with context.opened.reading() as session:
        slips = queries.list_slips(session, key)
    assert [(each.paper, each.state, each.copies) for each in slips[0].papers] == [
        ("Application form", "received", 2), ("Lease", "missing", 0),
    ]  # fmt: skip


def test_what_is_brought_by_hand_needs_its_bearer_and_its_papers(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    page = shown(qtbot, NewLetterPage(context))
    receive(page, [], brought_by="", identity="")
    assert told.places == []
    for name in ("brought_by", "identity", "papers"):
        assert page.form.field(name).error(), name


def test_a_letter_by_post_needs_no_slip(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    page = shown(qtbot, NewLetterPage(context))
    receive(page, [], mode="post", brought_by="", identity="", received_on=yesterday(page))
    assert told.places[-1].page == "counter"
    assert page.slip_window is None


@pytest.mark.parametrize("hour", ["25:00", "soon", "9.30 o'clock"])
def test_an_hour_that_is_none_is_said_at_its_field(sit_down, qtbot, told, hour):
    context = sit_down("clerk")
    told.listen(context)
    page = shown(qtbot, NewLetterPage(context))
    receive(page, [{"paper": "Form"}], received_hour=hour[:8])
    assert told.places == []
    assert page.form.field("received_hour").error()


def test_a_stamp_that_is_still_to_come_is_refused_and_nothing_typed_is_lost(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    page = shown(qtbot, NewLetterPage(context))
    receive(page, [{"paper": "Form"}], received_hour="23:59")
    assert told.places == []
    assert page.form.values()["about"] == BROUGHT["about"]


def test_scans_are_kept_with_the_letter(sit_down, qtbot, told, tmp_path):
    scan = tmp_path / "letter.pdf"
    scan.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n")
    context = sit_down("clerk")
    told.listen(context)
    _page, key = take_one_in(
        context, qtbot, told, papers=[{"paper": "Form", "scan": scan}], scans=[{"file": scan, "title": "The letter"}]
    )
    part = shown(qtbot, CounterPage(context), Place("counter", key, "letters")).letters
    assert {bare(each.title) for each in part.row.scans} == {"The letter", "letter.pdf"}
    context.prompts.choice, context.prompts.file = part.row.scans[0].id.hex, tmp_path / "out.pdf"
    part.copy_scan()
    assert (tmp_path / "out.pdf").read_bytes() == scan.read_bytes()


def test_the_chosen_letter_shows_its_papers_and_its_verbs(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    _page, key = take_one_in(context, qtbot, told)
    page = shown(qtbot, CounterPage(context), Place("counter", key, "letters"))
    assert page.part is page.letters
    assert page.letters.row.row.id == key
    assert page.letters.actions_by_code["letter:slip"].isEnabled()
    page.letters.show_slip()
    assert page.letters.slip_window.pdf.startswith(b"%PDF-")


def test_the_slip_says_in_both_languages_what_is_missing_and_its_save_is_journalled(sit_down, qtbot, told, tmp_path):
    context = sit_down("clerk")
    told.listen(context)
    page, key = take_one_in(context, qtbot, told)
    number = letter(context, key).number
    window = page.slip_window
    for index, missing in ((0, "MISSING"), (1, "ناقص")):
        window.language.setCurrentIndex(index)
        text = "\n".join(text_of(window.pdf))
        assert all(piece in text for piece in number.split("-"))  # a reader may turn the pieces about in Arabic
        assert missing in text
    context.prompts.file = tmp_path / "slip.pdf"
    window.save()
    assert (tmp_path / "slip.pdf").read_bytes() == window.pdf
    with context.opened.reading() as session:
        said = [each.verb for each in session.query(JournalEntry).all()]
    assert said.count("papers:slip_printed") == 1


def text_of(pdf: bytes) -> list[str]:
    with read_back.ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        return [page.get_textpage().get_text_bounded() for page in document]


def test_an_answer_is_noted_at_the_letter_it_answers(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    _page, key = take_one_in(context, qtbot, told, answer_due=context.today)
    page = shown(qtbot, CounterPage(context), Place("counter", None, "answer=unanswered"))
    assert key in {page.letters.list.model.key(row) for row in range(page.letters.list.model.rowCount())}
    page.letters.choose(key)
    page.letters.answer()
    page.letters.dialog.form.field("about").set_value("Your papers are complete")
    page.letters.dialog.accept()
    assert len(letter(context, key).answered_by) == 1
    page.letters.list.set_filters(Filters().adding("answer", "unanswered"))
    assert key not in {page.letters.list.model.key(row) for row in range(page.letters.list.model.rowCount())}


def test_a_void_line_keeps_its_number_and_blocks_its_verbs(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    _page, key = take_one_in(context, qtbot, told)
    page = shown(qtbot, CounterPage(context), Place("counter", key, "letters"))
    page.letters.void()
    page.letters.dialog.form.set_values({"reason": "entered twice"})
    page.letters.dialog.accept()
    assert letter(context, key).voided_on == context.today
    assert "void" in bare(page.letters.actions_by_code["letter:answer"].statusTip())


def test_the_printer_is_asked_for_the_sheet_that_the_slip_is_made_for(sit_down, qtbot, told):
    asked: list[bytes] = []

    class NoPrinter:
        def choose(self, _parent: object, _name: str, pdf: bytes = b"") -> None:
            asked.append(pdf)

    context = sit_down("clerk")
    told.listen(context)
    page, _key = take_one_in(context, qtbot, told)
    page.slip_window.printers = NoPrinter()
    page.slip_window.print_button.click()
    assert sheet_for(asked[0]).pageSize().id() is QPageSize.PageSizeId.A5


def test_papers_that_come_later_get_a_slip_of_their_own(sit_down, qtbot, told):
    context = sit_down("clerk")
    told.listen(context)
    _page, key = take_one_in(context, qtbot, told)
    page = shown(qtbot, CounterPage(context), Place("counter", key, "letters"))
    page.letters.hand_in()
    form = page.letters.dialog.form
    form.set_values(
        {"received_on": yesterday(page), "received_hour": "10:00", "brought_by": "Almaz Tesfaye", "identity": "passport",
         "papers": [{"paper": "Lease", "state": "returned"}]}
    )  # fmt: skip
    page.letters.dialog.accept()
    with context.opened.reading() as session:
        assert len(queries.list_slips(session, key)) == 2


def test_paper_leaves_only_against_a_signature(counter):
    counter.tabs.setCurrentWidget(counter.collected)
    counter.collected.collect()
    form = counter.collected.dialog.form
    given = {"document": "licence", "number": "L-1", "person": "Almaz Tesfaye", "identity": "passport", "signed": False}
    form.set_values(given)
    counter.collected.dialog.accept()
    assert form.field("signed").error()
    form.set_values({**given, "signed": True})
    counter.collected.dialog.accept()
    assert counter.collected.list.model.rowCount() == 1
    assert counter.collected.row.collected_by == "Almaz Tesfaye"


def test_a_service_is_proven_by_an_attempt_with_its_proof(counter, tmp_path):
    proof = tmp_path / "receipt.pdf"
    proof.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n")
    part = counter.services
    counter.tabs.setCurrentWidget(part)
    part.order()
    part.dialog.form.set_values({"document": "notice", "addressee": "Selam Overseas PLC"})
    part.dialog.accept()
    assert part.row.served_on is None
    part.attempt()
    part.dialog.form.set_values(
        {"outcome": "served", "mode": "hand", "on": counter.context.today, "hour": "08:15", "by": "the messenger",
         "to": "Almaz"}
    )  # fmt: skip
    part.dialog.accept()
    assert part.row.attempts[0].minute_of_day == 8 * 60 + 15
    assert part.row.attempts[0].proof_id is None
    part.prove()
    part.dialog.form.field("proof").set_path(proof)
    part.dialog.accept()
    assert part.row.attempts[0].proof_id is not None
    assert not part.actions_by_code["service:prove"].isEnabled()
    part.set_aside()
    part.dialog.form.field("reason").set_value("another document")
    part.dialog.accept()
    assert part.row.attempts[0].set_aside_reason == "another document"


def test_deeming_without_a_rule_is_refused_with_the_reason(counter, told):
    part = counter.services
    counter.tabs.setCurrentWidget(part)
    part.order()
    part.dialog.form.set_values({"document": "notice", "addressee": "Selam Overseas PLC"})
    part.dialog.accept()
    part.deem()
    assert told.refusals


def test_a_file_goes_out_to_an_officer_and_comes_back(counter):
    part = counter.files
    counter.tabs.setCurrentWidget(part)
    part.open_file()
    part.dialog.form.set_values({"title": "Selam Overseas PLC", "shelf": "B 4"})
    part.dialog.accept()
    officer = part.desk.find.officers("licensing")[0]
    part.charge_out()
    part.dialog.form.set_values({"officer": officer, "note": "examination"})
    part.dialog.accept()
    assert part.row.line.with_officer == officer.words
    assert officer.words in bare(part.actions_by_code["file:charge_out"].statusTip())
    part.take_back()
    part.dialog.form.set_values({"shelf": "C 1"})
    part.dialog.accept()
    assert (part.row.line.with_officer, part.row.line.shelf) == ("", "C 1")
    part.add_folio()
    part.dialog.form.set_values({"what": "Application form"})
    part.dialog.accept()
    assert part.row.folios == ((1, "Application form"),)
    part.open_next()
    part.dialog.form.set_values({"shelf": "C 2"})
    part.dialog.accept()
    assert part.row.line.volume == 2
    part.close_volume()
    assert "closed" in bare(part.actions_by_code["file:add_folio"].statusTip()).lower()


def test_who_may_not_enter_letters_reads_why(sit_down, qtbot):
    page = shown(qtbot, CounterPage(sit_down("auditor")))
    assert not page.letters.first[0].isEnabled()
    assert "roles" in page.letters.first[0].statusTip()


def test_what_another_clerk_enters_shows(counter, sit_down, qtbot, told):
    before = counter.letters.list.model.rowCount()
    other = sit_down("licensing")
    told.listen(other)
    take_one_in(other, qtbot, told)
    counter.refresh()
    assert counter.letters.list.model.rowCount() == before + 1


def test_agencies_are_picked_and_named_as_the_sender(sit_down, qtbot):
    context = sit_down("clerk")
    page = shown(qtbot, NewLetterPage(context))
    with context.opened.reading() as session:
        agency = list_agencies(session)[0]
    found = page.desk.find.cases(agency.number)
    assert found[0] == Choice(f"agency:{agency.id.hex}", agency.name, agency.number)
    page.form.field("concerns").pick(found[0])
    assert page.form.values()["correspondent"] == agency.name


@pytest.mark.parametrize("language", ["en", "ar"])
def test_in_each_part_keys_are_unique_with_a_line_chosen(sit_down, qtbot, qapp: QApplication, language):
    speak(qapp, language)
    try:
        page = shown(qtbot, CounterPage(sit_down("clerk")))
        if language == "ar":
            assert page.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for part in page.parts.values():
            page.tabs.setCurrentWidget(part)
            if part.list.model.rowCount():
                part.choose(part.list.model.key(0))
            qapp.processEvents()  # what came into sight gets its key
            words = [each.text() for each in page.findChildren(QAbstractButton) if each.isVisibleTo(page)]
            keys = [text[text.index("&") + 1].lower() for text in words if "&" in text.replace("&&", "")]
            assert len(keys) == len(set(keys)), (part.code, "; ".join(words))
            assert page.minimumSizeHint().width() <= 1170
            assert page.minimumSizeHint().height() <= 680
    finally:
        speak(qapp, "en")
