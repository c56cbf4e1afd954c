#!/usr/bin/env python3
"""Set up, run and test the register from a checkout: `python3 packaging/dev.py run` or `… test`.

Standard library only; `set_up.py` beside it does the set-up. Like that one it can be parsed by Python 3.9.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from set_up import DRAWING, PROGRAMS, PYTHON, ROOT, WINDOW, has_screen, say, set_up, stop

# what `registry demo` leaves in its folder
DEMO_REGISTER = "demo.register"
DEMO_PASSPHRASE = "passphrase.txt"  # noqa: S105  a file's name
DEMO_KEY = "office.pub"
DEMO_OFFICER = "director"


def run(arguments: list[str]) -> int:
    """Open the desktop; without a screen, run the chain on the command line and leave the certificate."""
    if has_screen():
        set_up("run", {**DRAWING, **WINDOW})
        words = arguments or offered_demo(ROOT / "build" / "desk")
        return subprocess.run([str(PYTHON), "-m", "registry_app", *words], check=False).returncode
    set_up("run", {})
    say("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): the chain runs on the command line.")
    return chain_without_a_screen(ROOT / "build" / "demo")


def offered_demo(folder: Path) -> list[str]:
    """The words that open the demo register; the first time it is offered, later it is simply there."""
    register = folder / DEMO_REGISTER
    if not register.exists():
        if not sys.stdin.isatty():
            return []
        answer = input("There is no register yet. Make a demo register with made-up people (about a minute)? [Y/n] ")
        if answer.strip().lower().startswith("n"):
            return []
        registry("demo", "--dir", folder)
    say(f"The demo register is {register}; its accounts and their password are in {folder / 'README.txt'}")
    return ["--register", str(register)]


def chain_without_a_screen(folder: Path) -> int:
    """A demo register, a certificate of compliance computed in it, and the check of that paper."""
    if folder.exists():
        shutil.rmtree(folder)  # ours alone: made by the last run
    folder.parent.mkdir(exist_ok=True)
    registry("demo", "--dir", folder)
    officer = as_demo_officer(folder)
    number = agency_that_complies(officer)
    paper = folder / f"compliance-{number}.pdf".replace("/", "-")
    registry(*officer, "certificate", "issue", number, "--kind", "compliance", "--out", paper)
    registry("check", paper, "--key", folder / DEMO_KEY)
    registry(*officer, "verify")
    say(f"The certificate is {paper}")
    return 0


def as_demo_officer(folder: Path) -> tuple[str, ...]:
    """The words that sign one of the demo's accounts in."""
    return ("--register", str(folder / DEMO_REGISTER), "--as", DEMO_OFFICER,
            "--passphrase-file", str(folder / DEMO_PASSPHRASE))  # fmt: skip


def agency_that_complies(officer: tuple[str, ...]) -> str:
    """The number of the first licensed agency whose certificate of compliance can be given today."""
    for licence in json.loads(registry(*officer, "--json", "licence", "list", quiet=True)):
        number = str(licence["agency_number"])
        found = json.loads(registry(*officer, "--json", "certificate", "examine", number, quiet=True))
        if found["verdict"] == "met":
            return number
    stop("No agency of the demo register complies; that is a fault of the demo.")
    raise AssertionError


def registry(*words: object, quiet: bool = False) -> str:
    """Run the register's command line and give what it printed; shown as typed unless `quiet`. A failure ends the run."""
    command = [str(PROGRAMS / "registry"), *map(str, words)]
    if not quiet:
        say("$ " + " ".join(["registry", *map(str, words)]))
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if not quiet or done.returncode:
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


def passed(name: str, command: list[str]) -> bool:
    """Run one check and say how it ended."""
    started = time.monotonic()
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    say(f"{name}: {'passed' if status == 0 else f'FAILED (exit {status})'}, {time.monotonic() - started:.1f} s")
    return status == 0


def test(arguments: list[str]) -> int:
    """Every check of the house; pytest's closing line is the last one printed."""
    set_up("test", DRAWING)
    *quick, (types, command) = lint_steps([])
    failed = [name for name, step in quick if not passed(name, step)]
    # a worker takes over what another has not begun, so that neighbours share what they set up and none ends late
    workers = [] if any(word.startswith("-n") for word in arguments) else ["-n", "auto", "--dist", "worksteal"]
    # mypy reads the code while the tests run: it keeps one processor busy, where there are several
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as reading:
        status, closing = pytest([*workers, *arguments])
        said = reading.communicate()[0]
    print(said, end="", flush=True)
    say(f"{types}: {'passed' if reading.returncode == 0 else f'FAILED (exit {reading.returncode})'}")
    failed += [types] if reading.returncode else []
    if failed:
        say("FAILED beside the tests: " + ", ".join(failed))
    if status:
        say(f"pytest ended with exit {status}")
    say(closing)
    return 1 if failed or status else 0


def pytest(arguments: list[str]) -> tuple[int, str]:
    """Run the tests, pass their output on as it comes; gives the exit status and the closing line."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # each process the tests start would compile the program anew
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
    folder = Path(arguments[0]).resolve()
    if not folder.is_dir():
        say(f"SKIPPED: there is no folder {folder}; nothing was checked.")
        return 0
    set_up("run", {})
    command = [str(PYTHON), "-m", "registry_app.exchange.import_check", str(folder)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def pictures(arguments: list[str]) -> int:
    """Every page in two languages, light and dark, at two sizes, and every document, as PNG into a folder."""
    if len(arguments) != 1:
        stop("usage: dev.py pictures DIR, or dev.py pictures --references")
    set_up("test", DRAWING)
    if arguments == ["--references"]:  # those that the tests compare with
        os.environ["REGISTRY_RENEW_PICTURES"] = "1"
        return pytest(["-q", "-n0", "tests/ui/test_pictures.py"])[0]
    folder = Path(arguments[0]).resolve()
    command = [str(PYTHON), "-m", "tests.pictures", str(folder)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def words(_arguments: list[str]) -> int:
    """Gather the words of the program and bring the catalogues up to date; 1 when a translation is missing."""
    set_up("test", {})
    return subprocess.run([str(PYTHON), "packaging/words.py"], cwd=ROOT, check=False).returncode


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
    "words": words,
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
