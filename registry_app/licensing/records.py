"""Reading examinations and decisions: what was found, proposed, taken, and under which conditions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.licensing.decisions import ActsFrom, DecisionKind, Standing
from registry_app.licensing.models import Condition, Decision, Examination


@dataclass(frozen=True)
class ExaminationRow:
    """What the checks said on a day."""

    id: uuid.UUID
    occasion: str
    examined_on: date
    examined_by: uuid.UUID
    verdict: Verdict
    results: tuple[CheckResult, ...]


@dataclass(frozen=True)
class ConditionRow:
    """A condition of a decision."""

    id: uuid.UUID
    text: str
    provision: str
    due_on: date | None
    met_on: date | None


@dataclass(frozen=True)
class DecisionRow:
    """A decision, proposed or taken; `terms` are its plain values."""

    id: uuid.UUID
    kind: DecisionKind
    standing: Standing
    licence_id: uuid.UUID | None
    reasons: str
    provisions: tuple[str, ...]
    deviations: Mapping[str, str]
    terms: Mapping[str, Any]
    acts_from: ActsFrom
    acts_on: date | None
    proposed_on: date
    proposed_by: uuid.UUID
    decided_on: date | None
    approved_by: uuid.UUID | None
    instrument: str
    set_aside_by: uuid.UUID | None
    conditions: tuple[ConditionRow, ...]


def list_examinations(session: Session, application_id: uuid.UUID) -> list[ExaminationRow]:
    """Every examination of an application with its results as they were, oldest first."""
    found = select(Examination).where(Examination.application_id == application_id).order_by(Examination.id)
    return [
        ExaminationRow(
            each.id,
            each.occasion,
            each.examined_on,
            each.examined_by,
            each.verdict,
            tuple(read_result(result) for result in each.results),
        )
        for each in session.scalars(found)
    ]


def written_result(result: CheckResult) -> dict[str, str | bool]:
    """A check result as plain values."""
    return {
        "code": result.code,
        "verdict": result.verdict.value,
        "sentence": result.sentence,
        "level": result.level.value,
        "source": result.source,
        "field": result.field,
        "hint": result.hint,
        "judged": result.judged,
    }


def read_result(written: Mapping[str, Any]) -> CheckResult:
    """The check result that `written_result` wrote."""
    return CheckResult(
        written["code"],
        Verdict(written["verdict"]),
        written["sentence"],
        Level(written["level"]),
        written["source"],
        written["field"],
        written["hint"],
        written["judged"],
    )


def list_decisions(
    session: Session, *, application_id: uuid.UUID | None = None, licence_id: uuid.UUID | None = None
) -> list[DecisionRow]:
    """Decisions on an application or a licence, oldest first; proposed and declined ones included."""
    found = select(Decision).order_by(Decision.id)
    if application_id is not None:
        found = found.where(Decision.application_id == application_id)
    if licence_id is not None:
        found = found.where(Decision.licence_id == licence_id)
    return [_decision(session, each) for each in session.scalars(found)]


def _decision(session: Session, each: Decision) -> DecisionRow:
    return DecisionRow(
        each.id,
        each.kind,
        each.standing,
        each.licence_id,
        each.reasons,
        tuple(each.provisions),
        each.deviations,
        each.terms,
        each.acts_from,
        each.acts_on,
        each.proposed_on,
        each.proposed_by,
        each.decided_on,
        each.approved_by,
        each.instrument,
        each.set_aside_by,
        tuple(list_conditions(session, each.id)),
    )


def list_conditions(session: Session, decision_id: uuid.UUID) -> list[ConditionRow]:
    """The conditions of a decision, in their order."""
    found = select(Condition).where(Condition.decision_id == decision_id).order_by(Condition.position)
    return [
        ConditionRow(each.id, each.text, each.provision, each.due_on, each.met_on) for each in session.scalars(found)
    ]
