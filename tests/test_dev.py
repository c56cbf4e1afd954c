"""The set-up script: an old interpreter, a missing package or no right to install each end in one clear sentence."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "packaging" / "dev.py"
SCRIPTS = (SCRIPT, ROOT / "packaging" / "set_up.py")


@pytest.fixture
def dev(monkeypatch):
    return fresh("dev", monkeypatch)


@pytest.fixture
def setting_up(monkeypatch):
    return fresh("set_up", monkeypatch)


def fresh(name: str, monkeypatch):
    """A script of packaging/ loaded anew, as running it would; nothing of it stays."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    module = importlib.import_module(name)
    for loaded in ("dev", "set_up"):
        sys.modules.pop(loaded, None)
    return module


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_an_older_python_can_at_least_read_the_script(script):
    ast.parse(script.read_text(encoding="utf-8"), feature_version=(3, 9))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_script_needs_nothing_but_the_standard_library(script):
    tree = ast.parse(script.read_text(encoding="utf-8"))
    names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= {*sys.stdlib_module_names, "set_up"}


def test_a_python_that_is_too_old_is_refused_in_a_sentence(setting_up, monkeypatch):
    monkeypatch.setattr(setting_up, "OLDEST", (99, 0))
    monkeypatch.setattr(setting_up, "NEWER_PYTHONS", ())
    with pytest.raises(SystemExit, match=r"needs Python 99\.0 or newer; this is Python 3"):
        setting_up.find_python()


def test_a_newer_python_on_the_path_is_taken_instead(setting_up, monkeypatch):
    monkeypatch.setattr(setting_up, "OLDEST", (99, 0))
    monkeypatch.setattr(setting_up, "NEWER_PYTHONS", ("no-such-python", Path(sys.executable).name))
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    assert Path(setting_up.find_python()).name == Path(sys.executable).name


def test_what_may_not_be_installed_is_asked_for_in_one_command(setting_up, monkeypatch):
    monkeypatch.setattr(setting_up, "apt_prefix", lambda: None)
    monkeypatch.setattr(setting_up.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit) as refused:
        setting_up.refuse_unless_installable(["python3-venv", "libgl1"])
    commands = [line for line in str(refused.value).splitlines() if line.startswith("  ")]
    assert commands == ["  sudo apt-get install -y --no-install-recommends python3-venv libgl1"]


def test_nothing_is_asked_for_when_nothing_is_missing(setting_up, monkeypatch):
    monkeypatch.setattr(setting_up, "apt_prefix", lambda: None)
    setting_up.refuse_unless_installable([])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves these libraries to the system")
def test_a_library_that_is_not_there_is_found_missing(setting_up):
    assert setting_up.missing_packages({"libc.so.6": "libc6", "libnever.so.1": "libnever1"}) == ["libnever1"]


def test_a_change_of_a_lock_or_of_the_folder_asks_for_a_new_set_up(setting_up, monkeypatch, tmp_path):
    (tmp_path / "packaging").mkdir()
    for name in ("pyproject.toml", *setting_up.LOCKS.values()):
        (tmp_path / name).write_text("a", encoding="utf-8")
    monkeypatch.setattr(setting_up, "ROOT", tmp_path)
    monkeypatch.setattr(setting_up, "STAMP", tmp_path / "set-up.json")
    first = setting_up.wanted_stamp("test")
    setting_up.STAMP.write_text(json.dumps(first), encoding="utf-8")
    assert setting_up.read_stamp() == setting_up.wanted_stamp("test")
    (tmp_path / setting_up.LOCKS["run"]).write_text("b", encoding="utf-8")
    assert setting_up.read_stamp() != setting_up.wanted_stamp("test")


def test_the_set_up_for_the_tests_serves_for_running_too(setting_up):
    assert setting_up.wanted_stamp("run").items() <= setting_up.wanted_stamp("test").items()


@pytest.mark.parametrize("content", ["", "not json", "[1]", "{"])
def test_a_damaged_stamp_counts_as_none(setting_up, monkeypatch, tmp_path, content):
    monkeypatch.setattr(setting_up, "STAMP", tmp_path / "set-up.json")
    setting_up.STAMP.write_text(content, encoding="utf-8")
    assert setting_up.read_stamp() == {}


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


@pytest.mark.parametrize(("finding", "status"), [("", 0), ("print('line 7 is wrong'); raise SystemExit(1)", 1)])
def test_what_is_read_while_the_tests_run_counts_as_much_and_the_tests_close(dev, monkeypatch, capsys, finding, status):
    monkeypatch.setattr(dev, "set_up", lambda *_what: None)
    steps = [("quick", [sys.executable, "-c", ""]), ("slow", [sys.executable, "-c", finding])]
    monkeypatch.setattr(dev, "lint_steps", lambda _where: steps)
    monkeypatch.setattr(dev, "pytest", lambda _words: (0, "== 2 passed in 1.00s =="))
    assert dev.test([]) == status
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].endswith("== 2 passed in 1.00s ==")
    assert ("line 7 is wrong" in lines) is bool(status)


@pytest.mark.parametrize(("words", "status"), [(["nonsense"], 2), ([], 2), (["pictures"], 1), (["--help"], 0)])
def test_the_script_ends_with_the_usual_status(words, status):
    ended = subprocess.run([sys.executable, SCRIPT, *words], capture_output=True, text=True, check=False)
    assert ended.returncode == status
    assert "Traceback" not in ended.stderr


def test_a_folder_of_lists_that_is_not_there_is_skipped_loudly(dev, capsys, tmp_path):
    assert dev.import_check([str(tmp_path / "nothing")]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")


def test_the_demo_is_offered_once_and_made_only_when_wanted(dev, monkeypatch, tmp_path, capsys):
    made = []
    monkeypatch.setattr(dev, "registry", lambda *words: made.append(words))
    monkeypatch.setattr(dev.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    assert dev.offered_demo(tmp_path) == []
    monkeypatch.setattr("builtins.input", lambda _question: "")
    assert dev.offered_demo(tmp_path) == ["--register", str(tmp_path / "demo.register")]
    assert made == [("demo", "--dir", tmp_path)]
    (tmp_path / "demo.register").touch()
    monkeypatch.setattr("builtins.input", None)
    assert dev.offered_demo(tmp_path) == ["--register", str(tmp_path / "demo.register")]
    assert len(made) == 1
    assert "README" in capsys.readouterr().out
