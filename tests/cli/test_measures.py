"""Measures, proposals, notices, and the worker's own word, through the command line alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from registry_app.cli import main
from registry_app.cli.output import context
from registry_app.measures import proposals
from registry_app.measures.proposals import ProposalDraft
from registry_app.rulebook.values import Force
from tests.support.licensing import Licensing
from tests.support.office import PASSWORD
from tests.support.redress import MONDAY, Office, office_in

TEN_DAYS = {"n": 10, "unit": "day", "from": "measure_taken"}
MEASURE = {
    "id", "agency_id", "kind", "state", "provisional", "starts_on", "last_on", "ends_because", "provision", "reason",
    "decided_on", "confirms_id",
}  # fmt: skip
PROPOSAL = {
    "id", "kind", "agency_id", "subject_table", "subject_id", "force", "provision", "reason", "due_on", "outcome",
    "decision_reason", "decision_provision", "taken_table", "taken_id",
}  # fmt: skip
NOTICE = {
    "id", "intended", "provisions", "grounds", "issued_on", "served_on", "term", "replied_on", "reply", "lapsed",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path, world):
    made = office_in(tmp_path, world)
    yield made
    made.close()


@pytest.fixture
def licensing(office: Office) -> Licensing:
    return Licensing(office)


@pytest.fixture
def registry(office: Office, tmp_path: Path, capsys, monkeypatch):
    """Runs a command as an officer on the first Monday; gives its JSON, or what was refused."""
    (tmp_path / "passphrase").write_text(PASSWORD + "\n")
    monkeypatch.setattr(context, "world", office.opened.world)

    def run(who: str, *words: str, status: int = 0) -> Any:
        register, passphrase = str(office.opened.location.path), str(tmp_path / "passphrase")
        options = ["--register", register, "--as", who, "--passphrase-file", passphrase, "--json"]
        assert main([*words, *options]) == status, capsys.readouterr().err
        said = capsys.readouterr()
        return json.loads(said.out) if status == 0 else said.err

    return run


def numbered_agency(registry) -> str:
    return registry("clerk", "agency", "register", "--name", "Horizon")["number"]


BLOCK = ("--kind", "block_processing", "--provision", "art. 46(1)", "--reason", "Twelve complaints in one week.")


def test_a_measure_is_proposed_approved_and_lifted_by_two(registry) -> None:
    agency = numbered_agency(registry)
    made = registry("complaints", "measure", "propose", agency, *BLOCK, "--until", "the complaints are determined")[
        "id"
    ]
    (row,) = registry("clerk", "measure", "list", agency)
    assert set(row) == MEASURE == set(registry("clerk", "measure", "show", made))
    assert (row["id"], row["state"]) == (made, "proposed")
    assert "approve a decision somebody else proposed” is missing" in registry(
        "complaints", "measure", "approve", made, status=1
    )
    registry("director", "measure", "approve", made)
    assert registry("clerk", "measure", "show", made)["state"] == "running"
    end = ("--provision", "art. 46(1)", "--reason", "They are settled.")
    registry("complaints", "measure", "lift", made, "--through", "2019-03-06", *end)
    registry("director", "measure", "decline-end", made, "--reason", "Not yet.")
    registry("complaints", "measure", "lift", made, "--through", "2019-03-06", *end)
    registry("director", "measure", "approve-end", made)
    assert registry("clerk", "measure", "show", made)["last_on"] == "2019-03-06"
    (later,) = registry("clerk", "measure", "list", agency, "--on", "2019-03-07")
    assert later["state"] == "ended"
    registry("complaints", "measure", "set-aside", made, *end)
    registry("director", "measure", "approve-end", made)
    assert registry("clerk", "measure", "show", made)["state"] == "set aside"


def test_a_measure_that_is_declined_is_still_listed(registry) -> None:
    agency = numbered_agency(registry)
    made = registry("complaints", "measure", "propose", agency, *BLOCK, "--through", "2019-04-30")["id"]
    registry("director", "measure", "decline", made, "--reason", "Hear them first.")
    assert [row["state"] for row in registry("clerk", "measure", "list", agency)] == ["declined"]
    refused = registry("clerk", "measure", "show", "00000000-0000-0000-0000-000000000001", status=1)
    assert "There is no such measure" in refused


def test_one_person_blocks_provisionally_and_another_confirms(registry, licensing: Licensing) -> None:
    licensing.set_law(sanction__emergency_most=TEN_DAYS)
    agency = numbered_agency(registry)
    made = registry("director", "measure", "impose", agency, *BLOCK)
    assert made["last_on"] <= "2019-03-14"
    full = registry("deputy", "measure", "confirm", made["id"], "--until", "the complaints are determined")
    assert full["confirms"] == made["id"]
    rows = {row["id"]: row for row in registry("clerk", "measure", "list", agency)}
    assert rows[full["id"]]["confirms_id"] == made["id"]
    assert (rows[made["id"]]["provisional"], rows[full["id"]]["provisional"]) == (True, False)


def proposed(licensing: Licensing, number: str, force: Force) -> tuple[str, str]:
    """A proposal to suspend a licence, and the agency's number."""
    licence = licensing.licence_id(number)
    with licensing.office.acting("finance") as (session, actor):
        draft = ProposalDraft(
            f"short:{force}", "suspend", "licence", licence, "art. 60(3)", "The guarantee is short.", force
        )
        return str(proposals.propose(session, actor, draft)), number


def test_proposals_are_listed_taken_by_what_came_of_them_or_declined(registry, licensing: Licensing) -> None:
    number = licensing.granted()
    may, _number = proposed(licensing, number, Force.MAY)
    shall, _number = proposed(licensing, number, Force.SHALL)
    rows = registry("clerk", "proposal", "list", "--kind", "suspend")
    assert all(set(row) == PROPOSAL for row in rows)
    assert {row["id"] for row in rows} == {may, shall}
    assert set(registry("clerk", "proposal", "show", may)) == PROPOSAL
    decision = registry("clerk", "licence", "show", number)["decisions"][0]["id"]
    take = ("--by", "decision", "--record")
    assert "There is no decision" in registry("director", "proposal", "take", may, *take, shall, status=1)
    registry("director", "proposal", "take", may, *take, decision, "--reason", "Seen to.")
    assert registry("clerk", "proposal", "show", may)["taken_id"] == decision
    declined = ("proposal", "decline", shall, "--reason", "It was topped up.")
    assert "cannot be closed" in registry("director", *declined, status=1)
    registry("director", *declined, "--provision", "art. 60(4)")
    assert registry("clerk", "proposal", "list", "--kind", "suspend") == []
    every = registry("clerk", "proposal", "list", "--kind", "suspend", "--all")
    assert {row["outcome"] for row in every} == {"taken", "declined"}
    assert "There is no such proposal" in registry("clerk", "proposal", "show", decision, status=1)


def test_a_notice_is_issued_served_and_answered(registry, licensing: Licensing, tmp_path: Path) -> None:
    licensing.set_law(sanction__reply={"n": 10, "unit": "day", "from": "notice_served"})
    agency = licensing.agency()
    number = licensing.granted(agency)
    agency_number = registry("clerk", "licence", "show", number)["agency_number"]
    words = ("--grounds", "A wage was withheld.", "--provision", "art. 42(2)(l)")
    assert "one licence or one application" in registry("licensing", "notice", "issue", *words, status=1)
    made = registry("licensing", "notice", "issue", "--licence", number, *words)
    assert made["intended"] == "suspend"
    (row,) = registry("clerk", "notice", "list", agency_number)
    assert set(row) == NOTICE == set(registry("clerk", "notice", "show", made["id"]))
    service = registry("clerk", "notice", "serve", made["id"], "--to", "Horizon")["id"]
    assert "proof" in registry("clerk", "notice", "served", made["id"], service, status=1)
    proof = tmp_path / "slip.pdf"
    proof.write_bytes(b"%PDF-1.4\nslip")
    delivered = ("--on", MONDAY.isoformat(), "--by", "Tigist", "--to", "The manager", "--capacity", "addressee")
    registry("clerk", "service", "record", service, "served", *delivered, "--proof", str(proof))
    told = registry("clerk", "notice", "served", made["id"], service)
    assert (told["served_on"], told["last_on"]) == ("2019-03-04", "2019-03-14")
    registry("licensing", "notice", "reply", made["id"], "--words", "We paid yesterday.")
    assert registry("clerk", "notice", "show", made["id"])["reply"] == "We paid yesterday."
    assert "recorded already" in registry("licensing", "notice", "reply", made["id"], "--words", "x", status=1)


def test_an_intended_refusal_is_announced_on_the_application(registry, licensing: Licensing) -> None:
    application = licensing.under_examination()
    number = licensing.card(application).row.number
    words = ("--grounds", "No first degree.", "--provision", "art. 24(7)")
    made = registry("licensing", "notice", "issue", "--application", number, *words)
    assert registry("clerk", "notice", "show", made["id"])["intended"] == "refuse"
    licence = licensing.granted(licensing.agency("Nile Gate"))
    wrong = registry("licensing", "notice", "issue", "--licence", licence, "--intended", "grant", *words, status=1)
    assert "suspension, revocation" in wrong


def complained(registry, tmp_path: Path) -> str:
    agency = numbered_agency(registry)
    file = tmp_path / "complaint.json"
    sums = [{"kind": "claimed", "amount": "400.00", "currency": "USD", "item": "wages"}]
    said = {"worker": 1, "category": "unpaid_wages", "facts": "Two months were not paid.", "sums": sums}
    content = {
        "channel": "counter",
        "complainant_kind": "worker",
        "language": "am",
        "workers": [{"identity": {"name": "Hanna Worku"}, "sex": "female", "destination": "SA"}],
        "respondents": [{"kind": "agency", "agency": agency}],
        "allegations": [said],
    }
    file.write_text(json.dumps(content))
    return registry("complaints", "complaint", "receive", str(file))["number"]


def test_a_worker_withdraws_and_waives_in_his_own_word(registry, tmp_path: Path) -> None:
    number = complained(registry, tmp_path)
    registry("complaints", "complaint", "acknowledge", number)
    heard = ("--heard-alone", "1", "--language-spoken", "am", "--interpreter", "Sister Mariam")
    withdrawn = registry("complaints", "complaint", "withdraw", number, *heard, "--reason", "She wants to go home.")
    assert withdrawn == {"number": number, "closes": False}, "article 45(4) lets nothing end with it"
    events = registry("clerk", "complaint", "show", number)["events"]
    assert "withdrawn" in {event["kind"] for event in events}
    waived = registry("complaints", "complaint", "waive", number, "--allegation", "1", *heard)
    assert waived == {"number": number, "allegation": 1}
    assert "missing" in registry("clerk", "complaint", "waive", number, "--allegation", "1", *heard, status=1)


def test_a_summons_is_served_and_bound_to_its_complaint(registry, tmp_path: Path) -> None:
    number = complained(registry, tmp_path)
    registry("complaints", "complaint", "acknowledge", number)
    ordered = registry("complaints", "service", "order", "notification", "--to", "Horizon", "--complaint", number)["id"]
    proof = tmp_path / "slip.pdf"
    proof.write_bytes(b"%PDF-1.4\nslip")
    delivered = ("--on", MONDAY.isoformat(), "--by", "Tigist", "--to", "The manager", "--capacity", "addressee")
    registry("complaints", "service", "record", ordered, "served", *delivered, "--proof", str(proof))
    told = registry("complaints", "complaint", "served", number, "respondent_notified", ordered)
    assert told == {"number": number, "on": MONDAY.isoformat()}
