"""What is due of measures: proposals to decide, provisional blocks to confirm, ends to look ahead to, approvals."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.access.approvals import approval_line, list_sent_back, list_waiting, sent_back_line
from registry_app.agencies.models import Agency
from registry_app.core.duties import About, Case, Due
from registry_app.core.texts import N_, _, ngettext, say
from registry_app.measures.models import Measure, Proposal
from registry_app.measures.queries import list_facts
from registry_app.measures.rules import LABELS, MeasureFact, ProposalOutcome
from registry_app.offices.queries import local_day
from registry_app.store.partial import equals

IMPOSE: Final = "measure:impose"
VERBS: Final = (IMPOSE, "measure:lift")
AHEAD: Final = timedelta(days=30)  # how long before its end a measure is brought up

_KINDS: Final = {
    "block_approvals": N_("Decide whether to block the approval of contracts"),
    "claim_guarantee": N_("Decide whether to claim on the guarantee"),
    "ex_parte": N_("Decide whether to go on without the defence"),
    "not_on_list": N_("Find out why the agency is missing on the list"),
    "offence": N_("Decide on a contravention"),
    "refer_to_adjudication": N_("Decide whether to refer the complaint to a hearing"),
    "replenish_guarantee": N_("See that the guarantee is made good"),
    "revoke": N_("Decide on a revocation"),
    "suspend": N_("Decide on a suspension"),
    "suspend_interim": N_("Decide on an interim suspension"),
}


def due(session: Session, on: date) -> list[Due]:
    """Everything of measures and proposals that waits for an officer."""
    return [*_proposals(session), *_running(session, on), *_approvals(session, on)]


def _proposals(session: Session) -> list[Due]:
    """One line for the proposals of one kind about one agency: the nearest day and the oldest of them count."""
    found = (
        select(
            Proposal.kind,
            Agency.id,
            Agency.number,
            Agency.name,
            func.count(),
            func.min(Proposal.due_on),
            func.min(Proposal.recorded_at),
            func.min(Proposal.provision),
            func.min(Proposal.provision) == func.max(Proposal.provision),
        )
        .join(Agency, Agency.id == Proposal.agency_id)
        .where(equals(Proposal.outcome, ProposalOutcome.OPEN))
        .group_by(Proposal.kind, Agency.id, Agency.number, Agency.name)
    )
    day_of = local_day(session)
    return [
        Due(
            code=f"proposal:{kind}",
            step=_proposed(kind, count),
            case=Case(About.AGENCY, agency_id, number, agency, agency_id),
            day=day,
            source=provision if one else say(_("{provision} and others"), provision=provision),
            permission="proposal:decide",
            since=day_of(since),
        )
        for kind, agency_id, number, agency, count, day, since, provision, one in session.execute(found)
    ]


def _proposed(kind: str, count: int) -> str:
    words = (
        _(_KINDS[kind])
        if kind in _KINDS
        else say(_("Decide on what was proposed: {kind}"), kind=kind.replace("_", " "))
    )
    if count == 1:
        return words
    return words + ngettext(" ({count} proposal)", " ({count} proposals)", count).format(count=count)


def _running(session: Session, on: date) -> list[Due]:
    """Provisional measures that end unless another person confirms them, and others that end before long."""
    agencies = select(Measure.agency_id).where(Measure.decided_on.is_not(None), Measure.ends_on >= on)
    facts = [fact for fact in list_facts(session, set(session.scalars(agencies))) if _ends_before_long(fact, on)]
    ids = [fact.id for fact in facts]
    confirmed = set(session.scalars(select(Measure.confirms_id).where(Measure.confirms_id.in_(ids))))
    found = select(Measure.id, Measure.proposed_by, Agency.number, Agency.name)
    named = {
        measure_id: (proposer, number, name)
        for measure_id, proposer, number, name in session.execute(
            found.join(Agency, Agency.id == Measure.agency_id).where(Measure.id.in_(ids))
        )
    }
    return [_ending(fact, *named[fact.id]) for fact in facts if fact.id not in confirmed]


def _ends_before_long(fact: MeasureFact, on: date) -> bool:
    last = fact.last_day(date.max)
    return fact.stands(on, date.max) and last is not None and last <= on + AHEAD


def _ending(fact: MeasureFact, proposer: uuid.UUID, number: str, agency: str) -> Due:
    if fact.provisional:
        code, permission, not_by = "measure:confirm", "decision:approve", frozenset({proposer})
        step = _("Confirm what one person ordered alone, or it ends by itself")
    else:
        code, permission, not_by = "measure:ends", IMPOSE, frozenset()
        step = say(_("Decide what follows when this measure ends: {measure}"), measure=_(LABELS[fact.kind]))
    return Due(
        code=code,
        step=step,
        case=Case(About.AGENCY, fact.agency_id, number, agency, fact.agency_id),
        day=fact.last_day(date.max),
        source=fact.provision,
        permission=permission,
        since=fact.starts_on,
        not_by=not_by,
    )


def _approvals(session: Session, on: date) -> list[Due]:
    waiting, back = list_waiting(session, VERBS), list_sent_back(session, VERBS, on)
    found = (
        select(Measure.id, Agency.id, Agency.number, Agency.name, Measure.starts_on, Measure.provision)
        .join(Agency, Agency.id == Measure.agency_id)
        .where(Measure.id.in_([each.subject_id for each in (*waiting, *back)]))
    )
    about = {
        measure_id: (Case(About.AGENCY, agency_id, number, agency, agency_id), starts_on, provision)
        for measure_id, agency_id, number, agency, starts_on, provision in session.execute(found)
    }
    day_of = local_day(session)
    lines = []
    for each in waiting:
        case, starts_on, provision = about[each.subject_id]
        imposes = each.verb == IMPOSE
        step = _("Approve or decline the measure") if imposes else _("Approve or decline the end of the measure")
        # nothing is imposed for days that are over
        day = starts_on if imposes else None
        lines.append(approval_line(each, case, step, day_of(each.asked_at), source=provision, day=day))
    for each in back:
        case, _starts_on, provision = about[each.subject_id]
        step, since = _("Propose the measure anew, or leave it"), day_of(each.decided_at or each.asked_at)
        lines.append(sent_back_line(each, case, step, since, source=provision, permission=IMPOSE))
    return lines
