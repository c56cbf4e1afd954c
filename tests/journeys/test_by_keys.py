"""The desktop by real keys on a real display: sign in, find, register, go back, and a kill in the middle of typing."""

from __future__ import annotations

import shutil
import signal

import pytest

from registry_app.agencies import queries
from registry_app.build import training
from tests.support import desk as support
from tests.support.screen import must_be_installed, program_on_screen

NAME = "Zewditu Cross-Border Placement"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    must_be_installed()
    return support.demo_folder(support.shared_folder(tmp_path_factory.getbasetemp()))


@pytest.fixture
def register(demo, tmp_path):
    shutil.copytree(demo, tmp_path / "demo")
    return tmp_path / "demo" / training.REGISTER


def names_in(demo, register) -> list[str]:
    opened = support.open_again(support.Location(str(register)), demo, "auditor")
    try:
        with opened.reading() as session:
            return [each.name for each in queries.list_agencies(session, queries.Filters(), limit=1_000)]
    finally:
        opened.close()


def newest_draft(register) -> int:
    """When a draft was written last, in nanoseconds; 0 while there is none."""
    drafts = register.with_name(f"{register.name}.drafts")
    return max((each.stat().st_mtime_ns for each in drafts.rglob("*") if each.is_file()), default=0)


def test_a_clerk_registers_an_agency_by_keys_alone(demo, register, tmp_path):
    with program_on_screen(register, tmp_path / "home") as screen:
        screen.sign_in("clerk")
        screen.keys("ctrl+2")
        screen.wait_for_title("Agencies - ")
        screen.do("New agency", "ctrl+n")
        screen.wait_for_title("New agency - ")
        screen.write("Legal name", NAME)
        screen.keys("ctrl+s")
        screen.wait_for_title(NAME)
        screen.keys("ctrl+k")
        screen.wait_for_focus("Find anything")
        screen.type("journal")
        screen.keys("Escape")
        screen.wait(lambda: screen.reader.ask("focus").get("name") != "Find anything", "the finder did not close")
        screen.keys("alt+Left", "alt+Left")
        screen.wait_for_title("Agencies - ")
    assert NAME in names_in(demo, register)


def test_an_agency_is_found_from_anywhere_and_opened(demo, register, tmp_path):
    name = names_in(demo, register)[0]
    with program_on_screen(register, tmp_path / "home") as screen:
        screen.sign_in("licensing")
        screen.find_anywhere(name, f"{name} - ")


def test_what_was_typed_is_there_after_a_kill(demo, register, tmp_path):
    home = tmp_path / "home"
    with program_on_screen(register, home) as screen:
        screen.sign_in("clerk")
        screen.keys("ctrl+2")
        screen.wait_for_title("Agencies - ")
        screen.do("New agency", "ctrl+n")
        screen.wait_for_title("New agency - ")
        screen.write("Legal name", NAME)
        before = newest_draft(register)
        screen.keys("x", "BackSpace")  # whatever is kept from now on holds the whole name
        screen.wait(lambda: newest_draft(register) > before, "no draft was kept")
        screen.program.send_signal(signal.SIGKILL)
        screen.program.wait()
    with program_on_screen(register, tmp_path / "second") as screen:
        screen.sign_in("clerk")
        screen.keys("ctrl+2")
        screen.wait_for_title("Agencies - ")
        screen.do("New agency", "ctrl+n")
        screen.wait_for_title("New agency - ")
        screen.keys("ctrl+s")
        screen.wait_for_title(NAME)
