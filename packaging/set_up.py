"""The set-up of a checkout: virtual environment, pinned packages, system libraries; a stamp makes the next one quick.

Standard library only. Nothing here may need a Python newer than 3.9 to be *parsed*, so that an old interpreter ends in
a sentence and not in a syntax error.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.json"
WINDOWS = os.name == "nt"
PROGRAMS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = PROGRAMS / ("python.exe" if WINDOWS else "python")
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
