"""Keys with Alt stay apart, whatever translators marked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from registry_app.ui import mnemonics


@pytest.fixture
def page(qtbot):
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


def put(page: QWidget, *words: str) -> list[QPushButton]:
    buttons = [QPushButton(each, page) for each in words]
    for button in buttons:
        page.layout().addWidget(button)
    return buttons


def test_what_comes_later_takes_another_letter(page):
    first, second, third = put(page, "&Save", "&Send", "Close")
    mnemonics.settle(page)
    assert [first.text(), second.text(), third.text()] == ["&Save", "S&end", "Close"]
    mnemonics.settle(page)
    assert second.text() == "S&end"


def test_arabic_verbs_and_labels_are_kept_apart(page):
    button, other = put(page, "&ترشيح", "&تسليم وثيقة")
    label = QLabel("و&ثيقة", page)
    label.setBuddy(QLineEdit(page))
    page.layout().addWidget(label)
    mnemonics.settle(page)
    assert [button.text(), other.text(), label.text()] == ["&ترشيح", "تسليم &وثيقة", "و&ثيقة"]


def test_what_is_hidden_claims_nothing(page):
    first, second = put(page, "&Save", "&Send")
    first.hide()
    mnemonics.settle(page)
    assert second.text() == "&Send"


def test_a_written_ampersand_stays_and_none_free_goes_without(page):
    _kept, other, bare = put(page, "&Ax", "&A && X", "&A")
    mnemonics.settle(page)
    assert other.text() == "A && &X"
    assert bare.text() == "A"


def test_letters_of_the_window_around_the_page_are_taken(qtbot, page):
    around = QWidget()
    bar = QPushButton("&Find", around)
    assert bar.text()
    page.setParent(around)
    (verb,) = put(page, "&File")
    mnemonics.settle(page)
    assert verb.text() == "F&ile"
    page.setParent(None)


def test_a_verb_without_a_marked_letter_gets_a_free_one_and_a_quiet_one_of_a_row_does_not(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    marked, plain_verb, of_a_row = QPushButton("&Run"), QPushButton("Return"), QPushButton("Reject")
    for button in (marked, plain_verb, of_a_row):
        column.addWidget(button)
    for button in (plain_verb, of_a_row):
        button.setProperty(mnemonics.VERB, True)
    of_a_row.setProperty("look", "quiet")
    mnemonics.settle(page)
    assert [marked.text(), plain_verb.text(), of_a_row.text()] == ["&Run", "R&eturn", "Reject"]
