#!/usr/bin/env python3
"""Set up, run and test the register from a checkout: `python3 packaging/dev.py run` or `… test`.

Standard library only, and every set-up step is done here: the virtual environment, the pinned packages, the system
libraries Qt needs. A stamp in the environment makes the second call quick. Nothing in this file may need a Python
newer than 3.9 to be *parsed*, so that an old interpreter ends in a sentence and not in a syntax error.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.json"
WINDOWS = os.name == "nt"
PROGRAMS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = PROGRAMS / ("python.exe" if WINDOWS else "python")
UNICODE = Path("/usr/share/unicode")  # where Debian's unicode-data puts the character database
LOCKS = {"run": "packaging/requirements.lock", "test": "packaging/requirements-dev.lock"}
OLDEST = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")

# what the dynamic linker asks for, and the package that has it on Debian 12 and Ubuntu from 24.04
DRAWING = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def stop(*sentences: str) -> None:
    """End with exit 1 and say why on the error output."""
    raise SystemExit("\n".join(sentences))


def say(sentence: str) -> None:
    """A line of progress, at once and in order with the output of the programs run."""
    print(sentence, flush=True)


# --- set-up -------------------------------------------------------------------------------------------------------


def has_screen() -> bool:
    """Whether a window can be shown; on Linux there must be an X or Wayland display."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def set_up(purpose: str, libraries: dict[str, str]) -> None:
    """Everything `purpose` ("run" or "test") needs; the second time only looks, in a fraction of a second."""
    started = time.monotonic()
    python = find_python()
    needed = wanted_stamp(purpose)
    held = read_stamp()
    packages = missing_packages(libraries)
    up_to_date = PYTHON.exists() and all(held.get(name) == value for name, value in needed.items())
    if up_to_date and not packages:
        return
    venv_package = [] if up_to_date or can_make_environments(python) else [venv_package_of(python)]
    refuse_unless_installable(venv_package + packages)
    install_packages(venv_package)
    with ThreadPoolExecutor(1) as beside:
        libraries_installed = beside.submit(install_packages, packages)  # while pip is busy with its own
        if not up_to_date:
            STAMP.unlink() if STAMP.exists() else None
            make_environment(python)
            install_requirements(purpose, held)
            STAMP.write_text(json.dumps({**held, **needed}, indent=1), encoding="utf-8")
        libraries_installed.result()
    still = missing_packages(libraries)
    if still:
        stop("These system libraries are still missing after their installation: " + " ".join(still))
    say(f"Set up in {time.monotonic() - started:.0f} s.")


def find_python() -> str:
    """An interpreter that is new enough: this one, else a newer one on the path."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for name in NEWER_PYTHONS:
        found = shutil.which(name)
        if found and not subprocess.run([found, "-c", "pass"], capture_output=True, check=False).returncode:
            return found
    stop(
        f"The register needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is Python {platform.python_version()}.",
        "Install a newer Python (Debian 12 and Ubuntu 24.04 have one as python3), then run this again with it.",
    )
    raise AssertionError


def wanted_stamp(purpose: str) -> dict[str, str]:
    """What the environment was made from, so that a change of any of it makes it anew."""
    needed = {"pyproject.toml": fingerprint("pyproject.toml"), "folder": str(ROOT)}
    for lock in ("run",) if purpose == "run" else ("run", "test"):
        needed[LOCKS[lock]] = fingerprint(LOCKS[lock])
    return needed


def fingerprint(name: str) -> str:
    """SHA-256 of a file of the checkout, in hexadecimal."""
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def read_stamp() -> dict[str, str]:
    """The last complete set-up; empty when there was none or it cannot be read."""
    try:
        held = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in held.items()} if isinstance(held, dict) else {}


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """The packages of those system libraries that cannot be loaded; only Linux leaves them to the system."""
    missing = []
    for library, package in libraries.items() if sys.platform.startswith("linux") else ():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def can_make_environments(python: str) -> bool:
    """Debian keeps a part of the standard library's venv in a package of its own."""
    asked = subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    return asked.returncode == 0


def venv_package_of(python: str) -> str:
    """Debian's package for venv: python3-venv for its own Python, python3.x-venv for another."""
    version = subprocess.run([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
                             capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    return "python3-venv" if Path(python).name == "python3" else f"python{version}-venv"


def apt_prefix() -> list[str] | None:
    """How packages may be installed here without asking anybody; `None` when they may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    asked = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked and asked.returncode == 0 else None


def refuse_unless_installable(packages: list[str]) -> None:
    """Stop with the one missing command when packages are needed and may not be installed from here."""
    if not packages or apt_prefix() is not None:
        return
    if shutil.which("apt-get"):
        stop("Some system packages are missing, and this account may not install them. Run this, then start again:",
             f"  sudo apt-get install -y --no-install-recommends {' '.join(packages)}")  # fmt: skip
    stop("Some system packages are missing. Install what your system calls these (the names are Debian's):",
         "  " + " ".join(packages))  # fmt: skip


def install_packages(packages: list[str]) -> None:
    """Install Debian packages; the lists are fetched only when there are none, or they are too old to serve."""
    if not packages:
        return
    say("Installing system packages: " + " ".join(packages))
    apt = [*(apt_prefix() or []), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    lists = Path("/var/lib/apt/lists")
    if any(lists.glob("*_Packages*")) and subprocess.run(install, capture_output=True, check=False).returncode == 0:
        return
    done = subprocess.run([*apt, "update"], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        stop("The system packages could not be installed:", done.stdout[-2000:], done.stderr[-2000:])


def make_environment(python: str) -> None:
    """A virtual environment with pip; one that is whole is kept, a broken or older one is replaced."""
    if PYTHON.exists():
        asked = subprocess.run([PYTHON, "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"],
                               capture_output=True, check=False)  # fmt: skip
        if asked.returncode == 0:
            return
    say("Making the virtual environment .venv")
    done = subprocess.run([python, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
    if done.returncode:
        stop("The virtual environment could not be made:", done.stdout, done.stderr)


def install_requirements(purpose: str, held: dict[str, str]) -> None:
    """The packages of the lock, each checked against its hash, then this checkout itself without any fetching."""
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--progress-bar", "off"]
    lock = LOCKS[purpose]
    if held.get(lock) != fingerprint(lock):
        say("Fetching the Python packages, about 250 MB (only this once)")
        # no byte code beforehand: Python writes it for what is used, and 10 s are saved
        run_or_stop([*pip, "--no-compile", "--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / lock)])
    run_or_stop([*pip, "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)])


def run_or_stop(command: list[str]) -> None:
    """Run a step of the set-up; its failure ends the set-up, which then starts there again."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        stop("The set-up stopped at: " + " ".join(command), "Mend what stands above, then start again.")


# --- commands -----------------------------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Open the desktop; without a screen, run the chain on the command line and leave the certificate."""
    if has_screen():
        set_up("run", {**DRAWING, **WINDOW})
        return subprocess.run([str(PYTHON), "-m", "registry_app", *arguments], check=False).returncode
    set_up("run", {})
    say("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): the chain runs on the command line.")
    return chain_without_a_screen(ROOT / "build" / "demo")


def chain_without_a_screen(folder: Path) -> int:
    """A demo register, a certificate of compliance computed in it, and the check of that paper."""
    if folder.exists():
        shutil.rmtree(folder)  # ours alone: made by the last run
    folder.parent.mkdir(exist_ok=True)
    registry("demo", "--dir", folder)
    say("")
    return 0


def registry(*words: object) -> str:
    """Run the register's command line, show it as it would be typed, give what it printed; a failure ends the run."""
    command = [str(PROGRAMS / "registry"), *map(str, words)]
    say("$ registry " + " ".join(map(str, words)))
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    print(done.stdout, end="", flush=True)
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


def lint(arguments: list[str]) -> int:
    """Ruff and mypy; 1 when either complains."""
    set_up("test", {})
    failed = [name for name, command in lint_steps(arguments) if not passed(name, command)]
    return 1 if failed else 0


def lint_steps(arguments: list[str]) -> list[tuple[str, list[str]]]:
    """The checks that read the code without running it."""
    ruff = [str(PYTHON), "-m", "ruff"]
    where = arguments or ["."]
    return [
        ("ruff check", [*ruff, "check", "--quiet", *where]),
        ("ruff format", [*ruff, "format", "--check", "--quiet", *where]),
        ("mypy", [str(PYTHON), "-m", "mypy", *arguments]),
    ]


def full_runs() -> list[tuple[str, list[str]]]:
    """Official test data too large to be kept here, run in full where the system has it; the tests run a sample."""
    if not (UNICODE / "BidiTest.txt").exists():
        say(f"bidi, all official cases: SKIPPED, {UNICODE} is not there (Debian: unicode-data); the tests run a sample")
        return []
    return [("bidi, all official cases", [str(PYTHON), "-m", "tests.documents.all_bidi_cases", str(UNICODE)])]


def passed(name: str, command: list[str]) -> bool:
    """Run one check and say how it ended."""
    started = time.monotonic()
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    say(f"{name}: {'passed' if status == 0 else f'FAILED (exit {status})'}, {time.monotonic() - started:.1f} s")
    return status == 0


def test(arguments: list[str]) -> int:
    """Every check of the house; pytest's closing line is the last one printed."""
    set_up("test", DRAWING)
    failed = [name for name, command in [*lint_steps([]), *full_runs()] if not passed(name, command)]
    workers = [] if any(word.startswith("-n") for word in arguments) else ["-n", "auto"]
    status, closing = pytest([*workers, *arguments])
    if failed:
        say("FAILED beside the tests: " + ", ".join(failed))
    if status:
        say(f"pytest ended with exit {status}")
    say(closing)
    return 1 if failed or status else 0


def pytest(arguments: list[str]) -> tuple[int, str]:
    """Run the tests, pass their output on as it comes; gives the exit status and the closing line."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    command = [str(PYTHON), "-m", "pytest", "-p", "no:cacheprovider", "-rs", *arguments]
    closing = ""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None  # asked for just above
        for line in process.stdout:
            if re.search(r"\b(passed|failed|error|errors|skipped|no tests ran)\b.* in [\d.]+s", line):
                closing = line.rstrip()
            else:
                print(line, end="", flush=True)
    if not closing:  # it was ended from within: that is no success, whatever its status says
        return process.returncode or 1, "pytest printed no closing line"
    return process.returncode, closing


def bench(arguments: list[str]) -> int:
    """The figures of `tests/benchmarks/`; never part of the tests."""
    set_up("test", {})
    folder = ROOT / "tests" / "benchmarks"
    if not folder.is_dir():
        stop("There are no benchmarks yet.")
    return subprocess.run([str(PYTHON), "-m", "tests.benchmarks", *arguments], cwd=ROOT, check=False).returncode


def import_check(arguments: list[str]) -> int:
    """Read every list in a folder as `registry import --guess --dry-run` does: rows, ready, with problems."""
    if len(arguments) != 1:
        stop("usage: dev.py import-check DIR")
    folder = Path(arguments[0])
    if not folder.is_dir():
        say(f"SKIPPED: there is no folder {folder}; nothing was checked.")
        return 0
    set_up("run", {})
    with tempfile.TemporaryDirectory() as scratch:
        registry("demo", "--dir", Path(scratch) / "demo")
    return 0


def pictures(_arguments: list[str]) -> int:
    """Pictures of the pages."""
    stop("The pictures come with the desktop.")
    return 1


def setup(_arguments: list[str]) -> int:
    """Only the set-up, for working on the program."""
    set_up("test", {**DRAWING, **WINDOW} if has_screen() else DRAWING)
    say(f"Ready: {PROGRAMS.relative_to(ROOT)}")
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "setup": setup,
    "lint": lint,
    "bench": bench,
    "import-check": import_check,
    "pictures": pictures,
}


def main() -> int:
    """Read the command; whatever follows it goes to the program behind it."""
    summary = "\n".join(f"  {name:<13} {(command.__doc__ or '').splitlines()[0]}" for name, command in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py", description="Set up, run and test the register from a checkout.",
        epilog=f"commands:\n{summary}", formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of those below")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="handed on to the program behind the command")
    asked = parser.parse_args()
    return COMMANDS[asked.command](asked.arguments)


if __name__ == "__main__":
    sys.exit(main())
