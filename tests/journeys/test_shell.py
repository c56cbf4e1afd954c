"""The shell script that goes the whole chain, on a machine where the screen library cannot be loaded."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CONSOLE = Path(sys.executable).with_name("registry")
PATIENCE = 300  # seconds; what hangs is a fault

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a POSIX shell script")


@pytest.fixture
def without_screen(tmp_path: Path) -> dict[str, str]:
    """An environment in which importing PySide6 fails as it does where libGL is missing."""
    stub = tmp_path / "stub"
    stub.mkdir()
    (stub / "PySide6.py").write_text('raise ImportError("libGL.so.1: cannot open shared object file")\n')
    return {**os.environ, "PYTHONPATH": str(stub), "PYTHONUTF8": "1"}


@pytest.fixture
def command(tmp_path: Path, without_screen: dict[str, str]) -> Iterator[Path]:
    """A command that does what `registry` does, forked from one that is loaded already."""
    with tempfile.TemporaryDirectory(prefix="chain-") as short:  # a socket's path must be short
        line = Path(short) / "line"
        waiting = [sys.executable, HERE / "forking.py", "serve", line]
        server = subprocess.Popen(waiting, env=without_screen, stdout=subprocess.PIPE)
        registry = tmp_path / "registry"
        registry.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S -E "{HERE / "forking.py"}" call "{line}" "$@"\n')
        registry.chmod(0o755)
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        yield registry
        server.terminate()
        server.wait(PATIENCE)
        server.stdout.close()


def test_the_screen_library_is_out_of_reach_there(without_screen: dict[str, str]) -> None:
    tried = [sys.executable, "-c", "import PySide6"]
    assert subprocess.run(tried, env=without_screen, capture_output=True, check=False).returncode != 0


def test_the_console_script_speaks_without_a_screen(without_screen: dict[str, str]) -> None:
    done = subprocess.run([CONSOLE, "--help"], env=without_screen, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "complaint" in done.stdout


@pytest.mark.slow
def test_the_chain_as_a_shell_script(tmp_path: Path, command: Path, without_screen: dict[str, str]) -> None:
    done = subprocess.run(
        ["sh", HERE / "chain.sh", tmp_path / "office"],
        env={**without_screen, "REGISTRY": str(command)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-4_000:]
    assert "The chain is whole" in done.stdout
    assert (tmp_path / "office" / "compliance.pdf").read_bytes().startswith(b"%PDF")


def test_the_script_stops_at_the_first_step_that_goes_wrong(tmp_path: Path, without_screen: dict[str, str]) -> None:
    deaf = tmp_path / "deaf"
    deaf.write_text("#!/bin/sh\nexit 3\n")
    deaf.chmod(0o755)
    environment = {**without_screen, "REGISTRY": str(deaf)}
    done = subprocess.run(["sh", HERE / "chain.sh", tmp_path / "office"], env=environment, check=False)
    assert done.returncode == 3
