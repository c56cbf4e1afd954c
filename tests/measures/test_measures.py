"""Imposing, confirming and lifting measures in a register; proposals taken and declined."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest

from registry_app import schema
from registry_app.core.check_results import Verdict
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.correspondence.shelves import list_files
from registry_app.journal.verify import verify
from registry_app.licensing.status import LicenceState
from registry_app.measures import proposals, service
from registry_app.measures.checks import no_block_on_processing, no_measure_running
from registry_app.measures.models import Measure
from registry_app.measures.proposals import ProposalDraft
from registry_app.measures.queries import list_measures, list_proposals, measures_on
from registry_app.measures.rules import EndKind, MeasureKind, ProposalOutcome
from registry_app.measures.service import MeasureDraft
from registry_app.rulebook.values import Force
from tests.support.licensing import Licensing
from tests.support.redress import MONDAY

TEN_DAYS = {"n": 10, "unit": "day", "from": "measure_taken"}


def block(agency: uuid.UUID, **other: object) -> MeasureDraft:
    draft = MeasureDraft(
        agency,
        MeasureKind.BLOCK_PROCESSING,
        "art. 46(1)",
        "Twelve complaints in one week.",
        ends_because="until the complaints are determined (art. 46(1))",
    )
    return replace(draft, **other)  # type: ignore[arg-type]


def states(licensing: Licensing, agency: uuid.UUID, on: date = MONDAY) -> list[str]:
    return [row.state for row in licensing.office.read(list_measures, agency, on)]


def test_a_measure_takes_two_persons_and_is_lifted_by_two(licensing_on_both: Licensing) -> None:
    office, agency = licensing_on_both.office, licensing_on_both.agency()
    measure = office.does("complaints", service.propose, block(agency))
    assert states(licensing_on_both, agency) == ["proposed"]
    assert office.read(no_block_on_processing, agency, MONDAY)[0].verdict is Verdict.MET
    with pytest.raises(NotPermitted):
        office.does("complaints", service.approve, measure)
    office.does("director", service.approve, measure)
    (result,) = office.read(no_block_on_processing, agency, MONDAY)
    assert (result.verdict, result.source) == (Verdict.NOT_MET, "art. 46(1)")
    end = {"last_on": date(2019, 3, 6), "provision": "art. 46(1)", "reason": "The complaints are settled."}
    office.does("complaints", service.propose_end, measure, EndKind.LIFTED, **end)
    with pytest.raises(NotPermitted):
        office.does("complaints", service.approve_end, measure)
    office.does("director", service.approve_end, measure)
    assert office.read(measures_on, agency, date(2019, 3, 6))
    assert not office.read(measures_on, agency, date(2019, 3, 7))
    assert states(licensing_on_both, agency, date(2019, 3, 7)) == ["ended"]
    assert journal_is_intact(licensing_on_both)


def journal_is_intact(licensing: Licensing) -> bool:
    opened = licensing.office.opened
    opened.checkpoint()
    with opened.reading() as session:
        return verify(session.connection(), schema.tables(), opened.checkpoint_keys()).intact


def test_a_block_stops_the_grant_of_a_licence(licensing: Licensing) -> None:
    agency = licensing.agency()
    application = licensing.ready(agency)
    measure = licensing.office.does("complaints", service.propose, block(agency))
    licensing.office.does("director", service.approve, measure)
    with pytest.raises(RuleBroken, match="interim measure"):
        licensing.propose(application)


def test_one_person_blocks_provisionally_only_where_the_term_is_set(fresh: Licensing) -> None:
    agency = fresh.agency()
    with pytest.raises(RuleBroken, match="not set by the regulator"):
        fresh.office.does("director", service.impose_in_emergency, block(agency))
    fresh.set_law(sanction__emergency_most=TEN_DAYS)
    with pytest.raises(NotPermitted, match="no authority"):
        fresh.office.does("complaints", service.impose_in_emergency, block(agency))
    measure = fresh.office.does("director", service.impose_in_emergency, block(agency))
    (row,) = fresh.office.read(list_measures, agency, MONDAY)
    assert (row.state, row.provisional, row.last_on) == ("running", True, date(2019, 3, 14))
    (file,) = fresh.office.read(list_files, subject_id=measure)
    assert file.number.startswith("F-HQ-2019-")
    assert states(fresh, agency, date(2019, 3, 15)) == ["ended"]  # by itself
    with pytest.raises(RuleBroken, match="nobody prolongs it alone"):
        fresh.office.does("deputy", service.impose_in_emergency, block(agency))


def test_another_person_confirms_what_one_ordered(fresh: Licensing) -> None:
    fresh.set_law(sanction__emergency_most=TEN_DAYS)
    agency = fresh.agency()
    number = fresh.granted(agency)
    draft = block(agency, kind=MeasureKind.INTERIM_SUSPENSION, provision="art. 46(2)(b)")
    measure = fresh.office.does("director", service.impose_in_emergency, draft)
    status = fresh.status(number, MONDAY)
    assert (status.state, status.grounds[0].provisional) == (LicenceState.SUSPENDED_INTERIM, True)
    until = {"ends_on": None, "ends_because": "until the complaint is disposed of"}
    with pytest.raises(NotPermitted, match="ordered this alone"):
        fresh.office.does("director", service.confirm, measure, **until)
    fresh.office.does("deputy", service.confirm, measure, on=date(2019, 3, 8), **until)
    assert fresh.status(number, date(2019, 5, 1)).state is LicenceState.SUSPENDED_INTERIM
    assert fresh.status(number, date(2019, 5, 1), known=date(2019, 3, 7)).state is LicenceState.IN_FORCE
    with pytest.raises(RuleBroken, match="no provisional measure running"):
        fresh.office.does("deputy", service.confirm, measure, on=date(2019, 3, 15), **until)


def test_a_measure_that_is_set_aside_was_never_in_force(licensing: Licensing) -> None:
    agency = licensing.agency()
    number = licensing.granted(agency)
    draft = block(agency, kind=MeasureKind.INTERIM_SUSPENSION)
    measure = licensing.office.does("complaints", service.propose, draft)
    licensing.office.does("director", service.approve, measure)
    assert licensing.status(number, MONDAY).state is LicenceState.SUSPENDED_INTERIM
    aside = {"last_on": None, "provision": "art. 59", "reason": "It was another agency.", "on": date(2019, 3, 11)}
    licensing.office.does("complaints", service.propose_end, measure, EndKind.SET_ASIDE, **aside)
    licensing.office.does("director", service.approve_end, measure, on=date(2019, 3, 11))
    assert licensing.status(number, MONDAY).state is LicenceState.IN_FORCE
    assert licensing.status(number, MONDAY, known=date(2019, 3, 10)).state is LicenceState.SUSPENDED_INTERIM


def test_a_declined_measure_and_a_declined_end_change_nothing(licensing: Licensing) -> None:
    agency = licensing.agency()
    first = licensing.office.does("complaints", service.propose, block(agency))
    licensing.office.does("director", service.decline, first, "Two complaints are not twelve.")
    assert states(licensing, agency) == ["declined"]
    second = licensing.office.does("complaints", service.propose, block(agency))
    licensing.office.does("director", service.approve, second)
    end = {"last_on": MONDAY, "provision": "art. 46(1)", "reason": "settled"}
    licensing.office.does("complaints", service.propose_end, second, EndKind.LIFTED, **end)
    licensing.office.does("director", service.decline_end, second, "Not all of them.")
    assert states(licensing, agency) == ["declined", "running"]
    with pytest.raises(NotFound):
        licensing.office.does("director", service.approve_end, second)


def test_nothing_is_imposed_for_days_that_are_over(licensing: Licensing) -> None:
    agency = licensing.agency()
    measure = licensing.office.does("complaints", service.propose, block(agency))
    with pytest.raises(RuleBroken, match="days that are over"):
        licensing.office.does("director", service.approve, measure, on=date(2019, 3, 5))


@pytest.mark.parametrize(
    "other", [{"provision": " "}, {"reason": ""}, {"ends_because": ""}, {"ends_on": date(2019, 1, 1)}]
)
def test_bad_drafts_are_refused(licensing: Licensing, other: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        licensing.office.does("complaints", service.propose, block(licensing.agency(), **other))


def test_a_certificate_is_told_of_every_measure(licensing: Licensing) -> None:
    agency = licensing.agency()
    assert licensing.office.read(no_measure_running, agency, MONDAY)[0].verdict is Verdict.MET
    measure = licensing.office.does("complaints", service.propose, block(agency, kind=MeasureKind.SEAL))
    licensing.office.does("director", service.approve, measure)
    assert licensing.office.read(no_measure_running, agency, MONDAY)[0].verdict is Verdict.NOT_MET


# -- proposals -------------------------------------------------------------------------------------------------------


def shortfall(agency: uuid.UUID, **other: object) -> ProposalDraft:
    draft = ProposalDraft(
        f"guarantee:short:{agency.hex}:2019-03-04",
        "suspend",
        "agency",
        agency,
        "art. 60(4)",
        "The guarantee is 40,000 dollars short.",
        Force.SHALL,
        agency,
        due_on=date(2019, 4, 4),
    )
    return replace(draft, **other)  # type: ignore[arg-type]


def test_the_same_cause_proposes_once(licensing: Licensing) -> None:
    agency = licensing.agency()
    first = licensing.office.does("finance", proposals.propose, shortfall(agency))
    assert licensing.office.does("finance", proposals.propose, shortfall(agency)) == first
    licensing.office.does(
        "finance", proposals.propose, shortfall(agency, key=f"other:{agency.hex}", force=Force.MAY, due_on=None)
    )
    rows = licensing.office.read(list_proposals, agency_id=agency)
    assert [row.force for row in rows] == [Force.SHALL, Force.MAY]  # what is due comes first


def test_a_key_never_stands_for_two_causes(licensing: Licensing) -> None:
    one, other = licensing.agency("One"), licensing.agency("Other")
    licensing.office.does("finance", proposals.propose, shortfall(one, key="short"))
    with pytest.raises(ValueError, match="short"):
        licensing.office.does("finance", proposals.propose, shortfall(other, key="short"))


def test_a_proposal_is_taken_by_what_came_of_it_or_declined_with_a_reason_once(licensing: Licensing) -> None:
    office, agency = licensing.office, licensing.agency()
    taken = office.does("finance", proposals.propose, shortfall(agency))
    measure = office.does("complaints", service.propose, block(agency))
    with pytest.raises(NotPermitted):
        office.does("finance", proposals.decline, taken, "no", "art. 1")
    with office.acting("director") as (session, actor):
        proposals.take(session, actor, taken, session.get_one(Measure, measure))
    with pytest.raises(RuleBroken, match="taken or declined already"):
        office.does("director", proposals.decline, taken, "no", "art. 1")
    other = office.does("finance", proposals.propose, shortfall(agency, key=f"other:{agency.hex}"))
    with pytest.raises(RuleBroken, match="shall be done"):
        office.does("director", proposals.decline, other, "Not needed.")
    office.does("director", proposals.decline, other, "The sum arrived today.", "art. 60(3)")
    rows = office.read(list_proposals, agency_id=agency, outcome=None)
    assert {row.outcome for row in rows} == {ProposalOutcome.TAKEN, ProposalOutcome.DECLINED}
    assert next(row.taken_id for row in rows if row.id == taken) == measure
