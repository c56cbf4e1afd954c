"""The set-up script: an old interpreter, a missing package or no right to install each end in one clear sentence."""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "packaging" / "dev.py"


@pytest.fixture
def dev():
    specification = importlib.util.spec_from_file_location("dev", SCRIPT)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_an_older_python_can_at_least_read_the_script():
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_the_script_needs_nothing_but_the_standard_library():
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= set(sys.stdlib_module_names)


def test_a_python_that_is_too_old_is_refused_in_a_sentence(dev, monkeypatch):
    monkeypatch.setattr(dev, "OLDEST", (99, 0))
    monkeypatch.setattr(dev, "NEWER_PYTHONS", ())
    with pytest.raises(SystemExit, match=r"needs Python 99\.0 or newer; this is Python 3"):
        dev.find_python()


def test_a_newer_python_on_the_path_is_taken_instead(dev, monkeypatch):
    monkeypatch.setattr(dev, "OLDEST", (99, 0))
    monkeypatch.setattr(dev, "NEWER_PYTHONS", ("no-such-python", Path(sys.executable).name))
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    assert Path(dev.find_python()).name == Path(sys.executable).name


def test_what_may_not_be_installed_is_asked_for_in_one_command(dev, monkeypatch):
    monkeypatch.setattr(dev, "apt_prefix", lambda: None)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit) as refused:
        dev.refuse_unless_installable(["python3-venv", "libgl1"])
    commands = [line for line in str(refused.value).splitlines() if line.startswith("  ")]
    assert commands == ["  sudo apt-get install -y --no-install-recommends python3-venv libgl1"]


def test_nothing_is_asked_for_when_nothing_is_missing(dev, monkeypatch):
    monkeypatch.setattr(dev, "apt_prefix", lambda: None)
    dev.refuse_unless_installable([])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves these libraries to the system")
def test_a_library_that_is_not_there_is_found_missing(dev):
    assert dev.missing_packages({"libc.so.6": "libc6", "libnever.so.1": "libnever1"}) == ["libnever1"]


def test_a_change_of_a_lock_or_of_the_folder_asks_for_a_new_set_up(dev, monkeypatch, tmp_path):
    (tmp_path / "packaging").mkdir()
    for name in ("pyproject.toml", *dev.LOCKS.values()):
        (tmp_path / name).write_text("a", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "set-up.json")
    first = dev.wanted_stamp("test")
    dev.STAMP.write_text(json.dumps(first), encoding="utf-8")
    assert dev.read_stamp() == dev.wanted_stamp("test")
    (tmp_path / dev.LOCKS["run"]).write_text("b", encoding="utf-8")
    assert dev.read_stamp() != dev.wanted_stamp("test")


def test_the_set_up_for_the_tests_serves_for_running_too(dev):
    assert dev.wanted_stamp("run").items() <= dev.wanted_stamp("test").items()


@pytest.mark.parametrize("content", ["", "not json", "[1]", "{"])
def test_a_damaged_stamp_counts_as_none(dev, monkeypatch, tmp_path, content):
    monkeypatch.setattr(dev, "STAMP", tmp_path / "set-up.json")
    dev.STAMP.write_text(content, encoding="utf-8")
    assert dev.read_stamp() == {}


def test_the_closing_line_and_the_status_of_the_tests_are_handed_on(dev, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    (tmp_path / "test_it.py").write_text(
        "def test_a(): pass\ndef test_b(): assert 0, 'in 3.00s passed'\n", encoding="utf-8"
    )
    status, closing = dev.pytest([])
    assert status == 1
    assert "1 failed, 1 passed in " in closing
    assert closing not in capsys.readouterr().out


def test_a_crash_of_the_tests_is_no_success(dev, monkeypatch, tmp_path):
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    (tmp_path / "test_it.py").write_text("import os\ndef test_a(): os._exit(0)\n", encoding="utf-8")
    assert dev.pytest([]) == (1, "pytest printed no closing line")


@pytest.mark.parametrize(("words", "status"), [(["nonsense"], 2), ([], 2), (["pictures"], 1), (["--help"], 0)])
def test_the_script_ends_with_the_usual_status(words, status):
    ended = subprocess.run([sys.executable, SCRIPT, *words], capture_output=True, text=True, check=False)
    assert ended.returncode == status
    assert "Traceback" not in ended.stderr


def test_a_folder_of_lists_that_is_not_there_is_skipped_loudly(dev, capsys, tmp_path):
    assert dev.import_check([str(tmp_path / "nothing")]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")
