"""A screen of its own for tests that press real keys: Xvfb, a window manager, the program and its reader as processes.

Every wait is for a condition: a window's title, what has the keys, what stands in a field. Nothing is concluded from time.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from registry_app.build import training

NEEDED = ("Xvfb", "xdotool", "openbox", "dbus-daemon")
# what Qt's platform for X11 is linked with, beside what drawing needs
LIBRARIES = (
    "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-randr.so.0",
    "libxcb-render-util.so.0", "libxcb-shape.so.0", "libxcb-xfixes.so.0", "libxcb-xkb.so.1", "libxkbcommon-x11.so.0",
    "libX11-xcb.so.1",
)  # fmt: skip
READER = Path(__file__).with_name("reader.py")
SYSTEM_PYTHON = "/usr/bin/python3"
BUS_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
PATIENCE = 120.0  # seconds after which a condition that never comes true fails
MOST_STEPS = 80  # how often Tab is pressed for a field before it counts as out of reach
SIGN_IN = "Recruitment Agency Register"  # the title of the window before anybody is signed in
ISOLATES = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))


def must_be_installed() -> None:
    """Skip with the word where real keys cannot be pressed, unless REGISTRY_REQUIRE_SCREEN=1 forbids it."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    missing += [name for name in LIBRARIES if not _can_be_loaded(name)]
    if not any(Path(each).exists() for each in BUS_LAUNCHERS):
        missing.append("at-spi2-core")
    speaks = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    if not Path(SYSTEM_PYTHON).exists() or subprocess.run(speaks, capture_output=True, check=False).returncode:
        missing.append("gi with Atspi for the system's Python")
    if missing:
        words = f"not installed: {', '.join(missing)}"
        if os.environ.get("REGISTRY_REQUIRE_SCREEN") == "1":
            pytest.fail(f"{words}, and REGISTRY_REQUIRE_SCREEN=1 forbids to skip", pytrace=False)
        pytest.skip(words)


def _can_be_loaded(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def until(what: Callable[[], object], why: str | Callable[[], str]) -> Any:
    """Wait until a condition holds and give what it found; fails with `why` when it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.02)
    pytest.fail(why if isinstance(why, str) else why())


class Reader:
    """The outside accessibility client: its own process, which knows the program by the accessibility bus alone."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, "-W", "ignore", str(READER)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, verb: str, **arguments: object) -> Any:
        """The answer to a question; raises `LookupError` where there is none."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps([verb, arguments])}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            pytest.fail("the accessibility client went away")
        told = json.loads(line)
        if "error" in told:
            raise LookupError(told["error"])
        return told["answer"]

    def tries(self, verb: str, **arguments: object) -> Any:
        """The answer, or None where there is none now."""
        try:
            return self.ask(verb, **arguments)
        except LookupError:
            return None

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()


@dataclass
class Screen:
    """A display with the program on it."""

    environment: dict[str, str]
    program: subprocess.Popen[bytes]
    reader: Reader
    pictures: Path | None = None
    called: str = "journey"  # how its pictures begin
    taken: int = 0
    steps: list[str] = field(default_factory=list)  # what was done, for the message of a failure

    # -- keys ----------------------------------------------------------------------------------------------------------

    def keys(self, *keys: str) -> None:
        """Press keys, in xdotool's words such as ctrl+k."""
        self.steps.append(" ".join(keys))
        self._xdotool("key", "--delay", "12", *keys)

    def type(self, text: str) -> None:
        """Type letters."""
        self.steps.append(text)
        self._xdotool("type", "--delay", "6", "--", text)

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Walk with Tab to what is called so, as somebody without a mouse does; fails when it is out of reach."""
        self.steps.append(f"to {name}")
        met: list[str] = []
        for _step in range(MOST_STEPS):
            here = self.reader.ask("focus")
            if here.get("name") == name:
                return
            met.append(str(here.get("name")))
            self._xdotool("key", key)
            self.wait(partial(self._moved, here["changes"]), f"{key} went nowhere on the way to {name!r}; met {met}")
        self.fail(f"{name!r} cannot be reached with {key}; met {met}")

    def _moved(self, changes: int) -> bool:
        return bool(self.reader.ask("focus")["changes"] > changes)

    def write(self, name: str, text: str, key: str = "Tab") -> None:
        """Walk to a field and type into it, in place of what stands there."""
        self.tab_to(name, key)
        self.keys("ctrl+a")
        self.type(text)
        self.wait(lambda: self._held() == text, f"{name!r} never held {text!r}")

    def choose(self, name: str, words: str, key: str = "Tab") -> None:
        """Walk to a list of choices and go down in it to the one that begins so."""
        self.tab_to(name, key)
        for _step in range(MOST_STEPS):
            said = self._held()
            if said.startswith(words):
                return
            self.keys("Down")
            self.wait(partial(self._says_else, said), f"{name!r} offers no {words!r} below {said!r}")
        self.fail(f"{name!r} offers no {words!r}")

    def _says_else(self, said: str) -> bool:
        return self._held() not in ("", said)

    def _held(self) -> str:
        return str(self.reader.ask("focus").get("text", ""))

    def press(self, name: str, key: str = "Tab") -> None:
        """Walk to a button and press it."""
        self.tab_to(name, key)
        self.keys("space")

    def name_file(self, path: Path, opening: str = "space") -> None:
        """Press the button that has the keys, give a path to the window for files that it opens, and come back."""
        before = self.title()
        self.keys(opening)
        self.wait(lambda: self.reader.ask("focus").get("name") == "File name:", "no window asked for a file")
        self.keys("ctrl+a")
        self.type(str(path))
        self.wait(lambda: self._held() == str(path), f"{path} was never typed")
        self.keys("Return")
        self.wait(lambda: self.title() == before, f"the window for files stayed after {path}")

    def do(self, name: str, keys: str) -> None:
        """Press a verb's own keys, once its button is there and may be pressed."""
        self.wait(lambda: self.may(name), f"{name!r} could never be pressed")
        self.keys(keys)

    def pick(self, name: str, typed: str, whole: str) -> None:
        """Walk to a field that offers records, type a piece of a name, and take the record of the whole name."""
        self.tab_to(name)
        self.type(typed)
        self.wait(lambda: self.reader.tries("find", role="list item", part=whole), f"{whole!r} was never offered")
        self.keys("Return")
        self.wait(lambda: self._held() == whole, f"{name!r} never took {whole!r}")

    def go_down_to(self, words: str) -> None:
        """Go down in an open menu to what begins so, and take it."""
        for _step in range(MOST_STEPS):
            here = self.reader.ask("focus")
            if here.get("role") == "menu item" and str(here.get("name")).startswith(words):
                self.keys("Return")
                return
            self.keys("Down")
            self.wait(partial(self._moved, here["changes"]), f"no menu went on to {words!r} from {here.get('name')!r}")
        self.fail(f"no menu holds {words!r}")

    def sign_in(self, login: str) -> None:
        """Sign in to the demo register, whoever sat there before."""
        if self.title() != SIGN_IN:
            self.keys("ctrl+l")
        self.wait_for_title(SIGN_IN)
        self.wait_for_focus("User")
        self.write("User", login)
        self.tab_to("Password")
        self.type(training.PASSPHRASE)
        self.keys("Return")
        self.wait_for_title("Home - ")

    def find_anywhere(self, text: str, title: str) -> None:
        """Open a record by what is typed into the finder."""
        self.keys("ctrl+k")
        self.wait_for_focus("Find anything")
        self.type(text)
        self.wait(lambda: self._held() == text, f"the finder never held {text!r}")
        self.keys("Return")
        self.wait_for_title(title)

    def may(self, name: str) -> bool:
        """Whether a button of this name is there and may be pressed."""
        found = self.reader.tries("find", role="push button", name=name)
        return bool(found) and "enabled" in found[0]["states"]

    # -- conditions ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        """The title of the window that has the keys."""
        done = subprocess.run(["xdotool", "getactivewindow", "getwindowname"], env=self.environment, capture_output=True,
                              text=True, check=False)  # fmt: skip
        return done.stdout.strip().translate(ISOLATES)

    def wait(self, what: Callable[[], object], why: str) -> Any:
        """Wait for a condition; a failure tells what was on the screen."""
        return until(what, lambda: self._told(why))

    def wait_for_title(self, part: str) -> str:
        """Wait until the window's title holds a text, then take a numbered picture where one is wanted."""
        found = self.wait(lambda: part in (title := self.title()) and title, f"no window was called {part!r}")
        self.picture(part)
        return str(found)

    def wait_for_words(self, part: str, role: str = "") -> dict[str, Any]:
        """Wait until a text stands on the screen as a client of accessibility reads it; then a picture."""
        found = self.wait(lambda: self.reader.tries("find", part=part, role=role), f"nothing ever said {part!r}")
        self.picture(part)
        return dict(found[0])

    def wait_for_focus(self, name: str) -> None:
        """Wait until the keys go to what is called so."""
        self.wait(lambda: self.reader.ask("focus").get("name") == name, f"the keys never went to {name!r}")

    def fail(self, why: str) -> NoReturn:
        """Fail with what was done and what was seen."""
        pytest.fail(self._told(why))

    def _told(self, why: str) -> str:
        self.picture("failed")
        seen = "\n".join(self.reader.tries("outline") or ["nothing"])
        return (
            f"{why}; the window is {self.title()!r}, the keys are at {self.reader.tries('focus')}; "
            f"done last: {self.steps[-12:]}; it shows\n{seen}"
        )

    # -- pictures ------------------------------------------------------------------------------------------------------

    def picture(self, name: str) -> None:
        """A numbered picture of the step, once the screen stands still, when REGISTRY_PICTURES names a folder."""
        if self.pictures is None:
            return
        self.taken += 1
        plain = "".join(letter if letter.isalnum() else "-" for letter in name.lower())[:40]
        target = self.pictures / f"{self.called}-{self.taken:02d}-{plain}.png"
        grab = ["import", "-window", "root"]
        before = b""
        for _try in range(MOST_STEPS):  # a blinking cursor never stands still: the last one will do
            now = subprocess.run([*grab, "ppm:-"], env=self.environment, capture_output=True, check=False).stdout
            if now == before:
                break
            before = now
        subprocess.run([*grab, str(target)], env=self.environment, check=False)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True)


@contextmanager
def program_on_screen(register: Path, home: Path, *words: str, called: str = "journey") -> Iterator[Screen]:
    """The desktop on a display of its own, in a session of its own, with its settings under `home`."""
    runtime = home / "runtime"
    runtime.mkdir(parents=True, mode=0o700)
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LANG": "C.UTF-8", "NO_AT_BRIDGE": "0",
    }  # fmt: skip
    command = [sys.executable, "-m", "registry_app", "--register", str(register), "--language", "en", *words]
    with ExitStack() as leave:
        display = ["Xvfb", "-displayfd", "{}", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        environment["DISPLAY"] = f":{leave.enter_context(started(display, environment))}"
        bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--nosyslog", "--print-address={}"]
        environment["DBUS_SESSION_BUS_ADDRESS"] = leave.enter_context(started(bus, environment))
        leave.enter_context(running(["openbox"], environment))
        program = leave.enter_context(running(command, environment, quiet=False))
        reader = Reader(environment)
        leave.callback(reader.close)
        screen = Screen(environment, program, reader, wanted_pictures(), called)
        screen.wait(lambda: program.poll() is not None or reader.tries("ready"), "the program never showed a window")
        if program.poll() is not None:
            pytest.fail(f"the program ended with {program.returncode}")
        yield screen


@contextmanager
def started(command: list[str], environment: dict[str, str]) -> Iterator[str]:
    """A server that writes where it can be met to a pipe, whose number goes in the place of `{}`; gives that line."""
    read, write = os.pipe()
    process = subprocess.Popen([word.replace("{}", str(write)) for word in command], pass_fds=[write], env=environment,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            yield pipe.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def running(
    command: list[str], environment: dict[str, str], *, quiet: bool = True
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended at the end."""
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL if quiet else None)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def wanted_pictures() -> Path | None:
    """Where pictures of the steps are wanted and can be taken."""
    wanted = os.environ.get("REGISTRY_PICTURES")
    if not wanted or shutil.which("import") is None:
        return None
    Path(wanted).mkdir(parents=True, exist_ok=True)
    return Path(wanted)
