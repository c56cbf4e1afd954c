"""The look on real widgets: it is put on at once, everywhere, in any size, and the focus is always seen."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTableWidget,
    QTextEdit,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from registry_app.ui.charts.bars import Bars
from registry_app.ui.charts.chart import Chart
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme import fonts, icons, style
from registry_app.ui.theme.sheet import style_sheet
from registry_app.ui.theme.tokens import DARK, LIGHT
from registry_app.ui.widgets import buttons
from registry_app.ui.widgets.tiles import KpiTile


@pytest.fixture
def application(qapp):
    style.apply(qapp, style.Look())
    yield qapp
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    style.apply(qapp, style.Look())


FOCUSABLE = {
    "a field": lambda: QLineEdit("text"),
    "a field that may only be read": lambda: read_only(QLineEdit("text")),
    "a choice": QComboBox,
    "a day": QDateEdit,
    "a number": QSpinBox,
    "a text": lambda: QPlainTextEdit("text"),
    "a rich text": QTextEdit,
    "a box": lambda: QCheckBox("box"),
    "a radio button": lambda: QRadioButton("button"),
    "a bare button": lambda: QPushButton("button"),
    "a plain button": lambda: buttons.plain("button", "x"),
    "a quiet button": lambda: buttons.quiet("button"),
    "a link": lambda: buttons.link("button"),
    "an icon's button": lambda: focusable(buttons.icon_button("x", "Close")),
    "a little icon's button": lambda: focusable(buttons.icon_button("x", "Close", little=True)),
    "a table": lambda: QTableWidget(2, 2),
    "a list": QListWidget,
    "a tree": QTreeWidget,
    "a place that scrolls": QScrollArea,
    "a tile": lambda: KpiTile("shield", "5", "Guarantees"),
    "a chart": lambda: Chart("Chart", Bars(("a", "b"), ("x",), (1,))),
}


def read_only(field: QLineEdit) -> QLineEdit:
    field.setReadOnly(True)
    return field


def focusable(button: QToolButton) -> QToolButton:
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def ring(widget: QWidget, colour: str) -> tuple[int, int]:
    """How many rows at the upper and lower edge are drawn in the colour for most of their width."""
    picture = widget.grab().toImage()
    wanted = QColor(colour)

    def drawn(row: int) -> bool:
        middle = range(picture.width() // 4, picture.width() * 3 // 4)
        near = [x for x in middle if abs(picture.pixelColor(x, row).lightness() - wanted.lightness()) < 12
                and abs(picture.pixelColor(x, row).hslHue() - wanted.hslHue()) < 12]  # fmt: skip
        return len(near) > 0.9 * len(middle)

    upper = sum(drawn(row) for row in range(6))
    lower = sum(drawn(row) for row in range(picture.height() - 6, picture.height()))
    return upper, lower


@pytest.mark.parametrize("look", [style.Look(), style.Look(dark=True)], ids=["light", "dark"])
@pytest.mark.parametrize("make", FOCUSABLE.values(), ids=FOCUSABLE.keys())
def test_what_has_the_focus_wears_a_ring_of_two_pixels(application, qtbot, make, look):
    style.apply(application, look)
    window = QWidget()
    window.setObjectName("page")
    column = QVBoxLayout(window)
    other, widget = QLineEdit(), make()
    column.addWidget(other)
    column.addWidget(widget)
    window.resize(300, 260)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    holder = widget.canvas if isinstance(widget, Chart) else widget
    other.setFocus()
    application.processEvents()
    assert ring(widget, style.current().accent) == (0, 0)
    holder.setFocus()
    application.processEvents()
    assert min(ring(widget, style.current().accent)) >= 2


@pytest.mark.parametrize("make", [buttons.primary, buttons.danger], ids=["primary", "danger"])
def test_a_filled_button_shows_its_focus_in_the_colour_of_text(application, qtbot, make):
    button = make("Save")
    window = QWidget()
    QVBoxLayout(window).addWidget(button)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus()
    application.processEvents()
    picture = button.grab().toImage()
    middle = picture.width() // 2
    assert [picture.pixelColor(middle, row).name().upper() for row in (0, 1)] == [style.current().text] * 2


def test_light_and_dark_reach_what_is_shown_already(application, qtbot):
    label = PlainLabel("Agencies", look="title")
    button = buttons.plain("Print", "printer")
    for widget in (label, button):
        qtbot.addWidget(widget)
        widget.show()
    before = (label.fontInfo().pixelSize(), button.icon().pixmap(20).toImage(), button.height())
    style.apply(application, style.Look(dark=True, text_percent=200))
    application.processEvents()
    assert label.palette().windowText().color().name().upper() == DARK.text
    assert label.fontInfo().pixelSize() == 2 * before[0]
    assert button.icon().pixmap(20).toImage() != before[1]
    assert button.sizeHint().height() > before[2]
    style.apply(application, style.Look())
    application.processEvents()
    assert label.palette().windowText().color().name().upper() == LIGHT.text
    assert (label.fontInfo().pixelSize(), button.icon().pixmap(20).toImage()) == before[:2]


def test_an_icon_of_somebody_else_is_left_alone(application, qtbot):
    button = QPushButton("own")
    qtbot.addWidget(button)
    mine = application.style().standardIcon(application.style().StandardPixmap.SP_DialogOkButton)
    button.setIcon(mine)
    key = button.icon().cacheKey()
    style.apply(application, style.Look(dark=True))
    assert button.icon().cacheKey() == key


@pytest.mark.parametrize(("asked", "factor"), [(80, 0.8), (100, 1.0), (200, 2.0), (10, 0.8), (900, 2.0), (-5, 0.8)])
def test_text_goes_from_four_fifths_to_double_and_no_further(application, asked, factor):
    style.apply(application, style.Look(text_percent=asked))
    assert application.font().pixelSize() == round(14 * factor)
    assert style.scaled(100) == round(100 * factor)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("factor", [0.8, 1.0, 2.0])
def test_the_sheet_is_filled_in_completely_and_understood(application, tokens, factor, caplog):
    sheet = style_sheet(tokens, factor)
    assert "$" not in sheet
    assert "sp;" not in sheet
    application.setStyleSheet(sheet)  # a warning of Qt about a sheet it cannot read fails the test


def test_the_first_font_is_ours_and_every_script_has_one(application):
    loaded = fonts.load()
    assert set(fonts.FAMILIES) <= set(loaded)
    assert QFontInfo(fonts.ui_font(14)).family() == "Inter"


def test_an_arabic_line_is_hardly_higher_than_a_latin_one(application):
    latin, arabic = PlainLabel("Agency"), PlainLabel("وكالة")
    assert arabic.sizeHint().height() - latin.sizeHint().height() <= 3


def test_missing_fonts_are_said_in_the_log_and_nothing_breaks(application, tmp_path, caplog):
    broken = tmp_path / "Broken.ttf"
    broken.write_bytes(b"no font")
    with caplog.at_level(logging.WARNING):
        assert fonts.load((tmp_path / "Inter-Regular.ttf", broken)) == ()
    assert "2 fonts of the program are missing" in fonts.trouble((tmp_path / "Inter-Regular.ttf", broken))
    assert fonts.trouble() == ""
    assert "2 fonts are missing, the machine's own stand in: Broken.ttf, Inter-Regular.ttf" in caplog.text


def test_without_any_font_of_ours_the_screens_still_get_a_font(application, monkeypatch):
    monkeypatch.setattr(fonts, "load", lambda wanted=None: ())
    style.apply(application, style.Look())
    assert QFontInfo(application.font()).family()
    assert application.font().pixelSize() == 14


def test_a_missing_icon_is_said_in_the_log_and_leaves_a_gap(application, caplog):
    with caplog.at_level(logging.WARNING):
        assert icons.pixmap("no-such-icon", "muted", 16).width() > 0
    assert "no-such-icon" in caplog.text


def test_the_theme_is_there_before_the_database_is_loaded():
    code = "import sys, registry_app.ui.theme.style, registry_app.ui.widgets.toasts; print('sqlalchemy' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert asked.stdout.strip() == "False"


def test_qt_knows_the_application_by_its_style(application):
    assert QApplication.style().objectName() in {"fusion", ""}  # a sheet wraps the style and hides its name


@pytest.mark.parametrize("mark", ["\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f"])
def test_a_mark_of_direction_has_neither_width_nor_height_on_any_machine(application, mark):
    metrics = QFontMetrics(fonts.ui_font(14))
    assert metrics.size(0, f"{mark}A-0007-3") == metrics.size(0, "A-0007-3")
