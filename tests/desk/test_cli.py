"""The work list and the figures of the day through the command line alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from registry_app.cli import main
from registry_app.cli.output import context
from tests.desk.conftest import Desks
from tests.support.office import PASSWORD

LINE = {
    "code", "step", "about", "id", "number", "agency", "day", "urgency", "certain", "since", "source", "permission",
    "waits", "for_me", "note",
}  # fmt: skip


@pytest.fixture
def registry(desks: Desks, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command as an officer on the first Monday; gives what it printed."""
    (tmp_path / "passphrase").write_text(PASSWORD + "\n")
    monkeypatch.setattr(context, "world", desks.office.opened.world)

    def run(who: str, *words: str, status: int = 0) -> str:
        options = ["--register", str(desks.office.opened.location.path), "--as", who]
        assert main([*words, *options, "--passphrase-file", str(tmp_path / "passphrase")]) == status
        said = capsys.readouterr()
        return said.out if status == 0 else said.err

    return run


def test_scripts_read_the_work_list_by_its_keys(desks: Desks, registry: Any) -> None:
    application = desks.licensing.ready(desks.licensing.agency("Blue Star"))
    desks.licensing.propose(application)
    (line,) = [
        each for each in json.loads(registry("director", "desk", "list", "--json")) if each["about"] == "application"
    ]
    assert set(line) == LINE
    told = {
        key: line[key] for key in ("code", "id", "agency", "day", "urgency", "waits", "for_me", "certain", "source")
    }
    assert told == {
        "code": "approve:licence:decide", "id": str(application), "agency": "Blue Star", "day": "2019-03-11",
        "urgency": "soon", "waits": "waiting_for_approval", "for_me": True, "certain": True, "source": "art. 25",
    }  # fmt: skip
    (same,) = json.loads(registry("licensing", "desk", "list", "--json", "--view", "all"))
    assert (same["code"], same["for_me"]) == (line["code"], False)


def test_each_officer_may_ask_for_his_own_view(desks: Desks, registry: Any) -> None:
    desks.licensing.propose(desks.licensing.ready())
    assert json.loads(registry("licensing", "desk", "list", "--json", "--view", "approvals")) == []
    (line,) = json.loads(registry("deputy", "desk", "list", "--json", "--view", "approvals"))
    assert line["for_me"]
    assert json.loads(registry("deputy", "desk", "list", "--json", "--view", "due")) == []
    assert "Usage" in registry("deputy", "desk", "list", "--view", "mine", status=2)


def test_another_day_shows_what_is_late_then(desks: Desks, registry: Any) -> None:
    desks.licensing.ready()
    shown = registry("licensing", "desk", "list", "--on", "2019-03-12")
    assert shown.splitlines()[0].split() == ["day", "urgency", "waits", "step", "number", "agency", "source"]
    assert "2019-03-11  late" in shown
    assert "is not a day" in registry("licensing", "desk", "list", "--on", "tomorrow", status=1)


def test_scripts_read_the_figures_by_their_keys(desks: Desks, registry: Any) -> None:
    desks.licensing.granted()
    desks.counter().receive()
    found = json.loads(registry("auditor", "desk", "figures", "--json"))
    assert set(found) == {"licences", "complaints", "short", "applications"}
    assert found["licences"] == {"states": {"in_force": 1}, "ending": 0}
    assert found["complaints"]["open"] == 1
    assert found["complaints"]["by_month"][-1] == ["2019-03-01", 1]
    assert (found["short"], found["applications"]) == (0, 0)
