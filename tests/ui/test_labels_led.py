"""Sentences that begin with a datum run as the window does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from registry_app.core.texts import isolate, say
from registry_app.ui.labels import led


@pytest.fixture
def from_the_right(qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_in_a_window_from_the_right_a_sentence_after_a_latin_name_runs_from_the_right(from_the_right):
    sentence = say("{person} في {day}", person="Lemma Licensing", day="18 يونيو 2019")
    assert QTextDocument(led(sentence)).firstBlock().textDirection() is Qt.LayoutDirection.RightToLeft


def test_a_datum_alone_and_a_window_from_the_left_stay_as_they_are(qapp, from_the_right):
    assert led(isolate("L-1")) == isolate("L-1")
    assert led("كلمة") == "كلمة"
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    sentence = say("{person} on {day}", person="Lemma", day="18 Jun 2019")
    assert led(sentence) == sentence
