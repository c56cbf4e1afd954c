"""What a screen reader calls the button of a verb."""

from __future__ import annotations

from PySide6.QtGui import QAction

from registry_app.ui.actions import action_button, set_blocked


def test_a_name_that_a_page_gave_a_button_stays_when_its_verb_is_blocked_and_freed(qtbot):
    action = QAction("&Verify")
    button = action_button(action)
    qtbot.addWidget(button)
    assert button.accessibleName() == "Verify"
    button.setAccessibleName("Verify: tax clearance")
    set_blocked(action, "No file has been handed in yet.")
    set_blocked(action, "")
    assert button.accessibleName() == "Verify: tax clearance"


def test_a_button_without_a_name_of_its_own_follows_the_words_of_its_verb(qtbot):
    action = QAction("&Next")
    button = action_button(action)
    qtbot.addWidget(button)
    action.setText("&Take in")
    assert button.accessibleName() == "Take in"
