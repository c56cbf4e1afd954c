"""Decisions on a licence: two persons, an authority, a chance to reply, and grounds that end one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.correspondence import serving
from registry_app.correspondence.rules import AttemptOutcome, Mode
from registry_app.correspondence.service import Subject
from registry_app.licensing import acting
from registry_app.licensing.acting import ActDraft
from registry_app.licensing.decisions import ActsFrom, DecisionKind
from registry_app.licensing.models import Licence
from registry_app.licensing.records import list_decisions
from registry_app.licensing.status import GroundKind, LicenceState
from registry_app.measures import service as measures
from registry_app.measures.rules import MeasureKind
from registry_app.measures.service import MeasureDraft
from registry_app.proceedings import service as proceedings
from registry_app.proceedings.queries import list_notices, list_terms
from registry_app.proceedings.rules import TermState
from registry_app.proceedings.service import NoticeDraft
from tests.support.licensing import Licensing

APRIL = date(2019, 4, 1)
VERBS = ("licence:suspend", "licence:revoke", "licence:set_aside")


@pytest.fixture(scope="module")
def empowered(licensing: Licensing) -> Licensing:
    licensing.empower(*VERBS)
    return licensing


def suspension(licensing: Licensing, number: str, **other: object) -> ActDraft:
    draft = ActDraft(
        DecisionKind.SUSPEND,
        licensing.licence_id(number),
        reasons="A worker's wage was withheld.",
        provisions=("art. 42(2)(l)", "art. 47(1)(a)"),
        acts_from=ActsFrom.DECISION,
        ends_on=date(2019, 6, 30),
        without_notice_because="The agency admitted it at the hearing of 25 March.",
    )
    return replace(draft, **other)  # type: ignore[arg-type]


def grounds_of(licensing: Licensing, number: str, on: date) -> dict[GroundKind, object]:
    return {each.kind: each.id for each in licensing.status(number, on).grounds}


def test_a_suspension_takes_two_persons_and_an_authority_for_suspending(licensing: Licensing) -> None:
    number = licensing.granted()
    licensing.office.does("licensing", acting.propose, suspension(licensing, number), on=APRIL)
    licence = licensing.licence_id(number)
    with pytest.raises(NotPermitted):
        licensing.office.does("licensing", acting.approve, licence, on=APRIL)
    assert licensing.status(number, APRIL).state is LicenceState.IN_FORCE
    with pytest.raises(NotPermitted, match="no authority for"):
        licensing.office.does("director", acting.approve, licence, on=APRIL)
    licensing.office.does("director", acting.decline, licence, "Not proven.", on=APRIL)


def test_a_suspension_runs_through_its_last_day(empowered: Licensing) -> None:
    number = empowered.granted()
    empowered.act(suspension(empowered, number), on=APRIL)
    assert empowered.status(number, date(2019, 3, 31)).state is LicenceState.IN_FORCE
    assert empowered.status(number, APRIL).state is LicenceState.SUSPENDED
    assert empowered.status(number, date(2019, 6, 30)).state is LicenceState.SUSPENDED
    assert empowered.status(number, date(2019, 7, 1)).state is LicenceState.IN_FORCE
    assert empowered.status(number, APRIL, known=date(2019, 3, 31)).state is LicenceState.IN_FORCE


def test_lifting_one_suspension_leaves_the_interim_one(empowered: Licensing) -> None:
    agency = empowered.agency()
    number = empowered.granted(agency)
    licence = empowered.licence_id(number)
    empowered.act(suspension(empowered, number), on=APRIL)
    interim = MeasureDraft(
        agency,
        MeasureKind.INTERIM_SUSPENSION,
        "art. 46(2)(c)",
        "prima facie case",
        starts_on=APRIL,
        ends_because="until the complaint is disposed of (art. 46(2))",
    )
    measure = empowered.office.does("licensing", measures.propose, interim, on=APRIL)
    empowered.office.does("director", measures.approve, measure, on=APRIL)
    found = grounds_of(empowered, number, APRIL)
    assert set(found) == {GroundKind.GRANTED, GroundKind.SUSPENSION, GroundKind.INTERIM_SUSPENSION}
    lifting = ActDraft(
        DecisionKind.LIFT,
        licence,
        "The wage was paid.",
        ("art. 47",),
        ActsFrom.DECISION,
        ends_on=date(2019, 4, 9),
        ground_id=found[GroundKind.SUSPENSION],  # type: ignore[arg-type]
    )
    empowered.act(lifting, on=date(2019, 4, 9))
    assert empowered.status(number, date(2019, 4, 9)).state is LicenceState.SUSPENDED
    assert empowered.status(number, date(2019, 4, 10)).state is LicenceState.SUSPENDED_INTERIM
    assert empowered.status(number, date(2019, 4, 10), known=date(2019, 4, 8)).state is LicenceState.SUSPENDED


def test_a_revocation_that_is_set_aside_leaves_what_would_have_been(empowered: Licensing) -> None:
    number = empowered.granted()
    licence = empowered.licence_id(number)
    draft = suspension(
        empowered, number, kind=DecisionKind.REVOKE, ends_on=None, provisions=("art. 42(3)(i)", "art. 47(2)")
    )
    revoked = empowered.act(draft, on=APRIL)
    assert empowered.status(number, APRIL).state is LicenceState.REVOKED
    aside = ActDraft(
        DecisionKind.SET_ASIDE,
        licence,
        "Judgment 5/2019.",
        ("art. 59",),
        about_id=revoked,
    )
    empowered.act(aside, on=date(2019, 5, 20))
    assert empowered.status(number, APRIL).state is LicenceState.IN_FORCE
    assert empowered.status(number, APRIL, known=date(2019, 5, 19)).state is LicenceState.REVOKED
    former = next(row for row in empowered.office.read(list_decisions, licence_id=licence) if row.id == revoked)
    assert former.set_aside_by is not None
    assert former.reasons  # nothing is erased
    with pytest.raises(RuleBroken, match="already"):
        empowered.office.does("licensing", acting.propose, aside, on=date(2019, 5, 21))


def test_a_stay_holds_a_revocation_up_through_its_last_day(empowered: Licensing) -> None:
    number = empowered.granted()
    draft = suspension(empowered, number, kind=DecisionKind.REVOKE, ends_on=None)
    empowered.act(draft, on=APRIL)
    stay = ActDraft(
        DecisionKind.STAY,
        empowered.licence_id(number),
        "Order of the court.",
        ("order 7/2019",),
        ActsFrom.DECISION,
        ends_on=date(2019, 5, 31),
        ground_id=grounds_of(empowered, number, APRIL)[GroundKind.REVOCATION],  # type: ignore[arg-type]
    )
    empowered.act(stay, on=date(2019, 4, 10))
    assert empowered.status(number, date(2019, 5, 31)).in_force
    assert empowered.status(number, date(2019, 6, 1)).state is LicenceState.REVOKED


def test_what_acts_from_service_does_nothing_before_service_is_proven(empowered: Licensing) -> None:
    number = empowered.granted()
    licence = empowered.licence_id(number)
    decision = empowered.act(suspension(empowered, number, acts_from=ActsFrom.SERVICE), on=APRIL)
    assert empowered.status(number, APRIL).state is LicenceState.IN_FORCE
    (term,) = empowered.office.read(list_terms, decision)
    assert (term.key, term.state) == ("complaint.appeal", TermState.NOT_RUNNING)
    service = ordered(empowered, "decision", decision)
    with pytest.raises(RuleBroken):
        empowered.office.does("clerk", acting.prove_service, decision, service, on=APRIL)
    attempt(empowered, service, date(2019, 4, 3))
    empowered.office.does("clerk", acting.prove_service, decision, service, on=date(2019, 4, 4))
    assert empowered.status(number, date(2019, 4, 2)).state is LicenceState.IN_FORCE
    assert empowered.status(number, date(2019, 4, 3)).state is LicenceState.SUSPENDED
    assert empowered.status(number, date(2019, 4, 3), known=date(2019, 4, 3)).state is LicenceState.IN_FORCE
    (term,) = empowered.office.read(list_terms, decision)
    assert (term.state, term.last_on) == (TermState.RUNNING, date(2019, 4, 18))  # 15 days from service
    assert licence


def test_service_of_another_document_proves_nothing(empowered: Licensing) -> None:
    number = empowered.granted()
    decision = empowered.act(suspension(empowered, number, acts_from=ActsFrom.SERVICE), on=APRIL)
    service = ordered(empowered, "decision", empowered.licence_id(number))
    attempt(empowered, service, date(2019, 4, 3))
    with pytest.raises(NotFound, match="no service of that document"):
        empowered.office.does("clerk", acting.prove_service, decision, service, on=date(2019, 4, 4))


def test_where_the_law_sets_a_term_to_reply_it_has_to_lapse_or_be_used(fresh: Licensing) -> None:
    fresh.empower(*VERBS)
    fresh.set_law(sanction__reply={"n": 10, "unit": "day", "from": "notice_served"})
    number = fresh.granted()
    licence, draft = fresh.licence_id(number), suspension(fresh, number)
    with pytest.raises(RuleBroken, match="must be told"):
        fresh.office.does("licensing", acting.propose, draft, on=APRIL)
    agency = fresh.office.read(lambda session: session.get_one(Licence, licence).agency_id)
    with fresh.office.acting("licensing", APRIL) as (session, actor):
        subject = session.get_one(Licence, licence)
        notice = proceedings.issue_notice(
            session, actor, subject, NoticeDraft(agency, "suspend", ["art. 42(2)(l)"], "A wage was withheld.")
        )
    with pytest.raises(RuleBroken, match="has not been served with proof"):
        fresh.office.does("licensing", acting.propose, draft, on=APRIL)
    service = ordered(fresh, "notice", notice)
    attempt(fresh, service, date(2019, 4, 2))
    fresh.office.does("clerk", proceedings.prove_notice, notice, "sanction.reply", service, on=date(2019, 4, 2))
    with pytest.raises(RuleBroken, match="may still reply"):
        fresh.office.does("licensing", acting.propose, draft, on=date(2019, 4, 12))
    (row,) = fresh.office.read(list_notices, licence, date(2019, 4, 12))
    assert row.term is not None
    assert row.term.last_on == date(2019, 4, 12)
    fresh.act(draft, on=date(2019, 4, 13))
    assert fresh.status(number, date(2019, 4, 13)).state is LicenceState.SUSPENDED


def test_after_the_reply_nothing_has_to_be_waited_for(fresh: Licensing) -> None:
    fresh.empower(*VERBS)
    fresh.set_law(sanction__reply={"n": 10, "unit": "day", "from": "notice_served"})
    number = fresh.granted()
    licence = fresh.licence_id(number)
    with fresh.office.acting("licensing", APRIL) as (session, actor):
        subject = session.get_one(Licence, licence)
        draft = NoticeDraft(subject.agency_id, "suspend", ["art. 42(2)(l)"], "A wage was withheld.")
        notice = proceedings.issue_notice(session, actor, subject, draft)
    fresh.office.does("licensing", proceedings.record_reply, notice, APRIL, "We paid yesterday.", on=APRIL)
    fresh.act(suspension(fresh, number), on=APRIL)


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"provisions": ()}, BadInput),
        ({"acts_from": None}, BadInput),
        ({"acts_from": ActsFrom.STATED_DAY, "acts_on": date(2019, 3, 1)}, RuleBroken),
        ({"ends_on": date(2019, 3, 1)}, BadInput),
        ({"kind": DecisionKind.LIFT}, BadInput),
        ({"kind": DecisionKind.SET_ASIDE}, BadInput),
        ({"kind": DecisionKind.GRANT}, BadInput),
        ({"without_notice_because": ""}, RuleBroken),
        ({"reasons": " "}, BadInput),
    ],
)
def test_bad_drafts_are_refused(
    empowered: Licensing, shared: str, other: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        empowered.office.does("licensing", acting.propose, suspension(empowered, shared, **other), on=APRIL)


@pytest.fixture(scope="module")
def shared(empowered: Licensing) -> str:
    return empowered.granted()


def ordered(licensing: Licensing, table: str, document: object) -> object:
    return licensing.office.does(
        "clerk",
        serving.order_service,
        document="decision",
        document_number="1",
        addressee="Horizon",
        document_is=Subject(table, document),
        on=APRIL,
    )


def attempt(licensing: Licensing, service: object, on: date) -> None:
    draft = serving.AttemptDraft(
        on=on,
        mode=Mode.HAND,
        outcome=AttemptOutcome.SERVED,
        served_by="Tigist",
        served_on="Abel Bekele",
        capacity="manager",
        proof_id=licensing.office.paper("clerk"),
    )
    licensing.office.does("clerk", serving.record_attempt, service, draft, on=on)
