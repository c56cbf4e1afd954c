"""Signing in: the right person gets in, everybody else reads why not, and nothing typed is interpreted or kept."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from registry_app.core.texts import bare
from registry_app.ui.door import Account
from registry_app.ui.jobs import Job
from registry_app.ui.labels import PlainLabel
from tests.ui.robots import MadeUpDoor, SignInRobot, refusal

PASSWORD = "a good long password"


@pytest.fixture
def door() -> MadeUpDoor:
    return MadeUpDoor()


@pytest.fixture
def robot(qtbot, door) -> SignInRobot:
    return SignInRobot(qtbot, door)


def test_the_right_password_opens_the_desk(robot, door):
    robot.sign_in("almaz", PASSWORD)
    assert door.asked == [("/somewhere/office.register", "almaz", PASSWORD)]
    assert robot.headline() == "Almaz Bekele, Head office"


def test_a_wrong_password_is_refused_with_the_way_out_and_may_be_tried_again(robot):
    robot.sign_in("almaz", "guess")
    assert robot.message() == "User name and password do not fit. Try again."
    assert robot.sign_in("almaz", PASSWORD).headline() != ""


def test_the_password_does_not_stay_in_the_field(robot):
    assert robot.sign_in("almaz", "guess").page.password_field.text() == ""


@pytest.mark.parametrize(("user", "password", "said"), [("", PASSWORD, "who you are"), ("almaz", "", "password")])
def test_what_is_missing_is_said_before_anything_is_tried(robot, door, user, password, said):
    assert said in robot.sign_in(user, password).message()
    assert door.asked == []


def test_a_refusal_shows_its_sentence_and_its_hint_as_plain_text(robot, door):
    door.fault = refusal("There is no register <b>x</b>.", "Check the name.")
    assert robot.sign_in("almaz", PASSWORD).message() == "There is no register <b>x</b>. Check the name."
    assert robot.page.message.textFormat() is Qt.TextFormat.PlainText


def test_a_fault_of_ours_is_admitted_and_its_log_names_the_place_but_no_person(robot, door, caplog):
    door.fault = ValueError("Almaz Bekele, 0911 000000")
    with caplog.at_level(logging.ERROR):
        assert "made a mistake (ValueError)" in robot.sign_in("almaz", PASSWORD).message()
    assert "robots.py" in caplog.text
    assert "Almaz" not in caplog.text


def test_closing_the_window_closes_the_register(robot, door):
    robot.sign_in("almaz", PASSWORD).window.close()
    assert door.register.closed


def test_every_label_shows_text_and_never_interprets_it(robot):
    robot.sign_in("almaz", PASSWORD)
    assert {type(label) for label in robot.window.findChildren(QLabel)} == {PlainLabel}


def test_every_control_has_a_name_for_a_screen_reader(robot):
    controls = [*robot.page.findChildren(QLineEdit), *robot.page.findChildren(QPushButton)]
    assert [each for each in controls if not (each.accessibleName() or getattr(each, "text", str)())] == []


def test_no_key_means_two_things(robot):
    words = [label.text() for label in robot.page.findChildren(QLabel) if isinstance(label.buddy(), QWidget)]
    words += [button.text() for button in robot.page.findChildren(QPushButton)]
    keys = [word[word.index("&") + 1].lower() for word in words]
    assert len(keys) == len(set(keys)) == 7


def test_the_window_fits_an_old_screen(robot):
    least = robot.window.minimumSizeHint()
    assert (least.width() <= 1366, least.height() <= 768) == (True, True)


def test_signing_out_takes_the_desk_and_the_name_off_the_screen(robot, door):
    robot.sign_in("almaz", PASSWORD).window.sign_out()
    assert door.register.closed
    assert robot.window.desk is None
    assert robot.page.user_field.text() == robot.page.password_field.text() == ""
    assert robot.sign_in("almaz", PASSWORD).headline() != ""


def test_the_accounts_of_a_demo_register_are_one_click_away(qtbot, door):
    door.accounts = [Account("clerk", "Tigist Clerk", "registry clerk", PASSWORD)]
    robot = SignInRobot(qtbot, door)
    robot.window.look_at("/somewhere/office.register")
    qtbot.waitUntil(lambda: bool(robot.page.accounts.findChildren(QToolButton)))
    button = robot.page.accounts.findChildren(QToolButton)[0]
    assert bare(button.accessibleName()) == "Sign in as Tigist Clerk, registry clerk"
    button.click()
    qtbot.waitUntil(lambda: not robot.page.busy)
    assert door.asked == [("/somewhere/office.register", "clerk", PASSWORD)]


def test_two_accounts_of_one_role_are_told_apart_by_name(qtbot, door):
    door.accounts = [
        Account("clerk", "Tigist Clerk", "registry clerk", PASSWORD),
        Account("director", "Daniel Director", "director", PASSWORD),
        Account("deputy", "Desta Deputy", "director", PASSWORD),
    ]
    robot = SignInRobot(qtbot, door)
    robot.window.look_at("/somewhere/office.register")
    qtbot.waitUntil(lambda: bool(robot.page.accounts.findChildren(QToolButton)))
    shown = [button.text() for button in robot.page.accounts.findChildren(QToolButton)]
    assert shown == ["registry clerk", "Daniel Director", "Desta Deputy"]


def test_without_a_register_the_first_steps_come_first(qtbot, door, tmp_path):
    robot = SignInRobot(qtbot, door, str(tmp_path / "none.register"))
    assert robot.page.demo_button.isVisible()
    robot.page.demo_button.click()
    qtbot.waitUntil(lambda: not robot.page.busy)
    assert robot.page.register_field.text() == "/somewhere/demo/demo.register"


def test_a_demo_that_cannot_be_made_says_why(qtbot, door, tmp_path):
    door.fault = refusal("The disk is full.", "Free some space.")
    robot = SignInRobot(qtbot, door, str(tmp_path / "none.register"))
    robot.page.demo_button.click()
    qtbot.waitUntil(lambda: not robot.page.busy)
    assert robot.message() == "The disk is full. Free some space."


def test_a_job_hands_over_its_result_or_what_it_raised(qtbot):
    for work, signal in ((lambda: 7, "succeeded"), (lambda: 1 // 0, "failed")):
        job = Job(work)
        with qtbot.waitSignal(getattr(job, signal)) as caught:
            job.start()
        assert caught.args[0] == 7 or isinstance(caught.args[0], ZeroDivisionError)
