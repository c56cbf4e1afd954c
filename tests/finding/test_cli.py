"""`registry find`, `registry index`: the same finding from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from registry_app.cli import main
from registry_app.core.world import World
from registry_app.finding import tables
from tests.support.office import PASSWORD, opened_register


@pytest.fixture
def call(tmp_path: Path, world: World, capsys: pytest.CaptureFixture[str]):
    """Calls the program as an officer; gives the exit status and what was printed."""
    opened_register(tmp_path, world).close()
    secret = tmp_path / "words"
    secret.write_text(PASSWORD, encoding="utf-8")

    def as_officer(login: str, *words: str) -> tuple[int, str]:
        register = ["--register", str(tmp_path / "office.register"), "--as", login, "--passphrase-file", str(secret)]
        status = main([*register, *words])
        return status, capsys.readouterr().out

    return as_officer


def test_what_was_entered_is_found_and_an_index_out_of_step_is_made_anew(
    call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("clerk", "agency", "register", "--name", "Horizon Recruitment")[0] == 0
    status, printed = call("clerk", "--json", "find", "horizom")
    assert status == 0
    assert [each["title"] for each in json.loads(printed)] == ["Horizon Recruitment"]
    assert call("clerk", "find", "--kind", "person", "horizon")[1].count("Horizon") == 0
    assert json.loads(call("admin", "--json", "index", "check")[1]) == {"in_step": True}
    assert call("clerk", "index", "rebuild")[0] == 1
    assert call("admin", "index", "rebuild")[0] == 0
    assert call("admin", "index", "check")[0] == 0
    monkeypatch.setattr(tables, "FORM", 2)  # a newer program
    assert call("clerk", "find", "horizon")[1].count("Horizon") == 1
