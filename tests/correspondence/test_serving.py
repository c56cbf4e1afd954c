"""Service in the register, paper files and paper that is collected."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from registry_app.attachments.service import attach
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.correspondence import paper_files, queries, serving, shelves
from registry_app.correspondence import service as letters
from registry_app.correspondence.rules import AttemptOutcome, Mode, NotServed, Served, ServiceLaw, Subject
from registry_app.correspondence.serving import AttemptDraft
from registry_app.rulebook.values import Item
from tests.support.office import user_id

DAY = date(2019, 3, 4)
NOTICE = Subject("notice", uuid.UUID(int=4))


@pytest.fixture
def proof(tmp_path):
    def scan(opened, name="slip.pdf"):
        path = tmp_path / name
        path.write_bytes(b"%PDF-1.4 " + name.encode())
        with opened.vault.incoming(path) as arrived, opened.transaction() as (session, actor):
            return attach(session, actor, opened.vault, arrived, subject_table="service", subject_id=None, kind="proof")

    return scan


def order(opened):
    with opened.transaction() as (session, actor):
        return serving.order_service(
            session,
            actor,
            document="notice of intended decision",
            document_number="OUT-1",
            addressee="Selam Overseas PLC",
            document_is=NOTICE,
        )


def attempt(
    opened, service_id, outcome=AttemptOutcome.SERVED, mode=Mode.HAND, on=DAY, proof_id=None, served_on="Abebe"
):
    with opened.transaction() as (session, actor):
        draft = AttemptDraft(
            on, mode, outcome, "Tigist Clerk", served_on, "manager", minute_of_day=9 * 60, proof_id=proof_id
        )
        return serving.record_attempt(session, actor, service_id, draft)


def outcome(opened, service_id):
    with opened.reading() as session:
        return queries.outcome_of(session, service_id)


def test_a_term_from_service_runs_only_with_the_proof(office_on_both, proof):
    clerk = office_on_both.clerk
    service = order(clerk)
    assert isinstance(outcome(clerk, service), NotServed)
    first = attempt(clerk, service)
    assert isinstance(outcome(clerk, service), NotServed)
    with clerk.transaction() as (session, actor):
        serving.prove_attempt(session, actor, first, proof(clerk))
    assert outcome(clerk, service) == Served(DAY, Mode.HAND, deemed=False)
    with clerk.reading() as session:
        card = queries.service_card(session, service)
        assert service in queries.list_services(session, NOTICE.id)
    assert (card.served_on, card.deemed, card.why) == (DAY, False, "")
    assert [(each.outcome, each.minute_of_day) for each in card.attempts] == [("served", 540)]


def test_a_proof_is_not_replaced_and_an_attempt_set_aside_counts_no_longer(office, proof):
    clerk = office.clerk
    service = order(clerk)
    made = attempt(clerk, service, proof_id=proof(clerk))
    with pytest.raises(RuleBroken), clerk.transaction() as (session, actor):
        serving.prove_attempt(session, actor, made, proof(clerk, "other.pdf"))
    with clerk.transaction() as (session, actor):
        serving.set_attempt_aside(session, actor, made, "the receipt is of another letter")
    found = outcome(clerk, service)
    assert isinstance(found, NotServed)
    with clerk.reading() as session:
        assert queries.service_card(session, service).why == found.reason
    with pytest.raises(RuleBroken), clerk.transaction() as (session, actor):
        serving.set_attempt_aside(session, actor, made, "again")


def test_while_no_rule_says_so_nothing_counts_as_served(office, proof):
    clerk = office.clerk
    service = order(clerk)
    attempt(clerk, service, AttemptOutcome.REFUSED, proof_id=proof(clerk))
    with pytest.raises(RuleBroken, match="does not count as served"), clerk.transaction() as (session, actor):
        serving.deem_served(session, actor, service)


def test_where_a_rule_says_so_an_officer_records_that_it_counts_as_served(office, proof, monkeypatch):
    clerk = office.clerk
    law = ServiceLaw(deemed=(Item("refused", "Refusal counts as service", "art. 9(2)"),))
    monkeypatch.setattr(queries, "service_law", lambda _session, _on: law)
    service = order(clerk)
    attempt(clerk, service, AttemptOutcome.REFUSED, proof_id=proof(clerk))
    assert isinstance(outcome(clerk, service), NotServed)  # a rule alone does nothing: somebody must record it
    with clerk.transaction() as (session, actor):
        assert serving.deem_served(session, actor, service) == DAY
    assert outcome(clerk, service) == Served(DAY, None, deemed=True, provision="art. 9(2)")
    with pytest.raises(RuleBroken, match="since"), clerk.transaction() as (session, actor):
        serving.deem_served(session, actor, service)


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ({"on": date(2019, 3, 5)}, BadInput),
        ({"served_on": ""}, BadInput),
        ({"proof_id": uuid.UUID(int=1)}, NotFound),
    ],
    ids=str,
)
def test_an_attempt_that_cannot_be_is_refused(office, how, error):
    service = order(office.clerk)
    with pytest.raises(error):
        attempt(office.clerk, service, **how)


def test_unknown_records_are_said_to_be_unknown(office):
    nobody = uuid.UUID(int=3)
    with pytest.raises(NotFound):
        outcome(office.clerk, nobody)
    for act in (
        lambda session, actor: serving.deem_served(session, actor, nobody),
        lambda session, actor: serving.prove_attempt(session, actor, nobody, nobody),
        lambda session, actor: paper_files.charge_out(session, actor, nobody, nobody),
        lambda session, actor: letters.revoke_power(session, actor, nobody, DAY),
    ):
        with pytest.raises(NotFound), office.clerk.transaction() as (session, actor):
            act(session, actor)


def open_file(opened, shelf="A-3"):
    with opened.transaction() as (session, actor):
        return paper_files.open_file(session, actor, title="Selam Overseas", shelf=shelf, subject=NOTICE)


def file_row(opened, file_id):
    with opened.reading() as session:
        return next(each for each in shelves.list_files(session) if each.id == file_id)


def test_a_file_is_on_its_shelf_or_with_one_officer(office_on_both):
    clerk = office_on_both.clerk
    file = open_file(clerk)
    licensing = user_id(office_on_both.admin, "licensing")
    with clerk.transaction() as (session, actor):
        paper_files.charge_out(session, actor, file, licensing, "for the hearing")
    assert file_row(clerk, file).with_officer == "Lemma Licensing"
    with pytest.raises(RuleBroken, match="Lemma"), clerk.transaction() as (session, actor):
        paper_files.charge_out(session, actor, file, user_id(office_on_both.admin, "finance"))
    with clerk.transaction() as (session, actor):
        paper_files.take_back(session, actor, file, "B-1")
    assert (file_row(clerk, file).with_officer, file_row(clerk, file).shelf) == ("", "B-1")
    with pytest.raises(RuleBroken), clerk.transaction() as (session, actor):
        paper_files.take_back(session, actor, file)
    with clerk.transaction() as (session, actor):
        paper_files.reshelve(session, actor, file, "C-9")
    with clerk.reading() as session:
        steps = shelves.list_movements(session, file)
    assert [(step.kind, step.shelf) for step in steps] == [
        ("opened", "A-3"),
        ("charged_out", "A-3"),
        ("returned", "B-1"),
        ("reshelved", "C-9"),
    ]
    assert steps[1].note == "for the hearing"


def test_folios_are_numbered_and_a_closed_volume_takes_none(office):
    clerk = office.clerk
    file = open_file(clerk)
    with clerk.transaction() as (session, actor):
        assert [paper_files.add_folio(session, actor, file, what) for what in ("Application", "Receipt")] == [1, 2]
    with clerk.transaction() as (session, actor):
        second = paper_files.open_next_volume(session, actor, file, "A-4")
    assert (file_row(clerk, second).volume, file_row(clerk, second).number) == (2, file_row(clerk, file).number)
    assert file_row(clerk, file).closed_on == DAY
    with pytest.raises(RuleBroken), clerk.transaction() as (session, actor):
        paper_files.add_folio(session, actor, file, "Late paper")
    with pytest.raises(RuleBroken), clerk.transaction() as (session, actor):
        paper_files.open_next_volume(session, actor, file, "A-5")
    with pytest.raises(RuleBroken), clerk.transaction() as (session, actor):
        paper_files.close_file(session, actor, file)
    with clerk.reading() as session:
        assert shelves.list_folios(session, file) == [(1, "Application"), (2, "Receipt")]


def hand_over(opened, **how):
    with opened.transaction() as (session, actor):
        return paper_files.hand_over(
            session,
            actor,
            **{
                "document": "licence",
                "document_number": "L-1",
                "collected_by": "Kebede Alemu",
                "identity_seen": "ID 4411",
                "signed": True,
                "document_is": NOTICE,
                **how,
            },
        )


def test_paper_leaves_against_identity_and_signature_only(office):
    clerk = office.clerk
    with pytest.raises(RuleBroken, match="signature"):
        hand_over(clerk, signed=False)
    with pytest.raises(BadInput, match="identity"):
        hand_over(clerk, identity_seen="")
    with clerk.transaction() as (session, actor):
        ended = letters.enter_power(
            session,
            actor,
            NOTICE,
            attorney="Kebede Alemu",
            attorney_identity="ID 4411",
            scope="collect",
            period=Period(date(2018, 1, 1), date(2018, 12, 31)),
        )
    with pytest.raises(RuleBroken, match="in force"):
        hand_over(clerk, power_of_attorney_id=ended)
    with clerk.reading() as session:
        assert not shelves.was_handed_over(session, NOTICE.id)
    hand_over(clerk, old_paper_returned="L-0")
    with clerk.reading() as session:
        assert shelves.was_handed_over(session, NOTICE.id)
