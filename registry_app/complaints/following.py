"""Looking through a complaint on a day: for what was missed, the rule book's consequence is proposed; nothing acts alone."""

from __future__ import annotations

import uuid
from typing import Final

from sqlalchemy.orm import Session

from registry_app.complaints.deadlines import Deadline, deadlines
from registry_app.complaints.models import Complaint
from registry_app.complaints.money import SumRow, overdue
from registry_app.complaints.queries import payment_rows, sum_rows
from registry_app.complaints.rules import EventKind, State, SumKind
from registry_app.complaints.steps import (
    current_state,
    events_of,
    get_record,
    propose_consequences,
    propose_one,
    respondents_of,
)
from registry_app.core.actor import Actor
from registry_app.core.check_results import Verdict
from registry_app.core.texts import _, say
from registry_app.offices.queries import work_calendar
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.values import UNKNOWN, Consequence, Force, Item
from registry_app.store import unit

CLAIM: Final = "claim_guarantee"


def follow_up(session: Session, actor: Actor, complaint_id: uuid.UUID) -> list[uuid.UUID]:
    """Propose what the law attaches to terms and payments that were surely missed by today; returns the proposals.

    What cannot be told proposes nothing. Done twice, it proposes once.
    """
    actor.must("complaint:conciliate")
    complaint = get_record(session, actor, complaint_id)
    rules, calendar = get_rules(session, actor.today), work_calendar(session, complaint.office_id)
    terms = deadlines(rules, events_of(session, complaint.id), calendar, actor.today)
    state = current_state(session, complaint)
    proposals = _missed_terms(session, actor, complaint, state, {term.key: term for term in terms})
    sums = sum_rows(session, complaint, rules, calendar, actor.today)
    proposals += _missed_payments(session, actor, complaint, rules, sums)
    unit.verb(session, "complaint:followed_up", complaint, label=complaint.number, proposals=len(proposals))
    return proposals


def _missed_terms(
    session: Session, actor: Actor, complaint: Complaint, state: State, terms: dict[str, Deadline]
) -> list[uuid.UUID]:
    proposals = []
    if state is State.CONCILIATION and terms["complaint.conciliation"].missed is Verdict.MET:
        reason = say(_("There was no settlement of complaint {number} within the term."), number=complaint.number)
        proposals += propose_consequences(session, actor, complaint, "complaint.conciliation_failed", "", reason)
    failed = any(event.kind is EventKind.CONCILIATION_FAILED for event in events_of(session, complaint.id))
    if state is State.CONCILIATION and failed:
        reason = say(_("Conciliation of complaint {number} failed."), number=complaint.number)
        proposals += propose_consequences(session, actor, complaint, "complaint.conciliation_failed", "", reason)
    if state is State.HEARING and terms["complaint.defence"].missed is Verdict.MET:
        reason = say(_("No defence was received in complaint {number} within the term."), number=complaint.number)
        proposals += propose_consequences(session, actor, complaint, "complaint.defence_missed", "", reason)
    return list(dict.fromkeys(proposals))


def _missed_payments(
    session: Session, actor: Actor, complaint: Complaint, rules: RuleSet, sums: list[SumRow]
) -> list[uuid.UUID]:
    payments = payment_rows(session, complaint)
    proposals: list[uuid.UUID] = []
    settled = [row for row in sums if row.kind is SumKind.SETTLED]
    if settled and overdue(settled, payments, actor.today).verdict is Verdict.NOT_MET:
        reason = say(_("The settlement of complaint {number} was not kept."), number=complaint.number)
        key = "complaint.conciliation_defiance"
        proposals += propose_consequences(session, actor, complaint, key, "settlement_broken", reason)
    ordered = [row for row in sums if row.kind is SumKind.ORDERED]
    late = overdue(ordered, payments, actor.today)
    if ordered and late.verdict is Verdict.NOT_MET:
        amounts = ", ".join(str(amount) for amount in late.amounts)
        reason = say(_("{amounts} of complaint {number} is past due."), amounts=amounts, number=complaint.number)
        proposals += _claims(session, actor, complaint, rules, reason)
    return proposals


def _claims(session: Session, actor: Actor, complaint: Complaint, rules: RuleSet, reason: str) -> list[uuid.UUID]:
    """A claim on the guarantee, where the rule book lets it be drawn on for the execution of an order."""
    grounds = rules.answer("guarantee.draw_grounds", actor.today).listed(Item)
    if grounds is UNKNOWN:
        return []
    return [
        propose_one(
            session,
            actor,
            complaint,
            respondent,
            Consequence(CLAIM, Force.MAY, ground.provision, ground=ground.code),
            reason,
        )
        for ground in grounds
        if ground.code == "execution"
        for respondent in respondents_of(session, complaint)
        if respondent.agency_id is not None
    ]
