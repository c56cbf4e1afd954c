"""Decisions on a licence: suspension, revocation, surrender, stay, lifting, setting aside. Each leaves a ground or ends one.

Features further right (sanctions, court cases) call these with their own reasons; nothing here counts ordinals.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access import four_eyes
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import required_text
from registry_app.core.texts import _, say
from registry_app.licensing.deciding import check_reply, decide, must_decide, proposed, without_notice
from registry_app.licensing.decisions import ActsFrom, DecisionKind, Standing, acting_day
from registry_app.licensing.models import Decision, Ground, GroundEnd, Licence
from registry_app.licensing.rules import check_approver
from registry_app.licensing.status import GroundKind
from registry_app.offices import service as offices
from registry_app.proceedings import service as proceedings
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.rules import RuleSet
from registry_app.store import unit

_VERB: Final = "licence:act"
_APPROVER: Final = "decision:approve"
_LONG: Final = 8_000
_GROUNDS: Final = {
    DecisionKind.SUSPEND: GroundKind.SUSPENSION,
    DecisionKind.REVOKE: GroundKind.REVOCATION,
    DecisionKind.SURRENDER: GroundKind.SURRENDER,
    DecisionKind.STAY: GroundKind.STAY,
}
_VERBS: Final = {
    DecisionKind.SUSPEND: "licence:suspended",
    DecisionKind.REVOKE: "licence:revoked",
    DecisionKind.SURRENDER: "licence:surrendered",
    DecisionKind.STAY: "licence:stayed",
    DecisionKind.LIFT: "licence:lifted",
    DecisionKind.SET_ASIDE: "licence:set_aside",
}
# neither takes anything from the agency, so the agency's right to reply does not stand in its way
_FAVOURABLE: Final = frozenset({DecisionKind.SURRENDER, DecisionKind.STAY, DecisionKind.LIFT, DecisionKind.SET_ASIDE})


@dataclass(frozen=True)
class ActDraft:
    """A decision on a licence as it is proposed.

    `ends_on` is the last day of a suspension or a stay, or the last day of what is lifted. `ground_id` is what is lifted
    or stayed, `about_id` the decision that is set aside.
    """

    kind: DecisionKind
    licence_id: uuid.UUID
    reasons: str
    provisions: Sequence[str]
    acts_from: ActsFrom | None = None
    acts_on: date | None = None
    ends_on: date | None = None
    ground_id: uuid.UUID | None = None
    about_id: uuid.UUID | None = None
    without_notice_because: str = ""


def propose(session: Session, actor: Actor, wanted: ActDraft) -> uuid.UUID:
    """Propose a decision on a licence; nothing changes before a second person has approved it."""
    actor.must("decision:propose")
    if wanted.kind not in _VERBS:
        raise BadInput(_("Such a decision is taken on an application."), hint=_("Propose it there."))
    licence = session.get(Licence, wanted.licence_id)
    if licence is None:
        raise NotFound(_("There is no such licence."), hint=_("Look at the list of licences."))
    offices.must_not_be_recused(session, actor, licence.id, licence.agency_id)
    law = get_rules(session, actor.today)
    law.must_allow_decision(actor.today)
    acts_from, acts_on = _acting(law, wanted.kind, wanted.acts_from, actor.today, wanted.acts_on)
    if wanted.ends_on is not None and acts_on is not None and wanted.ends_on < acts_on and wanted.kind in _GROUNDS:
        raise BadInput(_("It would end before it starts."), hint=_("Check the two dates."))
    _check_target(session, licence, wanted, actor.today)
    decision = proposed(
        actor,
        wanted.kind,
        wanted.reasons,
        wanted.provisions,
        agency_id=licence.agency_id,
        application_id=None,
        licence_id=licence.id,
        about_id=wanted.about_id,
        ground_id=wanted.ground_id,
        deviations=without_notice(wanted.without_notice_because),
        terms={"category": licence.category, "ends_on": wanted.ends_on.isoformat() if wanted.ends_on else None},
        acts_from=acts_from,
        acts_on=acts_on,
    )
    check_reply(session, decision, licence.id, law, actor.today)
    session.add(decision)
    session.flush()
    unit.verb(session, "decision:proposed", licence, label=licence.number, kind=decision.kind.value)
    four_eyes.propose(session, actor, _VERB, _APPROVER, licence, _facts(decision))
    return decision.id


def approve(session: Session, actor: Actor, licence_id: uuid.UUID) -> None:
    """Take the decision as proposed, with the authority the act needs on its day."""
    actor.must(_APPROVER)
    decision, licence = _waiting(session, licence_id)
    law = get_rules(session, actor.today)
    held = must_decide(session, actor, decision, law)
    check_approver(actor.id, actor.name, decision.proposed_by, ())
    four_eyes.approve(session, actor, _VERB, licence, _facts(decision))
    decision.instrument = held.instrument
    stated = decision.acts_on if decision.acts_from in (ActsFrom.STATED_DAY, ActsFrom.BEGINNING) else None
    decision.acts_from, decision.acts_on = _acting(law, decision.kind, decision.acts_from, actor.today, stated)
    check_reply(session, decision, licence.id, law, actor.today)
    decide(session, actor, decision)
    if decision.kind not in _FAVOURABLE:
        appeal = law.answer("complaint.appeal", actor.today)
        proceedings.set_term(session, actor, decision, appeal, {"decision_given": actor.today})
    _take_effect(session, actor, decision, licence)


def _acting(
    law: RuleSet, kind: DecisionKind, acts_from: ActsFrom | None, today: date, stated: date | None
) -> tuple[ActsFrom, date | None]:
    """From when the decision acts; what is set aside counts as never decided, whatever the law says of other decisions."""
    if kind is DecisionKind.SET_ASIDE:
        return ActsFrom.BEGINNING, today
    return acting_day(acts_from, law.answer("decision.acts_from", today), today, stated, None)


def decline(session: Session, actor: Actor, licence_id: uuid.UUID, reason: str) -> None:
    """Leave the licence as it is; the proposal is closed with the reason."""
    actor.must(_APPROVER)
    decision, licence = _waiting(session, licence_id)
    reason = required_text(reason, what=_("reason"), limit=_LONG)
    four_eyes.decline(session, actor, _VERB, licence, reason)
    decision.standing = Standing.DECLINED
    unit.verb(session, "decision:declined", licence, label=licence.number, kind=decision.kind.value)


def prove_service(session: Session, actor: Actor, decision_id: uuid.UUID, service_id: uuid.UUID) -> None:
    """Bind a decision to its proven service: the time to appeal runs, and what acts from service takes effect."""
    actor.must("service:record")
    decision = session.get(Decision, decision_id)
    if decision is None or decision.standing is not Standing.DECIDED or decision.decided_on is None:
        raise NotFound(_("There is no such decision that was taken."), hint=_("Read the record again."))
    if decision.service_id is not None:
        raise RuleBroken(_("The service of this decision is recorded already."), hint=_("Nothing more is needed."))
    served_on = proceedings.proven_day(session, service_id, decision)
    if served_on < decision.decided_on:
        raise BadInput(
            say(
                _("The decision of {day} cannot have been served on {served}."),
                day=decision.decided_on,
                served=served_on,
            ),
            hint=_("Check the proof of service."),
        )
    decision.service_id = service_id
    events = {"decision_given": decision.decided_on, "decision_served": served_on}
    appeal = get_rules(session, decision.decided_on).answer("complaint.appeal", decision.decided_on)
    if decision.kind is DecisionKind.REFUSE or decision.kind not in _FAVOURABLE:
        proceedings.set_term(session, actor, decision, appeal, events, service_id)
    unit.verb(session, "decision:served", decision, label=decision.kind.value, on=served_on.isoformat())
    licence = session.get(Licence, decision.licence_id) if decision.licence_id else None
    if decision.acts_from is ActsFrom.SERVICE and decision.acts_on is None:
        decision.acts_on = served_on
        if licence is not None:
            _take_effect(session, actor, decision, licence)


# -- effects ---------------------------------------------------------------------------------------------------------


def _take_effect(session: Session, actor: Actor, decision: Decision, licence: Licence) -> None:
    """Write what the decision does; one that acts from its service does nothing before that is proven."""
    if decision.acts_on is None:
        unit.verb(session, "decision:taken", licence, label=licence.number, kind=decision.kind.value)
        return
    ends_on = date.fromisoformat(decision.terms["ends_on"]) if decision.terms["ends_on"] else None
    if decision.kind is DecisionKind.LIFT:
        session.add(
            GroundEnd(
                ground_id=decision.ground_id,
                last_on=ends_on or decision.acts_on,
                provision=", ".join(decision.provisions),
                decision_id=decision.id,
                set_aside_by=None,
                set_aside_at=None,
            )
        )
    elif decision.kind is DecisionKind.SET_ASIDE:
        _set_aside(session, decision)
    else:
        session.add(
            Ground(
                licence_id=licence.id,
                kind=_GROUNDS[decision.kind],
                starts_on=decision.acts_on,
                ends_on=ends_on,
                provisional=False,
                provision=", ".join(decision.provisions),
                decision_id=decision.id,
                stays_id=decision.ground_id if decision.kind is DecisionKind.STAY else None,
                cause_table="",
                cause_id=None,
                set_aside_by=None,
                set_aside_at=None,
            )
        )
    session.flush()
    unit.verb(
        session,
        _VERBS[decision.kind],
        licence,
        label=licence.number,
        starts=decision.acts_on.isoformat(),
        ends=decision.terms["ends_on"],
        provisions=list(decision.provisions),
    )


def _set_aside(session: Session, decision: Decision) -> None:
    """Mark the decision and all it wrote as set aside from now on; nothing is erased, and what would have been returns."""
    moment = unit.unit_of(session).moment
    former = session.get_one(Decision, decision.about_id)
    grounds = session.scalars(select(Ground).where(Ground.decision_id == former.id))
    ends = session.scalars(select(GroundEnd).where(GroundEnd.decision_id == former.id))
    for record in (former, *grounds, *ends):
        record.set_aside_by, record.set_aside_at = decision.id, moment


def _check_target(session: Session, licence: Licence, wanted: ActDraft, today: date) -> None:
    if wanted.kind in (DecisionKind.LIFT, DecisionKind.STAY):
        ground = session.get(Ground, wanted.ground_id) if wanted.ground_id else None
        if ground is None or ground.licence_id != licence.id or ground.kind in (GroundKind.GRANTED, GroundKind.STAY):
            raise BadInput(
                _("There is no such suspension or revocation of this licence."),
                hint=_("Name one of the licence's grounds; an interim measure is lifted as a measure."),
            )
        if ground.set_aside_at is not None:
            raise RuleBroken(_("That ground has been set aside already."), hint=_("Nothing is left to end."))
        if wanted.kind is DecisionKind.LIFT and (wanted.ends_on is None or wanted.ends_on < today):
            raise BadInput(
                _("A lifting names the last day of what it lifts, today or later."),
                hint=_("What should never have been is set aside, not lifted."),
            )
    if wanted.kind is DecisionKind.SET_ASIDE:
        former = session.get(Decision, wanted.about_id) if wanted.about_id else None
        if former is None or former.licence_id != licence.id or former.standing is not Standing.DECIDED:
            raise BadInput(
                _("There is no such decision on this licence."), hint=_("Name the decision to be set aside.")
            )
        if former.set_aside_by is not None:
            raise RuleBroken(_("That decision has been set aside already."), hint=_("Nothing more is needed."))
        if former.kind is DecisionKind.SET_ASIDE:
            raise RuleBroken(
                _("A setting aside is not itself set aside."),
                hint=_("Decide the matter anew, by a decision of its own."),
            )


def _facts(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.id.hex,
        "version": decision.version,
        "kind": decision.kind.value,
        "provisions": list(decision.provisions),
        "terms": decision.terms,
        "acts_from": decision.acts_from.value,
        "acts_on": decision.acts_on.isoformat() if decision.acts_on else None,
    }


def _waiting(session: Session, licence_id: uuid.UUID) -> tuple[Decision, Licence]:
    found = select(Decision).where(
        Decision.licence_id == licence_id,
        Decision.standing == Standing.PROPOSED,
        Decision.application_id.is_(None),
    )
    decision, licence = session.scalars(found).first(), session.get(Licence, licence_id)
    if decision is None or licence is None:
        raise NotFound(_("No decision on this licence waits for approval."), hint=_("Read the licence again."))
    return decision, licence
