"""Decision by two persons, withdrawal, and closing: nobody in the office extinguishes a worker's claim."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access import four_eyes
from registry_app.complaints.deadlines import deadlines
from registry_app.complaints.drafts import DecisionDraft, Owed, Refused, Word
from registry_app.complaints.models import (
    Complaint,
    ComplaintAllegation,
    ComplaintDecision,
    ComplaintOutcome,
    ComplaintSum,
    WorkerAcknowledgement,
)
from registry_app.complaints.money import money_table
from registry_app.complaints.queries import payment_rows, sum_rows
from registry_app.complaints.rules import EventKind, OutcomeKind, State, SumKind
from registry_app.complaints.settling import add_word, owed_sum
from registry_app.complaints.steps import (
    LONG,
    EventPapers,
    add_event,
    allegations_of,
    current_state,
    events_of,
    get_allegation,
    get_record,
    get_worker,
    must_be_open,
)
from registry_app.core.actor import Actor
from registry_app.core.check_results import Verdict
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.money import Money, total
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say
from registry_app.offices.queries import work_calendar
from registry_app.offices.rules import Matter
from registry_app.offices.service import must_hold_authority
from registry_app.rulebook.queries import get_rules
from registry_app.store import unit

VERB: Final = "complaint:decide"
_DISMISSALS: Final = frozenset({OutcomeKind.DISMISSED, OutcomeKind.TIME_BARRED, OutcomeKind.INADMISSIBLE})


def propose_decision(session: Session, actor: Actor, complaint_id: uuid.UUID, draft: DecisionDraft) -> uuid.UUID:
    """Propose a decision on every allegation: a sum ordered, or the ground on which it is not followed.

    Raises `RuleBroken` for an ex parte decision while the term of defence is not surely over: without proof of service
    it does not even run.
    """
    actor.must("complaint:decide")
    complaint = get_record(session, actor, complaint_id)
    if current_state(session, complaint) is not State.HEARING:
        raise RuleBroken(
            say(_("Complaint {number} is not in hearing."), number=complaint.number),
            hint=_("Open the hearing first; a settlement needs no decision."),
        )
    _must_answer_every_allegation(session, complaint, draft)
    if draft.ex_parte:
        _must_have_missed_defence(session, actor, complaint)
    decision = ComplaintDecision(
        complaint_id=complaint.id,
        proposed_by=actor.id,
        proposed_on=actor.today,
        decided_by=None,
        decided_on=None,
        declined_on=None,
        authority_id=None,
        approval_id=None,
        provision=required_text(draft.provision, what=_("provision")),
        reasons=required_text(draft.reasons, what=_("reasons"), limit=LONG),
        ex_parte=draft.ex_parte,
        sums=[[each.allegation, each.amount.minor, each.amount.currency, each.item] for each in draft.sums],
        outcomes=[[each.allegation, each.outcome.value, each.reason, each.provision] for each in draft.refused],
        attachment_id=draft.attachment_id,
        set_aside_by=None,
    )
    session.add(decision)
    session.flush()
    four_eyes.propose(session, actor, VERB, "decision:approve", decision, _facts(complaint, decision))
    unit.verb(session, "complaint:decision_proposed", complaint, label=complaint.number)
    return decision.id


def _must_answer_every_allegation(session: Session, complaint: Complaint, draft: DecisionDraft) -> None:
    ordered, dismissed = {each.allegation for each in draft.sums}, {each.allegation for each in draft.refused}
    if any(each.outcome not in _DISMISSALS for each in draft.refused):
        raise BadInput(
            _("A decision dismisses, finds inadmissible or time-barred; other outcomes are not its to give."),
            hint=_("A waiver is the worker's own; payment is recorded when it is made."),
        )
    there = {allegation.ordinal for allegation in allegations_of(session, complaint)}
    if ordered | dismissed != there or ordered & dismissed:
        raise BadInput(
            _("A decision answers every allegation once: with a sum, or with the ground on which it is not followed."),
            hint=say(_("The allegations are {numbers}."), numbers=", ".join(map(str, sorted(there)))),
        )
    for each in draft.sums:
        owed_sum(get_allegation(session, complaint, each.allegation), SumKind.ORDERED, each)
    for refused in draft.refused:
        required_text(refused.reason, what=_("reason"), limit=LONG)


def _must_have_missed_defence(session: Session, actor: Actor, complaint: Complaint) -> None:
    rules, calendar = get_rules(session, actor.today), work_calendar(session, actor.office_id)
    terms = deadlines(rules, events_of(session, complaint.id), calendar, actor.today)
    defence = next(term for term in terms if term.key == "complaint.defence")
    if defence.kept is not None or defence.lapsed.verdict is not Verdict.MET:
        raise RuleBroken(
            say(_("Nothing can be decided ex parte: {reason}"), reason=defence.lapsed.reason),
            hint=_("Prove the service of the summons and wait for the end of the term."),
        )


def _facts(complaint: Complaint, decision: ComplaintDecision) -> dict[str, Any]:
    return {
        "complaint": complaint.number,
        "provision": decision.provision,
        "sums": decision.sums,
        "outcomes": [[ordinal, outcome] for ordinal, outcome, *_why in decision.outcomes],
        "ex_parte": decision.ex_parte,
    }


def approve_decision(session: Session, actor: Actor, decision_id: uuid.UUID, reason: str = "") -> None:
    """Approve a decision another officer proposed: sums become ordered, settled ones it replaces are set aside."""
    actor.must("decision:approve")
    decision, complaint = _pending(session, actor, decision_id)
    get_rules(session, actor.today).must_allow_decision(actor.today)
    authority = must_hold_authority(session, actor, VERB, Matter(amount=_greatest(decision)))
    approval = four_eyes.approve(session, actor, VERB, decision, _facts(complaint, decision), reason)
    decision.decided_by, decision.decided_on = actor.id, actor.today
    decision.authority_id, decision.approval_id = authority.id, approval.id
    for ordinal, minor, currency, item in decision.sums:
        _order(
            session, get_allegation(session, complaint, ordinal), decision, Owed(ordinal, Money(minor, currency), item)
        )
    for ordinal, outcome, why, provision in decision.outcomes:
        refused = Refused(ordinal, OutcomeKind(outcome), why, provision or decision.provision)
        _add_outcome(session, actor, get_allegation(session, complaint, ordinal), refused)
    papers = EventPapers(provision=decision.provision, attachment_id=decision.attachment_id)
    add_event(session, actor, complaint, EventKind.DECIDED, actor.today, papers)
    unit.verb(
        session,
        "complaint:decided",
        complaint,
        label=complaint.number,
        reason=reason,
        provision=decision.provision,
        instrument=authority.instrument,
    )


def decline_decision(session: Session, actor: Actor, decision_id: uuid.UUID, reason: str) -> None:
    """Send a proposed decision back with the reason."""
    actor.must("decision:approve")
    decision, complaint = _pending(session, actor, decision_id)
    four_eyes.decline(session, actor, VERB, decision, required_text(reason, what=_("reason"), limit=LONG))
    decision.declined_on = actor.today
    session.flush()
    unit.verb(session, "complaint:decision_declined", complaint, label=complaint.number, reason=reason)


def _pending(session: Session, actor: Actor, decision_id: uuid.UUID) -> tuple[ComplaintDecision, Complaint]:
    decision = session.get(ComplaintDecision, decision_id)
    if decision is None or decision.decided_on is not None or decision.declined_on is not None:
        raise NotFound(_("No such decision waits for approval."), hint=_("Read the list of what waits again."))
    return decision, get_record(session, actor, decision.complaint_id)


def _greatest(decision: ComplaintDecision) -> Money | None:
    """The sum by which the authority's limit is measured: what is ordered together, where it is one currency."""
    currencies = {currency for _ordinal, _minor, currency, _item in decision.sums}
    if len(currencies) != 1:
        return None
    currency = currencies.pop()
    return total((Money(minor, currency) for _ordinal, minor, _currency, _item in decision.sums), currency)


def _order(session: Session, allegation: ComplaintAllegation, decision: ComplaintDecision, owed: Owed) -> None:
    ordered = owed_sum(allegation, SumKind.ORDERED, owed, decision_id=decision.id)
    session.add(ordered)
    session.flush()
    replaced = select(ComplaintSum).where(
        ComplaintSum.allegation_id == allegation.id,
        ComplaintSum.kind.in_((SumKind.SETTLED, SumKind.ORDERED)),
        ComplaintSum.set_aside_by.is_(None),
        ComplaintSum.decision_id.is_distinct_from(decision.id),
    )
    for old in session.scalars(replaced):
        old.set_aside_by = ordered.id
    session.flush()


def _add_outcome(session: Session, actor: Actor, allegation: ComplaintAllegation, outcome: Refused) -> None:
    session.add(
        ComplaintOutcome(
            allegation_id=allegation.id,
            kind=outcome.outcome,
            on=actor.today,
            provision=clean_text(outcome.provision, what=_("provision")),
            reason=clean_text(outcome.reason, what=_("reason"), limit=LONG),
            officer_id=actor.id,
            set_aside_by=None,
        )
    )
    session.flush()


def withdraw(
    session: Session, actor: Actor, complaint_id: uuid.UUID, on: date, reason: str, words: Sequence[Word]
) -> bool:
    """Record that the workers withdraw, each in his own word; returns whether the law lets the matter end with it.

    Where it does not (article 45(4) in Ethiopia), or says nothing, the complaint stands where it stood.
    """
    actor.must("complaint:conciliate")
    complaint = get_record(session, actor, complaint_id)
    must_be_open(session, complaint, _("a withdrawal"))
    event = add_event(session, actor, complaint, EventKind.WITHDRAWN, on, EventPapers(reason=reason))
    if not words:
        raise BadInput(
            _("Only the worker himself withdraws a complaint."), hint=_("Hear him alone and record his word.")
        )
    for word in words:
        add_word(
            session,
            actor,
            get_worker(session, complaint, word.worker),
            "withdrawal",
            event.id,
            word,
            complaint.received_on,
        )
    closes = get_rules(session, actor.today).answer("complaint.withdrawal_closes", actor.today).value is True
    unit.verb(session, "complaint:withdrawn", complaint, label=complaint.number, closes=closes)
    return closes


def record_waiver(session: Session, actor: Actor, complaint_id: uuid.UUID, allegation: int, word: Word) -> None:
    """Record that a worker gives up what he claims in one allegation: his own act, heard alone."""
    actor.must("complaint:conciliate")
    complaint = get_record(session, actor, complaint_id)
    about = get_allegation(session, complaint, allegation)
    worker = get_worker(session, complaint, word.worker)
    if worker.id != about.worker_id:
        raise BadInput(_("Nobody gives up another worker's claim."), hint=_("Hear the worker himself."))
    add_word(session, actor, worker, "waiver", about.id, word, complaint.received_on)
    unit.verb(session, "complaint:waived", complaint, label=complaint.number, allegation=allegation)


def close(
    session: Session, actor: Actor, complaint_id: uuid.UUID, on: date, outcomes: Sequence[Refused], reason: str
) -> None:
    """Close a complaint once every allegation has its outcome; what is fully paid has it by itself.

    Raises `RuleBroken` while a sum is owed: only “execution ended without result” closes then, and the debt stands.
    """
    actor.must("complaint:conciliate")
    complaint = get_record(session, actor, complaint_id)
    given = {outcome.allegation: outcome for outcome in outcomes}
    for allegation in allegations_of(session, complaint):
        if _has_outcome(session, allegation):
            continue
        outcome = _outcome(session, actor, complaint, allegation, given.get(allegation.ordinal))
        _add_outcome(session, actor, allegation, outcome)
    add_event(session, actor, complaint, EventKind.CLOSED, on, EventPapers(reason=reason))
    unit.verb(
        session, "complaint:closed", complaint, label=complaint.number, reason=clean_text(reason, what=_("reason"))
    )


def _has_outcome(session: Session, allegation: ComplaintAllegation) -> bool:
    found = select(ComplaintOutcome.id).where(
        ComplaintOutcome.allegation_id == allegation.id, ComplaintOutcome.set_aside_by.is_(None)
    )
    return session.scalars(found).first() is not None


def _outcome(
    session: Session, actor: Actor, complaint: Complaint, allegation: ComplaintAllegation, given: Refused | None
) -> Refused:
    """The outcome of one allegation: paid where it is, else what was given, as far as it can be true."""
    lines = [
        line
        for line in money_table(sum_rows(session, complaint), payment_rows(session, complaint), actor.today)
        if line.allegation == allegation.ordinal
    ]
    owed = [line for line in lines if line.binding]
    if owed and all(line.binding <= line.paid for line in owed):
        return Refused(allegation.ordinal, OutcomeKind.PAID, "")
    if given is not None and _can_be(session, complaint, allegation, given, bool(owed)):
        required_text(given.reason, what=_("reason"), limit=LONG)
        return given
    raise RuleBroken(
        say(
            _("Allegation {ordinal} of complaint {number} has no outcome that could close it."),
            ordinal=allegation.ordinal,
            number=complaint.number,
        ),
        hint=_(
            "A sum that is owed must be paid with the worker's word, waived by himself, or its execution have ended without result."
        ),
    )


def _can_be(
    session: Session, complaint: Complaint, allegation: ComplaintAllegation, given: Refused, owed: bool
) -> bool:
    state = current_state(session, complaint)
    if given.outcome is OutcomeKind.WITHOUT_RESULT:
        return owed and state is State.EXECUTION
    if given.outcome is OutcomeKind.WAIVED_BY_WORKER:
        return _has_word(session, allegation, "waiver")
    if given.outcome is OutcomeKind.SETTLED:
        return not owed and state is State.SETTLED and _settled_word(session, allegation)
    if given.outcome is OutcomeKind.INADMISSIBLE:
        return state is State.INADMISSIBLE
    return False


def _has_word(session: Session, allegation: ComplaintAllegation, about: str) -> bool:
    found = select(WorkerAcknowledgement.id).where(
        WorkerAcknowledgement.subject_id == allegation.id,
        WorkerAcknowledgement.about == about,
        WorkerAcknowledgement.set_aside_by.is_(None),
    )
    return session.scalars(found).first() is not None


def _settled_word(session: Session, allegation: ComplaintAllegation) -> bool:
    found = select(WorkerAcknowledgement.id).where(
        WorkerAcknowledgement.worker_id == allegation.worker_id,
        WorkerAcknowledgement.about == "settlement",
        WorkerAcknowledgement.set_aside_by.is_(None),
    )
    return session.scalars(found).first() is not None
