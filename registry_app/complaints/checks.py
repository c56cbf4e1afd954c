"""What complaints have to say about a licence or a certificate: unpaid orders, and grave complaints that are open."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.complaints.allegations import get_category
from registry_app.complaints.deadlines import state_on
from registry_app.complaints.models import Complaint
from registry_app.complaints.money import Overdue, overdue
from registry_app.complaints.queries import complaints_against, payment_rows, sum_rows
from registry_app.complaints.rules import OPEN
from registry_app.complaints.steps import allegations_of, events_of
from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.errors import NotFound
from registry_app.core.texts import _, say
from registry_app.offices.queries import work_calendar
from registry_app.rulebook.queries import get_rules

UNPAID: Final = "complaint:order_unpaid"
GRAVE: Final = "complaint:grave_open"


def no_unpaid_order_past_due(session: Session, agency_id: uuid.UUID, on: date) -> list[CheckResult]:
    """Nothing that was ordered or settled against the agency is past its day unpaid, on the day that is asked about.

    Paid is only what the worker has acknowledged. A complaint that was closed without result still counts: its debt
    stands.
    """
    try:
        rules = get_rules(session, on)
    except NotFound as missing:
        return [CheckResult(UNPAID, Verdict.CANNOT_TELL, missing.sentence, hint=missing.hint)]
    source = rules.answer("complaint.execution", on).source
    found = []
    for complaint in complaints_against(session, agency_id):
        calendar = work_calendar(session, complaint.office_id)
        late = overdue(sum_rows(session, complaint, rules, calendar, on), payment_rows(session, complaint), on)
        if late.verdict is not Verdict.MET:
            found.append(_late(complaint, late, source))
    if found:
        return found
    sentence = _("No order or settlement against the agency is past due and unpaid.")
    return [CheckResult(UNPAID, Verdict.MET, sentence, source=source)]


def _late(complaint: Complaint, late: Overdue, source: str) -> CheckResult:
    if late.verdict is Verdict.CANNOT_TELL:
        sentence = _("Whether a sum of complaint {number} is past due cannot be told: {reason}")
        return CheckResult(
            UNPAID,
            Verdict.CANNOT_TELL,
            say(sentence, number=complaint.number, reason=late.reason),
            source=source,
            hint=_("Prove the service of the order, or have the sum paid with the worker's own word."),
        )
    sentence = _("{amounts} of complaint {number} is past due and unpaid.")
    if late.since is not None:
        sentence = _("{amounts} of complaint {number} is past due since {day} and unpaid.")
    amounts = ", ".join(str(amount) for amount in late.amounts)
    return CheckResult(
        UNPAID,
        Verdict.NOT_MET,
        say(sentence, amounts=amounts, number=complaint.number, day=late.since),
        source=source,
        hint=_("Have it paid and acknowledged by the worker, or claim it from the guarantee."),
    )


def no_serious_complaint_open(session: Session, agency_id: uuid.UUID, on: date) -> list[CheckResult]:
    """No complaint that puts life, limb or freedom in question is open; a warning, since no law names the list."""
    source = _("not set by the regulator")
    found = []
    for complaint in complaints_against(session, agency_id):
        state = state_on(events_of(session, complaint.id), on)
        if state is None or state not in OPEN:
            continue
        grave = [get_category(each.category) for each in allegations_of(session, complaint)]
        words = sorted({_(category.words) for category in grave if category.grave})
        if words:
            sentence = say(_("Complaint {number} is open: {what}."), number=complaint.number, what=", ".join(words))
            hint = _("Read the file before deciding; an open complaint is no proof.")
            found.append(CheckResult(GRAVE, Verdict.NOT_MET, sentence, Level.WARNING, source, hint=hint))
    if found:
        return found
    sentence = _("No grave complaint against the agency is open.")
    return [CheckResult(GRAVE, Verdict.MET, sentence, Level.WARNING, source)]
