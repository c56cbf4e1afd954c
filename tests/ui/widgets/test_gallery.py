"""Every piece together: what is changed live looks as if it had begun so, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from registry_app.ui.theme import style
from tests.ui.gallery import Gallery

PAGES = ("tiles_and_charts", "matter", "controls", "empty")


@pytest.fixture(autouse=True)
def back_to_light(qapp):
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    style.apply(qapp, style.Look())


def shown(qtbot, name: str, arabic: bool = False) -> QWidget:
    page = getattr(Gallery(arabic), name)()
    page.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    qtbot.addWidget(page)
    page.show()
    return page


def picture(qapp, page: QWidget) -> QImage:
    for _round in range(8):  # a layout inside a layout asks again
        qapp.processEvents()
    holder = qapp.focusWidget()
    if holder is not None:
        holder.clearFocus()
    return page.grab().toImage()


@pytest.mark.parametrize("arabic", [False, True], ids=["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_what_goes_dark_live_looks_as_if_it_had_begun_so(qapp, qtbot, name, arabic):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if arabic else Qt.LayoutDirection.LeftToRight)
    page = shown(qtbot, name, arabic)
    light = picture(qapp, page)
    style.apply(qapp, style.Look(dark=True))
    dark = picture(qapp, page)
    assert dark != light
    assert dark == picture(qapp, shown(qtbot, name, arabic))
    style.apply(qapp, style.Look())
    assert picture(qapp, page) == light


@pytest.mark.parametrize("name", PAGES)
def test_larger_text_makes_pages_larger_and_smaller_text_brings_them_back(qapp, qtbot, name):
    page = shown(qtbot, name)
    picture(qapp, page)
    usual = page.minimumSizeHint()
    style.apply(qapp, style.Look(text_percent=200))
    qtbot.waitUntil(lambda: page.minimumSizeHint().height() > usual.height())
    style.apply(qapp, style.Look(text_percent=100))
    qtbot.waitUntil(lambda: page.minimumSizeHint() == usual)
