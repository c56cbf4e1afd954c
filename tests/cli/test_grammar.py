"""The command line's contract: grammar, exit statuses, keys of what is printed, and a log of faults without a name."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer

from registry_app.cli import app, main
from registry_app.cli.output import Context, context, hoist
from registry_app.core.errors import BadInput
from registry_app.core.world import World
from registry_app.offices import queries as offices
from tests.support.architecture import list_modules
from tests.support.office import PASSWORD
from tests.support.verifier import stand_alone

ROOT = Path(__file__).resolve().parents[2]
COMMANDS: list[tuple[str, ...]] = []


def collect(command: Any, path: tuple[str, ...]) -> None:
    COMMANDS.append(path)
    for name, inner in getattr(command, "commands", {}).items():
        collect(inner, (*path, name))


collect(typer.main.get_command(app), ())


# -- grammar -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "registry")
def test_every_command_has_its_help(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*path, "--help"]) == 0
    shown = capsys.readouterr()
    assert "Usage: " in shown.out
    assert shown.err == ""


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["user", "frobnicate"],
        ["user", "add"],
        ["prove", "x", "--out", "p"],
        ["verify", "--loudly"],
        ["--register"],
    ],
    ids=" ".join,
)
def test_a_call_whose_words_are_off_ends_with_two_and_says_so(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.err.strip()
    assert said.out == ""


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["user", "list", "--json"], ["--json", "user", "list"]),
        (["user", "--as", "admin", "list"], ["--as", "admin", "user", "list"]),
        (["user", "list", "--as=admin", "--register=x"], ["--as=admin", "--register=x", "user", "list"]),
        (["x", "--", "--json"], ["x", "--", "--json"]),
        (["x", "--as"], ["x", "--as"]),
        (["x", "--jsonish", "--aside", "1"], ["x", "--jsonish", "--aside", "1"]),
    ],
)
def test_global_options_may_stand_anywhere(given: list[str], wanted: list[str]) -> None:
    assert hoist(given) == wanted


def sentences() -> Iterator[tuple[str, str]]:
    """Every text of the program that is not code, by its module."""
    for module in list_modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield module.name, node.value


def test_every_command_that_a_sentence_names_is_there() -> None:
    """A hint that leads nowhere is worse than none."""
    known = {" ".join(path) for path in COMMANDS}
    nouns = {path[0] for path in COMMANDS if path}
    named = [
        (module, call)
        for module, text in sentences()
        for call in re.findall(r"\bregistry ((?:[a-z][a-z-]*)(?: [a-z][a-z-]*)?)", text)
        if call.split()[0] in nouns
    ]
    assert len(named) > 30
    for module, call in named:
        noun = call.split()[0]
        leaf = noun in known and not any(path[0] == noun and len(path) > 1 for path in COMMANDS if path)
        assert leaf or call in known or call == noun, f"{module}: there is no registry {call}"


def test_no_hint_leads_to_a_page_that_has_no_command_either() -> None:
    pages = re.compile(r"\bunder (Settings|Rule book|Offices)\b")
    assert [(module, text) for module, text in sentences() if pages.search(text) and "registry " not in text] == []


# -- exit statuses -------------------------------------------------------------------------------------------------


def test_what_is_done_ends_with_nought_and_says_nothing_on_the_error_channel(registry: Callable[..., Any]) -> None:
    done = registry("admin", "user", "list")
    assert (done.status, done.err) == (0, "")
    assert "Tigist Clerk" in done.out


def refused(said: SimpleNamespace, *words: str) -> None:
    assert said.status == 1, said
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1, "one sentence with its way out"
    assert not set(said.err) & set("\u2066\u2067\u2068\u2069")
    for word in words:
        assert word in said.err


def test_a_refusal_ends_with_one_and_is_one_line(
    registry: Callable[..., Any], register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(
        registry("clerk", "export", "--out", str(register.parent / "x.json")),
        "the permission “export the register” is missing",
    )
    assert not (register.parent / "x.json").exists()
    refused(registry("nobody", "user", "list"), "do not fit together")
    refused(registry("admin", "journal", "list", "--subject", "xyz"), "xyz is not the id of a record")
    refused(registry("admin", "verify", "--anchor", "hello"), "neither a signed checkpoint")
    refused(registry("admin", "verify", "--anchor", "x" * 400), "neither a signed checkpoint")
    refused(registry("admin", "office", "holidays", "--through", "tomorrow"), "tomorrow is not a day")
    assert main(["user", "list", "--register", str(register)]) == 1
    refused(SimpleNamespace(status=1, out="", err=capsys.readouterr().err), "--as USER")
    assert main(["user", "list", "--register", str(register), "--as", "admin"]) == 1
    refused(SimpleNamespace(status=1, out="", err=capsys.readouterr().err), "--passphrase-file")


def test_an_officer_without_a_passphrase_in_his_file_is_refused(registry: Callable[..., Any], register: Path) -> None:
    (register.parent / "passphrase").write_bytes(b"")
    refused(registry("admin", "user", "list"), "do not fit together")
    (register.parent / "passphrase").unlink()
    refused(registry("admin", "user", "list"), "There is no file")


def test_the_day_is_chosen_on_a_training_register_only(
    registry: Callable[..., Any], register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = registry("director", "--json", "user", "list", "--today", "2020-02-29")
    assert held.status == 0
    refused(registry("director", "user", "list", "--today", "29.2.2020"), "is not a day")
    real = register.parent / "real.register"
    context.world = Context().world
    options = ["--register", str(real), "--as", "admin", "--passphrase-file", str(register.parent / "passphrase")]
    answers = [
        "--ministry",
        "M",
        "--country",
        "ET",
        "--office",
        "HQ",
        "--name",
        "Abebe",
        "--root-dir",
        str(register.parent),
    ]
    assert main(["init", *answers, *options]) == 0
    capsys.readouterr()
    assert main(["user", "list", "--today", "2020-02-29", *options]) == 1
    assert "cannot be chosen on a real register" in capsys.readouterr().err
    assert not context.world.training


# -- faults --------------------------------------------------------------------------------------------------------


def test_a_fault_of_ours_ends_with_three_and_its_log_holds_no_value(
    registry: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def planted(_session: object) -> None:
        name = "Almaz Tadesse"
        raise ValueError(f"{name} +251911000000")

    monkeypatch.setattr(offices, "list_blocks", planted)
    said = registry("admin", "office", "show")
    assert said.status == 3
    assert said.out == ""
    assert "ValueError" in said.err
    (log,) = (tmp_path / "account").rglob("fault-*.txt")
    text = log.read_text()
    assert "planted" in text
    assert "show_office" in text
    for secret in ("Almaz", "251911", PASSWORD, str(tmp_path), "admin"):
        assert secret not in text + said.err.replace(str(log), "")


def test_a_fault_that_cannot_be_logged_is_still_said(
    registry: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "account").write_text("a file where the folder should be")
    monkeypatch.setattr(offices, "list_blocks", lambda _session: 1 // 0)
    said = registry("admin", "office", "show")
    assert said.status == 3
    assert "ZeroDivisionError" in said.err


@pytest.mark.parametrize(("raised", "status"), [(KeyboardInterrupt(), 1), (BrokenPipeError(), 0), (BadInput("No."), 1)])
def test_what_ends_a_command_early_has_its_status(
    registry: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, raised: BaseException, status: int
) -> None:
    def ends(_session: object) -> None:
        raise raised

    monkeypatch.setattr(offices, "list_blocks", ends)
    assert registry("admin", "office", "show").status == status


# -- keys of what is printed ---------------------------------------------------------------------------------------

KEYS = {
    ("user", "list"): {"id", "login", "full_name", "active", "roles"},
    ("journal", "list", "--last", "3"): {
        "seq",
        "moment",
        "actor",
        "actor_id",
        "verb",
        "operation",
        "table",
        "record",
        "words",
        "body",
    },
    ("office", "show"): {"name", "country", "training", "made_on", "office", "numbers", "voids"},
    ("verify",): {"intact", "findings", "notes", "more", "rows", "erased", "logs"},
}


@pytest.mark.parametrize("words", KEYS, ids=" ".join)
def test_a_reading_command_prints_the_keys_its_help_names(registry: Callable[..., Any], words: tuple[str, ...]) -> None:
    said = registry("admin", *words, "--json")
    assert said.status == 0, said.err
    shown = json.loads(said.out)
    first = shown[0] if isinstance(shown, list) else shown
    assert set(first) == KEYS[words]
    assert not set(said.out) & set("\u2066\u2067\u2068\u2069")


def test_people_read_the_same_as_lines(registry: Callable[..., Any]) -> None:
    assert "training: yes" in registry("admin", "office", "show").out
    listed = registry("auditor", "journal", "list", "--last", "2").out.splitlines()
    assert listed[0].split() == ["seq", "moment", "actor", "verb", "words"]
    assert len(listed) == 3
    assert "Signed in as auditor" in listed[1]
    assert "  auditor  " in listed[1]  # who acted, by login


def test_no_office_is_shown_by_its_identifier_where_its_code_is_known(
    registry: Callable[..., Any], register: Path
) -> None:
    log = json.loads(registry("auditor", "verify", "--json").out)["logs"][0]
    assert log["office"] == "HQ"
    said = registry("auditor", "verify").out
    assert said.startswith("HQ: ")
    assert log["office_id"] not in said


# -- the way through -----------------------------------------------------------------------------------------------


def test_from_nothing_to_a_proof_that_a_stranger_checks(
    tmp_path: Path, world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "world", world)
    (tmp_path / "passphrase").write_text(PASSWORD)
    options = [
        "--register",
        str(tmp_path / "office.register"),
        "--as",
        "admin",
        "--passphrase-file",
        str(tmp_path / "passphrase"),
    ]
    paper = tmp_path / "paper"

    def run(*words: str, status: int = 0) -> str:
        assert main([*words, *options]) == status, capsys.readouterr().err
        return capsys.readouterr().out

    answers = [
        "--ministry",
        "Ministry",
        "--country",
        "ET",
        "--office",
        "HQ",
        "--name",
        "Abebe",
        "--root-dir",
        str(paper),
    ]
    run("init", *answers, "--zone", "Africa/Addis_Ababa")
    assert {path.name for path in paper.iterdir()} == {"root-share-1.txt", "root-share-2.txt", "recovery-code.txt"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in paper.iterdir())
    run("init", *answers, status=1)
    run("key", "export", "--out", str(tmp_path / "keys.json"))
    run("journal", "checkpoint", "--out", str(tmp_path / "anchor.txt"))
    run("office", "holidays", "--through", "2019-12-31", "--day", "2019-05-01=Labour Day")
    report = json.loads(run("verify", "--anchor", str(tmp_path / "anchor.txt"), "--json"))
    assert report["intact"]
    assert report["logs"][0]["anchors"] == 1
    exported = json.loads(
        run("export", "--out", str(tmp_path / "export.json"), "--journal-dir", str(tmp_path / "journal"), "--json")
    )
    assert len(exported["sha256"]) == 64
    run("prove", "3", "--out", str(tmp_path / "proof.json"))
    run("prove", "99999", "--out", str(tmp_path / "proof2.json"), status=1)
    run("backup", "--out", str(tmp_path / "copy.register"))
    keys = ["--key", str(tmp_path / "keys.json")]
    for given in (
        [str(tmp_path / "proof.json")],
        [str(tmp_path / "journal"), "--anchor", str(tmp_path / "anchor.txt")],
    ):
        assert stand_alone().main([*given, *keys]) == 0
    capsys.readouterr()


def test_an_init_whose_paper_cannot_be_written_leaves_no_register(
    tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(context, "world", world)
    (tmp_path / "passphrase").write_text(PASSWORD)
    (tmp_path / "a file").write_bytes(b"")
    options = [
        "--register",
        str(tmp_path / "office.register"),
        "--as",
        "admin",
        "--passphrase-file",
        str(tmp_path / "passphrase"),
    ]
    answers = ["--ministry", "Ministry", "--country", "ET", "--office", "HQ", "--name", "Abebe"]
    assert main(["init", *answers, "--root-dir", str(tmp_path / "a file"), *options]) == 1
    assert capsys.readouterr().err.strip()
    assert {path.name for path in tmp_path.iterdir()} == {"passphrase", "a file"}


def test_users_come_get_roles_and_go(registry: Callable[..., Any], register: Path) -> None:
    (register.parent / "new").write_text("brand new made-up words\n")
    added = registry(
        "admin",
        "user",
        "add",
        "amina",
        "--name",
        "Amina",
        "--role",
        "clerk",
        "--new-passphrase-file",
        str(register.parent / "new"),
    )
    assert added.status == 0, added.err
    assert registry("admin", "user", "give-role", "amina", "inspector", "--from", "2019-03-04").status == 0
    granted = registry(
        "admin",
        "user",
        "authorise",
        "amina",
        "--verb",
        "licence:grant",
        "--instrument",
        "D 1",
        "--dated",
        "2019-01-01",
        "--from",
        "2019-03-04",
    )
    assert granted.status == 0, granted.err
    assert registry("admin", "user", "close", "amina", "--reason", "Left.").status == 0
    rows = json.loads(registry("admin", "user", "list", "--json").out)
    (amina,) = [row for row in rows if row["login"] == "amina"]
    assert (amina["active"], amina["roles"]) == (False, ["clerk", "inspector"])
    (register.parent / "passphrase").write_text("brand new made-up words\n")
    refused(registry("amina", "user", "list"), "do not fit together")


def test_a_number_is_voided_at_the_counter(registry: Callable[..., Any], register: Path) -> None:
    number = json.loads(registry("clerk", "agency", "register", "--name", "Horizon", "--json").out)["number"]
    said = registry("director", "office", "void-number", number, "--kind", "agency", "--reason", "The paper tore.")
    assert said.status == 0, said.err
    voids = json.loads(registry("director", "office", "show", "--json").out)["voids"]
    assert [void["reason"] for void in voids] == ["The paper tore."]


# -- a machine without a screen ------------------------------------------------------------------------------------


def test_it_runs_where_no_screen_library_can_be_loaded(register: Path) -> None:
    program = (
        "import sys; sys.modules['PySide6'] = None; sys.modules['shiboken6'] = None\n"
        "from registry_app.cli import main\n"
        "status = main(sys.argv[1:])\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6.')]\n"
        "sys.exit(status)\n"
    )
    words = [
        "user",
        "list",
        "--register",
        str(register),
        "--as",
        "admin",
        "--passphrase-file",
        str(register.parent / "passphrase"),
    ]
    ended = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "Abebe Admin" in ended.stdout


def test_the_register_is_the_accounts_own_where_none_is_named(tmp_path: Path) -> None:
    place = Context().location.path
    assert place.name == "office.register"
    assert str(place).startswith(str(tmp_path / "account"))
