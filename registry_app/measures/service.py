"""Imposing, confirming and lifting interim measures.

Everything takes two persons, save that one may order a block provisionally: it ends by itself unless another confirms it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access import four_eyes
from registry_app.agencies.models import Agency
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, bare, say
from registry_app.correspondence.paper_files import open_file
from registry_app.correspondence.rules import Subject
from registry_app.measures import queries, rules
from registry_app.measures.bodies import check_body
from registry_app.measures.models import Measure, MeasureEnd
from registry_app.measures.rules import EndKind, MeasureKind
from registry_app.offices import service as offices
from registry_app.offices.models import Office
from registry_app.offices.queries import work_calendar
from registry_app.offices.rules import Matter
from registry_app.rulebook.queries import get_rules
from registry_app.store import unit

IMPOSE: Final = "measure:impose"
LIFT: Final = "measure:lift"
_APPROVER: Final = "decision:approve"
_LONG: Final = 4_000


@dataclass(frozen=True)
class MeasureDraft:
    """A measure as it is asked for; an empty tuple of licences means all of the agency's."""

    agency_id: uuid.UUID
    kind: MeasureKind
    provision: str
    reason: str
    starts_on: date | None = None
    ends_on: date | None = None
    ends_because: str = ""
    licences: tuple[uuid.UUID, ...] = ()
    cause_table: str = ""
    cause_id: uuid.UUID | None = None


def propose(session: Session, actor: Actor, draft: MeasureDraft) -> uuid.UUID:
    """Ask a second person to impose a measure; nothing is in force before."""
    actor.must(IMPOSE)
    agency = _agency(session, draft.agency_id)
    offices.must_not_be_recused(session, actor, agency.id)
    start = draft.starts_on or actor.today
    law = get_rules(session, actor.today)
    rules.check_period(
        draft.kind,
        start,
        draft.ends_on,
        because=draft.ends_because,
        most=law.answer("complaint.interim_most", start),
        calendar=work_calendar(session, actor.office_id),
    )
    measure = _measure(actor, draft, start, draft.ends_on, provisional=False)
    session.add(measure)
    session.flush()
    unit.verb(session, "measure:proposed", agency, label=agency.number, kind=measure.kind.value)
    four_eyes.propose(session, actor, IMPOSE, _APPROVER, measure, _facts(measure))
    return measure.id


def approve(session: Session, actor: Actor, measure_id: uuid.UUID) -> None:
    """Impose what another proposed, with the authority the act needs on its day."""
    actor.must(_APPROVER)
    measure = _measure_record(session, measure_id)
    agency = _agency(session, measure.agency_id)
    offices.must_not_be_recused(session, actor, agency.id, measure.id)
    if measure.starts_on < actor.today:
        raise RuleBroken(
            say(
                _("The measure was to start on {start}; nothing is imposed for days that are over."),
                start=measure.starts_on,
            ),
            hint=_("Decline it and propose it anew."),
        )
    _must_be_the_body(session, actor, measure.kind)
    held = offices.must_hold_authority(session, actor, IMPOSE, Matter())
    four_eyes.approve(session, actor, IMPOSE, measure, _facts(measure))
    _decide(session, actor, measure, held.instrument)
    measure.approved_by = actor.id
    unit.verb(session, "measure:imposed", agency, label=agency.number, kind=measure.kind.value, **_days(measure))


def decline(session: Session, actor: Actor, measure_id: uuid.UUID, reason: str) -> None:
    """Send a proposed measure back, with the reason."""
    actor.must(_APPROVER)
    measure = _measure_record(session, measure_id)
    reason = required_text(reason, what=_("reason"), limit=_LONG)
    four_eyes.decline(session, actor, IMPOSE, measure, reason)
    measure.declined_on = actor.today
    unit.verb(session, "measure:declined", measure, kind=measure.kind.value)


def impose_in_emergency(session: Session, actor: Actor, draft: MeasureDraft) -> uuid.UUID:
    """Block, seal or suspend provisionally, alone, through the last day the rule book's term allows; opens its own file.

    Raises `RuleBroken` where the book sets no such term, and where a provisional measure of the kind already runs: one
    person does not renew his own emergency.
    """
    actor.must(IMPOSE)
    agency = _agency(session, draft.agency_id)
    offices.must_not_be_recused(session, actor, agency.id)
    held = offices.must_hold_authority(session, actor, IMPOSE, Matter())
    _must_be_the_body(session, actor, draft.kind)
    _refuse_chain(session, draft)
    most = get_rules(session, actor.today).answer("sanction.emergency_most", actor.today)
    last = rules.provisional_last_day(most, actor.today, work_calendar(session, actor.office_id))
    if draft.ends_on is not None:
        last = min(last, draft.ends_on)
    measure = _measure(actor, draft, actor.today, last, provisional=True)
    _decide(session, actor, measure, held.instrument)
    session.add(measure)
    session.flush()
    # the file is part of the act: whoever may order the block opens it
    keeper = replace(actor, permissions=actor.permissions | {"file:handle"})
    measure.file_id = open_file(
        session,
        keeper,
        title=bare(say(_("Provisional measure against {agency}"), agency=agency.number)),
        shelf=_("measures"),
        subject=Subject("measure", measure.id),
    )
    unit.verb(session, "measure:imposed_alone", agency, label=agency.number, kind=measure.kind.value, **_days(measure))
    return measure.id


def _refuse_chain(session: Session, draft: MeasureDraft) -> None:
    for fact in queries.list_facts(session, [draft.agency_id]):
        same = fact.kind is draft.kind and fact.provisional and not fact.set_aside(date.max)
        if same and fact.provision == draft.provision.strip() and _same_cause(session, fact.id, draft):
            raise RuleBroken(
                say(
                    _("This was blocked provisionally on {day} already; nobody prolongs it alone."), day=fact.starts_on
                ),
                hint=_("Let a second person confirm it, or propose an ordinary measure."),
            )


def _same_cause(session: Session, measure_id: uuid.UUID, draft: MeasureDraft) -> bool:
    return _measure_record(session, measure_id).cause_id == draft.cause_id


def confirm(
    session: Session, actor: Actor, measure_id: uuid.UUID, *, ends_on: date | None, ends_because: str
) -> uuid.UUID:
    """Confirm what another person ordered alone: from today on a full measure stands beside the provisional one.

    Raises `RuleBroken` once the provisional one has ended, `NotPermitted` for the person who ordered it.
    """
    actor.must(_APPROVER)
    first = _measure_record(session, measure_id)
    agency = _agency(session, first.agency_id)
    offices.must_not_be_recused(session, actor, agency.id, first.id)
    if first.proposed_by == actor.id:
        raise NotPermitted(
            say(_("{person} ordered this alone and cannot confirm it as well: four eyes, always."), person=actor.name),
            hint=_("Another officer with the authority must confirm it."),
        )
    fact = queries.get_fact(session, measure_id)
    if not fact.provisional or not fact.stands(actor.today, date.max):
        raise RuleBroken(
            _("There is no provisional measure running that could be confirmed."), hint=_("Propose a new one.")
        )
    _must_be_the_body(session, actor, first.kind)
    held = offices.must_hold_authority(session, actor, IMPOSE, Matter())
    ends_because = clean_text(ends_because, what=_("end"), limit=_LONG)
    most = get_rules(session, actor.today).answer("complaint.interim_most", first.starts_on)
    rules.check_period(
        first.kind,
        actor.today,
        ends_on,
        because=ends_because,
        most=most,
        calendar=work_calendar(session, actor.office_id),
    )
    full = Measure(
        **_copied(first), starts_on=actor.today, ends_on=ends_on, ends_because=ends_because, provisional=False
    )
    full.confirms_id = first.id
    full.approved_by = actor.id
    _decide(session, actor, full, held.instrument)
    session.add(full)
    session.flush()
    unit.verb(session, "measure:confirmed", agency, label=agency.number, kind=full.kind.value, **_days(full))
    return full.id


def propose_end(
    session: Session,
    actor: Actor,
    measure_id: uuid.UUID,
    kind: EndKind,
    *,
    last_on: date | None,
    provision: str,
    reason: str,
) -> uuid.UUID:
    """Ask a second person to lift a measure after `last_on` (a day not yet over), or to set it aside as never imposed."""
    actor.must(IMPOSE)
    measure = _measure_record(session, measure_id)
    offices.must_not_be_recused(session, actor, measure.agency_id, measure.id)
    fact = queries.get_fact(session, measure_id)
    if kind is EndKind.LIFTED:
        if last_on is None or last_on < actor.today:
            raise BadInput(_("A measure is lifted from today or a later day on."), hint=_("Give its last day."))
        rules.check_end(fact, last_on, date.max)
    elif fact.set_aside(date.max):
        raise RuleBroken(_("The measure has been set aside already."), hint=_("Nothing more is needed."))
    end = MeasureEnd(
        measure_id=measure.id,
        kind=kind,
        last_on=last_on if kind is EndKind.LIFTED else None,
        provision=required_text(provision, what=_("provision")),
        reason=required_text(reason, what=_("reason"), limit=_LONG),
        decided_on=None,
        decided_at=None,
        declined_on=None,
        proposed_by=actor.id,
        approved_by=None,
        instrument="",
    )
    session.add(end)
    session.flush()
    unit.verb(session, "measure:end_proposed", measure, kind=kind.value)
    four_eyes.propose(session, actor, LIFT, _APPROVER, measure, _end_facts(end))
    return end.id


def approve_end(session: Session, actor: Actor, measure_id: uuid.UUID) -> None:
    """End the measure as another proposed; who may impose it may lift it."""
    actor.must(_APPROVER)
    measure, end = _measure_record(session, measure_id), _waiting_end(session, measure_id)
    offices.must_not_be_recused(session, actor, measure.agency_id, measure.id)
    held = offices.must_hold_authority(session, actor, IMPOSE, Matter())
    four_eyes.approve(session, actor, LIFT, measure, _end_facts(end))
    end.approved_by = actor.id
    _decide(session, actor, end, held.instrument)
    code = "measure:lifted" if end.kind is EndKind.LIFTED else "measure:set_aside"
    unit.verb(session, code, measure, kind=measure.kind.value, last=end.last_on.isoformat() if end.last_on else None)


def decline_end(session: Session, actor: Actor, measure_id: uuid.UUID, reason: str) -> None:
    """Leave the measure as it is."""
    actor.must(_APPROVER)
    measure, end = _measure_record(session, measure_id), _waiting_end(session, measure_id)
    reason = required_text(reason, what=_("reason"), limit=_LONG)
    four_eyes.decline(session, actor, LIFT, measure, reason)
    end.declined_on = actor.today
    unit.verb(session, "measure:end_declined", measure, kind=measure.kind.value)


# -- parts ---------------------------------------------------------------------------------------------------------


def _measure(actor: Actor, draft: MeasureDraft, start: date, end: date | None, *, provisional: bool) -> Measure:
    return Measure(
        agency_id=draft.agency_id,
        kind=draft.kind,
        provisional=provisional,
        starts_on=start,
        ends_on=end,
        ends_because=clean_text(draft.ends_because, what=_("end"), limit=_LONG),
        provision=required_text(draft.provision, what=_("provision")),
        reason=required_text(draft.reason, what=_("reason"), limit=_LONG),
        licences=sorted(each.hex for each in draft.licences),
        cause_table=draft.cause_table,
        cause_id=draft.cause_id,
        decided_on=None,
        decided_at=None,
        declined_on=None,
        proposed_by=actor.id,
        approved_by=None,
        instrument="",
        confirms_id=None,
        file_id=None,
    )


def _copied(measure: Measure) -> dict[str, Any]:
    names = (
        "agency_id",
        "kind",
        "provision",
        "reason",
        "licences",
        "cause_table",
        "cause_id",
        "proposed_by",
        "file_id",
    )
    return {name: getattr(measure, name) for name in names}


def _decide(session: Session, actor: Actor, record: Measure | MeasureEnd, instrument: str) -> None:
    record.decided_on = actor.today
    record.decided_at = unit.unit_of(session).moment
    record.instrument = instrument


def _facts(measure: Measure) -> Mapping[str, Any]:
    return {"kind": measure.kind.value, "agency": measure.agency_id.hex, "version": measure.version, **_days(measure)}


def _end_facts(end: MeasureEnd) -> Mapping[str, Any]:
    last = end.last_on.isoformat() if end.last_on else None
    return {"end": end.id.hex, "kind": end.kind.value, "last": last, "version": end.version}


def _days(measure: Measure) -> dict[str, Any]:
    last = measure.ends_on.isoformat() if measure.ends_on else None
    return {"starts": measure.starts_on.isoformat(), "ends": last, "provision": measure.provision}


def _agency(session: Session, agency_id: uuid.UUID) -> Agency:
    agency = session.get(Agency, agency_id)
    if agency is None:
        raise NotFound(_("There is no such agency."), hint=_("Look it up by its number or name."))
    return agency


def _measure_record(session: Session, measure_id: uuid.UUID) -> Measure:
    measure = session.get(Measure, measure_id)
    if measure is None:
        raise NotFound(_("There is no such measure."), hint=_("Read the agency's measures again."))
    return measure


def _waiting_end(session: Session, measure_id: uuid.UUID) -> MeasureEnd:
    found = select(MeasureEnd).where(
        MeasureEnd.measure_id == measure_id, MeasureEnd.decided_on.is_(None), MeasureEnd.declined_on.is_(None)
    )
    end = session.scalars(found).first()
    if end is None:
        raise NotFound(_("Nothing of this kind waits for approval here."), hint=_("Read the record again."))
    return end


def _must_be_the_body(session: Session, actor: Actor, kind: MeasureKind) -> None:
    office = session.get_one(Office, actor.office_id)
    steps = get_rules(session, actor.today).answer("authority.steps", actor.today)
    check_body(rules.STEPS.get(kind), steps, office.kind, office.name)
