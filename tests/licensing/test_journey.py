"""From the counter to the licence, through two persons, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from registry_app.access.models import UserRole
from registry_app.access.permissions import Role
from registry_app.agencies.models import Agency
from registry_app.core.check_results import CheckResult, Verdict
from registry_app.core.dates import DAY
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.licensing import deciding, papers, service
from registry_app.licensing.deciding import ConditionDraft
from registry_app.licensing.queries import examiners_of, list_applications
from registry_app.licensing.rules import OPEN, ApplicationKind, ApplicationState
from registry_app.licensing.service import ApplicationDraft
from registry_app.licensing.standing import list_licences, public_status
from registry_app.licensing.status import LicenceState
from registry_app.offices.models import Authority
from registry_app.offices.service import declare_interest
from registry_app.proceedings.rules import ClockState
from registry_app.store import unit
from tests.support.licensing import GRANT, REFUSAL, Licensing
from tests.support.office import user_id
from tests.support.redress import MONDAY


def test_an_application_becomes_a_licence_by_two_persons(licensing_on_both: Licensing) -> None:
    licensing = licensing_on_both
    application = licensing.ready()
    licensing.propose(
        application, replace(GRANT, conditions=(ConditionDraft("Open the shelter", "art. 24(9)(c)", date(2019, 6, 3)),))
    )
    number = licensing.approve(application)
    assert number.startswith("L-HQ-2019-00001-")
    status = licensing.status(number, MONDAY)
    # one year from the day of issue, which counts (art. 26 and the office's own directive)
    assert (status.state, status.valid_from, status.valid_through) == (LicenceState.IN_FORCE, MONDAY, date(2020, 3, 3))
    card = licensing.card(application)
    assert [step.to_state.value for step in card.moves] == ["lodged", "under_examination", "proposed", "granted"]
    assert [each.occasion for each in card.examinations] == ["proposed", "approved"]
    decision = card.decisions[-1]
    assert decision.instrument == "Directive 1/2019"
    assert decision.terms["scope"]["destinations"] == ["SA"]
    assert [condition.due_on for condition in decision.conditions] == [date(2019, 6, 3)]


def test_the_thirteen_papers_of_article_24_are_asked_for(licensing: Licensing) -> None:
    items = licensing.card(licensing.lodged()).items
    assert [item.code for item in items if not item.part_of] == [f"24.{n}" for n in range(1, 14)]
    assert [item.code for item in items if item.part_of] == ["24.9.a", "24.9.b", "24.9.c"]


def test_a_sole_proprietor_has_no_articles_of_association_to_hand_in(licensing: Licensing) -> None:
    agency = licensing.agency()
    with licensing.office.acting("clerk") as (session, _actor):
        session.get_one(Agency, agency).legal_form = "sole_proprietor"
        unit.verb(session, "test:agency")
    codes = [item.code for item in licensing.card(licensing.lodged(agency)).items]
    assert "24.2" not in codes
    assert "24.3" in codes


def test_a_missing_paper_stops_the_grant_and_the_sentence_names_it(licensing: Licensing) -> None:
    application = licensing.under_examination()
    with pytest.raises(RuleBroken, match=r"Tax clearance certificate.* is missing"):
        licensing.propose(application)
    assert licensing.card(application).row.state is ApplicationState.UNDER_EXAMINATION


def test_a_guarantee_that_nobody_verified_stops_the_grant(licensing: Licensing) -> None:
    agency = licensing.agency(verified=False)
    application = licensing.ready(agency)
    found = {each.code: each.verdict for each in licensing.examine(application).results}
    assert found["guarantee:sufficient"] is not Verdict.MET
    with pytest.raises(RuleBroken, match="cannot be granted"):
        licensing.propose(application)


def test_what_a_person_has_to_judge_passes_with_a_written_reason_and_nothing_else_does(licensing: Licensing) -> None:
    like = CheckResult("screening:perhaps_banned", Verdict.CANNOT_TELL, "A like name.", judged=True)
    gone = CheckResult(
        "bank:unknown", Verdict.CANNOT_TELL, "The bank has not answered.", source="not set by the regulator"
    )
    judging = Licensing(licensing.office, (*licensing.checks, lambda *_: [like]))
    application = judging.ready()
    with pytest.raises(RuleBroken, match="A like name"):
        judging.propose(application)
    reason = {"screening:perhaps_banned": "Both passports were compared: born 1961 and 1985."}
    stuck = Licensing(licensing.office, (*judging.checks, lambda *_: [gone]))
    with pytest.raises(RuleBroken, match="has not answered"):
        stuck.propose(application, replace(GRANT, deviations={**reason, "bank:unknown": "They will."}))
    with pytest.raises(BadInput, match="Nothing calls for"):
        judging.propose(application, replace(GRANT, deviations={**reason, "licence:second": "No matter."}))
    judging.propose(application, replace(GRANT, deviations=reason))
    assert judging.approve(application)
    assert judging.card(application).decisions[-1].deviations == reason


def test_a_paper_that_no_directive_was_read_for_is_waived_with_a_reason_or_blocks(licensing: Licensing) -> None:
    application = licensing.under_examination()
    unclear = [each for each in licensing.examine(application).results if each.field == "24.13"]
    assert [each.verdict for each in unclear] == [Verdict.CANNOT_TELL]
    with pytest.raises(BadInput):
        licensing.office.does("licensing", papers.waive, application, "24.13", reason=" ")
    with pytest.raises(RuleBroken, match="provision"):
        licensing.office.does("licensing", papers.waive, application, "24.11", reason="They are honest people.")


def test_a_rejected_paper_needs_another_one(licensing: Licensing) -> None:
    application = licensing.ready()
    licensing.office.does("licensing", papers.reject, application, "24.11", "It is of another company.")
    with pytest.raises(RuleBroken, match="of another company"):
        licensing.propose(application)
    licensing.office.does("clerk", papers.hand_in, application, "24.11", licensing.office.paper("clerk"))
    assert {each.verdict for each in licensing.examine(application).results if each.field == "24.11"} == {
        Verdict.CANNOT_TELL  # handed in, verified by nobody yet
    }
    licensing.office.does("licensing", papers.verify, application, "24.11")
    licensing.propose(application)


def test_a_paper_whose_own_validity_is_over_is_not_accepted(licensing: Licensing) -> None:
    application = licensing.ready()
    licensing.office.does("licensing", papers.verify, application, "24.3", valid_until=date(2019, 3, 3))
    with pytest.raises(RuleBroken, match=r"valid through .*3 Mar 2019.* only"):
        licensing.propose(application)


# -- who may decide --------------------------------------------------------------------------------------------------


def test_the_proposer_does_not_approve(licensing: Licensing) -> None:
    application = licensing.ready()
    licensing.propose(application)
    with pytest.raises(NotPermitted):
        licensing.approve(application, "licensing")


def test_who_examined_the_file_does_not_approve_it(fresh: Licensing) -> None:
    # a director who also holds the licensing officer's role, from the administrator's hand
    with fresh.office.acting("admin") as (session, actor):
        access_role(session, actor, fresh, "deputy")
    application = fresh.under_examination()
    fresh.office.does("deputy", papers.waive, application, "24.13", reason="No directive asks for more.")
    fresh.complete(application)
    fresh.propose(application)
    with pytest.raises(NotPermitted, match="examined this file"):
        fresh.approve(application, "deputy")
    assert fresh.approve(application, "director")
    assert len(fresh.office.read(examiners_of, application)) == 2


def access_role(session, actor, licensing: Licensing, login: str) -> None:
    session.add(
        UserRole(
            user_id=user_id(licensing.office.opened, login), role=Role.LICENSING, valid_from=actor.today, valid_to=None
        )
    )
    unit.verb(session, "test:role")


def test_without_an_authority_on_the_day_of_the_act_it_is_refused(fresh: Licensing) -> None:
    application = fresh.ready()
    fresh.propose(application, on=None)
    with fresh.office.acting("admin") as (session, _actor):
        for held in session.query(Authority):
            held.valid_to = MONDAY - DAY
        unit.verb(session, "test:authority")
    with pytest.raises(NotPermitted, match="not one that is in force"):
        fresh.approve(application)


def test_who_declared_an_interest_in_the_agency_stands_aside(licensing: Licensing) -> None:
    agency = licensing.agency()
    application = licensing.ready(agency)
    licensing.propose(application)
    with licensing.office.acting("director") as (session, actor):
        declare_interest(session, actor, session.get_one(Agency, agency), "My sister's company.")
    with pytest.raises(NotPermitted, match="must stand aside"):
        licensing.approve(application)
    assert licensing.approve(application, "deputy")


def test_a_check_that_fails_between_proposal_and_approval_stops_the_grant(licensing: Licensing) -> None:
    application = licensing.ready()
    licensing.propose(application)

    def banned(_session, _agency, _on):
        return [CheckResult("screening:ban", Verdict.NOT_MET, "A principal was banned today.")]

    with pytest.raises(RuleBroken, match="A principal was banned today"):
        licensing.office.does("director", deciding.approve, application, (*licensing.checks, banned))
    assert licensing.card(application).row.state is ApplicationState.PROPOSED


def test_after_the_end_of_the_law_nothing_is_decided_until_it_is_confirmed_in_writing(licensing: Licensing) -> None:
    late = date(2025, 9, 1)
    application = licensing.under_examination(on=date(2025, 8, 11))
    with pytest.raises(RuleBroken, match="2025"):
        licensing.propose(application, on=late)


def test_a_declined_proposal_goes_back_to_the_examiner_and_can_be_made_again(licensing: Licensing) -> None:
    application = licensing.ready()
    licensing.propose(application)
    licensing.office.does("director", deciding.decline, application, "The lease is not authenticated.")
    assert licensing.card(application).row.state is ApplicationState.UNDER_EXAMINATION
    licensing.propose(application)
    assert licensing.approve(application)


def test_the_proposer_takes_his_proposal_back(licensing: Licensing) -> None:
    application = licensing.ready()
    licensing.propose(application)
    licensing.office.does("licensing", deciding.take_back, application, "A paper was overlooked.")
    with pytest.raises(NotFound):
        licensing.approve(application)


# -- refusal -----------------------------------------------------------------------------------------------------------


def test_a_refusal_names_its_provisions_and_whether_the_agency_could_reply(licensing: Licensing) -> None:
    application = licensing.under_examination()
    with pytest.raises(RuleBroken, match="there was no notice"):
        licensing.propose(application, replace(REFUSAL, without_notice_because=""))
    with pytest.raises(BadInput, match="provisions"):
        licensing.propose(application, replace(REFUSAL, provisions=()))
    licensing.propose(application, REFUSAL)
    assert licensing.approve(application) == ""
    assert licensing.card(application).row.state is ApplicationState.REFUSED


def test_from_when_a_refusal_acts_is_asked_where_the_law_is_silent(licensing: Licensing) -> None:
    application = licensing.under_examination()
    with pytest.raises(BadInput, match="not set by the regulator"):
        licensing.propose(application, replace(REFUSAL, acts_from=None))


# -- the file's way ----------------------------------------------------------------------------------------------------


def test_the_clock_starts_when_the_requirements_are_met_and_runs_only_while_the_file_is_here(
    licensing: Licensing,
) -> None:
    application = licensing.under_examination()
    (clock,) = licensing.card(application).clocks
    assert (clock.key, clock.reading.state) == ("decision.grant_new", ClockState.NOT_STARTED)
    licensing.complete(application)
    (clock,) = licensing.card(application).clocks
    assert clock.reading.state is ClockState.RUNNING
    assert clock.reading.outcome.day == date(2019, 3, 11)  # five working days after Monday the 4th
    licensing.office.does(
        "licensing",
        service.return_for_completion,
        application,
        reason="The lease lapsed.",
        provision="art. 24(5)",
        on=date(2019, 3, 5),
    )
    assert licensing.card(application, date(2019, 3, 20)).clocks[0].reading.state is ClockState.PAUSED
    licensing.office.does("clerk", service.take_back, application, on=date(2019, 3, 20))
    reading = licensing.card(application, date(2019, 3, 20)).clocks[0].reading
    # the 5th had run; four working days are left after the 20th (Saturday and Sunday are free)
    assert (reading.state, reading.outcome.day) == (ClockState.RUNNING, date(2019, 3, 26))
    assert licensing.card(application, date(2019, 3, 27)).clocks[0].reading.state is ClockState.MISSED


def test_a_rejected_paper_takes_the_start_of_the_clock_back(licensing: Licensing) -> None:
    application = licensing.ready()
    licensing.office.does("licensing", papers.reject, application, "24.11", "It is of another company.")
    assert licensing.card(application).clocks[0].reading.state is ClockState.NOT_STARTED


def test_an_application_counts_as_lodged_when_any_office_first_received_it(licensing: Licensing) -> None:
    application = licensing.lodged(done_on=date(2019, 2, 20), received_first_on=date(2019, 2, 25), received_on=MONDAY)
    assert licensing.card(application).row.lodged_on == date(2019, 2, 25)
    with pytest.raises(BadInput, match="before it was"):
        licensing.lodged(licensing.agency("Zeta"), done_on=date(2019, 3, 1), received_first_on=date(2019, 2, 25))
    with pytest.raises(BadInput, match="after today"):
        licensing.lodged(licensing.agency("Eta"), received_on=date(2019, 3, 5))


def test_the_same_is_not_applied_for_twice(licensing: Licensing) -> None:
    agency = licensing.agency()
    licensing.lodged(agency)
    with pytest.raises(RuleBroken, match="open"):
        licensing.lodged(agency)
    licensing.lodged(agency, destination="JO")


def test_each_country_needs_a_licence_of_its_own(licensing: Licensing) -> None:
    with pytest.raises(RuleBroken, match=r"art\. 21\(2\)"):
        licensing.lodged(destination="")
    with pytest.raises(BadInput, match="no code of a country"):
        licensing.lodged(licensing.agency("Zeta"), destination="Saudi")


@pytest.mark.parametrize("kind", [kind for kind in ApplicationKind if kind not in ("new", "renewal")])
def test_other_kinds_are_refused_with_the_version_that_takes_them(licensing: Licensing, kind: ApplicationKind) -> None:
    with pytest.raises(RuleBroken, match=r"from version .* on"):
        licensing.lodged(kind=kind)


def test_a_withdrawn_application_is_decided(licensing: Licensing) -> None:
    application = licensing.under_examination()
    licensing.office.does("clerk", service.withdraw, application, "The partners fell out.")
    assert licensing.card(application).row.state is ApplicationState.WITHDRAWN
    with pytest.raises(RuleBroken, match="cannot become"):
        licensing.propose(application, REFUSAL)
    agency = licensing.card(application).row.agency_id
    assert licensing.office.read(list_applications, agency_id=agency, states=OPEN) == []


def test_an_auditor_lodges_nothing(licensing: Licensing) -> None:
    draft = ApplicationDraft(licensing.agency(), ApplicationKind.NEW, destination="SA")
    with pytest.raises(NotPermitted):
        licensing.office.does("auditor", service.take_in, draft)


# -- renewal -----------------------------------------------------------------------------------------------------------


def renewal(licensing: Licensing, number: str, on: date) -> str:
    licence = licensing.licence_id(number)
    agency = next(row.agency_id for row in licensing.office.read(list_licences, on) if row.number == number)
    application = licensing.ready(agency, kind=ApplicationKind.RENEWAL, licence_id=licence, destination="", on=on)
    licensing.propose(application, on=on)
    return licensing.approve(application, on=on)


def test_a_renewal_keeps_the_number_and_follows_the_last_day(licensing: Licensing) -> None:
    number = licensing.granted()
    assert renewal(licensing, number, date(2020, 1, 20)) == number
    assert licensing.status(number, date(2020, 3, 4)).state is LicenceState.IN_FORCE
    status = licensing.status(number, date(2020, 3, 4), known=date(2020, 1, 19))
    assert status.state is LicenceState.LAPSED  # as we knew it before the renewal
    assert licensing.status(number, date(2020, 3, 4)).valid_through == date(2021, 3, 3)


def test_a_late_renewal_costs_a_surcharge_and_after_the_window_it_is_refused(licensing: Licensing) -> None:
    number = licensing.granted()
    licence = licensing.licence_id(number)
    row = next(each for each in licensing.office.read(list_licences, MONDAY) if each.number == number)
    on = date(2020, 4, 20)
    application = licensing.under_examination(
        row.agency_id, kind=ApplicationKind.RENEWAL, licence_id=licence, destination="", on=on
    )
    found = {each.code: each for each in licensing.examine(application, on=on).results}
    assert "40" in found["renewal:surcharge"].sentence
    assert found["renewal:in_time"].verdict is Verdict.NOT_MET
    licensing.office.does("clerk", service.withdraw, application, "too dear", on=on)
    over = date(2020, 6, 10)
    application = licensing.under_examination(
        row.agency_id, kind=ApplicationKind.RENEWAL, licence_id=licence, destination="", on=over
    )
    found = {each.code: each for each in licensing.examine(application, on=over).results}
    assert found["renewal:late_window"].verdict is Verdict.NOT_MET


def test_a_second_licence_for_the_same_country_is_not_granted(licensing: Licensing) -> None:
    agency = licensing.agency()
    licensing.granted(agency)
    again = licensing.ready(agency)
    with pytest.raises(RuleBroken, match="already"):
        licensing.propose(again)


def test_the_public_is_told_the_law_s_word_and_nothing_else(licensing: Licensing) -> None:
    agency = licensing.agency()
    licensing.granted(agency)
    (public,) = licensing.office.read(public_status, agency, MONDAY)
    assert (public.word, public.in_force, public.destinations) == ("Valid", True, ("SA",))
    (public,) = licensing.office.read(public_status, agency, date(2020, 3, 4))
    assert (public.word, public.in_force) == ("Suspended because not renewed", False)
