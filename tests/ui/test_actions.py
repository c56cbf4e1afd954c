"""The table of actions: no code twice, no key with two meanings, and a button that says why it does not work."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from registry_app.ui.actions import ActionSpec, action_button, clashes, make_action, set_blocked
from registry_app.ui.catalogue import ACTIONS, PAGES

SAVE = ActionSpec("page:save", "&Save", "Ctrl+S", "check", page="one")


def test_the_programs_own_table_is_sound():
    assert clashes(ACTIONS) == []
    assert clashes(ActionSpec(f"page:{spec.code}", spec.words, spec.keys) for spec in PAGES) == []


def test_a_code_given_twice_is_found():
    assert clashes([SAVE, ActionSpec("page:save", "Other")]) == ["page:save stands twice"]


def test_a_key_with_two_meanings_on_one_page_is_found_and_on_two_pages_allowed():
    other = ActionSpec("page:other", "Other", "Ctrl+S", page="one")
    assert len(clashes([SAVE, other])) == 1
    assert clashes([SAVE, ActionSpec("page:other", "Other", "Ctrl+S", page="two")]) == []


def test_a_key_of_every_page_is_not_taken_by_one():
    assert len(clashes([SAVE, ActionSpec("desk:x", "X", "ctrl+s")])) == 1


def test_a_button_follows_its_action_and_says_why_it_is_blocked(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    done = []
    action = make_action(SAVE, page, lambda: done.append(1), permitted=True)
    button = action_button(action, primary=True)
    set_blocked(action, "The bank letter <b>is missing</b>.")
    assert not button.isEnabled()
    assert button.accessibleDescription() == "The bank letter <b>is missing</b>."
    assert "<b>" not in button.toolTip()
    set_blocked(action, "")
    button.click()
    assert done == [1]
    assert button.accessibleName() == "Save"


def test_without_the_permission_it_stays_blocked_and_says_so(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    action = make_action(SAVE, page, lambda: None, permitted=False)
    set_blocked(action, "")
    assert not action.isEnabled()
    assert "roles" in action.statusTip()
