"""The first start: an office gets its register, its secrets on paper, or nothing at all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from registry_app.build import open_register
from registry_app.core.texts import bare
from registry_app.core.world import system_world
from registry_app.store.engine import Location
from registry_app.ui.first_start.assistant import Assistant
from registry_app.ui.jobs import InPlace
from tests.support.desk import Answers

PASSWORD = "made-up words for tests"
OFFICE = {"ministry": "Ministry of Labour", "country": "ET", "office_name": "Head office", "office_code": "HQ",
          "zone": "Africa/Addis_Ababa", "rule_book": "et/923-2016", "weekend": ["5", "6"]}  # fmt: skip
WHO = {"full_name": "Abebech Admin", "login": "abebech", "password": PASSWORD, "again": PASSWORD}


class AssistantRobot:
    """Fills the assistant in as an officer does."""

    def __init__(self, qtbot, folder) -> None:
        self.place = folder / "office.register"
        self.left: list[str] = []
        self.prompts = Answers()
        self.page = Assistant(system_world(), InPlace(), self.prompts, self.place, self.left.append)
        qtbot.addWidget(self.page)
        self.page.show()

    def office(self, **other: object) -> AssistantRobot:
        self.page.office.set_values({**OFFICE, "place": str(self.place), **other})
        self.page.go_on()
        return self

    def administrator(self, **other: object) -> AssistantRobot:
        self.page.administrator.set_values({**WHO, **other})
        self.page.go_on()
        return self

    def secrets(self):
        return self.page.findChildren(QLabel, "secret")


@pytest.fixture
def robot(qtbot, tmp_path):
    made = AssistantRobot(qtbot, tmp_path)
    yield made
    made.page.give_up()


def test_an_office_gets_its_register_with_its_law_and_signs_in(robot):
    robot.office().administrator()
    assert [len(bare(each.text())) > 20 for each in robot.secrets()] == [True, True, True]
    assert not robot.page.next.isEnabled()
    for box in robot.page.steps.currentWidget().findChildren(QCheckBox):
        box.setChecked(True)
    robot.page.next.click()
    assert robot.left == [str(robot.place)]
    opened = open_register(Location(str(robot.place)), "abebech", PASSWORD, system_world())
    try:
        assert opened.office.name == "Head office"
    finally:
        opened.close()


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_made(robot):
    robot.office(ministry="").administrator()
    assert robot.page.steps.currentIndex() == 0
    robot.office().administrator(again="something else entirely")
    assert robot.page.steps.currentIndex() == 1
    assert not robot.place.exists()


def test_a_short_password_is_refused_before_anything_is_made(robot):
    robot.office().administrator(password="short", again="short")
    assert robot.page.steps.currentIndex() == 1
    assert not robot.place.exists()


def test_a_place_that_is_taken_is_said_with_the_way_out(robot):
    robot.place.write_bytes(b"something else")
    robot.office().administrator()
    assert "already" in bare(robot.page.strip.words.text())
    assert robot.place.read_bytes() == b"something else"


def test_turning_away_before_the_secrets_are_kept_leaves_nothing_behind(robot):
    robot.office().administrator()
    robot.page.go_back()
    assert robot.prompts.asked
    assert not robot.place.exists()
    assert robot.page.steps.currentIndex() == 1


def test_the_secrets_can_be_saved_one_by_one(robot, tmp_path):
    robot.office().administrator()
    robot.prompts.file = tmp_path / "share.txt"
    save = [each for each in robot.page.findChildren(QPushButton) if each.accessibleName().startswith("Save")]
    save[0].click()
    assert robot.prompts.file.read_text().strip() == robot.secrets()[0].text()
    assert robot.prompts.file.stat().st_mode & 0o077 == 0


def test_secrets_read_from_the_left_in_any_language(robot):
    robot.office().administrator()
    assert {each.layoutDirection() for each in robot.secrets()} == {Qt.LayoutDirection.LeftToRight}
