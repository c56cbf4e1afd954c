"""The grounds a certificate of compliance can examine, by the rule book's codes; what is not here is "not examined"."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.certificates.compliance import Ground
from registry_app.complaints.checks import no_unpaid_order_past_due
from registry_app.core.check_results import CheckResult
from registry_app.guarantees.checks import guarantee_suffices_through
from registry_app.licensing.checks import licence_valid
from registry_app.measures.checks import no_measure_running

_OnDay = Callable[[Session, uuid.UUID, date], list[CheckResult]]


def _of_the_day(check: _OnDay) -> Ground:
    """A check of one day as a ground: what holds on the day of issue is what is certified."""
    return lambda session, agency_id, on, _through: check(session, agency_id, on)


GROUNDS: Final[Mapping[str, Ground]] = {
    "licence_in_force": _of_the_day(licence_valid),
    "guarantee_sufficient": guarantee_suffices_through,
    "no_order_overdue": _of_the_day(no_unpaid_order_past_due),
    "no_measure_running": _of_the_day(no_measure_running),
}
