"""A register and a way to run commands at it, as whoever calls the program does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from registry_app.cli import main
from registry_app.cli.output import context
from tests.support.office import PASSWORD, opened_register, test_world


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever the program keeps for this account lies in the test's folder; what one command said is forgotten."""
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "account"))
    before = dict(vars(context))
    yield
    vars(context).update(before)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    opened_register(tmp_path, test_world()).close()
    (tmp_path / "passphrase").write_text(PASSWORD + "\nnot this line\n")
    return tmp_path / "office.register"


@pytest.fixture
def registry(register: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command as a person; gives status, what was printed and what was said on the error channel."""
    monkeypatch.setattr(context, "world", test_world(3))

    def run(who: str, *words: str) -> SimpleNamespace:
        status = main(
            [*words, "--register", str(register), "--as", who, "--passphrase-file", str(register.parent / "passphrase")]
        )
        said = capsys.readouterr()
        return SimpleNamespace(status=status, out=said.out, err=said.err)

    return run
