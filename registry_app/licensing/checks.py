"""What licensing has to say: about an application itself, and about an agency for decisions and certificates elsewhere."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.dates import WorkCalendar
from registry_app.core.texts import _, say
from registry_app.licensing import queries
from registry_app.licensing.checklist import examine_all
from registry_app.licensing.decisions import Standing
from registry_app.licensing.models import Application, Condition, Decision
from registry_app.licensing.rules import KIND_LABELS, OPEN, STATE_LABELS
from registry_app.licensing.standing import get_status, list_licences
from registry_app.licensing.status import STATE_LABELS as LICENCE_LABELS
from registry_app.licensing.status import LicenceState, Status
from registry_app.offices.queries import work_calendar
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.terms import has_lapsed, in_time, last_day
from registry_app.rulebook.values import UNKNOWN, LateStep, Term

# -- about an application, by its id ---------------------------------------------------------------------------------


def papers_are_complete(session: Session, application_id: uuid.UUID, on: date) -> list[CheckResult]:
    """What every line of the check list says on a day."""
    application = session.get_one(Application, application_id)
    items = queries.list_items(session, application_id)
    if not items:
        return [
            CheckResult(
                "paper:list",
                Verdict.CANNOT_TELL,
                _("The application has no check list yet."),
                source="",
                hint=_("Lodge it first."),
            )
        ]
    return examine_all((item.fact for item in items), on, work_calendar(session, application.office_id))


def application_fits(session: Session, application_id: uuid.UUID, on: date) -> list[CheckResult]:
    """What is asked of the kind of application: the limit of licences for a new one, the day for a renewal."""
    application = session.get_one(Application, application_id)
    law = get_rules(session, on)
    if application.licence_id is not None:
        calendar = work_calendar(session, application.office_id)
        status = get_status(session, application.licence_id, on)
        return _renewal_in_time(status, application.lodged_on or on, law, calendar)
    return [*_ceiling(session, law, on), *_no_second_licence(session, application, law, on)]


def _renewal_in_time(status: Status, lodged: date, law: RuleSet, calendar: WorkCalendar) -> list[CheckResult]:
    """Whether renewal was applied for by the law's day; if not, which step of the late ladder, or that all are over."""
    expiry = status.valid_through
    if status.state in (LicenceState.NONE, LicenceState.REVOKED, LicenceState.SURRENDERED) or expiry is None:
        sentence = say(_("The licence is {state}; it cannot be renewed."), state=_(LICENCE_LABELS[status.state]))
        return [CheckResult("renewal:licence", Verdict.NOT_MET, sentence)]
    latest = law.answer("renewal.latest", lodged)
    term = latest.of(Term)
    if term is UNKNOWN:
        sentence = _("By when renewal must be applied for is not set by the regulator.")
        return [CheckResult("renewal:in_time", Verdict.CANNOT_TELL, sentence, Level.NOTE, latest.source)]
    kept = in_time(last_day(term, expiry, calendar), term, lodged)
    if kept.verdict is Verdict.MET:
        sentence = say(_("Renewal was applied for in time, on {day}."), day=lodged)
        return [CheckResult("renewal:in_time", Verdict.MET, sentence, Level.WARNING, latest.source)]
    late = CheckResult("renewal:in_time", kept.verdict, kept.reason, Level.WARNING, latest.source)
    return [late, *_late_ladder(law, expiry, calendar, lodged)]


def _late_ladder(law: RuleSet, expiry: date, calendar: WorkCalendar, lodged: date) -> list[CheckResult]:
    answer = law.answer("renewal.late", lodged)
    steps = answer.listed(LateStep)
    if steps is UNKNOWN or lodged <= expiry:
        return []
    for step in steps:
        over = has_lapsed(last_day(step.up_to, expiry, calendar), lodged)
        if over.verdict is Verdict.NOT_MET:
            sentence = say(_("Late renewal: {percent} per cent on top of the fee."), percent=step.percent)
            return [CheckResult("renewal:surcharge", Verdict.NOT_MET, sentence, Level.WARNING, step.provision)]
        if over.verdict is Verdict.CANNOT_TELL:
            sentence = say(_("Which step of the late ladder applies cannot be told: {reason}"), reason=over.reason)
            return [CheckResult("renewal:surcharge", Verdict.CANNOT_TELL, sentence, Level.WARNING, step.provision)]
    sentence = say(_("The time for late renewal of a licence valid through {last} is over."), last=expiry)
    hint = _("Refuse the application; what follows is decided, the calendar never revokes.")
    return [CheckResult("renewal:late_window", Verdict.NOT_MET, sentence, source=answer.source, hint=hint)]


def _ceiling(session: Session, law: RuleSet, on: date) -> list[CheckResult]:
    answer = law.answer("licence.ceiling", on)
    most = answer.of(int)
    if most is UNKNOWN:
        sentence = _("How many licences there may be is not set by the regulator.")
        return [CheckResult("licence:ceiling", Verdict.CANNOT_TELL, sentence, Level.NOTE, answer.source)]
    ended = (LicenceState.REVOKED, LicenceState.SURRENDERED, LicenceState.EXPIRED)
    there = sum(row.status.state not in ended for row in list_licences(session, on))
    sentence = say(_("{there} licences of at most {most} are given."), there=there, most=most)
    verdict = Verdict.MET if there < most else Verdict.NOT_MET
    return [CheckResult("licence:ceiling", verdict, sentence, source=answer.source)]


def _no_second_licence(session: Session, application: Application, law: RuleSet, on: date) -> list[CheckResult]:
    answer = law.answer("licence.per_destination", on)
    for row in list_licences(session, on, agency_id=application.agency_id):
        destinations = row.scope.get("destinations", [])
        same = row.category == application.category and (
            not destinations or not application.destination or application.destination in destinations
        )
        if same and row.status.state not in (LicenceState.REVOKED, LicenceState.SURRENDERED, LicenceState.EXPIRED):
            sentence = say(_("The agency holds licence {number} for the same already."), number=row.number)
            hint = _("It has to be renewed, not granted a second time.")
            return [CheckResult("licence:second", Verdict.NOT_MET, sentence, source=answer.source, hint=hint)]
    return [
        CheckResult("licence:second", Verdict.MET, _("The agency holds no licence for the same."), source=answer.source)
    ]


# -- about an agency, for other features -----------------------------------------------------------------------------


def licence_valid(session: Session, agency_id: uuid.UUID, on: date) -> list[CheckResult]:
    """At least one licence of the agency is in force; each other one is noted with its state."""
    rows = list_licences(session, on, agency_id=agency_id)
    if not rows:
        sentence = _("The agency holds no licence.")
        return [CheckResult("licence:valid", Verdict.NOT_MET, sentence, hint=_("It may apply for one."))]
    good = [row for row in rows if row.status.in_force]
    results = []
    for row in rows:
        sentence = say(
            _("Licence {number}, valid through {last}: {state}."),
            number=row.number,
            last=row.status.valid_through,
            state=_(LICENCE_LABELS[row.status.state]),
        )
        source = next((ground.provision for ground in row.status.grounds if ground.provision), "")
        level = Level.BLOCKER if row.status.in_force or not good else Level.NOTE
        verdict = Verdict.MET if row.status.in_force else Verdict.NOT_MET
        if row.status.doubts:
            verdict, sentence = Verdict.CANNOT_TELL, " ".join((sentence, *row.status.doubts))
        results.append(CheckResult("licence:valid", verdict, sentence, level, source, row.number))
    return results


def agency_has_no_open_application(session: Session, agency_id: uuid.UUID, on: date) -> list[CheckResult]:
    """No application of the agency waits for a decision; `on` is not asked: what is open is open now."""
    rows = queries.list_applications(session, agency_id=agency_id, states=OPEN)
    if not rows:
        sentence = _("No application of the agency is open.")
        return [CheckResult("application:open", Verdict.MET, sentence, Level.WARNING)]
    return [
        CheckResult(
            "application:open",
            Verdict.NOT_MET,
            say(
                _("Application {number} ({kind}) is {state}."),
                number=row.number,
                kind=_(KIND_LABELS[row.kind]),
                state=_(STATE_LABELS[row.state]),
            ),
            Level.WARNING,
            field=row.number,
        )
        for row in rows
    ]


def conditions_are_met(session: Session, agency_id: uuid.UUID, on: date) -> list[CheckResult]:
    """No condition of a decision on the agency is past its deadline."""
    found = (
        select(Condition)
        .join(Decision, Decision.id == Condition.decision_id)
        .where(
            Decision.agency_id == agency_id,
            Decision.standing == Standing.DECIDED,
            Decision.set_aside_by.is_(None),
            Condition.due_on < on,
        )
        .order_by(Condition.due_on, Condition.id)
    )
    late = [each for each in session.scalars(found) if each.met_on is None or each.met_on > on]
    if not late:
        return [CheckResult("condition:met", Verdict.MET, _("No condition of a decision is past its deadline."))]
    return [
        CheckResult(
            "condition:met",
            Verdict.NOT_MET,
            say(_("A condition was due on {day}: {text}"), day=each.due_on, text=each.text),
            source=each.provision,
        )
        for each in late
    ]
