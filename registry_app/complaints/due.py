"""What is due of complaints: the next step of each, decisions to approve, workers to be heard about their money."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from registry_app.access.approvals import Asked, approval_line, list_sent_back, list_waiting, sent_back_line
from registry_app.complaints.deadlines import law_events
from registry_app.complaints.models import (
    ComplaintAllegation,
    ComplaintDecision,
    ComplaintPayment,
    ComplaintSettlement,
    WorkerAcknowledgement,
)
from registry_app.complaints.next_steps import ASK_BODY, SEE_PAID, STEPS, next_step
from registry_app.complaints.open_complaints import OpenComplaint, list_open
from registry_app.complaints.rules import State
from registry_app.core.duties import Case, Due
from registry_app.core.texts import _, say
from registry_app.offices.queries import get_info, local_day, work_calendar
from registry_app.rulebook.queries import find_adoption, get_rules
from registry_app.rulebook.terms import by_when, last_day_from
from registry_app.rulebook.values import UNKNOWN, Term, Unknown
from registry_app.store.blocks import in_blocks

VERBS: Final = ("complaint:decide",)
_ByLaw = tuple[date | None, bool, str]
_DEFENCE: Final = "complaint.defence"
# made once: an alias of a table takes longer to make than to ask
_WORD: Final = aliased(WorkerAcknowledgement)
_AGAIN: Final = aliased(ComplaintDecision)


def due(session: Session, on: date) -> list[Due]:
    """Everything of complaints that waits for an officer on a day."""
    complaints = list_open(session)
    return [
        *next_steps(session, complaints, on),
        *_to_hear(session, {each.case.id: each.case for each in complaints}),
    ]


def next_steps(session: Session, complaints: Sequence[OpenComplaint], on: date) -> list[Due]:
    """The next step of each of these open complaints; a proposed decision waits for its approval instead."""
    open_by_id = {each.case.id: each for each in complaints}
    decisions = _approvals(session, on, open_by_id)
    in_decision = {line.case.id for line in decisions}
    by_law = _by_law(session, on)
    agreed = _agreed(session, [each.case.id for each in complaints if each.state is State.SETTLED])
    steps = [_step(each, by_law, agreed) for each in complaints if each.case.id not in in_decision]
    return [*(step for step in steps if step is not None), *decisions]


def _step(
    complaint: OpenComplaint, by_law: Callable[[str, OpenComplaint], _ByLaw], agreed: Mapping[uuid.UUID, date]
) -> Due | None:
    step = next_step(complaint.state, complaint.has)
    if step is None:
        return None
    words = _(step.words)
    if step is ASK_BODY and complaint.referral is not None:
        words = say(words, body=complaint.referral.body)
        day, certain, source = complaint.referral.answer_due_on, True, _("as the referral says")
    elif step is SEE_PAID:
        day, certain, source = agreed.get(complaint.case.id), True, _("as the settlement says")
    else:
        day, certain, source = by_law(step.term, complaint)
    return Due(
        code=step.code,
        step=words,
        case=complaint.case,
        day=day,
        source=source,
        permission=step.permission,
        since=complaint.moved_on,
        certain=certain,
    )


def _by_law(session: Session, on: date) -> Callable[[str, OpenComplaint], _ByLaw]:
    """By when the rule book wants a step; terms that run from the same days are counted once."""
    if find_adoption(session, on) is None:
        return lambda _key, _complaint: (None, True, _("not set by the regulator"))
    rules = get_rules(session, on)
    calendar = work_calendar(session, get_info(session).office_id)
    keys = {step.term for step in STEPS if step.term} | {_DEFENCE}
    terms = {key: rules.term(key, on) for key in keys}
    sources = {key: rules.answer(key, on).source for key in keys}
    counted: dict[tuple[str, tuple[tuple[str, date], ...]], tuple[date | None, bool]] = {}

    def count(key: str, term: Term, proven: Mapping[str, date]) -> tuple[date | None, bool]:
        starts = tuple((event, proven[event]) for event in _events_of(term) if event in proven)
        if (key, starts) not in counted:
            counted[key, starts] = by_when(last_day_from(term, dict(starts), calendar))
        return counted[key, starts]

    def by_law(key: str, complaint: OpenComplaint) -> _ByLaw:
        term: Term | Unknown = terms.get(key, UNKNOWN)
        if term is UNKNOWN:
            return None, True, _("not set by the regulator")
        proven = law_events(complaint.happened, on)
        defence = terms[_DEFENCE]
        if "defence_due" in _events_of(term) and defence is not UNKNOWN:
            day, certain = count(_DEFENCE, defence, proven)
            if day is not None and certain and day <= on:
                proven["defence_due"] = day
        return (*count(key, term, proven), sources[key])

    return by_law


def _events_of(term: Term) -> tuple[str, ...]:
    return term.may_start if term.starts is UNKNOWN else (term.starts,)


def _agreed(session: Session, complaints: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    """When what was settled is to be paid, the latest of several settlements."""
    days: dict[uuid.UUID, date] = {}
    settlement = ComplaintSettlement
    for block in in_blocks(complaints):
        found = (
            select(settlement.complaint_id, func.max(settlement.due_on))
            .where(settlement.complaint_id.in_(block), settlement.set_aside_by.is_(None))
            .group_by(settlement.complaint_id)
        )
        days.update((complaint_id, day) for complaint_id, day in session.execute(found))
    return days


def _to_hear(session: Session, cases: Mapping[uuid.UUID, Case]) -> list[Due]:
    """Payments that somebody says to have made: only the worker's own word makes one count."""
    word = _WORD
    acknowledged = select(word.id).where(
        word.subject_id == ComplaintPayment.id, word.about == "payment", word.set_aside_by.is_(None)
    )
    lines = []
    for block in in_blocks(cases):
        found = (
            select(ComplaintAllegation.complaint_id, func.min(ComplaintPayment.paid_on))
            .join(ComplaintPayment, ComplaintPayment.allegation_id == ComplaintAllegation.id)
            .where(
                ComplaintAllegation.complaint_id.in_(block),
                ComplaintPayment.set_aside_by.is_(None),
                ~acknowledged.exists(),
            )
            .group_by(ComplaintAllegation.complaint_id)
        )
        step = _("Hear the worker alone: has the money come?")
        source = _("not set by the regulator")
        lines += [
            Due("payment:hear_worker", step, cases[complaint_id], None, source, "complaint:conciliate", since=paid_on)
            for complaint_id, paid_on in session.execute(found)
        ]
    return lines


def _approvals(session: Session, on: date, complaints: Mapping[uuid.UUID, OpenComplaint]) -> list[Due]:
    """Decisions that wait for a second person, and those that came back while the complaint is still in hearing."""
    waiting, back = list_waiting(session, VERBS), list_sent_back(session, VERBS, on)
    again = _AGAIN
    anew = select(again.id).where(again.complaint_id == ComplaintDecision.complaint_id, again.id > ComplaintDecision.id)
    found = select(
        ComplaintDecision.id, ComplaintDecision.complaint_id, ComplaintDecision.provision, anew.exists()
    ).where(ComplaintDecision.id.in_([each.subject_id for each in (*waiting, *back)]))
    about = {
        decision: (complaints[complaint_id], provision, newer)
        for decision, complaint_id, provision, newer in session.execute(found)
        if complaint_id in complaints
    }
    day_of = local_day(session)
    lines = []
    for each in waiting:
        if each.subject_id in about:
            complaint, provision, _newer = about[each.subject_id]
            step, since = _("Approve or decline the decision"), day_of(each.asked_at)
            lines.append(approval_line(each, complaint.case, step, since, source=provision))
    for each in back:
        if each.subject_id in about and _is_open_again(*about[each.subject_id]):
            complaint, provision, _newer = about[each.subject_id]
            lines.append(_sent_back(each, complaint.case, provision, day_of(each.decided_at or each.asked_at)))
    return lines


def _is_open_again(complaint: OpenComplaint, _provision: str, newer: bool) -> bool:
    return complaint.state is State.HEARING and not newer


def _sent_back(asked: Asked, case: Case, source: str, since: date) -> Due:
    step = _("Decide again: the decision was sent back")
    return sent_back_line(asked, case, step, since, source=source, permission="complaint:decide")
