"""Where the keys are when a form inside a page is done or left."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from registry_app.ui.applications.panel import FormPanel, PanelPlace
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form


@pytest.mark.parametrize("way", ["done", "left"])
def test_keys_go_back_to_the_button_that_opened_the_form(qtbot, way):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    first, opener, place = QPushButton("First"), QPushButton("Add a file"), PanelPlace()
    for widget in (first, opener, place):
        column.addWidget(widget)
    page.show()
    page.activateWindow()
    opener.setFocus()
    qtbot.waitUntil(opener.hasFocus)
    form = Form(columns=1)
    form.add("reason", TextField("Reason"))
    panel = place.put(FormPanel("", "", "Do it", form), lambda _values: None)
    assert panel.isAncestorOf(page.focusWidget())
    place.done() if way == "done" else panel.leave()
    assert page.focusWidget() is opener
