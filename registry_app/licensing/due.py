"""What is due of licensing: applications to be examined and decided by the clock, decisions to be served, conditions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access.approvals import approval_line, list_sent_back, list_waiting, sent_back_line
from registry_app.agencies.models import Agency
from registry_app.core.duties import About, Case, Due
from registry_app.core.texts import N_, _, say
from registry_app.licensing.after_decisions import after_decisions
from registry_app.licensing.decisions import KIND_LABELS as DECISION_LABELS
from registry_app.licensing.decisions import Standing
from registry_app.licensing.models import Decision, Licence
from registry_app.licensing.open_applications import OpenApplication, examiners, list_open
from registry_app.licensing.rules import KIND_LABELS, ApplicationState
from registry_app.offices.queries import local_day
from registry_app.proceedings.clocks import read_clocks
from registry_app.proceedings.queries import ClockView
from registry_app.rulebook.terms import by_when

ON_APPLICATION: Final = "licence:decide"
ON_LICENCE: Final = "licence:act"
VERBS: Final = (ON_APPLICATION, ON_LICENCE)

# the step that each state waits for: code, words, permission; a returned file waits for the agency
_STEPS: Final = {
    ApplicationState.DRAFT: ("application:lodge", N_("Lodge or withdraw: {kind}"), "application:lodge"),
    ApplicationState.LODGED: ("application:take_up", N_("Take up for examination: {kind}"), "application:examine"),
    ApplicationState.UNDER_EXAMINATION: (
        "application:propose",
        N_("Examine and propose a decision: {kind}"),
        "decision:propose",
    ),
}
_Clocks = Mapping[uuid.UUID, Sequence[ClockView]]


def due(session: Session, on: date) -> list[Due]:
    """Everything of licensing that waits for an officer on a day."""
    applications = list_open(session)
    clocks = read_clocks(session, [each.case.id for each in applications], on)
    decided_by_two = _on_applications(session, on, applications, clocks)
    taken = {line.case.id for line in decided_by_two}
    return [
        *(_step(each, clocks) for each in applications if each.state in _STEPS and each.case.id not in taken),
        *decided_by_two,
        *_on_licences(session, on),
        *after_decisions(session, on),
    ]


def _step(application: OpenApplication, clocks: _Clocks) -> Due:
    code, words, permission = _STEPS[application.state]
    day, certain, source = _clock(application.case.id, clocks)
    in_hand = application.state is ApplicationState.UNDER_EXAMINATION
    return Due(
        code=code,
        step=say(_(words), kind=_(KIND_LABELS[application.kind])),
        case=application.case,
        day=day,
        source=source,
        permission=permission,
        since=application.moved_on or application.begun_on,
        certain=certain,
        officer_id=application.moved_by if in_hand else None,
    )


def _clock(application_id: uuid.UUID, clocks: _Clocks) -> tuple[date | None, bool, str]:
    """By when the law wants it decided, whether that is certain, and by which provision."""
    days = [(*by_when(clock.reading.outcome), clock.provision) for clock in clocks.get(application_id, ())]
    running = [(day, certain, provision) for day, certain, provision in days if day is not None]
    if running:
        return min(running)
    return (None, True, days[0][2]) if days else (None, True, _("not set by the regulator"))


def _on_applications(session: Session, on: date, applications: Sequence[OpenApplication], clocks: _Clocks) -> list[Due]:
    """Proposals on applications that wait for a second person, and those that came back and are not proposed anew."""
    by_id = {each.case.id: each for each in applications}
    waiting = [each for each in list_waiting(session, [ON_APPLICATION]) if each.subject_id in by_id]
    back = [each for each in list_sent_back(session, [ON_APPLICATION], on) if each.subject_id in by_id]
    examined = examiners(session, [each.subject_id for each in waiting])
    day_of = local_day(session)
    lines = []
    for each in waiting:
        application = by_id[each.subject_id]
        day, certain, source = _clock(application.case.id, clocks)
        step = say(_("Approve or decline: {kind}"), kind=_(KIND_LABELS[application.kind]))
        not_by = examined.get(application.case.id, set())
        since = day_of(each.asked_at)
        lines.append(
            approval_line(each, application.case, step, since, source=source, day=day, certain=certain, not_by=not_by)
        )
    for each in back:
        application = by_id[each.subject_id]
        if application.state is not ApplicationState.UNDER_EXAMINATION:
            continue
        day, certain, source = _clock(application.case.id, clocks)
        step = say(_("Examine again and propose: {kind}"), kind=_(KIND_LABELS[application.kind]))
        since = day_of(each.decided_at or each.asked_at)
        lines.append(
            sent_back_line(
                each,
                application.case,
                step,
                since,
                source=source,
                permission="decision:propose",
                day=day,
                certain=certain,
            )
        )
    return lines


def _on_licences(session: Session, on: date) -> list[Due]:
    """The same for decisions on a licence itself; the newest decision proposed is the one that was asked for."""
    waiting, back = list_waiting(session, [ON_LICENCE]), list_sent_back(session, [ON_LICENCE], on)
    found = (
        select(Licence.id, Licence.number, Agency.id, Agency.name, Decision.kind, Decision.provisions)
        .join(Agency, Agency.id == Licence.agency_id)
        .join(Decision, Decision.licence_id == Licence.id)
        .where(
            Licence.id.in_([each.subject_id for each in (*waiting, *back)]),
            Decision.application_id.is_(None),
            Decision.standing.in_([Standing.PROPOSED, Standing.DECLINED]),
        )
        .order_by(Decision.id)
    )
    about = {
        licence_id: (Case(About.LICENCE, licence_id, number, agency, agency_id), kind, ", ".join(provisions))
        for licence_id, number, agency_id, agency, kind, provisions in session.execute(found)
    }
    day_of = local_day(session)
    lines = []
    for each in waiting:
        case, kind, source = about[each.subject_id]
        step = say(_("Approve or decline: {kind}"), kind=_(DECISION_LABELS[kind]))
        lines.append(approval_line(each, case, step, day_of(each.asked_at), source=source))
    for each in back:
        case, kind, source = about[each.subject_id]
        step = say(_("Propose anew or leave it: {kind}"), kind=_(DECISION_LABELS[kind]))
        since = day_of(each.decided_at or each.asked_at)
        lines.append(sent_back_line(each, case, step, since, source=source, permission="decision:propose"))
    return lines
