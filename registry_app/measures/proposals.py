"""Proposals: a feature writes one for a feature further right, which takes it up or declines it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say
from registry_app.measures.models import Proposal
from registry_app.measures.rules import ProposalOutcome, check_declining
from registry_app.rulebook.values import Force
from registry_app.store import unit
from registry_app.store.base import Record

_LONG = 4_000


@dataclass(frozen=True)
class ProposalDraft:
    """What is proposed; `key` says the same for the same cause, so that it is proposed once.

    `kind` is what should be done (`suspend`, `revoke`, `block_approvals`, `release` …), `subject` the record it should be
    done to, `cause` the one it follows from. `due_on` is the day by which the law wants it decided.
    """

    key: str
    kind: str
    subject_table: str
    subject_id: uuid.UUID
    provision: str
    reason: str
    force: Force = Force.MAY
    agency_id: uuid.UUID | None = None
    cause_table: str = ""
    cause_id: uuid.UUID | None = None
    due_on: date | None = None


def propose(session: Session, actor: Actor, draft: ProposalDraft) -> uuid.UUID:
    """Write a proposal, or give the one that was written for the same cause, whatever became of it.

    Called within another verb, whose permission has been checked: a consequence is not a right of its own. `ValueError`
    (a fault of ours) for a key that stands for something else.
    """
    found = select(Proposal).where(Proposal.office_id == actor.office_id, Proposal.key == draft.key)
    there = session.scalars(found).first()
    if there is not None:
        if (there.kind, there.subject_id) != (draft.kind, draft.subject_id):
            raise ValueError(f"two proposals with the key {draft.key}")
        return there.id
    proposal = Proposal(
        key=required_text(draft.key, what=_("key of the proposal")),
        kind=required_text(draft.kind, what=_("kind of the proposal")),
        agency_id=draft.agency_id,
        subject_table=draft.subject_table,
        subject_id=draft.subject_id,
        cause_table=draft.cause_table,
        cause_id=draft.cause_id,
        force=draft.force,
        provision=required_text(draft.provision, what=_("provision")),
        reason=required_text(draft.reason, what=_("reason"), limit=_LONG),
        due_on=draft.due_on,
        outcome=ProposalOutcome.OPEN,
        decided_by=None,
        decided_at=None,
        decision_reason="",
        decision_provision="",
        taken_table="",
        taken_id=None,
    )
    session.add(proposal)
    session.flush()
    unit.verb(session, "proposal:made", proposal, label=draft.kind, force=draft.force.value, provision=draft.provision)
    return proposal.id


def take(session: Session, actor: Actor, proposal_id: uuid.UUID, taken: Any, reason: str = "") -> None:
    """Close a proposal by the record that came of it; called by the feature that acted."""
    actor.must("proposal:decide")
    proposal = _open(session, proposal_id)
    proposal.taken_table, proposal.taken_id = taken.__tablename__, taken.id
    _decide(session, actor, proposal, ProposalOutcome.TAKEN)
    proposal.decision_reason = clean_text(reason, what=_("reason"), limit=_LONG)
    unit.verb(session, "proposal:taken", proposal, label=proposal.kind, by=taken.__tablename__)


def take_by(
    session: Session, actor: Actor, proposal_id: uuid.UUID, table: str, record_id: uuid.UUID, reason: str = ""
) -> None:
    """Close a proposal by a record that is there already, named by its table and id, as a person does it.

    `NotFound` where there is no such record, `BadInput` where it is another agency's.
    """
    actor.must("proposal:decide")
    kinds = {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}
    taken = session.get(kinds[table], record_id) if table in kinds else None
    if taken is None:
        raise NotFound(
            say(_("There is no {table} with the id {id}."), table=table.replace("_", " "), id=record_id),
            hint=_("Copy the id of the record that came of the proposal."),
        )
    agency = getattr(taken, "agency_id", None)
    wanted = _open(session, proposal_id).agency_id
    if agency is not None and wanted is not None and agency != wanted:
        raise BadInput(
            _("This record is about another agency than the proposal."), hint=_("Copy the id once more, and compare.")
        )
    take(session, actor, proposal_id, taken, reason)


def decline(session: Session, actor: Actor, proposal_id: uuid.UUID, reason: str, provision: str = "") -> None:
    """Close a proposal without acting; what the law says shall be done needs a provision that allows not to."""
    actor.must("proposal:decide")
    proposal = _open(session, proposal_id)
    proposal.decision_reason = clean_text(reason, what=_("reason"), limit=_LONG)
    proposal.decision_provision = clean_text(provision, what=_("provision"))
    check_declining(proposal.force, proposal.decision_reason, proposal.decision_provision)
    _decide(session, actor, proposal, ProposalOutcome.DECLINED)
    unit.verb(session, "proposal:declined", proposal, label=proposal.kind, provision=proposal.decision_provision)


def _open(session: Session, proposal_id: uuid.UUID) -> Proposal:
    proposal = session.get(Proposal, proposal_id)
    if proposal is None:
        raise NotFound(_("There is no such proposal."), hint=_("Look at: registry proposal list."))
    if proposal.outcome is not ProposalOutcome.OPEN:
        raise RuleBroken(
            _("This proposal has been taken or declined already."), hint=_("Look at: registry proposal list.")
        )
    return proposal


def _decide(session: Session, actor: Actor, proposal: Proposal, outcome: ProposalOutcome) -> None:
    proposal.outcome = outcome
    proposal.decided_by = actor.id
    proposal.decided_at = unit.unit_of(session).moment
