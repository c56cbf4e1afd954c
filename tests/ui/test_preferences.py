"""Settings of the person: kept, and never in the way when their file is damaged."""

from __future__ import annotations

import pytest

from registry_app.core.world import system_world
from registry_app.ui.preferences import Preferences


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.json"


def read(path) -> Preferences:
    return Preferences(system_world(), path)


def test_what_was_chosen_is_there_at_the_next_start(path):
    read(path).set("language", "ar")
    assert read(path).get("language") == "ar"
    assert read(path).trouble == ""


def test_nobody_chose_gives_what_is_usual(path):
    assert read(path).get("language", "en") == "en"


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"nul\x00", b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_said(path, content):
    path.write_bytes(content)
    preferences = read(path)
    assert "desk.json.damaged" in preferences.trouble
    assert path.with_name("desk.json.damaged").read_bytes() == content
    preferences.set("dark", True)
    assert read(path).get("dark") is True


def test_a_folder_in_its_place_is_said_and_the_program_goes_on(path):
    path.mkdir()
    preferences = read(path)
    assert preferences.trouble
    preferences.set("dark", True)
    assert preferences.get("dark") is True
