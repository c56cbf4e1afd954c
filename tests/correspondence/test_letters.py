"""The counter's morning: letters, slips, powers of attorney."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.correspondence import queries, service
from registry_app.correspondence.rules import Direction, Mode, PaperState, Subject
from registry_app.correspondence.service import LetterDraft, PaperLine
from registry_app.journal.models import JournalEntry

ADDIS = ZoneInfo("Africa/Addis_Ababa")
STAMP = datetime(2019, 3, 4, 8, 0, tzinfo=ADDIS)
DRAFT = LetterDraft("Selam Overseas PLC", "Application for a licence", Mode.HAND, 3, received_here_at=STAMP)


def enter(opened, direction=Direction.INWARD, draft=DRAFT, **changes):
    with opened.transaction("letter:received") as (session, actor):
        return service.enter_letter(session, actor, direction, replace(draft, **changes))


def row(opened, letter_id):
    with opened.reading() as session:
        return next(each for each in queries.list_letters(session) if each.id == letter_id)


OUT = LetterDraft("Selam Overseas PLC", "Papers missing", Mode.REGISTERED_POST)


def test_a_letter_gets_the_next_number_of_its_register_with_date_and_hour(office_on_both):
    clerk = office_on_both.clerk
    one, two = row(clerk, enter(clerk)), row(clerk, enter(clerk))
    out = row(clerk, enter(clerk, Direction.OUTWARD, OUT))
    assert one.number.startswith("IN-HQ-2019-")
    assert int(two.number.split("-")[3]) == int(one.number.split("-")[3]) + 1
    assert out.number.startswith("OUT-HQ-2019-")
    assert one.received_here_at == STAMP
    assert one.enclosures == 3
    assert one.registered_at.tzinfo is not None
    assert one.registered_at > STAMP


def test_what_answers_what_is_shown_on_both_sides(office_on_both):
    clerk = office_on_both.clerk
    question = enter(clerk, answer_due=date(2019, 3, 4))
    with clerk.reading() as session:
        assert question in [each.id for each in queries.list_unanswered(session, date(2019, 3, 4))]
        assert question not in [each.id for each in queries.list_unanswered(session, date(2019, 3, 3))]
    answer = enter(clerk, Direction.OUTWARD, OUT, answers=question)
    assert row(clerk, question).answered_by == (row(clerk, answer).number,)
    assert row(clerk, answer).answers == row(clerk, question).number
    with clerk.reading() as session:
        assert question not in [each.id for each in queries.list_unanswered(session, date(2019, 3, 4))]
    with clerk.transaction() as (session, actor):
        service.void_letter(session, actor, answer, "never sent")
    with clerk.reading() as session:
        assert question in [each.id for each in queries.list_unanswered(session, date(2019, 3, 4))]


def test_the_four_days_of_a_submission_are_kept_apart(office):
    made = row(
        office.clerk,
        enter(
            office.clerk,
            done_on=date(2019, 2, 20),
            posted_on=date(2019, 2, 21),
            received_first_on=date(2019, 2, 28),
            received_first_at="Embassy in Riyadh",
        ),
    )
    assert (made.done_on, made.posted_on, made.received_first_on) == (
        date(2019, 2, 20),
        date(2019, 2, 21),
        date(2019, 2, 28),
    )
    assert made.received_first_at == "Embassy in Riyadh"


@pytest.mark.parametrize(
    "changes",
    [
        {"received_here_at": None},
        {"received_here_at": STAMP + timedelta(days=3)},
        {"received_here_at": datetime(2019, 3, 4, 8, 0)},  # noqa: DTZ001  an hour of no place
        {"done_on": date(2019, 3, 9)},
        {"done_on": date(2019, 3, 3), "posted_on": date(2019, 3, 2)},
        {"posted_on": date(2019, 3, 4), "received_first_on": date(2019, 3, 1)},
        {"enclosures": -1},
        {"enclosures": 10_000},
        {"correspondent": "  "},
        {"about": "a\u202eb"},
        {"correspondent": "a\x00b"},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_takes_no_number(office, changes):
    before = row(office.clerk, enter(office.clerk)).number
    with pytest.raises(BadInput):
        enter(office.clerk, **changes)
    after = row(office.clerk, enter(office.clerk)).number
    assert int(after.split("-")[3]) == int(before.split("-")[3]) + 1


def test_a_letter_answers_one_of_the_other_register_that_stands(office):
    clerk = office.clerk
    one = enter(clerk)
    with pytest.raises(RuleBroken, match="same register"):
        enter(clerk, answers=one)
    with clerk.transaction() as (session, actor):
        service.void_letter(session, actor, one, "entered twice")
    with pytest.raises(RuleBroken, match="void"):
        enter(clerk, Direction.OUTWARD, OUT, answers=one)
    with pytest.raises(RuleBroken), clerk.transaction() as (session, actor):
        service.void_letter(session, actor, one, "again")
    with pytest.raises(NotFound):
        enter(clerk, Direction.OUTWARD, OUT, answers=uuid.UUID(int=5))
    with pytest.raises(BadInput, match="no day of receipt"):
        enter(clerk, Direction.OUTWARD, OUT, received_here_at=STAMP)


def test_pages_of_the_register_follow_each_other(office):
    clerk = office.clerk
    for _each in range(5):
        enter(clerk)
    with clerk.reading() as session:
        everything = [each.id for each in queries.list_letters(session, Direction.INWARD, limit=1000)]
        pages, last = [], None
        while page := queries.list_letters(session, Direction.INWARD, before=last, limit=2):
            pages += [each.id for each in page]
            last = (page[-1].registered_at, page[-1].id)
        found = queries.find_letter(session, queries.list_letters(session)[0].number.lower())
    assert pages == everything
    assert found is not None


def test_the_journal_names_no_correspondent(office):
    made = enter(office.clerk, correspondent="Hiwot Bekele")
    with office.clerk.reading() as session:
        bodies = session.scalars(select(JournalEntry.body).where(JournalEntry.record_id == made.hex)).all()
    assert bodies
    assert not any("Hiwot" in body for body in bodies)


def hand_in(opened, letter_id, papers, **how):
    with opened.transaction("papers:handed_in") as (session, actor):
        return service.record_hand_in(
            session,
            actor,
            letter_id,
            brought_by="Kebede Alemu",
            identity_seen="ID 4411",
            received_at=STAMP,
            papers=papers,
            **how,
        )


def test_a_slip_says_what_was_received_seen_returned_and_missing(office_on_both):
    clerk = office_on_both.clerk
    agency = uuid.UUID(int=77)
    letter = enter(clerk, subject=Subject("agency", agency))
    papers = [
        PaperLine("Articles of association", copies=2, original_seen=True, original_returned=True),
        PaperLine("Bank statement", PaperState.MISSING),
        PaperLine("Photographs", copies=4),
    ]
    hand_in(clerk, letter, papers)
    with clerk.reading() as session:
        (slip,) = queries.list_slips(session, letter)
        assert queries.list_missing(session, agency) == ["Bank statement"]
    assert [(paper.paper, paper.state, paper.copies) for paper in slip.papers] == [
        ("Articles of association", "received", 2),
        ("Bank statement", "missing", 0),
        ("Photographs", "received", 4),
    ]
    assert slip.papers[0].original_returned
    later = enter(clerk, subject=Subject("agency", agency))
    hand_in(clerk, later, [PaperLine("Bank  Statement")])
    with clerk.reading() as session:
        assert queries.list_missing(session, agency) == []


@pytest.mark.parametrize(
    "papers",
    [
        [],
        [PaperLine("Passport", original_returned=True)],
        [PaperLine("Passport", PaperState.MISSING, original_seen=True)],
        [PaperLine(" ")],
    ],
    ids=str,
)
def test_a_slip_that_contradicts_itself_is_refused(office, papers):
    with pytest.raises(BadInput):
        hand_in(office.clerk, enter(office.clerk), papers)


def test_a_slip_belongs_to_a_standing_inward_letter(office):
    with pytest.raises(RuleBroken):
        hand_in(office.clerk, enter(office.clerk, Direction.OUTWARD, OUT), [PaperLine("Passport")])


def power(opened, first, last=None):
    with opened.transaction() as (session, actor):
        return service.enter_power(
            session,
            actor,
            Subject("agency", uuid.UUID(int=9)),
            attorney="Kebede Alemu",
            attorney_identity="ID 4411",
            scope="hand in papers and collect the licence",
            period=Period(first, last),
            notary="Notary 3, Addis Ababa",
        )


def test_papers_are_brought_under_a_power_that_stands_on_the_day(office):
    clerk = office.clerk
    letter = enter(clerk)
    good = power(clerk, date(2019, 1, 1))
    hand_in(clerk, letter, [PaperLine("Passport")], power_of_attorney_id=good)
    ended = power(clerk, date(2018, 1, 1), date(2019, 3, 3))
    with pytest.raises(RuleBroken, match="in force from"):
        hand_in(clerk, letter, [PaperLine("Passport")], power_of_attorney_id=ended)
    with clerk.transaction() as (session, actor):
        service.revoke_power(session, actor, good, date(2019, 3, 4))
    with pytest.raises(RuleBroken, match="revoked"):
        hand_in(clerk, letter, [PaperLine("Passport")], power_of_attorney_id=good)
    with pytest.raises(RuleBroken), clerk.transaction() as (session, actor):
        service.revoke_power(session, actor, good, date(2019, 3, 4))


def test_who_may_not_enter_enters_nothing(office):
    with pytest.raises(NotPermitted):
        enter(office.officer("auditor"))
