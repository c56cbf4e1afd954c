"""Attaching, setting aside, handing out, sealing: in the register and on the disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from registry_app.attachments import queries, service
from registry_app.attachments.models import StoredFile
from registry_app.build import Opened
from registry_app.core.errors import BadInput, NotPermitted, RuleBroken
from registry_app.core.progress import Silent
from registry_app.core.world import seeded_world
from registry_app.journal.models import JournalEntry


@pytest.fixture
def paper(tmp_path):
    def write(content: bytes = b"%PDF-1.7 a paper", name: str = "paper.pdf"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def attach(opened: Opened, path, **how):
    subject = how.pop("subject_id", opened.office.id)
    with (
        opened.vault.incoming(path, sealed=how.pop("sealed", False)) as arrived,
        opened.transaction("attachment:added") as (session, actor),
    ):
        return service.attach(
            session, actor, opened.vault, arrived, subject_table="office", subject_id=subject, kind="test", **how
        )


def test_a_file_put_to_a_record_is_listed_and_comes_back(office_on_both, paper, tmp_path):
    clerk = office_on_both.clerk
    made = attach(clerk, paper(), title="Licence of 2011")
    with clerk.reading() as session:
        row = next(row for row in queries.list_attachments(session, "office", clerk.office.id) if row.id == made)
    assert (row.title, row.media_type, row.size, row.sealed) == ("Licence of 2011", "application/pdf", 16, False)
    with clerk.transaction() as (session, actor):
        service.copy_out(session, actor, clerk.vault, made, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF-1.7 a paper"


def test_two_equal_files_are_stored_once(office_on_both, paper):
    clerk = office_on_both.clerk
    one, other = attach(clerk, paper(b"equal content")), attach(clerk, paper(b"equal content", "other.txt"))
    with clerk.reading() as session:
        rows = [queries.get_attachment(session, each) for each in (one, other)]
        files = session.scalar(select(func.count()).where(StoredFile.sha256 == rows[0].sha256))
    assert rows[0].sha256 == rows[1].sha256
    assert [row.title for row in rows] == ["paper.pdf", "other.txt"]
    assert files == 1


def test_the_journal_does_not_hold_the_file_s_name(office, paper):
    made = attach(office.clerk, paper(b"secret name", "Almaz Kebede passport.txt"))
    with office.clerk.reading() as session:
        bodies = session.scalars(select(JournalEntry.body).where(JournalEntry.record_id == made.hex)).all()
    assert len(bodies) == 2
    assert not any("Almaz" in body for body in bodies)


def attach_and_change_one_s_mind(opened, arrived):
    with opened.transaction("attachment:added") as (session, actor):
        service.attach(session, actor, opened.vault, arrived, subject_table="office", subject_id=None, kind="test")
        raise RuleBroken("no")


def test_work_that_is_undone_leaves_no_row_and_its_file_is_swept(office, paper):
    clerk = office.clerk
    with clerk.vault.incoming(paper(b"undone")) as arrived, pytest.raises(RuleBroken):
        attach_and_change_one_s_mind(clerk, arrived)
    assert clerk.vault.holds(arrived.sha256)
    sound = attach(clerk, paper(b"sound"))
    in_two_days = replace(clerk.vault, world=seeded_world(9, clerk.world.now() + timedelta(days=2)))
    with clerk.reading() as session:
        assert service.sweep(session, in_two_days) >= 1
        kept = queries.get_attachment(session, sound)
    assert not clerk.vault.holds(arrived.sha256)
    assert clerk.vault.holds(kept.sha256)


def test_a_lost_file_is_restored_by_attaching_it_again(office, paper):
    clerk = office.clerk
    made = attach(clerk, paper(b"lost and found"))
    with clerk.reading() as session:
        sha256 = queries.get_attachment(session, made).sha256
    clerk.vault.place_of(sha256).unlink()
    with clerk.reading() as session:
        problems = {problem.sha256: problem for problem in queries.list_problems(session, clerk.vault, Silent())}
    assert problems[sha256].missing
    assert problems[sha256].titles == ("paper.pdf",)
    attach(clerk, paper(b"lost and found"))
    assert clerk.vault.is_sound(sha256, sealed=False)


def test_one_set_aside_stays_with_its_reason(office, paper):
    clerk = office.clerk
    made = attach(clerk, paper(b"wrong one"))
    with pytest.raises(BadInput), clerk.transaction() as (session, actor):
        service.set_aside(session, actor, made, " ")
    with clerk.transaction() as (session, actor):
        service.set_aside(session, actor, made, "belongs to another agency")
    with pytest.raises(RuleBroken), clerk.transaction() as (session, actor):
        service.set_aside(session, actor, made, "again")
    with clerk.reading() as session:
        assert made not in [row.id for row in queries.list_attachments(session, "office", clerk.office.id)]
        everything = queries.list_attachments(session, "office", clerk.office.id, with_set_aside=True)
    assert next(row for row in everything if row.id == made).set_aside_reason == "belongs to another agency"


def test_a_sealed_file_opens_for_a_custodian_with_a_reason_only(office, paper, tmp_path):
    clerk, custodian = office.clerk, office.officer("custodian")
    made = attach(clerk, paper(b"her passport", "Hiwot passport.pdf"), sealed=True)
    with clerk.reading() as session:
        row = queries.get_attachment(session, made)
    assert row.sealed
    assert row.title == "test"  # the file's own name could be hers
    for opened, how in ((clerk, service.copy_out), (custodian, service.copy_out)):
        with pytest.raises(NotPermitted), opened.transaction() as (session, actor):
            how(session, actor, opened.vault, made, tmp_path / "copy")
    key = custodian.unlocked.box_key
    with pytest.raises(BadInput), custodian.transaction() as (session, actor):
        service.copy_out_sealed(session, actor, custodian.vault, made, tmp_path / "copy", key, "")
    with pytest.raises(NotPermitted), clerk.transaction() as (session, actor):
        service.copy_out_sealed(
            session, actor, clerk.vault, made, tmp_path / "copy", clerk.unlocked.box_key, "I want it"
        )
    with custodian.transaction() as (session, actor):
        service.copy_out_sealed(session, actor, custodian.vault, made, tmp_path / "copy", key, "for the hearing")
    assert (tmp_path / "copy").read_bytes() == b"her passport"


@pytest.mark.parametrize("title", ["a\u202efdp.exe", "a\x07b", "x" * 301])
def test_a_title_that_hides_what_it_says_is_refused(office, paper, title):
    with pytest.raises(BadInput):
        attach(office.clerk, paper(), title=title)


def test_the_auditor_attaches_nothing(office, paper):
    with pytest.raises(NotPermitted):
        attach(office.officer("auditor"), paper())


def test_a_file_taken_in_before_its_record_is_put_to_it_once(office, paper):
    clerk = office.clerk
    made = attach(clerk, paper(b"early"), subject_id=None)
    with clerk.transaction() as (session, actor):
        service.move_to(session, actor, made, "office", clerk.office.id)
    with pytest.raises(RuleBroken), clerk.transaction() as (session, actor):
        service.move_to(session, actor, made, "office", clerk.office.id)
