"""How the command line behaves around its work: places that are refused first, readers who stop, languages, long words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from registry_app.cli import main, output
from registry_app.core import texts
from registry_app.core.texts import choose_language, list_languages

ROOT = Path(__file__).resolve().parents[2]


def refused(said: SimpleNamespace, *words: str) -> None:
    assert said.status == 1, said
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1, "one sentence with its way out"
    for word in words:
        assert word in said.err


# -- where things are written ---------------------------------------------------------------------------------------

WRITING = [
    ("clerk", "certificate", "issue", "@", "--out"),
    ("clerk", "certificate", "status-list", "--out"),
    ("clerk", "certificate", "reprint", "C-1", "--reason", "lost", "--out"),
    ("auditor", "prove", "3", "--out"),
    ("auditor", "journal", "checkpoint", "--out"),
    ("auditor", "export", "--out"),
    ("admin", "backup", "--out"),
    ("admin", "key", "export", "--out"),
    ("clerk", "attachment", "get", "00000000-0000-0000-0000-000000000001", "--out"),
]


def entries(registry: Callable[..., Any]) -> list[str]:
    shown = json.loads(registry("auditor", "journal", "list", "--last", "1000", "--json").out)
    return [entry["verb"] for entry in shown if entry["operation"] == "V" and not entry["verb"].startswith("session:")]


@pytest.mark.parametrize("words", WRITING, ids=lambda words: " ".join(words[1:3]))
def test_a_place_that_cannot_hold_the_file_is_refused_before_anything_is_done(
    registry: Callable[..., Any], register: Path, words: tuple[str, ...]
) -> None:
    agency = json.loads(registry("clerk", "agency", "register", "--name", "Horizon", "--json").out)["number"]
    call = [agency if word == "@" else word for word in words]
    before = entries(registry)
    missing = register.parent / "nowhere" / "paper.pdf"
    refused(registry(*call, str(missing)), "There is no folder", "nowhere")
    assert not missing.parent.exists()
    refused(registry(*call, str(register.parent)), "is a folder; the name of a file is needed")
    assert entries(registry) == before


def test_the_journal_goes_into_a_folder_that_is_there_or_can_be_made(
    registry: Callable[..., Any], register: Path
) -> None:
    out = register.parent / "export.json"
    far = register.parent / "no" / "journal"
    refused(registry("auditor", "export", "--out", str(out), "--journal-dir", str(far)), "There is no folder")
    assert not out.exists()
    for _twice in range(2):
        said = registry("auditor", "export", "--out", str(out), "--journal-dir", str(register.parent / "journal"))
        assert said.status == 0, said.err


def test_the_report_of_an_import_needs_its_place_first(registry: Callable[..., Any], register: Path) -> None:
    listed = register.parent / "list.csv"
    listed.write_text("name\nHorizon\n")
    said = registry(
        "clerk", "import", str(listed), "--guess", "--dry-run", "--report", str(register.parent / "no" / "r.json")
    )
    refused(said, "There is no folder")


# -- a reader who stops ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("user", "list"), ("journal", "list", "--json"), ("--help",)], ids=" ".join)
def test_a_reader_who_stops_is_no_failure(register: Path, words: tuple[str, ...]) -> None:
    """As `registry agency list | head -1`: here nobody reads at all."""
    reading, writing = os.pipe()
    os.close(reading)
    options = ["--register", str(register), "--as", "auditor", "--passphrase-file", str(register.parent / "passphrase")]
    with os.fdopen(writing, "wb") as nobody:
        ended = subprocess.run(
            [sys.executable, "-c", "from registry_app.cli import run; run()", *words, *options],
            cwd=ROOT,
            stdout=nobody,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (0, "")


# -- languages ------------------------------------------------------------------------------------------------------


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of one language with one sentence in it."""
    words = Catalog(locale="ar")
    words.add("The register is intact.", "السجل سليم.")
    place = tmp_path / "locale" / "ar" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "registry.mo").open("wb") as file:
        write_mo(file, words)
    monkeypatch.setattr(texts, "LOCALE", tmp_path / "locale")
    return place


def test_a_language_without_a_catalogue_is_refused_with_those_there_are(
    registry: Callable[..., Any], catalogue: Path
) -> None:
    try:
        refused(registry("auditor", "verify", "--language", "xx"), "does not speak xx", "en, ar")
        assert "السجل سليم." in registry("auditor", "verify", "--language", "ar").out
        assert "The register is intact." in registry("auditor", "verify", "--language", "en").out
        (catalogue / "registry.mo").unlink()
        assert list_languages() == ["en"]
        refused(registry("auditor", "verify", "--language", "ar"), "It speaks: en.")
    finally:
        choose_language("en")


# -- long words -----------------------------------------------------------------------------------------------------


def test_a_long_name_is_repeated_by_its_beginning_and_end(registry: Callable[..., Any]) -> None:
    long = "Horizon " + "of the rising sun over the great river " * 20
    for words in (
        ("agency", "show", long),
        ("licence", "show", long),
        ("complaint", "show", long),
        ("guarantee", "show", long),
        ("person", "show", long),
        ("agency", "register", "--name", "A", "--capital", long),
        ("user", "close", long, "--reason", "x"),
    ):
        said = registry("admin" if words[0] == "user" else "clerk", *words)
        refused(said, "…")
        assert len(said.err) < 400, said.err


def test_what_was_never_typed_is_asked_for(registry: Callable[..., Any]) -> None:
    for noun in ("agency", "application", "licence", "guarantee", "complaint", "letter", "file"):
        for nothing in ("", "  "):
            said = registry("clerk", noun, "show", nothing)
            refused(said, "number", "is missing")


def test_the_key_files_name_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert ".keys is appended to PATH" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("size", [5_000, 8_192])
def test_a_text_file_given_as_register_is_said_to_be_none(
    registry: Callable[..., Any], register: Path, size: int
) -> None:
    text = register.parent / "minutes.txt"
    text.write_bytes((b"Minutes of the meeting. " * 400)[:size])
    register.with_name("office.register.keys").rename(register.with_name("elsewhere.keys"))
    said = registry("admin", "user", "list")
    refused(said, "The key file office.register.keys is missing")
    register.unlink()
    text.rename(register)
    refused(registry("admin", "user", "list"), "is no register of this program")


# -- as people read it ----------------------------------------------------------------------------------------------


def test_people_read_shares_in_per_cent_and_the_hour_of_the_office(registry: Callable[..., Any]) -> None:
    told = {"share_bp": 5600, "name": "Almaz"}
    assert output._told(told) == {"share": "56 %", "name": "Almaz"}
    assert output._told({"share_bp": 3333}) == {"share": "33.33 %"}
    registry("clerk", "letter", "in", "Bank of the Blue Nile", "--about", "Deposit", "--received", "2019-03-04T08:00")
    (shown,) = json.loads(registry("clerk", "letter", "list", "--json").out)
    moment = datetime.fromisoformat(shown["registered_at"])
    assert moment.utcoffset() == timedelta(0), "scripts read UTC"
    said = registry("clerk", "letter", "show", shown["number"]).out
    assert f"registered_at: {moment.astimezone(ZoneInfo('Africa/Addis_Ababa')):%Y-%m-%d %H:%M}" in said
