"""Deciding on an application: proposed by one, approved by another who has the authority and did not examine the file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access import four_eyes
from registry_app.agencies.models import AgencyAddress
from registry_app.core.actor import Actor
from registry_app.core.check_results import Verdict
from registry_app.core.dates import DAY
from registry_app.core.errors import BadInput, NotFound
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _
from registry_app.licensing import queries
from registry_app.licensing.checklist import FindingKind
from registry_app.licensing.decisions import (
    AUTHORITY_VERBS,
    BODY_STEPS,
    REPLY_KEYS,
    ActsFrom,
    DecisionKind,
    NoticeFact,
    Standing,
    Validity,
    acting_day,
    check_grant,
    check_notice,
    validity,
)
from registry_app.licensing.examining import Check, gather
from registry_app.licensing.models import Application, Condition, Decision, Ground, Licence
from registry_app.licensing.rules import LENGTH_KEYS, ApplicationKind, ApplicationState, check_approver
from registry_app.licensing.service import get_application, move
from registry_app.licensing.standing import get_status
from registry_app.licensing.status import GroundKind
from registry_app.measures.bodies import check_body
from registry_app.offices import service as offices
from registry_app.offices.models import Office
from registry_app.offices.queries import work_calendar
from registry_app.offices.rules import AuthorityHeld, Matter
from registry_app.proceedings import service as proceedings
from registry_app.proceedings.queries import list_notices
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.terms import Timeliness
from registry_app.store import unit

_VERB: Final = "licence:decide"
_APPROVER: Final = "decision:approve"
WITHOUT_NOTICE: Final = "notice:none"  # the reason why a refusal was decided without a notice
_LONG: Final = 8_000


@dataclass(frozen=True)
class ConditionDraft:
    """A condition; `due_on` None stands as long as the licence."""

    text: str
    provision: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class DecisionDraft:
    """A decision as it is proposed.

    `valid_through` is stated only where the law leaves the last day open, `acts_from` only where it does not say from
    when a refusal acts. `deviations` are reasons by the codes of checks that a person has to judge.
    """

    grant: bool
    reasons: str
    provisions: Sequence[str]
    conditions: Sequence[ConditionDraft] = ()
    deviations: Mapping[str, str] = field(default_factory=dict)
    valid_through: date | None = None
    sectors: Sequence[str] = ()
    places: Sequence[str] = ()
    acts_from: ActsFrom | None = None
    acts_on: date | None = None
    without_notice_because: str = ""


def propose(
    session: Session, actor: Actor, application_id: uuid.UUID, wanted: DecisionDraft, checks: Sequence[Check]
) -> uuid.UUID:
    """Propose a grant or a refusal; the checks are run on this day, and a grant that anything stops is refused."""
    actor.must("decision:propose")
    application = get_application(session, application_id)
    offices.must_not_be_recused(session, actor, application.id, application.agency_id)
    law = get_rules(session, actor.today)
    law.must_allow_decision(actor.today)
    move(session, actor, application, ApplicationState.PROPOSED)
    examined = gather(session, actor, application, checks, "proposed")
    decision = _drafted(session, actor, application, wanted, law)
    if wanted.grant:
        check_grant(examined.results, wanted.deviations)
        _validity(session, actor, application, law, decision)
    else:
        check_reply(session, decision, application.id, law, actor.today)
    session.add(decision)
    session.flush()
    for position, condition in enumerate(wanted.conditions, start=1):
        session.add(_condition(actor, decision, position, condition))
    session.flush()
    unit.verb(session, "decision:proposed", application, label=application.number, kind=decision.kind.value)
    four_eyes.propose(session, actor, _VERB, _APPROVER, application, _facts(session, decision))
    return decision.id


def approve(session: Session, actor: Actor, application_id: uuid.UUID, checks: Sequence[Check]) -> str:
    """Take the decision as proposed; returns the licence's number, or an empty text for a refusal.

    Refused: the proposer, an examiner, who stands aside, who lacks an authority for this act on this day, an office the
    law does not name, a law that has ended, and a grant that a check of this day stops.
    """
    actor.must(_APPROVER)
    application = get_application(session, application_id)
    decision = _waiting(session, application.id)
    law = get_rules(session, actor.today)
    held = must_decide(session, actor, decision, law)
    check_approver(actor.id, actor.name, decision.proposed_by, queries.examiners_of(session, application.id))
    four_eyes.approve(session, actor, _VERB, application, _facts(session, decision))
    examined = gather(session, actor, application, checks, "approved")
    decision.instrument = held.instrument
    decide(session, actor, decision)
    if decision.kind is DecisionKind.REFUSE:
        return _refuse(session, actor, application, decision, law)
    check_grant(examined.results, decision.deviations)
    return _grant(session, actor, application, decision, law)


def decline(session: Session, actor: Actor, application_id: uuid.UUID, reason: str) -> None:
    """Send the proposal back to the examiner, with the reason."""
    actor.must(_APPROVER)
    application = get_application(session, application_id)
    decision = _waiting(session, application.id)
    reason = required_text(reason, what=_("reason"), limit=_LONG)
    four_eyes.decline(session, actor, _VERB, application, reason)
    decision.standing = Standing.DECLINED
    move(session, actor, application, ApplicationState.UNDER_EXAMINATION, reason)
    unit.verb(session, "decision:declined", application, label=application.number, kind=decision.kind.value)


def take_back(session: Session, actor: Actor, application_id: uuid.UUID, reason: str) -> None:
    """Take one's own proposal back before it is decided."""
    actor.must("decision:propose")
    application = get_application(session, application_id)
    decision = _waiting(session, application.id)
    reason = required_text(reason, what=_("reason"), limit=_LONG)
    four_eyes.withdraw(session, actor, _VERB, application, reason)
    decision.standing = Standing.WITHDRAWN
    move(session, actor, application, ApplicationState.UNDER_EXAMINATION, reason)
    unit.verb(session, "decision:withdrawn", application, label=application.number, kind=decision.kind.value)


# -- the parts of a decision -----------------------------------------------------------------------------------------


def must_decide(session: Session, actor: Actor, decision: Decision, law: RuleSet) -> AuthorityHeld:
    """Everything asked of the deciding officer on the day of the act; gives the authority he acts by."""
    subjects = [each for each in (decision.agency_id, decision.application_id, decision.licence_id) if each is not None]
    offices.must_not_be_recused(session, actor, *subjects)
    law.must_allow_decision(actor.today)
    office = session.get_one(Office, actor.office_id)
    steps = law.answer("authority.steps", actor.today)
    check_body(BODY_STEPS.get(decision.kind), steps, office.kind, office.name)
    matter = Matter(category=decision.terms.get("category"), region=_region(session, decision.agency_id, actor.today))
    return offices.must_hold_authority(session, actor, AUTHORITY_VERBS[decision.kind], matter)


def decide(session: Session, actor: Actor, decision: Decision) -> None:
    """Mark the decision as taken now, by this officer."""
    decision.standing = Standing.DECIDED
    decision.decided_on = actor.today
    decision.decided_at = unit.unit_of(session).moment
    decision.approved_by = actor.id


def _grant(session: Session, actor: Actor, application: Application, decision: Decision, law: RuleSet) -> str:
    found = _validity(session, actor, application, law, decision)
    licence = session.get(Licence, application.licence_id) if application.licence_id else None
    if licence is None:
        licence = Licence(
            number=offices.take_number(session, actor, "licence"),
            agency_id=application.agency_id,
            category=application.category,
            scope=decision.terms["scope"],
        )
        session.add(licence)
        session.flush()
    decision.licence_id = licence.id
    decision.acts_on = found.valid_from
    session.add(
        Ground(
            licence_id=licence.id,
            kind=GroundKind.GRANTED,
            starts_on=found.valid_from,
            ends_on=found.valid_through,
            provisional=False,
            provision=", ".join(decision.provisions),
            decision_id=decision.id,
            cause_table="application",
            cause_id=application.id,
            stays_id=None,
            set_aside_by=None,
            set_aside_at=None,
        )
    )
    move(session, actor, application, ApplicationState.GRANTED)
    proceedings.end_clocks(session, application, actor.today)
    code = "licence:granted" if decision.kind is DecisionKind.GRANT else "licence:renewed"
    days = {"valid_from": found.valid_from.isoformat(), "valid_through": found.valid_through.isoformat()}
    unit.verb(session, code, licence, label=licence.number, application=application.number, **days)
    return licence.number


def _refuse(session: Session, actor: Actor, application: Application, decision: Decision, law: RuleSet) -> str:
    check_reply(session, decision, application.id, law, actor.today)
    stated = decision.acts_on if decision.acts_from in (ActsFrom.STATED_DAY, ActsFrom.BEGINNING) else None
    rule = law.answer("decision.acts_from", actor.today)
    decision.acts_from, decision.acts_on = acting_day(decision.acts_from, rule, actor.today, stated, None)
    # without proof of service the time to appeal does not run
    proceedings.set_term(
        session, actor, decision, law.answer("complaint.appeal", actor.today), {"decision_given": actor.today}
    )
    move(session, actor, application, ApplicationState.REFUSED)
    proceedings.end_clocks(session, application, actor.today)
    unit.verb(session, "licence:refused", application, label=application.number, provisions=list(decision.provisions))
    return ""


def _drafted(session: Session, actor: Actor, application: Application, wanted: DecisionDraft, law: RuleSet) -> Decision:
    kind = DecisionKind.REFUSE
    acts_from, acts_on = ActsFrom.DECISION, None
    if wanted.grant:
        kind = DecisionKind.RENEW if application.kind is ApplicationKind.RENEWAL else DecisionKind.GRANT
    else:
        rule = law.answer("decision.acts_from", actor.today)
        acts_from, acts_on = acting_day(wanted.acts_from, rule, actor.today, wanted.acts_on, None)
    deviations = {code: required_text(why, what=_("reason"), limit=_LONG) for code, why in wanted.deviations.items()}
    if not wanted.grant:
        deviations = without_notice(wanted.without_notice_because)
    return proposed(
        actor,
        kind,
        wanted.reasons,
        wanted.provisions,
        agency_id=application.agency_id,
        application_id=application.id,
        licence_id=application.licence_id,
        about_id=None,
        ground_id=None,
        deviations=deviations,
        terms={
            "category": application.category,
            "scope": {
                "destinations": [application.destination] if application.destination else [],
                "sectors": [clean_text(each, what=_("sector")) for each in wanted.sectors],
                "places": [clean_text(each, what=_("place")) for each in wanted.places],
            },
            "stated_through": wanted.valid_through.isoformat() if wanted.valid_through else None,
            "waived": [
                row.code for row in queries.list_items(session, application.id) if row.finding is FindingKind.WAIVED
            ],
        },
        acts_from=acts_from,
        acts_on=acts_on,
    )


def proposed(actor: Actor, kind: DecisionKind, reasons: str, provisions: Sequence[str], **parts: Any) -> Decision:
    """A decision that is only proposed; `BadInput` without reasons or without the provisions it rests on."""
    named = [required_text(each, what=_("provision")) for each in provisions]
    if not named:
        raise BadInput(_("A decision names the provisions it rests on."), hint=_("Name at least one."))
    return Decision(
        kind=kind,
        standing=Standing.PROPOSED,
        reasons=required_text(reasons, what=_("reasons"), limit=_LONG),
        provisions=named,
        notice_id=None,
        service_id=None,
        proposed_on=actor.today,
        proposed_by=actor.id,
        decided_on=None,
        decided_at=None,
        approved_by=None,
        instrument="",
        set_aside_by=None,
        set_aside_at=None,
        **parts,
    )


def without_notice(reason: str) -> dict[str, str]:
    """The reason why a decision is taken without a notice, in the form it is kept in; empty without one."""
    reason = clean_text(reason, what=_("reason"), limit=_LONG)
    return {WITHOUT_NOTICE: reason} if reason else {}


def _condition(actor: Actor, decision: Decision, position: int, wanted: ConditionDraft) -> Condition:
    if wanted.due_on is not None and wanted.due_on < actor.today:
        raise BadInput(_("The deadline of a condition is over already."), hint=_("Give a later day."))
    return Condition(
        decision_id=decision.id,
        position=position,
        text=required_text(wanted.text, what=_("condition"), limit=_LONG),
        provision=clean_text(wanted.provision, what=_("provision")),
        due_on=wanted.due_on,
        met_on=None,
        met_by=None,
        evidence_id=None,
    )


def _validity(session: Session, actor: Actor, application: Application, law: RuleSet, decision: Decision) -> Validity:
    """The period of validity of a licence granted today; a renewal follows the period that it renews."""
    events = {"licence_issued": actor.today, "renewal_issued": actor.today}
    first = actor.today
    if application.licence_id is not None:
        expiry = get_status(session, application.licence_id, actor.today).valid_through
        if expiry is not None:
            events["licence_expiry"] = expiry
            first = max(first, expiry + DAY)
    written = decision.terms["stated_through"]
    stated = date.fromisoformat(written) if written else None
    length = law.answer(LENGTH_KEYS[application.kind], actor.today)
    return validity(length, events, first, stated, work_calendar(session, actor.office_id))


def check_reply(session: Session, decision: Decision, subject_id: uuid.UUID, law: RuleSet, on: date) -> None:
    """Refuse a refusal or a sanction that the agency could not answer; binds the decision to its notice."""
    notices = [row for row in list_notices(session, subject_id, on) if row.intended == decision.kind.value]
    notice = None
    if notices:
        row = notices[-1]
        decision.notice_id = row.id
        lapsed = row.lapsed or Timeliness(Verdict.CANNOT_TELL, _("No term to reply is set."))
        notice = NoticeFact(row.served_on, row.replied_on, lapsed.verdict, lapsed.reason)
    reply = law.answer(REPLY_KEYS[decision.kind], on) if decision.kind in REPLY_KEYS else None
    check_notice(decision.kind, reply, notice, decision.deviations.get(WITHOUT_NOTICE, ""))


def _facts(session: Session, decision: Decision) -> dict[str, Any]:
    """What the second person approves: these rows in these versions, and the plain values that matter."""
    conditions = select(Condition).where(Condition.decision_id == decision.id).order_by(Condition.position)
    return {
        "decision": decision.id.hex,
        "version": decision.version,
        "kind": decision.kind.value,
        "provisions": list(decision.provisions),
        "terms": decision.terms,
        "conditions": [[each.id.hex, each.version] for each in session.scalars(conditions)],
    }


def _waiting(session: Session, application_id: uuid.UUID) -> Decision:
    found = select(Decision).where(Decision.application_id == application_id, Decision.standing == Standing.PROPOSED)
    decision = session.scalars(found).first()
    if decision is None:
        raise NotFound(_("No decision on this application waits for approval."), hint=_("Read the application again."))
    return decision


def _region(session: Session, agency_id: uuid.UUID, on: date) -> str | None:
    """The region of the agency's address, for authorities limited to regions."""
    found = select(AgencyAddress).where(AgencyAddress.agency_id == agency_id).order_by(AgencyAddress.id)
    for address in session.scalars(found):
        begun = address.valid_from is None or address.valid_from <= on
        if begun and (address.valid_to is None or on <= address.valid_to) and address.region:
            return address.region
    return None
