"""A form: all errors at once, Enter walks on, refusals find their field, every key and name is its own."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.money import Money
from registry_app.core.names import required_text
from registry_app.core.texts import FSI, bare, say
from registry_app.ui.forms.choices import Choice
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.mnemonics import seats
from registry_app.ui.forms.names import NameEntry
from registry_app.ui.labels import PlainLabel
from registry_app.ui.mnemonics import key_of
from tests.ui.forms.sample import sample_form

FILLED = {
    "names": [NameEntry("Almaz Bekele", "legal")],
    "agency": Choice("a7", "Horizon Recruitment"),
    "tax": "0012345678",
    "phone": "+251 91 123 4567",
    "mail": "office@horizon.et",
    "day": date(2026, 11, 23),
    "kind": "bank",
    "amount": Money(150_000_050, "ETB"),
    "sectors": ["health"],
    "remarks": "Two\nlines",
    "principals": [{"name": "Almaz", "role": "owner"}],
    "seen": True,
}


@pytest.fixture
def page(qtbot):
    """A page with a form and two buttons beside it."""
    widget = QWidget()
    widget.setObjectName("page")
    column = QVBoxLayout(widget)
    widget.form = sample_form()
    column.addWidget(widget.form)
    widget.save = QPushButton("&Save")
    column.addWidget(widget.save)
    column.addWidget(QPushButton("&Close"))
    qtbot.addWidget(widget)
    widget.resize(1100, 700)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


@pytest.fixture
def form(page) -> Form:
    return page.form


def test_what_was_set_is_what_is_read(form):
    form.set_values(FILLED, version=3)
    assert form.validate() == {}
    values = form.values()
    assert (values["agency"], values["sectors"], form.version) == ("a7", ("health",), 3)
    assert values["names"] == (NameEntry("Almaz Bekele", "legal", "Latn"),)
    for name in ("tax", "phone", "mail", "day", "kind", "amount", "remarks", "seen"):
        assert values[name] == FILLED[name]
    assert values["principals"] == ({"name": "Almaz", "role": "owner"},)
    assert not form.dirty


def test_saving_shows_all_errors_at_once_and_goes_to_the_first(form):
    faults = form.validate()
    assert list(faults) == ["names", "tax", "day", "kind", "amount", "seen"]
    assert all(form.field(name).error() for name in faults)
    assert form.field("names").inputs()[0].hasFocus()
    assert "6 fields" in form.summary.words.text()


def test_the_summary_leads_to_each_field(form):
    form.validate()
    links = {each.text(): each for each in form.summary.findChildren(QPushButton)}
    links["Amount"].click()
    assert form.field("amount").inputs()[0].hasFocus()


def test_a_question_to_all_values_is_asked_once_each_is_sound(form):
    form.add_check(lambda values: {"tax": "Too many."} if values["tax"] == "1" else {})
    form.set_values({**FILLED, "tax": "1"})
    assert form.validate() == {"tax": "Too many."}


def test_a_mended_form_has_no_summary(form):
    form.validate()
    form.set_values(FILLED)
    assert form.validate() == {}
    assert not form.summary.isVisible()


def test_enter_walks_through_the_form_and_tells_the_page_at_the_end(form, qtbot):
    seen = []
    chain = [each for field in form.fields().values() for each in field.walked() if each.isVisible()]
    chain[0].setFocus()
    with qtbot.waitSignal(form.walked_out):
        for _step in range(len(chain)):
            at = form.window().focusWidget()
            seen.append(at)
            if isinstance(at, QPlainTextEdit):
                QTest.keyClick(at, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            elif isinstance(at, QPushButton):
                form.walk_on(at)  # Enter presses a button; Tab leads on
            else:
                QTest.keyClick(at, Qt.Key.Key_Return)
    assert seen == chain


def test_enter_begins_a_line_in_a_long_text(form):
    entry = form.field("remarks").entry
    entry.setFocus()
    QTest.keyClicks(entry, "one")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    QTest.keyClicks(entry, "two")
    assert form.values()["remarks"] == "one\ntwo"


def test_typing_makes_it_dirty_and_typing_back_makes_it_clean(form, qtbot):
    form.set_values(FILLED)
    with qtbot.waitSignal(form.dirty_changed) as caught:
        QTest.keyClicks(form.field("tax").entry, "9")
    assert caught.args == [True]
    with qtbot.waitSignal(form.dirty_changed) as caught:
        QTest.keyClick(form.field("tax").entry, Qt.Key.Key_Backspace)
    assert caught.args == [False]


def test_leaving_a_field_says_what_is_wrong_with_it(form):
    entry = form.field("mail").entry
    entry.setFocus()
    QTest.keyClicks(entry, "office@")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert "no e-mail address" in bare(form.field("mail").error())


def test_a_check_result_stands_at_its_field_and_a_warning_stops_nobody(form):
    blocker = CheckResult("x", Verdict.NOT_MET, "The amount is short.", field="amount", hint="Ask for more.")
    warning = CheckResult("y", Verdict.NOT_MET, "Used before.", Level.WARNING, field="tax")
    nowhere = CheckResult("z", Verdict.CANNOT_TELL, "The holidays are not known.")
    assert form.show_results([blocker, warning, nowhere, CheckResult("m", Verdict.MET, "Fine.", field="day")])
    assert form.field("amount").error() == "The amount is short. Ask for more."
    assert form.field("tax").error() == ""
    assert [line.sentence() for line in form.field("tax")._warnings] == ["Used before."]
    texts = [label.text() for label in form.summary.findChildren(QLabel)]
    assert "The holidays are not known." in texts
    assert not form.show_results([warning])


def test_a_refusal_stands_at_the_field_it_speaks_of(form):
    with pytest.raises(BadInput) as refused:
        required_text("", what="tax number")
    form.show_refusal(refused.value)
    assert "missing" in form.field("tax").error()

    form.also_called("remarks", "reason")
    form.show_refusal(BadInput(say("The {what} is too short.", what="reason")))
    assert form.field("remarks").error() != ""
    assert form.field("tax").error() == ""

    form.field("mail").set_value("office@horizon.et")
    form.show_refusal(RuleBroken(say("{mail} is used by another agency.", mail="office@horizon.et")))
    assert "another agency" in form.field("mail").error()


def test_a_refusal_that_speaks_of_no_field_stands_at_the_head(form):
    form.show_refusal(RuleBroken("The office is closed."))
    assert all(not each.error() for each in form.fields().values())
    assert form.summary.isVisible()
    assert "The office is closed." in [label.text() for label in form.summary.findChildren(QLabel)]


def test_every_key_of_the_page_is_its_own(page):
    words = [each.text() for each in page.findChildren(QLabel) if each.buddy() is not None]
    words += [each.text() for each in page.findChildren(QPushButton)]
    keys = [key_of(each) for each in words if key_of(each)]
    assert len(keys) == len(set(keys))
    assert {"s", "c"} <= set(keys)
    assert [field.words for field in page.form.fields().values() if not key_of(field.label.text())] == []


def test_an_earlier_label_changes_its_letter_where_a_later_one_would_go_without():
    assert seats(["ab", "a"], set()) == {0: 1, 1: 0}
    assert seats(["a", "a"], set()) == {0: 0}
    assert seats(["a", "-"], {"a"}) == {}


def test_a_key_that_words_mark_themselves_stays(qtbot):
    form = Form()
    form.add("one", TextField("Na&me"))
    form.add("two", TextField("Mem"))
    form.add("three", TextField("R&&D"))
    qtbot.addWidget(form)
    form.show()
    assert [field.label.text() for field in form.fields().values()] == ["Na&me", "M&em", "&R&&D"]
    assert form.field("three").words == "R&D"


def test_every_input_has_a_name_and_says_whether_it_is_required(page):
    page.form.set_values(FILLED)
    for each in page.findChildren(QWidget):
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible():
            name = QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
            assert name or each.accessibleName(), each
    assert page.form.field("tax").entry.accessibleDescription() == "required"
    page.form.field("tax").show_error("Too long.")
    assert page.form.field("tax").entry.accessibleDescription() == "required; Too long."


def test_every_label_shows_text_and_never_interprets_it(page):
    page.form.validate()
    labels = page.findChildren(QLabel)
    assert labels
    assert all(isinstance(label, PlainLabel) for label in labels)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_the_form_fits_a_narrow_page_in_one_column_and_a_wide_one_in_two(page, qtbot):
    form = page.form
    assert form.field("phone").y() == form.field("mail").y()
    page.resize(700, 900)
    qtbot.waitUntil(lambda: form.field("phone").y() < form.field("mail").y())
    assert page.minimumSizeHint().width() <= 900


# -- right to left ---------------------------------------------------------------------------------------------------------


def test_latin_fields_stay_left_to_right_in_an_arabic_form(arabic, qtbot):
    form = sample_form()
    qtbot.addWidget(form)
    form.show()
    for name in ("tax", "phone", "mail", "amount"):
        entry = form.field(name).inputs()[0]
        assert isinstance(entry, QLineEdit)
        assert entry.layoutDirection() is Qt.LayoutDirection.LeftToRight
        assert entry.alignment() & Qt.AlignmentFlag.AlignRight  # it stands where an Arabic line begins


def test_a_text_turns_with_its_first_letter(arabic, qtbot):
    field = TextField("الاسم")
    qtbot.addWidget(field)
    assert field.entry.layoutDirection() is Qt.LayoutDirection.RightToLeft
    field.entry.setText("(2026) Horizon Ltd.")
    assert field.entry.layoutDirection() is Qt.LayoutDirection.LeftToRight
    field.entry.setText("(2026) شركة")
    assert field.entry.layoutDirection() is Qt.LayoutDirection.RightToLeft


def test_what_was_typed_is_isolated_in_the_sentence_about_it(arabic, qtbot):
    form = sample_form()
    qtbot.addWidget(form)
    form.field("mail").entry.setText("office@")
    form.validate()
    assert f"{FSI}office@" in form.field("mail").error()


def test_arabic_text_stands_on_the_line_of_latin_text(qtbot):
    def lowest_row(text: str) -> int:
        field = TextField("Name")
        qtbot.addWidget(field)
        field.entry.setText(text)
        field.entry.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        field.show()
        picture = field.entry.grab().toImage()
        dark = [
            y
            for y in range(4, picture.height() - 4)
            for x in range(12, 34)
            if picture.pixelColor(x, y).lightness() < 120
        ]
        return max(dark)

    assert abs(lowest_row("HHH") - lowest_row("HHH ن")) <= 1
