"""What licensing tells other features: certificates, examinations, lists."""

from __future__ import annotations

from datetime import date

import pytest

from registry_app.agencies.service import merge
from registry_app.core.check_results import Level, Verdict
from registry_app.core.errors import NotFound
from registry_app.licensing.checks import agency_has_no_open_application, conditions_are_met, licence_valid
from registry_app.licensing.deciding import ConditionDraft
from registry_app.licensing.models import ListedLicence
from registry_app.licensing.standing import get_licence_id, licence_status, list_licences, list_listed
from registry_app.licensing.status import LicenceState
from registry_app.measures import service as measures
from registry_app.measures.rules import MeasureKind
from registry_app.measures.service import MeasureDraft
from registry_app.store import unit
from tests.support.licensing import GRANT, Licensing
from tests.support.redress import MONDAY


def test_a_licence_is_valid_suspended_or_missing(licensing: Licensing) -> None:
    agency = licensing.agency()
    (result,) = licensing.office.read(licence_valid, agency, MONDAY)
    assert result.verdict is Verdict.NOT_MET
    number = licensing.granted(agency)
    (result,) = licensing.office.read(licence_valid, agency, MONDAY)
    assert (result.verdict, result.field) == (Verdict.MET, number)
    (result,) = licensing.office.read(licence_valid, agency, date(2020, 3, 4))
    assert (result.verdict, result.source) == (Verdict.NOT_MET, "art. 33(4)")


def test_one_licence_in_force_is_enough_and_the_other_is_noted(licensing: Licensing) -> None:
    agency = licensing.agency()
    first = licensing.licence_id(licensing.granted(agency))
    licensing.granted(agency, destination="JO")
    limited = MeasureDraft(
        agency, MeasureKind.INTERIM_SUSPENSION, "art. 46(2)(a)", "no appearance", ends_because="until disposed of",
        licences=(first,),
    )  # fmt: skip
    measure = licensing.office.does("licensing", measures.propose, limited)
    licensing.office.does("director", measures.approve, measure)
    found = {each.level: each.verdict for each in licensing.office.read(licence_valid, agency, MONDAY)}
    assert found == {Level.BLOCKER: Verdict.MET, Level.NOTE: Verdict.NOT_MET}
    states = {row.status.state for row in licensing.office.read(licence_status, agency, MONDAY)}
    assert states == {LicenceState.IN_FORCE, LicenceState.SUSPENDED_INTERIM}


def test_the_licences_of_a_duplicate_count_after_the_merge(licensing: Licensing) -> None:
    kept, duplicate = licensing.agency("Kept"), licensing.agency("Twice")
    number = licensing.granted(duplicate)
    licensing.office.does("clerk", merge, duplicate, kept, "the same company number")
    assert [row.number for row in licensing.office.read(licence_status, kept, MONDAY)] == [number]
    block = MeasureDraft(
        kept, MeasureKind.INTERIM_SUSPENSION, "art. 46(2)(b)", "risk", ends_because="until disposed of"
    )
    measure = licensing.office.does("licensing", measures.propose, block)
    licensing.office.does("director", measures.approve, measure)
    assert licensing.status(number, MONDAY).state is LicenceState.SUSPENDED_INTERIM


def test_open_applications_are_told(licensing: Licensing) -> None:
    agency = licensing.agency()
    assert licensing.office.read(agency_has_no_open_application, agency, MONDAY)[0].verdict is Verdict.MET
    licensing.lodged(agency)
    assert licensing.office.read(agency_has_no_open_application, agency, MONDAY)[0].verdict is Verdict.NOT_MET


def test_a_condition_past_its_deadline_is_told(licensing: Licensing) -> None:
    agency = licensing.agency()
    application = licensing.ready(agency)
    condition = ConditionDraft("Open the shelter", "art. 24(9)(c)", date(2019, 6, 3))
    licensing.propose(application, GRANT.__class__(**{**vars(GRANT), "conditions": (condition,)}))
    licensing.approve(application)
    assert licensing.office.read(conditions_are_met, agency, date(2019, 6, 3))[0].verdict is Verdict.MET
    (result,) = licensing.office.read(conditions_are_met, agency, date(2019, 6, 4))
    assert (result.verdict, result.source) == (Verdict.NOT_MET, "art. 24(9)(c)")


def test_what_a_list_says_is_the_list_s_statement_and_no_licence_of_ours(licensing: Licensing) -> None:
    agency = licensing.agency()
    with licensing.office.acting("clerk") as (session, _actor):
        for taken_back in (None, MONDAY):
            session.add(
                ListedLicence(
                    agency_id=agency,
                    number="LS-77/2010",
                    status_words="ACTIVE (renewal pending)",
                    category_words="Overseas",
                    valid_through=date(2019, 12, 31),
                    stated_on=date(2019, 2, 1),
                    taken_back_on=taken_back,
                )
            )
        unit.verb(session, "test:listed")
    (row,) = licensing.office.read(list_listed, agency)
    assert (row.number, row.status_words) == ("LS-77/2010", "ACTIVE (renewal pending)")
    assert licensing.office.read(licence_status, agency, MONDAY) == []
    assert licensing.office.read(licence_valid, agency, MONDAY)[0].verdict is Verdict.NOT_MET
    with pytest.raises(NotFound):
        licensing.office.read(get_licence_id, "LS-77/2010")


def test_a_licence_not_yet_known_is_not_listed(licensing: Licensing) -> None:
    number = licensing.granted()
    before = licensing.office.read(list_licences, MONDAY, date(2019, 3, 3))
    assert number not in {row.number for row in before}
