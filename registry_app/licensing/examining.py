"""Gathering what every check has to say about an application, and keeping it as it was seen that day."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.check_results import CheckResult, Level, Verdict, overall
from registry_app.core.errors import RuleBroken
from registry_app.core.texts import _
from registry_app.licensing import checks, queries
from registry_app.licensing.models import Application, Examination
from registry_app.licensing.records import written_result
from registry_app.licensing.rules import ApplicationState
from registry_app.licensing.service import get_application
from registry_app.offices import service as offices
from registry_app.store import unit

Check = Callable[[Session, uuid.UUID, date], list[CheckResult]]
"""A check of another feature: session, agency, day. The list of them is made in `build` and handed in."""

_GRAVEST_FIRST: Final = (Level.BLOCKER, Level.WARNING, Level.NOTE)


@dataclass(frozen=True)
class Examined:
    """What was found, gravest first."""

    verdict: Verdict
    results: tuple[CheckResult, ...]


def examine(session: Session, actor: Actor, application_id: uuid.UUID, handed_in: Sequence[Check]) -> Examined:
    """Run every check on the application and keep the results; may be done as often as needed."""
    actor.must("application:examine")
    application = get_application(session, application_id)
    offices.must_not_be_recused(session, actor, application.id, application.agency_id)
    if queries.state_of(session, application.id) is not ApplicationState.UNDER_EXAMINATION:
        raise RuleBroken(_("The application is not under examination."), hint=_("Take it up, or take the file back."))
    return gather(session, actor, application, handed_in, "examined")


def gather(
    session: Session, actor: Actor, application: Application, handed_in: Sequence[Check], occasion: str
) -> Examined:
    """Run the checks of the day and keep what they said; a decision runs them again on its own day."""
    results = [
        *checks.papers_are_complete(session, application.id, actor.today),
        *checks.application_fits(session, application.id, actor.today),
        *(result for check in handed_in for result in check(session, application.agency_id, actor.today)),
    ]
    results.sort(key=_gravity)
    verdict = overall(results)
    examination = Examination(
        application_id=application.id,
        occasion=occasion,
        examined_on=actor.today,
        examined_by=actor.id,
        verdict=verdict,
        results=[written_result(result) for result in results],
    )
    session.add(examination)
    session.flush()
    counts = {
        level.value: sum(each.level is level and each.verdict is not Verdict.MET for each in results) for level in Level
    }
    unit.verb(
        session,
        "application:examined",
        application,
        label=application.number,
        occasion=occasion,
        verdict=verdict.value,
        open=counts,
    )
    return Examined(verdict, tuple(results))


def _gravity(result: CheckResult) -> tuple[bool, int]:
    return result.verdict is Verdict.MET, _GRAVEST_FIRST.index(result.level)
