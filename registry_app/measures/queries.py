"""Reading measures and proposals."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies.queries import family
from registry_app.core.errors import NotFound
from registry_app.core.texts import _
from registry_app.measures.models import Measure, MeasureEnd, Proposal
from registry_app.measures.rules import EndFact, MeasureFact, MeasureKind, ProposalOutcome, standing
from registry_app.rulebook.values import Force


@dataclass(frozen=True)
class MeasureRow:
    """A measure as lists show it; `state` is `proposed`, `declined`, `running`, `coming`, `ended` or `set aside`."""

    id: uuid.UUID
    agency_id: uuid.UUID
    kind: MeasureKind
    state: str
    provisional: bool
    starts_on: date
    last_on: date | None
    ends_because: str
    provision: str
    reason: str
    decided_on: date | None
    confirms_id: uuid.UUID | None


@dataclass(frozen=True)
class ProposalRow:
    """A proposal as the work list shows it."""

    id: uuid.UUID
    kind: str
    agency_id: uuid.UUID | None
    subject_table: str
    subject_id: uuid.UUID
    force: Force
    provision: str
    reason: str
    due_on: date | None
    outcome: ProposalOutcome
    decision_reason: str
    decision_provision: str
    taken_table: str
    taken_id: uuid.UUID | None


def list_facts(session: Session, agency_ids: Iterable[uuid.UUID]) -> list[MeasureFact]:
    """Every decided measure of the agencies with its decided ends, for the rules."""
    found = select(Measure).where(Measure.agency_id.in_(list(agency_ids)), Measure.decided_on.is_not(None))
    measures = list(session.scalars(found.order_by(Measure.starts_on, Measure.id)))
    ends: dict[uuid.UUID, list[EndFact]] = {}
    decided = select(MeasureEnd).where(
        MeasureEnd.measure_id.in_([measure.id for measure in measures]), MeasureEnd.decided_on.is_not(None)
    )
    for end in session.scalars(decided):
        if end.decided_on is not None:
            ends.setdefault(end.measure_id, []).append(EndFact(end.kind, end.last_on, end.decided_on))
    return [_fact(measure, tuple(ends.get(measure.id, ()))) for measure in measures]


def _fact(measure: Measure, ends: tuple[EndFact, ...]) -> MeasureFact:
    return MeasureFact(
        measure.id,
        measure.agency_id,
        measure.kind,
        measure.starts_on,
        measure.ends_on,
        measure.provision,
        measure.decided_on or date.max,
        measure.provisional,
        frozenset(uuid.UUID(hex=each) for each in measure.licences),
        ends,
    )


def measures_on(
    session: Session, agency_id: uuid.UUID, on: date, known: date = date.max, kind: MeasureKind | None = None
) -> list[MeasureFact]:
    """The agency's measures in force on a day, as known on another (by default all that is known).

    Those against a duplicate that was merged into it count as its own.
    """
    found = standing(list_facts(session, family(session, agency_id)), on, known)
    return [measure for measure in found if kind is None or measure.kind is kind]


def list_measures(session: Session, agency_id: uuid.UUID, on: date, known: date = date.max) -> list[MeasureRow]:
    """Every measure of the agency, proposed and declined ones included, by their start, as known on a day."""
    facts = {fact.id: fact for fact in list_facts(session, [agency_id])}
    found = select(Measure).where(Measure.agency_id == agency_id).order_by(Measure.starts_on, Measure.id)
    rows = []
    for each in session.scalars(found):
        fact = facts.get(each.id)
        rows.append(
            MeasureRow(
                each.id,
                each.agency_id,
                each.kind,
                _state(each, fact, on, known),
                each.provisional,
                each.starts_on,
                fact.last_day(known) if fact else each.ends_on,
                each.ends_because,
                each.provision,
                each.reason,
                each.decided_on,
                each.confirms_id,
            )
        )
    return rows


def get_measure(session: Session, measure_id: uuid.UUID, on: date) -> MeasureRow:
    """One measure as lists show it; `NotFound` without one."""
    measure = session.get(Measure, measure_id)
    for row in list_measures(session, measure.agency_id, on) if measure is not None else ():
        if row.id == measure_id:
            return row
    raise NotFound(_("There is no such measure."), hint=_("Look at: registry measure list."))


def _state(measure: Measure, fact: MeasureFact | None, on: date, known: date) -> str:
    if fact is None or fact.known_on > known:
        return "declined" if measure.declined_on else "proposed"
    if fact.set_aside(known):
        return "set aside"
    if fact.stands(on, known):
        return "running"
    return "coming" if on < fact.starts_on else "ended"


def get_fact(session: Session, measure_id: uuid.UUID) -> MeasureFact:
    """One decided measure; `NotFound` for another."""
    measure = session.get(Measure, measure_id)
    facts = list_facts(session, [measure.agency_id]) if measure else []
    for fact in facts:
        if fact.id == measure_id:
            return fact
    raise NotFound(_("There is no such measure in force."), hint=_("Read the agency's measures again."))


def list_proposals(
    session: Session,
    *,
    agency_id: uuid.UUID | None = None,
    kind: str | None = None,
    outcome: ProposalOutcome | None = ProposalOutcome.OPEN,
) -> list[ProposalRow]:
    """Proposals, the most urgent first; by default the open ones."""
    found = select(Proposal)
    if agency_id is not None:
        found = found.where(Proposal.agency_id == agency_id)
    if kind is not None:
        found = found.where(Proposal.kind == kind)
    if outcome is not None:
        found = found.where(Proposal.outcome == outcome)
    rows = [_proposal(each) for each in session.scalars(found.order_by(Proposal.recorded_at, Proposal.id))]
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.force is not Force.SHALL))


def get_proposal(session: Session, proposal_id: uuid.UUID) -> ProposalRow:
    """One proposal; `NotFound` without one."""
    proposal = session.get(Proposal, proposal_id)
    if proposal is None:
        raise NotFound(_("There is no such proposal."), hint=_("Look at: registry proposal list."))
    return _proposal(proposal)


def _proposal(each: Proposal) -> ProposalRow:
    return ProposalRow(
        each.id,
        each.kind,
        each.agency_id,
        each.subject_table,
        each.subject_id,
        each.force,
        each.provision,
        each.reason,
        each.due_on,
        each.outcome,
        each.decision_reason,
        each.decision_provision,
        each.taken_table,
        each.taken_id,
    )
