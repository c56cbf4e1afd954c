"""The checks an application is examined by: each feature's own, put together here and nowhere else.

Each takes the session, the agency and the day. Licensing adds what concerns the application itself.
"""

from __future__ import annotations

from typing import Final

from registry_app.complaints.checks import no_serious_complaint_open, no_unpaid_order_past_due
from registry_app.guarantees.checks import guarantee_suffices
from registry_app.licensing.checks import conditions_are_met
from registry_app.licensing.examining import Check
from registry_app.measures.checks import no_block_on_processing
from registry_app.screening.checks import no_banned_principal, shares_marks_with_sanctioned

CHECKS: Final[tuple[Check, ...]] = (
    no_banned_principal,
    shares_marks_with_sanctioned,
    no_block_on_processing,
    guarantee_suffices,
    no_unpaid_order_past_due,
    no_serious_complaint_open,
    conditions_are_met,
)
