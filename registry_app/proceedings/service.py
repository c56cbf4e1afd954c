"""Computing terms, starting and stopping the regulator's clock, notices and their replies.

Terms and clocks are consequences of other verbs, which have checked their own permission; notices are verbs themselves.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import required_text
from registry_app.core.texts import _, bare, say
from registry_app.correspondence.models import Service
from registry_app.correspondence.queries import outcome_of
from registry_app.correspondence.rules import NotServed
from registry_app.offices.queries import work_calendar
from registry_app.proceedings import rules
from registry_app.proceedings.models import Clock, ClockEvent, Notice, TermRow
from registry_app.proceedings.queries import clock_facts
from registry_app.proceedings.rules import ClockEventKind, ClockFacts
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.rules import Answer
from registry_app.rulebook.values import UNKNOWN, Term
from registry_app.store import unit

_LONG: Final = 8_000


def set_term(
    session: Session,
    actor: Actor,
    subject: Any,
    law: Answer,
    events: Mapping[str, date],
    proof_id: uuid.UUID | None = None,
) -> uuid.UUID | None:
    """Compute a party's term and keep it with its reasons; computed anew, as another row, when an event becomes proven.

    `law` is the rule book's answer, `events` the proven days by code. None where the law sets no term.
    """
    term = law.of(Term)
    if term is UNKNOWN:
        return None
    computed = rules.compute(term, events, work_calendar(session, actor.office_id))
    row = TermRow(
        subject_table=subject.__tablename__,
        subject_id=subject.id,
        key=law.key,
        provision=law.source,
        start_event=computed.start_event,
        n=term.n,
        unit=term.unit,
        term=rules.term_written(term),
        state=computed.state,
        start_on=computed.start_on,
        last_on=computed.last_on,
        earliest_on=computed.earliest_on,
        latest_on=computed.latest_on,
        because=bare(computed.because),
        computed_on=actor.today,
        proof_id=proof_id,
    )
    session.add(row)
    session.flush()
    last = computed.last_on.isoformat() if computed.last_on else None
    unit.verb(session, "term:computed", subject, key=law.key, state=computed.state.value, last=last)
    return row.id


# -- the regulator's clock ---------------------------------------------------------------------------------------


def set_clock(session: Session, subject: Any, law: Answer, missed_effect: str) -> None:
    """Put the regulator's clock on a record; it starts with its event. Nothing where the law sets no term."""
    term = law.of(Term)
    if term is UNKNOWN:
        return
    clock = Clock(
        subject_table=subject.__tablename__,
        subject_id=subject.id,
        key=law.key,
        provision=law.source,
        start_event="" if term.starts is UNKNOWN else term.starts,
        term=rules.term_written(term),
        missed_effect=missed_effect,
    )
    session.add(clock)
    session.flush()
    unit.verb(session, "clock:set", subject, key=law.key)


def start_clocks(session: Session, subject: Any, event: str, on: date) -> None:
    """Start the clocks of a record that run from an event and have not started yet."""
    for clock, facts in _open_clocks(session, subject.id):
        if facts.start_on is None and clock.start_event == event:
            _happen(session, subject, clock, ClockEventKind.STARTED, on)


def reset_clocks(session: Session, subject: Any, event: str, on: date) -> None:
    """Take back the start of the clocks that run from an event: it turned out not to have happened."""
    for clock, facts in _open_clocks(session, subject.id):
        if facts.start_on is not None and clock.start_event == event:
            _happen(session, subject, clock, ClockEventKind.RESET, on)


def stop_clocks(session: Session, subject: Any, on: date, ground: str, provision: str) -> None:
    """Stop every clock of a record: the file has left the office, on a legal ground."""
    for clock, facts in _open_clocks(session, subject.id):
        rules.check_pause(facts.pauses, on, ground, facts.start_on)
        _happen(session, subject, clock, ClockEventKind.STOPPED, on, ground, provision)


def resume_clocks(session: Session, subject: Any, on: date) -> None:
    """Let the clocks of a record run on: the file is back."""
    for clock, facts in _open_clocks(session, subject.id):
        for pause in facts.pauses:
            if pause.resumed_on is None:
                rules.Pause(pause.stopped_on, on, pause.ground)  # refuses a return before the leaving
                _happen(session, subject, clock, ClockEventKind.RESUMED, on)


def end_clocks(session: Session, subject: Any, on: date) -> None:
    """Stop the clocks of a record for good: it is decided or withdrawn."""
    for clock, _facts in _open_clocks(session, subject.id):
        _happen(session, subject, clock, ClockEventKind.ENDED, on)


def _open_clocks(session: Session, subject_id: uuid.UUID) -> list[tuple[Clock, ClockFacts]]:
    found = session.scalars(select(Clock).where(Clock.subject_id == subject_id).order_by(Clock.id))
    clocks = [(clock, clock_facts(session, clock)) for clock in found]
    return [(clock, facts) for clock, facts in clocks if facts.ended_on is None]


def _happen(
    session: Session,
    subject: Any,
    clock: Clock,
    kind: ClockEventKind,
    on: date,
    ground: str = "",
    provision: str = "",
) -> None:
    sequence = session.scalar(select(func.count()).where(ClockEvent.clock_id == clock.id)) or 0
    session.add(
        ClockEvent(clock_id=clock.id, sequence=sequence + 1, kind=kind, on_day=on, ground=ground, provision=provision)
    )
    session.flush()
    unit.verb(session, f"clock:{kind.value}", subject, key=clock.key, on=on.isoformat(), provision=provision)


# -- notices -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NoticeDraft:
    """A notice of an intended decision: what, on which provisions, and on which grounds."""

    agency_id: uuid.UUID
    intended: str
    provisions: Sequence[str]
    grounds: str
    letter_id: uuid.UUID | None = None


def issue_notice(session: Session, actor: Actor, subject: Any, draft: NoticeDraft) -> uuid.UUID:
    """Announce an intended decision; the term to reply starts only when its service is proven."""
    actor.must("decision:propose")
    provisions = [required_text(each, what=_("provision")) for each in draft.provisions]
    if not provisions:
        raise BadInput(_("A notice names the provisions it rests on."), hint=_("Name at least one."))
    notice = Notice(
        agency_id=draft.agency_id,
        subject_table=subject.__tablename__,
        subject_id=subject.id,
        intended=required_text(draft.intended, what=_("intended decision")),
        provisions=provisions,
        grounds=required_text(draft.grounds, what=_("grounds"), limit=_LONG),
        issued_on=actor.today,
        issued_by=actor.id,
        letter_id=draft.letter_id,
        service_id=None,
        served_on=None,
        replied_on=None,
        reply_letter_id=None,
        reply="",
        withdrawn_on=None,
    )
    session.add(notice)
    session.flush()
    unit.verb(session, "notice:issued", notice, label=notice.intended, provisions=provisions)
    return notice.id


def proven_day(session: Session, service_id: uuid.UUID, document: Any) -> date:
    """The day on which a document's service is proven; `RuleBroken` without proof, or for another document's service."""
    service = session.get(Service, service_id)
    if service is None or service.document_id != document.id:
        raise NotFound(
            _("This is no service of that document."), hint=_("Choose the service that was ordered for the document.")
        )
    outcome = outcome_of(session, service_id)
    if isinstance(outcome, NotServed):
        raise RuleBroken(outcome.reason, hint=_("Record the attempt at service with its proof first."))
    return outcome.day


def prove_notice(session: Session, actor: Actor, notice_id: uuid.UUID, key: str, service_id: uuid.UUID) -> None:
    """Bind the notice to its proven service and start the term to reply (`key` of the rule book)."""
    actor.must("service:record")
    notice = get_notice(session, notice_id)
    served_on = proven_day(session, service_id, notice)
    if served_on < notice.issued_on:
        raise BadInput(
            say(
                _("The notice is of {issued}; it cannot have been served on {served}."),
                issued=notice.issued_on,
                served=served_on,
            ),
            hint=_("Check the proof of service."),
        )
    notice.service_id, notice.served_on = service_id, served_on
    law = get_rules(session, actor.today).answer(key, notice.issued_on)
    set_term(session, actor, notice, law, {"notice_served": served_on}, service_id)
    unit.verb(session, "notice:served", notice, label=notice.intended, on=served_on.isoformat())


def record_reply(
    session: Session,
    actor: Actor,
    notice_id: uuid.UUID,
    replied_on: date,
    reply: str,
    letter_id: uuid.UUID | None = None,
) -> None:
    """Record what the agency answered to a notice."""
    actor.must("decision:propose")
    notice = get_notice(session, notice_id)
    if notice.replied_on is not None:
        raise RuleBroken(
            say(_("The reply of {day} is recorded already."), day=notice.replied_on),
            hint=_("Enter further letters in the inward register."),
        )
    if replied_on < notice.issued_on or replied_on > actor.today:
        raise BadInput(_("The day of the reply cannot be right."), hint=_("Check the letter."))
    notice.replied_on = replied_on
    notice.reply = required_text(reply, what=_("reply"), limit=_LONG)
    notice.reply_letter_id = letter_id
    unit.verb(session, "notice:answered", notice, label=notice.intended, on=replied_on.isoformat())


def get_notice(session: Session, notice_id: uuid.UUID) -> Notice:
    """The record of a notice, for services; `NotFound` without one."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.withdrawn_on is not None:
        raise NotFound(_("There is no such notice."), hint=_("Read the record again."))
    return notice
