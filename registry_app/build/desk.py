"""The list of what says that something is due: each feature's own, put together here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.complaints.due import due as complaints_due
from registry_app.core.duties import Due
from registry_app.correspondence.due import due as correspondence_due
from registry_app.exchange.due import due as exchange_due
from registry_app.guarantees.due import due as guarantees_due
from registry_app.licensing.due import due as licensing_due
from registry_app.measures.due import due as measures_due
from registry_app.offices.due import due as offices_due
from registry_app.rulebook.due import due as rulebook_due

DUE: Final[tuple[Callable[[Session, date], list[Due]], ...]] = (
    licensing_due,
    guarantees_due,
    complaints_due,
    correspondence_due,
    measures_due,
    exchange_due,
    rulebook_due,
    offices_due,
)
