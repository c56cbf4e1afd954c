"""A line that gives way to what stands beside it, and still says all of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from registry_app.ui.labels import ShortLabel

LONG = "A very long name of an agency that nobody could ever show whole beside four buttons"


@pytest.fixture
def line(qtbot):
    host = QWidget()
    row = QHBoxLayout(host)
    label = ShortLabel(LONG)
    row.addWidget(label)
    qtbot.addWidget(host)
    host.resize(200, 40)
    host.show()
    return host, label


def test_it_takes_little_room_and_is_whole_for_who_asks(line):
    host, label = line
    assert host.minimumSizeHint().width() < 120
    assert label.accessibleName() == LONG
    assert LONG in label.toolTip()


def test_without_need_there_is_no_tool_tip(line):
    host, label = line
    host.resize(2000, 40)
    assert label.toolTip() == ""


def test_markup_is_shown_and_not_interpreted(line):
    label = line[1]
    label.setText("<b>" + LONG)
    assert "<b>" not in label.toolTip()
    assert "&lt;b&gt;" in label.toolTip()
