"""What is left to do once a decision was announced or taken: its notice, its service, its conditions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.core.check_results import Verdict
from registry_app.core.duties import About, Case, Due
from registry_app.core.texts import _, say
from registry_app.correspondence.models import Service
from registry_app.licensing.decisions import KIND_LABELS, DecisionKind, Standing
from registry_app.licensing.models import Application, Condition, Decision, Licence
from registry_app.licensing.rules import ApplicationKind
from registry_app.offices.queries import work_calendar
from registry_app.proceedings.models import Notice
from registry_app.proceedings.queries import TermView, terms_of
from registry_app.rulebook.queries import find_adoption, get_rules
from registry_app.rulebook.terms import by_when, has_lapsed, last_day_from
from registry_app.rulebook.values import UNKNOWN
from registry_app.store.partial import equals, one_of

# what an agency must be told with proof: the time to call upon the court runs from it
_SERVED: Final = (DecisionKind.REFUSE, DecisionKind.SUSPEND, DecisionKind.REVOKE)
_COMMUNICATED: Final = {
    ApplicationKind.NEW: "decision.refuse_new",
    ApplicationKind.RENEWAL: "decision.refuse_renewal",
}


def after_decisions(session: Session, on: date) -> list[Due]:
    """Notices to serve or decide upon, decisions to serve, conditions to look after."""
    return [*_notices(session, on), *_to_serve(session, on), *_conditions(session)]


def _case(application: Application | None, licence: Licence | None, agency: Agency) -> Case:
    if application is not None:
        return Case(About.APPLICATION, application.id, application.number, agency.name, agency.id)
    if licence is not None:
        return Case(About.LICENCE, licence.id, licence.number, agency.name, agency.id)
    return Case(About.AGENCY, agency.id, agency.number, agency.name, agency.id)


def _standing_on(application: Application | None, licence: Licence | None, agency: Agency) -> Case:
    """What a condition stands on: the licence once there is one."""
    return _case(application if licence is None else None, licence, agency)


def _stands() -> ColumnElement[bool]:
    return equals(Decision.standing, Standing.DECIDED) & Decision.set_aside_by.is_(None)


def _to_serve(session: Session, on: date) -> list[Due]:
    """Decisions against an agency whose service is not proven, and of which no service was ordered yet.

    Where one was ordered, correspondence says what is missing.
    """
    ordered = select(Service.id).where(Service.document_id == Decision.id)
    found = (
        select(Decision, Agency, Application, Licence)
        .join(Agency, Agency.id == Decision.agency_id)
        .outerjoin(Application, Application.id == Decision.application_id)
        .outerjoin(Licence, Licence.id == Decision.licence_id)
        .where(one_of(Decision.kind, _SERVED), _stands(), Decision.service_id.is_(None), ~ordered.exists())
        .order_by(Decision.id)
    )
    rows = session.execute(found).all()
    by_day = _communicated_by(session, on) if rows else None
    lines = []
    for decision, agency, application, licence in rows:
        assert by_day is not None
        day, certain, source = by_day(decision, application)
        lines.append(
            Due(
                code="decision:serve",
                step=say(_("Serve the decision: {kind}"), kind=_(KIND_LABELS[decision.kind])),
                case=_case(application, licence, agency),
                day=day,
                source=source,
                permission="service:record",
                since=decision.decided_on,
                certain=certain,
            )
        )
    return lines


_ByWhen = Callable[[Decision, Application | None], tuple[date | None, bool, str]]


def _communicated_by(session: Session, on: date) -> _ByWhen:
    """By when a refusal must be communicated, as the rule book of the day has it."""
    rules = get_rules(session, on) if find_adoption(session, on) is not None else None

    def by_day(decision: Decision, application: Application | None) -> tuple[date | None, bool, str]:
        key = _COMMUNICATED.get(application.kind) if application is not None else None
        if rules is None or key is None or application is None:
            return None, True, _("not set by the regulator")
        answer, term = rules.answer(key, on), rules.term(key, on)
        if term is UNKNOWN:
            return None, True, answer.source
        happened = {"lodged": application.lodged_on, "refusal_decided": decision.decided_on}
        proven = {event: day for event, day in happened.items() if day is not None}
        outcome = last_day_from(term, proven, work_calendar(session, decision.office_id))
        return (*by_when(outcome), answer.source)

    return by_day


def _notices(session: Session, on: date) -> list[Due]:
    """Notices of intended decisions that are neither withdrawn nor followed by the decision."""
    followed = select(Decision.id).where(Decision.notice_id == Notice.id)
    found = (
        select(Notice, Agency, Application, Licence)
        .join(Agency, Agency.id == Notice.agency_id)
        .outerjoin(Application, Application.id == Notice.subject_id)
        .outerjoin(Licence, Licence.id == Notice.subject_id)
        .where(Notice.withdrawn_on.is_(None), ~followed.exists())
        .order_by(Notice.id)
    )
    rows = session.execute(found).all()
    terms = terms_of(session, [notice.id for notice, *_rest in rows])
    lines = []
    for notice, agency, application, licence in rows:
        next_step = _after_notice(notice, terms.get(notice.id, []), on)
        if next_step is not None:
            code, step, permission, since = next_step
            lines.append(
                Due(
                    code=code,
                    step=step,
                    case=_case(application, licence, agency),
                    day=None,
                    source=", ".join(notice.provisions),
                    permission=permission,
                    since=since,
                )
            )
    return lines


def _after_notice(notice: Notice, terms: list[TermView], on: date) -> tuple[str, str, str, date | None] | None:
    """What the notice waits for: its service, our decision, or (None) the agency's reply."""
    intended = _intended(notice.intended)
    if notice.replied_on is not None:
        step = say(_("Decide after the agency's reply: {kind}"), kind=intended)
        return "notice:decide", step, "decision:propose", notice.replied_on
    if notice.served_on is None:
        step = say(_("Serve the notice: {kind}"), kind=intended)
        return "notice:serve", step, "service:record", notice.issued_on
    term = next(iter(terms), None)
    if term is not None and has_lapsed(term.outcome, on).verdict is Verdict.MET:
        step = say(_("Decide, the time to reply is over: {kind}"), kind=intended)
        return "notice:decide", step, "decision:propose", term.latest_on
    return None


def _intended(code: str) -> str:
    return _(KIND_LABELS[DecisionKind(code)]) if code in list(DecisionKind) else code.replace("_", " ")


def _conditions(session: Session) -> list[Due]:
    """Conditions with a deadline that nobody has found to be met."""
    found = (
        select(Condition, Decision, Agency, Application, Licence)
        .join(Decision, Decision.id == Condition.decision_id)
        .join(Agency, Agency.id == Decision.agency_id)
        .outerjoin(Application, Application.id == Decision.application_id)
        .outerjoin(Licence, Licence.id == Decision.licence_id)
        .where(Condition.due_on.is_not(None), Condition.met_on.is_(None), _stands())
        .order_by(Condition.id)
    )
    return [
        Due(
            code="condition:check",
            step=say(_("See whether the condition is met: {text}"), text=condition.text),
            case=_standing_on(application, licence, agency),
            day=condition.due_on,
            source=condition.provision,
            permission="application:examine",
            since=decision.decided_on,
        )
        for condition, decision, agency, application, licence in session.execute(found).all()
    ]
