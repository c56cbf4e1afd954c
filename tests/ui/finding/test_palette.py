"""The finder: keyboard first, the newest question wins, and it says what to do where nothing is found."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from registry_app.core.errors import StorageFailed
from registry_app.core.texts import bare
from registry_app.finding.queries import Hit, find
from registry_app.finding.rules import Kind
from registry_app.ui.finding.lines import GROUPS, Command, Line, Recent, lines_for, matching
from registry_app.ui.finding.palette import Palette
from registry_app.ui.finding.rows import Lines
from registry_app.ui.jobs import InPlace, Job

HORIZON = Hit(Kind.AGENCY, uuid.UUID(int=1), "A-HQ-2019-00001-3", "Horizon Recruitment", "Adama", 90.0)
BLUE = Hit(Kind.AGENCY, uuid.UUID(int=2), "A-HQ-2019-00002-1", "Blue Star", "", 80.0)
ABEBE = Hit(Kind.PERSON, uuid.UUID(int=3), "", "Abebe Bekele", "born 1980-02-01", 50.0)
COMMANDS = [
    Command("page:agencies", "&Agencies", "Ctrl+2", "building"),
    Command("agency:register", "Register an agency…", "Ctrl+N", "plus"),
    Command("desk:help", "Help for this page", "F1", "help-circle"),
]


class Later:
    """Keeps jobs until the test lets the next one run."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def start(self, job: Job) -> None:
        self.jobs.append(job)

    def run_next(self) -> None:
        self.jobs.pop(0).run_now()


class Finder:
    """A window with a palette, as the tests use it."""

    def __init__(self, qtbot, answer: Callable[[str], list[Hit]], runner: object) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.button = QPushButton("elsewhere", self.window)
        QVBoxLayout(self.window).addWidget(self.button)
        self.window.resize(1170, 680)
        qtbot.addWidget(self.window)
        self.asked: list[str] = []

        def ask(text: str) -> list[Hit]:
            self.asked.append(text)
            return answer(text)

        self.recent = [Recent("Blue Star", ("agency", 2), "A-HQ-2019-00002-1", "building")]
        self.palette = Palette(self.window, ask, lambda: COMMANDS, lambda: self.recent, runner)
        self.window.show()
        self.button.setFocus()

    def type(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClicks(self.palette.line, letter)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.palette.line, key)

    @property
    def titles(self) -> list[str]:
        return [line.title for line in self.palette.model.lines if not line.is_heading]

    @property
    def headings(self) -> list[str]:
        return [line.title for line in self.palette.model.lines if line.is_heading]

    @property
    def chosen(self) -> str:
        index = self.palette.list.currentIndex()
        return self.palette.model.lines[index.row()].title if index.isValid() else ""


@pytest.fixture
def finder(qtbot) -> Finder:
    return Finder(qtbot, lambda text: [HORIZON, BLUE, ABEBE] if text.startswith("h") else [], InPlace())


def test_nothing_typed_shows_where_one_was_and_what_can_be_done(finder: Finder) -> None:
    finder.palette.appear()
    assert finder.titles[0] == "Blue Star"
    assert finder.headings == ["Recent", "Pages and commands"]
    assert finder.asked == []


def test_hits_stand_by_kind_and_the_first_is_chosen(finder: Finder) -> None:
    finder.palette.appear()
    finder.type("ho")
    assert finder.headings == ["Agencies", "Persons"]
    assert finder.chosen == "Horizon Recruitment"


def test_arrows_pass_over_headings_and_go_round(finder: Finder) -> None:
    finder.palette.appear("h")
    finder.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert finder.chosen == "Help for this page"
    finder.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert finder.chosen == "Horizon Recruitment"
    finder.press(Qt.Key.Key_Up)
    assert finder.chosen == "Abebe Bekele"
    finder.press(Qt.Key.Key_PageUp)
    assert finder.chosen == "Horizon Recruitment"


def test_enter_opens_what_is_chosen_and_the_focus_goes_back(finder: Finder, qtbot) -> None:
    finder.palette.appear("ho")
    with qtbot.waitSignal(finder.palette.hit_chosen) as chosen:
        finder.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert chosen.args == [BLUE]
    assert not finder.palette.isVisible()
    assert finder.button.hasFocus()


def test_a_command_is_found_by_the_beginnings_of_its_words(finder: Finder, qtbot) -> None:
    finder.palette.appear()
    finder.type("reg ag")
    assert finder.titles == ["Register an agency…"]
    with qtbot.waitSignal(finder.palette.command_chosen) as chosen:
        finder.press(Qt.Key.Key_Return)
    assert chosen.args == ["agency:register"]


def test_a_recent_place_is_handed_back_as_it_was(finder: Finder, qtbot) -> None:
    finder.palette.appear()
    with qtbot.waitSignal(finder.palette.recent_chosen) as chosen:
        finder.press(Qt.Key.Key_Return)
    assert chosen.args == [("agency", 2)]


def test_where_nothing_is_found_it_says_what_to_do(finder: Finder) -> None:
    finder.palette.appear()
    finder.type("zzz")
    assert finder.palette.nothing.isVisible()
    assert not finder.palette.list.isVisible()
    assert bare(finder.palette.nothing.headline.text()) == "Nothing found for zzz."
    assert "fewer letters" in finder.palette.nothing.what_to_do.text()
    finder.press(Qt.Key.Key_Return)
    assert finder.palette.isVisible()


def test_the_newest_question_wins_and_those_between_are_never_asked(qtbot) -> None:
    later = Later()
    finder = Finder(qtbot, lambda text: [HORIZON] if text == "hor" else [BLUE], later)
    finder.palette.appear()
    finder.type("hor")
    assert len(later.jobs) == 1
    later.run_next()
    assert finder.titles[0] == "Blue Star", "an old answer is not shown for a newer question"
    assert finder.headings[0] == "Recent"
    later.run_next()
    assert finder.titles[0] == "Horizon Recruitment"
    assert finder.asked == ["h", "hor"]


def test_enter_before_the_answer_opens_its_first_line(qtbot) -> None:
    later = Later()
    finder = Finder(qtbot, lambda _text: [HORIZON], later)
    finder.palette.appear("horizon")
    finder.press(Qt.Key.Key_Return)
    with qtbot.waitSignal(finder.palette.hit_chosen) as chosen:
        later.run_next()
    assert chosen.args == [HORIZON]


def test_an_answer_after_closing_changes_nothing(qtbot) -> None:
    later = Later()
    finder = Finder(qtbot, lambda _text: [HORIZON], later)
    finder.palette.appear("horizon")
    finder.press(Qt.Key.Key_Escape)
    assert not finder.palette.isVisible()
    later.run_next()
    assert not finder.palette.isVisible()
    assert "Horizon Recruitment" not in finder.titles


def test_a_refusal_is_said_in_the_list_and_a_fault_is_handed_on(qtbot) -> None:
    errors = [StorageFailed("The disk is full.", hint="Free some space."), ZeroDivisionError()]

    def fail(_text: str) -> list[Hit]:
        raise errors.pop(0)

    finder = Finder(qtbot, fail, InPlace())
    finder.palette.appear("h")
    assert finder.palette.nothing.headline.text() == "The disk is full."
    with qtbot.waitSignal(finder.palette.failed) as failed:
        finder.type("o")
    assert isinstance(failed.args[0], ZeroDivisionError)


def test_ten_megabytes_pasted_are_cut(finder: Finder) -> None:
    finder.palette.appear()
    finder.palette.line.setText("h" * 10_000_000)
    finder.type("o")
    assert max(map(len, finder.asked), default=0) <= 200


def test_a_click_beside_it_closes_it(finder: Finder, qtbot) -> None:
    finder.palette.appear()
    qtbot.mouseClick(finder.palette, Qt.MouseButton.LeftButton, pos=finder.palette.rect().bottomLeft())
    assert not finder.palette.isVisible()


def test_it_keeps_over_the_window_when_that_is_resized(finder: Finder) -> None:
    finder.palette.appear()
    finder.window.resize(600, 400)
    assert finder.palette.rect() == finder.window.rect()
    assert finder.palette.rect().contains(finder.palette.panel.geometry())


def test_lines_behave_as_a_model_does(qtbot) -> None:
    model = Lines()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(lines_for("h", [HORIZON, ABEBE], COMMANDS))
    model.show([])
    assert model.rowCount() == 0
    assert model.next_choice(-1, 1) == -1
    del tester


def test_what_is_sure_stands_before_the_commands_and_what_only_sounds_so_after_them() -> None:
    lines = lines_for("help", [HORIZON, ABEBE], COMMANDS)
    assert [line.title for line in lines if line.is_heading] == ["Agencies", "Pages and commands", "Persons"]


def test_a_command_with_a_slip_of_the_keys_is_found() -> None:
    assert next(iter(matching("agncies", COMMANDS))).code == "page:agencies"
    assert matching("", COMMANDS) == []


def test_every_kind_has_words_and_an_icon() -> None:
    assert set(GROUPS) == set(Kind)


def test_a_line_is_spoken_with_its_number_and_detail() -> None:
    assert Line("Horizon", HORIZON, "A-1", "Adama").spoken == "Horizon, A-1, Adama"


def test_the_demo_register_answers_by_name_number_and_slip(sit_down, qtbot) -> None:
    context = sit_down("licensing")

    def ask(text: str) -> list[Hit]:
        with context.opened.reading() as session:
            return find(session, text, actor=context.actor, vocabulary=context.opened.vocabulary)

    finder = Finder(qtbot, ask, InPlace())
    finder.palette.appear("1")
    assert "Agencies" in finder.headings
    name = next(line.title for line in finder.palette.model.lines if line.what and line.icon == "building")
    finder.palette.appear(name)
    assert finder.chosen == name
