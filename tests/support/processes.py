"""Other processes at a register: made by one that has loaded the program already, so that each costs nothing to start."""

from __future__ import annotations

import atexit
import json
import select
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit status (negative: killed by this signal), what it reported, its trace."""

    status: int
    report: dict[str, Any]
    trace: str


@cache
def _foreman() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.clerk"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_send_home, process)
    return process


def _send_home(process: subprocess.Popen[str]) -> None:
    process.communicate()


def begin(*orders: dict[str, Any]) -> None:
    """Let these go to work at once; `ended` waits for them (`tests.support.clerk` says which orders there are)."""
    stdin = _foreman().stdin
    assert stdin is not None
    stdin.write(json.dumps(orders) + "\n")
    stdin.flush()


def at_work() -> bool:
    """Whether somebody has not ended yet."""
    stdout = _foreman().stdout
    assert stdout is not None
    return not select.select([stdout], [], [], 0)[0]


def ended() -> list[Ended]:
    """How each of them ended, in the order in which they were begun."""
    stdout = _foreman().stdout
    assert stdout is not None
    return [Ended(**each) for each in json.loads(stdout.readline())]


def run(**orders: Any) -> dict[str, Any]:
    """Let one go to work and give its report; fails with its trace when it ended otherwise."""
    begin(orders)
    (only,) = ended()
    assert only.status == 0, only.trace or only.status
    return only.report
