"""After a step on a paper the keys are on the next one."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from registry_app.licensing.queries import list_applications
from registry_app.licensing.rules import ApplicationState
from registry_app.ui.applications import actions as verbs
from registry_app.ui.applications.page import ApplicationPage
from registry_app.ui.focus import keys_kept
from registry_app.ui.pages import Place
from tests.support.desk import put_on_desk


def test_where_the_pressed_button_goes_the_keys_go_on_to_the_next_paper(sit_down, qtbot):
    context = sit_down("licensing")
    with context.opened.reading() as session:
        lodged = next(row.id for row in list_applications(session) if row.state is ApplicationState.LODGED)
    page = ApplicationPage(context)
    qtbot.addWidget(page)
    put_on_desk(page, Place("application", lodged))
    page.show()
    page.activateWindow()
    rows = [row for row in page.check_list.rows.values() if row.buttons()]
    first = rows[0].buttons()[0]
    first.setEnabled(True)
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    with keys_kept(page, page.next_steps):
        first.hide()
        for row in rows[1:]:
            for button in row.buttons():
                button.setEnabled(True)
    assert QApplication.focusWidget() is rows[1].buttons()[0]


def test_with_no_paper_left_the_keys_go_to_the_step_the_application_waits_for(sit_down, qtbot):
    context = sit_down("licensing")
    with context.opened.reading() as session:
        lodged = next(row.id for row in list_applications(session) if row.state is ApplicationState.LODGED)
    page = ApplicationPage(context)
    qtbot.addWidget(page)
    put_on_desk(page, Place("application", lodged))
    page.show()
    assert page.next_steps(None)[:6].count(page.buttons[verbs.BEGIN.code]) == 1
    page.activateWindow()
    page.more.setFocus()
    qtbot.waitUntil(page.more.hasFocus)
    with keys_kept(page, page.next_steps):
        page.more.setEnabled(False)
    assert QApplication.focusWidget() is page.buttons[verbs.BEGIN.code]
