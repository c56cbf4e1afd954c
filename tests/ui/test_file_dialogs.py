"""Choosing files: kinds in words, endings that come by themselves, the folder of the last time, names every system takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from registry_app.core.texts import bare
from registry_app.ui.file_dialogs import FileDialogs, kinds_in_words, name_for_copy, saved_words, usable_name
from registry_app.ui.lists.kept import Forgetful
from registry_app.ui.prompts import Question, ReasonQuestion


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.mark.parametrize(
    ("kinds", "name", "words"),
    [
        ("*.pdf", "paper", "PDF documents (*.pdf)"),
        ("", "entry-7.json", "JSON files (*.json)"),
        ("Scans (*.pdf *.png)", "", "Scans (*.pdf *.png)"),
        ("*.csv *.xlsx", "", "Text files with columns, Workbooks (*.csv *.xlsx)"),
        ("*.strange", "", ""),
        ("", "", ""),
    ],
)
def test_a_dialog_names_the_kinds_of_files_in_words(kinds, name, words):
    assert kinds_in_words(kinds, name) == words


def test_saving_says_what_it_asks_for_and_adds_the_ending(window, tmp_path):
    kept = Forgetful()
    kept.set("files/folder", str(tmp_path))
    dialog = FileDialogs(window, kept).saving("Export the list", "Register of letters: in/out.xlsx", "*.xlsx")
    assert dialog.windowTitle() == "Export the list"
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == "xlsx"
    assert dialog.nameFilters() == ["Workbooks (*.xlsx)"]
    assert Path(dialog.selectedFiles()[0]) == tmp_path / "Register of letters- in-out.xlsx"
    assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)  # the dialog asks, once


def test_opening_offers_every_file_beside_the_kinds(window):
    dialog = FileDialogs(window).opening("Paper to check", "*.pdf")
    assert dialog.nameFilters() == ["PDF documents (*.pdf)", "Every file (*)"]
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    twice = FileDialogs(window).opening("A scan", "Scans (*.pdf *.png);;All files (*)")
    assert twice.nameFilters() == ["Scans (*.pdf *.png)", "All files (*)"]


def test_the_folder_of_the_last_file_comes_again_and_one_that_is_gone_does_not(window, tmp_path, monkeypatch):
    kept = Forgetful()
    dialogs = FileDialogs(window, kept)
    first = dialogs.folder()
    assert first
    assert Path(first).is_dir()
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: QFileDialog.DialogCode.Accepted)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(tmp_path / "list.csv")])
    assert dialogs.ask(dialogs.opening("A list", "*.csv")) == tmp_path / "list.csv"
    assert FileDialogs(window, kept).folder() == str(tmp_path)
    kept.set("files/folder", str(tmp_path / "gone"))
    assert dialogs.folder() == first
    kept.set("files/folder", ["spoiled", 7])
    assert dialogs.folder() == first


def test_turning_away_gives_nothing_and_keeps_nothing(window, monkeypatch):
    kept = Forgetful()
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: QFileDialog.DialogCode.Rejected)
    dialogs = FileDialogs(window, kept)
    assert dialogs.ask(dialogs.choosing_folder("A folder")) is None
    assert kept.get("files/folder") is None


@settings(deadline=None)
@given(st.text(max_size=400))
def test_a_name_is_one_that_every_system_takes(name):
    usable = usable_name(name)
    assert len(usable) <= 120 or not Path(usable).stem
    assert not set(usable) & set('<>:"/\\|?*\n\t\0\u2068\u2069')


def test_a_copy_has_the_ending_of_what_it_is():
    assert name_for_copy("Answer of the bank", "application/pdf") == "Answer of the bank.pdf"
    assert name_for_copy("Answer.PDF", "application/pdf") == "Answer.PDF"
    assert name_for_copy("\u2068صورة\u2069", "image/jpeg") == "صورة.jpg"
    assert name_for_copy("letter", "application/unknown") == "letter"


def test_what_was_saved_says_where(tmp_path):
    assert bare(saved_words(tmp_path / "a.pdf")) == f"a.pdf was saved in {tmp_path}."


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("kind", [Question, ReasonQuestion])
def test_in_every_question_the_way_out_stands_before_the_step_at_the_end_of_the_line(qtbot, kind, direction):
    question = kind(None, "Void it", "The number stays.", "Declare void")
    qtbot.addWidget(question)
    question.setLayoutDirection(direction)
    question.show()
    across = sorted(question.findChildren(QPushButton), key=lambda each: each.x())
    wanted = [question.no, question.yes]
    assert across == (wanted if direction is Qt.LayoutDirection.LeftToRight else wanted[::-1])
    edge = question.yes.geometry()
    end = question.width() - edge.right() if direction is Qt.LayoutDirection.LeftToRight else edge.left()
    assert end <= 32


def test_the_question_answers_by_its_buttons_and_escape_turns_away(qtbot):
    for key, answer in (("yes", True), ("no", False), ("", False)):
        question = Question(None, "Void it", "The number stays.", "Declare void")
        qtbot.addWidget(question)
        question.show()
        if key:
            getattr(question, key).click()
        else:
            qtbot.keyClick(question, Qt.Key.Key_Escape)
        assert (question.result() == Question.DialogCode.Accepted) is answer
