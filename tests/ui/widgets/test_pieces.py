"""Chips, cards, sections, facts, tiles, avatars: they say in words what they show, in both directions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from registry_app.core.texts import isolate
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme import style
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets import buttons
from registry_app.ui.widgets.calendar import MonthView
from registry_app.ui.widgets.cards import Card, Facts, Section
from registry_app.ui.widgets.chips import Chip, chip_size, paint_chip
from registry_app.ui.widgets.empty import EmptyState
from registry_app.ui.widgets.page import PageHead
from registry_app.ui.widgets.pictures import AlphaAvatar, initials
from registry_app.ui.widgets.spin import NumberBox
from registry_app.ui.widgets.tiles import KpiTile

RTL = Qt.LayoutDirection.RightToLeft


def shown(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)}


@pytest.mark.parametrize("state", State)
def test_a_chip_is_colour_icon_and_word_together(qtbot, state):
    chip = Chip(isolate("Suspended"), state)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Suspended"
    chip.resize(chip.sizeHint())
    picture = chip.grab().toImage()
    colours = {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(picture.height())}
    assert {style.current().soft(state), style.current().ink(state)} <= colours


def test_a_chip_grows_with_its_word_and_its_icon_stands_where_reading_begins(qtbot):
    assert chip_size("Under review").width() > chip_size("Late").width()
    assert chip_size("").width() > 0

    def icon_side(right_to_left: bool) -> str:
        size = chip_size("MMMM")
        picture = QImage(size, QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        with QPainter(picture) as painter:
            where = QRectF(0, 0, size.width(), size.height())
            paint_chip(painter, where, "", State.BAD, right_to_left=right_to_left)
        inked = [x for x in range(size.width()) for y in range(size.height())
                 if picture.pixelColor(x, y).lightness() < 160]  # fmt: skip
        return "right" if sum(inked) / len(inked) > size.width() / 2 else "left"

    assert (icon_side(False), icon_side(True)) == ("left", "right")


def test_a_chip_shows_another_state_when_told(qtbot):
    chip = Chip("Active", State.OK)
    qtbot.addWidget(chip)
    before = chip.sizeHint().width()
    chip.set_state("Under review", State.INFO)
    assert (chip.word, chip.state, chip.accessibleName()) == ("Under review", State.INFO, "Under review")
    assert chip.sizeHint().width() > before


@given(some.text(max_size=40))
def test_initials_are_at_most_two_letters(name):
    found = initials(name).replace("\u200c", "")
    assert initials(name).count("\u200c") <= 1
    assert all(each.isalpha() for each in found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Amina Haddad", "A\u200cH"), ("almaz", "A"), ("أمينة بنت حداد", "أ\u200cح"), ("  ", ""), ("123 !", ""),
     ("(Gulf) Star", "G\u200cS"), (isolate("Khadija Ahmed"), "K\u200cA"), ("አልማዝ በቀለ", "አ\u200cበ")],
)  # fmt: skip
def test_initials_of_any_script(name, expected):
    assert initials(name) == expected


def test_an_avatar_is_named_after_its_person_and_draws_one_without_letters(qtbot):
    avatar = AlphaAvatar(isolate("Amina Haddad"))
    qtbot.addWidget(avatar)
    assert avatar.accessibleName() == "Amina Haddad"
    avatar.set_name("?")
    assert avatar.grab().width() > 0


def test_facts_show_a_dash_for_what_is_empty_and_keep_their_order(qtbot):
    facts = Facts([("Licence", "L-1"), ("Owner", ""), ("State", Chip("Active", State.OK))], columns=2)
    qtbot.addWidget(facts)
    assert facts.values() == [("Licence", "L-1"), ("Owner", ""), ("State", "Active")]
    assert "—" in shown(facts)
    facts.set_facts([("Owner", "<b>Khadija</b>")])
    assert facts.values() == [("Owner", "<b>Khadija</b>")]
    assert shown(facts) == {"Owner", "<b>Khadija</b>"}


def test_everything_a_piece_says_is_plain_text(qtbot):
    card = Card("<b>t</b>")
    card.add(Facts([("<i>l</i>", "<img src=x>")]))
    card.add(Section("<u>s</u>", 3))
    card.add(EmptyState("x", "<b>h</b>", "<b>w</b>"))
    card.add(KpiTile("x", "<b>1</b>", "<b>w</b>"))
    qtbot.addWidget(card)
    labels = card.findChildren(QLabel)
    assert len(labels) > 8
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_a_section_has_title_count_and_one_next_action(qtbot):
    section = Section("Guarantees", 2, buttons.quiet("Add", "plus"))
    qtbot.addWidget(section)
    section.add(PlainLabel("Commercial Bank"))
    assert shown(section) == {"Guarantees", "2", "Commercial Bank"}
    section.set_action(buttons.quiet("Renew"))
    section.set_count(None)
    section.clear()
    assert shown(section) == {"Guarantees"}
    assert [each.text() for each in section.findChildren(QPushButton) if each.isVisibleTo(section)] == ["Renew"]


def test_a_page_head_replaces_its_chips(qtbot):
    head = PageHead("Agencies", "12 tasks")
    qtbot.addWidget(head)
    head.set_chips([Chip("Active", State.OK), Chip("Late", State.WARN)])
    head.set_chips([Chip("Expired")])
    head.set_title("Licences")
    head.set_subtitle("")
    assert shown(head) == {"Licences"}
    assert [chip.word for chip in head.findChildren(Chip) if chip.isVisibleTo(head)] == ["Expired"]


def test_an_empty_state_says_why_and_what_to_do(qtbot):
    empty = EmptyState("inbox", "No complaints yet", "Record the first.", buttons.primary("Record"))
    qtbot.addWidget(empty)
    assert (empty.accessibleName(), empty.accessibleDescription()) == ("No complaints yet", "Record the first.")
    empty.set_words("Nothing fits the filter", "Take a filter away.")
    assert shown(empty) == {"Nothing fits the filter", "Take a filter away."}


@pytest.mark.parametrize("press", ["click", "space"])
def test_a_tile_opens_what_it_counts(qtbot, press):
    tile = KpiTile("shield", "5", "Guarantees below minimum", State.BAD)
    qtbot.addWidget(tile)
    tile.show()
    assert tile.accessibleName() == "5 Guarantees below minimum"
    with qtbot.waitSignal(tile.clicked):
        if press == "click":
            qtbot.mouseClick(tile, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
        else:
            qtbot.keyClick(tile, Qt.Key.Key_Space)
    tile.set_figure("6")
    assert tile.accessibleName() == "6 Guarantees below minimum"


def test_an_icons_button_has_words_for_those_who_cannot_see_it(qtbot):
    button = buttons.icon_button("x", "&Close <b>it</b>")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Close <b>it</b>"
    assert "<b>" not in button.toolTip()


def test_a_button_with_an_icon_is_wide_enough_for_all_of_its_words(qtbot):
    bare, with_icon = buttons.plain("Print certificate"), buttons.plain("Print certificate", "printer")
    for button in (bare, with_icon):
        qtbot.addWidget(button)
    assert with_icon.text() == "Print certificate"
    assert with_icon.sizeHint().width() >= bare.sizeHint().width() + 16 + 4
    assert with_icon.minimumSizeHint().width() == with_icon.sizeHint().width()


def test_a_wrong_field_is_marked_and_unmarked(qtbot):
    box = NumberBox(1, 9, 3)
    qtbot.addWidget(box)
    box.show()
    plain = box.grab().toImage()
    buttons.set_wrong(box, True)
    wrong = box.grab().toImage()
    buttons.set_wrong(box, False)
    assert (plain != wrong, plain == box.grab().toImage()) == (True, True)


def test_a_number_box_keeps_its_figures_off_the_border(qtbot):
    box = NumberBox(1, 9)
    qtbot.addWidget(box)
    assert box.value() == 1
    assert box.lineEdit().textMargins().left() >= 6


def test_the_months_arrows_have_names_and_turn_with_the_writing(qtbot):
    month = MonthView()
    qtbot.addWidget(month)
    names = {button.accessibleName() for button in month.findChildren(QToolButton)}
    assert {"Month before", "Month after"} <= names
    month.setLayoutDirection(RTL)
    assert month.grab().width() > 0
