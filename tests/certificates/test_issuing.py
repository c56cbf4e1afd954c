"""Issuing papers from a real register: what counts, what is refused, what a crash leaves, who can check it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from registry_app import schema
from registry_app.build import Opened, issuing
from registry_app.build.grounds import GROUNDS
from registry_app.certificates import queries as papers
from registry_app.certificates import service as certificates
from registry_app.certificates.check_report import Genuineness
from registry_app.certificates.facts import ComplianceFacts, StatementFacts, from_dict
from registry_app.certificates.verify import check_file
from registry_app.certificates.wording import words
from registry_app.cli.register import trust_of
from registry_app.core.check_results import CheckResult, Verdict
from registry_app.core.errors import BadInput, NotPermitted, RuleBroken, StorageFailed
from registry_app.core.world import Files, World, seeded_world
from registry_app.documents.seal import read_seal, verify_seal
from registry_app.journal.verify import Anchor, verify
from tests.conftest import FIRST_MORNING
from tests.support.attacker import attack, restore_guards, rewrite_history
from tests.support.licensing import Licensing
from tests.support.office import as_user
from tests.support.redress import office_in

TODAY = date(2019, 3, 4)


@pytest.fixture(scope="module")
def licensing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Licensing]:
    """An office with the law adopted."""
    made = office_in(tmp_path_factory.mktemp("papers"), seeded_world(1, FIRST_MORNING, "Africa/Addis_Ababa"))
    yield Licensing(made)
    made.close()


@pytest.fixture(scope="module")
def director(licensing: Licensing) -> Iterator[Opened]:
    """The register, open for the director."""
    opened = as_user(licensing.office.opened, "director")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def licensed(licensing: Licensing) -> uuid.UUID:
    """An agency with a licence and a guarantee."""
    agency = licensing.agency("Horizon Overseas Employment")
    licensing.granted(agency)
    return agency


def compliance(opened: Opened, agency: uuid.UUID, **other: object) -> issuing.Issued:
    return issuing.issue_paper(opened, agency, "compliance", "en", GROUNDS, **other)  # type: ignore[arg-type]


def judged(opened: Opened, pdf: bytes, *status: bytes) -> Genuineness:
    return check_file(pdf, "paper.pdf", trust_of(opened), today=TODAY, status_lists=status).verdict


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["licence", "compliance"])
def test_a_paper_issued_here_is_genuine_everywhere(
    director: Opened, licensed: uuid.UUID, kind: str, language: str, tmp_path: Path
) -> None:
    out = tmp_path / "paper.pdf"
    issued = issuing.issue_paper(director, licensed, kind, language, GROUNDS, out=out)
    assert (issued.kind, issued.verdict) == (kind, Verdict.MET)
    assert out.read_bytes() == issued.pdf
    assert judged(director, issued.pdf) is Genuineness.GENUINE
    assert [path.name for path in tmp_path.iterdir()] == ["paper.pdf"]


def test_an_arabic_paper_says_roles_and_instruments_in_arabic(director: Opened, licensed: uuid.UUID) -> None:
    issued = issuing.issue_paper(director, licensed, "licence", "ar", GROUNDS)
    with director.reading() as session:
        facts = from_dict(papers.facts_of(session, issued.serial) or {})
    assert {each.role for each in facts.agency.principals} == {words("ar").of_code("role", "owner")}
    assert {each.instrument for each in facts.guarantees} == {words("ar").of_code("instrument", "blocked_account")}
    assert facts.signatory.office == words("ar").of_code("office", "director")


def test_what_was_printed_is_kept_and_says_which_grounds_nobody_examined(director: Opened, licensed: uuid.UUID) -> None:
    issued = compliance(director, licensed)
    with director.reading() as session:
        stored = papers.facts_of(session, issued.serial)
    assert stored is not None
    facts = from_dict(stored)
    assert isinstance(facts, ComplianceFacts)
    verdicts = {check.code: check.verdict.value for check in facts.checks}
    assert verdicts["licence_in_force"] == verdicts["guarantee_sufficient"] == "met"
    assert verdicts["no_failed_inspection"] == verdicts["fees_paid"] == "not examined"
    assert facts.valid_to == date(2019, 6, 3)
    assert facts.training


def test_without_a_guarantee_there_is_a_statement_of_reasons_instead(licensing: Licensing, director: Opened) -> None:
    agency = licensing.office.agency("Nothing Lodged")
    issued = compliance(director, agency)
    assert (issued.kind, issued.verdict) == ("reasons", Verdict.NOT_MET)
    with director.reading() as session:
        facts = from_dict(papers.facts_of(session, issued.serial) or {})
    assert isinstance(facts, StatementFacts)
    assert {"licence_in_force", "guarantee_sufficient"} <= {
        check.code for check in facts.checks if check.verdict.value == "not met"
    }
    assert judged(director, issued.pdf) is Genuineness.GENUINE


def test_a_required_ground_that_nobody_examined_blocks_the_certificate(director: Opened, licensed: uuid.UUID) -> None:
    grounds = {code: ground for code, ground in GROUNDS.items() if code != "no_measure_running"}
    issued = issuing.issue_paper(director, licensed, "compliance", "en", grounds)
    assert (issued.kind, issued.verdict) == ("reasons", Verdict.CANNOT_TELL)


@pytest.mark.parametrize(
    "result",
    [(), (CheckResult("order:unknown", Verdict.CANNOT_TELL, "Nobody knows."),)],
    ids=["said nothing", "cannot tell"],
)
def test_a_ground_that_says_nothing_or_cannot_tell_is_not_passed(
    director: Opened, licensed: uuid.UUID, result: tuple[CheckResult, ...]
) -> None:
    grounds = {**GROUNDS, "no_order_overdue": lambda *_asked: list(result)}
    issued = issuing.issue_paper(director, licensed, "compliance", "en", grounds)
    assert (issued.kind, issued.verdict) == ("reasons", Verdict.CANNOT_TELL)


def test_no_licence_certificate_without_a_licence_in_force(licensing: Licensing, director: Opened) -> None:
    agency = licensing.office.agency("Never Licensed")
    with pytest.raises(RuleBroken, match="in force"):
        issuing.issue_paper(director, agency, "licence", "en", GROUNDS)


def test_an_unknown_kind_or_language_and_a_person_without_the_right_are_refused(
    licensing: Licensing, director: Opened, licensed: uuid.UUID
) -> None:
    with pytest.raises(BadInput, match="kind"):
        issuing.issue_paper(director, licensed, "diploma", "en", GROUNDS)
    with pytest.raises(BadInput, match="xx"):
        issuing.issue_paper(director, licensed, "licence", "xx", GROUNDS)
    auditor = as_user(licensing.office.opened, "auditor")
    with pytest.raises(NotPermitted):
        compliance(auditor, licensed)
    auditor.close()


def test_a_reprint_is_the_very_same_file_and_counted_with_its_reason(
    director: Opened, licensed: uuid.UUID, tmp_path: Path
) -> None:
    issued = compliance(director, licensed)
    issuing.reprint(director, issued.serial, "The first copy was lost.", tmp_path / "again.pdf", copies=2)
    assert (tmp_path / "again.pdf").read_bytes() == issued.pdf
    with director.reading() as session:
        row = next(row for row in papers.list_papers(session) if row.serial == issued.serial)
    assert (row.state, row.reprints) == ("issued", 2)
    with pytest.raises(BadInput):
        issuing.reprint(director, issued.serial, " ", tmp_path / "no.pdf")


def test_a_withdrawn_paper_is_refused_by_whoever_has_the_list(
    director: Opened, licensed: uuid.UUID, tmp_path: Path
) -> None:
    issued = compliance(director, licensed)
    issuing.issue_status_list(director, tmp_path / "before.status")
    with director.transaction() as (session, actor):
        certificates.withdraw(session, actor, issued.serial, "Issued on facts that were overtaken.")
    issuing.issue_status_list(director, tmp_path / "after.status")
    assert judged(director, issued.pdf, (tmp_path / "before.status").read_bytes()) is Genuineness.GENUINE
    assert judged(director, issued.pdf, (tmp_path / "after.status").read_bytes()) is Genuineness.NOT_GENUINE
    with pytest.raises(RuleBroken, match="already"), director.transaction() as (session, actor):
        certificates.withdraw(session, actor, issued.serial, "Once more.")
    with pytest.raises(RuleBroken, match="withdrawn"):
        issuing.reprint(director, issued.serial, "Wanted again.", tmp_path / "no.pdf")


class _Full(Files):
    """A disk that is full for one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, path: Path, content: bytes, *, private: bool = False) -> None:
        if path.parent == self.folder:
            raise StorageFailed("There is no room left on the disk.", hint="Free some space.")
        super().write(path, content, private=private)


def test_a_full_disk_leaves_no_half_paper_and_the_number_is_explained_later(
    director: Opened, licensed: uuid.UUID, tmp_path: Path
) -> None:
    world = director.world
    director.world = replace(world, files=_Full(tmp_path))
    with pytest.raises(StorageFailed):
        compliance(director, licensed, out=tmp_path / "paper.pdf")
    director.world = world
    assert list(tmp_path.iterdir()) == []
    with director.reading() as session:
        left = [row.serial for row in papers.list_papers(session) if row.state == "reserved"]
    assert len(left) == 1
    _later(director, timedelta(hours=1))
    compliance(director, licensed)
    with director.reading() as session:
        row = next(row for row in papers.list_papers(session) if row.serial == left[0])
    assert row.state == "voided"
    assert "interrupted" in row.reason


def _later(opened: Opened, by: timedelta) -> None:
    moment = opened.world.moment
    later: World = replace(opened.world, moment=lambda: moment() + by)
    opened.world = opened.store.world = opened.journal.world = later


def test_the_code_on_a_paper_shows_that_the_journal_was_rewritten_with_all_keys(
    director: Opened, licensed: uuid.UUID
) -> None:
    issued = compliance(director, licensed)
    facts = verify_seal(read_seal(issued.code), trust_of(director))
    anchor = Anchor(facts.checkpoint_size, facts.checkpoint_root, "the paper")
    keys, own = director.checkpoint_keys(), director.info.office_id.hex
    with director.reading() as session:
        assert verify(session.connection(), schema.tables(), keys, anchors=[anchor], own_office=own).findings == []
    with attack(director) as connection:
        rewrite_history(connection, director, 0)
        restore_guards(connection)
        assert verify(connection, schema.tables(), keys, own_office=own).intact
        report = verify(connection, schema.tables(), keys, anchors=[anchor], own_office=own)
    assert any("rewritten" in finding for finding in report.findings)
