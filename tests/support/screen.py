"""A screen of its own for tests that press real keys: Xvfb, a window manager, the program as its own process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

NEEDED = ("Xvfb", "xdotool", "openbox", "dbus-run-session")
PATIENCE = 60.0  # seconds after which a condition that never comes true fails


def must_be_installed() -> None:
    """Skip with the word where real keys cannot be pressed, unless REGISTRY_REQUIRE_SCREEN=1 forbids it."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        words = f"not installed: {', '.join(missing)}"
        if os.environ.get("REGISTRY_REQUIRE_SCREEN") == "1":
            pytest.fail(words)
        pytest.skip(words)


def until(what: Callable[[], object], why: str) -> object:
    """Wait until a condition holds; fails with `why` when it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    pytest.fail(why)


@dataclass
class Screen:
    """A display with the program on it."""

    environment: dict[str, str]
    program: subprocess.Popen[bytes]
    pictures: Path | None = None
    taken: int = 0

    def keys(self, *keys: str) -> None:
        """Press keys, in xdotool's words such as ctrl+k."""
        self._xdotool("key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type letters."""
        self._xdotool("type", "--delay", "12", text)

    def title(self) -> str:
        """The title of the window that has the keys."""
        done = subprocess.run(["xdotool", "getactivewindow", "getwindowname"], env=self.environment, capture_output=True,
                              text=True, check=False)  # fmt: skip
        return done.stdout.strip().translate(dict.fromkeys((0x2068, 0x2069)))

    def wait_for_title(self, part: str) -> str:
        """Wait until the window's title holds a text, then take a numbered picture where one is wanted."""
        found = until(
            lambda: part in (title := self.title()) and title, f"the window never was {part!r} but {self.title()!r}"
        )
        self.picture(part)
        return str(found)

    def picture(self, name: str) -> None:
        """A numbered picture of the step, when REGISTRY_PICTURES names a folder."""
        if self.pictures is None or shutil.which("import") is None:
            return
        self.taken += 1
        plain = "".join(letter if letter.isalnum() else "-" for letter in name.lower())[:40]
        target = self.pictures / f"journey-{self.taken:02d}-{plain}.png"
        subprocess.run(["import", "-window", "root", str(target)], env=self.environment, check=False)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True)


@contextmanager
def program_on_screen(register: Path, home: Path, *words: str) -> Iterator[Screen]:
    """The desktop on a display of its own, in a session of its own, with its settings under `home`."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)  # fmt: skip
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    runtime = home / "runtime"
    runtime.mkdir(parents=True, mode=0o700)
    environment = {
        **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LANG": "C.UTF-8",
    }  # fmt: skip
    answers = ["xdotool", "getdisplaygeometry"]
    until(
        lambda: subprocess.run(answers, env=environment, capture_output=True, check=False).returncode == 0,
        "the display did not answer",
    )
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    program = subprocess.Popen(
        [sys.executable, "-m", "registry_app", "--register", str(register), "--language", "en", *words], env=environment
    )
    wanted = os.environ.get("REGISTRY_PICTURES")
    try:
        yield Screen(environment, program, Path(wanted) if wanted else None)
    finally:
        for process in (program, manager, server):
            process.terminate()
            process.wait(timeout=30)
