"""What measures have to say about a decision on an agency or a certificate for it."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy.orm import Session

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.texts import _, say
from registry_app.measures.queries import measures_on
from registry_app.measures.rules import LABELS, MeasureFact, MeasureKind


def no_block_on_processing(session: Session, agency_id: uuid.UUID, on: date) -> list[CheckResult]:
    """A block of processing stops every application of the agency."""
    found = measures_on(session, agency_id, on, kind=MeasureKind.BLOCK_PROCESSING)
    if not found:
        return [CheckResult("measure:block_processing", Verdict.MET, _("The agency's applications are not blocked."))]
    return [_running(measure, "measure:block_processing") for measure in found]


def no_measure_running(session: Session, agency_id: uuid.UUID, on: date) -> list[CheckResult]:
    """No interim measure of any kind runs against the agency."""
    found = measures_on(session, agency_id, on)
    if not found:
        return [CheckResult("measure:running", Verdict.MET, _("No interim measure runs against the agency."))]
    return [_running(measure, "measure:running") for measure in found]


def _running(measure: MeasureFact, code: str) -> CheckResult:
    last = measure.last_day(date.max)
    sentence = _("An interim measure runs since {start}: {what}.")
    if last is not None:
        sentence = _("An interim measure runs from {start} through {last}: {what}.")
    return CheckResult(
        code,
        Verdict.NOT_MET,
        say(sentence, start=measure.starts_on, last=last, what=_(LABELS[measure.kind])),
        Level.BLOCKER,
        measure.provision,
        hint=_("Wait for its end, or have it lifted."),
    )
