"""What is due of guarantees: issuers to be asked, papers that end, claims to approve and to pay, money on its way."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session, aliased

from registry_app.access.approvals import approval_line, list_sent_back, list_waiting, sent_back_line
from registry_app.agencies.models import Agency
from registry_app.core.duties import About, Case, Due
from registry_app.core.texts import _, say
from registry_app.guarantees.ledger import EntryKind
from registry_app.guarantees.models import (
    Guarantee,
    GuaranteeClaim,
    GuaranteeClaimDecision,
    GuaranteeEntry,
    GuaranteeEvent,
    GuaranteeTerms,
    PayoutHop,
)
from registry_app.guarantees.rules import EventKind
from registry_app.offices.queries import local_day
from registry_app.rulebook.queries import find_adoption, get_rules

VERBS: Final = ("guarantee:claim",)
AHEAD: Final = timedelta(days=60)  # how long before its last day a paper is brought up
AFTER: Final = timedelta(days=30)  # and how long after it: later the shortfall is what counts
_ENDS: Final = (EventKind.DENIED, EventKind.REPLACED, EventKind.RELEASED, EventKind.FORFEITED)
# made once: an alias of a table takes longer to make than to ask
_HAPPENED: Final = aliased(GuaranteeEvent)
_LATER: Final = aliased(GuaranteeTerms)
_AGAIN: Final = aliased(GuaranteeClaim)
_SECOND: Final = aliased(PayoutHop)
_BACK: Final = aliased(GuaranteeEntry)


def due(session: Session, on: date) -> list[Due]:
    """Everything of guarantees that waits for an officer on a day."""
    return [
        *_to_verify(session),
        *_ending(session, on),
        *_approvals(session, on),
        *_to_pay(session),
        *_on_the_way(session),
    ]


def _of_agency() -> Any:
    found = select(Guarantee.id, Guarantee.number, Agency.id, Agency.name)
    return found.join(Agency, Agency.id == Guarantee.agency_id)


def _case(guarantee_id: uuid.UUID, number: str, agency_id: uuid.UUID, agency: str) -> Case:
    return Case(About.GUARANTEE, guarantee_id, number, agency, agency_id)


def _happened(*kinds: EventKind) -> ColumnElement[bool]:
    event = _HAPPENED
    stands = event.guarantee_id == Guarantee.id, event.kind.in_(kinds), event.set_aside_by.is_(None)
    return select(event.id).where(*stands).exists()


def _to_verify(session: Session) -> list[Due]:
    """Guarantees that no issuer has confirmed: they count for nothing. Who lodged one does not verify it."""
    found = _of_agency().add_columns(Guarantee.lodged_on, Guarantee.lodged_by)
    found = found.where(~_happened(EventKind.VERIFIED, *_ENDS)).order_by(Guarantee.id)
    return [
        Due(
            code="guarantee:verify",
            step=_("Ask the issuer and record the answer"),
            case=_case(*row),
            day=None,
            source=_("not set by the regulator"),
            permission="guarantee:verify",
            since=lodged_on,
            not_by=frozenset({lodged_by}),
        )
        for *row, lodged_on, lodged_by in session.execute(found)
    ]


def _ending(session: Session, on: date) -> list[Due]:
    """Guarantees in force whose paper ends before long, and those that renew by themselves and should have done so."""
    later = _LATER
    amended = select(later.id).where(
        later.guarantee_id == Guarantee.id,
        later.set_aside_by.is_(None),
        later.effective_from <= on,
        or_(
            later.effective_from > GuaranteeTerms.effective_from,
            and_(later.effective_from == GuaranteeTerms.effective_from, later.id > GuaranteeTerms.id),
        ),
    )
    through = GuaranteeTerms.valid_through
    found = (
        _of_agency()
        .join(GuaranteeTerms, GuaranteeTerms.guarantee_id == Guarantee.id)
        .add_columns(through, GuaranteeTerms.renews)
        .where(
            GuaranteeTerms.set_aside_by.is_(None),
            GuaranteeTerms.effective_from <= on,
            or_(
                and_(GuaranteeTerms.renews == false(), through >= on - AFTER, through <= on + AHEAD),
                and_(GuaranteeTerms.renews == true(), through < on),
            ),
            ~amended.exists(),
            _happened(EventKind.VERIFIED),
            ~_happened(*_ENDS),
        )
        .order_by(through, Guarantee.id)
    )
    rows = session.execute(found).all()
    source = _requirement_source(session, on) if rows else ""
    return [_end(_case(*row), last, source, renews=renews) for *row, last, renews in rows]


def _end(case: Case, last: date, source: str, *, renews: bool) -> Due:
    if renews:
        code, permission = "guarantee:ask_renewal", "guarantee:verify"
        step = _("Ask the issuer whether the guarantee was renewed")
    else:
        code, permission = "guarantee:renew", "guarantee:lodge"
        step = _("Have the guarantee renewed or replaced")
    return Due(code, step, case, last, source, permission)


def _requirement_source(session: Session, on: date) -> str:
    if find_adoption(session, on) is None:
        return _("not set by the regulator")
    return get_rules(session, on).answer("guarantee.requirement", on).source


def _of_claim() -> Any:
    found = select(GuaranteeClaim.id, Guarantee.id, GuaranteeClaim.number, Agency.id, Agency.name)
    return found.join(Guarantee, Guarantee.id == GuaranteeClaim.guarantee_id).join(
        Agency, Agency.id == Guarantee.agency_id
    )


def _approvals(session: Session, on: date) -> list[Due]:
    waiting, back = list_waiting(session, VERBS), list_sent_back(session, VERBS, on)
    again = _AGAIN
    anew = select(again.id).where(again.guarantee_id == Guarantee.id, again.id > GuaranteeClaim.id)
    found = (
        _of_claim()
        .add_columns(GuaranteeClaim.provision, anew.exists())
        .where(GuaranteeClaim.id.in_([each.subject_id for each in (*waiting, *back)]))
    )
    about = {claim: (_case(*row), provision, newer) for claim, *row, provision, newer in session.execute(found)}
    day_of = local_day(session)
    lines = []
    for each in waiting:
        case, provision, _newer = about[each.subject_id]
        step, since = _("Approve or decline the claim"), day_of(each.asked_at)
        lines.append(approval_line(each, case, step, since, source=provision))
    for each in back:
        case, provision, newer = about[each.subject_id]
        if newer:
            continue
        step, since = _("Claim anew, or leave it"), day_of(each.decided_at or each.asked_at)
        lines.append(sent_back_line(each, case, step, since, source=provision, permission="guarantee:claim"))
    return lines


def _to_pay(session: Session) -> list[Due]:
    """Approved claims of which something is still reserved; the payer is a third person."""
    left = (
        select(GuaranteeEntry.claim_open_after)
        .where(GuaranteeEntry.claim_id == GuaranteeClaim.id)
        .order_by(GuaranteeEntry.seq.desc())
        .limit(1)
        .correlate(GuaranteeClaim)
        .scalar_subquery()
    )
    found = (
        _of_claim()
        .join(GuaranteeClaimDecision, GuaranteeClaimDecision.claim_id == GuaranteeClaim.id)
        .add_columns(
            GuaranteeClaim.provision,
            GuaranteeClaim.proposed_by,
            GuaranteeClaimDecision.decided_by,
            GuaranteeClaimDecision.decided_on,
        )
        .where(GuaranteeClaimDecision.approved == true(), left > 0)
        .order_by(GuaranteeClaim.id)
    )
    return [
        Due(
            code="claim:pay",
            step=_("Pay the workers' shares of the claim"),
            case=_case(*row),
            day=None,
            source=provision,
            permission="guarantee:pay",
            since=decided_on,
            not_by=frozenset({proposer, approver}),
        )
        for _claim, *row, provision, proposer, approver, decided_on in session.execute(found)
    ]


def _on_the_way(session: Session) -> list[Due]:
    """Pay-outs that have left the guarantee and of which no worker has said that he has the money."""
    second, back = _SECOND, _BACK
    arrived = select(second.id).where(second.entry_id == GuaranteeEntry.id, second.ordinal > PayoutHop.ordinal)
    returned = select(back.id).where(
        back.share_id == GuaranteeEntry.share_id, back.kind == EntryKind.RETURNED, back.seq > GuaranteeEntry.seq
    )
    found = (
        _of_claim()
        .join(GuaranteeEntry, GuaranteeEntry.claim_id == GuaranteeClaim.id)
        .join(PayoutHop, and_(PayoutHop.entry_id == GuaranteeEntry.id, PayoutHop.ordinal == 1))
        .add_columns(
            GuaranteeClaim.provision, GuaranteeClaim.matter_table, GuaranteeClaim.matter_id, GuaranteeClaim.matter
        )
        .add_columns(PayoutHop.on)
        .where(~arrived.exists(), ~returned.exists())
        .order_by(PayoutHop.on, PayoutHop.id)
    )
    lines = []
    for _claim, *row, provision, table, matter_id, matter, paid_on in session.execute(found):
        case = _case(*row)
        if table == About.COMPLAINT.value and matter_id is not None:
            case = Case(About.COMPLAINT, matter_id, matter, case.agency, case.agency_id)
        step = say(_("See that the worker gets the money that left the guarantee on {day}"), day=paid_on)
        lines.append(Due("payout:arrives", step, case, None, provision, "complaint:conciliate", since=paid_on))
    return lines
