"""Two people on one record: what one alone changed is clear, what both changed is asked, cancelling loses nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from registry_app.core.texts import bare
from registry_app.ui.forms.conflict import ConflictScreen, Side, differences
from registry_app.ui.labels import PlainLabel
from tests.ui.forms.sample import sample_form
from tests.ui.forms.test_form import FILLED


@pytest.fixture
def form(qtbot, open_drafts):
    made = sample_form()
    qtbot.addWidget(made)
    made.set_values(FILLED, version=3)
    made.keep_in(open_drafts(), "agency:1", "Horizon")
    made.field("tax").entry.setText("111")
    made.field("mail").entry.setText("mine@horizon.et")
    return made


THEIRS = {**FILLED, "tax": "222", "phone": "+251 92 222 2222"}


@pytest.fixture
def screen(form, qtbot):
    made = ConflictScreen(differences(form, THEIRS), who="Hanna Girma")
    qtbot.addWidget(made)
    made.show()
    return made


def test_only_the_fields_in_which_they_differ_are_shown_with_the_value_before(form):
    found = {each.name: (each.before, each.mine, each.theirs, each.preset) for each in differences(form, THEIRS)}
    assert found == {
        "tax": ("0012345678", "111", "222", None),
        "phone": ("+251 91 123 4567", "+251 91 123 4567", "+251 92 222 2222", Side.THEIRS),
        "mail": ("office@horizon.et", "mine@horizon.et", "office@horizon.et", Side.MINE),
    }


def test_a_field_that_both_changed_has_to_be_decided(screen):
    assert screen.undecided() == ["tax"]
    assert not screen.take.isEnabled()
    screen.choose("tax", Side.THEIRS)
    assert screen.take.isEnabled()
    assert screen.chosen() == {"tax": "222", "phone": "+251 92 222 2222", "mail": "mine@horizon.et"}


def test_what_is_chosen_is_ready_to_be_saved_over_the_newer_version(form, screen):
    screen.choose("tax", Side.MINE)
    screen.take.click()
    assert screen.result() == QDialog.DialogCode.Accepted
    form.settle(screen.chosen(), screen.theirs(), 4)
    assert (form.values()["tax"], form.values()["phone"], form.version) == ("111", "+251 92 222 2222", 4)
    assert form.dirty
    assert form.before()["tax"] == "222"
    assert differences(form, THEIRS)[0].preset is Side.MINE


def test_taking_theirs_everywhere_leaves_nothing_to_save(form, screen):
    for each in ("tax", "phone", "mail"):
        screen.choose(each, Side.THEIRS)
    form.settle(screen.chosen(), screen.theirs(), 4)
    assert not form.dirty


def test_cancelling_keeps_both(form, screen, open_drafts):
    before = form.typed()
    screen.choose("tax", Side.THEIRS)
    screen.later.click()
    assert screen.result() == QDialog.DialogCode.Rejected
    form.keep_now()
    assert form.typed() == before
    assert form.version == 3
    form._drafts.settle()
    assert open_drafts().find("agency:1").content["tax"] == "111"


def test_who_it_was_is_said_and_every_choice_has_a_name(screen):
    words = [bare(label.text()) for label in screen.findChildren(QLabel)]
    assert any(each.startswith("Hanna Girma saved it while you were typing.") for each in words)
    assert {type(label) for label in screen.findChildren(QLabel)} == {PlainLabel}
    assert screen._values["tax", Side.MINE].button.accessibleName() == "Tax number, yours: 111"
