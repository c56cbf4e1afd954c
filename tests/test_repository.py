"""What lies in the repository keeps its promises: the papers, the pinned packages, the tests themselves."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from registry_app import __version__
from tests.support.architecture import dotted, list_modules

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("packaging/requirements.lock", "packaging/requirements-dev.lock")
TEST_COMMAND = "python3 packaging/dev.py test"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def committed() -> list[str]:
    """The files that are, or are about to be, part of the repository; the program's own commands of git say which."""
    asked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if asked.returncode:
        pytest.skip("this is no git checkout")
    return [name for name in asked.stdout.splitlines() if (ROOT / name).is_file()]


# --- papers -------------------------------------------------------------------------------------------------------

HEADING = re.compile(r"^## \[(?P<version>[^]]+)\](?: - (?P<day>\d{4}-\d{2}-\d{2}))?$")
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "For developers"}


def releases() -> list[re.Match[str]]:
    found = [HEADING.match(line) for line in text("CHANGELOG.md").splitlines() if line.startswith("## ")]
    assert None not in found, "a heading of the changelog is neither [Unreleased] nor [version] - day"
    return [each for each in found if each is not None]


def test_the_changelog_says_what_is_unreleased_first_and_then_this_version():
    versions = [each["version"] for each in releases()]
    assert versions[:2] == ["Unreleased", __version__]


def test_every_release_has_its_day_newest_first():
    days = [each["day"] for each in releases()[1:]]
    assert None not in days
    assert days == sorted(days, reverse=True)


def test_the_changelog_has_only_the_usual_sections():
    found = {line[4:] for line in text("CHANGELOG.md").splitlines() if line.startswith("### ")}
    assert found <= SECTIONS


def test_the_version_stands_in_one_place():
    assert "version" not in PROJECT["project"]
    assert importlib.metadata.version(PROJECT["project"]["name"]) == __version__


def test_the_readme_fits_one_screen():
    assert len(text("README.md").splitlines()) <= 60


def test_the_readme_names_only_commands_that_exist():
    dev = subprocess.run(
        [sys.executable, "packaging/dev.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    known = set(re.findall(r"^  (\S+)  ", dev.stdout, re.MULTILINE))
    named = set(re.findall(r"packaging/dev\.py ([\w-]+)", text("README.md") + text("CONTRIBUTING.md")))
    assert {"run", "test"} <= named <= known
    scripts = PROJECT["project"]["scripts"] | PROJECT["project"]["gui-scripts"]
    assert set(re.findall(r"\.venv/bin/(registry[\w-]*)", text("README.md"))) == set(scripts)


def test_the_clean_machine_runs_the_command_of_the_readme():
    assert TEST_COMMAND in text("README.md")
    assert TEST_COMMAND in text(".ci/run")
    assert "REGISTRY_REQUIRE_POSTGRES=1" in text(".ci/run")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "packaging/RELEASE.md"])
def test_links_inside_the_repository_lead_somewhere(name):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text(name))
    assert [each for each in targets if not ((ROOT / name).parent / each).exists()] == []


def test_the_licence_is_whole():
    licence = text("LICENSE")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    assert PROJECT["project"]["license"] == "Apache-2.0"


# --- packages -----------------------------------------------------------------------------------------------------


def pinned(name: str) -> dict[str, str]:
    """The packages of a lock with all that is said of each."""
    lines = text(name).replace("\\\n", " ").splitlines()
    return {re.split(r"[=\s;]", line)[0].lower(): line for line in lines if line.strip()}


@pytest.mark.parametrize("name", LOCKS)
def test_every_pinned_package_has_its_hash_and_no_address(name):
    for package, line in pinned(name).items():
        assert re.match(r"^[a-z0-9._-]+==[\w.+!]+", line), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), package
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", text(name))


def test_the_tests_run_with_the_packages_that_the_officers_get():
    run, test = map(pinned, LOCKS)
    assert run.items() <= test.items()


def plain_name(requirement: str) -> str:
    """`PySide6-Essentials==6.11.3` → `pyside6-essentials`."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", requirement)[0]).lower()


def test_every_package_asked_for_is_pinned():
    groups = PROJECT["dependency-groups"]
    run = {plain_name(each) for each in PROJECT["project"]["dependencies"] + groups["house"]}
    dev = run | {plain_name(each) for each in groups["dev"] if isinstance(each, str)}
    for wanted, lock in ((run, LOCKS[0]), (dev, LOCKS[1])):
        assert wanted <= {plain_name(each) for each in pinned(lock)}


def foreign_imports() -> dict[str, str]:
    """The other people's libraries that the program imports, each with a module that does."""
    own = {*sys.stdlib_module_names, "registry_app", "msvcrt", "fcntl"}
    return {
        target.target.split(".")[0]: module.name
        for module in list_modules()
        for target in module.imports
        if target.target.split(".")[0] not in own
    }


def test_every_library_imported_is_asked_for():
    asked = {plain_name(each) for each in PROJECT["project"]["dependencies"]}
    given_by = importlib.metadata.packages_distributions()
    for library, module in foreign_imports().items():
        given = {plain_name(each) for each in given_by.get(library, [])}
        if library == "PySide6":
            given.add("pyside6-essentials")
        assert given & asked, f"{module} imports {library}, which pyproject.toml does not ask for"


def test_packaging_hides_no_library_of_its_name():
    assert not list((ROOT / "packaging").rglob("__init__.py"))
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["sources"] == {"resources": "registry_app/resources"}


# --- what must never be committed ---------------------------------------------------------------------------------

# written in pieces, so that this file does not find itself
LOCAL = re.compile(
    "|".join([r"(?<![\w.])/" + "work/", r"(?<![\w.])/" + "root/", r"(?<![\w.])/" + "home/[a-z]", "/opt/" + "pypi",
              r"\." + "library/", "/usr/local/" + "lib"])
)  # fmt: skip
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "deb" + r"\.debian\.org",
              "proxy" + r"\.golang", "crates" + r"\.io", "archive" + r"\.ubuntu\.com"])
)  # fmt: skip


def test_no_committed_file_names_this_machine_or_where_packages_come_from():
    found = []
    for name in committed():
        content = (ROOT / name).read_bytes()
        if b"\0" in content[:8000]:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            found += [f"{name}:{number} {each[0]}" for each in (LOCAL.search(line), REGISTRIES.search(line)) if each]
    assert found == []


@pytest.mark.parametrize("line", ["cd /wo" + "rk/x", "https://py" + "pi.org/simple", "/ho" + "me/someone/x"])
def test_such_a_name_would_be_seen(line):
    assert LOCAL.search(line) or REGISTRIES.search(line)


def test_nothing_large_or_made_by_a_run_is_committed():
    names = committed()
    assert [name for name in names if re.search(r"(__pycache__|\.pyc$|^\.venv/|\.register$|\.egg-info)", name)] == []
    assert [name for name in names if (ROOT / name).stat().st_size > 3_000_000] == []


# --- the tests themselves -----------------------------------------------------------------------------------------

TESTS = sorted((ROOT / "tests").rglob("*.py"))
SCANNED = [path for path in TESTS if path.name.startswith("test_")]
NOT_COLLECTED = [path for path in TESTS if not path.name.startswith("test_")]


def never_run(source: str) -> list[str]:
    """Functions of a test file that assert something and are called by nobody, and tests defined twice."""
    tree = ast.parse(source)
    called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found, names = [], set()
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name in names:
            found.append(f"{node.name} is defined twice")
        names.add(node.name)
        is_fixture = any("fixture" in ast.unparse(mark) for mark in node.decorator_list)
        has_assert = any(isinstance(part, ast.Assert) for part in ast.walk(node))
        if not node.name.startswith("test_") and has_assert and not is_fixture and node.name not in called:
            found.append(f"{node.name} never runs")
        nested = [part.name for part in ast.walk(node)
                  if isinstance(part, ast.FunctionDef) and part is not node and part.name.startswith("test_")]  # fmt: skip
        found += [f"{each} never runs: it is inside {node.name}" for each in nested if each not in called]
    return found


@pytest.mark.parametrize("path", SCANNED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_test_is_written_that_never_runs(path):
    assert never_run(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", NOT_COLLECTED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_test_lies_in_a_file_that_is_not_collected(path):
    source = path.read_text(encoding="utf-8")
    names = [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    assert [name for name in names if name.startswith("test_") and f"{name}.__test__ = False" not in source] == []


def test_a_test_that_never_runs_would_be_seen():
    assert never_run("def tset_it():\n    assert 1\n") == ["tset_it never runs"]
    assert never_run("def test_a(): pass\ndef test_a(): pass\n") == ["test_a is defined twice"]
    assert never_run("def test_a():\n    def test_b(): pass\n") == ["test_b never runs: it is inside test_a"]
    assert never_run("def check(): assert 1\ndef test_a(): check()\n@pytest.fixture\ndef f(): assert 1\n") == []


def test_no_test_waits_for_a_time_or_reads_the_clock():
    forbidden = {"qtbot.wait", "time.sleep", "datetime.now", "date.today", "datetime.datetime.now", "time.time"}
    found = []
    for path in SCANNED:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and dotted(node.func) in forbidden]
        found += [f"{path.relative_to(ROOT)}:{call.lineno} {dotted(call.func)}" for call in calls]
    assert found == []
