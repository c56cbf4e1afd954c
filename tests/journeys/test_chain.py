"""The whole chain through `registry` alone, by seven people, each with his own passphrase; and what is refused to them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from registry_app import schema
from registry_app.build import open_register
from registry_app.cli import DONE, REFUSED, USAGE, main
from registry_app.cli.output import context
from registry_app.core.world import seeded_world
from registry_app.demo.papers import page
from registry_app.store.engine import Location

ROOT = Path(__file__).parents[2]
SEALED_NAME = "Wubalem Tirunesh Gebremeskel"
SEALED_PHONE = "+251 11 055 7731"
OFFICERS = {
    "clerk": ("Tigist Clerk", "clerk"),
    "licensing": ("Lemma Licensing", "licensing_officer"),
    "finance": ("Fikadu Finance", "finance_officer"),
    "complaints": ("Chaltu Complaints", "complaints_officer"),
    "custodian": ("Kedir Custodian", "custodian"),
    "director": ("Daniel Director", "director"),
    "auditor": ("Almaz Auditor", "auditor"),
}
HOUSE_RULES = ROOT / "resources" / "demo" / "house-rules-et.toml"


class Chain:
    """The people of one office at the command line."""

    def __init__(self, folder: Path, capture: Callable[[], Any]) -> None:
        self.folder = folder
        self.register = folder / "office.register"
        self._capture = capture
        for login in ("admin", *OFFICERS):
            self.passphrase(login).write_text(f"the own words of {login}\n")

    def passphrase(self, login: str) -> Path:
        """The file with a person's own password."""
        return self.folder / f"{login}.txt"

    def file(self, name: str, content: bytes) -> Path:
        """A file of the outside world."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def run(self, login: str, *words: object, status: int = DONE) -> str:
        """One command by a person: what it printed, or the sentence it was refused with."""
        who = ["--as", login, "--passphrase-file", str(self.passphrase(login))]
        found = main(["--register", str(self.register), *who, *map(str, words)])
        captured = self._capture()
        assert found == status, f"{login} {' '.join(map(str, words))}: {found}\n{captured.out}{captured.err}"
        if status == REFUSED:
            assert captured.err.strip(), "a refusal says why"
            assert "Traceback" not in captured.err
        return str(captured.err if status == REFUSED else captured.out)

    def json(self, login: str, *words: object) -> Any:
        """The same, as values."""
        return json.loads(self.run(login, *words, "--json"))


@pytest.fixture
def chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Chain:
    # the law of the demo has ended; a seeded world lets the office live in its time
    world = seeded_world(11, datetime(2019, 3, 4, 5, tzinfo=UTC), "Africa/Addis_Ababa")
    monkeypatch.setattr(context, "world", world)
    return Chain(tmp_path, capsys.readouterr)


def test_the_whole_chain(chain: Chain) -> None:
    set_up(chain)
    agency = register_agency(chain)
    deposit(chain, agency)
    licence = license_agency(chain, agency)
    complaint = complain(chain, agency)
    papers(chain, agency, licence, complaint)
    outside(chain)


def set_up(chain: Chain) -> None:
    """The register, its people, its law."""
    begin = ("init", "--ministry", "Ministry of Labour", "--country", "ET", "--office", "HQ", "--name", "Abebe Admin")
    begin += ("--zone", "Africa/Addis_Ababa", "--root-dir", str(chain.folder / "root"))
    chain.run("admin", *begin)
    chain.run("admin", *begin, status=REFUSED)
    chain.run("clerk", "agency", "list", status=REFUSED)
    for login, (name, role) in OFFICERS.items():
        words = ("--name", name, "--role", role, "--new-passphrase-file", chain.passphrase(login))
        chain.run("admin", "user", "add", login, *words)
    assert len(chain.json("admin", "user", "list")) == len(OFFICERS) + 1
    chain.run("admin", "user", "add", "nobody", status=USAGE)
    chain.run("admin", "office", "holidays", "--through", "2020-12-31", "--day", "2019-05-01=Labour Day")
    chain.run("admin", "rulebook", "adopt", "et/923-2016")
    chain.run("admin", "rulebook", "confirm")
    assert "four eyes" in chain.run("admin", "rulebook", "approve-confirmation", status=REFUSED)
    chain.run("director", "rulebook", "approve-confirmation")
    chain.run("admin", "rulebook", "set", HOUSE_RULES)
    chain.run("director", "rulebook", "approve-set")
    verbs = [word for verb in ("licence:grant", "guarantee:claim", "complaint:decide") for word in ("--verb", verb)]
    given = ("--instrument", "Directive 1/2019", "--dated", "2019-01-02", "--from", "2019-01-03")
    chain.run("admin", "user", "authorise", "director", *verbs, *given)


def register_agency(chain: Chain) -> str:
    """An agency with its principals: its number."""
    words = ("agency", "register", "--name", "Warka Nigat Overseas Employment", "--also", "ዋርካ ንጋት")
    words += (
        "--legal-form",
        "private_limited_company",
        "--place",
        "Adama",
        "--region",
        "Oromia",
        "--address",
        "Mill 4",
    )
    words += (
        "--principal",
        "owner=Belay Hailu Chala",
        "--principal",
        "manager=Marta Seid Nuru",
        "--capital",
        "1000000 ETB",
    )
    agency = chain.json("clerk", *words)["number"]
    assert "much like" in chain.run(
        "clerk", "agency", "register", "--name", "Warka Nigat Oversea Employment", status=REFUSED
    )
    chain.run("auditor", "agency", "register", "--name", "Another", status=REFUSED)
    assert [row["number"] for row in chain.json("clerk", "agency", "list", "--text", "ዋርካ")] == [agency]
    return str(agency)


def deposit(chain: Chain, agency: str) -> None:
    """Too little first; who lodges does not verify; then enough."""
    lodge = ("guarantee", "lodge", agency, "--kind", "blocked_account", "--issuer", "Bank of the Blue Nile")
    lodge += (
        "--currency",
        "USD",
        "--holder",
        "Ministry of Labour",
        "--original-held",
        "safe",
        "--issued-on",
        "2019-03-01",
    )
    first = chain.json("finance", *lodge, "--reference", "BA-1", "--amount", "60000")["number"]
    letter = chain.file("bank.pdf", page("Answer of the bank", ["We confirm."]))
    verify = (letter, "--answer", "confirmed", "--answered-by", "Selam Haile", "--channel", "registered post")
    assert "lodged this guarantee" in chain.run("finance", "guarantee", "verify", first, *verify, status=REFUSED)
    second = chain.json("clerk", *lodge, "--reference", "BA-2", "--amount", "100000")["number"]
    assert {row["verdict"] for row in chain.json("finance", "guarantee", "shortfall", agency)} == {"not met"}
    chain.run("finance", "guarantee", "verify", second, *verify)
    assert {row["verdict"] for row in chain.json("finance", "guarantee", "shortfall", agency)} == {"met"}


def license_agency(chain: Chain, agency: str) -> str:
    """From the counter to the licence's number."""
    lodged = chain.json("clerk", "application", "lodge", agency, "--destination", "SA")
    number = lodged["number"]
    items = chain.json("clerk", "application", "show", number)["papers"]
    for item in items:
        if item["needed"] == "yes" and not any(other["code"].startswith(f"{item['code']}.") for other in items):
            scan = chain.file(f"{item['code']}.pdf", page(item["label"], [f"of {agency}"]))
            chain.run("clerk", "application", "paper", number, item["code"], scan, "--original-seen")
    chain.run("licensing", "application", "begin", number)
    propose = ("application", "propose", number, "--grant", "--reasons", "All is proven.", "--provision", "art. 25")
    assert "verified" in chain.run("licensing", *propose, status=REFUSED)
    chain.run("licensing", "application", "verify", number)
    for item in chain.json("licensing", "application", "show", number)["papers"]:
        if item["needed"] == "unknown":
            chain.run(
                "licensing", "application", "waive", number, item["code"], "--reason", "No directive asks for more."
            )
    assert all(
        row["verdict"] == "met"
        for row in chain.json("licensing", "application", "examine", number)
        if row["level"] == "blocker"
    )
    chain.run("licensing", *propose)
    chain.run("licensing", "application", "approve", number, status=REFUSED)
    licence = chain.json("director", "application", "approve", number)["licence"]
    chain.run("director", "application", "approve", number, status=REFUSED)
    assert licence.startswith("L-HQ-2019-")
    (row,) = chain.json("clerk", "licence", "list")
    assert (row["number"], row["state"], row["valid_through"]) == (licence, "in_force", "2020-03-03")
    return str(licence)


def complain(chain: Chain, agency: str) -> str:
    """A worker complains; they settle; the agency pays."""
    written = chain.json("clerk", "complaint", "template")
    worker = written["workers"][0] | {"sex": "female", "age_group": "25_34", "destination": "SA"}
    worker["identity"] = {"name": SEALED_NAME, "contacts": [SEALED_PHONE], "safe_contact": SEALED_PHONE}
    money = [{"kind": "claimed", "amount": "18500.00", "currency": "ETB", "item": "fee"}]
    facts = "A fee was taken for a place abroad."
    allegation = {"worker": 1, "category": "overcharge", "facts": facts, "sums": money}
    written |= {"workers": [worker], "respondents": [{"kind": "agency", "agency": agency}], "allegations": [allegation]}
    leaking = written | {"allegations": [allegation | {"facts": f"{SEALED_NAME} paid a fee."}]}
    said = chain.run(
        "complaints", "complaint", "receive", chain.file("leak.json", json.dumps(leaking).encode()), status=REFUSED
    )
    assert SEALED_NAME not in said
    file = chain.file("complaint.json", json.dumps(written).encode())
    chain.run("auditor", "complaint", "receive", file, status=REFUSED)
    number = chain.json("complaints", "complaint", "receive", file)["number"]
    chain.run("complaints", "complaint", "acknowledge", number)
    chain.run("complaints", "complaint", "conciliate", number)
    signed = chain.file("settlement.pdf", page("Settlement", ["18,500 birr within ten days"]))
    settle = ("complaint", "settle", number, signed, "--sum", "1=18500", "--currency", "ETB", "--item", "fee")
    settle += ("--due", "2019-03-20", "--terms", "Paid back within ten days.", "--signed-by", "the manager")
    settle += ("--language-spoken", "am", "--interpreter", "Liya Tamrat", "--heard-alone", "1")
    chain.run("complaints", *settle)
    chain.run("complaints", "complaint", "close", number, "--reason", "settled", status=REFUSED)
    return str(number)


def papers(chain: Chain, agency: str, licence: str, complaint: str) -> None:
    """The certificate while nothing is overdue; the statement of reasons when it is; the check of both."""
    keys = chain.folder / "office.pub"
    chain.run("admin", "key", "export", "--out", keys)
    certificate = chain.folder / "compliance.pdf"
    issue = ("certificate", "issue", agency, "--kind", "compliance")
    issued = chain.json("clerk", *issue, "--out", certificate)
    assert (issued["kind"], issued["verdict"]) == ("compliance", "met")
    chain.run("clerk", "check", certificate, "--key", keys)
    chain.run("clerk", "check", certificate, status=2)
    forged = chain.file("forged.pdf", certificate.read_bytes() + b"\n")
    assert main(["check", str(forged), "--key", str(keys)]) == 1
    chain._capture()
    later = ("--today", "2019-04-01")
    reasons = chain.json("clerk", *issue, "--out", chain.folder / "reasons.pdf", *later)
    assert (reasons["kind"], reasons["verdict"]) == ("reasons", "not met")
    pay = ("complaint", "pay", complaint, "--allegation", "1", "--amount", "18500", "--currency", "ETB", "--source")
    pay += ("agency", "--paid-by", "the agency", "--manner", "cash", "--heard-alone", "1", "--language-spoken", "am")
    chain.run("complaints", *pay, "--interpreter", "Liya Tamrat", *later)
    chain.run("complaints", "complaint", "close", complaint, "--reason", "The worker has the money.", *later)
    again = chain.json("clerk", *issue, "--in", "ar", "--out", chain.folder / "arabic.pdf", *later)
    assert again["verdict"] == "met"
    chain.run(
        "clerk", "certificate", "issue", licence, "--kind", "licence", "--out", chain.folder / "licence.pdf", *later
    )
    chain.run("auditor", "verify", "--anchor", issued["code"], "--anchor", again["code"], *later)


def outside(chain: Chain) -> None:
    """What leaves the office: an export without a name, a proof that a stranger can check."""
    later = ("--today", "2019-04-01")
    out, journal, proof = chain.folder / "export.json", chain.folder / "journal", chain.folder / "proof.json"
    chain.run("clerk", "export", "--out", out, *later, status=REFUSED)
    exported = chain.json("auditor", "export", "--out", out, "--journal-dir", journal, *later)
    assert len(exported["sha256"]) == 64
    chain.run("auditor", "prove", 7, "--out", proof, *later)
    for what in (journal, proof):
        command = [
            sys.executable,
            str(ROOT / "packaging" / "verify_journal.py"),
            "--key",
            str(chain.folder / "office.pub"),
        ]
        done = subprocess.run([*command, str(what)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert not names_in(out.read_bytes())
    assert not names_in(decrypted(chain).encode())
    assert b"a fee was taken" in decrypted(chain).encode().lower()  # the search finds what is there


def names_in(content: bytes) -> list[str]:
    """Words of the sealed identity that stand in clear somewhere."""
    low = content.lower()
    return [word for word in (*SEALED_NAME.split(), SEALED_PHONE, "0557731") if word.lower().encode() in low]


def decrypted(chain: Chain) -> str:
    """Every table of the register as the raw connection shows it, bytes as latin letters."""
    password = chain.passphrase("auditor").read_text().strip()
    opened = open_register(Location(str(chain.register)), "auditor", password, context.world, sign_in=False)
    found: list[str] = []
    with opened.reading() as session:
        for table in schema.tables():
            for row in session.connection().execute(text(f'select * from "{table.name}"')):
                found += [each.decode("latin-1") if isinstance(each, bytes) else str(each) for each in row]
    opened.close()
    return "\n".join(found)
