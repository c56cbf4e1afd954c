"""Applications and licences from the command line: the whole way, the keys, the exit statuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry_app.agencies.queries import list_agencies
from registry_app.cli import main
from registry_app.cli.output import context
from registry_app.core.texts import bare
from tests.support.licensing import Licensing
from tests.support.office import PASSWORD

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def registry(
    fresh: Licensing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """`registry …` by an officer; gives exit status, standard output, standard error."""
    opened = fresh.office.opened
    monkeypatch.setattr(context, "world", opened.world)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD)

    def call(by: str, *words: str) -> tuple[int, str, str]:
        status = main(["--register", str(opened.location.path), "--as", by, "--passphrase-file", str(secret), *words])
        said = capsys.readouterr()
        return status, said.out, bare(said.err)

    return call


def as_json(found: tuple[int, str, str]) -> Any:
    status, out, err = found
    assert status == 0, err
    return json.loads(out)


def refused(found: tuple[int, str, str]) -> str:
    status, out, err = found
    assert (status, out) == (1, "")
    return err


@pytest.fixture
def number(fresh: Licensing) -> str:
    agency = fresh.agency()
    rows = fresh.office.read(list_agencies)
    return str(next(row.number for row in rows if row.id == agency))


def test_an_application_becomes_a_licence_from_the_command_line(registry: Call, number: str, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 a scan")
    lodged = as_json(registry("clerk", "application", "lodge", number, "--destination", "SA", "--json"))
    application, codes = lodged["number"], lodged["papers"]
    assert len(codes) == 15  # twelve single papers and the three parts of the ninth
    for code in codes[:-1]:
        assert (
            registry("clerk", "application", "paper", application, code, str(scan), "--dated-on", "2019-03-01")[0] == 0
        )
    status, out, _err = registry("licensing", "application", "examine", application)
    assert status == 0
    assert out.splitlines()[0] == "cannot tell"
    assert "nobody has verified it" in out
    verified = as_json(registry("licensing", "application", "verify", application, "--json"))
    assert verified["codes"] == codes[:-1]
    assert registry("licensing", "application", "waive", application, "24.13", "--reason", "No directive.")[0] == 0
    propose = (
        "application",
        "propose",
        application,
        "--grant",
        "--reasons",
        "All is proven.",
        "--provision",
        "art. 25",
    )
    condition = ("--condition", "Open the shelter|art. 24(9)(c)|2019-06-03")
    assert registry("licensing", *propose, *condition)[0] == 0
    assert "application:examine" not in refused(registry("licensing", "application", "approve", application))
    licence = as_json(registry("director", "application", "approve", application, "--json"))["licence"]
    shown = as_json(registry("auditor", "application", "show", application, "--json"))
    assert set(shown) == {
        "number", "agency_number", "agency_name", "kind", "category", "destination", "state", "lodged_on", "complete",
        "papers", "moves", "clocks", "examinations", "decisions",
    }  # fmt: skip
    assert (shown["state"], shown["complete"]) == ("granted", True)
    assert shown["decisions"][0]["conditions"] == ["Open the shelter"]
    assert registry("auditor", "application", "list")[1].strip().splitlines()[1:] == []
    (row,) = as_json(registry("auditor", "application", "list", "--all", "--json"))
    assert row["number"] == application
    found = as_json(registry("auditor", "licence", "status", licence, "--on", "2020-03-03", "--json"))
    assert set(found) == {
        "number", "on", "known", "state", "in_force", "word", "valid_from", "valid_through", "grounds", "doubts",
    }  # fmt: skip
    assert (found["state"], found["word"], found["known"]) == ("in_force", "Valid", None)
    found = as_json(registry("auditor", "licence", "status", licence, "--on", "2020-03-04", "--json"))
    assert (found["state"], found["in_force"]) == ("lapsed", False)
    err = refused(registry("auditor", "licence", "status", licence, "--on", "2019-03-04", "--known", "2019-03-03"))
    assert "Nothing was known" in err
    (line,) = as_json(registry("auditor", "licence", "list", "--json"))
    assert set(line) == {
        "number", "agency_number", "agency_name", "category", "destinations", "state", "word", "valid_from", "valid_through",
    }  # fmt: skip
    (line,) = as_json(registry("auditor", "licence", "public", number, "--json"))
    assert set(line) == {"number", "category", "destinations", "word", "in_force", "valid_from", "valid_through"}
    assert as_json(registry("auditor", "licence", "listed", number, "--json")) == []


def test_a_suspension_and_its_lifting_from_the_command_line(registry: Call, fresh: Licensing) -> None:
    fresh.empower("licence:suspend", "licence:set_aside")
    licence = fresh.granted()
    words = ("--reasons", "A wage was withheld.", "--provision", "art. 42(2)(l)", "--acts-from", "decision")
    suspend = ("licence", "suspend", licence, *words, "--through", "2019-06-30")
    assert "there was no notice" in refused(registry("licensing", *suspend))
    made = as_json(registry("licensing", *suspend, "--without-notice", "Admitted at the hearing.", "--json"))
    assert registry("director", "licence", "approve", licence)[0] == 0
    shown = as_json(registry("auditor", "licence", "show", licence, "--json"))
    assert shown["state"] == "suspended"
    ground = next(each["id"] for each in shown["grounds"] if each["kind"] == "suspension")
    lift = ("licence", "lift", licence, "--ground", ground, "--through", "2019-03-10", *words)
    assert registry("licensing", *lift)[0] == 0
    assert registry("director", "licence", "decline", licence, "--reason", "Not yet paid.")[0] == 0
    aside = (
        "licence",
        "set-aside",
        licence,
        "--decision",
        made["decision"],
        "--reasons",
        "Judgment",
        "--provision",
        "art. 59",
    )
    assert registry("licensing", *aside)[0] == 0
    assert registry("director", "licence", "approve", licence)[0] == 0
    assert as_json(registry("auditor", "licence", "show", licence, "--json"))["state"] == "in_force"


@pytest.mark.parametrize(
    "words",
    [
        ("application", "lodge", "A-HQ-2019-99999-0", "--destination", "SA"),
        ("application", "lodge", "NUMBER", "--destination", "Saudi"),
        ("application", "lodge", "NUMBER", "--destination", "SA", "--kind", "branch"),
        ("application", "lodge", "NUMBER", "--kind", "renewal", "--licence", "L-1"),
        ("application", "lodge", "NUMBER", "--destination", "SA", "--received-on", "4.3.2019"),
        ("application", "show", "P-1"),
        ("licence", "status", "L-1"),
        ("licence", "lift", "L-1", "--ground", "x", "--through", "2019-04-01", "--reasons", "x", "--provision", "y"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence_and_exit_status_1(registry: Call, number: str, words: tuple[str, ...]) -> None:
    err = refused(registry("clerk", *(number if word == "NUMBER" else word for word in words)))
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_wrong_words_are_a_matter_of_usage(registry: Call) -> None:
    assert registry("clerk", "application", "lodge")[0] == 2
    assert registry("clerk", "application", "lodge", "A-1", "--kind", "gift")[0] == 2
