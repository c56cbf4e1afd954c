"""Rows of a form by Tab: each where it stands, in the order it is read, before the button that adds another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.rows import TableField


def test_tab_comes_to_the_rows_before_what_stands_behind_them(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, last = QLineEdit(), QLineEdit()
    rows = TableField(
        "Workers",
        lambda: {"name": TextField("Name"), "place": TextField("Place")},
        row_words="Worker",
        add_words="Add a worker",
    )
    for each in (first, rows, last):
        column.addWidget(each)
    rows.add_row()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    walked: list[QWidget] = []
    wanted: list[QWidget] = []
    for fields in rows.rows():
        wanted += [entry for field in fields.values() for entry in field.inputs()]
    while window.focusWidget() is not last:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        walked.append(window.focusWidget())
        assert len(walked) < 30
    assert [each for each in walked if each in wanted] == wanted
    assert walked.index(rows.add_button) > walked.index(wanted[-1])
    assert walked[-1] is last


def test_the_key_of_the_label_leads_into_the_first_row_and_adds_none(qtbot):
    rows = TableField("Workers", lambda: {"name": TextField("Name")}, row_words="Worker", add_words="Add a worker")
    qtbot.addWidget(rows)
    assert rows.label.buddy() is rows.add_button
    rows.add_row()
    rows.add_row()
    assert rows.label.buddy() is next(iter(rows.rows()[0].values())).inputs()[0]
