"""A complaint and a guarantee through the command line alone: from the counter to the worker's money."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from registry_app.agencies.models import Agency
from registry_app.attachments.models import Attachment, StoredFile
from registry_app.cli import main
from registry_app.cli.output import context
from tests.support.office import PASSWORD
from tests.support.redress import Office, office_in

NAME = "Hanna Worku Tessema"


@pytest.fixture
def office(tmp_path: Path, world) -> Office:
    """An office whose register the commands open by themselves."""
    made = office_in(tmp_path, world)
    yield made
    made.close()


@pytest.fixture
def registry(office: Office, tmp_path: Path, capsys, monkeypatch):
    """Runs a command as an officer on the first Monday; gives its JSON."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSWORD + "\n")
    monkeypatch.setattr(context, "world", office.opened.world)

    def run(who: str, *words: str, status: int = 0):
        register = str(office.opened.location.path)
        options = ["--register", register, "--as", who, "--passphrase-file", str(passphrase), "--json"]
        assert main([*words, *options]) == status, capsys.readouterr().err
        said = capsys.readouterr()
        return json.loads(said.out) if status == 0 else said.err

    return run


def paper(tmp_path: Path, name: str) -> str:
    file = tmp_path / name
    file.write_bytes(b"%PDF-1.4\n" + name.encode())
    return str(file)


def complaint(tmp_path: Path, agency: str, **other) -> dict:
    return {
        "channel": "counter",
        "complainant_kind": "worker",
        "language": "am",
        "workers": [{"identity": {"name": NAME, "contacts": ["+251911234567"]}, "sex": "female", "destination": "SA"}],
        "respondents": [{"kind": "agency", "agency": agency}],
        "allegations": [
            {
                "worker": 1,
                "category": "unpaid_wages",
                "facts": "Two months were not paid.",
                "sums": [
                    {"kind": "claimed", "amount": "400.00", "currency": "USD", "item": "wages"},
                    {
                        "kind": "evidenced",
                        "amount": "200.00",
                        "currency": "USD",
                        "item": "slip",
                        "receipt": paper(tmp_path, f"slip of {NAME}.pdf"),
                    },
                ],
            }
        ],
        **other,
    }


def test_wages_are_settled_and_paid_out_of_the_guarantee(office, registry, tmp_path):
    office.agency()
    agency = _number(office)
    lodged = registry(
        "clerk", "guarantee", "lodge", agency, "--kind", "blocked_account", "--issuer", "Bank", "--reference", "BA 7",
        "--amount", "100000", "--currency", "USD", "--holder", "the Ministry", "--original-held", "safe",
        "--issued-on", "2019-03-01",
    )["number"]  # fmt: skip
    assert registry("clerk", "guarantee", "shortfall", agency)[0]["verdict"] == "not met"
    answer = paper(tmp_path, "answer.pdf")
    asked = ("--answered-by", "Selam Haile", "--channel", "registered post")
    verified = registry("finance", "guarantee", "verify", lodged, answer, "--answer", "confirmed", *asked)
    assert verified == {"number": lodged, "answer": "confirmed", "state": "in force"}
    assert registry("clerk", "guarantee", "shortfall", agency)[0]["verdict"] == "met"

    file = tmp_path / "complaint.json"
    file.write_text(json.dumps(complaint(tmp_path, agency)))
    received = registry("clerk", "complaint", "receive", str(file))
    number, worker = received["number"], received["workers"][0]
    registry("clerk", "complaint", "acknowledge", number)
    assert registry("complaints", "complaint", "conciliate", number)["state"] == "conciliation"
    registry(
        "complaints", "complaint", "settle", number, paper(tmp_path, "settlement.pdf"), "--sum", "1=300", "--currency",
        "USD", "--item", "wages", "--due", "2019-03-04", "--terms", "The agency pays.", "--signed-by", "manager",
        "--heard-alone", "1", "--language-spoken", "am", "--interpreter", "Ruth Desta",
    )  # fmt: skip
    claim = registry(
        "complaints", "guarantee", "claim", lodged, "--share", f"{worker}=300", "--ground", "execution", "--reason",
        "the settlement was not kept", "--complaint", number,
    )["claim"]  # fmt: skip
    paid = ("guarantee", "pay", claim, "--share", "1", "--amount", "300", "--reference", "TT 1")
    assert "not been approved" in registry("finance", *paid, status=1)
    registry("director", "guarantee", "approve", claim)
    entry = registry("finance", *paid)["entry"]
    registry(
        "complaints", "complaint", "pay", number, "--allegation", "1", "--amount", "300", "--currency", "USD",
        "--source", "guarantee", "--paid-by", "the Ministry", "--manner", "transfer", "--pay-out", entry,
        "--heard-alone", "1", "--language-spoken", "am", "--interpreter", "Ruth Desta",
    )  # fmt: skip
    registry("complaints", "complaint", "close", number, "--reason", "paid")
    card = registry("auditor", "complaint", "show", number)
    money = {name: card["money"][0][name]["minor"] for name in ("claimed", "evidenced", "ordered", "settled", "paid")}
    assert money == {"claimed": 40_000, "evidenced": 20_000, "ordered": 0, "settled": 30_000, "paid": 30_000}
    assert (card["row"]["state"], card["allegations"][0]["outcome"]) == ("closed", "paid")
    assert NAME not in json.dumps(card)
    ledger = registry("auditor", "guarantee", "show", lodged)
    assert [entry["kind"] for entry in ledger["entries"]] == ["lodged", "claimed", "paid_out"]
    assert registry("auditor", "guarantee", "shortfall", agency)[0]["verdict"] == "not met"


def test_a_name_comes_from_standard_input_and_is_shown_to_a_custodian_only(office, registry, tmp_path, monkeypatch):
    office.agency()
    content = json.dumps(complaint(tmp_path, _number(office))).encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    number = registry("clerk", "complaint", "receive", "-")["number"]
    ask = ("complaint", "open-identity", number, "--worker", "1", "--reason", "to call her to the bank")
    assert registry("custodian", *ask)["name"] == NAME
    assert NAME not in registry("director", *ask, status=1)
    with office.opened.reading() as session:
        titles = [row.title for row in session.query(Attachment)]
        sealed = [row.sealed_key is not None for row in session.query(StoredFile)]
    assert titles == ["receipt"]
    assert sealed == [True]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-5],
        lambda text: text.replace('"name"', '"nmae"'),
        lambda text: text.replace('"counter"', f'"{NAME}"', 1),
        lambda text: text.replace('"worker": 1', f'"worker": "{NAME}"'),
    ],
)
def test_a_file_that_is_no_complaint_is_refused_without_repeating_a_name(office, registry, tmp_path, spoil):
    office.agency()
    file = tmp_path / "complaint.json"
    file.write_text(spoil(json.dumps(complaint(tmp_path, _number(office)))))
    said = registry("clerk", "complaint", "receive", str(file), status=1)
    assert "no complaint" in said
    assert NAME not in said


@pytest.mark.parametrize(
    "words",
    [
        ("complaint", "close", "C-1", "--reason", "x", "--outcome", "1=gone:x"),
        ("complaint", "settle", "C-1", "x", "--sum", "half", "--heard-alone", "1", "--currency", "USD", "--item", "x",
         "--due", "2019-03-04", "--terms", "x", "--signed-by", "x", "--language-spoken", "am"),
        ("guarantee", "claim", "G-1", "--share", "300", "--ground", "execution", "--reason", "x"),
        ("guarantee", "show", "G-1"),
        ("complaint", "show", "C-1"),
        ("complaint", "step", "C-1", "settled"),
        ("complaint", "pay", "C-1", "--allegation", "1", "--amount", "1", "--currency", "USD", "--source", "agency",
         "--paid-by", "x", "--manner", "cash", "--pay-out", "first"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(office, registry, words):
    assert len(registry("complaints", *words, status=1).splitlines()) == 1


def test_the_lists_are_printed(office, registry):
    assert len(registry("clerk", "complaint", "categories")) == 22
    assert registry("clerk", "complaint", "template")["channel"] == "counter"
    assert registry("clerk", "complaint", "list") == []
    assert registry("clerk", "guarantee", "list") == []


def _number(office: Office) -> str:
    with office.opened.reading() as session:
        return session.query(Agency).one().number
