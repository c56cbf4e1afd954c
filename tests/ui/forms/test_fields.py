"""Fields: what was typed is taken as it is meant or refused with a sentence, and never lost."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from registry_app.core.calendars import Calendar
from registry_app.core.money import Money
from registry_app.core.texts import bare, choose_language
from registry_app.core.world import Files
from registry_app.ui.forms import day_text
from registry_app.ui.forms.amounts import MoneyField, in_words
from registry_app.ui.forms.choices import CheckField, Choice, ChoiceField, ManyChoice
from registry_app.ui.forms.contacts import EmailField, PhoneField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.files import ChosenFile, FileField
from registry_app.ui.forms.names import NameEntry, NamesField, latin_reading
from registry_app.ui.forms.picking import PickField
from registry_app.ui.forms.rows import TableField
from registry_app.ui.jobs import InPlace
from tests.ui.forms.sample import AGENCIES, KINDS, ScriptedFiles, find_agency, principal


@pytest.fixture
def shown(qtbot):
    def show(field):
        qtbot.addWidget(field)
        field.show()
        return field

    return show


# -- text ----------------------------------------------------------------------------------------------------------------


def test_ten_megabytes_pasted_into_a_line_are_refused_whole_with_the_reason(shown):
    field = shown(TextField("Name"))
    field.entry.setText("Horizon")
    QGuiApplication.clipboard().setText("x" * 10_000_000)
    field.entry.selectAll()
    field.entry.paste()
    assert field.typed() == "Horizon"
    assert "longer than 300 characters; nothing of it was taken" in bare(field.error())


def test_ten_megabytes_pasted_into_a_long_text_are_refused_whole_with_the_reason(shown):
    field = shown(LongTextField("Remarks"))
    field.entry.setPlainText("Kept")
    QGuiApplication.clipboard().setText("line\n" * 2_000_000)
    field.entry.selectAll()
    field.entry.paste()
    assert field.typed() == "Kept"
    assert "10,000,000 characters, more than 4,000" in bare(field.error())


def test_a_paste_that_just_fits_is_taken(shown):
    field = shown(LongTextField("Remarks", limit=10))
    QGuiApplication.clipboard().setText("0123456789")
    field.entry.paste()
    assert field.value() == "0123456789"
    QTest.keyClicks(field.entry, "x")
    assert field.value() == "0123456789"


def test_what_cannot_be_seen_is_refused(shown):
    field = shown(TextField("Name"))
    field.entry.setText("Hor\u202eizon")
    assert "cannot be seen" in field.fault()
    assert field.value() == ""


def test_undo_leads_back_to_what_was_typed_also_after_the_program_wrote(shown):
    field = shown(MoneyField("Amount", ["ETB"]))
    QTest.keyClicks(field.entry, "1500")
    field.leave()
    assert field.entry.text() == "1,500.00"
    field.entry.undo()
    assert field.entry.text() == "1500"


def test_undo_does_not_lead_into_another_record(shown):
    field = shown(TextField("Name"))
    QTest.keyClicks(field.entry, "Horizon")
    field.set_value("Zeta")
    field.forget_typing()
    assert not field.entry.isUndoAvailable()


def test_an_error_stands_until_it_is_mended_and_an_untouched_field_is_left_in_peace(shown):
    field = shown(EmailField("E-mail"))
    field.set_required(True)
    field.leave()
    assert field.error() == ""
    QTest.keyClicks(field.entry, "office@")
    field.leave()
    assert "no e-mail address" in bare(field.error())
    assert field.entry.property("error") is True
    QTest.keyClicks(field.entry, "horizon.et")
    assert field.error() == ""
    assert field.entry.property("error") is False


def test_a_warning_can_be_opened(shown, qtbot):
    field = shown(TextField("Name"))
    field.show_warnings(["Looks like Horizon (A-0007-3)."], open_words="Open it")
    with qtbot.waitSignal(field.warning_opened) as caught:
        field._warnings[0].opened.emit()
    assert caught.args == [0]


# -- choices ---------------------------------------------------------------------------------------------------------------


def test_nothing_is_chosen_until_the_officer_chooses(shown):
    field = shown(ChoiceField("Kind", [Choice("bank", "Bank"), Choice("cash", "Cash")]))
    field.set_required(True)
    assert field.value() is None
    assert field.fault() == "Choose one."
    field.set_value("cash")
    assert (field.value(), field.fault()) == ("cash", "")
    field.set_choices([Choice("bank", "Bank")])
    assert field.value() is None


def test_the_wheel_passes_over_a_choice_without_changing_it(shown, qtbot):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    field = shown(ChoiceField("Kind", [Choice("bank", "Bank"), Choice("cash", "Cash")], usual="cash"))
    event = QWheelEvent(QPointF(2, 2), QPointF(2, 2), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    field.entry.clearFocus()
    field.entry.wheelEvent(event)
    assert field.value() == "cash"


def test_alt_with_a_letter_that_no_button_answers_to_leaves_a_choice_alone(shown, qtbot):
    field = shown(ChoiceField("Kind", [Choice("bank", "Bank"), Choice("note", "Note")], usual="bank"))
    qtbot.keyClick(field.entry, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert field.value() == "bank"
    qtbot.keyClick(field.entry, Qt.Key.Key_N)
    assert field.value() == "note"


def test_several_are_chosen_in_the_lists_order(shown):
    field = shown(ManyChoice("Sectors", [Choice("a", "Alpha"), Choice("b", "Beta"), Choice("c", "Gamma")]))
    field.set_value(["c", "a"])
    assert field.value() == ("a", "c")
    assert field.words_of(field.typed()) == "Alpha, Gamma"


def test_a_declaration_has_to_be_ticked(shown):
    field = shown(CheckField("I have seen the original"))
    field.set_required(True)
    assert "Tick this" in field.fault()
    field.set_value(True)
    assert field.fault() == ""


# -- money -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("1500", 150_000), ("1,500.50", 150_050), ("١٬٥٠٠٫٥٠", 150_050), ("15,00,000", 150_000_000), ("१५००", 150_000)],
)
def test_an_amount_is_taken_in_any_digits_and_grouping(shown, typed, minor):
    field = shown(MoneyField("Amount", ["ETB"]))
    field.entry.setText(typed)
    assert field.value() == Money(minor, "ETB")


@pytest.mark.parametrize("typed", ["12,5", "1.505", "abc", "-5", "0", "9" * 40])
def test_an_amount_that_is_none_is_refused_with_the_way_out(shown, typed):
    field = shown(MoneyField("Amount", ["ETB"]))
    field.entry.setText(typed)
    assert field.value() is None
    assert field.fault() != ""


def test_an_amount_is_said_in_words_while_it_is_typed(shown):
    field = shown(MoneyField("Amount", ["ETB", "USD"]))
    field.set_value(Money(150_000_050, "ETB"))
    assert bare(field._note.sentence()) == "one million five hundred thousand Ethiopian birrs and 50/100"
    field.choice.setCurrentText("USD")
    assert "US dollars" in field._note.sentence()


def test_a_language_without_number_words_says_none_rather_than_english_ones():
    assert in_words(Money(2_500, "BDT"), "bn") == ""
    assert "خمسة وعشرون" in in_words(Money(2_500, "ETB"), "ar")


def test_a_currency_that_is_not_offered_any_more_is_still_shown(shown):
    field = shown(MoneyField("Amount", ["ETB", "USD"]))
    field.set_value(Money(5_000, "SAR"))
    assert field.value() == Money(5_000, "SAR")


# -- days ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["2026-11-23", "23/11/2026", "23 Nov 2026", "23.11.2026", "٢٣/١١/٢٠٢٦", "23 نوفمبر 2026"]
)
def test_a_day_is_taken_in_iso_or_local_form(shown, typed):
    field = shown(DayField("Day", calendar=Calendar.ETHIOPIAN))
    field.entry.setText(typed)
    field.leave()
    assert field.value() == date(2026, 11, 23)
    assert (field.entry.text(), field.local_entry.text()) == ("23 Nov 2026", "14 Hidar 2019")


@pytest.mark.parametrize(
    ("calendar", "typed", "day"),
    [
        (Calendar.ETHIOPIAN, "14 Hidar 2019", date(2026, 11, 23)),
        (Calendar.ETHIOPIAN, "14/3/2019", date(2026, 11, 23)),
        (Calendar.ETHIOPIAN, "2019-3-14", date(2026, 11, 23)),
        (Calendar.ETHIOPIAN, "6 Pag 2015", date(2023, 9, 11)),
        (Calendar.HIJRI, "١٣/٦/١٤٤٨", date(2026, 11, 23)),
        (Calendar.BIKRAM_SAMBAT, "7 Mangsir 2083", date(2026, 11, 23)),
        (Calendar.BUDDHIST, "23/11/2569", date(2026, 11, 23)),
    ],
)
def test_a_day_of_the_local_calendar_gives_the_gregorian_one(shown, calendar, typed, day):
    field = shown(DayField("Day", calendar=calendar))
    field.local_entry.setText(typed)
    assert field.value() == day
    assert day_text.read(field.entry.text()) == day


def test_the_other_calendar_follows_while_typing(shown):
    field = shown(DayField("Day", calendar=Calendar.ETHIOPIAN))
    QTest.keyClicks(field.entry, "23 Nov 202")
    assert field.local_entry.text() == ""
    QTest.keyClicks(field.entry, "6")
    assert field.local_entry.text() == "14 Hidar 2019"


@pytest.mark.parametrize(
    ("calendar", "typed"),
    [(Calendar.HIJRI, "1/1/1700"), (Calendar.ETHIOPIAN, "6/13/2014"), (Calendar.ETHIOPIAN, "1/1/19")],
)
def test_a_day_that_the_local_calendar_does_not_have_is_refused(shown, calendar, typed):
    field = shown(DayField("Day", calendar=calendar))
    field.local_entry.setText(typed)
    assert field.value() is None
    assert "no day of the calendar" in bare(field.fault())


def test_a_day_past_the_table_is_kept_and_the_gap_is_said(shown):
    field = shown(DayField("Day", calendar=Calendar.HIJRI))
    field.set_value(date(2090, 1, 1))
    assert field.value() == date(2090, 1, 1)
    assert "outside the table" in bare(field._note.sentence())


@pytest.mark.parametrize("typed", ["31/02/2026", "23/11/26", "46461", "hello", "2026", "14 Hidar 2019", "2083-08-07"])
def test_what_is_no_gregorian_day_is_refused_and_never_guessed(shown, typed):
    field = shown(DayField("Day"))
    field.entry.setText(typed)
    assert field.value() is None
    assert field.fault() != ""


def test_arrow_keys_go_a_day_on_and_a_month_back(shown):
    field = shown(DayField("Day", calendar=Calendar.ETHIOPIAN))
    field.set_value(date(2026, 3, 31))
    QTest.keyClick(field.entry, Qt.Key.Key_Up)
    assert field.value() == date(2026, 4, 1)
    QTest.keyClick(field.entry, Qt.Key.Key_PageDown)
    assert field.value() == date(2026, 3, 1)
    field.set_value(date.max)
    QTest.keyClick(field.entry, Qt.Key.Key_Up)
    assert field.value() == date.max


def test_a_day_outside_its_limits_is_said(shown):
    field = shown(DayField("Day", not_after=date(2026, 11, 23), not_before=date(2000, 1, 1)))
    for typed, words in (("24 Nov 2026", "is later than"), ("1 Jan 1999", "is before")):
        field.entry.setText(typed)
        assert words in bare(field.fault())


@pytest.mark.parametrize(
    "language",
    ["en", "ar", "fr", "am", "ne", "bn", "hi", "ur", "fa", "si", "th", "my", "km", "id", "es", "pt", "ru", "tr"],
)
def test_every_day_that_is_shown_can_be_read_back_in_every_language(language):
    choose_language(language)
    try:
        for month in range(1, 13):
            day = date(2026, month, 3)
            assert day_text.read(day_text.shown(day)) == day
    finally:
        choose_language("en")


# -- telephone, e-mail -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("0911234567", "+251 91 123 4567"),
        ("00 251 911 23 45 67", "+251 91 123 4567"),
        ("+٩٦٦٥٠١٢٣٤٥٦٧", "+966 50 123 4567"),
    ],
)
def test_a_telephone_number_is_written_in_its_international_form(shown, typed, usual):
    field = shown(PhoneField("Telephone", "ET"))
    field.entry.setText(typed)
    field.leave()
    assert (field.value(), field.entry.text(), field.error()) == (usual, usual, "")


@pytest.mark.parametrize("typed", ["12", "+251 9x 11", "0911234567 / 0911234568", "phone"])
def test_what_no_telephone_can_have_is_refused(shown, typed):
    field = shown(PhoneField("Telephone", "ET"))
    field.entry.setText(typed)
    field.leave()
    assert "no telephone number" in bare(field.error())
    assert field.typed() == typed


def test_a_number_not_known_to_be_in_use_is_taken_with_a_warning(shown):
    field = shown(PhoneField("Telephone", "ET"))
    field.entry.setText("+251 01 234 5678")
    field.leave()
    assert field.error() == ""
    assert [line.sentence() for line in field._warnings] == [
        "No such number is known to be in use; compare it with the paper."
    ]


@pytest.mark.parametrize("typed", ["office@horizon", "a b@c.et", "a@b..et", "@b.et", "a@b.et, c@d.et", "a@-b.et"])
def test_what_is_no_address_is_refused(shown, typed):
    field = shown(EmailField("E-mail"))
    field.entry.setText(typed)
    assert "no e-mail address" in bare(field.fault())


@pytest.mark.parametrize(
    ("typed", "usual"), [(" Office@Horizon.ET ", "Office@horizon.et"), ("mailto:a@b.et", "a@b.et")]
)
def test_an_address_is_written_in_its_usual_form(shown, typed, usual):
    field = shown(EmailField("E-mail"))
    field.entry.setText(typed)
    assert field.value() == usual


# -- names -----------------------------------------------------------------------------------------------------------------


def test_a_name_tells_its_script_and_offers_a_reading(shown):
    field = shown(NamesField("Name", KINDS, reading_kind="transliteration"))
    field._lines[0].entry.setText("አልማዝ በቀለ")
    assert field._lines[0].script.text() == "Ethiopic"
    assert "Almaz Bekele" in field.reading_button.text()
    field.reading_button.click()
    assert field.value() == (
        NameEntry("አልማዝ በቀለ", "legal", "Ethi"),
        NameEntry("Almaz Bekele", "transliteration", "Latn"),
    )
    assert not field.reading_button.isVisibleTo(field)


def test_a_reading_without_vowels_says_so(shown):
    field = shown(NamesField("Name", KINDS))
    field._lines[0].entry.setText("محمد")
    assert "without vowels" in field.reading_button.text()
    assert latin_reading("محمد") == "Mhmd"


def test_a_name_that_stands_twice_is_refused_and_one_can_be_taken_out(shown):
    field = shown(NamesField("Name", KINDS))
    field.set_value([NameEntry("Horizon", "legal"), NameEntry("HORIZON", "legal")])
    assert "twice" in field.fault()
    field._lines[1].cross.click()
    assert field.value() == (NameEntry("Horizon", "legal", "Latn"),)
    assert len(field.inputs()) == 2


# -- files -----------------------------------------------------------------------------------------------------------------


def test_a_file_is_shown_with_its_size_and_read_when_asked_for(shown, tmp_path):
    paper = tmp_path / "permit.pdf"
    paper.write_bytes(b"%PDF" * 300)
    field = shown(FileField("Paper", Files(), ScriptedFiles(paper)))
    field.choose_button.click()
    assert field.value() == ChosenFile(paper, 1200)
    assert bare(field._shown.text()) == "permit.pdf  ·  1 kB"
    assert field.content() == b"%PDF" * 300
    field.cross.click()
    assert field.value() is None


def test_a_file_can_be_dropped(shown, tmp_path):
    paper = tmp_path / "permit.pdf"
    paper.write_bytes(b"%PDF")
    field = shown(FileField("Paper", Files(), ScriptedFiles()))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    field.dropEvent(
        QDropEvent(
            field.rect().center().toPointF(),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert field.value() == ChosenFile(paper, 4)


def test_a_file_that_is_empty_too_large_or_gone_is_refused(shown, tmp_path):
    field = shown(FileField("Paper", Files(), ScriptedFiles(), most=10))
    empty, large, gone = tmp_path / "empty.pdf", tmp_path / "large.pdf", tmp_path / "gone.pdf"
    empty.write_bytes(b"")
    large.write_bytes(b"x" * 11)
    for path, words in ((empty, "is empty"), (large, "is the most"), (gone, "no file")):
        field.set_path(path)
        assert words in bare(field.fault())


# -- picking ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def picker(shown, qtbot):
    field = shown(PickField("Agency", find_agency, runner=InPlace()))
    field.activateWindow()
    field.entry.setFocus()
    qtbot.waitUntil(field.entry.hasFocus)
    return field


def test_typing_offers_and_the_keys_pick(picker):
    QTest.keyClicks(picker.entry, "hori")
    picker.search_now()
    assert picker.offers.isVisible()
    QTest.keyClick(picker.entry, Qt.Key.Key_Down)
    QTest.keyClick(picker.entry, Qt.Key.Key_Return)
    assert (picker.value(), picker.entry.text()) == ("b2", "Horison Labour")
    assert not picker.offers.isVisible()


def test_picking_shows_at_once_what_is_to_be_known(picker):
    picker.pick(AGENCIES[0])
    assert [line.sentence() for line in picker._warnings] == ["A ban runs until 31 Dec 2026."]
    QTest.keyClicks(picker.entry, "x")
    assert picker._warnings == []
    assert picker.value() is None


def test_words_that_were_not_picked_are_no_value(picker):
    QTest.keyClicks(picker.entry, "Somebody")
    picker.search_now()
    picker.leave()
    assert picker.value() is None
    assert "not picked from the register yet" in bare(picker.error())


def test_words_that_are_exactly_one_of_the_register_count_as_picked(picker):
    QTest.keyClicks(picker.entry, "horison labour")
    picker.search_now()
    picker.leave()
    assert picker.value() == "b2"


def test_an_answer_to_an_older_question_is_not_shown(picker):
    QTest.keyClicks(picker.entry, "hori")
    picker.search_now()
    picker._show_choices("ho", [AGENCIES[1]])
    assert len(picker._choices) == 2


# -- rows ------------------------------------------------------------------------------------------------------------------


def test_rows_give_their_values_and_empty_ones_do_not_count(shown):
    field = shown(TableField("Principals", principal, row_words="Principal", add_words="Add a principal"))
    field.set_value([{"name": "Almaz", "role": "owner"}])
    field.add_button.click()
    assert field.value() == ({"name": "Almaz", "role": "owner"},)
    assert field.words_of(field.typed_of([{"name": "Almaz", "role": "owner"}])) == "Almaz, Owner"


def test_a_wrong_row_is_named_and_marked(shown):
    field = shown(TableField("Principals", principal, row_words="Principal", add_words="Add a principal"))
    field.set_value([{"name": "Almaz", "role": "owner"}, {"name": "Bekele"}])
    assert bare(field.fault()) == "Principal 2, Role: Choose one."
    field.show_error(field.fault())
    assert field.rows()[1]["role"].error() == "Choose one."
    assert field.rows()[1]["role"].inputs()[0].accessibleName() == "Principal 2: Role"
