"""Labels and tool tips: text is shown as it is and stands where the page begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from registry_app.ui.labels import PlainLabel, line_height, plain_tooltip

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute


def side(label: PlainLabel) -> Qt.AlignmentFlag:
    return label.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask


@pytest.mark.parametrize("text", ["18", "Agency", "وكالة", ""])
def test_a_label_stands_where_the_page_begins_whatever_its_text(qtbot, text):
    label = PlainLabel(text)
    qtbot.addWidget(label)
    assert side(label) == LEFT | ABSOLUTE
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert side(label) == RIGHT | ABSOLUTE
    label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert side(label) == LEFT | ABSOLUTE


def test_an_alignment_that_was_asked_for_stays(qtbot):
    label = PlainLabel("18")
    qtbot.addWidget(label)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert side(label) == Qt.AlignmentFlag.AlignHCenter
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    assert label.alignment() == RIGHT | ABSOLUTE | Qt.AlignmentFlag.AlignTop


@given(some.text())
def test_a_tool_tip_shows_exactly_what_was_said(text):
    document = QTextDocument()
    document.setHtml(plain_tooltip(text))
    shown = document.toPlainText()
    plain = "".join(text.split())
    assert (
        "".join(shown.split()).replace("\ufffc", "") == plain.replace("\ufffc", "").replace("\x00", "\ufffd")
        or not plain.isprintable()
    )


def test_a_tool_tip_renders_no_markup_and_loads_no_picture():
    tip = plain_tooltip('<img src="file:///etc/passwd"> & <b>Gulf</b>\nStar')
    assert "<img" not in tip
    assert "<b>" not in tip
    document = QTextDocument()
    document.setHtml(tip)
    assert document.toPlainText() == '<img src="file:///etc/passwd"> & <b>Gulf</b>\nStar'.replace("\n", "\n")
    assert plain_tooltip("") == ""


def test_a_line_is_as_high_as_its_script_needs(qtbot):
    latin, ethiopic = PlainLabel("Agency"), PlainLabel("ኤጀንሲ")
    for label in (latin, ethiopic):
        qtbot.addWidget(label)
    assert 0 < line_height(latin) <= line_height(ethiopic)
    assert line_height(PlainLabel("")) > 0
