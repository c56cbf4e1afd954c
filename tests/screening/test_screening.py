"""Bans and the phoenix check: who is meant, who may be meant, and what nobody can tell."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from registry_app.core.check_results import Level, Verdict
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.core.likeness import skeleton
from registry_app.offices import service as offices
from registry_app.persons import service as persons
from registry_app.persons.rows import DocumentDraft, PersonDraft
from registry_app.persons.rules import DocumentKind
from registry_app.screening import checks, queries, service
from registry_app.screening.rules import BanScope, MarkKind
from registry_app.screening.service import BanDraft, MarkDraft
from tests.support.office import user_id

TODAY = date(2019, 3, 4)
BAN = BanDraft(
    "Abdela Mohammed", BanScope.ANY, "trafficking", "art. 44", "Decision 7", date(2019, 1, 1), permanent=True
)


@pytest.fixture(scope="module")
def director(office):
    with office.admin.transaction() as (session, actor):
        offices.grant_authority(
            session,
            actor,
            user_id(office.admin, "director"),
            [service.IMPOSE, service.LIFT],
            instrument="Directive 2/2019",
            instrument_date=TODAY,
            period=Period(TODAY),
        )
    return office.officer("director")


def ban(director, **changes):
    with director.transaction("ban:imposed") as (session, actor):
        return service.impose_ban(session, actor, replace(BAN, **changes))


def person(opened, name, number=""):
    documents = (DocumentDraft(DocumentKind.PASSPORT, number),) if number else ()
    with opened.transaction() as (session, actor):
        return persons.enter_person(session, actor, PersonDraft(name, documents=documents))


def agency(opened, *marks, agency_id=None):
    """A subject with these marks, as a feature further right would write them."""
    agency_id = agency_id or opened.world.new_id()
    drafts = [
        MarkDraft(kind, key, "person" if kind in (MarkKind.PERSON, MarkKind.DOCUMENT) else "agency_name", source)
        for kind, key, source in marks
    ]
    with opened.transaction() as (session, actor):
        service.keep_marks(session, actor, "agency", agency_id, drafts)
        persons_verb(session)
    return agency_id


def persons_verb(session):
    from registry_app.store import unit

    unit.verb(session, "agency:changed", label="A-1")


def led_by(opened, person_id, document=""):
    marks = [(MarkKind.PERSON, person_id.hex, person_id)]
    if document:
        marks.append((MarkKind.DOCUMENT, document, person_id))
    return agency(opened, *marks)


def banned(opened, subject, on=TODAY):
    with opened.reading() as session:
        return checks.no_banned_principal(session, subject, on)


def verdicts(results):
    return [(result.code, result.verdict) for result in results]


def test_a_banned_person_is_found_on_the_days_of_the_ban(office, director):
    who = person(office.clerk, "Girma Wolde Senbet")
    ban(director, name="Girma Wolde Senbet", person_id=who, permanent=False, valid_to=date(2019, 3, 31))
    subject = led_by(office.clerk, who)
    for on, verdict in (
        (date(2018, 12, 31), Verdict.MET),
        (date(2019, 1, 1), Verdict.NOT_MET),
        (date(2019, 3, 31), Verdict.NOT_MET),
        (date(2019, 4, 1), Verdict.MET),
    ):
        (result,) = banned(office.clerk, subject, on)
        assert result.verdict is verdict, on
        assert result.level is Level.BLOCKER
    (result,) = banned(office.clerk, subject)
    assert result.source == "art. 44"
    assert "Decision 7" in result.sentence


def test_a_lifted_ban_and_one_set_aside_end(office, director):
    who = person(office.clerk, "Lensa Dinka Hailu")
    subject = led_by(office.clerk, who)
    first = ban(director, name="Lensa Dinka Hailu", person_id=who)
    with director.transaction() as (session, actor):
        service.lift_ban(session, actor, first, date(2019, 2, 1), "Decision 8")
    assert banned(office.clerk, subject, date(2019, 1, 31))[0].verdict is Verdict.NOT_MET
    assert banned(office.clerk, subject)[0].verdict is Verdict.MET
    second = ban(director, name="Lensa Dinka Hailu", person_id=who)
    with director.transaction() as (session, actor):
        service.set_ban_aside(session, actor, second, "Court 12/2019")
    assert banned(office.clerk, subject, date(2019, 3, 1))[0].verdict is Verdict.MET
    for act in (service.set_ban_aside, lambda *them: service.lift_ban(*them[:3], TODAY, them[3])):
        with pytest.raises(RuleBroken), director.transaction() as (session, actor):
            act(session, actor, second, "again")


def test_the_same_document_under_another_name_is_the_same_person(office, director):
    who = person(office.clerk, "Tariku Bekele Lemma", "EP 777 888")
    ban(director, name="Tariku Bekele Lemma", person_id=who)
    other = person(office.clerk, "Somebody Else Entirely", "ep-777888")
    (result,) = banned(office.clerk, led_by(office.clerk, other, "ep777888"))
    assert result.verdict is Verdict.NOT_MET


@pytest.mark.parametrize("name", ["عبدالله محمد", "Mohamed Abdulla", "አብደላ መሐመድ"])
def test_a_like_name_in_another_script_cannot_be_told_and_blocks(office, director, name):
    ban(director)
    results = banned(office.clerk, led_by(office.clerk, person(office.clerk, name)))
    assert ("screening:perhaps_banned", Verdict.CANNOT_TELL) in verdicts(results)
    assert all(result.level is Level.BLOCKER for result in results)


def test_another_name_is_not_held_up(office, director):
    ban(director)
    (result,) = banned(office.clerk, led_by(office.clerk, person(office.clerk, "Kebede Tesfaye")))
    assert result.verdict is Verdict.MET


def test_without_principals_nobody_can_tell(office):
    subject = agency(office.clerk, (MarkKind.NAME, "slm", uuid.UUID(int=5)))
    (result,) = banned(office.clerk, subject)
    assert (result.verdict, result.level) == (Verdict.CANNOT_TELL, Level.BLOCKER)


def test_a_ban_needs_permission_and_authority(office, director):
    with pytest.raises(NotPermitted, match="permission"):
        ban(office.clerk)
    with pytest.raises(NotPermitted, match="authority"):
        ban(office.officer("deputy"))
    with pytest.raises(NotFound):
        ban(director, person_id=uuid.UUID(int=8))


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_to": date(2020, 1, 1)},
        {"permanent": False, "valid_to": date(2018, 1, 1)},
        {"reason": ""},
        {"provision": " "},
        {"name": "a\u202eb"},
    ],
    ids=str,
)
def test_a_ban_that_cannot_be_is_refused(director, changes):
    with pytest.raises(BadInput):
        ban(director, **changes)


def note(opened, subject, period=None, ground="licence:revoked", decision=None):
    with opened.transaction() as (session, actor):
        return service.note_adverse(
            session,
            actor,
            subject_table="agency",
            subject_id=subject,
            ground=ground,
            provision="art. 40",
            period=period or Period(date(2019, 2, 1)),
            decision_table="decision",
            decision_id=decision,
        )


def phoenix(opened, subject, on=TODAY):
    with opened.reading() as session:
        return checks.shares_marks_with_sanctioned(session, subject, on)


def test_a_phone_shared_with_a_revoked_agency_is_a_warning(office_on_both):
    clerk = office_on_both.clerk
    phone = (MarkKind.PHONE, "+251911000001", uuid.UUID(int=11))
    old = agency(clerk, phone, (MarkKind.NAME, skeleton("Old Sun Overseas"), uuid.UUID(int=12)))
    new = agency(clerk, (MarkKind.PHONE, "+251911000001", uuid.UUID(int=13)))
    assert phoenix(clerk, new)[0].verdict is Verdict.MET
    note(clerk, old)
    (result,) = phoenix(clerk, new)
    assert (result.verdict, result.level, result.source) == (Verdict.NOT_MET, Level.WARNING, "art. 40")
    assert "telephone" in result.sentence
    assert phoenix(clerk, new, date(2019, 1, 31))[0].verdict is Verdict.MET
    assert phoenix(clerk, old)[0].verdict is Verdict.MET  # not with itself


def test_marks_that_hold_no_longer_still_count(office):
    clerk = office.clerk
    old = agency(clerk, (MarkKind.PHONE, "+251911000002", uuid.UUID(int=21)))
    agency(clerk, agency_id=old)  # it gave the number up
    with clerk.reading() as session:
        assert queries.list_marks(session, old, on=TODAY + timedelta(days=1)) == []
    note(clerk, old)
    new = agency(clerk, (MarkKind.PHONE, "+251911000002", uuid.UUID(int=22)))
    assert phoenix(clerk, new)[0].verdict is Verdict.NOT_MET


def test_a_like_name_of_a_sanctioned_agency_is_shown_but_not_certain(office):
    clerk = office.clerk
    old = agency(clerk, (MarkKind.NAME, skeleton("Golden Horn Gateway Agency"), uuid.UUID(int=31)))
    note(clerk, old)
    new = agency(clerk, (MarkKind.NAME, skeleton("Golden Horns Gateways PLC"), uuid.UUID(int=32)))
    results = phoenix(clerk, new)
    assert [result.verdict for result in results] == [Verdict.CANNOT_TELL]
    other = agency(clerk, (MarkKind.NAME, skeleton("Blue Nile Manpower"), uuid.UUID(int=33)))
    assert phoenix(clerk, other)[0].verdict is Verdict.MET


def test_what_was_set_aside_with_its_decision_counts_no_longer(office):
    clerk = office.clerk
    decision = uuid.UUID(int=99)
    old = agency(clerk, (MarkKind.E_MAIL, "x@phoenix.et", uuid.UUID(int=41)))
    note(clerk, old, decision=decision)
    new = agency(clerk, (MarkKind.E_MAIL, "x@phoenix.et", uuid.UUID(int=42)))
    assert phoenix(clerk, new)[0].verdict is Verdict.NOT_MET
    with clerk.transaction() as (session, actor):
        assert service.set_adverse_aside(session, actor, decision, "Court 3/2019") == 1
    assert phoenix(clerk, new)[0].verdict is Verdict.MET


def test_a_subject_without_marks_cannot_be_recognised(office):
    (result,) = phoenix(office.clerk, uuid.UUID(int=1234))
    assert result.verdict is Verdict.CANNOT_TELL


def test_keeping_marks_twice_changes_nothing_and_losing_one_ends_it(office):
    clerk = office.clerk
    phone, mail = (MarkKind.PHONE, "+2519", uuid.UUID(int=51)), (MarkKind.E_MAIL, "a@b.c", uuid.UUID(int=52))
    subject = agency(clerk, phone, mail)
    agency(clerk, phone, mail, agency_id=subject)
    with clerk.reading() as session:
        assert len(queries.list_marks(session, subject)) == 2
    agency(clerk, phone, agency_id=subject)
    with clerk.reading() as session:
        ended = {mark.kind: mark.valid_to for mark in queries.list_marks(session, subject)}
    assert ended == {MarkKind.PHONE: None, MarkKind.E_MAIL: TODAY}
